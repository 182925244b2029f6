"""ATOP: alliances since 1815, what members promise each other, and when it held."""

from collections.abc import Sequence

from holdfast.history.datasets.cells import Value, flag, integer, text, version, year
from holdfast.history.datasets.layouts import (
    VERSION,
    Column,
    Layout,
    Loader,
    Row,
    Sibling,
    needs,
    takes,
)

PROMISES = {
    "defense": "members promise to defend each other: 1 or 0",
    "offense": "members promise to attack together: 1 or 0",
    "neutral": "members promise to stay neutral: 1 or 0",
    "nonagg": "members promise not to attack each other: 1 or 0",
    "consul": "members promise to consult: 1 or 0",
}
"""What an alliance may promise, under ATOP's names."""

DETAILS = {
    "wartime": "concluded in a war: 1 or 0",
    "conditio": "promises depend on conditions: 1 or 0",
    "asymm": "promises differ between members: 1 or 0",
    "specthrt": "names a threat: 0 none, 1 and more by kind",
    "milcon": "peacetime military contact: 0 none, up to 3",
    "base": "troops or bases on a member's land: 0 none, up to 3",
    "milaid": "military aid: 0 none, up to 4",
    "intcom": "integrated command: 1 or 0",
    "organ1": "organisation set up: 0 none, up to 3",
    "contrib": "contributions of forces set out: 1 or 0",
    "ecaid": "economic aid: 0 none, up to 3",
    "interv": "non-intervention: 0 none, up to 4",
}
"""Further provisions, coded as ATOP publishes them."""

_MOST_MEMBERS = 60

FIELDS = {
    "alliance": "ATOP's id",
    "start_year": "year in which it came into force",
    "start_month": "month of it, as published",
    "end_year": "year in which it ended; empty while it holds",
    "in_effect": "1 where it still held on the last day observed",
    "term": "how it ended, coded as ATOP publishes it",
    "bilateral": "1 where it has two members",
    "members": "members: COW's numbers, or the abbreviations that an extract has",
    **PROMISES,
    **DETAILS,
}


def _members(row: Row) -> Row:
    """Gather the members, which the file has one to a column."""
    named = row["members"] or " ".join(_numbers([row[f"mem{n}"] for n in _RANGE]))
    return row | {"members": named or None}


def _numbers(values: Sequence[Value]) -> list[str]:
    return [str(value) for value in values if value is not None]


_RANGE = range(1, _MOST_MEMBERS + 1)


def _ended(cell: object) -> Value:
    """A year; 0 stands for none."""
    found = integer(cell)
    return year(cell) if found else None


_MEMBERS: tuple[Column, ...] = tuple(takes(f"mem{n}", integer) for n in _RANGE)

ALLIANCES = Layout(
    "ATOP's file of alliances",
    (
        needs("alliance", integer, "atopid"),
        needs("start_year", year, "begyr"),
        takes("start_month", integer, "begmo"),
        needs("end_year", _ended, "endyr"),
        needs("in_effect", flag, "ineffect"),
        takes("term", integer),
        takes("bilateral", flag, "bilat"),
        takes("members", text),
        *_MEMBERS,
        *(needs(name, flag) for name in PROMISES),
        *(takes(name, integer) for name in DETAILS),
        takes(VERSION, version),
    ),
    once=("alliance",),
    derive=_members,
)

LOADER = Loader(
    dataset="atop",
    fields=FIELDS,
    layouts=(ALLIANCES,),
    span=("start_year", "end_year"),
    versions=("4.01", "5.1"),
    members=("atop*a.csv", "atop*a.dta"),
    notes=(
        "Of the files in the archive that of alliances is read (atop5_1a in version 5.1).",
        "Of version 5.1 the columns read are taken to be those of 4.01; they are checked.",
    ),
    siblings=(
        Sibling(
            "ATOP's file of members",
            "ATOP's file of alliances (its name ends in a, as atop5_1a)",
            has=("atopid", "member"),
        ),
    ),
)
