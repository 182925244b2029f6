"""Scores of yes-or-no forecasts and their means: by hand, as laws, and by other libraries."""

import math

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import brier_score_loss, log_loss

from holdfast.core.tolerances import EXACT
from holdfast.history.scoring import arguments
from holdfast.history.scoring.averages import inverse_probability_mean, mean_score, totals
from holdfast.history.scoring.binary import brier_scores, log_scores

UNIT = st.floats(0.0, 1.0)
INNER = st.floats(0.01, 0.99)


@st.composite
def records(draw, chance=UNIT):
    """Forecasts and outcomes of a few events."""
    n = draw(st.integers(1, 20))
    return draw(arrays(float, n, elements=chance)), draw(arrays(bool, n))


def expected(rule, forecast, truth):
    """The score that somebody who believes `truth` expects from saying `forecast`."""
    if_event, if_not = rule([forecast, forecast], [1, 0])
    return truth * if_event + (1 - truth) * if_not


def test_scores_by_hand():
    assert brier_scores([0.7, 0.7], [1, 0]) == pytest.approx([0.09, 0.49], abs=EXACT)
    assert log_scores([0.25, 0.75], [True, False]) == pytest.approx(
        [math.log(4)] * 2, abs=EXACT
    )


def test_a_sure_forecast_that_fails_has_no_finite_log_score():
    assert log_scores([1.0, 0.0], [0, 1]).tolist() == [math.inf, math.inf]
    assert mean_score(log_scores([1.0, 0.5], [0, 1])) == math.inf


def test_a_sure_forecast_that_comes_true_scores_a_plain_zero():
    assert str(log_scores([1.0, 0.0], [1, 0]).tolist()) == "[0.0, 0.0]"


def test_tiny_chances_keep_their_size():
    assert log_scores([1e-20], [0])[0] == pytest.approx(1e-20, rel=1e-12, abs=0.0)
    assert log_scores([1e-300], [1])[0] == pytest.approx(300 * math.log(10))


@given(INNER, UNIT)
def test_the_truth_is_the_best_thing_to_say(truth, other):
    """Propriety, with the gap it leaves: (p - q)^2 for Brier, relative entropy for the log."""
    gap = expected(brier_scores, other, truth) - expected(brier_scores, truth, truth)
    assert gap == pytest.approx((other - truth) ** 2, abs=EXACT)
    if 0.0 < other < 1.0:
        lost = expected(log_scores, other, truth) - expected(log_scores, truth, truth)
        entropy = truth * (math.log(truth) - math.log(other))
        entropy += (1 - truth) * (math.log1p(-truth) - math.log1p(-other))
        assert lost == pytest.approx(entropy, rel=1e-9, abs=EXACT)
        assert lost > -EXACT


@given(records(INNER))
def test_two_other_libraries_agree(record):
    p, y = record
    whole = y.astype(int)
    assert brier_scores(p, y) == pytest.approx(scoringrules.brier_score(whole, p), abs=EXACT)
    assert log_scores(p, y) == pytest.approx(scoringrules.log_score(whole, p), abs=EXACT)
    brier = brier_score_loss(whole, p, labels=[0, 1])
    assert mean_score(brier_scores(p, y)) == pytest.approx(brier, abs=EXACT)
    loss = log_loss(whole, p, labels=[0, 1])
    assert mean_score(log_scores(p, y)) == pytest.approx(loss, abs=EXACT)


@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_names_of_the_outcomes_do_not_matter(record, random):
    p, y = record
    order = np.array(random.sample(range(len(p)), len(p)))
    for rule in (brier_scores, log_scores):
        assert rule(p[order], y[order]).tolist() == rule(p, y)[order].tolist()
    assert brier_scores(1 - p, ~y) == pytest.approx(brier_scores(p, y), abs=EXACT)


