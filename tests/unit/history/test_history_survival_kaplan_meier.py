"""Survival curves: by hand, by redistributing mass, and by laws any curve obeys."""

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from holdfast.core.tolerances import EXACT
from holdfast.history.survival.conditional import ending_within
from holdfast.history.survival.kaplan_meier import (
    Beyond,
    Interval,
    Lasting,
    kaplan_meier,
    quantile,
    restricted_mean,
    survival_at,
)
from holdfast.history.survival.shares import counted_share, normal_quantile
from holdfast.history.survival.spells import at_risk, spells, still_going

TIMES = st.integers(1, 12)
CASES = st.lists(st.tuples(TIMES, st.booleans()), min_size=1, max_size=25)


def built(cases, start=None):
    ends, ended = zip(*cases, strict=True)
    return spells(ends, ended, start)


def redistributed(cases):
    """Efron's second way: mass 1/n each; a case that is lost hands its own to all beyond it."""
    order = sorted(cases, key=lambda case: (case[0], not case[1]))
    mass = [Fraction(1, len(order))] * len(order)
    for place, (_, ended) in enumerate(order):
        later = len(order) - place - 1
        if not ended and later:
            mass[place + 1 :] = [m + mass[place] / later for m in mass[place + 1 :]]
            mass[place] = Fraction(0)
    return {
        t: 1 - sum(m for m, case in zip(mass, order, strict=True) if case[1] and case[0] <= t)
        for t, _ in order
    }


@given(CASES)
def test_the_curve_is_that_of_redistributed_mass(cases):
    curve = kaplan_meier(built(cases))
    assert curve.survival == pytest.approx(
        [float(redistributed(cases)[t]) for t in curve.time], abs=EXACT
    )


@given(CASES)
def test_a_curve_is_a_chance_that_never_rises(cases):
    curve = kaplan_meier(built(cases))
    assert (np.diff(curve.survival) <= 0.0).all()
    for interval in Interval:
        curve = kaplan_meier(built(cases), interval=interval)
        for band in (curve.low, curve.survival, curve.high):
            assert (band >= 0.0).all()
            assert (band <= 1.0).all()
        assert (curve.low <= curve.survival + EXACT).all()
        assert (curve.survival <= curve.high + EXACT).all()


@given(st.lists(TIMES, min_size=1, max_size=25))
def test_without_losses_it_is_the_empirical_survivor_function(ends):
    cases = spells(ends, np.ones(len(ends)))
    curve, n = kaplan_meier(cases), len(ends)
    share = np.array([(np.array(ends) > t).mean() for t in curve.time])
    assert curve.survival == pytest.approx(share, abs=EXACT)
    assert curve.variance == pytest.approx(share * (1.0 - share) / n, abs=EXACT)
    found = restricted_mean(curve, 5.0)
    shortened = np.minimum(ends, 5.0)
    assert found.mean == pytest.approx(shortened.mean())
    assert found.error == pytest.approx(shortened.std() / sqrt(n), abs=1e-9)
    assert survival_at(curve, [99.0])[0].share == 0.0


@given(st.lists(TIMES, min_size=1, max_size=25).filter(lambda ends: len(ends) % 2 == 1))
def test_the_median_without_losses_is_the_middle_case(ends):
    assert quantile(kaplan_meier(spells(ends, np.ones(len(ends))))).time == np.median(ends)


@given(CASES, st.sampled_from([0.25, 4.0, 365.25]))
def test_the_unit_of_time_does_not_matter(cases, factor):
    ends, ended = zip(*cases, strict=True)
    one, other = (
        kaplan_meier(built(cases)),
        kaplan_meier(spells(np.multiply(ends, factor), ended)),
    )
    assert np.array_equal(one.survival, other.survival)
    assert np.array_equal(one.low, other.low)
    assert np.array_equal(one.time * factor, other.time)


@given(CASES, st.randoms(use_true_random=False))
def test_the_order_of_cases_does_not_matter(cases, random):
    turned = random.sample(cases, len(cases))
    assert np.array_equal(
        kaplan_meier(built(cases)).survival, kaplan_meier(built(turned)).survival
    )


@given(CASES, st.integers(1, 5))
def test_cases_lost_after_the_last_raise_the_curve(cases, more):
    """Each ending is one among more at risk; where nobody ended there is nothing to raise."""
    longer = kaplan_meier(built(cases + [(13, False)] * more))
    curve = kaplan_meier(built(cases))
    assert (longer.survival[: len(curve.time)] >= curve.survival - EXACT).all()
    assert longer.followed == 13.0


