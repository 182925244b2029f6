"""YAML as an analyst reads it: what counts as what, and what is refused, with its place."""

import math

import pytest

from holdfast.casefile.tree import DEEPEST, parse
from holdfast.core.errors import HoldfastError, Place

# YAML 1.2 core schema, decimal part; everything else is text
SCALARS = {
    "no": "no",
    "yes": "yes",
    "on": "on",
    "off": "off",
    "n": "n",
    "No": "No",
    "True": "True",
    "FALSE": "FALSE",
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
    "Null": "Null",
    "2025-03-31": "2025-03-31",
    "2025-03-31T10:00:00Z": "2025-03-31T10:00:00Z",
    "12:30:45": "12:30:45",
    "0x1F": "0x1F",
    "0o17": "0o17",
    "017": 17,
    "1_000": "1_000",
    "0b1": "0b1",
    "1,5": "1,5",
    "95%": "95%",
    "7": 7,
    "-7": -7,
    "+7": 7,
    "0.5": 0.5,
    ".5": 0.5,
    "5.": 5.0,
    "1e3": 1000.0,
    "-1.5E-2": -0.015,
    "1e999": "1e999",
    "-1e999": "-1e999",
    ".inf": ".inf",
    ".nan": ".nan",
    "nan": "nan",
    "1e": "1e",
    "e5": "e5",
    "..": "..",
    "1.2.3": "1.2.3",
    "٣": "٣",
    "999999999999999999": 999999999999999999,
    "<<": "<<",
    "=": "=",
}


@pytest.mark.parametrize(("written", "meant"), SCALARS.items())
def test_a_plain_scalar(written, meant):
    found = parse(f"key: {written}", "f").data
    assert found == {"key": meant}
    assert type(found["key"]) is type(meant)


@pytest.mark.parametrize("quote", ["'{}'", '"{}"'])
@pytest.mark.parametrize("written", ["no", "true", "null", "7", "0.5", "", "2025-03-31"])
def test_what_is_quoted_is_text(written, quote):
    assert parse(f"key: {quote.format(written)}", "f").data == {"key": written}


def test_nineteen_digits_are_no_longer_counted_exactly():
    found = parse("key: 1234567890123456789", "f").data
    assert isinstance(found["key"], float)
    assert found["key"] == pytest.approx(1.2345678901234567e18)


def test_any_length_of_digits_is_read_quickly():
    found = parse(f"a: {'9' * 300}\nb: {'9' * 100_000}", "f").data
    assert math.isclose(found["a"], 1e300, rel_tol=1e-12)
    assert found["b"] == "9" * 100_000  # too large for a number, so text


def test_keys_are_always_text():
    found = parse("1: a\ntrue: b\nnull: c\n0.5: d\nno: e\n'': f", "f").data
    assert found == {"1": "a", "true": "b", "null": "c", "0.5": "d", "no": "e", "": "f"}


def test_block_text_keeps_its_words():
    assert parse("a: >\n  two\n  lines\nb: |\n  1\n", "f").data == {
        "a": "two lines\n",
        "b": "1\n",
    }


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_and_their_lines(ending):
    tree = parse(ending.join(["a: 1", "b:", "  - 2", ""]), "f")
    assert tree.data == {"a": 1, "b": [2]}
    assert tree.place(("b", 0)) == Place("f", 3, 5)


def test_a_byte_order_mark_is_no_part_of_the_first_key():
    assert parse("\ufeffa: 1", "f").data == {"a": 1}


def test_private_keys_are_left_out_at_any_depth():
    text = "x-a: 1\nb: {x-c: {d: 1}, e: [{x-f: 1}, 2]}\nx-: 1\nX-g: 1\n"
    assert parse(text, "f").data == {"b": {"e": [{}, 2]}, "X-g": 1}


