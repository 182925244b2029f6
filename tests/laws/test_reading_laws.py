"""Laws of reading: offsets reproduce their quotes in any text whatever."""

import string

from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.errors import HoldfastError
from holdfast.reading.document import read_document
from holdfast.reading.parties import mentions
from holdfast.reading.sentences import sentences
from holdfast.reading.tokens import normal, tokenise

WORDS = st.sampled_from(
    [
        *(
            "Ukraine",
            "the",
            "Russia's",
            "won\u2019t",
            "U.S.",
            "3,000",
            "12th",
            "Mr.",
            "No.",
            "...",
        ),
        *(
            "\u201cno.\u201d",
            "BREAKING:",
            "By",
            "Share",
            "\u2014",
            "\u0130stanbul",
            "It\u2019\u017f",
        ),
        *(
            "\u0661\u0662",
            "e\u0301",
            "\U0001f54a",
            "\u202e",
            "\u2028",
            "---",
            "<p>",
            "&amp;",
            "# ",
        ),
        *("**", "\n"),
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=string.printable, max_size=300),
    st.lists(WORDS, max_size=60).map(" ".join),
)
NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a"])


@given(TEXTS)
def test_tokens_reproduce_their_text(text):
    end = 0
    for token in tokenise(text):
        assert text[token.start : token.end] == token.text
        assert token.norm == normal(token.text)
        assert token.start >= end
        assert token.end > token.start
        end = token.end


@given(TEXTS)
def test_what_is_between_tokens_is_white_space_or_odd_digits(text):
    covered = set()
    for token in tokenise(text):
        covered.update(range(token.start, token.end))
    left = [sign for place, sign in enumerate(text) if place not in covered]
    assert all(sign.isspace() or not sign.isalpha() for sign in left)


@given(TEXTS)
def test_sentences_are_in_order_and_do_not_overlap(text):
    end = 0
    for sentence in sentences(text):
        quote = text[sentence.start : sentence.end]
        assert quote == quote.strip() != ""
        assert "\n" not in quote
        assert sentence.start >= end
        end = sentence.end
        assert sentence.tokens == tokenise(text, sentence.start, sentence.end)
        assert all(sentence.start <= t.start and t.end <= sentence.end for t in sentence.tokens)


@given(TEXTS)
def test_sentences_leave_out_nothing_but_white_space(text):
    assert "".join("".join(text[s.start : s.end].split()) for s in sentences(text)) == "".join(
        text.split()
    )


@given(TEXTS)
def test_mentions_are_in_order(text):
    for sentence in sentences(text):
        end = 0
        for mention in mentions(sentence.tokens):
            assert end <= mention.first < mention.last <= len(sentence.tokens)
            end = mention.last


def outcome(content, name):
    try:
        return read_document(content, name)
    except HoldfastError as error:
        return [problem.code for problem in error.problems]


@given(TEXTS, NAMES)
def test_a_document_is_read_the_same_way_twice_and_its_spans_are_in_order(text, name):
    found = outcome(text.encode(), name)
    assert found == outcome(text.encode(), name)
    if isinstance(found, list):
        return
    for spans in (found.segments, found.boilerplate):
        end = 0
        for start, after, *_ in spans:
            assert end <= start < after <= len(found.text)
            end = after
    for start, after, _ in found.boilerplate:
        assert found.skips(start, after)
    assert "\r" not in found.text


@given(st.binary(max_size=400), NAMES)
def test_any_bytes_are_read_or_refused(content, name):
    outcome(content, name)


@given(TEXTS)
def test_a_plain_text_keeps_every_sign_but_its_line_ends(text):
    found = outcome(text.encode(), "a.txt")
    if not isinstance(found, list) and found.kind == "text" and not text.startswith("\ufeff"):
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        assert found.text.replace("\n", " ") == plain.replace("\n", " ")
