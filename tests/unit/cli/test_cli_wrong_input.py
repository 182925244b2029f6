"""Wrong input of every verb: one clear message on stderr, code 2, no traceback, no harm."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from holdfast.cli.main import app
from holdfast.core.errors import CODES


def holdfast(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """Nothing a verb writes by default lands in the repository."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def small_run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small") / "run"
    assert holdfast("assess", "prisoners-dilemma", "-o", folder).exit_code == 0
    return folder


BROKEN = "holdfast: 1\nid: broken\ntitel: A typo\n"
WRONG = [
    # a case that is not there
    ("check", "missing.yaml"),
    ("check", "no/such/place.yaml"),
    ("check", "korae-1953"),
    ("check", ""),
    ("check", "."),
    ("check", "broken.yaml"),
    ("check", "empty.yaml"),
    ("check", "binary.yaml"),
    ("assess", "korae-1953"),
    ("assess", "broken.yaml"),
    ("window", "missing.yaml"),
    ("stability", "broken.yaml"),
    ("compare", "binary.yaml"),
    ("check", "a" * 300),
    ("check", "a" * 300 + ".yaml"),
    ("cases", "korae-1953"),
    # something in the case that is not there
    ("assess", "korea-1953", "--variant", "no-such"),
    ("window", "korea-1953", "--variant", "no-such"),
    ("stability", "prisoners-dilemma", "--variant", "no-such"),
    ("compare", "korea-1953", "--variant", "no-such"),
    ("compare", "prisoners-dilemma"),
    ("compare", "prisoners-dilemma", "--variant", "no-such"),
    ("window", "korea-1953", "--package", "no-such"),
    ("window", "prisoners-dilemma"),
    ("stability", "elmira", "--concepts", "nsh"),
    ("stability", "elmira", "--concepts", "nash,NASH"),
    # files of other tools
    ("import", "missing.gmcr"),
    ("import", "empty.yaml"),
    ("import", "binary.yaml"),
    ("import", "broken.yaml"),
    ("import", "."),
    ("import", "a" * 300),
    ("import", "empty.yaml", "--as-of", "today"),
    ("export", "elmira", "--to", "gmcr"),
    ("export", "elmira", "--to", "pdf"),
    ("export", "korae-1953", "--to", "csv"),
    ("export", "elmira", "--to", "csv", "-o", "full"),
    ("export", "elmira", "--to", "csv", "-o", "broken.yaml"),
    ("export", "elmira", "--to", "csv", "-o", "broken.yaml/run"),
    ("export", "elmira", "--to", "nfg", "-o", "broken.yaml"),
    ("export", "elmira", "--to", "efg", "-o", "a" * 300),
    ("export", "elmira", "--to", "csv", "-o", "a" * 300),
    # numbers that make no sense
    ("assess", "korea-1953", "--draws", "0"),
    ("window", "korea-1953", "--draws", "-1"),
    ("stability", "korea-1953", "--draws", "1000001"),
    ("compare", "korea-1953", "--draws", "9" * 30),
    ("window", "korea-1953", "--draws", "many"),
    ("window", "korea-1953", "--draws", "1.5"),
    ("window", "korea-1953", "--seed", "x"),
    ("window", "korea-1953", "--seed", "1e3"),
    ("assess", "korea-1953", "--threads", "x"),
    # folders
    ("assess", "prisoners-dilemma", "-o", "broken.yaml"),
    ("assess", "prisoners-dilemma", "-o", "broken.yaml/run"),
    ("assess", "prisoners-dilemma", "-o", "full"),
    ("assess", "prisoners-dilemma", "-o", "."),
    ("assess", "prisoners-dilemma", "-o", "/dev/null/run"),
    ("assess", "prisoners-dilemma", "-o", "a" * 300),
    ("new", "broken", "-o", "broken.yaml"),
    ("new", "broken"),
    ("new", "Not An Id"),
    ("new", "../up"),
    ("new", "mine", "-o", "no/such/place.yaml"),
    ("new", "mine", "-o", "full"),
    ("schema", "-o", "full"),
    ("schema", "-o", "no/such/place.json"),
    # runs
    ("why", "no-such-run"),
    ("why", "no-such-run", "1"),
    ("why", "full"),
    ("why", "broken.yaml"),
    ("why", "a" * 300),
    ("why", "run", "0"),
    ("why", "run", "999"),
    ("why", "run", "-1"),
    ("why", "run", "first"),
    ("cite", "no-such-run"),
    ("cite", "full"),
    # usage
    ("frobnicate",),
    ("check",),
    ("why",),
    ("window", "korea-1953", "--no-such-option"),
    ("check", "elmira", "elmira"),
]


