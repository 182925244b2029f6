"""Which format a file has, told by what is in it and not by its name, and the tables in it."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import IO

from holdfast.core.errors import bad_input
from holdfast.history.datasets.formats_r import r_tables
from holdfast.history.datasets.formats_sheets import sheet_tables
from holdfast.history.datasets.formats_stata import stata_table
from holdfast.history.datasets.formats_text import text_table
from holdfast.history.datasets.tables import Opener, Table, damaged, no_table

LARGEST = 2**31
"""Most bytes of one member of an archive, unpacked."""

_HEAD = 4096
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED_R = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"RDX2\n", b"RDX3\n", b"RDA")
_STATA = b"<stata_dta>"
_OLD_STATA, _BYTE_ORDERS = range(105, 116), (b"\x01", b"\x02")  # releases 5 to 12
_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xls", ".dta", ".rda", ".rdata")
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"version https://git-lfs", "a pointer to a file (Git LFS), not the file itself"),
    (b"\xff\xfe", "a text in UTF-16, which has to be saved as UTF-8"),
    (b"\xfe\xff", "a text in UTF-16, which has to be saved as UTF-8"),
)


def page(head: bytes) -> bool:
    """Whether a file that begins like this is a web page, saved in the place of the file.

    Examples
    --------
    >>> page(b"  <!DOCTYPE html><html>"), page(b"paid,year")
    (True, False)
    """
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1000].lower()
    return start.startswith((b"<!doctype html", b"<html")) or (
        start.startswith((b"<?xml", b"<!--")) and b"<html" in start
    )


def tables(path: Path, members: Iterable[str] = ()) -> Iterator[Table]:
    """Which tables does this file hold: one, or those of its sheets, frames or members?

    Parameters
    ----------
    path : the file.
    members : patterns of names that come first, where it is an archive.

    Raises
    ------
    HoldfastError
        HF101 where it cannot be read, HF420 where the extra is not installed, HF424 where it
        is no table, HF425 where it is damaged.
    """

    def opened() -> IO[bytes]:
        return path.open("rb")

    try:
        head = _head(opened)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "not a file name"
        raise bad_input("HF101", f"cannot read {path}: {reason}") from None
    if head.startswith(_ZIP) and not _book(opened):
        yield from _members(path, tuple(members))
    else:
        yield from _tables(path.name, opened)


def _head(opened: Opener) -> bytes:
    with opened() as file:
        return file.read(_HEAD)


def _book(opened: Opener) -> bool:
    """Whether a zip is a workbook."""
    try:
        with opened() as file, zipfile.ZipFile(file) as archive:
            return "[Content_Types].xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _tables(source: str, opened: Opener) -> Iterable[Table]:
    """The tables of one file that is no archive."""
    head = _head(opened)
    _check(source, head)
    if head.startswith((_ZIP, _OLE)):
        return sheet_tables(source, opened)
    if head.startswith(_PACKED_R):
        return r_tables(source, opened)
    if head.startswith(_STATA) or (head[0] in _OLD_STATA and head[1:2] in _BYTE_ORDERS):
        return [stata_table(source, opened)]
    if b"\0" in head:
        raise no_table(source, "neither text nor a format that holdfast reads")
    return [text_table(source, opened)]


def _check(source: str, head: bytes) -> None:
    """HF424 where a file that begins like this is no table."""
    if not head.strip():
        raise no_table(source, "empty")
    if page(head):
        remedy = "save the file that the page links to; a log-in or a form may stand before it"
        raise no_table(source, "a web page, not the file itself", remedy)
    for mark, what in _OTHERS:
        if head.startswith(mark):
            raise no_table(source, what)


def _members(path: Path, first: tuple[str, ...]) -> Iterator[Table]:
    """The tables in an archive, those whose names are looked for first."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [item for item in archive.infolist() if _is_table(item.filename)]
    except zipfile.BadZipFile as error:
        raise damaged(path.name, str(error)) from None
    if not found:
        raise no_table(path.name, "an archive without a table")
    for item in sorted(found, key=lambda item: not _named(item.filename, first)):
        yield from _member(path, item)


def _member(path: Path, item: zipfile.ZipInfo) -> Iterator[Table]:
    source = f"{path.name}/{item.filename}"
    if item.file_size > LARGEST:
        raise no_table(source, f"larger than {LARGEST} bytes")

    def opened() -> IO[bytes]:
        with zipfile.ZipFile(path) as archive:  # the member keeps the file open
            return archive.open(item.filename)

    try:
        yield from _tables(source, opened)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise damaged(source, str(error)) from None  # RuntimeError: it wants a password


def _is_table(name: str) -> bool:
    hidden = name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")
    return name.lower().endswith(_TABLES) and not hidden


def _named(name: str, patterns: tuple[str, ...]) -> bool:
    short = name.rpartition("/")[2].casefold()
    return any(fnmatch(short, pattern.casefold()) for pattern in patterns)
