"""Which terms do the two sides reach, given what each share is worth to them?

Worth has the shape (side, ..., share) over the grid of shares and is linear in between; the
fallback lacks the last axis.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.commitment.game.grids import Values
from holdfast.commitment.game.rules import Rules

_SLACK = 1e-12  # red lines may be missed by rounding


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """A's share, and whether the two can agree on it.

    Parameters
    ----------
    share : shape of the fallback of one side; where nothing is agreed, the terms of least loss.
    agreed : whether there are terms between the red lines by which neither loses; same shape.
    """

    share: Values
    agreed: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """Gains of both sides along one piece of the grid, from 0 to 1 on the way; ends allowed.

    Parameters
    ----------
    mine, theirs : gains at the lower node.
    slope_mine, slope_theirs : over the whole piece.
    low, high : ends of the stretch on which neither loses; empty where low is above high.
    """

    mine: Values
    theirs: Values
    slope_mine: Values
    slope_theirs: Values
    low: Values
    high: Values


def smooth_terms(rules: Rules, settled: Values, fallback: Values) -> Terms:
    """Which share does A get, as a mean weighted by a smooth Nash product of the gains?

    Notes
    -----
    Gains are counted by the squareplus function, so that small losses still count a little.
    Shares beyond either red line count for nothing. The mean often leaves the zone in which
    both gain; it is kept because published results rest on it. It takes all for agreed.
    """
    given, share = rules.given, rules.grids.share
    gain = given.precision_settlement * (settled - fallback[..., np.newaxis])
    root = np.sqrt(gain * gain + 4.0)
    counted = np.where(gain < 0.0, np.log(2.0 / (root - gain)), np.log((gain + root) / 2.0))
    lean = given.mediator_lean
    product = given.terms_sharpness * (lean * counted[0] + (1.0 - lean) * counted[1])
    low, high = given.red_line_challenger - _SLACK, given.red_line_target + _SLACK
    product = np.where((share >= low) & (share <= high), product, -np.inf)
    weight = np.exp(product - product.max(axis=-1, keepdims=True))
    mean = np.asarray((weight * share).sum(axis=-1) / weight.sum(axis=-1))
    return Terms(mean, np.ones(mean.shape, dtype=np.bool_))


def nash_terms(rules: Rules, settled: Values, fallback: Values) -> Terms:
    """Which share between the red lines has the greatest Nash product of the gains?

    Notes
    -----
    Exact on the piecewise linear worth: on each piece of the grid the product has at most one
    peak, found in closed form, and the best piece wins. Gains are weighted by `mediator_lean`.
    Where neither can gain without the other losing, the share at which the worse off loses
    least is told, and nothing is agreed.
    """
    lean, share = rules.given.mediator_lean, rules.grids.share
    gain = settled - fallback[..., np.newaxis]
    along = _lines(rules, gain)
    at = np.clip(_peak(along, lean), along.low, along.high)
    possible = along.low <= along.high
    product = np.where(possible, _product(along, at, lean), -1.0)
    best = product.argmax(axis=-1)[..., np.newaxis]
    place = np.take_along_axis(at, best, -1)[..., 0]
    reached = share[best[..., 0]] + place * (share[1] - share[0])
    agreed = np.asarray(possible.any(axis=-1))
    return Terms(np.where(agreed, reached, _least_loss(rules, gain)), agreed)


def _lines(rules: Rules, gain: Values) -> _Lines:
    """Every piece of the grid, and on it the stretch where neither side loses."""
    low, high = _allowed(rules)
    for side in gain:
        start, slope = side[..., :-1], np.diff(side, axis=-1)
        flat = np.abs(slope) < np.finfo(np.float64).tiny
        crossing = -start / np.where(flat, 1.0, slope)
        low = np.maximum(low, np.where(slope > 0.0, crossing, 0.0))
        high = np.minimum(high, np.where(slope < 0.0, crossing, 1.0))
        high = np.where(flat & (start < 0.0), -1.0, high)
    (mine, theirs), (slope_mine, slope_theirs) = gain[..., :-1], np.diff(gain, axis=-1)
    return _Lines(mine, theirs, slope_mine, slope_theirs, np.asarray(low), np.asarray(high))


def _allowed(rules: Rules) -> tuple[Values, Values]:
    """Between the red lines, on each piece from 0 to 1."""
    given, share = rules.given, rules.grids.share
    step = share[1] - share[0]
    low = (given.red_line_challenger - share[:-1]) / step
    high = (given.red_line_target - share[:-1]) / step
    out = (low > 1.0 + _SLACK) | (high < -_SLACK)
    return np.clip(low, 0.0, 1.0), np.where(out, -1.0, np.clip(high, 0.0, 1.0))


def _peak(along: _Lines, lean: float) -> Values:
    """Where the weighted product has its peak, were the lines to go on for ever."""
    across = along.slope_mine * along.slope_theirs
    pull = lean * along.slope_mine * along.theirs
    pull = pull + (1.0 - lean) * along.slope_theirs * along.mine
    opposed = across < 0.0
    peak = -pull / np.where(opposed, across, 1.0)
    rising = lean * along.slope_mine + (1.0 - lean) * along.slope_theirs > 0.0
    return np.asarray(np.where(opposed, peak, np.where(rising, 1.0, 0.0)))


def _product(along: _Lines, at: Values, lean: float) -> Values:
    mine = np.maximum(along.mine + at * along.slope_mine, 0.0)
    theirs = np.maximum(along.theirs + at * along.slope_theirs, 0.0)
    return np.asarray(mine**lean * theirs ** (1.0 - lean))


def _least_loss(rules: Rules, gain: Values) -> Values:
    """The share between the red lines at which the worse off loses least.

    The middle of red lines that leave no room.
    """
    least, most = rules.given.red_line_challenger, rules.given.red_line_target
    if least > most:
        return np.full(gain.shape[1:-1], (least + most) / 2.0)
    low, high = _allowed(rules)
    mine, theirs = gain[..., :-1]
    slopes = np.diff(gain, axis=-1)
    apart = slopes[0] - slopes[1]
    meet = (theirs - mine) / np.where(apart == 0.0, 1.0, apart)
    spots = np.stack(np.broadcast_arrays(low, np.clip(meet, low, np.maximum(low, high)), high))
    worse = np.minimum(mine + spots * slopes[0], theirs + spots * slopes[1])
    worse = np.where(high < low, -np.inf, worse)
    by_piece = np.moveaxis(worse, 0, -1).reshape(*gain.shape[1:-1], -1)
    where = np.moveaxis(spots, 0, -1).reshape(*gain.shape[1:-1], -1)
    best = by_piece.argmax(axis=-1)[..., np.newaxis]
    share, place = rules.grids.share, np.take_along_axis(where, best, -1)[..., 0]
    return np.asarray(share[best[..., 0] // len(spots)] + place * (share[1] - share[0]))
