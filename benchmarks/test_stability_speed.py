"""How long the graph model takes, beside the definitions in loops."""

import tracemalloc

import numpy as np
import pytest
from reference import five_by_search, option_moves, seq_by_search

from holdfast.conflict.actors import Actor
from holdfast.conflict.conditions import Is, Not, Or
from holdfast.conflict.issues import Issue
from holdfast.conflict.preferences import Priorities, ranks
from holdfast.conflict.states import StateSpace
from holdfast.stability.analysis import analyse
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order

FIVE = ("nash", "gmr", "smr", "seq", "sim")


def box_issues(actors, options):
    return tuple(
        Issue(f"o{actor}-{n}", "?", (("n", "no"), ("y", "yes")), (f"a{actor}",))
        for actor in range(actors)
        for n in range(options)
    )


def box(actors, options):
    """A conflict in which each actor sets so many options; random strict rankings."""
    issues = box_issues(actors, options)
    space, random = StateSpace(issues), np.random.default_rng(2)
    ranked = [random.permutation(space.patterns) for _ in range(actors)]
    parties = tuple(Actor(f"a{i}", f"A{i}", "state") for i in range(actors))
    orders = {f"a{i}": Order(rank.astype(np.int64)) for i, rank in enumerate(ranked)}
    return lambda: graph_model(StateSpace(issues), parties, orders), ranked


def peak(work):
    """Most memory, in MB, that NumPy and Python take while this runs."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def test_five_concepts_of_512_states(benchmark, against):
    """Three actors, nash gmr smr seq sim, against the definitions in loops."""
    model, ranked = box(3, 3)
    moves, lists = option_moves(3, 3), [rank.tolist() for rank in ranked]
    benchmark(lambda: analyse(model(), FIVE, threads=2))
    against(
        "five concepts, 512 states", benchmark, lambda: five_by_search(moves, lists), rounds=1
    )


def test_five_concepts_of_4096_states(benchmark, against):
    """The size of the peers' table; the reference takes minutes, so it runs once."""
    model, ranked = box(3, 4)
    moves, lists = option_moves(3, 4), [rank.tolist() for rank in ranked]
    benchmark(lambda: analyse(model(), FIVE, threads=2))
    print(f"\nfive concepts, 4,096 states: {peak(lambda: analyse(model(), FIVE)):.1f} MB")  # noqa: T201 - the figure is the point
    against(
        "five concepts, 4,096 states", benchmark, lambda: five_by_search(moves, lists), rounds=1
    )


def test_five_concepts_of_32768_states(benchmark):
    """Goal 1 s for nash, gmr, smr, seq and sim."""
    model, _ = box(3, 5)
    benchmark.pedantic(lambda: analyse(model(), FIVE, threads=2), rounds=3)


@pytest.mark.parametrize("by_priorities", [True, False])
def test_five_concepts_of_a_million_states(benchmark, by_priorities):
    """Goal 20 s and 2 GB for nash, gmr, smr, seq and sseq, five actors, from priorities."""
    model, _ = box(5, 4)
    if by_priorities:
        model = prioritised(5, 4)
    five = ("nash", "gmr", "smr", "seq", "sseq")
    benchmark.pedantic(lambda: analyse(model(), five, threads=2), rounds=1)
    most = peak(lambda: analyse(model(), five, threads=2))
    print(f"\nfive concepts, 1,048,576 states: {most:.0f} MB")  # noqa: T201 - the figure is the point


def prioritised(actors, options):
    """The same conflict, each actor with eight priorities over options of all."""
    issues = box_issues(actors, options)
    random, space = np.random.default_rng(3), StateSpace(issues)
    parties = tuple(Actor(f"a{i}", f"A{i}", "state") for i in range(actors))

    def statement():
        one, other = random.permutation(len(issues))[:2]
        return Or(Is(issues[one].id, "y"), Not(Is(issues[other].id, "y")))

    lines = [Priorities(tuple(statement() for _ in range(8))) for _ in range(actors)]

    def model():
        fresh = StateSpace(issues)
        orders = {f"a{i}": Order(ranks(line, fresh)) for i, line in enumerate(lines)}
        return graph_model(fresh, parties, orders)

    assert len(space) == 2 ** (actors * options)
    return model


@pytest.mark.parametrize("options", [2, 3])
def test_sequential_stability(benchmark, against, options):
    """Three actors with so many options each, random strict rankings."""
    model, ranked = box(3, options)
    benchmark(lambda: analyse(model(), ["seq"]))
    moves, lists = option_moves(3, options), [rank.tolist() for rank in ranked]
    name = f"seq, {8**options} states, 3 actors"
    against(name, benchmark, lambda: seq_by_search(moves, lists))
