"""Where fetched files lie, hashes at first sight, partial files, and tables written whole."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.core.errors import HoldfastError
from holdfast.history.datasets import store
from holdfast.history.datasets.partial import partial_of
from holdfast.history.datasets.store import (
    LOCK,
    Seen,
    check_unchanged,
    data_folder,
    file_name,
    remember,
    seen_files,
    sha256_of,
    write_table,
)

HOME = Path("/home/ada")
FIRST = Seen("a-set", "https://example.org/a.csv", "0" * 64, 3, "2026-10-01")


@pytest.mark.parametrize(
    ("environ", "windows", "folder"),
    [
        ({}, False, HOME / ".local/share/holdfast/data"),
        ({"XDG_DATA_HOME": "/data"}, False, Path("/data/holdfast/data")),
        ({"XDG_DATA_HOME": "data"}, False, HOME / ".local/share/holdfast/data"),
        ({"LOCALAPPDATA": "/local"}, True, Path("/local/holdfast/data")),
        ({}, True, HOME / "AppData/Local/holdfast/data"),
        ({"HOLDFAST_DATA": "/mine", "XDG_DATA_HOME": "/data"}, False, Path("/mine")),
    ],
)
def test_files_lie_where_the_user_or_the_system_says(environ, windows, folder):
    assert data_folder(environ, HOME, windows=windows) == folder


@given(st.text())
def test_a_file_gets_a_name_that_stays_in_its_folder(path):
    name = file_name(path, "a-set")
    assert name == Path(name).name
    assert 0 < len(name) <= 120
    assert name not in (".", "..")
    assert not set(name) & set('/\\:*?"<>|\0\n')


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/a/b/ged261-csv.zip", "ged261-csv.zip"),
        ("/MID 5.zip", "MID 5.zip"),
        ("/a/..", "a-set"),
        ("/.bashrc", "bashrc"),
        ("\\evil\\x.csv", "x.csv"),
    ],
)
def test_names_of_files(path, name):
    assert file_name(path, "a-set") == name


def test_a_hash_is_that_of_all_bytes(tmp_path):
    raw = bytes(range(256)) * 9000  # more than one piece
    (tmp_path / "a").write_bytes(raw)
    assert sha256_of(tmp_path / "a") == hashlib.sha256(raw).hexdigest()


def test_what_was_seen_first_is_remembered_beside_the_file(tmp_path):
    assert seen_files(tmp_path) == {}
    remember(tmp_path, "b.csv", FIRST)
    remember(tmp_path, "a.csv", FIRST)
    assert seen_files(tmp_path) == {"a.csv": FIRST, "b.csv": FIRST}
    assert list(json.loads((tmp_path / LOCK).read_text())["files"]) == ["a.csv", "b.csv"]
    assert [path.name for path in tmp_path.iterdir()] == [LOCK]


@pytest.mark.parametrize("text", ["{", "[]", '{"files": {"a": {}}}', '{"files": 1}'])
def test_a_lock_file_that_cannot_be_read_is_not_trusted(tmp_path, text):
    (tmp_path / LOCK).write_text(text)
    with pytest.raises(HoldfastError, match="HF433"):
        seen_files(tmp_path)


def test_a_file_that_has_changed_since_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("one")
    found = check_unchanged(path)
    remember(tmp_path, "a.csv", Seen("a-set", "", found, 3, "2026-10-01"))
    assert check_unchanged(path) == found
    path.write_text("two")
    with pytest.raises(HoldfastError, match="HF433"):
        check_unchanged(path)


def test_a_table_is_written_and_not_over_another(tmp_path):
    path = tmp_path / "out.csv"
    rows = [(1, None, 0.1, "=1+1"), (-2, "a,b", 2.5, "-")]
    write_table(path, ("w", "x", "y", "z"), rows, force=False)
    with path.open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [
            ["w", "x", "y", "z"],
            ["1", "", "0.1", "'=1+1"],
            ["-2", "a,b", "2.5", "'-"],
        ]
    with pytest.raises(HoldfastError, match="HF404"):
        write_table(path, ("w",), [], force=False)
    write_table(path, ("w",), [], force=True)
    assert path.read_text() == "w\n"


def test_a_table_that_cannot_be_written_leaves_what_was_there(tmp_path, monkeypatch):
    path = tmp_path / "out.csv"
    path.write_text("before")

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store.Path, "open", full)
    with pytest.raises(HoldfastError, match="No space left"):
        write_table(path, ("w",), [(1,)], force=True)
    monkeypatch.undo()
    assert path.read_text() == "before"
    assert [found.name for found in tmp_path.iterdir()] == ["out.csv"]


@pytest.mark.parametrize(
    ("headers", "state"),
    [
        ({"etag": '"1"', "last-modified": "then"}, '"1"'),
        ({"etag": 'W/"1"', "last-modified": "then"}, "then"),  # a weak tag says too little
        ({"etag": 'W/"1"'}, ""),
        ({"etag": '"1"', "accept-ranges": "none"}, ""),
        ({}, ""),
    ],
)
def test_one_goes_on_only_from_a_state_that_is_known(tmp_path, headers, state):
    part = partial_of(tmp_path / "a.zip")
    part.path.write_bytes(b"abc")
    part.begin("https://example.org/a.zip", headers)
    assert part.held("https://example.org/a.zip") == ((3, state) if state else (0, ""))
    assert part.held("https://example.org/b.zip") == (0, "")
    part.settle()
    assert part.path.exists() == part.resumable() == bool(state)
    part.drop()
    assert list(tmp_path.iterdir()) == []


def test_a_note_that_cannot_be_read_is_as_good_as_none(tmp_path):
    part = partial_of(tmp_path / "a.zip")
    part.path.write_bytes(b"abc")
    part.note.write_text("[]")
    assert part.held("x") == (0, "")
