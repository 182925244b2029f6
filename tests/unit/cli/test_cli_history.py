"""The verbs about the past and about our own forecasts."""

import errno
import json
import os
import subprocess
import sys
from datetime import date

import pytest
from typer.testing import CliRunner

from holdfast.casefile.catalogue import open_case
from holdfast.cli import forecast
from holdfast.cli.main import app
from holdfast.report.history import precedents_table
from holdfast.study.past.comparable import comparable


def holdfast(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def fails(result, code):
    assert result.exit_code == 2
    assert f"error {code}: " in result.stderr
    assert "Traceback" not in result.stderr


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(forecast, "today", lambda: date(2025, 4, 1))


def test_comparable_promises_of_a_package():
    words = ("history", "cases", "--like", "ukraine-2025-03-01", "--package", "tripwire")
    told = json.loads(holdfast(*words, "--most", 3, "--json").stdout)
    [(name, package)] = told["answer"]["packages"].items()
    assert name == "tripwire"
    assert len(package["cases"]) == 3
    assert all(one["start"] < "2025-03-01" for one in package["cases"])
    shown = holdfast(*words).stdout
    assert "promises of the past that are like it" in shown
    assert "hand-picked" in shown


def test_a_case_without_a_war_is_like_no_promise():
    told = json.loads(holdfast("history", "cases", "--like", "elmira", "--json").stdout)
    assert told["answer"]["packages"] == {}
    assert "nothing to compare" in holdfast("history", "cases", "--like", "elmira").stdout


def test_the_rates_that_a_case_starts_from():
    told = json.loads(
        holdfast("history", "rates", "--like", "ukraine-2025-03-31", "--json").stdout
    )
    ends, *peaces, kept = [one["answer"] for one in told["base_rates"]]
    assert (ends["count"], ends["total"], ends["elapsed"]) == (2, 11, 3)
    assert [one["group"] for one in peaces] == [
        "all, each war counted once", "a draw, each war counted once", "all",
    ]  # fmt: skip
    assert (kept["count"], kept["total"]) == (12, 54)
    assert told["left_out"] == []
    within = json.loads(holdfast("history", "rates", "--like", "minsk-2015", "--json").stdout)
    groups = [one["answer"].get("group") for one in within["base_rates"]]
    assert groups == ["all", "a truce", "a treaty", None]
    early = holdfast("history", "rates", "--like", "korea-1953").stdout
    assert "on the day of the case nobody knew them" in " ".join(early.split())


def test_one_promise_in_full():
    told = json.loads(holdfast("history", "promise", "min2015", "--json").stdout)
    assert told["guarantors"] == ["OSCE", "France", "Germany"]
    assert told["sources"]
    shown = holdfast("history", "promise", "MIN2015").stdout
    assert "Rival: broken at once" in " ".join(shown.split())
    found = comparable(open_case("ukraine-2025-03-01"), "tripwire").answer["packages"]
    [minsk] = [row for row in precedents_table(found["tripwire"]).rows if "MIN2015" in row[0]]
    assert "read otherwise: broken at once (Debaltseve, 18 Feb 2015)" in minsk[-1]


@pytest.mark.parametrize("like", ["KOR1953", "kor1953", "", "korea-1953"])
def test_comparable_promises_of_an_id_of_all_and_of_a_case_without_a_package(like):
    told = json.loads(holdfast("history", "cases", "--like", like, "--json").stdout)
    packages = told["answer"]["packages"]
    assert packages
    if like.lower() == "kor1953":
        assert "KOR1953" not in {one["id"] for one in packages["KOR1953"]["cases"]}


def test_what_became_of_a_promise_is_told_as_known_on_the_cases_day():
    told = json.loads(
        holdfast("history", "cases", "--like", "minsk-2015", "--most", 200, "--json").stdout
    )
    for package in told["answer"]["packages"].values():
        [golan] = [one for one in package["cases"] if one["id"] == "GOL1974"]
        assert golan["outcome"] == "held"  # broken in December 2024
        assert (golan["note"], golan["honoured"]) == (
            "",
            "not known then",
        )  # written afterwards


def test_the_newest_promises_are_compared_to_nothing():
    [told] = json.loads(holdfast("history", "cases", "--most", 3, "--json").stdout)["answer"][
        "packages"
    ].values()
    assert len(told["cases"]) == 3
    assert not any("similarity" in one for one in told["cases"])
    assert "Likeness" not in holdfast("history", "cases", "--most", 3).stdout


def test_base_rates_by_topic_with_what_others_find():
    words = ("history", "rates", "honoured", "--era", "since-1945", "--clause", "defence")
    [found] = json.loads(holdfast(*words, "--json").stdout)["base_rates"]
    assert (found["answer"]["count"], found["answer"]["total"]) == (6, 43)
    shown = " ".join(holdfast(*words).stdout.split())
    assert "0.14 (0.066 to 0.27)" in shown
    assert "Conditional on a challenge" in shown
    every = json.loads(holdfast("history", "rates", "--json").stdout)["base_rates"]
    assert len(every) > 20


def test_reference_classes_are_listed_for_case_files():
    [first, *_] = json.loads(holdfast("history", "classes", "--json").stdout)["classes"]
    assert first["id"] == "honoured"
    assert "73 of 146" in " ".join(holdfast("history", "classes").stdout.split())


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("history", "rates", "nothing"), "HF403"),
        (("history", "rates", "peace", "--like", "korea-1953"), "HF403"),
        (("history", "rates", "--like", "korea-1953", "--elapsed", "3"), "HF403"),
        (("history", "rates", "--like", "nowhere"), "HF402"),
        (("history", "promise", "NOTHING1900"), "HF403"),
        (("history", "cases", "--package", "x"), "HF403"),
        (("history", "cases", "--like", "KOR1953", "--package", "x"), "HF403"),
        (("history", "cases", "--like", "korea-1953", "--picture", "kept.png"), "HF403"),
        (("history", "backtest", "--seed", "-5"), "HF403"),
        (("history", "backtest", "--picture", "reliability.png"), "HF403"),
        (("history", "rates", "honoured", "--era", "1945"), "HF403"),
        (("history", "rates", "war-ends", "--elapsed", "-1"), "HF403"),
        (("history", "rates", "war-ends", "--era", "since-1945"), "HF403"),
        (("history", "rates", "peace", "--elapsed", "3"), "HF403"),
        (("history", "cases", "--most", "0"), "HF403"),
        (("history", "cases", "--like", "nowhere"), "HF402"),
        (("history", "cases", "--like", "korea-1953", "--package", "x"), "HF401"),
        (("history", "backtest", "--draws", "0"), "HF403"),
        (("forecast", "score"), "HF439"),
        (("forecast", "resolve", "a", "maybe", "--source", "x"), "HF403"),
        (("forecast", "resolve", "a", "yes", "--source", " "), "HF403"),
        (("forecast", "resolve", "a", "yes", "--source", "x\ny"), "HF403"),
        (("forecast", "resolve", "a", "yes", "--source", "x", "--on", "May"), "HF403"),
        (("forecast", "resolve", "a", "yes", "--source", "x"), "HF438"),
        (("forecast", "elmira"), "HF401"),
        (("forecast", "nowhere"), "HF402"),
        (("forecast", "korea-1953", "--package", "x"), "HF401"),
    ],
)
def test_wrong_words_get_one_message(words, code, tmp_path):
    fails(holdfast(*words), code)
    assert list(tmp_path.iterdir()) == []


