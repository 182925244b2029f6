"""Packages in the app: one more by hand, a search in the background, all in the address."""

import csv
import io
import json
import re
import zipfile
from html import unescape
from importlib.util import find_spec

import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.study.assess import settings
from holdfast.study.ensemble import ensemble
from holdfast.study.packages.compare import Wanted, compared
from holdfast.study.packages.search import Asked
from holdfast.study.run import as_json
from holdfast.web.jobs import Jobs
from holdfast.web.library import Library

CASE, KOREA = "/c/korea-1953", open_case("korea-1953")
FEW = "draws=24&game_draws=2"
TWO = "monitoring-mission,snap-back-sanctions"
FOUND = f"{CASE}/packages/search?{FEW}&instruments={TWO}&budget=9"
MINE = "tripwire-force=2,air-cover=1"


def as_data(found):
    return json.loads(as_json(found.to_dict()))["answer"]


def worked(store):
    jobs = Jobs(Library(store), workers=0)
    jobs.start()
    jobs.one()
    assert store.open_jobs() == []


def test_a_search_says_what_the_study_finds(answered):
    """A second way: the study asked directly, with the same draws."""
    client, _ = answered
    few = ensemble(KOREA, settings(KOREA, None, None)[1], 24, 2).for_game
    direct, _, _ = compared(few, Wanted(why=True, search=Asked((), tuple(TWO.split(",")), 9)))
    got = client.get(FOUND.replace("search?", "search.json?")).json()
    assert got["answer"] == as_data(direct)
    assert got["answer"]["search"]["exhaustive"]


def test_the_page_of_a_search_says_the_frontier_first_and_draws_it(answered):
    client, _ = answered
    text = client.get(FOUND).text
    assert "On the frontier" in text
    assert "the search looked at all of them" in text
    assert text.index("On the frontier") < text.index("<table>") < text.index("<svg")
    assert "Set one that was found beside the others" in text
    svg = client.get(FOUND.replace("search?", "search.svg?"))
    assert svg.headers["content-type"] == "image/svg+xml"
    for end in ("csv", "md"):
        assert client.get(FOUND.replace("search?", f"search.{end}?")).status_code == 200


def test_a_search_is_begun_from_its_form_and_the_address_says_what_was_asked(client, store):
    form = {"use-monitoring-mission": "yes", "for-kept_5y": "yes", "for-cost": "yes"}
    answer = client.post(
        f"{CASE}/packages/search?draws=24", {**form, "budget": "9", "game_draws": "2"}
    )
    where = answer.headers["location"]
    for part in ("instruments=monitoring-mission", "budget=9", "game_draws=2", "draws=24"):
        assert part in where
    assert re.search("objectives=kept_5y(,|%2C)cost", where)
    waiting = client.get(where).text
    assert "Waiting for its turn" in waiting
    assert "Cancel" in waiting
    again = client.post(
        f"{CASE}/packages/search?draws=24", {**form, "budget": "9", "game_draws": "2"}
    )
    assert again.headers["location"] == where
    assert len(store.open_jobs()) == 1
    worked(store)
    assert "On the frontier" in client.get(where).text


def test_a_search_that_is_cancelled_says_so_where_it_was_asked_for(client, store):
    form = {"use-air-cover": "yes", "for-cost": "yes", "budget": "5", "game_draws": "2"}
    where = client.post(f"{CASE}/packages/search", form).headers["location"]
    cancel = re.search(r'action="(/j/[^"]+)"', client.get(where).text)[1]
    back = client.post(unescape(cancel)).headers["location"]
    assert back == where
    assert "cancelled" in client.get(back).text
    assert store.open_jobs() == []


def test_one_more_by_hand_stands_beside_the_others(client, store):
    form = {"level-tripwire-force": "2", "level-air-cover": "1", "level-defence-treaty": "0"}
    where = client.post(f"{CASE}/packages?{FEW}", form).headers["location"]
    worked(store)
    text = client.get(where).text
    assert f"<code>{MINE}</code>" in text
    got = client.get(where.replace("packages?", "packages.json?")).json()
    few = ensemble(KOREA, settings(KOREA, None, None)[1], 24, 2).for_game
    direct, _, _ = compared(few, Wanted((MINE,), why=True))
    assert got["answer"] == as_data(direct)
    without = unescape(re.search(r'href="([^"]+)">take it out', text)[1])
    assert "with=" not in without
    assert client.get(without).status_code == 200


