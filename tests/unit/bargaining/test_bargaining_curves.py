import numpy as np
import pytest

from holdfast.bargaining.curves import Curves, power_curves
from holdfast.bargaining.sides import Sides

KINKED = Curves.of([0, 0.5, 1], [0, 0.8, 1], [1, 0.5, 0])


@pytest.mark.parametrize(
    "terms", [[0.0], [0.0, 0.5], [0.1, 1.0], [0.0, 0.7, 0.3, 1.0], [[0.0, 1.0]]]
)
def test_a_grid_must_rise_from_zero_to_one(terms):
    with pytest.raises(ValueError, match="rise from 0 to 1"):
        Curves.of(terms, [0.0, 1.0], [1.0, 0.0])


def test_values_must_fit_the_grid():
    with pytest.raises(ValueError, match="do not fit"):
        Curves.of([0, 1], [0, 0.5, 1], [1, 0.5, 0])
    with pytest.raises(ValueError, match="do not fit"):
        Curves.of([0, 1], np.zeros((2, 2, 2)), np.zeros((2, 2, 2)))


def test_values_must_be_finite():
    with pytest.raises(ValueError, match="finite"):
        Curves.of([0, 1], [0, np.inf], [1, 0])
    with pytest.raises(ValueError, match="finite"):
        Curves.of([0, 1], [0, 1], [np.nan, 0])


def test_values_must_not_turn_the_wrong_way():
    with pytest.raises(ValueError, match="worth less"):
        Curves.of([0, 1], [1, 0], [1, 0])
    with pytest.raises(ValueError, match="worth less"):
        Curves.of([0, 1], [0, 1], [0, 1])


def test_one_row_serves_every_draw():
    curves = Curves.of([0, 1], [[0, 1], [0, 2]], [1, 0])
    assert curves.target.tolist() == [[1, 0], [1, 0]]
    worth = curves.worth(np.array([0.5]))
    assert worth.challenger.tolist() == [0.5, 1.0]


def test_worth_at_grid_points_and_between():
    worth = KINKED.worth(np.array([0.0, 0.25, 0.5, 0.75, 1.0]))
    assert worth.challenger == pytest.approx([0, 0.4, 0.8, 0.9, 1])
    assert worth.target == pytest.approx([1, 0.75, 0.5, 0.25, 0])


def test_worth_beyond_the_scale_goes_on_with_slope_one():
    worth = KINKED.worth(np.array([-0.2, 1.2]))
    assert worth.challenger == pytest.approx([-0.2, 1.2])
    assert worth.target == pytest.approx([1.2, -0.2])


def test_least_and_most_terms_undo_worth():
    need = np.array([0.0, 0.4, 0.8, 0.9, 1.0])
    assert KINKED.least_terms(need) == pytest.approx([0, 0.25, 0.5, 0.75, 1])
    assert KINKED.most_terms(np.array([0.0, 0.25, 1.0])) == pytest.approx([1, 0.75, 0])


def test_flat_stretches_give_the_end_that_is_nearer_to_agreement():
    sated = Curves.of([0, 0.4, 0.6, 1], [0, 1, 1, 1], [1, 1, 1, 0])
    assert sated.least_terms(np.array([1.0])) == pytest.approx([0.4])
    assert sated.most_terms(np.array([1.0])) == pytest.approx([0.6])
    indifferent = Curves.of([0, 1], [0.5, 0.5], [0.5, 0.5])
    assert indifferent.least_terms(np.array([0.5, 0.6])) == pytest.approx([0, 1.1])
    assert indifferent.most_terms(np.array([0.5, 0.6])) == pytest.approx([1, -0.1])


def test_concave_or_not():
    assert KINKED.concave()
    assert power_curves(Sides.of(0.5, 1.0)).concave()
    assert power_curves(Sides.of(1.0, 1.0), points=1001).concave()
    assert not power_curves(Sides.of(2.0, 1.0)).concave()
    assert not power_curves(Sides.of(1.0, 2.0)).concave()


def test_power_curves_are_the_powers():
    curves = power_curves(Sides.of([0.5, 2.0], 1.0), points=3)
    assert curves.challenger == pytest.approx(np.array([[0, 0.5**0.5, 1], [0, 0.25, 1]]))
    assert curves.target.tolist() == [[1, 0.5, 0], [1, 0.5, 0]]


@pytest.mark.parametrize("attitude", [Sides.of(0.0, 1.0), Sides.of(1.0, 0.0)])
def test_power_curves_refuse_exponents_of_zero(attitude):
    with pytest.raises(ValueError, match="above zero"):
        power_curves(attitude)


def test_power_curves_need_two_points():
    with pytest.raises(ValueError, match="two points"):
        power_curves(Sides.of(1.0, 1.0), points=1)
