"""Who can stand in the way: actors without whose moves a state is not reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from holdfast.stability.coalitions import (
    Movers,
    all_movers,
    coalition_improvements,
    improving,
)
from holdfast.stability.model import GraphModel
from holdfast.stability.order import Reading
from holdfast.stability.reach import legal_reach


@dataclass(frozen=True, slots=True)
class Access:
    """What the way from the start to a state asks of whom.

    Parameters
    ----------
    target : the state.
    blockers : actors any one of whom can keep the conflict from it, by never moving.
    coalition : the smallest group that would go there together, all of its members gaining in
        the end, where no sequence of single gains leads there; empty where one does, and where
        no group would.
    """

    target: int
    blockers: tuple[str, ...]
    coalition: tuple[str, ...]


def access(
    model: GraphModel, start: int, targets: Iterable[int], reading: Reading = Reading.CAUTIOUS
) -> tuple[Access, ...]:
    """Who can block the way to each of these states, and which need a coalition?

    Parameters
    ----------
    model : the graph model.
    start : the state now.
    targets : states asked about.
    reading : of unknown comparisons, as deviators read them.

    Returns
    -------
    one for each target, in their order; a target that is the start, or that nobody reaches, has
    no blockers.

    Notes
    -----
    A blocker refuses every move, alone and in groups that decide an issue together. Coalitions
    are looked at in order of size [KilgourEtAl2001].

    Examples
    --------
    >>> import numpy as np
    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> from holdfast.stability.model import graph_model
    >>> from holdfast.stability.order import Order
    >>> truce = Issue("truce", "Is there a truce?", (("no", "No"), ("yes", "Yes")), ("a", "b"))
    >>> orders = {"a": Order(np.array([0, 1])), "b": Order(np.array([0, 1]))}
    >>> both = (Actor("a", "A", "state"), Actor("b", "B", "state"))
    >>> access(graph_model(StateSpace((truce,)), both, orders), 0, [1])[0].blockers
    ('a', 'b')
    """
    movers, states = all_movers(model), len(model.space)
    names = [actor.id for actor in model.actors]
    free = legal_reach(movers.arcs, start, states).reached
    without = {
        name: legal_reach(_without(movers, name).arcs, start, states).reached for name in names
    }
    gained = legal_reach(improving(model, movers, reading).arcs, start, states).reached
    joint = _coalitions(model, start, reading)
    return tuple(
        Access(
            target,
            tuple(name for name in names if free[target] and not without[name][target])
            if target != start
            else (),
            () if gained[target] or target == start else joint.get(target, ()),
        )
        for target in targets
    )


def _without(movers: Movers, name: str) -> Movers:
    kept = [place for place, group in enumerate(movers.groups) if name not in group]
    return Movers(
        tuple(movers.groups[place] for place in kept),
        tuple(movers.arcs[place] for place in kept),
    )


def _coalitions(model: GraphModel, start: int, reading: Reading) -> dict[int, tuple[str, ...]]:
    """The smallest coalition that would go to each state from the start."""
    names = [actor.id for actor in model.actors]
    found: dict[int, tuple[str, ...]] = {}
    for size in range(2, len(names) + 1):
        for members in combinations(names, size):
            for step in coalition_improvements(model, members, start, reading):
                found.setdefault(step.after, members)
    return found
