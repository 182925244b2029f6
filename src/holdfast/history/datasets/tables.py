"""A table as a file holds it: a header, and rows of cells with their place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from holdfast.core.errors import HoldfastError, Place, Problem, bad_input

Cells = Sequence[object]
"""The cells of a row: str, int, float, bool, date or None."""

Opener = Callable[[], IO[bytes]]
"""Opens the bytes of a file, or of a member of an archive, from their beginning."""


NO_FORMAT = "neither text nor a format that holdfast reads"
"""What a file is whose bytes say nothing."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file, read row by row, once.

    Parameters
    ----------
    source : the file's name, with the sheet or member where it has several.
    header : names of the columns.
    rows : each row's number, from 1, and its cells; as many cells as the header has names.
    unit : what the numbers count: line (of a text), row (of a sheet), observation.
    header_at : the number of the header.
    lower : the same with a row below for its header, where titles may stand above it.
    counts_days : whether its numbers may be days, counted from 1900.
    """

    source: str
    header: tuple[str, ...]
    rows: Iterator[tuple[int, Cells]]
    unit: str = "line"
    header_at: int = 1
    lower: tuple["Table", ...] = ()
    counts_days: bool = False


def damaged(source: str, why: str = "") -> HoldfastError:
    """Which error says that a file is cut off or broken?"""
    told = f" ({why})" if why else ""
    return bad_input(
        "HF425",
        f"{source} is truncated or damaged{told}",
        remedy="fetch it again, and compare its size with the publisher's",
    )


def no_table(source: str, what: str, remedy: str = "") -> HoldfastError:
    """Which error says that a file is something else than a table?"""
    expected = "a table as published: csv, xlsx, xls, dta, rda, or one of these in a zip"
    return bad_input("HF424", f"{source} is {what}", expected=expected, remedy=remedy)


def extra_missing(what: str) -> HoldfastError:
    """Which error says that a library of the extra `history` is not installed?"""
    remedy = "pip install 'holdfast[history]'"
    return bad_input("HF420", f"{what} needs the extra history", remedy=remedy)


def wrong_row(table: Table, number: int, what: str, expected: str = "") -> HoldfastError:
    """Which error says that a row cannot be read, and where it stands?

    Parameters
    ----------
    number : of the row, as the table counts.
    """
    if table.unit == "line":
        place: Place | None = Place(table.source, number)
    else:
        place, what = None, f"{table.source}, {table.unit} {number}: {what}"
    remedy = "if the publisher's file says so, tell us; else fetch it again"
    return HoldfastError(Problem("HF427", what, place, expected, remedy))


def letters(column: int) -> str:
    """Which letters has this column of a sheet, counted from 1?

    Examples
    --------
    >>> letters(1), letters(27), letters(16384)
    ('A', 'AA', 'XFD')
    """
    rest, found = column, ""
    while rest:
        rest, place = divmod(rest - 1, 26)
        found = chr(ord("A") + place) + found
    return found
