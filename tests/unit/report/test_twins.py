"""Twins: csv readers read the tables back, no spreadsheet works a cell out, names stay."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.report.tables import Table
from holdfast.report.twins import (
    FIGURE_FORMS,
    TABLE_FORMS,
    csv_text,
    figures_by_name,
    tables_by_name,
    tables_of,
)

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


def read(text):
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def test_a_table_by_hand():
    table = Table("Sums", ("", 'say "so"'), (("a, b", "two\nlines"), ("c", "")))
    assert csv_text(table) == ',"say ""so"""\r\n"a, b","two\nlines"\r\nc,\r\n'


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_every_cell_comes_back_whatever_it_holds(rows):
    """Python's own reader finds every cell again; only an apostrophe may precede it."""
    table = Table("any", ("a", "b"), tuple(map(tuple, rows)))
    [_, *found] = read(csv_text(table))
    for row, back in zip(rows, found, strict=True):
        for cell, again in zip(row, back, strict=True):
            assert again in (cell, f"'{cell}")
            assert again == cell or re.match(
                "\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]", cell
            )


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", " =1", "\t=1", "\r=1",
        "\n=1", "\uff1d1+1", "-0.5 (-1 to 0)", "-", "+", "- a",
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_work_out_starts_with_an_apostrophe(cell):
    """The list is OWASP's on csv injection, with signs of full width and leading blanks."""
    table = Table("any", ("a", cell), ((cell, "b"),))
    assert read(csv_text(table)) == [["a", f"'{cell}"], [f"'{cell}", "b"]]


@pytest.mark.parametrize("cell", ["-0.5", "+3", "12%", "-4%", "1 (0 to 2)", "", "a=b", "x-y"])
def test_numbers_and_words_stay_as_they_are(cell):
    assert read(csv_text(Table("any", ("a",), ((cell,), ("x",)))))[1] in ([cell], [])


def test_names_count_on_from_the_section(contested):
    [section] = [s for s in contested.document.sections if s.id == "window"]
    names = list(tables_of(section))
    assert names[:3] == ["window", "window-2", "window-3"]
    assert len(names) == len(section.tables)


def test_every_table_and_figure_has_one_name(contested):
    sections = contested.document.sections
    tables, figures = tables_by_name(contested.document), figures_by_name(contested.document)
    assert list(tables.values()) == [t for s in sections for t in s.tables]
    assert list(figures.values()) == [p for s in sections for p in s.pictures]
    assert all(re.fullmatch(r"[a-z0-9-]+", name) for name in (*tables, *figures))


def test_forms_are_what_they_are_called(contested):
    table = tables_by_name(contested.document)["window"]
    assert read(TABLE_FORMS["csv"](table).decode()) == [
        list(table.columns),
        *map(list, table.rows),
    ]
    lines = TABLE_FORMS["md"](table).decode().splitlines()
    assert len([line for line in lines if line.startswith("|")]) == len(table.rows) + 2
    picture = figures_by_name(contested.document)["keeping"]
    assert ElementTree.fromstring(FIGURE_FORMS["svg"](picture)).tag.endswith("}svg")
    dots = FIGURE_FORMS["png"](picture)
    assert dots.startswith(b"\x89PNG\r\n\x1a\n")
    assert dots == FIGURE_FORMS["png"](picture)
    assert b"Software" not in dots
    assert b"matplotlib" not in dots.lower()