def test_places_of_keys_values_and_of_what_is_missing():
    tree = parse("a:\n  b: [1, 2]\n  c:\n    d: x\n", "f")
    assert tree.place(("a",)) == Place("f", 1, 1)
    assert tree.place(("a", "b")) == Place("f", 2, 3)
    assert tree.place(("a", "b", 1)) == Place("f", 2, 10)
    assert tree.place(("a", "c", "d")) == Place("f", 4, 5)
    assert tree.place(("a", "c", "missing", "deeper")) == Place("f", 3, 3)
    assert tree.place(("nothing",)) == Place("f", 1, 1)
    assert parse("# one\n\na: 1", "f").place(()) == Place("f", 3, 1)


def test_a_tree_without_places_points_to_the_top():
    tree = parse("a: 1", "f")
    tree.keys.clear()
    tree.values.clear()
    assert tree.place(("a",)) == Place("f", 1, 1)


REFUSED = {
    "a key twice": ("a: 1\nb: 2\na: 3\n", "HF105", (3, 1), "the first is on line 1"),
    "a key twice, deeper": ("a: {b: 1, b: 2}", "HF105", (1, 11), "'b' stands twice"),
    "a private key twice": ("x-a: 1\nx-a: 2", "HF105", (2, 1), "'x-a'"),
    "the same key quoted": ("a: 1\n'a': 2", "HF105", (2, 1), "'a'"),
    "an anchor": ("a: &b 1", "HF106", (1, 4), "anchor or alias"),
    "an anchor on a list": ("a: &b [1]", "HF106", (1, 4), "anchor or alias"),
    "an alias": ("a: *b", "HF106", (1, 4), "anchor or alias"),
    "an anchor on a key": ("&a b: 1", "HF106", (1, 1), "not plain text"),
    "an alias as key": ("*a : 1", "HF106", (1, 1), "not plain text"),
    "a tag": ("a: !!str 1", "HF106", (1, 4), "tag:yaml.org,2002:str"),
    "a tag of its own": ("a: !mine 1", "HF106", (1, 4), "!mine"),
    "a python tag": ("a: !!python/name:os.system x", "HF106", (1, 4), "tag"),
    "a tag on a list": ("a: !!set [1]", "HF106", (1, 4), "tag"),
    "a tag on a mapping": ("a: !!omap {b: 1}", "HF106", (1, 4), "tag"),
    "a tag without name": ("a: ! 1", "HF106", (1, 4), "tag"),
    "a tag on a key": ("!!str a: 1", "HF106", (1, 1), "not plain text"),
    "a list as key": ("? [a]\n: 1", "HF106", (1, 3), "not plain text"),
    "a mapping as key": ("{{a: 1}: 2}", "HF106", (1, 2), "not plain text"),
    "two documents": ("a: 1\n---\nb: 2", "HF106", (2, 1), "second YAML document"),
    "nothing": ("", "HF202", (1, 1), "empty"),
    "a comment alone": ("# a\n\n", "HF202", (1, 1), "empty"),
    "a tab as indent": ("a:\n\tb: 1", "HF104", (2, 1), "indent with spaces"),
    "a tab first": ("\ta: 1", "HF104", (1, 1), "indent with spaces"),
    "an at sign": ("a: 1\nb: @c", "HF104", (2, 4), "'@' cannot stand"),
    "a back-quote": ("a: `c`", "HF104", (1, 4), "put quotes around it"),
    "a colon in a text": ("a: b\nc: d: e", "HF104", (2, 5), "put quotes around a text"),
    "an indent too little": ("a:\n  b: 1\n c: 2", "HF104", (3, 2), "same indentation"),
    "a list then a key": ("- a\nb: 1", "HF104", (2, 1), "same indentation"),
    "an open list": ("a: 1\nb: [1, 2\nc: 3\n", "HF104", (2, 4), "as line 3 shows; close it"),
    "an open list in its line": ("a: [1, 2}", "HF104", (1, 4), "should be; close it with ']'"),
    "a comma too many": ("a: {b: [1, , 2]}", "HF104", (1, 12), "where a value should"),
    "an open mapping": ("a: {b: 1\n\n", "HF104", (1, 4), "close it with '}'"),
    "an open quote": ("a: 1\nb: 'c\nd: 2\n", "HF104", (2, 4), "a quote is never closed"),
    "an apostrophe": ("a: 'it's'", "HF104", (1, 8), "close every quote"),
    "an unknown escape": ('a: "C:\\Users"', "HF104", (1, 9), "use single quotes"),
    "a surrogate escape": ('a: "\\ud800"', "HF104", (1, 7), "a backslash that starts no known"),
    "another YAML": ("%YAML 2.0\n---\na: 1", "HF104", (1, 1), "incompatible"),
    "a NUL": ("a: 1\nb: \x00", "HF104", (2, 4), "U+0000"),
    "a bell after long letters": ("é: é\n" * 3 + "éé: \x07", "HF104", (4, 5), "U+0007"),
    "a bell after old line ends": ("a: 1\rb: \x07", "HF104", (2, 4), "U+0007"),
    "an escape sequence": ("a: \x1b[31m", "HF104", (1, 4), "U+001B"),
    "a lone surrogate": ("a: \ud800", "HF104", (1, 4), "U+D800"),
    "a non-character": ("a: \uffff", "HF104", (1, 4), "U+FFFF"),
    "brackets without end": ("[" * 100_000, "HF107", None, "nested"),
    "braces without end": ("{a: " * 100_000, "HF107", None, "nested"),
    "dashes without end": ("- " * 100_000, "HF107", None, "nested"),
    "question marks without end": ("? " * 100_000, "HF106", (1, 3), "not plain text"),
    "laughs": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n",
        "HF106",
        (1, 4),
        "anchor or alias",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_has_a_code_a_place_and_a_remedy(name):
    text, code, at, phrase = REFUSED[name]
    with pytest.raises(HoldfastError) as caught:
        parse(text, "f.yaml")
    [problem] = caught.value.problems
    assert problem.code == code, str(problem)
    assert phrase in str(problem)
    if at is not None:
        assert problem.place == Place("f.yaml", *at), str(problem)


def test_the_deepest_nesting_that_is_read():
    deepest = "[" * DEEPEST + "1" + "]" * DEEPEST
    assert parse(deepest, "f").data is not None
    with pytest.raises(HoldfastError, match="HF107"):
        parse(f"[{deepest}]", "f")


def test_the_parser_written_in_python_reads_the_same(monkeypatch):
    """Where the quicker parser is not installed, the other one takes its place."""
    import yaml

    from holdfast.casefile import tree
    from holdfast.casefile.catalogue import bundled_text, slugs

    texts = [bundled_text(slug) for slug in slugs()]
    quick = [parse(text, "f") for text in texts]
    monkeypatch.setattr(tree, "_LOADER", yaml.SafeLoader)
    assert [parse(text, "f") for text in texts] == quick
    for text in ('a: "\\ud800"', '"\\udfff": 1', 'a: ["x\\ud800y"]'):
        with pytest.raises(HoldfastError, match="HF104: half of a surrogate pair"):
            parse(text, "f")
    for text, *_ in REFUSED.values():  # the two word their errors differently
        with pytest.raises(HoldfastError) as caught:
            parse(text, "f")
        assert 1 <= caught.value.problems[0].place.line <= len(text.splitlines()) + 1


def test_a_parser_that_only_says_no_is_reported_too(monkeypatch):
    import yaml

    def fail(*_args, **_more):
        raise yaml.YAMLError("something\nodd")

    monkeypatch.setattr(yaml, "parse", fail)
    with pytest.raises(HoldfastError, match="f:1:1: error HF104: something odd"):
        parse("a: 1", "f")


def test_a_parser_without_marks_points_to_the_top(monkeypatch):
    import yaml

    def fail(*_args, **_more):
        raise yaml.MarkedYAMLError(problem="odd")

    monkeypatch.setattr(yaml, "parse", fail)
    with pytest.raises(HoldfastError, match="f:1:1: error HF104: odd; check indentation"):
        parse("a: 1", "f")
