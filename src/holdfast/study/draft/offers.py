"""Which packages an article speaks of, who would give them, and whether they are given now."""

from collections import Counter
from dataclasses import dataclass

from holdfast.reading.items import Item
from holdfast.reading.reading import Reading
from holdfast.study.draft.cast import Cast
from holdfast.study.draft.tables import Package, packages

MOST_PACKAGES = 3
"""Most packages of a draft; each is an issue, and states double with every one."""

_NO_OFFER = frozenset({"refused", "definition"})
_GIVEN = frozenset({"provided", "in force"})
_RELIEF = ("relief", "lifting", "easing")  # what is offered to the other side


@dataclass(frozen=True, slots=True)
class Offer:
    """A package of the draft.

    Parameters
    ----------
    package : its kind.
    givers : ids of those who would give it.
    given : whether the article says that it is given now.
    items : what the article says of it.
    """

    package: Package
    givers: tuple[str, ...]
    given: bool
    items: tuple[Item, ...]


def offers(reading: Reading, cast: Cast) -> tuple[Offer, ...]:
    """Which packages does the article speak of, the most often named first?

    Where it speaks of none, the draft asks about a guarantee of a kind that is not said.
    """
    found: dict[str, list[Item]] = {}
    kinds = {kind: package for package in packages() for kind in package.types}
    for item in reading.instruments:
        package = kinds.get(str(item.slots["type"]))
        if package is not None and _counts(item, cast):
            found.setdefault(package.id, []).append(item)
    weight = Counter({ident: len(items) for ident, items in found.items()})
    most = [ident for ident, _ in weight.most_common(MOST_PACKAGES)]
    chosen = [package for package in packages() if package.id in most] or [packages()[0]]
    return tuple(_offer(package, found.get(package.id, []), cast) for package in chosen)


def _counts(item: Item, cast: Cast) -> bool:
    """Whether it may be for the target: nobody refuses it, and it is not for the other side."""
    slots, words = item.slots, item.quote.lower()
    other = cast.challenger.name
    theirs = slots["receiver"] == other or slots["giver"] == other
    relief = slots["type"] == "sanctions" and any(word in words for word in _RELIEF)
    return not (slots["status"] in _NO_OFFER or theirs or relief)


def _offer(package: Package, items: list[Item], cast: Cast) -> Offer:
    able = {party.name: party.id for party in cast.guarantors}
    named = [able[str(i.slots["giver"])] for i in items if str(i.slots["giver"]) in able]
    given = any(item.slots["status"] in _GIVEN for item in items)
    return Offer(package, tuple(dict.fromkeys(named or able.values())), given, tuple(items))


def filled(text: str, cast: Cast) -> str:
    """How does this text of a table read for the sides of this case?"""
    return text.replace("{target}", cast.target.name)
