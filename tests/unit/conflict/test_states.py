"""States against a count with itertools.product."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.conflict.conditions import And, Is, Not, Or
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import MOST_PATTERNS, StateSpace


def _issue(number, size):
    options = tuple((f"o{option}", f"Option {option}") for option in range(size))
    return Issue(f"i{number}", f"Issue {number}?", options, ("a",))


def _on_off(count):
    return tuple(_issue(number, 2) for number in range(count))


@st.composite
def _spaces(draw):
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    issues = tuple(_issue(number, size) for number, size in enumerate(sizes))
    atoms = st.sampled_from([Is(i.id, option) for i in issues for option in i.option_ids])
    conditions = (
        st.builds(And, atoms, atoms) | st.builds(Or, atoms, st.builds(Not, atoms)) | atoms
    )
    some = st.lists(conditions, max_size=3).map(tuple)
    return StateSpace(issues, draw(some), draw(some))


def _holds(condition, choice):
    if isinstance(condition, Is):
        return choice[condition.issue] == condition.option
    if isinstance(condition, Not):
        return not _holds(condition.inner, choice)
    left, right = _holds(condition.left, choice), _holds(condition.right, choice)
    return left and right if isinstance(condition, And) else left or right


def _blocks(space):
    """Possible patterns as mappings, grouped by `same`, in order of their lowest number."""
    ids = [issue.id for issue in space.issues]
    options = [issue.option_ids for issue in reversed(space.issues)]
    every = [dict(zip(ids, reversed(p), strict=True)) for p in product(*options)]
    blocks = [
        {number}
        for number, choice in enumerate(every)
        if not any(_holds(condition, choice) for condition in space.impossible)
    ]
    for condition in space.same:
        joined = [block for block in blocks if any(_holds(condition, every[n]) for n in block)]
        blocks = [block for block in blocks if block not in joined]
        blocks += [set.union(*joined)] if joined else []
    return every, sorted(blocks, key=min)


@settings(max_examples=100, deadline=None)
@given(space=_spaces())
def test_states_are_those_of_a_count_by_hand(space):
    every, blocks = _blocks(space)
    assert space.patterns == len(every)
    assert len(space) == len(blocks)
    assert space.codes.tolist() == [min(block) for block in blocks]
    state_of = [-1] * len(every)
    for state, block in enumerate(blocks):
        assert space.describe(state) == every[min(block)]
        for number in block:
            state_of[number] = state
    assert space.state_of.tolist() == state_of
    assert space.possible.tolist() == [state >= 0 for state in state_of]
    for number, choice in enumerate(every):
        assert space.code_of(choice) == number
        assert space.find(choice) == state_of[number]


def test_the_first_issue_is_the_fastest_digit():
    space = StateSpace((_issue(0, 2), _issue(1, 3)))
    assert [space.stride(name) for name in ("i0", "i1")] == [1, 2]
    assert space.digit("i0", space.codes).tolist() == [0, 1, 0, 1, 0, 1]
    assert space.digit("i1", space.codes).tolist() == [0, 0, 1, 1, 2, 2]


def test_groups_that_overlap_become_one_state():
    """By hand: x or y joins 1, 2, 3; y or z joins 2 and more; together all but 0."""
    x, y, z = (Is(f"i{number}", "o1") for number in range(3))
    space = StateSpace(_on_off(3), same=(Or(x, y), Or(y, z)))
    assert space.codes.tolist() == [0, 1]
    chain = StateSpace(_on_off(3), same=(And(x, y), And(z, y), And(z, x)))
    assert chain.state_of.tolist() == [0, 1, 2, 3, 4, 3, 3, 3]


def test_an_impossible_pattern_does_not_lead_its_group():
    space = StateSpace(_on_off(2), (Is("i0", "o0"),), (Is("i1", "o1"), Is("i1", "o0")))
    assert space.codes.tolist() == [1, 3]
    assert space.state_of.tolist() == [-1, 0, -1, 1]


def test_a_group_of_impossible_patterns_changes_nothing():
    space = StateSpace(_on_off(2), (Is("i0", "o1"),), (Is("i0", "o1"),))
    assert space.codes.tolist() == [0, 2]


def test_nothing_may_be_possible():
    space = StateSpace(_on_off(1), (Is("i0", "o0"), Is("i0", "o1")))
    assert len(space) == 0


def test_conditions_on_merged_states_are_those_of_the_lowest_pattern():
    space = StateSpace(_on_off(2), same=(Is("i0", "o1"),))
    assert space.codes.tolist() == [0, 1, 2]
    assert space.holds(Is("i1", "o1")).tolist() == [False, False, True]


def test_a_million_patterns_are_arrays():
    """2^20 patterns; half are impossible, and of the rest those with i1 at o1 are one state."""
    space = StateSpace(_on_off(20), (Is("i0", "o1"),), (Is("i1", "o1"),))
    assert space.patterns == MOST_PATTERNS
    assert len(space) == 2**18 + 1
    assert space.codes.dtype == np.int64


def test_more_patterns_than_that_are_refused():
    with pytest.raises(ValueError, match="2097152 combinations of options, at most 1048576"):
        StateSpace(_on_off(21))


def test_unknown_issues_are_refused():
    with pytest.raises(KeyError, match="nowhere"):
        StateSpace(_on_off(1)).holds(Is("nowhere", "o1"))
