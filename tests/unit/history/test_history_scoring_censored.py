"""Scores of durations with censoring: by hand, complete designs, and lifelines."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from lifelines import KaplanMeierFitter

from holdfast.core.tolerances import EXACT
from holdfast.history.scoring.averages import inverse_probability_mean, mean_score
from holdfast.history.scoring.binary import brier_scores
from holdfast.history.scoring.censored import censored_brier_score, censoring_weights, lasted

TIMES = st.lists(st.integers(1, 8).map(float), min_size=1, max_size=6)


@st.composite
def samples(draw):
    """Whole years, so with ties, and a horizon to which some case at risk is followed."""
    n = draw(st.integers(1, 25))
    duration = draw(arrays(float, n, elements=st.integers(0, 9)))
    event = draw(arrays(bool, n))
    horizon = draw(st.integers(1, 9)) + draw(st.sampled_from([0.0, 0.5]))
    last = duration == duration.max()
    assume(duration.max() >= horizon or event[last].all())
    return duration, event, horizon


def test_weights_by_hand_with_ties():
    """Years 1, 2, 2, 2, 4, 5; lost: one at 2, and the one at 4.

    At 2 five are left and two of them end, so one of three is lost: G falls to 2/3. At 4 one of
    two is lost: G falls to 1/3.
    """
    weights = censoring_weights([1, 2, 2, 2, 4, 5], [1, 1, 1, 0, 0, 1], horizon=4.5)
    assert weights == pytest.approx([1, 1, 1, 0, 0, 3], abs=EXACT)
    early = censoring_weights([1, 2, 2, 2, 4, 5], [1, 1, 1, 0, 0, 1], horizon=3)
    assert early == pytest.approx([1, 1, 1, 0, 1.5, 1.5], abs=EXACT)
    later = censoring_weights([1, 2, 2, 2, 4, 5], [1, 1, 1, 0, 0, 1], horizon=5)
    assert later == pytest.approx([1, 1, 1, 0, 0, 3], abs=EXACT)


def test_the_score_by_hand():
    """Weights 1, 0, 1.5, 1.5; squares .04, -, .09, .25; so (.04 + .135 + .375) / 4."""
    score = censored_brier_score([0.2, 0.9, 0.3, 0.5], [1, 2, 3, 6], [1, 0, 1, 0], horizon=5)
    assert score == pytest.approx(0.55 / 4, abs=EXACT)


def test_an_event_at_the_horizon_is_one_and_a_loss_at_the_horizon_lasted_so_long():
    """Events come before losses: who was lost at 5 had no event by 5."""
    weights = censoring_weights([5, 5, 7, 7], [1, 0, 0, 0], horizon=5)
    assert weights.tolist() == [1.0] * 4
    weights = censoring_weights([1, 2, 3, 5, 5], [1, 1, 0, 0, 0], horizon=5)
    assert weights == pytest.approx([1, 1, 0, 1.5, 1.5], abs=EXACT)
    assert lasted(np.array([5.0, 5.0]), np.array([True, False]), 5.0).tolist() == [False, True]


@given(arrays(float, st.integers(1, 20), elements=st.floats(0.0, 9.0)), st.floats(0.5, 12.0))
def test_without_censoring_every_case_stands_for_itself(duration, horizon):
    rows = len(duration)
    assert censoring_weights(duration, np.ones(rows), horizon).tolist() == [1.0] * rows
    forecast = np.linspace(0.0, 1.0, rows)
    score = censored_brier_score(forecast, duration, np.ones(rows), horizon)
    plain = mean_score(brier_scores(forecast, duration > horizon))
    assert score == pytest.approx(plain, abs=EXACT)


@given(samples())
def test_those_seen_stand_for_all(sample):
    duration, event, horizon = sample
    weights = censoring_weights(duration, event, horizon)
    assert weights.sum() == pytest.approx(len(duration), abs=1e-9)
    assert ((weights == 0.0) | (weights >= 1.0)).all()
    lost = ~event & (duration < horizon)
    assert ((weights == 0.0) == lost).all()


@given(samples())
def test_the_weighted_share_that_lasts_is_the_curve_of_kaplan_and_meier(sample):
    """lifelines estimates the curve of the events, from which G is quite another thing."""
    duration, event, horizon = sample
    weights = censoring_weights(duration, event, horizon)
    lasting = inverse_probability_mean(lasted(duration, event, horizon).astype(float), weights)
    curve = KaplanMeierFitter().fit(duration, event)
    known = float(curve.survival_function_at_times(horizon).iloc[0])
    assert lasting == pytest.approx(known, abs=1e-9)


@given(st.sets(st.integers(10, 400), min_size=2, max_size=20), st.data())
def test_weights_from_the_curve_of_losses_by_lifelines(days, data):
    """No ties, so lifelines' curve with events and losses exchanged is G itself."""
    duration = np.array(sorted(days)) / 40.0
    event = data.draw(arrays(bool, len(duration)))
    horizon = data.draw(st.floats(0.1, float(duration[-1]) - 0.01))
    curve = KaplanMeierFitter().fit(duration, ~event)
    before = curve.survival_function_at_times(np.minimum(duration, horizon) - 1e-6).to_numpy()
    at_horizon = float(curve.survival_function_at_times(horizon - 1e-6).iloc[0])
    seen = event & (duration <= horizon)
    hand = np.where(
        seen, 1 / before, np.where(lasted(duration, event, horizon), 1 / at_horizon, 0.0)
    )
    assert censoring_weights(duration, event, horizon) == pytest.approx(hand, abs=1e-9)


