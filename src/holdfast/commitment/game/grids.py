"""Where the commitment game keeps its values, and how it reads them in between."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from holdfast.commitment.game.parameters import GameParameters

Values = NDArray[np.float64]

POWER_ENDS = 0.02, 0.98
"""Lowest and highest power of A on the grid."""

_STEEPEST = 36.0  # log odds beyond which a choice counts as certain, to 2e-16


@dataclass(frozen=True, slots=True, eq=False)
class Grids:
    """The points of the continuous states; shapes are their numbers.

    Parameters
    ----------
    power : A's chance of winning a decided war.
    trust : T's belief that A keeps promises, 0 to 1.
    willingness : A's belief that T is willing to settle, 0 to 1.
    share : A's share under the terms.
    """

    power: Values
    trust: Values
    willingness: Values
    share: Values


@dataclass(frozen=True, slots=True, eq=False)
class Stencil:
    """Linear interpolation from a grid, clamped at its ends.

    Parameters
    ----------
    lower : shape (points,); the node below each point.
    weight : shape (points,); how far each is on the way to the next node, 0 to 1.
    """

    lower: NDArray[np.intp]
    weight: Values

    def along(self, values: Values, axis: int) -> Values:
        """What are the values at the points, the axis taken for the grid?"""
        shape = [1] * values.ndim
        shape[axis] = self.weight.size
        weight = self.weight.reshape(shape)
        low = np.take(values, self.lower, axis)
        high = np.take(values, self.lower + 1, axis)
        return np.asarray(low + weight * (high - low))

    def spread(self, mass: Values, axis: int, nodes: int) -> Values:
        """Where does mass at the points go on the nodes? The adjoint of `along`."""
        moved = np.tensordot(mass, self.weights(nodes), (axis, 0))
        return np.moveaxis(moved, -1, axis)

    def weights(self, nodes: int) -> Values:
        """How much does each node count at each point? Shape (points, nodes)."""
        out = np.zeros((self.weight.size, nodes))
        every = np.arange(self.weight.size)
        out[every, self.lower] = 1.0 - self.weight
        out[every, self.lower + 1] += self.weight
        return out


@dataclass(frozen=True, slots=True)
class Size:
    """How many points each continuous state has."""

    power: int
    trust: int
    willingness: int
    share: int


GRIDS = {"fine": Size(21, 9, 5, 13), "coarse": Size(11, 5, 3, 7)}
"""The published grid, and one with every other point of it: a twelfth of the states."""

NARROWEST = 1e-3
"""Least width of the grid of shares: where red lines and line are one point, it is widened."""


def grids(given: GameParameters, size: Size = GRIDS["fine"]) -> Grids:
    """Which grid does the game live on? By default the published one.

    Shares run over the red lines, also where they leave no room between them, and over the line
    held where that lies outside them.
    """
    ends = given.red_line_challenger, given.red_line_target, given.line
    low, high = min(ends), max(ends)
    wider = max(0.0, NARROWEST - (high - low)) / 2.0
    return Grids(
        np.linspace(*POWER_ENDS, size.power),
        np.linspace(0.0, 1.0, size.trust),
        np.linspace(0.0, 1.0, size.willingness),
        np.linspace(low - wider, high + wider, size.share),
    )


def stencil(grid: Values, at: ArrayLike) -> Stencil:
    """How are values on this grid read at these points?

    Examples
    --------
    >>> read = stencil(np.array([0.0, 0.5, 1.0]), [0.25, 2.0])
    >>> read.along(np.array([0.0, 1.0, 4.0]), 0).tolist()
    [0.5, 4.0]
    """
    inside = np.clip(np.atleast_1d(np.asarray(at, dtype=np.float64)), grid[0], grid[-1])
    below = np.searchsorted(grid, inside, side="right") - 1
    lower = np.clip(below, 0, grid.size - 2).astype(np.intp)
    weight = (inside - grid[lower]) / (grid[lower + 1] - grid[lower])
    return Stencil(lower, weight)


def updated_odds(grid: Values, factor: float) -> Stencil:
    """How is a belief on this grid read after a signal that multiplies its odds?"""
    return stencil(grid, grid * factor / (grid * factor + 1.0 - grid))


def chosen(base: float | Values, gain: Values) -> Values:
    """How likely is an act with this gain, in units of precision, at this base rate?

    Examples
    --------
    >>> round(float(chosen(0.2, np.array(0.0))), 6)
    0.2
    """
    return np.asarray(expit(np.clip(gain + np.log(base / (1.0 - base)), -_STEEPEST, _STEEPEST)))
