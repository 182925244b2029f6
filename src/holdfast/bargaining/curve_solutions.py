"""Where would two sides settle when their values bend (risk aversion, sore points)?

Curves are straight between grid points, and the answers are exact on those pieces.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from holdfast.bargaining.agreement import Agreement, Bargain
from holdfast.bargaining.curves import Curves, worth_of_each
from holdfast.bargaining.sides import Draws, Flags, Sides
from holdfast.bargaining.solutions import bargaining_power
from holdfast.bargaining.zone import Zone, spread, zone_on_curves
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class _Pieces:
    """Straight pieces of the zone, with something falling or rising along each."""

    left: Draws
    right: Draws
    at_left: Draws
    at_right: Draws


def nash_on_curves(curves: Curves, bargain: Bargain, weight: ArrayLike = 0.5) -> Agreement:
    """Which terms does the Nash solution pick when values are curves?

    Parameters
    ----------
    curves : Curves
        Concave values of terms; see `Curves.of`.
    bargain : Bargain
        Disagreement and outside values on the curves' scale; red lines on terms.
    weight : scalar or shape (draws,), share
        The challenger's bargaining power; one half treats the sides alike.

    Returns
    -------
    Agreement
        Arrays of shape (draws,). Where several terms are equally good, their middle.

    Raises
    ------
    ValueError
        If a curve bends upwards, or a weight lies outside 0 to 1.

    Notes
    -----
    On one straight piece the logarithm of the product has a derivative whose sign is
    that of weight * a' * g_T + (1 - weight) * t' * g_A, linear in the terms (a', t'
    the slopes, g the gains): one closed-form root a piece. Concave curves leave one
    change of sign [Nash1950].

    Examples
    --------
    Square-root values on both sides meet in the middle:

    >>> from holdfast.bargaining.curves import power_curves
    >>> both = power_curves(Sides.of(0.5, 0.5))
    >>> nash_on_curves(both, Bargain(Sides.of(0.0, 0.0))).terms.round(12)
    array([0.5])
    """
    zone = _open_question(curves, bargain)
    power = bargaining_power(weight)[:, None]
    zone = spread(zone, max(zone.low.size, power.size))
    left, right = _cut(curves.terms, zone)
    steps = np.diff(curves.terms)
    rise = power * np.diff(curves.challenger) / steps
    fall = (1.0 - power) * np.diff(curves.target) / steps
    one, other = (_gains(curves, bargain, end) for end in (left, right))
    pieces = _Pieces(
        left=left,
        right=right,
        at_left=-(rise * one.target + fall * one.challenger),
        at_right=-(rise * other.target + fall * other.challenger),
    )
    return _settle(curves, bargain, zone, _middle_of_zeros(pieces, zone))


def egalitarian_on_curves(curves: Curves, bargain: Bargain) -> Agreement:
    """Which terms give both sides the same gain when values are curves?

    Parameters
    ----------
    curves : Curves
        Concave values of terms, both on one scale.
    bargain : Bargain
        Disagreement and outside values on the curves' scale; red lines on terms.

    Returns
    -------
    Agreement
        Arrays of shape (draws,). Where a bound stands in the way of equal gains, the
        terms that leave the worse-off side the most.

    Raises
    ------
    ValueError
        If a curve bends upwards.

    Notes
    -----
    The difference of the gains rises along the terms, so it has one zero
    [Kalai1977]. A side that is sated on some stretch can be left there with more
    than it can use; then the answer is only weakly efficient.

    Examples
    --------
    The target cares twice as much: x = 2 (1 - x).

    >>> twice = Curves.of([0.0, 1.0], [0.0, 1.0], [2.0, 0.0])
    >>> egalitarian_on_curves(twice, Bargain(Sides.of(0.0, 0.0))).terms.round(8)
    array([0.66666667])
    """
    zone = _open_question(curves, bargain)
    equal = np.ones_like(zone.low)
    return _settle(curves, bargain, zone, _balanced(curves, bargain, zone, Sides(equal, equal)))


def kalai_smorodinsky_on_curves(curves: Curves, bargain: Bargain) -> Agreement:
    """Which terms give each side the same part of its hopes when values are curves?

    Parameters
    ----------
    curves : Curves
        Concave values of terms.
    bargain : Bargain
        Disagreement and outside values on the curves' scale; red lines on terms.

    Returns
    -------
    Agreement
        Arrays of shape (draws,).

    Raises
    ------
    ValueError
        If a curve bends upwards.

    Notes
    -----
    Hopes are the gains at the best terms of the zone [KalaiSmorodinsky1975].

    Examples
    --------
    A scale does not matter here: the target's doubled values change nothing.

    >>> twice = Curves.of([0.0, 1.0], [0.0, 1.0], [2.0, 0.0])
    >>> kalai_smorodinsky_on_curves(twice, Bargain(Sides.of(0.0, 0.0))).terms
    array([0.5])
    """
    zone = _open_question(curves, bargain)
    hopes = Sides(
        challenger=_gains(curves, bargain, zone.high[:, None]).challenger[:, 0],
        target=_gains(curves, bargain, zone.low[:, None]).target[:, 0],
    )
    return _settle(curves, bargain, zone, _balanced(curves, bargain, zone, hopes))


def _open_question(curves: Curves, bargain: Bargain) -> Zone:
    if not curves.concave():
        raise ValueError(
            "a value curve bends upwards, so several settlements may be equally good; "
            "ask zone_on_curves for the zone, or make the curves concave"
        )
    return zone_on_curves(curves, bargain.need, bargain.red_lines)


def _gains(curves: Curves, bargain: Bargain, terms: Draws) -> Sides:
    """Gains over disagreement at each column of terms, shape (draws, columns)."""
    challenger, target = worth_of_each(curves, terms)
    return Sides(
        challenger=challenger - bargain.disagreement.challenger[:, None],
        target=target - bargain.disagreement.target[:, None],
    )


def _cut(grid: Draws, zone: Zone) -> tuple[Draws, Draws]:
    """Ends of each grid piece within the zone; equal where the piece lies outside."""
    low, high = zone.low[:, None], np.maximum(zone.low, zone.high)[:, None]
    return np.clip(grid[None, :-1], low, high), np.clip(grid[None, 1:], low, high)


def _balanced(curves: Curves, bargain: Bargain, zone: Zone, hopes: Sides) -> Draws:
    """Terms at which gains stand in proportion to hopes."""
    left, right = _cut(curves.terms, zone)
    one, other = (_gains(curves, bargain, end) for end in (left, right))
    by_challenger, by_target = hopes.target[:, None], hopes.challenger[:, None]
    pieces = _Pieces(
        left=left,
        right=right,
        at_left=one.challenger * by_challenger - one.target * by_target,
        at_right=other.challenger * by_challenger - other.target * by_target,
    )
    return _middle_of_zeros(pieces, zone)


def _middle_of_zeros(pieces: _Pieces, zone: Zone) -> Draws:
    """Middle of where something rising through the zone is zero; else the nearer end.

    It may jump from piece to piece (a derivative does). First zero: the first piece
    that ends at zero or more. Last zero: the last piece that begins at zero or less.
    """
    real: Flags = pieces.right > pieces.left
    climb = pieces.at_right - pieces.at_left
    share = np.divide(-pieces.at_left, climb, out=np.zeros_like(climb), where=climb > 0)
    root = pieces.left + np.clip(share, 0.0, 1.0) * (pieces.right - pieces.left)
    starts = np.where(pieces.at_left >= 0, pieces.left, root)
    stops = np.where(pieces.at_right <= 0, pieces.right, root)
    first = np.where(real & (pieces.at_right >= 0), starts, np.inf).min(axis=1)
    last = np.where(real & (pieces.at_left <= 0), stops, -np.inf).max(axis=1)
    # No piece ends above zero: the thing stays negative, and the high end is nearest.
    first = np.where(np.isinf(first), zone.high, first)
    last = np.where(np.isinf(last), zone.low, last)
    return np.asarray((first + last) / 2.0)


def _settle(curves: Curves, bargain: Bargain, zone: Zone, wanted: Draws) -> Agreement:
    closest, lacking = _least_loss(curves, bargain, zone)
    inside = np.clip(np.clip(wanted, zone.low, zone.high), 0.0, 1.0)
    terms = np.where(zone.open, inside, closest)
    worth = curves.worth(terms)
    return Agreement(
        terms=terms,
        deal=zone.open,
        challenger_gain=worth.challenger - bargain.disagreement.challenger,
        target_gain=worth.target - bargain.disagreement.target,
        shortfall=np.where(zone.open, 0.0, lacking),
        zone=zone,
    )


def _least_loss(curves: Curves, bargain: Bargain, zone: Zone) -> tuple[Draws, Draws]:
    """Middle of the terms at which the sides' shortfalls add up to least, and the sum.

    A red line is counted as the value of the terms it names. The sum is convex and
    bends only at grid points and at the ends of the zone, so those are all to try.
    """
    red = bargain.red_lines
    need = Sides(
        challenger=np.maximum(bargain.need.challenger, curves.worth(red.challenger).challenger),
        target=np.maximum(bargain.need.target, curves.worth(red.target).target),
    )
    ends = np.clip(np.stack([zone.low, zone.high], axis=1), 0.0, 1.0)
    grid = np.broadcast_to(curves.terms, (zone.low.size, curves.terms.size))
    tries = np.concatenate([grid, ends], axis=1)
    challenger, target = worth_of_each(curves, tries)
    loss = np.maximum(need.challenger[:, None] - challenger, 0.0)
    loss = loss + np.maximum(need.target[:, None] - target, 0.0)
    least = loss.min(axis=1)
    tied = loss <= least[:, None] + TIE
    lowest = np.where(tied, tries, np.inf).min(axis=1)
    highest = np.where(tied, tries, -np.inf).max(axis=1)
    return np.asarray((lowest + highest) / 2.0), least
