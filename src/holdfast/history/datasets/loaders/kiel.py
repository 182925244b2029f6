"""Kiel's Ukraine Support Tracker: what each donor allocated and committed, month by month."""

from collections.abc import Iterable, Iterator
from math import fsum

from holdfast.history.datasets.cells import CellError, Value, coded, integer, number, text, year
from holdfast.history.datasets.layouts import Dropped, Layout, Loader, Row, needs, takes

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
    once=("donor", "year", "month"),
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
    once=("donor", "as_of"),
    derive=_summed_up,
)

_KINDS = coded({1: "military", 2: "financial", 3: "humanitarian"})
_MEASURES = coded({1: "allocation", 2: "commitment"})
_FIRST_YEAR, _BILLION = 2022, 1e9  # month 1 of the sheet is January 2022


def _month(row: Row) -> Row:
    """Make a year and a month of a number of months; 0 stands for none that is known."""
    count = row["count"]
    if not isinstance(count, int) or count == 0:
        return row | {"year": None, "month": None}
    if count < 0:
        raise CellError(count, "a month counted from January 2022 as 1")
    years, months = divmod(count - 1, 12)
    return row | {"year": _FIRST_YEAR + years, "month": months + 1}


def _unplaced(row: Row) -> str:
    if row["donor"] is None or row["kind"] is None or row["measure"] is None:
        return "rows without a donor, a kind of aid or a measure"
    return "activities without a month" if row["year"] is None else ""


def _by_month(rows: Iterable[Row], dropped: Dropped) -> Iterator[Row]:  # noqa: ARG001 - a form
    """Sums of the activities of a donor and a month, in billions."""
    parts: dict[tuple[str, int, int], list[Row]] = {}
    for row in rows:
        key = str(row["donor"]), int(str(row["year"])), int(str(row["month"]))
        parts.setdefault(key, []).append(row)
    for key in sorted(parts):
        donor, whole, month = key
        sums = {
            kind: _sum(row["allocated"] for row in parts[key] if _allocated(row, kind))
            for kind in ("military", "financial", "humanitarian")
        }
        yield {
            "donor": donor, "year": whole, "month": month, "covers": "month", **sums,
            "total": _sum(row["allocated"] for row in parts[key] if _allocated(row)),
            "commitments": _sum(row["committed"] for row in parts[key]),
        }  # fmt: skip


def _allocated(row: Row, kind: str = "") -> bool:
    return row["measure"] == "allocation" and kind in ("", row["kind"])


def _sum(values: Iterable[Value]) -> float:
    return fsum(value for value in values if isinstance(value, float)) / _BILLION


MAIN_DATA = Layout(
    "the sheet 'Bilateral Assistance, MAIN DATA' of the tracker's workbook",
    (
        needs("donor", text),
        needs("count", integer, "month"),
        needs("kind", _KINDS, "aid_type_general"),
        needs("measure", _MEASURES),
        needs("allocated", number, "tot_sub_activity_value_EUR_redistr"),
        needs("committed", number, "tot_activity_value_EUR"),
    ),
    derive=_month,
    drop=_unplaced,
    combine=_by_month,
)

LOADER = Loader(
    dataset="kiel-ukraine-support",
    fields=FIELDS,
    layouts=(MONTHLY, MAIN_DATA, EXTRACT),
    span=("year",),
    notes=(
        "Of the workbook the sheet 'Bilateral Assistance, MAIN DATA' is read. Its columns are "
        "those that programs read from releases 21 to 28: allocations are the sums of "
        "tot_sub_activity_value_EUR_redistr where `measure` says so, commitments those of "
        "tot_activity_value_EUR in all rows, since what is allocated was committed.",
        "Release 29 is the one that the columns were seen in; the file does not say its own.",
        "A month without a row had neither allocations nor commitments.",
    ),
)
