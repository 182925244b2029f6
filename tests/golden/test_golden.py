"""Short transcripts of the command line, kept as a reader would see them.

They show how answers look; that the answers are right is tested elsewhere. After a change that
is meant, write them anew and read the difference before keeping it:

    HOLDFAST_REGENERATE=1 pytest tests/golden
"""

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from holdfast.cli.main import app

HERE = Path(__file__).parent
REGENERATE = os.environ.get("HOLDFAST_REGENERATE") == "1"
LONGEST = 120  # lines; a transcript that nobody reads guards nothing

TRANSCRIPTS = {
    "cases": ["cases"],
    "stability": ["stability prisoners-dilemma"],
    "stability-why": ["stability syria-iraq-1975 --concepts nash --why"],
    "check-broken": ["check broken.yaml", "assess broken.yaml"],
    "first-case": ["new my-case", "new my-case", "check my-case.yaml"],
    "assess": [
        "assess prisoners-dilemma -o run",
        "assess prisoners-dilemma -o run",
        "assess elmira -o notes",
    ],
    "why": ["assess elmira -o run --json", "why run", "why run 2", "why run 99"],
    "window": ["new my-case", "window my-case.yaml --draws 200 --seed 1"],
    "wrong": [
        "window elmira",
        "window korae-1953",
        "window korea-1953 --package traety",
        "window korea-1953 --draws 0",
        "why run",
    ],
}


def transcript(commands):
    """Each command with what it printed: stdout, stderr marked by a bar, the exit code."""
    for command in commands:
        result = CliRunner().invoke(app, command.split())
        assert result.exception is None or isinstance(result.exception, SystemExit)
        yield f"$ holdfast {command}"
        if "--json" not in command:  # whole documents are no reading
            yield from (line.rstrip() for line in result.stdout.splitlines())
        yield from (f"! {line}".rstrip() for line in result.stderr.splitlines())
        yield f"[{result.exit_code}]"
        yield ""


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_the_transcript_reads_as_kept(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.yaml").write_text((HERE / "broken.yaml").read_text())
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "thesis.txt").write_text("ten years")
    lines = list(transcript(TRANSCRIPTS[name]))
    assert len(lines) <= LONGEST
    kept = HERE / f"{name}.txt"
    text = "\n".join(lines)
    if REGENERATE:
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


def test_every_kept_transcript_is_still_asked_for():
    assert {path.stem for path in HERE.glob("*.txt")} == set(TRANSCRIPTS)
