"""Where the words for a cause or an effect start and end: subjects, objects and clauses."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.reading.causal import changes, verbs
from holdfast.reading.lexicon import word_set
from holdfast.reading.tokens import Token
from holdfast.reading.view import Span

HARD = frozenset(';:()\u2014\u2013\u2026.!?"\u201c\u201d')
"""Marks that end a clause whatever follows."""

MODALS = word_set("span_modals")
HAVE = word_set("span_have")
BE = word_set("span_be")
DO = word_set("span_do")
AUXILIARIES = MODALS | HAVE | BE | DO
NEGATIONS = word_set("span_negations")
SAYS = word_set("speech") | word_set("thought") | word_set("span_says")
ADVERBS = word_set("span_adverbs")
RELATIVES = frozenset({"that", "which", "who"})
DETERMINERS = word_set("span_determiners")
_STOP_LEFT = word_set("span_stop_left")
_INNER = word_set("span_inner")
_SOFT = word_set("span_soft")
_STOP_RIGHT = word_set("span_stop_right")

_MARKED = HARD | {","}
_MARKED_OR_THAT = _MARKED | {"that"}
_STOP_OR_RELATIVE = _STOP_RIGHT | RELATIVES
_VERB_OR_COMMA = AUXILIARIES | {","}
_NO_VERB_BEHIND = DETERMINERS | {"to"}
_NO_NOUN = SAYS | BE | HARD
_CLAUSE_MARKS = HARD | _STOP_RIGHT | {",", "that"}
PREPOSITIONS = word_set("span_prepositions")
_PHRASE_BEGINS = DETERMINERS | PREPOSITIONS
_NOUN_BEHIND = _PHRASE_BEGINS | {"'s"}
_NO_PART = _MARKED | _STOP_LEFT | AUXILIARIES | PREPOSITIONS
_APPOSED = word_set("span_apposed")
_COMMON = word_set("span_common")


@dataclass(frozen=True, slots=True)
class Line:
    """The tokens of a sentence, with their words.

    Parameters
    ----------
    tokens : in order.
    norms : their words in small letters.
    """

    tokens: tuple[Token, ...]
    norms: tuple[str, ...]

    def word(self, place: int) -> str:
        """The word at this place, empty beyond the ends."""
        return self.norms[place] if 0 <= place < len(self.norms) else ""

    def words(self, span: Span) -> Sequence[str]:
        """The words of a span."""
        return self.norms[span.first : span.last]


def line_of(tokens: tuple[Token, ...]) -> Line:
    """Which line do these tokens make?"""
    return Line(tokens, tuple(token.norm for token in tokens))


def finite(line: Line, span: Span) -> bool:
    """Whether a finite verb seems to stand in this span."""
    return any(_finite(line, place) for place in range(span.first, span.last))


def _finite(line: Line, place: int) -> bool:
    word = line.norms[place]
    if word in SAYS and line.word(place - 1) in (",", "and"):
        return False  # an item of a list: "hunger, fear and flight"
    if word in AUXILIARIES or word in SAYS or word in _COMMON or word in changes():
        return line.word(place - 1) not in _NO_VERB_BEHIND
    forms = verbs().get(word, ())
    return (
        any(v.form in ("third", "past", "past*") and not v.noun for v in forms)
        and line.word(place - 1) not in _PHRASE_BEGINS
        and line.word(place + 1) != "by"
    )


_SPEAKERS = word_set("span_speakers")
_WITH_VERB = 2
_JOINTS = frozenset({"and", "or"})


def clause_start(line: Line, place: int, *, whole: bool = False) -> int:
    """Where does the clause start whose verb stands at this place?

    Commas that set off an apposition or a relative clause do not start one; "and" does only
    where what stands before it has a verb of its own.

    Parameters
    ----------
    line : the sentence.
    place : of the verb, or of what follows the whole clause.
    whole : whether the clause, verb included, stands before the place.
    """
    at = place
    while at > 0:
        word = line.norms[at - 1]
        if word in HARD or (at < place and _stops(line, at - 1, whole=whole)):
            return at
        if word in SAYS and at < place and not _noun_before(line, at - 1):
            return at
        if word == ",":
            jump = _apposition(line, at - 1) if at == place else -1
            if jump < 0:
                return at
            at = jump
        elif word in ("and", "or") and at < place and _own_verb(line, at - 1):
            if not whole or finite(line, Span(at, place)):
                return at
            at -= 1
        else:
            at -= 1
    return at


def _stops(line: Line, place: int, *, whole: bool) -> bool:
    """Whether the word opens a clause; "while allowing for talks" does not."""
    word = line.norms[place]
    if word in _SOFT and not whole:
        return _subordinate(line, place)
    if word not in _STOP_LEFT or line.word(place + 1).endswith("ing"):
        return False
    if whole:
        return word not in _INNER or line.word(place - 1) == ","
    return word not in RELATIVES or not _restricts(line, place)


def _restricts(line: Line, place: int) -> bool:
    """Whether "that" goes on about the noun before it: "a ban that hits farmers"."""
    behind, ahead = line.word(place - 1), line.word(place + 1)
    if place == 0 or behind in _NO_NOUN or behind in (",", "and", "but", "so"):
        return False
    gap = ahead in AUXILIARIES or ahead.endswith(("s", "ed"))
    return gap and ahead not in DETERMINERS


def _subordinate(line: Line, place: int) -> bool:
    """Whether a clause of its own starts here: "will wait | before it is safe"."""
    first = place
    while first > 0 and line.norms[first - 1] not in _MARKED:
        first -= 1
    return line.word(place - 1) in ("long", "soon") or finite(line, Span(first, place))


def _noun_before(line: Line, place: int) -> bool:
    """Whether the word is a noun here: "the warning", "its claim"."""
    behind, ahead = line.word(place - 1), line.word(place + 1)
    return place == 0 or ahead == "of" or behind in _NOUN_BEHIND


def _own_verb(line: Line, joint: int) -> bool:
    first = joint
    while first > 0 and line.norms[first - 1] not in _MARKED_OR_THAT:
        first -= 1
    return finite(line, Span(first, joint))


def _apposition(line: Line, comma: int) -> int:
    """Where does the apposition start that this comma closes? -1 where it closes none."""
    at = comma - 1
    while at > 0 and line.norms[at] != "," and line.norms[at] not in HARD:
        at -= 1
    if at <= 0 or line.norms[at] != ",":
        return -1
    inner = line.words(Span(at + 1, comma))
    known = inner and (inner[0] in _APPOSED or any(word in SAYS for word in inner))
    return at if known else -1


def apposed(line: Line, span: Span) -> Span:
    """The span without an apposition at its end."""
    if line.word(span.last - 1) != ",":
        return span
    start = _apposition(line, span.last - 1)
    return Span(span.first, start) if start > span.first else Span(span.first, span.last - 1)


def noun_before(line: Line, place: int) -> Span:
    """Which noun phrase ends before this place, as the antecedent of a relative clause?"""
    at = place
    while at > 0:
        word = line.norms[at - 1]
        if word in _NO_PART:
            break
        at -= 1
        if word in DETERMINERS:
            break
    speaks = line.word(at) in _SPEAKERS and place - at > _WITH_VERB
    return Span(at + _WITH_VERB if speaks else at, place)


def before_verb(line: Line, span: Span) -> Span:
    """The span up to an auxiliary that belongs to a clause around it: "raids | is enough"."""
    for place in range(span.first + 1, span.last):
        word = line.norms[place]
        if word in _INNER:
            break
        if word in AUXILIARIES and line.word(place - 1) != "to":
            return Span(span.first, place)
    return span


def object_end(line: Line, place: int) -> int:
    """Where does the object end that starts at this place?

    At a hard mark, at a word that opens another clause, at "and" before another finite verb,
    and at a comma, unless a list goes on behind it.
    """
    at = place
    while at < len(line.norms):
        word = line.norms[at]
        if word in HARD or (word in _STOP_RIGHT and at > place):
            return at
        if word == ",":
            end = _list_end(line, at)
            if end < 0:
                return at
            at = end
        elif _opens_reason(line, at) or (word in _JOINTS and _new_clause(line, at + 1)):
            return at
        else:
            at += 1
    return at


def _opens_reason(line: Line, at: int) -> bool:
    two = (line.norms[at], line.word(at + 1))
    result = two == ("as", "a") and line.word(at + 2) in ("result", "consequence")
    return result or two in (("due", "to"), ("thanks", "to"), ("as", "it"), ("as", "they"))


def _new_clause(line: Line, at: int) -> bool:
    """Whether a clause starts here: a subject, then a finite verb, before any mark."""
    last = at
    while last < len(line.norms) and line.norms[last] not in _CLAUSE_MARKS:
        last += 1
    first = at + 1
    return finite(line, Span(min(first, last), last)) or (
        line.word(at) in AUXILIARIES or _finite(line, at) if at < len(line.norms) else False
    )


def _list_end(line: Line, comma: int) -> int:
    """Where does the next item of a list start, if this comma stands in one? -1 if in none."""
    at = comma + 1
    if line.word(at).endswith("ing"):
        return -1
    while at < len(line.norms) and line.norms[at] not in HARD:
        if line.norms[at] in _STOP_OR_RELATIVE or at > comma + 16:
            return -1
        if line.norms[at - 1] == "," and line.norms[at] in ("and", "or"):
            plain = not _new_clause(line, at + 1) and not finite(line, Span(comma + 1, at))
            return at + 1 if plain else -1
        at += 1
    return -1


def sentence_part(line: Line, place: int) -> Span:
    """Which stretch between hard marks does this place stand in?"""
    first = last = place
    while first > 0 and line.norms[first - 1] not in HARD:
        first -= 1
    while last < len(line.norms) and line.norms[last] not in HARD:
        last += 1
    return Span(first, last)


def without_frame(line: Line, span: Span) -> Span:
    """The span without ", monitors said" at its end and "analysts say that" at its start."""
    last = span.last
    commas = [p for p in range(span.first, last) if line.norms[p] == ","]
    if commas:
        tail = line.words(Span(commas[-1] + 1, last))
        if any(word in SAYS for word in tail[-4:]) or tail[:2] == ("according", "to"):
            last = commas[-1]
    first = span.first
    for place in range(span.first, min(last, span.first + 8)):
        if line.norms[place] in SAYS and place > span.first and line.word(place + 1) != "to":
            first = place + 1 + (line.word(place + 1) == "that")
            break
        if line.norms[place] in _VERB_OR_COMMA:
            break
    return Span(first, last) if first < last else span


_LEADING = word_set("span_leading")
_TRAILING = word_set("span_trailing")
_MARKS = HARD | frozenset("'\u2018\u2019,-*")


def trimmed(line: Line, span: Span) -> Span:
    """The span without marks and joining words at its edges."""
    first, last = span.first, span.last
    while first < last and (line.norms[first] in _LEADING or line.norms[first] in _MARKS):
        first += 1
    while last > first and (
        line.norms[last - 1] in _TRAILING or line.norms[last - 1] in _MARKS
    ):
        last -= 1
    return Span(first, last)
