"""The states as somebody sees them who does not see all."""

from collections.abc import Sequence
from functools import reduce

import numpy as np

from holdfast.conflict.conditions import And, Condition, Is
from holdfast.conflict.states import Mask, StateSpace


def seen_states(space: StateSpace, unseen: Sequence[Condition]) -> Mask:
    """Which states does somebody see to whom these conditions do not occur?

    Returns
    -------
    shape (states,)
        Patterns that count as one state are seen or unseen together.
    """
    seen = np.ones(len(space), dtype=np.bool_)
    for condition in unseen:
        seen &= ~space.holds(condition)
    return seen


def seen_space(space: StateSpace, unseen: Sequence[Condition]) -> StateSpace:
    """Which states are left when the unseen ones are taken out?

    Returns
    -------
    StateSpace
        Over the same issues. Its states are the seen ones in their order, each made of the
        same patterns, so that its state k is the k-th seen state of the whole.

    Examples
    --------
    >>> from holdfast.conflict.issues import Issue
    >>> arms = (("no", "No"), ("yes", "Yes"))
    >>> issues = tuple(Issue(who, "Armed?", arms, (who,)) for who in ("us", "them"))
    >>> seen = seen_space(StateSpace(issues), [Is("them", "yes")])
    >>> [seen.describe(state) for state in range(len(seen))]
    [{'us': 'no', 'them': 'no'}, {'us': 'yes', 'them': 'no'}]
    """
    if not unseen:
        return space
    out = tuple(unseen)
    if space.same:  # a condition may hold in some patterns of a state only; whole states go
        hidden = space.possible & ~seen_states(space, unseen)[space.state_of]
        every = np.flatnonzero(space.possible)
        met = np.any([space.holds_in(condition, every) for condition in unseen], axis=0)
        if (met != hidden[every]).any():
            out = tuple(_only(space, int(pattern)) for pattern in np.flatnonzero(hidden))
    return StateSpace(space.issues, (*space.impossible, *out), space.same, space.moves)


def _only(space: StateSpace, pattern: int) -> Condition:
    """The condition that holds in this pattern and in no other."""
    code = np.array([pattern], dtype=np.int64)
    parts: list[Condition] = [
        Is(issue.id, issue.option_ids[int(space.digit(issue.id, code)[0])])
        for issue in space.issues
    ]
    return reduce(And, parts)
