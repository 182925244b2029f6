"""Tokens: expected values by hand, from the sentences themselves."""

import pytest

from holdfast.reading.tokens import Kind, normal, tokenise


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. won't go.", ["The", "U.S.", "won't", "go", "."]),
        ("Ukraine\u2019s demands", ["Ukraine", "\u2019s", "demands"]),
        ("RUSSIA\u2019S and KYIV'S", ["RUSSIA", "\u2019S", "and", "KYIV", "'S"]),
        ("the states' talks", ["the", "states", "'", "talks"]),
        ("a cease-fire, co\u2011signed", ["a", "cease-fire", ",", "co\u2011signed"]),
        ("12th of 3,000.50 men", ["12th", "of", "3,000.50", "men"]),
        ("1991\u20132024", ["1991", "\u2013", "2024"]),
        ("snake_case", ["snake", "_", "case"]),
        ("\u041a\u0438\u0457\u0432 caf\u00e9", ["\u041a\u0438\u0457\u0432", "caf\u00e9"]),
        ("s 's", ["s", "'", "s"]),
        ("It\u2019\u017f", ["It", "\u2019\u017f"]),  # the long s is an s
        (" \t\n", []),
    ],
)
def test_pieces(text, words):
    found = tokenise(text)
    assert [token.text for token in found] == words
    assert [text[token.start : token.end] for token in found] == words


def test_kinds():
    kinds = [token.kind for token in tokenise("Two of 3 U.N. posts!")]
    word, number, mark = Kind.WORD, Kind.NUMBER, Kind.MARK
    assert kinds == [word, word, number, word, word, mark]


def test_a_stretch_keeps_the_offsets_of_the_whole():
    text = "One two three"
    assert [(t.text, t.start, t.end) for t in tokenise(text, 4, 7)] == [("two", 4, 7)]


def test_a_stretch_cuts_words():
    assert [t.text for t in tokenise("Ukraine's", 0, 8)] == ["Ukraine", "'"]


def test_norms_are_small_and_straight():
    assert normal("Won\u2019t CO\u2010operate") == "won't co-operate"
    assert [t.norm for t in tokenise("Kyiv\u2019s")] == ["kyiv", "'s"]


def test_capitals():
    assert [t.capital for t in tokenise("Kyiv said 5 \u00c9tats")] == [True, False, False, True]
