"""When does an actor stay where it is? Five concepts by one kernel, and sim in its own file."""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np

from holdfast.conflict.preferences import Ranks
from holdfast.conflict.states import Mask
from holdfast.stability.model import GraphModel
from holdfast.stability.moves import Arcs
from holdfast.stability.order import FAR, Reading


class Concept(StrEnum):
    """How far an actor looks ahead before it leaves a state.

    NASH looks at its own move only. GMR fears any answer by the others, SEQ only answers by
    which each of them gains. SMR and SSEQ are GMR and SEQ with one more step: the answer must
    hurt even after the actor's own best way out of it. SIM fears what the others do at the
    same time.
    """

    NASH = "nash"
    GMR = "gmr"
    SMR = "smr"
    SEQ = "seq"
    SSEQ = "sseq"
    SIM = "sim"

    @property
    def credible(self) -> bool:
        """Whether sanctioners only move to their own gain."""
        return self in (Concept.SEQ, Concept.SSEQ, Concept.SIM)

    @property
    def counter_move(self) -> bool:
        """Whether the actor may move once more after the sanction."""
        return self in (Concept.SMR, Concept.SSEQ)


def least_keys(movers: Sequence[Arcs], key: Ranks) -> Ranks:
    """What is the least key at the end of a legal sequence of moves, from each state?

    A legal sequence has one move or more, by any of the movers, but no two in a row by the
    same one.

    Parameters
    ----------
    movers : the moves of each mover.
    key : shape (states,).

    Returns
    -------
    shape (states,)
        `FAR` where no mover can move.

    Notes
    -----
    Works backwards on pairs of a state and the mover whose turn it is, all starts at once:
    least[h, t] = min over u in R_h(t) of min(key[u], min over m != h of least[m, u]). Each
    round lengthens the sequences by one move, until none helps, and costs one look at every
    arc. Nothing is stored but the least keys.

    Examples
    --------
    Mover 0 goes from state 0 to 1, mover 1 from 1 to 2:

    >>> first = Arcs(np.array([0, 1, 1, 1]), np.array([1]))
    >>> second = Arcs(np.array([0, 0, 1, 1]), np.array([2]))
    >>> least_keys([first, second], np.array([7, 5, 3])).tolist()[:2]
    [3, 3]
    >>> least_keys([first], np.array([7, 5, 3])).tolist()[:1]
    [5]
    """
    least = np.full((len(movers), key.size), FAR, dtype=np.int64)
    while True:
        rows = [
            arcs.reduce(np.minimum, _worth(key, least, place)[arcs.targets], FAR)
            for place, arcs in enumerate(movers)
        ]
        longer = np.array(rows, dtype=np.int64).reshape(least.shape)
        if np.array_equal(longer, least):
            return np.asarray(least.min(axis=0, initial=FAR))
        least = longer


def sanctioned(
    model: GraphModel, place: int, concept: Concept, reading: Reading
) -> tuple[Arcs, Mask]:
    """Which of an actor's improvements can the others answer so that it does not pay?

    Parameters
    ----------
    model : the graph model.
    place : of the actor.
    concept : any but SIM.
    reading : of unknown comparisons.

    Returns
    -------
    improvements, and one bool for each of them
        Under NASH nothing is ever answered.
    """
    improvements = model.improvements(place, reading)
    answered = np.zeros(len(improvements), dtype=np.bool_)
    if concept is Concept.NASH:
        return improvements, answered
    movers = model.sanctioners(place, reading, improving=concept.credible)
    order = model.orders[place]
    before = improvements.sources
    for starts, worth in order.views(counted=reading.sanctions):
        key = _after_counter_move(model.moves[place], worth) if concept.counter_move else worth
        least = least_keys(movers, key)
        seen = starts[before]
        answered[seen] = least[improvements.targets[seen]] <= order.ranks[before[seen]]
    return improvements, answered


def deterring(
    model: GraphModel, place: int, state: int, concept: Concept, reading: Reading
) -> Mask:
    """At which states would a sanction of this concept deter the actor from leaving `state`?

    Returns
    -------
    shape (states,)
        Not better than `state` and, with a counter-move, no way out to a better one.
    """
    every = np.arange(len(model.space), dtype=np.int64)
    deters = model.orders[place].not_better(np.array(state), every, counted=reading.sanctions)
    if not concept.counter_move:
        return deters
    arcs = model.moves[place]
    caught = arcs.reduce(np.logical_and, deters[arcs.targets], True)
    return np.asarray(deters & caught)


def _worth(key: Ranks, least: Ranks, last: int) -> Ranks:
    """The least key from each state on, itself included, when `last` has just moved there."""
    others = np.delete(least, last, axis=0)
    return np.asarray(np.minimum(key, others.min(axis=0, initial=FAR)))


def _after_counter_move(arcs: Arcs, worth: Ranks) -> Ranks:
    """The best the actor can still do at each state: stay, or one more move of its own."""
    best = arcs.reduce(np.maximum, worth[arcs.targets], int(worth.min()))
    return np.maximum(worth, best)
