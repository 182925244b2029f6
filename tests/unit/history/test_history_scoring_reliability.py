"""Reliability by recalibration: by hand, the max-min formula, sklearn, and as laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import binom
from sklearn.isotonic import IsotonicRegression

from holdfast.core.tolerances import EXACT
from holdfast.history.scoring.averages import mean_score
from holdfast.history.scoring.binary import brier_scores, log_scores
from holdfast.history.scoring.bootstrap import Resampling
from holdfast.history.scoring.reliability import Band, consistency_band, reliability

FEW = Resampling(seed=11, resamples=200)
CHANCES = st.sampled_from([0.1, 0.25, 0.3, 0.5, 0.7, 0.9]) | st.floats(0.01, 0.99)


@st.composite
def records(draw, chance=CHANCES):
    """Forecasts, some of them equal, outcomes and weights."""
    n = draw(st.integers(1, 15))
    weights = arrays(float, n, elements=st.floats(0.1, 4.0))
    return draw(arrays(float, n, elements=chance)), draw(arrays(bool, n)), draw(weights)


def max_min(p, y, w):
    """Isotonic regression by its definition: the highest lower mean of blocks up to each."""
    values = np.unique(p)

    def mean(low, high):
        inside = (p >= low) & (p <= high)
        return (w * y)[inside].sum() / w[inside].sum()

    return [
        max(min(mean(a, b) for b in values if b >= x) for a in values if a <= x) for x in values
    ]


def test_a_diagram_by_hand():
    """0.3 then 0.4 came out the wrong way round, 1 of 2 and 0 of 1, so both become 1 of 3."""
    found = reliability([0.3, 0.3, 0.4, 0.8, 0.8], [0, 1, 0, 1, 1])
    assert found.forecast.tolist() == [0.3, 0.4, 0.8]
    assert found.recalibrated == pytest.approx([1 / 3, 1 / 3, 1.0], abs=EXACT)
    assert found.weight.tolist() == [2.0, 1.0, 2.0]
    # squares: 0.09 + 0.49 + 0.16 + 0.04 + 0.04; 2/9 + 4/9; base rate 3 of 5 gives 6/25
    right = (1 / 9 + 4 / 9 + 1 / 9) / 5
    assert found.score == pytest.approx(0.82 / 5, abs=EXACT)
    assert found.miscalibration == pytest.approx(0.164 - right, abs=EXACT)
    assert found.discrimination == pytest.approx(0.24 - right, abs=EXACT)
    assert found.uncertainty == pytest.approx(0.24, abs=EXACT)


@given(records())
def test_the_definition_of_isotonic_regression_agrees(record):
    p, y, w = record
    hand = max_min(p, y, w)
    assert reliability(p, y, w).recalibrated == pytest.approx(hand, abs=1e-10)


@given(records(st.integers(0, 100).map(lambda percent: percent / 100)))
def test_sklearn_agrees(record):
    """On whole percentages: sklearn pools forecasts that differ by rounding only, we do not."""
    p, y, w = record
    model = IsotonicRegression(y_min=0.0, y_max=1.0).fit(p, y.astype(float), sample_weight=w)
    found = reliability(p, y, w)
    assert found.recalibrated == pytest.approx(model.predict(found.forecast), abs=1e-10)


@given(records(st.floats(0.0, 1.0)))
def test_the_three_parts_make_up_the_score_and_none_is_negative(record):
    p, y, w = record
    for rule in (brier_scores, log_scores):
        found = reliability(p, y, w, rule=rule)
        assert found.score == pytest.approx(mean_score(rule(p, y), w), abs=EXACT)
        parts = found.miscalibration - found.discrimination + found.uncertainty
        assert parts == pytest.approx(found.score, abs=1e-10)
        for part in (found.miscalibration, found.discrimination, found.uncertainty):
            assert part >= -EXACT


@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_and_a_weight_is_a_repetition(record, random):
    p, y, _ = record
    times = np.array([random.randint(1, 3) for _ in p])
    order = np.array(random.sample(range(len(p)), len(p)))
    weighted = reliability(p[order], y[order], times[order])
    repeated = reliability(np.repeat(p, times), np.repeat(y, times))
    assert weighted.recalibrated == pytest.approx(repeated.recalibrated, abs=EXACT)
    assert weighted.score == pytest.approx(repeated.score, abs=EXACT)
    assert weighted.weight == pytest.approx(repeated.weight, abs=EXACT)


@given(records())
def test_recalibrated_forecasts_have_nothing_left_to_mend(record):
    p, y, w = record
    first = reliability(p, y, w)
    mended = first.recalibrated[np.searchsorted(first.forecast, p)]
    again = reliability(mended, y, w)
    assert again.miscalibration == pytest.approx(0.0, abs=1e-10)
    assert again.discrimination == pytest.approx(first.discrimination, abs=1e-10)


@given(arrays(bool, st.integers(1, 15)))
def test_the_base_rate_is_reliable_and_tells_nothing_apart(outcome):
    found = reliability(np.full(len(outcome), outcome.mean()), outcome)
    assert found.miscalibration == pytest.approx(0.0, abs=EXACT)
    assert found.discrimination == pytest.approx(0.0, abs=EXACT)


def test_a_seer_has_all_the_discrimination_there_is():
    found = reliability([0.0, 1.0, 1.0, 0.0], [0, 1, 1, 0], rule=log_scores)
    assert (found.score, found.miscalibration) == (0.0, 0.0)
    assert found.discrimination == found.uncertainty == pytest.approx(math.log(2), abs=EXACT)


def test_never_said_and_wrong_is_infinite_miscalibration_under_the_log_score():
    found = reliability([0.0, 0.5, 0.5], [1, 1, 0], rule=log_scores)
    assert found.score == found.miscalibration == math.inf
    assert found.uncertainty < 1.0


def test_rows_that_do_not_count_leave_no_trace():
    found = reliability([0.2, 0.6, 0.9], [0, 1, 0], [1.0, 1.0, 0.0])
    assert found.forecast.tolist() == [0.2, 0.6]
    assert found.recalibrated.tolist() == [0.0, 1.0]
    band = consistency_band([0.2, 0.6, 0.9], FEW, [1.0, 1.0, 0.0])
    shorter = consistency_band([0.2, 0.6], FEW)
    assert band.forecast.tolist() == shorter.forecast.tolist()
    assert band.high.tolist() == shorter.high.tolist()


@pytest.mark.parametrize(("chance", "rows"), [(0.5, 100), (0.1, 50), (0.9, 30)])
def test_the_band_of_one_chance_is_binomial(chance, rows):
    """With one forecast value the recalibrated chance is the share of events."""
    band = consistency_band([chance] * rows, Resampling(1, 5000))
    hand = binom.ppf([0.05, 0.95], rows, chance) / rows
    assert isinstance(band, Band)
    assert [band.low[0], band.high[0]] == pytest.approx(hand, abs=1.01 / rows)


@settings(max_examples=20)
@given(records(), st.randoms(use_true_random=False))
def test_the_band_is_of_the_seed_and_not_of_the_order_of_rows(record, random):
    p, y, w = record
    band = consistency_band(p, FEW, w)
    order = np.array(random.sample(range(len(p)), len(p)))
    again = consistency_band(p[order], FEW, w[order])
    assert again.low.tolist() == band.low.tolist()
    assert again.high.tolist() == band.high.tolist()
    assert band.forecast.tolist() == reliability(p, y, w).forecast.tolist()
    assert (band.low <= band.high).all()
    assert (np.diff(band.low) >= -EXACT).all()


def test_another_seed_gives_another_band_and_a_higher_level_a_wider_one():
    p = np.linspace(0.05, 0.95, 40)
    band = consistency_band(p, FEW)
    other = consistency_band(p, Resampling(seed=12, resamples=200))
    wide = consistency_band(p, Resampling(seed=11, resamples=200, level=0.99))
    assert other.low.tolist() != band.low.tolist()
    assert (wide.low <= band.low).all()
    assert (wide.high >= band.high).all()


def test_a_reliable_forecaster_stays_in_the_band_at_nine_chances_in_ten():
    """400 events told by their true chance, 300 times over: 0.9 less 3 * sqrt(0.9 * 0.1 / 300).

    More than that is right as well: shares are whole numbers over 80, and the ends belong to
    the band.
    """
    rng = np.random.default_rng(14)
    p = np.repeat(np.linspace(0.1, 0.9, 5), 80)
    band = consistency_band(p, Resampling(seed=15, resamples=2000))
    fits = [reliability(p, rng.random(len(p)) < p).recalibrated for _ in range(300)]
    inside = (np.array(fits) >= band.low) & (np.array(fits) <= band.high)
    assert (inside.mean(axis=0) >= 0.848).all()
    assert inside.mean() < 0.98


def test_an_impossible_or_sure_forecast_has_no_width():
    band = consistency_band([0.0, 1.0], FEW)
    assert band.low.tolist() == band.high.tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: reliability([], []), "forecast must have shape"),
        (lambda: reliability([1.2], [1]), r"forecast must be a probability in \[0, 1\]"),
        (lambda: reliability([math.nan], [1]), r"forecast must be a probability in \[0, 1\]"),
        (lambda: reliability([0.5], [1, 0]), "outcome must have one entry"),
        (lambda: reliability([0.5], [1], [0.0]), "weights must have at least one above 0"),
        (lambda: consistency_band([], FEW), "forecast must have shape"),
        (lambda: consistency_band([0.5], FEW, [1.0, 1.0]), "weights must have one entry"),
    ],
)
def test_what_makes_no_diagram_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()
