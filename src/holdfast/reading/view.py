"""A run of tokens that patterns can be matched on, with the way back to the tokens."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from holdfast.reading.tokens import Token


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


@dataclass(frozen=True)
class View:
    """Tokens with their words joined by single blanks.

    Parameters
    ----------
    tokens : in order; where a report frame was taken out they do not adjoin in the text.
    """

    tokens: tuple[Token, ...]
    words: str = field(init=False)
    _starts: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        starts, at = [], 0
        for token in self.tokens:
            starts.append(at)
            at += len(token.norm) + 1
        object.__setattr__(self, "words", " ".join(token.norm for token in self.tokens))
        object.__setattr__(self, "_starts", tuple(starts))

    def find(self, pattern: re.Pattern[str], span: Span | None = None) -> Iterator[Span]:
        """Where does the pattern match whole tokens of this span, left to right?"""
        first, last = (span.first, span.last) if span is not None else (0, len(self.tokens))
        if first >= last:
            return
        start, end = self._starts[first], self._end(last - 1)
        for match in pattern.finditer(self.words, start, end):
            if match.end() > match.start():
                yield Span(self._place(match.start()), self._place(match.end() - 1) + 1)

    def norm(self, place: int) -> str:
        """The word at this place, empty beyond the ends."""
        return self.tokens[place].norm if 0 <= place < len(self.tokens) else ""

    def norms(self, span: Span) -> Sequence[str]:
        """The words of a span."""
        return [token.norm for token in self.tokens[span.first : span.last]]

    def _place(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _end(self, place: int) -> int:
        return self._starts[place] + len(self.tokens[place].norm)


def pattern(*forms: str) -> re.Pattern[str]:
    """Which pattern matches any of these forms as whole words?"""
    return re.compile(rf"(?<![^ ])(?:{'|'.join(forms)})(?![^ ])")
