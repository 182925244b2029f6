"""How strong must an outside guarantee be for the weak side to disarm?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import not_negative, probability
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_draws,
    as_verdicts,
    together,
    units_to_cover,
)
from holdfast.core.tolerances import SHARE


@dataclass(frozen=True, slots=True)
class MinimalGuarantee:
    """How likely must the guarantor be to act? All fields have one broadcast shape.

    Attributes
    ----------
    certainty : probability, or more than 1 where no guarantor of this strength is enough
        Least chance that the guarantor acts; 0 where the deal keeps itself; infinity where
        the guarantor brings neither force nor cost.
    feasible : true or false
        Whether `certainty` is at most 1.
    weak_needs : share
        Least the weak side takes rather than fight on.
    strong_leaves : share
        Most the strong side leaves to the weak one once the weak one has disarmed, with
        nobody to enforce the deal.
    """

    certainty: Draws
    feasible: Verdicts
    weak_needs: Draws
    strong_leaves: Draws


def minimal_guarantee(
    *,
    power_weak: Numbers,
    power_strong_after: Numbers,
    cost_weak: Numbers,
    cost_strong: Numbers,
    force: Numbers,
    imposed_cost: Numbers,
) -> MinimalGuarantee:
    """How likely must a guarantor be to act, for the settlement to keep itself?

    Parameters
    ----------
    power_weak : any shape, probability
        The weak side's chance of winning if it fights on today.
    power_strong_after : any shape, probability
        The strong side's chance of winning once the weak side has disarmed.
    cost_weak, cost_strong : any shape, share of the prize, >= 0
    force : any shape, probability, >= 0
        What the guarantor takes off the strong side's chance of winning when it acts.
    imposed_cost : any shape, share of the prize, >= 0
        What acting costs the strong side besides: sanctions, arms, isolation.

    Returns
    -------
    MinimalGuarantee, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    g* = [p_S' - (1 - p_W) - c_S - c_W]_+ / (f + k). The question, that demobilising makes a
    settlement unsafe without an outside enforcer, is that of [Walter1997] and [Fearon1998];
    the algebra is our own.

    Examples
    --------
    A gap of .1 between what is needed and what is left, closed by .6 of guarantee:

    >>> answer = minimal_guarantee(power_weak=0.4, power_strong_after=0.9, cost_weak=0.1,
    ...     cost_strong=0.1, force=0.4, imposed_cost=0.2)
    >>> print(answer.certainty.round(4), answer.feasible)
    0.1667 True
    """
    weak, strong, cost_w, cost_s, f, k = together(
        probability(power_weak, "power_weak"),
        probability(power_strong_after, "power_strong_after"),
        not_negative(cost_weak, "cost_weak"),
        not_negative(cost_strong, "cost_strong"),
        not_negative(force, "force"),
        not_negative(imposed_cost, "imposed_cost"),
    )
    needs = np.clip(weak - cost_w, 0.0, 1.0)
    leaves = np.clip(1.0 - (strong - cost_s), 0.0, 1.0)
    certainty = units_to_cover(needs - leaves, f + k)
    return MinimalGuarantee(
        certainty=certainty,
        feasible=as_verdicts(certainty <= 1.0 + SHARE),
        weak_needs=as_draws(needs),
        strong_leaves=as_draws(leaves),
    )
