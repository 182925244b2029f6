"""Intervals by resampling: normal limit, second bootstrap, enumeration, and laws."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import ndtr, ndtri

from holdfast.core.tolerances import EXACT
from holdfast.history.scoring.bootstrap import (
    Interval,
    Resampling,
    difference_interval,
    mean_interval,
)

FEW = Resampling(seed=20250331, resamples=200)
SKEWED = np.random.default_rng(19700101).exponential(size=60)
METHODS = ["bca", "percentile"]


def ends(found):
    return found.low, found.high


@pytest.mark.parametrize("method", METHODS)
def test_many_rows_give_the_normal_interval(method):
    """Mean and standard error times 1.645, the 95th percentile of the normal."""
    scores = np.random.default_rng(7).normal(0.2, 0.1, size=2000)
    found = mean_interval(scores, Resampling(seed=1), method=method)
    half = 1.645 * scores.std() / math.sqrt(2000)
    assert found.estimate == pytest.approx(scores.mean(), abs=EXACT)
    assert ends(found) == pytest.approx(
        (scores.mean() - half, scores.mean() + half), abs=half / 20
    )


def test_three_rows_give_the_percentiles_of_all_27_samples():
    """Means of all samples of 0, 3, 9 with replacement; the ends are 2 of its 10 values."""
    scores = [0.0, 3.0, 9.0]
    every = np.sort([np.mean(sample) for sample in product(scores, repeat=3)])
    found = mean_interval(scores, Resampling(1, 20_000, level=0.8), method="percentile")
    low, high = every[math.floor(0.1 * 27)], every[math.floor(0.9 * 27)]
    assert ends(found) == pytest.approx((low, high), abs=EXACT)


def second_bca(scores, level, seed):
    """The textbook's BCa interval, written out with another generator."""
    n = len(scores)
    rng = np.random.default_rng(seed)
    means = np.sort(scores[rng.integers(0, n, (40_000, n))].mean(axis=1))
    bias = ndtri((means < scores.mean()).mean())
    gaps = scores - scores.mean()
    skew = (gaps**3).sum() / (6 * (gaps**2).sum() ** 1.5)
    z = bias + ndtri(np.array([(1 - level) / 2, (1 + level) / 2]))
    return np.quantile(means, ndtr(bias + z / (1 - skew * z)))


def test_bca_agrees_with_the_formula_written_out():
    found = mean_interval(SKEWED, Resampling(seed=3, resamples=40_000))
    spread = SKEWED.std() / math.sqrt(len(SKEWED))
    assert ends(found) == pytest.approx(second_bca(SKEWED, 0.9, 11), abs=spread / 25)
    plain = mean_interval(SKEWED, Resampling(seed=3, resamples=40_000), method="percentile")
    assert found.low > plain.low  # skewed to the right, so BCa moves to the right
    assert found.high > plain.high


@pytest.mark.parametrize("method", METHODS)
def test_the_same_seed_gives_the_same_interval_and_another_seed_another(method):
    first = mean_interval(SKEWED, FEW, method=method)
    assert mean_interval(SKEWED, FEW, method=method) == first
    other = mean_interval(SKEWED, Resampling(seed=4, resamples=200), method=method)
    assert ends(other) != ends(first)


def test_an_interval_says_how_it_was_made():
    found = mean_interval([0.1, 0.2, 0.6], FEW, clusters=["a", "b", "b"])
    assert isinstance(found, Interval)
    assert (found.units, found.method, found.resampling) == (2, "bca", FEW)


@settings(max_examples=20)
@given(arrays(float, st.integers(3, 12), elements=st.floats(0.0, 1.0)), st.data())
def test_neither_the_order_of_rows_nor_the_names_of_conflicts_matter(scores, data):
    rows = len(scores)
    labels = data.draw(
        arrays(int, rows, elements=st.integers(0, 2)).filter(lambda x: np.ptp(x))
    )
    order = np.array(data.draw(st.permutations(range(rows))))
    names = np.array(["z", "m", "a"])[labels]
    for method in METHODS:
        found = mean_interval(scores, FEW, clusters=labels, method=method)
        again = mean_interval(scores[order], FEW, clusters=names[order], method=method)
        assert ends(again) == pytest.approx(ends(found), abs=1e-9)
        plain = mean_interval(scores, FEW, method=method)
        assert mean_interval(scores[order], FEW, method=method) == plain


