"""ICB: international crises since 1918, how violent they were and how they ended."""

from holdfast.history.datasets.cells import (
    coded,
    day_in_words,
    day_of_parts,
    integer,
    text,
    without,
    year,
)
from holdfast.history.datasets.layouts import Layout, Loader, Row, Sibling, needs, takes

VIOLENCE = {1: "No violence", 2: "Minor clashes", 3: "Serious clashes", 4: "Full-scale war"}
"""How violent a crisis was, as ICB codes it."""

OUTCOMES = {
    1: "Formal agreement",
    2: "Semi-formal agreement",
    3: "Tacit understanding",
    4: "Unilateral act",
    5: "Imposed agreement",
    6: "Other outcome",
    7: "Crisis faded",
}
"""In which form it ended, as ICB codes it."""

_AGREED = {"Formal agreement", "Semi-formal agreement", "Imposed agreement"}

FIELDS = {
    "crisis": "ICB's number of the crisis",
    "name": "name of the crisis",
    "triggered": "day on which it broke out; empty where ICB gives no day",
    "trigger_year": "year in which it broke out",
    "ended": "day on which it ended; empty where ICB gives no day",
    "end_year": "year in which it ended",
    "trigger": "what set it off",
    "gravity": "gravest threat that was felt",
    "violence": "how violent it was",
    "outcome": "in which form it ended",
    "agreement": "1 where it ended in a formal, semi-formal or imposed agreement",
    "protracted_conflict": "the protracted conflict that it belongs to",
    "mediation": "whether somebody mediated",
}


def _without_year(row: Row) -> str:
    return "crises without a year of outbreak" if row["trigger_year"] is None else ""


def _agreed(row: Row) -> Row:
    outcome = row["outcome"]
    return row | {"agreement": None if outcome is None else int(outcome in _AGREED)}


def _with_days(row: Row) -> Row:
    found: Row = {
        "triggered": day_of_parts(
            row["trigger_year"], row["trigger_month"], row["trigger_day"]
        ),
        "ended": day_of_parts(row["end_year"], row["end_month"], row["end_day"]),
    }
    return _agreed(row | found)


VIEWER = Layout(
    "the table of the ICB data viewer",
    (
        needs("crisis", integer, "crisno"),
        needs("name", text, "crisname"),
        needs("trigger_year", year),
        needs("end_year", year, "termination_year"),
        needs("triggered", day_in_words, "trigger_date"),
        needs("ended", day_in_words, "termination_date"),
        takes("trigger", text),
        takes("gravity", text),
        needs("violence", coded(VIOLENCE)),
        needs("outcome", coded(OUTCOMES)),
        takes("protracted_conflict", text),
        takes("mediation", text),
    ),
    derive=_agreed,
    once=("crisis",),
    drop=_without_year,
)

_part = without(integer, 99, -99)

SYSTEM = Layout(
    "ICB's file of crises (icb1)",
    (
        needs("crisis", integer, "crisno"),
        needs("name", text, "crisname"),
        needs("trigger_year", year, "yrtrig"),
        needs("trigger_month", _part, "motrig"),
        needs("trigger_day", _part, "datrig"),
        needs("end_year", without(year, 9999), "yrterm"),
        needs("end_month", _part, "moterm"),
        needs("end_day", _part, "daterm"),
        needs("violence", coded(VIOLENCE), "viol"),
        needs("outcome", coded(OUTCOMES), "forout"),
    ),
    derive=_with_days,
    once=("crisis",),
    drop=_without_year,
)

LOADER = Loader(
    dataset="icb",
    fields=FIELDS,
    layouts=(VIEWER, SYSTEM),
    span=("trigger_year", "end_year"),
    members=("icb1*", "icb_system*"),
    notes=(
        "The columns of ICB's own file (icb1) are those that programs read from version 16; "
        "its codes of outbreak, gravity and mediation are not known for certain and not read.",
    ),
    siblings=tuple(
        Sibling(
            "ICB's file of actors (icb2)",
            "ICB's file of crises (icb1), or the table of the ICB data viewer",
            has=("crisno", column),
        )
        for column in ("cracno", "cracid", "actor")
    ),
)