FEW = ("--game-draws", "1")


def later(monkeypatch):
    monkeypatch.setattr(forecast, "today", lambda: date(2026, 5, 1))


def test_a_forecast_is_written_resolved_and_scored(tmp_path, monkeypatch):
    words = ("forecast", "ukraine-2025-03-31", "--game-draws", "3", "--package", "promise")
    told = json.loads(holdfast(*words, "--json").stdout)
    assert {one["made_on"] for one in told["written"]} == {"2025-04-01"}
    ledger = tmp_path / told["ledger"]
    assert len(ledger.read_text().splitlines()) == len(told["written"])
    name = told["written"][0]["id"]
    resolve = ("forecast", "resolve", name, "no", "--source", "seen")
    fails(holdfast(*resolve), "HF438")  # it is not known yet
    later(monkeypatch)
    said = json.loads(holdfast(*resolve, "--json").stdout)
    assert (said["of"], said["came"], said["on"]) == (name, "no", "2026-05-01")
    fails(holdfast(*resolve), "HF438")
    found = json.loads(holdfast("forecast", "score", "--json").stdout)["answer"]
    assert found["resolved"] == 1
    assert "Scores of 1 resolved" in holdfast("forecast", "score").stdout
    assert holdfast("forecast", "write", *words[1:]).exit_code == 0
    assert len(ledger.read_text().splitlines()) == 2 * len(told["written"]) + 1
    assert holdfast(*resolve, "--again").exit_code == 0
    assert holdfast("forecast", "score", "--holds", told["ends_with"]).exit_code == 0
    fails(holdfast("forecast", "score", "--holds", "0" * 16), "HF437")


