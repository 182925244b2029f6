"""What an outcome of the vocabulary comes to, draw by draw."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.commitment.window import (
    breaking_value,
    challenger_terms,
    holding,
    target_terms,
)
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.quantity import Draws
from holdfast.study.ensemble import Ensemble
from holdfast.study.package import NOTHING, WHOLE, Package, package
from holdfast.study.parameters import contest_of, negotiated
from holdfast.study.supply import weighted_supply

_STRENGTHS = np.linspace(0.0, WHOLE, 11)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An outcome in every draw.

    Parameters
    ----------
    margin : by how much it comes about, negative where it does not; shape (draws,). Signs of
        claims are read off it, since a yes or no hides small moves.
    headline : yes or no, a probability, or a strength; shape (draws,). Sizes are read off it.
    """

    margin: Draws
    headline: Draws


UNITS = {
    "target_comes_with": "share of the prize",
    "target_comes_without": "share of the prize",
    "challenger_comes_with": "share of the prize",
    "window_open": "share of the prize",
    "kept_5y": "chance of being kept plus share of the prize",
    "supply_inside": "package strength",
}
"""Unit of each outcome's margin, by the output of the vocabulary."""


def outcome(
    ensemble: Ensemble, guarantee: Guarantee, output: str, years: float
) -> Outcome | None:
    """What does this output come to under this package?

    Parameters
    ----------
    ensemble : the draws.
    guarantee : the package, at the strength that the supporters would supply; the whole of it
        in a case without supporters.
    output : a key of `UNITS`.
    years : how far ahead a breach is looked at, and for how long a settlement is kept.

    Returns
    -------
    None where the case has no supporters and the output is about them.
    """
    if output == "supply_inside":
        reached = weighted_supply(ensemble)
        return None if reached is None else Outcome(reached, reached)
    found = package(ensemble, guarantee, years=years)
    return _OUTPUTS[output](ensemble, found)


def _supplied(ensemble: Ensemble) -> Draws:
    reached = weighted_supply(ensemble)
    return np.full(1, WHOLE) if reached is None else np.minimum(reached, WHOLE)


def _target_with(ensemble: Ensemble, found: Package) -> Outcome:
    terms = target_terms(found.settlement, _supplied(ensemble))
    return _whole(ensemble, terms.gain, terms.comes)


def _target_without(ensemble: Ensemble, found: Package) -> Outcome:
    terms = target_terms(found.settlement, NOTHING)
    return _whole(ensemble, terms.gain, terms.comes)


def _challenger_with(ensemble: Ensemble, found: Package) -> Outcome:
    terms = challenger_terms(found.settlement, _supplied(ensemble))
    return _whole(ensemble, terms.gain, terms.comes)


def _window(ensemble: Ensemble, found: Package) -> Outcome:
    """Two sides gain at some strength, and terms between the red lines exist: the lesser."""
    gains = [
        np.minimum(
            target_terms(found.settlement, np.full(1, k)).gain,
            challenger_terms(found.settlement, np.full(1, k)).gain,
        )
        for k in _STRENGTHS
    ]
    contest = contest_of(ensemble.conflict, "window")
    zone = negotiated(ensemble, contest, found.fighting).zone
    margin = np.minimum(np.max(gains, axis=0), zone.high - zone.low)
    return _whole(ensemble, margin, found.open)


def _kept(ensemble: Ensemble, found: Package) -> Outcome:
    """The chance of being kept, and what keeping is worth more than breaking."""
    strength = _supplied(ensemble)
    chance = holding(found.settlement, strength)
    slack = found.terms - breaking_value(found.settlement, strength)
    return _whole(ensemble, chance + slack, chance)


def _whole(ensemble: Ensemble, margin: Draws, headline: Draws | NDArray[np.bool_]) -> Outcome:
    shape = (ensemble.draws,)
    return Outcome(
        np.broadcast_to(np.asarray(margin, dtype=np.float64), shape),
        np.broadcast_to(np.asarray(headline, dtype=np.float64), shape),
    )


_OUTPUTS: dict[str, Callable[[Ensemble, Package], Outcome]] = {
    "target_comes_with": _target_with,
    "target_comes_without": _target_without,
    "challenger_comes_with": _challenger_with,
    "window_open": _window,
    "kept_5y": _kept,
}
