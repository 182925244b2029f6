"""Tables of spreadsheets, xlsx and xls; the one module that knows calamine."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from holdfast.history.datasets.cells import Fault
from holdfast.history.datasets.formats_workbook import Book, book_of
from holdfast.history.datasets.heads import kind
from holdfast.history.datasets.tables import Cells, Opener, Table, damaged, extra_missing
from holdfast.history.datasets.unpacking import MOST_OF_A_BOOK, read_whole

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

MOST_TITLES = 20
"""Most rows above the header of a sheet."""

_Raw = list[list[object]]


def sheet_tables(source: str, opened: Opener) -> Iterator[Table]:
    """Which tables do the sheets of this workbook hold, from the first on? Empty ones not.

    Raises
    ------
    HoldfastError
        HF420 where the extra is not installed, HF424 where it is too large or no workbook,
        HF425 where it is damaged.
    """
    try:
        from python_calamine import CalamineError, load_workbook
    except ImportError:
        raise extra_missing("reading a spreadsheet") from None
    raw = read_whole(source, opened, MOST_OF_A_BOOK)
    # calamine takes what memory it wants, aborts where it fails, and says nothing of errors
    about = book_of(source, raw) if kind(raw) == "zip" else Book({}, from_1904=False)
    try:
        book = load_workbook(io.BytesIO(raw))
        sheets = [(name, _cells(book, name, about)) for name in book.sheet_names]
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(source, str(error)) from None
    several = len(sheets) > 1
    for name, cells in sheets:
        if cells:
            table = _table(f"{source}, sheet {name}" if several else source, cells)
            yield replace(table, counts_days=not about.from_1904)


def _cells(book: "CalamineWorkbook", name: str, about: Book) -> _Raw:
    # empty rows above the table count, so that row numbers are those that a reader sees
    found: _Raw = [list(row) for row in book.get_sheet_by_name(name).to_python(False)]
    for (row, column), error in about.faults.get(name, {}).items():
        if row < len(found) and column < len(found[row]):
            found[row][column] = Fault(error)
    return found


def _table(source: str, cells: _Raw) -> Table:
    first, *lower = [n for n, row in enumerate(cells) if _holds(row)] or [0]
    below = tuple(_headed(source, cells, n) for n in lower if n <= MOST_TITLES)
    return replace(_headed(source, cells, first), lower=below)


def _headed(source: str, cells: _Raw, at: int) -> Table:
    header = tuple("" if name is None else str(name).strip() for name in cells[at])
    return Table(source, header, _rows(cells, at), "row", at + 1)


def _rows(cells: _Raw, header: int) -> Iterator[tuple[int, Cells]]:
    for number, row in enumerate(cells[header + 1 :], header + 2):
        if _holds(row):
            yield number, row


def _holds(row: Cells) -> bool:
    return any(isinstance(cell, int | float | date) or cell for cell in row)
