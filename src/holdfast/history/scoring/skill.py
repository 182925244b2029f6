"""Was the forecast any better than something that anybody could have said?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from holdfast.history.scoring.arguments import Rows, positions, row_weights, verdicts
from holdfast.history.scoring.averages import totals


@dataclass(frozen=True, slots=True)
class Skill:
    """How much of the baseline's error did the forecast save?

    Attributes
    ----------
    value : float, at most 1
        1 is a perfect forecast, 0 is no better than the baseline, below 0 is worse.
    score, baseline : float, >= 0
        The two mean scores.
    against : str
        What the baseline was. A skill without it means nothing.
    """

    value: float
    score: float
    baseline: float
    against: str


def skill(score: float, baseline: float, *, against: str) -> Skill:
    """How much better than the baseline was the forecast?

    Parameters
    ----------
    score : float, >= 0, may be infinite
        Mean score of the forecasts, smaller is better, 0 is perfect.
    baseline : float, > 0, finite
        Mean score of the baseline: same rule, same rows, same weights.
    against : str
        The baseline's name, for example "base rate".

    Returns
    -------
    Skill

    Raises
    ------
    ValueError
        The score is below 0, the baseline is not above 0, or it has no name.

    Notes
    -----
    1 - score / baseline. A ratio of means is not itself proper: on few rows a forecaster can
    gain by hedging, so compare forecasts by their mean scores [GneitingRaftery2007].

    Examples
    --------
    >>> skill(0.125, 0.25, against="even odds").value
    0.5
    """
    if not score >= 0.0:
        raise ValueError(f"score must be at least 0, got {score:g}")
    if not 0.0 < baseline < np.inf:
        raise ValueError(f"baseline must be above 0 and finite, got {baseline:g}")
    if not against:
        raise ValueError("against must name the baseline, got nothing")
    return Skill(1.0 - score / baseline, float(score), float(baseline), against)


def base_rate(outcome: ArrayLike, weights: ArrayLike | None = None) -> float:
    """How often did the event come about?

    Parameters
    ----------
    outcome : shape (n,), 0 or 1, or true or false
    weights : shape (n,), >= 0
        How much a row counts; without them every row counts the same.

    Returns
    -------
    float, probability
        As a forecast for the same rows it has seen the outcomes, so it is a strict baseline:
        no constant forecast has a better Brier or log score. `leave_one_out_base_rate` has not
        seen the row it forecasts.

    Raises
    ------
    ValueError
        No row, unlike lengths, an outcome other than 0 and 1, or weights that are all 0.

    Examples
    --------
    >>> base_rate([1, 0, 0, 0]), base_rate([1, 0, 0, 0], weights=[3, 1, 1, 1])
    (0.25, 0.5)
    """
    happened = verdicts(outcome, "outcome", np.size(outcome))
    counted = row_weights(weights, len(happened))
    return float((counted * happened).sum() / counted.sum())


def leave_one_out_base_rate(outcome: ArrayLike, weights: ArrayLike | None = None) -> Rows:
    """How often did the event come about in all the other rows?

    Parameters
    ----------
    outcome : shape (n,), 0 or 1, or true or false, n >= 2
    weights : shape (n,), >= 0
        How much a row counts; without them every row counts the same.

    Returns
    -------
    shape (n,), probability
        A forecast for each row. Where only one row has the event its forecast is 0, and its
        log score infinite.

    Raises
    ------
    ValueError
        As `base_rate`, or fewer than two rows that count.

    Examples
    --------
    >>> print(leave_one_out_base_rate([1, 1, 0]))
    [0.5 0.5 1. ]
    """
    happened = verdicts(outcome, "outcome", np.size(outcome))
    counted = row_weights(weights, len(happened))
    if np.count_nonzero(counted) < 2:
        raise ValueError("outcome must have at least two rows that count, got 1")
    return _sum_of_others(counted * happened) / _sum_of_others(counted)


def _sum_of_others(values: Rows) -> Rows:
    """Sum of all but each; built from both ends, as a difference would not leave zeros zero."""
    before = np.concatenate(([0.0], np.cumsum(values)[:-1]))
    after = np.concatenate((np.cumsum(values[::-1])[-2::-1], [0.0]))
    return before + after


def category_base_rates(
    outcome: ArrayLike, categories: int, weights: ArrayLike | None = None
) -> Rows:
    """How often did each category come about?

    Parameters
    ----------
    outcome : shape (n,), whole number from 0 to categories - 1
    categories : int, >= 2
    weights : shape (n,), >= 0
        How much a row counts; without them every row counts the same.

    Returns
    -------
    shape (categories,), probability, sums to 1
        A category that never came about gets 0, and an infinite log score if it does.

    Raises
    ------
    ValueError
        No row, unlike lengths, an outcome that is no category, or weights that are all 0.

    Examples
    --------
    >>> print(category_base_rates([0, 2, 2, 0], 3))
    [0.5 0.  0.5]
    """
    if categories < 2:
        raise ValueError(f"categories must be at least 2, got {categories}")
    place = positions(outcome, "outcome", np.size(outcome), categories)
    counted = row_weights(weights, len(place))
    return totals(place, counted, categories) / float(counted.sum())
