"""What became of the promises of the past that are most like a package?"""

from holdfast.history.likeness import Features, like
from holdfast.study.game.instruments import guarantors
from holdfast.study.packages.bench import Bench, Package
from holdfast.study.past.beside import MOST
from holdfast.study.past.comparable import features, features_with, known_on, nearest


def precedents(on: Bench, package: Package) -> dict[str, object]:
    """Which promises of the past are most like this package, and how long did they stand?

    Returns
    -------
    As `comparable.nearest`; all as it was known on the day of the case.
    """
    known = known_on(on.ensemble.conflict.as_of)
    return nearest(like(features_of(on, package), known, most=MOST))


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
