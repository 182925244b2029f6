"""How support rises and falls from one quarter to the next."""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.grids import Values
from holdfast.commitment.game.parameters import (
    DOMESTIC_LEVELS,
    SUPPORT_LEVELS,
    GameParameters,
)

_PEACE = {"support": 0.01, "domestic_down": 0.03, "domestic_up": 0.10}
_HONOURED = {"support": (0.0, 0.5), "domestic": (0.05, 0.2)}
_BROKEN = {"support": (0.5, 0.0), "domestic": (0.2, 0.05)}


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """Chances of moving between levels of support, rows sum to 1.

    Parameters
    ----------
    support : of the guarantors, shape (3, 3).
    domestic : of the target at home, shape (2, 2).
    """

    support: Values
    domestic: Values

    def expect(self, values: Values, support_axis: int) -> Values:
        """What are next quarter's values worth before the levels move?

        The axis of support at home follows that of the guarantors' support.
        """
        first = np.moveaxis(
            np.tensordot(self.support, values, (1, support_axis)), 0, support_axis
        )
        axis = support_axis + 1
        return np.moveaxis(np.tensordot(self.domestic, first, (1, axis)), 0, axis)

    def spread(self, mass: Values, support_axis: int) -> Values:
        """Where does mass on the levels go in a quarter? The adjoint of `expect`."""
        first = np.moveaxis(
            np.tensordot(mass, self.support, (support_axis, 0)), -1, support_axis
        )
        axis = support_axis + 1
        return np.moveaxis(np.tensordot(first, self.domestic, (axis, 0)), -1, axis)


@dataclass(frozen=True, slots=True, eq=False)
class Chains:
    """One chain for every phase.

    Parameters
    ----------
    war : while the precondition stands, and once it is dropped.
    peace : in a settlement.
    honoured, broken : in the quarter in which guarantors honour, or do not.
    """

    war: tuple[Chain, Chain]
    peace: Chain
    honoured: Chain
    broken: Chain


def chains(given: GameParameters) -> Chains:
    """How do both kinds of support move in every phase?"""
    standing, dropped = (_war(given, leverage) for leverage in (1.0, 0.0))
    peace = Chain(
        ladder(SUPPORT_LEVELS, given.support_decay, _PEACE["support"]),
        ladder(DOMESTIC_LEVELS, _PEACE["domestic_down"], _PEACE["domestic_up"]),
    )
    return Chains((standing, dropped), peace, _moved(_HONOURED), _moved(_BROKEN))


def ladder(levels: int, down: float, up: float) -> Values:
    """Which chain goes down or up a level with these chances, and stays otherwise?

    Examples
    --------
    >>> ladder(2, 0.25, 0.5).tolist()
    [[0.5, 0.5], [0.25, 0.75]]
    """
    rows = np.diag(np.full(levels - 1, up), 1) + np.diag(np.full(levels - 1, down), -1)
    return np.asarray(rows + np.diag(1.0 - rows.sum(axis=1)))


def _war(given: GameParameters, leverage: float) -> Chain:
    return Chain(
        ladder(
            SUPPORT_LEVELS,
            given.support_down,
            given.support_up + leverage * given.support_leverage,
        ),
        ladder(
            DOMESTIC_LEVELS,
            given.domestic_down,
            given.domestic_up + leverage * given.domestic_leverage,
        ),
    )


def _moved(chances: dict[str, tuple[float, float]]) -> Chain:
    return Chain(
        ladder(SUPPORT_LEVELS, *chances["support"]),
        ladder(DOMESTIC_LEVELS, *chances["domestic"]),
    )
