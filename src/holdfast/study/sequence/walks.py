"""Many orders of a plan walked at once, and what sums each of them up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.commitment.exposure import Walk, walk
from holdfast.core.quantity import Draws
from holdfast.core.tolerances import TIE
from holdfast.study.sequence.situations import Road, Situation

_AT_ONCE = 250  # orders walked together; no answer depends on it

Moves = tuple[int, ...]
"""An order: the parts done at each move, as bits."""


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """Everything that orders are walked with.

    Parameters
    ----------
    road : the plan in every draw.
    at : each situation, by the parts done.
    end : worth of the settlement to both; shape (2, draws).
    """

    road: Road
    at: Mapping[int, Situation]
    end: Draws


@dataclass(frozen=True, slots=True, eq=False)
class Summed:
    """What sums many orders up.

    Parameters
    ----------
    stable : whether neither side gains by breaking off at any point; (orders, draws).
    weakest : share of draws in which both go on, at the point where it is least, once begun
        and before the end; shape (orders,).
    weakest_at : that point: how many moves have been made; shape (orders,).
    margin : mean over the draws of the least margin in between; shape (orders,).
    exposed : median over the draws of each side's greatest exposure in between; (orders, 2).
    """

    stable: NDArray[np.bool_]
    weakest: Draws
    weakest_at: NDArray[np.int_]
    margin: Draws
    exposed: Draws


def walked(known: Known, orders: Sequence[Moves]) -> Walk:
    """What do these orders ask of both sides? Shapes (points, sides, orders, draws).

    Parameters
    ----------
    known : with all situations that the orders pass.
    orders : as moves; all with the same number of them.
    """
    passed = [[sum(moves[:at]) for at in range(len(moves) + 1)] for moves in orders]

    def read(what: str, points: int) -> Draws:
        rows = [
            np.stack([getattr(known.at[masks[point]], what) for masks in passed], axis=1)
            for point in range(points)
        ]
        return np.stack(rows)

    count = len(orders[0])
    kept = _kept(known.road, {moves for order in orders for moves in order})
    return walk(
        flow=read("flow", count),
        kept=np.stack([np.stack([kept[o[at]] for o in orders]) for at in range(count)]),
        end=known.end[:, np.newaxis, :],
        own=read("own", count + 1),
        others=read("others", count + 1),
    )


def summed(known: Known, orders: Sequence[Moves]) -> Summed:
    """What sums each of these orders up?"""
    found = [_summed(walked(known, some)) for some in _pieces(orders)]
    return Summed(
        *(
            np.concatenate([getattr(one, name) for one in found])
            for name in Summed.__dataclass_fields__
        )
    )


def _summed(found: Walk) -> Summed:
    between = slice(1, -1) if len(found.margin) > 2 else slice(0, -1)
    least = found.weakest[between]
    shares = (least >= -TIE).mean(axis=2)
    first = between.start
    return Summed(
        found.stable,
        shares.min(axis=0),
        shares.argmin(axis=0) + first,
        least.min(axis=0).mean(axis=1),
        np.median(found.exposure[between].max(axis=0), axis=2).T,
    )


def _pieces(orders: Sequence[Moves]) -> Iterator[Sequence[Moves]]:
    for start in range(0, len(orders), _AT_ONCE):
        yield orders[start : start + _AT_ONCE]


def _kept(road: Road, moves: set[int]) -> dict[int, Draws]:
    """Discount over the time that each move takes; shape (draws,)."""
    single = road.kept
    return {
        move: np.asarray(
            np.prod([kept for at, kept in enumerate(single) if move >> at & 1], axis=0)
        )
        for move in moves
    }
