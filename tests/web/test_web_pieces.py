"""Small parts: drawings without style, evidence decided in a text, settings, the library."""

import re

import pytest

from holdfast.casefile.catalogue import bundled_text, slugs
from holdfast.casefile.loader import load_text
from holdfast.core.errors import HoldfastError
from holdfast.study.draft.decided import accepted, rejected
from holdfast.web.drawing import inert
from holdfast.web.library import Library
from holdfast.web.pages.articles import pieces_of
from holdfast.web.settings import Settings, default_database

BLOCK = """evidence:
  # about the first
  - id: first
    date: 2025-01-01
    says: one
  - date: 2025-01-01
    id: second
    checked_by: nobody
    says: two
# about what follows
ask:
"""


def test_a_drawing_keeps_its_looks_without_style():
    font = "font: 700 10px 'DejaVu Sans', sans-serif; text-anchor: middle"
    drawn = inert(f'<svg><style>*{{x}}</style><text style="{font}">a</text></svg>')
    assert "style" not in drawn
    assert (
        'font-size="10px" font-family="DejaVu Sans, sans-serif" text-anchor="middle"' in drawn
    )


@pytest.fixture
def unchecked(monkeypatch):
    """The text alone is looked at: it is no whole case."""
    monkeypatch.setattr("holdfast.study.draft.decided.load_text", lambda *_: None)


def test_accepting_adds_one_line(unchecked):
    new = accepted(BLOCK, "x", "first", "Ada")
    assert new == BLOCK.replace("  - id: first\n", "  - id: first\n    checked_by: Ada\n")


def test_accepting_again_replaces_the_name(unchecked):
    assert accepted(BLOCK, "x", "second", "Ada") == BLOCK.replace("nobody", "Ada")


def test_a_name_that_means_something_in_yaml_is_quoted(unchecked):
    assert "checked_by: 'yes: no'" in accepted(BLOCK, "x", "first", "yes: no")


def test_rejecting_leaves_everything_else(unchecked):
    after_second = BLOCK.index("  - date")
    end = BLOCK.index("# about what")
    assert rejected(BLOCK, "x", "second") == BLOCK[:after_second] + BLOCK[end:]
    first = BLOCK.index("  - id: first")
    assert rejected(BLOCK, "x", "first") == BLOCK[:first] + BLOCK[after_second:]


@pytest.mark.parametrize("case", slugs())
def test_every_bundled_item_can_be_accepted_and_rejected(case):
    text = bundled_text(case)
    for item in load_text(text, case).evidence[:3]:
        kept = load_text(accepted(text, case, item.id, "Ada"), case).evidence
        assert [one.checked_by for one in kept if one.id == item.id] == ["Ada"]
        left = load_text(rejected(text, case, item.id), case).evidence
        assert item.id not in [one.id for one in left]


@pytest.mark.parametrize("text", ["a: 1\n", "evidence: []\n", "evidence: [{id: first}]\n"])
def test_what_cannot_be_decided_in_the_text_is_refused(unchecked, text):
    for decide in (
        lambda: accepted(text, "x", "first", "A"),
        lambda: rejected(text, "x", "first"),
    ):
        with pytest.raises(HoldfastError, match="HF603"):
            decide()


def test_pieces_put_together_are_the_text():
    text = "0123456789"
    spans = [("a", 2, 5), ("b", 4, 8), ("c", 4, 5), ("d", 9, 9)]
    found = list(pieces_of(text, spans))
    assert "".join(one.text for one in found) == text
    # by hand: 4 to 5 lies under a, b and c
    assert [one.items for one in found if one.text == "4"] == [("a", "b", "c")]
    assert [one.items for one in found if one.text == "89"[:1]] == [()]


def test_a_case_file_from_disk_comes_in_as_a_revision(store, tmp_path):
    path = tmp_path / "mine.yaml"
    library = Library(store)
    path.write_text(bundled_text("elmira"), encoding="utf-8")
    assert library.open_file(path) == "elmira"
    library.open_file(path)
    assert len(store.revisions("elmira")) == 1
    path.write_text(bundled_text("elmira").replace('title: "', 'title: "My ', 1), "utf-8")
    library.open_file(path)
    assert [r.note for r in store.revisions("elmira")] == ["from the file mine.yaml"] * 2
    assert library.cards()[0].title.startswith("My ")


def test_settings_refuse_what_cannot_be(tmp_path):
    with pytest.raises(HoldfastError, match="HF461"):
        Settings(port=70_000)
    assert re.search(r"holdfast", str(default_database(tmp_path)))
