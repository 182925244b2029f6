"""Which party is the other side of the one that asks, and what ties the two."""

import re
from collections import Counter
from collections.abc import Iterable

from holdfast.reading.items import Item
from holdfast.reading.reading import Reading
from holdfast.study.draft.parties import Party, asked_of, key, named, slug

_QUARRELS = {
    "REJECT": 1,
    "THREATEN": 2,
    "ACCUSE": 2,
    "ASSAULT": 2,
    "DISAPPROVE": 1,
    "REQUEST": -1,
}
_NAMED = 5  # a step of one side that names the other: "will not talk with ..."
_LIKELY = 3  # only one of the two is a state, or the text is about both
_ASKED_OF = 6  # a guarantee that is asked of a party makes it no rival
_OFTEN = 4  # mentions that count as much as one quarrel
_WITH = re.compile(
    r"\b(?:with|against|to|from|at) (?:the )?"
    r"(?P<name>[A-Z\u00c0-\u00de][\w'\u2019-]*(?: [A-Z\u00c0-\u00de][\w'\u2019-]*){0,4})"
)


def opponent(reading: Reading, target: Party, fighting: list[Party]) -> Party | None:
    """Which of those who may fight is the other side of this one?

    Whom a step of the one names counts most, then quarrels between the two; that a guarantee
    is asked of a party, or given by it, speaks against. Where nobody in the word lists fits, it
    is a name that no list has and that the target's own step is about.
    """
    others = [party for party in fighting if party.party != target.party]
    score = Counter({party.party: min(party.count // _OFTEN, _LIKELY) for party in others})
    groups = [p for p in (target, *others) if p.kind == "armed-group"]
    unlike = [p for p in others if (p in groups) != (target in groups)]
    score.update({party.party: _LIKELY for party in unlike})
    _from_positions(score, reading.preconditions, target)
    score.update(_quarrels(reading.statements, target))
    for item in reading.instruments:
        score.subtract(named(item.slots["giver"]))
    for item in reading.actors:
        score[key(item.slots)] += _LIKELY * (item.slots["role"] == "disputant")
    best = max(others, key=lambda party: score[party.party], default=None)
    unlisted = _unlisted(reading.preconditions, target)
    known = best is not None and (score[best.party] > _LIKELY or unlisted is None)
    return best if known else unlisted


def quarrel(reading: Reading, one: Party, other: Party) -> int:
    """How much quarrel between these two does the text tell? 0 for none."""
    return _quarrels(reading.statements, one)[other.party]


def _from_positions(score: Counter[str], positions: Iterable[Item], target: Party) -> None:
    for item in positions:
        holder, about = key(item.slots), set(named(item.slots["action"]))
        if holder == target.party:
            score.update(dict.fromkeys(about, _NAMED))
            score.subtract(dict.fromkeys(asked_of(item), _ASKED_OF))
        elif target.party in about:
            score[holder] += _NAMED


def _quarrels(statements: Iterable[Item], target: Party) -> Counter[str]:
    """Quarrels of the target with each party, whoever started them."""
    found: Counter[str] = Counter()
    for item in statements:
        pair = [str(item.slots.get("speaker", "")), str(item.slots.get("target", ""))]
        if target.party in pair:
            pair.remove(target.party)
            found[pair[0]] += _QUARRELS.get(str(item.slots["class"]), 0)
    return found


def _unlisted(positions: Iterable[Item], target: Party) -> Party | None:
    """A name in a step of the target's that no word list has."""
    for item in positions:
        match = _WITH.search(str(item.slots["action"]))
        if key(item.slots) == target.party and match and not named(match["name"]):
            name = match["name"]
            kind = "state" if target.kind == "state" and " " not in name else "armed-group"
            return Party(slug(name, [target.id]), name, kind, name)
    return None
