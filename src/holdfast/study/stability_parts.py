"""What the stability answer adds where a case says more: strength, beliefs, open orders."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.preferences import much_worse
from holdfast.conflict.states import Mask
from holdfast.core.finding import Completeness
from holdfast.stability.concepts import Concept
from holdfast.stability.hypergame import hypergame
from holdfast.stability.model import GraphModel
from holdfast.stability.strength import STRENGTH_CONCEPTS, strength
from holdfast.study.about import (
    FREQUENCY_CAVEATS,
    HYPERGAME_CAVEATS,
    HYPERGAME_CITATIONS,
    STRENGTH_CAVEATS,
    STRENGTH_CITATIONS,
)
from holdfast.study.ensemble import Ensemble
from holdfast.study.stability_ensemble import frequency, uncertain

MOST_PATTERNS = 4096
"""Combinations of options up to which strong verdicts and own games are computed: every move
may have to be listed, and every state is told."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What is added to the stability answer.

    Parameters
    ----------
    answer : by key; empty where the case says no more than orders that are known.
    caveats, citations : that go with it.
    """

    answer: Mapping[str, object]
    caveats: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()


def parts(ensemble: Ensemble, model: GraphModel, concepts: Sequence[str]) -> Parts:
    """What more does this case let us say about stability?

    Parameters
    ----------
    ensemble : the draws.
    model : the graph model of the case.
    concepts : that were asked for.
    """
    conflict = ensemble.conflict
    answer: dict[str, object] = {}
    caveats: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    strong = [concept for concept in concepts if concept in STRENGTH_CONCEPTS]
    if strong and any(p.much_worse for p in conflict.preferences):
        answer["strength"] = _strength(conflict, model, strong)
        caveats, citations = STRENGTH_CAVEATS, STRENGTH_CITATIONS
    if conflict.beliefs:
        answer["hypergame"] = _hypergame(conflict, model, concepts)
        caveats, citations = (
            (*caveats, *HYPERGAME_CAVEATS),
            (*citations, *HYPERGAME_CITATIONS),
        )
    if uncertain(conflict):
        answer["frequency"] = frequency(ensemble, concepts)
        caveats = (*caveats, *FREQUENCY_CAVEATS)
    return Parts(answer, caveats, citations)


def _strength(
    conflict: Conflict, model: GraphModel, concepts: Sequence[str]
) -> dict[str, object]:
    if model.space.patterns > MOST_PATTERNS:
        return _gave_up()
    much = {p.actor: much_worse(p, model.space) for p in conflict.preferences}
    found = strength(model, much, concepts)
    return {
        "completeness": Completeness.EXACT.value,
        "strong": {c.value: _by_actor(model, found.strong[c]) for c in found.strong},
        "weak": {c.value: _by_actor(model, found.weak(c)) for c in found.strong},
        "strong_equilibria": {
            c.value: found.strong_equilibria(c).tolist() for c in found.strong
        },
    }


def _hypergame(
    conflict: Conflict, model: GraphModel, concepts: Sequence[str]
) -> dict[str, object]:
    if model.space.patterns > MOST_PATTERNS:
        return _gave_up()
    found = hypergame(model, conflict.beliefs, concepts)
    asked = [Concept(concept) for concept in concepts]
    return {
        "completeness": Completeness.EXACT.value,
        "unseen": {g.actor: np.flatnonzero(~g.seen).tolist() for g in found.games},
        "stable": {
            c.value: {g.actor: np.flatnonzero(g.stable(c)).tolist() for g in found.games}
            for c in asked
        },
        "expected": {
            c.value: {g.actor: g.expected(c).tolist() for g in found.games} for c in asked
        },
        "equilibria": {c.value: found.equilibria[c].tolist() for c in asked},
    }


def _gave_up() -> dict[str, object]:
    reason = f"more than {MOST_PATTERNS} combinations of options; not computed"
    return {"completeness": Completeness.GAVE_UP.value, "reason": reason}


def _by_actor(model: GraphModel, mask: Mask) -> dict[str, list[int]]:
    return {
        actor.id: np.flatnonzero(mask[place]).tolist()
        for place, actor in enumerate(model.actors)
    }
