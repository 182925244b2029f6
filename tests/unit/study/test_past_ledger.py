"""The ledger of our own forecasts: a chain that shows every change, and scores by hand."""

import json
import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.casefile.catalogue import open_case
from holdfast.commitment.game.answers import answers
from holdfast.core.errors import HoldfastError
from holdfast.history.base_rates import war_ends
from holdfast.study.ensemble import ensemble
from holdfast.study.game.parameters import described
from holdfast.study.past.ledger import FIRST, chained, check_holds, read
from holdfast.study.past.resolvable import (
    NOTHING,
    SUREST,
    _years_on,
    base_rate,
    forecasts,
)
from holdfast.study.past.resolving import HINDSIGHT, Outcome, resolution, scored
from holdfast.study.past.starting_points import starting_points
from holdfast.study.supply import weighted_supply

TODAY = date(2026, 6, 1)


def forecast(name, chance, resolves="2026-01-01", made="2025-01-01", **more):
    return {
        "kind": "forecast", "case": "toy", "criterion": name, "probability": chance,
        "low": chance, "high": chance, "resolves_on": resolves, "made_on": made, **more,
    }  # fmt: skip


def came(lines, of, what, on=TODAY, *, again=False):
    return resolution(lines, of, Outcome(what, on, "seen", again), TODAY)


def refused(code, work, *words, **more):
    with pytest.raises(HoldfastError) as caught:
        work(*words, **more)
    [problem] = caught.value.problems
    assert problem.code == code
    return problem


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
        came(lines, lines[0].hash, "yes"),
        came(lines, lines[1].hash[:6], "no"),
    )
    found = scored(lines, TODAY).answer
    assert (found["resolved"], found["overdue"]) == (2, 0)
    assert [row["state"] for row in found["forecasts"]] == ["yes", "no", "open"]
    ours = found["scores"]["holdfast"]
    assert ours["brier"] == pytest.approx(0.025)
    assert ours["log"] == pytest.approx(-(math.log(0.9) + math.log(0.8)) / 2)
    assert found["scores"]["even odds"]["brier"] == pytest.approx(0.25)
    assert found["scores"]["the share that came, known only now"]["brier"] == pytest.approx(
        0.25
    )


def test_what_is_due_and_not_resolved_is_overdue(lines):
    found = scored(lines, TODAY).answer
    assert found["overdue"] == 2
    assert found["scores"] == {}


def test_void_and_hindsight_are_shown_and_not_scored():
    lines = chained([forecast("a", 0.9), forecast("b", 0.9, made="2026-01-01")])
    lines = carried_on(
        lines,
        came(lines, lines[0].hash, "void"),
        came(lines, lines[1].hash, "yes"),
    )
    found = scored(lines, TODAY).answer
    assert [row["state"] for row in found["forecasts"]] == ["void", HINDSIGHT]
    assert found["resolved"] == 0


def test_a_forecast_is_resolved_once_and_by_a_name_that_is_its_own(lines):
    again = carried_on(lines, came(lines, lines[0].hash, "yes"))
    for wrong, name in ((again, lines[0].hash), (lines, "zzz"), (lines, "")):
        refused("HF438", came, wrong, name, "no")


def test_a_wrong_word_on_a_forecast_is_corrected_and_both_stay(lines):
    refused("HF438", came, lines, lines[0].hash, "no", again=True)
    first = carried_on(lines, came(lines, lines[0].hash, "yes"))
    both = carried_on(first, came(first, lines[0].hash, "no", again=True))
    assert [line.content.get("came") for line in both[3:]] == ["yes", "no"]
    assert scored(both, TODAY).answer["forecasts"][0]["state"] == "no"


@pytest.mark.parametrize(
    ("asks", "early", "late"),
    [("talks", "yes", "no"), ("deal", "yes", "no"), ("kept", "no", "yes")],
)
def test_nothing_is_said_of_a_question_that_is_still_open(asks, early, late):
    lines = chained([forecast("a", 0.4, "2027-01-01", asks=asks)])
    problem = refused("HF438", came, lines, lines[0].hash, late)
    assert "2027-01-01" in problem.what
    assert came(lines, lines[0].hash, early)["came"] == early
    assert came(lines, lines[0].hash, "void")["came"] == "void"


def test_nothing_is_known_that_lies_ahead(lines):
    problem = refused("HF438", came, lines, lines[0].hash, "yes", date(2026, 6, 2))
    assert "has not come" in problem.what


def test_nothing_came_before_the_day_of_the_case():
    lines = chained([forecast("a", 0.4, as_of="2024-12-01")])
    refused("HF438", came, lines, lines[0].hash, "yes", date(2024, 11, 30))


def test_a_key_that_stands_twice_is_refused(lines):
    text = written(lines).replace('"low": ', '"low": 0.1, "low": ', 1)
    refused("HF437", read, text, "ledger.jsonl")


