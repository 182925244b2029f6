"""Verdicts where every actor's moves are blocks: no move is stored, no search is made."""

import numpy as np

from holdfast.conflict.states import Mask
from holdfast.stability.blocks import (
    ABOVE,
    BELOW,
    Key,
    boxed,
    least_of_others,
    most_of_block,
)
from holdfast.stability.concepts import Concept
from holdfast.stability.model import GraphModel


def stable_in_blocks(model: GraphModel, place: int, concept: Concept) -> Mask:
    """From which states would this actor not move, given what the others could answer?

    Parameters
    ----------
    model : with `blocks`, so that every order is complete.
    place : of the actor.
    concept : any but SIM.

    Returns
    -------
    shape (states,)

    Notes
    -----
    The same recursion as `least_keys`, over patterns: w_h[u] is the least key from u on when h
    has just moved there, least_h[t] the least w_h over the patterns that h reaches from t. An
    improvement t of s is answered when min over h of least_h[t] is at most the rank of s, so s
    is stable when the greatest of these over its improvements is.
    """
    space, ranks = model.space, model.orders[place].ranks
    own = boxed(space, ranks, BELOW)
    if concept is Concept.NASH:
        worst = model.ladders[place].most_of_better(np.full(own.size, ABOVE, dtype=np.int32))
    else:
        worst = model.ladders[place].most_of_better(_least(model, place, concept))
    return np.asarray((worst <= own)[space.codes])


def _least(model: GraphModel, place: int, concept: Concept) -> Key:
    """The least key at the end of a legal sequence of the others, from each pattern."""
    space = model.space
    key = boxed(space, model.orders[place].ranks, ABOVE)
    if concept.counter_move:
        own = boxed(space, model.orders[place].ranks, BELOW)
        key = np.maximum(key, most_of_block(model.blocks[place], own))
    least = {
        other: np.full(key.size, ABOVE, dtype=np.int32)
        for other in range(len(model.actors))
        if other != place
    }
    while any([_lengthen(model, concept, key, least, other) for other in least]):  # noqa: C419 - all of them
        pass
    none = np.full(key.size, ABOVE, dtype=np.int32)
    return np.asarray(np.minimum.reduce([none, *least.values()]))


def _lengthen(
    model: GraphModel, concept: Concept, key: Key, least: dict[int, Key], other: int
) -> bool:
    """Let one of the others move first on the way; whether that leads anywhere new."""
    worth = np.minimum.reduce([key, *(found for m, found in least.items() if m != other)])
    if not model.space.possible.all():
        worth[~model.space.possible] = ABOVE  # nobody passes through what cannot occur
    if concept.credible:
        longer = model.ladders[other].least_of_better(worth)
    else:
        longer = least_of_others(model.blocks[other], worth)
    if np.array_equal(longer, least[other]):
        return False
    least[other] = longer
    return True
