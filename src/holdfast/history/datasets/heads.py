"""What the first bytes of a file say of its format; its name says nothing."""

import re
from collections.abc import Collection
from typing import Literal

from holdfast.history.datasets.tables import NO_FORMAT

Kind = Literal["zip", "xls", "dta", "rda", "text", "other"]
"""A format by its first bytes; a zip may be an xlsx, and a text need not be a table."""

HEAD = 4096
"""Bytes that are enough to tell."""

_MARKS: tuple[tuple[tuple[bytes, ...], Kind], ...] = (
    ((b"PK\x03\x04",), "zip"),
    ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), "xls"),
    ((b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"RDX2\n", b"RDX3\n", b"RDA"), "rda"),
    ((b"<stata_dta>",), "dta"),
)
_OLD_STATA, _BYTE_ORDERS = range(105, 116), (b"\x01", b"\x02")  # releases 5 to 12
_FORMATS: dict[str, tuple[Kind, ...]] = {
    "csv": ("text",),
    "tab": ("text",),
    "api": ("text",),
    "xlsx": ("zip", "xls"),
    "xls": ("xls",),
    "dta": ("dta",),
    "rda": ("rda",),
    "zip": ("zip",),
}
_NAMES = {
    "text": "a text",
    "xls": "a workbook (xls)",
    "dta": "a file of Stata",
    "rda": "a file of R, or a packed one",
}
_DOCUMENTS = ((b"{", "a JSON document"), (b"[", "a JSON document"), (b"<", "an XML document"))
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"version https://git-lfs", "a pointer to a file (Git LFS), not the file itself"),
    (b"\xff\xfe", "a text in UTF-16, which has to be saved as UTF-8"),
    (b"\xfe\xff", "a text in UTF-16, which has to be saved as UTF-8"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))
_MOST_CONTROLS = (
    0.02  # share of a text that may be other than signs; of chance bytes a tenth is
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


def kind(head: bytes) -> Kind:
    r"""Which format has a file that begins like this?

    Examples
    --------
    >>> kind(b"PK\x03\x04..."), kind(b"paid,year"), kind(bytes(9))
    ('zip', 'text', 'other')
    """
    for marks, found in _MARKS:
        if head.startswith(marks):
            return found
    if head and head[0] in _OLD_STATA and head[1:2] in _BYTE_ORDERS:
        return "dta"
    return "text" if _textual(head) else "other"


def _textual(head: bytes) -> bool:
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return b"\0" not in head and controls <= _MOST_CONTROLS * len(head)


def no_table_at_all(head: bytes) -> str:
    """What is a file that begins like this, where it can hold no table? Empty where it may.

    Examples
    --------
    >>> no_table_at_all(b"%PDF-1.7"), no_table_at_all(b"paid,year")
    ('a PDF', '')
    """
    if not head.strip():
        return "empty"
    if page(head):
        return "a web page, not the file itself"
    for mark, what in _OTHERS:
        if head.startswith(mark):
            return what
    return NO_FORMAT if kind(head) == "other" else ""


def misfit(head: bytes, formats: Collection[str], columns: Collection[str]) -> str:
    """What is a file that begins like this, where it cannot be the one published so?

    Parameters
    ----------
    head : its first bytes.
    formats : in which the file is published, as the registry has them.
    columns : some of its names; a text without any of them is another.

    Examples
    --------
    >>> misfit(b'{"error": "busy"}', ["csv"], ["year"]), misfit(b"year,dead", ["csv"], ["year"])
    ('a JSON document', '')
    >>> misfit(b"year,dead", ["xlsx"], ["year"])
    'a text, and is published as xlsx'
    """
    if what := no_table_at_all(head):
        return what
    found = kind(head)
    if found == "text":
        for begins, document in _DOCUMENTS:
            if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(begins):
                return document
    published = {kind_ for name in formats for kind_ in _FORMATS[name]}
    if found not in published | {"zip"}:
        return f"{_NAMES[found]}, and is published as {' or '.join(formats)}"
    return (
        ""
        if found != "text" or _named(head, columns)
        else "a text without the columns of this dataset"
    )


def _named(head: bytes, columns: Collection[str]) -> bool:
    """Whether one of the columns stands in the text; in any text where none is known."""
    plain = head.decode("latin-1").casefold()
    words = {word.strip(" \"'") for word in re.split(r"[,;\t\r\n]", plain)}
    return not columns or not words.isdisjoint(name.casefold() for name in columns)
