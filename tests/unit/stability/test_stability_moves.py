"""Moves by hand: own issues, joint issues, barred changes, merged states, limits."""

from dataclasses import replace

import numpy as np
import pytest

from holdfast.conflict.actors import Actor
from holdfast.conflict.conditions import And, Is, Or
from holdfast.conflict.issues import Issue, ListedMove
from holdfast.conflict.states import StateSpace
from holdfast.stability.analysis import analyse
from holdfast.stability.blocks import blocks_of
from holdfast.stability.model import graph_model
from holdfast.stability.moves import (
    MOST_ARCS,
    Arcs,
    changed_patterns,
    changes,
    joint_groups,
    moves_of,
)
from holdfast.stability.order import Order
from holdfast.stability.steps import pattern_change

YES_NO = (("no", "No"), ("yes", "Yes"))
THREE = (("none", "None"), ("part", "Part"), ("full", "Full"))


def _issue(name, *deciders, options=YES_NO, barred=()):
    return Issue(name, f"{name}?", options, deciders, barred)


def _all(arcs):
    return [arcs.of(state).tolist() for state in range(arcs.states)]


def test_all_own_issues_may_change_at_once():
    space = StateSpace((_issue("x", "a"), _issue("y", "a"), _issue("z", "b")))
    assert moves_of(space, ("a",)).of(0).tolist() == [1, 2, 3]
    assert moves_of(space, ("b",)).of(0).tolist() == [4]
    assert len(moves_of(space, ("a",))) == 24


def test_barred_changes_are_left_out_also_within_a_larger_change():
    once = (("yes", "no"),)
    space = StateSpace((_issue("x", "a", barred=once), _issue("y", "a")))
    assert _all(moves_of(space, ("a",))) == [[1, 2, 3], [3], [0, 1, 3], [1]]


def test_impossible_patterns_are_skipped_and_can_be_jumped_over():
    middle = And(Is("x", "yes"), Is("y", "no"))
    space = StateSpace((_issue("x", "a"), _issue("y", "a")), (middle,))
    assert space.codes.tolist() == [0, 2, 3]
    assert _all(moves_of(space, ("a",))) == [[1, 2], [0, 2], [0, 1]]


def test_joint_issues_are_broken_by_one_and_made_by_all():
    """Truce none, part, full: each side may only go back to none; together any change."""
    space = StateSpace((_issue("truce", "a", "b", options=THREE),))
    assert _all(moves_of(space, ("a",))) == [[], [0], [0]]
    assert _all(moves_of(space, ("b",))) == [[], [0], [0]]
    assert _all(moves_of(space, ("a", "b"))) == [[1, 2], [2], [1]]


def test_breaking_and_making_combine_with_own_issues():
    space = StateSpace((_issue("truce", "a", "b"), _issue("guns", "a")))
    assert moves_of(space, ("a",)).of(1).tolist() == [0, 2, 3]
    assert moves_of(space, ("b",)).of(1).tolist() == [0]
    assert moves_of(space, ("a", "b")).of(2).tolist() == [1, 3]


def test_breaking_may_be_barred():
    space = StateSpace((_issue("truce", "a", "b", barred=(("yes", "*"),)),))
    assert _all(moves_of(space, ("a",))) == [[], []]


def test_a_state_may_bar_a_change_that_another_state_allows():
    """x cannot go back while y holds; the change of both at once leaves such a state too."""
    held = replace(_issue("x", "a"), barred_when=(("yes", "no", Is("y", "yes")),))
    space = StateSpace((held, _issue("y", "a")))
    assert _all(moves_of(space, ("a",))) == [[1, 2, 3], [0, 2, 3], [0, 1, 3], [1]]
    assert blocks_of(space, "a") is None


