"""Which states do legal sequences of moves reach, and by whose last move?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from holdfast.conflict.states import Indexes, Mask
from holdfast.stability.moves import Arcs


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Everything that legal sequences from one state reach.

    Parameters
    ----------
    start : where the sequences begin.
    depth : shape (movers, states); fewest moves to the state with this mover last, 0 where no
        sequence of one move or more ends so.
    before, before_mover : shape (movers, states); the state and the mover one move earlier on
        such a shortest sequence, mover -1 for the first move.
    """

    start: int
    depth: Indexes
    before: Indexes
    before_mover: Indexes

    @property
    def reached(self) -> Mask:
        """Which states some sequence of one move or more reaches; shape (states,)."""
        return np.asarray(self.depth.any(axis=0))

    @property
    def last_movers(self) -> Mask:
        """Who can be the last mover at each state; shape (movers, states)."""
        return self.depth > 0

    def nearest(self, wanted: Mask) -> int:
        """Which wanted state takes fewest moves? The lowest such; -1 where none is reached."""
        found = self.last_movers & wanted
        if not found.any():
            return -1
        fewest = np.where(found, self.depth, self.depth.max() + 1).min(axis=0)
        return int(fewest.argmin())

    def path(self, state: int) -> tuple[tuple[int, int, int], ...]:
        """By which shortest sequence is a reached state reached?

        Returns
        -------
        tuple of (mover, from, to)
            First move first. Empty where no sequence reaches the state.
        """
        ends = np.flatnonzero(self.depth[:, state])
        if not ends.size:
            return ()
        mover = int(ends[self.depth[ends, state].argmin()])
        steps = []
        while mover >= 0:
            earlier = int(self.before[mover, state])
            steps.append((mover, earlier, state))
            mover, state = int(self.before_mover[mover, state]), earlier
        return tuple(reversed(steps))


def legal_reach(movers: Sequence[Arcs], start: int, states: int) -> Reach:
    """Which states do legal sequences of these movers reach from here?

    Only two moves in a row by one mover are barred; a mover may move again after another.

    Parameters
    ----------
    movers : the moves of each mover; pass only improvements for sequences of improvements.
    start : where the sequences begin.
    states : how many there are.

    Returns
    -------
    Reach
        The start belongs to it only where a sequence comes back.

    Examples
    --------
    Mover 0 goes from state 0 to 1 and from 2 to 3, mover 1 from 1 to 2:

    >>> first = Arcs(np.array([0, 1, 1, 2, 2]), np.array([1, 3]))
    >>> second = Arcs(np.array([0, 0, 1, 1, 1]), np.array([2]))
    >>> legal_reach([first, second], 0, 4).path(3)
    ((0, 0, 1), (1, 1, 2), (0, 2, 3))
    >>> legal_reach([first], 0, 4).reached.tolist()
    [False, True, False, False]
    """
    shape = (len(movers), states)
    found = Reach(
        start,
        np.zeros(shape, dtype=np.int64),
        np.full(shape, -1, dtype=np.int64),
        np.full(shape, -1, dtype=np.int64),
    )
    frontier = [(-1, np.array([start], dtype=np.int64))]
    depth = 0
    while frontier:
        depth += 1
        frontier = [
            (mover, new)
            for mover, arcs in enumerate(movers)
            if (new := _advance(found, frontier, mover, arcs, depth)).size
        ]
    return found


def _advance(
    found: Reach, frontier: list[tuple[int, Indexes]], mover: int, arcs: Arcs, depth: int
) -> Indexes:
    """Let one mover go on from where the others have just been; note what is new."""
    fresh = [np.zeros(0, dtype=np.int64)]
    for last, states in frontier:
        if last == mover:
            continue
        before, after = _leaving(arcs, states)
        new, first = np.unique(after, return_index=True)
        unseen = found.depth[mover, new] == 0
        new, before = new[unseen], before[first[unseen]]
        found.depth[mover, new] = depth
        found.before[mover, new] = before
        found.before_mover[mover, new] = last
        fresh.append(new)
    return np.concatenate(fresh)


def _leaving(arcs: Arcs, states: Indexes) -> tuple[Indexes, Indexes]:
    """All moves that leave these states: from where, and to where."""
    counts = arcs.starts[states + 1] - arcs.starts[states]
    ends = np.cumsum(counts)
    skipped = np.repeat(arcs.starts[states] - (ends - counts), counts)
    place = np.arange(int(counts.sum()), dtype=np.int64) + skipped
    return np.repeat(states, counts), arcs.targets[place]
