"""Coalitions that fear answers: the definitions enumerated, laws, witnesses walked again."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.conflict.actors import Actor
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.stability.analysis import analyse
from holdfast.stability.coalition_concepts import (
    coalition_stability,
    strong,
)
from holdfast.stability.coalition_reach import MOST_PAIRS, coalition_reach, pairs
from holdfast.stability.coalition_witness import coalition_witness
from holdfast.stability.coalitions import coalition_nash
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order, Reading
from holdfast.stability.witness import NO_ANSWER

RUNS = settings(max_examples=50, deadline=None)


class Together:
    """The definitions of docs/theory/coalitions-and-paths.md, enumerated on `Brute`'s moves."""

    def __init__(self, plain, reading):
        self.plain, self.reading = plain, reading
        sizes = range(1, len(plain.ids) + 1)
        self.groups = [group for size in sizes for group in combinations(plain.ids, size)]
        every = plain.coalition_movers(plain.ids)
        self.movers = {
            group: {name: moves for name, moves in every.items() if set(name) <= set(group)}
            for group in self.groups
        }
        self.movers[()] = {}
        states = range(plain.size)
        self.reach = {
            group: [plain.reach(movers, s) for s in states]
            for group, movers in self.movers.items()
        }
        self.answers = {
            group: [self.gains(group, s, reading.sanctions) for s in states]
            for group in self.groups
        }
        self.found = {}

    def gains(self, members, s, through):
        better = self.plain.better
        return {
            t for t in self.reach[members][s] if all(better(i, s, t, through) for i in members)
        }

    def others(self, members):
        return tuple(i for i in self.plain.ids if i not in members)

    def hurt(self, members, s, u):
        counted = self.reading.sanctions
        return tuple(i for i in members if self.plain.not_better(i, s, u, counted))

    def ends(self, members, concept):
        """Where the others can bring the conflict, from each state."""
        others = self.others(members)
        if concept != "cseq":
            return self.reach[others]
        if others not in self.found:
            steps = {k: moves for k, moves in self.answers.items() if set(k) <= set(others)}
            self.found[others] = [self.plain.reach(steps, t) for t in range(self.plain.size)]
        return self.found[others]

    def deters(self, members, concept, s, u):
        after = self.reach[members][u] if concept == "csmr" else set()
        return all(self.hurt(members, s, v) for v in {u} | after)

    def answered(self, members, concept, s, t):
        ends = [] if concept == "cnash" else self.ends(members, concept)[t]
        return any(self.deters(members, concept, s, u) for u in ends)

    def stable(self, members, concept, s):
        leaving = self.gains(members, s, self.reading.deviates)
        return all(self.answered(members, concept, s, t) for t in leaving)


def _agree(result, together):
    assert list(result.coalitions) == together.groups
    for concept, verdicts in result.stable.items():
        for members, row in zip(result.coalitions, verdicts, strict=True):
            expected = [together.stable(members, concept, s) for s in range(row.size)]
            assert row.tolist() == expected, (concept, members)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_verdicts_are_those_of_the_definition(wide_conflicts, brute, data):
    model = data.draw(wide_conflicts)
    _agree(coalition_stability(model), Together(brute(model), Reading.CAUTIOUS))


@pytest.mark.parametrize("reading", list(Reading))
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_verdicts_with_unknown_comparisons(open_conflicts, brute, reading, data):
    model = data.draw(open_conflicts)
    _agree(coalition_stability(model, reading=reading), Together(brute(model), reading))


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_every_witness_holds(open_conflicts, brute, data):
    model = data.draw(open_conflicts)
    reading = data.draw(st.sampled_from(list(Reading)))
    result = coalition_stability(model, reading=reading)
    together = Together(brute(model), reading)
    for concept, verdicts in result.stable.items():
        for members, row in zip(result.coalitions, verdicts, strict=True):
            for state, verdict in enumerate(row.tolist()):
                why = coalition_witness(result, concept, reversed(members), state)
                assert (why.concept, why.members, why.state) == (concept, members, state)
                assert why.stable == verdict
                _holds(together, why)


