"""Drafts, additions, audits and assessments of articles, as a user types them."""

import json
import os

import pytest
from typer.testing import CliRunner

from holdfast.casefile.loader import load
from holdfast.cli.main import app
from holdfast.reading.catalogue import slugs

ARTICLE = """Chad sets terms

N'DJAMENA, 1 March 2025

Chad will not hold talks with Libya until it receives security guarantees from France. If allies
hesitate, Libya will be emboldened. France pledged military support for Chad.
"""


def holdfast(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "chad.txt").write_text(ARTICLE, encoding="utf-8")


def fails(told, code, exit_code=2):
    assert (told.exit_code, told.stdout) == (exit_code, "")
    assert f"error {code}: " in told.stderr
    assert "Traceback" not in told.stderr


def test_a_draft_is_written_and_says_what_comes_next(tmp_path):
    told = holdfast("read", "chad.txt", "-o", "case.yaml")
    assert told.exit_code == 0
    assert "The side that asks: Chad." in told.stdout
    assert "holdfast check case.yaml" in told.stdout
    assert load(tmp_path / "case.yaml").contest.target == "chad"
    checked = holdfast("check", "case.yaml")
    assert checked.exit_code == 0
    assert "moves the open window by up to" in " ".join(checked.stdout.split())


def test_advice_is_most_decisive_first():
    holdfast("read", "chad.txt", "-o", "case.yaml")
    advice = json.loads(holdfast("check", "case.yaml", "--json").stdout)["advice"]
    moves = [item["moves"] for item in advice]
    assert moves == sorted(moves, reverse=True)
    assert moves[0] > 0.05
    shown = holdfast("check", "case.yaml").stdout
    everything = holdfast("check", "case.yaml", "--all").stdout
    assert "see them with --all" in " ".join(shown.split())
    assert len(everything.splitlines()) == len(advice) + 1


def test_a_draft_never_takes_the_place_of_a_file(tmp_path):
    (tmp_path / "case.yaml").write_text("mine", encoding="utf-8")
    fails(holdfast("read", "chad.txt", "-o", "case.yaml"), "HF404")
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == "mine"


def test_json_tells_the_draft(tmp_path):
    told = json.loads(holdfast("read", "chad.txt", "-o", "case.yaml", "--json").stdout)
    assert told["draft"]["target"] == "chad"
    assert told["draft"]["defaults"] == told["draft"]["quantities"] - 1  # one from history
    assert told["answer"]["preconditions"][told["draft"]["asked"]]["holder"] == "Chad"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("read", "chad.txt", "-o", "a.yaml", "--into", "b.yaml"), "HF403"),
        (("read", "chad.txt", "--as-of", "2025-03-01"), "HF403"),
        (("read", "chad.txt", "-o", "a.yaml", "--as-of", "spring"), "HF403"),
        (("read", "chad.txt", "-o", "a.yaml", "--as-of", "2025-02-28"), "HF303"),
        (("read", "chad.txt", "--into", "nothing.yaml"), "HF101"),
        (("claims", "chad.txt", "--variant", "x"), "HF403"),
        (("claims", "chad.txt", "--case", "elmira"), "HF401"),
        (("claims", "chad.txt", "--draws", "0"), "HF403"),
        (("claims", "nothing.txt"), "HF101"),
        (("claims", "chad.txt", "--case", "korea-1953", "--as-of", "2025-03-01"), "HF403"),
        (("claims", "ukraine-2025-03-01"), "HF402"),
        (("read", "chad.txt", "--into", "korea-1953"), "HF101"),
        (("assess", "kyiv-holds-to-garantees"), "HF402"),
        (("assess", "nothing.txt"), "HF402"),
        (("assess", "chad.txt", "--variant", "x"), "HF403"),
        (("assess", "ukraine-2025-03-01", "--as-of", "2025-03-01"), "HF403"),
    ],
)
def test_wrong_input_is_one_message_and_leaves_nothing(tmp_path, words, code):
    before = sorted(path.name for path in tmp_path.iterdir())
    fails(holdfast(*words), code)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_no_two_sides_is_given_up(tmp_path):
    (tmp_path / "weather.txt").write_text("It rained in the hills all day.", encoding="utf-8")
    for words in (("read", "weather.txt", "-o", "c.yaml"), ("assess", "weather.txt"),
                  ("claims", "weather.txt")):  # fmt: skip
        fails(holdfast(*words), "HF602", 3)
    assert not (tmp_path / "c.yaml").exists()


