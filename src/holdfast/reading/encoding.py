"""Which characters do the bytes of a file stand for?"""

import codecs
import re
from dataclasses import dataclass

from holdfast.core.errors import HoldfastError, Place, Problem, bad_input

LARGEST = 10_000_000
"""Bytes of the largest file that is read; a newspaper article has some ten thousand."""

MOST_LINES = 500_000
"""Lines of the longest file that is read, for each of them is looked at."""

_MARKS = (  # longest first: the mark of UTF-32 starts with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PRINTED = {"utf-32": "UTF-32", "utf-8-sig": "UTF-8 with byte order mark", "utf-16": "UTF-16"}
_OTHER_FORMATS = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive, as office programs write",
    b"{\\rtf": "an RTF file",
    b"\xd0\xcf\x11\xe0": "an old office document",
}
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
_WHERE_DECLARED = 2048
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_MOST_CONTROLS = 0.005
_REPLACED = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """What a file says, in characters.

    Parameters
    ----------
    text : with LF as the only line end, and without a byte order mark.
    encoding : as printed.
    notes : what the reader should know about it.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(content: bytes, name: str, *, page: bool = False) -> Decoded:
    """What do these bytes say, and in which encoding?

    A byte order mark decides; then what a web page declares; then UTF-8 if the bytes are valid;
    then Windows-1252, and Latin-1 where a byte means nothing in that. UTF-8 with a few broken
    bytes stays UTF-8, with a note.

    Parameters
    ----------
    content : the bytes of the file.
    name : of the file, for messages.
    page : whether it is a web page, which may declare its encoding.

    Raises
    ------
    HoldfastError
        HF102 when it is not text, HF103 when it is larger than `LARGEST`.

    Examples
    --------
    >>> decode("Caf\u00e9".encode("cp1252"), "a.txt").encoding
    'Windows-1252'
    """
    if len(content) > LARGEST:
        raise too_large(name, f"the file has more than {LARGEST} bytes")
    for mark, kind in _OTHER_FORMATS.items():
        if content.startswith(mark):
            raise _not_text(name, f"this is {kind}", "save the article as text or HTML")
    found = _marked(content, name) or (_declared(content) if page else None)
    decoded = found or _guessed(content)
    _refuse_binary(decoded.text, name)
    lines = decoded.text.replace("\r\n", "\n").replace("\r", "\n")
    if not page and lines.count("\n") > MOST_LINES:
        raise too_large(name, f"the file has more than {MOST_LINES} lines")
    return Decoded(lines, decoded.encoding, decoded.notes)


def _marked(content: bytes, name: str) -> Decoded | None:
    for mark, codec in _MARKS:
        if not content.startswith(mark):
            continue
        try:
            return Decoded(content.decode(codec), _PRINTED[codec])
        except UnicodeDecodeError as error:
            if codec == "utf-8-sig":
                return _mended(content[len(mark) :], _PRINTED[codec])
            what = f"byte {error.start} is not {_PRINTED[codec]}, which the file says it is"
            raise _not_text(name, what, "save it as UTF-8") from None
    return None


def _declared(content: bytes) -> Decoded | None:
    found = _DECLARED.search(content[:_WHERE_DECLARED])
    if found is None:
        return None
    label = found[1].decode("ascii")
    try:
        codec = codecs.lookup(label)
        if codec.name in ("utf-8", "ascii", "iso8859-1") or codec.name.startswith("utf-16"):
            return None  # browsers read these as what the bytes are
        return Decoded(content.decode(codec.name), f"{label}, as the page declares")
    except (LookupError, UnicodeError):
        return None


def _guessed(content: bytes) -> Decoded:
    try:
        return Decoded(content.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        pass
    mended = _mended(content, "UTF-8")
    broken = mended.text.count(_REPLACED)
    foreign = sum(map(len, re.findall("[^\x00-\x7f]+", mended.text)))
    if foreign > 2 * broken:
        return mended
    for codec, printed in (("cp1252", "Windows-1252"), ("latin-1", "Latin-1")):
        try:
            text = content.decode(codec)
        except UnicodeDecodeError:
            continue
        note = f"the bytes are not UTF-8; read as {printed}, which is a guess"
        return Decoded(text, printed, (note,))
    raise AssertionError("Latin-1 gives every byte a character")


def _mended(content: bytes, printed: str) -> Decoded:
    text = content.decode("utf-8", "replace")
    broken = text.count(_REPLACED)
    note = f"{broken} broken characters, printed as \N{REPLACEMENT CHARACTER}"
    return Decoded(text, printed, (note,))


def _refuse_binary(text: str, name: str) -> None:
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        raise _not_text(name, "it holds NUL characters", "save the article as UTF-8", line)
    controls = sum(1 for _ in _CONTROLS.finditer(text))
    if controls > _MOST_CONTROLS * len(text):
        raise _not_text(name, "it is full of control characters", "save the article as UTF-8")


def _not_text(name: str, what: str, remedy: str, line: int = 1) -> HoldfastError:
    return HoldfastError(Problem("HF102", what, Place(name, line), "text", remedy))


def too_large(name: str, what: str) -> HoldfastError:
    """Which error says that a file is larger than any article?

    Examples
    --------
    >>> too_large("a.txt", "too long").problems[0].code
    'HF103'
    """
    remedy = "give each article a file of its own"
    return HoldfastError(Problem("HF103", what, Place(name, 1), "an article", remedy))


def nothing_to_read(name: str) -> HoldfastError:
    """Which error says that a file holds no words?

    Examples
    --------
    >>> nothing_to_read("a.txt").problems[0].code
    'HF601'
    """
    what = f"{name} holds no words"
    return bad_input("HF601", what, expected="an article", remedy="look whether it was saved")
