"""Which answers could others give to a move, and what would they have to prefer for it?"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.stability.formula import Comparison
from holdfast.stability.model import GraphModel
from holdfast.stability.moves import Arcs
from holdfast.stability.order import Reading
from holdfast.stability.reach import legal_reach

MOST_LABELS = 20_000
"""Most ways of arriving that are followed in search of answers to one move."""

_READ = Reading.CAUTIOUS

Needs = frozenset[Comparison]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of others to a move.

    Parameters
    ----------
    end : the state in which it ends.
    needs : what its movers have to prefer; empty where nothing is open.
    """

    end: int
    needs: Needs = frozenset()


def answers(
    model: GraphModel, place: int, start: int, *, credible: bool, free: frozenset[str]
) -> tuple[Answer, ...]:
    """Which answers can the other actors give once this one has moved to `start`?

    Parameters
    ----------
    model : the graph model.
    place : of the actor who moved.
    start : where to.
    credible : whether every move of an answer has to be an improvement for its mover.
    free : ids of actors whose preferences are open.

    Returns
    -------
    one or more for each end that can be reached
        For each end the least that has to be preferred, in every way in which that can be
        done; ways that need all that another way needs are left out.

    Raises
    ------
    ValueError
        When more than `MOST_LABELS` ways of arriving would have to be followed.
    """
    others = [other for other in range(len(model.actors)) if other != place]
    if not credible or free.isdisjoint(model.actors[other].id for other in others):
        movers = model.sanctioners(place, _READ, improving=credible)
        reached = legal_reach(movers, start, len(model.space)).reached
        return tuple(Answer(int(end)) for end in reached.nonzero()[0])
    fixed = model.sanctioners(place, _READ, improving=True)
    movers_open = [
        _Mover(model.actors[other].id, model.moves[other], open=True)
        if model.actors[other].id in free
        else _Mover(model.actors[other].id, fixed[row], open=False)
        for row, other in enumerate(others)
    ]
    return _followed(movers_open, start)


@dataclass(frozen=True, slots=True)
class _Mover:
    actor: str
    arcs: Arcs
    open: bool

    def steps(self, state: int, needs: Needs) -> Iterator[tuple[int, Needs]]:
        """Where it can go from here, and what is needed then; never both ways at once."""
        for after in self.arcs.of(state).tolist():
            if not self.open:
                yield after, needs
            elif Comparison(self.actor, state, after, strict=True) not in needs:
                yield after, needs | {Comparison(self.actor, after, state, strict=True)}


def _followed(movers: list[_Mover], start: int) -> tuple[Answer, ...]:
    """Follow legal sequences breadth first; keep at each (state, last mover) the least needs.

    Whatever can follow an arrival that needs more can follow one that needs less, so the others
    are dropped; coming back to where one has been needs no less, so loops end by themselves.
    """
    least: dict[tuple[int, int], list[Needs]] = {}
    todo: deque[tuple[int, int, Needs]] = deque([(start, -1, frozenset())])
    count = 0
    while todo:
        state, last, needs = todo.popleft()
        for after, mover, more in _onwards(movers, state, last, needs):
            if not _is_new(least.setdefault((after, mover), []), more):
                continue
            count += 1
            if count > MOST_LABELS:
                raise ValueError(f"more than {MOST_LABELS} ways of answering one move")
            todo.append((after, mover, more))
    return tuple(Answer(end, needs) for (end, _), kept in least.items() for needs in kept)


def _onwards(
    movers: list[_Mover], state: int, last: int, needs: Needs
) -> Iterator[tuple[int, int, Needs]]:
    for number, mover in enumerate(movers):
        if number != last:
            for after, more in mover.steps(state, needs):
                yield after, number, more


def _is_new(kept: list[Needs], needs: Needs) -> bool:
    """Note these needs unless fewer are known; forget those that need more."""
    if any(other <= needs for other in kept):
        return False
    kept[:] = [other for other in kept if not needs <= other]
    kept.append(needs)
    return True
