"""Looking words up by what a match could start with loses no match."""

import json
from importlib import import_module
from pathlib import Path

import pytest

from holdfast.reading.openings import openings
from holdfast.reading.sentences import sentences
from holdfast.reading.tokens import tokenise
from holdfast.reading.view import Span, View, Words

ROOMS = (
    *("actors", "claims", "conditions", "conjunctions", "cues", "frames", "instruments"),
    *("inversions", "nominal", "nominal_forms", "silence", "ties", "trust", "untied"),
)
FORMS = {
    f"{room}.{name}": value
    for room in ROOMS
    for name, value in vars(import_module(f"holdfast.reading.{room}")).items()
    if isinstance(value, Words)
}
CORPUS = Path(__file__).parents[2] / "reading" / "corpus"


def texts():
    for name in ("development", "development_more"):
        for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines():
            yield json.loads(line)["text"]
    for path in sorted((CORPUS / "articles").glob("*.txt")):
        yield path.read_text("utf-8")


VIEWS = [sentence.view for text in texts() for sentence in sentences(text)]


def slowly(view, words):
    """Every match of the pattern itself, as tokens."""
    found = []
    for match in words.compiled.finditer(view.words):
        first = view.starts.index(match.start())
        last = next(n for n, start in enumerate(view.starts) if start > match.end() - 1)
        found.append(Span(first, last))
    return found


@pytest.mark.parametrize("name", FORMS)
def test_no_match_is_lost(name):
    for view in VIEWS:
        assert list(view.find(FORMS[name])) == slowly(view, FORMS[name])


def test_the_forms_of_the_rooms_are_looked_at():
    assert len(FORMS) > 40
    assert sum(view.has(FORMS["cues.REFUSALS"]) for view in VIEWS) > 100


# Expected: each form's first words, written out by hand.
@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("until", {"until "}),
        ("a|an", {"a ", "an "}),
        ("refus(?:e|es|ed|ing) to", {"refuse ", "refuses ", "refused ", "refusing "}),
        (r"guarant\w+", {"guarant*"}),
        (r"(?:deep )?s[ck]eptic\w*", {"deep ", "skeptic ", "skeptic*", "sceptic ", "sceptic*"}),
        ("(?:has |have )*tied", {"has ", "have ", "tied "}),
        (r"\S+ talks", {"*"}),
        (r"\?", {"? "}),
        ("a{2,3}b", {"a*"}),
        ("x.{0,3}?y", {"xy ", "x*"}),
    ],
)
def test_openings(form, expected):
    assert openings(form) == expected


def test_spans_bound_the_search():
    view = View(tokenise("They refused to talk and refused to leave."))
    refused = FORMS["cues.REFUSALS"]
    assert list(view.find(refused)) == [Span(1, 3), Span(5, 7)]
    assert list(view.find(refused, Span(2, 8))) == [Span(5, 7)]
    assert list(view.find(refused, Span(5, 6))) == [Span(5, 6)]
    assert not list(view.find(refused, Span(4, 4)))
    assert view.has(refused, Span(0, 2))
    assert not view.has(refused, Span(2, 5))
