"""What does a Markdown file say once its mark-up is taken off?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.reading.published import Published, days

_FRONT = re.compile(r"\A---[ \t]*\n((?:[^\n]*\n){0,60}?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"^(title|date|published|pubdate):[ \t]*(.{1,300})$", re.MULTILINE | re.I)
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t](.*)")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r" {0,3}(?:`{3,}|~{3,}).*")
_ALONE = re.compile(r" {0,3}(?:[-*+] |\d{1,9}[.)] |\||(?:[-*_] ?){3,}$|<)")
_QUOTE = re.compile(r"\A {0,3}(?:> ?)+")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,300})\]\([^()\s]{0,2000}(?: \"[^\"\n]{0,300}\")?\)")
_LINK = re.compile(
    r"\[([^\[\]\n]{1,500})\]"
    r"(?:\([^()\s]{0,2000}(?: \"[^\"\n]{0,300}\")?\)|\[[^\[\]\n]{0,100}\])"
)
_STRONG = re.compile(r"(\*{1,3}|(?<![^\W_])_{1,3})(?=[^\s*_])([^*_\n]{1,1000})(?<=\S)\1")
_CODE = re.compile(r"`([^`\n]{1,500})`")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,500}>|<!--[^<>\n]{0,1000}-->")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = ("  ", "\\")


@dataclass(frozen=True, slots=True)
class Plain:
    """A Markdown file as text.

    Parameters
    ----------
    text : a paragraph a line.
    heads : starts of the lines that are headings of level one.
    title : by the front matter, or the first heading; may be empty.
    published : by the front matter.
    """

    text: str
    heads: frozenset[int]
    title: str
    published: Published


def plain(source: str) -> Plain:
    r"""What does this Markdown say? Lines of a paragraph are joined: a line break is a blank.

    Examples
    --------
    >>> plain("# Talks *off*\n\nThe [minister](x) said\nno.\n").text
    'Talks off\n\nThe minister said no.\n\n'
    """
    front = _FRONT.match(source)
    keys = {key.lower(): value for key, value in _KEY.findall(front[1])} if front else {}
    text, heads, at = [], [], 0
    for line, level in _lines(source[front.end() :] if front else source):
        if level == 1:
            heads.append((at, line))
        text.append(line + "\n")
        at += len(line) + 1
    title = keys.get("title", "").strip(" \t\"'") or (heads[0][1] if heads else "")
    dated = next((key for key in ("date", "published", "pubdate") if key in keys), "")
    day = next(days(keys[dated].replace("T", " ", 1)), None) if dated else None
    published = Published(day, "front matter") if day else Published()
    return Plain("".join(text), frozenset(start for start, _ in heads), title, published)


def _lines(source: str) -> Iterator[tuple[str, int]]:
    """The lines without mark-up, each with its level as a heading."""
    held: list[str] = []
    for raw in source.split("\n"):
        line = _QUOTE.sub("", raw, count=1)
        under = _UNDERLINE.fullmatch(line) if held else None
        if under:
            yield _bare(" ".join(held)), 1 if under[1].startswith("=") else 2
            held = []
            continue
        if held and _starts_anew(line):
            yield _bare(" ".join(held)), 0
            held = []
        heading = _HEADING.fullmatch(line)
        if heading or not line.strip():
            yield (
                (_bare(heading[2].strip().rstrip("#")), len(heading[1])) if heading else ("", 0)
            )
        elif not _FENCE.fullmatch(line):
            held.append(line.strip())
        if held and line.endswith(_BREAK):
            yield _bare(" ".join(held).rstrip("\\")), 0
            held = []
    if held:
        yield _bare(" ".join(held)), 0


def _starts_anew(line: str) -> bool:
    """Whether the line does not go on with the paragraph above it."""
    if not line.strip():
        return True
    return any(form.match(line) for form in (_HEADING, _ALONE, _FENCE))


def _bare(line: str) -> str:
    for pattern, kept in ((_IMAGE, r"\1"), (_LINK, r"\1"), (_CODE, r"\1"), (_TAG, "")):
        line = pattern.sub(kept, line)
    line = _STRONG.sub(r"\2", _STRONG.sub(r"\2", line))
    return _ESCAPE.sub(r"\1", line).strip()
