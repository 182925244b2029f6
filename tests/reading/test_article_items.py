"""Acceptance on the annotated article: precondition, actors, instruments, trust, silence."""

import json
from pathlib import Path

import pytest

from holdfast.reading.document import read_document
from holdfast.reading.reading import read

ARTICLES = Path(__file__).parents[3] / "shared" / "articles"
ARTICLE = ARTICLES / "2025-03-01-guarantees.txt"
ROLES = {
    "disputant": {"disputant"},
    "disputant_leader": {"leader"},
    "guarantor_demanded(unnamed)": {"guarantor"},
    "guarantor_candidate": {"guarantor"},
    "guarantor_candidate/supporter": {"guarantor"},
    "guarantor_collective": {"guarantor"},
    "mediator_candidate": {"mediator"},
    "public": {"public"},
    "proxy_of RUS (history)": {"proxy"},
    "observer": {"observer"},
    "source_only (never an actor)": {"source"},
}
SILENCE = {
    "any Russian statement or response": "response of Russia",
    "any guarantee granted or offered": "Any guarantee granted or offered",
    "amounts, troop numbers, dates of talks": "Amounts of money",
    "what “adequate” means": "What 'adequate' means",
    "words actually spoken by Zelensky (all indirect)": "Words actually spoken",
    "acceptance of China/Turkey mediation": "mediation by China is accepted",
    "any probability or number except dates": "Any probability",
}
pytestmark = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the annotated article is not on this machine"
)


@pytest.fixture(scope="module")
def found():
    return read(read_document(ARTICLE.read_bytes(), ARTICLE.name))


@pytest.fixture(scope="module")
def gold():
    return json.loads((ARTICLES / "2025-03-01-guarantees.gold.json").read_text("utf-8"))


def near(item, evidence):
    return any(min(item.end, e["end"]) > max(item.start, e["start"]) for e in evidence)


def mentioned(item, evidence):
    spans = item.slots["mentions"]
    return any(min(b, e["end"]) > max(a, e["start"]) for a, b in spans for e in evidence)


def test_one_precondition_with_nine_mentions(found, gold):
    strict = [i for i in found.preconditions if i.slots["polarity"] == "will_not"]
    assert [i.slots["party"] for i in strict] == ["UKR"]
    assert strict[0].slots["connective"] == "until"
    mentions = strict[0].slots["mentions"]
    assert len(mentions) == len(gold["preconditions"][0]["mentions"]) == 9
    for wanted in gold["preconditions"][0]["mentions"]:
        assert any(m["start"] < wanted["end"] and wanted["start"] < m["end"] for m in mentions)


def test_its_mentions_are_one_piece_of_evidence(found):
    (first,) = [d for d in found.duplicates if d["holder"] == "Ukraine"]
    assert "one piece of evidence, from 1 independent source" in first["says"]


def test_actors_with_their_roles(found, gold, capsys):
    rows = []
    for actor in gold["actors"]:
        hits = [i for i in found.actors if mentioned(i, actor["ev"])]
        right = [i for i in hits if i.slots["role"] in ROLES[actor["role"]]]
        rows.append((actor["name"], bool(hits), bool(right)))
    right = sum(found for *_, found in rows)
    with capsys.disabled():
        print(f"\nactors with the right role: {right} of {len(rows)}")  # noqa: T201
    assert right >= 14, rows


@pytest.mark.parametrize(("kind", "least"), [("instruments", 7), ("trust", 5)])
def test_what_is_offered_and_who_trusts(found, gold, kind, least):
    hits = [g for g in gold[kind] if any(near(i, g["ev"]) for i in getattr(found, kind))]
    assert len(hits) >= least


def test_nothing_is_offered_as_committed_that_is_only_sought(found):
    pacts = [i for i in found.instruments if i.slots["type"] == "collective_defence"]
    assert pacts
    assert all(i.slots["status"] == "sought" for i in pacts)


def test_what_is_not_stated_is_said(found, gold):
    for silent in gold["not_stated"]:
        assert any(SILENCE[silent] in said for said in found.not_stated), silent


def test_the_headline_and_the_two_horizons_are_contradictions(found):
    says = [entry["says"] for entry in found.contradictions]
    assert "the heading refuses without condition, the text names one" in says
    assert "one cause helps and harms: read short run and long run apart" in says


def test_the_reply_form_is_no_sentence(found):
    every = [*found.statements, *found.claims, *found.instruments, *found.trust]
    assert not any("Leave a Reply" in item.quote for item in every)
