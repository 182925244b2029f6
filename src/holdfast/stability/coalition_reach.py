"""What can every coalition reach, and what would all its members gain by?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

import numpy as np

from holdfast.conflict.states import Indexes, Mask
from holdfast.stability.coalitions import (
    MOST_COALITION_ACTORS,
    Bits,
    Movers,
    all_better,
    all_movers,
    reach_of_all,
)
from holdfast.stability.model import GraphModel
from holdfast.stability.moves import Arcs
from holdfast.stability.order import Reading

Members = tuple[str, ...]
"""A coalition: actor ids in the order of the actors."""

MOST_PAIRS = 2**29
"""Most pairs of states, over every coalition and every group that may answer it: 3^n S^2 for n
actors and S states. Three actors may have 4,096 states, four 2,048, eight 256: half a minute
on one core and 1 GB."""


@dataclass(frozen=True, slots=True, eq=False)
class CoalitionReach:
    """Everything that legal sequences of every coalition reach, and their improvements.

    Parameters
    ----------
    groups : every coalition of one actor or more, smaller ones first.
    movers : everyone who can make a move.
    reached : for each coalition, shape (states, words); the states it reaches from each state,
        one bit each.
    leaving : its improvements, as it reads unknown comparisons when it thinks of leaving.
    answering : the same when it answers others.
    """

    groups: tuple[Members, ...]
    movers: Movers
    reached: Mapping[Members, Bits]
    leaving: Mapping[Members, Arcs]
    answering: Mapping[Members, Arcs]

    def within(self, members: Collection[str]) -> tuple[Members, ...]:
        """Which coalitions consist of these members only?"""
        return tuple(group for group in self.groups if set(group) <= set(members))


def pairs(model: GraphModel) -> int:
    """How many pairs of states are there over every coalition and every group against it?

    Returns
    -------
    3^n S^2 for n actors and S states; the work grows with it.
    """
    return int(3 ** len(model.actors) * len(model.space) ** 2)


def coalition_reach(model: GraphModel, reading: Reading) -> CoalitionReach:
    """What can every coalition reach, and by what would all its members gain?

    Parameters
    ----------
    model : with at most `MOST_COALITION_ACTORS` deciding actors and `MOST_PAIRS` pairs.
    reading : of unknown comparisons.

    Raises
    ------
    ValueError
        When the model is too large; it says by how much, before any work is done.
    """
    actors = [actor.id for actor in model.actors]
    if len(actors) > MOST_COALITION_ACTORS:
        raise ValueError(f"{len(actors)} actors; coalitions of {MOST_COALITION_ACTORS} at most")
    if pairs(model) > MOST_PAIRS:
        size = f"{len(actors)} actors and {len(model.space):,} states"
        raise ValueError(f"{size}: {pairs(model):,} pairs to look at, {MOST_PAIRS:,} at most")
    groups = tuple(
        group for size in range(1, len(actors) + 1) for group in combinations(actors, size)
    )
    movers = all_movers(model)
    reached: dict[Members, Bits] = {}
    leaving: dict[Members, Arcs] = {}
    answering: dict[Members, Arcs] = {}
    for group in groups:
        whole = _reached(movers.within(group), len(model.space))
        reached[group] = packed(whole)
        leaving[group] = _gains(model, group, whole, through=reading.deviates)
        same = reading.deviates == reading.sanctions or not _open(model)
        answering[group] = (
            leaving[group] if same else _gains(model, group, whole, through=reading.sanctions)
        )
    return CoalitionReach(
        groups,
        movers,
        MappingProxyType(reached),
        MappingProxyType(leaving),
        MappingProxyType(answering),
    )


def packed(masks: Mask) -> Bits:
    """The masks with one bit for each state; shape (rows, states) makes (rows, words)."""
    rows, states = masks.shape
    wide = np.zeros((rows, -(-states // 64) * 64), dtype=np.bool_)
    wide[:, :states] = masks
    return np.packbits(wide, axis=1).view(np.uint64)


def _reached(movers: Movers, states: int) -> Mask:
    whole = np.zeros((states, states), dtype=np.bool_)
    for ends, reached in reach_of_all(movers.arcs, states):
        whole[:, ends] = reached
    return whole


def _gains(model: GraphModel, group: Members, whole: Mask, *, through: bool) -> Arcs:
    every = np.arange(len(model.space), dtype=np.int64)
    before = every[:, np.newaxis]
    return _arcs(whole & all_better(model, group, before, every, through=through))


def _arcs(mask: Mask) -> Arcs:
    starts: Indexes = np.concatenate(([0], np.cumsum(mask.sum(axis=1, dtype=np.int64))))
    _, targets = np.nonzero(mask)
    return Arcs(starts, targets)


def _open(model: GraphModel) -> bool:
    return any(order.unknown for order in model.orders)
