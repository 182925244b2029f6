"""How does a proposed item stand to what the rules found at the same place?"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.reading.items import Item
from holdfast.reading.opinion_check import plain
from holdfast.reading.opinion_slots import Slot, kinds
from holdfast.reading.parties import mentions
from holdfast.reading.reading import Reading
from holdfast.reading.tokens import tokenise

RELATIONS = ("new", "agrees", "differs")
"""No rule item of this kind at this place; one that says the same; one that says otherwise."""

_LISTS = {
    "statement": "statements",
    "precondition": "preconditions",
    "instrument": "instruments",
    "trust": "trust",
    "claim": "claims",
    "actor": "actors",
}


@dataclass(frozen=True, slots=True)
class Places:
    """Where the rules' items of one kind stand, each with all its mentions.

    Parameters
    ----------
    rows : start, end (code points) and number of the item, by start.
    longest : code points of the longest.
    """

    rows: tuple[tuple[int, int, int], ...]
    longest: int

    def overlapping(self, start: int, end: int) -> set[int]:
        """Numbers of the items that share a code point with this stretch."""
        first = bisect_left(self.rows, (start - self.longest,))
        last = bisect_left(self.rows, (end,))
        return {number for _, behind, number in self.rows[first:last] if behind > start}


def places(reading: Reading) -> Mapping[str, Places]:
    """Where do the rules' items of each kind stand?"""
    return {kind: _gathered(getattr(reading, name)) for kind, name in _LISTS.items()}


def beside(reading: Reading, known: Mapping[str, Places], item: Item) -> tuple[str, str]:
    """How does this item stand to the rules' items, and to which one of them?

    The rules' item stands in every case. It is named by its id in the JSON of the reading,
    such as "precondition-1"; empty where there is none.

    Parameters
    ----------
    reading : by the rules.
    known : its `places`.
    item : proposed.

    Returns
    -------
    One of `RELATIONS`, and the id.
    """
    name, day = _LISTS[item.kind], reading.document.published
    near = sorted(known[item.kind].overlapping(*_place(item)))
    if not near:
        return "new", ""
    items = getattr(reading, name)
    against = [sum(not same for same in _compared(item, items[n], day)) for n in near]
    best = min(range(len(near)), key=against.__getitem__)
    return ("differs" if against[best] else "agrees"), f"{item.kind}-{near[best] + 1}"


def _gathered(items: Sequence[Item]) -> Places:
    rows = sorted((*place, n) for n, item in enumerate(items) for place in _places(item))
    return Places(tuple(rows), max((end - start for start, end, _ in rows), default=0))


def _place(item: Item) -> tuple[int, int]:
    """Where it stands; an actor where its name does, for a sentence names several."""
    if item.kind != "actor":
        return item.start, item.end
    name = str(item.slots["name"])
    start = item.start + item.quote.find(name)
    return start, start + len(name)


def _places(known: Item) -> Iterator[tuple[int, int]]:
    yield known.start, known.end
    more = known.slots.get("mentions")
    for mention in more if isinstance(more, list) else ():
        if isinstance(mention, dict):
            yield mention["start"], mention["end"]
        else:
            yield mention[0], mention[1]


def _compared(item: Item, known: Item, day: date | None) -> Iterator[bool]:
    """Whether they say the same, slot by slot, where both say something."""
    for slot in kinds()[item.kind]:
        ours, theirs = str(item.slots[slot.name]), str(known.slots.get(slot.name, ""))
        if slot.compared and ours and theirs:
            yield _same(slot, ours, theirs, day)


def _same(slot: Slot, ours: str, theirs: str, day: date | None) -> bool:
    one, other = plain(ours), plain(theirs)
    if slot.choices or one == other:
        return one == other
    if slot.party:
        named = _parties(ours, day)
        return bool(named) and named == _parties(theirs, day)
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _parties(words: str, day: date | None) -> set[str]:
    return {mention.entry.party for mention in mentions(tokenise(words), day)}
