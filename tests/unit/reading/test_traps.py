"""The traps of the design page on reading, one test each, on sentences of our own."""

from holdfast.reading.document import read_document
from holdfast.reading.items import SAID
from holdfast.reading.reading import read


def reading(text):
    return read(read_document(text.encode(), "article.txt"))


def said(items):
    return [item for item in items if item.status in SAID]


def claim_of(text):
    (found,) = reading(text).claims
    return found


def test_a_headline_that_drops_the_bodys_condition():
    found = reading(
        "Chad Refuses Talks With Libya\n\n"
        "Chad will not hold talks with Libya until it receives guarantees, its minister said.\n"
    )
    (pair,) = found.contradictions
    assert "without condition" in str(pair["says"])
    assert len(found.preconditions) == 1


def test_military_might_is_no_hedge():
    found = reading(
        "Despite Chad's military might, Libya will not talk until it has guarantees."
    )
    assert [item.status for item in found.preconditions] == ["stated"]


def test_since_the_annexation_is_a_time():
    text = "Chad and Libya have fought since the annexation of the strip in 1973."
    assert reading(text).claims == ()


def test_due_to_relies_on_and_hinges_on_turn_cause_and_effect_round():
    for text in (
        "The talks failed due to a lack of trust.",
        "The peace relies on the readiness of the guarantors to act.",
        "The future of the talks hinges on the unity of the allies.",
    ):
        found = claim_of(text)
        assert found.slots["cause_span"] > found.slots["effect_span"]  # the cause stands behind


def test_crucial_if_any_progress_is_to_be_made():
    found = claim_of("A framework for guarantees is crucial if any progress is to be made.")
    assert "framework" in found.slots["cause"]
    assert "progress" in found.slots["effect"]


def test_the_dot_of_an_abbreviation_ends_no_sentence():
    found = reading("Chad will not talk until the U.S. Congress approves guarantees.")
    (item,) = found.preconditions
    assert item.slots["condition"] == "the U.S. Congress approves guarantees"


def test_curly_apostrophes_read_as_straight_ones():
    one, other = (
        reading(f"Chad won{mark}t meet Libya{mark}s envoys until it has guarantees.")
        for mark in ("'", "\u2019")
    )
    for key in ("holder", "polarity", "connective"):
        assert one.preconditions[0].slots[key] == other.preconditions[0].slots[key]
    assert other.preconditions[0].slots["polarity"] == "will_not"


def test_demands_as_a_noun_and_as_a_verb():
    noun = reading("Chad's demands were read out in the hall.")
    verb = reading("Chad demands guarantees from Libya.")
    assert [item.slots["class"] for item in noun.statements] == []
    assert [item.slots["class"] for item in verb.statements] == ["REQUEST"]


def test_coordinated_subjects_all_speak():
    (item,) = reading("Chad and Egypt rejected the plan of Libya.").statements
    assert {"TCD", "EGY"} <= {item.slots["speaker"], *item.slots["speakers"]}


def test_the_day_of_publication_is_not_the_day_of_what_is_told():
    found = reading(
        "Old war\n\nN'DJAMENA, 1 March 2025\n\nLibya seized the strip on 3 May 1973. Chad "
        "never forgave it.\n"
    )
    assert str(found.document.published) == "2025-03-01"
    undated = reading("Old war\n\nLibya seized the strip on 3 May 1973.\n")
    assert undated.document.published is None
    for item in (*found.statements, *undated.statements):
        assert item.slots.get("date") in (None, "", "1973-05-03")


def test_support_of_separatists_is_no_support_of_the_state():
    found = reading("Libya supported separatists in Chad.")
    assert not [
        item for item in found.statements
        if item.slots["class"] == "SUPPORT" and item.slots["target"] == "TCD"
    ]  # fmt: skip


def test_leave_a_reply_is_no_order_and_no_withdrawal():
    found = reading("Chad will not talk.\n\nLeave a Reply\n\nYour email stays private.\n")
    assert [item for item in found.statements if "Reply" in item.quote] == []


def test_a_view_that_somebody_might_take_is_no_act():
    found = reading("Libya may view the demands of Chad as an unwillingness to talk.")
    assert [i for i in said(found.statements) if i.slots["speaker"] == "LBY"] == []


def test_who_relays_a_statement_is_no_actor_of_the_dispute():
    found = reading("Reuters reported that Chad will not talk to Libya until it has help.")
    roles = {str(item.slots["name"]): item.slots["role"] for item in found.actors}
    assert roles["Reuters"] == "source"
    assert found.preconditions[0].slots["holder"] == "Chad"
    assert "Reuters" not in {item.slots["speaker_name"] for item in found.statements}
