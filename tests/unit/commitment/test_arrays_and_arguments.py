"""The two small modules under every closed form."""

import numpy as np
import pytest

from holdfast.commitment import arguments
from holdfast.commitment.arrays import as_draws, positive_part, together, units_to_cover


def test_nothing_is_needed_even_where_nothing_helps():
    assert units_to_cover(0.0, 0.0) == 0.0
    assert units_to_cover(-1.0, -1.0) == 0.0


def test_nothing_helps_a_need():
    assert np.isinf(units_to_cover(0.1, 0.0))
    assert np.isinf(units_to_cover(0.1, -0.5))
    assert np.isinf(units_to_cover(1.0, 5e-324))


def test_a_need_of_rounding_size_is_no_need():
    assert units_to_cover(0.1 + 0.2 - 0.3, 0.0) == 0.0


def test_together_gives_views_that_cannot_be_written():
    small, large = together(as_draws(1.0), as_draws([1.0, 2.0]))
    assert small.shape == large.shape == (2,)
    with pytest.raises(ValueError, match="read-only"):
        small[0] = 3.0


def test_positive_part_of_a_number_is_an_array():
    assert type(positive_part(-2.0)) is np.ndarray


def test_bounds_belong_to_the_closed_checks_and_not_to_the_open_ones():
    for closed in (arguments.probability, arguments.share):
        assert closed([0.0, 1.0], "x").tolist() == [0.0, 1.0]
    assert arguments.discount(0.0, "x") == 0.0
    for number in (0.0, 1.0):
        with pytest.raises(ValueError, match="strictly between"):
            arguments.open_probability(number, "x")


def test_comparisons_name_the_first_draw_that_fails():
    with pytest.raises(ValueError, match=r"high must be above low \(0\.5\), got 0\.4"):
        arguments.above(as_draws([0.9, 0.4]), "high", as_draws([0.1, 0.5]), "low")
    with pytest.raises(ValueError, match=r"end must be at least start \(2\), got 1"):
        arguments.at_least(as_draws(1.0), "end", as_draws(2.0), "start")


def test_a_ceiling_forgives_rounding_only():
    arguments.at_most(as_draws(0.1 + 0.2), "shift", as_draws(0.3), "room")
    with pytest.raises(ValueError, match="shift must be at most room"):
        arguments.at_most(as_draws(0.301), "shift", as_draws(0.3), "room")
