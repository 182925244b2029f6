"""Cells of published files: what is read, what is refused, and laws over days and codes."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.history.datasets.cells import (
    CellError,
    coded,
    day,
    day_in_words,
    day_near,
    day_of_parts,
    empty,
    flag,
    integer,
    number,
    text,
    version,
    without,
    year,
)
from holdfast.history.datasets.spells import years_between

DAYS = st.dates(date(1816, 1, 1), date(2099, 12, 31))


READERS = [text, number, integer, year, flag, day, version, day_in_words]


@pytest.mark.parametrize("cell", [None, "", "  ", ".", "NA", "n/a", "NaN", "#N/A"])
@pytest.mark.parametrize("read", READERS)
def test_what_files_write_for_nothing_is_nothing(read, cell):
    assert empty(cell)
    assert read(cell) is None


@pytest.mark.parametrize(
    ("read", "cell", "value"),
    [
        (integer, 1947.0, 1947),  # a whole number as sheets and Stata hold it
        (integer, "-9", -9),
        (number, "1e3", 1000.0),
        (year, "1815", 1815),
        (flag, True, 1),
        (flag, "FALSE", 0),
        (flag, 1.0, 1),
        (text, 333.0, "333"),
        (text, "a \n b", "a b"),
        (version, 4.0100002, "4.01"),  # 4.01 in single precision, as ATOP publishes it
        (version, "3", "3"),
        (day, datetime(1992, 4, 24, tzinfo=UTC), date(1992, 4, 24)),
        (day, date(1992, 4, 24), date(1992, 4, 24)),
        (day, "1992-04-24 00:00:00.000", date(1992, 4, 24)),
        (day, "4/24/1992", date(1992, 4, 24)),
        (day_in_words, "20 October 1921", date(1921, 10, 20)),
        (day_in_words, ".  1953", None),
    ],
)
def test_cells_as_files_write_them(read, cell, value):
    assert read(cell) == value


@pytest.mark.parametrize(
    ("read", "cell", "expected"),
    [
        (integer, "two", "a whole number"),
        (integer, 2.5, "a whole number"),
        (integer, "1_000", "a whole number"),
        (number, "inf", "a number"),
        (number, "12 (estimate)", "a number"),
        (year, "8", "a year from 1400 to 2200"),
        (flag, "2", "yes (1) or no (0)"),
        (day, "24.4.1992", "a day as 1992-04-24"),
        (day, "1992-02-30", "a day that exists"),
        (day, "4/24/92", "a day with a year of four digits"),
        (day_in_words, "20 Brumaire 1799", "a day as 25 May 1918"),
        (coded({1: "full", 2: "partial"}), "3", "one of the codes 1 (full), 2 (partial)"),
        (coded({1: "full"}), "1.5", "one of the codes 1 (full)"),
    ],
)
def test_what_cannot_be_read_says_what_was_expected(read, cell, expected):
    with pytest.raises(CellError) as raised:
        read(cell)
    assert (raised.value.cell, raised.value.expected) == (cell, expected)


@given(DAYS)
def test_a_day_comes_back_from_both_ways_of_writing_it(when):
    assert day(when.isoformat()) == when
    assert day(f"{when.month}/{when.day}/{when.year}") == when


@given(DAYS, st.integers(-49, 49))
def test_a_century_is_found_from_a_year_less_than_half_a_century_away(when, away):
    short = f"{when.month}/{when.day}/{when.year % 100:02d}"
    assert day_near(short, when.year + away) == when


@given(DAYS, st.integers(0, 99))
def test_a_century_is_found_from_the_last_year_it_can_be(when, later):
    short = f"{when.month}/{when.day}/{when.year % 100:02d}"
    assert day_near(short, None, latest=when.year + later) == when


def test_parts_of_a_day_that_are_coded_as_unknown_leave_it_open():
    assert day_of_parts(1870, 7, 19) == date(1870, 7, 19)
    for parts in ((-8, -8, -8), (1870, -9, 19), (1870, None, 19)):
        assert day_of_parts(*parts) is None
    with pytest.raises(CellError):
        day_of_parts(1871, 2, 29)


@given(st.dictionaries(st.integers(0, 99), st.text("abcdef", min_size=3), min_size=1))
def test_a_code_and_its_words_are_read_alike(words):
    words = {code: f"w{code} {word}" for code, word in words.items()}
    read = coded(words)
    for code, word in words.items():
        assert read(code) == read(float(code)) == read(str(code)) == read(word.upper()) == word


def test_a_code_for_unknown_is_nothing_and_other_cells_are_read():
    read = without(coded({1: "negotiated"}), -9)
    assert read("-9.0") is None
    assert read("Negotiated") == "negotiated"


@given(DAYS, DAYS)
def test_years_between_two_days_are_counted_forwards_only(first, second):
    start, end = sorted((first, second))
    assert years_between(start, end) == (end - start).days / 365.25
    assert start == end or years_between(end, start) is None
    assert years_between(start, None) is None
