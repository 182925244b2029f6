"""The guarantee window by the commitment game, as an answer."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from holdfast.commitment.game.answers import Answers, answers
from holdfast.commitment.game.honouring import honouring_of
from holdfast.commitment.game.solution import HORIZON
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.finding import Completeness, Finding, spread
from holdfast.study import supply as supplied
from holdfast.study.about import GAME_CAVEATS, GAME_CITATIONS, GAME_METHOD, finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.game import refusal, value
from holdfast.study.game.curves import STRENGTHS, Curves, Gains, Progress, curves
from holdfast.study.game.parameters import Described, described
from holdfast.study.game.together import ends
from holdfast.study.package import WHOLE, YEARS
from holdfast.study.parameters import inputs
from holdfast.study.window import bands, capped, packages_of, probability

GRID = "coarse"
"""On which grid the window is computed; a few draws are solved on the published one as well."""

_CHECKED = 12  # draws solved on both grids
_STILL = 0.005  # greatest change in war's worth a quarter, at the start, that counts as settled
_RATHER = 0.5
_LATER = {"talks": "talks", "deal": "deal", "peace": "in_peace"}


def window(
    of: Ensemble, only: str = "", *, progress: Progress | None = None
) -> tuple[Finding, Mapping[str, Curves]]:
    """From what strength does the target enter, up to what strength does the challenger stay?

    Parameters
    ----------
    of : the draws.
    only : id of the one package to look at; every package of the case by default.
    progress : told of games solved.

    Returns
    -------
    the finding, and the curves of each package by its id.

    Raises
    ------
    HoldfastError
        HF401 where the case lacks a contest, a guarantee, or the one named.
    """
    chosen, case = packages_of(of.conflict, only), described(of)
    found = {g.id: curves(case, g, grid=GRID, progress=progress) for g in chosen}
    supply = supplied.told(of)
    answer: dict[str, object] = {
        "packages": {
            name: {
                **_package(case, one),
                **_supporters(case, one),
                "solution": _solution(case, one),
                "supply": supply,
            }
            for name, one in found.items()
        },
        "supply": supply,
    }
    return (
        finding(
            of,
            "How strong must the guarantee be before one side enters and before the other "
            "leaves?",
            answer,
            method=GAME_METHOD,
            completeness=Completeness.SAMPLED,
            inputs=game_inputs(of.conflict, chosen),
            caveats=GAME_CAVEATS,
            citations=GAME_CITATIONS,
        ),
        found,
    )


def game_inputs(conflict: Conflict, chosen: tuple[Guarantee, ...]) -> tuple[str, ...]:
    """Which quantities does the game rest on, by name; the case's own first?"""
    used = dict.fromkeys(name for g in chosen or (None,) for name in inputs(conflict, g))
    others = [q for m in conflict.mediators if (q := m.leans)]
    watching = {g.judged_by for g in chosen}
    for monitor in conflict.monitors:
        if monitor.id in watching:
            others += [q for q in (monitor.detects, monitor.false_alarm) if q]
    asked = conflict.contest.precondition if conflict.contest else None
    if asked is not None and asked.clarity is not None:
        others.append(asked.clarity)
    names = (*used, *(q.name for q in others), *supplied.inputs(conflict))
    return (*dict.fromkeys(names), *(q.name for q in conflict.assumed))


def why_refused(
    of: Ensemble, found: Finding, only: str = "", *, progress: Progress | None = None
) -> Finding:
    """The window, and what keeps talks from beginning under each package.

    Parameters
    ----------
    of : the draws that the window was worked out in.
    found : the window.
    only : as for the window.
    progress : told of games solved.
    """
    few = described(replace(of, game_draws=refusal.DRAWS).for_game)
    chosen = packages_of(of.conflict, only)
    told = {g.id: refusal.refusal(few, g, progress) for g in chosen}
    return replace(found, answer={**found.answer, "refusal": told})


def instruments_valued(
    of: Ensemble, found: Finding, only: str = "", *, progress: Progress | None = None
) -> Finding:
    """The window, and what each instrument of each package is worth.

    Parameters
    ----------
    of : the draws that the window was worked out in.
    found : the window.
    only : as for the window.
    progress : told of games solved.
    """
    few = described(replace(of, game_draws=value.DRAWS).for_game)
    told = {g.id: value.value(few, g, progress) for g in packages_of(of.conflict, only)}
    return replace(found, answer={**found.answer, "value": told})


def games_in(of: Ensemble, only: str = "") -> int:
    """How many games does the window solve?"""
    return of.draws * STRENGTHS.size * len(packages_of(of.conflict, only))


def games_why(of: Ensemble, only: str = "") -> int:
    """How many more does it take to say why talks are refused?"""
    sets = 1 << len(refusal.CAUSES)
    return min(refusal.DRAWS, of.draws) * sets * len(packages_of(of.conflict, only))


def games_value(of: Ensemble, only: str = "") -> int:
    """How many more does it take to say what each instrument is worth?"""
    few = described(replace(of, game_draws=value.DRAWS).for_game)
    return sum(value.games_valued(few, g) for g in packages_of(of.conflict, only))


