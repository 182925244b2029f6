"""Words, numbers and marks of a text, with exact code-point offsets."""

import re
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"
    MARK = "mark"


class Token(NamedTuple):
    """A piece of text that rules look at.

    A named tuple and not a dataclass: a text has a token for every six characters, and a frozen
    dataclass takes three times as long to make.

    Parameters
    ----------
    text : as it stands in the text.
    norm : small letters, straight apostrophes and hyphens; what rules compare.
    start, end : code points in the whole text; text[start:end] is the token's text.
    kind : word, number or mark.
    """

    text: str
    norm: str
    start: int
    end: int
    kind: Kind

    @property
    def capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[:1].isupper()


_PIECE = re.compile(
    r"(?P<long>[^\W\d_]{2,}+(?:[-\u2010\u2011'\u2019][^\W\d_]++)*+)"
    r"|(?P<dotted>(?:[^\W\d_]\.){2,})"  # U.S., e.g.
    r"|(?P<word>[^\W\d_](?:[-\u2010\u2011'\u2019][^\W\d_]++)*+)"
    r"|(?P<mark>[^\w\s]|_)"
    r"|(?P<number>\d[\d.,]*\d|\d)(?:st|nd|rd|th)?",
    re.UNICODE,
)
_WORDS = (_PIECE.groupindex["long"], _PIECE.groupindex["word"])
_KINDS = {
    _PIECE.groupindex["dotted"]: Kind.WORD,
    _PIECE.groupindex["number"]: Kind.NUMBER,
    **dict.fromkeys(_WORDS, Kind.WORD),
    _PIECE.groupindex["mark"]: Kind.MARK,
}
_APOSTROPHES = frozenset("'\u2019")
_ESSES = frozenset("sS\u017f")  # the long s is an s to a pattern that ignores case
_PLAIN = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u2010": "-", "\u2011": "-"}
)


def tokenise(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Which tokens stand in this stretch of the text?

    A possessive 's is a token of its own, so that "Ukraine's" starts with "Ukraine".
    Contractions such as "won't" stay whole.

    Parameters
    ----------
    text : the whole text; offsets count from its start.
    start, end : the stretch, in code points.

    Examples
    --------
    >>> [t.text for t in tokenise("The U.S. won't join Kyiv's talks.")]
    ['The', 'U.S.', "won't", 'join', 'Kyiv', "'s", 'talks', '.']
    """
    found: list[Token] = []
    add, make = found.append, tuple.__new__  # what Token(...) calls in the end, and faster
    for match in _PIECE.finditer(text, start, len(text) if end is None else end):
        group, piece, first = match.lastindex or 0, match[0], match.start()
        last = first + len(piece)
        norm = piece.lower() if piece.isascii() else normal(piece)
        if piece[-1] in _ESSES and piece[-2:-1] in _APOSTROPHES and group in _WORDS:
            cut = last - 2
            add(Token(piece[:-2], normal(piece[:-2]), first, cut, Kind.WORD))
            first, piece, norm = cut, piece[-2:], normal(piece[-2:])
        add(make(Token, (piece, norm, first, last, _KINDS[group])))
    return tuple(found)


def normal(text: str) -> str:
    """How do rules see this text: small letters, straight apostrophes and hyphens?

    Examples
    --------
    >>> normal("Won\u2019t")
    "won't"
    """
    return text.lower() if text.isascii() else text.translate(_PLAIN).lower()
