"""Simultaneous answers where every actor's moves are blocks: batches of changes at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.conflict.states import Mask
from holdfast.stability.blocks import ABOVE, Blocks, Key, Ladder, boxed
from holdfast.stability.model import GraphModel

_BATCH = 2**18  # changes followed at a time; their arrays then stay in the cache
_AT_ONCE = 2**14  # combinations tried together once few changes are left

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
    shape = (len(others), before.size)
    radix = np.array([one.count[before] + 1 for one in others], dtype=np.int32).reshape(shape)
    rows = np.array([one.row[before] for one in others], dtype=np.int32).reshape(shape)
    last = radix.prod(axis=0, dtype=np.int64) - 1
    first = 1
    while before.size:
        many = max(1, _AT_ONCE // before.size)
        numbers = np.arange(first, first + many, dtype=np.int32)[:, np.newaxis]
        together = _together(others, before, after, (radix, rows), numbers)
        answered = own.take(together) <= own.take(before)
        if many > 1:
            answered = (answered & (numbers <= last)).any(axis=0)
        answered = answered.reshape(-1)
        first += many
        spent = ~answered & (last < first)
        stable[before[spent]] = False
        left = np.flatnonzero(~answered & stable[before] if spent.any() else ~answered)
        before, after, last = before.take(left), after.take(left), last.take(left)
        radix, rows = radix.take(left, axis=1), rows.take(left, axis=1)


def _together(
    others: Sequence[Gains],
    before: Places,
    after: Places,
    moves: tuple[Places, Places],
    numbers: Places,
) -> Places:
    """The patterns that each change makes with combinations of these numbers of the answers.

    Parameters
    ----------
    others : their improvements.
    before, after : shape (changes,).
    moves : for each of the others one more than its improvements, and its block; shape (others,
        changes).
    numbers : shape (numbers, 1).

    Returns
    -------
    shape (numbers, changes); nonsense where a number is beyond a change's last.
    """
    rest = np.broadcast_to(numbers, (numbers.size, before.size))
    together = np.broadcast_to(after, rest.shape)
    for one, base, row in zip(others, *moves, strict=True):
        left = (rest / base).astype(np.int32)  # exact for these, and faster than //
        digit, rest = rest - left * base, left
        own = one.ladder.patterns.reshape(-1)
        flat = row * np.int32(one.ladder.patterns.shape[1]) - 1
        moved = own.take(flat + digit, mode="clip")  # digit 0 may be before the first row
        together = together + (moved - before) * (digit > 0)
    return together


def _least_of_plane(blocks: Blocks, own: Key) -> Key:
    """The least rank over all that the others could choose, the actor's own options kept."""
    rows = np.asarray(blocks.rows(own))
    least = np.broadcast_to(rows.min(axis=0), rows.shape)
    return np.asarray(blocks.flat(np.ascontiguousarray(least)))
