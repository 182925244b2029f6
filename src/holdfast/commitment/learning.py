"""How long must a war last before both sides believe the same thing?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import logit, rel_entr

from holdfast.commitment.arguments import (
    at_least,
    at_most,
    open_probability,
    probability,
    share,
)
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    as_draws,
    positive_part,
    together,
    units_to_cover,
)
from holdfast.commitment.beliefs import posterior
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class BattleBeliefs:
    """What does the challenger believe after a battle? One broadcast shape.

    Attributes
    ----------
    after_loss, after_win : probability
        Belief that the target is strong once the challenger has lost or won.
    """

    after_loss: Draws
    after_win: Draws


@dataclass(frozen=True, slots=True)
class BattleCount:
    """How many battles does a strong target fight before it is believed?

    Attributes
    ----------
    mean : number of battles, >= 0
        Battles still being fought at the horizon count as the horizon, so this is a lower
        bound, and exact to about `unresolved` times their further length.
    unresolved : probability
        Chance that the war outlasts the horizon.
    """

    mean: Draws
    unresolved: Draws


def beliefs_after_battle(
    belief_strong: Numbers, *, loss_if_strong: Numbers, loss_if_weak: Numbers
) -> BattleBeliefs:
    """What does the challenger believe after winning or losing a battle?

    Parameters
    ----------
    belief_strong : any shape, probability
        The challenger's belief that the target is strong.
    loss_if_strong, loss_if_weak : any shape, probability
        Chance that the challenger loses a battle against either.

    Returns
    -------
    BattleBeliefs, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside [0, 1].

    Notes
    -----
    Bayes' rule on the battlefield, as in [FilsonWerner2002] and [Slantchev2003]. Beliefs are
    a martingale: on average a battle moves them nowhere.

    Examples
    --------
    >>> beliefs = beliefs_after_battle(0.3, loss_if_strong=0.7, loss_if_weak=0.4)
    >>> print(beliefs.after_loss.round(4), beliefs.after_win.round(4))
    0.4286 0.1765
    """
    belief, strong, weak = together(
        probability(belief_strong, "belief_strong"),
        probability(loss_if_strong, "loss_if_strong"),
        probability(loss_if_weak, "loss_if_weak"),
    )
    return BattleBeliefs(
        after_loss=posterior(belief, strong, weak),
        after_win=posterior(belief, 1.0 - strong, 1.0 - weak),
    )


def belief_for_safe_offer(
    *, war_value_strong: Numbers, war_value_weak: Numbers, challenger_against_strong: Numbers
) -> Draws:
    """How sure must the challenger be of a strong target to offer what a strong one takes?

    Parameters
    ----------
    war_value_strong, war_value_weak : any shape, share of the prize
        What war is worth to a strong and to a weak target.
    challenger_against_strong : any shape, share of the prize
        What war against a strong target is worth to the challenger.

    Returns
    -------
    broadcast shape, probability
        Below this belief the challenger makes the risky offer that only a weak target takes.

    Raises
    ------
    ValueError
        An argument is outside [0, 1], the strong target values war less than the weak one,
        or war with a strong target wastes nothing.

    Notes
    -----
    q* = (w_s - w_w) / (1 - w_w - a_s). Own derivation of the risk-return trade-off of
    screening models such as [PowellLearning2004].

    Examples
    --------
    >>> print(belief_for_safe_offer(
    ...     war_value_strong=0.6, war_value_weak=0.3, challenger_against_strong=0.2
    ... ).round(6))
    0.6
    """
    strong, weak, challenger = together(
        share(war_value_strong, "war_value_strong"),
        share(war_value_weak, "war_value_weak"),
        share(challenger_against_strong, "challenger_against_strong"),
    )
    at_least(strong, "war_value_strong", weak, "war_value_weak")
    at_most(strong, "war_value_strong", 1.0 - challenger, "1 - challenger_against_strong")
    needed = units_to_cover(strong - weak, 1.0 - weak - challenger)
    return as_draws(np.minimum(needed, 1.0))


def battles_at_least(
    belief_strong: Numbers,
    belief_needed: Numbers,
    *,
    loss_if_strong: Numbers,
    loss_if_weak: Numbers,
) -> Draws:
    """How many battles at least, on average, before a strong target is believed?

    Parameters
    ----------
    belief_strong, belief_needed : any shape, probability, in (0, 1)
        The challenger's belief today and the belief at which it makes the safe offer.
    loss_if_strong, loss_if_weak : any shape, probability, in (0, 1)

    Returns
    -------
    broadcast shape, number of battles, >= 0
        Infinity where battles say nothing; 0 where the belief is already there.

    Raises
    ------
    ValueError
        An argument is outside (0, 1).

    Notes
    -----
    The distance in log odds over the information in one battle, after [Wald1945]. It is a
    lower bound, since the last battle overshoots.

    Examples
    --------
    >>> print(battles_at_least(0.2, 0.6, loss_if_strong=0.7, loss_if_weak=0.4).round(3))
    9.749
    """
    start, target, strong, weak = _walk_inputs(
        belief_strong, belief_needed, loss_if_strong, loss_if_weak
    )
    information = rel_entr(strong, weak) + rel_entr(1.0 - strong, 1.0 - weak)
    return units_to_cover(positive_part(logit(target) - logit(start)), information)


def mean_battles(
    belief_strong: Numbers,
    belief_needed: Numbers,
    *,
    loss_if_strong: Numbers,
    loss_if_weak: Numbers,
    horizon: int = 600,
) -> BattleCount:
    """How many battles on average does a strong target fight before it is believed?

    Parameters
    ----------
    belief_strong, belief_needed : any shape, probability, in (0, 1)
        The challenger's belief today and the belief at which it makes the safe offer.
    loss_if_strong, loss_if_weak : any shape, probability, in (0, 1)
    horizon : number of battles, >= 1
        Where counting stops. Time and memory grow with its square and with the draws.

    Returns
    -------
    BattleCount, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    Exact dynamic programming over the number of lost battles: the belief depends on nothing
    else. The walk is the learning of [Slantchev2003] with one battle a period.

    Examples
    --------
    Battles that nearly always tell settle it in about one:

    >>> count = mean_battles(0.5, 0.9, loss_if_strong=0.95, loss_if_weak=0.05, horizon=60)
    >>> print(count.mean.round(2))
    1.11
    """
    if horizon < 1:
        raise ValueError(f"horizon must be at least 1 battle, got {horizon}")
    start, target, strong, weak = _walk_inputs(
        belief_strong, belief_needed, loss_if_strong, loss_if_weak
    )
    distance = (logit(target) - logit(start))[..., np.newaxis]
    up = np.log(strong / weak)[..., np.newaxis]
    down = np.log((1.0 - strong) / (1.0 - weak))[..., np.newaxis]
    lose = strong[..., np.newaxis]
    losses = np.arange(horizon + 1, dtype=np.float64)
    fighting = np.where(distance > TIE, losses == 0.0, False).astype(np.float64)
    mean = np.zeros(start.shape)
    for battles in range(1, horizon + 1):
        mean += fighting.sum(axis=-1)
        after = fighting * (1.0 - lose)
        after[..., 1:] += fighting[..., :-1] * lose
        walked = losses * up + (battles - losses) * down
        fighting = np.where(walked >= distance - TIE, 0.0, after)
    return BattleCount(mean=as_draws(mean), unresolved=as_draws(fighting.sum(axis=-1)))


def _walk_inputs(
    belief: Numbers, needed: Numbers, if_strong: Numbers, if_weak: Numbers
) -> tuple[Draws, ...]:
    return together(
        open_probability(belief, "belief_strong"),
        open_probability(needed, "belief_needed"),
        open_probability(if_strong, "loss_if_strong"),
        open_probability(if_weak, "loss_if_weak"),
    )
