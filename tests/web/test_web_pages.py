"""Every page answers, with one question in its h1, and its files say the same."""

import csv
import io
import json
import re
import zipfile
from importlib.util import find_spec

import pytest

from holdfast.web.app import ACTS, LOOKS

FEW = "draws=24&game_draws=2"
SECTIONS = ("window", "table", "hold", "sequence", "stable", "claims")
PAGES = ("", *(f"/{name}" for name in SECTIONS), "/history", "/why", "/why/1")
MORE = ("/sources", "/evidence", "/edit", "/revisions")


def headings(text):
    return re.findall(r"<h1>(.*?)</h1>", text, re.DOTALL)


@pytest.mark.parametrize("page", [*PAGES, *MORE])
def test_a_page_asks_one_question(answered, page):
    client, case = answered
    found = client.get(f"/c/{case}{page}?{FEW}")
    assert found.status_code == 200
    assert len(headings(found.text)) == 1
    assert "Traceback" not in found.text


@pytest.mark.parametrize("page", PAGES)
def test_nothing_on_a_page_needs_an_inline_style_or_script(answered, page):
    client, case = answered
    text = client.get(f"/c/{case}{page}?{FEW}").text
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text)
    assert re.findall(r"<script(?! src=)", text) == []
    assert not re.search(r'(?:src|href)="(?:https?:)?//', text)


def test_the_first_page_lists_every_bundled_case_and_article(client):
    text = client.get("/").text
    for name in ("elmira", "korea-1953", "ukraine-2025-03-01", "kyiv-holds-to-guarantees"):
        assert f"/{name}" in text


def test_the_brief_leads_from_a_number_to_its_sources(answered):
    client, case = answered
    text = client.get(f"/c/{case}?{FEW}").text
    first = re.search(rf'href="(/c/{case}/why/1[^"]*)"', text)[1]
    assert "What it rests on" in client.get(first.replace("&amp;", "&")).text


def test_a_page_without_its_answer_offers_to_work_it_out(client, store):
    text = client.get("/c/elmira/stable").text
    assert "Work it out" in text
    answer = client.post("/c/elmira/work?draws=10", {"page": "stable"})
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/c/elmira/stable?draws=10",
    )
    [job] = store.open_jobs()
    assert "Waiting for its turn" in client.get("/c/elmira/stable?draws=10").text
    assert client.get(f"/j/{job.id}").status_code == 200
    client.post(f"/j/{job.id}/cancel")
    assert "cancelled" in client.get("/c/elmira/stable?draws=10").text


def test_a_case_without_a_contest_says_so(client):
    assert "no contest" in client.get("/c/elmira/window").text


@pytest.mark.parametrize("page", SECTIONS)
@pytest.mark.parametrize("end", ["json", "csv", "md"])
def test_a_page_has_twins(answered, page, end):
    client, case = answered
    found = client.get(f"/c/{case}/{page}.{end}?{FEW}")
    assert found.status_code == 200
    if end == "json":
        assert json.loads(found.text)
    elif end == "csv":
        rows = list(csv.reader(io.StringIO(found.text)))
        assert len({len(row) for row in rows}) == 1
        assert len(rows) > 1
    else:
        assert found.text.startswith("## ")


@pytest.mark.parametrize("page", ["window", "table", "hold", "sequence", "stable"])
def test_a_chart_is_a_file_of_its_own(answered, page):
    client, case = answered
    found = client.get(f"/c/{case}/{page}.svg?{FEW}&n=1")
    assert found.headers["content-type"] == "image/svg+xml"
    assert found.text.startswith("<svg")
    assert "style=" not in found.text
    assert client.get(f"/c/{case}/{page}.svg?{FEW}&n=99").status_code == 400


@pytest.mark.parametrize(
    "name", ["brief.json", "brief.md", "references.bib", "why.json", "sources.csv"]
)
def test_other_files(answered, name):
    client, case = answered
    assert client.get(f"/c/{case}/{name}?{FEW}").status_code == 200


@pytest.mark.parametrize("end", ["json", "csv", "md"])
def test_comparison_and_history_have_twins(answered, end):
    client, case = answered
    few = "draws=24&game_draws=1"
    assert client.get(f"/c/ukraine-2025-03-31/compare.{end}?{few}").status_code == 200
    assert client.get(f"/c/{case}/history.{end}").status_code == 200
    assert client.get(f"/c/ukraine-2025-03-31/compare?{few}").status_code == 200
    assert client.get("/c/korea-1953/history.svg").text.startswith("<svg")
    assert client.get(f"/c/ukraine-2025-03-31/compare.svg?{few}").status_code == 404


def test_packages_stand_side_by_side_with_their_frontier(answered):
    client, _ = answered
    text = client.get(f"/c/korea-1953/packages?{FEW}").text
    assert "On the frontier" in text
    assert text.count("<table>") >= 5
    assert client.get(f"/c/korea-1953/packages.csv?{FEW}&n=5").status_code == 200
    found = client.get(f"/c/korea-1953/packages.json?{FEW}").json()
    assert found["answer"]["frontier"]
    assert client.get(f"/c/korea-1953/packages.md?{FEW}").status_code == 200


