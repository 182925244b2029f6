"""Sanctions, witnesses and their words, on conflicts small enough to follow by hand."""

import numpy as np
import pytest

from holdfast.conflict.actors import Actor
from holdfast.conflict.conditions import And, Is, Or
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.stability.analysis import analyse
from holdfast.stability.coalitions import (
    MOST_COALITION_ACTORS,
    coalition_improvements,
    coalition_nash,
)
from holdfast.stability.concepts import Concept
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order
from holdfast.stability.paths import routes_to_equilibria
from holdfast.stability.reach import legal_reach
from holdfast.stability.steps import Step
from holdfast.stability.witness import NO_ANSWER, witness
from holdfast.stability.wording import sentence, state_text, step_text

ARMS = (("no", "holds back"), ("yes", "arms"))


def _actors(*names):
    return tuple(Actor(name, name.title(), "state") for name in names)


def _dilemma():
    issues = tuple(Issue(name, "?", ARMS, (name,)) for name in ("east", "west"))
    orders = {"east": Order(np.array([2, 3, 0, 1])), "west": Order(np.array([2, 0, 3, 1]))}
    return graph_model(StateSpace(issues), _actors("east", "west"), orders)


def _relay():
    """A sanction that needs b, then c, then b again.

    a may switch x; b lifts y in two steps, the second only once c has switched z. Only the top
    of y hurts a; b and c gain by each of their steps.
    """
    y = (("low", "low"), ("mid", "mid"), ("top", "top"))
    issues = (
        Issue("x", "?", ARMS, ("a",)),
        Issue("y", "?", y, ("b",), (("low", "top"), ("mid", "low"), ("top", "*"))),
        Issue("z", "?", ARMS, ("c",)),
    )
    space = StateSpace(issues, (And(Is("y", "top"), Is("z", "no")),))
    height, switched, ready = (space.digit(name, space.codes) for name in ("y", "x", "z"))
    orders = {
        "a": Order(np.where(height == 2, 0, 1 + switched)),
        "b": Order(height),
        "c": Order(np.where(height >= 1, ready, 0)),
    }
    return graph_model(space, _actors("a", "b", "c"), orders)


def test_a_sanction_may_need_the_same_actor_twice():
    """One answer by each of the others would not do: the well-known tool stops there."""
    result = analyse(_relay())
    assert result.stable["seq"][0, 0]
    assert result.stable["sseq"][0, 0]
    assert not result.stable["nash"][0, 0]
    why = witness(result, Concept.SEQ, "a", 0)
    assert [step.movers for step in why.answers[0].path] == [("b",), ("c",), ("b",)]
    assert sentence(result, why) == (
        "Under these priorities A gains nothing by leaving (holds back; low; holds back): "
        "if it moves to 'arms', others can answer by moving, B to 'mid', then C to 'arms', "
        "then B to 'top', each to its own gain, and A is then no better off than before."
    )


def test_the_same_actor_never_moves_twice_in_a_row():
    """Without c there is no relay: b stops at the middle."""
    model = _relay()
    start = model.space.find({"x": "yes", "y": "low", "z": "no"})
    alone = legal_reach([model.moves[1]], start, len(model.space))
    assert np.flatnonzero(alone.reached).tolist() == [
        model.space.find({"x": "yes", "y": "mid", "z": "no"})
    ]
    assert alone.path(start) == ()
    assert alone.nearest(~alone.reached) == -1
    both = legal_reach(model.moves[1:], start, len(model.space))
    top = model.space.find({"x": "yes", "y": "top", "z": "yes"})
    assert both.last_movers[:, top].tolist() == [True, False]


