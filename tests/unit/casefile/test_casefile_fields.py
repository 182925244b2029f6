"""Every rule about one field: numbers, units, sources, ids, texts; each with its line."""

import pytest

from holdfast.casefile.fields import LONGEST_ID, LONGEST_QUOTE, hint, shown

JUDGED = "unit: share, basis: judgement, by: me"
POLLED = "value: 0.2, unit: share, basis: survey, source: {ref: poll, "
LINE = "  line: {value: 0.2, unit: share, basis: reported, source: statement}"

# how the line is written; the code; what the message says
QUANTITIES = {
    "no number": (f"{JUDGED}", "HF205", "either value, or all of"),
    "half a range": (f"low: 0.1, high: 0.3, {JUDGED}", "HF205", "all"),
    "both ways": (
        f"value: 0.2, low: 0.1, likely: 0.2, high: 0.3, {JUDGED}",
        "HF205",
        "{value: } or {low: , likely: , high: }",
    ),
    "value and low": (f"value: 0.2, low: 0.1, {JUDGED}", "HF205", "or"),
    "out of order": (
        f"low: 0.3, likely: 0.2, high: 0.4, {JUDGED}",
        "HF205",
        "low 0.3, likely 0.2, high 0.4 are out of order; expected low <= likely <= high",
    ),
    "upside down": (
        f"low: 0.4, likely: 0.3, high: 0.2, {JUDGED}",
        "HF205",
        "out of order",
    ),
    "a text": (f"value: much, {JUDGED}", "HF203", "'much' does not fit"),
    "a percentage": (f"value: 20%, {JUDGED}", "HF203", "a number"),
    "a decimal comma": (f"value: '0,2', {JUDGED}", "HF203", "a number"),
    "a boolean": (f"value: true, {JUDGED}", "HF203", "true does not fit"),
    "infinite": (f"value: .inf, {JUDGED}", "HF203", "'.inf' does not"),
    "beyond floats": (f"value: 1e999, {JUDGED}", "HF203", "a number"),
    "a list": (f"value: [0.2], {JUDGED}", "HF203", "a list does not fit"),
    "no unit": ("value: 0.2, basis: judgement, by: me", "HF202", "missing key 'unit'"),
    "unknown unit": (
        "value: 0.2, unit: shares, basis: judgement, by: me",
        "HF204",
        "unknown unit 'shares'; did you mean 'share'?",
    ),
    "money without year": (
        "value: 0.2, unit: EUR bn, basis: judgement, by: me",
        "HF204",
        "did you mean 'EUR bn 2024'?",
    ),
    "another unit": (
        "value: 0.2, unit: probability, basis: judgement, by: me",
        "HF204",
        "'probability' does not fit here; expected share",
    ),
    "too large": (
        f"value: 1.2, {JUDGED}",
        "HF207",
        "1.2 is out of range for the unit 'share'; expected 0 to 1",
    ),
    "too small": (f"value: -0.1, {JUDGED}", "HF207", "-0.1 is out of"),
    "low too low": (
        f"low: -0.1, likely: 0.2, high: 0.4, {JUDGED}",
        "HF207",
        "-0.1 is out of range",
    ),
    "high too high": (
        f"low: 0.1, likely: 0.2, high: 1.4, {JUDGED}",
        "HF207",
        "1.4 is out of range",
    ),
    "no basis": (
        "value: 0.2, unit: share, by: me",
        "HF206",
        "without basis; expected basis: one of",
    ),
    "unknown basis": (
        "value: 0.2, unit: share, basis: judgment, by: me",
        "HF203",
        "'judgment' is not known here; did you mean 'judgement'?",
    ),
    "judged by nobody": (
        "value: 0.2, unit: share, basis: judgement",
        "HF206",
        "basis judgement needs by; expected by: who",
    ),
    "assumed by nobody": (
        "value: 0.2, unit: share, basis: assumed",
        "HF206",
        "assumed needs by",
    ),
    "judged by a blank": (
        "value: 0.2, unit: share, basis: judgement, by: ' '",
        "HF203",
        "expected some text",
    ),
    "reported without source": (
        "value: 0.2, unit: share, basis: reported, by: me",
        "HF206",
        "basis reported needs source",
    ),
    "survey without source": (
        "value: 0.2, unit: share, basis: survey",
        "HF206",
        "survey needs",
    ),
    "dataset without source": (
        "value: 0.2, unit: share, basis: dataset",
        "HF206",
        "dataset needs",
    ),
    "estimated without source": (
        "value: 0.2, unit: share, basis: estimated",
        "HF206",
        "estimated needs source",
    ),
    "no sources": ("value: 0.2, unit: share, basis: survey, source: []", "HF203", "1 or more"),
    "a number as source": (
        "value: 0.2, unit: share, basis: survey, source: 7",
        "HF203",
        "this should be a mapping",
    ),
    "a source without ref": (
        "value: 0.2, unit: share, basis: survey, source: {at: page 1}",
        "HF202",
        "missing key 'ref'",
    ),
    "an unknown key of a source": (
        POLLED + "say: x}",
        "HF201",
        "did you mean 'says'?",
    ),
    "an interval": (
        f"low: 0.1, likely: 0.2, high: 0.3, interval: 90, {JUDGED}",
        "HF203",
        "90 is not known here; did you mean '90%'?",
    ),
    "a shape": (
        f"low: 0.1, likely: 0.2, high: 0.3, shape: normal, {JUDGED}",
        "HF203",
        "'normal' is not known here; did you mean 'uniform'?",
    ),
    "a day of judgement": (
        f"value: 0.2, {JUDGED}, on: 31 March",
        "HF203",
        "'31 March' is not a day; expected a day as 2025-03-31",
    ),
    "an unknown key": (
        "value: 0.2, units: share, basis: judgement, by: me",
        "HF201",
        "unknown key 'units'; did you mean 'unit'?",
    ),
    "a figure of the wrong unit": (
        POLLED + "value: {value: 1, unit: kg}}",
        "HF204",
        "unknown unit 'kg'",
    ),
    "a figure out of range": (
        POLLED + "value: {value: 20, unit: share}}",
        "HF207",
        "20 is out of range for the unit 'share'",
    ),
    "a long quote": (
        POLLED + "quote: '" + "w " * 26 + "'}",
        "HF203",
        f"a quote of 26 words; expected at most {LONGEST_QUOTE} words",
    ),
}


