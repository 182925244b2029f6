"""What an xlsx says of itself, read piece by piece before a library holds all of it."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from holdfast.core.errors import HoldfastError
from holdfast.history.datasets.tables import damaged, no_table
from holdfast.history.datasets.unpacking import MOST_OF_A_BOOK, too_large

MOST_CELLS = 2**24
"""Most cells of the rectangle that a sheet's cells span: as many as a sheet of xls has."""

_PIECE = 2**20
_CELL = 2**16  # more bytes than a cell with its formula takes
_COLUMN = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})\d""")
_ROW = re.compile(rb"""\sr\s*=\s*["'][A-Z]{0,3}(\d{1,10})["']""")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)


def check_book(source: str, raw: bytes) -> None:
    """Check that this xlsx can be held in memory, without holding it.

    Parameters
    ----------
    source : the file's name, for messages.
    raw : its bytes.

    Raises
    ------
    HoldfastError
        HF424 where it is no xlsx, unpacks to too much or has a cell far out, HF425 where it
        is damaged.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            _check(source, archive)
    except _BROKEN as error:  # RuntimeError: it wants a password
        raise damaged(source, str(error)) from None


def _check(source: str, archive: zipfile.ZipFile) -> None:
    names = archive.namelist()
    if "xl/workbook.bin" in names:
        raise no_table(source, "a workbook in binary form (xlsb)", "save it as xlsx or as csv")
    if "xl/workbook.xml" not in names:
        raise no_table(source, "a document of another program, not a workbook")
    if sum(item.file_size for item in archive.infolist()) > MOST_OF_A_BOOK:
        raise too_large(source, MOST_OF_A_BOOK)
    for name in names:  # all of them: a sheet may lie anywhere, and a size may be a lie
        _check_extent(source, archive, name)


def _check_extent(source: str, archive: zipfile.ZipFile, part: str) -> None:
    rows, columns = 0, 0
    for piece in _pieces(archive, part):
        rows = max([rows, *map(int, set(_ROW.findall(piece)))])
        columns = max([columns, *map(place, set(_COLUMN.findall(piece)))])
        if rows * columns > MOST_CELLS:
            raise _far_out(source, rows, columns)


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part in pieces, each with what came before it, so that no cell is cut in two."""
    rest = b""
    with archive.open(part) as file:
        while fresh := file.read(_PIECE):
            rest = rest[-_CELL:] + fresh
            yield rest


@cache
def place(letters: bytes) -> int:
    """Which column, from 1, has these letters?

    Examples
    --------
    >>> place(b"A"), place(b"AA"), place(b"XFD")
    (1, 27, 16384)
    """
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found


def _far_out(source: str, rows: int, columns: int) -> HoldfastError:
    return no_table(
        source,
        f"a workbook with cells out to row {rows:,} and column {columns:,}",
        f"delete what stands beside the table; at most {MOST_CELLS:,} cells are read",
    )
