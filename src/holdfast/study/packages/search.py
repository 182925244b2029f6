"""The search for packages that none other beats: everything where it is small, else bred."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import numpy as np

from holdfast import __version__
from holdfast.core.quantity import Draws
from holdfast.guarantees.catalogue import instrument_named, standard_packages
from holdfast.guarantees.composition import FULL
from holdfast.study.packages.bench import Bench, Package, of_levels
from holdfast.study.packages.evolution import Levels, Plan, evolve
from holdfast.study.packages.journal import Journal, Looked
from holdfast.study.packages.objectives import (
    ALL_OBJECTIVES,
    frontier,
    objectives_named,
    scores,
)
from holdfast.study.packages.outcomes import outcomes

Progress = Callable[[int], None]

FIRST, SECOND = 16, 64
"""Draws in which everything, and the finalists, are looked at; then all draws."""

MOST_SHOWN = 12
"""Packages of the frontier that are shown; those that lie farthest apart."""

_FINALISTS = 4  # times as many are looked at again as will be shown
_BRED = 0.6  # of the budget goes to breeding, the rest to neighbours of the frontier


@dataclass(frozen=True, slots=True)
class Asked:
    """What is searched for.

    Parameters
    ----------
    objectives : names; the default ones where none is given.
    instruments : ids that may be used; all where none is given.
    budget : packages looked at, at most.
    folder : of the journal; None for a search that cannot be gone on with.
    """

    objectives: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    budget: int = 400
    folder: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Searched:
    """What a search found.

    Parameters
    ----------
    shown : packages of the frontier, those that lie farthest apart, looked at in all draws.
    beside : how many more the frontier has, among those looked at in all draws.
    looked_at, space : how many packages were looked at, of how many.
    exhaustive : whether all were.
    draws : in which all, the finalists and the last were looked at.
    objectives : searched over.
    instruments : searched over.
    """

    shown: tuple[Package, ...]
    beside: int
    looked_at: int
    space: int
    exhaustive: bool
    draws: tuple[int, ...]
    objectives: tuple[str, ...]
    instruments: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """What has been looked at, and the way to look at more.

    Parameters
    ----------
    on : the case.
    places : of the instruments searched over, in the toolbox.
    journal : where it is written down; None for nowhere.
    known : scores on all objectives, by package and draws.
    progress : told of games, solved or read from the journal.
    counted : what progress has been told of.
    """

    on: Bench
    places: tuple[int, ...]
    journal: Journal | None
    known: dict[Looked, list[float]] = field(default_factory=dict)
    progress: Progress | None = None
    counted: set[Looked] = field(default_factory=set)

    def package(self, levels: Levels) -> Package:
        """Which package has these levels, and nothing of the other instruments?"""
        whole = [0] * len(self.on.tools.instruments)
        for place, level in zip(self.places, levels, strict=True):
            whole[place] = level
        return of_levels(whole, self.on.tools.instruments)

    def scores(self, asked: Sequence[Levels], draws: int, names: Sequence[str]) -> Draws:
        """How do these packages do on these objectives in the first draws?"""
        packages = [self.package(levels) for levels in asked]
        every = {(p.name, draws) for p in packages}
        new = {p.name: p for p in packages if (p.name, draws) not in self.known}
        read = len((every & self.known.keys()) - self.counted)
        if self.progress and read:
            self.progress(read * draws)
        self.counted.update(every)
        if new:
            self._look(list(new.values()), draws)
        places = [list(ALL_OBJECTIVES).index(name) for name in names]
        rows = [self.known[package.name, draws] for package in packages]
        return np.array(rows)[:, places]

    def _look(self, packages: Sequence[Package], draws: int) -> None:
        few = self.on.first(draws)
        found = scores(outcomes(few, packages, progress=self.progress), tuple(ALL_OBJECTIVES))
        new = {(p.name, draws): row.tolist() for p, row in zip(packages, found, strict=True)}
        self.known.update(new)
        if self.journal is not None:
            self.journal.add(new)


def search(on: Bench, asked: Asked, progress: Progress | None = None) -> Searched:
    """Which packages does none other beat, among all that the budget lets us look at?

    Parameters
    ----------
    on : the case.
    asked : what for.
    progress : told of games.

    Notes
    -----
    All packages meet the same draws. Everything is looked at in few draws, the finalists in
    more, and what is shown in all of them.

    Raises
    ------
    HoldfastError
        HF440, HF441, HF444, HF445.
    """
    names = objectives_named(asked.objectives)
    account = opened(on, asked, progress)
    space = (FULL + 1) ** len(account.places)
    draws = stages(on.ensemble.draws)
    if space <= asked.budget:
        looked = list(product(range(FULL + 1), repeat=len(account.places)))
        account.scores(looked, draws[0], names)
    else:
        looked = _bred(account, asked.budget, draws[0], names)
    for count in draws[1:]:
        looked = _spread_out(account.scores(looked, draws[0], names), looked, _FINALISTS)
        account.scores(looked, count, names)
    scored = account.scores(looked, draws[-1], names)
    best = [looked[k] for k in frontier(scored)]
    shown = _spread_out(account.scores(best, draws[-1], names), best, 1)
    return Searched(
        tuple(account.package(levels) for levels in shown),
        len(best) - len(shown),
        sum(count == draws[0] for _, count in account.known),
        space,
        space <= asked.budget,
        draws,
        names,
        tuple(on.tools.instruments[place].id for place in account.places),
    )


def opened(on: Bench, asked: Asked, progress: Progress | None = None) -> Account:
    """With which account does the search begin, the journal's lines in it?"""
    instruments = on.tools.instruments
    for name in asked.instruments:
        instrument_named(instruments, name, "the search")
    places = tuple(
        place
        for place, one in enumerate(instruments)
        if not asked.instruments or one.id in asked.instruments
    )
    journal = Journal(asked.folder, key_of(on)) if asked.folder else None
    return Account(on, places, journal, journal.read() if journal else {}, progress)


