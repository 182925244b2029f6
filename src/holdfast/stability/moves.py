"""Which states can an actor, or a group acting together, reach in one move?"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from holdfast.conflict.issues import Issue, ListedMove, within
from holdfast.conflict.states import Indexes, Mask, StateSpace

Value = TypeVar("Value", bound=np.generic)

MOST_ARCS = 2**24
"""Most changes of one mover that are laid out; 128 MB for the targets. Every space of up to
4,096 combinations fits, whoever decides what."""

_BLOCK = 2**20  # changes expanded at a time, so that building needs little more than the result


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """The moves of one mover, by the state they leave (compressed rows).

    Parameters
    ----------
    starts : shape (states + 1,); moves of state s stand at starts[s] up to starts[s + 1].
    targets : shape (arcs,); the states reached, increasing within one state.
    """

    starts: Indexes
    targets: Indexes

    def __len__(self) -> int:
        """Count the moves."""
        return int(self.targets.size)

    @property
    def states(self) -> int:
        """The number of states."""
        return int(self.starts.size) - 1

    @property
    def sources(self) -> Indexes:
        """The state that each move leaves; shape (arcs,)."""
        return np.repeat(np.arange(self.states, dtype=np.int64), np.diff(self.starts))

    def of(self, state: int) -> Indexes:
        """Which states does one move reach from here?

        Examples
        --------
        >>> Arcs(np.array([0, 2, 2, 2]), np.array([1, 2])).of(0).tolist()
        [1, 2]
        """
        return self.targets[self.starts[state] : self.starts[state + 1]]

    def keep(self, chosen: Mask) -> "Arcs":
        """Which moves are left when only the chosen ones count? One bool for each arc."""
        kept = np.concatenate(([0], np.cumsum(chosen, dtype=np.int64)))
        return _frozen(kept[self.starts], self.targets[chosen])

    def reduce(
        self, how: np.ufunc, values: NDArray[Value], empty: int | bool
    ) -> NDArray[Value]:
        """What do the values on a state's moves come to, for each state?

        Parameters
        ----------
        how : a ufunc with `reduceat`, such as `numpy.minimum`.
        values : shape (arcs, ...).
        empty : what states without moves get.

        Returns
        -------
        shape (states, ...)
            Of the type of the values.
        """
        out = np.full((self.states, *values.shape[1:]), empty, dtype=values.dtype)
        filled = self.starts[1:] > self.starts[:-1]
        if filled.any():  # reduceat misreads empty rows, so only filled ones are shown to it
            out[filled] = how.reduceat(values, self.starts[:-1][filled], axis=0)
        return out


def moves_of(space: StateSpace, group: Collection[str]) -> Arcs:
    """Which states does one move of this actor, or of this group together, reach?

    One actor changes, all at once, any of the issues that it alone decides; it may also drop
    issues that it decides with others back to their fallback. Changes that are barred, and
    patterns that are impossible, are left out. A group of several does the same with every
    issue whose deciders all belong to it, and its change counts only if it makes at least one
    issue that exactly this group decides: whatever else its members do, each does alone. The
    listed moves of exactly this actor or group come beside these changes; nothing is combined
    with them, and what is barred does not limit them.

    Parameters
    ----------
    space : the states.
    group : ids of one or more actors.

    Returns
    -------
    Arcs
        A merged state has the moves of all its patterns; nothing leads back to itself.

    Raises
    ------
    ValueError
        When there would be more than `MOST_ARCS` changes.

    Examples
    --------
    >>> yes_no = (("no", "No"), ("yes", "Yes"))
    >>> talks = Issue("talks", "Are there talks?", yes_no, ("north", "south"))
    >>> guns = Issue("guns", "Do the guns fire?", yes_no, ("north",))
    >>> space = StateSpace((talks, guns))  # states: --, talks, guns, both
    >>> moves_of(space, ("north",)).of(3).tolist()
    [0, 1, 2]
    >>> moves_of(space, ("south",)).of(3).tolist()
    [2]
    >>> moves_of(space, ("north", "south")).of(2).tolist()
    [1, 3]
    """
    every = np.flatnonzero(space.possible)
    many = changes(space, group)
    if every.size * many > MOST_ARCS:
        who = " and ".join(group)
        raise ValueError(f"{who}: {every.size * many} changes to lay out, at most {MOST_ARCS}")
    size = max(1, _BLOCK // many)
    blocks = [every[at : at + size] for at in range(0, every.size, size)]
    keys = [_arc_keys(space, group, block) for block in blocks]
    key = np.concatenate([np.zeros(0, dtype=np.int64), *keys])
    if space.same:  # otherwise the blocks are in order already, and nothing stands twice
        key = np.unique(key)
    states = max(1, len(space))
    starts = np.searchsorted(key, np.arange(len(space) + 1) * states)
    return _frozen(starts, key % states)


def changes(space: StateSpace, group: Collection[str]) -> int:
    """How many changes, the empty one included, does a pattern leave this group at most?"""
    sizes = [
        len(issue.options) if _free(issue, group) else 2
        for issue in space.issues
        if _touched(issue, group)
    ]
    own = int(np.prod(sizes, dtype=object)) if sizes else 1
    return own + len(_listed_for(space, group))


def changed_patterns(
    space: StateSpace, group: Collection[str], patterns: Indexes
) -> tuple[Indexes, Indexes]:
    """Which possible patterns does one move of the group make out of each of these?

    Parameters
    ----------
    space, group : as for `moves_of`.
    patterns : shape (rows,); numbers of possible patterns.

    Returns
    -------
    two arrays of shape (changes,)
        The row that each change leaves, never decreasing, and the pattern number it reaches;
        no change stands twice.
    """
    rows, reached = _option_changes(space, group, patterns)
    listed = _listed_for(space, group)
    if not listed:
        return rows, reached
    found = [(rows, reached), *(_by_listed(space, move, patterns) for move in listed)]
    key = np.unique(np.concatenate([row * space.patterns + end for row, end in found]))
    return key // space.patterns, key % space.patterns


def joint_groups(space: StateSpace) -> tuple[tuple[str, ...], ...]:
    """Which groups of actors make some issue or some listed move together?

    Those of the issues come first, each in the order of the case.
    """
    together = [issue.decided_by for issue in space.issues if issue.joint]
    together += [move.made_by for move in space.moves if len(move.made_by) > 1]
    groups: dict[frozenset[str], tuple[str, ...]] = {}
    for group in together:
        groups.setdefault(frozenset(group), group)
    return tuple(groups.values())


def _listed_for(space: StateSpace, group: Collection[str]) -> list[ListedMove]:
    return [move for move in space.moves if set(move.made_by) == set(group)]


def _by_listed(
    space: StateSpace, move: ListedMove, patterns: Indexes
) -> tuple[Indexes, Indexes]:
    """The rows in which the move can be made, and the patterns it leads to."""
    after = space.with_options(patterns, move.to)
    legal = (after != patterns) & space.possible[after]
    if move.when is not None:
        legal &= space.holds_in(move.when, patterns)
    rows = np.flatnonzero(legal)
    return rows, after[rows]


def _option_changes(
    space: StateSpace, group: Collection[str], patterns: Indexes
) -> tuple[Indexes, Indexes]:
    """Changes of issues by those who decide them; the same as `changed_patterns` else."""
    exactly = set(group)
    offset = np.zeros((patterns.size, 1), dtype=np.int64)
    legal = np.ones((patterns.size, 1), dtype=np.bool_)
    counts = np.full((patterns.size, 1), len(exactly) == 1)
    for issue in space.issues:
        if not _touched(issue, group):
            continue
        step, allowed, made = _choices(space, issue, group, patterns)
        made &= set(issue.decided_by) == exactly
        offset = _combined(np.add, offset, step)
        legal = _combined(np.logical_and, legal, allowed)
        counts = _combined(np.logical_or, counts, made)
    after = patterns[:, np.newaxis] + offset
    legal &= counts & (offset != 0)
    legal &= space.possible[np.where(legal, after, 0)]
    rows, _ = np.nonzero(legal)
    return rows, after[legal]


def _choices(
    space: StateSpace, issue: Issue, group: Collection[str], patterns: Indexes
) -> tuple[Indexes, Mask, Mask]:
    """Step in the pattern number, legality, is something made; shape (rows, choices)."""
    before = space.digit(issue.id, patterns)[:, np.newaxis]
    if _free(issue, group):
        after = np.arange(len(issue.options)) + np.zeros_like(before)
        twice = np.zeros_like(after, dtype=np.bool_)
    else:
        after = np.concatenate((before, np.zeros_like(before)), axis=1)
        twice = np.concatenate((np.zeros_like(before, dtype=np.bool_), before == 0), axis=1)
    barred = _barred(issue)[before, after]
    for first, second, condition in issue.barred_when:
        here = space.holds_in(condition, patterns)[:, np.newaxis]
        barred |= here & _within(issue, (first, second))[before, after]
    allowed = ((after == before) | ~barred) & ~twice
    made = (after != before) & (after != 0)
    return (after - before) * space.stride(issue.id), allowed, made


def _barred(issue: Issue) -> Mask:
    ids = issue.option_ids
    return np.array([[issue.bars(before, after) for after in ids] for before in ids])


def _within(issue: Issue, pair: tuple[str, str]) -> Mask:
    ids = issue.option_ids
    return np.array([[within(pair, before, after) for after in ids] for before in ids])


def _touched(issue: Issue, group: Collection[str]) -> bool:
    return not set(issue.decided_by).isdisjoint(group)


def _free(issue: Issue, group: Collection[str]) -> bool:
    return set(issue.decided_by) <= set(group)


def _combined(how: np.ufunc, left: NDArray[Value], right: NDArray[Value]) -> NDArray[Value]:
    """Every choice on the left with every choice on the right, row by row."""
    both: NDArray[Value] = how(left[:, :, np.newaxis], right[:, np.newaxis, :])
    return both.reshape(len(left), left.shape[1] * right.shape[1])


def _arc_keys(space: StateSpace, group: Collection[str], patterns: Indexes) -> Indexes:
    rows, reached = changed_patterns(space, group, patterns)
    before, after = space.state_of[patterns[rows]], space.state_of[reached]
    away = before != after  # patterns that count as one state: no move between them
    return np.sort(before[away] * len(space) + after[away])


def _frozen(starts: Indexes, targets: Indexes) -> Arcs:
    for array in (starts, targets):
        array.setflags(write=False)
    return Arcs(starts, targets)