def test_a_group_moves_only_where_it_makes_what_exactly_it_decides():
    """Of three actors, a and b make x; that c joins in would be c's own move."""
    issues = (_issue("x", "a", "b"), _issue("y", "a", "b", "c"), _issue("z", "c"))
    space = StateSpace(issues)
    assert moves_of(space, ("a", "b")).of(0).tolist() == [1]
    assert moves_of(space, ("a", "b", "c")).of(0).tolist() == [2, 3, 6, 7]
    assert moves_of(space, ("b", "c")).of(0).tolist() == []
    assert joint_groups(space) == (("a", "b"), ("a", "b", "c"))


def test_merged_states_have_the_moves_of_all_their_patterns():
    """States: 0 = patterns 0 and 3, then 1 and 2. By x alone 0 -> 1 and 3 -> 2."""
    ends = Or(And(Is("x", "no"), Is("y", "no")), And(Is("x", "yes"), Is("y", "yes")))
    space = StateSpace((_issue("x", "a"), _issue("y", "b")), same=(ends,))
    assert _all(moves_of(space, ("a",))) == [[1, 2], [0], [0]]
    assert pattern_change(space, ("a",), 0, 2) == (3, 2)
    everything = StateSpace((_issue("x", "a"),), same=(Or(Is("x", "no"), Is("x", "yes")),))
    assert _all(moves_of(everything, ("a",))) == [[]]


def test_changes_say_which_row_they_leave():
    space = StateSpace((_issue("x", "a"), _issue("y", "b")))
    rows, reached = changed_patterns(space, ("a",), np.array([2, 0]))
    assert (rows.tolist(), reached.tolist()) == ([0, 1], [3, 1])


def test_there_is_no_single_move_for_two_actors_doing():
    space = StateSpace((_issue("x", "a"), _issue("y", "b")))
    with pytest.raises(ValueError, match="a cannot move from state 0 to 3"):
        pattern_change(space, ("a",), 0, 3)


def test_somebody_who_decides_nothing_cannot_move():
    space = StateSpace((_issue("x", "a"),))
    assert changes(space, ("c",)) == 1
    assert _all(moves_of(space, ("c",))) == [[], []]


def test_no_states_no_moves():
    space = StateSpace((_issue("x", "a"),), (Is("x", "no"), Is("x", "yes")))
    assert len(moves_of(space, ("a",))) == 0


def test_too_many_changes_are_refused_before_anything_is_built():
    space = StateSpace(tuple(_issue(f"i{k}", "a") for k in range(13)))
    assert changes(space, ("a",)) == 2**13
    with pytest.raises(ValueError, match=f"a: {2**26} changes to lay out, at most {MOST_ARCS}"):
        moves_of(space, ("a",))


def test_large_spaces_are_built_in_blocks():
    """4,096 states, half of the options each: 63 moves from every state, by counting."""
    issues = tuple(_issue(f"i{k}", "a" if k < 6 else "b") for k in range(12))
    arcs = moves_of(StateSpace(issues), ("a",))
    assert len(arcs) == 4096 * 63
    assert arcs.of(4095).tolist() == list(range(4032, 4095))


def test_rows_are_reduced_also_where_some_are_empty():
    arcs = Arcs(np.array([0, 0, 2, 2, 3, 3]), np.array([4, 1, 0]))
    assert arcs.reduce(np.minimum, np.array([5, 3, 7]), 9).tolist() == [9, 3, 9, 7, 9]
    assert arcs.sources.tolist() == [1, 1, 3]
    kept = arcs.keep(np.array([True, False, True]))
    assert (kept.starts.tolist(), kept.targets.tolist()) == ([0, 0, 1, 1, 2, 2], [4, 0])


def test_moves_cannot_be_changed_afterwards():
    arcs = moves_of(StateSpace((_issue("x", "a"),)), ("a",))
    with pytest.raises(ValueError, match="read-only"):
        arcs.targets[0] = 1


