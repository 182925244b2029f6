"""From a pasted article to a case whose evidence people have decided on."""

import io
import re
import time
import zipfile

import pytest

from holdfast.casefile.loader import load_text
from holdfast.reading.catalogue import content

TEXT = content("kyiv-holds-to-guarantees").decode("utf-8")


def pasted(client, text=TEXT):
    answer = client.post("/articles", {"text": text})
    assert answer.status_code == 303
    return answer.headers["location"]


def test_the_words_that_an_item_rests_on_are_marked(client):
    page = client.get(pasted(client)).text
    marked = re.findall(r"<mark[^>]*><a [^>]*>(.*?)</a></mark>", page)
    assert (
        "Ukraine will not enter peace talks with Russia until it has security guarantees"
        in ("".join(marked))
    )
    shown = re.search(r'<div class="article"[^>]*>(.*?)</div>', page, re.DOTALL)[1]
    # taking the marks away leaves the article as it was given
    assert re.sub(r"<[^>]+>", "", shown).replace("&#39;", "'").replace("&#34;", '"') == TEXT


def test_the_same_article_is_kept_once(client, store):
    assert pasted(client) == pasted(client)
    assert len(store.articles()) == 1


def test_a_file_is_taken_as_well(client):
    files = {"file": ("../../etc/passwd", TEXT.encode())}
    answer = client.post("/articles", files=files)
    assert answer.status_code == 303
    assert "/etc" not in client.get(answer.headers["location"]).text


def test_nothing_pasted_is_one_clear_message(client):
    answer = client.post("/articles", {"text": "   "})
    assert answer.status_code == 400
    assert "no text was given" in answer.text


def test_a_book_is_no_article(client):
    answer = client.post("/articles", {"text": "word " * 100_000})
    assert answer.status_code == 400
    assert "HF103" in answer.text


def test_hostile_text_stays_text(client):
    hostile = (
        "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} ${7*7} "
        "Ukraine will not enter peace talks with Russia until it has security guarantees. "
        "</div><style>*{}</style>"
    )
    page = client.get(pasted(client, hostile)).text
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "<style>" not in page
    assert "{{ 7*7 }}" in page


def drafted(client, store):
    client.post(pasted(client) + "/draft")
    return store.cases()[0]


def test_accepting_writes_the_name_into_the_case(client, store):
    case = drafted(client, store)
    before = load_text(store.revision(case).text, case)
    item = before.evidence[0]
    client.post(f"/c/{case}/evidence", {"accept": item.id, "who": "Ada: Lovelace"})
    after = load_text(store.revision(case).text, case)
    assert after.evidence[0].checked_by == "Ada: Lovelace"
    assert [one.id for one in after.evidence] == [one.id for one in before.evidence]
    [decision] = store.decisions(case)
    assert (decision.verdict, decision.who) == ("accepted", "Ada: Lovelace")
    assert decision.at
    page = client.get(f"/c/{case}/evidence").text
    assert "accepted by Ada: Lovelace" in page


def test_rejecting_takes_the_item_out_and_every_item_can_go(client, store):
    case = drafted(client, store)
    while items := load_text(store.revision(case).text, case).evidence:
        answer = client.post(f"/c/{case}/evidence", {"reject": items[-1].id})
        assert answer.status_code == 303
        left = load_text(store.revision(case).text, case).evidence
        assert [one.id for one in left] == [one.id for one in items[:-1]]
    assert {one.verdict for one in store.decisions(case)} == {"rejected"}
    assert "no items of evidence" in client.get(f"/c/{case}/evidence").text


def test_a_decision_needs_a_name_and_an_item(client, store):
    case = drafted(client, store)
    assert client.post(f"/c/{case}/evidence", {"accept": "x", "who": " "}).status_code == 400
    assert client.post(f"/c/{case}/evidence", {"accept": "nope"}).status_code == 404
    assert store.revision(case).number == 1


def test_two_drafts_of_one_article_are_two_cases(client, store):
    path = pasted(client)
    client.post(path + "/draft")
    client.post(path + "/draft", {"as_of": "2025-06-01"})
    client.post(path + "/draft")
    assert len(store.cases()) == 3
    for case in store.cases():
        assert load_text(store.revision(case).text, case).id == case


def test_a_date_before_the_article_is_refused(client):
    path = pasted(client)
    assert client.post(path + "/draft", {"as_of": "2024-01-01"}).status_code == 400
    assert client.post(path + "/draft", {"as_of": "soon"}).status_code == 400


def test_an_article_without_two_sides_makes_no_case(client):
    path = pasted(client, "It rained all day in the village.")
    answer = client.post(path + "/draft")
    assert answer.status_code in (400, 422)
    assert "HF602" in answer.text or "No case can be drafted" in answer.text


@pytest.mark.parametrize("unit", ["1", "1.", "1,", "\u201c", "\u201ca", '"', "1 March ", "% "])
def test_a_text_made_to_hurt_is_read_about_as_soon_as_any(client, unit):
    """A run of digits took hours, one of opening quotes minutes, before they were bounded."""
    began = time.process_time()
    client.post("/articles", {"text": (unit * 120_000)[:120_000]})
    assert time.process_time() - began < 15.0  # some tenths of a second, on a quiet machine


def test_an_office_file_is_refused_unopened(client):
    """However much it would unpack to."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"0" * 50_000_000)
    began = time.process_time()
    answer = client.post("/articles", files={"file": ("a.docx", packed.getvalue())})
    assert answer.status_code == 400
    assert "HF102" in answer.text
    assert time.process_time() - began < 5.0
