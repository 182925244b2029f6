"""What does a leader's public commitment do to a crisis?"""

from dataclasses import dataclass

from holdfast.commitment.arguments import not_negative, positive
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_draws,
    as_verdicts,
    positive_part,
    together,
)
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class SignalComparison:
    """What do tying hands and sinking costs each take? One broadcast shape.

    Attributes
    ----------
    prior_resolved : probability
        Belief, before any signal, that the defender would fight.
    belief_needed : probability
        Belief at which the challenger is deterred.
    deterred_without_signal : true or false
    tie_needed : share of the prize
        Audience cost at which every defender would fight.
    sink_separating : share of the prize
        Cost sunk beforehand that only those who would fight are ready to pay.
    sink_pooling : share of the prize
        Least cost sunk beforehand that deters although some who pay would not fight; the
        highest value where no type would fight, so that none pays it.
    gain_from_tying : share of the prize
        What tying saves over separating by sinking, when it deters: it is never paid.
    """

    prior_resolved: Draws
    belief_needed: Draws
    deterred_without_signal: Verdicts
    tie_needed: Draws
    sink_separating: Draws
    sink_pooling: Draws
    gain_from_tying: Draws


def opponent_quits_by(time: Numbers, *, stake: Numbers, audience_slope: Numbers) -> Draws:
    """How likely is the opponent to have backed down by a given time in the crisis?

    Parameters
    ----------
    time : any shape, periods, >= 0
    stake : any shape, share of the prize, > 0
        What the opponent's backing down is worth to this side.
    audience_slope : any shape, share of the prize per period, >= 0
        How fast this side's own audience cost grows.

    Returns
    -------
    broadcast shape, probability

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    1 - v/(v + a t): the pace at which the opponent must quit to keep this side indifferent
    between waiting and quitting. That a stronger audience makes the other side back down is
    [Fearon1994]; the algebra is our own.

    Examples
    --------
    >>> print(opponent_quits_by(2.0, stake=1.0, audience_slope=[0.2, 0.4]).round(4))
    [0.2857 0.4444]
    """
    t, v, a = together(
        not_negative(time, "time"),
        positive(stake, "stake"),
        not_negative(audience_slope, "audience_slope"),
    )
    return as_draws(a * t / (v + a * t))


def opponent_quitting_rate(time: Numbers, *, stake: Numbers, audience_slope: Numbers) -> Draws:
    """How fast does the opponent back down, if it has not yet?

    Parameters
    ----------
    time : any shape, periods, >= 0
    stake : any shape, share of the prize, > 0
    audience_slope : any shape, share of the prize per period, >= 0

    Returns
    -------
    broadcast shape, rate per period, >= 0

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    a/(v + a t). Own derivation on [Fearon1994].

    Examples
    --------
    >>> print(opponent_quitting_rate(0.0, stake=2.0, audience_slope=0.5))
    0.25
    """
    t, v, a = together(
        not_negative(time, "time"),
        positive(stake, "stake"),
        not_negative(audience_slope, "audience_slope"),
    )
    return as_draws(a / (v + a * t))


def honours_commitment(
    *, value: Numbers, war_cost: Numbers, audience_cost: Numbers
) -> Verdicts:
    """Would a leader fight rather than go back on its public word?

    Parameters
    ----------
    value : any shape, share of the prize
        What the contested good is worth to the leader.
    war_cost, audience_cost : any shape, share of the prize, >= 0

    Returns
    -------
    broadcast shape, true or false

    Raises
    ------
    ValueError
        An argument is below zero.

    Notes
    -----
    It fights if value >= war cost - audience cost [Fearon1997].

    Examples
    --------
    >>> print(honours_commitment(value=0.3, war_cost=0.5, audience_cost=[0.1, 0.2]))
    [False  True]
    """
    v, c, a = together(
        not_negative(value, "value"),
        not_negative(war_cost, "war_cost"),
        not_negative(audience_cost, "audience_cost"),
    )
    return as_verdicts(v >= c - a - TIE)


def compare_signals(
    *, highest_value: Numbers, war_cost: Numbers, challenger_risk: Numbers
) -> SignalComparison:
    """Is it better to tie one's hands or to sink a cost, to deter a challenger?

    Parameters
    ----------
    highest_value : any shape, share of the prize, > 0
        The defender's value of the good lies evenly between 0 and this.
    war_cost : any shape, share of the prize, >= 0
        The defender's cost of war.
    challenger_risk : any shape, ratio, >= 0
        The challenger's loss in war over its gain if the defender yields.

    Returns
    -------
    SignalComparison, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    That tying hands does better on average yet brings more war, and that nobody bluffs, is
    [Fearon1997]; the algebra is our own.

    Examples
    --------
    >>> signals = compare_signals(highest_value=1.0, war_cost=0.6, challenger_risk=0.8)
    >>> print(signals.prior_resolved.round(3), signals.belief_needed.round(3))
    0.4 0.556
    >>> print(signals.deterred_without_signal, signals.sink_pooling.round(3))
    False 0.28
    """
    top, cost, risk = together(
        positive(highest_value, "highest_value"),
        not_negative(war_cost, "war_cost"),
        not_negative(challenger_risk, "challenger_risk"),
    )
    fighters = positive_part(top - cost)
    prior, needed = fighters / top, 1.0 / (1.0 + risk)
    # The lowest type that pays is the one for whom deterrence is just worth the cost.
    pooling = positive_part(top - fighters * (1.0 + risk))
    return SignalComparison(
        prior_resolved=as_draws(prior),
        belief_needed=as_draws(needed),
        deterred_without_signal=as_verdicts(prior >= needed - TIE),
        tie_needed=as_draws(cost.copy()),
        sink_separating=as_draws(cost.copy()),
        sink_pooling=pooling,
        gain_from_tying=as_draws(cost.copy()),
    )
