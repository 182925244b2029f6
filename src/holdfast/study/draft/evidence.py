"""What an article says, as evidence of a case: words, place, and what each bears on."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holdfast.casefile.fields import LONGEST_QUOTE, STEERING
from holdfast.conflict.evidence import MACHINE
from holdfast.reading.items import SAID, Item
from holdfast.reading.reading import Reading

UNGRADED = "F6"
"""Admiralty grade of what a program read: neither source nor information can be judged."""

MOST_ITEMS = 200
"""Most items of evidence that one article adds."""

_LONGEST = 400
_SIGNS = {"+": "trust", "-": "distrust"}
_POSITION = re.compile(
    r"(?P<holder>.+?) (?P<does>will not|will): (?P<action>.*?); [a-z -]+: (?P<condition>.*?)"
    r"(?: \(said [0-9]+ times\))?(?: \[[a-z]+\])?"
)


@dataclass(frozen=True, slots=True)
class Bearing:
    """Which parts of a case exist for evidence to bear on.

    Parameters
    ----------
    ids : actor id by the reader's party id and by printed name.
    preferences, guarantees, supporters : ids that the case has in these sections.
    asked_by : id of the side that states the precondition; empty where there is none.
    guarantee_of : guarantee id by type of instrument.
    """

    ids: Mapping[str, str]
    preferences: frozenset[str]
    guarantees: frozenset[str]
    supporters: frozenset[str]
    asked_by: str
    guarantee_of: Mapping[str, str]
    contest: bool = True


def evidence(
    reading: Reading, bearing: Bearing, source: str, day: str
) -> list[dict[str, object]]:
    """Which items of evidence does this article add, the positions first?

    Parameters
    ----------
    reading : of the article.
    bearing : what the case has.
    source : id of the article among the case's sources.
    day : of the report.
    """
    found: list[dict[str, object]] = []
    for kind, item, says, about in _items(reading, bearing):
        if not about or len(found) == MOST_ITEMS:
            continue
        number = 1 + sum(str(entry["id"]).startswith(f"{source}-{kind}-") for entry in found)
        found.append(
            {
                "id": f"{source}-{kind}-{number}",
                "date": day,
                "source": source,
                "says": says,
                "bears_on": about,
                "grade": UNGRADED,
                "coded_by": MACHINE,
                **_quote(item.quote),
                "at": f"characters {item.start} to {item.end}, rule {item.rule}",
            }
        )
    return found


def cleaned(text: str, longest: int = _LONGEST) -> str:
    """How do words of an article stand in a case file: on one line, without steering signs?"""
    line = " ".join(STEERING.sub(" ", text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def shortened(text: str) -> str:
    """Words of an article told again: at most as many as a case may quote."""
    words = cleaned(text).split(" ")
    more = "\u2026" if len(words) > LONGEST_QUOTE else ""
    return " ".join(words[:LONGEST_QUOTE]) + more


def _quote(words: str) -> dict[str, str]:
    """The words, at most as many as a case may quote; none where some would steer the text."""
    if STEERING.search(" ".join(words.split())):
        return {}
    start = re.match(rf"(?:\S+\s*){{1,{LONGEST_QUOTE}}}", words.strip())
    return {"quote": " ".join(start[0].split())} if start else {}


def _items(reading: Reading, bearing: Bearing) -> Iterator[tuple[str, Item, str, list[str]]]:
    for item in reading.preconditions:
        yield "position", item, position(item), _position_about(item, bearing)
    for item in reading.trust:
        theirs = any(bearing.ids.get(str(item.slots[end])) for end in ("holder", "toward"))
        says = f"{item.slots['holder']}: {_SIGNS[str(item.slots['sign'])]}"
        toward = f" toward {item.slots['toward']}" if item.slots["toward"] else ""
        yield (
            "trust",
            item,
            cleaned(says + toward),
            ["contest.trust"] * (bearing.contest and theirs),
        )
    for item in reading.instruments:
        yield "offer", item, _offer(item), _offer_about(item, bearing)
    for item in reading.statements:
        speaker = bearing.ids.get(str(item.slots.get("speaker", "")), "")
        if item.status in SAID:
            yield "statement", item, _statement(item), _held(speaker, bearing)


def position(item: Item) -> str:
    """How is a position told in a line? The holder, what it does, and on what."""
    slots, mentions = item.slots, item.slots["mentions"]
    assert isinstance(mentions, list)
    action, condition = (shortened(str(slots[part])) for part in ("action", "condition"))
    does = f"{'will not' if slots['polarity'] == 'will_not' else 'will'}: {action}"
    times = f" (said {len(mentions)} times)" if len(mentions) > 1 else ""
    status = "" if item.status == "stated" else f" [{item.status}]"
    return cleaned(
        f"{slots['holder']} {does}; {slots['connective']}: {condition}{times}{status}"
    )


def told_position(says: str) -> tuple[str, str, str, str] | None:
    """Which holder, polarity, action and condition does a line of `position` tell?

    Examples
    --------
    >>> told_position("Ukraine will not: talk; until: it is safe (said 9 times)")
    ('Ukraine', 'will_not', 'talk', 'it is safe')
    """
    found = _POSITION.fullmatch(says)
    if found is None:
        return None
    polarity = "will_not" if found["does"] == "will not" else "will"
    return found["holder"], polarity, found["action"], found["condition"]


def _position_about(item: Item, bearing: Bearing) -> list[str]:
    holder = bearing.ids.get(str(item.slots["party"] or item.slots["holder"]), "")
    if holder and holder == bearing.asked_by and item.status in SAID:
        return ["contest.precondition"]
    return _held(holder, bearing)


def _held(actor: str, bearing: Bearing) -> list[str]:
    return [f"preferences.{actor}"] if actor in bearing.preferences else []


def _offer(item: Item) -> str:
    slots = item.slots
    giver = f" from {slots['giver']}" if slots["giver"] else ""
    receiver = f" for {slots['receiver']}" if slots["receiver"] else ""
    kind = str(slots["type"]).replace("_", " ")
    return cleaned(f"{kind}{giver}{receiver}: {slots['status']}")


def _offer_about(item: Item, bearing: Bearing) -> list[str]:
    guarantee = bearing.guarantee_of.get(str(item.slots["type"]), "")
    ends = [str(item.slots[end]) for end in ("giver", "receiver")]
    if any(ends) and not any(end in bearing.ids for end in ends):
        return []  # between others
    giver = bearing.ids.get(str(item.slots["giver"]), "")
    found = [f"guarantees.{guarantee}"] if guarantee in bearing.guarantees else []
    return found + ([f"supporters.{giver}"] if found and giver in bearing.supporters else [])


def _statement(item: Item) -> str:
    slots = item.slots
    to = f" to {slots['target_name']}" if slots.get("target_name") else ""
    return cleaned(f"{slots['speaker_name']}, {str(slots['class']).lower()}{to}")