def test_a_forecast_with_a_base_rate_is_scored_against_it(monkeypatch):
    words = ("forecast", "ukraine-2025-03-31", "--game-draws", "2", "--package", "promise")
    told = json.loads(holdfast(*words, "--json").stdout)["written"]
    [deal] = [one for one in told if one["asks"] == "deal" and "2026" in one["resolves_on"]]
    later(monkeypatch)
    holdfast("forecast", "resolve", deal["id"], "no", "--source", "seen")
    shown = " ".join(holdfast("forecast", "score").stdout.split())
    assert "On the 1 of them with a base rate written down beside" in shown
    assert "Yes if Russia and Ukraine have both signed" in shown


def test_two_who_write_at_once_both_get_their_lines_in(tmp_path):
    """Each process adds to the chain that the others left, and no line is lost."""
    start = "import sys; from holdfast.cli.main import run; sys.argv[0] = 'holdfast'; run()"
    asked = [("korea-1953", "treaty-and-troops"), ("korea-1953", "treaty-and-withdrawal")]
    asked += [("ukraine-2025-03-31", "promise"), ("ukraine-2025-03-31", "european-force")]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", start, "forecast", case, "--package", package, *FEW],
            cwd=tmp_path,
        )
        for case, package in asked
    ]
    assert [one.wait(timeout=120) for one in running] == [0] * 4
    found = json.loads(holdfast("forecast", "score", "--json").stdout)["answer"]
    titles = {(one["case"], one["supposing"]) for one in found["forecasts"]}
    assert len(titles) == 4


def test_the_same_forecasts_are_not_written_twice_in_a_day(tmp_path):
    words = ("forecast", "korea-1953", "--package", "treaty-and-troops", *FEW)
    assert holdfast(*words).exit_code == 0
    before = (tmp_path / forecast.LEDGER).read_bytes()
    fails(holdfast(*words), "HF457")
    assert (tmp_path / forecast.LEDGER).read_bytes() == before


def test_what_cannot_be_written_whole_is_taken_back(tmp_path, monkeypatch):
    words = ("forecast", "korea-1953", "--package", "treaty-and-troops", *FEW)
    holdfast("forecast", "korea-1953", "--package", "treaty-and-withdrawal", *FEW)
    before = (tmp_path / forecast.LEDGER).read_bytes()

    def full(handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    fails(holdfast(*words), "HF404")
    assert (tmp_path / forecast.LEDGER).read_bytes() == before
    fails(holdfast(*words, "--ledger", "fresh.jsonl"), "HF404")
    fails(holdfast(*words, "--ledger", "nowhere/fresh.jsonl"), "HF404")
    assert [one.name for one in tmp_path.iterdir()] == [forecast.LEDGER]


def test_a_ledger_that_was_changed_is_refused_and_left_as_it_is(tmp_path):
    holdfast("forecast", "korea-1953", "--game-draws", "2")
    ledger = tmp_path / forecast.LEDGER
    changed = ledger.read_text().replace('"probability": ', '"probability": 0')
    ledger.write_text(changed)
    fails(holdfast("forecast", "score"), "HF437")
    fails(holdfast("forecast", "korea-1953", "--game-draws", "2"), "HF437")
    assert ledger.read_text() == changed


def test_a_ledger_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "folder").mkdir()
    fails(holdfast("forecast", "score", "--ledger", "folder"), "HF439")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    fails(holdfast("forecast", "score", "--ledger", "bytes"), "HF439")


def test_comparable_promises_are_drawn_into_a_new_file(tmp_path):
    words = ("history", "cases", "--like", "korea-1953", "--picture", "kept.svg")
    assert holdfast(*words).exit_code == 0
    drawn = (tmp_path / "kept.svg").read_text(encoding="utf-8")
    assert drawn.startswith("<svg")
    assert "Cases under watch" in drawn
    fails(holdfast(*words), "HF404")
    assert (tmp_path / "kept.svg").read_text(encoding="utf-8") == drawn
