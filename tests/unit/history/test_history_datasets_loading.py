"""Files that do not fit: a column renamed, a cell that cannot be, another version."""

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


def test_a_file_without_rows_is_a_table_without_rows(tmp_path):
    loaded = load(LOADER, written(tmp_path, "id,name\n"))
    assert (loaded.rows, loaded.read, loaded.blank) == ((), 0, ())
