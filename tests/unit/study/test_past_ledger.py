"""The ledger of our own forecasts: a chain that shows every change, and scores by hand."""

import json
import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.casefile.catalogue import open_case
from holdfast.core.errors import HoldfastError
from holdfast.study.ensemble import ensemble
from holdfast.study.past.ledger import (
    FIRST,
    HINDSIGHT,
    SUREST,
    _years_on,
    chained,
    forecasts,
    read,
    resolution,
    scored,
)

TODAY = date(2026, 6, 1)


def forecast(name, chance, resolves="2026-01-01", made="2025-01-01"):
    return {
        "kind": "forecast", "case": "toy", "criterion": name, "probability": chance,
        "low": chance, "high": chance, "resolves_on": resolves, "made_on": made,
    }  # fmt: skip


@pytest.fixture
def lines():
    return chained([forecast("a", 0.9), forecast("b", 0.2), forecast("c", 0.6, "2027-01-01")])


def written(lines):
    return "".join(f"{line.text}\n" for line in lines)


def carried_on(lines, *contents):
    return [*lines, *chained(contents, lines[-1].hash)]


def test_a_ledger_is_read_as_it_was_written(lines):
    assert lines[0].previous == FIRST
    assert lines[1].previous == lines[0].hash
    again = read(written(lines), "ledger.jsonl")
    assert [line.hash for line in again] == [line.hash for line in lines]
    assert read("", "ledger.jsonl") == []


@settings(max_examples=60)
@given(st.data())
def test_a_line_changed_taken_out_or_moved_is_noticed(data):
    chain = chained([forecast(str(n), 0.1 * n) for n in range(1, 6)])
    rows = written(chain).splitlines()
    place = data.draw(st.integers(0, 3))
    way = data.draw(st.sampled_from(["change", "drop", "swap", "forge"]))
    if way == "change":
        rows[place] = rows[place].replace('"probability": 0.', '"probability": 0.0')
    elif way == "drop":
        del rows[place]
    elif way == "swap":
        rows[place], rows[place + 1] = rows[place + 1], rows[place]
    else:  # a line with a hash of its own, and not that of the line before the next
        [forged] = chained([forecast("forged", 0.99)], json.loads(rows[place])["previous"])
        rows[place] = forged.text
    with pytest.raises(HoldfastError) as caught:
        read("\n".join(rows), "ledger.jsonl")
    [problem] = caught.value.problems
    assert problem.code == "HF437"
    assert problem.place.line in (place + 1, place + 2)


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "guess"},
        {"kind": "forecast"},
        forecast("a", 1.5),
        forecast("a", "often"),
        forecast("a", 0.5, "soon"),
        {"kind": "resolution", "of": "x", "came": "maybe", "on": "2026-01-01"},
        {"kind": "resolution", "of": "x", "came": "yes", "on": "today"},
    ],
)
def test_a_line_with_a_hash_of_its_own_still_has_to_make_sense(content):
    with pytest.raises(HoldfastError) as caught:
        read(written(chained([content])), "ledger.jsonl")
    assert caught.value.problems[0].code == "HF437"


@pytest.mark.parametrize("text", ["no json", "[]", '{"kind": "forecast"}', '"a"', "null"])
def test_what_is_no_line_of_a_ledger_is_refused(text):
    with pytest.raises(HoldfastError) as caught:
        read(text, "ledger.jsonl")
    assert caught.value.problems[0].code == "HF437"


def test_scores_by_hand(lines):
    """0.9 came and 0.2 did not: Brier (0.01 + 0.04)/2; log -(ln 0.9 + ln 0.8)/2."""
    lines = carried_on(
        lines,
        resolution(lines, lines[0].hash, "yes", TODAY, "seen"),
        resolution(lines, lines[1].hash[:6], "no", TODAY, "seen"),
    )
    found = scored(lines, TODAY).answer
    assert (found["resolved"], found["overdue"]) == (2, 0)
    assert [row["state"] for row in found["forecasts"]] == ["yes", "no", "open"]
    ours = found["scores"]["holdfast"]
    assert ours["brier"] == pytest.approx(0.025)
    assert ours["log"] == pytest.approx(-(math.log(0.9) + math.log(0.8)) / 2)
    assert found["scores"]["even odds"]["brier"] == pytest.approx(0.25)
    assert found["scores"]["the share that came"]["brier"] == pytest.approx(0.25)


def test_what_is_due_and_not_resolved_is_overdue(lines):
    found = scored(lines, TODAY).answer
    assert found["overdue"] == 2
    assert found["scores"] == {}


def test_void_and_hindsight_are_shown_and_not_scored():
    lines = chained([forecast("a", 0.9), forecast("b", 0.9, made="2026-01-01")])
    lines = carried_on(
        lines,
        resolution(lines, lines[0].hash, "void", TODAY, "seen"),
        resolution(lines, lines[1].hash, "yes", TODAY, "seen"),
    )
    found = scored(lines, TODAY).answer
    assert [row["state"] for row in found["forecasts"]] == ["void", HINDSIGHT]
    assert found["resolved"] == 0


def test_a_forecast_is_resolved_once_and_by_a_name_that_is_its_own(lines):
    first = resolution(lines, lines[0].hash, "yes", TODAY, "seen")
    again = carried_on(lines, first)
    for wrong, name in ((again, lines[0].hash), (lines, "zzz"), (lines, "")):
        with pytest.raises(HoldfastError) as caught:
            resolution(wrong, name, "no", TODAY, "seen")
        assert caught.value.problems[0].code == "HF438"


def test_forecasts_of_a_case_can_be_resolved():
    of = ensemble(open_case("ukraine-2025-03-31"), 3, 20, game_draws=4).for_game
    told = forecasts(of, date(2025, 4, 1))
    assert told == forecasts(of, date(2025, 4, 1))
    suppositions = {row["supposing"] for row in told}
    assert len(suppositions) == len(of.conflict.packages) + 1
    for row in told:
        assert SUREST[0] <= row["low"] <= row["probability"] <= row["high"] <= SUREST[1]
        assert row["resolves_on"] > row["as_of"] == "2025-03-31"
        assert "Russia and Ukraine" in row["criterion"]
        assert row["case_hash"] == of.conflict.content_hash
        assert ("was not in force" in row["criterion"]) == ("beyond" not in row["supposing"])
    one = forecasts(of, date(2025, 4, 1), of.conflict.packages[0].id)
    assert {row["supposing"] for row in one} == {of.conflict.packages[0].title}


def test_a_year_on_from_a_leap_day():

    assert _years_on(date(2024, 2, 29), 1) == date(2025, 2, 28)
