"""A published file as a table with our columns, and what was left out on the way."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from holdfast.core.errors import HoldfastError, Problem
from holdfast.history.datasets.cells import CellError, Value
from holdfast.history.datasets.fitting import fitting
from holdfast.history.datasets.formats import tables
from holdfast.history.datasets.layouts import (
    VERSION,
    Column,
    Dropped,
    Layout,
    Loader,
    Row,
    position,
)
from holdfast.history.datasets.tables import Table, wrong_row

_SHOWN = 60  # signs of a cell that a message repeats


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a published file holds, with our columns.

    Parameters
    ----------
    dataset : id in the registry.
    source : the file, with the sheet or member that was read.
    layout : which of the loader's layouts it has.
    version : what the file says of its version; empty where it does not.
    columns : our names, in their order.
    rows : a value for each column.
    read : rows of the file.
    dropped : how many were left out, by the reason.
    blank : columns without a single value, since this file or layout does not have them.
    years : first and last year; None where no row has one.
    """

    dataset: str
    source: str
    layout: str
    version: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    read: int
    dropped: Mapping[str, int]
    blank: tuple[str, ...]
    years: tuple[int, int] | None

    def column(self, name: str) -> tuple[Value, ...]:
        """Which values has this column? ValueError for one that is not there."""
        at = self.columns.index(name)
        return tuple(row[at] for row in self.rows)


def load(loader: Loader, path: Path) -> Loaded:
    """What does this published file hold, with our columns?

    Parameters
    ----------
    loader : of the dataset.
    path : the file as published, or a copy as csv.

    Raises
    ------
    HoldfastError
        HF101 where it cannot be read, HF420 where the extra is not installed, HF423 where
        several tables in it fit, HF424 where it is no table, HF425 where it is cut off or
        broken, HF426 where a column is missing, HF427 where a cell cannot be read, HF428 where
        it is another version.
    """
    table, layout = fitting(loader, tables(path, loader.members))
    read, dropped, versions = Counter[str](), Counter[str](), Counter[str]()
    kept = _kept(loader, layout, table, (read, dropped, versions))
    rows = tuple(
        tuple(row.get(name) for name in loader.fields) for row in layout.combine(kept, dropped)
    )
    columns = tuple(loader.fields)
    return Loaded(
        dataset=loader.dataset,
        source=table.source,
        layout=layout.name,
        version=", ".join(versions),
        columns=columns,
        rows=rows,
        read=read.total(),
        dropped=dict(dropped),
        blank=_blank(columns, rows),
        years=_years(rows, [columns.index(name) for name in loader.span]),
    )


_Counts = tuple[Counter[str], Dropped, Counter[str]]


def _kept(loader: Loader, layout: Layout, table: Table, counts: _Counts) -> Iterator[Row]:
    """The rows that are not left out; what is read, dropped and said of versions is counted."""
    read, dropped, versions = counts
    places = [(column, position(column, table.header)) for column in layout.columns]
    for number, cells in table.rows:
        row = _row(table, number, cells, places)
        _check_version(loader, table, row.get(VERSION), versions)
        try:
            row = layout.derive(row)
        except CellError as error:
            raise _bad_cell(table, number, "the row", error) from None
        read["rows"] += 1
        if reason := layout.drop(row):
            dropped[reason] += 1
        else:
            yield row


def _row(
    table: Table,
    number: int,
    cells: Sequence[object],
    places: Sequence[tuple[Column, int | None]],
) -> Row:
    row: Row = {}
    for column, at in places:
        try:
            row[column.name] = None if at is None else column.read(cells[at])
        except CellError as error:
            assert at is not None
            raise _bad_cell(table, number, f"'{table.header[at]}'", error) from None
    return row


def _bad_cell(table: Table, number: int, where: str, error: CellError) -> HoldfastError:
    what = f"{where} holds '{str(error.cell)[:_SHOWN]}'"
    return wrong_row(table, number, what, error.expected)


def _check_version(loader: Loader, table: Table, said: Value, versions: Counter[str]) -> None:
    if said is None or str(said) in versions:
        return
    if loader.versions and str(said) not in loader.versions:
        raise HoldfastError(
            Problem(
                "HF428",
                f"{table.source} is version {said} of {loader.dataset}",
                expected=f"version {' or '.join(loader.versions)}",
                remedy="a loader is written for a version; fetch that one, or tell us",
            )
        )
    versions[str(said)] += 1


def _blank(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> tuple[str, ...]:
    held = {at for row in rows for at, value in enumerate(row) if value is not None}
    return tuple(name for at, name in enumerate(columns) if rows and at not in held)


def _years(rows: Sequence[Sequence[Value]], at: Sequence[int]) -> tuple[int, int] | None:
    held = (row[place] for row in rows for place in at)
    years = [v.year if isinstance(v, date) else v for v in held]
    whole = [year for year in years if isinstance(year, int)]
    return (min(whole), max(whole)) if whole else None
