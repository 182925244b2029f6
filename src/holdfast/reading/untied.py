"""Which ties are none: what only tells a time, a manner, a price, or people at large."""

from collections.abc import Callable, Sequence

from holdfast.reading.conduct import conduct
from holdfast.reading.doers import agentive
from holdfast.reading.frames import Framed
from holdfast.reading.holders import observed
from holdfast.reading.lexicon import word_set
from holdfast.reading.nominal import Tied
from holdfast.reading.view import Span, View, pattern

_LOOSE = (
    "split.requires",
    "split.depends-on",
    "split.obliged",
    "split.follow",
    "split.precede",
    "form.linked",
    "form.insist-before",
    "first-then",
)
"""Rules that tie all sorts of things."""
_BACKED = ("split.requires", "split.depends-on", "split.follow", "split.precede")
_RULES = frozenset(
    {"constitution", "law", "charter", "statute", "statutes", "rules", "mandate", "court"}
    | {"government", "parliament", "ministry", "cabinet"}
)
_SHORT = 4
_PAST = frozenset({"had", "has", "have", "came", "went", "was", "were", "did", "got", "left"})
_SPOKEN = frozenset(
    {"will", "would", "can", "could", "must", "shall", "may", "might", "be", "possible"}
    | {"suspended", "blocked", "ruled", "postponed", "impossible", "conceivable", "acceptable"}
)
_ABILITY = frozenset({"can", "could", "cannot", "can't", "couldn't"})
_OF_TIME = frozenset({"once", "when", "after", "until", "before"})
_EMPTY = frozenset(
    {"them", "it", "that", "this", "him", "her", "us", "these", "those", "so", "do", "did"}
    | {"happen", "does", "the", "a", "of", "one", "either", "then", "not", "need", "be", "any"}
)
_FEW = 3
_COMES = frozenset({"returns", "arrives", "recovers", "lands", "finishes"})
_SAME = frozenset({"he", "she", "they", "it"})
_WEATHER = pattern(r"weather|(?:rains?|snow|storm|winter|summer|harvest|holidays?|season|thaw)")
_READY = pattern(
    r"(?:it|he|she|they|conditions|time) (?:is|are|was|were|becomes?|became|feels?)"
    r" (?:safe|ready|old|possible|right|able|well|fit|over|time|older|needed|necessary)"
)
_WAS = frozenset({"was", "were"})
_CONSENT = ("approv", "consent", "agree", "ratif", "confirm", "vote", "verif", "condition")
_EXACT = ("no-no",)
_GOODS = frozenset({"oil", "gas", "grain", "wheat", "bread", "fuel", "food", "petrol", "gold"})


def at_large(view: View, tied: Tied) -> bool:
    """Whether it tells of people at large: "nobody would go out before dawn"."""
    before = view.norms(Span(max(0, tied.cue.first - 1), tied.cue.first + _SHORT))
    return ".none." in tied.rule and ("nobody" in before or "one" in before[:1])


def mere(view: View, tied: Tied, action: Span, asked: Span) -> bool:
    """Whether it tells how or when and ties nothing: "without delay", "once he returns"."""
    first = view.norm(asked.first)
    for part in (action, asked):
        if _EMPTY.issuperset(view.norms(part)):
            return True
    if tied.kind == "without":
        manner = first in word_set("manner") and len(asked) == 1
        return manner or (first.endswith("ing") and not conduct(view, asked))
    if tied.rule.endswith("is-condition") and _whose(view, tied, action):
        return True
    if tied.kind == "before" and _dated(view.norms(action)):
        return True
    return tied.kind in _OF_TIME and _timed(view, tied, asked)


def _whose(view: View, tied: Tied, action: Span) -> bool:
    """Whether it tells whose condition it is, and not on what: "a condition of the army"."""
    return view.norm(tied.cue.last - 1) == "of" and agentive(view.norms(action)[-1:])


def _timed(view: View, tied: Tied, asked: Span) -> bool:
    """Whether it only says when: "before the summit", "when she returns", "once it is safe"."""
    last = view.norm(asked.last - 1)
    if (
        tied.kind in ("before", "after")
        and len(asked) <= _FEW
        and last in word_set("occasions")
    ):
        return True
    if tied.kind in ("when", "once") and last in _COMES:
        return True
    travels = view.norm(asked.first + 1) in word_set("travels")
    if travels and view.norm(asked.first) in _SAME:
        return True
    return view.has(_WEATHER, asked) or view.has(_READY, asked)


def _dated(words: Sequence[str]) -> bool:
    """Whether these words are a date, or start with one: "August 30 or ..."."""
    known = [word in word_set("times") or word[:1].isdigit() for word in words]
    return all(known) or (known[:2] == [True, True] and words[1][:1].isdigit())


def backed(view: View, framed: Framed, tied: Tied, asked: Span) -> bool:
    """Whether somebody says it, and what is asked for is what parties do."""
    said = bool(framed.speakers) and not observed(framed.speakers)
    loose = ".none." in tied.rule or tied.rule.startswith(_BACKED)
    return said and loose and conduct(view, asked)


def loose(view: View, tied: Tied, action: Span, asked: Span) -> bool:
    """Whether the form ties all sorts of things, and these are not what parties do."""
    test = next((test for end, test in _TESTS if tied.rule.endswith(end)), None)
    if test is not None:
        return test(view, tied, action, asked)
    if ".none." in tied.rule and not tied.rule.endswith(_EXACT) and "possible" not in tied.rule:
        return _past(view, tied, action) or not conduct(view, action)
    if ".cue." in tied.rule and not _ABILITY.isdisjoint(view.norms(tied.cue)):
        return not conduct(view, Span(max(0, tied.cue.first - _SHORT), action.last))
    if tied.rule.endswith("insist-before") and conduct(view, asked):
        return False
    return tied.rule.startswith(_LOOSE) and not conduct(view, action)


def _past(view: View, tied: Tied, action: Span) -> bool:
    """Whether it tells what was: "there was no sign of troops before the raid"."""
    if tied.kind == "before" and view.norm(tied.cue.first - 2) == "was":
        return True
    near = Span(max(0, tied.cue.first - _SHORT), action.last)
    told = not _PAST.isdisjoint(view.norms(action))
    return told and _SPOKEN.isdisjoint(view.norms(near))


def _merely_subject(view: View, tied: Tied, action: Span, asked: Span) -> bool:
    """Whether "was subject to" tells what was done and asks nobody's consent."""
    if view.norm(tied.cue.first) not in _WAS:
        return tied.rule.startswith(_LOOSE) and not conduct(view, action)
    consent = any(word.startswith(_CONSENT) for word in view.norms(asked))
    return not (conduct(view, action) and consent)


def _costs(view: View, _tied: Tied, action: Span, asked: Span) -> bool:
    """Whether it is the price of goods."""
    head = Span(action.first, min(action.last, action.first + 3))
    goods = view.norm(action.first) in _GOODS
    return goods or not (conduct(view, head) and conduct(view, asked))


def _things(view: View, tied: Tied, action: Span, asked: Span) -> bool:
    """Whether things depend on things, or a law requires something."""
    if "price" in view.norms(action)[:2] or "weather" in view.norms(asked):
        return True
    ruled = not _RULES.isdisjoint(view.norms(action)) and len(action) < _SHORT
    needs = asked if tied.rule.endswith("requires") else action
    return ruled or not (conduct(view, action) and conduct(view, needs))


_TESTS: tuple[tuple[str, Callable[[View, Tied, Span, Span], bool]], ...] = (
    ("subject-to", _merely_subject),
    ("price-is", _costs),
    ("depends-on", _things),
    ("requires", _things),
)
