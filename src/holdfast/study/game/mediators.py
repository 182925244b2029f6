"""What the mediators of a case put into the talks of the commitment game."""

import numpy as np

from holdfast.conflict.contest import Contest
from holdfast.core.quantity import Draws
from holdfast.study.ensemble import Ensemble

LEAST_LEANING = 0.05
"""A mediator who leans less than this to either side is not believed when it says to one: the
other is strong, concede. One with a stake on the listener's side is [Kydd2003]."""

_ENDS = 0.05, 0.95  # of the challenger's weight in the terms


def talks_with_mediators(ensemble: Ensemble, contest: Contest) -> dict[str, Draws]:
    """How likely do talks work, and which way do the terms lean? Shape (draws,) each.

    Notes
    -----
    Every mediator who is believed mends part of the talks that would fail; every one beyond the
    first adds friction. Leanings add up and move the challenger's weight.
    """
    assumed = {name: ensemble.of(quantity) for name, quantity in contest.conduct}
    fails, pull = 1.0 - assumed["mediation"], np.zeros(ensemble.draws)
    for mediator in ensemble.conflict.mediators:
        if mediator.leans is None:
            continue
        lean = ensemble.of(mediator.leans)
        believed = np.abs(lean) >= LEAST_LEANING
        fails = fails * (1.0 - assumed["mediator_help"] * believed)
        pull = pull - assumed["mediator_pull"] * lean  # -1 is wholly the challenger's
    beyond = max(0, len(ensemble.conflict.mediators) - 1)
    works = (1.0 - fails) * (1.0 - assumed["mediator_friction"]) ** beyond
    weight = ensemble.of(contest.bargaining_weight) + pull
    return {"mediation": np.asarray(works), "mediator_lean": np.clip(weight, *_ENDS)}
