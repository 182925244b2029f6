"""What instruments come to together, by hand and by law."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.conflict.instruments import NUMERALS, Instrument
from holdfast.core.quantity import Quantity
from holdfast.guarantees.catalogue import catalogue
from holdfast.guarantees.composition import (
    Without,
    columns,
    cost_a_year,
    days_to_deploy,
    effective,
    toolbox,
)

BASE = {
    "snap_back": 0.2,
    "probe_penalty": 0.25,
    "guarantor_stake": 0.35,
    "detection": 0.5,
    "false_alarm": 0.02,
    "answered": 0.3,
    "first_strike": 0.1,
    "support_decay": 0.03,
    "conditional": 0.9,
    "red_line_challenger": 0.2,
}
WITHOUT = Without(
    {k: np.array([v]) for k, v in BASE.items()}, np.array([20.0]), np.array([0.06])
)
RICH = {
    "force": 0.2, "delay": 5.0, "lag": 100.0, "cost_imposed": 0.1, "snap": 0.5, "graded": 0.2,
    "abandonment": 0.1, "discretion": 0.4, "automatic": 0.1, "stake": 0.1,
    "honouring_cost": 0.1, "sunk": 0.01, "detection": 0.3, "clears": 0.3, "attribution": 0.6,
    "answer": 0.5, "aid": 0.004,
    "surprise_removed": 0.2, "half_life": 3.0, "term": 6.0, "conditionality": 0.8,
    "provokes": 0.02, "reassures": 0.01, "without_backstop": 0.5, "needs_decision": 0.5,
    "cost": 2.0, "troops": 1000.0,
}  # fmt: skip


def instrument(name, leans_on="", rival_veto=False, **numbers):
    held = {
        key: Quantity(f"{name}.{key}", NUMERALS[key].unit, value, value, value)
        for key, value in numbers.items()
    }
    return Instrument(name, name, held, {}, leans_on, rival_veto)


def tools(*instruments):
    return toolbox(
        instruments,
        {q.name: np.array([q.likely]) for one in instruments for q in one.numbers.values()},
    )


def joined(*instruments, strengths=None):
    given_ = [strengths or [1.0] * len(instruments)]
    found = columns(tools(*instruments), np.array(given_), WITHOUT)
    return {name: float(value[0, 0]) for name, value in found.items()}


def test_nothing_leaves_what_there_is_without():
    found = joined(instrument("a", **RICH), strengths=[0.0])
    assert {name: found[name] for name in BASE} == pytest.approx(BASE)
    for name in ("force", "sanctions", "abandonment", "automatic", "aid", "deployment_cost"):
        assert found[name] == 0.0
    assert found["in_time"] == 1.0


@pytest.mark.parametrize("key", NUMERALS)
def test_each_number_enters_at_one_place(key):
    """Move one number: one parameter moves, the one that the table names, and no other.

    The weights of means (how fast the whole fades, what it is conditional on, what part is in
    time or automatic) follow from how much each part does, so two alike parts are used: their
    means are the same whatever their weights.
    """
    rich = {**RICH, "term": 1.0} if key == "term" else RICH  # the sooner of two ends counts
    alike = {k: v for k, v in rich.items() if k not in ("without_backstop", "needs_decision")}
    pair = [
        instrument("a", leans_on="c", **rich),
        instrument("b", **alike),
        instrument("c", rival_veto=True),
    ]
    moved = {**rich, key: rich[key] * 1.1}
    other = [
        instrument("a", leans_on="c", **moved),
        instrument("b", **{k: moved[k] for k in alike}),
        instrument("c", rival_veto=True),
    ]
    strengths = [1.0, 1.0, 0.5]
    before, after = joined(*pair, strengths=strengths), joined(*other, strengths=strengths)
    changed = {name for name in before if after[name] != pytest.approx(before[name], rel=1e-12)}
    counts_in = NUMERALS[key].counts_in
    if counts_in == "cost":
        assert changed == set()
    elif counts_in == "strength":
        less, more = (
            effective(tools(*pair), np.array([strengths])),
            effective(tools(*other), np.array([strengths])),
        )
        assert less[0, 0, 0] != more[0, 0, 0]
        assert less[0, 1, 0] == more[0, 1, 0] or key == "needs_decision"
    else:
        assert changed == {counts_in}


def test_force_adds_with_diminishing_returns():
    """By hand: 1 - 0.8 * 0.7 = 0.44, less than 0.2 + 0.3."""
    found = joined(instrument("a", force=0.2), instrument("b", force=0.3))
    assert found["force"] == pytest.approx(0.44)


def test_an_answer_needs_attribution():
    """By hand: alone 0.3 stays; with attribution 0.5 it is 1 - 0.7 (1 - 0.4 * 0.5) = 0.44."""
    answer, seen = instrument("a", answer=0.4), instrument("b", attribution=0.5)
    assert joined(answer)["answered"] == pytest.approx(0.3)
    assert joined(seen)["answered"] == pytest.approx(0.3)
    assert joined(answer, seen)["answered"] == pytest.approx(0.44)


def test_without_its_backstop_a_part_is_left():
    """By hand: 0.2 * 0.6 = 0.12 alone; half a backstop leaves 0.2 * (0.6 + 0.4 / 2) = 0.16."""
    force = instrument("a", leans_on="b", force=0.2, without_backstop=0.6)
    cover = instrument("b")
    for backing, left in ((0.0, 0.12), (0.5, 0.16), (1.0, 0.2)):
        assert joined(force, cover, strengths=[1.0, backing])["force"] == pytest.approx(left)


def test_a_rival_with_a_veto_voids_what_needs_a_decision():
    """By hand: seven tenths of 0.2 and 0.1 need a decision, so 0.06 and 0.03 are left."""
    treaty = instrument("a", force=0.2, cost_imposed=0.1, needs_decision=0.7)
    rival = instrument("b", rival_veto=True)
    voided = joined(treaty, rival)
    assert voided["force"] == pytest.approx(0.06)
    assert voided["sanctions"] == pytest.approx(0.03)
    free = instrument("a", force=0.2)
    assert joined(free, rival)["force"] == pytest.approx(0.2)


def test_the_will_behind_the_whole_fades_by_what_each_part_does():
    """By hand: force 0.3 that halves in 2 years and cost 0.1 that halves in 8.

    Rates a quarter are ln 2 / 8 and ln 2 / 32; their mean, three to one, is 13 ln 2 / 128.
    """
    found = joined(
        instrument("a", force=0.3, half_life=2.0),
        instrument("b", cost_imposed=0.1, half_life=8.0),
    )
    assert found["support_decay"] == pytest.approx(13.0 * np.log(2.0) / 128.0)


def test_what_was_agreed_for_a_term_ends_with_it():
    """By hand: one quarter in four of a year's term, faster than a half-life of ten years."""
    found = joined(instrument("a", force=0.3, half_life=10.0, term=1.0))
    assert found["support_decay"] == pytest.approx(0.25)


