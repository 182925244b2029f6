"""Conditions: what a party does or refuses, and what it ties that to."""

from bisect import bisect_left
from dataclasses import dataclass

from holdfast.reading.clauses import tight
from holdfast.reading.conduct import conduct
from holdfast.reading.conjunctions import conjunctional
from holdfast.reading.cues import DENIALS, GUESSES, HEDGES, NO_LONGER
from holdfast.reading.frames import Framed
from holdfast.reading.holders import NOBODY, Holder, Scene, observed
from holdfast.reading.lexicon import word_set
from holdfast.reading.nominal import Tied, nominal
from holdfast.reading.sentences import Sentence, stretches
from holdfast.reading.untied import at_large, backed, loose, mere
from holdfast.reading.view import Span, View, pattern

_ASKED = pattern(
    r"whether",
    r"(?:asked|asks|wonders?|wondered)(?: \S+)? if",
    r"asked (?:twice|again|repeatedly)",
    r"\?",
)
_REPORTERS = frozenset(
    {"if", "unless", "when", "once", "after", "until", "as long as", "without", "before"}
)
_FORESEEN = frozenset({"if", "unless", "when", "once", "after", "as long as", "while"})
"""Connectives of forecasts: outsiders who use them say what they expect."""
_UNSAID = (
    ("question", _ASKED),
    ("dropped", NO_LONGER),
    ("denied", DENIALS),
    ("hypothetical", GUESSES),
)
_PLAIN = frozenset({"if", "when", "once", "after", "before", "until", "without", "unless"})
_SETTINGS = frozenset({"a", "hours", "days", "weeks", "two", "during", "following"})
_NOT = frozenset({"not", "never", "n't"})
_BEHIND_NOUN = frozenset({",", ".", ";", "of", "and", "is", "was", "alone", "in", ""})
_LONGEST = 100  # tokens; the rules look back and forth, so their time grows faster
_LATEST = 20
_TWICE = 2


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition found.

    Parameters
    ----------
    holder : whose conduct is conditional.
    action, condition : code points (start, end) of what is conditional, and of what on.
    polarity : "will" or "will_not".
    connective : its class.
    start, end : code points of the whole.
    status : stated, hedged, hypothetical, denied, dropped or question.
    rule : id of the rule that found it.
    """

    holder: Holder
    action: tuple[int, int]
    condition: tuple[int, int]
    polarity: str
    connective: str
    start: int
    end: int
    status: str
    rule: str


def conditions(sentence: Sentence, scene: Scene) -> list[Condition]:
    """Which conditions does this sentence state?

    Parameters
    ----------
    sentence : the sentence.
    scene : who was named before; what pronouns and "the government" stand for.
    """
    view = sentence.view
    if word_set("triggers").isdisjoint(view.vocabulary) and view.all_norms.count("no") < _TWICE:
        return []  # "no guarantee, no talks"
    scene.named(sentence.tokens)
    kept: list[Condition] = []
    for stretch in stretches(sentence, _LONGEST):
        framed = stretch.framed
        for tied in (*nominal(framed.content), *conjunctional(framed.content)):
            found = _condition(stretch, framed.content, tied, (scene, framed))
            if found is not None and not any(_same(found, other) for other in kept[-_LATEST:]):
                kept.append(found)
    return kept


def _condition(
    sentence: Sentence,
    view: View,
    tied: Tied,
    who: tuple[Scene, Framed],
) -> Condition | None:
    scene, framed = who
    action, asked = (
        tight(view, _kept(view, tied, part)) for part in (tied.action, tied.condition)
    )
    if framed.speakers:
        between = Span(min(action.first, asked.first), max(action.first, asked.first) + 1)
        if _before_report(sentence, view, between) != between:
            return None  # it is tied to when or where it was said
        asked = tight(view, _before_report(sentence, view, asked))
    if not len(action) or not len(asked) or mere(view, tied, action, asked):
        return None
    if loose(view, tied, action, asked) and not backed(view, framed, tied, asked):
        return None
    holder = scene.holder(view, tied, framed.speakers)
    if _foreseen(framed, tied, holder) or _vague(view, framed, tied, (holder, action)):
        return None
    subject = holder.subject if ".cue." in tied.rule else None
    if subject is not None and subject.first <= action.first:
        action = tight(view, Span(subject.first, action.last))
    first = min(action.first, asked.first, tied.cue.first)
    start = view.tokens[first].start
    if holder.span is not None and holder.span.last <= max(action.first, tied.cue.first + 1):
        start = min(start, view.tokens[holder.span.first].start)
    return Condition(
        holder=holder,
        action=(view.tokens[action.first].start, view.tokens[action.last - 1].end),
        condition=(view.tokens[asked.first].start, view.tokens[asked.last - 1].end),
        polarity=tied.polarity,
        connective=tied.kind,
        start=start,
        end=view.tokens[max(action.last, asked.last) - 1].end,
        status=_status(sentence, view, tied),
        rule=f"condition.{tied.rule}",
    )


def _before_report(sentence: Sentence, view: View, part: Span) -> Span:
    """Leave out when it was said: "until it is safe, she said, a day after the raid"."""
    starts = [token.start for token in sentence.tokens]
    for place in range(part.first, part.last - 1):
        if view.norm(place + 1) not in _SETTINGS:
            continue
        here, there = (bisect_left(starts, view.tokens[p].start) for p in (place, place + 1))
        if there - here > _TWICE:  # more than a comma is gone between the two
            return Span(part.first, place + 1)
    return part


def _foreseen(framed: Framed, tied: Tied, holder: Holder) -> bool:
    """Whether it is what would follow from what, in the reporter's or an analyst's view."""
    looks = tied.kind in _FORESEEN or ".none." in tied.rule
    if looks and (observed(framed.speakers) or framed.guessed):
        return True
    return not holder.somebody and tied.kind in _REPORTERS


def _vague(view: View, framed: Framed, tied: Tied, whose: tuple[Holder, Span]) -> bool:
    """Whether nobody is named who does it, and it is not what parties do."""
    holder, action = whose
    if not framed.speakers and at_large(view, tied):
        return True
    nobody = holder.name == NOBODY and ".cue." in tied.rule and tied.kind in _PLAIN
    return nobody and not conduct(view, action)


def _kept(view: View, tied: Tied, part: Span) -> Span:
    """Leave out the main verb behind a noun: "the refusal to talk without arms sets a tone"."""
    if part.first < tied.cue.last or word_set("nouns").isdisjoint(view.norms(tied.cue)):
        return part
    for place in range(part.first + 1, part.last):
        if view.norm(place) in word_set("verbs"):
            return Span(part.first, place)
    return part


def _status(sentence: Sentence, view: View, tied: Tied) -> str:
    whole = sentence.view
    inside = range(
        view.tokens[tied.condition.first].start, view.tokens[tied.condition.last - 1].end
    )
    for status, words in _UNSAID:
        for found in whole.find(words):
            if status == "question" and tied.rule.endswith("depends-on") and not found.first:
                continue  # "whether they sign depends on the text"
            before = whole.norms(Span(max(0, found.first - _TWICE), found.first))
            if status == "dropped" and not _NOT.isdisjoint(before):
                continue  # "has not publicly dropped its demand"
            if status == "question" or whole.tokens[found.first].start not in inside:
                return status
    near = Span(max(0, tied.cue.first - 3), min(len(view.tokens), tied.cue.last + 1))
    hedged = any(not _power(view, found) for found in view.find(HEDGES, near))
    return "hedged" if hedged else "stated"


def _power(view: View, found: Span) -> bool:
    """Whether "might" is what somebody has, as in "despite its military might, ..."."""
    might = view.norm(found.first) == "might"
    return might and view.norm(found.last) in _BEHIND_NOUN


def _same(one: Condition, other: Condition) -> bool:
    """Whether two finds rest on the same words; the more exact rules come first."""
    return _overlap(one.condition, other.condition) or (
        _overlap(one.condition, other.action) and _overlap(one.action, other.condition)
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])
