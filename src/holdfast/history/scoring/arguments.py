"""Are these rows that can be scored?

Each check gives the rows back as an array, or raises ValueError with the name of the argument,
what was expected and the first value that is not.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from holdfast.core.tolerances import SHARE

Rows: TypeAlias = NDArray[np.float64]
"""One number per forecast, shape (n,), or one row of numbers per forecast, shape (n, k)."""

Verdicts: TypeAlias = NDArray[np.bool_]
"""One yes or no per forecast, shape (n,)."""


def _require(inside: Verdicts, values: Rows, name: str, expected: str) -> None:
    if not np.all(inside):
        first = values[~inside].flat[0]
        raise ValueError(f"{name} must be {expected}, got {first:g}")


def _shaped(value: ArrayLike, name: str, dimensions: int) -> Rows:
    values = np.asarray(value, dtype=np.float64)
    if values.ndim != dimensions or values.size == 0:
        expected = "(n,)" if dimensions == 1 else "(n, k)"
        raise ValueError(
            f"{name} must have shape {expected} with at least one row, got {values.shape}"
        )
    return values


def same_length(values: NDArray[np.generic], name: str, rows: int) -> None:
    """Are there as many values as forecasts?

    Parameters
    ----------
    values : shape (n, ...)
    name : what the argument is called
    rows : int, the number wanted

    Raises
    ------
    ValueError
        There are more or fewer.

    Examples
    --------
    >>> same_length(np.zeros(2), "outcome", 3)
    Traceback (most recent call last):
    ValueError: outcome must have one entry for each of 3 forecasts, got 2
    """
    if len(values) != rows:
        raise ValueError(
            f"{name} must have one entry for each of {rows} forecasts, got {len(values)}"
        )


def numbers(value: ArrayLike, name: str) -> Rows:
    """Is it one finite number per row?

    Parameters
    ----------
    value : shape (n,), n >= 1, any unit
    name : what the argument is called

    Returns
    -------
    shape (n,), finite

    Raises
    ------
    ValueError
        No row, another shape, or a value that is infinite or not a number.

    Examples
    --------
    >>> numbers([1.0, float("nan")], "outcome")
    Traceback (most recent call last):
    ValueError: outcome must be a finite number, got nan
    """
    values = _shaped(value, name, 1)
    _require(np.isfinite(values), values, name, "a finite number")
    return values


def ensembles(value: ArrayLike, name: str) -> Rows:
    """Is it one row of finite numbers per forecast?

    Parameters
    ----------
    value : shape (n, k), n and k >= 1, any unit
    name : what the argument is called

    Returns
    -------
    shape (n, k), finite

    Raises
    ------
    ValueError
        No row, another shape, or a value that is infinite or not a number.

    Examples
    --------
    >>> ensembles([1.0, 2.0], "members")
    Traceback (most recent call last):
    ValueError: members must have shape (n, k) with at least one row, got (2,)
    """
    values = _shaped(value, name, 2)
    _require(np.isfinite(values), values, name, "a finite number")
    return values


def not_negative(value: ArrayLike, name: str) -> Rows:
    """Is it one finite number per row, none below zero?

    Parameters
    ----------
    value : shape (n,), n >= 1, any unit
    name : what the argument is called

    Returns
    -------
    shape (n,), >= 0

    Raises
    ------
    ValueError
        As `numbers`, or a value below zero.

    Examples
    --------
    >>> not_negative([2.0, -1.0], "duration")
    Traceback (most recent call last):
    ValueError: duration must be at least 0, got -1
    """
    values = numbers(value, name)
    _require(values >= 0.0, values, name, "at least 0")
    return values


def probabilities(value: ArrayLike, name: str) -> Rows:
    """Is it one probability per row?

    Parameters
    ----------
    value : shape (n,), n >= 1
    name : what the argument is called

    Returns
    -------
    shape (n,), probability

    Raises
    ------
    ValueError
        No row, another shape, or a value outside [0, 1].

    Examples
    --------
    >>> probabilities([0.2, 1.2], "forecast")
    Traceback (most recent call last):
    ValueError: forecast must be a probability in [0, 1], got 1.2
    """
    values = _shaped(value, name, 1)
    inside = (values >= 0.0) & (values <= 1.0)
    _require(inside, values, name, "a probability in [0, 1]")
    return values


def distributions(value: ArrayLike, name: str) -> Rows:
    """Is it one distribution over categories per row?

    Parameters
    ----------
    value : shape (n, k), n >= 1, k >= 2
    name : what the argument is called

    Returns
    -------
    shape (n, k), probability, rows that sum to 1

    Raises
    ------
    ValueError
        Another shape, a value outside [0, 1], or a row whose sum is not 1 to within rounding.
        Published whole percentages often sum to 99 or 101: divide them by their sum first.

    Examples
    --------
    >>> distributions([[0.08, 0.15, 0.15, 0.61]], "forecast")
    Traceback (most recent call last):
    ValueError: forecast must be rows that sum to 1, got 0.99
    """
    values = _shaped(value, name, 2)
    if values.shape[1] < 2:
        raise ValueError(f"{name} must have at least two categories, got 1")
    inside = (values >= 0.0) & (values <= 1.0)
    _require(inside, values, name, "a probability in [0, 1]")
    sums = values.sum(axis=1)
    _require(np.abs(sums - 1.0) <= SHARE, sums, name, "rows that sum to 1")
    return values


def verdicts(value: ArrayLike, name: str, rows: int) -> Verdicts:
    """Is it one yes or no for each forecast?

    Parameters
    ----------
    value : shape (n,), true or false, or 1 or 0
    name : what the argument is called
    rows : int, the number wanted

    Returns
    -------
    shape (n,), true or false

    Raises
    ------
    ValueError
        Another shape or length, or a value that is neither 0 nor 1.

    Examples
    --------
    >>> verdicts([1, 2], "outcome", 2)
    Traceback (most recent call last):
    ValueError: outcome must be 0 or 1, got 2
    """
    values = _shaped(value, name, 1)
    same_length(values, name, rows)
    _require((values == 0.0) | (values == 1.0), values, name, "0 or 1")
    return np.equal(values, 1.0)


def positions(value: ArrayLike, name: str, rows: int, categories: int) -> NDArray[np.int_]:
    """Which category came about in each row?

    Parameters
    ----------
    value : shape (n,), whole numbers from 0
    name : what the argument is called
    rows : int, the number wanted
    categories : int, how many categories there are

    Returns
    -------
    shape (n,), int, from 0 to categories - 1

    Raises
    ------
    ValueError
        Another shape or length, or a value that is the place of no category.

    Examples
    --------
    >>> positions([4], "outcome", 1, 4)
    Traceback (most recent call last):
    ValueError: outcome must be a whole number from 0 to 3, got 4
    """
    values = _shaped(value, name, 1)
    same_length(values, name, rows)
    inside = (values >= 0) & (values < categories) & (values == np.floor(values))
    _require(inside, values, name, f"a whole number from 0 to {categories - 1}")
    return values.astype(np.int_)


def row_weights(value: ArrayLike | None, rows: int) -> Rows:
    """How much does each row count?

    Parameters
    ----------
    value : shape (n,), >= 0, or None where every row counts 1
    rows : int, the number wanted

    Returns
    -------
    shape (n,), >= 0, not all 0

    Raises
    ------
    ValueError
        Another shape or length, a value below zero or not finite, or nothing but zeros.

    Examples
    --------
    >>> row_weights([0.0, 0.0], 2)
    Traceback (most recent call last):
    ValueError: weights must have at least one above 0, got none
    """
    if value is None:
        return np.ones(rows)
    values = not_negative(value, "weights")
    same_length(values, "weights", rows)
    if not values.any():
        raise ValueError("weights must have at least one above 0, got none")
    return values