def test_every_kind_of_reason_in_words():
    """The prisoner's dilemma: 0 restraint by both, 1 east alone arms, 2 west alone, 3 both."""
    result = analyse(_dilemma())
    asked = [(concept, 0) for concept in ("nash", "gmr", "smr", "sim")]
    asked += [("nash", 3), *((concept, 2) for concept in ("gmr", "seq", "smr", "sim"))]
    said = {
        (c, state): sentence(result, witness(result, c, "east", state)) for c, state in asked
    }
    opening = "Under these priorities East"
    before = (
        f"{opening} gains nothing by leaving (holds back; holds back): if it moves to 'arms'"
    )
    answer = f"{before}, others can answer by moving, West to 'arms'"
    same = "and East is then no better off than before"
    leaving = f"{opening} can gain by leaving (holds back; arms): it can move to 'arms'"
    assert said == {
        ("nash", 3): f"{opening} gains nothing by leaving (arms; arms): "
        "none of its moves leads to a state it prefers.",
        ("nash", 0): f"{opening} can gain by leaving (holds back; holds back): "
        "it can move to 'arms', which it prefers.",
        ("gmr", 0): f"{answer}, {same}.",
        ("smr", 0): f"{answer}, {same}, whatever it does next.",
        ("sim", 0): f"{before}, others may move at the same time, West to 'arms', {same}.",
        ("seq", 2): f"{leaving}, which it prefers, and no sequence of gainful moves by others "
        "takes the gain away.",
        (
            "smr",
            2,
        ): f"{leaving}, which it prefers, and no sequence of moves by others takes the "
        "gain away for good.",
        ("sim", 2): f"{leaving}, which it prefers, and no gainful moves of others at the same "
        "time take the gain away.",
        (
            "gmr",
            2,
        ): f"{leaving}, which it prefers, and no sequence of moves by others takes the "
        "gain away.",
    }


def test_a_witness_is_data():
    result = analyse(_dilemma())
    why = witness(result, "sim", "east", 0)
    (answer,) = why.answers
    assert answer.improvement == Step(("east",), 0, 1)
    assert answer.path == (Step(("west",), 0, 2),)
    assert (answer.end, answer.patterns) == (3, (0, 1, 2, 3))
    (left,) = witness(result, "sim", "east", 2).answers
    assert (left.end, left.path, left.patterns) == (NO_ANSWER, (), (2, 3, -1, -1))


def test_witnesses_are_asked_for_what_there_is():
    result = analyse(_dilemma(), ["nash"])
    with pytest.raises(IndexError, match="no state 4 among 4"):
        witness(result, "nash", "east", 4)
    with pytest.raises(KeyError, match="seq"):
        witness(result, "seq", "east", 0)
    with pytest.raises(KeyError, match="north"):
        witness(result, "nash", "north", 0)


def test_the_most_tempting_unanswered_improvement_is_named():
    three = (("none", "none"), ("some", "some"), ("most", "most"))
    space = StateSpace((Issue("x", "?", three, ("a",)),))
    model = graph_model(space, _actors("a"), {"a": Order(np.array([0, 1, 2]))})
    why = witness(analyse(model), "nash", "a", 0)
    assert [answer.improvement.after for answer in why.answers] == [2]


def test_several_answered_improvements_are_counted():
    """x has two better options for a; y, of b, spoils both."""
    three = (("none", "none"), ("some", "some"), ("most", "most"))
    space = StateSpace((Issue("x", "?", three, ("a",)), Issue("y", "?", ARMS, ("b",))))
    orders = {
        "a": Order(np.array([1, 2, 3, 0, 0, 0])),
        "b": Order(np.array([0, 0, 0, 1, 1, 1])),
    }
    result = analyse(graph_model(space, _actors("a", "b"), orders))
    said = sentence(result, witness(result, "seq", "a", 0))
    assert "all 2 moves it prefers can be answered; if it moves to 'some'" in said


def test_unknown_comparisons_are_mentioned():
    model = _dilemma()
    half = np.array([True, False, False, False]), np.array([False, True, False, False])
    orders = {"east": Order(model.orders[0].ranks, (half,)), "west": model.orders[1]}
    result = analyse(graph_model(model.space, model.actors, orders))
    said = sentence(result, witness(result, "nash", "east", 0))
    assert "which it cannot compare with where it is." in said
    assert said.endswith("Unknown comparisons are read as 'cautious'.")


def _merged():
    """x of a, y of b; the patterns with y = yes are one state (2)."""
    issues = (Issue("x", "?", ARMS, ("a",)), Issue("y", "?", ARMS, ("b",)))
    return StateSpace(issues, same=(Is("y", "yes"),))


def test_words_name_what_the_patterns_of_a_merged_state_share():
    orders = {"a": Order(np.array([0, 1, 0])), "b": Order(np.array([0, 0, 1]))}
    model = graph_model(_merged(), _actors("a", "b"), orders)
    assert state_text(model, 1) == "arms; holds back"
    assert state_text(model, 2) == "arms"
    assert step_text(model, Step(("b",), 1, 2)) == "B to 'arms'"
    odd = Or(And(Is("x", "no"), Is("y", "no")), And(Is("x", "yes"), Is("y", "yes")))
    space = StateSpace(model.space.issues, same=(odd,))
    loose = graph_model(space, _actors("a", "b"), orders)
    assert state_text(loose, 0) == "holds back; holds back"


