"""When does a coalition stay where it is? Four concepts, for every coalition."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

import numpy as np

from holdfast.conflict.states import Indexes, Mask
from holdfast.stability.analysis import analyse
from holdfast.stability.coalition_reach import (
    CoalitionReach,
    Members,
    coalition_reach,
    packed,
)
from holdfast.stability.coalitions import Bits
from holdfast.stability.concepts import Concept, least_keys
from holdfast.stability.model import GraphModel
from holdfast.stability.moves import Arcs
from holdfast.stability.order import Reading


class CoalitionConcept(StrEnum):
    """How far a coalition looks ahead before its members leave a state together.

    CNASH looks at the coalition's own moves only. CGMR fears any answer by the others, CSMR an
    answer that hurts even after whatever the coalition does next, CSEQ only answers along
    which each group of the others that acts gains.
    """

    CNASH = "cnash"
    CGMR = "cgmr"
    CSMR = "csmr"
    CSEQ = "cseq"

    @property
    def alone(self) -> Concept:
        """Which concept for single actors matches it?"""
        return Concept(self.value.removeprefix("c"))


ALL_COALITION_CONCEPTS = tuple(CoalitionConcept)
"""The four concepts."""


@dataclass(frozen=True, slots=True, eq=False)
class CoalitionStability:
    """The verdicts of some concepts on every state, for every coalition.

    Parameters
    ----------
    model : what was analysed.
    reading : how unknown comparisons were read.
    reach : what every coalition reaches and improves by.
    stable : for each concept, shape (coalitions, states), in the order of `coalitions`.
    equilibria : for each concept, the states that are coalitionally stable: stable for every
        coalition of one actor or more; shape (equilibria,).
    """

    model: GraphModel
    reading: Reading
    reach: CoalitionReach
    stable: Mapping[CoalitionConcept, Mask]
    equilibria: Mapping[CoalitionConcept, Indexes]

    @property
    def coalitions(self) -> tuple[Members, ...]:
        """Which coalitions were looked at: every one of one actor or more, smaller first."""
        return self.reach.groups


def coalition_stability(
    model: GraphModel,
    concepts: Sequence[CoalitionConcept | str] = ALL_COALITION_CONCEPTS,
    reading: Reading | str = Reading.CAUTIOUS,
) -> CoalitionStability:
    """Which states would no coalition leave, given what the others could answer?

    Parameters
    ----------
    model : within the limits of `coalition_reach`.
    concepts : which to apply, such as `CoalitionConcept.CSEQ` or "cseq".
    reading : of unknown comparisons.

    Returns
    -------
    CoalitionStability
        Exact, for every coalition of one actor or more.

    Raises
    ------
    ValueError
        When a concept or reading is unknown, or the model is too large.

    Notes
    -----
    The coalition H improves from s to t when t can be reached by a legal sequence of its
    movers and all its members prefer t [KilgourEtAl2001]. An answer ends in a state that at
    least one member does not prefer to s [InoharaHipel2008]. Under CSEQ one step of an answer
    is one whole coalition improvement by one group of the others, and the same group does not
    take two steps in a row; what its members think on the way within a step does not count.

    Examples
    --------
    In the prisoner's dilemma the pair leaves mutual arming together, and nobody is left to
    answer; each fears the answer of the other, so restraint is stable for every coalition.

    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> from holdfast.stability.model import graph_model
    >>> from holdfast.stability.order import Order
    >>> arms = (("no", "Does not arm"), ("yes", "Arms"))
    >>> issues = [Issue(who, f"Does {who} arm?", arms, (who,)) for who in ("us", "them")]
    >>> us, them = Order(np.array([2, 3, 0, 1])), Order(np.array([2, 0, 3, 1]))
    >>> actors = (Actor("us", "Us", "state"), Actor("them", "Them", "state"))
    >>> model = graph_model(StateSpace(tuple(issues)), actors, {"us": us, "them": them})
    >>> found = coalition_stability(model)
    >>> {concept.value: states.tolist() for concept, states in found.equilibria.items()}
    {'cnash': [], 'cgmr': [0], 'csmr': [0], 'cseq': [0]}
    """
    asked = [CoalitionConcept(concept) for concept in concepts]
    read = Reading(reading)
    reach = coalition_reach(model, read)
    stable = {
        concept: np.array(
            [_stable_for(model, reach, group, concept, read) for group in reach.groups]
        ).reshape(len(reach.groups), len(model.space))
        for concept in asked
    }
    equilibria = {c: np.flatnonzero(mask.all(axis=0)) for c, mask in stable.items()}
    for array in (*stable.values(), *equilibria.values()):
        array.setflags(write=False)
    return CoalitionStability(
        model, read, reach, MappingProxyType(stable), MappingProxyType(equilibria)
    )


def strong(result: CoalitionStability, concept: CoalitionConcept | str) -> Indexes:
    """Which states are stable for every coalition, and for every actor who thinks alone?

    Parameters
    ----------
    result : from `coalition_stability`, with this concept.
    concept : such as "cseq"; the actors alone are judged by the matching one, here seq.

    Returns
    -------
    shape (states,)

    Raises
    ------
    KeyError
        When the result lacks the concept.

    Notes
    -----
    The two differ where an answer takes a group: an actor who thinks alone expects no answer
    that others can only give together, a coalition of that one actor does.
    """
    asked = CoalitionConcept(concept)
    alone = analyse(result.model, [asked.alone], result.reading).equilibria[asked.alone]
    return np.intersect1d(result.equilibria[asked], alone)


def _stable_for(
    model: GraphModel,
    reach: CoalitionReach,
    members: Members,
    concept: CoalitionConcept,
    reading: Reading,
) -> Mask:
    improvements = reach.leaving[members]
    if concept is CoalitionConcept.CNASH:
        answered = np.zeros(len(improvements), dtype=np.bool_)
    elif concept is CoalitionConcept.CSMR:
        answered = _caught(model, reach, members, reading)
    else:
        movers = answering_movers(model, reach, members, concept)
        answered = _spoilt(model, members, improvements, movers, reading)
    stable = np.ones(len(model.space), dtype=np.bool_)
    stable[improvements.sources[~answered]] = False
    return stable


def answering_movers(
    model: GraphModel, reach: CoalitionReach, members: Members, concept: CoalitionConcept
) -> tuple[Arcs, ...]:
    """By which moves, or whole coalition improvements, may the others answer?

    Parameters
    ----------
    model, reach : the model and what its coalitions reach.
    members : the coalition that is answered.
    concept : under CSEQ one for each coalition in `reach.within` the others, else one for each
        mover that consists of others only.
    """
    others = others_than(model, members)
    if concept is CoalitionConcept.CSEQ:
        return tuple(reach.answering[group] for group in reach.within(others))
    return reach.movers.within(others).arcs


def others_than(model: GraphModel, members: Members) -> Members:
    """Which deciding actors do not belong to the coalition?"""
    return tuple(actor.id for actor in model.actors if actor.id not in members)


def _spoilt(
    model: GraphModel,
    members: Members,
    improvements: Arcs,
    movers: Sequence[Arcs],
    reading: Reading,
) -> Mask:
    """Which improvements can be answered so that some member is no better off?

    A member is hurt somewhere on the others' sequences exactly when its least key there is at
    most its rank, so each member needs one sweep and no reached set is stored.
    """
    before, after = improvements.sources, improvements.targets
    answered = np.zeros(len(improvements), dtype=np.bool_)
    for member in members:
        order = model.orders[model.place(member)]
        for starts, worth in order.views(counted=reading.sanctions):
            least = least_keys(movers, worth)
            seen = starts[before]
            answered[seen] |= least[after[seen]] <= order.ranks[before[seen]]
    return answered


def _caught(
    model: GraphModel, reach: CoalitionReach, members: Members, reading: Reading
) -> Mask:
    """Which improvements can be answered so that no way out makes all members better off?

    No single key says this, as a different member may be hurt after every way out. So for each
    start s: the states from where the coalition can get to something better for all, by its
    reached sets; and whether the others can reach any other state from t.
    """
    improvements = reach.leaving[members]
    others = others_than(model, members)
    if not others:
        return np.zeros(len(improvements), dtype=np.bool_)
    every = np.eye(len(model.space), dtype=np.bool_)
    own = reach.reached[members] | packed(every)  # it may also stay
    theirs = reach.reached[others]
    answered = [
        (theirs[improvements.of(state)] & held).any(axis=1)
        for state, held in _held(model, members, own, reading)
    ]
    return np.concatenate(answered) if answered else np.zeros(0, dtype=np.bool_)


def _held(
    model: GraphModel, members: Members, own: Bits, reading: Reading
) -> Iterator[tuple[int, Bits]]:
    """For each start: the states from where it gets to nothing better for all, as bits."""
    every = np.arange(len(model.space), dtype=np.int64)
    hurt = np.zeros((every.size, every.size), dtype=np.bool_)
    for member in members:
        order = model.orders[model.place(member)]
        hurt |= order.not_better(every[:, np.newaxis], every, counted=reading.sanctions)
    better = packed(~hurt)
    for state in range(every.size):
        out = (own & better[state]).any(axis=1)
        yield state, packed(~out[np.newaxis, :])[0]
