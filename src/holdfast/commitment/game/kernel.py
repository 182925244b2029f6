"""The compiled solver: how it is found, and what goes in and comes out of it.

It is built while holdfast is installed (scripts/kernel.py), in the folder `compiled` beside
this file. It does what the modules beside it say, quarter for quarter, only faster; a test
holds both against each other. Where it could not be built, `Kernel.find` gives nothing.
"""

import ctypes
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from holdfast.commitment.game.games import FIELDS, Games
from holdfast.commitment.game.grids import Values
from holdfast.commitment.game.honouring import honouring_of

QUARTERS = 40
"""Quarters for which answers over time are given: ten years."""

PHASES = 5
"""War, talks, peace, and the war decided for A, and for T."""

Shorts = NDArray[np.int16]
Counts = NDArray[np.int64]

_ENDINGS = (".so", ".dylib", ".dll")


@dataclass(frozen=True, slots=True, eq=False)
class Kernel:
    """One grid of the compiled solver.

    Parameters
    ----------
    grid : fine or coarse.
    level : of the processor's instructions that it uses.
    library : as loaded.
    numbers, paths : names of what it answers, one number and one number a quarter each.
    logged, summed : names of what is kept of each quarter of a path, and of each path.
    """

    grid: str
    level: str
    library: ctypes.CDLL
    numbers: tuple[str, ...]
    paths: tuple[str, ...]
    logged: tuple[str, ...]
    summed: tuple[str, ...]

    @staticmethod
    def find(grid: str) -> "Kernel | None":
        """Which compiled solver is there for this grid, fine or coarse? None if none is."""
        return _found(grid)

    def answer(self, rows: Values, horizon: int, *, later: bool) -> dict[str, Values]:
        """What do these games come to?

        Parameters
        ----------
        rows : from `rows`; shape (games, columns).
        horizon : quarters looked ahead, at least 2.
        later : whether to follow how the conflict unfolds too.

        Returns
        -------
        By name; shape (games,) for a number and (games, `QUARTERS`) for a path. A game's
        answers depend on its own row alone.
        """
        given = np.ascontiguousarray(rows, dtype=np.float64)
        width = len(self.numbers) + QUARTERS * len(self.paths)
        out = np.empty((given.shape[0], width))
        work = ctypes.create_string_buffer(self._work_bytes() + _ALIGNED)
        start = -ctypes.addressof(work) % _ALIGNED
        self._door("answer")(
            ctypes.c_void_p(ctypes.addressof(work) + start),
            _pointer(given),
            given.shape[0],
            horizon,
            int(later),
            _pointer(out),
        )
        single = len(self.numbers)
        found = {name: out[:, place] for place, name in enumerate(self.numbers)}
        for place, name in enumerate(self.paths):
            found[name] = out[:, single + place * QUARTERS : single + (place + 1) * QUARTERS]
        return found

    def wander(
        self, row: Values, horizon: int, seed: int, which: range, quarters: int
    ) -> tuple[Shorts, Counts, Shorts]:
        """Draw single paths of one game.

        Parameters
        ----------
        row : of `rows`; shape (columns,).
        horizon : quarters looked ahead by those who act.
        seed : from 0 up.
        which : numbers of the paths.
        quarters : how long each is followed.

        Returns
        -------
        what each path comes to, shape (paths, `summed`); how many are in which phase at the end
        of each quarter, (quarters, phases); and the first path by quarter, its start included,
        (quarters + 1, `logged`).
        """
        given = np.ascontiguousarray(row, dtype=np.float64)
        summed = np.zeros((len(which), len(self.summed)), dtype=np.int16)
        phases = np.zeros((quarters, PHASES), dtype=np.int64)
        log = np.zeros((quarters + 1, len(self.logged)), dtype=np.int16)
        work = ctypes.create_string_buffer(self._work_bytes() + _ALIGNED)
        start = -ctypes.addressof(work) % _ALIGNED
        self._door("wander")(
            ctypes.c_void_p(ctypes.addressof(work) + start),
            _pointer(given),
            horizon,
            ctypes.c_uint64(seed),
            ctypes.c_int64(which.start),
            len(which),
            quarters,
            _pointer(summed),
            _pointer(phases),
            _pointer(log),
        )
        return summed, phases, log

    def _work_bytes(self) -> int:
        door = self.library[f"work_bytes_{self.grid}_{self.level}"]
        door.restype = ctypes.c_size_t
        return int(door())

    def _door(self, name: str) -> Callable[..., int]:
        return self.library[f"{name}_{self.grid}_{self.level}"]


def rows(games: Games) -> Values:
    """How are these games given to the solver? Shape (games, columns)."""
    behind = honouring_of(games)
    by_level = (behind.honoured, behind.cost, behind.strength, behind.shortfall)
    given = np.stack([games.columns[name] for name in FIELDS], axis=1)
    return np.concatenate([given, *by_level, behind.force[:, np.newaxis]], axis=1)


_ALIGNED = 64


def _pointer(array: Values | Shorts | Counts) -> ctypes.c_void_p:
    return ctypes.c_void_p(array.ctypes.data)


@cache
def _found(grid: str) -> Kernel | None:
    for ending in _ENDINGS:
        path = Path(__file__).parent / "compiled" / f"kernel{ending}"
        if path.is_file():
            return _loaded(ctypes.CDLL(str(path)), grid)
    return None


def _loaded(library: ctypes.CDLL, grid: str) -> Kernel:
    runs = library[f"runs_{grid}_any"]()
    levels = [f"v{best}" for best in range(runs, 0, -1)]
    level = next((v for v in levels if hasattr(library, f"solve_{grid}_{v}")), "any")

    def names(door: str) -> tuple[str, ...]:
        function = library[f"{door}_{grid}_{level}"]
        function.restype = ctypes.c_char_p
        return tuple(function().decode("ascii").rstrip(",").split(","))

    if names("fields") != FIELDS:
        raise RuntimeError("the compiled solver is of another version; install holdfast again")
    doors = (names(door) for door in ("numbers", "paths", "logged", "summed"))
    return Kernel(grid, level, library, *doors)
