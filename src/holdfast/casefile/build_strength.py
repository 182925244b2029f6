"""Which comparisons are strong, out of a validated file."""

import numpy as np

from holdfast.casefile.context import Context
from holdfast.casefile.fields import shown
from holdfast.casefile.tree import Path
from holdfast.conflict.conditions import Condition, Not
from holdfast.conflict.preferences import FromContest, Priorities, Ranking, ranks
from holdfast.conflict.states import StateSpace

Pairs = tuple[tuple[Condition, Condition], ...]


def build_much_worse(context: Context, path: Path, given: list[list[str]]) -> Pairs:
    """Which states are much worse than which others?

    Parameters
    ----------
    context : the file.
    path : of the actor's preferences.
    given : one condition each, whose states are much worse than all others, or two.
    """
    pairs = []
    for place, texts in enumerate(given):
        found = context.conditions(texts, (*path, "much_worse", place))
        if len(found) == len(texts):
            pairs.append((found[0], found[1] if len(found) == 2 else Not(found[0])))
    return tuple(pairs)


def check_much_worse(
    context: Context,
    path: Path,
    order: Priorities | Ranking | FromContest,
    given: tuple[Pairs, StateSpace | None],
) -> None:
    """Note every strong comparison that the order does not bear out.

    Parameters
    ----------
    context : the file.
    path : of the actor's preferences.
    order : the actor's.
    given : the pairs, and the states.
    """
    pairs, space = given
    if pairs and isinstance(order, FromContest):
        expected = "priorities or ranking beside it"
        context.report(
            "HF202", (*path, "much_worse"), "much_worse needs an order of its own", expected
        )
    if not pairs or isinstance(order, FromContest) or space is None or context.problems:
        return
    rank = ranks(order, space)
    for place, (worse, better) in enumerate(pairs):
        low, high = space.holds(worse), space.holds(better)
        where = (*path, "much_worse", place)
        if not low.any() or not high.any():
            empty = str(worse if not low.any() else better)
            what = f"no possible state is one of: {shown(empty, 200)}"
            context.report("HF311", where, what, "a condition that some states meet, not all")
        elif rank[low].max() >= rank[high].min():
            _contradiction(context, where, space, (low, high, rank))


def _contradiction(
    context: Context,
    where: Path,
    space: StateSpace,
    found: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    low, high, rank = found
    best = int(np.flatnonzero(low)[rank[low].argmax()])
    worst = int(np.flatnonzero(high)[rank[high].argmin()])
    what = f"the order does not rank ({_shown(space, best)}) below ({_shown(space, worst)})"
    expected = "states that the order ranks below all those they are much worse than"
    context.report("HF311", where, what, expected)


def _shown(space: StateSpace, state: int) -> str:
    return ", ".join(f"{issue} = {option}" for issue, option in space.describe(state).items())
