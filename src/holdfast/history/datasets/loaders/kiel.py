"""Kiel's Ukraine Support Tracker: what each donor allocated and committed, month by month."""

from holdfast.history.datasets.cells import Value, integer, number, text, year
from holdfast.history.datasets.layouts import Layout, Loader, Row, needs, takes

FIELDS = {
    "donor": "country or institution",
    "iso": "its code of three letters",
    "year": "year",
    "month": "month, 1 to 12",
    "covers": "month, or since January 2022 where an extract sums up",
    "total": "allocated, billion euros",
    "military": "of it military, billion euros",
    "financial": "of it financial, billion euros",
    "humanitarian": "of it humanitarian, billion euros",
    "commitments": "committed, billion euros; not a part of the total",
}

_AMOUNTS = tuple(
    needs(name, number)
    for name in ("total", "military", "financial", "humanitarian", "commitments")
)

MONTHLY = Layout(
    "the tracker's data explorer",
    (
        needs("donor", text, "country"),
        takes("iso", text),
        needs("year", year),
        needs("month", integer),
        *_AMOUNTS,
    ),
    derive=lambda row: row | {"covers": "month"},
)


def _summed_up(row: Row) -> Row:
    """Take a month as 202212 apart."""
    until: Value = row["as_of"]
    assert isinstance(until, int)
    whole, month = divmod(until, 100)
    return row | {"year": whole, "month": month, "covers": "since January 2022"}


EXTRACT = Layout(
    "the lean extract, cumulative",
    (
        needs("donor", text, "country"),
        takes("iso", text),
        needs("as_of", integer),
        *_AMOUNTS,
    ),
    derive=_summed_up,
)

LOADER = Loader(
    dataset="kiel-ukraine-support",
    fields=FIELDS,
    layouts=(MONTHLY, EXTRACT),
    span=("year",),
    notes=(
        "Release 29 is the one that the columns were seen in; the file does not say its own.",
        "A month without a row had neither allocations nor commitments.",
    ),
)
