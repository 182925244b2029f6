"""Solutions on value curves, by hand and by a root finder as second method."""

import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar

from holdfast.bargaining.agreement import Bargain
from holdfast.bargaining.curve_solutions import (
    egalitarian_on_curves,
    kalai_smorodinsky_on_curves,
    nash_on_curves,
)
from holdfast.bargaining.curves import Curves, power_curves
from holdfast.bargaining.sides import Sides

ALL = (nash_on_curves, kalai_smorodinsky_on_curves, egalitarian_on_curves)
NOTHING = Bargain(Sides.of(0, 0))


def test_nash_on_one_kink_by_hand():
    # Challenger: 1.6 x up to 0.5, then 0.6 + 0.4 x; target 1 - x. Derivative of the
    # product is 1.6 (1 - 2x) = 0 at 0.5 from the left, and 0.4 (1 - x) - (0.6 + 0.4 x)
    # < 0 to the right: the kink itself.
    kinked = Curves.of([0, 0.5, 1], [0, 0.8, 1], [1, 0.5, 0])
    assert nash_on_curves(kinked, NOTHING).terms[0] == pytest.approx(0.5, abs=1e-12)


def test_nash_inside_a_piece_by_hand():
    # Up to 0.5 the target has 1 - x / 2, and x (1 - x / 2) still rises at 0.5; from there
    # it has 1.5 (1 - x), and x (1 - x) falls: the kink. With power 0.7 the second piece
    # asks 0.7 / x = 0.3 / (1 - x), which is x = 0.7.
    curves = Curves.of([0, 0.5, 1], [0, 0.5, 1], [1, 0.75, 0])
    assert nash_on_curves(curves, NOTHING).terms[0] == pytest.approx(0.5, abs=1e-12)
    assert nash_on_curves(curves, NOTHING, 0.7).terms[0] == pytest.approx(0.7, abs=1e-12)


@pytest.mark.parametrize("exponents", [(0.5, 1.0), (1.0, 0.5), (0.3, 0.8)])
@pytest.mark.parametrize("weight", [0.3, 0.5])
def test_nash_for_powers_against_an_optimiser(exponents, weight):
    a, b = exponents
    # Closed form: weight a / (weight a + (1 - weight) b); the optimiser agrees.
    closed = weight * a / (weight * a + (1 - weight) * b)
    best = minimize_scalar(
        lambda x: -(weight * a * np.log(x) + (1 - weight) * b * np.log(1 - x)),
        bounds=(1e-6, 1 - 1e-6),
        method="bounded",
    )
    assert best.x == pytest.approx(closed, abs=1e-4)
    found = nash_on_curves(power_curves(Sides.of(a, b), points=4001), NOTHING, weight)
    assert found.terms[0] == pytest.approx(closed, abs=3e-4)


@pytest.mark.parametrize("fallback", [(0.0, 0.0), (0.3, 0.1)])
def test_equal_gains_and_hopes_against_a_root_finder(fallback):
    a, t = fallback
    curves = power_curves(Sides.of(0.6, 0.9), points=4001)
    bargain = Bargain(Sides.of(a, t))

    def gains(x):
        return x**0.6 - a, (1 - x) ** 0.9 - t

    equal = brentq(lambda x: gains(x)[0] - gains(x)[1], 1e-9, 1 - 1e-9)
    assert egalitarian_on_curves(curves, bargain).terms[0] == pytest.approx(equal, abs=1e-4)
    low, high = a ** (1 / 0.6), 1 - t ** (1 / 0.9)
    hope_a, hope_t = gains(high)[0], gains(low)[1]
    parts = brentq(lambda x: gains(x)[0] / hope_a - gains(x)[1] / hope_t, low, high)
    assert kalai_smorodinsky_on_curves(curves, bargain).terms[0] == pytest.approx(
        parts, abs=1e-4
    )


