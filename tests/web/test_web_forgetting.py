"""What people entered can be taken out again, by asking twice and with a name."""

import pytest

from holdfast.casefile.catalogue import bundled_text
from holdfast.web.documents import read_back
from holdfast.web.library import loaded, understood

SECRET = "Marta of the third house says so"
TEXT = (
    f"{SECRET}. Ukraine will not enter peace talks with Russia until it has security "
    "guarantees, Zelensky said. Russia rejected a ceasefire. " * 3
)


@pytest.fixture
def entered(client, store):
    """An article and a case drafted from it; their addresses."""
    article = client.post("/articles", {"text": TEXT}).headers["location"]
    client.post(article + "/draft")
    return article, f"/c/{store.cases()[0]}"


def test_an_article_and_its_case_are_forgotten_together(client, store, entered):
    article, case = entered
    client.get(article)
    page = client.get(article + "/forget").text
    assert "cannot be undone" in page
    name = case.removeprefix("/c/")
    assert f'name="case-{name}"' in page
    answer = client.post(article + "/forget", {f"case-{name}": "yes"})
    assert answer.headers["location"] == "/"
    for path in (article, case, article + "/forget", case + "/forget"):
        assert client.get(path).status_code == 404
    for path in ("/", "/log"):
        assert SECRET not in client.get(path).text
    assert store.cases() == []
    assert "Ada: an article forgotten" in client.get("/log").text
    assert article.removeprefix("/a/") not in client.get("/log").text
    assert understood.cache_info().currsize == 0
    assert read_back.cache_info().currsize == 0


def test_a_case_that_was_not_ticked_stays(client, store, entered):
    article, case = entered
    client.post(article + "/forget")
    assert client.get(article).status_code == 404
    assert client.get(case + "/evidence").status_code == 200
    assert store.article_of(case.removeprefix("/c/")) == ""
    loaded.cache_clear()
    client.post(case + "/forget")
    assert client.get(case).status_code == 404
    assert loaded.cache_info().currsize == 0


def test_a_bundled_case_stands_again_as_it_comes(client, store):
    text = bundled_text("elmira")
    new = text.replace('title: "', 'title: "Mine ', 1)
    client.post("/c/elmira/edit", {"text": new, "note": SECRET, "after": "1"})
    assert "stands again as it comes" in client.get("/c/elmira/forget").text
    client.post("/c/elmira/forget")
    assert client.get("/c/elmira/case.yaml").text == text
    assert SECRET not in client.get("/log").text
    assert client.get("/c/elmira/forget").status_code == 404


@pytest.mark.parametrize("path", ["/c/elmira/forget", "/c/nowhere/forget", "/a/x/forget"])
def test_nothing_of_ones_own_is_nothing_to_forget(client, path):
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 404
        assert "HF471" in answer.text


def test_who_forgets_gives_a_name(client, store, entered):
    _, case = entered
    assert client.post(case + "/forget", {"who": " "}).status_code == 400
    assert client.get(case).status_code == 200


def test_looking_forgets_nothing(client, store, entered):
    article, case = entered
    client.get(case + "/forget")
    client.get(article + "/forget")
    assert client.get(case).status_code == 200
    assert client.get(article).status_code == 200


def test_work_on_it_stops(client, store, entered):
    _, case = entered
    client.post(case + "/work")
    assert len(store.open_jobs()) == 1
    client.post(case + "/forget")
    assert store.open_jobs() == []
