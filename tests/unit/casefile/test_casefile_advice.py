"""What a person should settle next: each kind of advice, and when it is silent."""

import pytest

from holdfast.casefile.advice import advise, evidence_split, split_in_words
from holdfast.casefile.defaults import DEFAULT_JUDGE, defaults
from holdfast.core.units import unit_named

KINDS = [
    "machine-coded", "disagree", "default", "unsourced", "single-sourced", "stale",
    "hindsight", "unarchived",
]  # fmt: skip
LINE = "  line: {value: 0.2, unit: share, basis: reported, source: statement}"


def of_kind(shape, kind):
    return [item for item in advise(shape.load()) if item.kind == kind]


def figures(*values):
    """The line of contact as several sources give it."""
    cited = ", ".join(
        f"{{ref: {ref}, value: {{value: {value}, unit: {unit}}}}}"
        for ref, value, unit in values
    )
    return f"  line: {{value: 0.2, unit: share, basis: reported, source: [{cited}]}}"


def test_an_unchecked_machine_coding(shape):
    [item] = of_kind(shape, "machine-coded")
    assert item.about == "issues.truce"
    assert "rival-hedges" in item.says
    assert of_kind(shape.swap("coded_by: reader", "coded_by: reader\n    checked_by: me"),
                   "machine-coded") == []  # fmt: skip


@pytest.mark.parametrize(
    ("given", "differ"),
    [
        ([("poll", 0.2, "share"), ("statement", 0.23, "share")], True),
        ([("poll", 0.2, "share"), ("statement", 0.21, "share")], False),
        ([("poll", 0.2, "share"), ("statement", 0.2, "share")], False),
        ([("poll", 0, "share"), ("statement", 0.01, "share")], True),
        ([("poll", 0, "share"), ("statement", 0, "share")], False),
        ([("poll", 0.2, "share"), ("statement", 2000, "km")], False),  # not to be compared
        ([("poll", 0.2, "share")], False),
    ],
)
def test_sources_that_disagree(shape, given, differ):
    items = of_kind(shape.swap(LINE, figures(*given)), "disagree")
    assert [item.about for item in items] == (["contest.line"] if differ else [])
    if differ:
        shown = ", ".join(f"{ref} {value:g} {unit}" for ref, value, unit in given)
        assert items[0].says == f"the sources differ: {shown}"


@pytest.mark.parametrize(
    ("values", "differ"), [((-0.3, -0.3), False), ((-0.3, -0.1), True), ((-0.1, 0.1), True)]
)
def test_figures_below_nought(shape, values, differ):
    cited = ", ".join(
        f"{{ref: poll, at: page {n}, value: {{value: {value}, unit: lean}}}}"
        for n, value in enumerate(values)
    )
    old = "    leans: {value: 0, unit: lean, basis: judgement, by: me}"
    new = f"    leans: {{value: 0, unit: lean, basis: survey, source: [{cited}]}}"
    assert bool(of_kind(shape.swap(old, new), "disagree")) == differ


def test_defaults_that_stand_in(shape):
    assert [item.about for item in of_kind(shape, "default")] == [
        "contest.decided",
        "contest.bargaining_weight",
        "guarantees.reassurance.force",
        "guarantees.reassurance.cost_imposed",
        "guarantees.reckoned.force",
        "guarantees.reckoned.cost_imposed",
    ]


def test_judgements_and_their_judges(shape):
    items = {item.about: item for item in of_kind(shape, "unsourced")}
    assert items["contest.power"].says == "judgement by me on 2025-03-30, no source"
    assert items["contest.patience"].says == "assumed by me, no source"
    assert "contest.line" not in items
    assert not any(name in items for name in ("contest.decided", "guarantees.reckoned.force"))