def test_a_word_file_comes_or_words_say_why_not(answered):
    client, case = answered
    for name in ("brief", "comparison"):
        found = client.get(f"/c/{case}/{name}.docx?{FEW}")
        if find_spec("docx"):
            assert found.content[:2] == b"PK"
            assert f"{case}-{name}.docx" in found.headers["content-disposition"]
        else:
            assert found.status_code == 404
            assert "HF470" in found.text


def test_a_file_that_is_not_worked_out_yet_is_404_with_words(client):
    found = client.get("/c/elmira/stable.json")
    assert found.status_code == 404
    assert "has not been worked out" in found.text


def test_the_same_address_gives_the_same_bytes(answered):
    client, case = answered
    for page in ("window.json", "stable.csv", "table.md"):
        one, two = (client.get(f"/c/{case}/{page}?{FEW}").content for _ in range(2))
        assert one == two


def test_every_address_is_among_those_tested():
    """A page that is added has to be asked for in some test of this folder."""
    assert len(LOOKS) == 43
    assert len(ACTS) == 14


BAD = [
    ("/nowhere", 404),
    ("/c/nowhere", 404),
    ("/c/elmira?rev=9", 404),
    ("/c/elmira?rev=x", 400),
    ("/c/elmira?draws=0", 400),
    ("/c/elmira?draws=999999999", 400),
    ("/c/elmira?game_draws=501", 400),
    ("/c/elmira?variant=nope", 400),
    ("/c/ukraine-2025-03-01/window?strength=nan", 400),
    ("/c/ukraine-2025-03-01/window?strength=2", 400),
    ("/c/ukraine-2025-03-01/window?package=nope", 400),
    ("/c/ukraine-2025-03-01/why/1", 404),
    ("/a/nowhere", 404),
    ("/j/nowhere", 404),
    ("/c/Elmira", 404),
    ("/c/elmira/nope", 404),
    ("/language/xx", 303),
]


@pytest.mark.parametrize(("path", "status"), BAD)
def test_bad_input_gives_one_clear_message(client, path, status):
    found = client.get(path)
    assert found.status_code == status
    assert "Traceback" not in found.text
    if status >= 400:
        assert len(headings(found.text)) == 1
        assert 'class="problem"' in found.text


def seen(text):
    """What a reader sees of a page."""
    bare = re.sub(r"<(script|style|svg|textarea)\b.*?</\1>", " ", text, flags=re.DOTALL)
    return re.sub(r"<[^>]+>", " ", bare)


COMMAND = re.compile(
    r"(?<![\w-])--[a-z]|\bholdfast (?!explores|failed|itself|0\.)[a-z]+ [A-Z-]"
)


@pytest.mark.parametrize("page", [*PAGES, "/packages", *MORE])
def test_no_page_speaks_of_the_command_line(answered, page):
    client, case = answered
    for name in (case, "elmira", "korea-1953"):
        text = seen(client.get(f"/c/{name}{page}?{FEW}").text)
        assert COMMAND.findall(text) == [], name


@pytest.mark.parametrize("end", ["md", "docx"])
def test_an_annex_holds_its_own_sections_alone(answered, end):
    client, _ = answered
    found = client.get(f"/c/korea-1953/sequence.{end}?{FEW}")
    if end == "docx" and not find_spec("docx"):
        assert found.status_code == 404
        return
    content = found.content
    if end == "docx":
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            content = file.read("word/document.xml")
    text = re.sub(r"<[^>]+>", " ", content.decode())
    for words in ("weakest step", "least exposed", "exposure", "Both go on"):
        assert words in text
    assert "How strong must the guarantee be" not in text
    assert client.get(f"/c/elmira/sequence.{end}?{FEW}").status_code == 404


def test_packages_of_the_whole_answer_stand_on_their_page_too(answered):
    client, case = answered
    text = client.get(f"/c/{case}/packages?{FEW}").text
    assert "Worked out along with the whole answer" in text
    assert "On the frontier" in text
    assert "<svg" in text
    for end in ("json", "csv", "svg", "md"):
        assert client.get(f"/c/{case}/packages.{end}?{FEW}").status_code == 200
    asked = f"{FEW}&with=air-cover=2"  # of which the whole answer knows nothing
    assert "Work it out" in client.get(f"/c/{case}/packages?{asked}").text
    assert client.get(f"/c/{case}/packages.json?{asked}").status_code == 404


def test_a_case_without_steps_says_so(answered):
    client, _ = answered
    assert "no contest" in client.get(f"/c/elmira/sequence?{FEW}").text


def test_the_page_about_keeping_says_how_it_may_unfold(answered):
    client, case = answered
    text = client.get(f"/c/{case}/hold?{FEW}").text
    assert "How may it unfold?" in text
    assert "quarter by quarter" in text
    said = re.search(r'<div class="answer">(.*?)</div>', text, re.DOTALL)[1]
    assert "would be kept" in said or "whether it would be" in said
