"""Scores over categories: by hand, the record of March 2025, as laws, and by scoringrules."""

import math
from fractions import Fraction

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import log_loss

from holdfast.core.tolerances import EXACT
from holdfast.history.scoring.binary import brier_scores, log_scores
from holdfast.history.scoring.categories import (
    category_brier_scores,
    category_log_scores,
    ranked_probability_scores,
)

RULES = [category_brier_scores, ranked_probability_scores, category_log_scores]


@st.composite
def distributions(draw, rows=1, categories=None):
    """Forecasts over 2 to 6 categories, none of them ruled out."""
    k = categories or draw(st.integers(2, 6))
    shares = draw(arrays(float, (rows, k), elements=st.floats(0.05, 1.0)))
    return shares / shares.sum(axis=1, keepdims=True)


@st.composite
def records(draw):
    n = draw(st.integers(1, 8))
    forecast = draw(distributions(rows=n))
    places = st.integers(0, forecast.shape[1] - 1)
    return forecast, draw(arrays(int, n, elements=places))


# The question of March 2025: when does a ceasefire or peace agreement between Russia and
# Ukraine first take effect? Chances in % on 31 March 2025 for April to June, July to September,
# October to December 2025, and later. It was later. Each row was published rounded and sums to
# 99, so every chance is its percentage over 99. The scores below are worked out by hand. RAND:
# Brier, 8, 15, 15 and 99 - 61 squared, over 99 squared; ranked, 8, 8 + 15 and 8 + 15 + 15
# squared, over 3 times 99 squared; log, ln 99 - ln 61.
RECORD = {
    "RAND": ((8, 15, 15, 61), Fraction(1958, 9801), Fraction(2037, 29403), 0.4842),
    "Metaculus": ((27, 24, 22, 26), Fraction(7118, 9801), Fraction(8659, 29403), 1.3370),
    "Glimt": ((9, 12, 22, 56), Fraction(2558, 9801), Fraction(2371, 29403), 0.5698),
}
LATER = 3


@pytest.mark.parametrize("who", RECORD)
def test_the_question_of_march_2025(who):
    percent, brier, ranked, logarithm = RECORD[who]
    assert sum(percent) == 99
    forecast = [np.array(percent) / 99]
    assert category_brier_scores(forecast, [LATER])[0] == pytest.approx(float(brier), abs=EXACT)
    score = ranked_probability_scores(forecast, [LATER])[0]
    assert score == pytest.approx(float(ranked), abs=EXACT)
    assert category_log_scores(forecast, [LATER])[0] == pytest.approx(logarithm, abs=5e-5)


def test_on_that_question_even_odds_beat_the_crowd_on_rank_only():
    """Equal chances score 3/4, (1 + 4 + 9) / 48 and ln 4 whatever happens at the far end."""
    equal, crowd = [[0.25] * 4], [np.array(RECORD["Metaculus"][0]) / 99]
    hand = (3 / 4, 14 / 48, math.log(4))
    for rule, score in zip(RULES, hand, strict=True):
        assert rule(equal, [LATER])[0] == pytest.approx(score, abs=EXACT)
    ahead = [rule(equal, [LATER])[0] < rule(crowd, [LATER])[0] for rule in RULES]
    assert ahead == [False, True, False]


def test_percentages_that_sum_to_99_are_refused_as_they_stand():
    with pytest.raises(ValueError, match=r"forecast must be rows that sum to 1, got 0.99"):
        category_brier_scores([[0.08, 0.15, 0.15, 0.61]], [LATER])


def test_a_near_miss_costs_less_on_ordered_categories_only():
    forecast = [[1.0, 0.0, 0.0]] * 3
    assert category_brier_scores(forecast, [0, 1, 2]).tolist() == [0.0, 2.0, 2.0]
    assert ranked_probability_scores(forecast, [0, 1, 2]).tolist() == [0.0, 0.5, 1.0]
    assert category_log_scores(forecast, [0, 1, 2]).tolist() == [0.0, math.inf, math.inf]


