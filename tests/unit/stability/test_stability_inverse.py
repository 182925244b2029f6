"""Asking backwards: limits that are said, and priorities that move."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import numpy as np
import pytest

from holdfast.conflict.actors import Actor
from holdfast.conflict.conditions import And, Is, Not, Or
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.issues import Issue
from holdfast.conflict.preferences import Preferences, Priorities, Ranking
from holdfast.conflict.states import StateSpace
from holdfast.core.finding import Completeness
from holdfast.stability import (
    answers_by_preference,
    nearest_orders,
    order_program,
    priority_changes,
    rankings_counted,
)
from holdfast.stability.analysis import analyse
from holdfast.stability.concepts import Concept
from holdfast.stability.formula import AllOf, Comparison
from holdfast.stability.inverse import Want, required
from holdfast.stability.model import graph_model, model_of
from holdfast.stability.nearest_orders import find_orders
from holdfast.stability.order import Order
from holdfast.stability.order_program import Items, Outcome, cheapest_orders
from holdfast.stability.priority_changes import smallest_priority_change
from holdfast.stability.rankings_counted import counts

YES_NO = (("no", "No"), ("yes", "Yes"))


def conflict_of(lists, unknown=()):
    """Three actors with an issue each, and these priorities."""
    ids = [f"a{k}" for k in range(len(lists))]
    issues = tuple(Issue(f"i{k}", "?", YES_NO, (ids[k],)) for k in range(len(ids)))
    return Conflict(
        id="toy",
        title="",
        summary="",
        as_of=date(2020, 1, 1),
        content_hash="",
        actors=tuple(Actor(a, a.upper(), "state") for a in ids),
        space=StateSpace(issues),
        start=0,
        preferences=tuple(
            Preferences(a, Priorities(tuple(lines)), unknown if a == "a0" else ())
            for a, lines in zip(ids, lists, strict=True)
        ),
    )


def random_line(random):
    one, other = (Is(f"i{k}", "yes") for k in random.permutation(3)[:2])
    kinds = (one, Not(one), And(one, other), Or(one, Not(other)), Not(And(one, other)))
    return kinds[int(random.integers(len(kinds)))]


def moved_between(before, after):
    """Fewest lines to take out so that the rest keep their sequence; places of `before`."""
    lengths = []
    for at, line in enumerate(after):
        lengths.append(1 + max([lengths[k] for k in range(at) if after[k] < line], default=0))
    return len(before) - max(lengths, default=0)


def fewest(conflict, wants, actor):
    """By trying every sequence of one actor's lines."""
    [given] = [p for p in conflict.preferences if p.actor == actor]
    lines, best = given.order.statements, None
    for places in permutations(range(len(lines))):
        new = replace(given, order=Priorities(tuple(lines[k] for k in places)))
        others = [p for p in conflict.preferences if p.actor != actor]
        result = analyse(model_of(replace(conflict, preferences=(*others, new))))
        if all(_fits(result, want) for want in wants):
            moved = moved_between(lines, places)
            best = moved if best is None else min(best, moved)
    return best


def _fits(result, want):
    rows = [result.model.place(a) for a in want.actors]
    return bool(result.stable[want.concept][rows, want.state].all()) is want.stable


@pytest.mark.parametrize("seed", range(20))
def test_fewest_moved_lines_are_those_of_trying_every_sequence(seed):
    random = np.random.default_rng(seed)
    lists = [[random_line(random) for _ in range(4)] for _ in range(3)]
    conflict = conflict_of(lists)
    concept = (Concept.NASH, Concept.GMR, Concept.SEQ)[seed % 3]
    whom = ("a0",) if seed % 2 else ("a0", "a1", "a2")
    wants = [Want(int(random.integers(8)), concept, whom, stable=bool(seed % 4))]
    expected = fewest(conflict, wants, "a0")
    found = smallest_priority_change(conflict, model_of(conflict), wants, ["a0"])
    assert found.completeness is Completeness.EXACT
    assert found.found is (expected is not None)
    assert found.count == (expected or 0)


def test_lines_of_several_actors_move_together():
    """By hand: each of two sides has to want its own move more than not to make it."""
    first, second = Is("i0", "yes"), Is("i1", "yes")
    lists = [[Not(first), first], [Not(second), second]]
    conflict = conflict_of(lists)
    model = model_of(conflict)
    both = model.space.find({"i0": "yes", "i1": "yes"})
    wants = [Want(both, Concept.NASH, ("a0", "a1"))]
    found = smallest_priority_change(conflict, model, wants, ["a0", "a1"])
    assert found.count == 2
    assert {actor: len(lines) for actor, lines in found.moved.items()} == {"a0": 1, "a1": 1}
    assert found.priorities["a0"].statements == (first, Not(first))
    alone = smallest_priority_change(conflict, model, wants, ["a0"])
    assert (alone.completeness, alone.found) == (Completeness.EXACT, False)
    stays = smallest_priority_change(conflict, model, [Want(0, Concept.NASH, ("a0",))], ["a0"])
    assert (stays.found, stays.count) == (True, 0)


def test_orders_that_are_no_open_lists_are_refused():
    first = Is("i0", "yes")
    conflict = conflict_of([[first], [first]], unknown=((first, Not(first)),))
    wants = [Want(0, Concept.NASH, ("a0",))]
    with pytest.raises(ValueError, match="comparisons that are not known"):
        smallest_priority_change(conflict, model_of(conflict), wants, ["a0"])
    tiers = Preferences("a0", Ranking(((first,), (Not(first),))))
    ranked = replace(conflict, preferences=(tiers, conflict.preferences[1]))
    with pytest.raises(ValueError, match="no list of priorities"):
        smallest_priority_change(ranked, model_of(ranked), wants, ["a0"])


