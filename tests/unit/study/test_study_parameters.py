"""Every field of the contest and of a guarantee enters where it should, and nowhere else."""

from dataclasses import fields
from math import exp

import numpy as np
import pytest

from holdfast.commitment.window import Settlement, breaking_value
from holdfast.core.errors import HoldfastError
from holdfast.study.parameters import (
    bargain,
    contest_of,
    guarantee_named,
    honoured_chance,
    inputs,
    kept_terms,
    negotiated,
    settlement,
    war,
)

TERMS = 0.35
HAND = 1e-12


def facing(drawn, changes=(), years=5.0, terms=TERMS):
    """The settlement of the one package, as one number a field."""
    found = drawn(changes, draws=1)
    [guarantee] = found.conflict.guarantees
    built = settlement(found, guarantee, np.full(1, terms), years)
    return {f.name: float(getattr(built, f.name)[0]) for f in fields(Settlement)}


def moved(before, after):
    return {name for name in before if abs(before[name] - after[name]) > HAND}


WEIGHED = {"power_now", "power_later", "cost_challenger", "cost_target", "force"}
FIELDS = [
    ("contest.power", 0.6, "probability", {"power_now", "power_later"}),
    ("contest.line", 0.4, "share", {"power_now"}),
    ("contest.cost_per_month.challenger", 0.05, "share", {"cost_challenger"}),
    ("contest.cost_per_month.target", 0.05, "share", {"cost_target"}),
    ("contest.patience", 0.98, "discount per quarter", WEIGHED | {"reach"}),
    ("contest.decided", 0.05, "probability per quarter", WEIGHED),
    ("contest.shift_in_peace", 0.005, "probability per quarter", {"power_later"}),
    ("contest.first_strike", 0.2, "probability", {"power_later"}),
    ("contest.fait_accompli", 40, "day", {"honoured"}),
    ("contest.precondition.met_at", 0.7, "package strength", {"met_at"}),
    ("contest.precondition.audience_cost", 0.04, "share", {"audience_cost"}),
    ("contest.trust.west in east", 0.5, "probability", {"trust"}),
    ("guarantees.shield.kept_with", 0.5, "probability", {"honoured"}),
    ("guarantees.shield.force", 0.3, "probability", {"force"}),
    ("guarantees.shield.cost_imposed", 0.2, "share", {"imposed"}),
    ("guarantees.shield.half_life", 10, "year", {"honoured"}),
    ("guarantees.shield.response_time", 5, "day", {"honoured"}),
    # these do not enter once the terms are given
    ("contest.red_lines.challenger", 0.1, "share", set()),
    ("contest.red_lines.target", 0.5, "share", set()),
    ("contest.bargaining_weight", 0.7, "share", set()),
    ("contest.trust.east in west", 0.8, "probability", set()),
    ("contest.precondition.clarity", 0.2, "probability", set()),
    ("supporters.north.position", 0.9, "package strength", set()),
]


@pytest.mark.parametrize(("name", "value", "unit", "where"), FIELDS, ids=[f[0] for f in FIELDS])
def test_each_field_enters_at_its_place_alone(drawn, quantity, name, value, unit, where):
    before = facing(drawn)
    assert moved(before, facing(drawn, {name: quantity(value, unit)})) == where


def terms_of(drawn, changes=()):
    found = drawn(changes, draws=1)
    contest = contest_of(found.conflict, "test")
    return float(negotiated(found, contest, war(found, contest)).terms[0])


BARGAINED = [
    ("contest.bargaining_weight", 0.9, "share"),
    ("contest.power", 0.6, "probability"),
    ("contest.line", 0.35, "share"),
    ("contest.cost_per_month.challenger", 0.02, "share"),
    ("contest.cost_per_month.target", 0.03, "share"),
    ("contest.decided", 0.05, "probability per quarter"),
    ("contest.patience", 0.98, "discount per quarter"),
]


@pytest.mark.parametrize(("name", "value", "unit"), BARGAINED, ids=[f[0] for f in BARGAINED])
def test_what_moves_the_terms(drawn, quantity, name, value, unit):
    assert abs(terms_of(drawn, {name: quantity(value, unit)}) - terms_of(drawn)) > 1e-3


@pytest.mark.parametrize(
    ("name", "value", "unit"),
    [
        ("contest.shift_in_peace", 0.02, "probability per quarter"),
        ("contest.first_strike", 0.3, "probability"),
        ("contest.trust.west in east", 0.9, "probability"),
        ("contest.fait_accompli", 5, "day"),
        ("contest.precondition.audience_cost", 0.2, "share"),
        ("guarantees.shield.force", 0.9, "probability"),
        ("supporters.north.position", 0.9, "package strength"),
    ],
)
def test_what_does_not_move_the_terms(drawn, quantity, name, value, unit):
    assert terms_of(drawn, {name: quantity(value, unit)}) == terms_of(drawn)


