"""What can several actors reach together, and would all of them gain by it?"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from holdfast.conflict.states import Indexes, Mask
from holdfast.stability.model import GraphModel
from holdfast.stability.moves import Arcs, joint_groups, moves_of
from holdfast.stability.order import Reading
from holdfast.stability.reach import Reach, legal_reach
from holdfast.stability.steps import Step

MOST_COALITION_ACTORS = 8
"""Most actors for whom every coalition is looked at; eight make 247 of them."""

_BLOCK = 2**25  # bytes gathered at a time when all starts are followed at once

Bits = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, eq=False)
class Movers:
    """Everyone who can make a move: actors alone, and groups that decide an issue together.

    Parameters
    ----------
    groups : actor ids; one for an actor alone.
    arcs : the moves of each.
    """

    groups: tuple[tuple[str, ...], ...]
    arcs: tuple[Arcs, ...]

    def within(self, members: Collection[str]) -> "Movers":
        """Which of them consist of these members only?"""
        kept = [place for place, group in enumerate(self.groups) if set(group) <= set(members)]
        return Movers(
            tuple(self.groups[place] for place in kept),
            tuple(self.arcs[place] for place in kept),
        )

    def steps(self, reach: Reach, end: int) -> tuple[Step, ...]:
        """By which moves does a shortest sequence get there, movers named?"""
        return tuple(
            Step(self.groups[mover], before, after) for mover, before, after in reach.path(end)
        )


@dataclass(frozen=True, slots=True)
class CoalitionImprovement:
    """A state that a coalition reaches and that all its members prefer.

    Parameters
    ----------
    members : actor ids.
    before, after : states.
    steps : a shortest sequence of the members' moves.
    """

    members: tuple[str, ...]
    before: int
    after: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CoalitionResult:
    """Which states no coalition would leave.

    Parameters
    ----------
    coalitions : every group of two actors or more, ids in order.
    stable : shape (coalitions, states); whether the coalition has no joint improvement.
    """

    coalitions: tuple[tuple[str, ...], ...]
    stable: Mask

    @property
    def equilibria(self) -> Indexes:
        """Which states would no coalition of two or more leave? Shape (equilibria,)."""
        return np.flatnonzero(self.stable.all(axis=0))


def all_movers(model: GraphModel) -> Movers:
    """Who can move at all: every deciding actor, and every group that decides an issue?"""
    alone = tuple((actor.id,) for actor in model.actors)
    groups = joint_groups(model.space)
    together = tuple(moves_of(model.space, group) for group in groups)
    return Movers((*alone, *groups), (*model.moves, *together))


def improving(model: GraphModel, movers: Movers, reading: Reading) -> Movers:
    """Which moves make every one of their movers better off?"""
    return Movers(
        movers.groups,
        tuple(
            arcs.keep(
                all_better(model, group, arcs.sources, arcs.targets, through=reading.deviates)
            )
            for group, arcs in zip(movers.groups, movers.arcs, strict=True)
        ),
    )


def coalition_improvements(
    model: GraphModel,
    members: Collection[str],
    state: int,
    reading: Reading = Reading.CAUTIOUS,
) -> tuple[CoalitionImprovement, ...]:
    """To which states that all of them prefer can these actors go from here?

    Parameters
    ----------
    model : the graph model.
    members : ids of deciding actors, at least one.
    state : where they stand.
    reading : of unknown comparisons; the members go through them as deviators do.

    Returns
    -------
    one for each such state, in the order of the states

    Raises
    ------
    KeyError
        When a member decides nothing.

    Notes
    -----
    A coalition moves by legal sequences [KilgourEtAl2001]: its members move one at a time, no
    one twice in a row, and a step on the way may leave somebody worse off. A group within it
    that decides an issue together is one more mover, which makes that issue in one move.
    """
    places = sorted(model.place(member) for member in set(members))
    inside = tuple(model.actors[place].id for place in places)
    movers = all_movers(model).within(inside)
    every = np.arange(len(model.space), dtype=np.int64)
    reach = legal_reach(movers.arcs, state, every.size)
    wanted = reach.reached & all_better(
        model, inside, np.array(state), every, through=reading.deviates
    )
    return tuple(
        CoalitionImprovement(inside, state, after, movers.steps(reach, after))
        for after in np.flatnonzero(wanted).tolist()
    )


def coalition_nash(model: GraphModel, reading: Reading = Reading.CAUTIOUS) -> CoalitionResult:
    """Which states would no coalition leave for one that all its members prefer?

    Parameters
    ----------
    model : with at most `MOST_COALITION_ACTORS` deciding actors.
    reading : of unknown comparisons.

    Returns
    -------
    CoalitionResult
        Exact, for every coalition of two actors or more.

    Raises
    ------
    ValueError
        When there are too many actors.
    """
    actors = [actor.id for actor in model.actors]
    if len(actors) > MOST_COALITION_ACTORS:
        raise ValueError(f"{len(actors)} actors; coalitions of {MOST_COALITION_ACTORS} at most")
    coalitions = tuple(
        group for size in range(2, len(actors) + 1) for group in combinations(actors, size)
    )
    movers = all_movers(model)
    stable = np.ones((len(coalitions), len(model.space)), dtype=np.bool_)
    for row, members in enumerate(coalitions):
        stable[row] = ~_leaves(model, members, movers.within(members), reading)
    stable.setflags(write=False)
    return CoalitionResult(coalitions, stable)


def _leaves(
    model: GraphModel, members: tuple[str, ...], movers: Movers, reading: Reading
) -> Mask:
    leaves = np.zeros(len(model.space), dtype=np.bool_)
    before = np.arange(len(model.space), dtype=np.int64)[:, np.newaxis]
    for ends, reached in reach_of_all(movers.arcs, len(model.space)):
        better = all_better(
            model, members, before, ends[np.newaxis, :], through=reading.deviates
        )
        leaves |= (reached & better).any(axis=1)
    return leaves


def reach_of_all(movers: Sequence[Arcs], states: int) -> Iterator[tuple[Indexes, Mask]]:
    """Which states reach each end by legal sequences? A block of ends at a time.

    Parameters
    ----------
    movers : the moves of each mover.
    states : how many there are.

    Yields
    ------
    ends : shape (ends,); a run of states, the first block begins at 0.
    reached : shape (states, ends).

    Notes
    -----
    The same recursion as the least keys, on sets of ends instead of a key: bits for numbers
    and "or" for the minimum.
    """
    most = max(1, *(len(arcs) for arcs in movers))
    width = 64 * max(1, _BLOCK // (8 * most))
    for at in range(0, states, width):
        ends = np.arange(at, min(at + width, states), dtype=np.int64)
        here = np.zeros((states, -(-ends.size // 64) * 64), dtype=np.bool_)
        here[ends, ends - at] = True
        bits = _closed(movers, np.packbits(here, axis=1).view(np.uint64)).view(np.uint8)
        yield ends, np.unpackbits(bits, axis=1, count=ends.size).astype(np.bool_)


def _closed(movers: Sequence[Arcs], here: Bits) -> Bits:
    reached = [np.zeros_like(here) for _ in movers]
    while True:
        longer = [
            arcs.reduce(np.bitwise_or, _onwards(here, reached, place)[arcs.targets], 0)
            for place, arcs in enumerate(movers)
        ]
        if all(map(np.array_equal, longer, reached)):
            return np.asarray(np.bitwise_or.reduce(np.stack(longer), axis=0))
        reached = longer


def _onwards(here: Bits, reached: Sequence[Bits], last: int) -> Bits:
    others = [bits for mover, bits in enumerate(reached) if mover != last]
    return np.asarray(np.bitwise_or.reduce(np.stack([here, *others]), axis=0))


def all_better(
    model: GraphModel,
    members: Sequence[str],
    before: Indexes,
    after: Indexes,
    *,
    through: bool,
) -> Mask:
    """Is `after` better than `before` for every one of these members?

    Parameters
    ----------
    model : the graph model.
    members : ids of deciding actors, at least one.
    before, after : states; shapes broadcast.
    through : what an unknown comparison counts as.
    """
    better = [
        model.orders[model.place(member)].better(before, after, through=through)
        for member in members
    ]
    return np.asarray(np.logical_and.reduce(better))
