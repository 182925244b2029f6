"""Who is who in a drafted case: the sides, the guarantors, the mediators, told by hand."""

import json
from pathlib import Path

import pytest

from holdfast.core.errors import ExitCode, HoldfastError
from holdfast.reading.document import read_document
from holdfast.reading.reading import read
from holdfast.study.draft.cast import UNNAMED, cast
from holdfast.study.draft.parties import slug

CORPUS = Path(__file__).parents[2] / "reading" / "corpus" / "articles"
SHARED = Path(__file__).parents[4] / "shared" / "articles"

# text, target, challenger, some guarantors, some mediators; every text is our own
ARTICLES = {
    "kosovo": (
        "Serbia will not sit down with Kosovo until it receives written security guarantees. "
        "Turkey has offered to mediate between Serbia and Kosovo.",
        "serbia", "kosovo", {"guarantor"}, {"turkey"},
    ),
    "taiwan": (
        "Taiwan rejects talks with China unless the United States guarantees its security. "
        "China threatened to blockade the island. Washington has provided military support to"
        " Taiwan.",
        "taiwan", "china", {"united-states"}, set(),
    ),
    "armenia": (
        "Armenia said that it would not return to negotiations with Azerbaijan before it had "
        "security guarantees. Baku rejected the demand. France pledged military support for "
        "Armenia. The European Union has offered monitors.",
        "armenia", "azerbaijan", {"france"}, set(),
    ),
    "sudan": (
        "The Rapid Support Forces will not lay down their arms until they receive guarantees "
        "of amnesty. Sudan accused the Rapid Support Forces of attacks. Egypt hosts talks "
        "between Sudan and the Rapid Support Forces.",
        "rapid-support-forces", "sudan", {"guarantor"}, {"egypt"},
    ),
    "ethiopia": (
        "Eritrea refuses to meet Ethiopia unless its security is guaranteed. Ethiopia "
        "threatened Eritrea with war over the ports. Saudi Arabia offered to mediate.",
        "eritrea", "ethiopia", {"guarantor"}, {"saudi-arabia"},
    ),
    "georgia": (
        "Georgia will only enter talks with Russia if NATO provides security guarantees. "
        "Russia rejects NATO troops in Georgia.",
        "georgia", "russia", {"nato"}, set(),
    ),
    "hostages": (
        "DOHA, 3 March 2025 - Hamas will not release more hostages until the United States "
        "guarantees that Israel will not resume the war, an official said. Israel rejected the "
        "demand. Qatar and Egypt are mediating. Israel accused Hamas of stalling.",
        "hamas", "israel", {"united-states"}, {"qatar", "egypt"},
    ),
    "dateline": (
        "BRUSSELS, 3 March 2024 - Canada will not resume talks with India until New Delhi "
        "guarantees its border. The European Union offered to mediate.",
        "canada", "india", {"guarantor"}, {"european-union"},
    ),
    "backer-of-the-other": (
        "Israel will not agree to a ceasefire with Hezbollah until the United States "
        "guarantees "
        "its right to strike. Iran backs Hezbollah. France and the United States are "
        "mediating.",
        "israel", "hezbollah", {"united-states"}, {"france"},
    ),
    "three-positions": (
        "The Democratic Republic of the Congo will not sit down with the M23 until Rwanda "
        "withdraws. Rwanda said it would pull back only after Congo disarms the FDLR. The M23 "
        "said it would not lay down its arms until it is given guarantees for its fighters.",
        "m23", "democratic-republic-of-the-congo", {"guarantor"}, set(),
    ),
    "group-named-after-a-state": (
        "The Sudan People's Front will not enter negotiations with the government unless the "
        "African Union guarantees the safety of its fighters. The government in Khartoum said "
        "it would talk only after the rebels leave the oil fields.",
        "sudan-people-s-front", "the-government", {"african-union"}, set(),
    ),
    "names-in-no-list": (
        "Brasnia will not negotiate with Toravia until Lumeria signs a binding defence pact, "
        "Foreign Minister Ilka Brandt said on Sunday. Toravia dismissed the condition.",
        "brasnia", "toravia", {"guarantor"}, set(),
    ),
}  # fmt: skip
ANNOTATED = {
    "highland-front-ceasefire": {"highland-liberation-front", "the-government"},
    "sudan-port-talks": {"sudan", "rapid-support-forces"},
    "two-republics-border-treaty": {"armenia", "azerbaijan"},
}