def _package(case: Described, found: Curves) -> dict[str, object]:
    whole, terms = found.whole, found.gains("terms")
    return {
        "title": found.guarantee.title,
        "kappa": [float(strength) for strength in STRENGTHS],
        **over_strength(terms),
        "holds_5y": [probability(one.holds_terms[:, 19]) for one in found.solved],
        "holds": {
            str(years): probability(whole.holds_terms[:, 4 * years - 1]) for years in YEARS
        },
        "attacked": {
            str(years): probability(whole.attacked_terms[:, 4 * years - 1]) for years in YEARS
        },
        "terms": spread(whole.terms).to_dict(),
        "deal_share": float(np.mean(whole.agreed)),
        "zone": {
            "signed": {"open_share": float(np.mean(found.nothing.agreed))},
            "kept_without": {"open_share": _kept_share(found.nothing)},
            "kept_with": {"open_share": _kept_share(whole)},
        },
        "later": {"nothing": _later(found.nothing), "whole": _later(whole)},
        "margins": {
            name: spread(getattr(whole, f"{name}_terms")).to_dict()
            for name in ("over_probe", "over_attack", "over_strike")
        },
        "at_line": {
            **over_strength(found.gains("line")),
            "terms": spread(case.columns["line"]).to_dict(),
            "holds_5y": [probability(one.holds_line[:, 19]) for one in found.solved],
            "challenger_underpaid_share": float(
                np.mean(whole.gains("challenger", "line") < 0.0)
            ),
        },
    }


def _supporters(case: Described, found: Curves) -> dict[str, object]:
    """How often the supply lies inside the window, later and once challenged; all ends.

    Only where the case says that supporters change or move, and has several guarantors.
    """
    of = case.ensemble
    told: dict[str, object] = {}
    gains = found.gains("terms")

    def inside(years: float, moved: str) -> float:
        reached = supplied.weighted_supply(of, years, moved)
        assert reached is not None
        return float(np.mean(gains.inside(np.minimum(reached, WHOLE))))

    ways = [(str(y), float(y), "") for y in supplied.YEARS if supplied.changes(of.conflict)]
    ways += [(moved, 0.0, moved) for moved in supplied.moves(of.conflict)]
    if ways:
        told["supply_inside"] = {name: inside(years, moved) for name, years, moved in ways}
    if reached := ends(case, found.guarantee):
        told["together"] = reached
    return told


def over_strength(gains: Gains) -> dict[str, object]:
    """What do both sides' gains come to over strength: curves, edges, how often both come?"""
    leaves = gains.leaves
    return {
        "bands": {
            "target_gain": bands(gains.target),
            "challenger_gain": bands(gains.challenger),
        },
        "target_gain": [spread(gain).to_dict() for gain in gains.target],
        "challenger_gain": [spread(gain).to_dict() for gain in gains.challenger],
        "inside": [float(np.mean(gains.inside(strength))) for strength in STRENGTHS],
        "target_enters": capped(gains.enters),
        "challenger_leaves": {**capped(leaves), "never_comes": float(np.mean(leaves < 0.0))},
        "open_share": float(np.mean(gains.open)),
        "several_intervals_share": float(np.mean(gains.intervals > 1)),
    }


def _later(found: Answers) -> dict[str, object]:
    """Chances of talks, a deal and peace after so many years."""
    return {
        name: {
            str(years): probability(getattr(found, key)[:, 4 * years - 1]) for years in YEARS
        }
        for name, key in _LATER.items()
    } | {"war_quarters": spread(found.war_quarters).to_dict()}


def _kept_share(found: Answers) -> float:
    """In what share of draws are there terms that rather than not are kept for five years?"""
    return float(np.mean((found.agreed > 0.0) & (found.holds_terms[:, 19] >= _RATHER)))


def _solution(case: Described, found: Curves) -> dict[str, object]:
    """How far the numbers can be trusted as solutions of the game: outcome codes."""
    of = case.ensemble
    few = described(replace(of, game_draws=_CHECKED).for_game)
    several = honouring_of(case.games(found.guarantee, 1.0)).several
    moved = found.whole.change_one_start
    return {
        "grid": GRID,
        "horizon": HORIZON,
        "settled_share": float(np.mean(moved <= _STILL)),
        "change": spread(moved).to_dict(),
        "grid_error": _grid_error(few, found),
        "several_ends_share": float(np.mean(several)),
    }


def _grid_error(few: Described, found: Curves) -> dict[str, object]:
    """By how much gains move from this grid to the published one, in draws solved on both."""
    fine = answers(few.games(found.guarantee, 1.0), grid="fine")
    apart = [
        np.abs(fine.gains(side, at) - found.whole.gains(side, at)[: few.ensemble.draws])
        for side in ("target", "challenger")
        for at in ("line", "terms")
    ]
    return {
        "draws": few.ensemble.draws,
        "median": float(np.median(apart)),
        "most": float(np.max(apart)),
    }
