"""What does an actor expect in the end when two actors move in turn, a few moves deep?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice

import numpy as np

from holdfast.conflict.states import Indexes, Mask
from holdfast.stability.analysis import analyse
from holdfast.stability.concepts import Concept
from holdfast.stability.model import GraphModel
from holdfast.stability.steps import Step

MOST_FORESIGHT_STATES = 2048
"""Most states; what is expected takes a bit-wide table of states by states."""

MOST_HORIZON = 4096
"""Most moves ahead that are tried before the horizons are said not to repeat."""

NON_MYOPIC = "nm"
"""The name of non-myopic stability where each actor gets a concept of its own."""

_FAR = np.iinfo(np.int64).max

Ends = tuple[Mask, Mask]
"""For each of the two actors, shape (states, states): may u be the end when it moves at s?"""


@dataclass(frozen=True, slots=True, eq=False)
class LimitedMove:
    """What the two actors expect, some moves ahead.

    Parameters
    ----------
    model : what was analysed.
    horizon : moves that an actor thinks ahead, its own first one included; at least 1.
    ends : for each actor, shape (states, states); entry (s, u) says whether it may expect u
        when it is its turn at s. Each row has at least one, several only through ties.
    stable : shape (actors, states); it expects to stay, however ties are resolved.
    possible : shape (actors, states); it may expect to stay, for some resolution of ties.
    """

    model: GraphModel
    horizon: int
    ends: Ends
    stable: Mask
    possible: Mask

    @property
    def equilibria(self) -> Indexes:
        """Which states are stable for both actors? Shape (equilibria,)."""
        return np.flatnonzero(self.stable.all(axis=0))


@dataclass(frozen=True, slots=True, eq=False)
class NonMyopic:
    """Which states an actor would not leave, however far it thinks ahead.

    Parameters
    ----------
    model : what was analysed.
    since : first horizon from which on what is expected repeats.
    period : after how many more moves ahead it does.
    stable, possible : shape (actors, states); as for `LimitedMove`, at every horizon of the
        part that repeats.
    """

    model: GraphModel
    since: int
    period: int
    stable: Mask
    possible: Mask

    @property
    def equilibria(self) -> Indexes:
        """Which states are stable for both actors? Shape (equilibria,)."""
        return np.flatnonzero(self.stable.all(axis=0))


@dataclass(frozen=True, slots=True, eq=False)
class Stackelberg:
    """Which states are stable when one actor leads and the other follows.

    Parameters
    ----------
    leader, follower : actor ids.
    for_leader, for_follower : shape (states,).
    """

    leader: str
    follower: str
    for_leader: Mask
    for_follower: Mask

    @property
    def equilibria(self) -> Indexes:
        """Which states are stable for both? Shape (equilibria,)."""
        return np.flatnonzero(self.for_leader & self.for_follower)


def limited_move(model: GraphModel, horizon: int) -> LimitedMove:
    """Where does each of two actors expect to end when it thinks so many moves ahead?

    Parameters
    ----------
    model : with two deciding actors, complete orders, at most `MOST_FORESIGHT_STATES` states.
    horizon : moves, at least 1.

    Returns
    -------
    LimitedMove
        Exact.

    Raises
    ------
    ValueError
        When there are not two deciding actors (definitions in print for more are disputed),
        when a comparison is unknown, or when the model or the horizon is too large.

    Notes
    -----
    With no move left the present state is expected. Else the actor looks at each of its moves,
    at what the other, with one move less, would expect from there, and takes the best of these
    ends if it is strictly better than staying [FangHipelKilgour1989]. A tie makes what is
    expected ambiguous, and with it the best of the actor before. So sets are kept: an end is in
    the set if some way of resolving every tie in the tree of moves leads to it. With a tie the
    other may spoil or please; the actor can count on the best of the worst ends of its moves.

    Examples
    --------
    In the prisoner's dilemma restraint is left one move ahead, and kept two moves ahead:

    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> from holdfast.stability.model import graph_model
    >>> from holdfast.stability.order import Order
    >>> arms = (("no", "Does not arm"), ("yes", "Arms"))
    >>> issues = [Issue(who, f"Does {who} arm?", arms, (who,)) for who in ("us", "them")]
    >>> us, them = Order(np.array([2, 3, 0, 1])), Order(np.array([2, 0, 3, 1]))
    >>> actors = (Actor("us", "Us", "state"), Actor("them", "Them", "state"))
    >>> model = graph_model(StateSpace(tuple(issues)), actors, {"us": us, "them": them})
    >>> [limited_move(model, h).equilibria.tolist() for h in (1, 2, 3)]
    [[3], [0, 3], [0, 3]]
    """
    _check(model)
    if not 1 <= horizon <= MOST_HORIZON:
        raise ValueError(f"a horizon of {horizon} moves; 1 to {MOST_HORIZON}")
    ends = next(islice(_horizons(model), horizon, None))
    stable, possible = _verdicts(ends)
    return LimitedMove(model, horizon, ends, stable, possible)


def non_myopic(model: GraphModel) -> NonMyopic:
    """Which states would an actor not leave, however far it thinks ahead?

    Parameters
    ----------
    model : as for `limited_move`.

    Returns
    -------
    NonMyopic
        Exact: the horizons are followed until what both expect repeats as a whole.

    Raises
    ------
    ValueError
        As `limited_move`, and when nothing has repeated after `MOST_HORIZON` horizons.

    Notes
    -----
    A state is non-myopically stable if it is limited-move stable at every horizon from some
    one on [FangHipelKilgour1989]. What is expected at one horizon follows from the one before,
    and there are finitely many expectations, so they repeat in the end; the state has to be
    stable all over the part that repeats.
    """
    _check(model)
    seen: dict[bytes, int] = {}
    history: list[tuple[Mask, Mask]] = []
    for horizon, ends in enumerate(islice(_horizons(model), MOST_HORIZON + 1)):
        mark = blake2b(b"".join(np.packbits(mask).tobytes() for mask in ends)).digest()
        if mark in seen:
            since = seen[mark]
            stable, possible = (
                np.logical_and.reduce(np.stack(rows))
                for rows in zip(*history[since:], strict=True)
            )
            return NonMyopic(model, since, horizon - since, stable, possible)
        seen[mark] = horizon
        history.append(_verdicts(ends))
    raise ValueError(f"what is expected has not repeated within {MOST_HORIZON} moves ahead")


def stackelberg(model: GraphModel, leader: str) -> Stackelberg:
    """Which states are stable when this actor leads and the other follows?

    Parameters
    ----------
    model : as for `limited_move`.
    leader : actor id.

    Raises
    ------
    KeyError
        When the leader decides nothing.
    ValueError
        As `limited_move`.

    Notes
    -----
    The leader knows that the follower will make its best move in reply: it thinks two moves
    ahead, the follower one. A state is an equilibrium if it is stable with horizon 2 for the
    leader and with horizon 1, that is nash, for the follower [FangHipelKilgour1989]. Stable
    means here: however the follower resolves its ties.
    """
    first = model.place(leader)
    near, far = limited_move(model, 1), limited_move(model, 2)
    other = 1 - first
    follower = model.actors[other].id
    return Stackelberg(leader, follower, far.stable[first], near.stable[other])


def equilibria_of_horizons(model: GraphModel, foresight: Mapping[str, int | str]) -> Indexes:
    """Which states are stable for both when each thinks ahead in its own way?

    Parameters
    ----------
    model : as for `limited_move`.
    foresight : for each deciding actor a horizon in moves, `NON_MYOPIC`, or one of the six
        concepts, such as "seq".

    Returns
    -------
    shape (equilibria,), states

    Raises
    ------
    ValueError
        As `limited_move`, or when an actor has no concept or an unknown one.
    """
    _check(model)
    missing = [actor.id for actor in model.actors if actor.id not in foresight]
    if missing:
        raise ValueError(f"{missing[0]} decides an issue and is given no concept")
    rows = [_row(model, place, foresight[actor.id]) for place, actor in enumerate(model.actors)]
    return np.flatnonzero(np.logical_and.reduce(rows))


def expected_play(model: GraphModel, actor: str, state: int, horizon: int) -> tuple[Step, ...]:
    """By which moves does the actor expect the conflict to go on when it is its turn?

    Parameters
    ----------
    model : as for `limited_move`.
    actor : id of a deciding actor.
    state : where it stands.
    horizon : moves, at least 1.

    Returns
    -------
    the moves, in turn; none where it may expect to stay
        Under ties one of several lines, to the lowest of the states that may be expected.

    Raises
    ------
    KeyError
        When the actor decides nothing.
    ValueError
        As `limited_move`.
    """
    _check(model)
    place = model.place(actor)
    levels = list(islice(_horizons(model), horizon + 1))
    expected = levels[-1][place][state]
    end = state if expected[state] else int(np.flatnonzero(expected)[0])
    steps: list[Step] = []
    here = state
    while here != end:
        levels.pop()
        after = model.moves[place].of(here)
        nearest = int(after[levels[-1][1 - place][after, end]][0])
        steps.append(Step((model.actors[place].id,), here, nearest))
        here, place = nearest, 1 - place
    return tuple(steps)


def _check(model: GraphModel) -> None:
    if len(model.actors) != 2:
        raise ValueError(
            f"{len(model.actors)} actors decide something; thinking moves ahead is defined "
            "here for two, as the definitions in print for more are disputed"
        )
    if any(order.unknown for order in model.orders):
        raise ValueError("a comparison is unknown, so the best end is not defined")
    if len(model.space) > MOST_FORESIGHT_STATES:
        most = f"{MOST_FORESIGHT_STATES:,} at most"
        raise ValueError(f"{len(model.space):,} states; thinking moves ahead takes {most}")


def _horizons(model: GraphModel) -> Iterator[Ends]:
    """What both expect with 0, 1, 2 and so on moves left, without end."""
    here = np.eye(len(model.space), dtype=np.bool_)
    ends: Ends = (here, here)
    while True:
        yield ends
        ends = (_further(model, 0, ends[1]), _further(model, 1, ends[0]))


def _further(model: GraphModel, place: int, replies: Mask) -> Mask:
    """What may the actor expect, given what the other may expect with one move less?"""
    arcs, ranks = model.moves[place], model.orders[place].ranks
    worst = np.where(replies, ranks, _FAR).min(axis=1)  # by how the other resolves its ties
    sure = arcs.reduce(np.maximum, worst[arcs.targets], -1)  # ranks start at 0
    offered = _united(arcs.starts, arcs.targets, replies)
    taken = (ranks >= sure[:, np.newaxis]) & (ranks > ranks[:, np.newaxis])
    ends = offered & taken
    np.fill_diagonal(ends, sure <= ranks)
    return ends


def _united(starts: Indexes, targets: Indexes, replies: Mask) -> Mask:
    """For each state, every end that some move from it may lead to."""
    united = np.zeros_like(replies)
    for state in range(len(replies)):
        united[state] = replies[targets[starts[state] : starts[state + 1]]].any(axis=0)
    return united


def _verdicts(ends: Ends) -> tuple[Mask, Mask]:
    possible = np.array([np.diagonal(mask) for mask in ends])
    alone = np.array([mask.sum(axis=1) == 1 for mask in ends])
    return possible & alone, possible


def _row(model: GraphModel, place: int, foresight: int | str) -> Mask:
    if isinstance(foresight, int):
        return np.asarray(limited_move(model, foresight).stable[place])
    if foresight == NON_MYOPIC:
        return np.asarray(non_myopic(model).stable[place])
    concept = Concept(foresight)
    return np.asarray(analyse(model, [concept]).stable[concept][place])
