"""What a person should settle next in a case that loads: advice, never an error."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from holdfast.casefile.context import PAST
from holdfast.casefile.defaults import DEFAULT_JUDGE
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import Place
from holdfast.core.quantity import NEED_JUDGE, Quantity
from holdfast.history.classes import reference_classes

STALE_AFTER = timedelta(days=365)
"""A source older than this at the case's date is worth a second look."""

DISAGREE_BY = 1.1
"""Ratio between the largest and the smallest figure from which sources count as disagreeing."""

_NAMED = 3  # items of evidence that one piece of advice names


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing worth settling.

    Parameters
    ----------
    kind : unsourced, default, machine-coded, disagree, past, single-sourced, stale, hindsight,
        unarchived.
    about : dotted name of what it concerns.
    says : in a sentence.
    place : where it stands in the file.
    """

    kind: str
    about: str
    says: str
    place: Place | None = None

    def __str__(self) -> str:
        """Write it as one line."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.kind}: {self.about}: {self.says}"


def advise(conflict: Conflict) -> tuple[Advice, ...]:
    """What should a person settle next, most decisive kind first?

    Machine codings that nobody has checked come first, then sources that disagree, numbers left
    to holdfast's defaults, numbers that rest on a person's word, on one source, or on an old
    one.
    """
    return tuple(item for look in _LOOKS for item in look(conflict))


def evidence_split(conflict: Conflict) -> dict[str, int]:
    """How many of the case's quantities rest on what? Counts by basis, and those defaulted."""
    counts = Counter(q.basis for q in conflict.quantities if q.by != DEFAULT_JUDGE)
    defaulted = sum(q.by == DEFAULT_JUDGE for q in conflict.quantities)
    return {**dict(sorted(counts.items())), "default": defaulted}


def split_in_words(conflict: Conflict) -> str:
    """How many quantities are there, and on what do they rest, in a sentence?"""
    total = len(conflict.quantities)
    if total == 0:
        return "The case has no quantities: its orders of preference carry the answer."
    judged = sum(q.basis in NEED_JUDGE for q in conflict.quantities)
    counted = "1 quantity" if total == 1 else f"{total} quantities"
    return f"{counted}, {judged} of them judgement or assumption."


def _machine_coded(conflict: Conflict) -> Iterator[Advice]:
    """One piece of advice for everything that unchecked items of evidence bear on."""
    unchecked: dict[str, list[str]] = {}
    for item in conflict.evidence:
        if item.machine_only:
            for path in item.bears_on:
                unchecked.setdefault(path, []).append(item.id)
    for path, items in unchecked.items():
        more = f" and {len(items) - _NAMED} more" if len(items) > _NAMED else ""
        says = (
            f"evidence read by a program and checked by nobody; look at the words and add "
            f"checked_by: {', '.join(items[:_NAMED])}{more}"
        )
        yield Advice("machine-coded", path, says)


def _disagreeing(conflict: Conflict) -> Iterator[Advice]:
    for quantity in conflict.quantities:
        figures = [c for c in quantity.sources if c.unit == quantity.unit]
        values = [c.value for c in figures if c.value is not None]
        if _differ(values):
            shown = ", ".join(f"{c.ref} {c.value:g} {c.unit}" for c in figures)
            yield _about(quantity, "disagree", f"the sources differ: {shown}")


def _differ(values: list[float]) -> bool:
    if len(values) < 2:
        return False
    gap = max(values) - min(values)
    return gap > (DISAGREE_BY - 1.0) * min(abs(value) for value in values)


def _defaulted(conflict: Conflict) -> Iterator[Advice]:
    for quantity in conflict.quantities:
        if quantity.by == DEFAULT_JUDGE:
            says = "holdfast's wide default stands in; state your own"
            yield _about(quantity, "default", says)


def _unsourced(conflict: Conflict) -> Iterator[Advice]:
    for quantity in conflict.quantities:
        if quantity.basis in NEED_JUDGE and quantity.by != DEFAULT_JUDGE:
            yield _about(quantity, "unsourced", f"{quantity.basis} by {quantity.by}, no source")


def _from_history(conflict: Conflict) -> Iterator[Advice]:
    for quantity in conflict.quantities:
        for citation in quantity.sources:
            past = reference_classes().get(citation.at) if _past(citation.ref) else None
            if past is None:
                continue
            says = f"rests on past cases ({citation.says}); state what is known of this one"
            if not set(past.fits) & set(quantity.name.split(".")):
                says = f"counts {past.words}, which is something else; say why it fits"
            yield _about(quantity, "past", says)


def _single_sourced(conflict: Conflict) -> Iterator[Advice]:
    for quantity in conflict.quantities:
        cited = {citation.ref for citation in quantity.sources}
        if quantity.basis not in NEED_JUDGE and len(cited) == 1 and not _past(*cited):
            says = f"rests on {quantity.sources[0].ref} alone"
            yield _about(quantity, "single-sourced", says)


def _stale(conflict: Conflict) -> Iterator[Advice]:
    for source in conflict.sources:
        if conflict.as_of - source.published > STALE_AFTER and not _past(source.id):
            says = f"published {source.published}, more than a year before {conflict.as_of}"
            yield Advice("stale", f"sources.{source.id}", says)


def _hindsight(conflict: Conflict) -> Iterator[Advice]:
    for replication in conflict.replicates:
        says = f"coded by an analysis of {replication.published}, which knew the outcome"
        yield Advice("hindsight", f"replicates.{replication.ref}", says)


def _unarchived(conflict: Conflict) -> Iterator[Advice]:
    missing = [s.id for s in conflict.sources if s.url and not s.archived]
    if missing:
        yield Advice("unarchived", "sources", f"no archived copy of {', '.join(missing)}")


def _past(source: str) -> bool:
    return source.startswith(PAST)


def _about(quantity: Quantity, kind: str, says: str) -> Advice:
    return Advice(kind, quantity.name, says, quantity.place)


_LOOKS: tuple[Callable[[Conflict], Iterator[Advice]], ...] = (
    _machine_coded,
    _disagreeing,
    _defaulted,
    _unsourced,
    _from_history,
    _single_sourced,
    _stale,
    _hindsight,
    _unarchived,
)
