"""How the conflict may unfold, month by month, as an answer."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.answers import Answers, answers
from holdfast.commitment.game.games import Games
from holdfast.commitment.game.kernel import QUARTERS
from holdfast.commitment.game.paths import Event, Paths, Phase, paths
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.errors import bad_input
from holdfast.core.finding import Completeness, Finding
from holdfast.core.quantity import Draws
from holdfast.study.about import FUTURES_CAVEATS, FUTURES_METHOD, GAME_CITATIONS, finding
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.curves import Progress
from holdfast.study.game.parameters import Described, described
from holdfast.study.game.window import game_inputs
from holdfast.study.package import WHOLE
from holdfast.study.supply import weighted_supply
from holdfast.study.window import BANDS, packages_of

GRID = "coarse"
MONTHS = [3 * (quarter + 1) for quarter in range(QUARTERS)]
"""Ends of the quarters, in months from now."""

PATHS = 2000
"""Paths drawn in each draw of the case."""

HELD = 20
"""Quarters after which a deal counts as one that held: five years."""

_HARDLY = 1e-6  # chance of a deal below which a draw says nothing about deals

SUPPLIED = "supply"
"""Strength at which the supporters are likely to end up, in every draw its own."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is followed.

    Parameters
    ----------
    only : id of the one package; every package of the case where empty.
    strength : of the package, or `SUPPLIED`.
    path : draw and number of the one path to tell; None for examples of each kind.
    """

    only: str = ""
    strength: float | str = SUPPLIED
    path: tuple[int, int] | None = None


def futures(of: Ensemble, asked: Asked, *, progress: Progress | None = None) -> Finding:
    """How may the conflict unfold under each package, and with nothing?

    Parameters
    ----------
    of : the draws.
    asked : what is followed.
    progress : told of games solved.

    Raises
    ------
    HoldfastError
        HF401 where the case lacks a contest, a guarantee, or the one named; HF403 for a path
        whose draw is not among those drawn.
    """
    if asked.path is not None and not 0 <= asked.path[0] < of.draws:
        what = f"there is no draw {asked.path[0]}"
        raise bad_input("HF403", what, expected=f"0 to {of.draws - 1}; see --game-draws")
    chosen, case = packages_of(of.conflict, asked.only), described(of)
    strength = _strength(of, asked)
    rows: dict[str, object] = {}
    for guarantee in chosen:
        games = case.games(guarantee, strength)
        found = answers(games, grid=GRID, later=True, progress=progress)
        rows[guarantee.id] = {
            "title": guarantee.title,
            **_unfolding(found),
            "paths": _drawn(case, (guarantee, strength), asked.path),
        }
    return finding(
        of,
        "How may it unfold?",
        {"months": MONTHS, "strength": _told(strength), "packages": rows, **_first(rows)},
        method=FUTURES_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=game_inputs(of.conflict, chosen),
        caveats=FUTURES_CAVEATS,
        citations=GAME_CITATIONS,
    )


def _first(rows: Mapping[str, object]) -> dict[str, object]:
    """The first package's phases and passages once more, where other tools look for them."""
    first = next(iter(rows.values()))
    assert isinstance(first, dict)
    return {key: first[key] for key in ("phase", "first_passage")}


def _strength(of: Ensemble, asked: Asked) -> Draws:
    if not isinstance(asked.strength, str):
        return np.full(of.draws, asked.strength)
    reached = weighted_supply(of)
    return np.full(of.draws, WHOLE) if reached is None else np.minimum(reached, WHOLE)


def _told(strength: Draws) -> dict[str, float]:
    low, median, high = np.quantile(strength, [0.05, 0.5, 0.95])
    return {"median": float(median), "low": float(low), "high": float(high)}


def _unfolding(found: Answers) -> dict[str, object]:
    over = np.maximum(0.0, 1.0 - found.in_war - found.in_talks - found.in_peace)
    phases = {
        "war": found.in_war,
        "talks": found.in_talks,
        "peace": found.in_peace,
        "decided": over,
    }
    made = found.deal[:, HELD - 1]
    some = made > _HARDLY
    every = {"talks": found.talks, "deal": found.deal}
    passages = {name: _passage(values) for name, values in every.items()}
    if some.any():
        relapse = {
            "relapse": 1.0 - found.holds_deals,
            "relapse_by_attack": found.attacked_deals,
        }
        passages |= {n: _passage(v[some], made[some]) for n, v in relapse.items()}
    return {
        "phase": {name: _bands(values) for name, values in phases.items()},
        "first_passage": passages,
        "ends": {
            "challenger_wins": float(found.won.mean()),
            "target_wins": max(0.0, float((over[:, -1] - found.won).mean())),
            "peace": float(found.in_peace[:, -1].mean()),
            "still_at_war": float((found.in_war + found.in_talks)[:, -1].mean()),
        },
    }


