"""How good was each forecast over several categories, ordered or not?

Every score here is smaller for a better forecast, and proper [GneitingRaftery2007].
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from holdfast.history.scoring.arguments import Rows, distributions, positions


def _checked(forecast: ArrayLike, outcome: ArrayLike) -> tuple[Rows, NDArray[np.int_]]:
    p = distributions(forecast, "forecast")
    return p, positions(outcome, "outcome", *p.shape)


def category_brier_scores(forecast: ArrayLike, outcome: ArrayLike) -> Rows:
    """How far, squared and summed over categories, was each forecast from what happened?

    Parameters
    ----------
    forecast : shape (n, k), probability, k >= 2, rows that sum to 1
    outcome : shape (n,), whole number from 0 to k - 1
        The category that came about.

    Returns
    -------
    shape (n,), from 0, sure and right, to 2, sure and wrong
        With two categories, twice `binary.brier_scores`.

    Raises
    ------
    ValueError
        No row, unlike lengths, an argument outside its range, or a row that does not sum to 1.

    Notes
    -----
    sum over categories of (p_j - y_j)^2, the original definition [Brier1950].

    Examples
    --------
    >>> print(category_brier_scores([[0.5, 0.25, 0.25], [0.5, 0.25, 0.25]], [0, 2]))
    [0.375 0.875]
    """
    p, y = _checked(forecast, outcome)
    scores: Rows = np.square(p - np.eye(p.shape[1])[y]).sum(axis=1)
    return scores


def ranked_probability_scores(forecast: ArrayLike, outcome: ArrayLike) -> Rows:
    """How far was each forecast over ordered categories, near misses counting less?

    Parameters
    ----------
    forecast : shape (n, k), probability, k >= 2, rows that sum to 1
        The categories in their order, for example quarters of a year.
    outcome : shape (n,), whole number from 0 to k - 1
        The category that came about.

    Returns
    -------
    shape (n,), from 0 to 1
        Divided by k - 1. With two categories it is `binary.brier_scores`, half of
        `category_brier_scores`.

    Raises
    ------
    ValueError
        No row, unlike lengths, an argument outside its range, or a row that does not sum to 1.

    Notes
    -----
    Mean, over the k - 1 borders between categories, of the Brier score of "at or below"
    [Epstein1969]. Many programs give the sum instead, which is k - 1 times this.

    Examples
    --------
    >>> print(ranked_probability_scores([[0.5, 0.25, 0.25], [0.5, 0.25, 0.25]], [1, 2]))
    [0.15625 0.40625]
    """
    p, y = _checked(forecast, outcome)
    borders = np.arange(p.shape[1] - 1)
    below = np.cumsum(p, axis=1)[:, :-1]
    scores: Rows = np.square(below - (y[:, np.newaxis] <= borders)).mean(axis=1)
    return scores


def category_log_scores(forecast: ArrayLike, outcome: ArrayLike) -> Rows:
    """How surprised was each forecast by the category that came about?

    Parameters
    ----------
    forecast : shape (n, k), probability, k >= 2, rows that sum to 1
    outcome : shape (n,), whole number from 0 to k - 1
        The category that came about.

    Returns
    -------
    shape (n,), >= 0, natural units of information
        Infinite where that category was given no chance; nothing is clipped.

    Raises
    ------
    ValueError
        No row, unlike lengths, an argument outside its range, or a row that does not sum to 1.

    Notes
    -----
    Minus the natural logarithm of the chance given to what happened [Good1952]. It does not
    look at how the rest was spread.

    Examples
    --------
    >>> print(category_log_scores([[0.5, 0.25, 0.25], [0.5, 0.5, 0.0]], [0, 2]).round(3))
    [0.693   inf]
    """
    p, y = _checked(forecast, outcome)
    with np.errstate(divide="ignore"):  # the logarithm of 0 is honestly infinite
        said = np.log(p[np.arange(len(y)), y])
    return 0.0 - said
