"""UCDP peace agreements: which agreements were signed, what they provide, which ended when."""

from datetime import date

from holdfast.history.datasets.cells import (
    Value,
    coded,
    day,
    flag,
    integer,
    number,
    text,
    version,
)
from holdfast.history.datasets.layouts import VERSION, Layout, Loader, Row, needs, takes
from holdfast.history.datasets.spells import years_between

LAST_DAY = date(2021, 12, 31)
"""Day up to which versions 22.1 and 22.2 follow the agreements."""

PROVISIONS = {
    "cease": "the agreement provides for a ceasefire",
    "intarmy": "it takes rebels into the army",
    "ddr": "it provides for disarming, demobilising or reintegrating fighters",
    "withd": "it provides for foreign forces to withdraw",
    "shagov": "it shares posts in government",
    "aut": "it gives a region autonomy",
    "elections": "it provides for elections",
    "amn": "it grants amnesty",
    "pko": "it provides for a peacekeeping operation",
    "co_impl": "it sets up a commission to oversee implementation",
    "inclusive": "every warring party signed",
    "reaffirm": "it reaffirms an earlier agreement",
}
"""What an agreement may provide, under UCDP's own names: 1 or 0."""

FIELDS = {
    "agreement": "UCDP's id of the agreement (paid)",
    "name": "name of the agreement",
    "conflict": "UCDP's ids of the conflicts, with commas",
    "conflict_name": "name of the conflict",
    "dyads": "the sides, pair by pair",
    "incompatibility": "what is fought over: 1 territory, 2 government; several with commas",
    "signed": "day of signature",
    "type": "full, partial or process (an outline of talks to come)",
    "third_party": "who mediated or signed from outside, in UCDP's words",
    **PROVISIONS,
    "process": "UCDP's id of the peace process",
    "place_in_process": "place in the process, as published (frame)",
    "ended": "1 where UCDP holds that the agreement ended",
    "ended_on": "day on which it ended",
    "years": "years from signature to the end, or to the last day observed",
}

_WORDS = coded({1: "full", 2: "partial", 3: "process"})
_ALIKE = (
    needs("agreement", integer, "paid"),
    needs("name", text, "pa_name"),
    needs("conflict", text, "conflict_id"),
    takes("conflict_name", text),
    takes("dyads", text, "dyad_name"),
    needs("incompatibility", text),
    needs("signed", day, "pa_date"),
    needs("type", _WORDS, "pa_type"),
    takes("third_party", text, "pa_3rd"),
    *(needs(name, flag) for name in PROVISIONS),
    takes("process", integer, "procID"),
    takes("place_in_process", integer, "frame"),
)


def _observed(row: Row) -> Row:
    """How long was the agreement seen to stand?"""
    ended = row["ended"] == 1 or row["ended_on"] is not None
    last: Value = row["ended_on"] if ended else row["last_day"] or LAST_DAY
    return row | {"ended": int(ended), "years": years_between(row["signed"], last)}


def _without_day(row: Row) -> str:
    return "no day of signature" if row["signed"] is None else ""


PUBLISHED = Layout(
    "UCDP's file",
    (
        *_ALIKE,
        needs(VERSION, version),
        needs("ended", flag),
        needs("ended_on", day, "duration"),
        takes("last_day", day, "dateintervalend_meta"),
    ),
    derive=_observed,
    once=("agreement",),
    drop=_without_day,
)

EXTRACT = Layout(
    "the lean extract",
    (
        *_ALIKE,
        needs("ended", flag, "failed"),
        needs("ended_on", day, "ended_date"),
        needs("years", number, "years_observed"),
    ),
    once=("agreement",),
    drop=_without_day,
)

LOADER = Loader(
    dataset="ucdp-peace-agreements",
    fields=FIELDS,
    layouts=(PUBLISHED, EXTRACT),
    span=("signed",),
    versions=("22.1", "22.2"),
    notes=(
        "The column `duration` holds the day on which an agreement ended.",
        "An agreement without such a day is taken to stand on 2021-12-31. One that ended "
        "before its signature, as the Famboni Declaration by its coded day, has no `years`.",
        "Version 22.2 is taken to have the columns of 22.1; they are checked.",
    ),
)
