"""`holdfast brief`: what it writes, what it leaves alone, what it asks for."""

import io
import json
import shutil

import docx
import pytest
from typer.testing import CliRunner

from holdfast.casefile.catalogue import bundled_text
from holdfast.cli.main import app


def holdfast(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def assessed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    case = folder / "my-case.yaml"
    case.write_text(f"# a note\n{bundled_text('minsk-2015')}", encoding="utf-8")
    words = ("assess", case, "-o", folder / "run", "--draws", 12, "--game-draws", 4)
    assert holdfast(*words).exit_code == 0
    return folder / "run"


@pytest.fixture
def run(assessed, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(assessed, tmp_path / "run")
    return tmp_path / "run"


def refused(result, code):
    assert result.exit_code == 2, result.output
    assert f"error {code}: " in result.stderr
    return result.stderr


def test_a_run_keeps_the_text_of_its_case(assessed):
    given = assessed.parent / "my-case.yaml"
    assert (assessed / "case.yaml").read_bytes() == given.read_bytes()


def test_a_run_is_a_word_document_unless_said_otherwise(run, tmp_path):
    result = holdfast("brief", run)
    assert (result.exit_code, result.stdout) == (0, "minsk-2015.docx written\n")
    opened = docx.Document(io.BytesIO((tmp_path / "minsk-2015.docx").read_bytes()))
    title = (run / "report.md").read_text().splitlines()[0].removeprefix("# ")
    assert opened.paragraphs[0].text == title.replace("\\", "")


def test_the_ending_of_the_file_says_the_form(run, tmp_path):
    assert holdfast("brief", run, "-o", "a.html").exit_code == 0
    assert (tmp_path / "a.html").read_bytes() == (run / "report.html").read_bytes()
    assert holdfast("brief", run, "-o", "a.TXT").exit_code == 0
    assert (run / "brief.txt").read_text().strip() in (tmp_path / "a.TXT").read_text()
    assert holdfast("brief", run, "--to", "txt", "-o", "words").exit_code == 0
    assert (tmp_path / "words").read_bytes() == (tmp_path / "a.TXT").read_bytes()


def test_markdown_leads_to_the_figures_of_the_run(run, tmp_path):
    (tmp_path / "papers").mkdir()
    assert holdfast("brief", run, "-o", "papers/a.md").exit_code == 0
    text = (tmp_path / "papers" / "a.md").read_text()
    assert text.replace("](../run/figures/", "](figures/") == (run / "report.md").read_text()
    assert "](../run/figures/keeping.svg)" in text
    assert (tmp_path / "papers" / "../run/figures/keeping.svg").is_file()


@pytest.mark.parametrize("form", ["docx", "md", "html", "txt"])
def test_one_page_in_every_form(run, tmp_path, form):
    result = holdfast("brief", run, "--one-page", "--to", form, "--json")
    assert json.loads(result.stdout) == {
        "id": "minsk-2015",
        "variant": "",
        "to": form,
        "one_page": True,
        "out": f"minsk-2015-packages.{form}",
    }
    assert (tmp_path / f"minsk-2015-packages.{form}").stat().st_size > 1000


def test_nothing_is_written_over_unless_it_is_wanted(run, tmp_path):
    mine = tmp_path / "mine.txt"
    mine.write_text("what the minister said")
    assert "--force" in refused(holdfast("brief", run, "-o", mine), "HF404")
    assert mine.read_text() == "what the minister said"
    assert holdfast("brief", run, "-o", mine, "--force").exit_code == 0
    assert "minister said" not in mine.read_text()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.txt", "run"]


@pytest.mark.parametrize("out", ["run/mine.txt", "run/findings.json", "run/../run/x.md"])
def test_a_run_is_not_written_into(run, out):
    before = {p: p.read_bytes() for p in run.rglob("*") if p.is_file()}
    refused(holdfast("brief", run, "--to", "txt", "--force", "-o", out), "HF404")
    assert {p: p.read_bytes() for p in run.rglob("*") if p.is_file()} == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--to", "pdf"), "HF403"),
        (("-o", "a.odt"), "HF403"),
        (("-o", "no/such/a.txt"), "HF404"),
        (("--to", "txt", "-o", "run/.."), "HF404"),
        (("--to", "txt", "--force", "-o", "folder"), "HF404"),
        (("--to", "txt", "-o", "a" * 300), "HF404"),
    ],
)
def test_what_does_not_fit_is_said(run, tmp_path, words, code):
    (tmp_path / "folder").mkdir()
    refused(holdfast("brief", run, *words), code)


def change(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")


def test_a_run_without_its_case_says_what_to_run(run):
    manifest = run / "manifest.json"
    known = json.loads(manifest.read_text())
    del known["files"]["case.yaml"]
    manifest.write_text(json.dumps(known))
    (run / "case.yaml").unlink()
    told = refused(holdfast("brief", run), "HF405")
    assert "holdfast assess" in told
    assert "minsk-2015" in told


@pytest.mark.parametrize("name", ["case.yaml", "findings.json"])
def test_what_was_changed_since_is_not_told_as_the_run(run, name):
    change(run / name, "a", "e")
    assert name in refused(holdfast("brief", run), "HF405")
    (run / name).unlink()
    assert name in refused(holdfast("brief", run), "HF405")


def test_a_run_of_another_version_is_not_reread(run):
    known = json.loads((run / "manifest.json").read_text())
    (run / "manifest.json").write_text(json.dumps({**known, "holdfast": "0.0.1"}))
    assert "0.0.1" in refused(holdfast("brief", run), "HF405")


def test_no_run_is_said(tmp_path):
    refused(holdfast("brief", tmp_path), "HF405")
    refused(holdfast("brief", tmp_path / "nothing"), "HF405")


def test_a_run_without_packages_has_no_comparison(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert holdfast("assess", "prisoners-dilemma", "-o", "run").exit_code == 0
    refused(holdfast("brief", "run", "--one-page"), "HF401")
    assert holdfast("brief", "run").exit_code == 0
