"""Fortna's peace after civil wars: how long it lasted, with and without peacekeepers."""

from holdfast.history.datasets.cells import coded, day, flag, integer, number, text
from holdfast.history.datasets.layouts import Layout, Loader, Row, needs, takes

OUTCOMES = {1: "Victory-Gov't", 2: "Victory-Rebels", 3: "Truce", 4: "Settlement"}
"""How the war had ended, as Fortna codes it."""

MANDATES = {0: "none", 1: "consent", 2: "enforcement"}
"""On which chapter of the UN Charter peacekeepers rest: none there, VI, VII."""

FIELDS = {
    "conflict": "Fortna's id of the conflict",
    "place": "where it was fought",
    "start": "first day of the spell",
    "end": "last day of the spell",
    "days_before": "days of peace before the spell",
    "days_after": "days of peace up to its end",
    "war_resumed": "1 where war came back on the last day",
    "outcome": "how the war had ended",
    "peacekeepers": "1 where peacekeepers were there",
    "mission": "kind of mission, as published: 0 none, 2 observers to 5 enforcement",
    "mandate": "none, consent (chapter VI) or enforcement (chapter VII)",
    "identity_war": "1 where sides were divided by identity",
    "war_years": "years that the war had lasted",
    "log_deaths": "natural logarithm of the war's deaths",
}


def _without_spell(row: Row) -> str:
    if row["start"] is None or row["end"] is None:
        return "no first or last day of peace"
    return (
        "" if row["peacekeepers"] is not None else "not known whether there were peacekeepers"
    )


SPELLS = Layout(
    "the file of spells of peace",
    (
        needs("conflict", integer, "id"),
        needs("place", text, "cname"),
        needs("start", day, "t0"),
        needs("end", day, "t1"),
        takes("days_before", integer, "_t0"),
        takes("days_after", integer, "_t"),
        needs("war_resumed", flag, "_d"),
        needs("outcome", coded(OUTCOMES)),
        needs("peacekeepers", flag, "pk_dum"),
        takes("mission", integer, "pkop1", "pkop"),
        takes("mandate", coded(MANDATES), "chapter"),
        takes("identity_war", flag, "wartype"),
        takes("war_years", number, "wardur"),
        takes("log_deaths", number, "logdead"),
    ),
    once=("conflict", "start"),
    drop=_without_spell,
)

LOADER = Loader(
    dataset="fortna-peacekeeping",
    fields=FIELDS,
    layouts=(SPELLS,),
    span=("start", "end"),
    notes=(
        "A conflict has several spells, one for each mission; the file cuts peace where a "
        "mission begins or ends.",
        "The columns are those of `pk&pkept.dta`; `_t0`, `_t` and `_d` are what Stata's stset "
        "leaves in it, and a file without `_d` is refused.",
        "The names of the outcomes are read from a published listing of the older file.",
    ),
)
