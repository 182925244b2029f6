"""Single paths that the conflict may take, drawn from the moves of the solved game."""

from dataclasses import dataclass
from enum import IntEnum, IntFlag

import numpy as np

from holdfast.commitment.game.games import Games
from holdfast.commitment.game.grids import GRIDS, Size, Values, grids
from holdfast.commitment.game.kernel import QUARTERS, Counts, Kernel, Shorts, rows
from holdfast.commitment.game.solution import HORIZON


class Phase(IntEnum):
    """Where a path is at the end of a quarter."""

    WAR = 0
    TALKS = 1
    PEACE = 2
    WON = 3
    LOST = 4


class Event(IntFlag):
    """What happens in a quarter; in peace LEADS is a probe by A."""

    LEADS = 1
    FOLLOWS = 2
    OFFERS = 4
    ACCEPTS = 8
    MISREAD = 16
    DROPS = 32
    DEAL = 64
    ATTACKS = 128
    ALARM = 256
    ANSWERED = 512
    STRIKES = 1024
    HONOURED = 2048
    WARNED = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """What drawn paths of one game come to.

    Parameters
    ----------
    of : by name, shape (paths,): the quarter of the first talks, the first deal and its end,
        counted from 1, 0 for never (talks, deal, broken); whether A's attack ended it
        (by_attack); the last phase and quarter (end, last); power, trust, support and share at
        the deal, and whether A keeps promises (deal_...); probes, alarms and answers until it
        ended (probes, alarms, answers).
    phases : shape (quarters, 5); how many are in each `Phase` at the end of each quarter.
    first : the first of them, one row a quarter, the start included; columns by name.
    """

    of: dict[str, Values]
    phases: Counts
    first: dict[str, Values]


def paths(
    games: Games, seed: int, which: range, *, grid: str = "coarse", quarters: int = QUARTERS
) -> Paths | None:
    """Which paths does the conflict take, in the first of these games?

    Parameters
    ----------
    games : the first of them is played.
    seed : from 0 up.
    which : numbers of the paths; a path is the same whatever others are drawn.
    grid : a key of `GRIDS`.
    quarters : how long each is followed.

    Returns
    -------
    None without the compiled solver.

    Notes
    -----
    Paths lie on the grid, and between nodes take the one below or above at random; so their
    shares are those of `unfolding`, up to chance.
    """
    kernel = Kernel.find(grid)
    if kernel is None:
        return None
    one = games.piece(0, 1)
    summed, phases, log = kernel.wander(rows(one)[0], HORIZON, seed, which, quarters)
    on = _nodes(one, GRIDS[grid])
    return Paths(
        _read(summed, kernel.summed, on, "deal_"), phases, _read(log, kernel.logged, on, "")
    )


def _nodes(one: Games, size: Size) -> dict[str, Values]:
    on = grids(next(one.each()), size)
    return {
        "power": on.power,
        "trust": on.trust,
        "willingness": on.willingness,
        "share": on.share,
    }


def _read(
    kept: Shorts, names: tuple[str, ...], on: dict[str, Values], prefix: str
) -> dict[str, Values]:
    """Columns by name, nodes as the values that they stand for; not a number where none is."""
    found: dict[str, Values] = {}
    for place, name in enumerate(names):
        column = kept[:, place]
        nodes = on.get(name.removeprefix(prefix)) if name.startswith(prefix) else None
        known = column.astype(np.float64) if nodes is None else nodes[np.maximum(column, 0)]
        found[name] = known if nodes is None else np.where(column >= 0, known, np.nan)
    return found
