"""What groups of actors would do, and two who think several moves ahead, as tables."""

from collections.abc import Iterator, Mapping

from holdfast.conflict.conflict import Conflict
from holdfast.report.answers import listing, mapping
from holdfast.report.phrases import listed
from holdfast.report.tables import Table

_GROUPS = {
    "stable": "Groups of two or more, at once (coalition nash)",
    "cgmr": "Any group, fearing any answer (cgmr)",
    "csmr": "Any group, fearing answers that it cannot undo (csmr)",
    "cseq": "Any group, fearing answers that others gain by (cseq)",
}
_AHEAD = {"L2": "Both, two moves ahead (L2)", "NM": "Both, any number of moves ahead (NM)"}


def group_tables(conflict: Conflict, answer: Mapping[str, object]) -> tuple[Table, ...]:
    """Which states hold against groups and long foresight, and which equilibria do not?

    Only tables that have rows.
    """
    holding = (*_against_groups(answer), *_far_sighted(conflict, answer))
    leaving = tuple(
        (
            str(way["from"]),
            listed([conflict.name(str(member)) for member in listing(way["members"])]),
            str(way["to"]),
            str(way["says"]),
        )
        for way in map(mapping, listing(mapping(answer["coalitions"]).get("leaving", [])))
    )
    tables = (
        Table(
            "States that hold against groups, and with longer foresight",
            ("Who thinks, and how", "States"),
            holding,
        ),
        Table(
            "Equilibria that a group would leave together",
            ("State", "The smallest such group", "For state", "By moving"),
            leaving,
        ),
    )
    return tuple(table for table in tables if table.rows)


def _against_groups(answer: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    found = mapping(answer["coalitions"])
    for key, who in _GROUPS.items():
        if key in found:
            yield who, _states(found[key])


def _far_sighted(conflict: Conflict, answer: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    found = mapping(answer.get("foresight", {}))
    for key, who in _AHEAD.items():
        if key in found:
            yield who, _states(mapping(found[key])["equilibria"])
    for leader, states in mapping(found.get("stackelberg", {})).items():
        yield f"{conflict.name(leader)} leads, the other follows (Stackelberg)", _states(states)


def _states(states: object) -> str:
    return ", ".join(str(state) for state in listing(states)) or "none"
