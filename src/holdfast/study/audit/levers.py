"""Which quantities of a case a lever moves, and between which ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from holdfast.conflict.conflict import Conflict
from holdfast.reading.vocabulary import Term
from holdfast.study.ensemble import Ensemble, at_percentile

ENDS = (5.0, 95.0)
"""Percentiles of a quantity between which a lever moves it."""

SWITCH = "game."
"""Before the name of what the game can do without: off for less of it, on for more."""


@dataclass(frozen=True, slots=True)
class End:
    """A case with a lever at one of its ends.

    Parameters
    ----------
    ensemble : the draws, the lever's quantities pinned.
    before : the draws as they are.
    switches : parameters of the game that are set outright.
    """

    ensemble: Ensemble
    before: Ensemble
    switches: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Pull:
    """What a lever does to a case.

    Parameters
    ----------
    names : quantities that it moves, together.
    less, more : the case with less and with more of the lever; all else drawn alike.
    """

    names: tuple[str, ...]
    less: End
    more: End


def moved(conflict: Conflict, lever: Term) -> tuple[str, ...]:
    """Which uncertain quantities of this case does the lever move?

    A `*` in the vocabulary stands for every entry, `target` and `challenger` in it for the two
    sides. Quantities that the case fixes are left out: nobody doubts them. An assumption about
    conduct counts where the case says nothing of the kind itself.

    Parameters
    ----------
    conflict : the case, with a contest.
    lever : of the vocabulary.
    """
    contest = conflict.contest
    sides = {"target": contest.target, "challenger": contest.challenger} if contest else {}
    packages = {guarantee.id for guarantee in conflict.packages}
    patterns = [_named(parameter, sides) for parameter in lever.parameters]
    switches = tuple(pattern for pattern in patterns if pattern.startswith(SWITCH))
    found = tuple(
        quantity.name
        for quantity in (*conflict.quantities, *conflict.assumed)
        if any(fnmatchcase(quantity.name, pattern) for pattern in patterns)
        and not quantity.fixed
        and _counts(quantity.name, packages)
    )
    return (*found, *switches)


def pull(ensemble: Ensemble, lever: Term, names: tuple[str, ...]) -> Pull:
    """Which two ensembles differ by this lever alone?

    Parameters
    ----------
    ensemble : the draws.
    lever : of the vocabulary; its direction says which end of the quantities is more of it.
    names : from `moved`, at least one.
    """
    low, high = (_at(ensemble, names, percentile) for percentile in ENDS)
    return Pull(names, low, high) if lever.direction >= 0 else Pull(names, high, low)


def _at(ensemble: Ensemble, names: tuple[str, ...], percentile: float) -> End:
    switches, before = {}, ensemble
    for name in names:
        if name.startswith(SWITCH):
            switches[name.removeprefix(SWITCH)] = float(percentile > ENDS[0])
            continue
        value = at_percentile(ensemble.conflict.quantity(name), percentile)
        ensemble = ensemble.pinned(name, value)
    return End(ensemble, before, switches)


def _named(parameter: str, sides: dict[str, str]) -> str:
    """The parameter with the sides' names where it speaks of whose trust in whom."""
    head, trust, rest = parameter.partition(".trust.")
    words = (sides.get(word, word) for word in rest.split(" "))
    return f"{head}{trust}{' '.join(words)}"


def _counts(name: str, packages: set[str]) -> bool:
    """Whether the quantity is of a package of the contest, or of none."""
    group, _, rest = name.partition(".")
    return group != "guarantees" or rest.partition(".")[0] in packages
