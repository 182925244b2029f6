"""Conditions: what a party does or refuses, and what it ties that to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from holdfast.reading.clauses import tight
from holdfast.reading.conduct import conduct
from holdfast.reading.conjunctions import conjunctional
from holdfast.reading.cues import DENIALS, GUESSES, HEDGES, NO_LONGER
from holdfast.reading.frames import unframed
from holdfast.reading.holders import Holder, Scene, observed
from holdfast.reading.lexicon import word_set
from holdfast.reading.nominal import Tied, nominal
from holdfast.reading.sentences import Sentence
from holdfast.reading.tokens import Token
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

_RULES = frozenset(
    {"constitution", "law", "charter", "statute", "statutes", "rules", "mandate", "court"}
    | {"government", "parliament", "ministry", "cabinet"}
)
_LONGEST = 100  # tokens; the rules look back and forth, so their time grows faster
_LATEST = 20
_SHORT = 4
_PAST = frozenset({"had", "has", "have", "came", "went", "was", "were", "did", "got", "left"})
_SPOKEN = frozenset(
    {"will", "would", "can", "could", "must", "shall", "may", "might", "be", "possible"}
    | {"suspended", "blocked", "ruled", "postponed", "impossible", "conceivable", "acceptable"}
)
_ABILITY = frozenset({"can", "could", "cannot", "can't", "couldn't"})
_GOODS = frozenset({"oil", "gas", "grain", "wheat", "bread", "fuel", "food", "petrol", "gold"})


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
    norms = [token.norm for token in sentence.tokens]
    if (
        word_set("triggers").isdisjoint(norms) and norms.count("no") < 2
    ):  # "no guarantee, no talks"
        return []
    kept: list[Condition] = []
    for stretch in _stretches(sentence):
        framed = unframed(stretch.tokens)
        for tied in (*nominal(framed.content), *conjunctional(framed.content)):
            found = _condition(stretch, framed.content, tied, (scene, framed.speakers))
            if found is not None and not any(_same(found, other) for other in kept[-_LATEST:]):
                kept.append(found)
    return kept


def _stretches(sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, or, where it is longer than any that people write, its parts in order."""
    tokens = sentence.tokens
    if len(tokens) <= _LONGEST:
        yield sentence
        return
    for first in range(0, len(tokens), _LONGEST):
        part = tokens[first : first + _LONGEST]
        yield replace(sentence, tokens=part, start=part[0].start, end=part[-1].end)


def _condition(
    sentence: Sentence,
    view: View,
    tied: Tied,
    who: tuple[Scene, Sequence[tuple[Token, ...]]],
) -> Condition | None:
    scene, speakers = who
    action, asked = (
        tight(view, _kept(view, tied, part)) for part in (tied.action, tied.condition)
    )
    if not len(action) or not len(asked) or _loose(view, tied, action, asked):
        return None
    holder = scene.holder(view, tied, speakers)
    seen = observed(speakers) and tied.kind in _FORESEEN
    if seen or (not holder.somebody and tied.kind in _REPORTERS):
        return None  # what would follow from what, in the reporter's or an analyst's view
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


def _kept(view: View, tied: Tied, part: Span) -> Span:
    """Leave out the main verb behind a noun: "the refusal to talk without arms sets a tone"."""
    if part.first < tied.cue.last or word_set("nouns").isdisjoint(view.norms(tied.cue)):
        return part
    for place in range(part.first + 1, part.last):
        if view.norm(place) in word_set("verbs"):
            return Span(part.first, place)
    return part


def _loose(view: View, tied: Tied, action: Span, asked: Span) -> bool:
    """Whether the form ties all sorts of things, and these are not what parties do."""
    if tied.rule.endswith("price-is"):
        head = Span(action.first, min(action.last, action.first + 3))
        goods = not _GOODS.isdisjoint(view.norms(Span(action.first, action.first + 1)))
        return goods or not (conduct(view, head) and conduct(view, asked))
    if tied.rule.endswith(("depends-on", "requires")):
        ruled = not _RULES.isdisjoint(view.norms(action)) and len(action) < _SHORT
        needs = asked if tied.rule.endswith("requires") else action
        return ruled or not (conduct(view, action) and conduct(view, needs))
    if (
        ".none." in tied.rule
        and not tied.rule.endswith("no-no")
        and "possible" not in tied.rule
    ):
        told = not _PAST.isdisjoint(view.norms(action)) and _SPOKEN.isdisjoint(
            view.norms(Span(tied.cue.first - 4 if tied.cue.first > 4 else 0, action.last))
        )
        return told or not conduct(view, action)
    if ".cue." in tied.rule and not _ABILITY.isdisjoint(view.norms(tied.cue)):
        return not conduct(view, Span(max(0, tied.cue.first - _SHORT), action.last))
    return tied.rule.startswith(_LOOSE) and not conduct(view, action)


def _status(sentence: Sentence, view: View, tied: Tied) -> str:
    whole = View(sentence.tokens)
    inside = range(
        view.tokens[tied.condition.first].start, view.tokens[tied.condition.last - 1].end
    )
    for status, words in _UNSAID:
        for found in whole.find(words):
            if status == "question" or whole.tokens[found.first].start not in inside:
                return status
    near = Span(max(0, tied.cue.first - 3), min(len(view.tokens), tied.cue.last + 1))
    return "hedged" if any(view.find(HEDGES, near)) else "stated"


def _same(one: Condition, other: Condition) -> bool:
    """Whether two finds rest on the same words; the more exact rules come first."""
    return _overlap(one.condition, other.condition) or (
        _overlap(one.condition, other.action) and _overlap(one.action, other.condition)
    )


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return min(one[1], other[1]) > max(one[0], other[0])