def _holds(together, why):
    leaving = together.gains(why.members, why.state, together.reading.deviates)
    after = [answer.improvement.after for answer in why.answers]
    assert set(after) <= leaving
    if why.stable:
        assert sorted(after) == sorted(leaving)
        assert all(answer.end != NO_ANSWER for answer in why.answers)
    else:
        [answer] = why.answers
        assert answer.end == NO_ANSWER
        assert not together.answered(why.members, why.concept, why.state, after[0])
    for answer in why.answers:
        _improves(together, answer.improvement, why.state)
        if answer.end == NO_ANSWER:
            assert (answer.path, answer.turns, answer.hurt) == ((), (), ())
        else:
            _deters(together, why, answer)


def _deters(together, why, answer):
    assert answer.hurt == together.hurt(why.members, why.state, answer.end) != ()
    assert together.deters(why.members, why.concept, why.state, answer.end)
    others = together.others(why.members)
    if why.concept != "cseq":
        assert answer.turns == ()
        _walk(together, others, answer.path, answer.improvement.after, answer.end)
        return
    here, last = answer.improvement.after, None
    for turn in answer.turns:
        assert turn.members != last
        assert set(turn.members) <= set(others)
        assert turn.after in together.answers[turn.members][here]
        _improves(together, turn, here)
        here, last = turn.after, turn.members
    assert here == answer.end
    assert answer.path == tuple(step for turn in answer.turns for step in turn.steps)


def _improves(together, improvement, start):
    assert improvement.before == start
    _walk(together, improvement.members, improvement.steps, start, improvement.after)


def _walk(together, members, steps, here, target):
    last = None
    for step in steps:
        group = tuple(sorted(step.movers))
        assert step.before == here
        assert group != last
        assert step.after in together.movers[members][group][here]
        here, last = step.after, group
    assert here == target


@RUNS
@given(data=st.data())
def test_stronger_concepts_imply_weaker_ones(open_conflicts, data):
    model = data.draw(open_conflicts)
    stable = coalition_stability(
        model, reading=data.draw(st.sampled_from(list(Reading)))
    ).stable
    assert (stable["cnash"] <= stable["cseq"]).all()
    assert (stable["cnash"] <= stable["csmr"]).all()
    assert (stable["csmr"] <= stable["cgmr"]).all()


@RUNS
@given(data=st.data())
def test_cseq_implies_cgmr_where_two_moves_in_a_row_make_one(conflicts, data):
    """Nothing barred, nothing merged: what one mover does in two moves it can do in one."""
    model = data.draw(conflicts)
    issues = tuple(replace(issue, barred=(), barred_when=()) for issue in model.space.issues)
    space = StateSpace(issues, model.space.impossible)
    random = np.random.default_rng(data.draw(st.integers(0, 2**32 - 1)))
    orders = {a.id: Order(random.integers(0, 4, len(space))) for a in model.actors}
    stable = coalition_stability(graph_model(space, model.actors, orders)).stable
    assert (stable["cseq"] <= stable["cgmr"]).all()


def test_where_moves_are_barred_cseq_may_hold_without_cgmr():
    """b goes from low to mid as a step of its own, from mid to high as one of b and c, or so.

    Low to high is barred and c cannot move, so no legal sequence of b and c leads there.
    """
    yes = (("no", "No"), ("yes", "Yes"))
    levels = (("low", "Low"), ("mid", "Mid"), ("high", "High"))
    issues = (
        Issue("leave", "Does a leave?", yes, ("a",)),
        Issue("level", "How high?", levels, ("b",), (("low", "high"),)),
        Issue("idle", "Nothing?", yes, ("c",), (("no", "yes"),)),
    )
    space = StateSpace(issues)
    states = [space.describe(state) for state in range(len(space))]
    height = [["low", "mid", "high"].index(state["level"]) for state in states]
    a = [
        0 if h == 2 else 1 + (s["leave"] == "yes") for h, s in zip(height, states, strict=True)
    ]
    orders = {"a": Order(np.array(a)), **dict.fromkeys("bc", Order(np.array(height)))}
    actors = [Actor(name, name, "state") for name in "abc"]
    result = coalition_stability(graph_model(space, actors, orders))
    start = space.find({"leave": "no", "level": "low", "idle": "no"})
    why = coalition_witness(result, "cseq", ["a"], start)
    assert {turn.members for turn in why.answers[0].turns} == {("b",), ("b", "c")}
    assert why.stable
    assert not coalition_witness(result, "cgmr", ["a"], start).stable


