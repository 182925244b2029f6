"""How good was each forecast of a number, such as how long a war lasts?

The continuous ranked probability score is the Brier score of "by this date", summed over all
dates; smaller is better, and it is proper [GneitingRaftery2007]. Its unit is that of the
outcome; for a forecast of one value it is the absolute error.
"""

import numpy as np
from numpy.typing import ArrayLike

from holdfast.core.tolerances import SHARE
from holdfast.history.scoring.arguments import Rows, ensembles, numbers, same_length


def ensemble_crps(members: ArrayLike, outcome: ArrayLike, *, fair: bool = False) -> Rows:
    """How far was each ensemble from the number that came about?

    Parameters
    ----------
    members : shape (n, m), any unit, finite
        Draws of the forecast, in any order.
    outcome : shape (n,), same unit, finite
    fair : whether the members stand for the distribution they were drawn from
        False scores the m values as they are. True scores the distribution behind them:
        on average over draws its score, for any m; it needs m >= 2 and can be below 0.

    Returns
    -------
    shape (n,), unit of the outcome
        Zero or above if not fair.

    Raises
    ------
    ValueError
        No row, unlike lengths, a value that is not finite, or a fair score of one member.

    Notes
    -----
    mean |x - y| - sum |x - x'| / (2 m^2), or / (2 m (m - 1)) if fair [Ferro2014]. The double
    sum is a weighted sum of the sorted members, so the work is m log m.

    Examples
    --------
    >>> print(ensemble_crps([[1.0, 3.0]], [2.0]), ensemble_crps([[1.0, 3.0]], [2.0], fair=True))
    [0.5] [0.]
    """
    values = ensembles(members, "members")
    y = numbers(outcome, "outcome")
    same_length(y, "outcome", len(values))
    m = values.shape[1]
    if fair and m < 2:
        raise ValueError("members must be at least 2 a row for a fair score, got 1")
    errors = np.sort(values - y[:, np.newaxis], axis=1)
    ranks = 2.0 * np.arange(m) - (m - 1)
    pairs = m * (m - 1) if fair else m * m
    scores: Rows = np.abs(errors).mean(axis=1) - errors @ ranks / pairs
    return scores


def cdf_crps(points: ArrayLike, cdf: ArrayLike, outcome: ArrayLike) -> Rows:
    """How far was each distribution, given on a grid, from the number that came about?

    Parameters
    ----------
    points : shape (k,), any unit, k >= 2, never falling
        The grid. Between points the distribution is taken as linear; a point that stands twice
        is a jump, so steps can be given exactly.
    cdf : shape (n, k), probability, rows that never fall
        Chance of a number at or below each point. Before the first point it is taken as 0.
    outcome : shape (n,), unit of the points

    Returns
    -------
    shape (n,), >= 0, unit of the points
        The score up to the last point: an outcome beyond it counts as "not by then", and what
        the forecast says beyond it does not count. So a survival curve that ends above 0, and a
        duration known only to exceed the last point, can be scored.

    Raises
    ------
    ValueError
        Unlike lengths, points or rows that fall, a probability outside [0, 1], or a value that
        is not finite.

    Notes
    -----
    Integral of (F(x) - 1{y <= x})^2 up to the last point [MathesonWinkler1976], exact for
    the lines between the points.

    Examples
    --------
    >>> print(cdf_crps([0.0, 1.0], [[0.0, 1.0]], [0.0]).round(4))
    [0.3333]
    """
    x, p = _checked_grid(points, cdf)
    y = numbers(outcome, "outcome")
    same_length(y, "outcome", len(p))
    widths = np.diff(x)
    before = np.clip(y[:, np.newaxis] - x[:-1], 0.0, widths)
    share = np.divide(before, widths, out=np.zeros(before.shape), where=widths > 0.0)
    left, right = p[:, :-1], p[:, 1:]
    middle = left + (right - left) * share
    not_yet = before * _mean_square(left, middle)
    already = (widths - before) * _mean_square(1.0 - middle, 1.0 - right)
    scores: Rows = (not_yet + already).sum(axis=1) + np.maximum(x[0] - y, 0.0)
    return scores


def _mean_square(start: Rows, end: Rows) -> Rows:
    """Mean of the square along a line from start to end."""
    return (start * start + start * end + end * end) / 3.0


def _checked_grid(points: ArrayLike, cdf: ArrayLike) -> tuple[Rows, Rows]:
    x, p = numbers(points, "points"), ensembles(cdf, "cdf")
    if p.shape[1] != len(x) or len(x) < 2:
        raise ValueError(
            f"cdf must have one column for each of at least two points, "
            f"got {p.shape[1]} for {len(x)}"
        )
    if (np.diff(x) < 0.0).any():
        raise ValueError("points must never fall")
    if (p < 0.0).any() or (p > 1.0).any() or (np.diff(p, axis=1) < -SHARE).any():
        raise ValueError("cdf must be probabilities in [0, 1] that never fall along a row")
    return x, p
