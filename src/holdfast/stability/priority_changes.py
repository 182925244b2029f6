"""Which priorities, moved to another place, give the verdicts that are wanted?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product

import numpy as np
from numpy.typing import NDArray

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.preferences import Priorities, ranks
from holdfast.core.finding import Completeness
from holdfast.stability.formula import (
    AllOf,
    Comparison,
    Formula,
    all_of,
    comparisons,
)
from holdfast.stability.inverse import Want, granted, wanted_formula
from holdfast.stability.model import GraphModel
from holdfast.stability.order import Order

MOST_LISTS = 50_000
"""Most sequences of one actor's priorities that are looked at; all 40,320 of eight lines."""

MOST_TOGETHER = 200_000
"""Most combinations of several actors' sequences that are looked at."""

Sequences = NDArray[np.int64]
Layer = Mapping[int, tuple[int, ...]]
"""Sequences by what is seen under them: a number whose bits say which comparisons hold."""


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One line of an actor's priorities at another place.

    Parameters
    ----------
    line : as in the case.
    before, after : its place, from 0, most important first.
    """

    line: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, eq=False)
class PriorityChange:
    """The fewest lines to move.

    Parameters
    ----------
    completeness : exact, also where no moves help; or gave up.
    found : whether there is such a change.
    moved : by actor id, of those whose lines move.
    priorities : by id, of the same actors: all lines in their new sequence.
    none_up_to : so many moved lines in all are not enough; what was searched in full.
    reason : why there is none, or why it was given up.
    """

    completeness: Completeness
    found: bool
    moved: Mapping[str, tuple[MovedLine, ...]] = field(default_factory=dict)
    priorities: Mapping[str, Priorities] = field(default_factory=dict)
    none_up_to: int = -1
    reason: str = ""

    @property
    def count(self) -> int:
        """How many lines move in all?"""
        return sum(len(lines) for lines in self.moved.values())


def smallest_priority_change(
    conflict: Conflict, model: GraphModel, wants: Sequence[Want], actors: Collection[str]
) -> PriorityChange:
    """Which lines of these actors' priorities, as few as can be, have to move for the verdicts?

    Parameters
    ----------
    conflict : with the priorities.
    model : of the same conflict.
    wants : verdicts.
    actors : ids of those whose lines may move; each has priorities, and no comparison that
        it cannot make.

    Returns
    -------
    PriorityChange
        Exact: no fewer lines do, by trying every sequence with one moved line, then with two,
        and so on. Checked by `analyse`. Given up beyond `MOST_LISTS` sequences of one actor or
        `MOST_TOGETHER` combinations of several; `none_up_to` says how far it was searched.

    Raises
    ------
    ValueError
        When an actor has no list of priorities, or comparisons that are not known.

    Notes
    -----
    A line that is taken out and put in elsewhere counts as one, whatever it jumps over: the
    distance of Ulam. Priorities are compared lexicographically [PengEtAl1997], so a sequence
    matters only by which of the comparisons in the condition hold under it. The condition is
    monotone in them; a sequence under which no more of them hold than under another one with
    no more moved lines is left out.
    """
    statements = {actor: _statements(conflict, model, actor) for actor in actors}
    if all(granted(model, wants)):
        return PriorityChange(Completeness.EXACT, found=True)
    try:
        formula = all_of(wanted_formula(model, want, actors) for want in wants)
    except ValueError as error:
        return PriorityChange(Completeness.GAVE_UP, found=False, reason=str(error))
    lists = [
        _Lists(model, actor, given, tuple(_named(formula, actor)))
        for actor, given in statements.items()
    ]
    return _checked(model, wants, _searched(formula, lists))


class _GaveUpError(Exception):
    """Too much to look at."""


def _statements(conflict: Conflict, model: GraphModel, actor: str) -> Priorities:
    [given] = [one.order for one in conflict.preferences if one.actor == actor]
    if not isinstance(given, Priorities):
        what = f"the order of {actor} is no list of priorities"
        raise ValueError(what)  # noqa: TRY004 - the case does not fit, not the argument
    if model.orders[model.place(actor)].unknown:
        raise ValueError(f"{actor} has comparisons that are not known")
    return given


def _named(formula: Formula, actor: str) -> dict[Comparison, None]:
    return dict.fromkeys(c for c in comparisons(formula) if c.actor == actor)


class _Lists:
    """The sequences of one actor's lines that matter, by how many lines moved.

    Parameters
    ----------
    model, actor, given : whose lines.
    named : comparisons of this actor in the condition.
    """

    def __init__(
        self,
        model: GraphModel,
        actor: str,
        given: Priorities,
        named: tuple[Comparison, ...],
    ) -> None:
        self.actor, self.given, self.named = actor, given, named
        lines = np.array([model.space.holds(line) for line in given.statements], dtype=np.int64)
        truth = lines.reshape(-1, len(model.space))
        self.signs = (truth[:, [c.one for c in named]] - truth[:, [c.other for c in named]]).T
        self.layers: list[Layer] = []
        self.latest = np.arange(len(truth), dtype=np.int64)[np.newaxis, :]
        self.known = {tuple(self.latest[0].tolist())}
        self.most: list[int] = []
        self._note()

    def layer(self, moved: int) -> Layer:
        """The sequences that matter and have so many moved lines.

        Raises
        ------
        _GaveUpError
            Beyond `MOST_LISTS` sequences.
        """
        while len(self.layers) <= moved:
            if self.exhausted:
                return {}
            self.latest = self._further()
            self._note()
        return self.layers[moved]

    @property
    def exhausted(self) -> bool:
        """Whether every sequence has been looked at, or no other can matter."""
        return not self.latest.size or not self.named

    def _further(self) -> Sequences:
        fresh = []
        for sequence in self.latest.tolist():
            new = [one for one in _one_moved(sequence) if one not in self.known]
            self.known.update(new)
            fresh += new
            if len(self.known) > MOST_LISTS:
                what = f"{self.actor} has more than {MOST_LISTS} sequences of lines"
                raise _GaveUpError(what)
        return np.array(list(dict.fromkeys(fresh)), dtype=np.int64).reshape(
            -1, self.latest.shape[1]
        )

    def _note(self) -> None:
        """Keep those of the latest sequences under which something new holds."""
        seen = dict(zip(self._seen(), self.latest.tolist(), strict=True))
        layer = {}
        for bits in sorted(seen, key=int.bit_count, reverse=True):
            if not any(bits & more == bits for more in self.most):
                self.most.append(bits)
                layer[bits] = tuple(seen[bits])
        self.layers.append(layer)

    def _seen(self) -> Iterator[int]:
        """Which of the named comparisons hold under each of the latest sequences?"""
        strict = np.array([c.strict for c in self.named], dtype=np.bool_)
        for sequence in self.latest:
            told = self.signs[:, sequence]
            first = (told != 0).argmax(axis=1) if told.size else np.zeros(len(told), np.int64)
            sign = told[np.arange(len(told)), first] if told.size else first
            true = np.where(strict, sign > 0, sign >= 0)
            yield sum(1 << place for place in np.flatnonzero(true).tolist())


def _one_moved(sequence: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for at in range(len(sequence)):
        rest = [*sequence[:at], *sequence[at + 1 :]]
        for to in range(len(sequence)):
            if to != at:
                yield (*rest[:to], sequence[at], *rest[to:])


Chosen = tuple[tuple[int, tuple[int, ...]], ...]


def _searched(formula: Formula, lists: Sequence[_Lists]) -> PriorityChange:
    total, room = 0, MOST_TOGETHER
    try:
        while not all(one.exhausted for one in lists) or total <= _farthest(lists):
            chosen, room = _first_fit(formula, lists, total, room)
            if chosen:
                return _change(lists, [sequence for _, sequence in chosen], total)
            total += 1
    except _GaveUpError as error:
        gave_up = Completeness.GAVE_UP
        return PriorityChange(gave_up, found=False, none_up_to=total - 1, reason=str(error))
    why = "no sequence of these actors' lines gives the verdict"
    return PriorityChange(Completeness.EXACT, found=False, reason=why)


def _first_fit(
    formula: Formula, lists: Sequence[_Lists], total: int, room: int
) -> tuple[Chosen, int]:
    """The first fitting combination with so many moved lines; how many more may be tried."""
    for chosen in _combined(lists, total):
        room -= 1
        if room < 0:
            raise _GaveUpError(f"more than {MOST_TOGETHER} combinations of sequences")
        if _holds(formula, lists, [seen for seen, _ in chosen]):
            return chosen, room
    return (), room


def _farthest(lists: Sequence[_Lists]) -> int:
    return sum(len(one.layers) - 1 for one in lists)


def _combined(lists: Sequence[_Lists], total: int) -> Iterator[Chosen]:
    """One sequence an actor, with so many moved lines in all."""
    for split in _splits(total, len(lists)):
        layers = [one.layer(moved) for one, moved in zip(lists, split, strict=True)]
        yield from product(*(layer.items() for layer in layers))


def _splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    for bars in combinations(range(total + parts - 1), parts - 1):
        ends = (-1, *bars, total + parts - 1)
        yield tuple(after - before - 1 for before, after in pairwise(ends))


def _holds(formula: Formula, lists: Sequence[_Lists], seen: Sequence[int]) -> bool:
    said = {
        comparison: bool(bits >> place & 1)
        for one, bits in zip(lists, seen, strict=True)
        for place, comparison in enumerate(one.named)
    }
    return _evaluated(formula, said)


def _evaluated(formula: Formula, said: Mapping[Comparison, bool]) -> bool:
    if isinstance(formula, Comparison):
        return said[formula]
    parts = (_evaluated(part, said) for part in formula.parts)
    return all(parts) if isinstance(formula, AllOf) else any(parts)


def _change(
    lists: Sequence[_Lists], sequences: Sequence[tuple[int, ...]], total: int
) -> PriorityChange:
    moved, priorities = {}, {}
    for one, sequence in zip(lists, sequences, strict=True):
        lines = one.given.statements
        places = _moved_places(sequence)
        if places:
            moved[one.actor] = tuple(
                MovedLine(str(lines[line]), line, sequence.index(line)) for line in places
            )
            priorities[one.actor] = Priorities(tuple(lines[line] for line in sequence))
    exact = Completeness.EXACT
    return PriorityChange(exact, True, moved, priorities, none_up_to=total - 1)


def _moved_places(sequence: Sequence[int]) -> list[int]:
    """Which lines moved? All but those of a longest part that still increases."""
    best: list[list[int]] = []
    for at, line in enumerate(sequence):
        fits = [kept for earlier, kept in enumerate(best[:at]) if sequence[earlier] < line]
        best.append([*(max(fits, key=len) if fits else []), line])
    longest: list[int] = max(best, key=len) if best else []
    return sorted(set(sequence) - set(longest))


def _checked(model: GraphModel, wants: Sequence[Want], found: PriorityChange) -> PriorityChange:
    orders = {
        actor: Order(ranks(lines, model.space)) for actor, lines in found.priorities.items()
    }
    if found.found and not all(granted(model, wants, orders)):
        raise RuntimeError("the lines found do not give the verdicts; this is a fault of ours")
    return found