def test_late_force_counts_less():
    """By hand: five days against twenty leave exp(-1/4); half of five years' absence a half."""
    quick = joined(instrument("a", force=0.2, delay=5.0))
    late = joined(instrument("a", force=0.2, lag=2.5 * 365.25))
    assert quick["in_time"] == pytest.approx(np.exp(-0.25))
    assert late["in_time"] == pytest.approx(0.5)


def test_soldiers_are_paid_with_their_rotation():
    """By hand: 10,000 there, four kept for each, EUR 100,000 each: 4 bn; half of it is 2."""
    there = tools(instrument("a", troops=10_000.0, cost=0.0))
    found = cost_a_year(there, np.array([[1.0], [0.5]]), np.array([4.0]), np.array([1e-4]))
    assert found[:, 0] == pytest.approx([4.0, 2.0])


def test_a_package_stands_when_its_slowest_part_does():
    both = tools(instrument("a", lag=30.0), instrument("b", lag=400.0))
    found = days_to_deploy(both, np.array([[1.0, 1.0], [1.0, 0.0], [0.0, 0.0]]))
    assert found[:, 0].tolist() == [400.0, 30.0, 0.0]


@given(st.lists(st.floats(0, 1), min_size=13, max_size=13), st.integers(0, 12))
def test_more_of_an_instrument_never_takes_force_or_cost_or_detection_away(levels, place):
    """A law of every package without the rival's veto."""
    known = tuple(catalogue().values())
    box = tools(*known)
    levels[box.place("rival-guarantor")] = 0.0
    more = list(levels)
    more[place] = 1.0 if known[place].id != "rival-guarantor" else 0.0
    found = columns(box, np.array([levels, more]), WITHOUT)
    for name in ("force", "sanctions", "detection", "answered", "abandonment", "aid"):
        assert found[name][1, 0] >= found[name][0, 0] - 1e-12


@given(st.lists(st.floats(0, 1), min_size=13, max_size=13))
def test_what_is_joined_stays_a_share(levels):
    found = columns(tools(*catalogue().values()), np.array([levels]), WITHOUT)
    for name, value in found.items():
        assert np.isfinite(value).all(), name
        assert ((value >= 0.0) & (value <= 1.0)).all(), name
