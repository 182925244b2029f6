"""Settling what is not known: what must hold however the coins fall."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.stability.analysis import analyse
from holdfast.stability.completion import completed
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order

RUNS = settings(max_examples=60, deadline=None)


def coins(data, order):
    return [data.draw(st.booleans()) for _ in order.unknown]


@RUNS
@given(data=st.data())
def test_every_known_comparison_stays_and_none_is_left_open(open_conflicts, data):
    model = data.draw(open_conflicts)
    for order in model.orders:
        settled = completed(order, coins(data, order))
        assert settled.unknown == ()
        every = np.arange(order.ranks.size)
        before, after = every[:, np.newaxis], every[np.newaxis, :]
        known = ~order.incomparable(before, after)
        old = np.sign(order.ranks[after] - order.ranks[before])
        new = np.sign(settled.ranks[after] - settled.ranks[before])
        assert (old == new)[known].all()


@RUNS
@given(data=st.data())
def test_where_nothing_else_is_known_the_coin_decides(data):
    """Two sets apart, with no third state: one comes whole above the other."""
    ranks = np.array(data.draw(st.lists(st.integers(0, 3), min_size=2, max_size=8)))
    first = np.arange(ranks.size) < data.draw(st.integers(1, ranks.size - 1))
    order = Order(ranks, ((first, ~first),))
    low, high = completed(order, [True]).ranks, completed(order, [False]).ranks
    assert low[first].max() < low[~first].min()
    assert high[first].min() > high[~first].max()


@RUNS
@given(data=st.data())
def test_numbering_of_states_does_not_matter(open_conflicts, data):
    model = data.draw(open_conflicts)
    for order in model.orders:
        tossed = coins(data, order)
        shuffle = np.array(data.draw(st.permutations(range(order.ranks.size))))
        moved = Order(
            order.ranks[shuffle], tuple((a[shuffle], b[shuffle]) for a, b in order.unknown)
        )
        expected = completed(order, tossed).ranks[shuffle]
        assert completed(moved, tossed).ranks.tolist() == expected.tolist()


@RUNS
@given(data=st.data())
def test_settling_never_makes_less_nash_than_the_cautious_reading(open_conflicts, data):
    """Cautious actors leave through anything unknown; settled, each such way is open or not."""
    model = data.draw(open_conflicts)
    settled = {
        actor.id: completed(order, coins(data, order))
        for actor, order in zip(model.actors, model.orders, strict=True)
    }
    after = analyse(graph_model(model.space, model.actors, settled), ["nash"]).stable["nash"]
    reserved = analyse(model, ["nash"], "reserved").stable["nash"]
    assert (analyse(model, ["nash"]).stable["nash"] <= after).all()
    assert (after <= reserved).all()


def test_an_order_without_gaps_is_itself():
    order = Order(np.array([3, 1, 2]))
    assert completed(order, []) is order
