"""What would somebody start from who knew only what kind of war it is, and how old?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.history.base_rates import (
    BETWEEN_STATES,
    WITHIN_STATES,
    honoured,
    peace_kept,
    war_ends,
)
from holdfast.history.likeness import CIVIL, INTERSTATE
from holdfast.history.tables import ONCE
from holdfast.study.past.comparable import features

WAR_ENDS, PEACE, HONOURED = "war_ends", "peace", "honoured"
"""Names of base rates: the war ending within a year, peaces kept, guarantors keeping word."""

AGREED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    INTERSTATE: (BETWEEN_STATES, (f"all{ONCE}", f"a draw{ONCE}", "all")),
    CIVIL: (WITHIN_STATES, ("all", "a truce", "a treaty")),
}
"""Population and groups of peaces by kind of war; the first is where a case starts from.

A case is of one war: so each war counts once, however many pairs of states fought in it.
"""

_SINCE = "since-1945"
_TURN = 1945


@dataclass(frozen=True, slots=True)
class StartingPoints:
    """The base rates that a case starts from.

    Parameters
    ----------
    kind : interstate or civil; empty where the case has no contest.
    elapsed : whole years that the war had lasted on the day of the case; None: not said.
    rates : by name, the findings; peaces of all wars of the kind first, then the agreed ones.
    left_out : why others are not here, in sentences.
    """

    kind: str
    elapsed: int | None
    rates: Mapping[str, tuple[Finding, ...]]
    left_out: tuple[str, ...]


def starting_points(conflict: Conflict) -> StartingPoints:
    """Which base rates does this case start from?

    Notes
    -----
    Counts that reach beyond the day of the case are left out: on that day nobody knew them.
    """
    kind, elapsed = features(conflict, None).kind, _elapsed(conflict)
    known: dict[str, tuple[Finding, ...]] = {}
    later: list[int] = []
    for name, found in _asked(conflict, kind, elapsed):
        if int(str(found.answer["until"])) > conflict.as_of.year:
            later.append(int(str(found.answer["until"])))
        else:
            known[name] = (*known.get(name, ()), found)
    return StartingPoints(kind, elapsed, known, tuple(_left_out(kind, elapsed, later)))


def _asked(conflict: Conflict, kind: str, elapsed: int | None) -> Iterator[tuple[str, Finding]]:
    if kind == INTERSTATE and elapsed is not None:
        yield WAR_ENDS, war_ends(elapsed)
    if kind:
        population, groups = AGREED[kind]
        yield from ((PEACE, peace_kept(population, group)) for group in groups)
    if conflict.packages:
        yield HONOURED, honoured(era=_SINCE if conflict.as_of.year >= _TURN else "")


def _left_out(kind: str, elapsed: int | None, later: list[int]) -> Iterator[str]:
    if later:
        yield (
            f"Base rates whose counts reach up to {max(later)} are left out: on the day of the "
            "case nobody knew them."
        )
    if kind == INTERSTATE and elapsed is None:
        yield (
            "The case does not say when the war began (contest.began), so how soon wars that "
            "had lasted as long ended is not told."
        )
    if kind == CIVIL:
        yield "How soon civil wars end, by how long they have lasted, is not known here."


def _elapsed(conflict: Conflict) -> int | None:
    began = conflict.contest.began if conflict.contest else None
    return None if began is None else whole_years(began, conflict.as_of)


def whole_years(since: date, until: date) -> int:
    """How many whole years lie between two days?

    Examples
    --------
    >>> whole_years(date(2022, 2, 24), date(2025, 2, 23))
    2
    """
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))
