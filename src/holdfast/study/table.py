"""Who would come to the table, and why not: the terms of both sides' sums."""

import numpy as np

from holdfast.commitment.window import TargetTerms, challenger_terms, target_terms
from holdfast.core.finding import Completeness, Finding, spread
from holdfast.core.quantity import Draws
from holdfast.core.tolerances import TIE
from holdfast.study import supply as supplied
from holdfast.study.about import WINDOW_CAVEATS, WINDOW_CITATIONS, WINDOW_METHOD, finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.package import WHOLE, Package, package
from holdfast.study.parameters import contest_of, inputs
from holdfast.study.window import packages_of

_TARGET_COSTS = ("war", "breach", "audience")


def who_comes(ensemble: Ensemble, only: str = "") -> Finding:
    """Who would come at which strength of each package, and what holds the others back?

    Parameters
    ----------
    ensemble : the draws.
    only : id of the one package to look at; every package by default.
    """
    conflict = ensemble.conflict
    contest = contest_of(conflict, "table")
    chosen = packages_of(conflict, only)
    strengths = _strengths(ensemble)
    answer: dict[str, object] = {
        "target": contest.target,
        "challenger": contest.challenger,
        "packages": {
            guarantee.id: {
                label: _at(package(ensemble, guarantee), strength)
                for label, strength in strengths.items()
            }
            for guarantee in chosen
        },
    }
    used = dict.fromkeys(name for g in chosen for name in inputs(conflict, g))
    return finding(
        ensemble,
        "Who would come to the table, and why not?",
        answer,
        method=WINDOW_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=(*used, *supplied.inputs(conflict)),
        caveats=WINDOW_CAVEATS,
        citations=WINDOW_CITATIONS,
    )


def _strengths(ensemble: Ensemble) -> dict[str, Draws]:
    """Nothing, what the supporters would supply, and the whole package."""
    found = {"nothing": np.zeros(1)}
    reached = supplied.supply(ensemble)
    if reached is not None:
        found["supply"] = np.minimum(reached.weighted_mean, WHOLE)
    return {**found, "whole": np.full(1, WHOLE)}


def _at(found: Package, strength: Draws) -> dict[str, object]:
    target = target_terms(found.settlement, strength)
    challenger = challenger_terms(found.settlement, strength)
    costs = {
        name: np.broadcast_to(getattr(target, name), target.gain.shape)
        for name in _TARGET_COSTS
    }
    return {
        "target": {
            "comes_share": float(np.mean(target.comes)),
            "gain": spread(target.gain).to_dict(),
            "settlement": spread(target.settlement).to_dict(),
            **{f"less_{name}": spread(values).to_dict() for name, values in costs.items()},
            "held_back_by": _held_back_by(target, costs),
        },
        "challenger": {
            "comes_share": float(np.mean(challenger.comes)),
            "gain": spread(challenger.gain).to_dict(),
            "settlement": spread(challenger.settlement).to_dict(),
            "plus_breaking": spread(challenger.breaking).to_dict(),
            "less_war": spread(challenger.war).to_dict(),
            "keeper_comes_share": float(np.mean(challenger.keeper_comes)),
            "keeper_gain": spread(challenger.keeper_gain).to_dict(),
        },
    }


def _held_back_by(target: TargetTerms, costs: dict[str, Draws]) -> dict[str, float]:
    """In what share of draws would the target come if this one term were nothing?

    War is not among them: it is what coming is compared with.
    """
    stays = ~target.comes
    return {
        name: float(np.mean(stays & (target.gain + values >= -TIE)))
        for name, values in costs.items()
        if name != "war"
    }
