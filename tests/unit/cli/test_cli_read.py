"""`holdfast read`: tables, JSON, and one clear message for what is no article."""

import json

import pytest
from typer.testing import CliRunner

from holdfast.cli.main import app

ARTICLE = """Serbia sets terms

Serbia will not talk to Kosovo until it receives guarantees. Analysts fear a long winter.
"""


def holdfast(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


def test_the_tables_name_the_condition_its_rule_and_what_is_missing(article):
    told = holdfast("read", article)
    assert told.exit_code == 0
    flat = " ".join(told.stdout.split())
    assert "Serbia sets terms" in flat
    assert "condition.medial" in flat
    assert "Not stated" in flat
    assert "nothing here feeds a number" in flat


def test_the_json_has_places_that_give_back_their_words(article):
    told = holdfast("read", article, "--json")
    document = json.loads(told.stdout)["answer"]
    (condition,) = document["preconditions"]
    assert (condition["holder"], condition["polarity"]) == ("Serbia", "will_not")
    for kind in ("preconditions", "actors", "statements", "claims"):
        for item in document[kind]:
            assert document["text"][item["start"] : item["end"]] == item["quote"]
            assert item["id"].startswith(item["kind"])


def test_the_same_file_gives_the_same_bytes(article):
    assert (
        holdfast("read", article, "--json").stdout == holdfast("read", article, "--json").stdout
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "HF601"),
        (b"\x00\x01\x02\xff" * 500, "HF102"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "HF102"),
        (b"war " * 2_500_001, "HF103"),
    ],
)
def test_what_is_no_article(tmp_path, content, code):
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    told = holdfast("read", path)
    assert told.exit_code == 2
    assert told.stdout == ""
    assert code in told.stderr
    assert "Traceback" not in told.stderr


def test_a_file_that_is_not_there(tmp_path):
    told = holdfast("read", tmp_path / "gone.txt")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "HF101" in told.stderr


def test_nothing_in_the_text_steers_the_terminal(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "Serbia \u202ewill not talk to [red]Kosovo[/red] until it receives <b>aid</b>.",
        encoding="utf-8",
    )
    told = holdfast("read", path)
    assert told.exit_code == 0
    assert "\u202e" not in told.stdout
    assert "[red]" in told.stdout


def test_a_long_line_that_only_opens_clauses(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("if no talks, " * 4_000, encoding="utf-8")
    assert holdfast("read", path, "--json").exit_code == 0
