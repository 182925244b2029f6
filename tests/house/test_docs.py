"""Documentation is part of the program: its code runs, its words are current."""

import ast
import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

import holdfast
import holdfast.study.about as about
from holdfast.casefile.publish import json_schema
from holdfast.cli.main import app
from holdfast.core.errors import CODES
from holdfast.core.units import UNITS
from holdfast.report.bibliography import entries, used
from holdfast.report.formulas import FORMULAS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
FRONT = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
GUIDES = [page for page in PAGES if page.parent.name in ("how-to", "tutorials")]

FENCE = re.compile(r"^```(?P<kind>\w*)(?P<rest>[^\n]*)\n(?P<body>.*?)^```$", re.M | re.S)
TITLE = re.compile(r'title="(?P<added>add to )?(?P<name>[\w.-]+)"')
KEY = re.compile(r"\[([A-Z][A-Za-z]*\d{4}[a-z]?)[],]")
FRAME = dict.fromkeys(map(ord, "│┃┏┓┗┛┡┩└┘├┤┬┴┳┻╇━─┼"), " ")


def named(page):
    return page.relative_to(ROOT).as_posix()


def blocks(page, kind):
    """Fenced blocks of one kind, each with the line it starts on."""
    text = page.read_text(encoding="utf-8")
    for match in FENCE.finditer(text):
        if match["kind"] == kind:
            yield text[: match.start("body")].count("\n") + 1, match["body"]


def prose(page):
    """The page without code."""
    return re.sub(r"`[^`\n]*`", "", FENCE.sub("", page.read_text(encoding="utf-8")))


PYTHON = [
    pytest.param(page, line, body, id=f"{named(page)}:{line}")
    for page in [*PAGES, *FRONT]
    for line, body in blocks(page, "python")
]


