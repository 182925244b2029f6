import numpy as np
import pytest

from holdfast.bargaining.sides import NO_OUTSIDE_OPTION, NO_RED_LINES, RISK_NEUTRAL, Sides


def test_plain_numbers_become_one_draw():
    sides = Sides.of(0.2, 0.3)
    assert sides.challenger.tolist() == [0.2]
    assert sides.target.tolist() == [0.3]


def test_one_number_serves_every_draw_of_the_other_side():
    assert Sides.of(0.2, [0.3, 0.4, 0.5]).challenger.tolist() == [0.2, 0.2, 0.2]


def test_a_missing_number_is_refused():
    with pytest.raises(ValueError, match="missing"):
        Sides.of(0.2, np.nan)
    with pytest.raises(ValueError, match="missing"):
        Sides.of([np.nan, 1.0], 0.2)


def test_a_table_of_numbers_is_refused():
    with pytest.raises(ValueError, match="one number per draw"):
        Sides.of([[0.2, 0.3]], 0.2)


def test_lengths_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match="shape mismatch"):
        Sides.of([0.1, 0.2], [0.1, 0.2, 0.3])


def test_the_constants_mean_no_limit():
    assert NO_OUTSIDE_OPTION.challenger[0] == NO_OUTSIDE_OPTION.target[0] == -np.inf
    assert (NO_RED_LINES.challenger[0], NO_RED_LINES.target[0]) == (-np.inf, np.inf)
    assert (RISK_NEUTRAL.challenger[0], RISK_NEUTRAL.target[0]) == (1.0, 1.0)
