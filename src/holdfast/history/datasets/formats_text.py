"""Tables as text: comma, semicolon or tab between cells; UTF-8 or the older Windows signs."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import IO

from holdfast.core.errors import HoldfastError
from holdfast.history.datasets.tables import (
    NO_FORMAT,
    Cells,
    Opener,
    Table,
    damaged,
    no_table,
    wrong_row,
)

LONGEST_CELL = 2**24
"""Most signs of a cell; Python's own limit of 131,072 is too low for texts of agreements."""

_ANY = "latin-1"  # every byte is a sign of it
_SEPARATORS = ",;\t"
_SAID = re.compile(r'\s*"?sep=.?"?\s*', re.IGNORECASE)  # Excel's own first line of a csv
_PIECE = 2**20


def text_table(source: str, opened: Opener) -> Table:
    """Which table does this text hold?

    Parameters
    ----------
    source : the file's name, for messages.
    opened : opens its bytes.

    Raises
    ------
    HoldfastError
        HF424 where it is no table; later, while rows are read, HF425 where the text breaks
        off inside quotes and HF427 where a row has too few or too many cells.
    """
    encoding = _encoding(opened)
    lines = _lines(opened, encoding)
    head: list[str] = []
    while not head or not head[-1].strip() or _SAID.fullmatch(head[-1]):
        head.append(next(lines, "\0"))
    first = head[-1]
    if "\0" in first:
        raise no_table(source, "not text")
    head = ["\n" if _SAID.fullmatch(line) else line for line in head]
    separator = max(_SEPARATORS, key=first.count)
    if separator not in first:
        known = encoding != _ANY  # no text of the world of cp1252 has the signs that it lacks
        raise no_table(source, "a text without columns" if known else NO_FORMAT)
    csv.field_size_limit(LONGEST_CELL)
    records = _records(source, chain(head, lines), separator)
    at, header = next(records, (1, []))
    if not header:
        raise no_table(source, "a text without names of columns")
    table = Table(source, tuple(name.strip() for name in header), iter(()), header_at=at)
    return replace(table, rows=_even(table, records))


def _encoding(opened: Opener) -> str:
    """UTF-8 where all of it is; else what Windows used to write, or Latin-1."""
    for encoding in ("utf-8", "cp1252"):
        if _decodes(opened, encoding):
            return "utf-8-sig" if encoding == "utf-8" else encoding
    return _ANY


def _decodes(opened: Opener, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with opened() as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines(opened: Opener, encoding: str) -> Iterator[str]:
    """Lines with their ends as they are, so that csv can tell which stand inside quotes."""
    file: IO[bytes] = opened()
    with io.TextIOWrapper(file, encoding=encoding, newline="") as words:
        yield from words


def _records(
    source: str, lines: Iterator[str], separator: str
) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, each with the line on which it begins."""
    reader = csv.reader(lines, delimiter=separator, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise _unread(source, begins, str(error)) from None
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1


def _unread(source: str, line: int, why: str) -> HoldfastError:
    if not why.startswith("field larger"):
        return damaged(source, f"line {line}: {why}")
    what = f"a cell has more than {LONGEST_CELL:,} signs"
    table = Table(source, (), iter(()))
    return wrong_row(table, line, what, "a quote at the end of each quoted cell")


def _even(
    table: Table, records: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, Cells]]:
    """Rows with as many cells as the header has; blank ones too many are cut off."""
    width = len(table.header)
    for number, cells in records:
        if len(cells) < width or any(cell.strip() for cell in cells[width:]):
            raise _uneven(table, number, len(cells))
        yield number, cells[:width]


def _uneven(table: Table, number: int, cells: int) -> HoldfastError:
    what = f"the row has {cells} cells; it may be cut off"
    return wrong_row(table, number, what, f"{len(table.header)}, as the header has")
