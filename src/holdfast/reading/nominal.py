"""Conditions said with nouns and verbs: precondition, price, insist on, link to, first then."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Form:
    """A form that ties what stands on either side of its middle.

    Parameters
    ----------
    name : for the rule's id.
    opening : words that come first and carry the commitment; none where the middle does.
    middle : words between action and condition.
    kind, polarity : of what is found.
    condition_first : whether the condition stands before the middle.
    """

    name: str
    opening: re.Pattern[str] | None
    middle: re.Pattern[str]
    kind: str
    polarity: str
    condition_first: bool


_BE = r"(?:is|are|was|were|be|remain(?:s|ed)?|would be|will be|must be|had been|has been)"
_NOUN = (
    r"(?:non-negotiable |key |strict |first |main |the |a |an |its |his |their )*"
    r"(?:pre-?condition|prerequisite|condition|requirement|sine qua non)"
)
_WANT = pattern(
    r"insist(?:s|ed|ing)? (?:on|that|upon)|demand(?:s|ed|ing)?(?: that)?|wants?|wanted",
    r"insistence (?:on|upon)|(?:priorit|stress)\w*|determination to \w+",
    r"seeks?|sought|needs?|needed|calls? for|called for|asks? for|asked for|require(?:s|d)?",
)
_BEFORE = pattern(r"before|prior to|in advance of|ahead of")
_FORMS = (
    _Form(
        "made-condition",
        pattern(
            r"(?:has |have |had )?(?:made|makes?|making|sets?|setting|put|puts|posed)",
            r"(?:call|regard|consider|describ|declar|nam|treat|view)(?:e|es|ed|s)?|sees?|saw",
        ),
        pattern(rf"(?:as |to be )?{_NOUN} (?:for|of|to|before)"),
        "precondition",
        "will_not",
        condition_first=True,
    ),
    _Form(
        "price-of",
        pattern(
            r"(?:demand(?:s|ed)?|ask(?:s|ed)? for|wants?|wanted|sought|seeks?|set|named|put)",
            r"had asked for",
        ),
        pattern(r"as (?:the|a|its|their|his) (?:price|condition|precondition) (?:of|for)"),
        "price of",
        "will_not",
        condition_first=True,
    ),
    _Form("insist-before", _WANT, _BEFORE, "before", "will_not", condition_first=True),
    _Form(
        "linked",
        pattern(r"(?:has |have |had )?(?:link|tie|bind|peg)(?:s|ed|d)?|tied|bound"),
        pattern(r"to"),
        "linked to",
        "will",
        condition_first=False,
    ),
    _Form(
        "made-conditional",
        pattern(r"(?:has |have |had )?(?:make|makes|made|making)"),
        pattern(r"subject to|(?:conditional|contingent|depend|dependent) (?:on|upon)"),
        "conditional on",
        "will",
        condition_first=False,
    ),
    _Form(
        "price-is",
        pattern(
            r"(?:the|its|their|his|our|'s|one) (?:only |first |main |minimum )?"
            r"(?:price|(?:pre-?)?condition|requirement|prerequisite)s? (?:of|for)"
        ),
        pattern(r"is|are|was|were|would be|will be|remain(?:s|ed)?"),
        "price of",
        "will_not",
        condition_first=False,
    ),
    _Form(
        "precede",
        None,
        pattern(
            r"(?:must|has to|have to|had to|should|needs? to|ought to) (?:\S+ )?"
            r"(?:precede|come before|come ahead of|go before|happen before|predate)"
        ),
        "before",
        "will_not",
        condition_first=True,
    ),
    _Form(
        "follow",
        None,
        pattern(r"(?:can|could|would|will|may|must|should) (?:only )?(?:follow|come after)"),
        "after",
        "will",
        condition_first=False,
    ),
    _Form(
        "conditioned",
        pattern(r"(?:has |have |had )?condition(?:s|ed)"),
        pattern(r"on|upon"),
        "conditional on",
        "will",
        condition_first=False,
    ),
    _Form(
        "is-condition",
        None,
        pattern(rf"{_BE} (?:also |still |now )*{_NOUN} (?:for|of|to)"),
        "precondition",
        "will_not",
        condition_first=True,
    ),
    _Form(
        "is-must",
        None,
        pattern(
            rf"{_BE} (?:a must|essential|indispensable|necessary|a necessity) (?:for|before|to)"
        ),
        "must",
        "will_not",
        condition_first=True,
    ),
    _Form(
        "seen-as-must",
        pattern(r"(?:regard|consider|view|treat)(?:s|ed)?|sees?|saw"),
        pattern(
            r"(?:as )?(?:a must|essential|indispensable|necessary|vital) (?:for|before|to)"
        ),
        "must",
        "will_not",
        condition_first=True,
    ),
    _Form(
        "wait-for",
        None,
        pattern(
            r"(?:would|will|must|should|has to|have to|had to) (?:have to )?wait (?:for|on)"
        ),
        "pending",
        "will_not",
        condition_first=False,
    ),
    _Form(
        "is-price",
        None,
        pattern(
            rf"{_BE} the price (?:of|for)",
            rf"{_BE} the price (?:\S+ ){{1,6}}(?:put|puts|set|sets) (?:on|for)",
        ),
        "price of",
        "will_not",
        condition_first=True,
    ),
    _Form(
        "conditional-on",
        None,
        pattern(
            rf"{_BE} (?:always |made |strictly |entirely |still |ever )*"
            r"(?:conditional|contingent|conditioned|dependent|predicated) (?:on|upon)"
        ),
        "conditional on",
        "will",
        condition_first=False,
    ),
    _Form(
        "subject-to",
        None,
        pattern(rf"{_BE} (?:always |made |still )*subject to"),
        "subject to",
        "will",
        condition_first=False,
    ),
    _Form(
        "depends-on",
        None,
        pattern(
            r"(?:would |will |must |should )?(?:depend|hinge|rest|turn)(?:s|ed|d)?"
            r" (?:entirely |heavily |mainly |largely |only )*(?:on|upon)"
        ),
        "depends on",
        "will",
        condition_first=False,
    ),
    _Form(
        "requires",
        None,
        pattern(r"(?:would |will )?(?:require|requires|required|presupposes?)"),
        "requires",
        "will_not",
        condition_first=False,
    ),
)
_FIRST = pattern(
    r"(?:must|has to|have to|had to|should) (?:come|go|happen|be done|leave|end) first",
    r"(?:come|comes|came|goes|go) first",
    r"first",
)
_THEN = pattern(
    r"later|afterwards|second",
    r"(?:and )?(?:only )?then(?: (?:would|will|could|can))?",
    r"(?:could|can|would|will) (?:come|follow|begin|start)(?: afterwards| later| after that)?",
)
_OBLIGED = pattern(
    r"must|should|has to|have to|had to|needs? to|needed to|ought to",
    r"(?:is|are|was|were) necessary",
)
_DETERMINED = frozenset({"the", "a", "an", "its", "their", "any", "his"})
_PURPOSE = pattern(r"before|prior to|for")
_MARKS = frozenset({";", ":", "\u2014", "\u2013", ".", "!", "?", "\u2026"})
_OPENED = frozenset({"as", "if", "while", "because", "since", "although", "when"})
_BREAKS = frozenset({"but", "so", "while", "yet"})
_CLAUSES = frozenset(
    {"but", "and", "so", "while", "although", "though", "because", "which", "who"}
)


def nominal(view: View) -> Iterator[Tied]:
    """Which conditions does the view state by nouns and verbs rather than by a conjunction?"""
    for form in _FORMS:
        yield from _split(view, form) if form.opening is None else _opened(view, form)
    yield from _first_then(view)
    yield from _obliged_before(view)
    yield from _obliged_for(view)


def _split(view: View, form: _Form) -> Iterator[Tied]:
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


def _opened(view: View, form: _Form) -> Iterator[Tied]:
    assert form.opening is not None
    for opening in view.find(form.opening):
        end = _end(view, opening.last)
        for middle in view.find(form.middle, Span(opening.last, end)):
            if form.name == "linked" and not _to_what(view, middle, end):
                continue
            left, right = Span(opening.last, middle.first), Span(middle.last, end)
            if len(left) and len(right) and not _corrected(view, left):
                yield _tied(form, left, right, opening, "form")
                break


def _to_what(view: View, middle: Span, end: int) -> bool:
    """Whether this "to" ties: "its return to the table to the release", the second one."""
    if view.norm(middle.last + 1) in _DETERMINED and view.norm(middle.last) not in _DETERMINED:
        return False  # "linked arms to honour the dead"
    later = [p for p in range(middle.last, end) if view.norm(p) == "to"]
    return not later or view.norm(middle.last) in _DETERMINED


def _corrected(view: View, left: Span) -> bool:
    """Tell that the second half of "on conditions, not on the calendar" is what it is not."""
    return view.norm(left.last - 1) == "not"


def _tied(form: _Form, left: Span, right: Span, cue: Span, family: str) -> Tied:
    condition, action = (left, right) if form.condition_first else (right, left)
    return Tied(form.kind, action, condition, form.polarity, cue, f"{family}.{form.name}")


def _obliged_before(view: View) -> Iterator[Tied]:
    """Read "a republic must be declared before his party goes to the polls"."""
    for before in view.find(_BEFORE):
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
        if opening.first > 0 and view.norm(opening.first - 1) not in _MARKS | {"that", ","}:
            continue
        end = _end(view, opening.last)
        comma = next((p for p in range(opening.last, end) if view.norm(p) == ","), end)
        action, clause = Span(opening.last, comma), Span(comma + 1, end)
        to = view.norm(opening.first) != "for" or "to" in view.norms(action)
        obliged = next(view.find(_OBLIGED, clause), None) if to and len(clause) else None
        if obliged is not None and obliged.first > clause.first and len(action):
            yield Tied("before", action, clause, "will_not", obliged, "split.obliged-for")


def _first_then(view: View) -> Iterator[Tied]:
    for first in view.find(_FIRST):
        for then in view.find(_THEN, Span(first.last, len(view.tokens))):
            condition = Span(_start(view, first.first), first.first)
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
        if view.norm(at - 1) == "but" or (
            view.norm(at - 1) in _BREAKS and view.norm(at - 2) == ","
        ):
            break
        at -= 1
    return at


def _end(view: View, place: int) -> int:
    at = place
    while at < len(view.tokens) and view.norm(at) not in _MARKS:
        if view.norm(at) == "," and view.norm(at + 1) in _CLAUSES:
            break
        at += 1
    return at
