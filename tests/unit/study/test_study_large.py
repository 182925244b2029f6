"""A conflict too large to print state by state is counted, and one too large is refused."""

import json

import pytest
import yaml
from typer.testing import CliRunner

from holdfast.casefile.loader import load_text
from holdfast.cli.main import app
from holdfast.core.errors import ExitCode, HoldfastError
from holdfast.study.ensemble import ensemble
from holdfast.study.stable import LARGE, NAMED, stability


def case(options, barred=False):
    actors = ("east", "west")
    issues = {
        f"{a}-{k}": {
            "question": f"Does {a} do {k}?",
            "options": {"n": "No", "y": "Yes"},
            "decided_by": [a],
            **({"barred": ["y -> n"]} if barred else {}),
        }
        for a in actors
        for k in range(options)
    }
    other = dict(zip(actors, reversed(actors), strict=True))
    preferences = {
        a: {
            "priorities": [f"{other[a]}-0 = y", *(f"{a}-{k} = n" for k in range(options))],
            "basis": "judgement",
            "by": "the tests",
        }
        for a in actors
    }
    data = {
        "holdfast": 1, "id": "large", "title": "A large conflict", "as_of": "2025-01-31",
        "summary": "For tests.",
        "actors": {a: {"name": a.title(), "kind": "state"} for a in actors},
        "issues": issues, "start": dict.fromkeys(issues, "n"), "preferences": preferences,
    }  # fmt: skip
    return yaml.safe_dump(data, sort_keys=False)


def answered(text, *concepts):
    return stability(ensemble(load_text(text, "large.yaml"), 1, 1), concepts).answer


def test_a_large_conflict_is_counted_and_its_equilibria_named():
    answer = answered(case(7), "nash", "seq")
    assert answer["count"] == 2**14 > LARGE
    assert answer["states"] == []
    assert answer["equilibria"]["nash"] == [0]  # nobody gains by doing anything
    assert answer["equilibria_counts"]["nash"] == 1
    assert answer["described"]["0"]["east-0"] == "n"
    assert len(answer["equilibria"]["seq"]) <= NAMED
    assert answer["stable_counts"]["nash"]["east"] == 2**7  # whatever the other does
    assert "not computed" in answer["coalitions"]["reason"]


def test_a_small_conflict_says_the_same_in_full():
    answer = answered(case(3), "nash")
    assert answer["count"] == len(answer["states"]) == 64
    assert answer["equilibria"]["nash"] == [0]
    assert len(answer["stable"]["nash"]["east"]) == 8


def test_too_large_is_refused_before_it_starts():
    with pytest.raises(HoldfastError) as caught:
        answered(case(9, barred=True), "gmr")
    assert caught.value.exit_code is ExitCode.GAVE_UP
    problem = caught.value.problems[0]
    assert (problem.code, "states fit" in problem.remedy) == ("HF310", True)


def test_the_command_prints_a_large_conflict(tmp_path):
    (tmp_path / "large.yaml").write_text(case(7), encoding="utf-8")
    words = ["stability", str(tmp_path / "large.yaml"), "--concepts", "nash,seq"]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 0
    assert "0 (now)" in told.stdout
    document = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert document["answer"]["count"] == 2**14
    told = CliRunner().invoke(
        app, ["assess", str(tmp_path / "large.yaml"), "-o", str(tmp_path / "run")]
    )
    assert told.exit_code == 0
    assert "16384" in told.stdout
