"""The guarantee window of every package, as an answer."""

from collections.abc import Iterable

import numpy as np

from holdfast.commitment.window import challenger_terms, target_terms
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.errors import bad_input
from holdfast.core.finding import Completeness, Finding, Spread, spread
from holdfast.core.quantity import Draws
from holdfast.core.tolerances import TIE
from holdfast.study import supply as supplied
from holdfast.study.about import WINDOW_CAVEATS, WINDOW_CITATIONS, WINDOW_METHOD, finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.package import WHOLE, YEARS, Package, held, package
from holdfast.study.parameters import (
    HORIZON_YEARS,
    contest_of,
    guarantee_named,
    inputs,
    kept_terms,
    negotiated,
    war,
)

BANDS = (50, 80, 95)
"""The shares of draws that the bands of a chart hold, in %."""

STRENGTHS = np.linspace(0.0, WHOLE, 41)
"""The strengths at which curves are given."""


def window(ensemble: Ensemble, only: str = "") -> Finding:
    """From what strength does the target enter, up to what strength does the challenger stay?

    Parameters
    ----------
    ensemble : the draws.
    only : id of the one package to look at; every package of the case by default.

    Raises
    ------
    HoldfastError
        HF401 where the case lacks a contest, a guarantee, or the one named.
    """
    conflict = ensemble.conflict
    chosen = packages_of(conflict, only)
    supply = supplied.told(ensemble)
    answer: dict[str, object] = {
        "packages": {g.id: {**_package(ensemble, g), "supply": supply} for g in chosen},
        "supply": supply,
    }
    used = dict.fromkeys(name for g in chosen for name in inputs(conflict, g))
    return finding(
        ensemble,
        "How strong must the guarantee be before one side enters and before the other leaves?",
        answer,
        method=WINDOW_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=(*used, *supplied.inputs(conflict)),
        caveats=WINDOW_CAVEATS,
        citations=WINDOW_CITATIONS,
    )


def packages_of(conflict: Conflict, only: str = "") -> tuple[Guarantee, ...]:
    """Which packages does the question cover? See `window` for the errors."""
    contest_of(conflict, "guarantee window")
    if not only and not conflict.packages:
        what = f"{conflict.id} has no guarantee to its target"
        raise bad_input("HF401", what, remedy="add guarantees: to the case")
    if only:
        return (guarantee_named(conflict, only),)
    return conflict.packages


def capped(values: Draws) -> dict[str, float]:
    """How are package strengths given that may lie beyond the package?

    Returns
    -------
    median, low and high with values above the whole package counted as 1 and values below
    nothing as 0; `beyond` is the share of draws above 1.
    """
    inside = np.clip(values, 0.0, WHOLE)
    return {**spread(inside).to_dict(), "beyond": float(np.mean(values > WHOLE))}


def _package(ensemble: Ensemble, guarantee: Guarantee) -> dict[str, object]:
    found = package(ensemble, guarantee)
    fixed = package(ensemble, guarantee, at_line=True)
    return {
        "title": guarantee.title,
        "kappa": [float(strength) for strength in STRENGTHS],
        **_curves(found),
        "holds": {str(years): probability(held(ensemble, found, years)) for years in YEARS},
        "terms": spread(found.terms).to_dict(),
        "deal_share": float(np.mean(found.deal)),
        "zone": _zone(ensemble, guarantee),
        "at_line": {
            **_curves(fixed),
            "terms": spread(fixed.terms).to_dict(),
            "challenger_underpaid_share": float(np.mean(_underpaid(fixed))),
        },
    }


def _curves(found: Package) -> dict[str, object]:
    target = [target_terms(found.settlement, np.full(1, k)).gain for k in STRENGTHS]
    challenger = [challenger_terms(found.settlement, np.full(1, k)).gain for k in STRENGTHS]
    keeper = challenger_terms(found.settlement, np.zeros(1)).keeper_gain
    pays = [k >= found.enforced for k in STRENGTHS]
    trust = found.settlement.trust
    return {
        "bands": {"target_gain": bands(target), "challenger_gain": bands(challenger)},
        "target_gain": [spread(gain).to_dict() for gain in target],
        "challenger_gain": [spread(gain).to_dict() for gain in challenger],
        "challenger_keeper_gain": spread(keeper).to_dict(),
        "holds_5y": [probability(np.where(kept, 1.0, trust)) for kept in pays],
        "inside": [float(np.mean(found.inside(np.full(1, k)))) for k in STRENGTHS],
        "target_enters": capped(found.enters),
        "challenger_leaves": {
            **capped(found.leaves),
            "never_comes": float(np.mean(found.leaves < 0.0)),
        },
        "keeping_pays_from": capped(found.enforced),
        "open_share": float(np.mean(found.open)),
    }


def bands(curve: Iterable[Draws]) -> dict[str, list[list[float]]]:
    """Between what do the middle 50, 80 and 95% of draws lie, at each strength?"""
    return {
        str(share): [
            np.quantile(gain, [0.5 - share / 200.0, 0.5 + share / 200.0]).tolist()
            for gain in curve
        ]
        for share in BANDS
    }


def probability(values: Draws) -> dict[str, float]:
    """How is a chance given over draws? A spread, and the mean."""
    return {**spread(values).to_dict(), "mean": float(np.mean(values))}


def _underpaid(found: Package) -> Draws:
    return np.asarray(~challenger_terms(found.settlement, np.full(1, WHOLE)).keeper_comes)


def _zone(ensemble: Ensemble, guarantee: Guarantee) -> dict[str, object]:
    contest = contest_of(ensemble.conflict, "zone of agreement")
    zone = negotiated(ensemble, contest, war(ensemble, contest)).zone
    return {
        "signed": _ends(zone.low, zone.high),
        "kept_without": _ends(
            np.maximum(zone.low, kept_terms(ensemble, None, HORIZON_YEARS)), zone.high
        ),
        "kept_with": _ends(
            np.maximum(zone.low, kept_terms(ensemble, guarantee, HORIZON_YEARS)), zone.high
        ),
    }


def _ends(low: Draws, high: Draws) -> dict[str, object]:
    ends: dict[str, Spread] = {
        "low": spread(np.clip(low, 0, 1)),
        "high": spread(np.clip(high, 0, 1)),
    }
    return {
        **{name: end.to_dict() for name, end in ends.items()},
        "open_share": float(np.mean(high - low >= -TIE)),
    }
