"""Markdown taken off; expected values by the rules of CommonMark, by hand."""

from datetime import date

import pytest

from holdfast.reading.markdown import plain


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("One\ntwo", "One two\n"),
        ("One  \ntwo", "One\ntwo\n"),
        ("One\\\ntwo", "One\ntwo\n"),
        ("# Talks *off* #", "Talks off\n"),
        ("Talks\n---\nThey left", "Talks\nThey left\n"),
        ("a **b** __c__ _d_ `e`", "a b c d e\n"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4\n"),
        ("[no](http://x.y/z) and [yes][1]", "no and yes\n"),
        ("![flag](f.png) up", "flag up\n"),
        ("> They said\n> no.", "They said no.\n"),
        ("- one\n- two", "- one\n- two\n"),
        ("1. one\n2. two", "1. one\n2. two\n"),
        ("```\ncode\n```", "code\n"),
        ("a <b>bold</b> <!-- x --> claim", "a bold  claim\n"),
        (r"5 \* 3", "5 * 3\n"),
        ("", "\n"),
    ],
)
def test_mark_up_is_taken_off(source, text):
    assert plain(source).text == text


def test_headings_of_level_one_are_known():
    found = plain("intro\n\n# First\n\nword\n\nSecond\n===\n\n## Not one")
    assert [found.text[at:].split("\n")[0] for at in sorted(found.heads)] == ["First", "Second"]
    assert found.title == "First"


def test_front_matter_says_title_and_date():
    found = plain('---\ntitle: "Talks off"\ndate: 2025-03-01T10:00\n---\n# No\n')
    assert (found.title, found.published.day) == ("Talks off", date(2025, 3, 1))
    assert found.published.basis == "front matter"
    assert found.text == "No\n\n"


def test_front_matter_without_date():
    assert plain("---\nlayout: x\n---\nHello").published.day is None


@pytest.mark.parametrize(
    "unit", ["[", "[a](", "**a ", "`a", "<a ", "![a](b ", "_a", "# a  ", "> "]
)
def test_mark_up_that_never_ends_is_no_trap(unit):
    source = unit * 100_000
    assert len(plain(source).text) <= len(source) + 1
