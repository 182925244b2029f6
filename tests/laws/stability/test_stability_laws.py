"""What theory says about the six concepts, whatever the conflict."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.conflict.actors import Actor
from holdfast.conflict.states import StateSpace
from holdfast.stability.analysis import analyse, equilibria_of
from holdfast.stability.coalitions import coalition_nash
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order, Reading

RUNS = settings(max_examples=30, deadline=None)

# stronger concept, weaker concept; Fang, Hipel and Kilgour 1993, chapter 3, and by definition.
IMPLICATIONS = (
    ("nash", "seq"),
    ("seq", "gmr"),
    ("nash", "smr"),
    ("smr", "gmr"),
    ("nash", "sseq"),
    ("sseq", "seq"),
    ("sseq", "smr"),
    ("nash", "sim"),
)

# more cautious reading, less cautious reading.
ORDERED = (
    (Reading.CAUTIOUS, Reading.BOLD),
    (Reading.CAUTIOUS, Reading.RESERVED),
    (Reading.BOLD, Reading.TRUSTING),
    (Reading.RESERVED, Reading.TRUSTING),
)


@pytest.mark.parametrize("reading", list(Reading))
@RUNS
@given(data=st.data())
def test_stronger_concepts_imply_weaker_ones(open_conflicts, reading, data):
    result = analyse(data.draw(open_conflicts), reading=reading)
    for stronger, weaker in IMPLICATIONS:
        assert (result.stable[stronger] <= result.stable[weaker]).all()
        assert set(result.equilibria[stronger]) <= set(result.equilibria[weaker])


@RUNS
@given(data=st.data())
def test_readings_are_ordered(open_conflicts, data):
    model = data.draw(open_conflicts)
    results = {reading: analyse(model, reading=reading) for reading in Reading}
    for less, more in ORDERED:
        for concept, stable in results[less].stable.items():
            assert (stable <= results[more].stable[concept]).all()


@RUNS
@given(data=st.data())
def test_readings_agree_where_all_is_known(conflicts, data):
    model = data.draw(conflicts)
    results = [analyse(model, reading=reading) for reading in Reading]
    for concept in results[0].concepts:
        for result in results[1:]:
            assert np.array_equal(result.stable[concept], results[0].stable[concept])


@RUNS
@given(data=st.data())
def test_names_and_order_of_actors_issues_and_options_do_not_matter(conflicts, data):
    model = data.draw(conflicts)
    actors = data.draw(st.permutations(model.actors))
    issues = data.draw(st.permutations(model.space.issues))
    shuffled = tuple(_shuffled(data, issue) for issue in issues)
    listed = tuple(
        replace(move, made_by=tuple(f"{actor}!" for actor in move.made_by))
        for move in data.draw(st.permutations(model.space.moves))
    )
    space = StateSpace(shuffled, model.space.impossible, model.space.same, listed)
    where = [space.find(model.space.describe(state)) for state in range(len(model.space))]
    orders = {}
    for actor, order in zip(model.actors, model.orders, strict=True):
        ranks = np.zeros(len(space), dtype=np.int64)
        ranks[where] = order.ranks
        orders[f"{actor.id}!"] = Order(ranks)
    renamed = [Actor(f"{actor.id}!", "Somebody else", "company") for actor in actors]
    before, after = analyse(model), analyse(graph_model(space, renamed, orders))
    for concept, stable in before.stable.items():
        for place, actor in enumerate(model.actors):
            row = after.stable[concept][after.model.place(f"{actor.id}!")]
            assert row[where].tolist() == stable[place].tolist()


def _shuffled(data, issue):
    """New deciders' names, and the options after the fallback in another order."""
    others = data.draw(st.permutations(issue.options[1:]))
    return replace(
        issue,
        options=(issue.options[0], *others),
        decided_by=tuple(f"{actor}!" for actor in issue.decided_by),
    )


@RUNS
@given(data=st.data())
def test_only_the_order_of_ranks_matters(conflicts, data):
    model = data.draw(conflicts)
    orders = {
        actor.id: Order(order.ranks**3 * 1_000_003 - 2**62)
        for actor, order in zip(model.actors, model.orders, strict=True)
    }
    before, after = analyse(model), analyse(graph_model(model.space, model.actors, orders))
    for concept in before.concepts:
        assert np.array_equal(before.stable[concept], after.stable[concept])


@RUNS
@given(data=st.data())
def test_an_actor_who_likes_all_states_alike_is_always_content(conflicts, data):
    model = data.draw(conflicts)
    flat = Order(np.zeros(len(model.space), dtype=np.int64))
    orders = {a.id: order for a, order in zip(model.actors, model.orders, strict=True)}
    first = model.actors[0].id
    result = analyse(graph_model(model.space, model.actors, orders | {first: flat}))
    for stable in result.stable.values():
        assert stable[0].all()


@RUNS
@given(data=st.data())
def test_equilibria_are_stable_for_all_and_mixing_one_concept_is_that_concept(conflicts, data):
    result = analyse(data.draw(conflicts))
    for concept, stable in result.stable.items():
        expected = [s for s in range(stable.shape[1]) if all(stable[:, s])]
        alike = {actor.id: concept for actor in result.model.actors}
        assert result.equilibria[concept].tolist() == expected
        assert equilibria_of(result, alike).tolist() == expected


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
    ideal = graph_model(model.space, model.actors, orders)
    assert best in coalition_nash(ideal).equilibria
    assert best in analyse(ideal, ["nash"]).equilibria["nash"]
