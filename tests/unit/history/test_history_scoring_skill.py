"""Skill and the baselines it is measured against: by hand and as laws."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from holdfast.core.tolerances import EXACT
from holdfast.history.scoring.averages import mean_score
from holdfast.history.scoring.binary import brier_scores, log_scores
from holdfast.history.scoring.skill import (
    Skill,
    base_rate,
    category_base_rates,
    leave_one_out_base_rate,
    skill,
)

OUTCOMES = arrays(bool, st.integers(2, 20))


def test_skill_by_hand():
    assert skill(0.15, 0.2, against="base rate").value == pytest.approx(0.25, abs=EXACT)
    assert skill(0.3, 0.2, against="base rate").value == pytest.approx(-0.5, abs=EXACT)


def test_skill_at_its_limits():
    assert skill(0.0, 0.2, against="base rate").value == 1.0
    assert skill(0.2, 0.2, against="base rate") == Skill(0.0, 0.2, 0.2, "base rate")
    assert skill(math.inf, 0.7, against="base rate").value == -math.inf


@pytest.mark.parametrize(
    ("score", "baseline", "against", "said"),
    [
        (-0.1, 0.2, "base rate", "score must be at least 0, got -0.1"),
        (math.nan, 0.2, "base rate", "score must be at least 0, got nan"),
        (0.1, 0.0, "base rate", "baseline must be above 0 and finite, got 0"),
        (0.1, math.inf, "base rate", "baseline must be above 0 and finite, got inf"),
        (0.1, math.nan, "base rate", "baseline must be above 0 and finite, got nan"),
        (0.1, 0.2, "", "against must name the baseline"),
    ],
)
def test_skill_against_nothing_is_refused(score, baseline, against, said):
    with pytest.raises(ValueError, match=said):
        skill(score, baseline, against=against)


def test_base_rates_by_hand():
    assert base_rate([1, 1, 0, 0, 0]) == pytest.approx(0.4, abs=EXACT)
    assert base_rate([1, 1, 0, 0, 0], [1, 0, 1, 1, 1]) == pytest.approx(0.25, abs=EXACT)
    others = leave_one_out_base_rate([1, 1, 0, 0, 0])
    assert others == pytest.approx([0.25, 0.25, 0.5, 0.5, 0.5], abs=EXACT)
    weighted = leave_one_out_base_rate([1, 0, 0], [3, 2, 1])
    assert weighted == pytest.approx([0.0, 3 / 4, 3 / 5], abs=EXACT)
    assert category_base_rates([0, 1, 1, 3], 4).tolist() == [0.25, 0.5, 0.0, 0.25]
    assert category_base_rates([0, 1], 2, [1, 3]).tolist() == [0.25, 0.75]


def test_the_only_event_is_given_no_chance_by_the_others_whatever_the_weights():
    """A difference of sums would leave 1e-17 here, and a finite log score."""
    rates = leave_one_out_base_rate([0, 1, 0], [0.1, 0.7, 0.3])
    assert rates[1] == 0.0
    assert log_scores(rates, [0, 1, 0])[1] == math.inf


@given(OUTCOMES, st.data())
def test_leaving_one_out_is_the_rate_of_the_rest(outcome, data):
    weights = data.draw(arrays(float, len(outcome), elements=st.floats(0.1, 5.0)))
    hand = [
        base_rate(np.delete(outcome, row), np.delete(weights, row))
        for row in range(len(outcome))
    ]
    assert leave_one_out_base_rate(outcome, weights) == pytest.approx(hand, abs=EXACT)


@given(OUTCOMES, st.floats(0.0, 1.0))
def test_no_constant_forecast_beats_the_base_rate_that_saw_the_outcomes(outcome, other):
    rows = len(outcome)
    rate = np.full(rows, base_rate(outcome))
    for rule in (brier_scores, log_scores):
        best = mean_score(rule(rate, outcome))
        assert best <= mean_score(rule(np.full(rows, other), outcome)) + EXACT


@given(OUTCOMES)
def test_the_price_of_not_having_seen_the_row(outcome):
    """The error of each row grows by n / (n - 1), so its square by the square of that."""
    n, rate = len(outcome), base_rate(outcome)
    seen = mean_score(brier_scores(np.full(n, rate), outcome))
    unseen = mean_score(brier_scores(leave_one_out_base_rate(outcome), outcome))
    assert unseen == pytest.approx(seen * (n / (n - 1)) ** 2, abs=EXACT)


@given(OUTCOMES)
def test_two_categories_are_a_yes_or_no(outcome):
    rate = base_rate(outcome)
    rates = category_base_rates(outcome.astype(int), 2)
    assert rates == pytest.approx([1 - rate, rate], abs=EXACT)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: base_rate([]), "outcome must have shape"),
        (lambda: base_rate([0.5]), "outcome must be 0 or 1, got 0.5"),
        (lambda: base_rate([1, 0], [1]), "weights must have one entry"),
        (lambda: leave_one_out_base_rate([1]), "at least two rows that count"),
        (lambda: leave_one_out_base_rate([1, 0], [1, 0]), "at least two rows that count"),
        (lambda: category_base_rates([0], 1), "categories must be at least 2, got 1"),
        (lambda: category_base_rates([2], 2), "outcome must be a whole number from 0 to 1"),
    ],
)
def test_rates_of_nothing_are_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()
