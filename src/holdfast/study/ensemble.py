"""The draws of one study: every uncertain quantity of a case, once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from holdfast.conflict.conflict import Conflict
from holdfast.core.quantity import Draws, Quantity, draw, quantile

GAME_DRAWS = 100
"""Draws that the commitment game is solved for, unless the user says otherwise."""


@dataclass(frozen=True, slots=True)
class Ensemble:
    """A case with its quantities drawn.

    Parameters
    ----------
    conflict : the case.
    seed : of all streams.
    draws : how many.
    values : shape (draws,) for each quantity, by name.
    game_draws : how many of the draws, from the first on, the commitment game is solved for.
    """

    conflict: Conflict
    seed: int
    draws: int
    values: Mapping[str, Draws]
    game_draws: int = GAME_DRAWS

    @property
    def for_game(self) -> "Ensemble":
        """The draws that the commitment game is solved for."""
        count = min(self.draws, self.game_draws)
        few = MappingProxyType({name: drawn[:count] for name, drawn in self.values.items()})
        return replace(self, draws=count, values=few)

    def of(self, quantity: Quantity) -> Draws:
        """Which values does this quantity take? Shape (draws,)."""
        return self.values[quantity.name]

    def drawing(self, more: Iterable[Quantity]) -> "Ensemble":
        """Which ensemble draws these quantities too? Those that it has keep their values."""
        found = {q.name: draw(q, self.seed, 0, self.draws) for q in more}
        return replace(self, values=MappingProxyType({**found, **self.values}))

    def pinned(self, name: str, value: float) -> "Ensemble":
        """What if one quantity had this value in every draw, all others as they are?"""
        fixed = np.full(self.draws, value)
        return replace(self, values=MappingProxyType({**self.values, name: fixed}))


def ensemble(
    conflict: Conflict, seed: int, draws: int, game_draws: int = GAME_DRAWS
) -> Ensemble:
    """Which values do the case's quantities take in this many draws?

    Parameters
    ----------
    conflict : the case.
    seed : any integer; the same seed, case and version give the same draws on any machine.
    draws : at least 1.
    game_draws : how many of them the commitment game is solved for, at least 1.

    Examples
    --------
    Common random numbers: a variant shares every draw that it does not change, because each
    quantity has a stream of its own.
    """
    all_of_them = (*conflict.quantities, *conflict.assumed)
    values = {q.name: draw(q, seed, 0, draws) for q in all_of_them}
    return Ensemble(conflict, seed, draws, MappingProxyType(values), game_draws)


def at_percentile(quantity: Quantity, percentile: float) -> float:
    """Which value has this percentage of the quantity's distribution below it?"""
    return float(quantile(quantity, np.array([percentile / 100.0]))[0])