@given(distributions(rows=3, categories=2), arrays(bool, 3))
def test_two_categories_are_a_yes_or_no(forecast, event):
    p = np.minimum(forecast[:, 1], 1.0)
    place = event.astype(int)
    single = brier_scores(p, event)
    assert category_brier_scores(forecast, place) == pytest.approx(2 * single, abs=1e-9)
    assert ranked_probability_scores(forecast, place) == pytest.approx(single, abs=1e-9)
    assert category_log_scores(forecast, place) == pytest.approx(log_scores(p, event), abs=1e-9)


@given(records())
def test_other_libraries_agree(record):
    p, y = record
    n, k = p.shape
    summed = np.array(
        [scoringrules.rps_score(int(j) + 1, row) for row, j in zip(p, y, strict=True)]
    )
    assert ranked_probability_scores(p, y) == pytest.approx(summed / (k - 1), abs=EXACT)
    each = scoringrules.brier_score(np.eye(k)[y].astype(int), p)
    assert category_brier_scores(p, y) == pytest.approx(each.sum(axis=1), abs=EXACT)
    loss = log_loss(y, p, labels=list(range(k)))
    assert category_log_scores(p, y).mean() == pytest.approx(loss, abs=1e-9)
    assert n == len(summed)


@given(st.integers(2, 6).flatmap(lambda k: st.tuples(*[distributions(categories=k)] * 2)))
def test_the_truth_is_the_best_thing_to_say(pair):
    truth, other = pair
    k = truth.shape[1]
    for rule in RULES:
        honest = truth[0] @ rule(np.repeat(truth, k, axis=0), np.arange(k))
        otherwise = truth[0] @ rule(np.repeat(other, k, axis=0), np.arange(k))
        assert honest <= otherwise + EXACT


@given(records())
def test_bounds_and_order(record):
    p, y = record
    assert (category_brier_scores(p, y) <= 2.0).all()
    assert (ranked_probability_scores(p, y) <= 1.0).all()
    for rule in RULES:
        assert (rule(p, y) >= 0.0).all()
        assert rule(p[::-1], y[::-1]).tolist() == rule(p, y)[::-1].tolist()


@given(records())
def test_only_the_ranked_score_knows_the_order_of_categories_and_it_can_be_turned_round(record):
    p, y = record
    turned = p[:, ::-1], p.shape[1] - 1 - y
    for rule in RULES:
        assert rule(*turned) == pytest.approx(rule(p, y), abs=EXACT)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(
    ("forecast", "outcome", "said"),
    [
        (np.empty((0, 3)), [], "forecast must have shape"),
        ([0.5, 0.5], [0], r"forecast must have shape \(n, k\).* got \(2,\)"),
        ([[1.0]], [0], "forecast must have at least two categories, got 1"),
        ([[0.5, 0.6]], [0], "forecast must be rows that sum to 1, got 1.1"),
        ([[1.5, -0.5]], [0], r"forecast must be a probability in \[0, 1\], got 1.5"),
        ([[math.nan, 0.5]], [0], r"forecast must be a probability in \[0, 1\], got nan"),
        ([[0.5, 0.5]], [2], "outcome must be a whole number from 0 to 1, got 2"),
        ([[0.5, 0.5]], [-1], "outcome must be a whole number from 0 to 1, got -1"),
        ([[0.5, 0.5]], [0.5], "outcome must be a whole number from 0 to 1, got 0.5"),
        ([[0.5, 0.5]], [math.nan], "outcome must be a whole number from 0 to 1, got nan"),
        ([[0.5, 0.5]], [0, 1], "outcome must have one entry for each of 1 forecasts, got 2"),
    ],
)
def test_what_cannot_be_scored_is_refused(rule, forecast, outcome, said):
    with pytest.raises(ValueError, match=said):
        rule(forecast, outcome)
