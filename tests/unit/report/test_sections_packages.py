"""What a report says of packages and of the order of steps: all of it, for both sides alike."""

import copy
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from holdfast.report.figures.tornado import tornados_figure
from holdfast.report.labels import sides_of
from holdfast.report.packages_why import hinges_table
from holdfast.report.sections import sections
from holdfast.report.sections_packages import glance_table, packages_sentences
from holdfast.report.sequence import sampled_sentence

ADVICE = re.compile(r"\b(recommend\w*|should|must|optimal|winner|best (package|order|deal))\b")


def section(told, name):
    return next(one for one in told.document.sections if one.id == name)


def bar(name, low, high):
    return {"input": name, "unit": "share", "at_low": low, "at_high": high, "flips_at": [0.4]}


@pytest.fixture
def decided(contested):
    """The answer about packages, with bars by hand: one input for two packages, one for one."""
    answer = copy.deepcopy(dict(contested.findings["packages"].answer))
    for one in answer["packages"]:
        one["hinges"] = {n: {"share": 0.5, "bars": []} for n in ("kept_5y", "holds_5y")}
    for place in (0, 3):
        answer["packages"][place]["hinges"]["kept_5y"]["bars"] = [
            bar("contest.red_lines.target", 0.1, 0.8)
        ]
    answer["packages"][1]["hinges"]["holds_5y"]["bars"] = [bar("contest.power", 0.9, 0.3)]
    return answer


def test_both_sections_stand_after_supply_and_before_states(contested):
    ids = [one.id for one in contested.document.sections]
    at = [ids.index(name) for name in ("unfold", "packages", "sequence", "stable", "inputs")]
    assert at == sorted(at)
    assert ids.index("sequence") == ids.index("packages") + 1


def test_a_case_without_a_contest_has_neither(coded):
    assert not {"packages", "sequence"} & {one.id for one in coded.document.sections}


def test_every_package_has_a_row_with_words_ranges_cost_and_days(contested):
    table = section(contested, "packages").tables[0]
    answer = contested.findings["packages"].answer
    assert len(table.rows) == len(answer["packages"]) == 9
    for one, row in zip(answer["packages"], table.rows, strict=True):
        cells = dict(zip(table.columns, row, strict=True))
        assert re.search(r"\(\d+-\d+%\)", cells["Both come and keep it 5 years"])
        priced = one["kind"] == "standard"
        for column in ("EUR bn a year", "Days to deploy"):
            assert (" to " in cells[column]) == priced
            assert (cells[column] == "not stated") == (not priced)
        assert cells["Breaks first"]


def test_charts_have_their_tables_and_say_what_they_show(contested):
    for name in ("packages", "sequence"):
        found = section(contested, name)
        assert len(found.tables) >= len(found.pictures) >= 1
        assert all(one.says.endswith(".") for one in found.pictures)
    assert section(contested, "packages").pictures[0].name == "frontier"
    assert section(contested, "sequence").pictures[0].name == "sequence"


def test_nothing_is_recommended(contested):
    for name in ("packages", "sequence"):
        found = section(contested, name)
        for words in (*found.answer, *(p.says for p in found.pictures)):
            assert not ADVICE.search(words), words
    assert "for people to decide" in " ".join(section(contested, "packages").answer)


def test_both_sides_stand_in_the_same_sentence(contested):
    first = section(contested, "packages").answer[0]
    for name in sides_of(contested.conflict).values():
        assert name in first


def test_swapped_sides_mirror_what_is_said(contested):
    """Exchange both sides' numbers and their names: the same sentences with names exchanged."""
    conflict, answer = contested.conflict, contested.findings["packages"].answer
    contest = conflict.contest
    turned = replace(
        conflict,
        contest=replace(contest, target=contest.challenger, challenger=contest.target),
    )
    mirrored = copy.deepcopy(dict(answer))
    for one in mirrored["packages"]:
        for key in ("{}_gain", "brings_{}"):
            a, b = key.format("target"), key.format("challenger")
            one[a], one[b] = one[b], one[a]
    here = next(packages_sentences(conflict, answer))
    there = next(packages_sentences(turned, mirrored))
    clauses = [set(re.split(r" and (?=[A-Z])|, ", text)) for text in (here, there)]
    assert clauses[0] == clauses[1]
    rows = [
        [(row[0], {row[1], row[2]}) for row in glance_table(c, a["packages"]).rows]
        for c, a in ((conflict, answer), (turned, mirrored))
    ]
    assert rows[0] == rows[1]


def test_the_section_says_in_how_many_draws_it_was_looked_at(contested):
    """By hand: 1.645 standard errors of an even share of a hundred draws are 8 points."""
    assert sampled_sentence(100).endswith("by up to 8 points.")
    draws = contested.findings["sequence"].draws
    assert f"These are {draws} draws" in section(contested, "sequence").answer[-1]
    assert draws < contested.findings["packages"].draws
    assert f"the first {draws} of the game's" in section(contested, "sequence").method


def test_tornados_stand_side_by_side_with_a_table(contested, decided):
    picture = tornados_figure(contested.conflict, decided)
    root = ElementTree.fromstring(picture.svg)
    words = " ".join("".join(e.itertext()) for e in root.iter() if e.tag.endswith("}text"))
    assert "both sign and keep it five years" in words
    assert "kept five years, once signed" in words
    assert "(2); for 'kept five years" in picture.says
    [axes] = picture.figure.axes
    circles = [line.get_xdata()[0] for line in axes.get_lines() if line.get_marker() == "o"]
    assert circles == pytest.approx([0 + 0.8 * 0.1, 1 + 0.8 * 0.9, 3 + 0.8 * 0.1])
    rows = hinges_table(contested.conflict, decided["packages"]).rows
    assert [row[0].split(".")[0] for row in rows] == ["1", "4", "2"]
    assert rows[0][3:] == ("10%", "80%", "0.4 share")


def test_where_nothing_stands_out_it_is_said_and_not_drawn(contested, decided):
    for one in decided["packages"]:
        one["hinges"] = {n: {"share": 0.5, "bars": []} for n in ("kept_5y", "holds_5y")}
    assert tornados_figure(contested.conflict, decided) is None
    told = list(packages_sentences(contested.conflict, decided))
    assert told[-1].startswith("No single input stands out from chance")


def test_a_plan_that_cannot_be_answered_says_why(contested):
    """Ten steps that wait for nothing pass 1,024 situations, more than are solved."""
    plan = contested.conflict.plan
    free = tuple(
        replace(
            plan.steps[at % len(plan.steps)], id=f"step-{at}", after=(), stops_fighting=not at
        )
        for at in range(10)
    )
    large = replace(contested.conflict, plan=replace(plan, steps=free, prefers=()))
    findings = {n: f for n, f in contested.findings.items() if n != "sequence"}
    found = next(one for one in sections(large, findings) if one.id == "sequence")
    assert found.answer == ("Not answered: 10 parts pass more than 600 situations.",)


def test_one_package_alone_reads_well(contested):
    answer = copy.deepcopy(dict(contested.findings["packages"].answer))
    answer["packages"] = answer["packages"][-1:]
    answer["frontier"] = [answer["packages"][0]["name"]]
    told = " ".join(packages_sentences(contested.conflict, answer))
    assert "under this package" in told
    assert "One package alone" in told
