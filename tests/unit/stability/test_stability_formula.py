"""Conditions as data: they stay short, and they can be read."""

from holdfast.stability.formula import (
    ALWAYS,
    NEVER,
    AllOf,
    AnyOf,
    Comparison,
    all_of,
    any_of,
    as_data,
    comparisons,
    holds,
    lines,
    negated,
    touched,
)

A, B = Comparison("n", 0, 1), Comparison("n", 0, 2)
C = Comparison("s", 3, 0, strict=True)


def test_brackets_repeats_and_constants_go():
    assert all_of([A, AllOf((B, A)), ALWAYS]) == AllOf((A, B))
    assert any_of([A, AnyOf((B,)), NEVER]) == AnyOf((A, B))
    assert any_of([A, ALWAYS]) == ALWAYS
    assert all_of([Comparison("n", 1, 1)]) == ALWAYS
    assert any_of([Comparison("n", 1, 1, strict=True)]) == NEVER


def test_twice_negated_is_the_same():
    formula = AllOf((A, AnyOf((B, C))))
    assert negated(negated(formula)) == formula
    assert (negated(ALWAYS), negated(NEVER)) == (NEVER, ALWAYS)


def test_ties_count_for_the_weak_and_not_for_the_strict():
    ranks = {"n": [1, 1, 2], "s": [0, 0, 0, 0]}
    assert holds(A, ranks)
    assert not holds(B, ranks)
    assert not holds(C, ranks)


def test_what_it_is_about():
    formula = AllOf((A, AnyOf((B, C))))
    assert list(comparisons(formula)) == [A, B, C]
    assert touched(formula, "n") == (0, 1, 2)
    assert touched(formula, "s") == (0, 3)


def test_words_and_data():
    formula = AllOf((A, AnyOf((B, C))))
    assert lines(formula, str.upper, "state {}".format) == (
        "all of:",
        "  N does not prefer state 1 to state 0",
        "  at least one of:",
        "    N does not prefer state 2 to state 0",
        "    S prefers state 3 to state 0",
    )
    assert lines(ALWAYS, str, str) == ("nothing: it holds whatever is preferred",)
    assert lines(NEVER, str, str) == ("it cannot hold, whatever is preferred",)
    assert as_data(formula)["all_of"][1]["any_of"][1] == {"actor": "s", "prefers": [3, 0]}
