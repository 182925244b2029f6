"""Where clauses start and end in a view."""

from bisect import bisect_left

from holdfast.reading.view import HARD, Span, View

QUOTES = frozenset({'"', "\u201c", "\u201d", "\u2018", "'", "\u2019"})
OPENERS = HARD | QUOTES | {",", "that", "but", "and", "yet", "or", "so"}
"""What a clause may start behind."""

_NEXT = frozenset(
    {"but", "and", "so", "while", "although", "though", "because", "which", "who"}
)
_EDGES = HARD | QUOTES | {",", "-", "that", "then", "only", "but", "and", "any", "not", "ever"}


def clause_start(view: View, place: int) -> int:
    """Where does the clause that ends before this place start?"""
    before = bisect_left(view.hard, place)
    return view.hard[before - 1] + 1 if before else 0


def hard_end(view: View, place: int) -> int:
    """Where is the next hard mark at or behind this place?"""
    behind = bisect_left(view.hard, place)
    return view.hard[behind] if behind < len(view.hard) else len(view.tokens)


def clause_end(view: View, place: int) -> int:
    """Where does the clause end: at a hard mark, or a comma that opens another clause?"""
    end, commas = hard_end(view, place), view.commas
    for number in range(bisect_left(commas, place + 1), len(commas)):
        at = commas[number]
        if at >= end:
            break
        if view.norm(at + 1) in _NEXT:
            return at
    return end


def commas_behind(view: View, place: int, most: int) -> tuple[int, ...]:
    """The first few commas behind this place, of the clause that starts here."""
    first = bisect_left(view.commas, place + 1)
    end = hard_end(view, place)
    return tuple(at for at in view.commas[first : first + most] if at < end)


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
