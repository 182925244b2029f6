"""Where the supporters are likely to end up on the strength of the package, now and later."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from holdfast.bargaining.forecasts import forecast, weighted_mean
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.people import Supporter
from holdfast.core.finding import spread
from holdfast.core.quantity import Draws, Quantity
from holdfast.core.streams import uniforms
from holdfast.study.ensemble import Ensemble

YEARS = (0, 1, 2, 5, 10)
"""Years from now for which the supply is given."""

_DAYS = 365.25  # a year
_SHORTEST = 0.05  # of a half-life, in years


@dataclass(frozen=True, slots=True)
class Supply:
    """Two forecasts of the strength that the supporters reach, always shown together.

    Parameters
    ----------
    weighted_mean : package strength; shape (draws,).
    condorcet : mean of the probabilistic Condorcet election; shape (draws,).
    """

    weighted_mean: Draws
    condorcet: Draws

    def to_dict(self) -> dict[str, object]:
        """Give both as spreads."""
        return {
            "weighted_mean": spread(self.weighted_mean).to_dict(),
            "condorcet": spread(self.condorcet).to_dict(),
        }


def supply(ensemble: Ensemble, years: float = 0.0, moved: str = "") -> Supply | None:
    """How strong a package would the supporters agree on? None without supporters.

    Parameters
    ----------
    ensemble : the draws.
    years : from now.
    moved : rally or hesitate: how they move together after a challenge; empty for not.
    """
    if not ensemble.conflict.supporters:
        return None
    found = forecast(*_field(ensemble, years, moved))
    return Supply(found.weighted_mean, found.proportional.mean)


def weighted_supply(ensemble: Ensemble, years: float = 0.0, moved: str = "") -> Draws | None:
    """How strong a package by the weighted mean alone? None without supporters."""
    if not ensemble.conflict.supporters:
        return None
    return weighted_mean(*_field(ensemble, years, moved))


def told(ensemble: Ensemble) -> dict[str, object]:
    """What is told of the supply: both forecasts; later, and after a challenge, where stated.

    Returns
    -------
    empty without supporters; `over_time` by years from now only where a supporter has a
    half-life or elections, `rally` and `hesitate` only where the case says how supporters move.
    """
    now = supply(ensemble)
    if now is None:
        return {}
    given = now.to_dict()
    if changes(ensemble.conflict):
        given["over_time"] = {
            str(years): found.to_dict()
            for years in YEARS
            if (found := supply(ensemble, years)) is not None
        }
    for moved in moves(ensemble.conflict):
        found = supply(ensemble, moved=moved)
        assert found is not None
        given[moved] = found.to_dict()
    return given


def changes(conflict: Conflict) -> bool:
    """Whether the case says how any supporter's position changes with time."""
    return any(one.half_life is not None or one.elections for one in conflict.supporters)


def moves(conflict: Conflict) -> Mapping[str, Quantity]:
    """In which ways may the supporters move together after a challenge?"""
    after = conflict.after_challenge
    if after is None or not conflict.supporters:
        return {}
    ways = {"rally": after.rally, "hesitate": after.hesitate}
    return {name: share for name, share in ways.items() if share is not None}


def inputs(conflict: Conflict) -> tuple[str, ...]:
    """Which quantities does the forecast rest on, by name?"""
    stated = [
        quantity
        for one in conflict.supporters
        for quantity in (one.position, one.weight, one.salience, *_in_time(one))
    ]
    return tuple(q.name for q in (*stated, *moves(conflict).values()))


def _in_time(one: Supporter) -> tuple[Quantity, ...]:
    fading = () if one.half_life is None else (one.half_life,)
    return (*fading, *(q for vote in one.elections for q in (vote.may_fall, vote.to)))


def _field(
    ensemble: Ensemble, years: float = 0.0, moved: str = ""
) -> tuple[Draws, Draws, Draws]:
    """Position, weight and salience of the supporters; each of shape (draws, supporters)."""
    supporters = ensemble.conflict.supporters
    factor = _together(ensemble, moved)
    position = np.stack([_position(ensemble, s, years) * factor for s in supporters], axis=1)
    weight = np.stack([ensemble.of(s.weight) for s in supporters], axis=1)
    salience = np.stack([ensemble.of(s.salience) for s in supporters], axis=1)
    idle = (weight * salience).sum(axis=1, keepdims=True) == 0.0  # nobody counts: all alike
    return position, np.where(idle, 1.0, weight), np.where(idle, 1.0, salience)


def _together(ensemble: Ensemble, moved: str) -> Draws:
    if not moved:
        return np.ones(ensemble.draws)
    share = ensemble.of(moves(ensemble.conflict)[moved])
    return 1.0 + share if moved == "rally" else 1.0 - share


def _position(ensemble: Ensemble, one: Supporter, years: float) -> Draws:
    """Where it stands so many years from now: faded, and fallen by each election that falls."""
    position = ensemble.of(one.position)
    if years <= 0.0:
        return position
    if one.half_life is not None:
        half = np.maximum(ensemble.of(one.half_life), _SHORTEST)
        position = position * 0.5 ** (years / half)
    for vote in one.elections:
        if (vote.on - ensemble.conflict.as_of).days <= years * _DAYS:
            falls = _lot(ensemble, vote.may_fall) < ensemble.of(vote.may_fall)
            position = np.where(falls, position * ensemble.of(vote.to), position)
    return position


def _lot(ensemble: Ensemble, chance: Quantity) -> Draws:
    """A number for each draw that decides whether what has this chance happens in it."""
    name = f"{chance.stream or chance.name}.falls"
    return uniforms(ensemble.seed, name, 0, ensemble.draws)
