"""All orders of parts of which some wait for others: counted, listed, or drawn at random."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from holdfast.core.streams import uniforms

MOST_ORDERS = 5000
"""Most orders that are all looked at; of more, so many are drawn."""

Order = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Orders:
    """Orders of some parts.

    Parameters
    ----------
    listed : each a tuple of places of parts; without repetition.
    total : how many there are.
    """

    listed: tuple[Order, ...]
    total: int

    @property
    def sampled(self) -> bool:
        """Whether some are left out."""
        return len(self.listed) < self.total


def situations(before: Sequence[int], most: int) -> tuple[int, ...]:
    """Which sets of parts can be done at some time? As bits, none first.

    Parameters
    ----------
    before : for each part the parts that must be done first, as bits.
    most : where there are more it gives up, with more than so many.

    Examples
    --------
    >>> situations((0, 0b001, 0b001), 100)  # the second and third wait for the first
    (0, 1, 3, 5, 7)
    """
    known, at = {0: None}, 0
    listed = [0]
    while at < len(listed) <= most:
        for part in ready(listed[at], before):
            after = listed[at] | 1 << part
            if after not in known:
                known[after] = None
                listed.append(after)
        at += 1
    return tuple(sorted(listed, key=lambda done: (done.bit_count(), done)))


def ready(done: int, before: Sequence[int]) -> Iterator[int]:
    """Which parts can be done next?"""
    for part, first in enumerate(before):
        if not done >> part & 1 and first & ~done == 0:
            yield part


def orders(before: Sequence[int], seed: int, most: int = MOST_ORDERS) -> Orders:
    """In which orders can these parts be done?

    Parameters
    ----------
    before : for each part the parts that must be done first, as bits.
    seed : of the orders drawn where there are more than `most`; all are equally likely.
    most : how many are looked at.

    Examples
    --------
    >>> orders((0, 0b001, 0b001), seed=1).listed
    ((0, 1, 2), (0, 2, 1))
    """
    ways = _ways(before)
    total = ways[0]
    if total <= most:
        return Orders(tuple(_all(before)), total)
    steps = uniforms(seed, "sequence.orders", 0, most * len(before))
    drawn = (
        _one(before, ways, steps[at * len(before) : (at + 1) * len(before)].tolist())
        for at in range(most)
    )
    return Orders(tuple(dict.fromkeys(drawn)), total)


def _ways(before: Sequence[int]) -> dict[int, int]:
    """In how many orders can the rest be done, from each set of parts done?"""
    found = {(1 << len(before)) - 1: 1}
    stack = [0]
    while stack:
        done = stack[-1]
        later = [done | 1 << part for part in ready(done, before)]
        missing = [after for after in later if after not in found]
        if missing:
            stack += missing
            continue
        found.setdefault(done, sum(found[after] for after in later))
        stack.pop()
    return found


def _all(before: Sequence[int]) -> Iterator[Order]:
    stack: list[tuple[int, Order]] = [(0, ())]
    while stack:
        done, order = stack.pop()
        if len(order) == len(before):
            yield order
        following = [(done | 1 << part, (*order, part)) for part in ready(done, before)]
        stack += following[::-1]


def _one(before: Sequence[int], ways: dict[int, int], chances: list[float]) -> Order:
    """One order, each as likely as any other: by how many orders lie beyond each next part."""
    done, order = 0, []
    for chance in chances:
        left = chance * ways[done]
        for part in ready(done, before):
            chosen = part
            left -= ways[done | 1 << part]
            if left < 0.0:
                break
        order.append(chosen)
        done |= 1 << chosen
    return tuple(order)
