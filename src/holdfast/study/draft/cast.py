"""Who is who in a drafted case: the two sides, possible guarantors, mediators, publics."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from holdfast.core.errors import ExitCode, HoldfastError, Problem
from holdfast.reading.holders import NOBODY
from holdfast.reading.items import SAID, Item
from holdfast.reading.reading import Reading, topic
from holdfast.reading.tokens import tokenise
from holdfast.study.draft.backers import backers
from holdfast.study.draft.opponent import opponent, quarrel
from holdfast.study.draft.parties import Party, key, parties, slug

MOST_OF_A_KIND = 4
"""Most guarantors, mediators and publics of a draft; a person adds more."""

UNNAMED = "A guarantor that the article does not name"

_SIDES = frozenset({"state", "armed-group"})
_STAND_INS = frozenset({"rebels", "government"})  # sides of a war whose parties have no name
_NO_SIDE = frozenset({"both-sides", "public", "observer", "source"})
_READ_FOR_TOPIC = 20_000  # signs of the text in which words of war are looked for
_TALKS = frozenset({"talks", "ceasefire", "withdrawal", "disarmament", "prisoners"})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who.

    Parameters
    ----------
    target, challenger : the two sides; the target is the one that asks.
    asked : the position that makes it the target; None where the article states none.
    guarantors, mediators, publics : in the order of how often they are named.
    ids : case id by the reader's party id and by printed name.
    """

    target: Party
    challenger: Party
    asked: Item | None
    guarantors: tuple[Party, ...]
    mediators: tuple[Party, ...]
    publics: tuple[Party, ...]
    ids: Mapping[str, str] = field(default_factory=dict)

    @property
    def reference_class(self) -> str:
        """Whether this is a war between states, or within one."""
        both = {self.target.kind, self.challenger.kind}
        return "interstate" if both == {"state"} else "civil"


def cast(reading: Reading) -> Cast:
    """Who takes which part in the case that this article could become?

    Raises
    ------
    HoldfastError
        HF602, gave up, where the article names no two sides.
    """
    known = parties(reading.actors)
    fighting = _fighting(reading, known)
    asked = _asked(reading.preconditions, known)
    target = _target(reading, known, fighting, asked)
    challenger = opponent(reading, target, fighting) if target else None
    if target is None or challenger is None or not _tied(reading, (target, challenger), asked):
        found = f"only {target.name}" if target else "none"
        what = f"the article names no two sides of a war that the reader knows ({found} found)"
        remedy = "start from a template with: holdfast new my-case"
        raise HoldfastError(Problem("HF602", what, remedy=remedy), exit_code=ExitCode.GAVE_UP)
    return _cast(reading, known, (target, challenger), asked)


def _tied(reading: Reading, sides: tuple[Party, Party], asked: Item | None) -> bool:
    """Whether the text tells of a war at all: a position, or a quarrel and talk of war."""
    if asked is not None:
        return True
    topics = {topic(word) for word in _words(reading)} & _TALKS
    return quarrel(reading, *sides) > 0 and bool(topics)


def _words(reading: Reading) -> set[str]:
    return {token.norm for token in tokenise(reading.document.text[:_READ_FOR_TOPIC])}


def _fighting(reading: Reading, known: Mapping[str, Party]) -> list[Party]:
    """Who may be a side of the war: states and armed groups, or else those without a name."""
    roles = {key(item.slots): str(item.slots["role"]) for item in reading.actors}
    able = [
        p
        for p in known.values()
        if roles[p.party] not in _NO_SIDE
        and not (roles[p.party] == "mediator" and p.kind == "state")
    ]
    with_names = [p for p in able if p.kind in _SIDES and not p.hint]
    return with_names if len(with_names) > 1 else [*with_names, *filter(_stands_in, able)]


def _stands_in(party: Party) -> bool:
    return bool({party.hint, party.party} & _STAND_INS)


def _target(
    reading: Reading, known: Mapping[str, Party], fighting: list[Party], asked: Item | None
) -> Party | None:
    """The side that asks; where none does, the one that instruments are for."""
    if asked is not None:
        name = str(asked.slots["holder"])
        unknown = Party(slug(name), name, "armed-group", key(asked.slots))
        return known.get(key(asked.slots)) or unknown
    receivers = Counter(str(item.slots["receiver"]) for item in reading.instruments)
    return max(fighting, key=lambda party: (receivers[party.name], party.count), default=None)


def _asked(preconditions: Iterable[Item], known: Mapping[str, Party]) -> Item | None:
    """The position that a side ties to a condition: about guarantees first, then talks."""
    held = [
        item
        for item in preconditions
        if item.status in SAID and item.slots["holder"] != NOBODY and _is_side(item, known)
    ]
    return max(held, key=_weight, default=None)


def _is_side(item: Item, known: Mapping[str, Party]) -> bool:
    party = known.get(key(item.slots))
    if party is None:
        return not item.slots["party"]  # a group that no gazetteer has
    return (party.kind in _SIDES and not party.hint) or _stands_in(party)


def _weight(item: Item) -> tuple[bool, bool, bool, int]:
    slots, mentions = item.slots, item.slots["mentions"]
    assert isinstance(mentions, list)
    return (
        slots["condition_topic"] == "guarantees",
        slots["polarity"] == "will_not",
        slots["action_topic"] in _TALKS,
        len(mentions),
    )


def _cast(
    reading: Reading,
    known: Mapping[str, Party],
    sides: tuple[Party, Party],
    asked: Item | None,
) -> Cast:
    left = {party: one for party, one in known.items() if one not in sides}
    ids = [side.id for side in sides]
    guarantors = backers(reading, left, sides)
    guarantors = guarantors or [Party(slug("guarantor", ids), UNNAMED, "coalition", "")]
    mediators = [p for p in _with_role(reading, left, "mediator") if p not in guarantors]
    mediators = [p for p in mediators if not p.hint] or mediators
    chosen = (*sides, *guarantors, *mediators[:MOST_OF_A_KIND])
    return Cast(
        target=sides[0],
        challenger=sides[1],
        asked=asked,
        guarantors=tuple(guarantors),
        mediators=tuple(mediators[:MOST_OF_A_KIND]),
        publics=tuple(_with_role(reading, left, "public")[:MOST_OF_A_KIND]),
        ids={p.name: p.id for p in chosen} | {p.party: p.id for p in chosen if p.party},
    )


def _with_role(reading: Reading, left: Mapping[str, Party], role: str) -> list[Party]:
    found = (key(i.slots) for i in reading.actors if i.slots["role"] == role)
    return [left[party] for party in dict.fromkeys(found) if party in left]