@pytest.mark.parametrize("name", QUANTITIES)
def test_a_number_that_is_not_well_given(shape, name):
    written, code, phrase = QUANTITIES[name]
    broken = shape.swap(LINE, f"  line: {{{written}}}  # HERE")
    problem = broken.problem(code)
    assert phrase in str(problem)
    assert "contest.line" in str(problem)


@pytest.mark.parametrize(
    "written",
    [
        f"value: 0, {JUDGED}",
        "value: 1, unit: share, basis: assumed, by: me",
        "low: 0.2, likely: 0.2, high: 0.2, unit: share, basis: assumed, by: me",
        "low: 0, likely: 1, high: 1, unit: share, basis: assumed, by: me, interval: 100%",
        "value: 0.2, unit: share, basis: dataset, source: [poll, {ref: statement, at: p. 1}]",
        f"value: 0.2, {JUDGED}, source: poll, x-why: [1]",
        POLLED + "quote: '" + "w " * 25 + "'}",
        f"value: 0.2, {JUDGED}, coded_by: me",
    ],
)
def test_a_number_that_is_well_given(shape, written):
    conflict = shape.swap(LINE, f"  line: {{{written}}}").load()
    assert conflict.contest is not None
    assert conflict.contest.line.unit == "share"


def test_what_a_number_is_read_as(shape):
    power = shape.load().quantity("contest.power")
    assert (power.low, power.likely, power.high) == (0.25, 0.36, 0.5)
    assert (power.interval, power.shape, power.basis) == (0.9, "pert", "judgement")
    assert power.by == "me on 2025-03-30"
    survey = shape.load().quantity("audiences.public.opposes.0.share")
    assert (survey.interval, survey.by) == (0.95, "")
    assert [citation.ref for citation in survey.sources] == ["poll"]


