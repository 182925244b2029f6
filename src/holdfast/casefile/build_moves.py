"""Moves that a file lists beside those that follow from who decides what."""

from typing import TYPE_CHECKING

import numpy as np

from holdfast.casefile.context import Context
from holdfast.casefile.schema import MoveIn
from holdfast.conflict.issues import ListedMove
from holdfast.conflict.states import Indexes, StateSpace

if TYPE_CHECKING:
    from holdfast.casefile.tree import Path


def build_moves(context: Context) -> tuple[ListedMove, ...]:
    """Which moves does the file list?"""
    return tuple(_move(context, place, given) for place, given in enumerate(context.case.moves))


def deciders(context: Context) -> tuple[str, ...]:
    """Who decides an issue or makes a listed move? In the order of the file."""
    case = context.case
    given = [issue.decided_by for issue in case.issues.values()]
    given += [move.made_by for move in case.moves]
    return tuple(dict.fromkeys(name for names in given for name in names))


def check_moves(context: Context, space: StateSpace) -> None:
    """Note moves that can be made from no state, and issues that nothing changes."""
    every = np.flatnonzero(space.possible)
    for place, move in enumerate(space.moves):
        if _made(space, move, every):
            continue
        what = "this move can be made from no possible state"
        expected = "a condition and options that leave it somewhere to go"
        context.report("HF313", ("moves", place), what, expected)
    moved = {issue for move in space.moves for issue, _ in move.to}
    for issue in space.issues:
        if not issue.decided_by and issue.id not in moved:
            what = f"nobody decides {issue.id} and no listed move changes it"
            path: Path = ("issues", issue.id)
            context.report("HF313", path, what, "an actor under decided_by, or moves:")


def _made(space: StateSpace, move: ListedMove, every: Indexes) -> bool:
    after = space.with_options(every, move.to)
    legal = (after != every) & space.possible[after]
    if move.when is not None:
        legal &= space.holds_in(move.when, every)
    return bool(legal.any())


def _move(context: Context, place: int, given: MoveIn) -> ListedMove:
    path: Path = ("moves", place)
    for number, actor in enumerate(given.made_by):
        context.actor(actor, (*path, "made_by", number))
    if len(set(given.made_by)) < len(given.made_by):
        context.report("HF203", (*path, "made_by"), "an actor stands twice in made_by")
    for issue, option in given.to.items():
        at: Path = (*path, "to", issue)
        if context.known(issue, list(context.case.issues), at, "issue"):
            options = list(context.case.issues[issue].options)
            context.known(option, options, at, f"option of {issue}")
    when = None if given.when is None else context.condition(given.when, (*path, "when"))
    return ListedMove(tuple(given.made_by), tuple(given.to.items()), when)
