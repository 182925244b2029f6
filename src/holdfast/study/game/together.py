"""Guarantors of one package who look at one another: all ways in which they may end up."""

from collections import Counter

import numpy as np

from holdfast.commitment.game.contagion import Guarantors, fixed_points
from holdfast.commitment.game.games import Games
from holdfast.commitment.game.parameters import SUPPORT_LEVELS
from holdfast.conflict.guarantees import Guarantee
from holdfast.conflict.people import Supporter
from holdfast.core.finding import spread
from holdfast.core.quantity import Draws
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.parameters import START_LEVEL, Described

_APART = 1e-6  # ends that lie closer together than this are one


def ends(case: Described, guarantee: Guarantee) -> dict[str, object]:
    """In which ways may the guarantors end up, with the whole package called on?

    Parameters
    ----------
    case : in the game's terms.
    guarantee : the package; with one guarantor there is nothing to look at.

    Returns
    -------
    empty with one guarantor. Else `guarantors`; `number`, in what share of draws there are so
    many ends; and `ends`, from the lowest: in what `share` of draws there is such a one, the
    share of the guarantee `honoured` in it, and by guarantor how surely `each` honours, as
    spreads over those draws. Every fixed point counts, those too that a nudge would leave.

    Notes
    -----
    Guarantors differ by support: one that would settle on more than the supporters' mean bears
    the cost of honouring more lightly, by as much as the game's levels of support say, the
    whole package standing for all levels; so that the mean guarantor is the game's.
    """
    if len(guarantee.given_by) < 2:
        return {}
    games = case.games(guarantee, 1.0)
    among = _guarantors(case.ensemble, guarantee, games)
    found = [_apart(fixed_points(one)) for one in among]
    number = Counter(len(points) for points in found)
    each = list(zip(among, found, strict=True))
    return {
        "guarantors": list(guarantee.given_by),
        "number": {str(n): number[n] / len(found) for n in sorted(number)},
        "ends": [_end(guarantee, each, place) for place in range(max(number))],
    }


def _apart(points: tuple[float, ...]) -> tuple[float, ...]:
    """Fixed points without those that rounding has told twice."""
    kept: list[float] = []
    for point in points:
        if not kept or point - kept[-1] > _APART:
            kept.append(point)
    return tuple(kept)


def _end(
    guarantee: Guarantee, found: list[tuple[Guarantors, tuple[float, ...]]], place: int
) -> dict[str, object]:
    """The end of this place from below, over the draws that have so many."""
    at = [(among, points[place]) for among, points in found if place < len(points)]
    each = np.stack([among.honoured(share) for among, share in at])
    return {
        "share": len(at) / len(found),
        "honoured": spread(np.array([share for _, share in at])).to_dict(),
        "each": {
            name: spread(each[:, at_name]).to_dict()
            for at_name, name in enumerate(guarantee.given_by)
        },
    }


def _guarantors(of: Ensemble, guarantee: Guarantee, games: Games) -> list[Guarantors]:
    given = games.columns
    level, weight = _levels(of, guarantee), _weights(of, guarantee)
    cost = given["guarantor_cost"] - given["guarantor_cost_relief"] * level
    force = given["force"] * given["in_time"]
    gain = given["guarantor_stake"] * force + given["abandonment"] - cost
    sure = given["automatic"] + (1.0 - given["automatic"]) * given["resolved"]
    return [
        Guarantors(
            gain=gain[:, draw],
            sure=np.full(len(guarantee.given_by), sure[draw]),
            weight=weight[:, draw],
            contagion=float(given["contagion"][draw]),
            precision=float(given["precision_guarantor"][draw]),
            base=float(given["base_honour"][draw]),
        )
        for draw in range(of.draws)
    ]


def _levels(of: Ensemble, guarantee: Guarantee) -> Draws:
    """Each one's level of support, (guarantors, draws); the mean one's is the game's start."""
    position = [None if s is None else of.of(s.position) for s in _supporters(of, guarantee)]
    weight = _weights(of, guarantee)
    known = [at for at, stands in enumerate(position) if stands is not None]
    start = np.full((len(position), of.draws), float(START_LEVEL))
    if not known:
        return start
    stands = np.stack([p for p in position if p is not None])
    mean = (stands * weight[known]).sum(axis=0) / weight[known].sum(axis=0)
    start[known] += (SUPPORT_LEVELS - 1) * (stands - mean)
    return np.asarray(np.clip(start, 0.0, SUPPORT_LEVELS - 1.0))


def _weights(of: Ensemble, guarantee: Guarantee) -> Draws:
    """Each guarantor's part, by its pull among the supporters; shape (guarantors, draws)."""
    known = [
        None if s is None else of.of(s.weight) * of.of(s.salience)
        for s in _supporters(of, guarantee)
    ]
    pulls = [pull for pull in known if pull is not None]
    stand_in = np.mean(pulls, axis=0) if pulls else np.ones(of.draws)
    whole = np.stack([stand_in if pull is None else pull for pull in known])
    whole = np.where(whole.sum(axis=0) > 0.0, whole, 1.0)
    return np.asarray(whole / whole.sum(axis=0))


def _supporters(of: Ensemble, guarantee: Guarantee) -> list[Supporter | None]:
    by = {one.actor: one for one in of.conflict.supporters}
    return [by.get(name) for name in guarantee.given_by]
