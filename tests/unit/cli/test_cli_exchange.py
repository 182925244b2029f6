"""Taking cases from other tools and handing them over, as a user types it."""

import csv
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from holdfast.casefile.loader import load
from holdfast.cli.main import app

SAVED = Path(__file__).parents[1] / "study" / "gmcr"


def holdfast(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for file in SAVED.glob("*.gmcr"):
        shutil.copy(file, tmp_path / file.name)


def test_an_import_is_written_checked_and_analysed(tmp_path):
    told = holdfast("import", "elmira.gmcr", "--as-of", "1991-06-30", "--start", "NYNNN")
    assert (told.exit_code, told.stderr) == (0, "")
    assert "elmira.yaml written: 3 actors, 12 states" in told.stdout
    assert "organisation" in told.stdout
    assert "holdfast check elmira.yaml" in told.stdout
    assert load(tmp_path / "elmira.yaml").as_of == date(1991, 6, 30)
    assert holdfast("check", "elmira.yaml").exit_code == 0
    assert holdfast("stability", "elmira.yaml").exit_code == 0


def test_an_import_without_a_date_is_of_today(tmp_path):
    before = date.today()  # noqa: DTZ011 - the user's own day
    assert holdfast("import", "rivers.gmcr", "-o", "r.yaml").exit_code == 0
    written = load(tmp_path / "r.yaml").as_of
    assert before <= written <= date.today()  # noqa: DTZ011
    assert not (tmp_path / "rivers.yaml").exists()


def test_nothing_is_written_over(tmp_path):
    for words in (
        ("import", "rivers.gmcr", "-o", "mine"),
        ("export", "elmira", "--to", "nfg", "-o", "mine"),
        ("export", "elmira", "--to", "csv", "-o", "mine"),
    ):
        (tmp_path / "mine").write_text("mine")
        told = holdfast(*words)
        assert (told.exit_code, told.stdout) == (2, "")
        assert "error HF404: mine exists already" in told.stderr
        assert (tmp_path / "mine").read_text() == "mine"


def test_a_file_that_is_wrong_leaves_nothing(tmp_path):
    (tmp_path / "bad.gmcr").write_text('{"options": 5}')
    before = sorted(tmp_path.iterdir())
    told = holdfast("import", "bad.gmcr")
    assert told.exit_code == 2
    assert "error HF801: bad.gmcr, at options: 5 is no list" in told.stderr
    assert "docs/reference/errors.md#hf801" in told.stderr
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.parametrize("to", ["nfg", "efg", "gmcr"])
def test_an_export_is_one_file_named_after_the_case(tmp_path, to):
    told = holdfast("export", "prisoners-dilemma", "--to", to)
    assert (told.exit_code, told.stderr) == (0, "")
    assert f"prisoners-dilemma.{to} written" in told.stdout
    assert (tmp_path / f"prisoners-dilemma.{to}").stat().st_size > 100


def test_tables_are_a_folder(tmp_path):
    told = holdfast("export", "elmira", "--to", "csv", "-o", "out/tables")
    assert told.exit_code == 0
    assert "out/tables written: states.csv, stability.csv, moves.csv" in told.stdout
    with (tmp_path / "out" / "tables" / "states.csv").open() as file:
        assert len(list(csv.DictReader(file))) == 9
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["tables"]


def test_there_and_back(tmp_path):
    assert (
        holdfast("export", "prisoners-dilemma", "--to", "gmcr", "-o", "x.gmcr").exit_code == 0
    )
    told = holdfast("import", "x.gmcr", "--json", "--start", "NN")
    answer = json.loads(told.stdout)
    assert set(answer) == {"id", "file", "notes"}
    first, second = (
        json.loads(holdfast("stability", case, "--json").stdout)["answer"]["equilibria"]
        for case in ("prisoners-dilemma", answer["file"])
    )
    assert first == second


def test_json_of_an_export():
    answer = json.loads(holdfast("export", "korea-1953", "--to", "csv", "--json").stdout)
    assert set(answer) == {"id", "to", "out", "notes"}
    assert any("follows from the contest" in note for note in answer["notes"]) == (
        "from: contest" in holdfast("cases", "korea-1953").stdout
    )


def test_a_variant_can_be_exported():
    one = holdfast(
        "export", "minsk-2015", "--to", "csv", "--variant", "border-first", "-o", "v"
    )
    assert one.exit_code == 0, one.stderr