@pytest.mark.parametrize("words", WRONG, ids=[" ".join(w)[:60] for w in WRONG])
def test_wrong_input_gives_one_clear_message_and_code_2(words, tmp_path, small_run):
    (tmp_path / "broken.yaml").write_text(BROKEN)
    (tmp_path / "empty.yaml").write_text("")
    (tmp_path / "binary.yaml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("ten years")
    (tmp_path / "run").symlink_to(small_run)
    before = sorted(path.name for path in tmp_path.iterdir())
    result = holdfast(*words)
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code == 2
    assert result.stdout == ""
    said = result.stderr
    assert "Traceback" not in said
    assert len(re.findall(r"(?:error HF\d+|^Error): ", said, re.MULTILINE)) >= 1
    if words[0] != "check":  # which lists everything that is wrong
        assert len(re.findall(r"(?:error HF\d+|^Error): ", said, re.MULTILINE)) == 1
    for code in re.findall(r"error (HF\d+)", said):
        assert code in CODES
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert (tmp_path / "full" / "thesis.txt").read_text() == "ten years"


def test_a_message_about_a_file_starts_with_its_place(tmp_path):
    (tmp_path / "broken.yaml").write_text(BROKEN)
    for verb in ("check", "assess", "window"):
        said = holdfast(verb, "broken.yaml").stderr
        assert said.startswith("broken.yaml:3:1: error HF201: unknown key 'titel'")
        assert "did you mean 'title'?" in said


def test_a_slug_with_a_typo_is_answered_with_the_nearest():
    assert "did you mean 'korea-1953'?" in holdfast("window", "korae-1953").stderr


def damaged(kind, folder):
    texts = {
        "not json": "{",
        "a list": "[]",
        "no numbers": "{}",
        "numbers not a list": '{"numbers": 3, "inputs": {}}',
        "number not a mapping": '{"numbers": [3], "inputs": {}}',
        "no inputs": '{"numbers": [{"id": 1, "inputs": ["x"]}], "inputs": {}}',
        "keys gone": '{"numbers": [{}], "inputs": {}}',
    }
    folder.mkdir()
    (folder / "manifest.json").write_text("{}")
    if kind == "not text":
        (folder / "numbers.json").write_bytes(b"\xff")
    elif kind != "gone":
        (folder / "numbers.json").write_text(texts[kind])


@pytest.mark.parametrize(
    "kind",
    [
        "gone",
        "not text",
        "not json",
        "a list",
        "no numbers",
        "numbers not a list",
        "number not a mapping",
        "no inputs",
        "keys gone",
    ],
)
@pytest.mark.parametrize("number", [(), ("1",)], ids=["all", "one"])
def test_a_damaged_run_is_told_not_traced(kind, number, tmp_path):
    damaged(kind, tmp_path / "run")
    result = holdfast("why", "run", *number)
    if kind == "no inputs" and not number:
        return  # the list of numbers looks at no input
    assert isinstance(result.exception, SystemExit), repr(result.exception)
    assert result.exit_code == 2
    assert "HF405" in result.stderr


def test_a_run_that_lost_a_file_is_made_again(tmp_path):
    assert holdfast("assess", "prisoners-dilemma", "-o", "run").exit_code == 0
    (tmp_path / "run" / "brief.txt").unlink()
    manifest = tmp_path / "run" / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "files": {}}))
    result = holdfast("assess", "prisoners-dilemma", "-o", "run")
    assert result.exit_code == 0, repr(result.exception)
    assert (tmp_path / "run" / "brief.txt").is_file()


START = "import sys; from holdfast.cli.main import run; sys.argv[0] = 'holdfast'; run()"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_under_the_answer_is_one_message():
    with Path("/dev/full").open("w") as full:
        words = [sys.executable, "-c", START, "history", "classes"]
        told = subprocess.run(
            words, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert told.returncode == 2
    assert told.stderr.startswith("error HF404: the answer cannot be written: ")
    assert "Traceback" not in told.stderr


def test_nobody_to_answer_to_is_no_error():
    words = f'{sys.executable} -c "{START}" history classes --json >&-'
    told = subprocess.run(words, shell=True, capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")
