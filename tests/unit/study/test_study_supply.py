"""Where supporters end up: the forecasts over positions, fed with the case's numbers."""

import numpy as np
import pytest

from holdfast.bargaining.forecasts import forecast
from holdfast.study.package import headlines
from holdfast.study.supply import inputs, supply, weighted_supply


def test_the_weighted_mean_by_hand(drawn):
    # pulls 0.6 x 0.5 = 0.3 and 0.4 x 0.25 = 0.1: (0.3 x 0.2 + 0.1 x 0.8) / 0.4 = 0.35
    found = supply(drawn(draws=2))
    assert found.weighted_mean.tolist() == pytest.approx([0.35, 0.35], abs=1e-12)


def test_two_supporters_elect_their_weighted_mean(drawn):
    """Two positions, proportional votes: each holds the place as often as it has votes."""
    assert supply(drawn(draws=1)).condorcet[0] == pytest.approx(0.35, abs=1e-12)


def test_the_election_is_that_of_the_forecast_draw_by_draw(drawn, uncertain, quantity):
    third = {
        "position": quantity((0.3, 0.5, 0.9), "package strength"),
        "weight": quantity(0.3, "share"),
        "salience": quantity((0.1, 0.4, 0.8), "share"),
    }
    found = drawn({**uncertain, "supporters.east": third}, draws=6)
    reached = supply(found)
    for draw in range(6):
        row = [
            [found.of(getattr(s, part))[draw] for s in found.conflict.supporters]
            for part in ("position", "weight", "salience")
        ]
        alone = forecast(*([part] for part in row))
        assert reached.weighted_mean[draw] == pytest.approx(alone.weighted_mean[0], abs=1e-12)
        assert reached.condorcet[draw] == pytest.approx(alone.proportional.mean[0], abs=1e-9)


def test_where_nobody_counts_all_count_alike(drawn, quantity):
    """A range that starts at 0 puts a twentieth of its draws on 0, by its 90% interval."""
    weight = {**quantity((0.0, 0.2, 0.4), "share"), "shape": "uniform"}
    alone = {"supporters.south": None, "supporters.north.weight": weight}
    found = drawn(alone, draws=400)
    assert (found.values["supporters.north.weight"] == 0.0).sum() > 5
    reached = supply(found)
    assert np.allclose(reached.weighted_mean, 0.2, rtol=0.0, atol=1e-12)  # its position
    assert np.allclose(reached.condorcet, 0.2, rtol=0.0, atol=1e-12)


def test_no_supporters_no_supply(drawn):
    found = drawn({"supporters": None})
    assert supply(found) is None
    assert weighted_supply(found) is None
    assert inputs(found.conflict) == ()
    assert "supply_inside" not in headlines(found, found.conflict.guarantees[0])


def test_the_quick_forecast_is_the_first_half_of_the_whole_one(drawn, uncertain):
    found = drawn(uncertain, draws=9)
    assert np.array_equal(weighted_supply(found), supply(found).weighted_mean)


def test_both_forecasts_are_told_with_their_spread_and_inputs(drawn, toy):
    given = supply(drawn(draws=1)).to_dict()
    assert set(given) == {"weighted_mean", "condorcet"}
    for value in given.values():
        assert set(value) == {"median", "low", "high"}
    parts = ("position", "weight", "salience")
    names = [f"supporters.{s}.{part}" for s in ("north", "south") for part in parts]
    assert list(inputs(toy())) == names


def test_a_supporter_moves_the_supply_its_own_way(drawn, quantity):
    before = supply(drawn(draws=1)).weighted_mean
    nearer = {"supporters.north.position": quantity(0.4, "package strength")}
    # (0.3 x 0.4 + 0.1 x 0.8) / 0.4 = 0.5
    assert supply(drawn(nearer, draws=1)).weighted_mean[0] == pytest.approx(0.5, abs=1e-12)
    heavier = {"supporters.south.weight": quantity(0.8, "share")}
    # pulls 0.3 and 0.2: (0.06 + 0.16) / 0.5 = 0.44
    assert supply(drawn(heavier, draws=1)).weighted_mean[0] == pytest.approx(0.44, abs=1e-12)
    assert np.isclose(before[0], 0.35)
