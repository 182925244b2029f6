"""Every bundled case and variant, answered once a session, and the linter for what is said."""

import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

from holdfast.casefile.catalogue import bundled_text, open_case, slugs
from holdfast.casefile.loader import load_text
from holdfast.casefile.template import template
from holdfast.casefile.tree import parse
from holdfast.cli.main import app
from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report.document import Document
from holdfast.report.figures import (
    frontier,
    keeping,
    sequence,
    states,
    sums,
    tornado,
    unfolding,
    window,
)
from holdfast.report.figures.style import Picture
from holdfast.report.runfiles import run_files
from holdfast.study.assess import assess
from holdfast.study.ensemble import ensemble

DRAWS = 40  # enough that shares differ between packages, few enough to be quick
GAME_DRAWS = 12  # of them, for which the commitment game is solved
SEED = 11
TEMPLATE = "(template)"
_DRAWING = (frontier, keeping, sequence, states, sums, tornado, unfolding, window)


@dataclass(frozen=True)
class Answered:
    """A case with its findings and its report; figures drawn or left blank."""

    conflict: Conflict
    findings: dict[str, Finding]
    document: Document
    files: dict[str, bytes]


def _conflict(slug, variant):
    if slug == TEMPLATE:
        return load_text(template("my-case"), "my-case.yaml")
    return open_case(slug, variant)


@cache
def _findings(slug, variant):
    conflict = _conflict(slug, variant)
    return conflict, assess(ensemble(conflict, SEED, DRAWS, game_draws=GAME_DRAWS))


def _blank(name, says, figure):
    """Stand in for drawing, which takes most of the time and says nothing new."""
    return Picture(name, says, "<svg></svg>", figure)


@cache
def _answered(slug, variant, drawn):
    conflict, findings = _findings(slug, variant)
    with pytest.MonkeyPatch.context() as patch:
        for module in () if drawn else _DRAWING:
            patch.setattr(module, "picture", _blank)
        document, files = run_files(conflict, findings)
    return Answered(conflict, findings, document, files)


@pytest.fixture(scope="session")
def answered():
    """Answer a case: `answered(slug, variant="", drawn=False)`; kept for the session."""

    def answer(slug, variant="", *, drawn=False):
        return _answered(slug, variant, drawn)

    return answer


@cache
def _strings(slug):
    text = template("my-case") if slug == TEMPLATE else bundled_text(slug)
    found = set()
    stack = [parse(text, slug).data]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += value.values()
        elif isinstance(value, list):
            stack += value
        elif isinstance(value, str):
            found.add(" ".join(value.split()))
    # ids and units are words of the format; a space, a capital or a slash shows an author's
    words = [text for text in found if " " in text or "/" in text or text != text.lower()]
    units = {"package strength", "discount per quarter", "probability per quarter"}
    return tuple(sorted(set(words) - units, key=len, reverse=True))


@pytest.fixture(scope="session")
def authored():
    """Texts that the author of a case typed, longest first: `authored(slug)`."""
    return _strings


@pytest.fixture(scope="session")
def rules():
    """The linter for generated text, `language_rules.py`."""
    path = Path(__file__).with_name("language_rules.py")
    spec = importlib.util.spec_from_file_location("language_rules", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def holdfast():
    """Run the command line in this process: `holdfast("why", run, "3")`."""

    def run(*words):
        return CliRunner().invoke(app, [str(word) for word in words])

    return run


@pytest.fixture(scope="session")
def contests():
    """Slugs of the bundled cases with a contest."""
    return [slug for slug in slugs() if open_case(slug).contest is not None]


def everything():
    """Every bundled case, every variant of it, and the template that users start from."""
    found = [(slug, "") for slug in (*slugs(), TEMPLATE)]
    return found + [(slug, v) for slug in slugs() for v in open_case(slug).variants]


def pytest_generate_tests(metafunc):
    """Run a test that takes `slug` for every case, with `variant` for every variant too."""
    if any("slug" in mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")):
        return
    if {"slug", "variant"} <= set(metafunc.fixturenames):
        cases = everything()
        ids = ["-".join(filter(None, case)) for case in cases]
        metafunc.parametrize(("slug", "variant"), cases, ids=ids)
    elif "slug" in metafunc.fixturenames:
        metafunc.parametrize("slug", [slug for slug, variant in everything() if not variant])
