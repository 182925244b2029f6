"""What the answer hangs on, as an answer: bars, flip points and ranges of every package."""

from holdfast.conflict.guarantees import Guarantee
from holdfast.core.finding import Completeness, Finding
from holdfast.study import supply as supplied
from holdfast.study.about import SENSITIVITY_CAVEATS, SENSITIVITY_METHOD, finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.parameters import inputs
from holdfast.study.sensitivity import Bar, sensitivity
from holdfast.study.window import packages_of

MOST_BARS = 12
"""Bars given for each package; the rest move the answer less than all of these."""


def hinges(ensemble: Ensemble, only: str = "") -> Finding:
    """On which inputs does the answer hang, and where does it flip?

    Parameters
    ----------
    ensemble : the draws.
    only : id of the one package to look at; every package by default.
    """
    conflict = ensemble.conflict
    chosen = packages_of(conflict, only)
    used = dict.fromkeys(name for g in chosen for name in inputs(conflict, g))
    return finding(
        ensemble,
        "Which inputs decide the answer, and where does it flip?",
        {"packages": {g.id: _package(ensemble, g) for g in chosen}},
        method=SENSITIVITY_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=(*used, *supplied.inputs(conflict)),
        caveats=SENSITIVITY_CAVEATS,
        citations=(),
    )


def _package(ensemble: Ensemble, guarantee: Guarantee) -> dict[str, object]:
    names = (*inputs(ensemble.conflict, guarantee), *supplied.inputs(ensemble.conflict))
    found = sensitivity(ensemble, guarantee, names)
    return {
        "headlines": {
            name: {"share": found.middle[name], "low": low, "high": high}
            for name, (low, high) in found.ranges.items()
        },
        "bars": [_bar(bar) for bar in found.bars[:MOST_BARS]],
    }


def _bar(bar: Bar) -> dict[str, object]:
    return {
        "input": bar.quantity.name,
        "unit": bar.quantity.unit,
        "at_low": bar.low,
        "at_high": bar.high,
        "flips_at": list(bar.flips_at),
    }
