"""The states of a conflict as arrays: a state is never a Python object until it is printed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

import numpy as np
from numpy.typing import NDArray

from holdfast.conflict.conditions import And, Condition, Is, Not
from holdfast.conflict.issues import Issue, ListedMove

MOST_PATTERNS = 2**20
"""Most combinations of options that are laid out; 8 MB for each array over them."""

Mask = NDArray[np.bool_]
Indexes = NDArray[np.int64]


@dataclass(frozen=True)
class StateSpace:
    """All states that can occur.

    A pattern is one option for every issue, numbered with the first issue as the fastest digit
    (mixed radix). States are the possible patterns in increasing order of that number, with the
    patterns that count as one state represented by the lowest.

    Parameters
    ----------
    issues : the issues, at least one, with at most `MOST_PATTERNS` combinations of options.
    impossible : conditions under which a pattern cannot occur.
    same : conditions; all possible patterns under one of them are one state.
    moves : those that are listed, beside the changes of issues by those who decide them.
    """

    issues: tuple[Issue, ...]
    impossible: tuple[Condition, ...] = ()
    same: tuple[Condition, ...] = ()
    moves: tuple[ListedMove, ...] = ()
    _strides: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.patterns > MOST_PATTERNS:
            raise ValueError(
                f"{self.patterns} combinations of options, at most {MOST_PATTERNS}"
            )
        sizes = [len(issue.options) for issue in self.issues]
        strides = tuple(prod(sizes[:place]) for place in range(len(sizes)))
        object.__setattr__(self, "_strides", strides)

    @property
    def patterns(self) -> int:
        """The number of combinations of options, possible or not."""
        return prod(len(issue.options) for issue in self.issues)

    @property
    def movers(self) -> frozenset[str]:
        """The ids of all actors who decide an issue or make a listed move."""
        deciding = (who for issue in self.issues for who in issue.decided_by)
        return frozenset(deciding) | {who for move in self.moves for who in move.made_by}

    def __len__(self) -> int:
        """Count the states."""
        return int(self.codes.size)

    @cached_property
    def possible(self) -> Mask:
        """Whether each pattern can occur; shape (patterns,)."""
        every = np.arange(self.patterns, dtype=np.int64)
        ruled_out = np.zeros(self.patterns, dtype=np.bool_)
        for condition in self.impossible:
            ruled_out |= self.holds_in(condition, every)
        return ~ruled_out

    @cached_property
    def codes(self) -> Indexes:
        """The pattern number that represents each state; shape (states,), increasing."""
        codes: Indexes = np.unique(self._representative[self.possible])
        return codes

    @cached_property
    def state_of(self) -> Indexes:
        """The state of each pattern, -1 for impossible ones; shape (patterns,)."""
        state = np.full(self.patterns, -1, dtype=np.int64)
        state[self.possible] = np.searchsorted(self.codes, self._representative[self.possible])
        return state

    @cached_property
    def _representative(self) -> Indexes:
        """The lowest pattern among those that count as one; overlapping groups join."""
        lowest = np.arange(self.patterns, dtype=np.int64)
        groups = [
            np.flatnonzero(self.possible & self.holds_in(condition, lowest))
            for condition in self.same
        ]
        for _ in groups:  # each round joins groups that overlap, at most one chain link a round
            for group in groups:
                if group.size:
                    joined = np.isin(lowest, lowest[group])
                    lowest[joined] = lowest[group].min()
        return lowest

    def digit(self, issue: str, codes: Indexes) -> Indexes:
        """Which option number does the issue take in each of these patterns?"""
        place = self._place(issue)
        return (codes // self._strides[place]) % len(self.issues[place].options)

    def stride(self, issue: str) -> int:
        """By how much does a pattern's number grow with one step of this issue's option?"""
        return self._strides[self._place(issue)]

    def with_options(self, codes: Indexes, to: Iterable[tuple[str, str]]) -> Indexes:
        """Which patterns are these once the named issues are at the named options?

        Parameters
        ----------
        codes : pattern numbers.
        to : pairs of issue and option ids, each issue once.
        """
        for issue, option in to:
            place = self._place(issue)
            step = self.issues[place].option_ids.index(option) - self.digit(issue, codes)
            codes = codes + step * self._strides[place]
        return codes

    def holds_in(self, condition: Condition, codes: Indexes) -> Mask:
        """In which of these patterns does the condition hold? Shape as the codes."""
        if isinstance(condition, Is):
            options = self.issues[self._place(condition.issue)].option_ids
            return np.asarray(
                self.digit(condition.issue, codes) == options.index(condition.option)
            )
        if isinstance(condition, Not):
            return ~self.holds_in(condition.inner, codes)
        left, right = (
            self.holds_in(condition.left, codes),
            self.holds_in(condition.right, codes),
        )
        return left & right if isinstance(condition, And) else left | right

    def holds(self, condition: Condition) -> Mask:
        """In which states does the condition hold? Shape (states,)."""
        return self.holds_in(condition, self.codes)

    def describe(self, state: int) -> dict[str, str]:
        """Which option does each issue take in this state?"""
        code = self.codes[state : state + 1]
        return {
            issue.id: issue.option_ids[int(self.digit(issue.id, code)[0])]
            for issue in self.issues
        }

    def code_of(self, choice: dict[str, str]) -> int:
        """Which pattern number has these options? One option for every issue."""
        return sum(
            issue.option_ids.index(choice[issue.id]) * stride
            for issue, stride in zip(self.issues, self._strides, strict=True)
        )

    def find(self, choice: dict[str, str]) -> int:
        """Which state is this choice of options? -1 where it is impossible."""
        return int(self.state_of[self.code_of(choice)])

    def _place(self, issue: str) -> int:
        for place, candidate in enumerate(self.issues):
            if candidate.id == issue:
                return place
        raise KeyError(issue)
