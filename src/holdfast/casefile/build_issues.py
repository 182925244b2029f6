"""Issues, states, the start and preferences, out of a validated file."""

from math import prod
from typing import TYPE_CHECKING

import numpy as np

from holdfast.casefile.build_moves import build_moves, check_moves, deciders
from holdfast.casefile.build_strength import build_much_worse, check_much_worse
from holdfast.casefile.context import Context
from holdfast.casefile.fields import hint, shown
from holdfast.casefile.schema import IssueIn, PreferencesIn
from holdfast.casefile.tree import Path
from holdfast.conflict.issues import ANY_OPTION, Issue
from holdfast.conflict.preferences import (
    FromContest,
    Preferences,
    Priorities,
    Ranking,
    untiered,
)
from holdfast.conflict.states import MOST_PATTERNS, StateSpace

if TYPE_CHECKING:
    from holdfast.conflict.conditions import Condition


def build_space(context: Context) -> StateSpace | None:
    """Which states can occur? Nothing for a case without issues."""
    case = context.case
    issues = tuple(_issue(context, name, given) for name, given in case.issues.items())
    impossible = context.conditions(case.impossible, ("impossible",))
    same = context.conditions(case.same, ("same",))
    moves = build_moves(context)
    if not issues:
        return None
    patterns = prod(len(issue.options) for issue in issues)
    if patterns > MOST_PATTERNS:
        what = f"{patterns} combinations of options"
        expected = f"at most {MOST_PATTERNS}; split the case or drop options"
        context.report("HF310", ("issues",), what, expected)
        return None
    if context.problems:
        moves = ()  # they may name what is not there
    space = StateSpace(issues, impossible, same, moves)
    if not space.possible.any():
        context.report("HF309", ("impossible",), "every combination of options is impossible")
        return None
    if not context.problems:
        check_moves(context, space)
    return space


def build_start(context: Context, space: StateSpace | None) -> int:
    """Which state is the case in? -1 for a case without issues, or a wrong start."""
    case = context.case
    for issue, option in case.start.items():
        if context.known(issue, list(case.issues), ("start", issue), "issue"):
            options = list(case.issues[issue].options)
            context.known(option, options, ("start", issue), f"option of {issue}")
    missing = [issue for issue in case.issues if issue not in case.start]
    if missing:
        what = f"the start leaves out {', '.join(missing)}"
        context.report("HF304", ("start",), what, "one option for every issue")
    if space is None or context.problems:
        return -1
    start = space.find(dict(case.start))
    if start < 0:
        here = np.array([space.code_of(dict(case.start))])
        rule = next(
            text
            for text, condition in zip(case.impossible, space.impossible, strict=True)
            if space.holds_in(condition, here).all()
        )
        what = f"the start is ruled out by impossible: {shown(rule, 200)}"
        context.report("HF304", ("start",), what, "a state that can occur")
    return start


def build_preferences(context: Context, space: StateSpace | None) -> tuple[Preferences, ...]:
    """How does each actor order the states?"""
    case = context.case
    for name in deciders(context):
        if name in case.actors and name not in case.preferences:
            what = f"{name} decides something but has no preferences"
            context.report("HF202", ("preferences",), what, f"an entry '{name}:'")
    return tuple(
        _preferences(context, name, given, space) for name, given in case.preferences.items()
    )


def _issue(context: Context, name: str, given: IssueIn) -> Issue:
    path: Path = ("issues", name)
    for place, actor in enumerate(given.decided_by):
        context.actor(actor, (*path, "decided_by", place))
    if len(set(given.decided_by)) < len(given.decided_by):
        context.report("HF203", (*path, "decided_by"), "an actor stands twice in decided_by")
    barred = [
        _barred(context, text, list(given.options), (*path, "barred", place))
        for place, text in enumerate(given.barred)
    ]
    known = [entry for entry in barred if entry is not None]
    return Issue(
        name,
        given.question,
        tuple(given.options.items()),
        tuple(given.decided_by),
        tuple((first, second) for first, second, when in known if when is None),
        tuple((first, second, when) for first, second, when in known if when is not None),
    )


def _barred(
    context: Context, text: str, options: list[str], path: Path
) -> "tuple[str, str, Condition | None] | None":
    """A change that cannot be made; with a condition, only from the states that meet it."""
    change, when, limit = (part.strip() for part in text.partition(" when "))
    before, arrow, after = (part.strip() for part in change.partition("->"))
    if not arrow:
        what = f"{shown(text)} is not a barred move"
        context.report("HF203", path, what, "option -> option, or option -> option when ...")
        return None
    for option in (before, after):
        if option != ANY_OPTION and option not in options:
            what = f"no option is called {shown(option)}"
            context.report("HF301", path, what, **hint(option, options))
            return None
    if not when:
        return before, after, None
    condition = context.condition(limit, path)
    return None if condition is None else (before, after, condition)


def _preferences(
    context: Context, name: str, given: PreferencesIn, space: StateSpace | None
) -> Preferences:
    path: Path = ("preferences", name)
    context.actor(name, path)
    for issue in given.stakes:
        context.known(issue, list(context.case.issues), (*path, "stakes", issue), "issue")
    unknown = [
        context.conditions(pair, (*path, "unknown", place))
        for place, pair in enumerate(given.unknown)
    ]
    order = _order(context, path, given)
    if isinstance(order, Ranking) and space is not None and not context.problems:
        every_state_ranked(context, path, order, space)
    much = build_much_worse(context, path, given.much_worse)
    check_much_worse(context, path, order, (much, space))
    return Preferences(
        actor=name,
        order=order,
        unknown=tuple((pair[0], pair[1]) for pair in unknown if len(pair) == 2),
        stakes=tuple(
            (issue, context.quantity(share, (*path, "stakes", issue)))
            for issue, share in given.stakes.items()
        ),
        basis=given.basis or "",
        by=given.by or "",
        sources=context.citations(given.source, path),
        much_worse=much,
    )


def _order(
    context: Context, path: Path, given: PreferencesIn
) -> Priorities | Ranking | FromContest:
    if given.priorities is not None:
        return Priorities(context.conditions(given.priorities, (*path, "priorities")))
    if given.ranking is not None:
        tiers: list[tuple[Condition, ...]] = [
            context.conditions(tier, (*path, "ranking", place))
            for place, tier in enumerate(given.ranking)
        ]
        return Ranking(tuple(tiers))
    contest = context.case.contest
    if contest is None or contest.settled_when is None:
        expected = "contest: with settled_when: a condition"
        context.report(
            "HF202", path, "from: contest needs a contest and its settlement", expected
        )
    elif path[-1] not in (contest.challenger, contest.target):
        what = f"{path[-1]} is no side of the contest"
        context.report("HF301", path, what, f"{contest.challenger} or {contest.target}")
    return FromContest()


def every_state_ranked(context: Context, path: Path, order: Ranking, space: StateSpace) -> None:
    """Note it where the ranking leaves out a state of this space."""
    left_out = untiered(order, space)
    if left_out.any():
        state = space.describe(int(left_out.argmax()))
        described = ", ".join(f"{issue} = {option}" for issue, option in state.items())
        count = int(left_out.sum())
        states = "possible state matches" if count == 1 else "possible states match"
        what = f"{count} {states} no tier, for instance {described}"
        context.report("HF308", (*path, "ranking"), what, "a last tier that takes the rest")
