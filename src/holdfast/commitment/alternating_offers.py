"""What terms do two bargainers reach, and when does the status quo give way?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import (
    discount,
    not_negative,
    number,
    probability,
    share,
)
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_draws,
    as_verdicts,
    together,
)
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class ResponderShare:
    """What does the side that answers first get? All fields have one broadcast shape.

    Attributes
    ----------
    share : share
    binds : true or false
        Whether the outside option, and not bargaining, sets the share.
    """

    share: Draws
    binds: Verdicts


@dataclass(frozen=True, slots=True)
class NashDeal:
    """What do the sides agree on, given what each has without a deal?

    Attributes
    ----------
    terms : share
        The challenger's share; where `exists` is false, the terms that spread the loss.
    gain : share
        What both gain together from a deal; negative where there is none.
    exists : true or false
    """

    terms: Draws
    gain: Draws
    exists: Verdicts


@dataclass(frozen=True, slots=True)
class Revision:
    """Does the status quo give way, and to whom? All fields have one broadcast shape.

    Attributes
    ----------
    terms : share
        The challenger's share after bargaining.
    challenger_dissatisfied, target_dissatisfied : true or false
        Which side would rather fight than live with the status quo; never both.
    """

    terms: Draws
    challenger_dissatisfied: Verdicts
    target_dissatisfied: Verdicts


def first_mover_share(patience_first: Numbers, patience_second: Numbers) -> Draws:
    """What share does the side that makes the first offer get?

    Parameters
    ----------
    patience_first, patience_second : any shape, discount factor per period, in [0, 1)

    Returns
    -------
    broadcast shape, share

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    (1 - d2) / (1 - d1 d2), the perfect equilibrium of alternating offers
    [Rubinstein1982]. It assumes that nothing happens while they talk.

    Examples
    --------
    >>> print(first_mover_share(0.9, 0.9).round(4))
    0.5263
    """
    first, second = together(
        discount(patience_first, "patience_first"),
        discount(patience_second, "patience_second"),
    )
    return as_draws((1.0 - second) / (1.0 - first * second))


def responder_share(patience: Numbers, outside_option: Numbers) -> ResponderShare:
    """What does the answering side get when it may walk away to something else?

    Parameters
    ----------
    patience : any shape, discount factor per period, in [0, 1)
        Common to both sides.
    outside_option : any shape, share
        What the answering side gets if it walks away.

    Returns
    -------
    ResponderShare, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    max(d/(1+d), w2): an option worse than the bargain changes nothing, a better one is just
    matched [BinmoreShakedSutton1989]. It is not split-the-difference.

    Examples
    --------
    >>> answer = responder_share(0.9, [0.3, 0.6])
    >>> print(answer.share.round(3), answer.binds)
    [0.474 0.6  ] [False  True]
    """
    d, option = together(
        discount(patience, "patience"), share(outside_option, "outside_option")
    )
    bargained = d / (1.0 + d)
    return ResponderShare(
        share=as_draws(np.maximum(bargained, option)),
        binds=as_verdicts(option > bargained + TIE),
    )


def nash_terms(
    power: Numbers,
    cost_challenger: Numbers,
    cost_target: Numbers,
    *,
    weight: Numbers = 0.5,
) -> Draws:
    """What terms split the savings of peace, when disagreement means war?

    Parameters
    ----------
    power : any shape, probability
    cost_challenger, cost_target : any shape, share of the prize, >= 0
    weight : any shape, share
        The challenger's bargaining weight.

    Returns
    -------
    broadcast shape, share
        The challenger's share, never beyond [0, 1].

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    x = p - c_A + weight (c_A + c_T) [Nash1950].

    Examples
    --------
    >>> print(nash_terms(0.6, 0.1, 0.15).round(3))
    0.625
    """
    p, cost_a, cost_t = together(
        probability(power, "power"),
        not_negative(cost_challenger, "cost_challenger"),
        not_negative(cost_target, "cost_target"),
    )
    return split_the_gain(p - cost_a, 1.0 - p - cost_t, weight=weight).terms


def split_the_gain(
    without_deal_challenger: Numbers, without_deal_target: Numbers, *, weight: Numbers = 0.5
) -> NashDeal:
    """What terms do the sides reach from what each has without a deal?

    Parameters
    ----------
    without_deal_challenger, without_deal_target : any shape, share of the prize
        Each side's value while there is no deal: of a war to the finish, or of fighting on
        as long as talks go on. May be negative.
    weight : any shape, share
        The challenger's bargaining weight.

    Returns
    -------
    NashDeal, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    The weighted Nash solution [Nash1950], cut to [0, 1]. Where war goes on while the sides
    talk, the value to enter is that of fighting on, an inside option [Wagner2000].

    Examples
    --------
    >>> deal = split_the_gain(0.5, 0.25)
    >>> print(deal.terms, deal.gain, deal.exists)
    0.625 0.25 True
    """
    mine, theirs, alpha = together(
        number(without_deal_challenger, "without_deal_challenger"),
        number(without_deal_target, "without_deal_target"),
        share(weight, "weight"),
    )
    gain = 1.0 - mine - theirs
    reachable = (mine <= 1.0 + TIE) & (theirs <= 1.0 + TIE)
    return NashDeal(
        terms=as_draws(np.clip(mine + alpha * gain, 0.0, 1.0)),
        gain=as_draws(gain),
        exists=as_verdicts((gain >= -TIE) & reachable),
    )


def revise_status_quo(
    power: Numbers,
    cost_challenger: Numbers,
    cost_target: Numbers,
    *,
    status_quo: Numbers,
) -> Revision:
    """Does the status quo give way to a side that would rather fight?

    Parameters
    ----------
    power : any shape, probability
    cost_challenger, cost_target : any shape, share of the prize, >= 0
    status_quo : any shape, share
        The challenger's share today.

    Returns
    -------
    Revision, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    With everything known, a side is dissatisfied if fighting is worth more to it than the
    status quo; it is then offered just that, and at most one side can be [Powell1999].

    Examples
    --------
    >>> change = revise_status_quo(0.6, 0.1, 0.1, status_quo=[0.2, 0.5, 0.8])
    >>> print(change.terms.round(3))
    [0.5 0.5 0.7]
    """
    p, cost_a, cost_t, quo = together(
        probability(power, "power"),
        not_negative(cost_challenger, "cost_challenger"),
        not_negative(cost_target, "cost_target"),
        share(status_quo, "status_quo"),
    )
    low, high = p - cost_a, p + cost_t
    return Revision(
        terms=as_draws(np.clip(quo, low, high)),
        challenger_dissatisfied=as_verdicts(low > quo + TIE),
        target_dissatisfied=as_verdicts(quo > high + TIE),
    )
