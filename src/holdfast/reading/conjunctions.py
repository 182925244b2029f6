"""Conditions said with conjunctions: something done or refused, until, unless, if, once."""

from collections.abc import Iterator

from holdfast.reading.clauses import (
    clause_end,
    clause_start,
    commas_behind,
    hard_end,
    opens_clause,
)
from holdfast.reading.connectives import Connective, connectives
from holdfast.reading.cues import cues
from holdfast.reading.inversions import inverted
from holdfast.reading.lexicon import word_set
from holdfast.reading.nominal import Tied
from holdfast.reading.ties import STRONG, tie
from holdfast.reading.view import Span, View, pattern

_OF_TIME = frozenset({"until", "before", "after", "when", "once", "while"})
_THERE = pattern(
    r"there (?:can|could|will|would|is|was|must|shall) (?:be )?(?:no|nothing (?:to|for))"
)
_JOINING = frozenset({"and", "but", "so", "yet", "that"})
_CLAUSE = pattern(
    r"(?:it|they|he|she|we|i|there|no \S+|not an? \S+|not one \S+|none|nothing|nobody)"
    r"(?: too)? (?:will|would|won't|wouldn't|can|cannot|can't|could|couldn't|shall|is|are)"
)
_DASHES = frozenset({"\u2014", "\u2013", ";", ":"})
_INSERTED = frozenset({"however", "though", "indeed", "instead", "certainly"})
_ALSO = frozenset({"and", "but", "so", "while", "yet"})
_FEW = 6
_BEHIND_TIME = word_set("prepositions") | {",", "when", "as", "because", "amid", "owing"}
_NOW = frozenset({"then", "now"})
_SPANS = tuple((word,) for word in ("days", "weeks", "months", "years", "year", "decade"))
_MODAL = pattern(r"will|would|can|could|shall|may|might|does|do")


def conjunctional(view: View) -> Iterator[Tied]:
    """Which conditions does the view state by conjunctions, or by inversion?"""
    for connective in connectives(view.all_norms):
        tied = (
            _inverted(view, connective)
            or (_fronted(view, connective) if _starts(view, connective) else None)
            or _medial(view, connective)
            or _fronted(view, connective)
        )
        if tied is not None:
            yield tied
    yield from inverted(view)


def _starts(view: View, connective: Connective) -> bool:
    """Whether it starts a clause behind "and" or "but": what follows is tied, if anything."""
    joined = view.norm(connective.first - 1) in _JOINING
    return joined and not connective.kind.startswith("only")


def _medial(view: View, connective: Connective) -> Tied | None:
    """Something is done or refused, then the connective, then the condition."""
    clause = Span(clause_start(view, connective.first), connective.first)
    after = connective.last + (view.norm(connective.last) == ":")
    condition = Span(after, clause_end(view, after))
    if not len(condition) or _only_time(view, connective, condition):
        return None
    last = _behind_inserted(view, connective.first)
    negated = view.norm(last - 1) in ("not", "never")
    if negated or view.norm(last - 1) in _JOINING:
        clause = Span(clause.first, _before_joint(view, clause.first, last - negated))
    if not len(clause) and view.norm(clause.first - 1) in _DASHES:
        clause = Span(clause_start(view, clause.first - 1), clause.first - 1)
    inserted = _inserted(view, connective, condition)
    if inserted is not None:
        return inserted
    for start in (_last_clause(view, clause), clause.first):
        tied = tie(view, connective, Span(start, clause.last), condition, ("medial", negated))
        if tied is not None:
            return tied
    return None


def _behind_inserted(view: View, place: int) -> int:
    """Where stands what "not, however, before" negates: behind the "not"."""
    inserted = view.norm(place - 1) == "," and view.norm(place - 2) in _INSERTED
    return place - 3 if inserted and view.norm(place - 3) == "," else place


def _last_clause(view: View, clause: Span) -> int:
    """Where does the last clause start in "they fight, and the gate stays shut"?"""
    for at in range(clause.last - 3, clause.first, -1):
        if view.norm(at) in _ALSO and view.norm(at - 1) == ",":
            return at + 1
    return clause.first


