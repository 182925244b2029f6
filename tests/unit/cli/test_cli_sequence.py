"""`holdfast sequence`: what it promises, and clear messages where the question does not fit."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from holdfast.cli.main import app

KOREA = ("sequence", "korea-1953", "--game-draws", "2")


def holdfast(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def words(result):
    return " ".join(result.stdout.split())


def test_it_names_the_orders_and_where_they_are_weakest():
    result = holdfast(*KOREA, "--package", "treaty-and-troops")
    assert result.exit_code == 0, result.stderr
    told = words(result)
    for said in (
        "Steps, and what each waits for",
        "Of all 360 orders that the steps allow, the first goes ceasefire,",
        "would be least exposed by going ceasefire,",
        "the plan is holdfast's own, its numbers assumed",
        "A ranking by one measure is no advice",
    ):
        assert said in told


def test_json_has_the_promised_keys_and_the_chart_is_a_drawing(tmp_path):
    chart = tmp_path / "chart.svg"
    result = holdfast(*KOREA, "--tranches", "relief=2", "--json", "-o", chart)
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert set(told["answer"]) == {
        "plan", "assumed", "package", "situations", "orders", "ranked", "last", "walks",
        "uncut", "some_order_stable", "stable_orders", "least_exposed", "asked_for",
    }  # fmt: skip
    assert told["completeness"] == "sampled"
    drawing = Path(chart).read_text(encoding="utf-8")
    assert drawing.startswith("<svg")
    assert "Exposure, by the order that ranks first" in drawing
    again = holdfast(*KOREA, "--tranches", "relief=2", "--json", "-o", chart)
    assert (again.exit_code, "HF404" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (("korea-1953", "--tranches", "relief"), "HF403"),
        (("korea-1953", "--tranches", "relief=many"), "HF403"),
        (("korea-1953", "--tranches", "relief=0"), "HF453"),
        (("korea-1953", "--tranches", "relif=2"), "HF453"),
        (("korea-1953", "--package", "no-such"), "HF401"),
        (("prisoners-dilemma",), "HF401"),
        (
            ("korea-1953", *(w for s in ("relief", "elections", "force", "withdrawal")
                             for w in ("--tranches", f"{s}=6"))),
            "HF454",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_one_clear_message(given, code):
    result = holdfast("sequence", *given)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"error {code}: ")
    assert result.stdout == ""