def test_an_article_is_added_to_a_case_and_the_rest_stays(tmp_path):
    holdfast("read", "chad.txt", "-o", "case.yaml")
    before = (tmp_path / "case.yaml").read_text(encoding="utf-8")
    (tmp_path / "more.txt").write_text(
        "Reuters reported that Chad would not meet Libya before it had security guarantees.",
        encoding="utf-8",
    )
    told = holdfast("read", "more.txt", "--into", "case.yaml")
    assert told.exit_code == 0
    assert "no number changed" in told.stdout
    assert "Says again what the case has" in told.stdout
    after = (tmp_path / "case.yaml").read_text(encoding="utf-8")
    kept = iter(after.splitlines())
    assert all(line in kept for line in before.splitlines())  # in order, none lost
    again = holdfast("read", "more.txt", "--into", "case.yaml")
    fails(again, "HF604")
    assert (tmp_path / "case.yaml").read_text(encoding="utf-8") == after
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_claims_in_the_articles_own_case_and_in_another():
    own = holdfast("claims", "chad.txt", "--draws", 60)
    assert own.exit_code == 0
    assert "drafted from the article itself" in " ".join(own.stdout.split())
    assert {"unity", "supporters;", "emboldened"} <= set(own.stdout.split())
    told = json.loads(
        holdfast("claims", "chad.txt", "--case", "korea-1953", "--draws", 60, "--json").stdout
    )
    assert told["case"] == "korea-1953"
    assert sum(told["answer"]["counts"].values()) == len(told["answer"]["claims"])
    for row in told["answer"]["claims"]:
        assert ARTICLE[row["start"] : row["end"]].split() == row["quote"].split()


def test_assess_reads_drafts_audits_and_answers(tmp_path):
    told = holdfast("assess", "chad.txt", "-o", "run", "--draws", 40)
    assert told.exit_code == 0
    flat = " ".join(told.stdout.split())
    assert "The article says once [1]" in flat
    assert "checked by nobody" in flat
    assert "defaults for wars between states" in flat
    names = {path.name for path in (tmp_path / "run").iterdir()}
    assert {"case.yaml", "findings.json", "report.html", "brief.txt"} <= names
    findings = json.loads((tmp_path / "run" / "findings.json").read_text(encoding="utf-8"))
    told = {"reading", "claims", "window", "table", "hinges", "futures", "stability"}
    assert told | {"packages", "sequence", "past"} == set(findings)
    why = holdfast("why", "run", 1)
    assert why.exit_code == 0
    again = holdfast("assess", "chad.txt", "-o", "run", "--draws", 40)
    assert "found from an earlier run" in again.stdout
    case = holdfast("assess", "run/case.yaml", "-o", "other", "--draws", 40)
    assert case.exit_code == 0
    assert "The article says" not in case.stdout


@pytest.mark.parametrize("slug", slugs())
def test_every_bundled_article_is_assessed(slug):
    told = holdfast("assess", slug, "-o", "run", "--draws", 20, "--json")
    assert told.exit_code == 0, told.stderr
    answer = json.loads(told.stdout)["answer"]
    assert answer["findings"]["reading"]["answer"]["draft"]["precondition"]
    assert holdfast("cases", slug).stdout.startswith(
        answer["findings"]["reading"]["answer"]["title"]
    )


def test_a_case_file_with_another_ending_is_still_a_case(tmp_path):
    holdfast("new", "mine", "-o", "mine.txt")
    told = holdfast("assess", "mine.txt", "-o", "run", "--draws", 10)
    assert told.exit_code == 0
    assert "The article says" not in told.stdout


def test_hostile_words_are_inert_in_the_report(tmp_path):
    evil = "<script>alert(1)</script> {{7*7}} \x1b[31m [x](javascript:1) \u202e"
    (tmp_path / "evil.txt").write_text(f"Evil {evil}\n\n{ARTICLE}", encoding="utf-8")
    told = holdfast("assess", "evil.txt", "-o", "run", "--draws", 10)
    assert told.exit_code == 0
    assert "\x1b[31m" not in told.stdout
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page
    assert "{{7*7}}" in page
    assert "\u202e" not in page
    assert 'href="javascript' not in page


def test_a_file_that_may_not_be_written_stays(tmp_path, monkeypatch):
    holdfast("read", "chad.txt", "-o", "case.yaml")
    before = (tmp_path / "case.yaml").read_bytes()
    monkeypatch.setattr("holdfast.cli.files.os.access", lambda _, mode: mode != os.W_OK)
    (tmp_path / "more.txt").write_text("Libya rejects talks with Chad.", encoding="utf-8")
    fails(holdfast("read", "more.txt", "--into", "case.yaml"), "HF404")
    assert (tmp_path / "case.yaml").read_bytes() == before


def test_a_byte_order_mark_stays(tmp_path):
    holdfast("read", "chad.txt", "-o", "case.yaml")
    path = tmp_path / "case.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    (tmp_path / "more.txt").write_text("Libya rejects talks with Chad.", encoding="utf-8")
    assert holdfast("read", "more.txt", "--into", "case.yaml").exit_code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbf#")


def test_a_case_given_as_an_article_is_named_as_one(tmp_path):
    holdfast("read", "chad.txt", "-o", "case.yaml")
    told = holdfast("read", "case.yaml")
    fails(told, "HF402")
    assert "is a case, not an article" in told.stderr


def test_an_article_with_our_name_in_it_is_an_article(tmp_path):
    (tmp_path / "fast.txt").write_text(f"{ARTICLE}\nholdfast: the army stood firm.\n")
    assert holdfast("assess", "fast.txt", "-o", "run", "--draws", 10).exit_code == 0
