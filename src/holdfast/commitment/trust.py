"""How much trust does cooperation need, and how is it won and lost?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import above, at_least, number, probability
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_draws,
    as_verdicts,
    together,
    units_to_cover,
)
from holdfast.commitment.beliefs import posterior
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class ReassuranceWindow:
    """Which first steps separate the trustworthy? All fields have one broadcast shape.

    Attributes
    ----------
    smallest : share of the whole stake
        A smaller first step is one that the untrustworthy would also take.
    largest : share of the whole stake
        A larger first step is one that the trustworthy would not dare.
    possible : true or false
        Whether any first step does it.
    """

    smallest: Draws
    largest: Draws
    possible: Verdicts


@dataclass(frozen=True, slots=True)
class TrustUpdate:
    """What is trust after a promise falls due? All fields have one broadcast shape.

    Attributes
    ----------
    after_kept, after_broken : probability
    """

    after_kept: Draws
    after_broken: Draws


def minimal_trust(
    *, reward: Numbers, temptation: Numbers, punishment: Numbers, sucker: Numbers
) -> Draws:
    """How much trust does a trustworthy side need before it cooperates?

    Parameters
    ----------
    reward, temptation, punishment, sucker : any shape, one utility scale
        Payoff when both cooperate, when exploiting the other, when both defect, when
        exploited. Trustworthy means reward above temptation.

    Returns
    -------
    broadcast shape, probability
        Least belief that the other side is trustworthy.

    Raises
    ------
    ValueError
        The reward is not above the temptation, or the punishment is below the sucker payoff.

    Notes
    -----
    (P - S) / ((P - S) + (R - T)). The trust game is that of [KyddTrust2000]; the algebra is
    our own.

    Examples
    --------
    >>> print(minimal_trust(reward=1, temptation=0.6, punishment=0, sucker=-1).round(3))
    0.714
    """
    r, t, p, s = together(
        number(reward, "reward"),
        number(temptation, "temptation"),
        number(punishment, "punishment"),
        number(sucker, "sucker"),
    )
    above(r, "reward", t, "temptation")
    at_least(p, "punishment", s, "sucker")
    return as_draws((p - s) / ((p - s) + (r - t)))


def reassurance_window(
    trust: Numbers,
    *,
    reward: Numbers,
    temptation_trustworthy: Numbers,
    temptation_untrustworthy: Numbers,
    punishment: Numbers,
    sucker: Numbers,
) -> ReassuranceWindow:
    """How large a first step would show that a side can be trusted?

    Parameters
    ----------
    trust : any shape, probability
        Each side's belief that the other is trustworthy.
    reward, punishment, sucker : any shape, one utility scale
        As in `minimal_trust`, over the whole stake.
    temptation_trustworthy, temptation_untrustworthy : any shape, same scale
        Payoff from exploiting, below the reward for the one and above it for the other.

    Returns
    -------
    ReassuranceWindow, of the broadcast shape

    Raises
    ------
    ValueError
        The trust is outside [0, 1], or the payoffs are not in that order.

    Notes
    -----
    Two rounds: a share a of the stake first, the rest after both have seen the first. The
    idea of costly signals of trust is [KyddTrust2000] and [Kydd2005]; the algebra is our own.
    The window can be open far below `minimal_trust`.

    Examples
    --------
    >>> steps = reassurance_window(0.5, reward=1, temptation_trustworthy=0.6,
    ...     temptation_untrustworthy=1.3, punishment=0, sucker=-1)
    >>> print(steps.smallest.round(3), steps.largest.round(3), steps.possible)
    0.5 0.625 True
    """
    t, r, tempt, greed, p, s = together(
        probability(trust, "trust"),
        number(reward, "reward"),
        number(temptation_trustworthy, "temptation_trustworthy"),
        number(temptation_untrustworthy, "temptation_untrustworthy"),
        number(punishment, "punishment"),
        number(sucker, "sucker"),
    )
    above(r, "reward", tempt, "temptation_trustworthy")
    above(greed, "temptation_untrustworthy", r, "reward")
    at_least(r, "reward", p, "punishment")
    at_least(p, "punishment", s, "sucker")
    exposed = (1.0 - t) * (p - s)
    later_gain = t * (greed - p)
    smallest = units_to_cover(later_gain, later_gain + t * (greed - r) + exposed)
    future = t * (r - p)
    at_risk = future + exposed - t * (r - tempt)
    # Nothing at risk means that the trustworthy would dare the whole stake at once.
    largest = np.where(at_risk > 0.0, np.minimum(units_to_cover(future, at_risk), 1.0), 1.0)
    return ReassuranceWindow(
        smallest=smallest,
        largest=as_draws(largest),
        possible=as_verdicts(smallest <= largest + TIE),
    )


def trust_after_promise(
    trust: Numbers, *, kept_if_trustworthy: Numbers, kept_if_untrustworthy: Numbers
) -> TrustUpdate:
    """How far does one kept or broken promise move trust?

    Parameters
    ----------
    trust : any shape, probability
        Belief that the other side is trustworthy, before the promise falls due.
    kept_if_trustworthy, kept_if_untrustworthy : any shape, probability
        Chance that each type keeps such a promise.

    Returns
    -------
    TrustUpdate, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside [0, 1].

    Notes
    -----
    Bayes' rule, as in the trust game [KyddTrust2000].

    Examples
    --------
    >>> update = trust_after_promise(0.5, kept_if_trustworthy=0.95, kept_if_untrustworthy=0.4)
    >>> print(update.after_kept.round(3), update.after_broken.round(3))
    0.704 0.077
    """
    t, good, bad = together(
        probability(trust, "trust"),
        probability(kept_if_trustworthy, "kept_if_trustworthy"),
        probability(kept_if_untrustworthy, "kept_if_untrustworthy"),
    )
    return TrustUpdate(
        after_kept=posterior(t, good, bad),
        after_broken=posterior(t, 1.0 - good, 1.0 - bad),
    )


def kept_to_undo_one_broken(
    *, kept_if_trustworthy: Numbers, kept_if_untrustworthy: Numbers
) -> Draws:
    """How many kept promises does it take to undo one broken one?

    Parameters
    ----------
    kept_if_trustworthy, kept_if_untrustworthy : any shape, probability
        Chance that each type keeps a promise; the first at least the second.

    Returns
    -------
    broadcast shape, number of promises, >= 0
        Infinity where the trustworthy never break one; 0 where promises say nothing.

    Raises
    ------
    ValueError
        An argument is outside [0, 1], or the untrustworthy keep more promises.

    Notes
    -----
    log((1-b)/(1-a)) / log(a/b): the fall in log odds over the rise. Own derivation.

    Examples
    --------
    >>> print(kept_to_undo_one_broken(
    ...     kept_if_trustworthy=0.95, kept_if_untrustworthy=0.4
    ... ).round(2))
    2.87
    """
    good, bad = together(
        probability(kept_if_trustworthy, "kept_if_trustworthy"),
        probability(kept_if_untrustworthy, "kept_if_untrustworthy"),
    )
    at_least(good, "kept_if_trustworthy", bad, "kept_if_untrustworthy")
    # Where both types act alike any equal pair gives no rise and no fall.
    telling = good > bad
    good, bad = np.where(telling, good, 0.5), np.where(telling, bad, 0.5)
    with np.errstate(divide="ignore"):  # a log of 0 is a verdict that nothing undoes
        fall = np.log1p(-bad) - np.log1p(-good)
        rise = np.log(good) - np.log(bad)
    # Infinite both ways: the broken promise proved the worst, and proof is not undone.
    proof = np.isinf(fall)
    return np.where(proof, np.inf, units_to_cover(np.where(proof, 0.0, fall), rise))
