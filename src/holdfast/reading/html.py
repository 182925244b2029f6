"""Which blocks of text has a web page, and what do its tags say about them?

One pass from left to right. Parsers of whole trees lose what is nested more than 256 deep, and
take minutes for a tag of 300 000 attributes; this one does neither, for it builds no tree.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from html import escape

from holdfast.reading.encoding import MOST_LINES
from holdfast.reading.published import NOT_STATED, Published, days
from holdfast.reading.tags import (
    LONGEST_ATTRIBUTES,
    RAW,
    SWALLOWS,
    VOID,
    attributes_of,
    container,
    dates,
    frame_of,
    inline,
    shown,
    unescaped,
)

_QUOTED_TAG = re.compile(
    r"""<(/?)([A-Za-z][A-Za-z0-9:-]*)((?>[^>=]++|=\s*+"[^"]*+"|=\s*+'[^']*+'|=)*+)>"""
)
_NAME = re.compile(r"</?[A-Za-z]")
_PLAIN_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)([^>]*+)>")
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DEEPEST = 150
_CUT = "a {} that never ends: the page is cut there"
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{10,40})"')
_BASES = ("meta", "structured data", "time element")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, an item of a list, a cell of a table.

    Parameters
    ----------
    text : with single blanks.
    level : of a heading, 1 to 6; 0 for others.
    frame : rule by which its tags say that it is not the article; empty where they do not.
    article : whether it stands in an `article` or `main` element.
    """

    text: str
    level: int = 0
    frame: str = ""
    article: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page holds.

    Parameters
    ----------
    blocks : in order.
    title : as the page states it; may be empty.
    published : by its meta data.
    outline : the page again, without scripts, and with the tags that an extractor needs, none
        of them nested more than some 150 deep.
    notes : what was left out.
    """

    blocks: tuple[Block, ...]
    title: str
    published: Published
    outline: str
    notes: tuple[str, ...]


def page(source: str) -> Page:
    """What does this web page hold? Linear in its length, whatever it is.

    It stops after `MOST_LINES` blocks; a page with more is no article.

    Examples
    --------
    >>> [b.text for b in page("<p>One &amp; <b>two</b><p>three<script>4</script>").blocks]
    ['One & two', 'three']
    """
    scan = _Scan(source)
    scan.run()
    return scan.page()


