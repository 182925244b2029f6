"""How good were all the forecasts together, given the score of each?"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from holdfast.history.scoring.arguments import Rows, Verdicts, row_weights


def mean_score(scores: ArrayLike, weights: ArrayLike | None = None) -> float:
    """What is the mean score, each row counting by its weight?

    Parameters
    ----------
    scores : shape (n,), any unit, may be infinite
        One score a row, for example from `binary.brier_scores`.
    weights : shape (n,), >= 0
        How much a row counts; only ratios matter. Without them every row counts the same.

    Returns
    -------
    float, unit of the scores
        Infinite if a row that counts has an infinite score.

    Raises
    ------
    ValueError
        No row, unlike lengths, a score that is not a number, or weights that are all 0.

    Notes
    -----
    sum(w s) / sum(w), the ratio estimator. For weights that stand for censored rows see
    `inverse_probability_mean`. A row of weight 0 adds 0, even where its score is infinite.

    Examples
    --------
    >>> mean_score([0.25, 0.01], weights=[1, 3])
    0.07
    """
    values = _scores(scores)
    counted = row_weights(weights, len(values))
    return float(_weighted(values, counted).sum() / counted.sum())


def inverse_probability_mean(scores: ArrayLike, weights: ArrayLike) -> float:
    """What would the mean score be, had no row been censored?

    Parameters
    ----------
    scores : shape (n,), any unit, may be infinite
        One score a row. Rows of weight 0 may hold any number.
    weights : shape (n,), >= 0
        One over the chance of being observed; 0 for a row that was not. For example from
        `censored.censoring_weights`.

    Returns
    -------
    float, unit of the scores

    Raises
    ------
    ValueError
        No row, unlike lengths, a score that is not a number, or weights that are all 0.

    Notes
    -----
    sum(w s) / n, where n counts all rows, the censored ones as well [GrafEtAl1999]. It is
    unbiased if the weights are right; `mean_score` divides by sum(w) instead, which steadies it
    when a few weights are large. With `censored.censoring_weights` the two agree, because those
    weights sum to n.

    Examples
    --------
    >>> inverse_probability_mean([0.25, 0.01, 0.16], weights=[1.5, 1.5, 0.0])
    0.13
    """
    values = _scores(scores)
    counted = row_weights(weights, len(values))
    return float(_weighted(values, counted).sum() / len(values))


def totals(group: NDArray[np.intp], values: ArrayLike, groups: int = 0) -> Rows:
    """What do the values of each group add up to?

    Parameters
    ----------
    group : shape (n,), whole number from 0
        The group of each row.
    values : shape (n,), any unit
    groups : int
        How many groups there are at least; those without a row have 0.

    Returns
    -------
    shape (number of groups,), unit of the values

    Examples
    --------
    >>> print(totals(np.array([0, 2, 2]), [1.0, 2.0, 3.0]))
    [1. 0. 5.]
    """
    sums = np.bincount(group, np.asarray(values, dtype=np.float64), minlength=groups)
    return np.asarray(sums, dtype=np.float64)


def _scores(scores: ArrayLike) -> Rows:
    values = np.asarray(scores, dtype=np.float64)
    if values.ndim != 1 or values.size == 0:
        raise ValueError(
            f"scores must have shape (n,) with at least one row, got {values.shape}"
        )
    unfit: Verdicts = np.isnan(values) | (values == -np.inf)
    if unfit.any():
        raise ValueError(f"scores must be a number or inf, got {values[unfit][0]:g}")
    return values


def _weighted(values: Rows, weights: Rows) -> Rows:
    """Products, where 0 times infinity is 0: what was not observed cannot have failed."""
    product = np.zeros(values.shape)
    np.multiply(values, weights, out=product, where=weights > 0.0)
    return product
