"""Packages side by side, as an answer: who comes, what is kept, what it costs, what breaks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from holdfast.conflict.instruments import Instrument
from holdfast.core.errors import bad_input
from holdfast.core.finding import Completeness, Finding, spread
from holdfast.core.quantity import Draws
from holdfast.core.tolerances import NINE_IN_TEN
from holdfast.guarantees.catalogue import rotation
from holdfast.guarantees.composition import FULL
from holdfast.study.about import PACKAGES_CAVEATS, PACKAGES_CITATIONS, PACKAGES_METHOD, finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.curves import Progress
from holdfast.study.game.window import game_inputs
from holdfast.study.package import YEARS
from holdfast.study.packages.bench import CASE, Bench, Package, bench, packages_in
from holdfast.study.packages.failing import fails_where
from holdfast.study.packages.flips import flips, games_flipped
from holdfast.study.packages.hinges import hinges
from holdfast.study.packages.objectives import OBJECTIVES, frontier, scores
from holdfast.study.packages.outcomes import CAUSES, NOTHING, Known, Outcomes, outcomes
from holdfast.study.packages.past import precedents
from holdfast.study.packages.robust import Aim, robust
from holdfast.study.packages.search import MOST_SHOWN, Asked, Searched, games_in, search
from holdfast.study.window import probability

QUESTION = (
    "Which packages bring both sides and keep the peace, who could deliver them, at what cost, "
    "and what breaks first?"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked about packages.

    Parameters
    ----------
    asked : packages beside the case's own and the standard ones, as tripwire-force=2.
    only : name of the one package to look at; all of them where empty.
    aim : what counts as good enough.
    why : whether to say where each fails.
    flips : whether to say which smallest change flips each.
    search : what to search for; None to compare alone.
    deals : whether to say how likely a deal within five years is; half the time goes into it.
    """

    asked: tuple[str, ...] = ()
    only: str = ""
    aim: Aim = Aim()  # noqa: RUF009  frozen
    why: bool = False
    flips: bool = False
    search: Asked | None = None
    deals: bool = True


def compared(
    of: Ensemble,
    wanted: Wanted | None = None,
    progress: Progress | None = None,
    known: Known | None = None,
) -> tuple[Finding, Bench, Outcomes]:
    """What do packages come to, side by side?

    Parameters
    ----------
    of : the draws of the case.
    wanted : what is asked; the case's own packages and the standard ones by default.
    progress : told of games solved.
    known : what is solved already of the case's own packages, in these draws or more.

    Returns
    -------
    the finding, the bench on which it was found, and the outcomes draw by draw.

    Raises
    ------
    HoldfastError
        HF401 where the case has no contest or no package of that name; HF440 to HF445 for
        packages and searches that make no sense.
    """
    wanted, on = wanted or Wanted(), bench(of)
    chosen = _chosen(of, wanted)
    searched = search(on, wanted.search, progress) if wanted.search else None
    if searched is not None:
        chosen = (*(p for p in chosen if p.kind == CASE), *searched.shown)
    found = outcomes(on, chosen, later=wanted.deals, known=known, progress=progress)
    names = searched.objectives if searched else tuple(OBJECTIVES)
    answer: dict[str, object] = {
        "aim": wanted.aim.to_dict(),
        "packages": told(on, found, wanted, progress),
        "frontier": [chosen[k].name for k in frontier(scores(found, names))],
        "frontier_over": list(names),
    }
    if searched is not None:
        answer["search"] = _search_told(searched)
    return framed(of, on, answer, chosen), on, found


def games_compared(of: Ensemble, wanted: Wanted) -> int:
    """How many games does it take at most?"""
    on, packages = bench(of), len(_chosen(of, wanted))
    games = games_in(on, wanted.search) if wanted.search else 0
    packages += MOST_SHOWN if wanted.search else 0
    games += games_flipped(on, packages) if wanted.flips else 0
    return games + of.draws * packages


def _chosen(of: Ensemble, wanted: Wanted) -> tuple[Package, ...]:
    found = packages_in(of, wanted.asked)
    if not wanted.only:
        return found
    one = tuple(package for package in found if package.name == wanted.only)
    if not one:
        what = f"no package '{wanted.only}'"
        raise bad_input("HF401", what, expected=", ".join(package.name for package in found))
    return one


