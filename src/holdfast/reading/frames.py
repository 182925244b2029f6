"""Who says it: the frames of reported speech, and what is left when they are taken out."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.reading.lexicon import word_set
from holdfast.reading.tokens import Token
from holdfast.reading.view import Span, View, pattern

_SAY = pattern(
    *sorted((word_set("speech") | word_set("thought")) - word_set("no_frames")),
    r"(?:were|was|are|is|been) (?:told|assured|informed|warned)",
    r"(?:announce|state|repeat|explain|confirm|maintain|stress|argue|warn|add|report)s?|tell",
    r"claiming|insisting|stressing|heard|recalled|conclude|concede|indicat(?:es|ed)|signals|hints|holds?|insists",
    r"(?:position|view|line|stance|demand|message|answer|argument) (?:is|was|remains|remained)",
    r"let it be (?:known|understood)|let \S+(?: \S+)? know",
    r"(?:made|makes|has made) (?:it )?(?:clear|plain|known)",
    r"(?:kept|keeps) (?:saying|repeating)",
    r"(?:gave|given) (?:notice|word)",
    r"(?:remark|disclos|reveal|acknowledg|admit|assert|stress|observ)(?:s|es|ed|ted|e)?",
    r"testif(?:y|ies|ied)|agree[sd]? that",
    r"(?:went on|put it|recounted|posted|tweeted|was quoted as saying|were quoted as saying)",
)
_ACCORDING = pattern("according to", "in the words of")
_CUT = frozenset(',;:\u2014\u2013-"\u201c\u201d\u2018()')
_QUOTES = frozenset('"\u201c\u201d\u2018')
_STOPS = frozenset(".!?\u2026")
_ENDS = _CUT | _STOPS
_BREAKS = _STOPS | {";", ":", "\u2014"}
_BREAKS_OR_QUOTES = _BREAKS | _QUOTES
_LEADING = _CUT | {"that", "and", "but"}
_BEFORE_FRONT = _QUOTES | {"and", "but", "that"}
_MODAL = pattern(
    r"(?:will|would|shall|can|could|may|might|must|won't|wouldn't|cannot|can't|couldn't|should)"
)
_FINITE = pattern(
    r"will|would|shall|can|could|may|might|must|won't|wouldn't|cannot|can't|couldn't|should"
    r"|is|are|was|were|has|have|had"
)
_CLAUSE = frozenset({"it", "they", "he", "she", "we", "there", "no", "i"})
_CLAUSE_OR_THAT = _CLAUSE | {"that"}
_CLAUSE_OR_OWN = _CLAUSE | {"his", "her", "its", "their", "our"}
_FRONTS = frozenset(
    {"without", "if", "unless", "until", "till", "barring", "absent", "failing", "were", "had"}
    | {"should", "once", "when", "after", "before", "as", "so", "provided", "providing", "upon"}
    | {"assuming", "supposing", "only", "in", "on", "short", "no", "not", "following", "while"}
)
"""Words that start a clause whose comma counts: "if they withdraw, he said, we talk"."""

_SETTINGS = frozenset(
    {"after", "before", "when", "during", "following", "upon", "speaking", "asked", "in", "at"}
    | {"on", "while", "as", "hours", "days", "minutes", "late"}
)
"""Words that start a note on when or where something was said."""

_NO_CLAUSE = frozenset(
    {"provided", "providing", "condition", "proviso", "provision", "understanding", "basis"}
    | {"assuming", "supposing", "event", "reservation", "so", "demand", "now", "given"}
)
"""Words whose "that" does not start what is said."""

_PASSIVE = frozenset({"were", "was", "are", "is", "been"})
_OWN = frozenset({"on", "upon", "that"})
_JOINING = frozenset(
    {"and", "but", "so", "while", "as", "if", "unless", "until", "because", "although", "since"}
)
_LONGEST_SPEAKER = 16
_CLOSING = {"(": ")", "\u2014": "\u2014", "\u2013": "\u2013"}
_ASIDE_MARKS = frozenset({*_CLOSING, ")"})
_SET_OFF = _QUOTES | _ASIDE_MARKS | {"'"}
_GOES_ON = frozenset({"saying", "claiming", "adding", "insisting", "stressing", "warning"})
_LONGEST_ASIDE = 12
_APPOSED = frozenset({"a", "an", "the", "its", "his", "her", "their", "who", "which", "one"})
_MARKS = frozenset(".,?!")
_BEHIND_NOUN = (
    word_set("span_modals") | word_set("span_be") | word_set("span_have") | word_set("span_do")
) | (word_set("prepositions") | {"'s", "and", "or"})
_TYING = frozenset({"if", "unless", "until", "once", "provided", "before", "without", "only"})
_OPENING = _TYING | {"so", "as", "while", "when", "after", "because"}


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame such as "the minister said".

    Parameters
    ----------
    first, last : its tokens, marks around it included, last excluded.
    speaker : the tokens that name who speaks; empty where nothing does.
    """

    first: int
    last: int
    speaker: Span


