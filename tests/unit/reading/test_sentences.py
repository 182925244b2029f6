"""Sentences: where they end and where they do not."""

import pytest

from holdfast.reading.sentences import LONGEST, sentences


def quotes(text):
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left. She stayed.", ["He left.", "She stayed."]),
        ("The U.S. said no. It left.", ["The U.S. said no.", "It left."]),
        ("They signed No. 2. He said no.", ["They signed No. 2.", "He said no."]),
        ("Gen. A. Lee met Mr. Li.", ["Gen. A. Lee met Mr. Li."]),
        (
            "It grew by 3.5 per cent. Then it fell.",
            ["It grew by 3.5 per cent.", "Then it fell."],
        ),
        ('"No talks." He left.', ['"No talks."', "He left."]),
        (
            "\u201cWhy?\u201d he asked. No one knew.",
            ["\u201cWhy?\u201d he asked.", "No one knew."],
        ),
        ("Wait... what? Yes!", ["Wait... what?", "Yes!"]),
        ("A heading\n\nA line.\nAnother", ["A heading", "A line.", "Another"]),
        ("  \n \t\n", []),
        ("", []),
        ("No stop", ["No stop"]),
    ],
)
def test_where_sentences_end(text, expected):
    assert quotes(text) == expected


def test_headings_and_paragraphs():
    found = list(sentences("Talks off\n\nThey left. He did not."))
    assert [(s.heading, s.paragraph) for s in found] == [(True, 0), (False, 1), (False, 1)]


def test_a_line_without_a_stop_is_cut_at_a_blank():
    text = "word " * 3_000
    assert max(s.end - s.start for s in sentences(text)) <= LONGEST
    assert sum(len(s.tokens) for s in sentences(text)) == 3_000


def test_a_line_without_a_blank_is_cut_too():
    text = "a" * (2 * LONGEST + 1)
    assert [s.end - s.start for s in sentences(text)] == [LONGEST, LONGEST, 1]


@pytest.mark.parametrize("run", [".", '."', "!?", "\u2026\u201d"])
def test_a_million_stops_in_a_row_are_no_trap(run):
    # every start of the run was tried against its end: half a million million steps
    text = run * 300_000 + "a"
    assert sum(s.end - s.start for s in sentences(text)) == len(text)
