"""Packages side by side, as an answer: who comes, what is kept, what it costs, what breaks."""

from collections.abc import Mapping, Sequence

import numpy as np

from holdfast.core.finding import Completeness, Finding, spread
from holdfast.core.quantity import Draws
from holdfast.guarantees.composition import FULL
from holdfast.study.about import PACKAGES_CAVEATS, PACKAGES_CITATIONS, PACKAGES_METHOD, finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.curves import Progress
from holdfast.study.game.window import game_inputs
from holdfast.study.package import YEARS
from holdfast.study.packages.bench import Bench, Package, bench, packages_in
from holdfast.study.packages.objectives import OBJECTIVES, frontier, scores
from holdfast.study.packages.outcomes import CAUSES, NOTHING, Outcomes, outcomes
from holdfast.study.packages.robust import Aim, robust
from holdfast.study.window import probability

QUESTION = (
    "Which packages bring both sides and keep the peace, who could deliver them, at what cost, "
    "and what breaks first?"
)

_ERROR = 1.645  # standard errors of a mean within which nine in ten samples lie


def compared(
    of: Ensemble,
    asked: Sequence[str] = (),
    *,
    aim: Aim | None = None,
    progress: Progress | None = None,
) -> tuple[Finding, Bench, Outcomes]:
    """What do the case's packages, standard ones and those asked for come to, side by side?

    Parameters
    ----------
    of : the draws of the case.
    asked : packages as tripwire-force=2,air-cover=1.
    aim : what counts as good enough.
    progress : told of games solved.

    Returns
    -------
    the finding, the bench on which it was found, and the outcomes draw by draw.

    Raises
    ------
    HoldfastError
        HF401 where the case has no contest; HF441 to HF443 for packages that make no sense.
    """
    on, chosen = bench(of), packages_in(of, asked)
    found = outcomes(on, chosen, later=True, progress=progress)
    answer = {
        "aim": (aim or Aim()).to_dict(),
        "packages": told(on, found, aim or Aim()),
        "frontier": [
            found.packages[k].name for k in frontier(scores(found, tuple(OBJECTIVES)))
        ],
        "frontier_over": list(OBJECTIVES),
    }
    return framed(of, on, answer, chosen), on, found


def framed(
    of: Ensemble, on: Bench, answer: Mapping[str, object], packages: Sequence[Package]
) -> Finding:
    """Which finding frames what was found about these packages?"""
    own = tuple(p.guarantee for p in packages if p.guarantee is not None)
    used = {name for p in packages for name in p.strengths}
    numbers = (
        q.name for one in on.tools.instruments if one.id in used for q in one.numbers.values()
    )
    return finding(
        of,
        QUESTION,
        answer,
        method=PACKAGES_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=(*game_inputs(of.conflict, own), *numbers),
        caveats=PACKAGES_CAVEATS,
        citations=(*PACKAGES_CITATIONS, *_sources(on, used)),
    )


def told(on: Bench, found: Outcomes, aim: Aim) -> list[dict[str, object]]:
    """What is said of each package, as plain data?"""
    tested = robust(found, aim)
    return [
        {
            **_named(package),
            "target_gain": spread(found.target_gain[k]).to_dict(),
            "challenger_gain": spread(found.challenger_gain[k]).to_dict(),
            "brings_target": float(np.mean(found.room[k] & (found.target_gain[k] >= 0.0))),
            "brings_challenger": float(
                np.mean(found.room[k] & (found.challenger_gain[k] >= 0.0))
            ),
            "brings_both": float(np.mean(found.agreed[k])),
            "deal_5y": _chance(found.deal[k]),
            "holds": {
                f"{years}y": _chance(found.holds[k, place]) for place, years in enumerate(YEARS)
            },
            "kept_5y": _chance(found.kept[k]),
            "cost_per_year": _stated(found.cost[k]),
            "days_to_deploy": _stated(found.days[k]),
            "strength": spread(found.strength[k]).to_dict(),
            "deliverable": _deliverable(on, found, k),
            "breaks_first": breaks_first(found, k),
            "robust": tested[k],
        }
        for k, package in enumerate(found.packages)
    ]


def breaks_first(found: Outcomes, place: int) -> dict[str, object]:
    """What breaks this package in most of the draws in which something does?"""
    count = np.bincount(found.broken_by[place], minlength=len(CAUSES) + 1)
    shares = count / count.sum()
    worst = int(np.argmax(shares[:-1]))
    what = CAUSES[worst] if shares[worst] > 0.0 else NOTHING
    causes = {cause: float(s) for cause, s in zip(CAUSES, shares[:-1], strict=True)}
    return {"what": what, "share": float(shares[worst]), "causes": causes}


def _named(package: Package) -> dict[str, object]:
    return {
        "name": package.name,
        "title": package.title,
        "kind": package.kind,
        "instruments": {name: FULL * s for name, s in package.strengths.items()},
    }


def _chance(values: Draws) -> dict[str, float]:
    """A chance over draws: its spread, its mean, and the sampling error of the mean."""
    error = _ERROR * float(np.std(values)) / np.sqrt(values.size)
    return {**probability(values), "error": float(error)}


def _stated(values: Draws) -> dict[str, float]:
    """A spread, or nothing for what a case does not say of its own package."""
    return spread(values).to_dict() if np.isfinite(values).all() else {}


def _deliverable(on: Bench, found: Outcomes, place: int) -> dict[str, object]:
    """In what share of draws would the supporters, and each of them, go so far?"""
    supporters = on.ensemble.conflict.supporters
    if not supporters:
        return {}
    need = found.strength[place]
    return {
        "share": float(np.mean(found.delivered[place])),
        "by": {s.actor: float(np.mean(on.ensemble.of(s.position) >= need)) for s in supporters},
    }


def _sources(on: Bench, used: set[str]) -> tuple[str, ...]:
    cited = (key for one in on.tools.instruments if one.id in used for key in one.sources)
    return tuple(key for key in dict.fromkeys(cited) if key not in PACKAGES_CITATIONS)
