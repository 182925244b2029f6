"""The game over the strength of a package: both sides' gains, edges of the window, keeping."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.commitment.game.answers import Answers, answers
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.quantity import Draws
from holdfast.study.game.parameters import Described

STRENGTHS = np.linspace(0.0, 1.0, 9)
"""Strengths at which the game is solved; straight lines in between."""

Progress = Callable[[int], None]
"""Called with the number of games solved since the last call."""


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """Both sides' gains from coming, over strength; shapes (strengths, draws).

    Parameters
    ----------
    target, challenger : settlement less war, shares of the prize.
    room : by how much the red lines lie apart; below nought there are no terms at all. A
        package may move it, as what provokes the rival makes it ask for more.
    """

    target: Draws
    challenger: Draws
    room: Draws

    def at(self, strength: Draws | float) -> tuple[Draws, Draws]:
        """What are both gains at this strength, by straight lines? Shape (draws,) each."""
        return _at(self.target, strength), _at(self.challenger, strength)

    @property
    def enters(self) -> Draws:
        """The least strength at which the target gains; infinite where none does."""
        return _first(self.target)

    @property
    def leaves(self) -> Draws:
        """The greatest strength at which the challenger gains.

        Infinite where it still gains by the whole package, minus infinity where it never does.
        """
        last = 1.0 - _first(self.challenger[::-1])
        stays = self.challenger[-1] >= 0.0
        return np.asarray(np.where(stays, np.inf, last))

    @property
    def intervals(self) -> NDArray[np.int_]:
        """In how many separate stretches of strength do both gain? Shape (draws,)."""
        inside = self._least() >= 0.0
        starts = inside & ~np.concatenate([np.zeros_like(inside[:1]), inside[:-1]])
        return np.asarray(starts.sum(axis=0))

    @property
    def open(self) -> NDArray[np.bool_]:
        """Whether both gain at some strength up to the whole package; shape (draws,)."""
        return np.asarray((self._least() >= 0.0).any(axis=0))

    def inside(self, strength: Draws | float) -> NDArray[np.bool_]:
        """Whether this strength brings both sides; shape (draws,)."""
        both = np.minimum(*self.at(strength))
        return np.asarray(np.minimum(both, _at(self.room, strength)) >= 0.0)

    def _least(self) -> Draws:
        """The least of both gains and the room, wherever known or one of them changes sign."""
        three = (self.target, self.challenger, self.room)
        at = [np.broadcast_to(k, self.target.shape[1]) for k in STRENGTHS]
        at += [turn for curve in three for turn in _turns(curve)]
        order = np.sort(np.stack(at), axis=0)
        slack = 1e-12  # a gain of nought at its own crossing, rounding apart
        rows = [np.min([_at(curve, k) for curve in three], axis=0) for k in order]
        return np.stack(rows) + slack


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """What the game says of one package.

    Parameters
    ----------
    guarantee : the package.
    room : by how much the red lines lie apart; shape (draws,).
    solved : the game's answers at each of `STRENGTHS`; the first and the last know how the
        conflict unfolds too.
    """

    guarantee: Guarantee
    room: Draws
    solved: tuple[Answers, ...]

    def gains(self, at: str) -> Gains:
        """Both sides' gains at the line, or at the terms that the two would reach."""
        room = self.room if at == "terms" else np.ones_like(self.room)
        return gains_of(self.solved, np.tile(room, (len(self.solved), 1)), at)

    @property
    def nothing(self) -> Answers:
        """The game with nothing behind a settlement."""
        return self.solved[0]

    @property
    def whole(self) -> Answers:
        """The game with the whole package in force."""
        return self.solved[-1]


def gains_of(solved: Sequence[Answers], room: Draws, at: str = "terms") -> Gains:
    """What do both sides gain over strength, by the games solved at each of `STRENGTHS`?"""
    return Gains(
        np.stack([one.gains("target", at) for one in solved]),
        np.stack([one.gains("challenger", at) for one in solved]),
        room,
    )


def curves(
    of: Described,
    guarantee: Guarantee,
    *,
    grid: str = "coarse",
    progress: Progress | None = None,
) -> Curves:
    """What does the game say of this package, over its strength?

    Parameters
    ----------
    of : the case in the game's terms.
    guarantee : the package.
    grid : on which the game is solved.
    progress : told of games solved.
    """
    ends = STRENGTHS[0], STRENGTHS[-1]
    return Curves(
        guarantee,
        of.columns["red_line_target"] - of.columns["red_line_challenger"],
        tuple(
            answers(of.games(guarantee, k), grid=grid, later=k in ends, progress=progress)
            for k in STRENGTHS
        ),
    )


def _at(curve: Draws, strength: Draws | float) -> Draws:
    place = np.clip(np.asarray(strength, dtype=np.float64), 0.0, STRENGTHS[-1])
    place = np.broadcast_to(place * (STRENGTHS.size - 1), curve.shape[1:])
    low = np.minimum(place.astype(np.intp), STRENGTHS.size - 2)
    draw = np.arange(curve.shape[1])
    start, end = curve[low, draw], curve[low + 1, draw]
    return np.asarray(start + (place - low) * (end - start))


def _turns(curve: Draws) -> Iterator[Draws]:
    """Where the curve changes sign on each piece; the piece's start where it does not."""
    for place, step in enumerate(np.diff(STRENGTHS)):
        start, end = curve[place], curve[place + 1]
        turns = (start >= 0.0) != (end >= 0.0)
        share = np.divide(start, start - end, out=np.zeros_like(start), where=turns)
        yield STRENGTHS[place] + step * share


def _first(curve: Draws) -> Draws:
    """The first strength at which the curve is not negative; infinite where none is."""
    found = np.where(curve[0] >= 0.0, STRENGTHS[0], np.inf)
    for place, turn in enumerate(_turns(curve)):
        rises = (curve[place] < 0.0) & (curve[place + 1] >= 0.0)
        found = np.where(np.isinf(found) & rises, turn, found)
    return np.asarray(found)
