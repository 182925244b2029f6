"""What rests when each actor plays a game of its own making?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from holdfast.conflict.beliefs import Belief
from holdfast.conflict.preferences import FromContest, Preferences, incomparable, ranks
from holdfast.conflict.states import Indexes, Mask, StateSpace
from holdfast.conflict.views import seen_space, seen_states
from holdfast.stability.analysis import ALL_CONCEPTS, StabilityResult, analyse
from holdfast.stability.concepts import Concept
from holdfast.stability.model import GraphModel, graph_model
from holdfast.stability.order import Order, Reading


class Verdict(StrEnum):
    """What an actor finds a state to be, in its own game."""

    STABLE = "stable"
    UNSTABLE = "unstable"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True, eq=False)
class OwnGame:
    """The conflict as one actor sees it.

    Parameters
    ----------
    actor : id.
    seen : shape (states,) of the whole conflict.
    result : of the game; its state k is the k-th seen state of the whole.
    """

    actor: str
    seen: Mask
    result: StabilityResult

    def stable(self, concept: Concept) -> Mask:
        """Which states does the actor see and find stable? Shape (states,) of the whole."""
        row = self.result.stable[concept][self.result.model.place(self.actor)]
        return self._laid_out(row)

    def expected(self, concept: Concept) -> Indexes:
        """Which states of the whole does the actor take for equilibria?"""
        return np.flatnonzero(self.seen)[self.result.equilibria[concept]]

    def verdict(self, concept: Concept, state: int) -> Verdict:
        """What does the actor find this state of the whole to be?"""
        if not self.seen[state]:
            return Verdict.UNSEEN
        return Verdict.STABLE if self.stable(concept)[state] else Verdict.UNSTABLE

    def _laid_out(self, row: Mask) -> Mask:
        whole = np.zeros(self.seen.size, dtype=np.bool_)
        whole[self.seen] = row
        return whole


@dataclass(frozen=True, slots=True, eq=False)
class HypergameResult:
    """What every actor finds in its own game, and where they all rest.

    Parameters
    ----------
    model : the conflict as it is.
    games : one for each of the model's actors, in their order.
    equilibria : for each concept, states that every actor sees and finds stable in its own
        game; shape (equilibria,).
    """

    model: GraphModel
    games: tuple[OwnGame, ...]
    equilibria: Mapping[Concept, Indexes]


def hypergame(
    model: GraphModel,
    beliefs: Sequence[Belief],
    concepts: Sequence[Concept | str] = ALL_CONCEPTS,
    reading: Reading | str = Reading.CAUTIOUS,
) -> HypergameResult:
    """Which states would every actor rest in, given what each of them sees and believes?

    Parameters
    ----------
    model : the conflict as it is, with everybody's own order.
    beliefs : of those who misread it, one each; the others see it as it is.
    concepts : which to apply.
    reading : of unknown comparisons.

    Raises
    ------
    ValueError
        When an actor has two beliefs, sees no state, has a belief about its own order or about
        one from the contest, or when a believed ranking leaves out a state that it sees.
    KeyError
        When a belief names an actor who decides nothing.

    Notes
    -----
    A hypergame of the first level [BennettDando1979], [WangHipelFraser1988]: an actor has its
    own order, may take the others' orders for something else, and may not see some states. In
    its own game these states are not there: nobody moves to or through them. A state is an
    equilibrium of the hypergame when every actor sees it and finds it stable in its own game.
    A state that an actor does not see is neither stable nor unstable for it, so it is no
    equilibrium, however well it stands with the others.

    Examples
    --------
    They would rather fight than give way, but we think that they would give way. Holding back
    is stable for us in the conflict as it is, and not in our own game:

    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.conditions import Is
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.preferences import Priorities
    >>> does = (("no", "Holds back"), ("yes", "Attacks"))
    >>> space = StateSpace(tuple(Issue(who, "?", does, (who,)) for who in ("us", "them")))
    >>> orders = {"us": Order(np.array([2, 3, 0, 1])), "them": Order(np.array([3, 1, 0, 2]))}
    >>> actors = [Actor("us", "Us", "state"), Actor("them", "Them", "state")]
    >>> model = graph_model(space, actors, orders)
    >>> hypergame(model, [], ["seq"]).equilibria[Concept.SEQ].tolist()
    [0, 3]
    >>> meek = Preferences("them", Priorities((Is("them", "no"), Is("us", "no"))))
    >>> found = hypergame(model, [Belief("us", thinks=(meek,))], ["seq"])
    >>> found.equilibria[Concept.SEQ].tolist(), str(found.games[0].verdict(Concept.SEQ, 0))
    ([3], 'unstable')
    """
    asked = tuple(Concept(concept) for concept in concepts)
    held = {belief.actor: belief for belief in beliefs}
    if len(held) < len(beliefs):
        raise ValueError("an actor has two beliefs")
    for belief in beliefs:
        _check(model, belief)
    as_it_is = analyse(model, asked, reading)
    everything = np.ones(len(model.space), dtype=np.bool_)
    games = []
    for actor in model.actors:
        if actor.id not in held:
            games.append(OwnGame(actor.id, everything, as_it_is))
            continue
        seen, own = own_game(model, held[actor.id])
        games.append(OwnGame(actor.id, seen, analyse(own, asked, reading)))
    equilibria = {
        concept: np.flatnonzero(np.all([game.stable(concept) for game in games], axis=0))
        for concept in asked
    }
    return HypergameResult(model, tuple(games), MappingProxyType(equilibria))


def own_game(model: GraphModel, belief: Belief) -> tuple[Mask, GraphModel]:
    """Which states does the actor see, and which graph model does it play?

    Returns
    -------
    shape (states,) of the whole, and the model over the seen states
    """
    seen = seen_states(model.space, belief.unseen)
    if not seen.any():
        raise ValueError(f"{belief.actor} sees no state")
    space = seen_space(model.space, belief.unseen)
    orders = {
        actor.id: _restricted(order, seen)
        for actor, order in zip(model.actors, model.orders, strict=True)
    }
    orders |= {thought.actor: _believed(thought, space) for thought in belief.thinks}
    return seen, graph_model(space, (*model.actors, *model.bystanders), orders)


def _check(model: GraphModel, belief: Belief) -> None:
    for name in (belief.actor, *(thought.actor for thought in belief.thinks)):
        model.place(name)
    if belief.actor in [thought.actor for thought in belief.thinks]:
        raise ValueError(f"{belief.actor} has a belief about its own order")


def _restricted(order: Order, seen: Mask) -> Order:
    unknown = tuple((one[seen], other[seen]) for one, other in order.unknown)
    return Order(order.ranks[seen], unknown)


def _believed(thought: Preferences, space: StateSpace) -> Order:
    if isinstance(thought.order, FromContest):
        what = f"{thought.actor}: a believed order cannot follow from the contest"
        raise ValueError(what)  # noqa: TRY004 - a conflict that does not fit, as elsewhere
    return Order(ranks(thought.order, space), incomparable(thought, space))
