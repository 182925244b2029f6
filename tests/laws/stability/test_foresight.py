"""Two actors who think several moves ahead: the definitions enumerated, and the laws."""

from functools import cache
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.conflict.actors import Actor
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.stability import foresight
from holdfast.stability.analysis import analyse
from holdfast.stability.foresight import (
    MOST_FORESIGHT_STATES,
    equilibria_of_horizons,
    expected_play,
    limited_move,
    non_myopic,
    stackelberg,
)
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order

RUNS = settings(max_examples=50, deadline=None)
MOST_CHOICES = 3000  # ways of resolving ties at one state that are enumerated one by one


class Ahead:
    """What may be expected, by resolving the ties in every possible way."""

    def __init__(self, plain):
        self.plain = plain
        self.ranks = [order.ranks.tolist() for order in plain.orders]
        self.expected = cache(self._expected)

    def _expected(self, horizon, place, state):
        """G_h(i, s), as the set of its values over all ways of resolving ties."""
        moves = sorted(self.plain.moves[self.plain.ids[place]][state])
        if horizon == 0 or not moves:
            return frozenset([state])
        replies = [self.expected(horizon - 1, 1 - place, t) for t in moves]
        rank = self.ranks[place]
        ways = prod(map(len, replies))
        best = (
            self._all_best(replies, rank) if ways <= MOST_CHOICES else self._some(replies, rank)
        )
        return frozenset(m if rank[m] > rank[state] else state for m in best)

    def _all_best(self, replies, rank):
        """One reply to each move is picked in every way; any best of them may be expected."""
        for picked in product(*replies):
            top = max(rank[u] for u in picked)
            yield from (u for u in picked if rank[u] == top)

    def _some(self, replies, rank):
        """The same where the ways are too many: u is best if all else may end no better."""
        for own, ends in enumerate(replies):
            rest = replies[:own] + replies[own + 1 :]
            yield from (
                u for u in ends if all(any(rank[v] <= rank[u] for v in other) for other in rest)
            )

    def table(self, horizon):
        """All sets of one horizon."""
        every = range(self.plain.size)
        return tuple(tuple(self.expected(horizon, i, s) for s in every) for i in (0, 1))


def _sets(found):
    return tuple(
        tuple(frozenset(np.flatnonzero(row).tolist()) for row in ends) for ends in found.ends
    )


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_limited_move_is_that_of_the_definition(pairs, brute, data):
    model = data.draw(pairs)
    horizon = data.draw(st.integers(1, 6))
    ahead = Ahead(brute(model))
    found, table = limited_move(model, horizon), ahead.table(horizon)
    assert _sets(found) == table
    for place in (0, 1):
        for state, ends in enumerate(table[place]):
            assert found.stable[place, state] == (ends == {state})
            assert found.possible[place, state] == (state in ends)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_non_myopic_holds_over_the_whole_cycle(pairs, brute, data):
    model = data.draw(pairs)
    found, ahead = non_myopic(model), Ahead(brute(model))
    last = found.since + found.period
    tables = [ahead.table(horizon) for horizon in range(last + 1)]
    assert tables[last] == tables[found.since]
    assert len(set(tables[:last])) == last  # nothing repeats before
    for place in (0, 1):
        for state in range(len(model.space)):
            cycle = [table[place][state] for table in tables[found.since : last]]
            assert found.stable[place, state] == all(ends == {state} for ends in cycle)
            assert found.possible[place, state] == all(state in ends for ends in cycle)
    expected = [s for s in range(len(model.space)) if found.stable[:, s].all()]
    assert found.equilibria.tolist() == expected


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_stackelberg_is_two_moves_for_the_leader_and_one_for_the_follower(pairs, brute, data):
    model = data.draw(pairs)
    place = data.draw(st.integers(0, 1))
    leader, follower = model.actors[place].id, model.actors[1 - place].id
    found, plain = stackelberg(model, leader), brute(model)
    assert (found.leader, found.follower) == (leader, follower)
    gains = [plain.gains(follower, s, through=True) for s in range(plain.size)]
    rank = plain.orders[plain.ids.index(follower)].ranks
    own = plain.orders[plain.ids.index(leader)].ranks
    for s in range(plain.size):
        replies = [
            {u for u in gains[t] if rank[u] == max(rank[v] for v in gains[t])} or {t}
            for t in plain.moves[leader][s]
        ]
        assert found.for_follower[s] == (not gains[s])
        assert found.for_leader[s] == all(own[u] <= own[s] for ends in replies for u in ends)
    both = found.for_leader & found.for_follower
    assert found.equilibria.tolist() == np.flatnonzero(both).tolist()


@RUNS
@given(data=st.data())
def test_one_move_ahead_is_nash(pairs, data):
    model = data.draw(pairs)
    found = limited_move(model, 1)
    nash = analyse(model, ["nash"])
    assert np.array_equal(found.stable, nash.stable["nash"])
    assert np.array_equal(found.possible, nash.stable["nash"])
    assert found.equilibria.tolist() == nash.equilibria["nash"].tolist()


@RUNS
@given(data=st.data())
def test_without_ties_one_end_is_expected(pairs, data):
    model = _strict(data.draw(pairs), data.draw(st.integers(0, 2**32 - 1)))
    for horizon in (1, 2, 3, 4):
        found = limited_move(model, horizon)
        assert all((ends.sum(axis=1) == 1).all() for ends in found.ends)
        assert np.array_equal(found.stable, found.possible)


def _strict(model, seed):
    random = np.random.default_rng(seed)
    orders = {a.id: Order(random.permutation(len(model.space))) for a in model.actors}
    return graph_model(model.space, model.actors, orders)


