"""What keeps talks from beginning: how much of it is each cause's doing."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from math import factorial

import numpy as np

from holdfast.commitment.game.answers import answers
from holdfast.commitment.game.games import Games
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.finding import spread
from holdfast.core.quantity import Draws
from holdfast.study.game.curves import Progress
from holdfast.study.game.parameters import Described

GRID = "coarse"
DRAWS = 10
"""Draws for which it is worked out; every set of causes is a game of its own."""

TALKS_BY = 3
"""Quarter, from 0, by the end of which talks count as begun: a year."""

_DIGITS = 9  # below them lies the rounding of a hundred games added up

Columns = Mapping[str, Draws]
Cure = Callable[[Columns, Columns], Columns]


def _set(**values: float) -> Cure:
    def cure(now: Columns, whole: Columns) -> Columns:
        del whole
        return {name: np.full_like(now[name], value) for name, value in values.items()}

    return cure


def _guaranteed(now: Columns, whole: Columns) -> Columns:
    del now
    return whole


CAUSES: Mapping[str, Cure] = {
    "no guarantee": _guaranteed,
    "power shift": _set(rearming=0.0),
    "mistrust": _set(trust=1.0),
    "first strike": _set(first_strike=0.0, first_strike_target=0.0),
    "audience": _set(audience_target=0.0, audience_challenger=0.0),
    "misreading": _set(clarity=1.0),
    "failing mediation": _set(mediation=1.0),
}
"""Causes of refusal, and the game without each: the whole package in force, power at rest, full
trust, no gain from striking first, no price at home, no refusal misread, talks that work."""


def refusal(
    of: Described, guarantee: Guarantee, progress: Progress | None = None
) -> dict[str, object]:
    """Why do talks not begin, and how much of it is each cause's doing?

    Parameters
    ----------
    of : the case, in few draws.
    guarantee : the package that would cure the lack of one.
    progress : told of games solved.

    Returns
    -------
    the chance of talks within a year as things are, and with all causes gone; and each cause's
    part in the difference, as spreads. Parts add up in every draw: they are Shapley values,
    each cause's mean effect over all orders in which the causes could go.
    """
    names = tuple(CAUSES)
    now = of.games(guarantee, 0.0).columns
    whole = of.games(guarantee, 1.0).columns
    sets = [frozenset(s) for n in range(len(names) + 1) for s in combinations(names, n)]
    rows = [_cured(now, whole, gone) for gone in sets]
    many = {name: np.concatenate([row[name] for row in rows]) for name in now}
    games = Games.of(len(sets) * of.ensemble.draws, many)
    talks = answers(games, grid=GRID, later=True, progress=progress).talks[:, TALKS_BY]
    worth = dict(zip(sets, talks.reshape(len(sets), -1), strict=True))
    parts = {name: np.round(part, _DIGITS) for name, part in shapley(names, worth).items()}
    return {
        "now": spread(worth[frozenset()]).to_dict(),
        "without_any": spread(worth[frozenset(names)]).to_dict(),
        "causes": {name: spread(part).to_dict() for name, part in parts.items()},
        "mean": {name: float(part.mean()) for name, part in parts.items()},
        "draws": of.ensemble.draws,
    }


def shapley(names: Sequence[str], worth: Mapping[frozenset[str], Draws]) -> dict[str, Draws]:
    """How much of the worth of them all is each one's doing?

    Parameters
    ----------
    names : of the players.
    worth : of every set of them, the empty one included; shape (draws,).

    Returns
    -------
    by name, shape (draws,); they add up to the worth of all less that of none.

    Examples
    --------
    >>> worth = {"": 0.0, "a": 1.0, "b": 0.0, "ab": 3.0}
    >>> found = shapley("ab", {frozenset(s): np.array([w]) for s, w in worth.items()})
    >>> [float(found[name][0]) for name in "ab"]
    [2.0, 1.0]
    """
    count = len(names)
    parts = {}
    for name in names:
        total = np.zeros_like(worth[frozenset()])
        for before, value in worth.items():
            if name not in before:
                size = len(before)
                weight = factorial(size) * factorial(count - size - 1) / factorial(count)
                total = total + weight * (worth[before | {name}] - value)
        parts[name] = total
    return parts


def _cured(now: Columns, whole: Columns, gone: frozenset[str]) -> Columns:
    found = dict(now)
    for name, cure in CAUSES.items():
        if name in gone:
            found |= cure(now, whole)
    return found
