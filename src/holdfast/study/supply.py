"""Where the supporters are likely to end up on the strength of the package."""

from dataclasses import dataclass

import numpy as np

from holdfast.bargaining.forecasts import forecast, weighted_mean
from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import spread
from holdfast.core.quantity import Draws
from holdfast.study.ensemble import Ensemble


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


def supply(ensemble: Ensemble) -> Supply | None:
    """How strong a package would the supporters agree on? None without supporters."""
    if not ensemble.conflict.supporters:
        return None
    found = forecast(*_field(ensemble))
    return Supply(found.weighted_mean, found.proportional.mean)


def weighted_supply(ensemble: Ensemble) -> Draws | None:
    """How strong a package by the weighted mean alone? None without supporters."""
    if not ensemble.conflict.supporters:
        return None
    return weighted_mean(*_field(ensemble))


def inputs(conflict: Conflict) -> tuple[str, ...]:
    """Which quantities does the forecast rest on, by name?"""
    return tuple(
        quantity.name
        for supporter in conflict.supporters
        for quantity in (supporter.position, supporter.weight, supporter.salience)
    )


def _field(ensemble: Ensemble) -> tuple[Draws, Draws, Draws]:
    """Position, weight and salience of the supporters; each of shape (draws, supporters)."""
    supporters = ensemble.conflict.supporters
    position = np.stack([ensemble.of(s.position) for s in supporters], axis=1)
    weight = np.stack([ensemble.of(s.weight) for s in supporters], axis=1)
    salience = np.stack([ensemble.of(s.salience) for s in supporters], axis=1)
    idle = (weight * salience).sum(axis=1, keepdims=True) == 0.0  # nobody counts: all alike
    return position, np.where(idle, 1.0, weight), np.where(idle, 1.0, salience)