@RUNS
@given(data=st.data())
def test_two_moves_ahead_implies_gmr_and_ties_only_widen(pairs, data):
    """[FangHipelKilgour1989]: a state stable with horizon 2 is stable under gmr."""
    model = data.draw(pairs)
    found = limited_move(model, 2)
    gmr = analyse(model, ["gmr"]).stable["gmr"]
    assert (found.stable <= found.possible).all()
    assert (found.stable <= gmr).all()


@RUNS
@given(data=st.data())
def test_what_an_actor_expects_to_leave_for_is_better(pairs, data):
    model = data.draw(pairs)
    for horizon in (1, 2, 3, 5):
        found = limited_move(model, horizon)
        for order, ends in zip(model.orders, found.ends, strict=True):
            for state, row in enumerate(ends):
                assert row.any()
                others = [u for u in np.flatnonzero(row).tolist() if u != state]
                assert all(order.ranks[u] > order.ranks[state] for u in others)


@RUNS
@given(data=st.data())
def test_the_expected_play_is_legal_and_ends_where_expected(pairs, brute, data):
    model = data.draw(pairs)
    horizon = data.draw(st.integers(1, 5))
    plain, found = brute(model), limited_move(model, horizon)
    for place, actor in enumerate(model.actors):
        for state in range(len(model.space)):
            steps = expected_play(model, actor.id, state, horizon)
            assert len(steps) <= horizon
            here, turn = state, place
            for step in steps:
                assert (step.movers, step.before) == ((plain.ids[turn],), here)
                assert step.after in plain.moves[plain.ids[turn]][here]
                here, turn = step.after, 1 - turn
            assert found.ends[place][state, here]
            assert (not steps) == found.possible[place, state]


@RUNS
@given(data=st.data())
def test_each_actor_may_think_ahead_in_its_own_way(pairs, data):
    model = data.draw(pairs)
    first, second = (actor.id for actor in model.actors)
    mixed = equilibria_of_horizons(model, {first: 3, second: "nm"})
    expected = limited_move(model, 3).stable[0] & non_myopic(model).stable[1]
    assert mixed.tolist() == np.flatnonzero(expected).tolist()
    led = equilibria_of_horizons(model, {first: 2, second: "nash"})
    assert led.tolist() == stackelberg(model, first).equilibria.tolist()
    plain = equilibria_of_horizons(model, {first: "seq", second: "seq"})
    assert plain.tolist() == analyse(model, ["seq"]).equilibria["seq"].tolist()


def _own_issue(*names, size=2, unknown=()):
    options = tuple((f"o{k}", f"Option {k}") for k in range(size))
    space = StateSpace(tuple(Issue(name, "?", options, (name,)) for name in names))
    order = Order(np.arange(len(space)), unknown)
    actors = [Actor(name, name, "state") for name in names]
    return graph_model(space, actors, dict.fromkeys(names, order))


@pytest.mark.parametrize("ask", [non_myopic, lambda model: limited_move(model, 2)])
def test_what_foresight_is_not_defined_for(ask):
    for names in (("a",), ("a", "b", "c")):
        with pytest.raises(ValueError, match="definitions in print for more are disputed"):
            ask(_own_issue(*names))
    side = np.array([True, False, False, False]), np.array([False, True, False, False])
    with pytest.raises(ValueError, match="a comparison is unknown"):
        ask(_own_issue("a", "b", unknown=(side,)))
    with pytest.raises(ValueError, match=f"2,500 states.*{MOST_FORESIGHT_STATES:,} at most"):
        ask(_own_issue("a", "b", size=50))


def test_what_cannot_be_asked_of_foresight(monkeypatch):
    model = _own_issue("a", "b")
    with pytest.raises(ValueError, match="a horizon of 0 moves"):
        limited_move(model, 0)
    with pytest.raises(ValueError, match="b decides an issue and is given no concept"):
        equilibria_of_horizons(model, {"a": 2})
    with pytest.raises(KeyError, match="c"):
        stackelberg(model, "c")
    monkeypatch.setattr(foresight, "MOST_HORIZON", 0)
    with pytest.raises(ValueError, match="has not repeated within 0 moves"):
        non_myopic(model)


def test_a_tie_of_the_other_makes_staying_possible_but_not_sure():
    """By hand: a likes y better than staying and staying better than n.

    After a has gone, b gains by y and by n, which are the same to it. So a may end at y, which
    it likes, or not go for fear of n: it may stay, but not for sure.
    """
    issues = (
        Issue("go", "Does a go?", (("no", "No"), ("yes", "Yes")), ("a",)),
        Issue("reply", "Reply?", (("none", "None"), ("y", "Kind"), ("n", "Harsh")), ("b",)),
    )
    space = StateSpace(issues)
    rank_a = {("no", "none"): 1, ("yes", "none"): 1, ("yes", "y"): 2, ("yes", "n"): 0}
    rank_b = {("yes", "y"): 1, ("yes", "n"): 1}
    states = [tuple(space.describe(s).values()) for s in range(len(space))]
    orders = {
        "a": Order(np.array([rank_a.get(state, 1) for state in states])),
        "b": Order(np.array([rank_b.get(state, 0) for state in states])),
    }
    model = graph_model(space, [Actor(a, a, "state") for a in "ab"], orders)
    start, kind = states.index(("no", "none")), states.index(("yes", "y"))
    found = limited_move(model, 2)
    assert np.flatnonzero(found.ends[0][start]).tolist() == sorted([start, kind])
    assert (found.possible[0, start], found.stable[0, start]) == (True, False)
