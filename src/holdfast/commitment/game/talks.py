"""One quarter of talks: terms, ratification, and whether both sign.

Values have the shape (side, power, trust, willingness, support, domestic, walked back); terms
have the shape (power, trust, support, domestic).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from holdfast.commitment.game.grids import Values, chosen
from holdfast.commitment.game.rules import Rules

_AS_NORMAL = 1.7  # slope at which the logistic curve is within 0.01 of the normal one
_SLACK = 1e-12  # red lines may be missed by rounding


@dataclass(frozen=True, slots=True, eq=False)
class TalksQuarter:
    """Values of talks, and what comes of them.

    Parameters
    ----------
    values : before anybody acts.
    terms : A's share in the terms.
    works : chance that mediation works and T's public ratifies; shape as the terms.
    deal : chance of a deal, given that T is willing; shape as the values of one side.
    """

    values: Values
    terms: Values
    works: Values
    deal: Values


def talks_quarter(rules: Rules, war: Values, settled: Values) -> TalksQuarter:
    """What is a quarter of talks worth, given what war and a settlement are worth after it?

    Parameters
    ----------
    rules : of the game.
    war : worth of going on with the war, power and support moved.
    settled : worth of a settlement on each share, support moved; not discounted.
    """
    given = rules.given
    terms = smooth_terms(rules, settled, war[:, :, :, -1, :, :, 1])
    signed = _at_terms(rules, settled, terms)[:, :, :, np.newaxis, :, :, np.newaxis]
    works = given.mediation * ratified(rules, terms)
    gain = given.precision_settlement * (signed - war)
    deal = works[:, :, np.newaxis, :, :, np.newaxis]
    deal = deal * chosen(given.base_accept, gain[0]) * chosen(given.base_accept, gain[1])
    willing = rules.grids.willingness[:, np.newaxis, np.newaxis, np.newaxis]
    after = np.stack(
        [war[0] + willing * deal * (signed[0] - war[0]), war[1] + deal * (signed[1] - war[1])]
    )
    return TalksQuarter(_with_war(rules, after), terms, works, deal)


def smooth_terms(rules: Rules, settled: Values, fallback: Values) -> Values:
    """Which share does A get, as a mean weighted by a smooth Nash product of the gains?

    Parameters
    ----------
    settled : shape (side, power, trust, support, domestic, share).
    fallback : the worth of war; shape (side, power, trust, support, domestic).

    Notes
    -----
    Gains are counted by the squareplus function, so that small losses still count a little.
    Shares beyond either red line count for nothing.
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
    return np.asarray((weight * share).sum(axis=-1) / weight.sum(axis=-1))


def ratified(rules: Rules, terms: Values) -> Values:
    """How likely does T's public ratify these terms?"""
    given = rules.given
    if not given.ratification:
        return np.ones_like(terms)
    eased = given.ratify_guarantee * rules.honour.strength[:, np.newaxis]
    distance = (1.0 - terms - given.ratify_share + eased) / given.ratify_spread
    return np.asarray(expit(_AS_NORMAL * distance))


def _at_terms(rules: Rules, settled: Values, terms: Values) -> Values:
    """The worth of a settlement at the terms, between the shares of the grid."""
    share = rules.grids.share
    place = (terms - share[0]) / (share[1] - share[0])
    lower = np.clip(place.astype(np.intp), 0, share.size - 2)
    weight = place - lower
    at = np.broadcast_to(lower[..., np.newaxis], (*settled.shape[:-1], 1))
    low = np.take_along_axis(settled, at, -1)[..., 0]
    high = np.take_along_axis(settled, at + 1, -1)[..., 0]
    return np.asarray(low + weight * (high - low))


def _with_war(rules: Rules, after: Values) -> Values:
    """The quarter's own flows, and the chance that the war is decided meanwhile."""
    given = rules.given
    left, now = 1.0 - given.calm, 1.0 - given.patience
    decided = given.decided * left
    power = rules.grids.power.reshape(-1, 1, 1, 1, 1, 1)
    enjoyed = rules.enjoyed.reshape(-1, 1, 1, 1, 1, 1)
    suffered = rules.suffered[:, np.newaxis]
    flow = np.stack(
        np.broadcast_arrays(
            enjoyed - given.cost_challenger * left, 1.0 - enjoyed - suffered * left
        )
    )
    won = np.stack([power, 1.0 - power])
    return np.asarray(now * flow + given.patience * (decided * won + (1.0 - decided) * after))