@RUNS
@given(data=st.data())
def test_coalitions_of_one_are_actors_who_expect_joint_answers_too(open_conflicts, data):
    """Equal where no answer takes a group; else a group's answers only add stability."""
    model = data.draw(open_conflicts)
    reading = data.draw(st.sampled_from(list(Reading)))
    result, alone = coalition_stability(model, reading=reading), analyse(model, reading=reading)
    actors = len(model.actors)
    joint = [set(i.decided_by) for i in model.space.issues if i.joint]
    joint += [set(move.made_by) for move in model.space.moves if len(move.made_by) > 1]
    for concept, verdicts in result.stable.items():
        single = alone.stable[concept.alone]
        assert (single <= verdicts[:actors]).all()
        for place, actor in enumerate(model.actors):
            grouped = concept == "cseq" and actors > 2
            together = any(actor.id not in group for group in joint)
            if concept == "cnash" or not (grouped or together):
                assert np.array_equal(single[place], verdicts[place])


@RUNS
@given(data=st.data())
def test_cnash_of_groups_is_coalition_nash(open_conflicts, data):
    model = data.draw(open_conflicts)
    reading = data.draw(st.sampled_from(list(Reading)))
    result, known = (
        coalition_stability(model, ["cnash"], reading),
        coalition_nash(model, reading),
    )
    actors = len(model.actors)
    assert result.coalitions[actors:] == known.coalitions
    assert np.array_equal(result.stable["cnash"][actors:], known.stable)


@RUNS
@given(data=st.data())
def test_coalitional_and_strong_equilibria(open_conflicts, data):
    model = data.draw(open_conflicts)
    result, alone = coalition_stability(model), analyse(model)
    for concept, verdicts in result.stable.items():
        equilibria = [s for s in range(len(model.space)) if all(verdicts[:, s])]
        assert result.equilibria[concept].tolist() == equilibria
        kept = set(equilibria) & set(alone.equilibria[concept.alone].tolist())
        assert strong(result, concept).tolist() == sorted(kept)
    assert strong(result, "cnash").tolist() == result.equilibria["cnash"].tolist()
    nobody_left = {c: verdicts[-1].tolist() for c, verdicts in result.stable.items()}
    assert all(row == nobody_left["cnash"] for row in nobody_left.values())


@RUNS
@given(data=st.data())
def test_no_coalition_leaves_what_everybody_likes_best(conflicts, data):
    model = data.draw(conflicts)
    best = data.draw(st.integers(0, len(model.space) - 1))
    orders = {}
    for actor, order in zip(model.actors, model.orders, strict=True):
        ranks = order.ranks.copy()
        ranks[best] = ranks.max() + 1
        orders[actor.id] = Order(ranks)
    result = coalition_stability(graph_model(model.space, model.actors, orders))
    for concept in result.stable:
        assert best in strong(result, concept)


def _own_issues(actors, each):
    """A conflict in which every actor decides some yes-or-no issues of its own."""
    yes = (("no", "No"), ("yes", "Yes"))
    names = [f"a{k}" for k in range(actors)]
    issues = [Issue(f"{a}-{k}", "?", yes, (a,)) for a in names for k in range(each)]
    space = StateSpace(tuple(issues))
    orders = {a: Order(np.arange(len(space))) for a in names}
    return graph_model(space, [Actor(a, a, "state") for a in names], orders)


def test_too_large_a_model_is_refused_before_any_work():
    model = _own_issues(2, 7)
    assert pairs(model) == 9 * 2**28 > MOST_PAIRS
    with pytest.raises(ValueError, match=r"2 actors and 16,384 states: 2,415,919,104 pairs"):
        coalition_stability(model)
    with pytest.raises(ValueError, match="9 actors; coalitions of 8 at most"):
        coalition_reach(_own_issues(9, 1), Reading.CAUTIOUS)


def test_what_cannot_be_asked_of_a_coalition():
    result = coalition_stability(_own_issues(2, 1), ["cgmr"])
    with pytest.raises(ValueError, match="a coalition has at least one member"):
        coalition_witness(result, "cgmr", [], 0)
    with pytest.raises(IndexError, match="no state 4 among 4"):
        coalition_witness(result, "cgmr", ["a0"], 4)
    with pytest.raises(KeyError, match="a7"):
        coalition_witness(result, "cgmr", ["a7"], 0)
    with pytest.raises(KeyError):
        coalition_witness(result, "cseq", ["a0"], 0)