def _bands(values: Draws, weights: Draws | None = None) -> dict[str, object]:
    """Mean, median and the middle 50, 80, 90 and 95% of draws at every month.

    The mean is weighted where weights are given: a draw in which hardly any deal is made says
    hardly anything about deals.
    """

    def at(share: float) -> list[float]:
        return [float(value) for value in np.quantile(values, share, axis=0)]

    ends = {str(b): [at(0.5 - b / 200.0), at(0.5 + b / 200.0)] for b in BANDS}
    means = [float(value) for value in np.average(values, axis=0, weights=weights)]
    return {"mean": means, "median": at(0.5), "low": at(0.05), "high": at(0.95), "bands": ends}


def _passage(values: Draws, weights: Draws | None = None) -> dict[str, object]:
    """The chance that it has happened by each month, and the month by which it is even."""
    by = np.average(values, axis=0, weights=weights)
    reached = np.flatnonzero(by >= 0.5)
    month = MONTHS[int(reached[0])] if reached.size else None
    return {**_bands(values, weights), "even_by_month": month}


def _drawn(
    case: Described, how: tuple[Guarantee, Draws], path: tuple[int, int] | None
) -> dict[str, object]:
    """What single paths come to, what sets those that held apart, and some of them told."""
    games = case.games(*how)
    every = [_paths(case, games, draw, range(PATHS)) for draw in range(case.ensemble.draws)]
    found = [one for one in every if one is not None]
    if not found:
        return {"drawn": 0, "reason": "single paths need the compiled solver"}
    merged = {name: np.stack([one.of[name] for one in found]) for name in found[0].of}
    wanted = {"asked": path} if path is not None else _examples(merged)
    told = []
    for kind, (draw, number) in wanted.items():
        one = _paths(case, games, draw, range(number, number + 1))
        assert one is not None
        told.append({"kind": kind, "draw": draw, "path": number, "quarters": _quarters(one)})
    return {"drawn": int(merged["deal"].size), "apart": _apart(merged), "told": told}


def _paths(case: Described, games: Games, draw: int, which: range) -> Paths | None:
    return paths(games.piece(draw, draw + 1), abs(case.ensemble.seed), which, grid=GRID)


def _examples(merged: Mapping[str, Draws]) -> dict[str, tuple[int, int]]:
    """One path of each kind: a deal that held, one that was broken, and no deal at all."""
    held, broken = _held(merged)
    kinds = {"held": held, "broken": broken, "no deal": merged["deal"] == 0.0}
    found = {}
    for kind, which in kinds.items():
        at = np.argwhere(which)
        if at.size:
            draw, path = at[at.shape[0] // 2]
            found[kind] = (int(draw), int(path))
    return found


def _held(merged: Mapping[str, Draws]) -> tuple[np.ndarray, np.ndarray]:
    """Which first deals held for five years, and which were broken before?"""
    deal, broken = merged["deal"], merged["broken"]
    kept = np.where(broken > 0.0, broken - deal, QUARTERS - deal)
    early = (deal > 0.0) & (deal <= QUARTERS - HELD)  # all can be followed for as long
    return early & (kept >= HELD), early & (broken > 0.0) & (broken - deal < HELD)


_TOLD = {
    "deal": "months to the deal",
    "deal_power": "challenger's power at the deal",
    "deal_trust": "target's trust at the deal",
    "deal_support": "guarantors' support at the deal, 0 to 2",
    "deal_share": "challenger's share in the deal",
    "deal_keeps": "share of challengers who keep promises",
    "alarms": "alarms in the settlement, a year",
    "probes": "probes in the settlement, a year",
}


def _apart(merged: Mapping[str, Draws]) -> dict[str, object]:
    """In what do deals that held five years differ from those broken before? Means of each."""
    held, broken = _held(merged)
    years = np.where(merged["broken"] > 0.0, merged["broken"], QUARTERS) - merged["deal"]
    rows = []
    for name, words in _TOLD.items():
        values = merged[name] * (3.0 if name == "deal" else 1.0)
        if name in ("alarms", "probes"):
            values = values / np.maximum(years / 4.0, 0.25)
        if held.any() and broken.any():
            pair = {"held": float(values[held].mean()), "broken": float(values[broken].mean())}
            rows.append({"what": words, **pair})
    count = {"held": int(held.sum()), "broken": int(broken.sum())}
    return {
        **count,
        "by_attack": int((broken & (merged["by_attack"] > 0.0)).sum()),
        "rows": rows,
    }


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _quarters(one: Paths) -> list[dict[str, object]]:
    """A path by quarters: where it stands, and what happened."""
    first = one.first
    return [
        {
            "month": 3 * quarter,
            "phase": Phase(int(first["phase"][quarter])).name.lower(),
            "events": [e.name.lower() for e in Event(int(first["events"][quarter])) if e.name],
            "power": float(first["power"][quarter]),
            "trust": float(first["trust"][quarter]),
            "support": int(first["support"][quarter]),
            "share": _known(float(first["share"][quarter])),
        }
        for quarter in range(first["phase"].size)
    ]
