"""Which states are stable for coalitions that fear answers, and for two who think ahead?"""

import numpy as np

from holdfast.conflict.states import Mask
from holdfast.core.finding import Completeness
from holdfast.stability.coalition_concepts import CoalitionConcept, coalition_stability
from holdfast.stability.coalition_reach import pairs
from holdfast.stability.foresight import limited_move, non_myopic, stackelberg
from holdfast.stability.model import GraphModel

MOST_ANTICIPATED_STATES = 512
"""Up to so many states these further concepts are part of every answer about stability."""

MOST_ANTICIPATED_PAIRS = 2**26
"""And up to so much work: five actors with 512 states, about a second."""

FEARING = (CoalitionConcept.CGMR, CoalitionConcept.CSMR, CoalitionConcept.CSEQ)
"""The concepts of coalitions that fear answers."""


def fearing_coalitions(model: GraphModel) -> dict[str, object]:
    """Which states would no coalition leave, given what the others could answer?

    Returns
    -------
    the states by concept, or the reason under `left_out`
    """
    if len(model.space) > MOST_ANTICIPATED_STATES or pairs(model) > MOST_ANTICIPATED_PAIRS:
        size = f"{len(model.actors)} actors and {len(model.space)} states"
        return {"left_out": f"{size}; cgmr, csmr and cseq are left out to stay fast"}
    found = coalition_stability(model, FEARING)
    return {concept.value: states.tolist() for concept, states in found.equilibria.items()}


def foresight(model: GraphModel) -> dict[str, object]:
    """What is stable when two actors think several moves ahead?

    Parameters
    ----------
    model : with two deciding actors.

    Returns
    -------
    horizon 2, any horizon, and each actor leading; or `completeness` and the reason why not
    """
    if len(model.space) > MOST_ANTICIPATED_STATES:
        why = f"{len(model.space)} states, more than {MOST_ANTICIPATED_STATES}; not computed"
        return {"completeness": Completeness.GAVE_UP.value, "reason": why}
    try:
        two, ever = limited_move(model, 2), non_myopic(model)
    except ValueError as error:  # unknown comparisons, or nothing repeats
        return {"completeness": Completeness.GAVE_UP.value, "reason": str(error)}
    return {
        "completeness": Completeness.EXACT.value,
        "L2": _told(model, two.stable),
        "NM": {
            **_told(model, ever.stable),
            "repeats_from": ever.since,
            "repeats_every": ever.period,
        },
        "stackelberg": {
            actor.id: stackelberg(model, actor.id).equilibria.tolist() for actor in model.actors
        },
    }


def _told(model: GraphModel, stable: Mask) -> dict[str, object]:
    return {
        "stable": {
            actor.id: np.flatnonzero(row).tolist()
            for actor, row in zip(model.actors, stable, strict=True)
        },
        "equilibria": np.flatnonzero(stable.all(axis=0)).tolist(),
    }
