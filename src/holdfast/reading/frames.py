"""Who says it: the frames of reported speech, and what is left when they are taken out."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.reading.tokens import Token
from holdfast.reading.view import Span, View, pattern

_SAY = pattern(
    r"sa(?:y|ys|id|ying)",
    r"(?:were|was|are|is|been) (?:told|assured|informed|warned)",
    r"t(?:ell|ells|old)",
    r"(?:announc|declar|stat|not|repeat|explain|confirm|maintain|stress|argu|warn|add|report)"
    r"(?:e|es|ed|s)?",
    r"(?:wrote|writes|insisted|insists|cabled|heard|complained|mused|guessed|predicted|feared|fears|hoped|hopes|believed|thought)",
    r"(?:signal(?:s|led|ed)?|hint(?:s|ed)?|suggest(?:s|ed)?|indicat(?:es|ed))",
    r"(?:believes?|thinks?|recalled|replied|answered|added|concluded?|conceded?|claim(?:s|ed))",
    r"(?:position|view|line|stance|demand|message|answer|argument) (?:is|was|remains|remained)",
    r"let it be (?:known|understood)|let \S+(?: \S+)? know|holds?|informed",
    r"(?:made|makes|has made) (?:it )?(?:clear|plain|known)",
    r"(?:kept|keeps) (?:saying|repeating)",
    r"(?:gave|given) (?:notice|word)",
    r"(?:remark|testif|disclos|reveal|acknowledg|admit|assert|stress|observ|agree that)\w*",
    r"(?:went on|put it|recounted|posted|tweeted|was quoted as saying|were quoted as saying)",
)
_ACCORDING = pattern("according to", "in the words of")
_CUT = frozenset(',;:\u2014\u2013-"\u201c\u201d\u2018()')
_QUOTES = frozenset('"\u201c\u201d\u2018')
_STOPS = frozenset(".!?\u2026")
_MODAL = pattern(
    r"(?:will|would|shall|can|could|may|might|must|won't|wouldn't|cannot|can't|couldn't|should)"
)
_CLAUSE = frozenset({"it", "they", "he", "she", "we", "there", "no", "i"})
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
    """

    content: View
    speakers: tuple[tuple[Token, ...], ...]


def unframed(tokens: tuple[Token, ...]) -> Framed:
    """What does the sentence say, and who says so?"""
    view = View(tokens)
    found = list(_frames(view))
    taken = {place for frame in found for place in range(frame.first, frame.last)}
    content = tuple(
        token
        for place, token in enumerate(tokens)
        if place not in taken and token.norm not in _QUOTES
    )
    speakers = tuple(tokens[f.speaker.first : f.speaker.last] for f in found if len(f.speaker))
    return Framed(View(content), speakers)


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
    if view.norm(said.first) in ("according", "in"):
        return _bracketed(view, Span(left, right), Span(said.last, right), done)
    if len(before) > _LONGEST_SPEAKER or _no_frame(view, before, said):
        return None
    if _ends(view, said.last, right) and left > done:
        return _bracketed(view, Span(left, right), _who(before, view, said, right), done)
    leads = left <= done or view.norm(left - 1) in _CUT | {"that", "and", "but"}
    if not leads or not len(before):
        return None
    behind = _behind(view, said, right)
    return None if behind < 0 else Frame(_setting(view, left, done), behind, before)


def _no_frame(view: View, before: Span, said: Span) -> bool:
    """Whether the verb of saying is none, or opens no frame."""
    if said.first > 0 and view.tokens[said.last - 1].text[:1].isupper():
        return True  # "the United States" states nothing
    if view.norm(said.first).startswith("insist") and view.norm(said.last) in _OWN:
        return True  # "insists on X before Y" states a condition itself
    if view.norm(said.first).startswith("hold") and view.norm(said.last) != "that":
        return True
    return view.norm(before.first) in _JOINING or any(view.find(_MODAL, before))


def _who(before: Span, view: View, said: Span, right: int) -> Span:
    if view.norm(said.first) in _PASSIVE and len(said) > 1:
        return Span(before.first, before.first)  # who was told, not who says it
    return before if len(before) else Span(said.last, right)


def _behind(view: View, said: Span, right: int) -> int:
    """Where does what is said start behind the verb? -1 if nothing is said."""
    that = _that(view, Span(said.last, min(right + 1, len(view.tokens))))
    if that >= 0 and view.norm(said.last) not in _CLAUSE:
        return that + 1
    if view.norm(said.last) in _CLAUSE or any(view.find(_MODAL, Span(said.last, right))):
        return _clause_start(view, said.last, right)
    return -1


def _setting(view: View, left: int, done: int) -> int:
    """Take "after a meeting in Cairo," before "the minister said" for part of the frame."""
    at = left - 1
    if at <= done or view.norm(at) != ",":
        return left
    while at > done and view.norm(at - 1) not in _STOPS | {";", ":", "\u2014"} | _QUOTES:
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
    while at < len(view.tokens) and view.norm(at) not in _CUT | _STOPS:
        at += 1
    return at


def _ends(view: View, place: int, right: int) -> bool:
    """Whether nothing that is said follows the verb before the next mark."""
    inside = Span(place, right)
    return not any(view.find(_MODAL, inside)) and not any(
        view.norm(p) in _CLAUSE | {"that"} for p in range(place, right)
    )


def _clause_start(view: View, place: int, right: int) -> int:
    """Skip whom it was told: up to the pronoun that starts the clause, where there is one."""
    told = view.norm(place - 1) in {"told", "tell", "tells", "warned", "warns"}
    if told:
        for at in range(place, right):
            if view.norm(at) in _CLAUSE and at > place:
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
    while at > 0 and view.norm(at - 1) not in _STOPS | {";", ":", "\u2014"}:
        at -= 1
    while view.norm(at) in _QUOTES | {"and", "but", "that"}:
        at += 1
    return view.norm(at) in _FRONTS
