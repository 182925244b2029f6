"""Bytes to characters; expected encodings by how the test made the bytes."""

import codecs

import pytest

from holdfast.core.errors import HoldfastError
from holdfast.reading.encoding import LARGEST, MOST_LINES, decode

SAID = "Pr\u00e9sident \u201cno\u201d"


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (SAID.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + SAID.encode(), "UTF-8 with byte order mark"),
        (codecs.BOM_UTF16_LE + SAID.encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + SAID.encode("utf-16-be"), "UTF-16"),
        (codecs.BOM_UTF32_LE + SAID.encode("utf-32-le"), "UTF-32"),
        (SAID.encode("cp1252"), "Windows-1252"),
    ],
)
def test_encodings_are_found_and_named(content, encoding):
    found = decode(content, "a.txt")
    assert (found.text, found.encoding) == (SAID, encoding)


def test_a_byte_that_windows_does_not_know_is_latin():
    found = decode(b"caf\xe9 \x81 " + b"word " * 60, "a.txt")
    assert found.encoding == "Latin-1"
    assert "guess" in found.notes[0]


@pytest.mark.parametrize("head", [b"", codecs.BOM_UTF8])
def test_a_broken_byte_does_not_make_it_another_encoding(head):
    found = decode(head + (SAID * 3).encode() + b"\xff.", "a.txt")
    assert found.text == SAID * 3 + "\ufffd."
    assert found.notes == ("1 broken characters, printed as \ufffd",)


def test_a_page_says_its_own_encoding():
    content = '<meta charset="windows-1251"><p>\u041c\u0438\u0440'.encode("cp1251")
    assert decode(content, "a.html", page=True).text.endswith("\u041c\u0438\u0440")
    assert decode(content, "a.txt").encoding == "Windows-1252"


@pytest.mark.parametrize("label", ["utf-8", "no-such-thing", "base64", "utf-16", "rot13"])
def test_a_page_that_says_something_odd_is_read_all_the_same(label):
    content = f'<meta charset="{label}"><p>{SAID}'.encode()
    assert decode(content, "a.html", page=True).text.endswith(SAID)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "ZIP"),
        (b"{\\rtf1 hello}", "RTF"),
        (b"\xd0\xcf\x11\xe0....", "office"),
        (b"line\nwith \x00 in it", "NUL"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\x00", "NUL"),
        (bytes(range(1, 256)) * 3, "control"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused(content, says):
    with pytest.raises(HoldfastError, match=says) as caught:
        decode(content, "x.txt")
    assert caught.value.problems[0].code == "HF102"


def test_the_place_of_a_nul_is_named():
    with pytest.raises(HoldfastError) as caught:
        decode(b"one\ntwo\n\x00", "x.txt")
    assert str(caught.value.problems[0].place) == "x.txt:3:1"


@pytest.mark.parametrize("content", [b"a" * (LARGEST + 1), b"a\n" * (MOST_LINES + 1)])
def test_what_is_too_large_is_refused(content):
    with pytest.raises(HoldfastError) as caught:
        decode(content, "x.txt")
    assert caught.value.problems[0].code == "HF103"


def test_line_ends_become_one_kind():
    assert decode(b"a\r\nb\rc\n", "a.txt").text == "a\nb\nc\n"
