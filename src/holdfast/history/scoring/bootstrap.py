"""How far could the mean score have come out otherwise, had other conflicts been drawn?"""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike

from holdfast.core.tolerances import EXACT
from holdfast.history.scoring.arguments import Rows, numbers, same_length
from holdfast.history.scoring.averages import totals

Method: TypeAlias = Literal["bca", "percentile"]
"""BCa corrects bias and skew [Efron1987]; percentile takes the quantiles as they are."""

_MOST_AT_ONCE = 10_000_000  # numbers held in memory while resampling


@dataclass(frozen=True, slots=True)
class Resampling:
    """How are samples redrawn?

    Parameters
    ----------
    seed : int, >= 0
        Fixes every draw: the same seed and data give the same answer.
    resamples : int, >= 100
        Fewer cannot show where the ends of an interval lie.
    level : float, strictly between 0 and 1
        Share of the redrawn values that an interval or band holds; half of the rest lies on
        either side.
    """

    seed: int
    resamples: int = 9999
    level: float = 0.9

    def __post_init__(self) -> None:
        """Refuse settings that nobody can draw with."""
        if self.seed < 0:
            raise ValueError(f"seed must be at least 0, got {self.seed}")
        if self.resamples < 100:
            raise ValueError(f"resamples must be at least 100, got {self.resamples}")
        if not 0.0 < self.level < 1.0:
            raise ValueError(f"level must be strictly between 0 and 1, got {self.level:g}")


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean score, or a difference of two, with what resampling says of it; a sampled answer.

    Attributes
    ----------
    estimate : float
        The mean over all rows, not over resamples.
    low, high : float
        Ends of the interval, in the unit of the scores.
    units : int
        How many things were redrawn: conflicts if rows were grouped, else rows.
    method : "bca" or "percentile"
    resampling : Resampling
    """

    estimate: float
    low: float
    high: float
    units: int
    method: Method
    resampling: Resampling


def mean_interval(
    scores: ArrayLike,
    resampling: Resampling,
    *,
    clusters: ArrayLike | None = None,
    method: Method = "bca",
) -> Interval:
    """Between what values does the mean score lie, other conflicts having been possible?

    Parameters
    ----------
    scores : shape (n,), any unit, finite
        One score a row. An infinite log score has no interval. For censored rows pass the
        products of weight and score; their mean is `averages.inverse_probability_mean`, and
        the interval takes the weights as known.
    resampling : Resampling
    clusters : shape (n,), any labels
        Which conflict a row belongs to. Whole conflicts are redrawn, as rows of one conflict
        tell less than rows of many. Without them each row is its own.
    method : "bca" or "percentile"

    Returns
    -------
    Interval
        In no way dependent on the order of rows or the names of clusters. If all units have
        the same mean, the interval is that one value: the sample says nothing of its spread.

    Raises
    ------
    ValueError
        No row, unlike lengths, a score that is not finite, or fewer than two units.

    Notes
    -----
    The mean of a redrawn sample is the sum of its scores over the number of its rows, so that
    large conflicts count by their size. With fewer than some twenty units every bootstrap
    interval is too short. `scipy.stats.bootstrap` on a Philox generator [SalmonEtAl2011]; the
    BCa interval is [Efron1987].

    Examples
    --------
    >>> found = mean_interval([0.0, 1.0] * 50, Resampling(seed=1), method="percentile")
    >>> print(found.estimate, round(found.low, 1), round(found.high, 1))
    0.5 0.4 0.6
    """
    values = numbers(scores, "scores")
    if method not in get_args(Method):
        raise ValueError(f"method must be 'bca' or 'percentile', got {method!r}")
    sums, sizes = _units(values, clusters)
    if len(sums) < 2:
        raise ValueError("scores must come from at least two units, got 1")
    means = sums / sizes
    estimate = float(sums.sum() / sizes.sum())
    low = high = estimate
    if np.ptp(means) > EXACT * np.abs(means).max():
        low, high = _ends(sums, sizes, resampling, method)
    return Interval(estimate, low, high, len(sums), method, resampling)


def difference_interval(
    scores: ArrayLike,
    other: ArrayLike,
    resampling: Resampling,
    *,
    clusters: ArrayLike | None = None,
    method: Method = "bca",
) -> Interval:
    """By how much do two forecasters' mean scores differ, other conflicts having been possible?

    Parameters
    ----------
    scores, other : shape (n,), same unit, finite
        Scores of the two for the same rows in the same order.
    resampling : Resampling
    clusters : shape (n,), any labels
        As in `mean_interval`.
    method : "bca" or "percentile"

    Returns
    -------
    Interval
        Of mean(scores) - mean(other): below 0 the first did better. Rows stay paired, so that
        what made a question hard for both drops out.

    Raises
    ------
    ValueError
        As `mean_interval`, or two records of unlike length.

    Examples
    --------
    >>> found = difference_interval([0.1, 0.2, 0.3], [0.2, 0.3, 0.4], Resampling(seed=1))
    >>> round(found.low, 6), round(found.high, 6)
    (-0.1, -0.1)
    """
    first, second = numbers(scores, "scores"), numbers(other, "other")
    same_length(second, "other", len(first))
    return mean_interval(first - second, resampling, clusters=clusters, method=method)


def _units(values: Rows, clusters: ArrayLike | None) -> tuple[Rows, Rows]:
    """Sum and number of rows of each unit, in an order that owes nothing to the input's."""
    if clusters is None:
        return np.sort(values), np.ones(len(values))
    labels = np.asarray(clusters)
    if labels.ndim != 1:
        raise ValueError(f"clusters must have shape (n,), got {labels.shape}")
    same_length(labels, "clusters", len(values))
    _, group = np.unique(labels, return_inverse=True)
    order = np.argsort(values, kind="stable")
    sums = totals(group[order], values[order])
    sizes = totals(group, np.ones(len(group)))
    sorted_units = np.lexsort((sizes, sums))
    return sums[sorted_units], sizes[sorted_units]


def _mean(sums: Rows, sizes: Rows, axis: int = -1) -> Rows:
    ratio: Rows = sums.sum(axis=axis) / sizes.sum(axis=axis)
    return ratio


def _ends(
    sums: Rows, sizes: Rows, resampling: Resampling, method: Method
) -> tuple[float, float]:
    # late: scipy.stats costs more to import than all of holdfast
    from scipy.stats import bootstrap

    result = bootstrap(
        (sums, sizes),
        _mean,
        n_resamples=resampling.resamples,
        batch=max(1, _MOST_AT_ONCE // len(sums)),
        vectorized=True,
        paired=True,
        confidence_level=resampling.level,
        method=method,
        rng=np.random.Generator(np.random.Philox(resampling.seed)),
    )
    return float(result.confidence_interval.low), float(result.confidence_interval.high)