def test_a_list_may_come_one_by_one(answered):
    client, _ = answered
    one, two = TWO.split(",")
    apart = f"{CASE}/packages/search?{FEW}&instruments={one}&instruments={two}&budget=9"
    assert "On the frontier" in client.get(apart).text


BAD = [
    ("packages?with=tripwire-farce=2", "HF441"),
    ("packages?with=air-cover=3", "HF443"),
    ("packages?with=air-cover=nan", "HF443"),
    ("packages?with=" + ";".join(f"air-cover={k / 10}" for k in range(7)), "HF465"),
    ("packages?with=" + "x" * 3_000, "HF465"),
    ("packages/search?instruments=peace", "HF441"),
    ("packages/search?objectives=peace", "HF445"),
    ("packages/search?budget=0", "HF465"),
    ("packages/search?budget=1001", "HF465"),
    ("packages/search?budget=many", "HF465"),
]


@pytest.mark.parametrize(("path", "code"), BAD)
def test_what_does_not_fit_is_told_with_the_code_of_the_command_line(client, path, code):
    for method, data in (("GET", None), ("POST", {"kind": path.partition("?")[0]})):
        where = path if method == "GET" else "work?" + path.partition("?")[2]
        if method == "POST":
            kind = "search" if "search" in path else "packages"
            answer = client.post(f"{CASE}/{where}", {**data, "kind": kind})
        else:
            answer = client.get(f"{CASE}/{where}")
        assert answer.status_code == 400
        assert code in answer.text
        assert "--" not in re.search(r'class="problem">(.*?)</p>', answer.text)[1]


@pytest.mark.parametrize(
    ("page", "form", "code"),
    [
        ("packages", {}, "HF443"),
        ("packages", {"level-air-cover": "9"}, "HF443"),
        ("packages/search", {"for-cost": "yes", "budget": "9"}, "HF465"),
        ("packages/search", {"use-air-cover": "yes", "budget": "9"}, "HF465"),
        (
            "packages/search",
            {"use-air-cover": "y", "for-cost": "y", "budget": "5000"},
            "HF465",
        ),
        ("packages/search", {"use-air-cover": "y", "for-cost": "y", "budget": "-1"}, "HF465"),
    ],
)
def test_a_form_that_asks_for_nothing_is_told(client, store, page, form, code):
    answer = client.post(f"{CASE}/{page}", form)
    assert answer.status_code == 400
    assert code in answer.text
    assert store.open_jobs() == []


def test_a_case_without_a_contest_is_silent_and_begins_nothing(client, store):
    for page in ("packages", "packages/search", "sequence"):
        assert "no contest" in client.get(f"/c/elmira/{page}").text or page == "sequence"
    form = {"use-air-cover": "y", "for-cost": "y", "budget": "9"}
    assert client.post("/c/elmira/packages/search", form).status_code == 404
    assert client.post("/c/elmira/work", {"kind": "packages"}).status_code == 404
    assert store.open_jobs() == []


PLANNER = (
    "Gain of",
    "Both come",
    "keep it 5 years",
    "EUR bn a year",
    "would deliver",
    "Breaks first",
)


def test_the_five_things_a_planner_asks_stand_in_one_table(answered):
    client, _ = answered
    rows = list(csv.reader(io.StringIO(client.get(f"{CASE}/packages.csv?{FEW}").text)))
    for words in PLANNER:
        assert any(words in column for column in rows[0]), words
    assert len({len(row) for row in rows}) == 1
    assert all(cell for row in rows for cell in row)


@pytest.mark.skipif(find_spec("docx") is None, reason="needs the extra office")
@pytest.mark.parametrize("path", [f"{CASE}/packages.docx?{FEW}", FOUND.replace("?", ".docx?")])
def test_the_same_stands_in_the_word_file(answered, path):
    client, _ = answered
    answer = client.get(path)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        text = re.sub("<[^>]+>", "", file.read("word/document.xml").decode())
    for words in PLANNER:
        assert words in text
    assert "-packages.docx" in answer.headers["content-disposition"]
