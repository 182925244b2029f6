"""What each actor misreads, out of a validated file."""

import numpy as np

from holdfast.casefile.build_issues import every_state_ranked
from holdfast.casefile.build_moves import deciders
from holdfast.casefile.context import Context
from holdfast.casefile.fields import shown
from holdfast.casefile.schema import BeliefIn, ThoughtIn
from holdfast.casefile.tree import Path
from holdfast.conflict.beliefs import Belief
from holdfast.conflict.conditions import Condition
from holdfast.conflict.preferences import Preferences, Priorities, Ranking
from holdfast.conflict.states import StateSpace
from holdfast.conflict.views import seen_space, seen_states


def build_beliefs(context: Context, space: StateSpace | None, start: int) -> tuple[Belief, ...]:
    """How does each actor misread the conflict?

    Parameters
    ----------
    context : the file.
    space : the states; absent in a case without issues.
    start : the state now; an actor that could not see it would see no conflict.
    """
    return tuple(
        _belief(context, name, given, (space, start))
        for name, given in context.case.beliefs.items()
    )


def _belief(
    context: Context, name: str, given: BeliefIn, states: tuple[StateSpace | None, int]
) -> Belief:
    path: Path = ("beliefs", name)
    _decides(context, name, path)
    unseen = context.conditions(given.unseen, (*path, "unseen"))
    space, start = states
    seen = _seen(context, (*path, "unseen"), unseen, (space, start))
    thinks = tuple(
        _thought(context, (*path, "thinks", other), thought, seen)
        for other, thought in given.thinks.items()
    )
    if name in given.thinks:
        what = f"{name} has its own order under preferences"
        context.report("HF312", (*path, "thinks", name), what, "the order of another actor")
    return Belief(name, unseen, thinks)


def _decides(context: Context, name: str, path: Path) -> None:
    """Note it where what this actor wants or believes can change nothing."""
    known = context.known(name, list(context.case.actors), path, "actor")
    if known and name not in deciders(context):
        what = f"{name} decides nothing, so no verdict depends on it"
        context.report("HF312", path, what, "an actor who decides an issue")


def _seen(
    context: Context,
    path: Path,
    unseen: tuple[Condition, ...],
    states: tuple[StateSpace | None, int],
) -> StateSpace | None:
    """The states as the actor sees them; nothing where that cannot be told yet."""
    space, start = states
    if space is None or context.problems:
        return None
    for place, condition in enumerate(unseen):
        if not space.holds(condition).any():
            what = f"no possible state is one of: {shown(str(condition), 200)}"
            context.report("HF312", (*path, place), what, "a condition that some states meet")
    seen = seen_states(space, unseen)
    if not np.array(seen)[start]:
        what = "the actor would not see the present state"
        context.report("HF312", path, what, "conditions that leave the start in sight")
        return None
    return seen_space(space, unseen)


def _thought(
    context: Context, path: Path, given: ThoughtIn, seen: StateSpace | None
) -> Preferences:
    other = str(path[-1])
    _decides(context, other, path)
    unknown = [
        context.conditions(pair, (*path, "unknown", place))
        for place, pair in enumerate(given.unknown)
    ]
    order = _order(context, path, given)
    if isinstance(order, Ranking) and seen is not None and not context.problems:
        every_state_ranked(context, path, order, seen)
    return Preferences(
        actor=other,
        order=order,
        unknown=tuple((pair[0], pair[1]) for pair in unknown if len(pair) == 2),
        basis=given.basis or "",
        by=given.by or "",
        sources=context.citations(given.source, path),
    )


def _order(context: Context, path: Path, given: ThoughtIn) -> Priorities | Ranking:
    if given.priorities is not None:
        return Priorities(context.conditions(given.priorities, (*path, "priorities")))
    return Ranking(
        tuple(
            context.conditions(tier, (*path, "ranking", place))
            for place, tier in enumerate(given.ranking or [])
        )
    )
