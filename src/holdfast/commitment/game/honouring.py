"""Would the guarantors honour what they promised, and what does an attack then cost?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.contagion import Guarantors, fixed_points
from holdfast.commitment.game.grids import Values
from holdfast.commitment.game.parameters import SUPPORT_LEVELS, GameParameters


@dataclass(frozen=True, slots=True, eq=False)
class Honouring:
    """What stands behind the guarantee, by the guarantors' level of support.

    Parameters
    ----------
    honoured : shape (3,); chance that the guarantors honour.
    cost : shape (3,); cost of an attack to A: sanctions and reputation, in prize.
    strength : shape (3,); of the guarantee as T counts it, in prize.
    shortfall : shape (3,); share of the precondition that it leaves unmet, 0 to 1.
    force : power that honouring takes from the aggressor in time.
    several : whether guarantors who look at one another could as well do otherwise.
    """

    honoured: Values
    cost: Values
    strength: Values
    shortfall: Values
    force: float
    several: bool


def honouring(given: GameParameters) -> Honouring:
    """How surely would the guarantors honour, and what does their guarantee come to?

    Notes
    -----
    A guarantor honours for its stake in the force and the cost of abandoning, against the cost
    of honouring [Smith1995], and for what the others do where there is contagion; a sunk
    deployment raises the belief that it is resolved. Without any instrument nothing is
    honoured.
    """
    level = np.arange(SUPPORT_LEVELS, dtype=np.float64)
    force = given.force * given.in_time
    cost = given.guarantor_cost - given.guarantor_cost_relief * level
    doubt = (1.0 - given.resolved) * np.exp(-given.precision_guarantor * given.deployment_cost)
    resolved = given.resolved / (given.resolved + doubt)
    sure = given.automatic + (1.0 - given.automatic) * resolved
    gain: Values = given.guarantor_stake * force + given.abandonment - cost
    roots = [_roots(given, sure, float(one)) for one in gain]
    honoured = np.array([one[-1 if given.rallied else 0] for one in roots])
    several = any(len(one) > 1 for one in roots)
    if not any((given.abandonment, given.force, given.sanctions, given.automatic)):
        honoured, several = np.zeros(SUPPORT_LEVELS), False
    punished = given.sanctions * (given.snap_back + (1.0 - given.snap_back) * honoured)
    strength = honoured * force + punished + given.aid_quarters * given.aid
    asked = given.precondition
    short = np.maximum(0.0, 1.0 - strength / asked) if asked > 0.0 else 0.0 * strength
    return Honouring(
        honoured, punished + given.reputation_cost, strength, short, force, several
    )


def _roots(given: GameParameters, sure: float, gain: float) -> tuple[float, ...]:
    one = np.ones(1)
    among = Guarantors(
        gain * one,
        sure * one,
        one,
        given.contagion,
        given.precision_guarantor,
        given.base_honour,
    )
    if not given.contagion:
        return (float(among.honoured(0.0)[0]),)
    return fixed_points(among)
