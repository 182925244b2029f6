"""Are there terms that both sides would rather have than walk away?"""

from dataclasses import dataclass

import numpy as np

from holdfast.bargaining.curves import Curves
from holdfast.bargaining.sides import NO_RED_LINES, RISK_NEUTRAL, Draws, Flags, Sides
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class Zone:
    """From which terms to which do both sides prefer a deal?

    Terms are the challenger's share of what is disputed.

    Attributes
    ----------
    low : shape (draws,), share
        Least that the challenger takes. Never below 0; above 1 where nothing is enough.
    high : shape (draws,), share
        Most that the target leaves it. Never above 1; below 0 where nothing is enough.
    width : shape (draws,), share
        `high - low`. Where negative, its size is the gap between the sides.
    open : shape (draws,), bool
        Whether any terms satisfy both.
    """

    low: Draws
    high: Draws
    width: Draws
    open: Flags


def zone_between(low: Draws, high: Draws) -> Zone:
    """Which zone lies between the least one side takes and the most the other leaves?

    Parameters
    ----------
    low, high : shape (draws,), share
        Ends of the zone; `low` above `high` makes a closed one.

    Returns
    -------
    Zone
        With width and openness worked out. Ends that differ by rounding alone are open.

    Examples
    --------
    >>> zone_between(np.array([0.5]), np.array([0.75])).width
    array([0.25])
    """
    width = high - low
    return Zone(low=low, high=high, width=width, open=width >= -TIE)


def spread(zone: Zone, draws: int) -> Zone:
    """What is this zone in each of so many draws?

    Parameters
    ----------
    zone : Zone
        Arrays of shape (1,) or (draws,).
    draws : int
        How many draws are wanted.

    Returns
    -------
    Zone
        Arrays of shape (draws,).

    Examples
    --------
    >>> spread(zone_between(np.array([0.5]), np.array([0.75])), 2).low
    array([0.5, 0.5])
    """
    return zone_between(np.broadcast_to(zone.low, draws), np.broadcast_to(zone.high, draws))


def zone_of_agreement(
    walk_away: Sides, red_lines: Sides = NO_RED_LINES, attitude: Sides = RISK_NEUTRAL
) -> Zone:
    """Which terms would both sides rather have than what they get by walking away?

    Parameters
    ----------
    walk_away : Sides, utility (1 is winning all, 0 is losing all)
        Value of no deal, for example the chance of winning less the cost of war.
    red_lines : Sides, share
        Lowest terms the challenger may sign; highest terms the target may sign.
    attitude : Sides, exponent, > 0
        The challenger values terms x at x**a, the target at (1 - x)**b. Below one
        is risk averse, above one risk acceptant.

    Returns
    -------
    Zone
        Arrays of shape (draws,).

    Raises
    ------
    ValueError
        If an exponent is not positive.

    Notes
    -----
    The risk-neutral range is from p - c_A to p + c_T, cut at 0 and 1 [Fearon1995];
    the exponents are our own derivation. The two sides may be swapped: the zone
    is then mirrored, x -> 1 - x.

    Examples
    --------
    Even odds of 0.6, war costs 0.1 and 0.15: from 0.6 - 0.1 to 0.6 + 0.15.

    >>> zone = zone_of_agreement(Sides.of(0.6 - 0.1, 0.4 - 0.15))
    >>> zone.low, zone.high, zone.open
    (array([0.5]), array([0.75]), array([ True]))

    A red line of the target at 0.45 closes it:

    >>> zone_of_agreement(Sides.of(0.5, 0.25), Sides.of(0.0, 0.45)).open
    array([False])
    """
    if np.any(attitude.challenger <= 0) or np.any(attitude.target <= 0):
        raise ValueError("an attitude to risk is an exponent above zero; 1 is neutral")
    need_challenger = np.maximum(walk_away.challenger, 0.0) ** (1.0 / attitude.challenger)
    need_target = np.maximum(walk_away.target, 0.0) ** (1.0 / attitude.target)
    return zone_between(
        low=np.maximum(need_challenger, red_lines.challenger),
        high=np.minimum(1.0 - need_target, red_lines.target),
    )


def zone_on_curves(curves: Curves, walk_away: Sides, red_lines: Sides = NO_RED_LINES) -> Zone:
    """Which terms would both sides rather have, whatever the shape of their values?

    Parameters
    ----------
    curves : Curves
        What terms are worth to each side; straight between the grid's points.
    walk_away : Sides, utility on the same scale as `curves`
        Value of no deal.
    red_lines : Sides, share
        Lowest terms the challenger may sign; highest terms the target may sign.

    Returns
    -------
    Zone
        Exact on the straight pieces. Where no terms are worth enough, `low` is one
        plus the missing value (`high` is minus the missing value): finite, and the
        same number as `zone_of_agreement` gives when values are shares.

    Examples
    --------
    >>> curves = Curves.of([0.0, 0.5, 1.0], [0.0, 0.8, 1.0], [1.0, 0.5, 0.0])
    >>> zone = zone_on_curves(curves, Sides.of(0.4, 0.25))
    >>> zone.low, zone.high
    (array([0.25]), array([0.75]))
    """
    return zone_between(
        low=np.maximum(curves.least_terms(walk_away.challenger), red_lines.challenger),
        high=np.minimum(curves.most_terms(walk_away.target), red_lines.target),
    )


def deals_among(zone: Zone, offers: Draws) -> Flags:
    """Which of the terms that can be offered lie in the zone?

    When the stake comes in lumps only some terms can be written down. An open zone
    that holds none of them is no use [Fearon1995].

    Parameters
    ----------
    zone : Zone
        Arrays of shape (draws,).
    offers : shape (offers,), share
        The terms that can be offered.

    Returns
    -------
    shape (draws, offers), bool
        Whether both sides would take the offer.

    Examples
    --------
    >>> zone = zone_of_agreement(Sides.of(0.3, 0.3))
    >>> deals_among(zone, np.array([0.0, 0.5, 1.0]))
    array([[False,  True, False]])
    """
    above = offers[None, :] >= zone.low[:, None] - TIE
    below = offers[None, :] <= zone.high[:, None] + TIE
    return np.asarray(above & below)