# place in the file, its number there, the unit it must have, another unit
UNITS = [
    ("  power:", "unit: probability", None, "share"),
    ("  line:", "unit: share", None, "package strength"),
    ("  patience:", "unit: discount per quarter", None, "probability per quarter"),
    ("  shift_in_peace:", "unit: probability per quarter", None, "probability"),
    ("  first_strike:", "unit: probability", None, "share"),
    ("  fait_accompli:", "unit: day", None, "month"),
    ("    met_at:", "unit: package strength", None, "share"),
    ("    audience_cost:", "unit: share", None, "probability"),
    ("    clarity:", "unit: probability", None, "share"),
    ("    home in rival:", "unit: probability", None, "share"),
    ("    position:", "unit: package strength", None, "share"),
    ("    weight:", "unit: share", None, "count"),
    ("    salience:", "unit: share", None, "probability"),
    ("    response_time:", "unit: day", None, "year"),
    ("    kept_with: {value: 0.5", "unit: probability", None, "share"),
    ("    half_life:", "unit: year", None, "month"),
    ("      stake:", "unit: share", None, "probability"),
    ("      automatic:", "unit: probability", None, "share"),
    ("    line_length:", "unit: km", None, "day"),
    ("    detects:", "unit: probability", None, "share"),
    ("    leans:", "unit: lean", None, "share"),
    ("        share:", "unit: share", None, "probability"),
    ("      backing: {low", "unit: share", None, "probability"),
]


@pytest.mark.parametrize(("start", "unit", "_", "other"), UNITS)
def test_every_field_has_its_unit(shape, start, unit, _, other):
    lines = shape.text.split("\n")
    [first] = [n for n, line in enumerate(lines) if line.startswith(start)]
    place = next(n for n in range(first, len(lines)) if unit in lines[n])
    lines[place] = f"{lines[place].replace(unit, f'unit: {other}')}  # HERE"
    problem = type(shape)("\n".join(lines)).problem("HF204")
    assert f"'{other}' does not fit here; expected {unit.removeprefix('unit: ')}" in str(
        problem
    )


IDS = ["Home", "home_land", "-home", "ho me", "h\u00f6me", "", "home.", "h" * (LONGEST_ID + 1)]


@pytest.mark.parametrize("name", IDS)
def test_an_id_that_is_none(shape, name):
    broken = shape.swap("  far-ally: {name: Far ally", f'  "{name}": {{name: Far ally')
    problem = broken.problems()[0]
    assert problem.code == "HF203"
    expected = ("small letters, digits and hyphens", "at most 80 signs")
    assert problem.expected in expected


@pytest.mark.parametrize("word", ["and", "or", "not"])
def test_words_that_join_conditions_are_no_ids(shape, word):
    options = "    options: {{{}: Paused, flowing: Flowing}}".format
    problem = shape.swap(options("paused"), f"{options(word)}  # HERE").problem("HF203")
    assert f"'{word}' joins conditions and cannot be an id" in str(problem)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("x", "'x'"),
        (None, "nothing"),
        (False, "false"),
        (7, "7"),
        (0.25, "0.25"),
        ({}, "a mapping"),
        ([], "a list"),
        ("y" * 61, "'" + "y" * 57 + "...'"),
    ],
)
def test_values_are_shown_short(value, expected):
    assert shown(value) == expected


def test_a_hint_names_the_nearest_or_lists_what_is_known():
    many = [f"w{number:03}" for number in range(30)]
    assert hint("paussed", ["paused", "flowing"]) == {"remedy": "did you mean 'paused'?"}
    assert hint("qq", ["paused", "flowing"]) == {"expected": "one of paused, flowing"}
    assert hint("qq", ["paused"]) == {"expected": "paused"}
    assert hint("qq", many)["expected"].endswith("w023 and 6 more")
    assert hint("z" * 1_000_000, ["paused"]) == {"expected": "paused"}
