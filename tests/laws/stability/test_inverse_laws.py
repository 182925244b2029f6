"""Asking backwards, against every ranking tried out: conditions, counts, nearest orders."""

from itertools import combinations, pairwise, permutations, product
from math import factorial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.conflict.actors import Actor
from holdfast.conflict.conditions import And, Is
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.core.finding import Completeness
from holdfast.stability import answers_by_preference
from holdfast.stability.analysis import analyse
from holdfast.stability.formula import holds, negated
from holdfast.stability.inverse import INVERTED, Want, granted, required, wanted_formula
from holdfast.stability.model import graph_model
from holdfast.stability.nearest_orders import find_orders
from holdfast.stability.order import Order, Reading
from holdfast.stability.rankings_counted import counts

RUNS = settings(max_examples=40, deadline=None)
SHAPES = ((2, 2), (2, 2, 2), (3, 2))


def small(seed, shape, most):
    """A random conflict with an actor for each issue, and at most so many states."""
    random = np.random.default_rng([seed, *shape])
    actors = [Actor(f"a{k}", f"Actor {k}", "state") for k in range(len(shape))]
    issues = []
    for k, size in enumerate(shape):
        ids = "pqr"[:size]
        barred = (("p", "q"),) if random.random() < 0.2 else ()
        options = tuple((o, o) for o in ids)
        issues.append(Issue(f"i{k}", "?", options, (actors[k].id,), barred))
    patterns = list(product(*(issue.option_ids for issue in issues)))
    gone = random.permutation(len(patterns))[: max(0, len(patterns) - most)]
    impossible = tuple(_is(issues, patterns[number]) for number in gone)
    space = StateSpace(tuple(issues), impossible)
    spread = random.choice([3, 1000])
    orders = {a.id: Order(random.integers(0, spread, len(space))) for a in actors}
    return graph_model(space, actors, orders), random


def _is(issues, pattern):
    condition = None
    for issue, option in zip(issues, pattern, strict=True):
        one = Is(issue.id, option)
        condition = one if condition is None else And(condition, one)
    return condition


def stable_at(plain, actor, concept, state):
    """By the definitions as tests/laws/stability/conftest.py enumerates them."""
    return plain.stable(actor, concept, Reading.CAUTIOUS)[state]


def with_ranks(plain, ids, ranks):
    plain.orders = tuple(Order(np.array(ranks[actor])) for actor in ids)
    return plain


def flips(before, after):
    """Pairs that are ranked the other way round; Kemeny's distance, ties free."""
    pairs = combinations(range(len(before)), 2)
    return sum((before[a] - before[b]) * (after[a] - after[b]) < 0 for a, b in pairs)


@pytest.fixture(autouse=True)
def _no_limit(monkeypatch):
    monkeypatch.setattr(answers_by_preference, "MOST_LABELS", 10**6)


@pytest.mark.parametrize("concept", INVERTED)
@RUNS
@given(data=st.data())
def test_the_condition_holds_exactly_where_the_state_is_stable(conflicts, concept, data):
    """For the present orders, whichever actors are open."""
    model = data.draw(conflicts)
    ids = [actor.id for actor in model.actors]
    actor = data.draw(st.sampled_from(ids))
    free = data.draw(st.sets(st.sampled_from(ids)))
    state = data.draw(st.integers(0, len(model.space) - 1))
    ranks = {a: order.ranks for a, order in zip(ids, model.orders, strict=True)}
    formula = required(model, state, concept, actor, free)
    expected = bool(analyse(model, [concept]).stable[concept][ids.index(actor), state])
    assert holds(formula, ranks) is expected
    assert holds(negated(formula), ranks) is not expected


@pytest.mark.parametrize("concept", INVERTED)
@RUNS
@given(data=st.data())
def test_the_condition_holds_for_other_orders_of_the_open_actors(conflicts, concept, data):
    model = data.draw(conflicts)
    ids = [actor.id for actor in model.actors]
    state = data.draw(st.integers(0, len(model.space) - 1))
    free = data.draw(st.sets(st.sampled_from(ids), min_size=1))
    random = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    new = {a: Order(random.integers(0, 5, len(model.space))) for a in free}
    want = Want(state, concept, tuple(ids), data.draw(st.booleans()))
    formula = wanted_formula(model, want, free)
    said = holds(formula, {a: order.ranks for a, order in new.items()})
    assert said is granted(model, [want], new)[0]


