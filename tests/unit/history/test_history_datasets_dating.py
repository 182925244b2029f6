"""Days whose order or count only the column tells, and laws over all orders of them."""

from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, to_excel

from holdfast.core.errors import HoldfastError
from holdfast.history.datasets.cells import CellError, day, day_in_words, integer, moment
from holdfast.history.datasets.dating import settled
from holdfast.history.datasets.layouts import Layout, Loader, days_in, needs
from holdfast.history.datasets.loading import load
from holdfast.history.datasets.tables import Table

DAYS = st.dates(date(1946, 1, 1), date(2099, 12, 31))
LOADER = Loader(
    dataset="truces",
    fields={"id": "number", "from": "first day", "to": "last day"},
    layouts=(Layout("the file", (needs("id", integer), needs("from", day), needs("to", day))),),
    span=("from",),
)


def table(*rows, counts_days=False):
    cells = ((number, row) for number, row in enumerate(rows, 2))
    return Table("a.csv", ("from", "to"), cells, counts_days=counts_days)


def plain(*rows, columns=(0, 1), **options):
    found, said = settled(table(*rows, **options), columns)
    return [tuple(cells) for _, cells in found.rows], list(said)


def test_a_column_with_the_day_first_is_read_so():
    rows, said = plain(("1992-04-24", "5/4/1999"), ("", "24/4/92"), (None, "."))
    assert rows == [("1992-04-24", "4/5/1999"), ("", "4/24/92"), (None, ".")]
    assert said == ["the days in 'to' were read with the day first, as 24/4/1992"]


def test_a_column_with_the_month_first_is_read_as_it_stands():
    rows, said = plain(("4/5/1999", "4/24/1992"))
    assert (rows, said) == ([("4/5/1999", "4/24/1992")], [])


def test_a_column_that_does_not_tell_is_read_like_the_others():
    rows, said = plain(("5/4/1999", "24/4/1992"))
    assert rows == [("4/5/1999", "4/24/1992")]
    assert said == ["the days in 'from', 'to' were read with the day first, as 24/4/1992"]


def test_where_nothing_tells_the_publishers_order_is_taken_and_said():
    rows, said = plain(("5/4/1999", "1992-04-24"))
    assert rows == [("5/4/1999", "1992-04-24")]
    assert said == ["the days in 'from' were read with the month first; nothing in them tells"]
    assert plain(("4/4/1999", ""))[1] == []  # the same day in both orders


def test_both_orders_in_a_column_are_refused_with_the_line():
    with pytest.raises(HoldfastError) as raised:
        plain(("24/4/1992", ""), ("1/1/1999", ""), ("4/25/1992", ""))
    [problem] = raised.value.problems
    assert (problem.code, problem.place.line) == ("HF427", 4)
    assert problem.what == "'from' holds '4/25/1992', and in line 2 '24/4/1992'"


def test_a_day_that_is_none_in_either_order_is_left_to_its_reader():
    rows, said = plain(("13/45/48", "24/4/1992"))
    assert rows == [("13/45/48", "4/24/1992")]
    assert said == ["the days in 'to' were read with the day first, as 24/4/1992"]


@given(st.lists(DAYS, min_size=1), st.sampled_from(["{0.day}/{0.month}", "{0.month}/{0.day}"]))
def test_an_order_that_shows_is_found(days, order):
    words = [(f"{order.format(when)}/{when.year}", "") for when in days]
    rows, _ = plain(*words)
    if any(when.day > 12 for when in days):
        assert [day(cell) for cell, _ in rows] == days


@given(DAYS)
def test_a_sheets_count_of_days_is_that_day(when):
    counted = float(to_excel(when))  # a second way: as openpyxl counts
    rows, said = plain((counted, int(counted)), counts_days=True)
    assert rows == [(when, when)]
    assert said == ["the days in 'from', 'to' that stand as numbers were counted from 1900"]


@pytest.mark.parametrize("cell", [1992, 1992.0, 34035.5, 19920424, True, -9])
def test_other_numbers_are_no_days(cell):
    assert plain((cell, cell), counts_days=True) == ([(cell, cell)], [])


def test_numbers_of_a_file_that_does_not_count_so_are_left():
    assert plain((34035.0, "34035")) == ([(34035.0, "34035")], [])
    with pytest.raises(CellError) as raised:
        day("34035")
    assert "count of days has to be shown as a day" in raised.value.expected
    with pytest.raises(CellError):
        day_in_words("34035.0")


def test_without_days_the_rows_are_not_read():
    given_ = table(("x", "y"))
    assert settled(given_, ()) == (given_, ())


def test_words_without_a_century_are_kept_and_nothing_else():
    assert moment("7/21/46") == "7/21/46"
    assert moment("4/24/1992") == date(1992, 4, 24)
    with pytest.raises(CellError):
        moment(34035.0)
    assert days_in(Layout("x", (needs("a", moment),)), ("b", "a")) == (1,)


def book(path, epoch=None):
    workbook = openpyxl.Workbook()
    if epoch is not None:
        workbook.epoch = epoch
    for row in (["id", "from", "to"], [1, 34035.0, "1993-03-08"], [2, None, "8/3/1993"]):
        workbook.active.append(row)
    workbook.save(path)
    workbook.close()
    return path


def test_days_of_a_workbook_are_read_and_what_was_taken_is_told(tmp_path):
    loaded = load(LOADER, book(tmp_path / "a.xlsx"))
    assert loaded.column("from") == (date(1993, 3, 7), None)  # as Excel shows 34035
    assert loaded.column("to") == (date(1993, 3, 8), date(1993, 8, 3))
    assert loaded.notices == (
        "the days in 'from' that stand as numbers were counted from 1900",
        "the days in 'to' were read with the month first; nothing in them tells",
    )


def test_days_counted_from_1904_are_not_guessed(tmp_path):
    with pytest.raises(HoldfastError) as raised:
        load(LOADER, book(tmp_path / "a.xlsx", CALENDAR_MAC_1904))
    [problem] = raised.value.problems
    assert problem.what == "a.xlsx, row 2: cell B2, 'from', holds '34035.0'"
    assert "count of days" in problem.expected