def _inserted(view: View, connective: Connective, condition: Span) -> Tied | None:
    """Read "it will not, unless they leave, come back": the condition stands in the middle."""
    if view.norm(connective.first - 1) != ",":
        return None
    first = connective.first - 1
    for found in cues(view, Span(clause_start(view, first), first)):
        if found.span.last != first:
            continue
        comma = next(
            (p for p in range(condition.first, condition.last) if view.norm(p) == ","), -1
        )
        action = Span(comma + 1, condition.last)
        if comma > 0 and len(action) > 1:
            polarity = "will_not" if found.refuses else "will"
            asked = Span(condition.first, comma)
            rule = f"medial.cue.{connective.kind}"
            return Tied(connective.kind, action, asked, polarity, found.span, rule)
    return None


def _fronted(view: View, connective: Connective) -> Tied | None:
    """The connective and the condition come first, then a comma, then what is tied to it."""
    if not opens_clause(view, connective.first):
        return None
    for comma in commas_behind(view, connective.last, _FEW):
        condition = Span(connective.last, comma)
        clause = Span(comma + 1, clause_end(view, comma + 1))
        tied = tie(view, connective, clause, condition, ("fronted", False))
        if tied is not None:
            return tied
    return _run_on(view, connective)


def _run_on(view: View, connective: Connective) -> Tied | None:
    """Read "without a land registry there will be no peace", with no comma between."""
    if connective.kind not in STRONG:
        return None
    end = hard_end(view, connective.last)
    for there in view.find(_THERE, Span(connective.last + 1, end)):
        action = Span(there.last, clause_end(view, there.last))
        if len(action):
            condition = Span(connective.last, there.first)
            rule = f"fronted.none.{connective.kind}"
            return Tied(connective.kind, action, condition, "will_not", action, rule)
    for start in view.find(_CLAUSE, Span(connective.last + 1, end)):
        clause = Span(start.first, clause_end(view, start.first))
        condition = Span(connective.last, start.first)
        tied = tie(view, connective, clause, condition, ("fronted", False))
        if tied is not None:
            return tied
    return None


def _inverted(view: View, connective: Connective) -> Tied | None:
    """Read "only after all bases had been visited would the movement disarm"."""
    negated = view.norm(connective.first - 1) == "not"
    if not (connective.kind.startswith("only") or negated):
        return None
    if not opens_clause(view, connective.first - negated):
        return None
    end = hard_end(view, connective.last)
    for modal in view.find(_MODAL, Span(connective.last + 1, end)):
        clause = Span(modal.last, clause_end(view, modal.last))
        if len(clause) > 1 and _turned(view, modal):
            polarity = "will_not" if negated else "will"
            condition = Span(connective.last, modal.first)
            rule = f"inverted.{connective.kind}"
            return Tied(connective.kind, clause, condition, polarity, modal, rule)
    return None


def _turned(view: View, modal: Span) -> bool:
    """Whether the subject follows the modal, or the modal its clause without a comma."""
    if view.norm(modal.first - 1) != ",":
        return True
    named = modal.last < len(view.tokens) and view.tokens[modal.last].capital
    return named or view.norm(modal.last) in word_set("span_determiners")


def _before_joint(view: View, first: int, last: int) -> int:
    """Leave out ", but" before "not until"."""
    while last > first and view.norm(last - 1) in {",", "but", "and", "only", "yet"}:
        last -= 1
    return last


def _measured(view: View, condition: Span) -> bool:
    """Whether it only says how long: "for as long as three years", "as long as it takes"."""
    words = view.norms(condition)
    spans = words[:1] in (("a",), ("it",)) and words[1:2] in (*_SPANS, ("takes",))
    return spans or words[:1] == ("necessary",) or words[1:2] in _SPANS


def _only_time(view: View, connective: Connective, condition: Span) -> bool:
    """Whether it names a time and no event: "until midnight", "before the end of May"."""
    if connective.kind == "as long as":
        return _measured(view, condition)
    if connective.kind not in _OF_TIME:
        return False
    if view.norm(condition.first) in _NOW:
        return True
    end = condition.first
    while end < condition.last and (
        view.norm(end) in word_set("times") or view.norm(end)[:1].isdigit()
    ):
        end += 1
    return end == condition.last or (
        end - condition.first > 1 and view.norm(end) in _BEHIND_TIME
    )
