"""Will a guarantor of unknown resolve keep its word?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import above, not_negative, probability
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_draws,
    as_verdicts,
    positive_part,
    together,
)
from holdfast.commitment.beliefs import posterior
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class TwoTests:
    """What happens when a guarantor may be tested twice? One broadcast shape.

    Attributes
    ----------
    weak_honours : probability
        Chance that a guarantor without resolve honours the first test, to be believed.
    honours_first : probability
        Chance that the first test is honoured, over both types.
    first_attacks : true or false
        Whether the first challenger attacks.
    belief_after_honour : probability
        The second challenger's belief that the guarantor is resolved, after it honoured.
    deterring_belief : probability
        Prior belief at which the first challenger is already deterred.
    """

    weak_honours: Draws
    honours_first: Draws
    first_attacks: Verdicts
    belief_after_honour: Draws
    deterring_belief: Draws


def honouring_chance(
    *,
    stake: Numbers,
    force: Numbers,
    abandonment_cost: Numbers,
    cost_low: Numbers,
    cost_high: Numbers,
) -> Draws:
    """How likely is a guarantor to honour its word, when its cost is its own secret?

    Parameters
    ----------
    stake : any shape, share of the prize, >= 0
        What the protected side's winning is worth to the guarantor.
    force : any shape, probability, >= 0
        What the guarantor adds to that side's chance of winning.
    abandonment_cost : any shape, share of the prize, >= 0
        What going back on its word costs it.
    cost_low, cost_high : any shape, share of the prize, >= 0
        Its cost of acting lies evenly between these.

    Returns
    -------
    broadcast shape, probability

    Raises
    ------
    ValueError
        An argument is below zero, or the high cost is not above the low one.

    Notes
    -----
    clip((v f + a - lo)/(hi - lo), 0, 1). Own derivation, with the guarantor's choice of
    [Smith1995].

    Examples
    --------
    >>> print(honouring_chance(
    ...     stake=0.5, force=0.4, abandonment_cost=[0.0, 0.4], cost_low=0.0, cost_high=1.0
    ... ).round(3))
    [0.2 0.6]
    """
    v, f, a, low, high = together(
        not_negative(stake, "stake"),
        not_negative(force, "force"),
        not_negative(abandonment_cost, "abandonment_cost"),
        not_negative(cost_low, "cost_low"),
        not_negative(cost_high, "cost_high"),
    )
    above(high, "cost_high", low, "cost_low")
    return as_draws(np.clip((v * f + a - low) / (high - low), 0.0, 1.0))


def minimal_abandonment_cost(
    *,
    reliability_needed: Numbers,
    stake: Numbers,
    force: Numbers,
    cost_low: Numbers,
    cost_high: Numbers,
) -> Draws:
    """How much must going back on its word cost a guarantor, for it to be reliable enough?

    Parameters
    ----------
    reliability_needed : any shape, probability
        For example the answer of `enforcer.minimal_guarantee`.
    stake : any shape, share of the prize, >= 0
    force : any shape, probability, >= 0
    cost_low, cost_high : any shape, share of the prize, >= 0
        Its cost of acting lies evenly between these.

    Returns
    -------
    broadcast shape, share of the prize, >= 0
        0 where its own interest is enough, or where no reliability is needed.

    Raises
    ------
    ValueError
        An argument is outside its range, or the high cost is not above the low one.

    Notes
    -----
    [lo + r (hi - lo) - v f]_+, the inverse of `honouring_chance`. Own derivation.

    Examples
    --------
    >>> print(minimal_abandonment_cost(
    ...     reliability_needed=0.6, stake=0.5, force=0.4, cost_low=0.0, cost_high=1.0
    ... ).round(3))
    0.4
    """
    needed, v, f, low, high = together(
        probability(reliability_needed, "reliability_needed"),
        not_negative(stake, "stake"),
        not_negative(force, "force"),
        not_negative(cost_low, "cost_low"),
        not_negative(cost_high, "cost_high"),
    )
    above(high, "cost_high", low, "cost_low")
    cost = positive_part(low + needed * (high - low) - v * f)
    return np.where(needed > 0.0, cost, 0.0)


def reliability_with_automaticity(chosen: Numbers, automaticity: Numbers) -> Draws:
    """How reliable is a guarantee when troops on the spot may decide before the capital does?

    Parameters
    ----------
    chosen : any shape, probability
        Chance that the guarantor would choose to honour.
    automaticity : any shape, probability
        Chance that it is in the fight whatever it would choose.

    Returns
    -------
    broadcast shape, probability

    Raises
    ------
    ValueError
        An argument is outside [0, 1].

    Notes
    -----
    t + (1 - t) r. The idea of a tripwire is [Schelling1960]; survey evidence that losses
    bind leaders is weak [MusgraveWard2023], so give the automaticity a wide range.

    Examples
    --------
    >>> print(reliability_with_automaticity(0.5, 0.2).round(3))
    0.6
    """
    r, t = together(probability(chosen, "chosen"), probability(automaticity, "automaticity"))
    return as_draws(np.minimum(t + (1.0 - t) * r, 1.0))


def two_tests(*, belief_resolved: Numbers, reliability_needed: Numbers) -> TwoTests:
    """Does a guarantor's reputation deter the first of two challengers?

    Parameters
    ----------
    belief_resolved : any shape, probability
        Belief that the guarantor honours whatever it costs.
    reliability_needed : any shape, probability
        Reliability that deters a challenger.

    Returns
    -------
    TwoTests, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside [0, 1].

    Notes
    -----
    The weak type honours the first test just so often that the second challenger is left
    undecided: y = min(1, q (1-r)/((1-q) r)); the first is deterred if q >= r squared.
    The structure is that of [KrepsWilson1982]; the algebra is our own.

    Examples
    --------
    >>> tests = two_tests(belief_resolved=[0.1, 0.4], reliability_needed=0.6)
    >>> print(tests.first_attacks, tests.deterring_belief.round(2))
    [ True False] [0.36 0.36]
    """
    belief, needed = together(
        probability(belief_resolved, "belief_resolved"),
        probability(reliability_needed, "reliability_needed"),
    )
    odds, bar = belief * (1.0 - needed), (1.0 - belief) * needed
    weak = np.ones(belief.shape)
    np.divide(odds, bar, out=weak, where=odds < bar)
    honours = belief + (1.0 - belief) * weak
    return TwoTests(
        weak_honours=as_draws(weak),
        honours_first=as_draws(honours),
        first_attacks=as_verdicts(honours < needed - TIE),
        belief_after_honour=posterior(belief, np.ones(belief.shape), weak),
        deterring_belief=as_draws(needed**2),
    )
