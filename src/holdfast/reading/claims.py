"""Claims: what a text says moves what, in which direction, and how surely."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from holdfast.reading.causal import verbs
from holdfast.reading.causal_links import LINK_WORDS, by_links
from holdfast.reading.causal_spans import Line, line_of, trimmed
from holdfast.reading.causal_terms import TERM_WORDS, by_terms
from holdfast.reading.causal_verbs import Found, by_verbs
from holdfast.reading.conditions import Condition
from holdfast.reading.cues import DENIALS
from holdfast.reading.items import SAID, Item
from holdfast.reading.sentences import Sentence, stretches
from holdfast.reading.tokens import Token, tokenise
from holdfast.reading.view import Span, pattern
from holdfast.reading.vocabulary import Named, lever, outcome_named, stem

SIGNS = ("+", "-", "0", "?")
"""What a cause does: raises the effect, lowers it, leaves it, moves it without a direction."""

LONGEST = 200
"""Longer sentences, in tokens, are read in stretches of this length: they are no prose."""

_VALUES = {"+": 1, "-": -1, "0": 0, "?": 0}
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})
_BLOCKING = frozenset({"while", "as long as"})
_REFUTED = pattern(
    r"(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|refut(?:es|ed)) .{0,30}?that",
    r"(?:it is|it was) (?:not true|untrue|false) that",
    r"no evidence that|(?:a )?myth that",
)


@dataclass(slots=True)
class Claims:
    """The claims so far; it is told of every sentence in order.

    Parameters
    ----------
    text : the whole text.
    items : the claims found.
    seen : places of preconditions among them.
    """

    text: str
    items: list[Item] = field(default_factory=list)
    seen: dict[tuple[object, ...], int] = field(default_factory=dict)
    _before: tuple[int, int] | Sentence | None = None

    def hear(self, sentence: Sentence, here: Sequence[Condition]) -> None:
        """Add the claims of a sentence, and of the conditions found in it."""
        if not sentence.heading:
            _read(self, sentence, here)

    def go_on(self, said: tuple[int, int] | Sentence) -> None:
        """Note what "this" stands for in the next sentence."""
        self._before = said

    @property
    def before(self) -> tuple[int, int] | None:
        """What "this" stands for at the start of a sentence."""
        if isinstance(self._before, Sentence):
            self._before = _whole(self._before)
        return self._before


def claims(
    text: str, sentences: Iterable[Sentence], conditions: Sequence[Condition] = ()
) -> list[Item]:
    """Which causal claims does the text make?

    Questions make none; headings are left out, since the text says the same in full. A claim
    that somebody denies has the status denied. A precondition is a claim as well (what is asked
    for brings what is refused without it), once for all its mentions; its rule starts with
    `claim.precondition`, and its slot `mentions` counts them. Offers ("will, if") are none.

    Parameters
    ----------
    text : the whole text.
    sentences : its sentences, in order.
    conditions : the conditions found in it, in order, if preconditions are to be claims too.

    Returns
    -------
    Items of kind claim. Slots: cause, effect (verbatim; effect is empty where the text leaves
    it unsaid), cause_span, effect_span (code points), sign (see `SIGNS`; of what the effect
    names, its own "not" taken out), hedge (the word, or empty), antecedent (the words that
    "this" stands for, where the cause holds one), lever, outcome (ids of the vocabulary, or
    empty), direction (+1 or -1: what more of the lever does to the outcome by this claim; 0
    where that is not said).
    """
    reader = Claims(text)
    waiting = list(reversed(conditions))
    for sentence in sentences:
        here: list[Condition] = []
        while waiting and waiting[-1].start < sentence.end:
            here.append(waiting.pop())
        reader.hear(sentence, here)
    return reader.items


def _read(reader: Claims, sentence: Sentence, here: Sequence[Condition]) -> None:
    made: list[Item] = []
    main: tuple[int, int] | None = None
    asked = any(token.norm == "?" for token in sentence.tokens[-3:])
    for part in () if asked else stretches(sentence, LONGEST):
        view = part.view
        if not _triggers().isdisjoint(view.vocabulary):
            line = Line(view.tokens, view.all_norms)
            found = [one for one in _found(line) if _has_cause(reader, one)]
            made += _items(reader, part, line, found)
            main = _main_clause(line, found)
    if here:
        made = [item for item in made if not any(_commitment(item, c) for c in here)]
    reader.items += made
    _preconditions(reader, here, made)
    reader.go_on(main or sentence)


@cache
def _triggers() -> frozenset[str]:
    return frozenset(verbs()) | LINK_WORDS | TERM_WORDS


def _found(line: Line) -> list[Found]:
    """All claims of a line, without acts of parties and without claims inside other claims."""
    verbal = by_verbs(line)
    linked = list(by_links(line, verbal))
    termed = list(by_terms(line))
    taken = {one.event for one in linked}
    verbal = [one for one in verbal if not one.acted and one.event not in taken]
    every = sorted([*verbal, *linked, *termed], key=lambda one: (one.first, one.last))
    return [one for one in every if not any(_inside(line, one, other) for other in every)]


_SUBORDINATE = frozenset({"where", "when", "that", "who", "whom", "whether", "which", "if"})


def _inside(line: Line, one: Found, other: Found) -> bool:
    """Whether a claim only describes the cause or the effect of another, or asks whether."""
    if one is other:
        return line.word(one.first - 1) == "whether"
    within = any(
        part.first <= one.first and one.last <= part.last
        for part in (other.cause, other.effect)
    )
    near = line.words(Span(max(0, one.first - 1), one.first + 1))
    return within and any(word in _SUBORDINATE for word in near)


def _commitment(item: Item, condition: Condition) -> bool:
    """Whether the claim is what a party says it will do on a condition."""
    name = item.rule.removeprefix("claim.link.").replace("-", " ")
    return (
        name == condition.connective
        and condition.status in ("stated", "reported")
        and condition.holder.span is not None
        and item.start < condition.end
        and condition.start < item.end
    )


def _has_cause(reader: Claims, one: Found) -> bool:
    return bool(len(one.cause)) or (one.pointer and reader.before is not None)


def _main_clause(line: Line, found: Sequence[Found]) -> tuple[int, int] | None:
    """What "this" in the next sentence stands for, where a conditional opens this one."""
    for one in found:
        if one.rule.startswith("link.") and one.event.first > one.cause.last > 0:
            span = trimmed(line, one.event)
            return (line.tokens[span.first].start, line.tokens[span.last - 1].end)
    return None


def _whole(sentence: Sentence) -> tuple[int, int]:
    line = line_of(sentence.tokens)
    span = trimmed(line, Span(0, len(sentence.tokens)))
    if not len(span):
        return sentence.start, sentence.end
    return line.tokens[span.first].start, line.tokens[span.last - 1].end


def _items(reader: Claims, part: Sentence, line: Line, found: Sequence[Found]) -> list[Item]:
    if not found:
        return []
    speakers = tuple(
        " ".join(token.text for token in speaker) for speaker in part.framed.speakers
    )
    denials = [span.last for span in part.view.find(DENIALS)]
    refuted = part.view.has(_REFUTED)
    items = []
    for one in found:
        denied = refuted or any(last <= one.first for last in denials)
        hedged = "hedged" if one.hedge else "reported" if speakers else "stated"
        items.append(_item(reader, line, one, ("denied" if denied else hedged, speakers)))
    return items


def _item(reader: Claims, line: Line, one: Found, told: tuple[str, tuple[str, ...]]) -> Item:
    status, speakers = told
    cause = _points(line, one.cause) if len(one.cause) else reader.before
    assert cause is not None
    effect = _points(line, one.effect) if len(one.effect) else None
    start, end = _points(line, Span(one.first, one.last))
    words = line.tokens[one.cause.first : one.cause.last] or tokenise(reader.text, *cause)
    shows = len(one.cause) and line.word(one.cause.first) in _DEMONSTRATIVES
    earlier = reader.text[slice(*reader.before)] if shows and reader.before else ""
    named = _named(line, one, words)
    return Item(
        "claim",
        start,
        end,
        reader.text[start:end],
        f"claim.{one.rule}",
        status,
        {
            "cause": reader.text[slice(*cause)],
            "effect": reader.text[slice(*effect)] if effect else "",
            "cause_span": cause,
            "effect_span": effect or (end, end),
            "sign": one.sign,
            "hedge": one.hedge,
            "antecedent": earlier,
            **named,
        },
        speakers,
    )


def _points(line: Line, span: Span) -> tuple[int, int]:
    last = max(span.last, span.first + 1)
    return line.tokens[span.first].start, line.tokens[last - 1].end


def _named(line: Line, one: Found, cause: Sequence[Token]) -> dict[str, object]:
    """Lever, outcome and direction; a synonym that holds the verb says the sign itself."""
    event = outcome_named(line.tokens[one.event.first : one.event.last])
    alone = outcome_named(line.tokens[one.effect.first : one.effect.last])
    outcome, sign = alone, _VALUES[one.sign]
    if event.id and event.last - event.first > alone.last - alone.first:
        outcome, sign = event, abs(sign)
    return _slots(lever(cause), outcome, sign)


def _slots(moved: Named, outcome: Named, sign: int) -> dict[str, object]:
    both = bool(moved.id and outcome.id)
    direction = sign * moved.direction * outcome.direction if both else 0
    return {"lever": moved.id, "outcome": outcome.id, "direction": direction}


def _preconditions(reader: Claims, here: Sequence[Condition], made: Sequence[Item]) -> None:
    """Add preconditions as claims, each once; a later mention raises the count of the first."""
    for condition in here:
        if condition.status not in SAID or not _strict(condition) or _told(condition, made):
            continue
        item = _precondition(reader.text, condition)
        key = _key(condition, item)
        place = reader.seen.get(key)
        if place is None:
            reader.seen[key] = len(reader.items)
            reader.items.append(item)
            continue
        first = reader.items[place]
        count = {"mentions": int(str(first.slots["mentions"])) + 1}
        reader.items[place] = replace(first, slots={**first.slots, **count})


def _strict(condition: Condition) -> bool:
    """Whether nothing comes without what is asked for; a plain offer claims no such thing."""
    return condition.polarity == "will_not" or condition.connective.startswith("only")


def _told(condition: Condition, made: Sequence[Item]) -> bool:
    return any(item.start < condition.end and condition.start < item.end for item in made)


def _precondition(text: str, condition: Condition) -> Item:
    sign = "-" if condition.connective in _BLOCKING else "+"
    action = condition.action
    effect = (condition.start, action[1]) if condition.condition[0] >= action[1] else action
    moved = lever(tokenise(text, *condition.condition))
    outcome = outcome_named(tokenise(text, *action))
    return Item(
        "claim",
        condition.start,
        condition.end,
        text[condition.start : condition.end],
        f"claim.precondition.{condition.connective.replace(' ', '-')}",
        condition.status,
        {
            "cause": text[slice(*condition.condition)],
            "effect": text[slice(*effect)],
            "cause_span": condition.condition,
            "effect_span": effect,
            "holder": condition.holder.name,
            "sign": sign,
            "hedge": "",
            "antecedent": "",
            "mentions": 1,
            **_slots(moved, outcome, _VALUES[sign]),
        },
    )


def _key(condition: Condition, item: Item) -> tuple[object, ...]:
    """Whose refusal of what: with that, what is asked for is the same thing said again."""
    if item.slots["outcome"]:
        return (condition.holder.name, condition.polarity, item.slots["outcome"])
    words = [str(item.slots[part]).lower().split() for part in ("cause", "effect")]
    return (condition.polarity, *(frozenset(stem(w) for w in some) for some in words))
