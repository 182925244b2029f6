"""Which format a file has, told by what is in it and not by its name, and the tables in it."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import IO

from holdfast.core.errors import HoldfastError, bad_input
from holdfast.history.datasets.formats_r import r_tables
from holdfast.history.datasets.formats_sheets import sheet_tables
from holdfast.history.datasets.formats_stata import stata_table
from holdfast.history.datasets.formats_text import text_table
from holdfast.history.datasets.heads import HEAD, kind, no_table_at_all, page
from holdfast.history.datasets.tables import Opener, Table, damaged, no_table
from holdfast.history.datasets.unpacking import MOST_OF_A_MEMBER, too_large

_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xls", ".dta", ".rda", ".rdata")


def tables(path: Path, members: Iterable[str] = ()) -> Iterator[Iterator[Table]]:
    """Which tables does this file hold: one, or those of its sheets, frames or members?

    They come in groups: of an archive, the members that are looked for, and the others.

    Parameters
    ----------
    path : the file.
    members : patterns of names that are looked for, where it is an archive.

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
    if kind(head) == "zip" and not _book(opened):
        yield from _members(path, tuple(members))
    else:
        yield iter(_tables(path.name, opened))


def _head(opened: Opener) -> bytes:
    with opened() as file:
        return file.read(HEAD)


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
    found = kind(head)
    if found in ("zip", "xls"):
        return sheet_tables(source, opened)
    if found == "rda":
        return r_tables(source, opened)
    return [stata_table(source, opened) if found == "dta" else text_table(source, opened)]


def _check(source: str, head: bytes) -> None:
    """HF424 where a file that begins like this is no table."""
    remedy = "save the file that the page links to; a log-in or a form may stand before it"
    if what := no_table_at_all(head):
        raise no_table(source, what, remedy if page(head) else "")


def _members(path: Path, first: tuple[str, ...]) -> Iterator[Iterator[Table]]:
    """The tables in an archive, those whose names are looked for in a group of their own."""
    try:
        with zipfile.ZipFile(path) as archive:
            found = [item for item in archive.infolist() if _is_table(item.filename)]
    except zipfile.BadZipFile as error:
        raise damaged(path.name, str(error)) from None
    if not found:
        raise no_table(path.name, "an archive without a table")
    looked_for = [item for item in found if _named(item.filename, first)]
    for group in (looked_for, [item for item in found if item not in looked_for]):
        if group:
            yield _group(path, group)


def _group(path: Path, items: Sequence[zipfile.ZipInfo]) -> Iterator[Table]:
    """The tables of members; what is no table does not matter beside one that is."""
    refused: list[HoldfastError] = []
    for item in items:
        try:
            yield from _member(path, item)
        except HoldfastError as error:
            if error.problems[0].code != "HF424":
                raise
            refused.append(error)
    if len(refused) == len(items):
        raise refused[0]


def _member(path: Path, item: zipfile.ZipInfo) -> Iterator[Table]:
    source = f"{path.name}/{item.filename}"
    if item.file_size > MOST_OF_A_MEMBER:
        raise too_large(source, MOST_OF_A_MEMBER)

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
