"""Many games at once: a column for each parameter, as the compiled solver takes them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import ArrayLike

from holdfast.commitment.game.grids import Values
from holdfast.commitment.game.parameters import GameParameters

FIELDS = tuple(field.name for field in fields(GameParameters))
_DEFAULTS = GameParameters()


@dataclass(frozen=True, slots=True, eq=False)
class Games:
    """Parameters of many games.

    Parameters
    ----------
    columns : for each field of `GameParameters` its values, shape (games,).
    """

    columns: Mapping[str, Values]

    @staticmethod
    def of(count: int, columns: Mapping[str, ArrayLike]) -> "Games":
        """Which games have these parameters, and the defaults for all others?

        Parameters
        ----------
        count : how many.
        columns : by field; one value, or shape (count,).

        Raises
        ------
        ValueError
            A value is no finite number, or a base rate or the discount is not inside (0, 1).
        """
        if unknown := columns.keys() - set(FIELDS):
            raise ValueError(f"no parameter of the game: {', '.join(sorted(unknown))}")
        whole = {}
        for name in FIELDS:
            given = columns.get(name, float(getattr(_DEFAULTS, name)))
            whole[name] = np.broadcast_to(np.asarray(given, dtype=np.float64), (count,))
            _check(name, whole[name])
        if (whole["base_probe"] + whole["base_attack"] >= 1.0).any():
            raise ValueError("base_probe and base_attack leave no room for keeping the deal")
        return Games(whole)

    @staticmethod
    def listed(games: Sequence[GameParameters]) -> "Games":
        """Which games are these, one by one?"""
        columns = {name: [float(getattr(game, name)) for game in games] for name in FIELDS}
        return Games.of(len(games), columns)

    def __len__(self) -> int:
        """How many games there are."""
        return int(self.columns["patience"].size)

    def piece(self, start: int, stop: int) -> "Games":
        """Which are the games from start on, before stop?"""
        return Games({name: column[start:stop] for name, column in self.columns.items()})

    def each(self) -> Iterator[GameParameters]:
        """Which games are these, one by one?"""
        kinds = {
            field.name: type(getattr(_DEFAULTS, field.name)) for field in fields(_DEFAULTS)
        }
        for place in range(len(self)):
            yield GameParameters(**{n: kinds[n](self.columns[n][place]) for n in FIELDS})


def _check(name: str, column: Values) -> None:
    if not np.isfinite(column).all():
        raise ValueError(f"{name} is not a finite number in every game")
    inside = name == "patience" or name.startswith("base_")
    if inside and not ((column > 0.0) & (column < 1.0)).all():
        raise ValueError(f"{name} is not between 0 and 1 in every game")
