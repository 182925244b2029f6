"""How much memory and work an analysis takes, told before it starts."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.stability.concepts import Concept
from holdfast.stability.model import GraphModel
from holdfast.stability.moves import MOST_ARCS, changes

MOST_BYTES = 2 * 2**30
"""Most memory that an analysis may take."""

MOST_CHANGES = 2**25
"""Most improvements, over all actors, that simultaneous answers are looked at for. On two cores
a million of them take about two seconds."""

_PER_PATTERN = 24  # bytes for each actor: its ladder, and the least keys of one task
_PER_ARC = (
    24  # bytes for each move in a list: its target, its value, and a copy while it is cut
)


@dataclass(frozen=True, slots=True)
class Size:
    """What an analysis would take.

    Parameters
    ----------
    bytes : of memory, roughly, over what the case itself takes.
    fits : whether it can start.
    says, remedy : why it cannot, and what would fit; empty where it can.
    """

    bytes: int
    fits: bool
    says: str = ""
    remedy: str = ""


def size_of(model: GraphModel, concepts: Sequence[Concept]) -> Size:
    """How much would these concepts take on this model?

    Nothing is laid out to find out.
    """
    counts = [changes(model.space, (actor.id,)) for actor in model.actors]
    states = len(model.space)
    if not model.blocks:
        return _listed(counts, states)
    need = model.space.patterns * len(model.actors) * _PER_PATTERN
    tried = sum(states * (count - 1) // 2 for count in counts)
    if need > MOST_BYTES:
        says = f"about {_mega(need)} MB of memory, more than {_mega(MOST_BYTES)}"
        return Size(need, fits=False, says=says, remedy="drop options or actors")
    if Concept.SIM in concepts and tried > MOST_CHANGES:
        says = f"sim would try up to {tried} improvements, at most {MOST_CHANGES}"
        return Size(need, fits=False, says=says, remedy="leave sim out of the concepts")
    return Size(need, fits=True)


def _listed(counts: Sequence[int], states: int) -> Size:
    """Moves to list: something is barred, joint, listed, merged, or not comparable."""
    need = sum(states * count * _PER_ARC for count in counts)
    most = max(counts, default=0)
    if states * most > MOST_ARCS or need > MOST_BYTES:
        fitting = min(MOST_ARCS // max(1, most), MOST_BYTES // (_PER_ARC * max(1, sum(counts))))
        says = f"their moves would be listed, in about {_mega(need)} MB"
        free = "where nothing is barred, joint, merged or listed"
        remedy = f"about {fitting} states fit; many more {free}"
        return Size(need, fits=False, says=says, remedy=remedy)
    return Size(need, fits=True)


def _mega(number: int) -> int:
    return round(number / 2**20)
