"""The graph model: who can move where, and what each of them prefers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

from holdfast.conflict.actors import Actor
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.preferences import (
    FromContest,
    Preferences,
    Ranks,
    incomparable,
    ranks,
)
from holdfast.conflict.states import StateSpace
from holdfast.stability.blocks import BELOW, Blocks, Ladder, blocks_of, boxed, ladder
from holdfast.stability.moves import Arcs, moves_of
from holdfast.stability.order import Order, Reading

NOTHING_GIVEN: Mapping[str, Ranks] = MappingProxyType({})
"""No ranks from elsewhere."""


@dataclass(frozen=True, eq=False)
class GraphModel:
    """All that the stability concepts need, as arrays; moves are laid out when first asked for.

    Parameters
    ----------
    space : the states.
    actors : those who decide something, in order.
    bystanders : those who decide nothing; no state is unstable for them, so no verdict
        mentions them.
    orders : for each of the actors its order over the states.
    """

    space: StateSpace
    actors: tuple[Actor, ...]
    bystanders: tuple[Actor, ...]
    orders: tuple[Order, ...]

    @cached_property
    def moves(self) -> tuple[Arcs, ...]:
        """For each of the actors the states that one move of its own reaches."""
        return tuple(moves_of(self.space, (actor.id,)) for actor in self.actors)

    @cached_property
    def blocks(self) -> tuple[Blocks, ...]:
        """How each actor's moves lie as blocks; empty where they do not, for one or more.

        A comparison that is not known breaks the order within a block, so it counts too.
        """
        found = [blocks_of(self.space, actor.id) for actor in self.actors]
        known = not any(order.unknown for order in self.orders)
        whole = [blocks for blocks in found if blocks is not None]
        return tuple(whole) if known and len(whole) == len(found) else ()

    @cached_property
    def ladders(self) -> tuple[Ladder, ...]:
        """How each actor's patterns stand in its blocks, best first; needs `blocks`."""
        return tuple(
            ladder(blocks, boxed(self.space, order.ranks, BELOW))
            for blocks, order in zip(self.blocks, self.orders, strict=True)
        )

    def place(self, actor: str) -> int:
        """At which place among the actors stands this id? KeyError where it decides nothing."""
        for place, candidate in enumerate(self.actors):
            if candidate.id == actor:
                return place
        raise KeyError(actor)

    def improvements(self, place: int, reading: Reading) -> Arcs:
        """Which moves does this actor make for its own gain?"""
        return self._improving(place, through=reading.deviates)

    def sanctioners(self, place: int, reading: Reading, *, improving: bool) -> list[Arcs]:
        """With which moves may each of the other actors answer this one?

        Parameters
        ----------
        place : of the actor who is answered.
        reading : what an unknown comparison means to the others.
        improving : whether only their own improvements count.
        """
        others = [other for other in range(len(self.actors)) if other != place]
        if not improving:
            return [self.moves[other] for other in others]
        return [self._improving(other, through=reading.sanctions) for other in others]

    def _improving(self, place: int, *, through: bool) -> Arcs:
        arcs, order = self.moves[place], self.orders[place]
        return arcs.keep(order.better(arcs.sources, arcs.targets, through=through))


def graph_model(
    space: StateSpace, actors: Sequence[Actor], orders: Mapping[str, Order]
) -> GraphModel:
    """Which graph model do these states, actors and orders make?

    Parameters
    ----------
    space : the states.
    actors : all actors, with ids that differ.
    orders : the order of every actor who decides something, by id.

    Returns
    -------
    GraphModel
        Ranks are renumbered from 0; only their order counts.

    Raises
    ------
    ValueError
        When an actor who decides something or makes a listed move has no order or an order of
        the wrong shape, or is not among the actors.

    Examples
    --------
    >>> from holdfast.conflict.issues import Issue
    >>> guns = Issue("guns", "Do the guns fire?", (("no", "No"), ("yes", "Yes")), ("north",))
    >>> north, south = Actor("north", "North", "state"), Actor("south", "South", "state")
    >>> orders = {"north": Order(np.array([5, 9]))}
    >>> model = graph_model(StateSpace((guns,)), (north, south), orders)
    >>> model.orders[0].ranks.tolist(), model.bystanders[0].name
    ([0, 1], 'South')
    """
    deciding = space.movers
    strangers = sorted(deciding - {actor.id for actor in actors})
    if strangers:
        raise ValueError(f"{strangers[0]} decides an issue and is not among the actors")
    active = tuple(actor for actor in actors if actor.id in deciding)
    for actor in active:
        if actor.id not in orders:
            raise ValueError(f"{actor.id} decides an issue and has no preferences")
    return GraphModel(
        space=space,
        actors=active,
        bystanders=tuple(actor for actor in actors if actor.id not in deciding),
        orders=tuple(_renumbered(orders[actor.id], actor.id, len(space)) for actor in active),
    )


def model_of(conflict: Conflict, given: Mapping[str, Ranks] = NOTHING_GIVEN) -> GraphModel:
    """Which graph model does this conflict make?

    Parameters
    ----------
    conflict : with issues, and preferences for every actor who decides something.
    given : ranks, shape (states,), larger better, of exactly those deciding actors whose order
        follows from the contest; this package cannot work them out.

    Raises
    ------
    ValueError
        When the conflict has no issues, when preferences are missing or leave a state out, or
        when `given` does not fit.
    """
    space = conflict.space
    if space is None:
        raise ValueError(f"the case {conflict.id} has no issues, so there are no states")
    from_contest = {
        one.actor for one in conflict.preferences if isinstance(one.order, FromContest)
    }
    needless = sorted(set(given) - from_contest)
    if needless:
        raise ValueError(
            f"{needless[0]}: ranks are given, but the order is not from the contest"
        )
    orders = {
        one.actor: _order(one, space, given)
        for one in conflict.preferences
        if one.actor in space.movers
    }
    return graph_model(space, conflict.actors, orders)


def _order(preferences: Preferences, space: StateSpace, given: Mapping[str, Ranks]) -> Order:
    actor, order = preferences.actor, preferences.order
    unknown = incomparable(preferences, space)
    if isinstance(order, FromContest):
        if actor not in given:
            raise ValueError(f"{actor}: the order follows from the contest, so give its ranks")
        return Order(given[actor], unknown)
    try:
        return Order(ranks(order, space), unknown)
    except ValueError as error:
        raise ValueError(f"{actor}: {error}") from error


def _renumbered(order: Order, actor: str, states: int) -> Order:
    """Ranks from 0, so that no rank can be mistaken for the marks above and below them all."""
    shapes = {order.ranks.shape, *(side.shape for pair in order.unknown for side in pair)}
    if shapes != {(states,)}:
        raise ValueError(f"{actor}: the order is not over the {states} states")
    _, renumbered = np.unique(order.ranks, return_inverse=True)
    return Order(renumbered.astype(np.int64).reshape(-1), order.unknown)
