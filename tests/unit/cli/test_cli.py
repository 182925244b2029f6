"""The command line: exit codes, one clear message for every wrong input, and promised keys."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from holdfast import __version__
from holdfast.casefile.catalogue import open_case, slugs
from holdfast.casefile.loader import load
from holdfast.cli.answers import default_folder
from holdfast.cli.main import app
from holdfast.report import terminal
from holdfast.study.ensemble import ensemble

COMMAND = "import sys; from holdfast.cli.main import run; sys.argv[0] = 'holdfast'; run()"
FRAME = {
    "holdfast", "question", "case", "variant", "case_hash", "seed", "draws", "method",
    "completeness", "answer", "inputs", "caveats", "citations",
}  # fmt: skip
VERBS = ("assess", "window", "stability", "compare", "check", "new", "cases", "schema", "why")
VERBS += ("cite", "read", "claims", "inverse", "import", "export")


def holdfast(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """Nothing a verb writes by default lands in the repository."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def full_run(tmp_path_factory):
    """A run of the template, which has a contest, and its JSON document."""
    folder = tmp_path_factory.mktemp("full")
    case = folder / "my-case.yaml"
    assert holdfast("new", "my-case", "-o", case).exit_code == 0
    told = holdfast("assess", case, "-o", folder / "run", "--draws", 10, "--json")
    assert told.exit_code == 0
    return folder / "run", json.loads(told.stdout)


def test_the_version_is_the_packages():
    result = holdfast("--version")
    assert (result.exit_code, result.stdout) == (0, f"holdfast {__version__}\n")


def test_help_lists_every_verb():
    result = holdfast("--help")
    assert result.exit_code == 0
    for verb in VERBS:
        assert re.search(rf"^  {verb} ", result.stdout, re.MULTILINE), verb


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_says_how_it_is_used_and_gives_an_example(verb):
    result = holdfast(verb, "--help")
    assert result.exit_code == 0
    assert f"Example: holdfast {verb}" in result.stdout


def test_the_examples_of_help_work(tmp_path):
    """In the order of a first afternoon; with few draws, where that is an option."""
    order = ("new", "check", "cases", "schema", "assess", "window", "stability", "compare")
    for verb in (*order, "inverse", "why", "cite", "export"):
        told = " ".join(holdfast(verb, "--help").stdout.split())
        words = re.search(rf"Example: holdfast ({verb}.*?)(?= Options| Arguments|$)", told)[1]
        more = ("--draws", "8") if "--draws" in told else ()
        words, _, file = words.partition(" > ")
        result = holdfast(*words.split(), *more)
        assert result.exit_code == 0, (words, result.stderr)
        if file:
            (tmp_path / file).write_text(result.stdout)
            assert holdfast("check", file).exit_code == 0


BROKEN = "holdfast: 1\nid: broken\ntitel: A typo\n"


def test_json_of_an_assessment(full_run):
    folder, told = full_run
    assert set(told) == FRAME
    assert set(told["answer"]) == {"findings", "brief", "run"}
    findings = told["answer"]["findings"]
    assert list(findings) == [
        "hinges", "table", "window", "futures", "packages", "sequence", "past", "stability",
    ]  # fmt: skip
    for found in findings.values():
        assert set(found) == FRAME
        assert set(found["inputs"]) <= set(told["inputs"])
        assert set(found["citations"]) <= set(told["citations"])
    assert told["answer"]["brief"] == (folder / "brief.txt").read_text().strip()
    assert told["draws"] == 10


def test_json_of_window():
    told = json.loads(holdfast("window", "minsk-2015", "--draws", 5, "--json").stdout)
    assert set(told) == FRAME
    assert set(told["answer"]) == {"packages", "supply"}
    promised = {
        "kappa", "target_gain", "challenger_gain", "holds_5y", "target_enters",
        "challenger_leaves", "open_share", "supply",
    }  # fmt: skip
    for package in told["answer"]["packages"].values():
        assert promised <= set(package)
    one = holdfast("window", "minsk-2015", "--draws", 5, "--json", "--package", "sanctions")
    assert list(json.loads(one.stdout)["answer"]["packages"]) == ["sanctions"]


