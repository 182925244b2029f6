"""Sentences of a text, with exact offsets; headings are sentences of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from holdfast.reading.frames import Framed, unframed
from holdfast.reading.lexicon import abbreviations
from holdfast.reading.once import once
from holdfast.reading.tokens import Token, tokenise
from holdfast.reading.view import View

LONGEST = 5_000
"""A longer stretch without a stop is cut, so that no rule looks at a page as one sentence."""

# A run of stops is looked at once, from its start: a million dots must not take a day.
_STOP = re.compile(r"(?<![.!?\u2026])[.!?\u2026]++[\"'\u2019\u201d)\]]*+(?=\s|$)")
_NUMBERS = frozenset({"no.", "nos."})  # "he said no." ends a sentence, "No. 2" does not
_BREAK = re.compile(r"\n")
_ENDS = frozenset(".!?\u2026:;\"'\u201d\u2019")


@dataclass(frozen=True)
class Sentence:
    """A sentence, and what every room asks of it, worked out once.

    Parameters
    ----------
    start, end : code points in the whole text.
    tokens : in order.
    heading : a line without a stop at its end.
    paragraph : number of the line it stands in, from 0.
    """

    start: int
    end: int
    tokens: tuple[Token, ...]
    heading: bool
    paragraph: int

    def after(self, place: int) -> "Sentence":
        """What is left of it behind this place: all of it, unless a dateline opens it."""
        if place <= self.start:
            return self
        tokens = tuple(token for token in self.tokens if token.start >= place)
        start = tokens[0].start if tokens else self.end
        return replace(self, start=start, tokens=tokens)

    @once
    def view(self) -> View:
        """Its tokens as patterns see them."""
        return View(self.tokens)

    @once
    def framed(self) -> Framed:
        """What it says, without the frames of who says so."""
        return unframed(self.view)


def sentences(text: str) -> Iterator[Sentence]:
    """Which sentences does the text have, in order?

    A line break ends a sentence. A stop does so unless it belongs to an abbreviation, an
    initial or a number.

    Examples
    --------
    >>> text = "Gen. Li left. He said: no."
    >>> [text[s.start : s.end] for s in sentences(text)]
    ['Gen. Li left.', 'He said: no.']
    """
    for number, (start, end) in enumerate(_lines(text)):
        pieces = list(_pieces(text, start, end))
        for first, last in pieces:
            heading = len(pieces) == 1 and text[last - 1] not in _ENDS
            yield Sentence(first, last, tokenise(text, first, last), heading, number)


def stretches(sentence: Sentence, longest: int) -> Iterator[Sentence]:
    """The sentence, or, where it is longer than any that people write, its parts in order.

    Parameters
    ----------
    sentence : which.
    longest : tokens that a part may have.
    """
    tokens = sentence.tokens
    if len(tokens) <= longest:
        yield sentence
        return
    for first in range(0, len(tokens), longest):
        part = tokens[first : first + longest]
        yield replace(sentence, tokens=part, start=part[0].start, end=part[-1].end)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield from _trimmed(text, start, match.start())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    first = start
    for match in _STOP.finditer(text, start, end):
        if _ends_sentence(text, match, first, end):
            yield from _cut(text, first, match.end())
            first = match.end()
    yield from _cut(text, first, end)


def _ends_sentence(text: str, match: re.Match[str], first: int, end: int) -> bool:
    following = text[match.end() : min(match.end() + 12, end)].lstrip()
    if not following:
        return True
    if following[0].islower():
        return False
    if match.group()[0] != ".":
        return True
    before = text[max(first, match.start() - 20) : match.start() + 1].rsplit(None, 1)
    word = before[-1].lstrip("(\"'\u201c\u2018") if before else ""
    if word.lower() in _NUMBERS:
        return not following[0].isdigit()
    initial = len(word) == 2 and word[0].isupper()
    return not (initial or word.lower() in abbreviations())


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start, start + LONGEST)
        middle = space if space > start else start + LONGEST
        yield from _trimmed(text, start, middle)
        start = middle
    yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
