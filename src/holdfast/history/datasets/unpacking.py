"""How much of a packed file is read: no more than fits in memory, whatever it unpacks to."""

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable

from holdfast.core.errors import HoldfastError
from holdfast.history.datasets.tables import Opener, damaged, no_table

MOST_OF_A_MEMBER = 2**31
"""Most bytes of one text in an archive, unpacked; it is read row by row."""

MOST_OF_A_BOOK = 2**28
"""Most bytes of all parts of a workbook, and of a file of Stata; they are held whole."""

MOST_OF_R = 2**25
"""Most bytes of a file of R; each value of it takes many times that while it is read."""

_PIECE = 2**20
_PACKERS = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ", lzma.open))
_BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError)


def read_whole(source: str, opened: Opener, most: int) -> bytes:
    """Which bytes has this file?

    Raises
    ------
    HoldfastError
        HF424 where it has more than `most`.
    """
    with opened() as file:
        return _read(source, file.read, most)


def unpacked(source: str, opened: Opener, most: int) -> bytes:
    """Which bytes has this file, unpacked where it is packed as a whole (gzip, bzip2, xz)?

    Raises
    ------
    HoldfastError
        HF424 where it has more than `most` unpacked, HF425 where it is damaged.
    """
    with opened() as file:
        mark = file.read(6)
    packers = [packer for begins, packer in _PACKERS if mark.startswith(begins)]
    if not packers:
        return read_whole(source, opened, most)
    try:
        with opened() as file, packers[0](file) as plain:
            return _read(source, plain.read, most)
    except _BROKEN as error:
        raise damaged(source, str(error)) from None


def _read(source: str, read: Callable[[int], bytes], most: int) -> bytes:
    """All bytes in pieces, so that what is too large is not held to find that out."""
    pieces, size = [], 0
    while piece := read(_PIECE):
        size += len(piece)
        if size > most:
            raise too_large(source, most)
        pieces.append(piece)
    return b"".join(pieces)


def too_large(source: str, most: int) -> HoldfastError:
    """Which error says that a file unpacks to more than is read?"""
    remedy = "take the publisher's csv, or save it as csv where it was made"
    return no_table(source, f"larger than {most // 2**20} MiB unpacked", remedy)
