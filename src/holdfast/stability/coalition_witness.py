"""Why would a coalition stay, or why would it leave? The reason as data."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from holdfast.conflict.states import Mask
from holdfast.stability.coalition_concepts import (
    CoalitionConcept,
    CoalitionStability,
    answering_movers,
    others_than,
)
from holdfast.stability.coalition_reach import Members
from holdfast.stability.coalitions import CoalitionImprovement, coalition_improvements
from holdfast.stability.concepts import least_keys
from holdfast.stability.reach import Reach, legal_reach
from holdfast.stability.steps import Step
from holdfast.stability.witness import NO_ANSWER


@dataclass(frozen=True, slots=True)
class CoalitionAnswer:
    """What follows one improvement of a coalition.

    Parameters
    ----------
    improvement : by which all its members would gain.
    path : the moves by which the others answer, one after the other; empty without an answer.
    turns : under CSEQ the same path cut into coalition improvements, one for each group that
        acts; empty under the other concepts.
    end : the state in which the answer ends, `NO_ANSWER` where there is none.
    hurt : the members who are then no better off than at first.
    """

    improvement: CoalitionImprovement
    path: tuple[Step, ...]
    turns: tuple[CoalitionImprovement, ...]
    end: int
    hurt: Members


@dataclass(frozen=True, slots=True)
class CoalitionWitness:
    """The reason for one verdict on one coalition.

    Parameters
    ----------
    concept, members, state : of which verdict.
    stable : the verdict.
    answers : of a stable state, a shortest answer to every improvement, none where there is
        nothing to gain; of an unstable one, the improvement without an answer that takes
        fewest moves.
    """

    concept: CoalitionConcept
    members: Members
    state: int
    stable: bool
    answers: tuple[CoalitionAnswer, ...]


def coalition_witness(
    result: CoalitionStability,
    concept: CoalitionConcept | str,
    members: Collection[str],
    state: int,
) -> CoalitionWitness:
    """Why is this state stable, or not, for this coalition under this concept?

    Parameters
    ----------
    result : from `coalition_stability`, with this concept.
    concept : one of the result's.
    members : ids of deciding actors, at least one.
    state : 0 up to the number of states less one.

    Returns
    -------
    CoalitionWitness
        Found by a search from every improvement forwards, so it does not lean on the sweep
        that gave the verdict.

    Raises
    ------
    KeyError
        When the result lacks the concept, or a member decides nothing.
    ValueError
        When there is no member.
    IndexError
        When there is no such state.

    Examples
    --------
    In the prisoner's dilemma, arming is answered by arming:

    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> from holdfast.stability.coalition_concepts import coalition_stability
    >>> from holdfast.stability.model import graph_model
    >>> from holdfast.stability.order import Order
    >>> arms = (("no", "Does not arm"), ("yes", "Arms"))
    >>> issues = [Issue(who, f"Does {who} arm?", arms, (who,)) for who in ("us", "them")]
    >>> us, them = Order(np.array([2, 3, 0, 1])), Order(np.array([2, 0, 3, 1]))
    >>> actors = (Actor("us", "Us", "state"), Actor("them", "Them", "state"))
    >>> model = graph_model(StateSpace(tuple(issues)), actors, {"us": us, "them": them})
    >>> result = coalition_stability(model)
    >>> why = coalition_witness(result, "cseq", ["us"], 0)
    >>> why.stable, why.answers[0].turns[0].members, why.answers[0].end, why.answers[0].hurt
    (True, ('them',), 3, ('us',))
    """
    asked, model = CoalitionConcept(concept), result.model
    if not members:
        raise ValueError("a coalition has at least one member")
    places = sorted(model.place(member) for member in set(members))
    inside = tuple(model.actors[place].id for place in places)
    if not 0 <= state < len(model.space):
        raise IndexError(f"no state {state} among {len(model.space)}")
    stable = bool(result.stable[asked][result.coalitions.index(inside), state])
    hurt = _hurt(result, inside, state)
    wanted = np.asarray(hurt.any(axis=0))
    if asked is CoalitionConcept.CSMR:
        wanted &= _no_way_out(result, inside, wanted)
    answers = tuple(
        _answer(result, asked, improvement, (hurt, wanted))
        for improvement in coalition_improvements(model, inside, state, result.reading)
    )
    if not stable:
        unanswered = [answer for answer in answers if answer.end == NO_ANSWER]
        answers = (min(unanswered, key=lambda answer: len(answer.improvement.steps)),)
    return CoalitionWitness(asked, inside, state, stable, answers)


def _hurt(result: CoalitionStability, members: Members, state: int) -> Mask:
    """Who is no better off than at this state, where? Shape (members, states)."""
    model = result.model
    every = np.arange(len(model.space), dtype=np.int64)
    return np.array(
        [
            model.orders[model.place(member)].not_better(
                np.array(state), every, counted=result.reading.sanctions
            )
            for member in members
        ]
    )


def _no_way_out(result: CoalitionStability, members: Members, wanted: Mask) -> Mask:
    """From which states does the coalition reach only states where some member is hurt?"""
    movers = result.reach.movers.within(members)
    return least_keys(movers.arcs, wanted.astype(np.int64)) > 0


def _answer(
    result: CoalitionStability,
    concept: CoalitionConcept,
    improvement: CoalitionImprovement,
    marks: tuple[Mask, Mask],
) -> CoalitionAnswer:
    hurt, wanted = marks
    nothing = CoalitionAnswer(improvement, (), (), NO_ANSWER, ())
    others = others_than(result.model, improvement.members)
    if concept is CoalitionConcept.CNASH or not others:
        return nothing
    arcs = answering_movers(result.model, result.reach, improvement.members, concept)
    reach = legal_reach(arcs, improvement.after, len(result.model.space))
    end = reach.nearest(wanted)
    if end == NO_ANSWER:
        return nothing
    members = improvement.members
    losers = tuple(one for one, row in zip(members, hurt, strict=True) if row[end])
    if concept is not CoalitionConcept.CSEQ:
        steps = result.reach.movers.within(others).steps(reach, end)
        return CoalitionAnswer(improvement, steps, (), end, losers)
    turns = _turns(result, others, reach, end)
    steps = tuple(step for turn in turns for step in turn.steps)
    return CoalitionAnswer(improvement, steps, turns, end, losers)


def _turns(
    result: CoalitionStability, others: Members, reach: Reach, end: int
) -> tuple[CoalitionImprovement, ...]:
    groups = result.reach.within(others)
    states = len(result.model.space)
    turns = []
    for place, before, after in reach.path(end):
        movers = result.reach.movers.within(groups[place])
        steps = movers.steps(legal_reach(movers.arcs, before, states), after)
        turns.append(CoalitionImprovement(groups[place], before, after, steps))
    return tuple(turns)
