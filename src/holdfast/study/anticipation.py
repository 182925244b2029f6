"""Which states are stable for two who think several moves ahead?"""

import numpy as np

from holdfast.conflict.states import Mask
from holdfast.core.finding import Completeness
from holdfast.stability.foresight import limited_move, non_myopic, stackelberg
from holdfast.stability.model import GraphModel

MOST_ANTICIPATED_STATES = 512
"""Up to so many states long foresight is part of every answer about stability."""


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
