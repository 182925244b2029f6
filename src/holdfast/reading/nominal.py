"""Conditions said with nouns and verbs: precondition, price, insist on, link to, first then."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.reading.clauses import tight
from holdfast.reading.lexicon import word_set
from holdfast.reading.nominal_forms import BEFORE, FORMS, Form
from holdfast.reading.view import Span, View, pattern


@dataclass(frozen=True, slots=True)
class Tied:
    """An action and a condition tied to each other, before holder and status are known.

    Parameters
    ----------
    kind : class of the connective.
    action, condition : tokens.
    polarity : "will" or "will_not".
    cue : the words that carry the commitment; the holder is looked for before them.
    rule : id of the rule.
    """

    kind: str
    action: Span
    condition: Span
    polarity: str
    cue: Span
    rule: str


_FIRST = pattern(
    r"(?:must|has to|have to|had to|should) (?:come|go|happen|be done|leave|end) first",
    r"(?:come|comes|came|goes|go) first",
    r"first",
)
_ADJECTIVAL = frozenset({"the", "a", "an", "its", "his", "her", "their", "our", "this", "that"})
_THEN = pattern(
    r"later|afterwards|second",
    r"(?:and )?(?:only )?then(?: (?:would|will|could|can))?",
    r"(?:could|can|would|will) (?:come|follow|begin|start)(?: afterwards| later| after that)?",
)
_OBLIGED = pattern(
    r"must|should|has to|have to|had to|needs? to|needed to|ought to",
    r"(?:would|will|may) (?:have|need) to|(?:is|are|was|were) necessary",
)
_RECEIVES = frozenset({"see", "have", "receive", "get", "hear", "know", "be"})
_MODALS = word_set("span_modals")
_NOUNS = frozenset({"ties", "links"})
_DETERMINED = frozenset({"the", "a", "an", "its", "their", "any", "his"})
_PURPOSE = pattern(r"before|prior to|for|in order to|in order for|if")
_MARKS = frozenset({";", ":", "\u2014", "\u2013", ".", "!", "?", "\u2026"})
_BEFORE_PURPOSE = _MARKS | {"that", ","}
_OPENED = frozenset({"as", "if", "while", "because", "since", "although", "when"})
_RELATIVE = frozenset({"but", "which", "whereby", "who", "whose"})
_INSERTED = frozenset({"who", "which", "whose"})
_LONGEST_INSERTED = 14
_BREAKS = frozenset({"but", "so", "while", "yet"})
_CLAUSES = frozenset(
    {"but", "and", "so", "while", "although", "though", "because", "which", "who"}
)


def nominal(view: View) -> Iterator[Tied]:
    """Which conditions does the view state by nouns and verbs rather than by a conjunction?"""
    for form in FORMS:
        if form.anchors.isdisjoint(view.vocabulary):
            continue
        yield from _split(view, form) if form.opening is None else _opened(view, form)
    yield from _first_then(view)
    yield from _obliged_before(view)
    yield from _obliged_for(view)


def _split(view: View, form: Form) -> Iterator[Tied]:
    for middle in view.find(form.middle):
        left = Span(_start(view, middle.first), middle.first)
        right = Span(middle.last, _end(view, middle.last))
        if view.norm(0) in _OPENED:  # "as long as it is a condition, talks wait"
            right = Span(right.first, _comma(view, right))
        if len(left) and len(right):
            yield _tied(form, left, right, middle, "split")


def _comma(view: View, span: Span) -> int:
    places = range(span.first + 1, span.last)
    return next((place for place in places if view.norm(place) == ","), span.last)


def _opened(view: View, form: Form) -> Iterator[Tied]:
    assert form.opening is not None
    for opening in view.find(form.opening):
        end = _end(view, opening.last)
        if _no_opening(view, form, opening):
            continue
        for middle in view.find(form.middle, Span(opening.last, end)):
            if form.name == "linked" and not _to_what(view, middle, end):
                continue
            left, right = Span(opening.last, middle.first), Span(middle.last, end)
            if len(left) and len(right) and not _corrected(view, left):
                yield _tied(form, left, right, opening, "form")
                break


def _no_opening(view: View, form: Form, opening: Span) -> bool:
    """Whether the opening words do not open this form here."""
    first = view.norm(opening.first)
    if form.name == "insist-before":  # "conditions would need to be met before"
        return view.norm(opening.first - 1) in _MODALS or _own_plan(view, opening)
    if form.name == "linked":
        return view.norm(opening.last) == "by" or (
            first in _NOUNS and not _said_of(view, opening.first)
        )
    return False


def _own_plan(view: View, opening: Span) -> bool:
    """Whether it is what somebody wants to do: "wants to visit the site before it melts"."""
    plans = view.norm(opening.last) == "to" and view.norm(opening.last - 1) not in (
        "on",
        "that",
    )
    return plans and view.norm(opening.last + 1) not in _RECEIVES


def _said_of(view: View, place: int) -> bool:
    """Whether a subject stands before "ties": "Hamas ties it to", not "diplomatic ties"."""
    if place == 0:
        return False
    before = view.tokens[place - 1]
    return before.capital or before.norm in word_set("agents") | word_set("pronouns")


def _to_what(view: View, middle: Span, end: int) -> bool:
    """Whether this "to" ties: "its return to the table to the release", the second one."""
    if view.norm(middle.last + 1) in _DETERMINED and view.norm(middle.last) not in _DETERMINED:
        return False  # "linked arms to honour the dead"
    later = [p for p in range(middle.last, end) if view.norm(p) == "to"]
    return not later or view.norm(middle.last) in _DETERMINED


def _corrected(view: View, left: Span) -> bool:
    """Tell that the second half of "on conditions, not on the calendar" is what it is not."""
    return view.norm(left.last - 1) == "not"


def _tied(form: Form, left: Span, right: Span, cue: Span, family: str) -> Tied:
    condition, action = (left, right) if form.condition_first else (right, left)
    return Tied(form.kind, action, condition, form.polarity, cue, f"{family}.{form.name}")


def _obliged_before(view: View) -> Iterator[Tied]:
    """Read "a republic must be declared before his party goes to the polls"."""
    for before in view.find(BEFORE):
        clause = Span(_start(view, before.first), before.first)
        for obliged in view.find(_OBLIGED, clause):
            action = Span(before.last, _end(view, before.last))
            if len(action) and obliged.first > clause.first:
                rule = "split.obliged-before"
                yield Tied("before", action, clause, "will_not", obliged, rule)
                break


def _obliged_for(view: View) -> Iterator[Tied]:
    """Read "before any talks, the camps must open" and "for us to sign, they must pay"."""
    for opening in view.find(_PURPOSE):
        if opening.first > 0 and view.norm(opening.first - 1) not in _BEFORE_PURPOSE:
            continue
        end = _end(view, opening.last)
        comma = next((p for p in range(opening.last, end) if view.norm(p) == ","), end)
        action, clause = Span(opening.last, comma), Span(comma + 1, end)
        to = view.norm(opening.first) not in ("for", "if") or "to" in view.norms(action)
        obliged = next(view.find(_OBLIGED, clause), None) if to and len(clause) else None
        if obliged is not None and obliged.first > clause.first and len(action):
            yield Tied("before", action, clause, "will_not", obliged, "split.obliged-for")


def _first_then(view: View) -> Iterator[Tied]:
    for first in view.find(_FIRST):
        if view.norm(first.last - 2) in _ADJECTIVAL:
            continue  # "a first phase"
        for then in view.find(_THEN, Span(first.last, len(view.tokens))):
            if view.norm(then.last - 2) in _ADJECTIVAL:
                continue
            condition = tight(view, Span(_start(view, first.first), first.first))
            if not len(condition):
                condition = Span(first.last, then.first)
            action = Span(then.last, _end(view, then.last))
            if not len(action):
                action = Span(first.last, then.first)
            if len(condition) and len(action):
                yield Tied("first-then", action, condition, "will_not", first, "first-then")
            return


def _start(view: View, place: int) -> int:
    at = place
    while at > 0 and view.norm(at - 1) not in _MARKS and view.norm(at - 1) != "that":
        if view.norm(at - 1) in _RELATIVE or (
            view.norm(at - 1) in _BREAKS and view.norm(at - 2) == ","
        ):
            break
        at -= 1
    return at


def _end(view: View, place: int) -> int:
    at = place
    while at < len(view.tokens) and view.norm(at) not in _MARKS:
        if view.norm(at) == "," and view.norm(at + 1) in _CLAUSES:
            closing = _closing(view, at)
            if closing < 0:
                break
            at = closing
        at += 1
    return at


def _closing(view: View, comma: int) -> int:
    """Where ends the aside in "before the king, who is ill, will sign"? -1 if there is none."""
    if view.norm(comma + 1) not in _INSERTED:
        return -1
    ahead = range(comma + 2, min(comma + _LONGEST_INSERTED, len(view.tokens)))
    end = next((at for at in ahead if view.norm(at) == ","), -1)
    return end if view.norm(end + 1) in _MODALS else -1