def test_several_equally_good_terms_give_their_middle():
    # Both sides sated between 0.4 and 0.6: nothing to choose there.
    sated = Curves.of([0, 0.4, 0.6, 1], [0, 1, 1, 1], [1, 1, 1, 0])
    for solution in ALL:
        assert solution(sated, NOTHING).terms[0] == pytest.approx(0.5)


def test_sides_with_nothing_at_stake_meet_in_the_middle():
    flat = Curves.of([0, 1], [0, 0], [0, 0])
    for solution in ALL:
        found = solution(flat, NOTHING)
        assert found.deal[0]
        assert found.terms[0] == pytest.approx(0.5)


def test_equal_gains_out_of_reach_stop_at_the_bound():
    # The target's worst is still better than the challenger's best, and the reverse.
    rich_target = Curves.of([0, 1], [0, 1], [9, 5])
    rich_challenger = Curves.of([0, 1], [5, 9], [1, 0])
    assert egalitarian_on_curves(rich_target, NOTHING).terms[0] == 1.0
    assert egalitarian_on_curves(rich_challenger, NOTHING).terms[0] == 0.0


@pytest.mark.parametrize("solution", ALL)
class TestWithoutADeal:
    def test_concave_values_have_one_place_of_least_loss(self, solution):
        # By hand: both gain 0.8 at the middle, lose 1.6 a unit towards their own bad
        # end and only 0.4 towards the good one; needs of 0.9 miss 0.1 each at 0.5.
        kinked = Curves.of([0, 0.5, 1], [0, 0.8, 1], [1, 0.8, 0])
        found = solution(kinked, Bargain(Sides.of(0.9, 0.9)))
        assert not found.deal[0]
        assert found.terms[0] == pytest.approx(0.5)
        assert found.shortfall[0] == pytest.approx(0.2)
        assert found.challenger_gain[0] == pytest.approx(-0.1)

    def test_one_steep_side_is_spared(self, solution):
        # The target loses 3 a unit, the challenger gains 1: least loss at the target's
        # end of the gap, where 3 (1 - x) = 1.5.
        steep = Curves.of([0, 1], [0, 1], [3, 0])
        found = solution(steep, Bargain(Sides.of(0.8, 1.5)))
        assert found.terms[0] == pytest.approx(0.5)
        assert found.shortfall[0] == pytest.approx(0.3)

    def test_red_lines_count_at_the_value_of_the_terms_they_name(self, solution):
        steep = Curves.of([0, 1], [0, 1], [3, 0])
        found = solution(steep, Bargain(Sides.of(0, 0), red_lines=Sides.of(0.7, 0.4)))
        assert found.terms[0] == pytest.approx(0.4)
        assert found.shortfall[0] == pytest.approx(0.3)

    def test_red_lines_beyond_the_scale(self, solution):
        line = Curves.of([0, 1], [0, 1], [1, 0])
        found = solution(line, Bargain(Sides.of(0, 0), red_lines=Sides.of(1.2, 0.8)))
        assert found.terms[0] == pytest.approx(0.9)
        assert found.shortfall[0] == pytest.approx(0.4)


@pytest.mark.parametrize("solution", ALL)
def test_values_that_bend_upwards_are_refused(solution):
    with pytest.raises(ValueError, match="bends upwards"):
        solution(power_curves(Sides.of(2, 1)), NOTHING)


def test_a_weight_per_draw_spreads_one_bargain():
    line = Curves.of([0, 1], [0, 1], [1, 0])
    found = nash_on_curves(line, NOTHING, [0.2, 0.9])
    assert found.terms == pytest.approx([0.2, 0.9])
    assert found.deal.shape == found.zone.low.shape == (2,)


def test_curves_per_draw():
    curves = Curves.of([0, 1], [0, 1], [[1, 0], [2, 0]])
    found = egalitarian_on_curves(curves, NOTHING)
    assert found.terms == pytest.approx([1 / 2, 2 / 3])
