"""Where in its sentence stands whose action it is: the subject, its head, its name."""

from collections.abc import Iterator, Sequence

from holdfast.reading.clauses import clause_start
from holdfast.reading.conduct import conduct
from holdfast.reading.lexicon import word_set
from holdfast.reading.nominal import Tied
from holdfast.reading.parties import mentions
from holdfast.reading.tokens import Kind, Token
from holdfast.reading.view import Span, View

_CUT = frozenset(
    {",", ";", ":", "\u2014", "\u2013", ".", "that", "but", "and", "so", "(", ")", "if", "once"}
    | {"when", "while", "because", "although"}
)
_JOINING = frozenset({"and", "but", ",", "or", "yet", "so"})
_AUXILIARIES = (
    word_set("span_modals") | word_set("span_have") | word_set("span_be") | word_set("span_do")
)
_INSERTED = frozenset(
    {"who", "which", "whose", "whom", "a", "an", "the", "led", "backed", "now", "once", "both"}
    | {"including", "already", "long", "like", "where"}
)
_HELPING = frozenset(
    {"has", "have", "had", "also", "still", "now", "then", "never", "again", "already"}
)
_BETWEEN = frozenset({"not", "never", "also", "then", "first", "even", "soon", "only"})
_NO_NAMES = word_set("things") | word_set("pronouns") | word_set("span_determiners")
_COMMON = ("s", "ing", "ion", "ment", "ity", "ism", "ness")
_PARTICIPLES = ("ed", "wn", "en")

_BEHIND_HEAD = word_set("prepositions") | {"who", "which", "that", ","}


def doer(view: View, tied: Tied) -> Span:
    """Which words are the subject of what is tied? Empty where the clause has none."""
    if tied.rule.startswith("inverted"):
        near = tuple(view.tokens[tied.cue.last : tied.cue.last + 5])
        named = next(iter(mentions(near)), None)
        return Span(tied.cue.last, tied.cue.last + (named.last if named else 3))
    first = last = tied.cue.first
    while first > 0 and view.norm(first - 1) not in _CUT:
        first -= 1
    while last > first and view.norm(last - 1) in _HELPING:
        last -= 1
    if first == tied.cue.first and view.norm(first - 1) in _JOINING:
        return _shared(view, first - 1)
    return Span(first, last)


def _shared(view: View, joint: int) -> Span:
    """The subject of the clause before "and": "the North would talk, but would not disarm"."""
    start = clause_start(view, joint)
    inserted = _insertion(view, start, joint) if view.norm(joint) == "," else -1
    if inserted > start:
        return Span(start, inserted)
    verb = next((at for at in range(start + 1, joint) if view.norm(at) in _AUXILIARIES), start)
    return Span(start, verb)


def _insertion(view: View, start: int, comma: int) -> int:
    """Where begins what this comma closes: "the movement, which holds the port, will not"?"""
    for at in range(comma - 1, start, -1):
        if view.norm(at) == "," and view.norm(at + 1) in _INSERTED:
            return at
    return -1


def passive(view: View, tied: Tied) -> bool:
    """Whether the subject is what it is done to: "no date will be set"."""
    be = tied.action.first - (view.norm(tied.action.first - 1) == "be")
    if ".cue." not in tied.rule or view.norm(be) != "be":
        return False
    at = be + 1
    while view.norm(at).endswith("ly") or view.norm(at) in _BETWEEN:
        at += 1
    return view.norm(at).endswith(_PARTICIPLES) or view.norm(at) in word_set("participles")


def elsewhere(view: View, tied: Tied, subject: Span, *, thing: bool) -> Iterator[Span]:
    """Where else in the sentence the holder may be named, nearest first."""
    if thing:
        yield tied.action
    asked = tied.condition  # who is asked for something does not hold the position
    inside = asked.first <= tied.cue.first < asked.last  # "they must disarm before talks"
    if not inside and not tied.rule.endswith("nothing-but"):
        yield subject
    if inside:
        yield Span(0, asked.first)
    elif asked.last <= tied.cue.first:
        yield Span(0, asked.first)
        yield Span(asked.last, tied.cue.first)
    else:
        yield Span(0, tied.cue.first)
    if thing:
        yield Span(tied.condition.last, len(view.tokens))


def agentive(words: Sequence[str]) -> bool:
    """Whether these words name people or a body that can hold a position."""
    lower = [word.lower() for word in words]
    cut = next((at for at, word in enumerate(lower) if at and word in _BEHIND_HEAD), len(lower))
    named = cut > 0 and words[cut - 1][:1].isupper()  # "police chief Ann Lee"
    heads = {word.rsplit("-", 1)[-1] for word in (lower[:cut] if named else lower[:cut][-1:])}
    return not (heads - word_set("messengers")).isdisjoint(word_set("agents"))


def proper(view: View, subject: Span) -> bool:
    """Whether the subject is a name that the gazetteer does not know: "the North"."""
    of = word_set("prepositions")
    cut = next((at for at in range(subject.first, subject.last) if view.norm(at) in of), None)
    last = (subject.last if cut is None else cut) - 1
    if last < subject.first:
        return False
    token = view.tokens[last]
    name = token.kind is Kind.WORD and token.capital and token.norm not in word_set("days")
    return name and (last > 0 or _bare(view, token))


def _bare(view: View, token: Token) -> bool:
    """Whether a lone word at the start is a name: a common noun would have its article."""
    common = token.norm.endswith(_COMMON) or conduct(view, Span(0, 1))
    return not common and token.norm not in _NO_NAMES
