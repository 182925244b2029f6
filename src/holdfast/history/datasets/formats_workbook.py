"""What an xlsx says of itself, read piece by piece before a library holds all of it."""

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from io import BytesIO

from holdfast.core.errors import HoldfastError
from holdfast.history.datasets.tables import damaged, no_table
from holdfast.history.datasets.unpacking import MOST_OF_A_BOOK, too_large

MOST_CELLS = 2**24
"""Most cells of the rectangle that a sheet's cells span: as many as a sheet of xls has."""

Faults = Mapping[tuple[int, int], str]
"""Errors of a sheet, as #REF!, by row and column from 0."""

_PIECE = 2**20
_CELL = 2**16  # more bytes than a cell with its formula takes
_COLUMN = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})\d""")
_ROW = re.compile(rb"""\sr\s*=\s*["'][A-Z]{0,3}(\d{1,10})["']""")
# bounded throughout: a hostile part must not make a search start over and over
_FAULTY = re.compile(rb"""\st=["']e["']""")
_TAG = re.compile(rb"<(?:\w{1,20}:)?c\s[^>]{0,400}(?<!/)>")
_REF = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,3})(\d{1,7})["']""")
_VALUE = re.compile(
    rb"\s{0,99}(?:<(?:\w{1,20}:)?f\b[^>]{0,200}>(?:[^<]{0,32768}</(?:\w{1,20}:)?f>)?)?"
    rb"\s{0,99}<(?:\w{1,20}:)?v>([^<\s]{1,20})<"
)
_ATTRIBUTE = re.compile(r"""([\w]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_LINKS, _TRUE = "_rels/workbook.xml.rels", ("1", "true")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Book:
    """What is known of a workbook before its cells are read.

    Parameters
    ----------
    faults : errors of each sheet by its name, as #REF!, by row and column from 0.
    from_1904 : whether its days are counted from 1904 and not from 1900.
    """

    faults: Mapping[str, Faults]
    from_1904: bool


def book_of(source: str, raw: bytes) -> Book:
    """What does this xlsx say of itself? It can be held in memory where it says anything.

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
            return _book(source, archive)
    except _BROKEN as error:  # RuntimeError: it wants a password
        raise damaged(source, str(error)) from None


def _book(source: str, archive: zipfile.ZipFile) -> Book:
    names = archive.namelist()
    if "xl/workbook.bin" in names:
        raise no_table(source, "a workbook in binary form (xlsb)", "save it as xlsx or as csv")
    if "xl/workbook.xml" not in names:
        raise no_table(source, "a document of another program, not a workbook")
    if sum(item.file_size for item in archive.infolist()) > MOST_OF_A_BOOK:
        raise too_large(source, MOST_OF_A_BOOK)
    # all of them are looked through: a sheet may lie anywhere, and a size may be a lie
    faults = {name: _faults(source, archive, name) for name in names}
    parts, from_1904 = _contents(archive)
    return Book({sheet: faults.get(part, {}) for sheet, part in parts.items()}, from_1904)


def _faults(source: str, archive: zipfile.ZipFile, part: str) -> Faults:
    """The errors of a sheet; HF424 where its cells span more than can be held."""
    rows, columns = 0, 0
    found: dict[tuple[int, int], str] = {}
    for piece in _pieces(archive, part):
        rows = max([rows, *map(int, set(_ROW.findall(piece)))])
        columns = max([columns, *map(place, set(_COLUMN.findall(piece)))])
        if rows * columns > MOST_CELLS:
            raise _far_out(source, rows, columns)
        found |= _faults_in(piece)
    return found


def _faults_in(piece: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    """Where in a piece of a sheet there are errors, and which."""
    for mark in _FAULTY.finditer(piece):
        begins = piece.rfind(b"<", max(mark.start() - 200, 0), mark.start())
        cell = _TAG.match(piece, max(begins, 0))
        ref = _REF.search(cell.group()) if cell else None
        value = _VALUE.match(piece, cell.end()) if cell else None
        if ref is not None and value is not None:
            yield (int(ref[2]) - 1, place(ref[1]) - 1), value[1].decode("latin-1")


def _contents(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """The part of each sheet by its name, and whether days are counted from 1904."""
    book, links = (archive.read(f"xl/{name}") for name in ("workbook.xml", _LINKS))
    targets = {link.get("Id"): link.get("Target", "") for link in _tags(links, b"Relationship")}
    parts = {
        sheet.get("name", ""): _part(targets.get(sheet.get("id"), ""))
        for sheet in _tags(book, b"sheet")
    }
    from_1904 = [pr for pr in _tags(book, b"workbookPr") if pr.get("date1904") in _TRUE]
    return parts, bool(from_1904)


def _tags(part: bytes, name: bytes) -> Iterator[dict[str, str]]:
    """The attributes of each tag of this name, by their names without what stands before :."""
    for tag in re.finditer(rb"<(?:\w{1,20}:)?" + name + rb"\s([^>]{0,4000})>", part):
        pairs = _ATTRIBUTE.findall(tag[1].decode("utf-8", "replace"))
        yield {key: unescape(one or other) for key, one, other in pairs}


def _part(target: str) -> str:
    """A link of the workbook as the name of a part: from the top, or from where it stands."""
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


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
