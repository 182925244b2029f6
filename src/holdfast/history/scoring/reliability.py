"""When they said 70%, did it happen seven times in ten?

The diagram and the split of the mean score are those of CORP: consistent, optimally binned,
reproducible, by pool-adjacent-violators [DimitriadisEtAl2021]. No bins are chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import isotonic_regression

from holdfast.core.streams import uniforms
from holdfast.history.scoring.arguments import (
    Rows,
    Verdicts,
    probabilities,
    row_weights,
    verdicts,
)
from holdfast.history.scoring.averages import mean_score, totals
from holdfast.history.scoring.binary import brier_scores
from holdfast.history.scoring.bootstrap import Resampling


@dataclass(frozen=True, slots=True)
class Reliability:
    """What happened when each chance was named, and where the score comes from; exact.

    Attributes
    ----------
    forecast : shape (k,), probability, rising
        Every chance that was named by a row that counts.
    recalibrated : shape (k,), probability, never falling
        What it would have been right to say instead. On the diagonal a forecast is reliable;
        above it, the event came more often than said.
    weight : shape (k,), > 0
        Rows behind each, or the sum of their weights.
    score : float
        Mean score; equals miscalibration - discrimination + uncertainty.
    miscalibration : float, >= 0
        MCB: what saying the recalibrated chances would have saved.
    discrimination : float, >= 0
        DSC: what the recalibrated chances save over the base rate.
    uncertainty : float, >= 0
        UNC: score of the base rate for every row. It is a fact about the events.
    """

    forecast: Rows
    recalibrated: Rows
    weight: Rows
    score: float
    miscalibration: float
    discrimination: float
    uncertainty: float


@dataclass(frozen=True, slots=True)
class Band:
    """Where would reliable forecasts have come to lie? A sampled answer.

    Attributes
    ----------
    forecast : shape (k,), probability, rising
        The same as in the `Reliability` of these forecasts.
    low, high : shape (k,), probability
        Ends of the band at each forecast.
    resampling : Resampling
    """

    forecast: Rows
    low: Rows
    high: Rows
    resampling: Resampling


@dataclass(frozen=True, slots=True)
class _Groups:
    """Rows that named the same chance, pooled: ties must stay ties."""

    forecast: Rows
    of_row: NDArray[np.intp]
    row_weight: Rows
    weight: Rows

    def recalibrated(self, happened: Verdicts) -> Rows:
        sums = totals(self.of_row, self.row_weight * happened)
        fitted = isotonic_regression(sums / self.weight, weights=self.weight).x
        return np.clip(fitted, 0.0, 1.0)  # rounding only: means of 0 and 1 lie between them


def _groups(forecast: Rows, weights: Rows) -> _Groups:
    values, of_row = np.unique(forecast, return_inverse=True)
    return _Groups(values, of_row, weights, totals(of_row, weights))


def reliability(
    forecast: ArrayLike,
    outcome: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    rule: Callable[[ArrayLike, ArrayLike], Rows] = brier_scores,
) -> Reliability:
    """How often did each chance that was named come true, and what did misnaming cost?

    Parameters
    ----------
    forecast : shape (n,), probability
    outcome : shape (n,), 0 or 1, or true or false
    weights : shape (n,), >= 0
        How much a row counts, for example `censored.censoring_weights`. Rows of weight 0 are
        left out.
    rule : a proper score of a row, `binary.brier_scores` or `binary.log_scores`
        With the second, miscalibration is infinite where a forecast of 0 or 1 was wrong.

    Returns
    -------
    Reliability

    Raises
    ------
    ValueError
        No row, unlike lengths, an argument outside its range, or weights that are all 0.

    Notes
    -----
    The recalibrated chances are the isotonic regression of outcomes on forecasts, equal
    forecasts pooled. With S, Sc and Sr the mean scores of the forecasts, of the recalibrated
    chances and of the base rate: MCB = S - Sc, DSC = Sr - Sc, UNC = Sr [DimitriadisEtAl2021].
    On few rows the fit follows chance, and MCB and DSC are both too large.

    Examples
    --------
    >>> found = reliability([0.2, 0.2, 0.8, 0.8], [0, 1, 1, 1])
    >>> print(found.forecast, found.recalibrated)
    [0.2 0.8] [0.5 1. ]
    >>> print(round(found.miscalibration, 4), found.discrimination, found.uncertainty)
    0.065 0.0625 0.1875
    """
    p = probabilities(forecast, "forecast")
    y = verdicts(outcome, "outcome", len(p))
    w = row_weights(weights, len(p))
    p, y, w = p[w > 0.0], y[w > 0.0], w[w > 0.0]
    groups = _groups(p, w)
    fitted = groups.recalibrated(y)
    said, right, constant = (
        mean_score(rule(chance, y), w)
        for chance in (p, fitted[groups.of_row], np.full(len(p), mean_score(y, w)))
    )
    return Reliability(
        forecast=groups.forecast,
        recalibrated=fitted,
        weight=groups.weight,
        score=said,
        miscalibration=said - right,
        discrimination=constant - right,
        uncertainty=constant,
    )


def consistency_band(
    forecast: ArrayLike, resampling: Resampling, weights: ArrayLike | None = None
) -> Band:
    """Where would the recalibrated chances lie, if the forecasts were reliable?

    Parameters
    ----------
    forecast : shape (n,), probability
    resampling : Resampling
    weights : shape (n,), >= 0
        As in `reliability`.

    Returns
    -------
    Band
        Around the diagonal, pointwise: even a reliable forecaster leaves it somewhere. It does
        not depend on the order of rows, nor on any outcome.

    Raises
    ------
    ValueError
        No row, unlike lengths, an argument outside its range, or weights that are all 0.

    Notes
    -----
    Outcomes are drawn afresh as if each forecast were its event's true chance, independently of
    each other, and recalibrated; the band holds the middle `level` of the results
    [DimitriadisEtAl2021]. The forecasts themselves are kept, not redrawn. Events that hang
    together, as several questions on one war do, make the true band wider.

    Examples
    --------
    >>> band = consistency_band([0.5] * 100, Resampling(seed=1, resamples=999))
    >>> print(band.forecast, band.low.round(1), band.high.round(1))
    [0.5] [0.4] [0.6]
    """
    p = probabilities(forecast, "forecast")
    w = row_weights(weights, len(p))
    order = np.lexsort((w, p))
    order = order[w[order] > 0.0]
    p, rows = p[order], len(order)
    groups = _groups(p, w[order])
    drawn = np.empty((resampling.resamples, len(groups.forecast)))
    for k in range(resampling.resamples):
        chance = uniforms(
            resampling.seed, "history.scoring.consistency", k * rows, (k + 1) * rows
        )
        drawn[k] = groups.recalibrated(chance < p)
    tail = (1.0 - resampling.level) / 2.0
    low, high = np.quantile(drawn, [tail, 1.0 - tail], axis=0)
    return Band(groups.forecast, low, high, resampling)
