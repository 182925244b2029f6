"""Scores of forecasts of a number: by hand, closed forms, enumeration, and by scoringrules."""

import math
from itertools import product

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import norm

from holdfast.core.tolerances import EXACT
from holdfast.history.scoring.continuous import cdf_crps, ensemble_crps

VALUE = st.floats(-50.0, 50.0)


@st.composite
def ensembles(draw, least=1):
    n, m = draw(st.integers(1, 4)), draw(st.integers(least, 12))
    return draw(arrays(float, (n, m), elements=VALUE)), draw(arrays(float, n, elements=VALUE))


def steps(members):
    """The distribution function of an ensemble as a grid on which every member is a jump."""
    x = np.sort(members)
    m = len(x)
    return np.repeat(x, 2), np.repeat(np.arange(m + 1), 2)[1:-1] / m


def test_one_member_is_scored_by_its_absolute_error():
    assert ensemble_crps([[3.0], [3.0]], [5.0, 2.5]).tolist() == [2.0, 0.5]


def test_three_members_by_hand():
    """Errors 1, 1, 4 have mean 2; the pairs differ by 2, 3, 5, so 20 over 9, and half of it."""
    score = ensemble_crps([[4.0, -1.0, 1.0]], [0.0])[0]
    assert score == pytest.approx(2 - 20 / 9 / 2, abs=EXACT)
    fair = ensemble_crps([[4.0, -1.0, 1.0]], [0.0], fair=True)[0]
    assert fair == pytest.approx(2 - 20 / 6 / 2, abs=EXACT)


@given(ensembles())
def test_the_double_sum_written_out_agrees(record):
    x, y = record
    apart = np.abs(x[:, :, np.newaxis] - x[:, np.newaxis, :]).mean(axis=(1, 2))
    hand = np.abs(x - y[:, np.newaxis]).mean(axis=1) - apart / 2
    assert ensemble_crps(x, y) == pytest.approx(hand, abs=1e-10)


@given(ensembles(least=2))
def test_scoringrules_agrees(record):
    x, y = record
    plain = scoringrules.crps_ensemble(y, x, estimator="nrg", backend="numpy")
    fair = scoringrules.crps_ensemble(y, x, estimator="fair", backend="numpy")
    assert ensemble_crps(x, y) == pytest.approx(plain, abs=1e-10)
    assert ensemble_crps(x, y, fair=True) == pytest.approx(fair, abs=1e-10)


@given(arrays(float, 3, elements=VALUE), VALUE)
def test_a_fair_score_is_on_average_that_of_what_the_members_are_drawn_from(source, outcome):
    """All 9 ensembles of two members, and all 27 of three, that can be drawn from 3 values."""
    target = ensemble_crps([source], [outcome])[0]
    for m in (2, 3):
        drawn = np.array(list(product(source, repeat=m)))
        scores = ensemble_crps(drawn, np.full(len(drawn), outcome), fair=True)
        assert scores.mean() == pytest.approx(target, abs=1e-10)


@given(ensembles(), st.floats(-100.0, 100.0), st.floats(0.1, 10.0))
def test_moving_changes_nothing_and_the_unit_is_that_of_the_outcome(record, shift, unit):
    x, y = record
    score = ensemble_crps(x, y)
    assert ensemble_crps(x + shift, y + shift) == pytest.approx(score, abs=1e-9)
    assert ensemble_crps(x * unit, y * unit) == pytest.approx(unit * score, abs=1e-9)
    assert ensemble_crps(x[:, ::-1], y).tolist() == score.tolist()
    assert (score >= -EXACT).all()


def test_far_from_zero_nothing_is_lost():
    """Dates as days since year 1: the score of 1, 3 around 2 is 0.5 wherever zero lies."""
    assert ensemble_crps([[1e9 + 1, 1e9 + 3]], [1e9 + 2])[0] == 0.5


@given(arrays(float, st.integers(1, 8), elements=VALUE), VALUE)
def test_an_ensemble_is_a_distribution_of_steps(members, outcome):
    points, cdf = steps(members)
    inside = min(outcome, points[-1])  # the grid ends at the last member
    score = cdf_crps(points, [cdf], [inside])[0] if len(points) > 1 else None
    assert score == pytest.approx(ensemble_crps([members], [inside])[0], abs=1e-9)


@given(st.floats(-1.0, 2.0))
def test_the_uniform_distribution_is_exact_on_two_points(outcome):
    """scoringrules has the closed form; beyond the end it adds the way to the outcome."""
    known = float(scoringrules.crps_uniform(outcome, 0.0, 1.0))
    beyond = max(outcome - 1.0, 0.0)
    score = cdf_crps([0.0, 1.0], [[0.0, 1.0]], [outcome])[0]
    assert score == pytest.approx(known - beyond, abs=EXACT)