@given(TIMES, TIMES, st.integers(1, 8), st.data())
def test_on_a_complete_design_the_score_is_that_of_all_cases_uncensored(ends, losses, h, data):
    """Every end with every loss: even in the sample itself censoring is independent.

    So the estimate must be exact, whatever the forecasts, not only on average.
    """
    assume(max(losses) > h)
    chances = data.draw(arrays(float, len(ends), elements=st.floats(0.0, 1.0)))
    end, loss = (grid.ravel() for grid in np.meshgrid(ends, losses, indexing="ij"))
    forecast = np.repeat(chances, len(losses))
    score = censored_brier_score(forecast, np.minimum(end, loss), end <= loss, h)
    whole = mean_score(brier_scores(chances, np.array(ends) > h))
    assert score == pytest.approx(whole, abs=1e-9)


@given(samples(), st.randoms(use_true_random=False))
def test_neither_order_nor_unit_of_time_matters(sample, random):
    duration, event, horizon = sample
    order = np.array(random.sample(range(len(duration)), len(duration)))
    weights = censoring_weights(duration, event, horizon)
    assert censoring_weights(duration[order], event[order], horizon).tolist() == list(
        weights[order]
    )
    assert censoring_weights(4 * duration, event, 4 * horizon).tolist() == weights.tolist()


def test_nobody_followed_so_far_is_an_error_and_no_number():
    assert censoring_weights([1, 2, 4], [1, 1, 0], horizon=4).tolist() == [1.0] * 3
    with pytest.raises(ValueError, match=r"no longer than the longest follow-up \(4\)"):
        censoring_weights([1, 2, 4], [1, 1, 0], horizon=4.5)
    with pytest.raises(ValueError, match="horizon must be no longer than"):
        censored_brier_score([0.5, 0.5], [1, 4], [1, 0], horizon=9)


def test_where_the_last_case_ends_the_horizon_may_lie_anywhere():
    weights = censoring_weights([1, 2, 4], [0, 1, 1], horizon=99)
    assert weights == pytest.approx([0, 1.5, 1.5], abs=EXACT)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: censoring_weights([], [], 1), "duration must have shape"),
        (lambda: censoring_weights([-1], [1], 1), "duration must be at least 0, got -1"),
        (lambda: censoring_weights([math.nan], [1], 1), "duration must be a finite number"),
        (lambda: censoring_weights([1, 2], [1], 1), "event must have one entry"),
        (lambda: censoring_weights([1], [2], 1), "event must be 0 or 1, got 2"),
        (lambda: censoring_weights([1], [1], 0), "horizon must be above 0 and finite, got 0"),
        (lambda: censoring_weights([1], [1], math.inf), "horizon must be above 0 and finite"),
        (lambda: censoring_weights([1], [1], math.nan), "horizon must be above 0 and finite"),
        (lambda: censored_brier_score([1.5], [1], [1], 2), "forecast must be a probability"),
        (
            lambda: censored_brier_score([0.5], [1, 2], [1, 1], 2),
            "duration must have one entry",
        ),
    ],
)
def test_what_cannot_be_weighted_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()
