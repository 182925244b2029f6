"""How strongly does a sanction deter: does it end in something worse, or much worse?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from holdfast.conflict.preferences import Ranks
from holdfast.conflict.states import Indexes, Mask
from holdfast.stability.analysis import StabilityResult, analyse
from holdfast.stability.concepts import Concept, least_keys
from holdfast.stability.model import GraphModel
from holdfast.stability.moves import Arcs
from holdfast.stability.order import FAR, Order, Reading

STRENGTH_CONCEPTS = (Concept.GMR, Concept.SMR, Concept.SEQ)
"""The concepts whose strong form is published."""

Much = tuple[tuple[Mask, Mask], ...]
"""Pairs of masks over states: the first are much worse than the second, for one actor."""


@dataclass(frozen=True, slots=True, eq=False)
class StrengthResult:
    """Which verdicts rest on sanctions that hurt much, and which on such as hurt a little.

    Parameters
    ----------
    plain : the verdicts without strength: stable in general.
    strong : for each concept, shape (actors, states), in the order of `plain.model.actors`.
    """

    plain: StabilityResult
    strong: Mapping[Concept, Mask]

    def weak(self, concept: Concept) -> Mask:
        """Which states are stable, but not strongly? Shape (actors, states)."""
        return np.asarray(self.plain.stable[concept] & ~self.strong[concept])

    def strong_equilibria(self, concept: Concept) -> Indexes:
        """Which states are strongly stable for all actors? Shape (equilibria,)."""
        return np.flatnonzero(self.strong[concept].all(axis=0))


def strength(
    model: GraphModel,
    much: Mapping[str, Much],
    concepts: Sequence[Concept | str] = STRENGTH_CONCEPTS,
    reading: Reading | str = Reading.CAUTIOUS,
) -> StrengthResult:
    """Which states are strongly stable, and which only weakly, for whom?

    Parameters
    ----------
    model : the graph model.
    much : for each actor, by id, what is much worse than what; nothing for those left out. A
        comparison is strong only where the actor's order is known and goes the same way.
    concepts : of `STRENGTH_CONCEPTS`.
    reading : of unknown comparisons, for the general verdicts and for who moves. An unknown
        comparison is never a strong one.

    Raises
    ------
    ValueError
        When a concept has no strong form here, or a mask does not fit the states.

    Notes
    -----
    Three levels of preference [HamoudaKilgourHipel2004], [HamoudaKilgourHipel2006]. Write
    u << s for "u is much worse than s for i". A state s is strongly stable for i

    - gmr: if from every improvement t of i some u << s is in R_{N-i}(t);
    - smr: if such a u exists from which also every one move of i ends in some v << s;
    - seq: as gmr, where every move of the others is an improvement, mild or strong, for its
      mover.

    It is weakly stable if it is stable by the general definition and not strongly. A state
    without improvements is strongly stable by these words: there is nothing to deter.

    Examples
    --------
    Each side gains by arming alone, and thinks war, which is both arming, much worse:

    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> from holdfast.stability.model import graph_model
    >>> arms = (("no", "Does not arm"), ("yes", "Arms"))
    >>> space = StateSpace(tuple(Issue(who, "?", arms, (who,)) for who in ("us", "them")))
    >>> orders = {"us": Order(np.array([2, 3, 0, 1])), "them": Order(np.array([2, 0, 3, 1]))}
    >>> actors = [Actor("us", "Us", "state"), Actor("them", "Them", "state")]
    >>> war = np.array([False, False, False, True])
    >>> found = strength(graph_model(space, actors, orders), {"us": ((war, ~war),)}, ["seq"])
    >>> found.strong[Concept.SEQ][:, 0].tolist(), found.plain.stable[Concept.SEQ][:, 0].tolist()
    ([True, False], [True, True])
    """
    asked = tuple(Concept(concept) for concept in concepts)
    for concept in asked:
        if concept not in STRENGTH_CONCEPTS:
            raise ValueError(f"{concept} has no strong form")
    plain = analyse(model, asked, reading)
    strong = {}
    for concept in asked:
        rows = [
            _strong_for(plain, place, concept, much.get(actor.id, ()))
            for place, actor in enumerate(model.actors)
        ]
        strong[concept] = np.array(rows).reshape(len(rows), len(model.space))
        strong[concept].setflags(write=False)
    return StrengthResult(plain, MappingProxyType(strong))


def much_worse(order: Order, much: Much, before: Indexes, after: Indexes) -> Mask:
    """Is `after` much worse than `before`, in an order with strong comparisons?

    Parameters
    ----------
    order, much : of the actor.
    before, after : states; shapes broadcast.
    """
    said = np.zeros(np.broadcast(before, after).shape, dtype=np.bool_)
    for worse, better in much:
        said |= better[before] & worse[after]
    lower = order.ranks[after] < order.ranks[before]
    return np.asarray(said & lower & ~order.incomparable(before, after))


def _strong_for(plain: StabilityResult, place: int, concept: Concept, much: Much) -> Mask:
    model, order = plain.model, plain.model.orders[place]
    states = len(model.space)
    if any(side.shape != (states,) for pair in much for side in pair):
        raise ValueError(
            f"{model.actors[place].id}: much worse is not over the {states} states"
        )
    improvements = model.improvements(place, plain.reading)
    movers = model.sanctioners(place, plain.reading, improving=concept.credible)
    before, after = improvements.sources, improvements.targets
    strong = np.ones(states, dtype=np.bool_)
    for starts, key in _keys(order, much):
        if concept.counter_move:
            key = _caught(model.moves[place], key)
        least = least_keys(movers, key)
        here = starts[before]
        hurts = least[after[here]] < order.ranks[before[here]]
        strong[before[here][~hurts]] = False
    return strong


def _keys(order: Order, much: Much) -> Iterator[tuple[Mask, Ranks]]:
    """How deep is each state, to each group of starts that see the same states as much worse?

    Yields
    ------
    starts : shape (states,); every state belongs to exactly one group.
    key : shape (states,); state u is much worse than start s exactly when key[u] < ranks[s].
    """
    states = order.ranks.size
    sides = np.array([better for _, better in much], dtype=np.bool_).reshape(-1, states)
    _, group = np.unique(sides, axis=1, return_inverse=True)
    group = group.reshape(-1) if much else np.zeros(states, dtype=np.int64)
    for alike, worth in order.views(counted=False):
        for number in np.unique(group[alike]):
            starts = alike & (group == number)
            first = int(np.flatnonzero(starts)[0])
            low = np.zeros(states, dtype=np.bool_)
            for worse, better in much:
                low |= worse & better[first]
            yield starts, np.where(low, worth, FAR)


def _caught(arcs: Arcs, key: Ranks) -> Ranks:
    """The key where the actor may move once more: the shallowest it can still get to."""
    best = arcs.reduce(np.maximum, key[arcs.targets], -1)
    return np.maximum(key, best)