def weak_ranks(size):
    """Every order with or without ties: all rank vectors that leave no rank out."""
    for ranks in product(range(size), repeat=size):
        if set(ranks) == set(range(max(ranks) + 1)):
            yield ranks


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("stable", [True, False])
def test_counts_are_those_of_trying_every_order(brute, seed, stable):
    """All 120 rankings and all 541 weak orders of five states."""
    model, random = small(seed, SHAPES[1 + seed % 2], 5)
    ids = [actor.id for actor in model.actors]
    actor = ids[int(random.integers(len(ids)))]
    concept = INVERTED[seed % len(INVERTED)]
    states = [int(s) for s in random.permutation(5)[:2]]
    plain = brute(model)
    ranks = {a: o.ranks for a, o in zip(ids, model.orders, strict=True)}
    weak = strict = both = 0
    for order in weak_ranks(5):
        with_ranks(plain, ids, ranks | {actor: order})
        verdict = plain.stable(actor, concept, Reading.CAUTIOUS)
        fits = verdict[states[0]] is stable
        weak += fits
        strict += fits and len(set(order)) == 5
        both += fits and len(set(order)) == 5 and verdict[states[1]]
    one = Want(states[0], concept, (actor,), stable)
    found = counts(model, [one], actor)
    assert (found.rankings, found.of_rankings) == (strict, 120)
    assert (found.weak, found.of_weak) == (weak, 541)
    assert found.share * 120 == strict
    two = counts(model, [one, Want(states[1], concept, (actor,))], actor)
    assert (two.rankings, two.of_rankings) == (both, 120)


def nearest(plain, model, wants, free):
    """The least number of flips over every ranking of the open actors; None where none fits."""
    ids = [actor.id for actor in model.actors]
    present = {a: o.ranks.tolist() for a, o in zip(ids, model.orders, strict=True)}
    best = None
    every = [list(permutations(range(len(model.space))))] * len(free)
    for chosen in product(*every):
        new = dict(zip(free, chosen, strict=True))
        distance = sum(flips(present[a], ranks) for a, ranks in new.items())
        if best is not None and distance >= best:
            continue
        with_ranks(plain, ids, present | new)
        if all(_fits(plain, want) for want in wants):
            best = distance
    return best


def _fits(plain, want):
    return (
        all(stable_at(plain, a, want.concept, want.state) for a in want.actors) is want.stable
    )


def _compared(brute, model, wants, free):
    plain = brute(model)
    expected = 0 if all(_fits(plain, want) for want in wants) else None
    if expected is None:
        expected = nearest(plain, model, wants, free)
    found = find_orders(model, wants, free)
    assert found.completeness is Completeness.EXACT
    assert found.found is (expected is not None)
    if not found.found:
        assert found.reason
        return
    assert found.distance == expected
    ids = [actor.id for actor in model.actors]
    present = {a: o.ranks.tolist() for a, o in zip(ids, model.orders, strict=True)}
    for actor, order in found.orders.items():
        assert flips(present[actor], order.ranks.tolist()) == len(found.flips[actor])
        assert len(set(order.ranks.tolist())) == len(model.space)
    new = {a: o.ranks.tolist() for a, o in found.orders.items()}
    with_ranks(plain, ids, present | new)
    assert all(_fits(plain, want) for want in wants)


@pytest.mark.parametrize("seed", range(160))
def test_one_actors_nearest_order_is_that_of_trying_every_ranking(brute, seed):
    """160 conflicts of four to six states; one verdict for all actors, or two at once."""
    model, random = small(seed, SHAPES[seed % 3], 4 if seed % 3 == 0 else 5 + (seed % 8 == 0))
    ids = tuple(actor.id for actor in model.actors)
    concept = INVERTED[seed % 5]
    free = (ids[int(random.integers(len(ids)))],)
    one, other = (int(s) for s in random.permutation(len(model.space))[:2])
    wants = [Want(one, concept, ids if seed % 4 == 0 else free, bool(seed % 7))]
    if seed % 2:
        wants.append(Want(other, concept, free, stable=bool(seed % 5)))
    _compared(brute, model, wants, free)