@dataclass
class _Scan:
    """One pass over a page."""

    source: str
    quoted: bool = True
    stack: list[tuple[str, str, bool]] = field(default_factory=list)
    opened: dict[str, int] = field(default_factory=dict)
    frames: list[str] = field(default_factory=list)
    hidden: int = 0
    depth: int = 0
    endless: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)
    outline: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Go through the page once."""
        at, source, last = 0, self.source, self.source.rfind(">")
        while at < len(source) and len(self.blocks) <= MOST_LINES:
            tag = source.find("<", at)
            if tag < 0 or tag > last:
                break
            self._text(source[at:tag])
            at = self._markup(tag)
        tail, comment, _ = source[at:].partition("<!--")
        if comment:
            self.notes.append(_CUT.format("comment"))
        self._text(tail)
        self._flush()
        while self.stack:
            self._pop()

    def page(self) -> Page:
        """What was found."""
        title = next((self.titles[k] for k in ("og", "h1", "title") if self.titles.get(k)), "")
        basis = next((basis for basis in _BASES if basis in self.dates), NOT_STATED)
        return Page(
            tuple(self.blocks),
            title,
            Published(self.dates.get(basis), basis),
            f"<html><body>{''.join(self.outline)}</body></html>",
            tuple(self.notes),
        )

    def _markup(self, at: int) -> int:
        """Handle what starts with "<" here; where to go on."""
        source = self.source
        if source.startswith("<!--", at):
            end = source.find("-->", at + 4)
            if end < 0:
                self.notes.append(_CUT.format("comment"))
                return len(source)
            return end + 3
        if source.startswith(("<!", "<?"), at):
            return source.find(">", at) + 1
        if _NAME.match(source, at) is None:
            self._text("<")
            return at + 1
        return self._tag(at)

    def _tag(self, at: int) -> int:
        match = (_QUOTED_TAG if self.quoted else _PLAIN_TAG).match(self.source, at)
        if match is None and self.quoted:
            self.quoted = False  # for good: to try again at each tag would take for ever
            match = _PLAIN_TAG.match(self.source, at)
        assert match is not None, "the caller has seen a name, and a tag's end behind it"
        name = match[2].lower()
        if match[1]:
            self._close(name)
            return match.end()
        if name in RAW:
            return self._raw(name, match)
        self._open(name, attributes_of(match[3]), closed=match[3].endswith("/"))
        return match.end()

    def _raw(self, name: str, match: re.Match[str]) -> int:
        if (name in self.endless or match[3].endswith("/")) and name not in SWALLOWS:
            return match.end()
        end = RAW[name].search(self.source, match.end())
        if end is None:
            self.endless.add(name)
            if name not in SWALLOWS:
                return match.end()
            self.notes.append(_CUT.format(name))
        inside = self.source[match.end() : end.start() if end else len(self.source)]
        if name == "title":
            self.titles.setdefault("title", " ".join(unescaped(inside[:1000]).split()))
        elif name == "script" and "ld+json" in match[3][:LONGEST_ATTRIBUTES]:
            found = _LINKED_DATA.search(inside)
            self._date("structured data", found[1] if found else "")
        return end.end() if end else len(self.source)

    def _open(self, name: str, attributes: dict[str, str], *, closed: bool) -> None:
        if name == "meta":
            self._meta(attributes)
        elif name == "time":
            self._date("time element", attributes.get("datetime", ""))
        if not inline(name):
            self._flush()
        elif name == "a":
            self.inner.append('<a href="x">')
        if name in VOID or (closed and not container(name)):
            return
        frame = frame_of(name, attributes)
        kept = container(name) and self.depth < _DEEPEST
        if kept:
            self.depth += 1
            self.outline.append(f"<{name}{shown(attributes)}>")
        if frame:
            self.frames.append(frame)
            self.hidden += frame == "hidden"
        self.stack.append((name, frame, kept))
        self.opened[name] = self.opened.get(name, 0) + 1

    def _close(self, name: str) -> None:
        if not inline(name):
            self._flush()
        if not self.opened.get(name):
            return
        if inline(name) and not inline(self.stack[-1][0]):
            return  # an inline tag never closes the block around it
        while self._pop() != name:
            pass

    def _pop(self) -> str:
        name, frame, kept = self.stack.pop()
        self.opened[name] -= 1
        if not inline(name):
            self._flush()
        if name == "a":
            self.inner.append("</a>")
        if frame:
            self.frames.pop()
            self.hidden -= frame == "hidden"
        if kept:
            self.depth -= 1
            self.outline.append(f"</{name}>")
        return name

    def _text(self, raw: str) -> None:
        if raw:
            said = unescaped(raw)
            self.words.append(said)
            self.inner.append(escape(said, quote=False))

    def _flush(self) -> None:
        """End the block."""
        text = " ".join("".join(self.words).split())
        inner = "".join(self.inner)
        self.words.clear()
        self.inner.clear()
        if not text:
            return
        level = next((_HEADINGS[n] for n, _, _ in self.stack[-3:] if n in _HEADINGS), 0)
        article = bool(self.opened.get("article") or self.opened.get("main"))
        frame = "hidden" if self.hidden else self.frames[-1] if self.frames else ""
        self.blocks.append(Block(text, level, frame, article))
        if level == 1 and not frame:
            self.titles.setdefault("h1", text)
        if frame != "hidden":
            tag = f"h{level}" if level else "p"
            self.outline.append(f"<{tag}>{_balanced(inner)}</{tag}>")

    def _meta(self, attributes: dict[str, str]) -> None:
        keys = (attributes.get(key, "").lower() for key in ("property", "name", "itemprop"))
        content = attributes.get("content", "")
        for key in keys:
            if key == "og:title":
                self.titles.setdefault("og", " ".join(content.split()))
            elif dates(key):
                self._date("meta", content)

    def _date(self, basis: str, text: str) -> None:
        found = next(days(text[:100].replace("T", " ", 1)), None)
        if found is not None:
            self.dates.setdefault(basis, found)


def _balanced(inner: str) -> str:
    """The block's words and links, each link closed and none of them nested."""
    parts, open_link = [], False
    for part in re.split(r"(<a href=\"x\">|</a>)", inner):
        if part == "</a>":
            part, open_link = ("</a>" if open_link else ""), False
        elif part.startswith("<a "):
            part, open_link = ("" if open_link else part), True
        parts.append(part)
    return "".join(parts) + ("</a>" if open_link else "")
