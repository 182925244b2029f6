"""Files that do not fit: a column renamed, a cell that cannot be, another version."""

import openpyxl
import pytest

from holdfast.core.errors import HoldfastError
from holdfast.history.datasets.cells import integer, text, version, year
from holdfast.history.datasets.layouts import VERSION, Layout, Loader, needs, takes
from holdfast.history.datasets.loading import load

LOADER = Loader(
    dataset="wars",
    fields={"war": "number", "name": "name", "year": "year", "note": "a note"},
    layouts=(
        Layout(
            "the new file",
            (
                needs("war", integer, "WarNum"),
                needs("name", text, "WarName"),
                needs("year", year, "StartYear"),
                takes("note", text),
                takes(VERSION, version),
            ),
        ),
        Layout("the old file", (needs("war", integer, "id"), needs("name", text))),
    ),
    span=("year",),
    versions=("4",),
)


def written(tmp_path, text_):
    path = tmp_path / "wars.csv"
    path.write_text(text_, encoding="utf-8")
    return path


def refusal(tmp_path, text_):
    with pytest.raises(HoldfastError) as raised:
        load(LOADER, written(tmp_path, text_))
    assert raised.value.exit_code == 2
    return raised.value.problems[0]


def test_columns_are_found_whatever_their_case_and_place(tmp_path):
    loaded = load(LOADER, written(tmp_path, "STARTYEAR, warname ,x,WarNum\n1900,Test,9,1\n"))
    assert loaded.rows == ((1, "Test", 1900, None),)
    assert (loaded.layout, loaded.version, loaded.blank) == ("the new file", "", ("note",))
    assert loaded.column("name") == ("Test",)
    assert loaded.years == (1900, 1900)


def test_another_layout_is_taken_where_the_first_does_not_fit(tmp_path):
    loaded = load(LOADER, written(tmp_path, "id,name\n1,Test\n"))
    assert (loaded.layout, loaded.years) == ("the old file", None)
    assert loaded.rows == ((1, "Test", None, None),)


def test_a_renamed_column_is_named_with_what_looks_like_it(tmp_path):
    problem = refusal(tmp_path, "WarNum,War_Name,StartYear\n1,Test,1900\n")
    assert problem.code == "HF426"
    assert problem.what == (
        "there is no column 'WarName'; it has 'War_Name', which looks like it; "
        "its header is 'WarNum', 'War_Name', 'StartYear'"
    )
    assert problem.expected == "the new file of wars, version 4"
    assert (problem.place.file, problem.place.line) == ("wars.csv", 1)


def test_a_long_header_is_shown_in_part(tmp_path):
    problem = refusal(tmp_path, ",".join(f"c{n}" for n in range(99)) + "\n")
    assert problem.what.endswith("'c5', 'c6', 'c7' and 91 more")
    assert len(refusal(tmp_path, "x" * 5000 + ",y\n").what) < 300


def test_the_header_is_named_with_its_line(tmp_path):
    assert refusal(tmp_path, "\nsep=,\nWarNum,other\n1,2\n").place.line == 3


def test_several_missing_columns_are_all_named(tmp_path):
    problem = refusal(tmp_path, "WarNum;other\n1;2\n")
    assert problem.what.startswith("there is no column 'WarName', nor 'StartYear'")


def test_the_nearest_layout_is_the_one_that_a_message_is_about(tmp_path):
    assert refusal(tmp_path, "id,nam\n1,Test\n").expected == "the old file of wars, version 4"


@pytest.mark.parametrize(
    ("cells", "line", "what", "expected"),
    [
        ('1,"two\nlines",1900\nx,Test,1900', 4, "'WarNum' holds 'x'", "a whole number"),
        ("1,Test,19", 2, "'StartYear' holds '19'", "a year from 1400 to 2200"),
    ],
)
def test_a_bad_cell_is_named_with_its_line(tmp_path, cells, line, what, expected):
    problem = refusal(tmp_path, f"WarNum,WarName,StartYear\n{cells}\n")
    assert (problem.code, problem.what, problem.expected) == ("HF427", what, expected)
    assert problem.place.line == line


