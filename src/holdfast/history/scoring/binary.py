"""How good was each forecast of a yes-or-no event?

Every score here is smaller for a better forecast, and proper: no one can hope to score better
by saying anything but what they believe [GneitingRaftery2007].
"""

import numpy as np
from numpy.typing import ArrayLike

from holdfast.history.scoring.arguments import Rows, probabilities, verdicts


def brier_scores(forecast: ArrayLike, outcome: ArrayLike) -> Rows:
    """How far, squared, was each forecast from what happened?

    Parameters
    ----------
    forecast : shape (n,), probability
        Of the event.
    outcome : shape (n,), 0 or 1, or true or false
        Whether the event came about.

    Returns
    -------
    shape (n,), from 0, sure and right, to 1, sure and wrong
        Take `averages.mean_score` of them for the Brier score of the whole record.

    Raises
    ------
    ValueError
        No row, unlike lengths, or an argument outside its range.

    Notes
    -----
    (p - y)^2. Brier's own definition sums over both categories and is twice this
    [Brier1950]; see `categories.category_brier_scores`.

    Examples
    --------
    >>> print(brier_scores([0.5, 0.9, 0.9], [1, 1, 0]).round(2))
    [0.25 0.01 0.81]
    """
    p = probabilities(forecast, "forecast")
    y = verdicts(outcome, "outcome", len(p))
    return np.square(p - y)


def log_scores(forecast: ArrayLike, outcome: ArrayLike) -> Rows:
    """How surprised was each forecast by what happened?

    Parameters
    ----------
    forecast : shape (n,), probability
        Of the event.
    outcome : shape (n,), 0 or 1, or true or false
        Whether the event came about.

    Returns
    -------
    shape (n,), >= 0, natural units of information
        Infinite where a forecast of 0 or 1 was wrong, and so is then every mean that counts
        it. Nothing is clipped: who said "never" and was wrong has no finite score.

    Raises
    ------
    ValueError
        No row, unlike lengths, or an argument outside its range.

    Notes
    -----
    Minus the natural logarithm of the chance given to what happened [Good1952].

    Examples
    --------
    >>> print(log_scores([0.5, 1.0, 1.0], [1, 1, 0]).round(3))
    [0.693 0.      inf]
    """
    p = probabilities(forecast, "forecast")
    y = verdicts(outcome, "outcome", len(p))
    with np.errstate(divide="ignore"):  # the logarithm of 0 is honestly infinite
        said = np.where(y, np.log(p), np.log1p(-p))
    return 0.0 - said