@dataclass(frozen=True, slots=True)
class Framed:
    """A sentence without its frames.

    Parameters
    ----------
    content : what is said.
    speakers : who says it, outermost first.
    guessed : whether somebody only thinks, fears or expects it.
    """

    content: View
    speakers: tuple[tuple[Token, ...], ...]
    guessed: bool = False


def unframed(view: View) -> Framed:
    """What does the sentence say, and who says so?"""
    set_off = {place for aside in _asides(view) for place in range(aside.first, aside.last)}
    if set_off:
        kept = [token for at, token in enumerate(view.tokens) if at not in set_off]
        view = View(tuple(kept))
    tokens = view.tokens
    found = tuple(_frames(view))
    if not found and _SET_OFF.isdisjoint(view.vocabulary):
        return Framed(view, ())
    taken = {place for frame in found for place in range(frame.first, frame.last)}
    content = tuple(
        token
        for place, token in enumerate(tokens)
        if place not in taken and token.norm not in _QUOTES and not _single(tokens, place)
    )
    speakers = tuple(tokens[f.speaker.first : f.speaker.last] for f in found if len(f.speaker))
    guessed = any(
        not word_set("forecasts").isdisjoint(view.norms(Span(frame.first, frame.last)))
        for frame in found
    )
    return Framed(View(content), speakers, guessed)


