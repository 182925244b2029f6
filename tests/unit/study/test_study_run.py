"""A run folder is written whole or not at all, and never over anything that is not a run."""

import json
from pathlib import Path

import pytest

from holdfast.core.errors import HoldfastError
from holdfast.study.assess import assess, games, questions, settings
from holdfast.study.run import (
    FINDINGS,
    MANIFEST,
    as_json,
    cached,
    findings_json,
    is_run,
    manifest,
    run_key,
    write_run,
)

FILES = {FINDINGS: b"{}\n", "brief.txt": b"old\n", "figures/one.svg": b"<svg/>\n"}
NEWER = {FINDINGS: b"{}\n", "brief.txt": b"new\n"}


@pytest.fixture
def ensemble(drawn):
    return drawn(draws=2)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "runs" / "mine"


def contents(folder):
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def test_all_files_are_there_and_nothing_beside_them(folder, ensemble):
    write_run(folder, ensemble, FILES)
    assert contents(folder) == FILES
    assert is_run(folder)
    assert [path.name for path in folder.parent.iterdir()] == ["mine"]


def test_a_newer_run_takes_the_place_of_an_older_one_whole(folder, ensemble):
    write_run(folder, ensemble, FILES)
    write_run(folder, ensemble, NEWER)
    assert contents(folder) == NEWER
    assert [path.name for path in folder.parent.iterdir()] == ["mine"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", [0, 1, 2])
def test_stopped_while_writing_the_old_run_stays(folder, ensemble, monkeypatch, error, step):
    write_run(folder, ensemble, FILES)
    done = []

    def failing(path, content):
        if len(done) == step:
            raise error
        done.append(path)
        with path.open("wb") as file:
            file.write(content)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises((HoldfastError, KeyboardInterrupt)):
        write_run(folder, ensemble, {**NEWER, "more.txt": b""})
    assert contents(folder) == FILES
    assert [path.name for path in folder.parent.iterdir()] == ["mine"]


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", [0, 1])
def test_stopped_while_swapping_a_whole_run_stays(folder, ensemble, monkeypatch, error, step):
    """The folder holds the old run or the new one, whichever way the swap was cut short."""
    write_run(folder, ensemble, FILES)
    real, done = Path.replace, []

    def failing(path, target):
        if len(done) == step:
            done.append("failed")
            raise error
        done.append("moved")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises((HoldfastError, KeyboardInterrupt)):
        write_run(folder, ensemble, NEWER)
    monkeypatch.undo()
    assert is_run(folder)
    assert contents(folder) in (FILES, NEWER)
    assert [path.name for path in folder.parent.iterdir()] == ["mine"]


def refused(folder, ensemble):
    with pytest.raises(HoldfastError) as caught:
        write_run(folder, ensemble, FILES)
    assert caught.value.problems[0].code == "HF404"
    return str(caught.value)


def test_a_folder_with_other_content_is_left_alone(folder, ensemble):
    folder.mkdir(parents=True)
    (folder / "thesis.txt").write_text("ten years")
    assert "is no run" in refused(folder, ensemble)
    assert (folder / "thesis.txt").read_text() == "ten years"


def test_a_file_of_that_name_is_left_alone(folder, ensemble):
    folder.parent.mkdir()
    folder.write_text("a file")
    assert "is no run" in refused(folder, ensemble)
    assert folder.read_text() == "a file"


def test_what_only_looks_like_a_run_is_left_alone(folder, ensemble):
    """Both names are common: a web page has a manifest, an audit has findings."""
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_text('{"name": "my web page"}')
    (folder / FINDINGS).write_text('["my audit"]')
    refused(folder, ensemble)
    assert (folder / FINDINGS).read_text() == '["my audit"]'


def test_notes_that_someone_put_into_a_run_are_not_deleted(folder, ensemble):
    write_run(folder, ensemble, FILES)
    (folder / "notes.txt").write_text("what the minister said")
    refused(folder, ensemble)
    assert (folder / "notes.txt").read_text() == "what the minister said"


def test_an_empty_folder_is_taken(folder, ensemble):
    folder.mkdir(parents=True)
    write_run(folder, ensemble, FILES)
    assert contents(folder) == FILES


def test_a_folder_below_a_file_cannot_be_written(tmp_path, ensemble):
    (tmp_path / "file").write_text("")
    assert "cannot write" in refused(tmp_path / "file" / "run", ensemble)


def test_a_name_too_long_is_refused_with_a_message(tmp_path, ensemble):
    refused(tmp_path / ("a" * 300), ensemble)
    assert list(tmp_path.iterdir()) == []


def test_the_working_folder_itself_is_refused_and_left_empty(tmp_path, ensemble, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused(Path(), ensemble)
    assert list(tmp_path.iterdir()) == []


def test_the_same_run_is_found_again(folder, ensemble, drawn, quantity):
    assert not cached(folder, ensemble)
    write_run(folder, ensemble, FILES)
    assert cached(folder, ensemble)
    assert not cached(folder, drawn(draws=3))
    assert not cached(folder, drawn(draws=2, seed=8))
    assert not cached(folder, drawn({"contest.line": quantity(0.31, "share")}, draws=2))


def without_files(known):
    return {key: value for key, value in known.items() if key != "files"}


MANIFESTS = {
    "cut off": lambda known: json.dumps(known)[:40].encode(),
    "not text": lambda known: b"\xff\xfe",
    "a list": lambda known: b"[]",
    "no files": lambda known: json.dumps(without_files(known)).encode(),
    "files a number": lambda known: json.dumps({**known, "files": 3}).encode(),
    "lists nothing": lambda known: json.dumps({**known, "files": {}}).encode(),
    "another version": lambda known: json.dumps({**known, "holdfast": "9.9.9"}).encode(),
}
"""Ways in which a manifest may be damaged."""


@pytest.mark.parametrize("how", MANIFESTS)
def test_a_run_with_a_damaged_manifest_is_not_taken_for_the_answer(folder, ensemble, how):
    write_run(folder, ensemble, FILES)
    path = folder / MANIFEST
    path.write_bytes(MANIFESTS[how](json.loads(path.read_text())))
    if how == "lists nothing":
        (folder / "brief.txt").unlink()
    assert not cached(folder, ensemble)


@pytest.mark.parametrize("gone", [MANIFEST, "brief.txt"])
def test_a_run_that_lost_a_file_is_not_taken_for_the_answer(folder, ensemble, gone):
    write_run(folder, ensemble, FILES)
    (folder / gone).unlink()
    assert not cached(folder, ensemble)


def test_a_run_with_a_forged_file_is_not_taken_for_the_answer(folder, ensemble):
    write_run(folder, ensemble, FILES)
    (folder / "brief.txt").write_bytes(b"forged\n")
    assert not cached(folder, ensemble)


def test_the_manifest_holds_no_time_and_no_place(ensemble):
    first, second = manifest(ensemble, FILES), manifest(ensemble, FILES)
    assert first == second
    assert set(first) == {
        "key", "holdfast", "case", "variant", "as_of", "case_hash", "seed", "draws",
        "game_draws", "versions", "files",
    }  # fmt: skip
    assert set(first["files"]) == set(FILES)


def test_the_key_depends_on_everything_that_decides_the_answer(drawn, uncertain, quantity):
    change = {"contest.line": quantity(0.31, "share")}
    other = {**uncertain, "variants": {"one": {"title": "One", "change": change}}}
    keys = [
        run_key(drawn(uncertain)),
        run_key(drawn(uncertain, seed=8)),
        run_key(drawn(uncertain, draws=4)),
        run_key(drawn({**uncertain, **change})),
        run_key(drawn(other, variant="one")),
    ]
    assert len(set(keys)) == len(keys)
    assert run_key(drawn(other)) == keys[0]  # having a variant changes no answer


def test_numbers_are_kept_to_nine_digits_and_keys_in_order():
    assert as_json({"b": 1 / 3, "a": [True, 2, "ä"]}) == (
        '{\n "b": 0.333333333,\n "a": [\n  true,\n  2,\n  "ä"\n ]\n}\n'.encode()
    )
    with pytest.raises(ValueError, match="JSON compliant"):
        as_json({"a": float("nan")})


def test_findings_come_in_the_order_they_were_given(drawn, issues):
    found = assess(drawn(issues))
    assert list(json.loads(findings_json(found))) == list(found)


def test_a_case_is_asked_what_it_can_answer(drawn, issues, toy):
    contested = ["hinges", "table", "window", "futures", "packages", "sequence", "past"]
    assert list(questions(drawn())) == contested
    assert list(questions(drawn(issues))) == [*contested, "stability"]
    with pytest.raises(HoldfastError, match="HF401"):
        questions(drawn({"guarantees": None}))


def test_threads_change_no_answer_and_progress_is_told_in_order(drawn, uncertain, issues):
    told = []
    ensemble = drawn({**uncertain, **issues}, draws=20)
    one = assess(ensemble, threads=1, progress=told.append)
    two = assess(ensemble, threads=4)
    assert told == list(one) == list(two)
    assert findings_json(one) == findings_json(two)


def test_what_the_user_says_counts_before_what_the_case_asks_for(toy):
    asked = toy({"ask": [{"sensitivity": {"samples": 300, "seed": 5}}]})
    assert settings(asked, None, None) == (300, 5)
    assert settings(asked, 40, None) == (40, 5)
    assert settings(asked, None, 0) == (300, 0)
    assert settings(toy(), None, None) == (1000, 20250301)


def test_games_are_told_of_and_every_question_about_them_can_be_stopped(drawn):
    ensemble = drawn(draws=6)
    told = []
    for answer in questions(ensemble, told.append).values():
        answer()
    assert sum(told) == games(ensemble)

    def stop(count):
        raise InterruptedError

    for name in ("window", "futures", "packages", "sequence"):
        with pytest.raises(InterruptedError):
            questions(ensemble, stop)[name]()


def test_orders_are_looked_at_in_a_part_of_the_draws_and_packages_in_all(drawn):
    found = assess(drawn(draws=40))
    assert (found["packages"].draws, found["sequence"].draws) == (40, 6)
    assert "the first 6 of the game's 40 draws" in found["sequence"].method
    assert "deal_5y" not in found["packages"].answer["packages"][0]


def test_a_contest_with_issues_and_no_guarantee_is_asked_about_packages_too(drawn, issues):
    bare = drawn(
        {
            **issues,
            "guarantees": None,
            "issues.backing": None,
            "start.backing": None,
            "preferences.north": {
                "priorities": ["truce = yes"],
                "basis": "judgement",
                "by": "the tests",
            },
        }
    )
    assert list(questions(bare)) == ["packages", "sequence", "past", "stability"]