def test_json_of_stability():
    told = json.loads(holdfast("stability", "elmira", "--json").stdout)
    assert set(told) == FRAME
    promised = {"states", "stable", "equilibria", "coalitions", "paths", "graph"}
    assert promised <= set(told["answer"])
    assert "witnesses" not in told["answer"]
    with_reasons = holdfast(
        "stability", "elmira", "--json", "--why", "--concepts", " nash , seq"
    )
    told = json.loads(with_reasons.stdout)
    assert told["answer"]["witnesses"]
    assert list(told["answer"]["equilibria"]) == ["nash", "seq"]


def test_json_of_compare():
    told = json.loads(holdfast("compare", "minsk-2015", "--draws", 5, "--json").stdout)
    assert set(told) == FRAME
    assert list(told["answer"]) == ["variants"]
    assert list(told["answer"]["variants"]) == ["(the case)", "border-first", "arms-promised"]
    twice = holdfast(
        "compare", "minsk-2015", "--draws", 5, "--json", *["--variant", "arms-promised"] * 2
    )
    assert list(json.loads(twice.stdout)["answer"]["variants"]) == [
        "(the case)",
        "arms-promised",
    ]


def test_json_of_check(tmp_path):
    (tmp_path / "broken.yaml").write_text(BROKEN)
    good, bad = (
        holdfast("check", "elmira", "--json"),
        holdfast("check", "broken.yaml", "--json"),
    )
    told, wrong = json.loads(good.stdout), json.loads(bad.stdout)
    assert (good.exit_code, bad.exit_code) == (0, 2)
    assert set(told) == {"case", "errors", "advice", "basis"}
    assert told["errors"] == []
    assert set(wrong) == {"case", "errors"}
    for error in wrong["errors"]:
        assert set(error) == {
            "code", "what", "file", "line", "column", "expected", "remedy",
        }  # fmt: skip
    first = wrong["errors"][0]
    assert (first["code"], first["file"], first["line"]) == ("HF201", "broken.yaml", 3)
    for item in told["advice"]:
        assert set(item) == {"kind", "about", "says", "moves"}
    quiet = holdfast("check", "korea-1953", "--json", "--quiet")
    assert json.loads(quiet.stdout)["advice"] == []


def test_json_of_cases():
    told = json.loads(holdfast("cases", "--json").stdout)
    assert set(told) == {"cases", "articles"}
    assert [case["id"] for case in told["cases"]] == slugs()
    assert all(set(c) == {"id", "title", "summary", "as_of"} for c in told["cases"])


def test_a_bundled_case_can_be_printed_and_used_as_a_start(tmp_path):
    printed = holdfast("cases", "elmira")
    assert printed.exit_code == 0
    (tmp_path / "mine.yaml").write_text(printed.stdout)
    mine = load(tmp_path / "mine.yaml")
    assert (mine.id, mine.content_hash) == ("elmira", open_case("elmira").content_hash)


def test_json_of_why(full_run):
    folder, _ = full_run
    listed = json.loads(holdfast("why", folder, "--json").stdout)
    assert set(listed) == {"numbers"}
    entry = json.loads(holdfast("why", folder, 1, "--json").stdout)
    assert set(entry) == {
        "id", "text", "sentence", "means", "formula", "theory", "citations", "finding", "path",
        "value", "method", "seed", "draws", "inputs",
    }  # fmt: skip
    assert entry["inputs"]


def test_the_schema_is_the_published_one(tmp_path):
    printed = holdfast("schema").stdout
    published = Path(__file__).parents[3] / "schema" / "case-1.json"
    assert json.loads(printed) == json.loads(published.read_text())
    assert holdfast("schema", "-o", "mine.json").exit_code == 0
    assert (tmp_path / "mine.json").read_text() == printed


