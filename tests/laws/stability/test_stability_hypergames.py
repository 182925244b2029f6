"""Misread conflicts: what must hold whatever is misread."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from holdfast.conflict.beliefs import Belief
from holdfast.conflict.conditions import And, Is, Not, Or
from holdfast.conflict.preferences import Preferences, Ranking
from holdfast.conflict.views import seen_space, seen_states
from holdfast.stability.analysis import ALL_CONCEPTS, analyse
from holdfast.stability.hypergame import Verdict, hypergame, own_game
from holdfast.stability.moves import moves_of

RUNS = settings(max_examples=40, deadline=None)


@st.composite
def unseen(draw, space):
    """One or two conditions that leave some state in sight."""
    atoms = st.sampled_from([Is(i.id, option) for i in space.issues for option in i.option_ids])
    pair = st.builds(And, atoms, atoms) | st.builds(Or, st.builds(And, atoms, atoms), atoms)
    found = draw(st.lists(pair | st.builds(Not, atoms), min_size=1, max_size=2))
    assume(seen_states(space, found).any())
    return tuple(found)


@st.composite
def thought(draw, model, other):
    """A believed order: a ranking of two or three tiers."""
    space = model.space
    atoms = st.sampled_from([Is(i.id, option) for i in space.issues for option in i.option_ids])
    first = draw(st.lists(atoms, min_size=1, max_size=2))
    last = space.issues[0]
    rest = tuple(Is(last.id, option) for option in last.option_ids)
    return Preferences(other, Ranking((*((atom,) for atom in first), rest)))


def others(model, actor):
    return [other.id for other in model.actors if other.id != actor]


@RUNS
@given(data=st.data())
def test_without_misperception_it_is_the_ordinary_analysis(open_conflicts, data):
    model = data.draw(open_conflicts)
    usual, found = analyse(model), hypergame(model, [])
    idle = hypergame(model, [Belief(actor.id) for actor in model.actors])
    for concept in ALL_CONCEPTS:
        assert found.equilibria[concept].tolist() == usual.equilibria[concept].tolist()
        assert idle.equilibria[concept].tolist() == usual.equilibria[concept].tolist()
        for place, game in enumerate(idle.games):
            assert np.array_equal(game.stable(concept), usual.stable[concept][place])


@RUNS
@given(data=st.data())
def test_what_is_seen_are_the_same_states_with_the_moves_between_them(
    open_conflicts, brute, data
):
    """Against the second method: moves of the whole, those that touch the unseen taken out."""
    model = data.draw(open_conflicts)
    conditions = data.draw(unseen(model.space))
    seen, space = seen_states(model.space, conditions), seen_space(model.space, conditions)
    kept = np.flatnonzero(seen)
    assert len(space) == kept.size
    assert space.codes.tolist() == model.space.codes[kept].tolist()
    number = {int(whole): own for own, whole in enumerate(kept)}
    plain = brute(model)
    for actor in model.actors:
        arcs = moves_of(space, (actor.id,))
        for own, whole in enumerate(kept):
            expected = sorted(number[t] for t in plain.moves[actor.id][whole] if t in number)
            assert arcs.of(own).tolist() == expected


@RUNS
@given(data=st.data())
def test_an_unseen_state_is_never_stable_and_never_an_equilibrium(open_conflicts, data):
    model = data.draw(open_conflicts)
    beliefs = [Belief(a.id, unseen=data.draw(unseen(model.space))) for a in model.actors]
    found = hypergame(model, beliefs)
    for concept in ALL_CONCEPTS:
        for game in found.games:
            for state in range(len(model.space)):
                verdict = game.verdict(concept, state)
                assert (verdict is Verdict.UNSEEN) == (not game.seen[state])
                assert (verdict is Verdict.STABLE) == bool(game.stable(concept)[state])
            assert not (game.stable(concept) & ~game.seen).any()
            assert set(found.equilibria[concept]) <= set(np.flatnonzero(game.seen))


@RUNS
@given(data=st.data())
def test_whose_orders_are_misread_matters_only_where_gains_of_others_count(
    open_conflicts, data
):
    """nash, gmr and smr look at the actor's own order alone; Fang, Hipel and Kilgour 1993."""
    model = data.draw(open_conflicts)
    actor = data.draw(st.sampled_from(model.actors)).id
    other = data.draw(st.sampled_from(others(model, actor)))
    belief = Belief(actor, thinks=(data.draw(thought(model, other)),))
    usual, found = analyse(model), hypergame(model, [belief])
    for concept in ("nash", "gmr", "smr"):
        assert found.equilibria[concept].tolist() == usual.equilibria[concept].tolist()


@RUNS
@given(data=st.data())
def test_whoever_believes_what_is_true_plays_the_game_as_it_is(open_conflicts, data):
    model = data.draw(open_conflicts)
    actor = data.draw(st.sampled_from(model.actors)).id
    other = data.draw(st.sampled_from(others(model, actor)))
    thinks = (data.draw(thought(model, other)),)
    _, own = own_game(model, Belief(actor, thinks=thinks))
    usual, found = analyse(own), hypergame(own, [Belief(actor, thinks=thinks)])
    for concept in ALL_CONCEPTS:
        assert found.equilibria[concept].tolist() == usual.equilibria[concept].tolist()


@RUNS
@given(data=st.data())
def test_the_more_an_actor_overlooks_the_fewer_states_tempt_it(conflicts, data):
    """Under nash an overlooked state can only take a temptation away."""
    model = data.draw(conflicts)
    actor = data.draw(st.sampled_from(model.actors)).id
    found = hypergame(model, [Belief(actor, unseen=data.draw(unseen(model.space)))], ["nash"])
    game = found.games[model.place(actor)]
    usual = analyse(model, ["nash"]).stable["nash"][model.place(actor)]
    assert (usual & game.seen <= game.stable("nash")).all()
