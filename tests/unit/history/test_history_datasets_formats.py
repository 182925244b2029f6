"""Files of every format, made here: whole, cut off, in other clothes, or no table at all."""

import builtins
import csv
import gzip
import io
import warnings
import zipfile
from datetime import date
from itertools import chain

import openpyxl
import pandas as pd
import pytest
import rdata
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.errors import HoldfastError
from holdfast.history.datasets.formats import tables
from holdfast.history.datasets.formats_r import r_tables
from holdfast.history.datasets.formats_sheets import sheet_tables
from holdfast.history.datasets.formats_stata import stata_table
from holdfast.history.datasets.formats_text import text_table
from holdfast.history.datasets.frames import frame_table
from holdfast.history.datasets.heads import page

HEADER = ("id", "name", "start")
ROWS = [(1, "Żelazna", date(1992, 4, 24)), (2, "plain", None)]


def csv_bytes(separator=",", encoding="utf-8", end="\n"):
    lines = [separator.join(HEADER), *(separator.join(map(as_text, row)) for row in ROWS)]
    return (end.join(lines) + end).encode(encoding)


def as_text(cell):
    return "" if cell is None else str(cell)


def book(path, *sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, rows in enumerate(sheets):
        sheet = workbook.create_sheet(f"sheet{number}")
        for row in rows:
            sheet.append(list(row))
    workbook.save(path)
    workbook.close()
    return path


def frame():
    return pd.DataFrame(
        {
            "id": [1, 2],
            "name": [name for _, name, _ in ROWS],
            "start": pd.to_datetime([when for _, _, when in ROWS]),
            "share": [0.5, None],
        }
    )


def dta(path, release=118):
    frame().to_stata(path, write_index=False, version=release, convert_dates={"start": "td"})
    return path


def rda(path, **frames):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # rdata leaves its file open
        rdata.write_rda(path, frames)
    return path


def put(path, raw):
    path.write_bytes(raw)
    return path


def zipped(path, **members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return path


def read(path, *first):
    """Header and rows of each table, as tuples."""
    return [
        (table.source, table.header, [(n, *cells) for n, cells in table.rows])
        for table in chain.from_iterable(tables(path, first))
    ]


def refusal(path):
    with pytest.raises(HoldfastError) as raised:
        read(path)
    return raised.value.problems[0]


# Text.


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_read_whatever_separates_and_encodes_it(tmp_path, separator, encoding, end):
    path = put(tmp_path / "a.csv", csv_bytes(separator, encoding, end))
    [(source, header, rows)] = read(path)
    assert (source, header) == ("a.csv", HEADER)
    assert rows == [(2, "1", "Żelazna", "1992-04-24"), (3, "2", "plain", "")]


def test_text_that_is_not_utf_8_is_read_as_windows_wrote_it(tmp_path):
    quoted = "Côte d\N{RIGHT SINGLE QUOTATION MARK}Ivoire"
    raw = f"id;name\n1;{quoted}\n".encode("cp1252")
    [(_, _, rows)] = read(put(tmp_path / "a.csv", raw))
    assert rows == [(2, "1", quoted)]
    raw = b"id;name\n1;\x81\xe9\n"  # 0x81 is no sign of Windows
    [(_, _, rows)] = read(put(tmp_path / "b.csv", raw))
    assert rows == [(2, "1", "\x81é")]


def test_a_row_is_named_by_the_line_on_which_it_begins(tmp_path):
    raw = b'\nid,says\n1,"two\nlines"\n\n2,one\n'
    [(_, _, rows)] = read(put(tmp_path / "a.csv", raw))
    assert rows == [(3, "1", "two\nlines"), (6, "2", "one")]


def test_blank_cells_behind_the_header_are_cut_off(tmp_path):
    [(_, header, rows)] = read(put(tmp_path / "a.csv", b"id,name\n1,a,,\n"))
    assert (header, rows) == (("id", "name"), [(2, "1", "a")])


@pytest.mark.parametrize("said", ["sep=,", "SEP=,\r", '"sep=,"', "\nsep=;"])
def test_what_excel_says_of_the_separator_is_no_header(tmp_path, said):
    [(_, header, rows)] = read(put(tmp_path / "a.csv", said.encode() + b"\nid,name\n1,a\n"))
    assert (header, rows) == (("id", "name"), [(said.count("\n") + 3, "1", "a")])


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@given(
    st.lists(st.tuples(CELLS, CELLS, st.sampled_from(["x", "y"])), max_size=8),
    st.sampled_from(",;\t"),
)
def test_what_csv_writes_comes_back(rows, separator):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows([HEADER, *rows])
    raw = out.getvalue().encode("utf-8")
    found = list(text_table("a.csv", lambda: io.BytesIO(raw)).rows)
    assert [tuple(cells) for _, cells in found] == rows
    lines = [number for number, _ in found]
    assert lines == sorted(set(lines))
    assert all(number >= 2 for number in lines)


@pytest.mark.parametrize(
    ("raw", "code", "says"),
    [
        (b"id,name\n1,a\n2\n", "HF427", "the row has 1 cells; it may be cut off"),
        (b"id,name\n1,a,b\n", "HF427", "the row has 3 cells"),
        (b'id,name\n1,"cut o', "HF425", "line 2: unexpected end of data"),
        (b"", "HF424", "a.csv is empty"),
        (b" \n \n", "HF424", "a.csv is empty"),
        (b"just words\n", "HF424", "a text without columns"),
        (b"i\0d,\0n\n", "HF424", "neither text nor a format"),
        ("id,name\n1,a\n".encode("utf-16"), "HF424", "a text in UTF-16"),
        (b"%PDF-1.7 ...", "HF424", "a PDF"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", "HF424", "Git LFS"),
        (b"\n<!DOCTYPE html><html><body>", "HF424", "a web page, not the file itself"),
        (b'<?xml version="1.0"?>\n<html xmlns="a">', "HF424", "a web page"),
        (b"PK\x03\x04 and no more", "HF425", "truncated or damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and no more", "HF425", "truncated or damaged"),
    ],
)
def test_what_is_no_table_is_named(tmp_path, raw, code, says):
    problem = refusal(put(tmp_path / "a.csv", raw))
    assert problem.code == code
    assert says in problem.what


def test_a_row_that_is_cut_off_is_named_with_its_line(tmp_path):
    problem = refusal(put(tmp_path / "a.csv", b'id,name\n1,"a\nb"\n2\n'))
    assert (problem.place.file, problem.place.line) == ("a.csv", 4)


@pytest.mark.parametrize("name", ["missing.csv", "", "nul\0.csv"])
def test_what_is_no_file_is_named(tmp_path, name):
    assert refusal(tmp_path / name).code == "HF101"


def test_a_page_is_told_from_a_table():
    assert page(b"\xef\xbb\xbf \n<HTML>")
    assert page(b"<!-- saved from url --><html>")
    assert not page(b"html,head\n1,2\n")


# Spreadsheets.


def test_sheets_are_read_in_their_order_with_their_row_numbers(tmp_path):
    path = book(tmp_path / "a.xlsx", [HEADER, *ROWS], [(), ("other",), (5,)], [])
    first, second = read(path)
    assert first == (
        "a.xlsx, sheet sheet0",
        HEADER,
        [(2, 1, "Żelazna", date(1992, 4, 24)), (3, 2, "plain", "")],
    )
    assert second == ("a.xlsx, sheet sheet1", ("other",), [(3, 5)])


def test_a_zero_is_not_an_empty_row(tmp_path):
    path = book(tmp_path / "a.xlsx", [("x", "y"), (0, 0), (None, None), (False, None)])
    [(source, _, rows)] = read(path)
    assert source == "a.xlsx"
    assert [row[0] for row in rows] == [2, 4]


# Stata and R.


@pytest.mark.parametrize("release", [118, 119])
def test_a_file_of_stata_is_read_with_days_and_gaps(tmp_path, release):
    [(_, header, rows)] = read(dta(tmp_path / "a.dta", release))
    assert header == (*HEADER, "share")
    assert rows == [(1, 1, "Żelazna", date(1992, 4, 24), 0.5), (2, 2, "plain", None, None)]


def test_an_old_file_of_stata_is_known_by_its_first_bytes(tmp_path):
    path = tmp_path / "a.csv"  # the name does not count
    frame()[["id", "share"]].to_stata(path, write_index=False, version=114)
    assert path.read_bytes()[:2] == b"r\x02"  # release 114, low byte first
    [(_, header, rows)] = read(path)
    assert (header, rows) == (("id", "share"), [(1, 1, 0.5), (2, 2, None)])


def test_labels_of_codes_are_not_read(tmp_path):
    coded = pd.DataFrame({"outcome": pd.Categorical(["Truce", "Settlement"])})
    coded.to_stata(tmp_path / "a.dta", write_index=False)
    [(_, _, rows)] = read(tmp_path / "a.dta")
    assert rows == [(1, 1), (2, 0)]  # Stata's codes, in alphabetical order


def test_data_frames_of_r_are_read(tmp_path):
    whole = pd.DataFrame({"ccode": pd.array([2, None], dtype="Int32"), "x": [1.5, None]})
    [(source, header, rows)] = read(rda(tmp_path / "a.rda", walter=whole))
    assert (source, header) == ("a.rda", ("ccode", "x"))
    assert rows == [(1, 2, 1.5), (2, None, None)]
    both = read(rda(tmp_path / "b.rda", one=whole, other=whole[["x"]]))
    assert [source for source, _, _ in both] == ["b.rda, one", "b.rda, other"]


def test_a_file_of_r_without_a_frame_is_no_table(tmp_path):
    assert refusal(rda(tmp_path / "a.rda", x=[1, 2])).code == "HF424"


def cut(path, share):
    raw = path.read_bytes()
    return put(path, raw[: int(len(raw) * share)])


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.98])
@pytest.mark.parametrize("kind", ["xlsx", "dta", "rda", "zip"])
def test_a_file_that_is_cut_off_is_named_so(tmp_path, kind, share):
    path = tmp_path / f"a.{kind}"
    make = {
        "xlsx": lambda: book(path, [HEADER, *ROWS * 50]),
        "dta": lambda: dta(path),
        "rda": lambda: rda(path, x=frame()[["id", "share"]]),
        "zip": lambda: zipped(path, **{"a.csv": csv_bytes() * 50}),
    }
    problem = refusal(cut(make[kind](), share))
    assert problem.code == "HF425"
    assert f"a.{kind} is truncated or damaged" in problem.what


def test_r_in_its_plain_form_that_is_broken_is_named_so(tmp_path):
    path = put(tmp_path / "a.rda", gzip.compress(b"RDX2\nX\n\0\0\0\2 and nonsense"))
    assert refusal(path).code == "HF425"


# Archives.


def test_tables_of_an_archive_come_with_those_looked_for_first(tmp_path):
    inner = book(tmp_path / "inner.xlsx", [("sheet",), (1,)])
    path = zipped(
        tmp_path / "a.zip",
        **{
            "ATOP 5.1/atop5_1m.csv": b"atopid,member\n1,2\n",
            "ATOP 5.1/atop5_1a.csv": b"atopid,begyr\n1,1815\n",
            "ATOP 5.1/codebook.pdf": b"%PDF",
            "__MACOSX/._atop5_1a.csv": b"\0\0",
            "inner.xlsx": inner.read_bytes(),
        },
    )
    found = read(path, "atop*a.csv")
    assert [source for source, _, _ in found] == [
        "a.zip/ATOP 5.1/atop5_1a.csv",
        "a.zip/ATOP 5.1/atop5_1m.csv",
        "a.zip/inner.xlsx",
    ]
    assert found[2][2] == [(2, 1)]


def test_a_member_that_does_not_match_its_checksum_is_damaged(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.csv", csv_bytes())
    put(path, path.read_bytes().replace(b"plain", b"pla1n"))
    assert refusal(path).code == "HF425"


def test_an_archive_without_a_table_is_no_table(tmp_path):
    problem = refusal(zipped(tmp_path / "a.zip", **{"readme.txt": b"none"}))
    assert problem.code == "HF424"
    assert "an archive without a table" in problem.what


def test_what_is_no_table_does_not_matter_beside_one(tmp_path):
    path = zipped(tmp_path / "a.zip", **{"0.csv": b"<html>", "a.csv": b"a,b\n1,2\n"})
    assert [source for source, _, _ in read(path)] == ["a.zip/a.csv"]


def test_a_web_page_in_an_archive_is_named_with_its_member(tmp_path):
    problem = refusal(zipped(tmp_path / "a.zip", **{"a.csv": b"<html><body>"}))
    assert problem.what == "a.zip/a.csv is a web page, not the file itself"


# The extra.


@pytest.mark.parametrize(
    ("reader", "library"),
    [(sheet_tables, "python_calamine"), (stata_table, "pandas"), (r_tables, "rdata")],
)
def test_without_the_extra_the_message_says_what_to_install(monkeypatch, reader, library):
    real = builtins.__import__

    def without_it(name, *rest):
        if name.partition(".")[0] == library:
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without_it)
    with pytest.raises(HoldfastError) as raised:
        list(reader("a", lambda: io.BytesIO(b"")))
    problem = raised.value.problems[0]
    assert problem.code == "HF420"
    assert problem.remedy == "pip install 'holdfast[history]'"


def test_a_frame_without_rows_is_a_table_without_rows():
    assert list(frame_table("a", frame()[:0]).rows) == []
