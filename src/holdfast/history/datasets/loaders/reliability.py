"""Berkemeier and Fuhrmann: were alliance commitments honoured when a war called on them?"""

from holdfast.history.datasets.cells import Value, flag, integer, text
from holdfast.history.datasets.layouts import Layout, Loader, Row, needs

FIELDS = {
    "war": "number of the war",
    "war_name": "name of the war",
    "alliance": "ATOP's id of the alliance",
    "period": "1816-1944 or 1945-2003",
    "defense": "1 where members had promised to defend each other",
    "offense": "1 where they had promised to attack together",
    "neutral": "1 where they had promised to stay neutral",
    "nonagg": "1 where they had promised not to attack each other",
    "called_on": "1 where the war called on the commitment",
    "honoured": "1 where it was honoured; empty where it was not called on",
}

_ALIKE = (
    needs("war", integer, "warid"),
    needs("war_name", text, "warname"),
    needs("alliance", integer, "atopid"),
    *(needs(name, flag) for name in ("defense", "offense", "neutral", "nonagg")),
)


def _period(row: Row) -> Row:
    early = row["sample"] == 1
    found: Row = {"period": "1816-1944" if early else "1945-2003"}
    called = int(row["not_called_on"] != 1)  # the authors take an empty cell for a call
    return _honoured(row | found | {"called_on": called})


def _honoured(row: Row) -> Row:
    kept: Value = int(row["honoured"] == 1) if row["called_on"] else None
    return row | {"honoured": kept}


PUBLISHED = Layout(
    "the authors' replication file",
    (
        *_ALIKE,
        needs("not_called_on", flag, "dnaLLM"),
        needs("honoured", flag, "honorLLM"),
        needs("sample", flag),
    ),
    once=("war", "alliance"),
    derive=_period,
)

EXTRACT = Layout(
    "the lean extract",
    (
        *_ALIKE,
        needs("period", text),
        needs("called_on", flag, "relevant"),
        needs("honoured", flag, "honored"),
    ),
    once=("war", "alliance"),
    derive=_honoured,
)

LOADER = Loader(
    dataset="alliance-reliability",
    fields=FIELDS,
    layouts=(PUBLISHED, EXTRACT),
    span=(),
    notes=(
        "The names dnaLLM, honorLLM and sample are those of the authors' own program; an "
        "empty dnaLLM is taken for a case in which the commitment was called on.",
    ),
)
