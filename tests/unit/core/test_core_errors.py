"""Errors for analysts: one line, with code and place, and nothing that a terminal obeys."""

import re
from pathlib import Path

import pytest

import holdfast
from holdfast.core.errors import (
    CODES,
    ExitCode,
    HoldfastError,
    Place,
    Problem,
    bad_input,
    printable,
)

SOURCE = Path(holdfast.__file__).parent


def test_exit_codes_are_those_of_the_contract():
    assert [(code.name, int(code)) for code in ExitCode] == [
        ("ANSWERED", 0),
        ("ANSWERED_NO", 1),
        ("BAD_INPUT", 2),
        ("GAVE_UP", 3),
    ]


def test_every_code_that_the_source_uses_has_a_title():
    used = {
        code
        for file in SOURCE.rglob("*.py")
        for code in re.findall(r"\"(HF\d{3})\"", file.read_text(encoding="utf-8"))
    }
    assert used == set(CODES)
    assert all(re.fullmatch(r"HF[1-8]\d\d", code) and title for code, title in CODES.items())


def test_a_problem_in_one_line():
    place = Place("case.yaml", 12, 3)
    assert str(place) == "case.yaml:12:3"
    whole = Problem("HF201", "unknown key 'x'", place, "a key", "remove it")
    assert str(whole) == (
        "case.yaml:12:3: error HF201: unknown key 'x'; expected a key; remove it"
    )
    assert str(Problem("HF201", "unknown key 'x'")) == "error HF201: unknown key 'x'"


def test_places_sort_by_line():
    assert sorted([Place("f", 10), Place("f", 9, 7), Place("f", 9)]) == [
        Place("f", 9),
        Place("f", 9, 7),
        Place("f", 10),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, é, 力", "plain, é, 力"),
        ("two\nlines\r", "two\\nlines\\r"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("turned \u202eround", "turned \\u202eround"),
        ("half \ud800", "half \\ud800"),
        ("\x00", "\\x00"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_nothing_that_a_terminal_obeys_is_printed(text, expected):
    assert printable(text) == expected
    assert str(Problem("HF201", text, Place(text, 1))) == (
        f"{expected}:1:1: error HF201: {expected}"
    )


def test_an_error_carries_its_problems_and_an_exit_code():
    first, second = Problem("HF201", "one"), Problem("HF202", "two")
    error = HoldfastError(first, second, exit_code=ExitCode.GAVE_UP)
    assert error.problems == (first, second)
    assert error.exit_code is ExitCode.GAVE_UP
    assert str(error) == "error HF201: one"


def test_an_error_needs_a_problem():
    with pytest.raises(ValueError, match="at least one problem"):
        HoldfastError()


def test_bad_input_is_the_users_to_mend():
    error = bad_input("HF403", "--draws 0", expected="1 or more", remedy="leave it out")
    assert error.exit_code is ExitCode.BAD_INPUT
    assert str(error) == "error HF403: --draws 0; expected 1 or more; leave it out"
