"""What does honouring a promise, or failing it, do to a guarantor's name elsewhere?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import not_negative, number, probability
from holdfast.commitment.arrays import Draws, Numbers, as_draws, positive_part, together
from holdfast.commitment.beliefs import posterior
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class Onlooking:
    """What an onlooker makes of a test of the guarantor, and what that is worth. One shape.

    Attributes
    ----------
    deterring_belief : probability
        Belief that the guarantor is resolved, from which the second challenger is deterred.
    weak_honours : probability
        Chance that a guarantor without resolve honours the first test.
    honours_first : probability
        Chance that the first test is honoured, over both types.
    belief_after_honour : probability
        The onlooker's belief that the guarantor is resolved, once it has honoured; after a
        failure it is 0.
    deterred_after_honour, deterred_after_failure : probability
        Chance that the second challenger is deterred.
    shadow : share of the prize, >= 0
        What honouring today adds for the guarantor by what it deters tomorrow.
    gain : share of the prize
        What a guarantor without resolve has by honouring rather than failing, with tomorrow.
    """

    deterring_belief: Draws
    weak_honours: Draws
    honours_first: Draws
    belief_after_honour: Draws
    deterred_after_honour: Draws
    deterred_after_failure: Draws
    shadow: Draws
    gain: Draws


@dataclass(frozen=True, slots=True)
class Reliability:
    """How surely the guarantor would honour the next test, as an onlooker sees it.

    Attributes
    ----------
    before, after_honour, after_failure : probability
    """

    before: Draws
    after_honour: Draws
    after_failure: Draws


def deterring_belief(*, reliability_needed: Numbers, weak_honours_last: Numbers = 0.0) -> Draws:
    """How sure of the guarantor's resolve must a challenger be to be deterred?

    Parameters
    ----------
    reliability_needed : any shape, probability
        Chance of being met from which the challenger does not attack.
    weak_honours_last : any shape, probability
        Chance that a guarantor without resolve honours, when nobody is left to look on.

    Returns
    -------
    broadcast shape, probability
        0 where no resolve is needed.

    Raises
    ------
    ValueError
        An argument is outside [0, 1].

    Notes
    -----
    b + (1 - b) h >= r, so b* = [r - h]+ / (1 - h). Own derivation.

    Examples
    --------
    >>> bar = deterring_belief(reliability_needed=0.6, weak_honours_last=[0.0, 0.2, 0.7])
    >>> print(bar.round(3))
    [0.6 0.5 0. ]
    """
    needed, last = together(
        probability(reliability_needed, "reliability_needed"),
        probability(weak_honours_last, "weak_honours_last"),
    )
    short, room = positive_part(needed - last), 1.0 - last
    return as_draws(np.divide(short, room, out=np.zeros(short.shape), where=short > 0.0))


def onlooking(
    *,
    belief_resolved: Numbers,
    reliability_needed: Numbers,
    gain_today: Numbers,
    worth_tomorrow: Numbers,
    weak_honours_last: Numbers = 0.0,
) -> Onlooking:
    """Does a guarantor honour today because a second challenger looks on?

    Parameters
    ----------
    belief_resolved : any shape, probability
        Belief that the guarantor honours whatever it costs.
    reliability_needed : any shape, probability
        Reliability that deters the second challenger.
    gain_today : any shape, share of the prize
        What a guarantor without resolve has by honouring the first test rather than not,
        tomorrow left out; often below 0.
    worth_tomorrow : any shape, share of the prize, >= 0
        Worth to it today of the second challenger not attacking.
    weak_honours_last : any shape, probability
        Chance that it honours when nobody is left to look on.

    Returns
    -------
    Onlooking, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    With b* the deterring belief, g and W the last two worths: with g >= 0 both types honour and
    nothing is learnt; with W < -g only the resolved honour, and honouring tells all. In between
    the weak type honours for sure if q >= b*, else so often that the onlooker is left at b*,
    and the second challenger holds back with chance -g/W, which leaves the weak type
    undecided. The structure is that of [KrepsWilson1982]; the algebra is our own.

    Examples
    --------
    A guarantor that would lose .02 by honouring, watched by a challenger it wants deterred:

    >>> found = onlooking(
    ...     belief_resolved=0.3, reliability_needed=0.6, gain_today=-0.02, worth_tomorrow=0.05
    ... )
    >>> print(found.weak_honours.round(3), found.honours_first.round(3), found.shadow.round(3))
    0.286 0.5 0.02
    """
    q, today, tomorrow, bar = together(
        probability(belief_resolved, "belief_resolved"),
        number(gain_today, "gain_today"),
        not_negative(worth_tomorrow, "worth_tomorrow"),
        deterring_belief(
            reliability_needed=reliability_needed, weak_honours_last=weak_honours_last
        ),
    )
    safe, willing = bar <= 0.0, today >= 0.0
    mixes = ~safe & ~willing & (tomorrow >= -today) & (q < bar)
    pools = willing | (~safe & (tomorrow >= -today) & (q >= bar))
    odds, needed = q * (1.0 - bar), (1.0 - q) * bar
    mixed = np.divide(odds, needed, out=np.zeros(q.shape), where=mixes)  # q < bar there
    weak = np.where(pools, 1.0, np.where(mixes, np.minimum(mixed, 1.0), 0.0))
    after = posterior(q, np.ones(q.shape), weak)
    held = np.divide(-today, tomorrow, out=np.zeros(q.shape), where=mixes & (tomorrow > 0.0))
    sure = np.where(after >= bar - TIE, 1.0, 0.0)
    deterred = np.where(mixes & (q > 0.0), held, sure)
    failed = np.where(safe, 1.0, 0.0)
    shadow = tomorrow * (deterred - failed)
    return Onlooking(
        deterring_belief=as_draws(bar.copy()),
        weak_honours=as_draws(weak),
        honours_first=as_draws(q + (1.0 - q) * weak),
        belief_after_honour=after,
        deterred_after_honour=as_draws(deterred),
        deterred_after_failure=as_draws(failed),
        shadow=as_draws(shadow),
        gain=as_draws(today + shadow),
    )


def reliability_seen(*, belief_resolved: Numbers, weak_honours: Numbers) -> Reliability:
    """How reliable does a guarantor look before a test, after honouring it, after failing it?

    Parameters
    ----------
    belief_resolved : any shape, probability
        Belief that it honours whatever it costs.
    weak_honours : any shape, probability
        Chance that one without resolve honours a test, this one or the next.

    Returns
    -------
    Reliability, of the broadcast shape
        Only one without resolve fails, so after a failure it looks as that one is.

    Raises
    ------
    ValueError
        An argument is outside [0, 1].

    Notes
    -----
    Bayes' rule. Own derivation.

    Examples
    --------
    >>> seen = reliability_seen(belief_resolved=0.2, weak_honours=0.5)
    >>> print(seen.before.round(2), seen.after_honour.round(3), seen.after_failure.round(2))
    0.6 0.667 0.5
    """
    q, y = together(
        probability(belief_resolved, "belief_resolved"),
        probability(weak_honours, "weak_honours"),
    )
    after = posterior(q, np.ones(q.shape), y)
    return Reliability(
        before=as_draws(q + (1.0 - q) * y),
        after_honour=as_draws(after + (1.0 - after) * y),
        after_failure=as_draws(y.copy()),
    )
