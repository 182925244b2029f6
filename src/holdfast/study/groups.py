"""Which states would groups of actors leave together, and why?"""

from collections.abc import Iterator, Sequence

import numpy as np

from holdfast.core.finding import Completeness
from holdfast.stability.coalition_concepts import (
    CoalitionConcept,
    CoalitionStability,
    coalition_stability,
)
from holdfast.stability.coalition_reach import pairs
from holdfast.stability.coalition_witness import CoalitionAnswer, coalition_witness
from holdfast.stability.coalition_wording import coalition_sentence, leaving_text
from holdfast.stability.coalitions import (
    MOST_COALITION_ACTORS,
    CoalitionImprovement,
    CoalitionResult,
    coalition_improvements,
    coalition_nash,
)
from holdfast.stability.model import GraphModel
from holdfast.stability.steps import Step

MOST_FEARING_STATES = 512
"""Up to so many states coalitions that fear answers are part of every answer."""

MOST_FEARING_PAIRS = 2**26
"""And up to so much work: five actors with 512 states, about a second."""

MOST_WITNESSES = 2000
"""Reasons of verdicts on coalitions that are given; a few milliseconds each."""

MOST_LEFT = 200
"""States for which the group that would leave them is named."""

FEARING = (CoalitionConcept.CGMR, CoalitionConcept.CSMR, CoalitionConcept.CSEQ)
"""The concepts of coalitions that fear answers."""


def groups(
    model: GraphModel, start: int, resting: Sequence[int], *, why: bool
) -> dict[str, object]:
    """What would coalitions do, as plain data?

    Parameters
    ----------
    model : the graph model.
    start : the state now.
    resting : states that no actor leaves alone, under some concept.
    why : whether to add the reason of each verdict on the start and on those states.
    """
    if len(model.actors) > MOST_COALITION_ACTORS:
        reason = f"more than {MOST_COALITION_ACTORS} actors decide something; not computed"
        return {"completeness": Completeness.GAVE_UP.value, "reason": reason}
    found = coalition_nash(model)
    answer: dict[str, object] = {
        "completeness": Completeness.EXACT.value,
        "stable": found.equilibria.tolist(),
        "improvements_from_start": [
            {"members": list(step.members), "from": step.before, "to": step.after}
            for members in found.coalitions
            for step in coalition_improvements(model, members, start)
        ],
        "leaving": [_told(model, way) for way in _leaving(model, found, resting)],
    }
    states = len(model.space)
    if states > MOST_FEARING_STATES or pairs(model) > MOST_FEARING_PAIRS:
        size = f"{len(model.actors)} actors and {states} states"
        return answer | {"left_out": f"{size}; cgmr, csmr and cseq are left out to stay fast"}
    fearing = coalition_stability(model, (CoalitionConcept.CNASH, *FEARING) if why else FEARING)
    answer |= {c.value: fearing.equilibria[c].tolist() for c in FEARING}
    if why:
        answer["witnesses"] = list(_witnesses(fearing, sorted({start, *resting})))
    return answer


def _leaving(
    model: GraphModel, found: CoalitionResult, resting: Sequence[int]
) -> Iterator[CoalitionImprovement]:
    """For each state the smallest group that would leave it, all its members moving."""
    for state in resting[:MOST_LEFT]:
        for row in np.flatnonzero(~found.stable[:, state]).tolist():  # smaller groups first
            ways = coalition_improvements(model, found.coalitions[row], state)
            joined = [way for way in ways if _movers(way) == set(way.members)]
            if joined:
                yield min(joined, key=lambda way: len(way.steps))
                break


def _movers(way: CoalitionImprovement) -> set[str]:
    return {mover for step in way.steps for mover in step.movers}


def _told(model: GraphModel, way: CoalitionImprovement) -> dict[str, object]:
    return {
        "from": way.before,
        "to": way.after,
        "members": list(way.members),
        "steps": [_step(step) for step in way.steps],
        "says": leaving_text(model, way),
    }


def _witnesses(
    result: CoalitionStability, states: Sequence[int]
) -> Iterator[dict[str, object]]:
    several = [members for members in result.coalitions if len(members) > 1]
    asked = [(c, m, s) for c in result.stable for m in several for s in states]
    for concept, members, state in asked[:MOST_WITNESSES]:
        reason = coalition_witness(result, concept, members, state)
        yield {
            "concept": concept.value,
            "members": list(members),
            "state": state,
            "stable": reason.stable,
            "answers": [_answer(answer) for answer in reason.answers],
            "sentence": coalition_sentence(result.model, reason),
        }


def _answer(answer: CoalitionAnswer) -> dict[str, object]:
    return {
        "improvement": [_step(step) for step in answer.improvement.steps],
        "path": [_step(step) for step in answer.path],
        "turns": [list(turn.members) for turn in answer.turns],
        "end": answer.end,
        "hurt": list(answer.hurt),
    }


def _step(step: Step) -> dict[str, object]:
    return {"movers": list(step.movers), "from": step.before, "to": step.after}
