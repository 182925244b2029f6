"""How an actor orders the states: priorities, rankings, ties, and what is not known."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.conflict.conditions import Condition
from holdfast.conflict.states import Mask, StateSpace
from holdfast.core.quantity import Quantity
from holdfast.core.sources import Citation

Ranks = NDArray[np.int64]

_BITS = 62  # truth values packed before the keys are renumbered; never near the sign bit


@dataclass(frozen=True, slots=True)
class Priorities:
    """Conditions, most important first; an earlier one beats all later ones together."""

    statements: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Tiers of states, best first; a state belongs to the first tier that names it.

    Parameters
    ----------
    tiers : for each tier the conditions any of which puts a state there.
    """

    tiers: tuple[tuple[Condition, ...], ...]


@dataclass(frozen=True, slots=True)
class FromContest:
    """The order follows from the contest, by the commitment engine."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """One actor's order over states.

    Parameters
    ----------
    actor : whose.
    order : how it is given.
    unknown : pairs of conditions; states of the first cannot be compared with states of the
        second, either way.
    stakes : how much each issue matters, shares by issue id.
    basis, by, sources : where the order comes from.
    much_worse : pairs of conditions; states of the first are much worse than those of the
        second.
    """

    actor: str
    order: Priorities | Ranking | FromContest
    unknown: tuple[tuple[Condition, Condition], ...] = ()
    stakes: tuple[tuple[str, Quantity], ...] = ()
    basis: str = ""
    by: str = ""
    sources: tuple[Citation, ...] = ()
    much_worse: tuple[tuple[Condition, Condition], ...] = ()


def ranks(order: Priorities | Ranking, space: StateSpace) -> Ranks:
    """How high does the actor rank each state?

    Parameters
    ----------
    order : priorities or a ranking.
    space : the states.

    Returns
    -------
    shape (states,), int64, from 0
        Larger is better, equal is indifferent, consecutive numbers.

    Raises
    ------
    ValueError
        When a ranking leaves a state without tier.

    Notes
    -----
    Priorities compare truth vectors lexicographically [PengEtAl1997], packed in integers that
    are renumbered before they could overflow, so any number of statements is exact.
    """
    if isinstance(order, Priorities):
        return _by_priorities(order, space)
    best = _first_tier(order, space)
    if (best == len(order.tiers)).any():
        state = space.describe(int(np.argmax(best == len(order.tiers))))
        raise ValueError(f"no tier of the ranking holds for the state {state}")
    return _renumbered(-best)


def untiered(order: Ranking, space: StateSpace) -> Mask:
    """Which states does no tier of the ranking name? Shape (states,)."""
    return np.asarray(_first_tier(order, space) == len(order.tiers))


def incomparable(preferences: Preferences, space: StateSpace) -> tuple[tuple[Mask, Mask], ...]:
    """Which sets of states can the actor not compare with each other?

    Returns
    -------
    tuple of pairs of masks, each of shape (states,); each pair counts both ways.
    """
    return _masks(preferences.unknown, space)


def much_worse(preferences: Preferences, space: StateSpace) -> tuple[tuple[Mask, Mask], ...]:
    """Which sets of states are much worse for the actor than which others?

    Returns
    -------
    tuple of pairs of masks, each of shape (states,): the worse states, and the better ones.
    """
    return _masks(preferences.much_worse, space)


def _masks(
    pairs: tuple[tuple[Condition, Condition], ...], space: StateSpace
) -> tuple[tuple[Mask, Mask], ...]:
    return tuple((space.holds(one), space.holds(other)) for one, other in pairs)


def _by_priorities(order: Priorities, space: StateSpace) -> Ranks:
    key = np.zeros(len(space), dtype=np.int64)
    room = _BITS
    for statement in order.statements:
        if room == 0:
            key = _renumbered(key)
            room = _BITS - int(key.max()).bit_length()
        key = key * 2 + space.holds(statement)
        room -= 1
    return _renumbered(key)


def _first_tier(order: Ranking, space: StateSpace) -> Ranks:
    tier = np.full(len(space), len(order.tiers), dtype=np.int64)
    for place in range(len(order.tiers) - 1, -1, -1):
        for condition in order.tiers[place]:
            tier[space.holds(condition)] = place
    return tier


def _renumbered(key: Ranks) -> Ranks:
    _, rank = np.unique(key, return_inverse=True)
    return rank.astype(np.int64).reshape(key.shape)