def test_one_source_cited_twice_is_one_source(shape):
    single = [item.about for item in of_kind(shape, "single-sourced")]
    assert single == [
        "contest.line",
        "monitors.joint-monitors.line_length",
        "audiences.public.opposes.0.share",
    ]
    twice = shape.swap("source: statement}", "source: [statement, {ref: statement, at: p. 2}]}")
    assert [item.about for item in of_kind(twice, "single-sourced")] == single
    two = shape.swap("source: statement}", "source: [statement, poll]}")
    assert [item.about for item in of_kind(two, "single-sourced")] == single[1:]


@pytest.mark.parametrize(("day", "stale"), [("2024-03-31", False), ("2024-03-30", True)])
def test_a_source_older_than_a_year(shape, day, stale):
    old = shape.swap("published: 2025-03-14", f"published: {day}")
    assert [item.about for item in of_kind(old, "stale")] == (["sources.poll"] if stale else [])


def test_hindsight_and_missing_archives(shape):
    coded = shape.swap(
        "actors:", "replicates: [{ref: Kinsara2014, published: 2014, says: all}]\nactors:"
    )
    assert [item.about for item in of_kind(coded, "hindsight")] == ["replicates.Kinsara2014"]
    assert of_kind(shape, "hindsight") == []
    [item] = of_kind(shape, "unarchived")
    assert item.says == "no archived copy of statement"
    archived = shape.swap("    archived: null", "    archived: https://example.org/copy")
    assert of_kind(archived, "unarchived") == []


def test_the_most_decisive_comes_first(shape):
    busy = shape.swap(LINE, figures(("poll", 0.1, "share"), ("statement", 0.2, "share")))
    busy = busy.swap("published: 2025-03-14", "published: 2023-03-14").swap(
        "actors:", "replicates: [{ref: Kinsara2014, published: 2014, says: all}]\nactors:"
    )
    kinds = [item.kind for item in advise(busy.load())]
    assert list(dict.fromkeys(kinds)) == KINDS


def test_advice_is_one_line_with_a_place_where_there_is_one(shape):
    lines = {item.about: str(item) for item in advise(shape.load())}
    assert lines["contest.line"] == (
        "case.yaml:93:3: single-sourced: contest.line: rests on statement alone"
    )
    assert lines["issues.truce"].startswith("machine-coded: issues.truce: evidence read by ")


def test_the_split_of_evidence_and_judgement_by_hand(shape):
    # counted in shape.yaml: the line and the monitors' length are reported, one poll, one
    # assumed patience, six defaults; the rest is judgement
    conflict = shape.load()
    split = evidence_split(conflict)
    assert split == {"assumed": 1, "judgement": 27, "reported": 2, "survey": 1, "default": 6}
    assert sum(split.values()) == len(conflict.quantities)
    assert split_in_words(conflict) == "37 quantities, 34 of them judgement or assumption."


def test_a_case_without_numbers_says_so():
    from holdfast.casefile.catalogue import open_case

    elmira = open_case("elmira")
    assert "The case has no quantities" in split_in_words(elmira)
    assert evidence_split(elmira) == {"default": 0}


def test_defaults_are_wide_assumed_and_signed():
    assert set(defaults()) == {
        "contest.decided",
        "contest.bargaining_weight",
        "guarantees.force",
        "guarantees.cost_imposed",
    }
    for given in defaults().values():
        assert (given.basis, given.by) == ("assumed", DEFAULT_JUDGE)
        assert given.note
        assert unit_named(given.unit) is not None


def test_a_number_from_past_cases_asks_what_is_known_of_this_one(shape):
    past = "{from: history, class: honoured-since-1945, unit: probability}"
    changed = shape.swap(kept_line(shape), f"    kept_with: {past}")
    [item] = of_kind(changed, "past")
    assert item.about.endswith("kept_with")
    assert "12 of 54" in item.says
    assert not [one for one in advise(changed.load()) if "history-" in one.about]


def kept_line(shape):
    """The line of the file that says how surely the first guarantee is kept."""
    return next(line for line in shape.text.splitlines() if line.startswith("    kept_with: "))
