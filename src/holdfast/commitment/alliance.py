"""When does an ally's pledge deter, and when does it entrap?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import not_negative, positive, probability, share
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_draws,
    as_verdicts,
    positive_part,
    together,
    units_to_cover,
)
from holdfast.core.tolerances import SHARE, TIE


@dataclass(frozen=True, slots=True)
class DeterrenceThreshold:
    """How reliable must the ally be to deter? All fields have one broadcast shape.

    Attributes
    ----------
    reliability : probability, or more than 1 where no reliability is enough
        0 where the challenger is deterred without any ally; infinity where the ally brings
        no force.
    deterrable : true or false
        Whether `reliability` is at most 1.
    """

    reliability: Draws
    deterrable: Verdicts


@dataclass(frozen=True, slots=True)
class Intervention:
    """Does the ally fight when its protege is attacked? One broadcast shape.

    Attributes
    ----------
    net : share of the prize
        What fighting brings the ally over staying out.
    intervenes : true or false
    minimal_abandonment_cost : share of the prize, >= 0
        Least cost of going back on its word at which it fights.
    """

    net: Draws
    intervenes: Verdicts
    minimal_abandonment_cost: Draws


@dataclass(frozen=True, slots=True)
class ProtegeRisk:
    """How much war does a protected side risk? All fields have one broadcast shape.

    Attributes
    ----------
    war : probability
    entrapment : probability per unit of reliability, >= 0
        How much the risk rises with the ally's reliability; 0 where no war is risked.
    """

    war: Draws
    entrapment: Draws


def deterrence_threshold(
    *,
    power_target: Numbers,
    cost_challenger: Numbers,
    status_quo_challenger: Numbers,
    force: Numbers,
) -> DeterrenceThreshold:
    """How reliable must an ally be for the challenger not to attack?

    Parameters
    ----------
    power_target : any shape, probability
        The target's chance of winning alone.
    cost_challenger : any shape, share of the prize, >= 0
    status_quo_challenger : any shape, share
        What the challenger has without attacking.
    force : any shape, probability, >= 0
        What the ally adds to the target's chance of winning if it comes.

    Returns
    -------
    DeterrenceThreshold, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    [1 - p_T - c - s]_+ / f. That less reliable allies leave more attacks, while the total
    effect of alliances is ambiguous, is [Smith1995]; the algebra is our own.

    Examples
    --------
    >>> answer = deterrence_threshold(power_target=0.4, cost_challenger=0.1,
    ...     status_quo_challenger=0.3, force=0.4)
    >>> print(answer.reliability.round(6), answer.deterrable)
    0.5 True
    """
    p, cost, quo, f = together(
        probability(power_target, "power_target"),
        not_negative(cost_challenger, "cost_challenger"),
        share(status_quo_challenger, "status_quo_challenger"),
        not_negative(force, "force"),
    )
    reliability = units_to_cover(1.0 - p - cost - quo, f)
    return DeterrenceThreshold(
        reliability=reliability, deterrable=as_verdicts(reliability <= 1.0 + SHARE)
    )


def intervention(
    *, stake: Numbers, force: Numbers, cost: Numbers, abandonment_cost: Numbers
) -> Intervention:
    """Does an ally fight rather than abandon its protege?

    Parameters
    ----------
    stake : any shape, share of the prize, >= 0
        What the protege's winning is worth to the ally.
    force : any shape, probability, >= 0
        What the ally adds to the protege's chance of winning.
    cost : any shape, share of the prize, >= 0
        The ally's cost of fighting.
    abandonment_cost : any shape, share of the prize, >= 0
        What going back on its word costs the ally.

    Returns
    -------
    Intervention, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    It fights if stake x force + abandonment cost >= cost. Pledges as costly signals are
    [Morrow1994] and [Smith1995]; the algebra is our own.

    Examples
    --------
    >>> choice = intervention(stake=0.5, force=0.4, cost=0.3, abandonment_cost=0.15)
    >>> print(choice.net.round(3), choice.intervenes, choice.minimal_abandonment_cost.round(3))
    0.05 True 0.1
    """
    v, f, c, a = together(
        not_negative(stake, "stake"),
        not_negative(force, "force"),
        not_negative(cost, "cost"),
        not_negative(abandonment_cost, "abandonment_cost"),
    )
    net = v * f + a - c
    return Intervention(
        net=as_draws(net),
        intervenes=as_verdicts(net >= -TIE),
        minimal_abandonment_cost=positive_part(c - v * f),
    )


def protege_risk(
    *,
    cost_target: Numbers,
    share_borne: Numbers,
    challenger_cost_max: Numbers,
    reliability: Numbers,
    conditionality: Numbers = 0.0,
) -> ProtegeRisk:
    """How much more war does a protected side risk because an ally would share the cost?

    Parameters
    ----------
    cost_target : any shape, share of the prize, >= 0
        The protege's cost of war if it stands alone.
    share_borne : any shape, share
        Part of that cost that the ally takes over if it comes.
    challenger_cost_max : any shape, share of the prize, > 0
        The challenger's cost, unknown to the protege, lies evenly between 0 and this.
    reliability : any shape, probability
        Chance that the ally comes.
    conditionality : any shape, share
        Part of the pledge that lapses when the protege itself made the demand that led to
        war: 0 is a blank cheque, 1 a fully conditional pledge.

    Returns
    -------
    ProtegeRisk, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    (1 - c (1 - r s)/K)/2 within [0, 1], with slope c s/(2 K): the ultimatum of
    `bargaining_range` with the protege demanding. Moral hazard in alliances, and conditions
    as its cure, are [Benson2012]; that the hazard can itself deter, which this leaves out,
    is [BensonMeirowitzRamsay2014]. The algebra is our own.

    Examples
    --------
    >>> risk = protege_risk(cost_target=0.2, share_borne=0.5, challenger_cost_max=0.4,
    ...     reliability=[0.0, 1.0])
    >>> print(risk.war.round(3), risk.entrapment.round(3))
    [0.25  0.375] [0.125 0.125]
    """
    c, s, top, rho, condition = together(
        not_negative(cost_target, "cost_target"),
        share(share_borne, "share_borne"),
        positive(challenger_cost_max, "challenger_cost_max"),
        probability(reliability, "reliability"),
        share(conditionality, "conditionality"),
    )
    covered = s * (1.0 - condition)
    inner = 0.5 * (1.0 - c * (1.0 - rho * covered) / top)
    return ProtegeRisk(
        war=as_draws(np.clip(inner, 0.0, 1.0)),
        entrapment=np.where(inner >= 0.0, c * covered / (2.0 * top), 0.0),
    )
