"""COW inter-state wars: when each war began and ended, and whether it had a winner."""

from collections.abc import Iterable, Iterator
from datetime import date

from holdfast.history.datasets.cells import (
    Value,
    day,
    day_of_parts,
    flag,
    integer,
    labelled,
    text,
    without,
)
from holdfast.history.datasets.layouts import (
    VERSION,
    Dropped,
    Layout,
    Loader,
    Row,
    Sibling,
    needs,
    takes,
)

FIELDS = {
    "war": "COW's number of the war",
    "name": "name of the war",
    "start": "first day of fighting of any state",
    "end": "last day of fighting of any state",
    "days": "days from the first to the last, both counted, pauses included",
    "states": "number of states that fought",
    "clear_winner": "1 where one side won and the other lost",
    "outcomes": "COW's codes of the states' outcomes, each once",
    "deaths": "battle deaths; empty where those of a state are unknown",
}

_WON, _LOST = 1, 2
_PARTS = ("Year", "Month", "Day")
_PHASES = (1, 2)
_ENDS = ("Start", "End")

_part = without(integer, -9, -8, -7)


def _days(row: Row) -> Row:
    """First and last day of each phase that a state fought."""
    found: Row = {
        f"{end}{phase}": day_of_parts(*(row[f"{end}{part}{phase}"] for part in _PARTS))
        for end in _ENDS
        for phase in _PHASES
    }
    return row | found


def _without_day(row: Row) -> str:
    complete = row["Start1"] is not None and row["End1"] is not None
    return "" if complete else "states without a first or last day"


def _wars(rows: Iterable[Row], dropped: Dropped) -> Iterator[Row]:  # noqa: ARG001 - a form
    """One row for each war, of rows for each state in it."""
    wars: dict[Value, list[Row]] = {}
    for row in rows:
        wars.setdefault(row["war"], []).append(row)
    for states in wars.values():
        yield _war(states)


def _war(states: list[Row]) -> Row:
    starts, ends = (_dates(states, end) for end in _ENDS)
    outcomes = {state["outcome"] for state in states}
    deaths = [state["deaths"] for state in states]
    return {
        "war": states[0]["war"],
        "name": states[0]["name"],
        "start": min(starts),
        "end": max(ends),
        "days": (max(ends) - min(starts)).days + 1,
        "states": len({state["state"] for state in states}),
        "clear_winner": int({_WON, _LOST} <= outcomes),
        "outcomes": " ".join(sorted(str(code) for code in outcomes if code is not None)),
        "deaths": None if None in deaths else sum(int(str(number)) for number in deaths),
    }


def _dates(states: list[Row], end: str) -> list[date]:
    found = [state[f"{end}{phase}"] for state in states for phase in _PHASES]
    return [value for value in found if isinstance(value, date)]


def _codes(cell: object) -> str | None:
    """Codes as an extract lists them: [1, 2]."""
    said = text(cell)
    return None if said is None else said.strip("[]").replace(",", "")


STATES = Layout(
    "COW's file of states in wars",
    (
        needs("war", integer, "WarNum"),
        needs("name", text, "WarName"),
        needs("state", integer, "ccode"),
        *(
            needs(f"{end}{part}{phase}", _part)
            for end in _ENDS
            for phase in _PHASES
            for part in _PARTS
        ),
        needs("outcome", integer, "Outcome"),
        needs("deaths", without(integer, -9, -8), "BatDeath"),
        takes(VERSION, labelled({"4": "4.0"})),
    ),
    once=("war", "state", "Start1"),  # a state that changed sides stands twice
    derive=_days,
    drop=_without_day,
    combine=_wars,
)

EXTRACT = Layout(
    "the lean extract",
    (
        needs("war", integer, "WarNum"),
        needs("name", text, "WarName"),
        needs("start", day),
        needs("end", day),
        needs("days", integer),
        needs("outcomes", _codes, "outs"),
        needs("undecided", flag, "no_clear_winner"),
    ),
    once=("war",),
    derive=lambda row: row | {"clear_winner": 1 - int(str(row["undecided"]))},
)

LOADER = Loader(
    dataset="cow-interstate-wars",
    fields=FIELDS,
    layouts=(STATES, EXTRACT),
    span=("start", "end"),
    versions=("4.0",),
    members=("inter-state*",),
    notes=(
        "A war lasts from the first day of any state in it to the last day of any.",
        "Outcomes: 1 won, 2 lost, 3 compromise, 4 became another kind of war, 5 goes on, "
        "6 stalemate, 7 goes on below the level of war, 8 changed sides.",
        "The lean extract has the 28th in the place of the 29th, 30th and 31st of a month.",
    ),
    siblings=(
        Sibling(
            "COW's file of intra-state or extra-state wars",
            "COW's file of inter-state wars (Inter-StateWarData_v4.0)",
            has=("WarNum", "SideA", "SideB"),
        ),
    ),
)
