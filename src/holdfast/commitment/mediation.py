"""Whose advice can a party believe, and what do rival mediators add?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import above, not_negative, probability, share
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_draws,
    as_verdicts,
    together,
    units_to_cover,
)
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class TruthfulLeaning:
    """Which leanings make a mediator tell the truth? All fields have one broadcast shape.

    Attributes
    ----------
    smallest : weight, >= 0
        A mediator that cares less for the challenger's share cries wolf to keep the peace;
        infinity where no leaning is enough.
    largest : weight, >= 0
        A mediator that cares more urges toughness whatever it knows; infinity where none
        does.
    possible : true or false
    """

    smallest: Draws
    largest: Draws
    possible: Verdicts


@dataclass(frozen=True, slots=True)
class Advice:
    """What does one mediator say?

    Attributes
    ----------
    leaning : any shape, weight
        How much the mediator values the challenger's share, against its own cost of war.
    says_strong : any shape, true or false
        Whether it tells the challenger that the target is strong.
    """

    leaning: Numbers
    says_strong: bool | Verdicts


def truthful_leaning(
    *,
    terms_tough: Numbers,
    terms_soft: Numbers,
    power_against_strong: Numbers,
    mediator_war_cost: Numbers,
    residual_war: Numbers,
) -> TruthfulLeaning:
    """Which leanings make it credible when a mediator says: he is strong, concede?

    Parameters
    ----------
    terms_tough, terms_soft : any shape, share
        The challenger's share under its tough and its soft offer.
    power_against_strong : any shape, probability
        The challenger's chance of winning against a strong target.
    mediator_war_cost : any shape, utility, >= 0
        What war costs the mediator.
    residual_war : any shape, probability
        Chance that the tough offer ends in war even with a weak target.

    Returns
    -------
    TruthfulLeaning, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range, or the tough offer is not above the soft one.

    Notes
    -----
    e c / ((1-e) x_t + e p - x_s) <= b <= c / (p - x_s). That a mediator without a stake is
    not believed, and one on the listener's side is, is [Kydd2003]; the algebra is our own.

    Examples
    --------
    >>> leaning = truthful_leaning(terms_tough=0.7, terms_soft=0.5, power_against_strong=0.6,
    ...     mediator_war_cost=0.2, residual_war=0.05)
    >>> print(leaning.smallest.round(4), leaning.largest.round(4))
    0.0513 2.0
    """
    tough, soft, p, cost, residual = together(
        share(terms_tough, "terms_tough"),
        share(terms_soft, "terms_soft"),
        probability(power_against_strong, "power_against_strong"),
        not_negative(mediator_war_cost, "mediator_war_cost"),
        probability(residual_war, "residual_war"),
    )
    above(tough, "terms_tough", soft, "terms_soft")
    gain_if_weak = (1.0 - residual) * tough + residual * p - soft
    smallest = units_to_cover(residual * cost, gain_if_weak)
    tempted = p - soft > TIE
    largest = np.where(tempted, units_to_cover(cost, p - soft), np.inf)
    # Toughness that pays nobody leaves only a mediator that does not care for the share.
    largest = np.where(gain_if_weak < -TIE, 0.0, largest)
    return TruthfulLeaning(
        smallest=smallest,
        largest=as_draws(largest),
        possible=as_verdicts(np.isfinite(smallest) & (smallest <= largest + TIE)),
    )


def advice_counts(leaning: Numbers, truthful: TruthfulLeaning) -> Verdicts:
    """Is a mediator with this leaning believed?

    Parameters
    ----------
    leaning : any shape, weight
    truthful : TruthfulLeaning

    Returns
    -------
    broadcast shape, true or false

    Raises
    ------
    ValueError
        The leaning is below zero: such a mediator works for the other side, and is heard by
        it with the two sides exchanged.

    Notes
    -----
    Advice counts only from inside the interval [Kydd2003].

    Examples
    --------
    >>> leaning = truthful_leaning(terms_tough=0.7, terms_soft=0.5, power_against_strong=0.6,
    ...     mediator_war_cost=0.2, residual_war=0.05)
    >>> print(advice_counts([0.0, 1.0, 3.0], leaning))
    [False  True False]
    """
    weight = not_negative(leaning, "leaning")
    inside = (weight >= truthful.smallest - TIE) & (weight <= truthful.largest + TIE)
    return as_verdicts(inside & truthful.possible)


def belief_after_rival_advice(
    belief_strong: Numbers, first: Advice, second: Advice, truthful: TruthfulLeaning
) -> Draws:
    """What does the challenger believe after two mediators have spoken?

    Parameters
    ----------
    belief_strong : any shape, probability
        The challenger's belief that the target is strong.
    first, second : Advice
    truthful : TruthfulLeaning

    Returns
    -------
    broadcast shape, probability
        1 or 0 where a believed mediator says strong or weak. The prior where nobody is
        believed, or where two believed mediators contradict each other, which does not
        happen while both know the truth.

    Raises
    ------
    ValueError
        A belief is outside [0, 1] or a leaning is below zero.

    Notes
    -----
    Own extension of [Kydd2003] to two mediators: a message from outside the interval is
    ignored, so a rival that is not believed neither helps nor harms.

    Examples
    --------
    The honest broker is believed, the partisan that contradicts it is not heard:

    >>> leaning = truthful_leaning(terms_tough=0.7, terms_soft=0.5, power_against_strong=0.6,
    ...     mediator_war_cost=0.2, residual_war=0.05)
    >>> print(belief_after_rival_advice(0.3, Advice(1.0, True), Advice(3.0, False), leaning))
    1.0
    """
    prior = probability(belief_strong, "belief_strong")
    heard_first = advice_counts(first.leaning, truthful)
    heard_second = advice_counts(second.leaning, truthful)
    strong_first = as_verdicts(first.says_strong)
    strong_second = as_verdicts(second.says_strong)
    strong = (heard_first & strong_first) | (heard_second & strong_second)
    weak = (heard_first & ~strong_first) | (heard_second & ~strong_second)
    silent_or_torn = strong == weak
    return as_draws(np.where(silent_or_torn, prior, strong))