def test_the_two_means_by_hand():
    scores, weights = [0.5, 0.1, 0.9], [2.0, 4.0, 0.0]
    assert mean_score(scores) == pytest.approx(1.5 / 3, abs=EXACT)
    assert mean_score(scores, weights) == pytest.approx(1.4 / 6, abs=EXACT)
    assert inverse_probability_mean(scores, weights) == pytest.approx(1.4 / 3, abs=EXACT)


def test_what_was_not_observed_cannot_have_failed():
    assert mean_score([math.inf, 0.2], [0.0, 3.0]) == pytest.approx(0.2, abs=EXACT)
    assert inverse_probability_mean([math.inf, 0.2], [0.0, 2.0]) == pytest.approx(
        0.2, abs=EXACT
    )


@given(records(), st.floats(0.1, 10.0))
def test_a_weight_common_to_all_rows_does_not_matter_to_the_mean(record, weight):
    scores = brier_scores(*record)
    same = np.full(len(scores), weight)
    assert mean_score(scores, same) == pytest.approx(mean_score(scores), abs=EXACT)
    unweighted = inverse_probability_mean(scores, np.ones(len(scores)))
    assert unweighted == pytest.approx(mean_score(scores), abs=EXACT)


@given(records(), st.data())
def test_a_weight_of_two_is_a_row_given_twice(record, data):
    scores = brier_scores(*record)
    times = data.draw(arrays(int, len(scores), elements=st.integers(1, 4)))
    repeated = mean_score(np.repeat(scores, times))
    assert mean_score(scores, times) == pytest.approx(repeated, abs=EXACT)


def test_groups_are_added_up():
    assert totals(np.array([1, 1]), [0.5, 0.25], 3).tolist() == [0.0, 0.75, 0.0]
    assert totals(np.array([0, 1]), [True, False]).tolist() == [1.0, 0.0]


WRONG = [
    ([], [], r"forecast must have shape \(n,\) with at least one row, got \(0,\)"),
    (0.5, 1, r"forecast must have shape \(n,\) with at least one row, got \(\)"),
    ([[0.5]], [1], r"forecast must have shape .* got \(1, 1\)"),
    ([0.5], [[1]], r"outcome must have shape .* got \(1, 1\)"),
    ([0.5, 0.5], [1], "outcome must have one entry for each of 2 forecasts, got 1"),
    ([0.5, -0.1], [1, 0], r"forecast must be a probability in \[0, 1\], got -0.1"),
    ([1.1], [1], r"forecast must be a probability in \[0, 1\], got 1.1"),
    ([math.nan], [1], r"forecast must be a probability in \[0, 1\], got nan"),
    ([0.5], [0.5], "outcome must be 0 or 1, got 0.5"),
    ([0.5], [math.nan], "outcome must be 0 or 1, got nan"),
    ([0.5], [2], "outcome must be 0 or 1, got 2"),
]


@pytest.mark.parametrize("rule", [brier_scores, log_scores])
@pytest.mark.parametrize(("forecast", "outcome", "said"), WRONG)
def test_what_cannot_be_scored_is_refused(rule, forecast, outcome, said):
    with pytest.raises(ValueError, match=said):
        rule(forecast, outcome)


@pytest.mark.parametrize(
    ("scores", "weights", "said"),
    [
        ([], None, "scores must have shape"),
        ([math.nan], None, "scores must be a number or inf, got nan"),
        ([-math.inf], None, "scores must be a number or inf, got -inf"),
        ([0.1, 0.2], [1.0], "weights must have one entry for each of 2 forecasts, got 1"),
        ([0.1], [-1.0], "weights must be at least 0, got -1"),
        ([0.1], [math.inf], "weights must be a finite number, got inf"),
        ([0.1], [0.0], "weights must have at least one above 0, got none"),
    ],
)
def test_means_that_mean_nothing_are_refused(scores, weights, said):
    with pytest.raises(ValueError, match=said):
        mean_score(scores, weights)
    if weights is not None:
        with pytest.raises(ValueError, match=said):
            inverse_probability_mean(scores, weights)


def test_rows_without_weights_count_one_each():
    assert arguments.row_weights(None, 3).tolist() == [1.0, 1.0, 1.0]
