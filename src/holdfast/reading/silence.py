"""What a text contradicts in itself, and what it leaves out."""

import re
from collections.abc import Iterator, Mapping, Sequence

from holdfast.reading.items import Item
from holdfast.reading.sentences import Sentence
from holdfast.reading.view import pattern

Found = Mapping[str, Sequence[Item]]

_REFUSES = pattern(r"refus\w+", r"reject\w*", r"rul(?:es|ed) out", r"no talks")
_TIED = pattern(r"until|unless|without|before|if|once")
# with bounds: a text of nothing but digits, or of opening quotes, is read in linear time too
_ABSENT = (
    (
        re.compile(
            r"\d[\d.,]{0,30}+\s?(?:bn|billion|million|troops|soldiers|peacekeepers)\b",
            re.IGNORECASE,
        ),
        "Amounts of money, numbers of troops, dates of talks.",
    ),
    (
        re.compile(r"[\"\u201c][^\"\u201c\u201d\n]{15,}+[\"\u201d]"),
        "Words actually spoken: all speech is reported indirectly.",
    ),
    (
        re.compile(
            r"\d{1,30}+\s?(?:%|percent|per cent)|\bone in \w+\b|\bodds of\b", re.IGNORECASE
        ),
        "Any probability.",
    ),
)
_VAGUE = pattern(
    r"adequate|sufficient|credible|robust|meaningful|concrete|right|proper|reliable"
)
_PEACE = frozenset(
    {"target-enters-talks", "deal-reached", "speed-of-resolution", "peace-holds"}
)
"""Outcomes on the way to peace: what helps one and harms another is read twice."""

_GIVEN = frozenset({"offered", "provided", "in force"})
_GUARANTEES = frozenset(
    {"security_guarantee", "collective_defence", "commitment", "peacekeepers", "monitors"}
)


def contradictions(
    text: str, bare: Sentence | None, found: Found
) -> Iterator[Mapping[str, object]]:
    """Which things does the text say that do not go together? Both sides are kept."""
    tied = found["precondition"]
    if bare is not None and tied:
        says = "the heading refuses without condition, the text names one"
        yield {"a": text[bare.start : bare.end], "b": tied[0].quote, "says": says}
    said: dict[tuple[object, object], dict[object, Item]] = {}
    for item in found["claim"]:
        outcome = "peace" if item.slots["outcome"] in _PEACE else item.slots["outcome"]
        about = (item.slots["lever"], outcome)
        if all(about):
            said.setdefault(about, {}).setdefault(item.slots["direction"], item)
    for by_direction in said.values():
        if 1 in by_direction and -1 in by_direction:
            one, other = by_direction[1], by_direction[-1]
            says = "one cause helps and harms: read short run and long run apart"
            yield {"a": one.quote, "b": other.quote, "says": says}


def not_stated(text: str, found: Found) -> Iterator[str]:
    """What would a reader of this kind of news look for in vain?"""
    yield from _silent_sides(found)
    if not any(
        item.slots["status"] in _GIVEN and item.slots["type"] in _GUARANTEES
        for item in found["instrument"]
    ):
        yield "Any guarantee granted or offered."
    yield from (says for words, says in _ABSENT if not words.search(text))
    yield from _undefined(found)
    for actor in found["actor"]:
        if actor.slots["role"] == "mediator":
            yield f"Whether mediation by {actor.slots['name']} is accepted."


def bare_heading(text: str, sentence: Sentence) -> bool:
    """Whether this is a heading that refuses, and names no condition."""
    view = sentence.view
    return view.has(_REFUSES) and not view.has(_TIED) and _headline(text, sentence)


def _headline(text: str, sentence: Sentence) -> bool:
    """Whether it is a heading, or fills a line of its own without a full stop."""
    before = text[text.rfind("\n", 0, sentence.start) + 1 : sentence.start]
    end = text.find("\n", sentence.end)
    after = text[sentence.end : end if end >= 0 else len(text)]
    alone = not before.strip() and not after.strip()
    return sentence.heading or (alone and not text[: sentence.end].endswith("."))


def _silent_sides(found: Found) -> Iterator[str]:
    heard = {str(item.slots.get("speaker", "")) for item in found["statement"]}
    heard |= {str(item.slots["holder"]) for item in found["precondition"]}
    for actor in found["actor"]:
        if actor.slots["role"] == "disputant" and actor.slots["name"] not in heard:
            yield f"Any statement or response of {actor.slots['name']}."


def _undefined(found: Found) -> Iterator[str]:
    for item in found["precondition"]:
        asked = str(item.slots["condition"])
        vague = _VAGUE.compiled.search(asked.lower())
        if vague is not None:
            yield f"What '{vague.group()}' means in '{asked}'."
            return
