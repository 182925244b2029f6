"""Simultaneous answers where every actor's moves are blocks: batches of changes at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.conflict.states import Mask
from holdfast.stability.blocks import ABOVE, Blocks, Key, Ladder, boxed
from holdfast.stability.model import GraphModel

_BATCH = 2**18  # changes followed at a time; their arrays then stay in the cache

Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class Gains:
    """The improvements of one actor, by the pattern they leave.

    Parameters
    ----------
    ladder : its patterns, best first within a block.
    row : shape (patterns,); the block of each pattern.
    count : shape (patterns,); how many improvements it has: the first so many of the row.
    """

    ladder: Ladder
    row: Places
    count: Places

    def at(self, patterns: Places, number: Places) -> Places:
        """Which pattern is improvement number so-and-so of each of these?"""
        return self.ladder.patterns[self.row[patterns], number]


def gains(ladder: Ladder) -> Gains:
    """Which improvements has each pattern?"""
    blocks, size = ladder.patterns.shape
    row = np.empty(blocks * size, dtype=np.int32)
    count = np.empty(blocks * size, dtype=np.int32)
    row[ladder.patterns] = np.arange(blocks, dtype=np.int32)[:, np.newaxis]
    count[ladder.patterns] = ladder.better
    return Gains(ladder, row, count)


def sim_in_blocks(model: GraphModel, place: int) -> Mask:
    """From which states does it not pay this actor to move when all may move at once?

    Parameters
    ----------
    model : with `blocks`.
    place : of the actor.

    Returns
    -------
    shape (states,)

    Notes
    -----
    All changes of a batch are tried against one combination of the others' answers after the
    other, and those that are answered are struck off, as are all changes of a pattern once one
    of them has no answer left. So the work is far below the product of the numbers of
    improvements, which bounds it. A change is hopeless, and struck off at once,
    where no choice of the others at all, gainful or not, would make it a loss.
    """
    space = model.space
    own = boxed(space, model.orders[place].ranks, ABOVE)
    found = [gains(ladder) for ladder in model.ladders]
    others = [one for number, one in enumerate(found) if number != place]
    floor = _least_of_plane(model.blocks[place], own)
    stable = np.ones(space.patterns, dtype=np.bool_)
    every = np.flatnonzero(space.possible).astype(np.int32)
    for before, after in _batches(found[place], every):
        hopeful = floor[after] <= own[before]
        stable[before[~hopeful]] = False
        _strike(own, others, before[hopeful], after[hopeful], stable)
    return np.asarray(stable[space.codes])


def _batches(mine: Gains, patterns: Places) -> Iterator[tuple[Places, Places]]:
    """The actor's improvements, about so many at a time: patterns before and after."""
    ends = np.cumsum(mine.count[patterns], dtype=np.int64)
    most = int(ends[-1]) if ends.size else 0
    cuts = np.searchsorted(ends, np.arange(_BATCH, most, _BATCH)) + 1
    for chosen in np.split(patterns, cuts):
        many = mine.count[chosen]
        before = np.repeat(chosen, many)
        number = np.arange(before.size) - np.repeat(np.cumsum(many) - many, many)
        yield before, mine.ladder.patterns[mine.row[before], number]


def _strike(
    own: Key, others: Sequence[Gains], before: Places, after: Places, stable: Mask
) -> None:
    """Try the others' answers one after the other; mark the patterns of unanswered changes.

    Every change counts through its own combinations: a number in mixed radix, one digit for
    each other actor, 0 for staying.
    """
    radix = np.array([one.count[before] + 1 for one in others]).reshape(
        len(others), before.size
    )
    last = radix.prod(axis=0, dtype=np.int64) - 1
    number = 0
    while before.size:
        number += 1
        spent = last < number
        stable[before[spent]] = False
        left = stable[before]
        if not left.all():
            before, after, radix, last = before[left], after[left], radix[:, left], last[left]
        left = own[_together(others, before, after, radix, number)] > own[before]
        before, after, radix, last = before[left], after[left], radix[:, left], last[left]


def _together(
    others: Sequence[Gains], before: Places, after: Places, radix: Places, number: int
) -> Places:
    """The pattern that each change makes with combination number so-and-so of the answers."""
    rest = np.full(before.size, number, dtype=np.int32)
    together = after
    for one, base in zip(others, radix, strict=True):
        rest, digit = np.divmod(rest, base)
        moves = np.flatnonzero(digit)
        start = before[moves]
        step = np.zeros_like(before)
        step[moves] = one.at(start, digit[moves] - 1) - start
        together = together + step
    return together


def _least_of_plane(blocks: Blocks, own: Key) -> Key:
    """The least rank over all that the others could choose, the actor's own options kept."""
    rows = np.asarray(blocks.rows(own))
    least = np.broadcast_to(rows.min(axis=0), rows.shape)
    return np.asarray(blocks.flat(np.ascontiguousarray(least)))
