"""Conditions said without a conjunction: should they leave, with the rifles still there."""

from collections.abc import Iterator
from itertools import islice

from holdfast.reading.clauses import clause_end, clause_start, commas_behind, opens_clause
from holdfast.reading.connectives import Connective
from holdfast.reading.lexicon import word_set
from holdfast.reading.nominal import Tied
from holdfast.reading.ties import tie
from holdfast.reading.view import Span, View, pattern

_FEW = 6
_SUPPOSED = pattern(r"were|should|had")
_TRAILING = pattern(r"should|were")
_COMMITS = frozenset(
    {"will", "would", "could", "might", "willing", "ready", "prepared", "open"}
)
_SUBJECTS = word_set("span_determiners") | word_set("pronouns")
_NOTHING_BUT = pattern(r"(?:nothing|anything) (?:but|short of|less than)")
_MODAL = pattern(r"will|would|can|could")
_STILL = pattern(r"with (?:\S+ ){1,7}?still")
_NO_NO = pattern(r"no (?:\S+ ){1,8}?, no")


def inverted(view: View) -> Iterator[Tied]:
    """Which conditions does the view state by the order of its words alone?"""
    yield from _supposed(view)
    yield from _trailing(view)
    yield from _with_still(view)
    yield from _no_no(view)
    yield from _nothing_but(view)


def _supposed(view: View) -> Iterator[Tied]:
    """Read "were the fleet to stop, ..." and "should the mission verify the camps, ..."."""
    for word in view.find(_SUPPOSED):
        if opens_clause(view, word.first):
            yield from islice(_then(view, word), 1)


def _then(view: View, word: Span) -> Iterator[Tied]:
    """What is tied to a supposition, behind one of its commas."""
    connective = Connective("if", word.first, word.last)
    for comma in commas_behind(view, word.last, _FEW):
        clause = Span(comma + 1, clause_end(view, comma + 1))
        tied = tie(view, connective, clause, Span(word.last, comma), ("supposed", False))
        if tied is not None:
            yield tied


def _trailing(view: View) -> Iterator[Tied]:
    """Read "it will send its army should the others cross", and ", were the tanks to stay"."""
    for word in view.find(_TRAILING):
        if not _asks(view, word):
            continue
        clause = Span(clause_start(view, word.first), word.first)
        if not _COMMITS.isdisjoint(view.norms(clause)):
            start = word.last
            condition = Span(start, clause_end(view, start))
            connective = Connective("if", word.first, word.last)
            tied = tie(view, connective, clause, condition, ("medial", False))
            if tied is not None:
                yield tied


def _asks(view: View, word: Span) -> bool:
    """Whether a subject follows, as in "should both ask" and "were the army to leave"."""
    named = word.last < len(view.tokens) and view.tokens[word.last].capital
    subject = named or view.norm(word.last) in _SUBJECTS
    return subject and (view.norm(word.first) == "should" or _to(view, word))


def _to(view: View, word: Span) -> bool:
    return "to" in view.norms(Span(word.last, clause_end(view, word.last)))


def _with_still(view: View) -> Iterator[Tied]:
    """Read "it will not pay with the rifles still uncounted"."""
    for found in view.find(_STILL):
        clause = Span(clause_start(view, found.first), found.first)
        condition = Span(found.first + 1, clause_end(view, found.last))
        connective = Connective("as long as", found.first, found.first + 1)
        tied = tie(view, connective, clause, condition, ("medial", False))
        if tied is not None and tied.polarity == "will_not":
            yield tied


def _nothing_but(view: View) -> Iterator[Tied]:
    """Read "nothing short of a written list will unfreeze it"."""
    for found in view.find(_NOTHING_BUT):
        end = clause_end(view, found.last)
        for modal in view.find(_MODAL, Span(found.last + 1, end)):
            action = Span(modal.last, end)
            if len(action) and opens_clause(view, found.first):
                condition = Span(found.last, modal.first)
                rule = "medial.none.nothing-but"
                yield Tied("without", action, condition, "will_not", action, rule)
            break


def _no_no(view: View) -> Iterator[Tied]:
    """Read "no guarantee, no talks"."""
    for found in view.find(_NO_NO):
        if opens_clause(view, found.first):
            condition = Span(found.first + 1, found.last - 2)
            action = Span(found.last, clause_end(view, found.last))
            if len(action) and len(condition):
                cue = Span(found.first, found.first + 1)
                yield Tied("without", action, condition, "will_not", cue, "medial.none.no-no")
