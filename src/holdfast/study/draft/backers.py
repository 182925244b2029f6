"""Who could guarantee: those whom it is asked of, those who give, and those who stand by."""

from collections import Counter
from collections.abc import Mapping

from holdfast.reading.items import SAID
from holdfast.reading.reading import Reading
from holdfast.study.draft.parties import Party, asked_of, key, named

MOST = 4
"""Most guarantors of a draft; a person adds more."""

_STAND_BY = frozenset({"AID", "SUPPORT", "COOPERATE"})
_AGAINST = frozenset({"REJECT", "THREATEN", "ACCUSE", "ASSAULT"})
_BACKERS = frozenset({"supporter", "guarantor"})
_REFUSED = frozenset({"refused", "definition"})
_ASKED, _GIVES, _STANDS = 6, 3, 3


def backers(
    reading: Reading, left: Mapping[str, Party], sides: tuple[Party, Party]
) -> list[Party]:
    """Who could guarantee the target's safety, the most evident first?

    With a name where any has one. Whoever backs the other side, quarrels with the target or
    refuses to give is left out.

    Parameters
    ----------
    reading : of the article.
    left : parties that are no side, by the reader's id.
    sides : target and challenger.
    """
    score = _score(reading, sides)
    roles = {key(item.slots): str(item.slots["role"]) for item in reading.actors}
    able = [
        party
        for name, party in left.items()
        if score[name] > 0 or (score[name] == 0 and _may(party, roles[name]))
    ]
    able = [
        p for p in able if (not p.hint or p.hint in _BACKERS) and roles[p.party] != "source"
    ]
    with_names = [party for party in able if not party.hint]
    with_names.sort(key=lambda party: (-score[party.party], -party.count))
    return with_names[:MOST] or able[:1]


def _may(party: Party, role: str) -> bool:
    """Whether the words around its name make it a guarantor; an armed group is none by that."""
    return role == "guarantor" and party.kind != "armed-group"


def _score(reading: Reading, sides: tuple[Party, Party]) -> Counter[str]:
    target, challenger = sides
    score: Counter[str] = Counter({f"{challenger.party}-allies": -_ASKED})
    for item in reading.preconditions:
        if key(item.slots) == target.party and item.status in SAID:
            score.update(dict.fromkeys(asked_of(item), _ASKED))
    for item in reading.instruments:
        gives = -_ASKED if item.slots["status"] in _REFUSED else _GIVES
        score.update(dict.fromkeys(named(item.slots["giver"]), gives))
    for item in reading.statements:
        slots = item.slots
        together = slots.get("speakers") or ()
        speakers = {str(slots.get("speaker", "")), *map(str, together)}  # type: ignore[call-overload]
        score.update(dict.fromkeys(speakers, _weight(slots, target.party, challenger.party)))
    return score


def _weight(slots: Mapping[str, object], target: str, challenger: str) -> int:
    """What does this statement say of its speaker as a guarantor of the target?"""
    kind, to = str(slots["class"]), str(slots.get("target", ""))
    if kind in _STAND_BY:
        return _STANDS if to == target else -_ASKED if to == challenger else 0
    return -_STANDS if kind in _AGAINST and to == target else 0
