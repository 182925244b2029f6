"""Which lines did a web page print around the article?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from holdfast.reading.lexicon import entries_of
from holdfast.reading.published import LONGEST_LINE, byline, date_line
from holdfast.reading.tokens import normal

Boilerplate = tuple[int, int, str]
"""Start, end and rule."""

_LETTER = re.compile(r"[^\W_]")
_DASHES = re.compile(r"(?:[-=_~\u2014\u2013\u2015\u2500\u2501] ?){3,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty.

    Parameters
    ----------
    start, end : code points, without white space around it.
    text : what it says.
    rule : the boilerplate rule that it meets; empty where it belongs to the article.
    """

    start: int
    end: int
    text: str
    rule: str = ""


def lines(text: str) -> Iterator[Line]:
    r"""Which lines has the text, each with the boilerplate rule that it meets?

    Examples
    --------
    >>> [(line.text, line.rule) for line in lines("Talks off\n\nLeave a Reply\n---")]
    [('Talks off', ''), ('Leave a Reply', 'reply-form'), ('---', 'separator')]
    """
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        raw = text[start:end]
        said = raw.strip()
        if said:
            first = start + len(raw) - len(raw.lstrip())
            yield Line(first, first + len(said), said, rule(said))
        start = end + 1


def rule(line: str) -> str:
    """Which boilerplate rule does this line meet? Empty where none.

    Examples
    --------
    >>> rule("Photo: Ann Lee"), rule("Photo evidence was shown to the council.")
    ('photo-credit', '')
    """
    if len(line) > LONGEST_LINE:
        return ""
    if _LETTER.search(line) is None:
        return "separator" if _DASHES.fullmatch(line) else "stray-marks"
    match = _rules().fullmatch(normal(line))
    if match is not None:
        return str(match.lastgroup).replace("_", "-")
    if byline(line):
        return "by-line"
    return "date-line" if date_line(line) else ""


def merged(spans: list[Boilerplate]) -> tuple[Boilerplate, ...]:
    """Which spans are left, in order, when the first of those that overlap is kept?

    Examples
    --------
    >>> merged([(5, 9, "share"), (0, 4, "cookies"), (6, 8, "related")])
    ((0, 4, 'cookies'), (5, 9, 'share'))
    """
    kept: list[Boilerplate] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return tuple(kept)


@cache
def _rules() -> re.Pattern[str]:
    """All rules in one pattern, so that a line is looked at once."""
    groups = (
        f"(?P<{str(entry['id']).replace('-', '_')}>{'|'.join(map(str, entry['patterns']))})"
        for entry in entries_of("boilerplate")
    )
    return re.compile("|".join(groups))