def test_a_new_case_checks_and_is_never_written_over(tmp_path):
    result = holdfast("new", "talks-2025")
    assert result.exit_code == 0
    assert "holdfast check talks-2025.yaml" in result.stdout
    assert load(tmp_path / "talks-2025.yaml").id == "talks-2025"
    assert holdfast("check", "talks-2025.yaml").exit_code == 0
    (tmp_path / "talks-2025.yaml").write_text("mine")
    assert holdfast("new", "talks-2025").exit_code == 2
    assert (tmp_path / "talks-2025.yaml").read_text() == "mine"


def test_an_assessment_is_found_again_unless_asked_afresh(tmp_path):
    first = holdfast("assess", "prisoners-dilemma")
    [folder] = (tmp_path / "holdfast-runs").iterdir()
    stamp = (folder / "manifest.json").stat().st_ino
    again = holdfast("assess", "prisoners-dilemma")
    assert "earlier run" not in first.stdout
    assert "earlier run" in again.stdout
    assert (folder / "manifest.json").stat().st_ino == stamp
    fresh = holdfast("assess", "prisoners-dilemma", "--fresh")
    assert "earlier run" not in fresh.stdout
    assert (folder / "manifest.json").stat().st_ino != stamp


def test_runs_of_variants_and_seeds_lie_in_folders_of_their_own():
    asked = [("", 1, 5), ("arms-promised", 1, 5), ("", 2, 5), ("", 1, 6)]
    folders = [
        default_folder(ensemble(open_case("minsk-2015", variant), seed, draws))
        for variant, seed, draws in asked
    ]
    assert len(set(folders)) == len(asked)
    assert {folder.parent for folder in folders} == {Path("holdfast-runs")}
    assert folders[1].name.startswith("minsk-2015-arms-promised-")


def test_nothing_but_the_answer_is_on_stdout_and_nothing_on_stderr(full_run):
    for words in (
        ("cases",),
        ("window", "korea-1953", "--draws", 3),
        ("why", full_run[0], 1),
        ("cite", full_run[0]),
    ):
        result = holdfast(*words)
        assert (result.exit_code, result.stderr) == (0, "")


def begun(folder, *words):
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory):
    """An assessment of many draws, stopped by the user while it is at work."""
    folder = tmp_path_factory.mktemp("stopped")
    process = begun(folder, "assess", "minsk-2015", "--draws", "20000", "-o", "out/run")
    time.sleep(2.0)
    assert process.poll() is None, "it was done before it could be stopped"
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=60)
    return folder, process.returncode, out.decode(), errors.decode()


def test_stopped_by_the_user_nothing_half_written_is_left(interrupted):
    folder, code, out, errors = interrupted
    assert code != 0
    assert "Traceback" not in errors
    assert out == ""
    assert [path for path in folder.rglob("*") if path.is_file()] == []
    assert not list(folder.rglob(".*"))


def test_stopped_by_the_user_says_so_with_the_documented_code(interrupted):
    """3 is 'gave up: says why, nothing half-written'."""
    _, code, _, errors = interrupted
    assert "stopped" in errors
    assert code == 3


def test_a_reader_that_goes_away_is_no_error(tmp_path):
    with begun(tmp_path, "stability", "minsk-2015", "--json", "--why") as process:
        process.stdout.read(10)
        process.stdout.close()
        errors = process.stderr.read().decode()
        assert (process.wait(60), errors) == (0, "")


def test_progress_is_silent_where_nobody_watches(tmp_path):
    process = begun(tmp_path, "assess", "prisoners-dilemma", "-o", "run")
    out, errors = process.communicate(timeout=60)
    assert (process.returncode, errors) == (0, b"")
    assert b"Report: run/report.html" in out


def test_without_the_compiled_solver_a_line_says_that_it_takes_long(monkeypatch, capsys):
    monkeypatch.setattr(terminal.Kernel, "find", staticmethod(lambda grid: None))
    with terminal.progress(1, by_game=True):
        pass
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "compiler" in told.err
    with terminal.progress(1):
        pass
    assert capsys.readouterr().err == ""
