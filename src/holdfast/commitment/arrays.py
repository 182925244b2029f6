"""What kinds of numbers go into a closed form, and what comes out?"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from holdfast.core.tolerances import TIE

Numbers: TypeAlias = float | Sequence[float] | NDArray[np.float64]
"""One number, or one per draw: what every closed form accepts."""

Draws: TypeAlias = NDArray[np.float64]
"""One answer per draw: an array, of shape () where every input was one number."""

Verdicts: TypeAlias = NDArray[np.bool_]
"""One yes or no per draw."""


def as_draws(values: ArrayLike) -> Draws:
    """Give the values as an array of floats, of shape () for one number.

    Parameters
    ----------
    values : any shape, any unit

    Returns
    -------
    same shape, same unit

    Examples
    --------
    >>> as_draws(2).shape
    ()
    """
    return np.asarray(values, dtype=np.float64)


def as_verdicts(values: ArrayLike) -> Verdicts:
    """Give the values as an array of booleans, of shape () for one.

    Parameters
    ----------
    values : any shape, true or false

    Returns
    -------
    same shape

    Examples
    --------
    >>> as_verdicts(True).dtype
    dtype('bool')
    """
    return np.asarray(values, dtype=np.bool_)


def together(*values: Draws) -> tuple[Draws, ...]:
    """Bring several inputs to the one shape that numpy broadcasting gives them.

    Parameters
    ----------
    *values : shapes that broadcast together, any unit

    Returns
    -------
    the same inputs in order, all of the broadcast shape, read-only views

    Raises
    ------
    ValueError
        The shapes do not broadcast together.

    Examples
    --------
    >>> [view.shape for view in together(as_draws(1.0), as_draws([1.0, 2.0]))]
    [(2,), (2,)]
    """
    shape = np.broadcast_shapes(*(value.shape for value in values))
    return tuple(np.broadcast_to(value, shape) for value in values)


def positive_part(values: ArrayLike) -> Draws:
    """Give the value where it is positive and zero elsewhere.

    Parameters
    ----------
    values : any shape, any unit

    Returns
    -------
    same shape, same unit, >= 0

    Examples
    --------
    >>> print(positive_part([-1.0, 2.0]))
    [0. 2.]
    """
    return as_draws(np.maximum(as_draws(values), 0.0))


def units_to_cover(need: ArrayLike, per_unit: ArrayLike) -> Draws:
    """How many units does it take to cover a need, when each is worth so much?

    Nearly every threshold of this package is this one division, with the two limits that a
    bare division gets wrong.

    Parameters
    ----------
    need : shapes that broadcast together, any unit
        What must be covered; zero or less means nothing is needed.
    per_unit : same unit as `need`
        What one unit covers; zero or less means that no number of units helps.

    Returns
    -------
    broadcast shape, number of units, >= 0
        0 where nothing is needed (to within rounding), infinity where nothing helps.

    Examples
    --------
    >>> print(units_to_cover([0.2, -0.1, 0.2], [0.4, 0.0, 0.0]))
    [0.5 0.  inf]
    """
    needed, worth = together(as_draws(need), as_draws(per_unit))
    units = np.where(needed > TIE, np.inf, 0.0)
    with np.errstate(over="ignore"):  # a need over a speck of worth is honestly infinite
        np.divide(needed, worth, out=units, where=(needed > TIE) & (worth > 0.0))
    return units
