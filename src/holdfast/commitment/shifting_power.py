"""Does a coming shift of power make war unavoidable?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import (
    at_least,
    at_most,
    discount,
    not_negative,
    positive,
    probability,
)
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_draws,
    as_verdicts,
    positive_part,
    together,
    units_to_cover,
)
from holdfast.core.tolerances import EXACT, TIE


@dataclass(frozen=True, slots=True)
class ShiftTest:
    """Does this step of a shift bring war? All fields have one broadcast shape.

    Attributes
    ----------
    incentive : probability
        Discounted strength of the rising side next period less its strength now.
    threshold : probability
        The most that the cost of war can absorb.
    war : true or false
        Whether the incentive is above the threshold.
    """

    incentive: Draws
    threshold: Draws
    war: Verdicts


@dataclass(frozen=True, slots=True)
class RisingPath:
    """When is there war along a path of rising power, and what is each side's value?

    Attributes
    ----------
    war : leading shape + (periods - 1,), true or false
        Whether the declining side would fight in each period before the last, had it got
        there in peace. The first true is where the path ends.
    riser, decliner : leading shape + (periods,), share of the prize per period
        Value of the game from each period on.
    """

    war: Verdicts
    riser: Draws
    decliner: Draws


@dataclass(frozen=True, slots=True)
class StepsNeeded:
    """Over how many steps must a shift be spread? One broadcast shape.

    Attributes
    ----------
    exact : number of steps, >= 0
        As a real number; infinity where no number of steps is enough.
    whole : number of steps, >= 1
        Rounded up; infinity where no number of steps is enough.
    """

    exact: Draws
    whole: Draws


@dataclass(frozen=True, slots=True)
class FixedDeal:
    """Which fixed terms outlast the shift? All fields have one broadcast shape.

    Attributes
    ----------
    low : share
        Least the rising side keeps to when it is strongest.
    high : share
        Most the declining side signs today rather than fight.
    exists : true or false
    """

    low: Draws
    high: Draws
    exists: Verdicts


def _test(incentive: Draws, threshold: Draws) -> ShiftTest:
    return ShiftTest(
        incentive=as_draws(incentive),
        threshold=as_draws(threshold),
        war=as_verdicts(incentive > threshold + TIE),
    )


def war_whatever_the_protocol(
    power_now: Numbers, power_next: Numbers, *, destruction: Numbers, patience: Numbers
) -> ShiftTest:
    """Is the shift so large that no way of bargaining avoids war?

    Parameters
    ----------
    power_now, power_next : any shape, probability
        The rising side's chance of winning this period and next.
    destruction : any shape, share of all future value, in [0, 1)
        What war destroys.
    patience : any shape, discount factor per period, in [0, 1)

    Returns
    -------
    ShiftTest, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    War if d p' - p > w/(1-w). Sufficient under any protocol, since the rising side cannot
    promise away what it could take next period. The mechanism is that of [Powell2006]; the
    algebra is our own.

    Examples
    --------
    >>> shift = war_whatever_the_protocol(0.3, 0.7, destruction=0.2, patience=0.95)
    >>> print(shift.incentive.round(3), shift.threshold.round(3), shift.war)
    0.365 0.25 True
    """
    now, later, w, d = together(
        probability(power_now, "power_now"),
        probability(power_next, "power_next"),
        discount(destruction, "destruction"),
        discount(patience, "patience"),
    )
    return _test(d * later - now, w / (1.0 - w))


def war_when_riser_offers(
    power_now: Numbers, power_next: Numbers, *, destruction: Numbers, patience: Numbers
) -> ShiftTest:
    """Does the shift bring war when the rising side makes every offer?

    Parameters
    ----------
    power_now, power_next : any shape, probability
        The rising side's chance of winning this period and next.
    destruction : any shape, share of all future value, in [0, 1)
    patience : any shape, discount factor per period, in [0, 1)

    Returns
    -------
    ShiftTest, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    War if d p' - p > (1-d) w/(1-w): the threshold of `war_whatever_the_protocol` times
    (1-d), so there is more war, because the declining side is left with its war value in
    every later period. Own algebra on the mechanism of [PowellPower2004].

    Examples
    --------
    >>> shift = war_when_riser_offers(0.3, 0.34, destruction=0.2, patience=0.95)
    >>> print(shift.incentive.round(3), shift.threshold.round(4), shift.war)
    0.023 0.0125 True
    """
    free = war_whatever_the_protocol(
        power_now, power_next, destruction=destruction, patience=patience
    )
    return _test(free.incentive, as_draws((1.0 - as_draws(patience)) * free.threshold))


def play_rising_path(path: Numbers, *, destruction: Numbers, patience: Numbers) -> RisingPath:
    """When does the declining side fight, along a whole path of rising power?

    Parameters
    ----------
    path : leading shape + (periods,), probability, never falling
        The rising side's chance of winning in each period; it stays at the last for ever.
    destruction : leading shape, share of all future value, in [0, 1)
    patience : leading shape, discount factor per period, in [0, 1)

    Returns
    -------
    RisingPath

    Raises
    ------
    ValueError
        An argument is outside its range, the path falls, or has fewer than two periods.

    Notes
    -----
    Backward induction with the rising side making every offer [PowellPower2004]. It buys
    off the declining side as long as a whole period's prize is enough to do so; the result
    agrees period by period with `war_when_riser_offers`.

    Examples
    --------
    >>> slow = play_rising_path([0.2, 0.22, 0.24, 0.26], destruction=0.3, patience=0.9)
    >>> print(slow.war)
    [False False False]
    """
    route = probability(path, "path")
    if route.ndim == 0 or route.shape[-1] < 2:
        raise ValueError(f"path must have at least two periods, got {max(route.size, 1)}")
    at_least(route[..., 1:], "path", route[..., :-1], "the period before")
    w, d = together(discount(destruction, "destruction"), discount(patience, "patience"))
    shape = (*np.broadcast_shapes(route.shape[:-1], w.shape), route.shape[-1])
    kept = (1.0 - w)[..., np.newaxis]
    decliner = np.broadcast_to((1.0 - route) * kept, shape).copy()
    riser = np.broadcast_to(route * kept, shape).copy()
    war = np.zeros((*shape[:-1], shape[-1] - 1), dtype=np.bool_)
    riser[..., -1] = 1.0 - decliner[..., -1]
    for t in reversed(range(shape[-1] - 1)):
        # The bribe never falls below zero, because the declining side's value only falls; so
        # its value is its war value, whether bought off or not.
        bribe = decliner[..., t] - d * decliner[..., t + 1]
        war[..., t] = bribe > (1.0 - d) + TIE
        peace = (1.0 - d) - bribe + d * riser[..., t + 1]
        riser[..., t] = np.where(war[..., t], riser[..., t], peace)
    return RisingPath(war=war, riser=riser, decliner=decliner)


def spread_shift(
    power_now: Numbers,
    shift: Numbers,
    *,
    steps: Numbers,
    destruction: Numbers,
    patience: Numbers,
) -> ShiftTest:
    """Does a shift spread evenly over some steps still make war unavoidable?

    Parameters
    ----------
    power_now : any shape, probability
        The rising side's chance of winning before the shift.
    shift : any shape, probability, >= 0, with power_now + shift at most 1
    steps : any shape, number of steps, > 0
    destruction : any shape, share of all future value, in [0, 1)
    patience : any shape, discount factor per period, in [0, 1)

    Returns
    -------
    ShiftTest for the first step, of the broadcast shape
        The first step is the most dangerous of the equal ones.

    Raises
    ------
    ValueError
        An argument is outside its range, or the shift goes beyond certainty.

    Notes
    -----
    `war_whatever_the_protocol` on the first step. Own derivation.

    Examples
    --------
    >>> print(spread_shift(0.2, 0.6, steps=[2, 3], destruction=0.2, patience=0.97).war)
    [ True False]
    """
    now, whole = together(probability(power_now, "power_now"), not_negative(shift, "shift"))
    at_most(whole, "shift", 1.0 - now, "1 - power_now")
    first = np.clip(now + whole / positive(steps, "steps"), 0.0, 1.0)
    return war_whatever_the_protocol(now, first, destruction=destruction, patience=patience)


def steps_for_peace(
    power_now: Numbers, shift: Numbers, *, destruction: Numbers, patience: Numbers
) -> StepsNeeded:
    """Over how many steps must a shift be spread so that peace is possible?

    Parameters
    ----------
    power_now : any shape, probability
        The rising side's chance of winning before the shift.
    shift : any shape, probability, >= 0, with power_now + shift at most 1
    destruction : any shape, share of all future value, in [0, 1)
    patience : any shape, discount factor per period, in [0, 1)

    Returns
    -------
    StepsNeeded, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range, or the shift goes beyond certainty.

    Notes
    -----
    k >= d D / (w/(1-w) + (1-d) p0), from the protocol-free bound. Own derivation.

    Examples
    --------
    >>> steps = steps_for_peace(0.2, 0.6, destruction=0.2, patience=0.97)
    >>> print(steps.exact.round(3), steps.whole)
    2.273 3.0
    """
    now, whole, w, d = together(
        probability(power_now, "power_now"),
        not_negative(shift, "shift"),
        discount(destruction, "destruction"),
        discount(patience, "patience"),
    )
    at_most(whole, "shift", 1.0 - now, "1 - power_now")
    exact = units_to_cover(d * whole, w / (1.0 - w) + (1.0 - d) * now)
    # Rounding may lift a whole number of steps by a hair; it is still that number.
    rounded_up = np.ceil(exact * (1.0 - EXACT))
    return StepsNeeded(exact=exact, whole=as_draws(np.maximum(rounded_up, 1.0)))


def fixed_deal(
    power_now: Numbers,
    power_highest: Numbers,
    *,
    cost_challenger: Numbers,
    cost_target: Numbers,
) -> FixedDeal:
    """Is there a line that both sides keep although power will shift?

    Parameters
    ----------
    power_now, power_highest : any shape, probability
        The challenger's chance of winning today and at its strongest.
    cost_challenger, cost_target : any shape, share of the prize, >= 0

    Returns
    -------
    FixedDeal, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range, or the highest power is below today's.

    Notes
    -----
    Terms that are never renegotiated, such as a ceasefire line, must satisfy the challenger
    at its strongest and the target today: power_highest - power_now <= the two costs
    together. Own derivation in the spirit of [Fearon1998] and [Powell2006].

    Examples
    --------
    >>> line = fixed_deal(0.4, 0.7, cost_challenger=0.2, cost_target=0.15)
    >>> print(line.low.round(3), line.high.round(3), line.exists)
    0.5 0.55 True
    """
    now, peak, cost_a, cost_t = together(
        probability(power_now, "power_now"),
        probability(power_highest, "power_highest"),
        not_negative(cost_challenger, "cost_challenger"),
        not_negative(cost_target, "cost_target"),
    )
    at_least(peak, "power_highest", now, "power_now")
    low, high = positive_part(peak - cost_a), np.minimum(now + cost_t, 1.0)
    return FixedDeal(low=low, high=as_draws(high), exists=as_verdicts(low <= high + TIE))
