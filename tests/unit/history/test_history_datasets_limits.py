"""Files that would take all memory, or that no library takes kindly: refused before it does."""

import bz2
import gzip
import lzma
import random
import time
import zipfile

import openpyxl
import pytest

from holdfast.core.errors import HoldfastError
from holdfast.history.datasets import formats_r, formats_sheets, formats_text, formats_workbook
from holdfast.history.datasets.formats import tables
from holdfast.history.datasets.formats_workbook import place


def refusal(path):
    with pytest.raises(HoldfastError) as raised:
        [list(table.rows) for group in tables(path) for table in group]
    assert raised.value.exit_code == 2
    return raised.value.problems[0]


def put(path, raw):
    path.write_bytes(raw)
    return path


def book(path, **cells):
    workbook = openpyxl.Workbook()
    for name, value in ({"A1": "id", "B1": "name", "A2": 1, "B2": "x"} | cells).items():
        workbook.active[name] = value
    workbook.save(path)
    workbook.close()
    return path


@pytest.mark.parametrize("raw", [b",,,\n", b",,,", b",,,\n,,,\n", b"\n;;\n"])
def test_separators_alone_are_no_table(tmp_path, raw):
    problem = refusal(put(tmp_path / "a.csv", raw))
    assert (problem.code, "without names of columns" in problem.what) == ("HF424", True)


def test_a_stray_cell_far_out_is_refused_before_the_rectangle_is_held(tmp_path):
    problem = refusal(book(tmp_path / "a.xlsx", XFD1048576="stray"))
    assert problem.code == "HF424"
    assert "cells out to row 1,048,576 and column 16,384" in problem.what
    assert "16,777,216 cells" in problem.remedy


def test_a_long_or_a_wide_sheet_is_no_rectangle_that_is_too_large(tmp_path):
    for cell in ("B100000", "XFD2"):
        [[table]] = tables(book(tmp_path / "a.xlsx", **{cell: "stray"}))
        assert table.header[:2] == ("id", "name")


@pytest.mark.parametrize(("name", "column"), [(b"A", 1), (b"Z", 26), (b"AA", 27), (b"ZZ", 702)])
def test_letters_of_a_column_count_as_sheets_count_them(name, column):
    assert place(name) == column


def test_a_reference_that_two_pieces_share_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(formats_workbook, "_PIECE", 7)
    assert refusal(book(tmp_path / "a.xlsx", XFD1048576="stray")).code == "HF424"


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    path = book(tmp_path / "a.xlsx")
    monkeypatch.setattr(formats_workbook, "MOST_OF_A_BOOK", 2**10)
    problem = refusal(path)
    assert (problem.code, "csv" in problem.remedy) == ("HF424", True)
    monkeypatch.undo()
    monkeypatch.setattr(formats_sheets, "MOST_OF_A_BOOK", 2**10)
    assert refusal(path).code == "HF424"


def test_the_limit_stands_in_the_message(tmp_path, monkeypatch):
    monkeypatch.setattr(formats_workbook, "MOST_OF_A_BOOK", 2**20)
    path = book(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 2**21)
    assert "larger than 1 MiB unpacked" in refusal(path).what


def test_a_part_that_lies_about_its_size_is_damaged(tmp_path):
    path = book(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/extra.xml", b"x" * 12345)
    raw = path.read_bytes()
    there = raw.rindex((12345).to_bytes(4, "little"))  # in the list at the end
    put(path, raw[:there] + (5).to_bytes(4, "little") + raw[there + 4 :])
    assert refusal(path).code == "HF425"


def sheet(path, cells):
    """A workbook whose one sheet holds these bytes for its rows."""
    with zipfile.ZipFile(book(path)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["xl/worksheets/sheet1.xml"] = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + cells + b"</sheetData></worksheet>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(name, raw)
    return path


@pytest.mark.parametrize("piece", [b"<c ", b'<c r="A1" t="e">', b'<c r="A1" t="e"><f>', b" r="])
def test_a_part_without_end_is_looked_through_in_no_time(tmp_path, piece):
    raw = sheet(tmp_path / "a.xlsx", piece * (2**21 // len(piece))).read_bytes()
    start = time.process_time()
    formats_workbook.book_of("a.xlsx", raw)
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        (b'<c r="B2" t="e"><v>#REF!</v></c>', {(1, 1): "#REF!"}),
        (b'<c t="e" s="1" r="AA3"><f>1/0</f><v>#DIV/0!</v></c>', {(2, 26): "#DIV/0!"}),
        (b'<c r="A1" t="e"><f t="shared" si="1"/><v>#N/A</v></c>', {(0, 0): "#N/A"}),
        (b'<c r="A1" t="e"/><c r="B1"><v>5</v></c>', {}),
        (b'<c r="A1" t="e"></c><c r="B1"><v>5</v></c>', {}),
        (b'<c r="A1" t="s"><v>5</v></c>', {}),
    ],
)
def test_errors_of_a_sheet_are_found_with_their_place(tmp_path, cells, faults):
    raw = sheet(tmp_path / "a.xlsx", b'<row r="1">' + cells + b"</row>").read_bytes()
    assert formats_workbook.book_of("a.xlsx", raw).faults == {"Sheet": faults}


@pytest.mark.parametrize(
    ("member", "says"),
    [("xl/workbook.bin", "binary form (xlsb)"), ("word/document.xml", "a document of another")],
)
def test_what_is_no_xlsx_is_named(tmp_path, member, says):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, "x")
    problem = refusal(tmp_path / "a.xlsx")
    assert (problem.code, says in problem.what) == ("HF424", True)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, bytes])
def test_a_file_of_r_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch, pack):
    monkeypatch.setattr(formats_r, "MOST_OF_R", 2**20)
    path = put(tmp_path / "a.rda", pack(b"RDX3\nX\n" + bytes(2**21)))
    problem = refusal(path)
    assert (problem.code, "larger than 1 MiB unpacked" in problem.what) == ("HF424", True)


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_packed_file_of_r_that_is_cut_off_is_damaged(tmp_path, pack):
    raw = pack(b"RDX3\nX\n" + random.Random(7).randbytes(5000))
    assert refusal(put(tmp_path / "a.rda", raw[:-40])).code == "HF425"


def test_a_long_cell_is_read(tmp_path):
    [[table]] = tables(put(tmp_path / "a.csv", b"id,says\n1," + b"x" * 200_000 + b"\n"))
    [(_, cells)] = table.rows
    assert len(cells[1]) == 200_000


def test_a_cell_without_end_is_named_with_its_line(tmp_path, monkeypatch):
    monkeypatch.setattr(formats_text, "LONGEST_CELL", 1000)
    problem = refusal(put(tmp_path / "a.csv", b'id,says\n1,a\n2,"' + b"x\n" * 2000))
    assert (problem.code, problem.place.line) == ("HF427", 3)
    assert problem.what == "a cell has more than 1,000 signs"


@pytest.mark.parametrize("size", [40, 300, 3000, 9000])
@pytest.mark.parametrize("seed", range(5))
def test_chance_bytes_are_neither_text_nor_a_format(tmp_path, size, seed):
    raw = b"\x9d" + random.Random(seed).randbytes(size)
    problem = refusal(put(tmp_path / "a.rda", raw))
    assert problem.code == "HF424"
    assert "neither text nor a format that holdfast reads" in problem.what
