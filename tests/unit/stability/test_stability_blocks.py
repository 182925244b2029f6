"""Blocks of free options against plain loops over small boxes."""

import numpy as np
import pytest

from holdfast.conflict.actors import Actor
from holdfast.conflict.conditions import And, Is
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.stability.blocks import (
    ABOVE,
    BELOW,
    blocks_of,
    boxed,
    ladder,
    least_of_others,
    most_of_block,
)
from holdfast.stability.concepts import Concept
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order
from holdfast.stability.sim_sweep import gains, sim_in_blocks
from holdfast.stability.sweep import stable_in_blocks

SIZES = (2, 3, 2, 2)
OWNERS = ("a", "b", "a", "b")


def issue(number, barred=(), owners=None):
    options = tuple((f"o{k}", f"Option {k}") for k in range(SIZES[number]))
    return Issue(f"i{number}", "?", options, owners or (OWNERS[number],), barred)


@pytest.fixture
def space():
    issues = tuple(issue(k) for k in range(len(SIZES)))
    return StateSpace(issues, (And(Is("i0", "o1"), Is("i1", "o2")),))


def digits(pattern):
    found = []
    for size in SIZES:
        pattern, digit = divmod(pattern, size)
        found.append(digit)
    return found


def block_of(actor, pattern, patterns):
    """The patterns that differ from this one in the actor's own issues alone."""
    here = digits(pattern)
    return [
        other
        for other in range(patterns)
        if all(
            old == new
            for old, new, owner in zip(here, digits(other), OWNERS, strict=True)
            if owner != actor
        )
    ]


@pytest.mark.parametrize("actor", ["a", "b"])
def test_keys_of_a_block_are_those_that_loops_find(space, actor):
    random = np.random.default_rng(4)
    key = random.integers(0, 9, space.patterns).astype(np.int32)
    blocks = blocks_of(space, actor)
    others, best = least_of_others(blocks, key), most_of_block(blocks, key)
    steps = ladder(blocks, key)
    least, most = steps.least_of_better(key), steps.most_of_better(key)
    for pattern in range(space.patterns):
        block = block_of(actor, pattern, space.patterns)
        rest = [key[p] for p in block if p != pattern]
        better = [key[p] for p in block if key[p] > key[pattern]]
        assert others[pattern] == min(rest, default=ABOVE)
        assert best[pattern] == max(key[p] for p in block)
        assert least[pattern] == min(better, default=ABOVE)
        assert most[pattern] == max(better, default=BELOW)
        assert gains(steps).count[pattern] == len(better)


def test_what_is_no_block(space):
    assert blocks_of(space, "c") is None
    barred = StateSpace((issue(0, (("o1", "o0"),)), *space.issues[1:]))
    assert blocks_of(barred, "a") is None
    assert blocks_of(barred, "b") is not None
    joint = StateSpace((issue(0, (), ("a", "b")), *space.issues[1:]))
    assert blocks_of(joint, "a") is None
    merged = StateSpace(space.issues, (), (Is("i0", "o1"),))
    assert blocks_of(merged, "a") is None


def test_patterns_that_cannot_occur_are_nobodys_way_out(space):
    ranks = np.arange(len(space))
    laid_out = boxed(space, ranks, BELOW)
    assert (laid_out[~space.possible] == BELOW).all()
    assert (laid_out[space.codes] == ranks).all()
    actors = [Actor(a, a, "state") for a in ("a", "b")]
    model = graph_model(space, actors, {a: Order(ranks) for a in ("a", "b")})
    for place in (0, 1):
        stable = stable_in_blocks(model, place, Concept.NASH)
        loops = [
            not any(
                space.possible[p] and laid_out[p] > laid_out[code]
                for p in block_of("ab"[place], int(code), space.patterns)
            )
            for code in space.codes
        ]
        assert stable.tolist() == loops
        assert sim_in_blocks(model, place)[stable].all()  # nothing to gain, nothing to answer
