"""Packages on one page: what a planner asks, as the finding has it, both sides alike."""

import io
from importlib.util import find_spec

import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.report.notice import NOTICE
from holdfast.report.office import packages_docx
from holdfast.report.onepage import one_page_markdown, one_page_text
from holdfast.report.packages_page import packages_page
from holdfast.report.phrases import share_of_draws
from holdfast.study.ensemble import ensemble
from holdfast.study.packages.compare import Wanted, compared

MORE = tuple(f"tripwire-force=2,air-cover={k / 5},arms-and-money=1" for k in range(4))
LINES_OF_A_SHEET = 42  # of small type on a sideways sheet of A4, below the title


@pytest.fixture(scope="module")
def found():
    conflict = open_case("ukraine-2025-03-31")
    return conflict, compared(ensemble(conflict, 3, 4, 4))[0]


def test_every_package_has_a_row_and_every_cell_says_something(found):
    conflict, finding = found
    page = packages_page(conflict, finding)
    assert len(page.table.rows) == len(finding.answer["packages"])
    assert all(cell.strip() for row in page.table.rows for cell in row)
    for row, package in zip(page.table.rows, finding.answer["packages"], strict=True):
        assert package["title"] in row[0]
        assert row[3] == share_of_draws(package["brings_both"])


def test_both_sides_have_a_column_of_the_same_kind(found):
    conflict, finding = found
    contest = conflict.contest
    names = [conflict.name(side) for side in (contest.target, contest.challenger)]
    columns = packages_page(conflict, finding).table.columns
    assert [columns.count(f"Gain of {name}") for name in names] == [1, 1]


def test_what_the_case_does_not_say_is_not_made_up():
    conflict = open_case("korea-1953")
    finding = compared(ensemble(conflict, 3, 2, 2))[0]
    page = packages_page(conflict, finding)
    own = [k for k, one in enumerate(finding.answer["packages"]) if not one["cost_per_year"]]
    assert own
    assert {page.table.rows[k][5] for k in own} == {"not stated"}


def test_no_package_is_put_forward_and_the_notice_stands(found):
    text = one_page_text(packages_page(*found))
    assert "No package is put forward" in text
    assert NOTICE in text
    assert "cost with rotation" in one_page_markdown(packages_page(*found))


@pytest.mark.skipif(find_spec("docx") is None, reason="needs the extra office")
@pytest.mark.parametrize("more", [(), MORE])
def test_it_is_one_sideways_sheet(found, more):
    import docx

    if more:
        conflict = found[0]
        found = conflict, compared(ensemble(conflict, 3, 4, 4), Wanted(more))[0]
    document = docx.Document(io.BytesIO(packages_docx(*found)))
    page = document.sections[0]
    assert page.page_width > page.page_height
    [table] = document.tables
    # Arial of 8 points is some 0.16 cm a letter; a row is as high as its fullest cell
    room = [max(1, int((column.width.cm - 0.2) / 0.16)) for column in table.columns]
    high = sum(
        max(-(-len(c.text) // letters) for c, letters in zip(row.cells, room, strict=True))
        for row in table.rows
    )
    told = sum(-(-len(one.text) // 190) for one in document.paragraphs)
    assert high * 0.34 + told * 0.42 < LINES_OF_A_SHEET * 0.43  # cm
    assert packages_docx(*found) == packages_docx(*found)
