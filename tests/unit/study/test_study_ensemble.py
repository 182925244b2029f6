"""Draws belong to quantities by role: nothing else can shift them."""

import numpy as np
import pytest

from holdfast.study.ensemble import at_percentile, ensemble


def test_adding_a_quantity_changes_no_other_draw(drawn, uncertain, quantity):
    before = drawn(uncertain, draws=50)
    extra = {"contest.line": quantity((0.2, 0.3, 0.4), "share"), **uncertain}
    extra["monitors"] = {
        "watch": {"title": "Watch", "detects": quantity((0.1, 0.5, 0.9), "probability")}
    }
    after = drawn(extra, draws=50)
    assert len(after.values) == len(before.values) + 1
    for name in before.values:
        if name != "contest.line":
            assert np.array_equal(before.values[name], after.values[name]), name


def test_variants_share_every_draw_that_they_leave_alone(drawn, uncertain, quantity):
    change = {"contest.first_strike": quantity((0.0, 0.1, 0.2), "probability")}
    changes = {**uncertain, "variants": {"bolder": {"title": "Bolder", "change": change}}}
    base, other = drawn(changes, draws=50), drawn(changes, draws=50, variant="bolder")
    differing = {n for n in base.values if not np.array_equal(base.values[n], other.values[n])}
    assert differing == {"contest.first_strike"}


def test_a_variant_that_restates_a_range_draws_along_with_the_case(drawn, uncertain, quantity):
    """Common random numbers: draw by draw the shifted range lies above the other."""
    change = {"contest.power": quantity((0.4, 0.6, 0.8), "probability")}
    changes = {**uncertain, "variants": {"stronger": {"title": "Stronger", "change": change}}}
    base, other = drawn(changes, draws=50), drawn(changes, draws=50, variant="stronger")
    shift = other.values["contest.power"] - base.values["contest.power"]
    assert np.allclose(shift, 0.1, rtol=0.0, atol=1e-9)  # the same shape, moved by 0.1


def test_renaming_a_party_changes_no_draw(drawn, uncertain, quantity):
    base = drawn(uncertain, draws=50)
    renamed = {
        **uncertain,
        "actors.ost": {"name": "East", "kind": "state"},
        "contest.challenger": "ost",
        "guarantees.shield.against": "ost",
        "contest.trust": {
            "west in ost": uncertain["contest.trust.west in east"],
            "ost in west": quantity(0.4, "probability"),
        },
    }
    del renamed["contest.trust.west in east"]
    other = drawn(renamed, draws=50)
    for name, values in base.values.items():
        assert np.array_equal(values, other.values[name.replace("east", "ost")]), name


def test_the_first_draws_of_many_are_the_draws_of_few(drawn, uncertain):
    few, many = drawn(uncertain, draws=100), drawn(uncertain, draws=1000)
    for name, values in few.values.items():
        assert np.array_equal(values, many.values[name][:100]), name


def test_another_seed_draws_otherwise_and_fixed_values_stay(drawn, uncertain):
    one, other = drawn(uncertain, seed=1), drawn(uncertain, seed=2)
    differing = {n for n in one.values if not np.array_equal(one.values[n], other.values[n])}
    assumed = {quantity.name for quantity in one.conflict.assumed if not quantity.fixed}
    assert differing == set(uncertain) | assumed


def test_pinning_changes_one_quantity_and_leaves_the_ensemble(drawn, uncertain):
    before = drawn(uncertain, draws=5)
    pinned = before.pinned("contest.power", 0.4)
    assert pinned.values["contest.power"].tolist() == [0.4] * 5
    for name in set(before.values) - {"contest.power"}:
        assert pinned.values[name] is before.values[name]
    assert not np.array_equal(before.values["contest.power"], pinned.values["contest.power"])


def test_values_cannot_be_written_to_by_name(drawn):
    with pytest.raises(TypeError):
        drawn().values["contest.power"] = np.zeros(3)


def test_percentiles_are_those_the_case_states(toy, uncertain):
    """A 90% interval from 0.3 to 0.7: its 5th and 95th percentile, by definition."""
    power = toy(uncertain).quantity("contest.power")
    assert at_percentile(power, 5.0) == pytest.approx(0.3, abs=1e-9)
    assert at_percentile(power, 95.0) == pytest.approx(0.7, abs=1e-9)
    assert at_percentile(power, 50.0) == pytest.approx(0.5, abs=1e-9)  # symmetric


def test_a_case_without_quantities_has_an_empty_ensemble(toy, issues):
    bare = {key: issues[key] for key in ("issues", "start")}
    orders = {
        actor: {"priorities": ["truce = yes"], "basis": "judgement", "by": "the tests"}
        for actor in ("east", "west", "north")
    }
    gone = dict.fromkeys(("contest", "supporters", "guarantees"))
    found = ensemble(toy({**bare, "preferences": orders, **gone}), 1, 4)
    assert dict(found.values) == {}
    assert found.draws == 4
