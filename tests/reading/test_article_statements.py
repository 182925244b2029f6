"""Acceptance on the annotated article: its ten statements, by class and speaker (issue 3).

A statement of the annotation is found if an item overlaps one of its mentions, has its
class and its speaker, and a status that counts as said. Where several parties speak, all of
them must be named. The first class of the annotation counts, but for "SUPPORT/aid", where
either may stand.
"""

import json
from pathlib import Path

import pytest

from holdfast.reading.holders import Scene
from holdfast.reading.items import SAID
from holdfast.reading.sentences import sentences
from holdfast.reading.statements import statements

ARTICLES = Path(__file__).parents[3] / "shared" / "articles"
ARTICLE = ARTICLES / "2025-03-01-guarantees.txt"
PARTIES = {
    "UKR.GOV.ZELENSKY": {"UKR"},
    "CHN,TUR": {"CHN", "TUR"},
    "USA,GBR,EU": {"USA", "GBR", "eu"},
    "WEST": {"west"},
}
pytestmark = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the annotated article is not on this machine"
)


@pytest.fixture(scope="module")
def text():
    return ARTICLE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def said(text):
    scene, found = Scene(), []
    for sentence in sentences(text):
        found += [i for i in statements(sentence, scene, text) if i.status in SAID]
        scene.hear(sentence.tokens)
    return found


@pytest.fixture(scope="module")
def annotated():
    gold = json.loads((ARTICLES / "2025-03-01-guarantees.gold.json").read_text("utf-8"))
    return gold["statements"]


def overlaps(item, mention):
    return min(item.end, mention["end"]) > max(item.start, mention["start"])


def matches(item, statement):
    label = statement["plover"].split()[0].split("/")[0]
    wanted = PARTIES.get(statement["speaker"], {statement["speaker"]})
    named = set(item.slots["speakers"]) == wanted
    near = any(overlaps(item, mention) for mention in statement["mentions"])
    return item.slots["class"] == label and named and near


def test_ten_of_ten_statements(said, annotated):
    missed = [s["id"] for s in annotated if not any(matches(i, s) for i in said)]
    assert len(annotated) == 10
    assert missed == []


def test_nothing_that_must_not_be_extracted(said):
    speakers = {party for item in said for party in item.slots["speakers"]}
    names = {item.slots["speaker_name"] for item in said}
    assert "NATO" not in names
    assert not any("Spectator" in name for name in names)
    assert {"nato", "spectator-index"}.isdisjoint(speakers)
    of_russia = {i.slots["class"] for i in said if "RUS" in i.slots["speakers"]}
    assert of_russia == {"ASSAULT", "SUPPORT"}
    assert not any("Reply" in item.quote for item in said)
    assert not any("2025" in item.slots["date"] for item in said if "Crimea" in item.quote)


def test_a_refusal_without_its_condition_stands_only_in_the_headline(said):
    bare = [i for i in said if i.slots["class"] == "REJECT" and not i.slots["condition"]]
    assert [i.slots["heading"] for i in bare if "talks" in i.quote.lower()] == [True]


def test_every_quote_stands_in_the_article(text, said):
    assert all(text[item.start : item.end] == item.quote for item in said)
