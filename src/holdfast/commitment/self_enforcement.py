"""Can a promise keep itself, with nobody to enforce it?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import at_least, discount, not_negative, number, positive
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_verdicts,
    positive_part,
    together,
    units_to_cover,
)
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class PatienceNeeded:
    """How patient must a side be to keep its word? All fields have one broadcast shape.

    Attributes
    ----------
    patience : discount factor per period, or 1 and more where none is enough
        0 where there is nothing to gain from a breach; infinity where punishment is no worse
        than the breach itself.
    feasible : true or false
        Whether `patience` is below 1.
    """

    patience: Draws
    feasible: Verdicts


@dataclass(frozen=True, slots=True)
class PersistenceNeeded:
    """How lasting must a concession be? All fields have one broadcast shape.

    Attributes
    ----------
    persistence : probability, or more than 1 where no concession is enough
        Chance per later period that the concession is still made.
    feasible : true or false
        Whether `persistence` is at most 1.
    shortfall : share of the prize, >= 0
        What is still missing with the concession made as often as needed, or always where
        that is not enough.
    """

    persistence: Draws
    feasible: Verdicts
    shortfall: Draws


def patience_for_grim(
    *, temptation: Numbers, reward: Numbers, punishment: Numbers
) -> PatienceNeeded:
    """How patient must a side be to cooperate, if one breach ends cooperation for good?

    Parameters
    ----------
    temptation, reward, punishment : any shape, utility per period
        From a breach, from cooperating, and once cooperation has ended; the temptation at
        least the reward.

    Returns
    -------
    PatienceNeeded, of the broadcast shape

    Raises
    ------
    ValueError
        The temptation is below the reward.

    Notes
    -----
    (T - R)/(T - P), the grim-trigger bound [Friedman1971].

    Examples
    --------
    >>> print(patience_for_grim(temptation=1.5, reward=1.0, punishment=0.2).patience.round(3))
    0.385
    """
    t, r, p = together(
        number(temptation, "temptation"),
        number(reward, "reward"),
        number(punishment, "punishment"),
    )
    at_least(t, "temptation", r, "reward")
    patience = units_to_cover(t - r, t - p)
    return PatienceNeeded(patience=patience, feasible=as_verdicts(patience < 1.0 - TIE))


def persistence_for_no_revolt(
    *, revolt_value: Numbers, concession: Numbers, patience: Numbers
) -> PersistenceNeeded:
    """How sure must later concessions be for the weaker side not to revolt today?

    Parameters
    ----------
    revolt_value : any shape, share of the prize per period, >= 0
        What revolt is worth.
    concession : any shape, share of the prize per period, > 0
        The most that is conceded in a period; it is conceded today.
    patience : any shape, discount factor per period, in [0, 1)

    Returns
    -------
    PersistenceNeeded, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    h >= (m/x - (1-d))/d. Own derivation of the commitment problem of
    [AcemogluRobinson2006]: what is given in a crisis can be taken back after it.

    Examples
    --------
    >>> answer = persistence_for_no_revolt(revolt_value=0.5, concession=1.0, patience=0.9)
    >>> print(answer.persistence.round(3), answer.feasible)
    0.444 True
    """
    value, most, d = together(
        not_negative(revolt_value, "revolt_value"),
        positive(concession, "concession"),
        discount(patience, "patience"),
    )
    persistence = units_to_cover(value - (1.0 - d) * most, d * most)
    delivered = most * (1.0 - d + d * np.minimum(persistence, 1.0))
    return PersistenceNeeded(
        persistence=persistence,
        feasible=as_verdicts(persistence <= 1.0 + TIE),
        shortfall=positive_part(value - delivered),
    )
