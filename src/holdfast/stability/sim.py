"""Does it pay to leave when the others may change something at the same time?

Simultaneous sanctions are about options, not about states: all change their own options at
once, starting from the same pattern, and what results is judged only when all are done.
"""

from dataclasses import dataclass

import numpy as np

from holdfast.conflict.states import Indexes, Mask, StateSpace
from holdfast.stability.model import GraphModel
from holdfast.stability.moves import changed_patterns, changes
from holdfast.stability.order import Reading

_BLOCK = 2**20  # combined changes looked at together, so that memory stays small


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """An actor's improvements as changes of patterns.

    Parameters
    ----------
    before, after : shape (changes,); pattern numbers.
    """

    before: Indexes
    after: Indexes


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """What the others can make of one actor's changes, all at the same time.

    Parameters
    ----------
    change : shape (answers,); which change is answered.
    others : shape (answers, other actors); the pattern that each other actor's own change
        alone would make, -1 where it stays.
    together : shape (answers,); the pattern that all changes make together.
    """

    change: Indexes
    others: Indexes
    together: Indexes


def sim_stable(model: GraphModel, place: int, reading: Reading) -> Mask:
    """From which states does it not pay this actor to move when all may move at once?

    A state is stable when each of the actor's improving changes has an answer: a choice for
    every other actor between staying and one of its own improvements from the same state, at
    least one of them moving, such that all changes together make a possible pattern that the
    actor does not rank above where it started.

    Returns
    -------
    shape (states,)

    Notes
    -----
    Where patterns count as one state, every change of every pattern of the state must have an
    answer, and the others answer from the pattern that is being changed. Listed moves may have
    two actors put one issue at different options; such choices make no pattern and are left
    out, as those are that make an impossible one.
    """
    stable = np.ones(len(model.space), dtype=np.bool_)
    every = np.flatnonzero(model.space.possible)
    sizes = [changes(model.space, (actor.id,)) for actor in model.actors]
    rows = max(1, int(_BLOCK // np.prod(sizes, dtype=object)))
    for at in range(0, every.size, rows):
        made = improving_changes(model, place, every[at : at + rows], through=reading.deviates)
        answered = np.zeros(made.before.size, dtype=np.bool_)
        answered[deterring_answers(model, place, made, reading).change] = True
        stable[model.space.state_of[made.before[~answered]]] = False
    return stable


def improving_changes(
    model: GraphModel, place: int, patterns: Indexes, *, through: bool
) -> Changes:
    """Which changes of these patterns does the actor gain by? In the order of the patterns."""
    rows, after = changed_patterns(model.space, (model.actors[place].id,), patterns)
    before = patterns[rows]
    state_of = model.space.state_of
    gains = model.orders[place].better(state_of[before], state_of[after], through=through)
    return Changes(before[gains], after[gains])


def deterring_answers(
    model: GraphModel, place: int, made: Changes, reading: Reading
) -> Answers:
    """Which simultaneous answers leave the actor no better off than before it moved?

    Parameters
    ----------
    made : changes by the actor at `place`, grouped by the pattern they change.
    """
    change = np.arange(made.before.size, dtype=np.int64)
    others = np.zeros((change.size, 0), dtype=np.int64)
    together = made.after
    for other in range(len(model.actors)):
        if other == place:
            continue
        start = made.before[change]
        kept, choice = _choices(model, other, start, reading)
        change, start = change[kept], start[kept]
        others = np.column_stack((others[kept], choice))
        together, fits = _with_change(model.space, together[kept], start, choice)
        change, others, together = change[fits], others[fits], together[fits]
    possible = model.space.possible[together] & (others >= 0).any(axis=1)
    change, others, together = change[possible], others[possible], together[possible]
    state_of, order = model.space.state_of, model.orders[place]
    deters = order.not_better(
        state_of[made.before[change]], state_of[together], counted=reading.sanctions
    )
    return Answers(change[deters], others[deters], together[deters])


def _choices(
    model: GraphModel, other: int, start: Indexes, reading: Reading
) -> tuple[Indexes, Indexes]:
    """For each start: stay (-1), or one of the other's improvements; with the start's row."""
    patterns, row = np.unique(start, return_inverse=True)
    own = improving_changes(model, other, patterns, through=reading.sanctions)
    first = np.searchsorted(own.before, patterns)
    counts = np.searchsorted(own.before, patterns, side="right") - first
    many = counts[row] + 1
    kept = np.repeat(np.arange(start.size), many)
    number = np.arange(kept.size) - np.repeat(np.cumsum(many) - many, many)
    choice = np.full(kept.size, -1, dtype=np.int64)
    moves = number > 0
    choice[moves] = own.after[first[row[kept[moves]]] + number[moves] - 1]
    return kept, choice


def _with_change(
    space: StateSpace, together: Indexes, start: Indexes, choice: Indexes
) -> tuple[Indexes, Mask]:
    """Add one actor's change to those already made: the union of the option changes.

    Returns
    -------
    the patterns, and whether each is one
        It is none where an issue that somebody has put elsewhere is put at another option.
    """
    after = np.where(choice < 0, start, choice)
    fits = np.ones(start.shape, dtype=np.bool_)
    for issue in space.issues:
        old, new = space.digit(issue.id, start), space.digit(issue.id, after)
        done = space.digit(issue.id, together)
        moved = new != old
        fits &= ~moved | (done == old) | (done == new)
        together = together + np.where(moved, new - done, 0) * space.stride(issue.id)
    return together, fits
