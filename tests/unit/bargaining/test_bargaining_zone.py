"""Zones by hand and against vectors/theory.json (section 1.1 of the design page)."""

import json
from pathlib import Path

import numpy as np
import pytest

from holdfast.bargaining.curves import Curves, power_curves
from holdfast.bargaining.sides import Sides
from holdfast.bargaining.zone import (
    deals_among,
    spread,
    zone_between,
    zone_of_agreement,
    zone_on_curves,
)

VECTORS = [
    row
    for row in json.loads(
        (Path(__file__).parents[2] / "vectors" / "theory.json").read_text(encoding="utf-8")
    )
    if row["model"] == "fearon1995"
]
RANGES = [row for row in VECTORS if row["case"] == "range"]
GRIDS = [row for row in VECTORS if row["case"] == "indivisible_grid"]


def war(p, cost_a, cost_t):
    return Sides.of(p - cost_a, 1 - p - cost_t)


@pytest.mark.parametrize("row", RANGES, ids=lambda row: str(row["inputs"]))
def test_bargaining_range_vectors(row):
    given = row["inputs"]
    zone = zone_of_agreement(
        war(given["p"], given["cA"], given["cB"]),
        attitude=Sides.of(given["rho_A"], given["rho_B"]),
    )
    assert zone.low[0] == pytest.approx(row["closed"]["lo"], abs=1e-12)
    assert zone.high[0] == pytest.approx(row["closed"]["hi"], abs=1e-12)
    assert zone.width[0] == pytest.approx(row["closed"]["width"], abs=1e-12)
    assert zone.open[0] == bool(row["closed"]["exists"])


@pytest.mark.parametrize("row", RANGES, ids=lambda row: str(row["inputs"]))
def test_the_same_ranges_on_a_fine_grid_of_values(row):
    given = row["inputs"]
    curves = power_curves(Sides.of(given["rho_A"], given["rho_B"]), points=2001)
    zone = zone_on_curves(curves, war(given["p"], given["cA"], given["cB"]))
    assert zone.low[0] == pytest.approx(row["closed"]["lo"], abs=1e-4)
    assert zone.high[0] == pytest.approx(row["closed"]["hi"], abs=1e-4)


@pytest.mark.parametrize("row", GRIDS, ids=lambda row: str(row["inputs"]))
def test_indivisible_stake_vectors(row):
    given = row["inputs"]
    offers = np.linspace(0, 1, given["n"])
    taken = deals_among(zone_of_agreement(war(given["p"], given["cA"], given["cB"])), offers)
    assert offers[taken[0]].tolist() == row["closed"]["deals"]


@pytest.mark.parametrize(("cost", "is_open"), [(0.2499, False), (0.2501, True)])
def test_risk_acceptant_sides_need_war_costs_of_a_quarter(cost, is_open):
    # Vector risk_acceptant_empty_iff_c_below: p = .5, exponents 2, critical cost .25.
    zone = zone_of_agreement(war(0.5, cost, cost), attitude=Sides.of(2, 2))
    assert zone.open[0] == is_open


def test_red_lines_cut_the_zone():
    zone = zone_of_agreement(war(0.6, 0.1, 0.15), Sides.of(0.55, 0.7))
    assert (zone.low[0], zone.high[0]) == (0.55, 0.7)
    assert zone.open[0]


def test_red_lines_can_close_it_and_the_width_is_then_the_gap():
    zone = zone_of_agreement(war(0.6, 0.1, 0.15), Sides.of(0.2, 0.4))
    assert not zone.open[0]
    assert zone.width[0] == pytest.approx(-0.1)


def test_worthless_war_leaves_everything_open():
    zone = zone_of_agreement(Sides.of(-0.4, -1.0))
    assert (zone.low[0], zone.high[0], zone.open[0]) == (0.0, 1.0, True)


def test_a_side_that_expects_more_than_everything_cannot_be_met():
    zone = zone_of_agreement(Sides.of(1.2, 0.0))
    assert zone.low[0] == pytest.approx(1.2)
    assert not zone.open[0]


def test_ends_that_touch_but_for_rounding_are_open():
    assert zone_between(np.array([0.1 + 0.2]), np.array([0.3])).open[0]


def test_an_attitude_of_zero_is_refused():
    with pytest.raises(ValueError, match="above zero"):
        zone_of_agreement(Sides.of(0.1, 0.1), attitude=Sides.of(0.0, 1.0))
    with pytest.raises(ValueError, match="above zero"):
        zone_of_agreement(Sides.of(0.1, 0.1), attitude=Sides.of(1.0, -1.0))


def test_draws_stand_beside_each_other():
    zone = zone_of_agreement(Sides.of([0.2, 0.8], [0.2, 0.8]))
    assert zone.open.tolist() == [True, False]
    assert deals_among(zone, np.array([0.5])).tolist() == [[True], [False]]


def test_spread_repeats_one_draw():
    assert spread(zone_of_agreement(Sides.of(0.2, 0.2)), 3).high.tolist() == [0.8] * 3


def test_on_curves_a_missing_value_is_told_by_how_far_beyond_the_end_the_zone_lies():
    curves = Curves.of([0, 1], [0, 1], [1, 0])
    zone = zone_on_curves(curves, Sides.of(1.25, 1.5))
    assert zone.low[0] == pytest.approx(1.25)
    assert zone.high[0] == pytest.approx(-0.5)
    linear = zone_of_agreement(Sides.of(1.25, 1.5))
    assert (linear.low[0], linear.high[0]) == (zone.low[0], zone.high[0])


def test_on_curves_red_lines_cut_too():
    curves = Curves.of([0, 1], [0, 1], [1, 0])
    zone = zone_on_curves(curves, Sides.of(0.1, 0.1), Sides.of(0.3, 0.8))
    assert (zone.low[0], zone.high[0]) == (0.3, 0.8)


def test_values_need_not_be_concave_for_a_zone():
    # By hand: a cliff at 0.5 (nothing below it, everything from 0.6 up); half way up
    # the piece from 0.5 to 0.6 the challenger has 0.5.
    cliff = Curves.of([0, 0.5, 0.6, 1], [0, 0, 1, 1], [1, 0.5, 0.4, 0])
    zone = zone_on_curves(cliff, Sides.of(0.5, 0.2))
    assert zone.low[0] == pytest.approx(0.55)
    assert zone.high[0] == pytest.approx(0.8)
