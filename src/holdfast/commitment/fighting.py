"""What fighting on is worth: the bridge from a war's flows to the one-shot contest.

A war that goes on pays by the quarter and may be decided in any of them. Every closed form of
the window speaks of one chance of winning and one cost of war. The two functions here turn the
former into the latter, exactly.
"""

import numpy as np

from holdfast.commitment.arrays import Draws as Array

MONTHS_PER_QUARTER = 3.0


def weight_of_decision(patience: Array, decided: Array) -> Array:
    """How much of a war's value lies in its decision, rather than in the line held meanwhile?

    Parameters
    ----------
    patience : discount factor per quarter, in [0, 1).
    decided : probability per quarter that the war is decided, in [0, 1].

    Returns
    -------
    share, in [0, 1]
        d q / (1 - d (1 - q)) for patience d and chance q. The rest of the weight lies on the
        flow while the fighting lasts.

    Notes
    -----
    Value of a constant flow u until a decision worth v, normalised by (1 - d): own derivation,
    a geometric sum [PowellPower2004].

    Examples
    --------
    >>> float(weight_of_decision(np.float64(0.97), np.float64(0.03)).round(4))
    0.4924
    >>> float(weight_of_decision(np.float64(0.97), np.float64(1.0)).round(4))
    0.97
    """
    decision = patience * decided
    return np.asarray(decision / (1.0 - patience + decision))


def war_share(power: Array, line: Array, weight: Array) -> Array:
    """What share of the prize does the challenger expect from fighting on, costs aside?

    Parameters
    ----------
    power : probability that the challenger wins everything when the war is decided.
    line : share of the prize it holds meanwhile.
    weight : from `weight_of_decision`.

    Returns
    -------
    share, between line and power.

    Examples
    --------
    >>> float(war_share(np.float64(0.36), np.float64(0.2), np.float64(0.5)))
    0.28
    """
    return np.asarray(line + weight * (power - line))


def war_cost(cost_per_month: Array, weight: Array) -> Array:
    """What does fighting on cost, as a share of the prize?

    Parameters
    ----------
    cost_per_month : share of what the whole prize yields in a quarter.
    weight : from `weight_of_decision`.

    Returns
    -------
    share of the prize
        Three months' cost a quarter for as long as the fighting lasts, so 1 - weight of it.

    Examples
    --------
    >>> float(war_cost(np.float64(0.04), np.float64(0.5)).round(3))
    0.06
    """
    return np.asarray(MONTHS_PER_QUARTER * cost_per_month * (1.0 - weight))


def self_enforcing_terms(power_later: Array, weight: Array, price: Array) -> Array:
    """Which terms are the least at which keeping the settlement pays the challenger?

    Breaking the settlement means fighting on from the terms as the line, with the later power.

    Parameters
    ----------
    power_later : probability of winning everything once power has shifted and it strikes first.
    weight : from `weight_of_decision`.
    price : share of the prize, >= 0; what breaking costs, its own war cost and the guarantee's
        bite together.

    Returns
    -------
    share of the prize
        p' - price / weight. Negative, down to `-inf`, where any terms are kept.

    Examples
    --------
    >>> float(self_enforcing_terms(np.float64(0.7), np.float64(0.5), np.float64(0.1)).round(3))
    0.5
    """
    power_later, weight, price = np.broadcast_arrays(power_later, weight, price)
    discount = np.full(price.shape, np.inf)
    with np.errstate(over="ignore"):  # a price over a speck of weight is honestly infinite
        np.divide(price, weight, out=discount, where=weight > 0.0)
    return np.asarray(power_later - discount)
