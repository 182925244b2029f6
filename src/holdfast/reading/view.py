"""A run of tokens that patterns can be matched on, with the way back to the tokens."""

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import or_

from holdfast.reading.once import once
from holdfast.reading.openings import ANY, openings
from holdfast.reading.tokens import Token

HARD = frozenset({";", ":", "\u2014", "\u2013", "(", ")", "\u2026", ".", "!", "?"})
"""Marks that end a clause whatever follows."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some tokens of a view.

    Parameters
    ----------
    first, last : places in the view, last excluded.
    """

    first: int
    last: int

    def __len__(self) -> int:
        """Count the tokens."""
        return max(0, self.last - self.first)


@dataclass(frozen=True, slots=True)
class Words:
    """Forms of words that are looked for together.

    Parameters
    ----------
    compiled : matches any of the forms as whole words.
    bit : its own bit among all forms; a view has it where a match could start.
    """

    compiled: re.Pattern[str]
    bit: int


@dataclass(frozen=True)
class View:
    """Tokens with their words joined by single blanks.

    Parameters
    ----------
    tokens : in order; where a report frame was taken out they do not adjoin in the text.
    """

    tokens: tuple[Token, ...]

    @once
    def all_norms(self) -> tuple[str, ...]:
        """The words of the tokens."""
        return tuple([token.norm for token in self.tokens])

    @once
    def vocabulary(self) -> frozenset[str]:
        """The words of the tokens, each once."""
        return frozenset(self.all_norms)

    @once
    def words(self) -> str:
        """The words of the tokens, joined by single blanks."""
        return " ".join(self.all_norms)

    @once
    def starts(self) -> tuple[int, ...]:
        """Where each word starts in these, and where one more would."""
        return tuple(accumulate([len(norm) + 1 for norm in self.all_norms], initial=0))

    @once
    def hard(self) -> tuple[int, ...]:
        """Where marks stand that end a clause whatever follows."""
        return tuple(self.places(HARD))

    @once
    def commas(self) -> tuple[int, ...]:
        """Where commas stand."""
        return tuple(self.places(","))

    @once
    def _bits(self) -> tuple[int, ...]:
        """For each word the bits of the forms of which a match could start with it."""
        return tuple(map(_BITS.__getitem__, self.all_norms))

    @once
    def _open(self) -> int:
        return reduce(or_, self._bits, 0)

    def find(self, words: Words, span: Span | None = None) -> Iterator[Span]:
        """Where do the forms match whole tokens of this span, left to right?"""
        if not self._open & words.bit:
            return iter(())
        first, last = (span.first, span.last) if span is not None else (0, len(self.tokens))
        return self._find(words, first, last) if first < last else iter(())

    def has(self, words: Words, span: Span | None = None) -> bool:
        """Whether the forms match any tokens of this span."""
        return next(self.find(words, span), None) is not None

    def opens(self, *words: Words) -> bool:
        """Whether any of these forms could match: a look before work that needs one."""
        return any(self._open & some.bit for some in words)

    def _find(self, words: Words, first: int, last: int) -> Iterator[Span]:
        bit, bits, starts = words.bit, self._bits, self.starts
        end, done = starts[last] - 1, first
        for place in range(first, last):
            if place < done or not bits[place] & bit:
                continue
            match = words.compiled.match(self.words, starts[place], end)
            if match is not None:
                done = bisect_right(starts, match.end() - 1, place)
                yield Span(place, done)

    def places(self, words: Container[str]) -> list[int]:
        """Where do these words stand, left to right?"""
        return [place for place, norm in enumerate(self.all_norms) if norm in words]

    def norm(self, place: int) -> str:
        """The word at this place, empty beyond the ends."""
        return self.all_norms[place] if 0 <= place < len(self.all_norms) else ""

    def norms(self, span: Span) -> Sequence[str]:
        """The words of a span."""
        return self.all_norms[span.first : span.last]


_OPENINGS: dict[str, int] = {}
"""The bits of the forms that start with an opening; filled where modules name their forms."""


def pattern(*forms: str) -> Words:
    """Which words are any of these forms? To be called where a module is loaded."""
    bit = 1 << len(_BITS.known)
    _BITS.known.append(bit)
    _BITS.clear()
    for opening in openings("|".join(forms)):
        _OPENINGS[opening] = _OPENINGS.get(opening, 0) | bit
    return Words(re.compile(rf"(?<![^ ])(?:{'|'.join(forms)})(?![^ ])"), bit)


_LONGEST_OPENING = 24
_MOST_WORDS = 50_000


class _Bits(dict[str, int]):
    """The bits of the forms of which a match could start with a word; forgets when full."""

    def __init__(self) -> None:
        super().__init__()
        self.known: list[int] = []

    def __missing__(self, word: str) -> int:
        bits = _OPENINGS.get(f"{word} ", 0) | _OPENINGS.get(ANY, 0)
        for end in range(1, min(len(word), _LONGEST_OPENING) + 1):
            bits |= _OPENINGS.get(f"{word[:end]}{ANY}", 0)
        if len(self) >= _MOST_WORDS:
            self.clear()
        self[word] = bits
        return bits


_BITS = _Bits()