@given(CASES, st.integers(1, 5))
def test_cases_lost_before_the_first_ending_change_nothing(cases, more):
    curve = kaplan_meier(built(cases))
    later = kaplan_meier(built(cases + [(0, False)] * more))
    assert np.array_equal(later.survival[later.time > 0.0], curve.survival)


@given(CASES)
def test_entry_at_the_outset_is_no_late_entry(cases):
    late = kaplan_meier(built(cases, np.zeros(len(cases))))
    assert np.array_equal(late.survival, kaplan_meier(built(cases)).survival)


@given(CASES, st.integers(1, 10))
def test_going_on_from_a_time_is_the_ratio_of_the_curve(cases, elapsed):
    whole = kaplan_meier(built(cases))
    assume(max(t for t, _ in cases) > elapsed)
    [before] = survival_at(whole, [elapsed])
    assume(isinstance(before, Lasting))
    after = kaplan_meier(still_going(built(cases), elapsed))
    beyond = whole.survival[whole.time > elapsed]
    assert after.survival == pytest.approx(beyond / before.share, abs=1e-9)


@given(CASES)
def test_cutting_a_case_in_two_with_late_entry_changes_nothing(cases):
    """The first part is lost at the cut, the second enters there."""
    ends, ended = (np.array(column) for column in zip(*cases, strict=True))
    cut = np.where(ends > 2, 2, 0)
    both = spells(
        np.concatenate((ends, cut[cut > 0])),
        np.concatenate((ended, np.zeros((cut > 0).sum(), bool))),
        np.concatenate((cut, np.zeros((cut > 0).sum()))),
    )
    whole, parts = kaplan_meier(built(cases)), kaplan_meier(both)
    assert parts.survival[np.isin(parts.time, whole.time)] == pytest.approx(
        whole.survival, abs=EXACT
    )


def test_late_entry_by_hand():
    """Watched from 0, 2 and 2; at 1 the one at risk is lost, at 3 one of two ends."""
    curve = kaplan_meier(spells([1, 3, 5], [0, 1, 1], [0, 2, 2]))
    assert curve.at_risk.tolist() == [1, 2, 1]
    assert curve.survival.tolist() == [1.0, 0.5, 0.0]


def test_a_risk_set_that_runs_out_early_is_refused():
    with pytest.raises(
        ValueError, match="all at risk at 1 ended, while other cases enter later"
    ):
        kaplan_meier(spells([1, 3], [1, 1], [0, 2]))


def test_greenwood_and_its_intervals_by_hand():
    """Ends at 1 (n = 4) and 3 (n = 2): the relative variance is 1/12, and then 1/12 + 1/2."""
    cases = spells([1, 2, 3, 6], [1, 0, 1, 0])
    plain, z = kaplan_meier(cases, interval=Interval.PLAIN), 1.959963984540054
    relative = np.array([1 / 12, 1 / 12, 7 / 12, 7 / 12])
    share = np.array([0.75, 0.75, 0.375, 0.375])
    assert plain.variance == pytest.approx(share**2 * relative)
    assert plain.low == pytest.approx(np.maximum(share - z * share * np.sqrt(relative), 0.0))
    low = share ** np.exp(z * np.sqrt(relative) / -np.log(share))
    high = share ** np.exp(-z * np.sqrt(relative) / -np.log(share))
    curve = kaplan_meier(cases)
    assert curve.low == pytest.approx(low)
    assert curve.high == pytest.approx(high)


def test_where_nobody_has_ended_the_share_is_not_certain():
    curve = kaplan_meier(spells([1, 2, 3], [0, 0, 1]))
    found = survival_at(curve, [0.5, 1, 2, 3])
    # Wilson's lower end for n of n is n/(n + z^2), by its formula.
    assert [one.low for one in found] == pytest.approx(
        [n / (n + 1.959963984540054**2) for n in (3, 3, 2)] + [0.0]
    )
    assert [one.share for one in found] == [1.0, 1.0, 1.0, 0.0]
    plain = kaplan_meier(spells([1, 2], [0, 1]), interval=Interval.PLAIN)
    assert survival_at(plain, [0.5])[0] == Lasting(0.5, 1.0, 1.0, 1.0)


def test_nothing_is_known_beyond_the_last_case_under_watch():
    curve = kaplan_meier(spells([1, 2, 3, 6], [1, 0, 1, 0]))
    inside, outside = survival_at(curve, [6.0, 6.5])
    assert inside.share == 0.375
    assert outside == Beyond(6.5, 6.0, 0.375)
    assert str(outside) == "not known beyond 6"
    assert restricted_mean(curve, 7.0) == Beyond(7.0, 6.0, 0.375)
    assert isinstance(quantile(curve, 0.25).time, Beyond)
    assert isinstance(quantile(curve).high, Beyond)
    assert ending_within(spells([1, 2, 3, 6], [1, 0, 1, 0]), 4.0, 3.0) == Beyond(7.0, 6.0, 1.0)


