"""The condition language, against Python's own precedence of and, or and not."""

import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.casefile.grammar import (
    DEEPEST,
    MOST_COMPARISONS,
    ConditionError,
    parse_condition,
)
from holdfast.conflict.conditions import And, Is, Not, Or

ISSUES = ("a", "b", "c")
OPTIONS = ("x", "y")
COMPARISONS = st.builds(
    "{} {} {}".format,
    st.sampled_from(ISSUES),
    st.sampled_from(["=", "!="]),
    st.sampled_from(OPTIONS),
)


def joined(inner):
    """Texts put together without a thought about precedence."""
    return st.one_of(
        st.builds("{} and {}".format, inner, inner),
        st.builds("{} or {}".format, inner, inner),
        st.builds("not {}".format, inner),
        st.builds("({})".format, inner),
        st.builds("not({})".format, inner),
    )


TEXTS = st.recursive(COMPARISONS, joined, max_leaves=12)
TREES = st.recursive(
    st.builds(Is, st.sampled_from(ISSUES), st.sampled_from(OPTIONS)),
    lambda inner: st.one_of(
        st.builds(And, inner, inner), st.builds(Or, inner, inner), st.builds(Not, inner)
    ),
    max_leaves=10,
)


def holds(condition, state) -> bool:
    match condition:
        case Is(issue, option):
            return state[issue] == option
        case Not(inner):
            return not holds(inner, state)
        case And(left, right):
            return holds(left, state) and holds(right, state)
        case Or(left, right):
            return holds(left, state) or holds(right, state)
    raise AssertionError(condition)


def as_python(text: str) -> str:
    """The same text as a Python expression over a dict of the state."""
    compared = re.sub(r"([abc]) (=|!=) ([xy])", r"(s['\1']\2='\3')", text)
    return compared.replace("!==", "!=")


@given(TEXTS)
def test_precedence_is_that_of_the_truth_table(text):
    condition = parse_condition(text)
    for options in product(OPTIONS, repeat=len(ISSUES)):
        state = dict(zip(ISSUES, options, strict=True))
        assert holds(condition, state) == eval(as_python(text), {"s": state}), text


@given(TREES)
def test_a_condition_written_out_parses_back(tree):
    assert parse_condition(str(tree)) == tree


@given(TEXTS, st.integers(0, 3))
def test_white_space_means_nothing(text, spaces):
    wide = re.sub(r" ", " " * (spaces + 1), text)
    tight = re.sub(r" ?(!?=|[()]) ?", r"\1", text)
    assert parse_condition(f"\n {wide}\t") == parse_condition(text)
    assert parse_condition(tight) == parse_condition(text)


A, B, C = Is("a", "x"), Is("b", "y"), Is("c", "x")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a = x", A),
        ("a != x", Not(A)),
        ("not a = x", Not(A)),
        ("not a != x", Not(Not(A))),
        ("a = x and b = y and c = x", And(And(A, B), C)),
        ("a = x or b = y or c = x", Or(Or(A, B), C)),
        ("a = x or b = y and c = x", Or(A, And(B, C))),
        ("a = x and b = y or c = x", Or(And(A, B), C)),
        ("(a = x or b = y) and c = x", And(Or(A, B), C)),
        ("not a = x and b = y", And(Not(A), B)),
        ("not (a = x and b = y)", Not(And(A, B))),
        ("((a=x))", A),
        ("force-with-us = 2-a", Is("force-with-us", "2-a")),
        ("android = notably", Is("android", "notably")),
    ],
)
def test_trees_by_hand(text, tree):
    assert parse_condition(text) == tree


@pytest.mark.parametrize(
    ("text", "offset", "phrase"),
    [
        ("", 0, "ends where an issue should follow"),
        ("   ", 3, "ends where an issue should follow"),
        ("a", 1, "ends where '=' or '!=' should follow"),
        ("a =", 3, "ends where an option should follow"),
        ("a x", 2, "'=' or '!=' should stand before 'x'"),
        ("a == x", 3, "an option should stand before '='"),
        ("a = x b = y", 6, "'b' does not fit here"),
        ("a = x and", 9, "ends where an issue should follow"),
        ("and a = x", 0, "an issue should stand before 'and'"),
        ("a = and", 4, "an option should stand before 'and'"),
        ("a = x or or b = y", 9, "an issue should stand before 'or'"),
        ("not", 3, "ends where an issue should follow"),
        ("(a = x", 6, "ends where ')' should follow"),
        ("(a = x b", 7, "')' should stand before 'b'"),
        ("a = x)", 5, "')' does not fit here"),
        ("()", 1, "an issue should stand before ')'"),
        ("a ! x", 2, "a '!' should be followed by '='"),
        ("a   !x", 4, "a '!' should be followed by '='"),
        ("!a = x", 0, "a '!' should be followed by '='"),
        ("a = x && b = y", 6, "'&&' does not fit here"),
        ("a < x", 2, "'=' or '!=' should stand before '<'"),
        ("a = x; import os", 7, "'import' does not fit here"),
        ("__import__('os')", 10, "'=' or '!=' should stand before '('"),
        ("a = x AND b = y", 6, "'AND' does not fit here"),
    ],
)
def test_what_does_not_fit_is_pointed_at(text, offset, phrase):
    with pytest.raises(ConditionError) as caught:
        parse_condition(text)
    assert (caught.value.offset, phrase in str(caught.value)) == (offset, True), str(
        caught.value
    )


@pytest.mark.parametrize("opening", ["not ", "("])
def test_nesting_has_an_end(opening):
    closing = ")" if opening == "(" else ""
    fits = opening * DEEPEST + "a = x" + closing * DEEPEST
    assert parse_condition(fits) is not None
    with pytest.raises(ConditionError, match="nested more than 50 deep") as caught:
        parse_condition(opening * 60 + "a = x" + closing * 60)
    assert caught.value.offset == len(opening) * (DEEPEST + 1)


@pytest.mark.parametrize("joiner", ["and", "or"])
def test_length_has_an_end_that_no_walk_over_the_tree_feels(joiner):
    longest = parse_condition(f" {joiner} ".join(["a = x"] * MOST_COMPARISONS))
    assert str(longest).count("a = x") == MOST_COMPARISONS
    with pytest.raises(ConditionError, match="more than 100 comparisons"):
        parse_condition(f" {joiner} ".join(["a = x"] * (MOST_COMPARISONS + 1)))


@given(st.text(max_size=200) | st.text("ab=!()xy andort", max_size=60))
def test_hostile_text_parses_or_points_somewhere(text):
    offset = 0
    try:
        assert parse_condition(text) is not None
    except ConditionError as error:
        offset = error.offset
    assert 0 <= offset <= len(text)
