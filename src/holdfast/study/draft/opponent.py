"""Which party is the other side of the one that asks."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

from holdfast.reading.items import Item
from holdfast.reading.reading import Reading
from holdfast.study.draft.parties import Party, key, named

_QUARRELS = {
    "REJECT": 1,
    "THREATEN": 2,
    "ACCUSE": 2,
    "ASSAULT": 2,
    "DISAPPROVE": 1,
    "REQUEST": -1,
}
_DIRECT = 3  # what a side's own position says of the other, or that only one is a state
_ASKED_OF = 6  # a guarantee that is asked of a party makes it no rival
_OFTEN = 4  # mentions that count as much as one quarrel


def opponent(reading: Reading, target: Party, fighting: list[Party]) -> Party | None:
    """Which of those who may fight is the other side of this one?

    Whom its own positions are against counts, then quarrels between the two; that a guarantee
    is asked of a party, or given by it, speaks against.
    """
    others = [party for party in fighting if party.party != target.party]
    score = Counter({party.party: min(party.count // _OFTEN, _DIRECT) for party in others})
    groups = [p for p in (target, *others) if p.kind == "armed-group"]
    unlike = [p for p in others if (p in groups) != (target in groups)]
    score.update({party.party: _DIRECT for party in unlike})
    _from_positions(score, reading.preconditions, target)
    _from_quarrels(score, reading, target)
    for item in reading.instruments:
        score.subtract(named(item.slots["giver"]))
    for item in reading.actors:
        score[key(item.slots)] += _DIRECT * (item.slots["role"] == "disputant")
    return max(others, key=lambda party: score[party.party], default=None)


def _from_positions(score: Counter[str], positions: Iterable[Item], target: Party) -> None:
    for item in positions:
        if key(item.slots) != target.party:
            continue
        score.update(dict.fromkeys(named(item.slots["action"]), _DIRECT))
        if item.slots["condition_topic"] == "guarantees":
            score.subtract(dict.fromkeys(named(item.slots["condition"]), _ASKED_OF))


def _from_quarrels(score: Counter[str], reading: Reading, target: Party) -> None:
    """Quarrels outside positions: a position names also those of whom it is asked."""
    tied = sorted((item.start, item.end) for item in reading.preconditions)
    for item in reading.statements:
        before = bisect_right(tied, (item.end, 0)) - 1
        if before >= 0 and tied[before][1] > item.start:
            continue
        pair = [str(item.slots.get("speaker", "")), str(item.slots.get("target", ""))]
        if target.party in pair:
            pair.remove(target.party)
            score[pair[0]] += _QUARRELS.get(str(item.slots["class"]), 0)