def key_of(on: Bench) -> str:
    """Which key has a search of this case, with this seed, and these instruments?"""
    of = on.ensemble
    ranges = [
        (q.name, q.low, q.likely, q.high)
        for one in on.tools.instruments
        for q in one.numbers.values()
    ]
    parts = (__version__, of.conflict.content_hash, of.seed, ranges, list(ALL_OBJECTIVES))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def stages(draws: int) -> tuple[int, ...]:
    """In how many draws are all packages, the finalists and the last ones looked at?

    Examples
    --------
    >>> stages(100), stages(16), stages(8)
    ((16, 64, 100), (16,), (8,))
    """
    return (*(few for few in (FIRST, SECOND) if few < draws), draws)


def games_in(on: Bench, asked: Asked) -> int:
    """How many games does the search solve at most?"""
    places: int = len(asked.instruments) or len(on.tools.instruments)
    first, *more = stages(on.ensemble.draws)
    every = min(asked.budget, int((FULL + 1) ** places))
    return every * first + sum(more) * min(every, _FINALISTS * MOST_SHOWN)


def _bred(account: Account, budget: int, draws: int, names: tuple[str, ...]) -> list[Levels]:
    """What breeding, and then the neighbours of the best, look at."""
    looked: dict[Levels, None] = {}

    def scored(levels: Sequence[Levels]) -> Draws:
        looked.update(dict.fromkeys(levels))
        return account.scores(levels, draws, names)

    places, seed = len(account.places), account.on.ensemble.seed
    plan = Plan(FULL, places, len(names), int(_BRED * budget), seed)
    evolve(plan, _start(account, plan), scored)
    while len(looked) < budget:
        known = list(looked)
        best = [known[k] for k in frontier(scored(known))]
        near = [n for one in best for n in neighbours(one) if n not in looked]
        if not near:
            break
        room = min(budget - len(looked), plan.budget // 4 + 1)
        scored(list(dict.fromkeys(near))[:room])
    return list(looked)


def neighbours(levels: Levels) -> list[Levels]:
    """Which packages differ by one step of one instrument?

    Examples
    --------
    >>> neighbours((0, 2))
    [(1, 2), (0, 1)]
    """
    return [
        (*levels[:place], level + step, *levels[place + 1 :])
        for place, level in enumerate(levels)
        for step in (-1, 1)
        if 0 <= level + step <= FULL
    ]


def _start(account: Account, plan: Plan) -> list[Levels]:
    """Nothing, each instrument alone, all of them, and the standard packages."""
    names = [account.on.tools.instruments[place].id for place in account.places]
    alone = [tuple(level * (k == j) for j in range(plan.places)) for k in range(plan.places)
             for level in (1, FULL)]  # fmt: skip
    standard = [tuple(p.levels.get(name, 0) for name in names) for p in standard_packages()]
    ends = [(level,) * plan.places for level in range(FULL + 1)]
    return list(dict.fromkeys([*ends, *standard, *alone]))[: max(plan.budget // 2, 1)]


def _spread_out(scored: Draws, packages: Sequence[Levels], times: int) -> list[Levels]:
    """Those of the frontier that lie farthest apart: each one's best, then the gaps between."""
    best = frontier(scored)
    if len(best) <= times * MOST_SHOWN:
        return [packages[k] for k in best]
    rows = scored[best]
    width = np.ptp(rows, axis=0)
    rows = (rows - rows.min(axis=0)) / np.where(width > 0.0, width, 1.0)
    taken = list(dict.fromkeys(int(k) for k in rows.argmax(axis=0)))[: times * MOST_SHOWN]
    while len(taken) < times * MOST_SHOWN:
        away = np.linalg.norm(rows[:, np.newaxis] - rows[taken], axis=2).min(axis=1)
        taken.append(int(away.argmax()))
    return [packages[best[k]] for k in sorted(taken)]
