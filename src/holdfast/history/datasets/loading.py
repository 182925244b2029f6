"""A published file as a table with our columns, and what was left out on the way."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from holdfast.core.errors import HoldfastError, Problem
from holdfast.history.datasets.cells import CellError, Value, fault
from holdfast.history.datasets.dating import settled
from holdfast.history.datasets.fitting import fitting
from holdfast.history.datasets.formats import tables
from holdfast.history.datasets.layouts import (
    VERSION,
    Column,
    Dropped,
    Layout,
    Loader,
    Row,
    days_in,
    position,
)
from holdfast.history.datasets.tables import Table, damaged, letters, wrong_row

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
    notices : what was taken for granted in reading it.
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
    notices: tuple[str, ...]

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
    table, dated = settled(table, days_in(layout, table.header))
    tally = _Tally(Counter(), Counter(), Counter(), Counter())
    combined = layout.combine(_kept(loader, layout, table, tally), tally.dropped)
    columns = tuple(loader.fields)
    rows = tuple(tuple(row.get(name) for name in columns) for row in combined)
    if not tally.read:
        raise damaged(table.source, "it has a header and no rows")
    return Loaded(
        dataset=loader.dataset,
        source=table.source,
        layout=layout.name,
        version=", ".join(tally.versions),
        columns=columns,
        rows=rows,
        read=tally.read.total(),
        dropped=dict(tally.dropped),
        blank=_blank(columns, rows),
        years=_years(rows, [columns.index(name) for name in loader.span]),
        notices=(*dated, *_faulty(tally)),
    )


@dataclass(frozen=True, slots=True)
class _Tally:
    """What is counted on the way: rows, those left out, versions said, errors of a sheet."""

    read: Counter[str]
    dropped: Dropped
    versions: Counter[str]
    faults: Counter[str]


def _faulty(tally: _Tally) -> Iterator[str]:
    if tally.faults:
        named = ", ".join(f"'{name}'" for name in tally.faults)
        yield f"{tally.faults.total():,} errors of a sheet in {named} were taken for unknown"


def _kept(loader: Loader, layout: Layout, table: Table, tally: _Tally) -> Iterator[Row]:
    """The rows that are not left out; the rest is counted."""
    places = [(column, position(column, table.header)) for column in layout.columns]
    fresh = _fresh(layout, table)
    for number, cells in table.rows:
        row = _row(table, number, _sound(table, number, cells, places, tally), places)
        _check_version(loader, table, row.get(VERSION), tally.versions)
        try:
            row = layout.derive(row)
        except CellError as error:
            raise _bad_cell(table, number, None, error) from None
        tally.read["rows"] += 1
        reason = layout.drop(row) or fresh(number, row)
        if reason:
            tally.dropped[reason] += 1
        else:
            yield row


def _fresh(layout: Layout, table: Table) -> Callable[[int, Row], str]:
    """Says of a row why it is left out, since it stood before; HF427 where it must not."""
    seen: dict[tuple[Value, ...], int] = {}
    rows: dict[int, Row] = {}  # by their number, where they may stand twice
    published = {column.name: column.published[0] for column in layout.columns}

    def fresh(number: int, row: Row) -> str:
        key = tuple(row.get(name) for name in layout.once)
        if not key or None in key:
            return ""
        before = seen.setdefault(key, number)
        if before == number:
            rows.update({number: row} if layout.repeats else {})
            return ""
        if rows.get(before) == row:
            return "rows that stand in the file twice"
        told = ", ".join(f"{published.get(name, name)} {row[name]}" for name in layout.once)
        what = f"{told} stands in {table.unit} {before} too"
        raise wrong_row(table, number, what, "each once")

    return fresh


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
            raise _bad_cell(table, number, at, error) from None
    return row


def _sound(
    table: Table,
    number: int,
    cells: Sequence[object],
    places: Sequence[tuple[Column, int | None]],
    tally: _Tally,
) -> Sequence[object]:
    """The cells of a row, without errors of a sheet; HF427 for one where a value is needed."""
    faulty = [(column, at) for column, at in places if at is not None and fault(cells[at])]
    if not faulty:
        return cells
    sound = list(cells)
    for column, at in faulty:
        if column.required:
            error = CellError(cells[at], "a value; the sheet could not work it out")
            raise _bad_cell(table, number, at, error)
        tally.faults[table.header[at]] += 1
        sound[at] = None
    return sound


def _bad_cell(table: Table, number: int, at: int | None, error: CellError) -> HoldfastError:
    """Which error says that a cell of a row cannot be read? None: of several together."""
    where = "the row" if at is None else f"'{table.header[at]}'"
    if at is not None and table.unit == "row":
        where = f"cell {letters(at + 1)}{number}, {where},"
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
