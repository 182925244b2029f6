"""One package of guarantees in every draw: gains, edges, holding, and what they add up to."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.commitment.window import (
    Settlement,
    challenger_leaves,
    challenger_terms,
    enforcement_strength,
    holding,
    target_enters,
    target_terms,
)
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.quantity import Draws
from holdfast.study.ensemble import Ensemble
from holdfast.study.parameters import (
    HORIZON_YEARS,
    War,
    contest_of,
    negotiated,
    settlement,
    war,
)
from holdfast.study.supply import weighted_supply

WHOLE = 1.0
"""The strength of the package as the case describes it."""

YEARS = (1, 2, 5, 10)
"""For how long a settlement is asked to hold."""

NOTHING = np.zeros(1)
_ALL = np.full(1, WHOLE)


@dataclass(frozen=True, slots=True)
class Package:
    """A package at given terms, per draw.

    Parameters
    ----------
    guarantee : the promises.
    fighting : what fighting on is worth.
    terms : share of the prize for the challenger.
    deal : whether both sides prefer these terms to fighting, red lines kept.
    settlement : what the engines look at, its breach so many years on.
    enters, leaves, enforced : package strengths; infinite where there is none.
    """

    guarantee: Guarantee
    fighting: War
    terms: Draws
    deal: NDArray[np.bool_]
    settlement: Settlement
    enters: Draws
    leaves: Draws
    enforced: Draws

    @property
    def open(self) -> NDArray[np.bool_]:
        """Whether some strength up to the whole package brings both sides; shape (draws,)."""
        return np.asarray(self.deal & (self.enters <= np.minimum(self.leaves, WHOLE)))

    def inside(self, strength: Draws) -> NDArray[np.bool_]:
        """Whether this strength brings both sides; broadcasts against the draws."""
        return np.asarray(self.deal & (self.enters <= strength) & (strength <= self.leaves))


def package(
    ensemble: Ensemble,
    guarantee: Guarantee,
    *,
    at_line: bool = False,
    years: float = HORIZON_YEARS,
) -> Package:
    """What does this package do, at the terms the two sides would reach, or at the line?

    Parameters
    ----------
    ensemble : the draws.
    guarantee : the package.
    at_line : take the line held now as the terms, instead of negotiating.
    years : how far ahead a breach is looked at.
    """
    contest = contest_of(ensemble.conflict, "package")
    fighting = war(ensemble, contest)
    if at_line:
        terms, deal = ensemble.of(contest.line), np.ones(ensemble.draws, dtype=np.bool_)
    else:
        agreement = negotiated(ensemble, contest, fighting)
        terms, deal = agreement.terms, agreement.deal
    facing = settlement(ensemble, guarantee, terms, years, fighting)
    return Package(
        guarantee=guarantee,
        fighting=fighting,
        terms=terms,
        deal=deal,
        settlement=facing,
        enters=target_enters(facing),
        leaves=challenger_leaves(facing),
        enforced=enforcement_strength(facing),
    )


def held(ensemble: Ensemble, found: Package, years: float) -> Draws:
    """How likely is the settlement to be kept for so many years, whole package in force?

    Returns
    -------
    probability, shape (draws,).
    """
    facing = settlement(ensemble, found.guarantee, found.terms, years, found.fighting)
    return np.broadcast_to(holding(facing, _ALL), (ensemble.draws,))


def headlines(ensemble: Ensemble, guarantee: Guarantee) -> Mapping[str, float]:
    """Which probabilities sum this package up?

    Returns
    -------
    By name: the share of draws in which each side comes with nothing and with the whole
    package, in which the window is open, in which the supporters end up inside it, and the mean
    chance that the settlement is kept for 1, 2, 5 and 10 years.
    """
    found = package(ensemble, guarantee)
    facing = found.settlement
    shares = {
        "target_comes_without": target_terms(facing, NOTHING).comes,
        "target_comes_with": target_terms(facing, _ALL).comes,
        "challenger_comes_without": challenger_terms(facing, NOTHING).comes,
        "challenger_comes_with": challenger_terms(facing, _ALL).comes,
        "window_open": found.open,
    }
    reached = weighted_supply(ensemble)
    if reached is not None:
        shares["supply_inside"] = found.inside(np.minimum(reached, WHOLE))
    means = {name: float(np.mean(held)) for name, held in shares.items()}
    kept = {f"kept_{year}y": float(held(ensemble, found, year).mean()) for year in YEARS}
    return means | kept
