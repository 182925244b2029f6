"""What each instrument of a package is worth: to both sides, to a deal, and to its keeping."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np

from holdfast.commitment.game.answers import Answers, answers
from holdfast.commitment.game.games import Games
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.finding import spread
from holdfast.core.quantity import Draws
from holdfast.study.game.curves import Progress
from holdfast.study.game.parameters import Described
from holdfast.study.game.refusal import shapley

GRID = "coarse"
DRAWS = 20
"""Draws for which it is worked out; every set of instruments is a game of its own."""

INSTRUMENTS: Mapping[str, tuple[str, ...]] = {
    "force": ("force", "in_time"),
    "costs imposed": ("sanctions",),
    "the given word": (
        "abandonment",
        "automatic",
        "guarantor_stake",
        "guarantor_cost",
        "contagion",
    ),
    "monitoring": ("detection", "false_alarm"),
    "lasting support": ("support_decay",),
}
"""Parameters of the game that each instrument of a package sets."""

FELT = 1e-6
"""Least part that counts as one."""

_FIVE_YEARS = 19  # quarter, from 0
_DIGITS = 9  # below them lies the rounding of a hundred games added up

Columns = Mapping[str, Draws]


def value(
    of: Described, guarantee: Guarantee, progress: Progress | None = None
) -> dict[str, object]:
    """What is each instrument of this package worth?

    Parameters
    ----------
    of : the case, in few draws.
    guarantee : the package.
    progress : told of games solved.

    Returns
    -------
    by outcome: what it comes to with nothing and with the whole package, and each instrument's
    part in the difference as a spread, its mean, and the shares of draws in which it raises and
    lowers the outcome. Parts add up in every draw: they are Shapley values, each instrument's
    mean effect over all orders in which the package could be put together.
    """
    nothing, whole = (of.games(g, 1.0).columns for g in (None, guarantee))
    names = tuple(name for name in INSTRUMENTS if _differs(nothing, whole, name))
    sets = instrument_sets(names)
    rows = [_with(nothing, whole, held) for held in sets]
    many = {name: np.concatenate([row[name] for row in rows]) for name in nothing}
    games = Games.of(len(sets) * of.ensemble.draws, many)
    found = answers(games, grid=GRID, later=True, progress=progress)
    return {
        "draws": of.ensemble.draws,
        "instruments": list(names),
        "outcomes": {
            outcome: _parts(names, dict(zip(sets, values.reshape(len(sets), -1), strict=True)))
            for outcome, values in _outcomes(found).items()
        },
    }


def instrument_sets(names: tuple[str, ...]) -> list[frozenset[str]]:
    """Which sets can be made of these instruments? The empty one first, all of them last."""
    return [frozenset(s) for n in range(len(names) + 1) for s in combinations(names, n)]


def games_valued(of: Described, guarantee: Guarantee) -> int:
    """How many games does it take to say what each instrument is worth?"""
    nothing, whole = (of.games(g, 1.0).columns for g in (None, guarantee))
    held = sum(_differs(nothing, whole, name) for name in INSTRUMENTS)
    return of.ensemble.draws << held


def _outcomes(found: Answers) -> dict[str, Draws]:
    return {
        "target_gain": found.gains("target", "terms"),
        "challenger_gain": found.gains("challenger", "terms"),
        "deal_5y": found.deal[:, _FIVE_YEARS],
        "holds_5y": found.holds_terms[:, _FIVE_YEARS],
    }


def _parts(names: tuple[str, ...], worth: Mapping[frozenset[str], Draws]) -> dict[str, object]:
    parts = {name: np.round(part, _DIGITS) for name, part in shapley(names, worth).items()}
    return {
        "nothing": spread(worth[frozenset()]).to_dict(),
        "whole": spread(worth[frozenset(names)]).to_dict(),
        "parts": {name: spread(part).to_dict() for name, part in parts.items()},
        "mean": {name: float(part.mean()) for name, part in parts.items()},
        "raises": {name: float(np.mean(part > FELT)) for name, part in parts.items()},
        "lowers": {name: float(np.mean(part < -FELT)) for name, part in parts.items()},
    }


def _differs(nothing: Columns, whole: Columns, instrument: str) -> bool:
    return any(np.any(nothing[c] != whole[c]) for c in INSTRUMENTS[instrument])


def _with(nothing: Columns, whole: Columns, held: frozenset[str]) -> Columns:
    columns = {name for instrument in held for name in INSTRUMENTS[instrument]}
    return {**nothing, **{name: whole[name] for name in columns}}