def test_a_red_line_binds_the_terms_where_it_lies_inside(drawn, quantity):
    free = terms_of(drawn)
    assert terms_of(drawn, {"contest.red_lines.target": quantity(free - 0.05, "share")}) == (
        pytest.approx(free - 0.05, abs=HAND)
    )
    assert terms_of(
        drawn, {"contest.red_lines.challenger": quantity(free + 0.05, "share")}
    ) == (pytest.approx(free + 0.05, abs=HAND))


def test_the_war_by_hand(drawn):
    """d q = 0.0291, 1 - d + d q = 0.0591, weight 0.4924 (0.97 and 0.03 a quarter)."""
    found = drawn(draws=1)
    fighting = war(found, contest_of(found.conflict, "test"))
    weight = 0.0291 / 0.0591
    assert fighting.weight[0] == pytest.approx(weight, abs=HAND)
    assert fighting.power[0] == 0.5
    assert fighting.share[0] == pytest.approx(0.3 + weight * 0.2, abs=HAND)
    assert fighting.cost_challenger[0] == pytest.approx(0.09 * (1 - weight), abs=HAND)
    assert fighting.cost_target[0] == pytest.approx(0.12 * (1 - weight), abs=HAND)


def test_the_terms_by_hand(drawn):
    """Equal weights split the surplus: the middle of p - c_A and p + c_T, red lines outside."""
    found = drawn(draws=1)
    fighting = war(found, contest_of(found.conflict, "test"))
    low = fighting.share[0] - fighting.cost_challenger[0]
    high = fighting.share[0] + fighting.cost_target[0]
    assert terms_of(drawn) == pytest.approx((low + high) / 2, abs=HAND)
    asked = bargain(found, contest_of(found.conflict, "test"), fighting)
    assert asked.red_lines.challenger.tolist() == [0.2]
    assert asked.red_lines.target.tolist() == [0.6]


def test_the_settlement_by_hand(drawn):
    """Five years are 20 quarters: power 0.5 + 20 x 0.01 + 0.1 = 0.8; from the terms 0.35."""
    weight = 0.0291 / 0.0591
    found = facing(drawn)
    assert found["power_later"] == pytest.approx(0.35 + weight * (0.8 - 0.35), abs=HAND)
    assert found["force"] == pytest.approx(weight * 0.4, abs=HAND)
    assert found["imposed"] == 0.1
    assert found["reach"] == pytest.approx(0.97**20, abs=HAND)
    assert found["terms"] == 0.35


def test_power_never_passes_certainty(drawn, quantity):
    found = facing(drawn, {"contest.first_strike": quantity(0.9, "probability")}, terms=0.0)
    assert found["power_later"] == pytest.approx(0.0291 / 0.0591, abs=HAND)  # weight x 1


def chance_of(drawn, changes=(), years=5.0):
    found = drawn(changes, draws=2)
    return honoured_chance(found, found.conflict.guarantees[0], years)[1]


def test_being_honoured_by_hand(drawn):
    # 0.8, in time exp(-10/20), will halved once in five years
    assert chance_of(drawn) == pytest.approx(0.8 * exp(-0.5) / 2, abs=HAND)
    assert chance_of(drawn, years=0.0) == pytest.approx(0.8 * exp(-0.5), abs=HAND)
    assert chance_of(drawn, years=10.0) == pytest.approx(0.8 * exp(-0.5) / 4, abs=HAND)


def test_without_half_life_will_does_not_fade(drawn):
    changes = {"guarantees.shield.half_life": None}
    assert chance_of(drawn, changes, 10.0) == chance_of(drawn, changes, 0.0)


@pytest.mark.parametrize("gone", ["guarantees.shield.response_time", "contest.fait_accompli"])
def test_timing_counts_only_where_both_times_are_given(drawn, gone):
    assert chance_of(drawn, {gone: None}) == pytest.approx(0.8 / 2, abs=HAND)


def test_a_lapsed_guarantee_is_never_honoured(drawn):
    """As of 31 January 2025, five years end on 31 January 2030 (1826 days)."""
    for day, kept in (("2030-01-30", False), ("2030-01-31", True), ("2040-01-01", True)):
        assert bool(chance_of(drawn, {"guarantees.shield.lapses": day}) > 0.0) is kept
    soon = {"guarantees.shield.lapses": "2026-06-30"}
    assert chance_of(drawn, soon, years=1.0) > 0.0
    assert chance_of(drawn, soon, years=2.0) == 0.0


def test_a_case_near_the_end_of_the_calendar_can_be_asked(drawn):
    """The day asked about may lie beyond the last one that a date can hold."""
    late = {"as_of": "9998-01-31", "guarantees.shield.lapses": "9999-01-31"}
    assert chance_of(drawn, late, years=0.5) > 0.0
    assert chance_of(drawn, late, years=5.0) == 0.0