def test_simultaneous_answers_to_a_merged_state_start_from_the_same_pattern():
    """From 2 (y = yes) b may go back to x = no (0) or x = yes (1), and a cannot leave at all.

    From 0 a goes to 1; b, at the same time, to 2. b prefers 2, a hates it: answered.
    """
    orders = {"a": Order(np.array([1, 2, 0])), "b": Order(np.array([0, 0, 1]))}
    result = analyse(graph_model(_merged(), _actors("a", "b"), orders))
    assert result.stable["sim"].tolist() == [[True, True, True], [False, False, True]]
    (answer,) = witness(result, "sim", "a", 0).answers
    assert answer.patterns == (0, 1, 2, 3)
    assert answer.end == 2


def test_two_may_drop_the_same_issue_at_the_same_time():
    """Breaking alone pays for a unless b attacks as it happens; both breaking is one break.

    States: truce (no, yes) x guns of b (no, yes): 1 = truce and calm. Only 0 pleases a more.
    """
    issues = (Issue("truce", "?", ARMS, ("a", "b")), Issue("guns", "?", ARMS, ("b",)))
    orders = {"a": Order(np.array([2, 1, 0, 0])), "b": Order(np.array([1, 0, 2, 0]))}
    result = analyse(graph_model(StateSpace(issues), _actors("a", "b"), orders))
    assert result.stable["sim"][0, 1]
    (answer,) = witness(result, "sim", "a", 1).answers
    assert answer.patterns == (1, 0, 2, 2)


def test_making_an_issue_together_is_a_move_of_the_pair():
    truce = Issue("truce", "?", (("war", "war"), ("peace", "peace")), ("a", "b"))
    better = {"a": Order(np.array([0, 1])), "b": Order(np.array([0, 1]))}
    model = graph_model(StateSpace((truce,)), _actors("a", "b"), better)
    result = analyse(model)
    assert result.equilibria["nash"].tolist() == [0, 1]
    assert coalition_nash(model).equilibria.tolist() == [1]
    (found,) = coalition_improvements(model, ("b", "a"), 0)
    assert found.members == ("a", "b")
    assert found.steps == (Step(("a", "b"), 0, 1),)
    assert step_text(model, found.steps[0]) == "A and B together to 'peace'"
    stay, make = routes_to_equilibria(result, 0)
    assert (stay.by_any_moves.reached, stay.by_any_moves.steps) == (True, ())
    assert make.by_improvements.steps == found.steps


def test_a_coalition_of_one_is_a_nash_deviation_by_legal_sequences():
    model = _dilemma()
    (found,) = coalition_improvements(model, ("east",), 0)
    assert found.steps == (Step(("east",), 0, 1),)
    with pytest.raises(KeyError, match="north"):
        coalition_improvements(model, ("east", "north"), 0)


def test_too_many_actors_for_every_coalition():
    names = tuple(f"n{k}" for k in range(MOST_COALITION_ACTORS + 1))
    space = StateSpace(tuple(Issue(name, "?", ARMS, (name,)) for name in names))
    orders = {name: Order(np.zeros(len(space), dtype=np.int64)) for name in names}
    with pytest.raises(ValueError, match="9 actors; coalitions of 8 at most"):
        coalition_nash(graph_model(space, _actors(*names), orders))


def test_one_actor_makes_no_coalition():
    space = StateSpace((Issue("x", "?", ARMS, ("a",)),))
    result = coalition_nash(graph_model(space, _actors("a"), {"a": Order(np.arange(2))}))
    assert result.coalitions == ()
    assert result.equilibria.tolist() == [0, 1]


def test_several_changes_at_once_are_listed():
    issues = tuple(
        Issue(f"i{k}", "?", ((f"n{k}", f"no {k}"), (f"y{k}", f"yes {k}")), ("a",))
        for k in range(3)
    )
    model = graph_model(StateSpace(issues), _actors("a"), {"a": Order(np.arange(8))})
    assert step_text(model, Step(("a",), 0, 7)) == "A to 'yes 0', 'yes 1' and 'yes 2'"