@pytest.fixture
def toy():
    ids = [Is(f"i{k}", "yes") for k in range(3)]
    return conflict_of([[Not(i), i, *(j for j in ids if j != i)] for i in ids])


def test_beyond_a_limit_it_is_given_up_and_said(toy, monkeypatch):
    model = model_of(toy)
    wants = [Want(7, Concept.SEQ, ("a0", "a1", "a2"))]
    free = ("a0", "a1", "a2")
    assert find_orders(model, wants, free).found
    monkeypatch.setattr(nearest_orders, "MOST_ITEMS", 2)
    gave_up = find_orders(model, wants, free)
    assert (gave_up.completeness, gave_up.found) == (Completeness.GAVE_UP, False)
    assert "at most 2" in gave_up.reason
    monkeypatch.setattr(priority_changes, "MOST_LISTS", 3)
    gave_up = smallest_priority_change(toy, model, wants, free)
    assert (gave_up.completeness, gave_up.none_up_to) == (Completeness.GAVE_UP, 0)
    assert "more than 3 sequences" in gave_up.reason
    monkeypatch.setattr(priority_changes, "MOST_LISTS", 1000)
    monkeypatch.setattr(priority_changes, "MOST_TOGETHER", 1)
    assert "combinations" in smallest_priority_change(toy, model, wants, free).reason
    monkeypatch.setattr(rankings_counted, "MOST_COUNTED", 0)
    gave_up = counts(model, [Want(7, Concept.SEQ, ("a0",))], "a0")
    assert (gave_up.completeness, gave_up.of_rankings) == (Completeness.GAVE_UP, 0)


def test_too_many_ways_of_answering_are_given_up(toy, monkeypatch):
    model = model_of(toy)
    monkeypatch.setattr(answers_by_preference, "MOST_LABELS", 2)
    free = ("a0", "a1", "a2")
    wants = [Want(7, Concept.SEQ, free)]
    with pytest.raises(ValueError, match="more than 2 ways"):
        required(model, 7, "seq", "a0", free)
    assert find_orders(model, wants, free).completeness is Completeness.GAVE_UP
    found = smallest_priority_change(toy, model, wants, free)
    assert found.completeness is Completeness.GAVE_UP


def test_a_search_cut_short_is_given_up(toy, monkeypatch):
    monkeypatch.setattr(order_program._Program, "solved", lambda _: (1, np.zeros(0)))
    wants = [Want(7, Concept.NASH, ("a0",))]
    assert find_orders(model_of(toy), wants, ("a0",)).completeness is Completeness.GAVE_UP


def test_sim_has_no_condition(toy):
    with pytest.raises(ValueError, match="not written out"):
        required(model_of(toy), 0, "sim", "a0")


def test_a_cycle_of_wishes_has_no_order():
    """By hand: 0 above 1, 1 above 2 and 2 above 0 is no order."""
    pairs = ((0, 1), (1, 2), (2, 0))
    wish = AllOf(tuple(Comparison("n", a, b, strict=True) for a, b in pairs))
    items = {"n": Items({0: 0, 1: 1, 2: 2}, np.zeros((3, 3), dtype=np.int64))}
    assert cheapest_orders(items, wish).outcome is Outcome.NONE
    two = AllOf(wish.parts[:2])
    assert cheapest_orders(items, two).best_first == {"n": (0, 1, 2)}


def test_a_tie_that_has_to_be_broken_is_named():
    """By hand: a1 likes all alike, so it answers nothing; with 3 above 1 it would."""
    first, second = Is("i0", "yes"), Is("i1", "yes")
    conflict = conflict_of([[Not(second), first], []])
    model = model_of(conflict)
    found = find_orders(model, [Want(0, Concept.SEQ, ("a0",))], ("a1",))
    assert (found.distance, found.settled) == (0, {"a1": ((3, 1),)})


def test_a_verdict_on_comparisons_that_share_no_state_is_not_counted():
    """By hand: a0 stays if a1 likes 4 above 1 and 5 above 2, a quarter of all rankings.

    That it does not stay hangs on either pair, which is one condition without a shared state.
    """
    options = (("p", "P"), ("q", "Q"), ("r", "R"))
    issues = (Issue("i0", "?", options, ("a0",)), Issue("i1", "?", YES_NO, ("a1",)))
    space = StateSpace(issues)  # 0 1 2 without, 3 4 5 with a1's option
    actors = [Actor(a, a, "state") for a in ("a0", "a1")]
    orders = {
        "a0": Order(np.array([2, 3, 4, 0, 0, 1])),
        "a1": Order(np.zeros(6, dtype=np.int64)),
    }
    model = graph_model(space, actors, orders)
    assert counts(model, [Want(0, Concept.SEQ, ("a0",))], "a1").rankings == 720 // 4
    found = counts(model, [Want(0, Concept.SEQ, ("a0",), stable=False)], "a1")
    assert found.completeness is Completeness.GAVE_UP
    assert "do not share a state" in found.reason
    assert required(model, 0, "seq", "a0", ["a1"]) == AllOf(
        (Comparison("a1", 4, 1, strict=True), Comparison("a1", 5, 2, strict=True))
    )