@pytest.fixture
def choice(quantity):
    return {
        "guarantees.shield.kept_with": None,
        "guarantees.shield.half_life": None,
        "guarantees.shield.response_time": None,
        "guarantees.shield.guarantor_choice": {
            "stake": quantity(0.5, "share"),
            "cost": quantity((0.1, 0.4, 0.9), "share"),
            "abandonment": quantity(0.2, "share"),
            "automatic": quantity(0.2, "probability"),
        },
    }


def test_the_guarantors_own_reckoning_by_hand(drawn, choice):
    """(0.5 x 0.4 + 0.2 - 0.1)/(0.9 - 0.1) = 0.375; with troops 0.2 + 0.8 x 0.375 = 0.5."""
    assert chance_of(drawn, choice) == pytest.approx(0.5, abs=HAND)


@pytest.mark.parametrize(
    ("part", "value", "unit", "expected"),
    [
        ("stake", 0.75, "share", 0.6),  # (0.3 + 0.1)/0.8 = 0.5 -> 0.2 + 0.8 x 0.5
        ("abandonment", 0.28, "share", 0.58),  # (0.2 + 0.18)/0.8 = 0.475
        ("automatic", 0.0, "probability", 0.375),
        ("cost", (0.3, 0.4, 1.1 - 0.3), "share", 0.36),  # (0.4 - 0.3)/0.5 = 0.2
    ],
)
def test_each_part_of_the_reckoning_counts(
    drawn, choice, quantity, part, value, unit, expected
):
    changed = dict(choice["guarantees.shield.guarantor_choice"])
    changed[part] = quantity(value, unit)
    case = {**choice, "guarantees.shield.guarantor_choice": changed}
    assert chance_of(drawn, case) == pytest.approx(expected, abs=HAND)


def test_force_also_draws_the_guarantors_in(drawn, choice, quantity):
    case = {**choice, "guarantees.shield.force": quantity(0.72, "probability")}
    # (0.36 + 0.1)/0.8 = 0.575 -> 0.2 + 0.8 x 0.575
    assert chance_of(drawn, case) == pytest.approx(0.66, abs=HAND)
    assert moved(facing(drawn, choice), facing(drawn, case)) == {"honoured", "force"}


@pytest.mark.parametrize("backed", [True, False])
def test_at_the_least_kept_terms_breaking_is_worth_just_the_terms(drawn, uncertain, backed):
    """Second method: the settlement's own breaking value at those terms."""
    found = drawn(uncertain, draws=20)
    guarantee = found.conflict.guarantees[0] if backed else None
    least = kept_terms(found, guarantee, 5.0)
    at_least = settlement(found, guarantee, least, 5.0)
    worth = breaking_value(at_least, np.ones(1))
    assert np.allclose(worth, least, rtol=0.0, atol=1e-9)


def test_without_guarantee_or_precondition_their_numbers_are_nothing(drawn):
    found = drawn({"contest.precondition": None}, draws=1)
    bare = settlement(found, None, np.full(1, TERMS), 5.0)
    for name in ("honoured", "force", "imposed", "met_at", "audience_cost"):
        assert getattr(bare, name).tolist() == [0.0]


def test_inputs_are_exactly_what_moves_the_window(drawn, toy):
    """The names a finding lists are the fields found to enter above, and the terms' own."""
    conflict = toy()
    listed = set(inputs(conflict, conflict.guarantees[0]))
    entering = {name for name, _, _, where in FIELDS if where}
    bargained = {"contest.red_lines.challenger", "contest.red_lines.target"}
    assert listed == entering | bargained | {name for name, *_ in BARGAINED}


def test_inputs_of_a_reckoning_and_of_nothing(toy, choice):
    conflict = toy(choice)
    reckoned = {n for n in inputs(conflict, conflict.guarantees[0]) if "choice" in n}
    parts = ("stake", "cost", "abandonment", "automatic")
    assert reckoned == {f"guarantees.shield.guarantor_choice.{part}" for part in parts}
    assert not [n for n in inputs(conflict, None) if n.startswith("guarantees")]


def test_what_a_case_lacks_is_said(toy, issues):
    orders = {
        actor: {"priorities": ["truce = yes"], "basis": "judgement", "by": "the tests"}
        for actor in ("east", "west", "north")
    }
    bare = {"issues": issues["issues"], "start": issues["start"], "preferences": orders}
    gone = dict.fromkeys(("contest", "supporters", "guarantees"))
    conflict = toy({**bare, **gone})
    with pytest.raises(HoldfastError, match=r"HF401.*no contest"):
        contest_of(conflict, "window")
    with pytest.raises(HoldfastError, match=r"HF401.*no package 'x'; expected none"):
        guarantee_named(conflict, "x")
    with pytest.raises(HoldfastError, match="expected shield"):
        guarantee_named(toy(), "x")
    assert guarantee_named(toy(), "shield").title == "A shield"
