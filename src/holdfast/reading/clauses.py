"""Where clauses start and end in a view."""

from holdfast.reading.view import Span, View

HARD = frozenset({";", ":", "\u2014", "\u2013", "(", ")", "\u2026", ".", "!", "?"})
"""Marks that end a clause whatever follows."""

QUOTES = frozenset({'"', "\u201c", "\u201d", "\u2018", "'", "\u2019"})
OPENERS = HARD | QUOTES | {",", "that", "but", "and", "yet", "or", "so"}
"""What a clause may start behind."""

_NEXT = frozenset(
    {"but", "and", "so", "while", "although", "though", "because", "which", "who"}
)
_EDGES = HARD | QUOTES | {",", "-", "that", "then", "only", "but", "and", "any", "not", "ever"}


def clause_start(view: View, place: int) -> int:
    """Where does the clause that ends before this place start?"""
    at = place
    while at > 0 and view.norm(at - 1) not in HARD:
        at -= 1
    return at


def hard_end(view: View, place: int) -> int:
    """Where is the next hard mark at or behind this place?"""
    at = place
    while at < len(view.tokens) and view.norm(at) not in HARD:
        at += 1
    return at


def clause_end(view: View, place: int) -> int:
    """Where does the clause end: at a hard mark, or a comma that opens another clause?"""
    end = hard_end(view, place)
    for at in range(place + 1, end):
        if view.norm(at) == "," and view.norm(at + 1) in _NEXT:
            return at
    return end


def tight(view: View, span: Span) -> Span:
    """Which tokens of the span are left without marks and joining words at its edges?"""
    first, last = span.first, span.last
    while first < last and view.norm(first) in _EDGES:
        first += 1
    while last > first and view.norm(last - 1) in _EDGES:
        last -= 1
    return Span(first, last)


def opens_clause(view: View, place: int) -> bool:
    """Whether a clause may start at this place."""
    return place <= 0 or view.norm(place - 1) in OPENERS
