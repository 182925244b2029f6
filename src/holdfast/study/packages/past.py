"""What became of the promises of the past that are most like a package?"""

from holdfast.history.likeness import Features, like
from holdfast.study.game.instruments import guarantors
from holdfast.study.packages.bench import Bench, Package
from holdfast.study.past.comparable import features, features_with, known_on, summary

MOST = 10
"""Promises that are counted, those most like the package."""

NAMED = 3
"""Of them that are named."""


def precedents(on: Bench, package: Package) -> dict[str, object]:
    """Which promises of the past are most like this package, and how long did they stand?

    Returns
    -------
    `counted`, how many; `kept`, by years the share unbroken with `low` and `high`, by Kaplan
    and Meier, as far as any was followed; `outcomes`, how many by outcome; `nearest`, the most
    alike first, each with the casebook's `id`, its `outcome` and its `similarity`. All as it
    was known on the day of the case.
    """
    found = like(features_of(on, package), known_on(on.ensemble.conflict.as_of), most=MOST)
    told = summary(found)
    return {
        "counted": len(found),
        "kept": told["kept"],
        "outcomes": told["outcomes"],
        "nearest": [
            {
                "id": one.precedent.id,
                "outcome": one.precedent.outcome,
                "similarity": round(one.similarity, 4),
            }
            for one in found[:NAMED]
        ],
    }


def features_of(on: Bench, package: Package) -> Features:
    """Which features has the case with this package?

    Instruments are promised by those who would stand behind them; a veto brings the rival in.
    """
    conflict = on.ensemble.conflict
    if package.guarantee is not None:
        return features(conflict, package.guarantee)
    used = [one for one in on.tools.instruments if package.strengths.get(one.id, 0.0) > 0.0]
    givers = guarantors(on.ensemble)
    if conflict.contest is not None and any(one.rival_veto for one in used):
        givers = (*givers, conflict.contest.challenger)
    return features_with(conflict, givers, frozenset(k for one in used for k in one.precedents))
