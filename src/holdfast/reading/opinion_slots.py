"""What a second opinion may propose: kinds of item, their slots, and what may stand in each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from holdfast.reading.lexicon import entries_of
from holdfast.reading.statements import CLASSES


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of an item.

    Parameters
    ----------
    name : as in the items that rules find, so that the two can be compared.
    says : what stands in it, for whoever proposes.
    choices : the words that may stand in it; empty where it takes words of the quote.
    needed : whether an item without it says nothing.
    party : whether it names a party, so that any name of that party is the same.
    compared : whether two items that differ in it say different things.
    """

    name: str
    says: str
    choices: tuple[str, ...] = ()
    needed: bool = True
    party: bool = False
    compared: bool = True


ROLES = (
    "disputant",
    "leader",
    "guarantor",
    "mediator",
    "public",
    "source",
    "observer",
    "proxy",
    "mentioned",
)
_STANDS = (
    "offered",
    "sought",
    "demanded",
    "provided",
    "refused",
    "in force",
    "definition",
    "mentioned",
)


_INSTRUMENT = (
    Slot("status", "how it stands", _STANDS),
    Slot("giver", "who gives it", needed=False, party=True),
    Slot("receiver", "who gets it", needed=False, party=True),
    Slot("trigger", "what sets it off", needed=False, compared=False),
)
_OTHERS = {
    "statement": (
        Slot("speaker_name", "who says or does it", party=True),
        Slot("class", "class of the event, as in PLOVER", CLASSES),
        Slot("target_name", "to whom", needed=False, party=True),
        Slot("object", "what about", needed=False, compared=False),
    ),
    "precondition": (
        Slot("holder", "whose conduct is conditional", party=True),
        Slot("action", "what the holder does or refuses"),
        Slot("polarity", "whether it is done or refused", ("will", "will_not")),
        Slot("connective", "the word that ties the two, such as until", compared=False),
        Slot("condition", "what it is tied to"),
    ),
    "trust": (
        Slot("holder", "who trusts or distrusts", party=True),
        Slot("toward", "whom", needed=False, party=True),
        Slot("sign", "+ for trust, - for distrust", ("+", "-")),
    ),
    "claim": (
        Slot("cause", "the cause"),
        Slot("effect", "the effect"),
        Slot("sign", "+ raises, - lowers, 0 leaves, ? moves it", ("+", "-", "0", "?")),
        Slot("hedge", "the word that hedges it", needed=False, compared=False),
    ),
    "actor": (
        Slot("name", "the name as printed", party=True),
        Slot("role", "part in the dispute", ROLES),
        Slot("acts_for", "for whom a leader speaks", needed=False, party=True),
    ),
}


@cache
def kinds() -> Mapping[str, tuple[Slot, ...]]:
    """Which kinds of item may be proposed, with which slots?

    Examples
    --------
    >>> sorted(kinds())
    ['actor', 'claim', 'instrument', 'precondition', 'statement', 'trust']
    """
    types = tuple(str(entry["id"]) for entry in entries_of("instruments"))
    kind = Slot("type", "type of guarantee or support", types)
    return MappingProxyType({**_OTHERS, "instrument": (kind, *_INSTRUMENT)})


def described() -> Iterator[str]:
    """Which lines tell a model what it may propose, one a kind?"""
    for kind, slots in kinds().items():
        yield f"- {kind}: " + "; ".join(map(_described, slots))


def _described(slot: Slot) -> str:
    what = f"one of {', '.join(slot.choices)}" if slot.choices else "words of the quote"
    return f"{slot.name} ({slot.says}; {what}{'' if slot.needed else '; may be left out'})"
