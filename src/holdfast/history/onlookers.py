"""What became of promises by guarantors who had been tested before, in the casebook."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from holdfast import __version__
from holdfast.core.finding import Completeness, Finding
from holdfast.history.casebook import Precedent, casebook
from holdfast.history.guarantors import UNNAMED, bare, organised

TESTED = ("yes", "partial", "no")
"""Codings of `honoured` that are a test."""


@dataclass(frozen=True, slots=True)
class Sequel:
    """A promise by a guarantor who had been tested before.

    Parameters
    ----------
    guarantor : as the casebook calls it, without what stands in brackets.
    before : the latest test of an earlier promise of its that was over by then.
    after : the later promise, in force.
    """

    guarantor: str
    before: Precedent
    after: Precedent


def sequels(rows: Iterable[Precedent], *, states_only: bool = True) -> Iterator[Sequel]:
    """Which promises were made by guarantors who had been tested before?

    Parameters
    ----------
    rows : of the casebook.
    states_only : whether organisations are left out.

    Notes
    -----
    A row counts once for each of its guarantors. Tests of the same conflict are left out: there
    the same promise may have been made again because it had failed.
    """
    by: dict[str, list[Precedent]] = defaultdict(list)
    for row in rows:
        for name in _named(row, states_only=states_only):
            by[name].append(row)
    for name, promises in by.items():
        for after in promises:
            tests = [
                one
                for one in promises
                if one.honoured in TESTED
                and one.until <= after.start
                and one.conflict != after.conflict
            ]
            if tests and after.in_force:
                yield Sequel(name, max(tests, key=lambda one: one.until), after)


def onlookers_in_casebook(*, states_only: bool = True) -> Finding:
    """How often was a promise broken after its guarantor had honoured, or failed, another one?

    Parameters
    ----------
    states_only : whether organisations are left out.

    Returns
    -------
    answer : `guarantors`, how many; and under `after` by what the test came to (yes, partial,
        no): `promises`, how many later promises; `violated`, how many of them were broken;
        `years`, for how many years they were followed together; and `guarantors`, by name,
        how many and how many violated.
    """
    found = list(sequels(casebook(), states_only=states_only))
    return Finding(
        question="Were promises broken more often after their guarantor had failed another?",
        case="",
        case_hash="",
        answer={
            "guarantors": len({one.guarantor for one in found}),
            "after": {
                test: _counted([one for one in found if one.before.honoured == test])
                for test in TESTED
            },
        },
        method=(
            "Every promise in force whose guarantor had been tested before, in another "
            "conflict, by what the latest such test came to; with several guarantors it counts "
            "for each."
        ),
        completeness=Completeness.EXACT,
        caveats=(
            "The casebook is a hand-picked set and no sample; these are counts, and no effect "
            "of honouring or failing may be read off them.",
            "Whether one was honoured is coded mostly after a breach, and is a judgement.",
            "Promises are followed for different times, and rows with one guarantor in common "
            "are not independent.",
        ),
        version=__version__,
    )


def _counted(found: list[Sequel]) -> dict[str, object]:
    by: dict[str, list[bool]] = defaultdict(list)
    for one in found:
        by[one.guarantor].append(one.after.outcome == "violated")
    return {
        "promises": len(found),
        "violated": sum(one.after.outcome == "violated" for one in found),
        "years": round(sum(one.after.years for one in found), 1),
        "guarantors": {
            name: {"promises": len(kept), "violated": sum(kept)}
            for name, kept in sorted(by.items())
        },
    }


def _named(row: Precedent, *, states_only: bool) -> Iterator[str]:
    for given in row.guarantors:
        name = bare(given)
        if name in UNNAMED or (states_only and organised(given)):
            continue
        yield name