def _single(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether this is a single quotation mark, and no apostrophe of "the rebels' camp"."""
    if tokens[place].norm != "'":
        return False
    opens = place == 0 or tokens[place - 1].end < tokens[place].start
    return opens or tokens[place - 1].norm in _MARKS


def _asides(view: View) -> Iterator[Span]:
    """What brackets or a pair of dashes set off, if it is short and ties nothing."""
    opened, place = "", 0
    for at in view.places(_ASIDE_MARKS):
        mark = view.norm(at)
        if opened and mark == _CLOSING[opened]:
            inside = view.norms(Span(place + 1, at))
            if len(inside) <= _LONGEST_ASIDE and _TYING.isdisjoint(inside):
                yield Span(place, at + 1)
            opened = ""
        elif mark in _CLOSING:
            opened, place = mark, at


def _frames(view: View) -> Iterator[Frame]:
    done = 0
    for said in sorted([*view.find(_SAY), *view.find(_ACCORDING)], key=lambda span: span.first):
        if said.first < done:
            continue
        frame = _frame(view, said, done)
        if frame is not None:
            yield frame
            done = frame.last


def _frame(view: View, said: Span, done: int) -> Frame | None:
    left, right = _left(view, said.first, done), _right(view, said.last)
    before = Span(left, said.first)
    if not len(before) and view.norm(left - 1) == ",":
        left = _named_before(view, left - 1, done)
        before = Span(left, max(left, said.first - 1))
    if not len(before):
        right = _ending(view, right)
    if view.norm(said.first) in ("according", "in"):
        return _bracketed(view, Span(left, right), Span(said.last, right), done)
    if len(before) > _LONGEST_SPEAKER or _no_frame(view, before, said):
        return None
    if _ends(view, said.last, right) and left > done:
        return _bracketed(view, Span(left, right), _who(before, view, said, right), done)
    leads = left <= done or view.norm(left - 1) in _LEADING
    if (
        not len(before)
        and view.norm(said.first) in _GOES_ON
        and view.norm(said.first - 1) == ","
    ):
        that = view.norm(said.last) == "that"
        return Frame(said.first, said.last + that, Span(said.first, said.first))
    if not leads or not len(before):
        return None
    behind = _behind(view, said, right)
    return None if behind < 0 else Frame(_setting(view, left, done), behind, before)


def _named_before(view: View, comma: int, done: int) -> int:
    """Where starts "Ann Lee, its envoy, said"? Behind the comma, where nothing does."""
    opening = _left(view, comma, done)
    apposed = view.norm(opening - 1) == "," and view.norm(opening) in _APPOSED
    if not apposed or comma - opening > _LONGEST_ASIDE or opening - 1 <= done:
        return comma + 1
    start = _left(view, opening - 1, done)
    name = view.tokens[start].capital or view.norm(start) in ("the", "a", "an")
    return start if name and start < opening - 1 else comma + 1


def _ending(view: View, right: int) -> int:
    """Take in the office behind a name at the end: ", said Ann Lee, its envoy."."""
    if view.norm(right) != ",":
        return right
    end = right + 1
    while end < len(view.tokens) and view.norm(end) not in _BREAKS_OR_QUOTES:
        end += 1
    rest = Span(right + 1, end)
    words = view.norms(rest)
    short = len(rest) <= _LONGEST_ASIDE and end >= len(view.tokens) - 1
    plain = _TYING.isdisjoint(words) and _CLAUSE.isdisjoint(words)
    return end if short and plain and not view.has(_MODAL, rest) else right


def _no_frame(view: View, before: Span, said: Span) -> bool:
    """Whether the verb of saying is none, or opens no frame."""
    if said.first > 0 and view.tokens[said.last - 1].text[:1].isupper():
        return True  # "the United States" states nothing
    noun = len(said) == 1 and view.norm(said.first) in word_set("speech_nouns")
    if noun and view.norm(said.last) in _BEHIND_NOUN:
        return True  # "the report was", "a state of their own"
    if view.norm(said.first).startswith("insist") and view.norm(said.last) in _OWN:
        return True  # "insists on X before Y" states a condition itself
    if view.norm(said.first).startswith("hold") and view.norm(said.last) != "that":
        return True
    return view.norm(before.first) in _JOINING or view.has(_MODAL, before)


def _who(before: Span, view: View, said: Span, right: int) -> Span:
    if view.norm(said.first) in _PASSIVE and len(said) > 1:
        return Span(before.first, before.first)  # who was told, not who says it
    return before if len(before) else Span(said.last, right)


def _behind(view: View, said: Span, right: int) -> int:
    """Where does what is said start behind the verb? -1 if nothing is said."""
    that = _that(view, Span(said.last, min(right + 1, len(view.tokens))))
    if that < 0 and right == said.last and view.norm(right) == ",":
        that = _behind_aside(view, right)
    direct = view.norm(said.last) != ","
    if direct and that >= 0 and view.has(_SAY, Span(said.last, that)):
        return said.last  # "an official said Moscow had hinted that"
    if that >= 0 and view.norm(said.last) not in _CLAUSE:
        return that + 1
    ties = (at for at in range(said.last, right) if view.norm(at) in _OPENING)
    if view.norm(said.last) in _CLAUSE or view.has(_FINITE, Span(said.last, next(ties, right))):
        return _clause_start(view, said.last, right)
    return -1


def _behind_aside(view: View, comma: int) -> int:
    """Where is the "that" in "it insisted, in a letter, that"? -1 if there is none."""
    ahead = range(comma + 2, min(comma + _LONGEST_ASIDE, len(view.tokens)))
    end = next((at for at in ahead if view.norm(at) == ","), -1)
    return end + 1 if end > 0 and view.norm(end + 1) == "that" else -1


def _setting(view: View, left: int, done: int) -> int:
    """Take "after a meeting in Cairo," before "the minister said" for part of the frame."""
    at = left - 1
    if at <= done or view.norm(at) != ",":
        return left
    while at > done and view.norm(at - 1) not in _BREAKS_OR_QUOTES:
        at -= 1
    given = view.norm(at + 1) in ("exchange", "return", "the")
    return at if view.norm(at) in _SETTINGS and not given else left


def _that(view: View, span: Span) -> int:
    """Where is the "that" behind which stands what is said? -1 if there is none."""
    for place in range(span.first, span.last):
        if view.norm(place) == "that" and view.norm(place - 1) not in _NO_CLAUSE:
            return place
    return -1


def _left(view: View, place: int, done: int) -> int:
    at = place
    while at > done and view.norm(at - 1) not in _CUT:
        at -= 1
    return at


def _right(view: View, place: int) -> int:
    at = place
    while at < len(view.tokens) and view.norm(at) not in _ENDS:
        at += 1
    return at


def _ends(view: View, place: int, right: int) -> bool:
    """Whether nothing that is said follows the verb before the next mark."""
    inside = Span(place, right)
    return not view.has(_FINITE, inside) and not any(
        view.norm(p) in _CLAUSE_OR_THAT for p in range(place, right)
    )


def _clause_start(view: View, place: int, right: int) -> int:
    """Skip whom it was told: up to the pronoun that starts the clause, where there is one."""
    told = view.norm(place - 1) in {"told", "tell", "tells", "warned", "warns"}
    if told:
        for at in range(place, right):
            if at > place and view.norm(at) in _CLAUSE_OR_OWN:
                return at
    return place


def _bracketed(view: View, frame: Span, speaker: Span, done: int) -> Frame:
    """A frame with the marks that set it off on both sides."""
    first, last = frame.first, frame.last
    if first > done and view.norm(first - 1) == ",":
        first -= 0 if _fronted(view, first - 1) else 1
    if last < len(view.tokens) and view.norm(last) == "," and frame.first > 0:
        last += 1
    return Frame(first, last, speaker)


def _fronted(view: View, comma: int) -> bool:
    """Whether the clause before this comma waits for another one behind the frame."""
    at = comma
    while at > 0 and view.norm(at - 1) not in _BREAKS:
        at -= 1
    while view.norm(at) in _BEFORE_FRONT:
        at += 1
    return view.norm(at) in _FRONTS