def test_the_interval_of_a_median():
    """Seven cases, one ending each year: bands cross a half at the steps counted here."""
    curve = kaplan_meier(spells(range(1, 8), [1] * 7))
    found = quantile(curve)
    assert found.time == 4.0
    assert found.low == 1 + np.argmax(curve.low <= 0.5)
    assert found.high == 1 + np.argmax(curve.high <= 0.5)
    alone = quantile(kaplan_meier(spells([5.0], [1])))
    assert (alone.low, alone.time) == (0.0, 5.0)  # one case: its end may come at any time


def test_ending_within_counts_where_it_can():
    found = ending_within(spells([0.2, 0.7, 1.5, 4.0, 9.0], [1] * 5), 1.0, 1.0)
    counted = counted_share(1, 3)
    assert (found.chance, found.low, found.high) == (counted.share, counted.low, counted.high)
    assert (found.going, found.ended, found.lost) == (3, 1, 0)


def test_ending_within_heeds_those_lost_on_the_way():
    """Of four going at 1: one lost at 1.2, one of the three left ends at 1.5."""
    found = ending_within(spells([0.5, 1.2, 1.5, 3.0, 4.0], [1, 0, 1, 1, 0]), 1.0, 1.0)
    assert found.chance == pytest.approx(1 / 3)
    assert (found.going, found.ended, found.lost) == (4, 1, 1)
    curve = kaplan_meier(spells([1.2, 1.5, 3.0, 4.0], [0, 1, 1, 0]))
    assert found.high == pytest.approx(1.0 - curve.low[1])
    # lost at the horizon itself is lost after it
    same = ending_within(spells([0.5, 2.0, 1.5, 3.0], [1, 0, 1, 1]), 1.0, 1.0)
    assert (same.chance, same.lost) == (1 / 3, 0)


@given(CASES, st.lists(st.floats(0, 15), min_size=1, max_size=5))
def test_cases_at_risk_are_counted_one_by_one(cases, times):
    found = at_risk(built(cases), times)
    assert found.tolist() == [sum(end >= t for end, _ in cases) for t in times]


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_of_wilson_solve_his_equation(counted):
    """(k/n - p)^2 = z^2 p (1 - p)/n at both ends."""
    k, n = counted
    found, z = counted_share(k, n), normal_quantile(0.95)
    for p in (found.low, found.high):
        assert (k / n - p) ** 2 == pytest.approx(z * z * p * (1 - p) / n, abs=1e-12)
    assert 0.0 <= found.low <= found.share <= found.high <= 1.0
    assert found.low < found.high


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: spells([], []), "at least one"),
        (lambda: spells([1.0, 2.0], [1]), "ended must be one number for each of 2"),
        (lambda: spells([1.0], [2]), "ended must be 0 or 1, got 2"),
        (lambda: spells([-1.0], [1]), "end must be finite and at least 0, got -1"),
        (lambda: spells([float("nan")], [1]), "end must be finite"),
        (lambda: spells([1.0], [1], [1.0]), "start must be below end"),
        (
            lambda: still_going(spells([1.0], [1]), 1.0),
            "no case was followed for longer than 1",
        ),
        (lambda: still_going(spells([1.0], [1]), -1.0), "elapsed must be"),
        (lambda: kaplan_meier(spells([1.0], [1]), level=1.0), "level must be between"),
        (lambda: quantile(kaplan_meier(spells([1.0], [1])), 1.0), "share must be between"),
        (lambda: restricted_mean(kaplan_meier(spells([1.0], [1])), 0.0), "until must be above"),
        (lambda: survival_at(kaplan_meier(spells([1.0], [1])), [-1.0]), "a horizon must be"),
        (lambda: ending_within(spells([1.0], [1]), 0.0, 0.0), "within must be above 0"),
        (lambda: counted_share(3, 2), "count must be from 0"),
        (lambda: counted_share(0, 0), "total of at least 1"),
    ],
)
def test_wrong_arguments_are_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_answers_cannot_be_written_into():
    given_ends = np.array([1.0, 2.0])
    cases = spells(given_ends, [1, 0])
    curve = kaplan_meier(cases)
    for array in (cases.end, curve.survival, curve.at_risk):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 9
    given_ends[0] = 5.0  # the caller's own array stays theirs
    assert cases.end[0] == 1.0