@pytest.mark.parametrize("seed", range(40))
def test_two_actors_nearest_orders_are_those_of_trying_every_pair(brute, seed):
    """40 conflicts of four states, both orders open: 576 profiles each."""
    model, random = small(seed + 1000, SHAPES[seed % 2], 4)
    ids = tuple(actor.id for actor in model.actors)
    concept = INVERTED[seed % 5]
    one, other = (int(s) for s in random.permutation(len(model.space))[:2])
    wants = [Want(one, concept, ids[:2])]
    if seed % 2:
        wants.append(Want(other, concept, ids[:2], stable=bool(seed % 3)))
    _compared(brute, model, wants, ids[:2])


@pytest.mark.parametrize("concept", INVERTED)
@RUNS
@given(data=st.data())
def test_what_is_given_already_needs_no_change(conflicts, concept, data):
    model = data.draw(conflicts)
    ids = tuple(actor.id for actor in model.actors)
    verdicts = analyse(model, [concept]).equilibria[concept].tolist()
    for state in verdicts[:3]:
        found = find_orders(model, [Want(state, concept, ids)], ids)
        assert (found.found, found.distance, dict(found.orders)) == (True, 0, {})


@RUNS
@given(data=st.data())
def test_stable_and_not_stable_at_once_is_impossible(conflicts, data):
    model = data.draw(conflicts)
    ids = tuple(actor.id for actor in model.actors)
    state = data.draw(st.integers(0, len(model.space) - 1))
    both = [Want(state, INVERTED[0], ids, stable) for stable in (True, False)]
    found = find_orders(model, both, ids)
    assert found.completeness is Completeness.EXACT
    assert not found.found
    alone = [Want(state, INVERTED[0], ids[:1], stable) for stable in (True, False)]
    assert counts(model, alone, ids[0]).share == 0


@RUNS
@given(data=st.data())
def test_one_open_actor_and_one_state_is_a_matter_of_raising_the_state(conflicts, data):
    """The theorem of docs/theory/inverse.md, on orders without ties."""
    model = data.draw(conflicts)
    random = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    orders = {a.id: Order(random.permutation(len(model.space))) for a in model.actors}
    model = graph_model(model.space, model.actors, orders)
    actor = data.draw(st.sampled_from([a.id for a in model.actors]))
    state = data.draw(st.integers(0, len(model.space) - 1))
    concept = data.draw(st.sampled_from(INVERTED))
    want = Want(state, concept, (actor,))
    best_first = np.argsort(-orders[actor].ranks).tolist()
    at = best_first.index(state)
    found = find_orders(model, [want], [actor])
    for raised in range(at + 1):
        rest = [s for s in best_first if s != state]
        rest.insert(at - raised, state)
        ranks = np.empty(len(rest), dtype=np.int64)
        ranks[rest] = np.arange(len(rest))[::-1]
        if granted(model, [want], {actor: Order(ranks)})[0]:
            assert found.distance == raised
            return
    assert not found.found


def test_shares_of_stronger_concepts_are_smaller():
    """nash implies the others, so fewer orders do; [FangHipelKilgour1993]."""
    for seed in range(20):
        model, _ = small(seed, (3, 2), 6)
        for state in range(len(model.space)):
            found = {c: counts(model, [Want(state, c, ("a0",))], "a0").share for c in INVERTED}
            for weaker in INVERTED[1:]:
                assert found["nash"] <= found[weaker]
            assert found["sseq"] <= found["seq"] <= found["gmr"]
            assert found["nash"] * factorial(6) % 1 == 0


def test_ranks_of_found_orders_are_consecutive():
    model, _ = small(3, (3, 2), 6)
    found = find_orders(model, [Want(0, INVERTED[0], ("a0",))], ["a0"])
    for order in found.orders.values():
        assert all(b - a == 1 for a, b in pairwise(sorted(order.ranks.tolist())))
