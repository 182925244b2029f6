"""Variants are differences on dotted paths: what they may change, where errors stand."""

import pytest

from holdfast.casefile.tree import parse
from holdfast.casefile.variants import variant_names, with_variant
from holdfast.core.errors import HoldfastError

CHANGE = "      start.truce: limited"


def test_a_variant_differs_in_what_it_names_alone(shape):
    base, alone = shape.load(), shape.load("no-backstop")
    assert (base.variant, alone.variant) == ("", "no-backstop")
    assert base.variants == alone.variants == ("no-backstop", "sea-only")
    assert [g.given_by for g in alone.guarantees] == [("near-allies",), ("near-allies",)]
    assert alone.quantity("guarantees.reassurance.kept_with").likely == 0.3
    assert alone.content_hash != base.content_hash
    changed = {
        one.name
        for one, other in zip(base.quantities, alone.quantities, strict=True)
        if one != other
    }
    assert changed == {"guarantees.reassurance.kept_with"}


def test_a_variant_may_start_elsewhere(shape):
    base, at_sea = shape.load(), shape.load("sea-only")
    assert base.space.describe(base.start)["truce"] == "none"
    assert at_sea.space.describe(at_sea.start)["truce"] == "limited"


def test_places_are_those_of_the_variant(shape):
    line = 1 + next(
        n
        for n, text in enumerate(shape.text.split("\n"))
        if text.startswith("      guarantees.reassurance.kept_with")
    )
    assert (
        shape.load("no-backstop").quantity("guarantees.reassurance.kept_with").place.line
        == line
    )
    base = shape.load().quantity("guarantees.reassurance.kept_with").place.line
    assert base < line


@pytest.mark.parametrize(
    ("change", "code", "what"),
    [
        ("as_of: 2025-03-01", "HF306", "a variant cannot change 'as_of'"),
        ("id: other", "HF306", "a variant cannot change 'id'"),
        ("holdfast: 2", "HF306", "a variant cannot change 'holdfast'"),
        ("variants: {}", "HF306", "a variant cannot change 'variants'"),
        (
            "variants.sea-only.title: x",
            "HF306",
            "a variant cannot change 'variants.sea-only.ti",
        ),
        ("guarantee.reassurance.title: x", "HF306", "did you mean 'guarantees'?"),
        ("guarantees.reasurance.title: x", "HF306", "did you mean 'reassurance'?"),
        ("title.short: x", "HF306", "'title.short' leads nowhere: there is no 'short'"),
        (
            "impossible.0: truce = full",
            "HF306",
            "'impossible.0' leads nowhere: there is no '0'",
        ),
        ("a..b: x", "HF306", "there is no 'a'; expected one of holdfast"),
        (".: x", "HF306", "there is no ''"),
        ("guarantees.reassurance.tile: x", "HF201", "unknown key 'tile'"),
        ("contest.power.low: 0.4", "HF205", "low 0.4, likely 0.36"),
        ("contest.power: 0.5", "HF203", "contest.power: this should be a mapping"),
        ("contest.power.unit: share", "HF204", "does not fit here; expected probability"),
        ("start.truce: ful", "HF301", "'sea-only': no option of truce is called"),
        ("settled: truce", "HF201", "unknown key 'settled'"),
        ("contest.settled_when: truce", "HF302", "with the variant 'sea-only': in 'truce'"),
        ("evidence: nothing", "HF203", "'nothing' does not fit; expected a list"),
        ("sources.poll.published: 2025-05-01", "HF303", "'sea-only': published"),
    ],
)
def test_a_variant_that_does_not_fit(shape, change, code, what):
    problem = shape.swap(CHANGE, f"      {change}  # HERE").problem(code)
    assert what in str(problem)


def test_a_long_value_of_a_variant_has_places_of_its_own(shape):
    written = (
        "      contest.precondition:\n"
        "        by: home\n"
        "        asks: troops\n"
        "        met_at: {value: 0.4, unit: share, basis: judgement, by: me}  # HERE\n"
        "        audience_cost: {value: 0.01, unit: share, basis: judgement, by: me}"
    )
    problem = shape.swap(CHANGE, written).problem("HF204")
    assert "contest.precondition.met_at" in str(problem)


def test_what_a_variant_leaves_out_is_missed_where_the_variant_stands(shape):
    broken = shape.swap(CHANGE, "      contest.precondition: {by: home}  # HERE")
    problems = broken.problems()
    here = broken.text.split("\n").index("      contest.precondition: {by: home}  # HERE") + 1
    assert {p.code for p in problems} == {"HF202"}
    assert {p.place.line for p in problems} == {here}


def test_a_start_that_only_the_variant_makes_impossible_names_the_variant(shape):
    problem = shape.swap(CHANGE, "      start.truce: full").problem("HF304")
    assert "with the variant 'sea-only': the start is ruled out" in str(problem)


def test_a_difference_that_only_the_base_makes_wrong_names_the_variant(shape):
    # low, likely and high stand in the base, value in the variant
    problem = shape.swap(CHANGE, "      contest.power.value: 0.5").problem("HF205")
    assert "with the variant 'sea-only': contest.power: a quantity needs either" in str(problem)


def test_evidence_about_what_the_variant_takes_away(shape):
    broken = shape.swap(CHANGE, "      issues: {truce: {}}")
    assert {p.code for p in broken.problems()} == {"HF202"}


def test_later_changes_build_on_earlier_ones(shape):
    conflict = shape.swap(
        CHANGE,
        "      contest.line: {value: 0.3, unit: share, basis: judgement, by: me}\n"
        "      contest.line.value: 0.4",
    ).load("sea-only")
    assert conflict.quantity("contest.line").likely == 0.4


def test_a_key_that_the_base_leaves_out_may_be_added(shape):
    weight = "contest.bargaining_weight: {value: 0.6, unit: share, basis: judgement, by: me}"
    conflict = shape.swap(CHANGE, f"      {weight}").load("sea-only")
    assert conflict.quantity("contest.bargaining_weight").likely == 0.6
    assert shape.load().quantity("contest.bargaining_weight").by == "holdfast defaults"


def test_a_key_may_be_emptied(shape):
    conflict = shape.swap(CHANGE, "      contest.precondition: null").load("sea-only")
    assert conflict.contest.precondition is None


def test_a_private_note_in_a_variant_is_left_out(shape):
    noted = shape.swap(CHANGE, f"      x-why: as in 2014\n{CHANGE}")
    assert noted.load("sea-only").content_hash == shape.load("sea-only").content_hash


@pytest.mark.parametrize(
    ("name", "remedy"),
    [("sea-onli", "did you mean 'sea-only'?"), ("zz", "expected one of no-backstop, sea-only")],
)
def test_an_unknown_variant(shape, name, remedy):
    with pytest.raises(HoldfastError) as caught:
        shape.load(name)
    [problem] = caught.value.problems
    assert problem.code == "HF306"
    assert str(problem).endswith(f"no variant is called '{name}'; {remedy}")
    assert shape.text.split("\n")[problem.place.line - 1].startswith("variants:")


def test_a_case_without_variants_has_none(shape):
    plain = shape.cut("variants:", "ask:")
    with pytest.raises(HoldfastError, match=r"HF306.*expected a case that has variants"):
        plain.load("sea-only")
    assert plain.load().variants == ()
    assert variant_names(parse("- a", "f")) == []
    assert variant_names(parse("variants: 7", "f")) == []


def test_the_base_is_left_as_it_is(shape):
    tree = parse(shape.text, "f")
    before = repr(tree)
    with_variant(tree, "no-backstop")
    assert repr(tree) == before
