"""Is there a deal that both sides prefer to fighting?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import not_negative, positive, probability, share
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_draws,
    as_verdicts,
    positive_part,
    together,
)
from holdfast.core.tolerances import ROOT, TIE


@dataclass(frozen=True, slots=True)
class BargainingRange:
    """Which terms do both sides prefer to war? All fields have one broadcast shape.

    Attributes
    ----------
    low : share
        Least the challenger takes rather than fight.
    high : share
        Most the target leaves to the challenger rather than fight.
    width : share
        `high` less `low`; negative where the range is empty.
    exists : true or false
        Whether any terms lie in the range.
    """

    low: Draws
    high: Draws
    width: Draws
    exists: Verdicts


@dataclass(frozen=True, slots=True)
class Ultimatum:
    """What does the challenger demand, and how likely is war? One broadcast shape.

    Attributes
    ----------
    offer : share
        The challenger's share in its demand.
    war : probability
        Chance that the target prefers war to the demand.
    """

    offer: Draws
    war: Draws


def bargaining_range(
    power: Numbers,
    cost_challenger: Numbers,
    cost_target: Numbers,
    *,
    attitude_challenger: Numbers = 1.0,
    attitude_target: Numbers = 1.0,
) -> BargainingRange:
    """Which terms do both sides prefer to fighting it out?

    Parameters
    ----------
    power : any shape, probability
        Chance that the challenger wins everything if the war is fought out.
    cost_challenger, cost_target : any shape, share of the prize, >= 0
    attitude_challenger, attitude_target : any shape, exponent, > 0
        A side values a share s at s to this power: below 1 averse to risk, 1 neutral, above
        1 acceptant.

    Returns
    -------
    BargainingRange, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    For neutral sides this is [power - cost_challenger, power + cost_target], cut at 0 and 1
    [Fearon1995]. The exponents are our own extension: fighting is worth power - cost in
    utility, and the terms worth as much are its root.

    Examples
    --------
    >>> deals = bargaining_range(0.6, 0.1, 0.15)
    >>> print(deals.low.round(3), deals.high.round(3), deals.exists)
    0.5 0.75 True
    """
    p, cost_a, cost_t, a, b = together(
        probability(power, "power"),
        not_negative(cost_challenger, "cost_challenger"),
        not_negative(cost_target, "cost_target"),
        positive(attitude_challenger, "attitude_challenger"),
        positive(attitude_target, "attitude_target"),
    )
    low = positive_part(p - cost_a) ** (1.0 / a)
    high = 1.0 - positive_part(1.0 - p - cost_t) ** (1.0 / b)
    return BargainingRange(
        low=as_draws(low),
        high=as_draws(high),
        width=as_draws(high - low),
        exists=as_verdicts(low <= high + TIE),
    )


def deals_on_grid(
    power: Numbers, cost_challenger: Numbers, cost_target: Numbers, *, shares: Numbers
) -> Verdicts:
    """Which of a few possible divisions do both sides prefer to fighting?

    Parameters
    ----------
    power : any shape, probability
    cost_challenger, cost_target : any shape, share of the prize, >= 0
    shares : shape (divisions,), share
        The challenger's share in each division that the prize allows.

    Returns
    -------
    broadcast shape + (divisions,), true or false
        No true on the last axis means that an indivisible prize leaves no deal.

    Raises
    ------
    ValueError
        An argument is outside its range, or `shares` is not a list.

    Notes
    -----
    The intersection of the grid with the range of [Fearon1995]. A lottery over the whole
    prize would reopen the range, so what an indivisible prize lacks is a way to commit to
    the lottery [Powell2006].

    Examples
    --------
    A prize that cannot be split leaves no deal; a half makes one:

    >>> print(deals_on_grid(0.5, 0.2, 0.2, shares=[0.0, 1.0]))
    [False False]
    >>> print(deals_on_grid(0.5, 0.2, 0.2, shares=[0.0, 0.5, 1.0]))
    [False  True False]
    """
    grid = share(shares, "shares")
    if grid.ndim != 1:
        raise ValueError(f"shares must be one list of shares, got {grid.ndim} axes")
    deals = bargaining_range(power, cost_challenger, cost_target)
    above_low = grid >= deals.low[..., np.newaxis] - TIE
    below_high = grid <= deals.high[..., np.newaxis] + TIE
    return as_verdicts(above_low & below_high)


def cost_that_opens_range(power: Numbers, attitude: Numbers) -> Draws:
    """How costly must war be before sides that like risk have any deal?

    Parameters
    ----------
    power : any shape, probability
    attitude : any shape, exponent, > 0
        The exponent of both sides, as in `bargaining_range`.

    Returns
    -------
    broadcast shape, share of the prize, >= 0
        The range is empty exactly where the cost of each side is below this; 0 for sides
        that are neutral or averse.

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    Own derivation on [Fearon1995]: the cost c at which the two roots meet, (p-c)^(1/a) +
    (1-p-c)^(1/a) = 1, found by bisection. At p = 1/2 it is 1/2 - 2^-a; at a = 2 it is
    p (1-p).

    Examples
    --------
    >>> print(cost_that_opens_range(0.5, 2.0).round(6))
    0.25
    """
    p, a = together(probability(power, "power"), positive(attitude, "attitude"))
    low, high = np.zeros(p.shape), np.maximum(p, 1.0 - p)
    for _ in range(int(np.ceil(-np.log2(ROOT))) + 2):
        middle = 0.5 * (low + high)
        roots = positive_part(p - middle) ** (1.0 / a) + positive_part(1.0 - p - middle) ** (
            1.0 / a
        )
        empty = roots > 1.0
        low, high = np.where(empty, middle, low), np.where(empty, high, middle)
    return as_draws(np.where(a > 1.0, 0.5 * (low + high), 0.0))


def ultimatum(
    power: Numbers, cost_challenger: Numbers, *, target_cost_max: Numbers
) -> Ultimatum:
    """What does a challenger demand when it does not know the target's cost of war?

    Parameters
    ----------
    power : any shape, probability
    cost_challenger : any shape, share of the prize, >= 0
    target_cost_max : any shape, share of the prize, > 0
        The target's cost is known only to lie evenly between 0 and this.

    Returns
    -------
    Ultimatum, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    Own derivation on [Fearon1995]. The demand is power + (C - c)/2, kept between power and
    power + C and not above the whole prize; war comes with chance (demand - power)/C. Where
    the whole prize does not bind, power alone does not move the chance of war, the
    neutrality described by [BensonMeirowitzRamsay2016].

    Examples
    --------
    >>> demand = ultimatum(0.5, 0.1, target_cost_max=0.4)
    >>> print(demand.offer.round(3), demand.war.round(3))
    0.65 0.375
    """
    p, cost, top = together(
        probability(power, "power"),
        not_negative(cost_challenger, "cost_challenger"),
        positive(target_cost_max, "target_cost_max"),
    )
    premium = np.minimum(positive_part((top - cost) / 2.0), 1.0 - p)
    return Ultimatum(offer=as_draws(p + premium), war=as_draws(premium / top))
