"""What would the actors have to prefer for a state to be stable?"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from holdfast.stability.analysis import analyse
from holdfast.stability.answers_by_preference import Answer, answers
from holdfast.stability.concepts import Concept
from holdfast.stability.formula import (
    ALWAYS,
    NEVER,
    AllOf,
    Comparison,
    Formula,
    all_of,
    any_of,
    negated,
)
from holdfast.stability.model import GraphModel, graph_model
from holdfast.stability.order import Order, Reading

INVERTED = (Concept.NASH, Concept.GMR, Concept.SMR, Concept.SEQ, Concept.SSEQ)
"""The concepts whose conditions are written out. sim is not: it judges changes, not states."""

_READ = Reading.CAUTIOUS


@dataclass(frozen=True, slots=True)
class Want:
    """A verdict that is wanted.

    Parameters
    ----------
    state : which.
    concept : of `INVERTED`.
    actors : for whom.
    stable : true, stable for each of them; false, not stable for at least one of them.
    """

    state: int
    concept: Concept
    actors: tuple[str, ...]
    stable: bool = True


NO_CHANGES: Mapping[str, Order] = MappingProxyType({})
"""Orders as they are."""


def required(
    model: GraphModel,
    state: int,
    concept: Concept | str,
    actor: str,
    free: Collection[str] | None = None,
) -> Formula:
    """What has to be preferred for this state to be stable for this actor?

    Parameters
    ----------
    model : the graph model.
    state : which.
    concept : of `INVERTED`.
    actor : id of the actor who is to stay.
    free : ids of actors whose orders may be any; the actor alone by default. The others keep
        theirs; comparisons that they cannot make are read cautiously.

    Returns
    -------
    Formula
        Over comparisons of the free actors. A free actor's order is taken to be complete.

    Raises
    ------
    ValueError
        When the concept is not of `INVERTED`, or when answers of free actors make more
        alternatives than `answers_by_preference.MOST_LABELS`.

    Notes
    -----
    nash: not below any t in R_i(s). The others: for each t in R_i(s), not below t, or not below
    the end u of some answer (with a counter-move also not below what i reaches from u); for seq
    and sseq also every move of the answer is an improvement for its mover. The formula is
    monotone: holding s higher never makes it false.

    Examples
    --------
    In the prisoner's dilemma, restraint is stable for the east under seq if it does not like
    arming alone better, or does not like mutual arming better:

    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> arms = (("no", "Holds back"), ("yes", "Arms"))
    >>> issues = tuple(Issue(who, f"Does {who} arm?", arms, (who,)) for who in ("us", "them"))
    >>> actors = (Actor("us", "Us", "state"), Actor("them", "Them", "state"))
    >>> orders = {"us": Order(np.array([2, 3, 0, 1])), "them": Order(np.array([2, 0, 3, 1]))}
    >>> model = graph_model(StateSpace(issues), actors, orders)
    >>> from holdfast.stability.formula import lines
    >>> formula = required(model, 0, "seq", "us")
    >>> for line in lines(formula, str.title, "state {}".format):
    ...     print(line)
    at least one of:
      Us does not prefer state 1 to state 0
      Us does not prefer state 3 to state 0
    """
    chosen = Concept(concept)
    if chosen not in INVERTED:
        raise ValueError(f"the condition of {chosen} is not written out")
    moving = frozenset((actor,) if free is None else free)
    place = model.place(actor)
    view = _View(model, actor, state, actor in moving)
    targets = model.moves[place].of(state).tolist()
    if chosen is Concept.NASH:
        return all_of(view.no_gain(target) for target in targets)
    return all_of(_clause(view, target, chosen, moving) for target in targets)


def wanted_formula(model: GraphModel, want: Want, free: Collection[str]) -> Formula:
    """What has to be preferred, by the free actors, for this verdict?"""
    parts = [required(model, want.state, want.concept, actor, free) for actor in want.actors]
    return all_of(parts) if want.stable else any_of(negated(part) for part in parts)


def with_orders(model: GraphModel, orders: Mapping[str, Order]) -> GraphModel:
    """Which model is it when these actors have these orders instead?"""
    present = {a.id: order for a, order in zip(model.actors, model.orders, strict=True)}
    actors = (*model.actors, *model.bystanders)
    return graph_model(model.space, actors, {**present, **orders})


def granted(
    model: GraphModel, wants: Sequence[Want], orders: Mapping[str, Order] = NO_CHANGES
) -> tuple[bool, ...]:
    """Which of the wanted verdicts does the analysis give, with these orders in place?

    Parameters
    ----------
    model : the graph model.
    wants : verdicts.
    orders : that replace present ones, by actor id.
    """
    changed = with_orders(model, orders) if orders else model
    result = analyse(changed, tuple(dict.fromkeys(want.concept for want in wants)))
    found = []
    for want in wants:
        rows = [changed.place(actor) for actor in want.actors]
        found.append(bool(result.stable[want.concept][rows, want.state].all()) is want.stable)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _View:
    """What the actor thinks of leaving one state, its own order open or fixed."""

    model: GraphModel
    actor: str
    state: int
    open: bool

    def no_gain(self, target: int) -> Formula:
        """It does not prefer the target of a move."""
        return self._not_below(target, unknown_counts=not _READ.deviates)

    def hurts(self, end: int) -> Formula:
        """The end of an answer deters it."""
        return self._not_below(end, unknown_counts=_READ.sanctions)

    def _not_below(self, other: int, *, unknown_counts: bool) -> Formula:
        if self.open or other == self.state:
            return all_of([Comparison(self.actor, self.state, other)])
        order = self.model.orders[self.model.place(self.actor)]
        before, after = np.array(self.state), np.array(other)
        settled = order.not_better(before, after, counted=unknown_counts)
        return ALWAYS if bool(settled) else NEVER


def _clause(view: _View, target: int, concept: Concept, free: frozenset[str]) -> Formula:
    """The move to this target does not pay: no gain in it, or an answer that takes it away."""
    no_gain = view.no_gain(target)
    if no_gain == ALWAYS:
        return ALWAYS
    place = view.model.place(view.actor)
    found = answers(view.model, place, target, credible=concept.credible, free=free)
    ends = [_answer(view, answer, concept) for answer in found]
    return any_of([no_gain, *_shortest(ends)])


def _answer(view: _View, answer: Answer, concept: Concept) -> Formula:
    ends = [answer.end]
    if concept.counter_move:
        place = view.model.place(view.actor)
        ends += view.model.moves[place].of(answer.end).tolist()
    return all_of([*answer.needs, *(view.hurts(end) for end in ends)])


def _shortest(parts: Iterable[Formula]) -> Iterator[Formula]:
    """Leave out alternatives that ask for all that another one asks for, and more."""
    asked = {frozenset(_literals(part)): part for part in parts if part != NEVER}
    kept: list[frozenset[Comparison]] = []
    for literals in sorted(asked, key=len):
        if not any(other <= literals for other in kept):
            kept.append(literals)
    yield from (asked[literals] for literals in asked if literals in set(kept))


def _literals(part: Formula) -> Iterator[Comparison]:
    for one in part.parts if isinstance(part, AllOf) else (part,):
        assert isinstance(one, Comparison)
        yield one
