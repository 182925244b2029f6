"""What packages come to, draw by draw: who comes, what is kept, what it costs, what fails."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.commitment.game.answers import Answers, Progress, answers, one_after_another
from holdfast.commitment.game.honouring import honouring_of
from holdfast.core.quantity import Draws
from holdfast.study.game.parameters import START_LEVEL
from holdfast.study.package import YEARS
from holdfast.study.packages.bench import Bench, Package
from holdfast.study.supply import weighted_supply

GRID = "coarse"
TOGETHER = 16
"""Packages solved at a stretch; the answers do not depend on it."""

EVEN = 0.5
FIVE = YEARS.index(5)

Known = Mapping[str, Answers]
"""Games that are solved already, later years and all: of the case's own packages, by name."""

NO_ROOM = "no terms between the red lines"
TARGET_STAYS, CHALLENGER_STAYS = "the target stays away", "the challenger stays away"
ATTACKED, STRUCK = "the challenger attacks", "alarms end it"
NOTHING = "nothing"
CAUSES = (NO_ROOM, TARGET_STAYS, CHALLENGER_STAYS, ATTACKED, STRUCK)
"""What can break a package, in the order in which it is met."""


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """What packages come to; shapes (packages, draws) unless said otherwise.

    Parameters
    ----------
    packages : in order.
    target_gain, challenger_gain : at the terms reached now, in prize; where no terms suit both,
        at those of least loss.
    room : whether the red lines leave room for terms.
    agreed : whether both come: there is room, and terms by which neither loses.
    holds : chance of being kept for 1, 2, 5 and 10 years; shape (packages, 4, draws).
    attacked : chance that the challenger has attacked within five years.
    deal : chance of a deal within five years; 0 where it was not asked for.
    strength : as a share of the case's strongest package.
    delivered : whether the supporters would reach this strength, by the weighted mean of their
        positions; all false without supporters.
    cost : EUR bn a year; not a number where the case does not say it of its own package.
    days : until the slowest part stands; likewise.
    """

    packages: tuple[Package, ...]
    target_gain: Draws
    challenger_gain: Draws
    room: NDArray[np.bool_]
    agreed: NDArray[np.bool_]
    holds: Draws
    attacked: Draws
    deal: Draws
    strength: Draws
    delivered: NDArray[np.bool_]
    cost: Draws
    days: Draws

    @property
    def kept(self) -> Draws:
        """Chance that both come and the settlement is kept for five years."""
        return np.asarray(self.agreed * self.holds[:, FIVE])

    @property
    def broken_by(self) -> NDArray[np.intp]:
        """Which of `CAUSES` breaks it first, or `len(CAUSES)` for none?"""
        lost = 1.0 - self.holds[:, FIVE]
        fails = [
            ~self.room,
            ~self.agreed & (self.target_gain <= self.challenger_gain),
            ~self.agreed,
            (lost > EVEN) & (self.attacked >= EVEN * lost),
            lost > EVEN,
        ]
        return np.asarray(np.select(fails, range(len(CAUSES)), len(CAUSES)))


def outcomes(
    on: Bench,
    packages: Sequence[Package],
    *,
    later: bool = False,
    known: Known | None = None,
    progress: Progress | None = None,
) -> Outcomes:
    """What do these packages come to, on the same draws?

    Parameters
    ----------
    on : the case.
    packages : at least one.
    later : whether to ask for deals within five years too; that takes twice the time.
    known : what is solved already, in these draws or more of them.
    progress : told of games solved.
    """
    ask = _Ask(on, later, known or {}, progress)
    parts = [
        _outcomes(ask, packages[start : start + TOGETHER])
        for start in range(0, len(packages), TOGETHER)
    ]
    return together(parts)


def together(parts: Sequence[Outcomes]) -> Outcomes:
    """Which outcomes are these, one after the other? On the same draws."""
    names = [name for name in Outcomes.__slots__ if name != "packages"]
    stacked = {name: np.concatenate([getattr(p, name) for p in parts]) for name in names}
    return Outcomes(tuple(p for part in parts for p in part.packages), **stacked)


@dataclass(frozen=True, slots=True, eq=False)
class _Ask:
    """What `outcomes` was asked, but for the packages."""

    on: Bench
    later: bool
    known: Known
    progress: Progress | None

    def solved(self, packages: Sequence[Package]) -> Answers:
        """The games of these packages, package by package; only what is not known is solved."""
        draws = self.on.ensemble.draws
        before = [self._before(package) for package in packages]
        fresh = [p for p, found in zip(packages, before, strict=True) if found is None]
        new = self._solve(fresh) if fresh else None
        starts = iter(range(0, len(fresh) * draws, draws))
        parts = []
        for found in before:
            at = 0 if found else next(starts)
            one = found or new
            assert one is not None
            parts.append(one.piece(at, at + draws))
        return one_after_another(parts)

    def _before(self, package: Package) -> Answers | None:
        """What is known of this package, if it is one of the case's own, and whole."""
        own = package.guarantee is not None and package.scale == 1.0
        return self.known.get(package.name) if own else None

    def _solve(self, packages: Sequence[Package]) -> Answers:
        games = self.on.games(packages)
        return answers(games, grid=GRID, later=self.later, progress=self.progress)


def _outcomes(ask: _Ask, packages: Sequence[Package]) -> Outcomes:
    on, games = ask.on, ask.on.games(packages)
    found = ask.solved(packages)
    shape = (len(packages), on.ensemble.draws)

    def told(values: Draws) -> Draws:
        return values.reshape(shape)

    holds = [told(found.holds_terms[:, 4 * years - 1]) for years in YEARS]
    strength = told(honouring_of(games).strength[:, START_LEVEL]) / on.whole
    room = games.columns["red_line_challenger"] <= games.columns["red_line_target"]
    return Outcomes(
        tuple(packages),
        told(found.gains("target", "terms")),
        told(found.gains("challenger", "terms")),
        room.reshape(shape),
        told(found.agreed) > 0.0,
        np.stack(holds, axis=1),
        told(found.attacked_terms[:, 19]),
        told(found.deal[:, 19]),
        strength,
        _delivered(on, strength),
        on.costs(packages),
        on.days(packages),
    )


def _delivered(on: Bench, strength: Draws) -> NDArray[np.bool_]:
    reached = weighted_supply(on.ensemble)
    if reached is None:
        return np.zeros(strength.shape, dtype=np.bool_)
    return np.asarray(reached >= strength)
