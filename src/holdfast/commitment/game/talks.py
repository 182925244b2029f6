"""One quarter of talks: terms, ratification, and whether both sign.

Values have the shape (side, power, trust, willingness, support, domestic, walked back); terms
have the shape (power, trust, support, domestic).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from holdfast.commitment.game.grids import Values, chosen
from holdfast.commitment.game.rules import Rules
from holdfast.commitment.game.terms import nash_terms, smooth_terms

_AS_NORMAL = 1.7  # slope at which the logistic curve is within 0.01 of the normal one


@dataclass(frozen=True, slots=True, eq=False)
class TalksQuarter:
    """Values of talks, and what comes of them.

    Parameters
    ----------
    values : before anybody acts.
    terms : A's share in the terms.
    agreed : whether there are terms at all by which neither loses; same shape.
    works : chance that there are terms, mediation works and T's public ratifies; same shape.
    deal : chance of a deal, given that T is willing; shape as the values of one side.
    """

    values: Values
    terms: Values
    agreed: NDArray[np.bool_]
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
    reach = smooth_terms if given.smooth_terms else nash_terms
    found = reach(rules, settled, war[:, :, :, -1, :, :, 1])
    terms = found.share
    signed = _at_terms(rules, settled, terms)[:, :, :, np.newaxis, :, :, np.newaxis]
    works = given.mediation * ratified(rules, terms) * found.agreed
    gain = given.precision_settlement * (signed - war)
    deal = works[:, :, np.newaxis, :, :, np.newaxis]
    deal = deal * chosen(given.base_accept, gain[0]) * chosen(given.base_accept, gain[1])
    willing = rules.grids.willingness[:, np.newaxis, np.newaxis, np.newaxis]
    after = np.stack(
        [war[0] + willing * deal * (signed[0] - war[0]), war[1] + deal * (signed[1] - war[1])]
    )
    return TalksQuarter(_with_war(rules, after), terms, found.agreed, works, deal)


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