def test_whether_it_is_kept_counts_in_a_draw_as_much_as_it_is_signed():
    """Void unless signed: the mean of keeping is weighted by the chance of a deal, by hand."""
    of = ensemble(open_case("minsk-2015"), 3, 20, game_draws=6).for_game
    kept = next(r for r in forecasts(of, TODAY) if r["asks"] == "kept")
    reached = weighted_supply(of)
    strength = np.ones(of.draws) if reached is None else np.minimum(reached, 1.0)
    games = described(of).games(None, strength)
    solved = answers(games, grid="coarse", later=True)
    signed, holds = solved.deal[:, 7], solved.holds_deals[:, 3]
    by_hand = (signed * holds).sum() / signed.sum()
    assert kept["probability"] == pytest.approx(min(by_hand, SUREST[1]), abs=6e-5)
    assert holds[signed > 0].mean() != pytest.approx(by_hand, abs=1e-4)


def test_what_came_before_a_forecast_was_written_is_hindsight(lines):
    after = carried_on(lines, came(lines, lines[0].hash, "yes", date(2024, 12, 31)))
    found = scored(after, TODAY).answer
    assert found["forecasts"][0]["state"] == HINDSIGHT
    assert found["resolved"] == 0


def test_only_who_knows_where_a_ledger_ended_sees_that_its_end_was_taken_off(lines):
    shorter = read(written(lines[:2]), "ledger.jsonl")
    check_holds(lines, lines[2].hash, "ledger.jsonl")
    refused("HF437", check_holds, shorter, lines[2].hash, "ledger.jsonl")


def test_a_line_that_was_cut_off_while_it_was_written_is_named(lines):
    text = written(lines)
    assert len(read(text[:-1], "ledger.jsonl")) == 3  # only the line's end is missing
    problem = refused("HF437", read, text[:-9], "ledger.jsonl")
    assert problem.place.line == 3
    assert "cut off" in problem.remedy


@pytest.mark.parametrize("sign", ["\u2028", "\u0085", "\x0c", "\r", "\ufeff"])
def test_signs_that_end_lines_elsewhere_end_none_here(sign):
    lines = chained([forecast(f"a{sign}b", 0.5), forecast("c", 0.5)])
    assert [line.hash for line in read(written(lines), "x")] == [line.hash for line in lines]


def test_scores_against_base_rates_by_hand():
    """0.9 and 0.2 against 0.6 and 0.6: Brier 0.025 and (0.16 + 0.36)/2; the third has none."""
    lines = chained(
        [
            forecast("a", 0.9, base_rate=0.6),
            forecast("b", 0.2, base_rate=0.6),
            forecast("c", 0.5),
        ]
    )
    said = [
        came(lines, one.hash, what)
        for one, what in zip(lines, ("yes", "no", "no"), strict=True)
    ]
    found = scored(carried_on(lines, *said), TODAY).answer
    against = found["against_base_rate"]
    assert (found["resolved"], against["resolved"]) == (3, 2)
    assert against["scores"]["holdfast"]["brier"] == pytest.approx(0.025)
    assert against["scores"]["base rate"]["brier"] == pytest.approx(0.26)
    assert against["skill"] == pytest.approx(1 - 0.025 / 0.26)
    refused("HF437", read, written(chained([forecast("a", 0.5, base_rate=1.0)])), "x")


def test_base_rates_of_questions_by_hand():
    """2 of 11 wars that had lasted three years ended within the next; 4 of 9 of four years."""
    start = starting_points(open_case("ukraine-2025-03-31"))
    assert start.elapsed == 3
    assert base_rate(start, "deal", 1) == pytest.approx(2 / 11)
    fourth = war_ends(4).answer
    assert base_rate(start, "deal", 2) == pytest.approx(
        1 - (1 - 2 / 11) * (1 - fourth["count"] / fourth["total"])
    )
    assert base_rate(start, "talks", 1) is None
    assert base_rate(start, "kept", 2) == 0.7906  # of the table: each war counted once
    within = starting_points(open_case("minsk-2015"))
    assert base_rate(within, "deal", 1) is None
    assert base_rate(within, "kept", 2) == 0.6737
    assert base_rate(starting_points(open_case("korea-1953")), "kept", 2) is None  # hindsight


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
        assert ("was not in force" in row["criterion"]) == (row["supposing"] != NOTHING)
        assert ("base_rate" in row) == (row["asks"] != "talks")
    one = forecasts(of, date(2025, 4, 1), of.conflict.packages[0].id)
    assert {row["supposing"] for row in one} == {of.conflict.packages[0].title}


def test_a_year_on_from_a_leap_day():

    assert _years_on(date(2024, 2, 29), 1) == date(2025, 2, 28)
