"""A drafted case: it loads, its evidence has its words, and no number comes from the text."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.casefile.defaults import DEFAULT_JUDGE
from holdfast.casefile.loader import load_text
from holdfast.conflict.evidence import MACHINE
from holdfast.core.errors import HoldfastError
from holdfast.reading.catalogue import content, slugs
from holdfast.study.article import article
from holdfast.study.draft.case import draft
from holdfast.study.draft.evidence import cleaned, position, told_position

CORPUS = Path(__file__).parents[2] / "reading" / "corpus" / "articles"
DAY = date(2025, 3, 1)
PLAIN = """Chad sets terms

Chad will not hold talks with Libya until it receives security guarantees from France. Chad is
deeply sceptical of Libya. France pledged military support for Chad. Egypt offered to mediate.
"""


def drafted(text, day=DAY):
    raw = text if isinstance(text, bytes) else text.encode()
    found = article(raw, "terms.txt", "terms.txt")
    return draft(found.reading, found.published, day), found


def numbers(conflict):
    return {q.name: (q.low, q.likely, q.high, q.unit) for q in conflict.quantities}


@pytest.mark.parametrize("slug", slugs())
def test_a_bundled_article_drafts_a_case_that_loads_again(slug):
    found, read = drafted(content(slug), read_day(slug))
    again = load_text(found.text, "again.yaml")
    assert again == load_text(found.text, "again.yaml")
    assert again.content_hash == found.conflict.content_hash
    assert read.published.digest in again.sources[0].identifier


def read_day(slug):
    return article(content(slug), slug, slug).published.day


def stands_in(quantity):
    """Whether it is a default, or what past cases say: never a number of the article's."""
    from_history = [one for one in quantity.sources if one.ref.startswith("history-")]
    return quantity.by == DEFAULT_JUDGE or bool(from_history)


@pytest.mark.parametrize("slug", slugs())
def test_every_number_is_a_default_and_says_so(slug):
    found, _ = drafted(content(slug), read_day(slug))
    assert found.conflict.quantities
    assert all(map(stands_in, found.conflict.quantities))
    assert all(quantity.note for quantity in found.conflict.quantities
               if not quantity.name.startswith("contest.bargaining"))  # fmt: skip


@pytest.mark.parametrize("slug", slugs())
def test_evidence_has_its_words_at_their_place(slug):
    found, read = drafted(content(slug), read_day(slug))
    text = read.reading.document.text
    assert found.conflict.evidence
    for item in found.conflict.evidence:
        start, end = map(int, re.match(r"characters (\d+) to (\d+)", item.at).groups())
        words = " ".join(text[start:end].split())
        assert words.startswith(item.quote)
        assert item.quote == words or len(item.quote.split()) == 25
        assert (item.coded_by, item.checked_by, item.grade) == (MACHINE, "", "F6")


def test_stronger_words_change_no_number():
    mild, harsh = (
        drafted(PLAIN.replace("deeply sceptical of", word))[0].conflict
        for word in ("a little wary of", "betrayed, hostile and full of hatred towards")
    )
    assert numbers(mild) == numbers(harsh)


def test_both_sides_get_the_same_numbers():
    found = numbers(drafted(PLAIN)[0].conflict)
    for key in ("contest.cost_per_month.",):
        assert found[f"{key}challenger"] == found[f"{key}target"]
    assert found["contest.trust.chad in libya"] == found["contest.trust.libya in chad"]


def test_the_precondition_cites_its_place():
    found, read = drafted(PLAIN)
    asked = found.conflict.contest.precondition
    assert asked.by == "chad"
    assert asked.asks.startswith("it receives security guarantees")
    start, end = map(int, re.findall(r"\d+", asked.sources[0].at))
    assert read.reading.document.text[start:end].startswith("Chad will not hold talks")


def test_the_same_article_gives_the_same_bytes():
    assert drafted(PLAIN)[0].text == drafted(PLAIN)[0].text


def test_an_article_later_than_the_case_is_refused():
    dated = PLAIN.replace("Chad sets terms\n", "Chad sets terms\n\nN'DJAMENA, 2 March 2025\n")
    with pytest.raises(HoldfastError) as caught:
        drafted(dated)
    assert {problem.code for problem in caught.value.problems} == {"HF303"}


def test_hostile_words_stay_words():
    """Quotes, colons, braces, anchors, turned text: the file loads and holds them as text."""
    title = "Chad: {a: *b} & 'c' # \"d\" \u202eevil\u202c !!python/object [x]"
    found, _ = drafted(PLAIN.replace("Chad sets terms", title))
    assert "\u202e" not in found.text
    assert found.conflict.title.startswith("Chad: {a: *b} & 'c' # \"d\" evil")


PARTIES = ("Chad", "Libya", "France", "the rebels", "NATO", "Serbia", "the government")
ACTS = ("hold talks with {b}", "withdraw from the border", "recognise {b}", "release prisoners")
CONDITIONS = (
    "it receives guarantees",
    "{b} withdraws",
    "\u2019tis done: {{x}}",
    "monitors arrive",
)
FORMS = (
    "{a} will not {act} until {c}.",
    "{a} accused {b} of a breach.",
    "{a} has no trust in {b}.",
    "{a} pledged military support for {b}.",
    "If {a} hesitates, {b} will be emboldened.",
    "{a} offered to mediate.",
)


@st.composite
def texts(build):
    lines = []
    for _ in range(build(st.integers(1, 6))):
        a, b = build(st.permutations(PARTIES))[:2]
        form, act, c = (build(st.sampled_from(of)) for of in (FORMS, ACTS, CONDITIONS))
        filled = form.format(a=a, b=b, act=act.format(b=b), c=c.format(b=b))
        lines.append(filled[0].upper() + filled[1:])
    return " ".join(lines)


@settings(max_examples=60)
@given(texts())
def test_any_article_drafts_a_case_that_loads_or_is_given_up(text):
    try:
        found, _ = drafted(text)
    except HoldfastError as error:
        if error.problems[0].code != "HF602":
            raise
        return
    assert all(map(stands_in, found.conflict.quantities))
    for item in found.conflict.evidence:
        assert item.machine_only


@settings(max_examples=80)
@given(st.text(max_size=200))
def test_a_position_is_told_and_taken_back(words):
    from holdfast.reading.items import Item

    slots = {
        "holder": "Chad", "polarity": "will_not", "action": "talk", "connective": "only if",
        "condition": cleaned(words, 50) or "x", "mentions": [{}, {}],
    }  # fmt: skip
    item = Item("precondition", 0, 1, "x", "r", "hedged", slots)
    told = told_position(position(item))
    if ";" not in slots["condition"] and "(said" not in slots["condition"]:
        assert told == ("Chad", "will_not", "talk", slots["condition"].strip())