def test_each_row_a_conflict_of_its_own_is_the_plain_bootstrap():
    labels = np.arange(len(SKEWED))
    for method in METHODS:
        alone = mean_interval(SKEWED, FEW, clusters=labels, method=method)
        assert alone == mean_interval(SKEWED, FEW, method=method)


def test_telling_every_row_five_times_over_teaches_nothing():
    labels = np.repeat(np.arange(len(SKEWED)), 5)
    once = mean_interval(SKEWED, FEW)
    five = mean_interval(np.repeat(SKEWED, 5), FEW, clusters=labels)
    assert ends(five) == pytest.approx(ends(once), abs=1e-9)
    blind = mean_interval(np.repeat(SKEWED, 5), FEW)
    assert blind.high - blind.low < 0.6 * (once.high - once.low)  # 1 / sqrt 5 = 0.45 of it


def test_large_conflicts_count_by_their_size():
    """All 27 samples of three conflicts, of 4, 2 and 1 rows: sum of scores over rows."""
    sums, sizes = np.array([0.4, 1.0, 0.9]), np.array([4, 2, 1])
    drawn = [list(sample) for sample in product(range(3), repeat=3)]
    every = np.sort([sums[sample].sum() / sizes[sample].sum() for sample in drawn])
    found = mean_interval(
        np.repeat(sums / sizes, sizes),
        Resampling(1, 20_000, level=0.8),
        clusters=np.repeat(["x", "y", "z"], sizes),
        method="percentile",
    )
    assert found.estimate == pytest.approx(2.3 / 7, abs=EXACT)
    low, high = every[math.floor(0.1 * 27)], every[math.floor(0.9 * 27)]
    assert ends(found) == pytest.approx((low, high), abs=EXACT)


def test_a_difference_drops_what_is_hard_for_both():
    hard = np.random.default_rng(5).random(80)
    better = hard - 0.1 + np.random.default_rng(6).normal(0.0, 0.01, 80)
    found = difference_interval(better, hard, FEW)
    assert found.estimate == pytest.approx((better - hard).mean(), abs=EXACT)
    assert found.high < 0.0
    assert found.high - found.low < 0.01
    turned = difference_interval(hard, better, FEW, method="percentile")
    assert turned.low > 0.0


@pytest.mark.parametrize("method", METHODS)
def test_scores_that_are_all_alike_have_one_value_for_an_interval(method):
    for scores, labels in (([0.1] * 6, None), ([0.1] * 6, [1, 1, 1, 2, 2, 3])):
        found = mean_interval(scores, FEW, clusters=labels, method=method)
        assert ends(found) == pytest.approx((0.1, 0.1), abs=EXACT)
        assert found.low == found.high == found.estimate


def test_nine_intervals_in_ten_hold_the_truth():
    """200 samples of 40 uniform scores; 180 +- 3 * sqrt(200 * 0.9 * 0.1) = 13 are allowed."""
    samples = np.random.default_rng(8).random((200, 40))
    found = [mean_interval(sample, Resampling(9, 500)) for sample in samples]
    held = sum(interval.low <= 0.5 <= interval.high for interval in found)
    assert 167 <= held <= 193


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: mean_interval([], FEW), "scores must have shape"),
        (lambda: mean_interval([0.5], FEW), "at least two units, got 1"),
        (lambda: mean_interval([0.1, 0.2], FEW, clusters=[1, 1]), "at least two units, got 1"),
        (lambda: mean_interval([0.1, 0.2], FEW, clusters=[1]), "clusters must have one entry"),
        (lambda: mean_interval([0.1], FEW, clusters=[[1]]), r"clusters must have shape \(n,\)"),
        (
            lambda: mean_interval([0.1, math.inf], FEW),
            "scores must be a finite number, got inf",
        ),
        (
            lambda: mean_interval([0.1, math.nan], FEW),
            "scores must be a finite number, got nan",
        ),
        (lambda: mean_interval([0.1, 0.2], FEW, method="basic"), "method must be 'bca' or"),
        (lambda: difference_interval([0.1, 0.2], [0.1], FEW), "other must have one entry"),
        (lambda: Resampling(seed=-1), "seed must be at least 0, got -1"),
        (lambda: Resampling(seed=1, resamples=99), "resamples must be at least 100, got 99"),
        (
            lambda: Resampling(seed=1, level=1.0),
            "level must be strictly between 0 and 1, got 1",
        ),
        (lambda: Resampling(seed=1, level=math.nan), "level must be strictly between"),
    ],
)
def test_what_cannot_be_resampled_is_refused(wrong, said):
    with pytest.raises(ValueError, match=said):
        wrong()