def _search_told(searched: Searched) -> dict[str, object]:
    return {
        "objectives": list(searched.objectives),
        "instruments": list(searched.instruments),
        "looked_at": searched.looked_at,
        "space": searched.space,
        "exhaustive": searched.exhaustive,
        "draws": list(searched.draws),
        "shown": [package.name for package in searched.shown],
        "not_shown": searched.beside,
    }


def framed(
    of: Ensemble, on: Bench, answer: Mapping[str, object], packages: Sequence[Package]
) -> Finding:
    """Which finding frames what was found about these packages?"""
    own = tuple(p.guarantee for p in packages if p.guarantee is not None)
    return finding(
        of,
        QUESTION,
        answer,
        method=PACKAGES_METHOD,
        completeness=_completeness(answer),
        inputs=(*game_inputs(of.conflict, own), *compared_on(on, packages)),
        caveats=PACKAGES_CAVEATS,
        citations=(*PACKAGES_CITATIONS, *_sources(on, packages)),
    )


def compared_on(on: Bench, packages: Sequence[Package]) -> Iterator[str]:
    """What these packages' instruments, upkeep and deployment rest on, by name."""
    used = _instruments(on, packages)
    own = [p.guarantee for p in packages if p.guarantee is not None]
    for one in used:
        yield from (quantity.name for quantity in one.numbers.values())
    for package in own:
        stated = (package.troops, package.cost_per_year, package.stands_after)
        yield from (quantity.name for quantity in stated if quantity is not None)
    if used or any(package.costed for package in own):
        yield from (quantity.name for quantity in rotation())


def _instruments(on: Bench, packages: Sequence[Package]) -> list[Instrument]:
    named = {name for package in packages for name in package.strengths}
    return [one for one in on.tools.instruments if one.id in named]


def _completeness(answer: Mapping[str, object]) -> Completeness:
    """A search that did not try everything may have missed a better package."""
    searched = answer.get("search")
    if isinstance(searched, Mapping) and not searched["exhaustive"]:
        return Completeness.LOWER_BOUND
    return Completeness.SAMPLED


def told(
    on: Bench, found: Outcomes, wanted: Wanted, progress: Progress | None = None
) -> list[dict[str, object]]:
    """What is said of each package, as plain data?"""
    tested = robust(found, wanted.aim)
    return [
        {
            **_one(on, found, k),
            **({"deal_5y": _chance(found.deal[k])} if wanted.deals else {}),
            "robust": tested[k],
            "hinges": hinges(on, found, k),
            "past": precedents(on, package),
            **({"fails_where": fails_where(on, found, k, wanted.aim)} if wanted.why else {}),
            **({"flips": flips(on, package, wanted.aim, progress)} if wanted.flips else {}),
        }
        for k, package in enumerate(found.packages)
    ]


def _one(on: Bench, found: Outcomes, k: int) -> dict[str, object]:
    package = found.packages[k]
    return {
        **_named(package),
        "target_gain": spread(found.target_gain[k]).to_dict(),
        "challenger_gain": spread(found.challenger_gain[k]).to_dict(),
        "brings_target": float(np.mean(found.room[k] & (found.target_gain[k] >= 0.0))),
        "brings_challenger": float(np.mean(found.room[k] & (found.challenger_gain[k] >= 0.0))),
        "brings_both": float(np.mean(found.agreed[k])),
        "holds": {
            f"{years}y": _chance(found.holds[k, place]) for place, years in enumerate(YEARS)
        },
        "kept_5y": _chance(found.kept[k]),
        "cost_per_year": _stated(found.cost[k]),
        "days_to_deploy": _stated(found.days[k]),
        "strength": spread(found.strength[k]).to_dict(),
        "deliverable": _deliverable(on, found, k),
        "breaks_first": breaks_first(found, k),
    }


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
    error = NINE_IN_TEN * float(np.std(values)) / np.sqrt(values.size)
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


def _sources(on: Bench, packages: Sequence[Package]) -> tuple[str, ...]:
    cited = (key for one in _instruments(on, packages) for key in one.sources)
    return tuple(key for key in dict.fromkeys(cited) if key not in PACKAGES_CITATIONS)
