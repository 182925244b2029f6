"""The table of coefficients, and what they do to a curve."""

import csv
from math import exp, log, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.errors import HoldfastError
from holdfast.history.survival.kaplan_meier import Beyond, Interval, kaplan_meier, survival_at
from holdfast.history.survival.published import (
    RATIO,
    SHAPE,
    Shift,
    coefficient,
    coefficients,
    shift,
    shifted,
)
from holdfast.history.survival.spells import spells

LIST = Path(__file__).parents[4] / "shared" / "history" / "effect_sizes.csv"
REFITTED = {f"E0{n}" for n in range(79, 84)}
"""First printed from a model whose covariates are not on record; ours come from one that is."""

TRUCES = kaplan_meier(spells([1, 2, 3, 5, 6, 8], [1, 0, 1, 1, 0, 0]))


def test_every_row_says_what_it_is_and_what_it_is_not():
    for row in coefficients():
        assert row.quantity in (RATIO, SHAPE)
        assert (row.covariate == "") == (row.quantity == SHAPE)
        assert row.low < row.value < row.high
        assert 0 < row.events <= row.cases
        assert row.verified in ("recomputed", "not recomputed")
        words = (row.model, row.errors, row.population, row.period, row.source_key,
                 row.source_author, row.source_title, row.place)  # fmt: skip
        assert all(words), row.id
        assert row.quantity == SHAPE or row.note.startswith("Own fit, no causal effect")
    assert len({row.id for row in coefficients()}) == len(coefficients())


def test_intervals_are_symmetric_on_logs_to_their_printed_digits():
    for row in coefficients():
        middle = sqrt(row.low * row.high)
        slack = 0.005 * (1.0 / row.low + 1.0 / row.high) * middle + 0.005
        assert abs(middle - row.value) <= slack, row.id


def test_the_table_holds_the_list_of_effect_sizes():
    """All ratios and shapes of the list that are our own; two decimals, one apart at most."""
    if not LIST.is_file():
        pytest.skip("the list lies in ../shared/history, which is not here")
    with LIST.open(encoding="utf-8", newline="") as file:
        listed = [
            row
            for row in csv.DictReader(file)
            if row["source_author"] == "this study" and row["unit"] in ("hazard ratio", "shape")
        ]
    ids = {row["id"] for row in listed}
    assert ids == {row.id for row in coefficients() if row.id.startswith("E")}
    for row in listed:
        if row["id"] in REFITTED:
            continue  # a model whose covariates are known; tests/replications fits it
        found = coefficient(row["id"])
        assert abs(found.value - float(row["estimate"])) < 0.0101
        if row["ci_or_se"]:
            ends = [float(end) for end in row["ci_or_se"].split("-")]
            assert [found.low, found.high] == pytest.approx(ends, abs=0.0101)


@given(st.floats(-2.0, 2.0), st.floats(0.0, 1.0))
def test_a_shifted_curve_is_a_power_of_the_baseline(by, error):
    horizons = [0.5, 1.5, 4.0, 8.0]
    before = survival_at(TRUCES, horizons)
    after = shifted(TRUCES, Shift(by, error, (), ()), horizons)
    for one, other in zip(before, after, strict=True):
        assert other.share == pytest.approx(one.share ** exp(by))
        assert other.low <= other.share <= other.high


def test_no_shift_and_no_error_leave_the_curve_alone():
    horizons = [0.5, 1.5, 4.0, 8.0]
    for one, other in zip(
        survival_at(TRUCES, horizons), shifted(TRUCES, Shift(0.0, 0.0, (), ()), horizons),
        strict=True,
    ):  # fmt: skip
        assert [other.share, other.low, other.high] == pytest.approx(
            [one.share, one.low, one.high]
        )


def test_errors_of_curve_and_ratio_add_like_independent_ones():
    """On log(-log S), by hand at the share 5/6 of one ending among six."""
    share, z = 5.0 / 6.0, 1.959963984540054
    own = sqrt(1.0 / 30.0) / -log(share)
    half = z * sqrt(own**2 + 0.3**2)
    [found] = shifted(TRUCES, Shift(0.4, 0.3, (), ()), [1.5])
    middle = log(-log(share)) + 0.4
    assert found.low == pytest.approx(exp(-exp(middle + half)))
    assert found.high == pytest.approx(exp(-exp(middle - half)))


def test_a_baseline_is_not_gone_beyond():
    change = shift({"E053": 1})
    [found] = shifted(TRUCES, change, [9.0])
    assert isinstance(found, Beyond)
    assert found.followed == 8.0
    assert found.at_most == pytest.approx(TRUCES.survival[-1] ** 0.46)
    ended = kaplan_meier(spells([1, 2], [1, 1]))
    assert shifted(ended, change, [1.0])[0].share == pytest.approx(0.5**0.46)
    # None of the baseline lasts longer; those with another hazard may.
    assert shifted(ended, change, [2.0, 5.0]) == (Beyond(2.0, 2.0, 1.0), Beyond(5.0, 2.0, 1.0))


def test_units_multiply_and_add():
    both = shift({"E053": 1, "E052": 2})
    assert both.log_ratio == pytest.approx(log(0.46) + 2.0 * log(0.62))
    one, other = shift({"E053": 1}), shift({"E052": 1})
    assert both.error == pytest.approx(sqrt(one.error**2 + 4.0 * other.error**2))
    assert both.used == ("E053", "E052")
    assert "no causal effect" in both.caveats[0]
    back = shift({"E053": -1})
    assert (back.log_ratio, back.error) == (-one.log_ratio, one.error)


def test_a_wide_ratio_leaves_the_ends_open():
    [found] = shifted(TRUCES, Shift(0.0, 50.0, (), ()), [4.0])
    assert (found.low, found.high) == (0.0, pytest.approx(1.0))
    assert np.isfinite(found.share)


def test_an_interval_that_reaches_an_end_keeps_reaching_it():
    """Plain intervals are cut at 0 and 1; two cases, one of which ended."""
    curve = kaplan_meier(spells([1, 2], [1, 0]), interval=Interval.PLAIN)
    assert (curve.low[0], curve.high[0]) == (0.0, 1.0)
    [found] = shifted(curve, Shift(0.3, 0.1, (), ()), [1.5])
    assert (found.low, found.high) == (0.0, 1.0)
    assert found.share == pytest.approx(0.5 ** exp(0.3))


def test_an_unknown_coefficient_is_told_with_a_near_one():
    with pytest.raises(HoldfastError, match="did you mean") as caught:
        coefficient("E999")
    assert caught.value.problems[0].code == "HF403"


@pytest.mark.parametrize(
    ("units", "says"),
    [
        ({}, "coefficients of one model"),
        ({"E053": 1, "E090": 1}, "coefficients of one model"),
        ({"E084": 1}, "needs hazard ratios"),
    ],
)
def test_what_does_not_go_together_is_refused(units, says):
    with pytest.raises(ValueError, match=says):
        shift(units)
