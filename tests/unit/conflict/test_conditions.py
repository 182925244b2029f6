"""Conditions: how they are written, and when they hold."""

from itertools import product

import numpy as np
import pytest

from holdfast.conflict.conditions import And, Is, Not, Or, comparisons
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace

TRUCE, ARMS = Is("truce", "full"), Is("arms", "paused")

# By hand, from the rules of the case format: `!=` for a negated comparison, brackets for and/or
# inside one another, so that the text can be parsed back to the same tree.
WRITTEN = [
    (TRUCE, "truce = full"),
    (Not(TRUCE), "truce != full"),
    (Not(And(TRUCE, ARMS)), "not (truce = full and arms = paused)"),
    (Not(Not(TRUCE)), "not (truce != full)"),
    (And(TRUCE, Or(ARMS, TRUCE)), "truce = full and (arms = paused or truce = full)"),
    (Or(And(TRUCE, ARMS), Not(ARMS)), "(truce = full and arms = paused) or arms != paused"),
]


@pytest.mark.parametrize(("condition", "text"), WRITTEN)
def test_conditions_are_written_as_in_case_files(condition, text):
    assert str(condition) == text


def test_comparisons_are_listed_left_to_right_through_the_whole_tree():
    tree = Or(And(TRUCE, Not(ARMS)), Not(Or(ARMS, TRUCE)))
    assert list(comparisons(tree)) == [TRUCE, ARMS, ARMS, TRUCE]


def test_conditions_hold_where_logic_says():
    """Truth tables over the four patterns; the first issue is the fastest digit."""
    options = (("no", "No"), ("yes", "Yes"))
    space = StateSpace(tuple(Issue(name, "?", options, ("n",)) for name in ("x", "y")))
    x, y = Is("x", "yes"), Is("y", "yes")
    table = {
        x: lambda a, _: a,
        Not(y): lambda _, b: not b,
        And(x, y): lambda a, b: a and b,
        Or(x, Not(y)): lambda a, b: a or not b,
    }
    for condition, truth in table.items():
        expected = [truth(a, b) for b, a in product((False, True), repeat=2)]
        assert space.holds(condition).tolist() == expected
        assert space.holds_in(condition, np.arange(4)).tolist() == expected