@pytest.mark.parametrize(("page", "line", "body"), PYTHON)
def test_a_python_block_runs_alone(page, line, body, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code = compile("\n" * (line - 1) + body, str(page), "exec")
    exec(code, {"__name__": "__docs__"})


# Transcripts: `$ holdfast` lines of a page run in order in one empty folder, and what stands
# below each of them has to stand in its output.


def steps(page):
    """What a reader of the page does, in order: ("file", ...) and ("run", ...) steps."""
    for match in FENCE.finditer(page.read_text(encoding="utf-8")):
        title = TITLE.search(match["rest"])
        if title:
            yield "file", title["name"], "a" if title["added"] else "w", match["body"]
        elif match["kind"] == "bash":
            for line in match["body"].splitlines():
                yield "run", line.partition(" | ")[0], []
        elif match["kind"] == "console":
            yield from transcript(match["body"].splitlines())


def transcript(lines):
    starts = [place for place, line in enumerate(lines) if line.startswith("$ ")]
    for start, end in pairwise([*starts, len(lines)]):
        yield "run", lines[start].removeprefix("$ "), lines[start + 1 : end]


def flat(text):
    """Words only: without the frame of tables and without line breaks."""
    return " ".join(text.translate(FRAME).split())


def pieces(shown):
    """The shown lines between those that say `...`, flattened."""
    joined = "\n".join("\0" if line.strip() == "..." else line for line in shown)
    return [piece for part in joined.split("\0") if (piece := flat(part))]


def run(command, shown):
    wanted = re.search(r"# exit code (\d)", command)
    arguments = shlex.split(command, comments=True)
    if arguments[:1] != ["holdfast"]:
        return
    result = CliRunner().invoke(app, arguments[1:])
    assert result.exit_code == (int(wanted[1]) if wanted else 0), (command, result.output)
    output, at = flat(result.output), 0
    for piece in pieces(shown):
        found = output.find(piece, at)
        assert found >= 0, f"{command} does not print, in this order: {piece}"
        at = found + len(piece)


@pytest.mark.parametrize("page", GUIDES, ids=named)
def test_the_transcripts_of_a_guide_are_what_the_program_prints(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for what, name, *rest in steps(page):
        if what == "file":
            mode, body = rest
            with Path(name).open(mode, encoding="utf-8") as file:
                file.write(body)
        else:
            run(name, *rest)


@pytest.mark.parametrize("script", ["generate_commands.py", "generate_schema.py"])
def test_a_generated_page_is_current(script):
    command = [sys.executable, "-W", "error", str(DOCS / script), "--check"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")


# Nothing that a user can meet is undocumented.


def sections(page):
    """Text below each heading of the second level, by heading."""
    parts = re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.M)[1:]
    return {part.partition("\n")[0]: part for part in parts}


def test_every_error_code_has_a_section_with_its_title_and_an_example():
    found = sections(DOCS / "reference" / "errors.md")
    assert list(found) == list(CODES)
    for code, text in found.items():
        assert f"**{CODES[code]}.**" in text, code
        assert f"error {code}: " in text, code


def test_every_unit_is_on_its_page():
    text = (DOCS / "reference" / "units.md").read_text(encoding="utf-8")
    assert [name for name in UNITS if f"`{name}`" not in text] == []


def keys_of_the_case_format():
    schema = json_schema()
    for section in (schema, *schema["$defs"].values()):
        yield from section.get("properties", {})


def test_every_key_of_a_case_file_is_on_its_page():
    text = (DOCS / "reference" / "case-format.md").read_text(encoding="utf-8")
    said = set(re.findall(r"[a-z_]+", " ".join(re.findall(r"`[^`]+`|```.*?```", text, re.S))))
    said |= {
        word for heading in re.findall(r"^## (.*)$", text, re.M) for word in heading.split()
    }
    assert sorted(set(keys_of_the_case_format()) - said) == []


def leaves(group, above=""):
    """Each verb by its whole name; those of a group stand under it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from leaves(command, f"{above}{name} ")
        else:
            yield f"{above}{name}", command


COMMANDS = dict(leaves(get_command(app)))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_help_text_with_an_example(name):
    said, _, example = COMMANDS[name].help.partition("\n\nExample: ")
    assert said.strip().endswith(".")
    assert example.startswith(f"holdfast {name.removesuffix(' write')}")  # what `forecast` does
    assert all(parameter.help for parameter in COMMANDS[name].params)
    assert f"| `{name.split()[0]}" in FRONT[0].read_text(encoding="utf-8")


def test_the_citation_file_and_the_changelog_know_the_version():
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {holdfast.__version__}\n" in cited
    assert f"\n## [{holdfast.__version__}]" in FRONT[2].read_text(encoding="utf-8")


def test_a_decision_record_has_at_most_forty_lines():
    for record in (DOCS / "decisions").glob("0*.md"):
        text = record.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 40, record
        for part in ("Context", "Decision", "Given up", "Consequences"):
            assert f"**{part}.**" in text, (record, part)


# References, links and pages lead somewhere.


def docstrings(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            yield ast.get_docstring(node) or ""
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield str(node.value.value)  # the text below a constant


def test_every_key_that_is_cited_is_in_the_bibliography():
    pages = {named(page): prose(page) for page in PAGES}
    source = {
        named(path): "\n".join(docstrings(path))
        for path in sorted((ROOT / "src").rglob("*.py"))
    }
    missing = {
        (where, key)
        for where, text in (pages | source).items()
        for key in KEY.findall(text)
        if key not in entries()
    }
    assert missing == set()


def test_every_key_that_a_run_can_cite_is_in_the_bibliography():
    from_methods = [
        key
        for name, value in vars(about).items()
        if name.endswith("_CITATIONS")
        for key in value
    ]
    from_formulas = [key for formula in FORMULAS.values() for key in formula.citations]
    assert {*from_methods, *from_formulas, *used([])} <= entries().keys()


def test_every_formula_has_its_theory_page():
    pages = {page.stem for page in (DOCS / "theory").glob("*.md")}
    assert {formula.theory for formula in FORMULAS.values()} <= pages


@pytest.mark.parametrize("page", [*PAGES, *FRONT], ids=named)
def test_the_links_of_a_page_lead_to_files(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path = target.partition("#")[0]
        assert not path or (page.parent / path).is_file(), target


def test_every_page_is_in_the_navigation():
    nav = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [page.relative_to(DOCS).as_posix() for page in PAGES]
    assert [
        page for page in pages if not re.search(rf"[ :]{re.escape(page)}$", nav, re.M)
    ] == []


# Nothing of the machine it was written on is in the repository.

FOLDERS = ("src", "tests", "docs", "schema", "benchmarks", "scripts")
MACHINE = re.compile(
    r"(?<![\w.}])/(?:work|tmp|root|home/\w+|Users/\w+)/"
    r"|index[-]url|python[h]osted|pypi\.org|localhost:\d+/simple"
)


def repository_files():
    for path in ROOT.iterdir():
        if path.is_file() and not path.name.startswith(".coverage"):  # written while tests run
            yield path
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def test_no_file_names_a_path_of_a_machine_or_a_package_host():
    found = [
        (named(path), match[0])
        for path in repository_files()
        if (match := MACHINE.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert found == []