def test_a_long_cell_is_cut_in_the_message(tmp_path):
    problem = refusal(tmp_path, f"WarNum,WarName,StartYear\n{'x' * 500},Test,1900\n")
    assert len(problem.what) < 100


def test_another_version_is_refused_before_its_rows_count(tmp_path):
    problem = refusal(tmp_path, "WarNum,WarName,StartYear,Version\n1,Test,1900,5.1\n")
    assert problem.code == "HF428"
    assert problem.what == "wars.csv is version 5.1 of wars"
    assert problem.expected == "version 4"
    good = "WarNum,WarName,StartYear,Version\n1,Test,1900,4.0\n"
    assert load(LOADER, written(tmp_path, good)).version == "4"


@pytest.mark.parametrize("text_", ["id,name\n", "id,name", "id,name\n,\n"])
def test_a_file_with_a_header_alone_is_taken_for_cut_off(tmp_path, text_):
    problem = refusal(tmp_path, text_)
    assert problem.code == "HF425"
    assert problem.what == "wars.csv is truncated or damaged (it has a header and no rows)"


def once(*, repeats=False):
    layout = Layout(
        "the file", (needs("war", integer, "WarNum"), needs("name", text)),
        once=("war",), repeats=repeats, drop=lambda row: "" if row["name"] else "no name",
    )  # fmt: skip
    return Loader("wars", {"war": "number", "name": "name"}, (layout,), span=())


def test_what_stands_once_must_not_stand_twice(tmp_path):
    path = written(tmp_path, "WarNum,name\n1,A\n,B\n,B\n2,\n2,C\n1,A\n")
    with pytest.raises(HoldfastError) as raised:
        load(once(), path)
    [problem] = raised.value.problems
    assert (problem.code, problem.place.line) == ("HF427", 7)
    assert (problem.what, problem.expected) == ("WarNum 1 stands in line 2 too", "each once")


def test_where_rows_stand_twice_by_design_they_are_counted_once(tmp_path):
    loaded = load(once(repeats=True), written(tmp_path, "WarNum,name\n1,A\n1,A\n2,A\n"))
    assert loaded.rows == ((1, "A"), (2, "A"))
    assert loaded.dropped == {"rows that stand in the file twice": 1}
    with pytest.raises(HoldfastError, match="WarNum 1 stands in line 2 too"):
        load(once(repeats=True), written(tmp_path, "WarNum,name\n1,A\n1,B\n"))


def faulty(path, **cells):
    workbook = openpyxl.Workbook()
    for row in (
        ["WarNum", "WarName", "StartYear", "note"],
        [1, "A", 1900, "x"],
        [2, "B", 1, 2],
    ):
        workbook.active.append(row)
    workbook.active["C3"] = 1901
    for name, value in cells.items():
        workbook.active[name] = value
        workbook.active[name].data_type = "e"
    workbook.save(path)
    workbook.close()
    return path


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?"])
def test_an_error_of_a_sheet_is_no_empty_cell(tmp_path, error):
    with pytest.raises(HoldfastError) as raised:
        load(LOADER, faulty(tmp_path / "a.xlsx", B3=error))
    [problem] = raised.value.problems
    assert problem.code == "HF427"
    assert problem.what == f"a.xlsx, row 3: cell B3, 'WarName', holds '{error}'"


def test_an_error_where_no_value_is_needed_is_unknown_and_told(tmp_path):
    loaded = load(LOADER, faulty(tmp_path / "a.xlsx", D2="#N/A", D3="#REF!"))
    assert loaded.column("note") == (None, None)
    assert loaded.notices == ("2 errors of a sheet in 'note' were taken for unknown",)


def test_an_error_of_a_sheet_that_was_saved_as_text_is_one_too(tmp_path):
    problem = refusal(tmp_path, "WarNum,WarName,StartYear\n1,#REF!,1900\n")
    assert (problem.code, problem.what) == ("HF427", "'WarName' holds '#REF!'")
