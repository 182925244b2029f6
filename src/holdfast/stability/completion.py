"""One way in which what an actor is not known to prefer could turn out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from holdfast.conflict.preferences import Ranks
from holdfast.conflict.states import Indexes, Mask
from holdfast.stability.order import Order


def completed(order: Order, first_low: Sequence[bool]) -> Order:
    """Which complete order keeps all that is known and settles the rest this way?

    Parameters
    ----------
    order : with unknown comparisons.
    first_low : for each unknown pair, whether the first side comes as low as what is known
        allows, and the second as high; otherwise the other way round.

    Returns
    -------
    Order
        Complete and transitive. Every known comparison is as it was. States that no known
        comparison and no pair tells apart are tied.

    Notes
    -----
    States are put in their place from the worst up. Of those all of whose known inferiors have
    their place, the one comes next that the pairs push down most, then the one that ranks
    least. What is known follows the ranks, so there always is such a state.

    Examples
    --------
    The first state is known to be worse than the third, and cannot be compared with the second:

    >>> first, second = np.array([True, False, False]), np.array([False, True, False])
    >>> order = Order(np.array([0, 1, 2]), ((first, second),))
    >>> [completed(order, [low]).ranks.tolist() for low in (True, False)]
    [[0, 1, 2], [1, 0, 2]]
    """
    if not order.unknown:
        return order
    group, rank, push, below = _groups(order, first_low)
    placed = np.full(rank.size, -1, dtype=np.int64)
    level = 0
    while (placed < 0).any():
        waiting = placed < 0
        free = np.flatnonzero(waiting & ~(below & waiting).any(axis=1))
        least = min(zip(push[free].tolist(), rank[free].tolist(), strict=True))
        placed[free[(push[free] == least[0]) & (rank[free] == least[1])]] = level
        level += 1
    return Order(placed[group])


def _groups(
    order: Order, first_low: Sequence[bool]
) -> tuple[Indexes, Ranks, NDArray[np.float64], Mask]:
    """States that must be tied, as one: their group, its rank, its push, what lies below it."""
    sides = np.array([side for pair in order.unknown for side in pair], dtype=np.int64)
    _, first, kind = np.unique(
        np.vstack((order.ranks, sides)), axis=1, return_index=True, return_inverse=True
    )
    rank = order.ranks[first]
    known = ~order.incomparable(first[:, np.newaxis], first[np.newaxis, :])
    joined = _joined(known & (rank[:, np.newaxis] == rank[np.newaxis, :]))
    names, member = np.unique(joined, return_inverse=True)
    belongs = member.reshape(-1) == np.arange(names.size)[:, np.newaxis]
    lower = known & (rank[np.newaxis, :] < rank[:, np.newaxis])
    below = (belongs.astype(np.int64) @ lower.astype(np.int64) @ belongs.T.astype(np.int64)) > 0
    signs = np.where(np.asarray(first_low, dtype=np.bool_), -1.0, 1.0)
    pushed = signs @ (sides[::2] - sides[1::2])[:, first]
    push = (belongs @ pushed) / belongs.sum(axis=1)
    return member.reshape(-1)[kind.reshape(-1)], rank[names], push, below


def _joined(tied: Mask) -> Indexes:
    """The lowest member of each chain of known ties; shape (kinds,)."""
    lowest = np.arange(tied.shape[0], dtype=np.int64)
    while True:
        reached = np.where(tied, lowest[np.newaxis, :], tied.shape[0])
        longer = np.minimum(lowest, reached.min(axis=1))
        if np.array_equal(longer, lowest):
            return lowest
        lowest = longer
