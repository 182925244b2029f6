"""`holdfast packages`: what it promises, and clear messages where the question does not fit."""

import json
import sys

import pytest
from typer.testing import CliRunner

from holdfast.cli.main import app
from holdfast.study.packages import flips

CASE = ("packages", "ukraine-2025-03-01", "--game-draws", 2)


def holdfast(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def words(result):
    return " ".join(result.stdout.split())


def test_it_compares_and_names_no_winner():
    result = holdfast(*CASE, "--with", "tripwire-force=2,air-cover=1")
    assert result.exit_code == 0, result.stderr
    told = words(result)
    for said in ("Who comes", "Kept, once signed", "What it takes", "How it stands up"):
        assert said in told
    assert "Of 10 packages compared on the target's gain, the challenger's gain" in told
    assert "for people to decide" in told
    assert "recommend" in told  # the standing notice: it does not
    assert "best package is" not in told


def test_json_has_the_promised_keys():
    told = json.loads(holdfast(*CASE, "--json", "--why").stdout)
    assert told["completeness"] == "sampled"
    assert told["draws"] == 2
    answer = told["answer"]
    assert {"aim", "packages", "frontier", "frontier_over"} == set(answer)
    one = answer["packages"][4]
    assert one["name"] == "watched-snap-back"
    assert one["instruments"]["escrowed-assets"] == 1.0
    assert set(one["fails_where"]) == {"coming", "keeping"}
    assert set(one["cost_per_year"]) == {"median", "low", "high"}
    assert answer["packages"][0]["days_to_deploy"]["high"] == 0.0  # it flows already
    assert "instruments.escrowed-assets.numbers.snap" in told["inputs"]
    assert {"Schultz2010", "PILPG2025"} <= set(told["citations"])


def test_the_same_command_prints_the_same():
    asked = (*CASE, "--package", "porcupine", "--json", "--seed", 3)
    assert holdfast(*asked).stdout == holdfast(*asked).stdout


def test_flips_are_told_in_words(monkeypatch):
    monkeypatch.setattr(flips, "SCAN", (1.0,))
    monkeypatch.setattr(flips, "HALVINGS", 1)
    monkeypatch.setattr(flips, "MOST_STEPS", 1)
    for name in ("porcupine", "tripwire"):
        result = holdfast(*CASE, "--package", name, "--flips", "--seed", 8)
        assert result.exit_code == 0, result.stderr
        told = words(result)
        assert "what was asked: that both come and keep it five years is" in told
        assert "of its range) breaks it" in told
    assert "strength" in told


def test_a_search_is_told_and_goes_on(tmp_path):
    asked = (*CASE, "--search", "--objectives", "kept_5y,cost", "--instruments")
    asked = (*asked, "monitoring-mission,air-cover", "--resume", tmp_path / "journal")
    first = holdfast(*asked)
    assert first.exit_code == 0, first.stderr
    assert "Of 9 packages of 2 instruments at three levels the search looked at" in words(first)
    assert len((tmp_path / "journal" / "evaluated.jsonl").read_text().splitlines()) == 9
    again = holdfast(*asked)
    assert again.stdout == first.stdout
    assert len((tmp_path / "journal" / "evaluated.jsonl").read_text().splitlines()) == 9


def test_a_search_without_its_extra_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "pymoo.algorithms.moo.nsga3", None)
    result = holdfast(*CASE, "--search", "--budget", 20)
    assert result.exit_code == 2
    assert "HF440" in result.stderr
    assert "holdfast[packages]" in result.stderr


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--with", "tripwire-farce=2"), "HF441"),
        (("--with", "air-cover=3"), "HF443"),
        (("--package", "peace"), "HF401"),
        (("--chance", 1), "HF403"),
        (("--resume", "x"), "HF403"),
        (("--objectives", "cost"), "HF403"),
        (("--search", "--budget", 0), "HF403"),
        (("--search", "--objectives", "peace"), "HF445"),
        (("--search", "--instruments", "peace"), "HF441"),
    ],
)
def test_what_does_not_fit_is_an_error(options, code):
    result = holdfast(*CASE, *options)
    assert result.exit_code == 2
    assert code in result.stderr
    assert "Traceback" not in result.stderr


def test_a_case_without_a_contest_has_no_packages():
    result = holdfast("packages", "elmira")
    assert result.exit_code == 2
    assert "HF401" in result.stderr


def test_the_frontier_is_written_as_a_chart_and_nothing_is_overwritten(tmp_path):
    out = tmp_path / "frontier.svg"
    asked = (*CASE, "--package", "porcupine", "-o", out)
    assert holdfast(*asked).exit_code == 0
    assert out.read_text().startswith("<svg")
    assert "Porcupine" in out.read_text()
    again = holdfast(*asked)
    assert (again.exit_code, "HF404" in again.stderr) == (2, True)


@pytest.mark.parametrize("name", ["watched-snap-back", "tripwire-force=2,air-cover=1"])
def test_a_package_of_instruments_has_a_window(name):
    asked = ("window", *CASE[1:], "--package", name)
    told = json.loads(holdfast(*asked, "--json").stdout)
    entry = told["answer"]["packages"][name]
    assert len(entry["kappa"]) == len(entry["inside"]) == 9
    assert any(one.startswith("instruments.") for one in told["inputs"])
    printed = words(holdfast(*asked))
    assert "Edges of the window" in printed
    assert "Gain of Ukraine" in printed
    assert "Gain of Russia" in printed


@pytest.mark.parametrize("option", ["--why", "--value", "--instant"])
def test_a_package_of_instruments_is_not_taken_apart(option):
    result = holdfast("window", *CASE[1:], "--package", "porcupine", option)
    assert (result.exit_code, "HF403" in result.stderr) == (2, True)


def test_a_chart_that_cannot_be_written_is_told_before_the_work(tmp_path, monkeypatch):
    def must_not(*given):
        raise AssertionError(given)

    monkeypatch.setattr("holdfast.study.packages.compare.compared", must_not)
    taken = tmp_path / "taken.svg"
    taken.write_text("mine")
    for out in (taken, tmp_path / "no" / "folder.svg"):
        told = holdfast(*CASE, "-o", out)
        assert (told.exit_code, "HF404" in told.stderr) == (2, True)
    assert taken.read_text() == "mine"
