"""What the past says of a case: rates as of its day, past promises, the engines' record."""

from dataclasses import replace
from datetime import date

import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.commitment.game.kernel import Kernel
from holdfast.history.base_rates import BETWEEN_STATES, WITHIN_STATES, peace_kept
from holdfast.report.bibliography import entries
from holdfast.report.brief import brief
from holdfast.report.estimates import estimate_in_words
from holdfast.report.figures.beside import beside_figure
from holdfast.report.lineage import lineage
from holdfast.report.past import (
    brief_of_the_past,
    lesson,
    past_sentences,
    past_table,
    record_sentence,
)
from holdfast.report.sections import sections
from holdfast.study.assess import assess
from holdfast.study.ensemble import ensemble
from holdfast.study.past.backtest import BASELINE, backtest
from holdfast.study.past.beside import past
from holdfast.study.past.comparable import known_on
from holdfast.study.past.record import record, record_of
from holdfast.study.past.starting_points import HONOURED, PEACE, WAR_ENDS, whole_years

compiled = pytest.mark.skipif(
    Kernel.find("coarse") is None, reason="the compiled solver could not be built here"
)
UKRAINE = open_case("ukraine-2025-03-31")


@pytest.fixture(scope="module")
def assessed():
    found = ensemble(UKRAINE, seed=3, draws=60, game_draws=6)
    return assess(found)


def rates(conflict):
    return past(conflict).answer["rates"]


def test_a_war_between_states_starts_from_wars_between_states():
    told = rates(UKRAINE)
    assert past(UKRAINE).answer["elapsed"] == 3
    assert [(one["count"], one["total"]) for one in told[WAR_ENDS]] == [(2, 11)]
    assert {one["population"] for one in told[PEACE]} == {BETWEEN_STATES}
    assert (
        told[PEACE][0]["kept"]
        == peace_kept(BETWEEN_STATES, "all, each war counted once").answer["kept"]
    )
    assert [(one["count"], one["total"]) for one in told[HONOURED]] == [(12, 54)]


def test_a_war_within_a_state_starts_from_those():
    told = rates(open_case("minsk-2015"))
    assert told[WAR_ENDS] == []
    assert {one["population"] for one in told[PEACE]} == {WITHIN_STATES}
    assert any(
        "not known here" in line for line in past(open_case("minsk-2015")).answer["left_out"]
    )


def test_nothing_that_was_counted_later_is_told():
    """A case of 1953 knows no count up to 2003, and no promise made after its day."""
    korea = open_case("korea-1953")
    answer = past(korea).answer
    assert answer["rates"] == {WAR_ENDS: [], PEACE: [], HONOURED: []}
    assert any("nobody knew them" in line for line in answer["left_out"])
    known = {one.id for one in known_on(korea.as_of)}
    named = {near["id"] for one in answer["packages"].values() for near in one["nearest"]}
    assert named <= known


def test_a_case_that_does_not_say_when_its_war_began_says_that_it_does_not():
    silent = replace(UKRAINE, contest=replace(UKRAINE.contest, began=None))
    answer = past(silent).answer
    assert answer["rates"][WAR_ENDS] == []
    assert any("contest.began" in line for line in answer["left_out"])


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        ((2022, 2, 24), (2025, 2, 23), 2),
        ((2022, 2, 24), (2025, 2, 24), 3),
        ((2022, 2, 24), (2022, 2, 24), 0),
        ((2024, 2, 29), (2025, 2, 28), 0),
        ((2024, 2, 29), (2025, 3, 1), 1),
    ],
)
def test_whole_years(since, until, years):
    assert whole_years(date(*since), date(*until)) == years


def test_every_citation_is_in_the_bibliography():
    for slug in ("ukraine-2025-03-31", "minsk-2015", "korea-1953"):
        found = past(open_case(slug))
        assert set(found.citations) <= set(entries())
        assert found.caveats


@compiled
def test_the_record_is_that_of_the_backtest():
    """What reports say of the engines is what the whole backtest finds, here and now."""
    again, kept = record_of(backtest(), BASELINE), record()
    assert (again["promises"], again["conflicts"]) == (kept["promises"], kept["conflicts"])
    for years, one in again["horizons"].items():
        for name, number in one.items():
            assert kept["horizons"][years][name] == pytest.approx(number, abs=0.0011), name


