"""Onlookers: nobody gains by acting otherwise, beliefs follow Bayes, and cases by hand."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holdfast.commitment.guarantor import two_tests
from holdfast.commitment.onlookers import deterring_belief, onlooking, reliability_seen

CHANCE = st.floats(0.0, 1.0)
WORTH = st.floats(0.0, 0.5)
NEAR = 1e-9


def looked(q, r, g, w, last=0.0):
    return onlooking(
        belief_resolved=q,
        reliability_needed=r,
        gain_today=g,
        worth_tomorrow=w,
        weak_honours_last=last,
    )


@given(CHANCE, CHANCE, st.floats(-0.5, 0.5), WORTH, CHANCE)
def test_neither_the_guarantor_nor_the_challenger_gains_by_acting_otherwise(q, r, g, w, last):
    """The conditions of an equilibrium, checked one by one: a second way to the formula."""
    found = looked(q, r, g, w, last)
    weak, gain = float(found.weak_honours), float(found.gain)
    if weak < 1.0 - NEAR:
        assert gain <= NEAR
    if weak > NEAR:
        assert gain >= -NEAR
    bar, belief = float(found.deterring_belief), float(found.belief_after_honour)
    held = float(found.deterred_after_honour)
    if held < 1.0 - NEAR:
        assert belief <= bar + NEAR
    if held > NEAR:
        assert belief >= bar - NEAR


@given(CHANCE, CHANCE, st.floats(-0.5, 0.5), WORTH)
@example(0.25, 5e-324, -0.1, 1.0)  # a bar so low that odds over it are no number
@example(0.0, 5e-324, -0.1, 1.0)
def test_beliefs_are_the_prior_in_the_mean(q, r, g, w):
    found = looked(q, r, g, w)
    after = float(found.honours_first) * float(found.belief_after_honour)
    assert after == pytest.approx(q, abs=1e-9)  # after a failure the belief is 0


@given(CHANCE, CHANCE, st.floats(-0.5, 0.5), WORTH, CHANCE)
def test_onlookers_never_make_a_guarantor_honour_less(q, r, g, w, last):
    found, alone = looked(q, r, g, w, last), looked(q, r, g, 0.0, last)
    assert float(found.weak_honours) >= float(alone.weak_honours) - NEAR
    assert float(found.shadow) >= 0.0
    assert float(found.shadow) <= w + NEAR


@given(CHANCE, CHANCE, CHANCE)
def test_the_deterring_belief_makes_just_the_reliability_that_is_needed(r, last, more):
    bar = float(deterring_belief(reliability_needed=r, weak_honours_last=last))
    assert bar + (1.0 - bar) * last >= r - NEAR
    if bar > 0.0:
        assert bar + (1.0 - bar) * last == pytest.approx(r)
    surer = min(1.0, last + more * (1.0 - last))
    assert float(deterring_belief(reliability_needed=r, weak_honours_last=surer)) <= bar + NEAR


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_where_tomorrow_is_worth_enough_it_is_the_game_of_two_tests(q, r):
    """The closed form of guarantor.two_tests, which leaves the worths out."""
    found = looked(q, r, -0.1, 0.3)
    known = two_tests(belief_resolved=q, reliability_needed=r)
    assert float(found.weak_honours) == pytest.approx(float(known.weak_honours))
    assert float(found.honours_first) == pytest.approx(float(known.honours_first))
    assert float(found.belief_after_honour) == pytest.approx(float(known.belief_after_honour))


def test_three_guarantors_by_hand():
    """Belief .3, needed .6.

    One who gains today honours, and nothing is learnt: belief stays .3. One for whom tomorrow
    (.05) outweighs today (-.02) honours with chance (.3 * .4) / (.7 * .6) = .2857, so half of
    all tests are honoured (.3 + .7 * .2857), belief goes to .6, and the onlooker holds back
    with chance .02 / .05. One for whom it does not (-.08) fails, and honouring tells all.
    """
    found = looked(0.3, 0.6, np.array([0.01, -0.02, -0.08]), 0.05)
    assert found.weak_honours == pytest.approx([1.0, 0.12 / 0.42, 0.0])
    assert found.honours_first == pytest.approx([1.0, 0.5, 0.3])
    assert found.belief_after_honour == pytest.approx([0.3, 0.6, 1.0])
    assert found.deterred_after_honour == pytest.approx([0.0, 0.4, 1.0])
    assert found.deterred_after_failure == pytest.approx([0.0, 0.0, 0.0])
    assert found.shadow == pytest.approx([0.0, 0.02, 0.05])
    assert found.gain == pytest.approx([0.01, 0.0, -0.03])


def test_a_name_that_is_good_enough_is_kept():
    """Belief .7 above the .6 needed: the weak honours for sure, for the .05 of tomorrow."""
    found = looked(0.7, 0.6, -0.02, 0.05)
    assert (float(found.weak_honours), float(found.deterred_after_honour)) == (1.0, 1.0)
    assert float(found.gain) == pytest.approx(0.03)


@given(CHANCE, CHANCE)
def test_onlookers_see_by_bayes_rule_and_are_right_in_the_mean(q, y):
    seen = reliability_seen(belief_resolved=q, weak_honours=y)
    before = float(seen.before)
    assert before == pytest.approx(q + (1 - q) * y)
    mean = before * float(seen.after_honour) + (1 - before) * float(seen.after_failure)
    assert mean == pytest.approx(before)
    assert float(seen.after_failure) <= before + NEAR
    assert float(seen.after_honour) >= before - NEAR
