"""What are terms worth to each side, when value is not just the share?"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from holdfast.bargaining.sides import Draws, Sides
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class Curves:
    """What is each settlement worth to each side?

    Values are known at the points of a grid and run straight between them. Build
    one with `Curves.of`, which checks it.

    Attributes
    ----------
    terms : shape (points,), share, rising from 0 to 1
        The challenger's share at each grid point.
    challenger : shape (draws, points), utility, never falling along the grid
        Value of those terms to the challenger.
    target : shape (draws, points), utility, never rising along the grid
        Value of those terms to the target.
    """

    terms: Draws
    challenger: Draws
    target: Draws

    @classmethod
    def of(cls, terms: ArrayLike, challenger: ArrayLike, target: ArrayLike) -> Self:
        """Which value curves do these grid values describe?

        Parameters
        ----------
        terms : shape (points,), share
            Rising from 0 to 1, at least two points.
        challenger, target : shape (points,) or (draws, points), utility
            Values at those points; a single row serves every draw.

        Returns
        -------
        Curves
            With both values of shape (draws, points).

        Raises
        ------
        ValueError
            If the grid does not rise from 0 to 1, the shapes do not match, a value
            is not finite, or a curve turns the wrong way.

        Examples
        --------
        >>> Curves.of([0.0, 1.0], [0.0, 1.0], [1.0, 0.0]).target
        array([[1., 0.]])
        """
        grid = np.asarray(terms, dtype=np.float64)
        rises = grid.ndim == 1 and grid.size > 1 and bool(np.all(np.diff(grid) > 0))
        if not rises or grid[0] != 0.0 or grid[-1] != 1.0:
            raise ValueError("terms must rise from 0 to 1 in at least two points")
        one, other = np.broadcast_arrays(
            np.atleast_2d(np.asarray(challenger, dtype=np.float64)),
            np.atleast_2d(np.asarray(target, dtype=np.float64)),
        )
        if one.ndim != 2 or one.shape[1] != grid.size:
            raise ValueError(f"values of shape {one.shape} do not fit {grid.size} terms")
        if not (np.isfinite(one).all() and np.isfinite(other).all()):
            raise ValueError("a value on a curve is not a finite number")
        if np.any(np.diff(one) < 0) or np.any(np.diff(other) > 0):
            raise ValueError(
                "more for the challenger cannot be worth less to it or more to the target"
            )
        return cls(terms=grid, challenger=one, target=other)

    def worth(self, terms: Draws) -> Sides:
        """What are these terms worth to each side?

        Parameters
        ----------
        terms : shape (draws,) or (1,), share
            One settlement per draw. Beyond 0 and 1 value goes on with slope one, so
            that red lines outside the scale keep their distance.

        Returns
        -------
        Sides
            Utilities, shape (draws,).

        Examples
        --------
        >>> Curves.of([0.0, 0.5, 1.0], [0.0, 0.8, 1.0], [1.0, 0.5, 0.0]).worth(
        ...     np.array([0.25])
        ... )
        Sides(challenger=array([0.4]), target=array([0.75]))
        """
        challenger, target = worth_of_each(self, terms[:, None])
        return Sides(challenger=challenger[:, 0], target=target[:, 0])

    def least_terms(self, need: Draws) -> Draws:
        """Which are the lowest terms worth this much to the challenger?

        Parameters
        ----------
        need : shape (draws,) or (1,), utility
            What the challenger wants terms to be worth.

        Returns
        -------
        shape (draws,), share
            Between 0 and 1; one plus the missing value where even 1 is not enough.

        Examples
        --------
        >>> curves = Curves.of([0.0, 1.0], [0.0, 2.0], [1.0, 0.0])
        >>> curves.least_terms(np.array([-1.0, 1.0, 2.5]))
        array([0. , 0.5, 1.5])
        """
        return _first_reaching(self.terms, self.challenger, need)

    def most_terms(self, need: Draws) -> Draws:
        """Which are the highest terms worth this much to the target?

        Parameters
        ----------
        need : shape (draws,) or (1,), utility
            What the target wants terms to be worth.

        Returns
        -------
        shape (draws,), share
            Between 0 and 1; minus the missing value where even 0 is not enough.

        Examples
        --------
        >>> curves = Curves.of([0.0, 1.0], [0.0, 1.0], [2.0, 0.0])
        >>> curves.most_terms(np.array([-1.0, 1.0, 2.5]))
        array([ 1. ,  0.5, -0.5])
        """
        mirrored = _first_reaching(1.0 - self.terms[::-1], self.target[:, ::-1], need)
        return 1.0 - mirrored

    def concave(self) -> bool:
        """Do gains shrink along both curves, so that neither side likes to gamble?

        Returns
        -------
        bool
            True where no draw has a curve that bends upwards.

        Examples
        --------
        >>> Curves.of([0.0, 0.5, 1.0], [0.0, 0.2, 1.0], [1.0, 0.5, 0.0]).concave()
        False
        """
        steps = np.diff(self.terms)
        for rows in (self.challenger, self.target):
            # Slopes carry the rounding of values divided by the finest step.
            rounding = TIE * max(1.0, float(np.abs(rows).max())) / float(steps.min())
            if np.any(np.diff(np.diff(rows) / steps) > rounding):
                return False
        return True


def worth_of_each(curves: Curves, terms: Draws) -> tuple[Draws, Draws]:
    """What is each of several settlements worth to the challenger and to the target?

    Parameters
    ----------
    curves : Curves
        Values of terms.
    terms : shape (draws, settlements) or (1, settlements), share
        Several settlements per draw; beyond 0 and 1 as in `Curves.worth`.

    Returns
    -------
    tuple of two arrays of shape (draws, settlements), utility
        Worth to the challenger, then to the target.

    Examples
    --------
    >>> line = Curves.of([0.0, 1.0], [0.0, 1.0], [1.0, 0.0])
    >>> worth_of_each(line, np.array([[0.25, 0.5]]))
    (array([[0.25, 0.5 ]]), array([[0.75, 0.5 ]]))
    """
    inside = np.clip(terms, 0.0, 1.0)
    beyond = terms - inside
    return (
        _along(curves.terms, curves.challenger, inside) + beyond,
        _along(curves.terms, curves.target, inside) - beyond,
    )


def power_curves(attitude: Sides, points: int = 101) -> Curves:
    """What are terms worth to sides with a constant attitude to risk?

    Parameters
    ----------
    attitude : Sides, exponent, > 0
        The challenger values terms x at x**a, the target at (1 - x)**b.
    points : int, >= 2
        Grid points, evenly spaced; values are exact at these and straight between.

    Returns
    -------
    Curves
        Values of shape (draws, points).

    Raises
    ------
    ValueError
        If an exponent is not positive or there are fewer than two points.

    Examples
    --------
    >>> power_curves(Sides.of(0.5, 1.0), points=5).challenger.round(3)
    array([[0.   , 0.5  , 0.707, 0.866, 1.   ]])
    """
    if np.any(attitude.challenger <= 0) or np.any(attitude.target <= 0):
        raise ValueError("an attitude to risk is an exponent above zero; 1 is neutral")
    grid = np.linspace(0.0, 1.0, points)
    return Curves.of(
        grid,
        grid[None, :] ** attitude.challenger[:, None],
        (1.0 - grid)[None, :] ** attitude.target[:, None],
    )


def _along(grid: Draws, rows: Draws, at: Draws) -> Draws:
    """Read each row at its own places on the grid, shape (draws, places)."""
    draws = np.broadcast_shapes((rows.shape[0],), (at.shape[0],))[0]
    at = np.broadcast_to(at, (draws, at.shape[1]))
    rows = np.broadcast_to(rows, (draws, grid.size))
    left = np.clip(np.searchsorted(grid, at, side="right") - 1, 0, grid.size - 2)
    share = (at - grid[left]) / (grid[left + 1] - grid[left])
    before = np.take_along_axis(rows, left, axis=1)
    after = np.take_along_axis(rows, left + 1, axis=1)
    return np.asarray((1.0 - share) * before + share * after)


def _first_reaching(grid: Draws, rows: Draws, need: Draws) -> Draws:
    """First place where each rising row is worth `need`; beyond 1 by what is missing."""
    draws = np.broadcast_shapes((rows.shape[0],), need.shape)[0]
    need = np.broadcast_to(need, draws)
    rows = np.broadcast_to(rows, (draws, grid.size))
    reached = rows >= need[:, None]
    right = np.maximum(np.argmax(reached, axis=1), 1)
    each = np.arange(draws)
    before, after = rows[each, right - 1], rows[each, right]
    climb = after - before
    # A flat first piece that is already high enough has no slope to divide by: its
    # answer is its left end, which the clip below gives for any share of zero or less.
    share = np.divide(need - before, climb, out=np.zeros(draws), where=climb > 0)
    inside = grid[right - 1] + np.clip(share, 0.0, 1.0) * (grid[right] - grid[right - 1])
    missing = np.maximum(need - rows[:, -1], 0.0)
    return np.asarray(np.where(reached.any(axis=1), inside, 1.0 + missing))