def cast_of(text):
    return cast(read(read_document(text.encode(), "article.txt")))


@pytest.mark.parametrize("name", ARTICLES)
def test_the_sides_and_those_around_them(name):
    text, target, challenger, guarantors, mediators = ARTICLES[name]
    found = cast_of(text)
    assert (found.target.id, found.challenger.id) == (target, challenger)
    assert guarantors <= {party.id for party in found.guarantors}
    assert mediators <= {party.id for party in found.mediators}
    assert found.asked is not None


@pytest.mark.parametrize("name", ANNOTATED)
def test_the_sides_of_the_annotated_articles(name):
    found = cast_of((CORPUS / f"{name}.txt").read_text(encoding="utf-8"))
    assert {found.target.id, found.challenger.id} == ANNOTATED[name]


def test_the_annotated_article_of_the_shared_folder():
    path = SHARED / "2025-03-01-guarantees.txt"
    if not path.exists():
        pytest.skip("the shared folder is not beside this checkout")
    gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
    found = cast_of(path.read_text(encoding="utf-8"))
    wanted = {a["name"] for a in gold["actors"] if a["role"] == "disputant"}
    assert {found.target.name, found.challenger.name} == wanted
    able = {a["name"] for a in gold["actors"] if a["role"].startswith("guarantor")}
    assert {"NATO", "United States", "United Kingdom"} <= {
        p.name for p in found.guarantors
    } & able
    assert {party.name for party in found.mediators} == {"China", "Turkey"}


def test_an_order_turned_round_turns_the_roles():
    """Both parties are treated alike: what makes a target is that it asks."""
    text = "{} will not hold talks with {} until it receives security guarantees."
    one, other = (
        cast_of(text.format(*pair)) for pair in (("Chad", "Libya"), ("Libya", "Chad"))
    )
    assert (one.target.id, one.challenger.id) == (other.challenger.id, other.target.id)


def test_no_guarantor_named_leaves_a_place_for_one():
    found = cast_of("Chad will not talk to Libya until it has guarantees.")
    assert [party.name for party in found.guarantors] == [UNNAMED]


def test_a_war_within_a_state_is_of_the_other_class():
    inside = cast_of(ARTICLES["sudan"][0])
    between = cast_of(ARTICLES["georgia"][0])
    assert (inside.reference_class, between.reference_class) == ("civil", "interstate")


@pytest.mark.parametrize(
    "text",
    [
        "The weather was fine and the market opened late.",
        "France will not raise taxes until it has a budget.",
        "Both sides will talk once there is a truce.",
        "Storm on Monday\n\nA deep low will bring rain to Norway. Fronts clash over Denmark.",
        "France beat Germany on Sunday. Germany attacked late but France defended well.",
        "Norway attacked on the queen's side and India defended.",
    ],
)
def test_an_article_without_two_sides_is_given_up(text):
    with pytest.raises(HoldfastError) as caught:
        cast_of(text)
    assert caught.value.problems[0].code == "HF602"
    assert caught.value.exit_code is ExitCode.GAVE_UP


@pytest.mark.parametrize(
    ("name", "taken", "wanted"),
    [
        ("and", (), "party-and"),
        ("2024", (), "party-2024"),
        ("NATO", ("nato", "nato-2"), "nato-3"),
        ("x" * 300, (), "x" * 75),
        ("---", (), "party"),
    ],
)
def test_ids_are_ids(name, taken, wanted):
    assert slug(name, taken) == wanted
