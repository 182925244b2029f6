"""Spells: how long each case was followed, and whether it ended while it was."""

from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Times: TypeAlias = NDArray[np.float64]
"""One number for each case or each step, shape (n,)."""

Verdicts: TypeAlias = NDArray[np.bool_]
"""One yes or no for each case, shape (n,)."""

Counts: TypeAlias = NDArray[np.intp]
"""One whole number for each step, shape (k,)."""

Kind = TypeVar("Kind", bound=np.generic)
"""What an array holds."""


@dataclass(frozen=True, slots=True)
class Spells:
    """How long was each case followed? Made by `spells`, in one unit of time throughout.

    Attributes
    ----------
    end : shape (n,), >= 0
        When it ended, or when it was last seen going on.
    ended : shape (n,), true or false
        Whether it ended then; otherwise it was lost from sight (censored).
    start : shape (n,), below `end`
        Since when it was watched; minus infinity where it was watched from its outset.
    """

    end: Times
    ended: Verdicts
    start: Times

    def __len__(self) -> int:
        """How many cases are there?"""
        return len(self.end)


def spells(end: ArrayLike, ended: ArrayLike, start: ArrayLike | None = None) -> Spells:
    """Are these spells, and which?

    Parameters
    ----------
    end : shape (n,), any unit of time, >= 0, counted from each case's own outset
        When it ended, or when it was last seen going on.
    ended : shape (n,), true or false, or 1 or 0
    start : shape (n,), same unit, >= 0 and below `end`, optional
        Late entry: since when each case was watched. A case that ended before it could have
        been watched is in no list, so it may not count as at risk earlier.

    Returns
    -------
    Spells

    Raises
    ------
    ValueError
        No case, unlike lengths, or an argument outside its range.

    Examples
    --------
    >>> len(spells([2.0, 5.0], [1, 0]))
    2
    >>> spells([2.0], [1], [2.0])
    Traceback (most recent call last):
    ValueError: start must be below end, got 2
    """
    last = _numbers(end, "end")
    flags = _numbers(ended, "ended", len(last))
    _require((flags == 0.0) | (flags == 1.0), flags, "ended must be 0 or 1")
    if start is None:
        return Spells(frozen(last), frozen(flags == 1.0), frozen(np.full(len(last), -np.inf)))
    first = _numbers(start, "start", len(last))
    _require(first < last, first, "start must be below end")
    return Spells(frozen(last), frozen(flags == 1.0), frozen(first))


def still_going(cases: Spells, elapsed: float) -> Spells:
    """Which cases lasted longer than this, as spells watched from then on?

    Parameters
    ----------
    cases : Spells
    elapsed : float, same unit, >= 0

    Returns
    -------
    Spells
        Times still count from each case's outset.

    Raises
    ------
    ValueError
        `elapsed` is negative or not finite, or no case was followed for so long.

    Examples
    --------
    >>> still_going(spells([2.0, 5.0, 7.0], [1, 1, 0]), 2.0).end.tolist()
    [5.0, 7.0]
    """
    if not 0.0 <= elapsed < np.inf:
        raise ValueError(f"elapsed must be a finite number, at least 0, got {elapsed:g}")
    longer = cases.end > elapsed
    if not longer.any():
        raise ValueError(
            f"no case was followed for longer than {elapsed:g}; the longest was followed for "
            f"{cases.end.max():g}"
        )
    return Spells(
        frozen(cases.end[longer]),
        frozen(cases.ended[longer]),
        frozen(np.maximum(cases.start[longer], elapsed)),
    )


def at_risk(cases: Spells, times: ArrayLike) -> Counts:
    """How many cases were watched just before each of these times?

    Parameters
    ----------
    cases : Spells
    times : shape (k,), same unit

    Returns
    -------
    shape (k,), int, >= 0
        Entered before the time, and neither ended nor lost before it.

    Examples
    --------
    >>> at_risk(spells([2.0, 5.0, 7.0], [1, 1, 0]), [0.0, 2.0, 3.0, 8.0]).tolist()
    [3, 3, 2, 0]
    """
    when = np.asarray(times, dtype=np.float64)
    entered = np.searchsorted(np.sort(cases.start), when, side="left")
    gone = np.searchsorted(np.sort(cases.end), when, side="left")
    return np.asarray(entered - gone, dtype=np.intp)


def frozen(values: NDArray[Kind]) -> NDArray[Kind]:
    """Which array is this one, when nobody may write into it?"""
    values.flags.writeable = False
    return values


def _numbers(value: ArrayLike, name: str, rows: int | None = None) -> Times:
    values = np.array(value, dtype=np.float64)
    wanted = "at least one" if rows is None else str(rows)
    if values.ndim != 1 or values.size == 0 or (rows is not None and len(values) != rows):
        raise ValueError(f"{name} must be one number for each of {wanted} cases")
    _require(
        np.isfinite(values) & (values >= 0.0), values, f"{name} must be finite and at least 0"
    )
    return values


def _require(good: Verdicts, values: Times, expected: str) -> None:
    if not good.all():
        raise ValueError(f"{expected}, got {values[~good][0]:g}")
