"""Where would two sides settle when each values terms by its share?

Values are linear: terms x are worth x to the challenger and 1 - x to the target.
"""

import numpy as np
from numpy.typing import ArrayLike

from holdfast.bargaining.agreement import Agreement, Bargain
from holdfast.bargaining.sides import Draws
from holdfast.bargaining.zone import spread, zone_of_agreement


def nash(bargain: Bargain, weight: ArrayLike = 0.5) -> Agreement:
    """Which terms does the (weighted) Nash bargaining solution pick?

    It makes (gain of the challenger)**weight * (gain of the target)**(1 - weight)
    as large as it can be.

    Parameters
    ----------
    bargain : Bargain
        Disagreement point, outside options and red lines, shape (draws,).
    weight : scalar or shape (draws,), share
        The challenger's bargaining power; one half treats the sides alike.

    Returns
    -------
    Agreement
        Arrays of shape (draws,).

    Raises
    ------
    ValueError
        If a weight lies outside 0 to 1.

    Notes
    -----
    With disagreement values d_A and d_T the unconstrained terms are
    d_A + weight * (1 - d_A - d_T) [Nash1950]; outside options and red lines only
    bind, they do not shift the split [BinmoreShakedSutton1989].

    Examples
    --------
    War as disagreement: 0.6 - 0.1 against 0.4 - 0.15; half of what peace saves.

    >>> from holdfast.bargaining.sides import Sides
    >>> nash(Bargain(Sides.of(0.5, 0.25))).terms
    array([0.625])

    An outside option of 0.3 is idle; one of 0.6 gets 0.6 and no more:

    >>> nash(Bargain(Sides.of(0.0, 0.0), outside=Sides.of([0.3, 0.6], 0.0))).terms
    array([0.5, 0.6])
    """
    power = bargaining_power(weight)
    start = bargain.disagreement
    surplus = 1.0 - start.challenger - start.target
    return _settle(bargain, start.challenger + power * surplus)


def egalitarian(bargain: Bargain) -> Agreement:
    """Which terms give both sides the same gain over disagreement?

    Parameters
    ----------
    bargain : Bargain
        Disagreement point, outside options and red lines, shape (draws,).

    Returns
    -------
    Agreement
        Arrays of shape (draws,). Where a bound stands in the way of equal gains, the
        terms that leave the worse-off side the most.

    Notes
    -----
    Unlike the other two it compares the sides' utilities with each other
    [Kalai1977], so both must be measured on one scale.

    Examples
    --------
    >>> from holdfast.bargaining.sides import Sides
    >>> found = egalitarian(Bargain(Sides.of(0.5, 0.25)))
    >>> found.terms, found.challenger_gain, found.target_gain
    (array([0.625]), array([0.125]), array([0.125]))
    """
    start = bargain.disagreement
    return _settle(bargain, (1.0 + start.challenger - start.target) / 2.0)


def kalai_smorodinsky(bargain: Bargain) -> Agreement:
    """Which terms give each side the same part of the most it could hope for?

    Parameters
    ----------
    bargain : Bargain
        Disagreement point, outside options and red lines, shape (draws,).

    Returns
    -------
    Agreement
        Arrays of shape (draws,).

    Notes
    -----
    The most a side can hope for is its best terms in the zone, so red lines and
    outside options do count here [KalaiSmorodinsky1975]: relaxing the target's red
    line never hurts the challenger.

    Examples
    --------
    A red line of the target at 0.6 leaves the challenger hopes of 0.6, the target 1:
    x / 0.6 = (1 - x) / 1.

    >>> from holdfast.bargaining.sides import Sides
    >>> capped = Bargain(Sides.of(0.0, 0.0), red_lines=Sides.of(0.0, 0.6))
    >>> kalai_smorodinsky(capped).terms
    array([0.375])
    """
    start = bargain.disagreement
    zone = zone_of_agreement(bargain.need, bargain.red_lines)
    hope_challenger = zone.high - start.challenger
    hope_target = 1.0 - zone.low - start.target
    total = hope_challenger + hope_target
    crossing = (1.0 - start.target) * hope_challenger + start.challenger * hope_target
    # Hopes of nothing on both sides leave one point, the end of the zone; a closed
    # zone is settled by least loss, whatever stands here.
    terms = np.divide(crossing, total, out=zone.low.copy(), where=zone.open & (total > 0))
    return _settle(bargain, terms)


def bargaining_power(weight: ArrayLike) -> Draws:
    """Is this a share of bargaining power?

    Parameters
    ----------
    weight : scalar or shape (draws,), share
        The challenger's bargaining power.

    Returns
    -------
    shape (draws,), share
        The same numbers as an array.

    Raises
    ------
    ValueError
        If one lies outside 0 to 1.

    Examples
    --------
    >>> bargaining_power(0.5)
    array([0.5])
    """
    power = np.atleast_1d(np.asarray(weight, dtype=np.float64))
    if not np.all((power >= 0.0) & (power <= 1.0)):
        raise ValueError("bargaining power must lie between 0 and 1")
    return power


def _settle(bargain: Bargain, wanted: Draws) -> Agreement:
    """Keep the wanted terms within the zone; without one, take the least loss."""
    zone = zone_of_agreement(bargain.need, bargain.red_lines)
    zone = spread(zone, np.broadcast(wanted, zone.low).size)
    inside = np.clip(wanted, zone.low, zone.high)
    # Between the target's highest and the challenger's lowest terms a step costs one
    # side what it spares the other, so all of the gap within [0, 1] is least loss.
    middle = (np.clip(zone.high, 0.0, 1.0) + np.clip(zone.low, 0.0, 1.0)) / 2.0
    terms = np.where(zone.open, np.clip(inside, 0.0, 1.0), middle)
    lacking = np.maximum(zone.low - terms, 0.0) + np.maximum(terms - zone.high, 0.0)
    return Agreement(
        terms=terms,
        deal=zone.open,
        challenger_gain=terms - bargain.disagreement.challenger,
        target_gain=1.0 - terms - bargain.disagreement.target,
        shortfall=np.where(zone.open, 0.0, lacking),
        zone=zone,
    )
