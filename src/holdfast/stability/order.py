"""What does an actor prefer, and what follows where it cannot compare?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from holdfast.conflict.preferences import Ranks
from holdfast.conflict.states import Indexes, Mask

FAR = np.iinfo(np.int64).max
"""Above every rank: nothing that is not better can be reached."""

_NEVER_BETTER = np.iinfo(np.int64).min


class Reading(StrEnum):
    """What actors do about comparisons that are not known: the four usual readings.

    Two questions, each with two answers. Does an actor leave a state for one that it cannot
    compare with it (`deviates`)? May a sanction rest on an unknown comparison (`sanctions`):
    a sanctioner moves through it, and an outcome that the deviator cannot compare deters it?

    `CAUTIOUS` is the default, because it claims stability least often. `TRUSTING` claims it
    most often; the other two lie in between. Where every comparison is known all four agree.
    """

    CAUTIOUS = "cautious"
    BOLD = "bold"
    RESERVED = "reserved"
    TRUSTING = "trusting"

    @property
    def deviates(self) -> bool:
        """Whether an actor leaves for a state that it cannot compare."""
        return self in (Reading.CAUTIOUS, Reading.BOLD)

    @property
    def sanctions(self) -> bool:
        """Whether a sanction may rest on an unknown comparison."""
        return self in (Reading.BOLD, Reading.TRUSTING)


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """One actor's order over the states.

    Parameters
    ----------
    ranks : shape (states,); larger is better, equal is indifferent.
    unknown : pairs of masks over states; a state of the first cannot be compared with another
        state of the second, either way.
    """

    ranks: Ranks
    unknown: tuple[tuple[Mask, Mask], ...] = ()

    def incomparable(self, one: Indexes, other: Indexes) -> Mask:
        """Which of these states cannot be compared with the others? Shapes broadcast."""
        apart = np.asarray(one != other)
        open_ = np.zeros(np.broadcast(one, other).shape, dtype=np.bool_)
        for left, right in self.unknown:
            open_ |= (left[one] & right[other]) | (right[one] & left[other])
        return np.asarray(open_ & apart)

    def better(self, before: Indexes, after: Indexes, *, through: bool) -> Mask:
        """Is `after` strictly better than `before`?

        Parameters
        ----------
        before, after : states; shapes broadcast.
        through : what an unknown comparison counts as.

        Examples
        --------
        >>> order = Order(np.array([0, 1, 1]))
        >>> order.better(np.array([0, 1, 2]), np.array([1, 2, 0]), through=False).tolist()
        [True, False, False]
        """
        better = self.ranks[after] > self.ranks[before]
        return np.where(self.incomparable(before, after), through, better)

    def not_better(self, before: Indexes, after: Indexes, *, counted: bool) -> Mask:
        """Is `after` not better than `before`? Unknown comparisons are as `counted` says."""
        worse = self.ranks[after] <= self.ranks[before]
        return np.where(self.incomparable(before, after), counted, worse)

    def views(self, *, counted: bool) -> Iterator[tuple[Mask, Ranks]]:
        """How do the states look from each group of starts that see them alike?

        Yields
        ------
        starts : shape (states,); every state belongs to exactly one group.
        worth : shape (states,); state u is not better than start s exactly when worth[u] is
            at most ranks[s].
        """
        every = np.arange(self.ranks.size, dtype=np.int64)
        for starts in self._alike():
            first = np.flatnonzero(starts)[0]
            open_ = self.incomparable(first, every)
            yield starts, np.where(open_, _NEVER_BETTER if counted else FAR, self.ranks)

    def _alike(self) -> Iterator[Mask]:
        """Group the starts by which unknown sets they belong to."""
        if not self.unknown:
            if self.ranks.size:
                yield np.ones(self.ranks.size, dtype=np.bool_)
            return
        # A state on both sides of a pair cannot be compared with its like but can with itself,
        # so it sees the states as no other does and gets a group of its own.
        both = np.any([left & right for left, right in self.unknown], axis=0)
        alone = np.where(both, np.arange(1, both.size + 1), 0)
        sides = [side for pair in self.unknown for side in pair]
        _, group = np.unique(np.stack([*sides, alone]), axis=1, return_inverse=True)
        group = group.reshape(-1)
        for number in range(int(group.max()) + 1 if group.size else 0):
            yield group == number
