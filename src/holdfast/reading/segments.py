"""Where does one article end and the next begin?"""

import re
from collections.abc import Iterator, Sequence

from holdfast.reading.boilerplate import Line
from holdfast.reading.published import dateline

Segment = tuple[int, int]
"""First code point, and the one behind the last."""

LONGEST_HEADLINE = 180
LEAST_BODY = 200
"""Characters of sentences before a second article can begin."""

_FLAG = re.compile(
    r"(?:BREAKING(?: NEWS)?|Breaking(?: News| news)?|EXCLUSIVE|JUST IN|UPDATE(?: \d+)?|URGENT"
    r"|FLASH)"
    r"(?: ?[:|]|-| \u2014| \u2013) ?\S"
)
_HEADS = frozenset({"by-line", "date-line"})
_ENDS = (".", "!", "?", "\u2026", ",", ";", ":", '."', ".\u201d", ".'", ".\u2019", ".)")
_HEADLINE_LINES = 2


def segments(found: Sequence[Line], heads: frozenset[int] = frozenset()) -> tuple[Segment, ...]:
    """Which articles does this file join?

    A new one begins at a headline that is flagged (BREAKING:), stands below a line of dashes,
    or has a by-line, a date line or a dateline of its own; never at a mere subheading. What web
    pages print at the end of an article belongs to none.

    Parameters
    ----------
    found : the lines, in order.
    heads : starts of lines that are main headings by their mark-up.

    Returns
    -------
    One segment for most texts; none where every line is boilerplate.
    """
    kept = [place for place, line in enumerate(found) if not line.rule]
    if not kept:
        return ()
    starts = [kept[0], *_later_starts(found, heads)]
    ends = [*starts[1:], len(found)]
    return tuple(_segment(found, *pair) for pair in zip(starts, ends, strict=True))


def headline(line: Line) -> bool:
    """Whether a line could be one: short, not boilerplate, without a stop at its end."""
    short = not line.rule and len(line.text) <= LONGEST_HEADLINE
    return short and (not line.text.endswith(_ENDS) or line.text.endswith("?"))


def _later_starts(found: Sequence[Line], heads: frozenset[int]) -> Iterator[int]:
    body = 0
    for place, line in enumerate(found):
        if line.rule:
            continue
        if not headline(line):
            body += len(line.text)
            continue
        if body >= LEAST_BODY and _begins(found, place, heads):
            yield place
            body = 0


def _begins(found: Sequence[Line], place: int, heads: frozenset[int]) -> bool:
    line = found[place]
    if line.start in heads or _FLAG.match(line.text):
        return True
    if place and found[place - 1].rule == "separator":
        return True
    for following in found[place + 1 : place + 1 + _HEADLINE_LINES]:
        if following.rule in _HEADS or dateline(following.text):
            return True
        if not headline(following) and not following.rule:
            return False
    return False


def _segment(found: Sequence[Line], first: int, last: int) -> Segment:
    end = found[last].start if last < len(found) else found[-1].end
    while last > first and found[last - 1].rule:
        last -= 1
        end = found[last].start
    return found[first].start, end
