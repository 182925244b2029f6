"""What is one number per side, in every draw?"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Draws = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sides:
    """What does a quantity amount to for the challenger and for the target?

    Build it with `Sides.of`, which takes plain numbers as well as arrays.

    Attributes
    ----------
    challenger : shape (draws,)
        The number for the side that wants the terms changed.
    target : shape (draws,)
        The number for the side that is asked to change them.

    Examples
    --------
    >>> Sides.of(0.3, [0.1, 0.2]).challenger
    array([0.3, 0.3])
    """

    challenger: Draws
    target: Draws

    @classmethod
    def of(cls, challenger: ArrayLike, target: ArrayLike) -> Self:
        """Which two arrays of one length stand for these two numbers?

        Parameters
        ----------
        challenger, target : scalars or shape (draws,), infinite allowed
            Minus or plus infinity stands for "no such limit".

        Returns
        -------
        Sides
            Both of shape (draws,).

        Raises
        ------
        ValueError
            If a number is missing (not a number), or the shapes do not match.
        """
        one, other = np.broadcast_arrays(
            np.atleast_1d(np.asarray(challenger, dtype=np.float64)),
            np.atleast_1d(np.asarray(target, dtype=np.float64)),
        )
        if one.ndim != 1:
            raise ValueError(f"one number per draw expected, got shape {one.shape}")
        if np.isnan(one).any() or np.isnan(other).any():
            raise ValueError("a number for one of the sides is missing (not a number)")
        return cls(challenger=one, target=other)


NO_OUTSIDE_OPTION: Sides = Sides.of(-np.inf, -np.inf)
"""Neither side can leave the table for something else: values of minus infinity."""

NO_RED_LINES: Sides = Sides.of(-np.inf, np.inf)
"""No terms are ruled out: the challenger's lowest is -inf, the target's highest +inf."""

RISK_NEUTRAL: Sides = Sides.of(1.0, 1.0)
"""Each side values terms in proportion to its share: both exponents are one."""
