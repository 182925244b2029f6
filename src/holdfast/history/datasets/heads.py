"""What the first bytes of a file say of its format; its name says nothing."""

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