def test_a_listed_move_comes_beside_the_changes_of_options():
    """The insurgents make and leave camp, and take the town only while it is unguarded."""
    town = _issue("town", options=(("held", "Held"), ("taken", "Taken")))
    guard, camp = _issue("guard", "state"), _issue("camp", "insurgents")
    raid = ListedMove(("insurgents",), (("town", "taken"), ("camp", "no")), Is("guard", "no"))
    space = StateSpace((town, guard, camp), moves=(raid,))
    assert space.movers == {"state", "insurgents"}
    assert moves_of(space, ("insurgents",)).of(0).tolist() == [1, 4]
    assert moves_of(space, ("insurgents",)).of(4).tolist() == [0, 1]  # camp taken down or raid
    assert moves_of(space, ("insurgents",)).of(2).tolist() == [6]  # guarded
    assert moves_of(space, ("state",)).of(0).tolist() == [2]
    assert changes(space, ("insurgents",)) == 3
    assert blocks_of(space, "state") is None
    assert pattern_change(space, ("insurgents",), 4, 1) == (4, 1)


def test_a_listed_move_that_is_a_change_of_options_too_stands_once():
    push = ListedMove(("a",), (("x", "yes"),))
    space = StateSpace((_issue("x", "a"), _issue("y", "b")), moves=(push,))
    assert moves_of(space, ("a",)).of(0).tolist() == [1]
    rows, reached = changed_patterns(space, ("a",), np.array([0, 2]))
    assert (rows.tolist(), reached.tolist()) == ([0, 1], [1, 3])


def test_what_is_barred_does_not_limit_a_listed_move():
    """It says itself when it can be made."""
    back = ListedMove(("a",), (("x", "no"),), Is("y", "yes"))
    once = _issue("x", "a", barred=(("yes", "no"),))
    space = StateSpace((once, _issue("y", "b")), moves=(back,))
    assert moves_of(space, ("a",)).of(1).tolist() == []
    assert moves_of(space, ("a",)).of(3).tolist() == [2]


def test_a_move_of_several_is_made_by_exactly_them():
    pact = ListedMove(("a", "b"), (("x", "yes"), ("y", "yes")))
    space = StateSpace((_issue("x"), _issue("y", "c")), moves=(pact,))
    assert joint_groups(space) == (("a", "b"),)
    assert moves_of(space, ("a", "b")).of(0).tolist() == [3]
    assert _all(moves_of(space, ("a",))) == [[], [], [], []]
    assert _all(moves_of(space, ("a", "b", "c")))[0] == []


def test_listed_moves_stop_at_impossible_patterns():
    jump = ListedMove(("a",), (("x", "yes"), ("y", "yes")))
    both = And(Is("x", "yes"), Is("y", "yes"))
    space = StateSpace((_issue("x", "a"), _issue("y", "b")), (both,), moves=(jump,))
    assert moves_of(space, ("a",)).of(0).tolist() == [1]


def test_two_who_want_one_issue_elsewhere_at_once_make_no_state():
    """A takes the hill, B razes it: no state has both, so that cannot spoil the gain of A."""
    hill = Issue("hill", "Who?", (("none", "No one"), ("a", "A"), ("out", "Out of use")), ())
    posts = _issue("post", "b")
    take = ListedMove(("a",), (("hill", "a"),), Is("hill", "none"))
    raze = ListedMove(("b",), (("hill", "out"),), Is("hill", "none"))
    space = StateSpace((hill, posts), moves=(take, raze))
    names = [Actor(name, name, "state") for name in ("a", "b")]
    # a: taking is best, out of use is worst; b prefers out of use to what is now
    orders = {
        "a": Order(np.array([1, 2, 0, 0, 0, 0])),
        "b": Order(np.array([1, 0, 2, 0, 0, 0])),
    }
    result = analyse(graph_model(space, names, orders))
    assert not result.stable["sim"][0, 0]
    # where b would gain by its post, and both together are bad for a, a stays
    orders["b"] = Order(np.array([1, 0, 2, 3, 0, 0]))
    result = analyse(graph_model(space, names, orders))
    assert result.stable["sim"][0, 0]
