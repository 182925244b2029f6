"""What is the text of a file that a user drops in, and which parts of it are the article?"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date

from holdfast.reading.boilerplate import Boilerplate, Line, lines, merged
from holdfast.reading.encoding import MOST_LINES, decode, nothing_to_read, too_large
from holdfast.reading.html import page
from holdfast.reading.main_text import frames
from holdfast.reading.markdown import plain
from holdfast.reading.published import NOT_STATED, Published, dateline, published
from holdfast.reading.segments import Segment, headline, segments

_PAGE = (".html", ".htm", ".xhtml")
_MARKDOWN = (".md", ".markdown")
_PAGE_START = re.compile(
    rb"\s*(?:<!doctype html|<html\b|<\?xml[^>]{0,200}\?>\s*<!doctype html)", re.I
)
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_HEAD_LINES = 12
_WRAPPED = range(45, 101)
_RAGGED = 30


@dataclass(frozen=True, slots=True)
class Document:
    """An article as text, with what stands around it marked.

    Parameters
    ----------
    text : what all offsets are about, in code points; LF is the only line end.
    kind : text, markdown or html.
    encoding : as printed.
    segments : the articles that the file joins: first code point, and the one behind the last.
    boilerplate : start, end and rule of what is not the article; in order, never overlapping.
        It stays in the text, and later stages skip it.
    title : of the first article; empty where the text has no headline.
    published : day of publication; None where `published_basis` is "not stated".
    published_basis : what says so. Never the date of an event in the text.
    notes : what the reader should know about how the text was got.
    """

    text: str
    kind: str
    encoding: str
    segments: tuple[Segment, ...]
    boilerplate: tuple[Boilerplate, ...] = ()
    title: str = ""
    published: date | None = None
    published_basis: str = NOT_STATED
    notes: tuple[str, ...] = ()

    def skips(self, start: int, end: int) -> bool:
        """Whether this stretch lies in boilerplate. Takes the logarithm of their number."""
        at = bisect_right(self.boilerplate, start, key=lambda span: span[0]) - 1
        return at >= 0 and end <= self.boilerplate[at][1]

    def behind(self, place: int) -> int:
        """Where does the boilerplate at this code point end? The place itself if in none."""
        at = bisect_right(self.boilerplate, place, key=lambda span: span[0]) - 1
        return max(place, self.boilerplate[at][1]) if at >= 0 else place

    def segment_of(self, place: int) -> int:
        """Number of the article in which this code point lies; -1 where in none."""
        at = bisect_right(self.segments, place, key=lambda segment: segment[0]) - 1
        return at if at >= 0 and place < self.segments[at][1] else -1


@dataclass(frozen=True, slots=True)
class _Source:
    """What a kind of file says by its mark-up."""

    text: str
    kind: str
    heads: frozenset[int] = frozenset()
    marked: tuple[Boilerplate, ...] = ()
    title: str = ""
    published: Published = field(default_factory=Published)
    notes: tuple[str, ...] = ()


def read_document(content: bytes, name: str) -> Document:
    r"""What is the text of this file, and which parts of it are the article?

    Linear in length. The same bytes give the same document.

    Parameters
    ----------
    content : the bytes of the file.
    name : of the file; its ending says what it is, unless the bytes say that it is a web page.

    Raises
    ------
    HoldfastError
        HF102 when it is not text, HF103 when it is too large, HF601 when it holds no words.

    Examples
    --------
    >>> content = b"Talks off\r\nBy Ann Lee | March 1, 2025\r\n\r\nThey left."
    >>> found = read_document(content, "a.txt")
    >>> found.title, str(found.published), found.published_basis, found.segments
    ('Talks off', '2025-03-01', 'by-line', ((0, 48),))
    """
    kind = _kind(content, name)
    decoded = decode(content, name, page=kind == "html")
    source = _SOURCES[kind](decoded.text, name)
    found = (
        [_framed(line, source) for line in lines(source.text)]
        if source.marked
        else list(lines(source.text))
    )
    if not any(line.rule not in ("stray-marks", "separator") for line in found):
        raise nothing_to_read(name)
    parts = segments(found, source.heads)
    when = source.published if source.published.day else _dated(found, parts)
    return Document(
        text=source.text,
        kind=source.kind,
        encoding=decoded.encoding,
        segments=parts,
        boilerplate=merged(
            [
                *source.marked,
                *((x.start, x.end, x.rule) for x in found if x.rule),
                *(
                    (x.start, x.start + long, "dateline")
                    for x in found
                    if (long := _opening(x))
                ),
            ]
        ),
        title=source.title or _title(found),
        published=when.day,
        published_basis=when.basis,
        notes=(*decoded.notes, *source.notes, *_notes(source.text, parts)),
    )


def _kind(content: bytes, name: str) -> str:
    ending = name.lower()
    if ending.endswith(_PAGE) or _PAGE_START.match(
        content[3:] if content[:3] == b"\xef\xbb\xbf" else content
    ):
        return "html"
    return "markdown" if ending.endswith(_MARKDOWN) else "text"


def _from_text(text: str, _name: str) -> _Source:
    unwrapped = _unwrapped(text)
    note = ("lines broken at a fixed width were joined",) if unwrapped != text else ()
    return _Source(unwrapped, "text", notes=note)


def _from_markdown(text: str, _name: str) -> _Source:
    found = plain(text)
    return _Source(found.text, "markdown", found.heads, (), found.title, found.published)


def _from_page(text: str, name: str) -> _Source:
    found = page(text)
    if len(found.blocks) > MOST_LINES:
        raise too_large(name, f"the page has more than {MOST_LINES} blocks of text")
    rules, notes = frames(found)
    parts, heads, marked, at = [], set(), [], 0
    for block, rule in zip(found.blocks, rules, strict=True):
        parts.append(block.text)
        end = at + len(block.text)
        if rule:
            marked.append((at, end, rule))
        elif block.level == 1:
            heads.add(at)
        at = end + 2
    return _Source(
        "\n\n".join(parts),
        "html",
        frozenset(heads),
        tuple(marked),
        found.title,
        found.published,
        (*found.notes, *notes),
    )


_SOURCES = {"text": _from_text, "markdown": _from_markdown, "html": _from_page}


def _framed(line: Line, source: _Source) -> Line:
    """The line with the rule of the frame that it stands in, if its words meet none."""
    if line.rule:
        return line
    at = bisect_right(source.marked, line.start, key=lambda span: span[0]) - 1
    inside = at >= 0 and line.end <= source.marked[at][1]
    return replace(line, rule=source.marked[at][2]) if inside else line


def _dated(found: list[Line], parts: tuple[Segment, ...]) -> Published:
    """The date at the head of the first article, or right above it."""
    if not parts:
        return published([line.text for line in found[:_HEAD_LINES]])
    end = parts[1][0] if len(parts) > 1 else found[-1].end
    first = next(place for place, line in enumerate(found) if line.start == parts[0][0])
    head = found[max(0, first - _HEAD_LINES) : first + _HEAD_LINES]
    return published([line.text for line in head if line.end <= end])


def _opening(line: Line) -> int:
    """How long is the dateline with which this line of the article begins?"""
    return 0 if line.rule else dateline(line.text)


def _title(found: list[Line]) -> str:
    first = next((line for line in found if not line.rule), None)
    return first.text if first is not None and headline(first) else ""


def _unwrapped(text: str) -> str:
    """Paragraphs broken at a fixed width, each on one line; the length stays the same."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(
        part.replace("\n", " ") if _wrapped(part.split("\n")) else part for part in paragraphs
    )


def _wrapped(rows: list[str]) -> bool:
    lengths = [len(row) for row in rows[:-1] if row] or [0]
    even = min(lengths) in _WRAPPED and max(lengths) in _WRAPPED
    goes_on = any(row[:1].islower() for row in rows[1:])
    return even and goes_on and max(lengths) - min(lengths) <= _RAGGED


def _notes(text: str, parts: tuple[Segment, ...]) -> tuple[str, ...]:
    notes = []
    if len(parts) > 1:
        notes.append(f"the file joins {len(parts)} articles")
    marks = sorted({f"U+{ord(sign):04X}" for sign in _BIDI.findall(text)})
    if marks:
        notes.append(f"the text holds marks of writing direction: {', '.join(marks)}")
    return tuple(notes)