def test_the_record_is_told_as_it_is():
    """Worse where the interval of the difference lies above 0, and only there."""
    answer = {"record": record()}
    words = {"1": "one", "2": "two", "5": "five", "10": "ten"}
    worse = [words[y] for y, one in record()["horizons"].items() if one["worse_by_low"] > 0.0]
    said = lesson(answer).partition("scored worse")[2].partition(". For")[0]
    assert all(years in said for years in worse)
    five = record()["horizons"]["5"]
    told = record_sentence(answer)
    assert f"where {five['stood']:.2g} stood" in told or f"where {five['stood']:.3g}" in told
    none = {years: {**one, "worse_by_low": -1.0} for years, one in record()["horizons"].items()}
    fair = lesson({"record": {**record(), "horizons": none}})
    assert "could not be told apart" in fair
    assert "the base rate is the place to start from" in fair


def test_the_section_holds_the_engines_against_the_base_rate(assessed):
    told = list(past_sentences(UKRAINE, assessed))
    assert "Of 11 wars between states that had lasted 3 years, 2 ended" in told[0]
    kept = rates(UKRAINE)[PEACE][0]["kept"]["5"]
    [held] = [line for line in told if line.startswith("For five years the engines are")]
    headlines = assessed["hinges"].answer["packages"]
    for package in UKRAINE.packages:
        share = headlines[package.id]["headlines"]["kept_5y"]["share"]
        hopeful = share > kept["high"]
        named = f"'{package.title}'" in held.partition("; ")[0] or "every package" in held
        assert not hopeful or ("more hopeful" in held and named)
    assert any(section.id == "past" for section in sections(UKRAINE, assessed))


def test_the_table_and_the_picture_have_everybody_who_says_something(assessed):
    rows = past_table(UKRAINE, assessed).rows
    assert len(rows) == 3 + 2 * len(UKRAINE.packages)
    assert not any(cell.startswith(("1 (", "0 (", "100%")) for row in rows for cell in row)
    drawn = beside_figure(UKRAINE, assessed)
    assert drawn is not None
    assert f"{len(rows)} rows" in drawn.says
    alone = {"past": replace(past(UKRAINE), answer={**past(UKRAINE).answer, "packages": {}})}
    assert beside_figure(UKRAINE, alone) is not None
    bare = {**alone["past"].answer, "rates": {WAR_ENDS: [], PEACE: [], HONOURED: []}}
    assert beside_figure(UKRAINE, {"past": replace(alone["past"], answer=bare)}) is None


def test_the_brief_leads_from_its_numbers_of_the_past_to_their_source(assessed):
    said = brief(UKRAINE, assessed)
    every = lineage(UKRAINE, assessed, said).numbers
    [told] = [one for one in every if one["finding"] == "past"]
    assert "SarkeesWayman2010" in told["citations"]
    assert told["value"] == rates(UKRAINE)[PEACE][0]["kept"]["5"]
    assert told["inputs"] == []
    assert "What the past says" in said.plain()


def test_a_brief_without_a_base_rate_tells_past_promises(assessed):
    """As in 1953, when nothing had been counted."""
    korea = open_case("korea-1953")
    findings = {**assessed, "past": past(korea)}
    first, last = brief_of_the_past(korea, findings)
    assert [one.path[0] for one in first.numbers()] == ["packages"] * len(korea.packages)
    assert last.plain() == lesson(findings["past"].answer)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"share": 1.0, "low": 0.722, "high": 1.0}, "all (0.72 or more)"),
        ({"share": 0.0, "low": 0.0, "high": 0.28}, "none (0.28 or less)"),
        ({"share": 0.5, "low": 0.25, "high": 0.75}, "0.5 (0.25 to 0.75)"),
        ({"estimate": 1.0, "low": 0.5, "high": 2.0}, "1 (0.5 to 2)"),
        ({"estimate": "positive"}, "positive"),
    ],
)
def test_no_share_is_told_as_certain(entry, words):
    assert estimate_in_words(entry) == words
