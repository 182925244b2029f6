"""The parties that an article names, under the ids that a case would give them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from holdfast.casefile.fields import LONGEST_ID
from holdfast.casefile.grammar import JOINERS
from holdfast.reading.items import Item
from holdfast.reading.lexicon import entries_of
from holdfast.reading.parties import mentions
from holdfast.reading.tokens import tokenise

_KINDS = {
    "state": "state",
    "leader": "state",
    "armed-group": "armed-group",
    "movement": "armed-group",
    "collective": "coalition",
}
_GIVES = ("guarant", "provid", "giv", "sign", "pledg", "commit", "bound", "promis", "offer")
_FROM = frozenset({"from", "by"})
_NEAR = 4  # words after a name among which its verb stands
_GROUPS = {"rebels": "armed-group", "disputant-side": "community"}


@dataclass(frozen=True, slots=True)
class Party:
    """A party of the draft.

    Parameters
    ----------
    id : in the case.
    name : as printed.
    kind : one of the kinds of actor in a case file.
    party : the reader's id, or the printed name of one that no gazetteer has.
    hint : what a collective's name hints at (supporter, mediator, rebels, ...); else empty.
    count : how often it is named.
    spoken_for : leaders who speak for it in the article.
    """

    id: str
    name: str
    kind: str
    party: str
    hint: str = ""
    count: int = 0
    spoken_for: tuple[str, ...] = ()


def parties(items: Iterable[Item]) -> dict[str, Party]:
    """Every party by the reader's id; a leader counts for the party that the leader heads."""
    known: dict[str, Party] = {}
    for item in items:
        party = key(item.slots)
        known[party] = _with(known.get(party) or _party(item, known), item)
    return known


def key(slots: Mapping[str, object]) -> str:
    """Which id does the reader give this actor or holder? Its name where it gives none."""
    return str(slots.get("party") or slots.get("holder") or slots.get("name"))


def named(words: object) -> list[str]:
    """Which parties do these words of an article name? Ids of the reader."""
    return [mention.entry.party for mention in mentions(tokenise(str(words)))]


def asked_of(item: Item) -> list[str]:
    """Of whom does a position ask what it asks? Ids of the reader.

    The party that is to guarantee, give or sign something, or from whom it is to come.
    """
    tokens = tokenise(str(item.slots["condition"]))
    found = []
    for mention in mentions(tokens):
        before = tokens[mention.first - 1].norm if mention.first else ""
        after = [token.norm for token in tokens[mention.last : mention.last + _NEAR]]
        if before in _FROM or any(word.startswith(_GIVES) for word in after):
            found.append(mention.entry.party)
    return found


def slug(name: str, taken: Iterable[str] = (), fallback: str = "party") -> str:
    """Which id stands for this name in a case file, other than those taken?

    Examples
    --------
    >>> slug("Côte d'Ivoire"), slug("NATO", ["nato"]), slug("Россия")
    ('cote-d-ivoire', 'nato-2', 'party')
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    short = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST_ID - 5].strip("-")
    base = f"{fallback}-{short}" if short in JOINERS or short.isdigit() else short
    base, used = base or fallback, set(taken)
    numbered = (f"{base}-{number}" for number in range(2, len(used) + 3))
    return base if base not in used else next(one for one in numbered if one not in used)


def _party(item: Item, known: Mapping[str, Party]) -> Party:
    kind = item.rule.removeprefix("actor.")
    name = str(item.slots["acts_for"] if kind == "leader" else item.slots["name"])
    party = key(item.slots)
    hint = _hints().get(party, "")
    printed = "government" if party == "government" else _KINDS.get(kind, "organisation")
    taken = [one.id for one in known.values()]
    return Party(slug(name, taken), name, _GROUPS.get(hint, printed), party, hint)


def _with(party: Party, item: Item) -> Party:
    leader = item.rule == "actor.leader"
    spoken = (*party.spoken_for, str(item.slots["name"])) if leader else party.spoken_for
    return replace(party, count=party.count + int(str(item.slots["count"])), spoken_for=spoken)


@cache
def _hints() -> dict[str, str]:
    return {str(e["id"]): str(e.get("role", "")) for e in entries_of("collectives")}
