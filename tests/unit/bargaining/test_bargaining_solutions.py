"""Linear solutions by hand and against vectors/theory.json (section 1.4)."""

import json
from pathlib import Path

import numpy as np
import pytest

from holdfast.bargaining.agreement import Bargain
from holdfast.bargaining.sides import Sides
from holdfast.bargaining.solutions import (
    bargaining_power,
    egalitarian,
    kalai_smorodinsky,
    nash,
)

VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "theory.json").read_text(encoding="utf-8")
)
WAR = [row for row in VECTORS if row["case"] == "war_disagreement"]
OUTSIDE = [row for row in VECTORS if row["case"] == "outside_option_responder"]
FIRST = [row for row in VECTORS if row["case"] == "first_mover"]


@pytest.mark.parametrize("row", WAR, ids=lambda row: str(row["inputs"]))
def test_nash_with_war_as_disagreement_vectors(row):
    given = row["inputs"]
    war = Bargain(Sides.of(given["p"] - given["cA"], 1 - given["p"] - given["cB"]))
    assert nash(war, given["alpha"]).terms[0] == pytest.approx(row["closed"]["x"], abs=1e-12)


@pytest.mark.parametrize("row", OUTSIDE, ids=lambda row: str(row["inputs"]))
def test_outside_option_vectors(row):
    patience, option = row["inputs"]["delta"], row["inputs"]["w2"]
    found = nash(
        Bargain(Sides.of(0, 0), outside=Sides.of(0, option)), weight=1 / (1 + patience)
    )
    assert 1 - found.terms[0] == pytest.approx(row["closed"]["x2"], abs=1e-12)


@pytest.mark.parametrize("row", FIRST, ids=lambda row: str(row["inputs"]))
def test_nash_weights_that_stand_for_alternating_offers(row):
    # Rubinstein's first mover takes (1 - d2) / (1 - d1 d2): as a weight, its own share.
    d1, d2 = row["inputs"]["d1"], row["inputs"]["d2"]
    weight = (1 - d2) / (1 - d1 * d2)
    assert nash(Bargain(Sides.of(0, 0)), weight).terms[0] == pytest.approx(
        row["closed"]["x1"], abs=1e-12
    )


def test_an_outside_option_is_not_a_disagreement_point():
    option = nash(Bargain(Sides.of(0, 0), outside=Sides.of(0.4, 0)))
    fallback = nash(Bargain(Sides.of(0.4, 0)))
    assert option.terms[0] == 0.5
    assert fallback.terms[0] == pytest.approx(0.7)


def test_red_lines_bind_each_way():
    fallback = Sides.of(0, 0)
    assert nash(Bargain(fallback, red_lines=Sides.of(0.6, 1))).terms[0] == 0.6
    assert nash(Bargain(fallback, red_lines=Sides.of(0, 0.3))).terms[0] == 0.3


def test_the_three_rules_part_at_a_red_line():
    # By hand: bound at 0.3. Nash and equal gains want 0.5 and stop at 0.3; the third
    # solves x / 0.3 = 1 - x, x = 0.3 / 1.3.
    capped = Bargain(Sides.of(0, 0), red_lines=Sides.of(0, 0.3))
    assert nash(capped).terms[0] == 0.3
    assert egalitarian(capped).terms[0] == 0.3
    assert kalai_smorodinsky(capped).terms[0] == pytest.approx(0.3 / 1.3)


def test_both_gains_are_reported():
    found = nash(Bargain(Sides.of(0.5, 0.25)), 0.8)
    assert found.terms[0] == pytest.approx(0.7)
    assert found.challenger_gain[0] == pytest.approx(0.2)
    assert found.target_gain[0] == pytest.approx(0.05)
    assert found.deal[0]
    assert found.shortfall[0] == 0.0


@pytest.mark.parametrize("solution", [nash, egalitarian, kalai_smorodinsky])
class TestWithoutADeal:
    def test_red_lines_apart_meet_in_the_middle_of_the_gap(self, solution):
        found = solution(Bargain(Sides.of(0, 0), red_lines=Sides.of(0.6, 0.4)))
        assert not found.deal[0]
        assert found.terms[0] == pytest.approx(0.5)
        assert found.shortfall[0] == pytest.approx(0.2)

    def test_a_disagreement_both_like_better(self, solution):
        # Both expect 0.8: the challenger needs 0.8, the target leaves 0.2.
        found = solution(Bargain(Sides.of(0.8, 0.8)))
        assert not found.deal[0]
        assert found.terms[0] == pytest.approx(0.5)
        assert found.challenger_gain[0] == pytest.approx(-0.3)
        assert found.target_gain[0] == pytest.approx(-0.3)

    def test_the_gap_is_cut_to_the_scale(self, solution):
        # The challenger needs 1.4, the target leaves 0.9: from 0.9 to 1 all lose 0.5.
        found = solution(Bargain(Sides.of(0, 0.1), outside=Sides.of(1.4, 0)))
        assert found.terms[0] == pytest.approx(0.95)
        assert found.shortfall[0] == pytest.approx(0.5)

    def test_a_demand_below_nothing_and_one_above_everything(self, solution):
        found = solution(Bargain(Sides.of(1.2, 1.3)))
        assert found.terms[0] == pytest.approx(0.5)
        assert found.shortfall[0] == pytest.approx(1.5)

    def test_other_draws_are_left_alone(self, solution):
        found = solution(Bargain(Sides.of([0.2, 0.8], [0.2, 0.8])))
        assert found.deal.tolist() == [True, False]
        assert found.terms == pytest.approx([0.5, 0.5])


@pytest.mark.parametrize("solution", [nash, egalitarian, kalai_smorodinsky])
def test_a_zone_of_one_point_is_a_deal_there(solution):
    found = solution(Bargain(Sides.of(0.3, 0.7)))
    assert found.deal[0]
    assert found.terms[0] == pytest.approx(0.3)


def test_a_weight_per_draw_spreads_one_bargain():
    found = nash(Bargain(Sides.of(0, 0)), [0.2, 0.5, 0.9])
    assert found.terms.tolist() == [0.2, 0.5, 0.9]
    assert found.deal.shape == found.zone.low.shape == found.target_gain.shape == (3,)


def test_fallbacks_below_nothing_do_not_push_terms_off_the_scale():
    assert nash(Bargain(Sides.of(-3, 0))).terms[0] == 0.0


@pytest.mark.parametrize("weight", [-0.1, 1.1, np.nan])
def test_power_lies_between_nought_and_one(weight):
    with pytest.raises(ValueError, match="between 0 and 1"):
        bargaining_power(weight)


def test_gains_need_a_finite_fallback():
    with pytest.raises(ValueError, match="finite disagreement"):
        Bargain(Sides.of(-np.inf, 0))


@pytest.mark.parametrize(
    "demands",
    [
        {"outside": Sides.of(np.inf, 0)},
        {"outside": Sides.of(0, np.inf)},
        {"red_lines": Sides.of(np.inf, 1)},
        {"red_lines": Sides.of(0, -np.inf)},
    ],
)
def test_a_side_that_bars_every_deal_is_not_bargaining(demands):
    with pytest.raises(ValueError, match="bars every deal"):
        Bargain(Sides.of(0, 0), **demands)