def test_the_standard_normal_at_its_centre():
    """(sqrt 2 - 1) / sqrt pi = 0.2337, the closed form for a normal forecast at its mean."""
    points = np.linspace(-8.0, 8.0, 4001)
    score = cdf_crps(points, [norm.cdf(points)], [0.0])[0]
    assert score == pytest.approx((math.sqrt(2) - 1) / math.sqrt(math.pi), abs=1e-5)


@pytest.mark.parametrize("outcome", [0.1, 1.0, 7.0])
def test_an_exponential_duration(outcome):
    points = np.linspace(0.0, 40.0, 8001)
    score = cdf_crps(points, [-np.expm1(-points)], [outcome])[0]
    known = float(scoringrules.crps_exponential(outcome, 1.0))
    assert score == pytest.approx(known, abs=1e-5)


def test_a_curve_that_does_not_reach_one_is_scored_up_to_its_end():
    """Half by 0 and no more until 4: 0.25 a year, whenever it happens, even after the end."""
    scores = cdf_crps([0.0, 4.0], [[0.5, 0.5]] * 4, [0.0, 1.0, 4.0, 99.0])
    assert scores == pytest.approx([1.0] * 4, abs=EXACT)


def test_an_outcome_before_the_grid_counts_the_way_to_it():
    assert cdf_crps([2.0, 3.0], [[1.0, 1.0]], [0.5])[0] == pytest.approx(1.5, abs=EXACT)


GRID = np.repeat([1.0, 2.0, 5.0, 6.0], 2)


@st.composite
def step_forecasts(draw):
    """Chances of 1, 2 or 5 years, or later, and the curve of them up to 6 years."""
    shares = draw(arrays(float, 4, elements=st.floats(0.0, 1.0)))
    shares = (shares + 0.01) / (shares + 0.01).sum()
    at = np.minimum(np.cumsum(shares)[:3], 1.0)
    return shares, np.array([0.0, at[0], at[0], at[1], at[1], at[2], at[2], at[2]])


@given(step_forecasts(), step_forecasts())
def test_the_truth_is_the_best_thing_to_say_though_the_end_is_not_seen(truth, other):
    shares, honest = truth
    outcomes = [1.0, 2.0, 5.0, 30.0]
    told = shares @ cdf_crps(GRID, [honest] * 4, outcomes)
    otherwise = shares @ cdf_crps(GRID, [other[1]] * 4, outcomes)
    assert told <= otherwise + EXACT


@pytest.mark.parametrize(
    ("members", "outcome", "said"),
    [
        (np.empty((0, 2)), [], "members must have shape"),
        ([1.0, 2.0], [1.0], r"members must have shape \(n, k\)"),
        ([[1.0, math.inf]], [1.0], "members must be a finite number, got inf"),
        ([[1.0]], [math.nan], "outcome must be a finite number, got nan"),
        ([[1.0]], [1.0, 2.0], "outcome must have one entry for each of 1 forecasts, got 2"),
    ],
)
def test_ensembles_that_cannot_be_scored_are_refused(members, outcome, said):
    with pytest.raises(ValueError, match=said):
        ensemble_crps(members, outcome)


def test_one_member_cannot_be_scored_fairly():
    with pytest.raises(ValueError, match="members must be at least 2 a row"):
        ensemble_crps([[1.0]], [1.0], fair=True)


@pytest.mark.parametrize(
    ("points", "cdf", "said"),
    [
        ([0.0, 1.0], [[0.0, 0.5, 1.0]], "cdf must have one column for each"),
        ([0.0], [[1.0]], "at least two points, got 1 for 1"),
        ([1.0, 0.0], [[0.0, 1.0]], "points must never fall"),
        ([0.0, 1.0], [[0.5, 0.4]], "never fall along a row"),
        ([0.0, 1.0], [[0.0, 1.2]], r"probabilities in \[0, 1\]"),
        ([0.0, 1.0], [[-0.1, 1.0]], r"probabilities in \[0, 1\]"),
        ([0.0, math.nan], [[0.0, 1.0]], "points must be a finite number, got nan"),
        ([0.0, 1.0], [[0.0, math.nan]], "cdf must be a finite number, got nan"),
    ],
)
def test_grids_that_are_no_distribution_are_refused(points, cdf, said):
    with pytest.raises(ValueError, match=said):
        cdf_crps(points, cdf, [0.5])
