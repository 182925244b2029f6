"""Moves that need no list: an actor that sets its own options freely reaches a whole block.

Lay the patterns out as a box, one axis an issue. An actor who alone decides some issues, with
nothing barred, reaches by one move every other pattern of the block in which only those issues
vary. What the best, the least or the next better pattern of a block is can then be told by
sorting each block once, and no move is ever stored.
"""

from dataclasses import dataclass
from math import prod
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from holdfast.conflict.preferences import Ranks
from holdfast.conflict.states import StateSpace

Key = NDArray[np.int32]
Value = TypeVar("Value", bound=np.generic)

ABOVE = np.iinfo(np.int32).max
"""Above every rank; the key of patterns that cannot occur, and where nothing is reached."""

BELOW = -1
"""Below every rank: where nothing is gained. Ranks start at 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """How one actor's blocks lie in the box of patterns.

    Parameters
    ----------
    shape : of the box seen as (outer, block, inner, ...), axes of the actor's issues at `axes`.
    axes : the actor's axes.
    size : patterns in a block.
    """

    shape: tuple[int, ...]
    axes: tuple[int, ...]
    size: int

    def rows(self, values: NDArray[Value]) -> NDArray[Value]:
        """The values with one row a block; shape (blocks, size)."""
        box = values.reshape(self.shape)
        last = range(-len(self.axes), 0)
        return np.moveaxis(box, self.axes, tuple(last)).reshape(-1, self.size)

    def flat(self, rows: NDArray[Value]) -> NDArray[Value]:
        """The values in the order of the patterns again; shape (patterns,)."""
        rest = [n for axis, n in enumerate(self.shape) if axis not in self.axes]
        own = [self.shape[axis] for axis in self.axes]
        last = tuple(range(-len(self.axes), 0))
        box = np.moveaxis(rows.reshape(*rest, *own), last, self.axes)
        return np.ascontiguousarray(box).reshape(-1)


def blocks_of(space: StateSpace, actor: str) -> Blocks | None:
    """How do this actor's blocks lie?

    Returns
    -------
    None where its moves are no blocks: something is barred, decided with others or listed, or
    patterns count as one state.
    """
    own = [place for place, issue in enumerate(space.issues) if actor in issue.decided_by]
    free = all(
        not (issue.joint or issue.barred or issue.barred_when)
        for issue in (space.issues[place] for place in own)
    )
    if space.same or space.moves or not free or not own:
        return None
    # the first issue is the fastest digit, so it is the last axis of the box
    sizes = [len(issue.options) for issue in reversed(space.issues)]
    axes = sorted(len(sizes) - 1 - place for place in own)
    return _merged(sizes, axes)


def _merged(sizes: list[int], axes: list[int]) -> Blocks:
    """Join neighbouring axes of the same kind, so that a box has few of them."""
    shape: list[int] = []
    kept: list[int] = []
    for axis, size in enumerate(sizes):
        own = axis in axes
        joins = bool(shape) and axis > 0 and own == (axis - 1 in axes)
        if joins:
            shape[-1] *= size
            continue
        shape.append(size)
        if own:
            kept.append(len(shape) - 1)
    return Blocks(tuple(shape), tuple(kept), prod(shape[axis] for axis in kept))


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """An actor's patterns sorted within each block by what it thinks of them, best first.

    Parameters
    ----------
    patterns : shape (blocks, size); pattern numbers, best first within a row.
    better : shape (blocks, size); how many places of the row are strictly better.
    """

    patterns: NDArray[np.int32]
    better: NDArray[np.int32]

    def least_of_better(self, key: Key) -> Key:
        """What is the least key among the improvements of each pattern?

        Returns
        -------
        shape (patterns,); `ABOVE` where there is none.
        """
        return self._swept(np.minimum, key, ABOVE)

    def most_of_better(self, key: Key) -> Key:
        """What is the greatest key among the improvements of each pattern?

        Returns
        -------
        shape (patterns,); `BELOW` where there is none.
        """
        return self._swept(np.maximum, key, BELOW)

    def _swept(self, how: np.ufunc, key: Key, empty: int) -> Key:
        blocks, size = self.patterns.shape
        running = np.empty((blocks, size + 1), dtype=np.int32)
        running[:, 0] = empty
        how.accumulate(key[self.patterns], axis=1, out=running[:, 1:])
        out = np.empty(key.size, dtype=np.int32)
        out[self.patterns] = np.take_along_axis(running, self.better, axis=1)
        return out


def ladder(blocks: Blocks, ranks: Key) -> Ladder:
    """How do the actor's patterns stand in each block, best first?

    Parameters
    ----------
    blocks : of the actor.
    ranks : shape (patterns,); its ranks, `BELOW` for patterns that cannot occur.
    """
    every = np.arange(ranks.size, dtype=np.int32)
    rows, numbers = blocks.rows(ranks), blocks.rows(every)
    order = np.argsort(-rows, axis=1, kind="stable")
    sorted_ranks = np.take_along_axis(rows, order, axis=1)
    place = np.broadcast_to(np.arange(blocks.size, dtype=np.int32), rows.shape)
    first = np.ones(rows.shape, dtype=np.bool_)
    first[:, 1:] = sorted_ranks[:, 1:] != sorted_ranks[:, :-1]
    better = np.maximum.accumulate(np.where(first, place, 0), axis=1)
    return Ladder(np.take_along_axis(numbers, order, axis=1), better.astype(np.int32))


def least_of_others(blocks: Blocks, key: Key) -> Key:
    """What is the least key in the block of each pattern, itself left out?

    Returns
    -------
    shape (patterns,); `ABOVE` in blocks of one.
    """
    rows = np.array(blocks.rows(key))
    at = np.arange(rows.shape[0]), rows.argmin(axis=1)
    least = rows[at]
    rows[at] = ABOVE
    second = rows.min(axis=1)
    out = np.repeat(least[:, np.newaxis], blocks.size, axis=1)
    out[at] = second
    return np.asarray(blocks.flat(out))


def most_of_block(blocks: Blocks, key: Key) -> Key:
    """What is the greatest key in the block of each pattern, itself included?"""
    rows = blocks.rows(key)
    best = np.broadcast_to(rows.max(axis=1)[:, np.newaxis], rows.shape)
    return np.asarray(blocks.flat(best))


def boxed(space: StateSpace, ranks: Ranks, missing: int) -> Key:
    """Ranks by state laid out over all patterns, with a value for those that cannot occur."""
    out = np.full(space.patterns, missing, dtype=np.int32)
    out[space.codes] = ranks
    return out
