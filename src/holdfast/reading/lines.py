"""Which parts has a sentence: main clauses, and clauses of time, reason or condition?"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from holdfast.reading.lexicon import word_set
from holdfast.reading.tokens import Kind, Token
from holdfast.reading.view import View

_QUOTES = frozenset('"\u201c\u201d')
_LEFT_OUT = _QUOTES | {"("}
_HARD = frozenset({";", ":", "\u2014", "\u2013", "\u2026", ".", "!", "?"})
_CLAUSES = word_set("clauses")
_ALWAYS = _CLAUSES - {"as", "once", "where", "given", "following"}
_PHRASES = (
    ("in", "the", "wake"),
    ("in", "response"),
    ("in", "retaliation"),
    ("in", "protest"),
    ("in", "order"),
    ("even", "as"),
    ("just", "as"),
    ("so", "that"),
)
_PHRASE_OPENERS = frozenset(phrase[0] for phrase in _PHRASES)
_JOINTS = frozenset({"and", "but", "yet", "so", "or", "nor"})
_ONCE = word_set("once")
_CUTTING = _CLAUSES | _HARD | _JOINTS | {"-", ","} | _PHRASE_OPENERS
_LONGEST_BRACKET = 8
_LONGEST_ITEM = 7


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence.

    Parameters
    ----------
    first, last : places in the line, last excluded.
    opener : the word that makes it a side clause, such as "after"; empty for a main clause.
    stretch : number of the stretch between hard marks that it stands in.
    """

    first: int
    last: int
    opener: str
    stretch: int


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence without quotation marks and short brackets, cut into parts.

    Parameters
    ----------
    tokens : what is left, in order.
    all_norms : their words in small letters.
    vocabulary : the same as a set.
    words : the words, each followed by a blank.
    starts : where each word starts in these.
    parts : in order; together they cover the tokens but for hard marks and closing commas.
    quoted : places that stand between quotation marks.
    hot : places of words that may carry an act.
    """

    tokens: tuple[Token, ...]
    all_norms: tuple[str, ...]
    vocabulary: frozenset[str]
    words: str
    starts: tuple[int, ...]
    parts: tuple[Part, ...]
    quoted: frozenset[int]
    hot: tuple[int, ...]

    def norm(self, place: int) -> str:
        """The word at this place, empty beyond the ends."""
        return self.all_norms[place] if 0 <= place < len(self.all_norms) else ""

    def norms(self, first: int, last: int) -> tuple[str, ...]:
        """The words of a stretch."""
        return self.all_norms[max(0, first) : max(0, last)]

    def after(self, place: int) -> int:
        """Where the word behind this place starts."""
        return self.starts[place] + len(self.all_norms[place]) + 1

    def part(self, place: int) -> Part:
        """The part that this place stands in; the last one for a mark between parts."""
        return next((p for p in self.parts if p.first <= place < p.last), self.parts[-1])


def line(view: View, hot: Container[str] = ()) -> Line:
    """How does this sentence look to rules about clauses?

    Parameters
    ----------
    view : of the sentence.
    hot : the words that may carry an act.

    Examples
    --------
    >>> from holdfast.reading.tokens import tokenise
    >>> from holdfast.reading.view import View
    >>> text = "After the raid, Iran closed the strait, which links two seas."
    >>> found = line(View(tokenise(text)))
    >>> [(part.opener, found.norm(part.first)) for part in found.parts]
    [('after', 'after'), ('', 'iran'), ('which', 'which')]
    """
    tokens, norms, quoted = _plain(view)
    return Line(
        tokens=tokens,
        all_norms=norms,
        vocabulary=view.vocabulary if norms is view.all_norms else frozenset(norms),
        words=" ".join((*norms, "")),
        starts=_starts(view, norms),
        parts=tuple(_parts(tokens, norms)),
        quoted=quoted,
        hot=tuple([place for place, norm in enumerate(norms) if norm in hot]),
    )


def _starts(view: View, norms: Sequence[str]) -> tuple[int, ...]:
    if norms is view.all_norms:
        return view.starts
    return tuple(accumulate([len(norm) + 1 for norm in norms], initial=0))


def _plain(view: View) -> tuple[tuple[Token, ...], tuple[str, ...], frozenset[int]]:
    """The tokens without quotation marks and brackets, and which of them were quoted."""
    if _LEFT_OUT.isdisjoint(view.vocabulary):
        return view.tokens, view.all_norms, frozenset()
    kept: list[Token] = []
    quoted: set[int] = set()
    inside = False
    for token in _without_brackets(view.tokens):
        if token.norm in _QUOTES:
            inside = token.norm == "\u201c" or (token.norm == '"' and not inside)
            continue
        if inside:
            quoted.add(len(kept))
        kept.append(token)
    return tuple(kept), tuple([token.norm for token in kept]), frozenset(quoted)


def _without_brackets(tokens: Sequence[Token]) -> Sequence[Token]:
    if not any(token.norm == "(" for token in tokens):
        return tokens
    kept, at = [], 0
    while at < len(tokens):
        if tokens[at].norm == "(":
            ahead = range(at + 1, min(at + _LONGEST_BRACKET, len(tokens)))
            at = next((p for p in ahead if tokens[p].norm == ")"), at) + 1
            continue
        kept.append(tokens[at])
        at += 1
    return kept


def _parts(tokens: Sequence[Token], norms: Sequence[str]) -> Iterator[Part]:
    first, opener, stretch = 0, "", 0
    for at, norm in enumerate(norms):
        if norm not in _CUTTING:
            continue
        if _hard(tokens, at):
            yield from _part(first, at, opener, stretch)
            first, opener, stretch = at + 1, "", stretch + 1
            continue
        opens = _opens(norms, at)
        closes = bool(opener) and at > first and norm == ","
        if opens or closes or _joins(tokens, norms, at):
            yield from _part(first, at, opener, stretch)
            first, opener = at + closes, opens
    yield from _part(first, len(tokens), opener, stretch)


def _joins(tokens: Sequence[Token], norms: Sequence[str], at: int) -> bool:
    """Whether a clause of its own may start with this "and" or "but"."""
    if norms[at] == "but":
        return True
    joint = norms[at] in _JOINTS and at > 0 and norms[at - 1] == ","
    return joint and not _lists(tokens, at - 1)


def _lists(tokens: Sequence[Token], comma: int) -> bool:
    """Whether this comma is the last one of a list of names: "A, B, and C"."""
    for at in range(comma - 1, max(-1, comma - _LONGEST_ITEM), -1):
        if tokens[at].norm == ",":
            return True
        if not (tokens[at].capital or tokens[at].norm in ("the", "of", "and", "a", "an")):
            return False
    return False


def _part(first: int, last: int, opener: str, stretch: int) -> Iterator[Part]:
    if last > first:
        yield Part(first, last, opener, stretch)


def _hard(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if token.norm != "-":
        return token.norm in _HARD
    return at > 0 and tokens[at - 1].end < token.start


def _opens(norms: Sequence[str], at: int) -> str:
    """The word that opens a side clause here, empty where none does."""
    word = norms[at]
    before = norms[at - 1] if at else ","
    if word in _ALWAYS:
        return "" if before in ("the", "even") and word != "after" else word
    if word in _CLAUSES:
        following = norms[at + 1] if at + 1 < len(norms) else ""
        return word if _sets_off(word, before, following) else ""
    if word not in _PHRASE_OPENERS:
        return ""
    ahead = tuple(norms[at : at + 3])
    return next((" ".join(p) for p in _PHRASES if ahead[: len(p)] == p), "")


def _sets_off(word: str, before: str, following: str) -> bool:
    if before in (",", "and"):
        return following not in ("again", "more", "well")
    firm = {
        "following": before != "the",
        "given": before.endswith("ly"),
        "once": before not in ("at", "than", "the") and following not in _ONCE,
    }
    return firm.get(word, False)


def capital_word(token: Token) -> bool:
    """Whether this is a word with a capital letter."""
    return token.kind is Kind.WORD and token.capital
