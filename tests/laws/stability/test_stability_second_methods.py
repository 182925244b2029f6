"""The engine against two independent methods: the definitions enumerated, and matrices."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from holdfast.conflict.conditions import Is
from holdfast.conflict.issues import Issue, ListedMove
from holdfast.conflict.states import StateSpace
from holdfast.stability.analysis import ALL_CONCEPTS, analyse
from holdfast.stability.coalitions import all_movers, coalition_improvements, coalition_nash
from holdfast.stability.concepts import Concept
from holdfast.stability.model import graph_model
from holdfast.stability.order import Reading
from holdfast.stability.paths import routes

RUNS = settings(max_examples=30, deadline=None)
FIVE = [concept for concept in ALL_CONCEPTS if concept is not Concept.SIM]  # on states alone


@RUNS
@given(data=st.data())
def test_states_and_moves_are_those_of_the_definition(conflicts, brute, data):
    model = data.draw(conflicts)
    plain = brute(model)
    assert len(model.space) == plain.size
    for actor, arcs in zip(model.actors, model.moves, strict=True):
        for state in range(plain.size):
            assert arcs.of(state).tolist() == sorted(plain.moves[actor.id][state])


@pytest.mark.parametrize("concept", list(Concept))
@RUNS
@given(data=st.data())
def test_verdicts_are_those_of_the_definition(conflicts, brute, concept, data):
    model = data.draw(conflicts)
    plain = brute(model)
    verdicts = analyse(model, [concept]).stable[concept]
    for actor, verdict in zip(model.actors, verdicts, strict=True):
        assert verdict.tolist() == plain.stable(actor.id, concept, Reading.CAUTIOUS)


@pytest.mark.parametrize("reading", list(Reading))
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_verdicts_with_unknown_comparisons(open_conflicts, brute, reading, data):
    model = data.draw(open_conflicts)
    plain = brute(model)
    result = analyse(model, reading=reading)
    for concept, verdicts in result.stable.items():
        for actor, verdict in zip(model.actors, verdicts, strict=True):
            assert verdict.tolist() == plain.stable(actor.id, concept, reading)


def _dense(arcs):
    matrix = np.zeros((arcs.states, arcs.states), dtype=np.int64)
    matrix[arcs.sources, arcs.targets] = 1
    return matrix


def _joint(moves):
    """M_H: states that legal sequences reach, by repeated products, last movers apart."""
    size = moves[0].shape
    last = [np.sign(matrix) for matrix in moves]
    while True:
        longer = []
        for h, matrix in enumerate(moves):
            others = sum((last[j] for j in range(len(moves)) if j != h), np.zeros(size, int))
            longer.append(np.sign(last[h] + others @ matrix))
        if all(map(np.array_equal, longer, last)):
            return np.sign(sum(last))
        last = longer


@RUNS
@given(data=st.data())
def test_matrix_form_agrees(conflicts, data):
    """Xu, Hipel and Kilgour's matrix form (2009); state s is stable iff entry (s, s) is 0.

    The start counts as not better than itself, so the diagonal of `not_better` is 1: merged
    states can be left and come back to.
    """
    model = data.draw(conflicts)
    ones = np.ones((len(model.space), len(model.space)), dtype=np.int64)
    moves = [_dense(arcs) for arcs in model.moves]
    better = [
        (order.ranks[np.newaxis, :] > order.ranks[:, np.newaxis]).astype(int)
        for order in model.orders
    ]
    gains = [move * plus for move, plus in zip(moves, better, strict=True)]
    result = analyse(model, ["nash", "gmr", "smr", "seq"])
    for i in range(len(model.actors)):
        others = [j for j in range(len(model.actors)) if j != i]
        none = [np.zeros_like(ones)]
        joint = _joint([moves[j] for j in others] or none)
        gainful = _joint([gains[j] for j in others] or none)
        not_better = ones - better[i]
        caught = not_better * (ones - np.sign(moves[i] @ better[i].T)).T
        forms = {
            "nash": gains[i] @ ones,
            "gmr": gains[i] @ (ones - np.sign(joint @ not_better.T)),
            "smr": gains[i] @ (ones - np.sign(joint @ caught.T)),
            "seq": gains[i] @ (ones - np.sign(gainful @ not_better.T)),
        }
        for concept, matrix in forms.items():
            assert result.stable[concept][i].tolist() == (np.diag(matrix) == 0).tolist()


@RUNS
@given(data=st.data())
def test_coalitions_are_those_of_the_definition(conflicts, brute, data):
    model = data.draw(conflicts)
    plain = brute(model)
    result = coalition_nash(model)
    assert list(result.coalitions) == plain.coalitions()
    for members, verdict in zip(result.coalitions, result.stable, strict=True):
        movers = plain.coalition_movers(members)
        for state in range(plain.size):
            expected = [
                t
                for t in sorted(plain.reach(movers, state))
                if all(plain.better(i, state, t, through=True) for i in members)
            ]
            found = coalition_improvements(model, members, state)
            assert [improvement.after for improvement in found] == expected
            assert verdict[state] == (not expected)


@RUNS
@given(data=st.data())
def test_routes_are_shortest_and_every_step_is_legal(conflicts, brute, data):
    model = data.draw(conflicts)
    plain = brute(model)
    movers = plain.coalition_movers(plain.ids)
    gaining = {
        group: [
            {t for t in moves[s] if all(plain.better(i, s, t, through=True) for i in group)}
            for s in range(plain.size)
        ]
        for group, moves in movers.items()
    }
    start = data.draw(st.integers(0, plain.size - 1))
    for route in routes(model, start, range(plain.size)):
        for path, allowed in ((route.by_any_moves, movers), (route.by_improvements, gaining)):
            lengths = _fewest(allowed, start, plain.size)
            assert path.reached == (route.target in lengths)
            assert len(path.steps) == lengths.get(route.target, 0)
            _walk(path.steps, allowed, start, route.target if path.reached else start)


def _fewest(movers, start, states):
    """Fewest moves to each state, by lengthening all sequences together."""
    lengths, ends = {start: 0}, {(start, None)}
    for length in range(1, states * len(movers) + 1):
        ends = {
            (t, mover)
            for state, last in ends
            for mover, moves in movers.items()
            if mover != last
            for t in moves[state]
        }
        for state, _ in ends:
            lengths.setdefault(state, length)
    return lengths


def _walk(steps, movers, start, target):
    here, last = start, None
    for step in steps:
        group = tuple(sorted(step.movers))
        assert step.before == here
        assert group != last
        assert step.after in movers[group][here]
        here, last = step.after, group
    assert here == target


@RUNS
@given(data=st.data())
def test_a_conflict_entered_arc_by_arc_has_the_same_verdicts(open_conflicts, data):
    """One issue whose options are the states, and a listed move for every arc."""
    model = data.draw(open_conflicts)
    options = tuple((f"s{k}", f"State {k}") for k in range(len(model.space)))
    moves = tuple(
        ListedMove(group, (("at", f"s{after}"),), Is("at", f"s{before}"))
        for group, arcs in _movers(model)
        for before, after in zip(arcs.sources.tolist(), arcs.targets.tolist(), strict=True)
    )
    space = StateSpace((Issue("at", "Where?", options, ()),), moves=moves)
    orders = {a.id: o for a, o in zip(model.actors, model.orders, strict=True)}
    assume(len(space) > 1 and all(actor.id in space.movers for actor in model.actors))
    bare = graph_model(space, model.actors, orders)
    reading = data.draw(st.sampled_from(list(Reading)))
    before, after = analyse(model, FIVE, reading), analyse(bare, FIVE, reading)
    for concept in FIVE:
        assert before.equilibria[concept].tolist() == after.equilibria[concept].tolist()
    known, found = coalition_nash(model, reading), coalition_nash(bare, reading)
    assert known.equilibria.tolist() == found.equilibria.tolist()


def _movers(model):
    movers = all_movers(model)
    return zip(movers.groups, movers.arcs, strict=True)
