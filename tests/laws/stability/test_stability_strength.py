"""Strong and weak stability against the definitions enumerated, and what must hold of them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.conflict.actors import Actor
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.stability.analysis import analyse
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order, Reading
from holdfast.stability.strength import STRENGTH_CONCEPTS, much_worse, strength

RUNS = settings(max_examples=40, deadline=None)


def drawn_much(data, model):
    """Random pairs of sets for every actor: two in three states, so that many are strong."""
    random = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    share = data.draw(st.sampled_from([0.3, 0.7, 1.0]))
    states = len(model.space)
    return {
        actor.id: tuple(
            (random.random(states) < share, random.random(states) < share)
            for _ in range(random.integers(0, 3))
        )
        for actor in model.actors
    }


def deep(plain, much, i, s, u):
    """Is u much worse than s for i? By the words of the definition."""
    order = plain.orders[plain.ids.index(i)]
    said = any(better[s] and worse[u] for worse, better in much[i])
    return said and order.ranks[u] < order.ranks[s] and not plain.open(i, s, u)


def strongly(plain, much, i, concept, reading):
    ends = plain.answers(i, concept, reading)

    def hurts(s, u):
        out = plain.moves[i][u] if concept == "smr" else ()
        return all(deep(plain, much, i, s, v) for v in (u, *out))

    return [
        all(any(hurts(s, u) for u in ends[t]) for t in plain.gains(i, s, reading.deviates))
        for s in range(plain.size)
    ]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_strong_verdicts_are_those_of_the_definition(open_conflicts, brute, data):
    model = data.draw(open_conflicts)
    reading = data.draw(st.sampled_from(list(Reading)))
    much = drawn_much(data, model)
    plain, found = brute(model), strength(model, much, reading=reading)
    for concept, mask in found.strong.items():
        for place, i in enumerate(plain.ids):
            assert mask[place].tolist() == strongly(plain, much, i, concept, reading)


@RUNS
@given(data=st.data())
def test_strong_is_stable_and_the_rest_of_stable_is_weak(open_conflicts, data):
    model = data.draw(open_conflicts)
    found = strength(model, drawn_much(data, model))
    usual = analyse(model, STRENGTH_CONCEPTS)
    for concept, strong in found.strong.items():
        assert np.array_equal(found.plain.stable[concept], usual.stable[concept])
        assert (strong <= usual.stable[concept]).all()
        assert np.array_equal(strong | found.weak(concept), usual.stable[concept])
        assert not (strong & found.weak(concept)).any()
        assert set(found.strong_equilibria(concept)) <= set(usual.equilibria[concept])


@RUNS
@given(data=st.data())
def test_without_strong_comparisons_all_that_needs_a_sanction_is_weak(open_conflicts, data):
    model = data.draw(open_conflicts)
    found = strength(model, {})
    nash = analyse(model, ["nash"]).stable["nash"]
    for strong in found.strong.values():
        assert np.array_equal(strong, nash)


@RUNS
@given(data=st.data())
def test_when_every_loss_is_much_and_nothing_is_tied_all_that_is_stable_is_strong(data):
    """With strict orders the only sanction that is not a loss is a return to where one was."""
    model = data.draw(strict_models())
    every = np.ones(len(model.space), dtype=np.bool_)
    found = strength(model, {actor.id: ((every, every),) for actor in model.actors})
    for concept, strong in found.strong.items():
        assert np.array_equal(strong, found.plain.stable[concept])


@RUNS
@given(data=st.data())
def test_more_strong_comparisons_never_take_a_strong_verdict_away(open_conflicts, data):
    model = data.draw(open_conflicts)
    one, two = drawn_much(data, model), drawn_much(data, model)
    both = {actor: one[actor] + two[actor] for actor in one}
    fewer, more = strength(model, one), strength(model, both)
    for concept in STRENGTH_CONCEPTS:
        assert (fewer.strong[concept] <= more.strong[concept]).all()


@RUNS
@given(data=st.data())
def test_strong_smr_and_strong_seq_imply_strong_gmr(conflicts, data):
    model = data.draw(conflicts)
    strong = strength(model, drawn_much(data, model)).strong
    assert (strong["smr"] <= strong["gmr"]).all()
    assert (strong["seq"] <= strong["gmr"]).all()


@RUNS
@given(data=st.data())
def test_much_worse_is_worse(open_conflicts, data):
    model = data.draw(open_conflicts)
    much = drawn_much(data, model)
    every = np.arange(len(model.space))
    before, after = every[:, np.newaxis], every[np.newaxis, :]
    for actor, order in zip(model.actors, model.orders, strict=True):
        deeper = much_worse(order, much[actor.id], before, after)
        assert not (deeper & order.better(before, after, through=True)).any()
        assert (deeper <= order.not_better(before, after, counted=False)).all()


@st.composite
def strict_models(draw):
    """Two or three actors with an option each, all orders strict, nothing barred."""
    names = ["a", "b", "c"][: draw(st.integers(2, 3))]
    options = (("p", "P"), ("q", "Q"), ("r", "R"))
    space = StateSpace(tuple(Issue(n, "?", options, (n,)) for n in names))
    orders = {n: Order(np.array(draw(st.permutations(range(len(space)))))) for n in names}
    return graph_model(space, [Actor(n, n, "state") for n in names], orders)
