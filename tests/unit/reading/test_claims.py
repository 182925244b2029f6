"""Which claims a sentence makes. Sentences are our own; what they claim was read by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.reading.claims import SIGNS, claims
from holdfast.reading.conditions import conditions
from holdfast.reading.holders import Scene
from holdfast.reading.sentences import sentences


def read(text, *, with_conditions=False):
    scene, found, whole = Scene(), [], list(sentences(text))
    for sentence in whole:
        found += conditions(sentence, scene)
        scene.hear(sentence.tokens)
    return claims(text, whole, found if with_conditions else ())


def said(text):
    return [(i.slots["cause"], i.slots["sign"], i.slots["effect"]) for i in read(text)]


def only(text):
    [item] = read(text)
    return item


CLAIMED = [
    # a verb between cause and effect
    ("The siege has led to hunger.", "The siege", "+", "hunger"),
    ("Delays could result in new fighting.", "Delays", "+", "new fighting"),
    (
        "Sanctions caused a shortage of spare parts.",
        "Sanctions",
        "+",
        "a shortage of spare parts",
    ),
    ("The raid could pave the way for talks.", "The raid", "+", "talks"),
    ("A split would embolden the rebels.", "A split", "+", "the rebels"),
    ("The leak exacerbates tensions.", "The leak", "+", "tensions"),
    ("Old feuds prolong the war.", "Old feuds", "+", "the war"),
    ("The vote adds pressure on the cabinet.", "The vote", "+", "pressure on the cabinet"),
    ("The letter complicates mediation.", "The letter", "-", "mediation"),
    ("A wall lowers the likelihood of a raid.", "A wall", "-", "the likelihood of a raid"),
    (
        "A garrison raises the likelihood of peace.",
        "A garrison",
        "+",
        "the likelihood of peace",
    ),
    ("A garrison would deter attacks.", "A garrison", "-", "attacks"),
    ("Tolls discourage smuggling.", "Tolls", "-", "smuggling"),
    ("The offer encourages both sides to wait.", "The offer", "+", "both sides to wait"),
    ("Corruption undermines the accord.", "Corruption", "-", "the accord"),
    ("A pledge strengthens the accord.", "A pledge", "+", "the accord"),
    ("Trust plays a large role in diplomacy.", "Trust", "+", "diplomacy"),
    ("The strike shaped the next round.", "The strike", "?", "the next round"),
    ("The verdict may resonate with farmers.", "The verdict", "+", "farmers"),
    ("Maps make a truce more likely.", "Maps", "+", "a truce"),
    ("Mines make farming less safe.", "Mines", "-", "farming"),
    ("Mud makes it harder to resupply.", "Mud", "-", "to resupply"),
    ("Fear made repairs more dangerous.", "Fear", "-", "repairs more dangerous"),
    ("The fees are to blame for the unrest.", "The fees", "+", "the unrest"),
    ("Hunger is likely to fuel the revolt.", "Hunger", "+", "the revolt"),
    ("Rain risks delaying the vote.", "Rain", "-", "the vote"),
    ("The plan is aimed at reinforcing the line.", "The plan", "+", "the line"),
    ("The law failed to stop the raids.", "The law", "0", "the raids"),
    ("The fine did little to curb smuggling.", "The fine", "0", "curb smuggling"),
    ("The fine will no longer deter smugglers.", "The fine", "0", "smugglers"),
    # reversed: the cause stands behind
    ("The truce hinges on a clear map.", "a clear map", "+", "The truce"),
    ("The truce relies heavily on patrols.", "patrols", "+", "The truce"),
    ("Success depends on the weather.", "the weather", "+", "Success"),
    ("The famine stems from the blockade.", "the blockade", "+", "The famine"),
    ("The riot was triggered by a rumour.", "a rumour", "+", "The riot"),
    ("Talks faltered due to a lack of trust.", "a lack of trust", "+", "Talks faltered"),
    ("Talks failed because of the shelling.", "the shelling", "+", "Talks failed"),
    ("The bridge held thanks to the engineers.", "the engineers", "+", "The bridge held"),
    ("Farmers are wary of past pledges.", "past pledges", "+", "Farmers are wary"),
    # need: condition and consequence change places
    (
        "A map will be crucial if progress is to come.",
        "A map",
        "+",
        "progress is to come",
    ),
    ("Patrols are essential for a lasting truce.", "Patrols", "+", "a lasting truce"),
    ("Radios are key to the mission.", "Radios", "+", "the mission"),
    ("Maps are vital in settling the quarrel.", "Maps", "+", "settling the quarrel"),
    ("The neighbours' answer will be decisive.", "The neighbours' answer", "?", ""),
    # conditionals
    ("If partners hesitate, it may embolden the rival.", "partners hesitate", "+", "the rival"),
    ("If patrols stop, violations will rise.", "patrols stop", "+", "violations"),
    ("Violations would rise if patrols stopped.", "patrols stopped", "+", "Violations"),
    ("If patrols resume, a truce becomes more likely.", "patrols resume", "+", "a truce"),
    ("If patrols stop, a truce becomes less likely.", "patrols stop", "-", "a truce"),
    (
        "As long as the guns fire, the likelihood of a deal diminishes.",
        "the guns fire",
        "-",
        "the likelihood of a deal",
    ),
    ("Unless roads reopen, prices will rise.", "roads reopen", "-", "prices"),
    ("Should the dam fail, looting would spread.", "the dam fail", "+", "looting"),
    ("Where guards stood, thefts fell.", "guards stood", "-", "thefts"),
    ("Without guards, thefts would rise.", "guards", "-", "thefts"),
    (
        "Without patrols, there can be no lasting truce.",
        "patrols",
        "+",
        "lasting truce",
    ),
    (
        "A lasting truce could follow, provided that roads reopen.",
        "roads reopen",
        "+",
        "A lasting truce could follow",
    ),
    (
        "If the rains fail, aid workers expect deaths to rise.",
        "the rains fail",
        "+",
        "deaths",
    ),
    # reasons
    (
        "Because neither trusts the other, truces collapse.",
        "neither trusts the other",
        "+",
        "truces collapse",
    ),
    ("Given the record, doubts are natural.", "the record", "+", "doubts are natural"),
    (
        "The villagers left, since nobody would guard them.",
        "nobody would guard them",
        "+",
        "The villagers left",
    ),
    (
        "The well dried up, so the herders moved on.",
        "The well dried up",
        "+",
        "the herders moved on",
    ),
    # by doing
    (
        "By insisting on maps, the envoy aims to ensure that patrols do not stray.",
        "insisting on maps",
        "-",
        "patrols do not stray",
    ),
    (
        "By sharing maps, Veldania is setting the stage for a truce.",
        "sharing maps",
        "+",
        "a truce",
    ),
    # degrees and readings
    (
        "The longer the siege lasts, the weaker the council becomes.",
        "longer the siege lasts",
        "+",
        "weaker the council becomes",
    ),
    ("The more it waits, the less it gets.", "it waits", "-", "it gets"),
    (
        "Russia may view the demand as a refusal to talk.",
        "the demand",
        "+",
        "a refusal to talk",
    ),
    # participles and relatives
    ("The dam broke, resulting in floods.", "The dam broke", "+", "floods"),
    ("The edict stands, shaping the new order.", "The edict stands", "?", "the new order"),
    ("The dam broke, which led to floods.", "The dam broke", "+", "floods"),
    ("They want pledges that would deter raids.", "pledges", "-", "raids"),
    ("It is a fine balance, but one that could lead to peace.", "a fine balance", "+", "peace"),
    (
        "While the stance may look stubborn, it could pave the way for talks.",
        "the stance",
        "+",
        "talks",
    ),
    ("The crowd left, and that weakened trust.", "The crowd left", "-", "trust"),
    (
        "While the stance drags on, it could pave the way for talks.",
        "the stance drags on",
        "+",
        "talks",
    ),
    ("The map ensures that patrols do not stray.", "The map", "-", "patrols do not stray"),
    ("A wall makes the port safer.", "A wall", "+", "the port safer"),
    ("Radios are key to success.", "Radios", "+", "success"),
    ("A neutral zone is essential to Norland.", "A neutral zone", "+", "Norland"),
    (
        "It is clear that violations would rise if patrols stopped.",
        "patrols stopped",
        "+",
        "violations",
    ),
    ("The raid shook trust and escalated fears.", "The raid", "-", "trust"),
    ("The raid, however, weakened trust.", "The raid", "-", "trust"),
    ("Local patrols, whom farmers trust, would cut thefts.", "Local patrols", "-", "thefts"),
    ("The flood hit the mill; the delay weakened trust.", "the delay", "-", "trust"),
    ("A ban that hits farmers would weaken trust.", "A ban that hits farmers", "-", "trust"),
    ("It is plain that a ban would weaken trust.", "a ban", "-", "trust"),
    # lists, frames and appositions
    (
        "The war brought hunger, fear, and flight.",
        "The war",
        "+",
        "hunger, fear, and flight",
    ),
    ("The raid, an officer said, has weakened trust.", "The raid", "-", "trust"),
    ("Officers say the raid has weakened trust.", "the raid", "-", "trust"),
    ("The raid has weakened trust, officers said.", "The raid", "-", "trust"),
]


@pytest.mark.parametrize(
    ("text", "cause", "sign", "effect"), CLAIMED, ids=[c[0] for c in CLAIMED]
)
def test_a_construction(text, cause, sign, effect):
    assert said(text) == [(cause, sign, effect)]


NO_CLAIM = [
    "Calm has reigned since the annexation of the port in 2014.",
    "Since the war began, the market has moved twice.",
    "Since 2014, the border has been closed.",
    "Military might matters here.",
    "Would a larger force deter the raiders?",
    "They asked whether tolls had weakened trade.",
    "The village voted before the raid and after the flood.",
    "The convoy is due to arrive on Friday.",
    "The mayor gave thanks to the ferrymen.",
    "The fund provided that village with seeds.",
    "The minister led a delegation to the islands.",
    "Russia increased its patrols.",
    "Washington and London ended the embargo.",
    "The root causes of the war were discussed.",
    "Security guarantees are discussed.",
    "The speech raises questions about the vote.",
    "The truce was extended by six months.",
    "A cabinet statement followed, adding that trade would remain suspended.",
    "The mission sought to strengthen the bridge.",
    "It is essential to recognise the map.",
    "They stopped moving guns.",
    "The toll is a crucial topic for the council.",
    "In Doha, where the sides had met, the envoy spoke.",
    "Increased pressure on the fort was reported.",
    "Tiraspol will reopen the bridge once Chisinau restores the rail link.",
    "The union will return to work if its leader is released.",
    "The siege and its causes",
    "By Monday, the roads were open.",
    "Given time.",
    "He knows that the price rose so far that nobody sold.",
    "As a result",
    "The more, the merrier.",
    "This could, they said.",
    "He may take it as read.",
    "It is crucial.",
    "Kyiv is crucial for the talks.",
    "The letter can be seen as a threat.",
    "A weak state may view them.",
    "It has weakened the army.",
    "Allies who weaken the fort left.",
    "As a result, nothing.",
    "Tolls were, as a result, paid.",
    "Since the annexation of the port, tolls are lower.",
    "By singing songs, the crew went home.",
    "If the road opens, Luanda will send envoys.",
    "The bridge was destroyed by rebels.",
    "The road was closed by floods.",
    "They know the dawn before they drive the herd home.",
]


@pytest.mark.parametrize("text", NO_CLAIM)
def test_a_trap(text):
    assert said(text) == []


def test_a_purpose_clause_makes_two_claims_of_different_sign():
    assert said("Only a pledge that would protect the port and deter raids is enough.") == [
        ("a pledge", "+", "the port"),
        ("a pledge", "-", "raids"),
    ]


def test_two_verbs_of_one_sign_make_one_claim():
    text = "The breach could exacerbate tensions and prolong the war."
    assert said(text) == [("The breach", "+", "tensions and prolong the war")]


def test_two_verbs_without_a_known_first_share_the_subject():
    text = "A hasty pullout could leave it open and would embolden the militias."
    assert said(text) == [("A hasty pullout", "+", "the militias")]


def test_a_reason_behind_the_effect_does_not_run_into_it():
    text = (
        "Past raids led the council to question the truce, especially given the broken pledges."
    )
    assert said(text) == [
        ("Past raids", "+", "the council to question the truce"),
        ("the broken pledges", "+", "the council to question the truce"),
    ] or said(text)[0] == ("Past raids", "+", "the council to question the truce")


def test_this_stands_for_the_sentence_before():
    item = read("Neighbours are watching the border. This could lead to new alliances.")[0]
    assert item.slots["cause"] == "Neighbours are watching the border"
    assert item.quote == "This could lead to new alliances"
    assert item.status == "hedged"


def test_this_stands_for_the_main_clause_of_a_conditional():
    text = "As long as the guns fire, hope for a deal diminishes. This could prolong the war."
    assert said(text)[-1][0] == "hope for a deal diminishes"


def test_a_demonstrative_keeps_its_words_and_names_what_it_stands_for():
    item = read("The king took the port. This act provoked a riot.")[0]
    assert item.slots["cause"] == "This act"
    assert item.slots["antecedent"] == "The king took the port"


def test_as_a_result_points_to_the_sentence_before():
    found = read("The bridge fell. As a result, prices rose.")
    assert [(i.slots["cause"], i.slots["sign"], i.slots["effect"]) for i in found] == [
        ("The bridge fell", "+", "prices")
    ]


def test_this_with_nothing_before_it_is_no_claim():
    assert said("This could lead to war.") == []


def test_a_claim_inside_a_description_is_part_of_it():
    text = "Farmers are wary of past rounds where talks led to concessions."
    assert [effect for _, _, effect in said(text)] == ["Farmers are wary"]


@pytest.mark.parametrize(
    ("text", "hedge", "status"),
    [
        ("Delay may prolong the war.", "may", "hedged"),
        ("Delay would prolong the war.", "", "stated"),
        ("Military might prolongs the war.", "", "stated"),
        ("The envoy said that delay would prolong the war.", "", "reported"),
        ("The envoy said that delay could prolong the war.", "could", "hedged"),
        ("The ministry denied that the delay prolonged the war.", "", "denied"),
    ],
)
def test_hedge_and_status(text, hedge, status):
    item = only(text)
    assert (item.slots["hedge"], item.status) == (hedge, status)


def test_a_reported_claim_says_by_whom():
    assert only("The envoy said that delay would prolong the war.").attribution == (
        "The envoy",
    )


def test_lever_outcome_and_direction():
    item = only("Talks faltered due to a lack of trust.")
    slots = item.slots
    # less trust makes talks falter, so more trust makes for a deal
    assert (slots["lever"], slots["outcome"], slots["direction"]) == (
        "trust",
        "deal-reached",
        1,
    )


def test_a_synonym_that_holds_the_verb_says_the_sign_itself():
    slots = only("Division among allies may embolden the rival.").slots
    assert slots["lever"] == "allied-unity"
    assert slots["outcome"] == "challenger-emboldened"
    assert slots["direction"] == -1


def test_what_the_vocabulary_does_not_know_stays_empty():
    slots = only("Mud delayed the parade.").slots
    assert (slots["lever"], slots["outcome"], slots["direction"]) == ("", "", 0)


def test_a_precondition_is_one_claim_for_all_its_mentions():
    text = (
        "Ukraine will not enter talks until it receives guarantees. "
        "The president repeated that Ukraine will not enter talks without guarantees."
    )
    [item] = read(text, with_conditions=True)
    assert item.rule.startswith("claim.precondition")
    assert item.slots["cause"] == "it receives guarantees"
    assert item.slots["sign"] == "+"
    assert item.slots["mentions"] == 2
    assert item.slots["outcome"] == "target-enters-talks"


def test_a_state_that_blocks_has_the_other_sign():
    text = "Baku will not attend the summit as long as France sends tanks."
    [item] = read(text, with_conditions=True)
    assert item.slots["sign"] == "-"


def test_preconditions_without_a_known_outcome_are_told_apart_by_their_words():
    text = (
        "Baku will not open the road until the mines are cleared. "
        "Baku will not open the road until the mines are cleared. "
        "Baku will not light the lamps until the oil is bought."
    )
    assert len(read(text, with_conditions=True)) == 2


def test_an_offer_is_no_claim():
    text = "Washington will ease the embargo if convoys reach the town."
    assert read(text, with_conditions=True) == []


def test_the_same_text_gives_the_same_items():
    text = "The siege has led to hunger. This could prolong the war."
    assert read(text) == read(text)


PIECES = st.sampled_from(
    [
        *(
            "the siege",
            "led to",
            "could",
            ",",
            "because",
            "if",
            "which",
            "war",
            "and",
            "not",
            ".",
        ),
        *(
            "this",
            "by insisting",
            "crucial if",
            "make",
            "more",
            "likely",
            "the longer",
            "due to",
        ),
        *("\u2019s", "\u201c", "it", "as long as", "without", "no", "deter", "attacks", "risk"),
        *("would", "be", "aimed at", "weakening", "view", "as", "that", "a", "keeps", "?"),
        *("\u202e", "\n", "might", "provided that", "so", "The"),
    ]
)


@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_whatever_the_text_offsets_give_back_the_words(text):
    for item in read(text):
        assert text[item.start : item.end] == item.quote
        for part in ("cause", "effect"):
            start, end = item.slots[f"{part}_span"]
            assert text[start:end] == item.slots[part]
        assert item.slots["sign"] in SIGNS
        assert item.slots["direction"] in (-1, 0, 1)


def test_that_at_the_start_points_to_the_sentence_before():
    text = "The king took the port. That led to riots."
    assert said(text) == [("The king took the port", "+", "riots")]


def test_a_clause_behind_the_effect_of_a_conditional_is_cut_off():
    text = "If patrols stop, violations will rise, which would hurt trade."
    assert ("patrols stop", "+", "violations") in said(text)
    assert ("violations will rise", "-", "trade") in said(text)


def test_what_a_party_ties_its_conduct_to_is_a_condition_and_no_conditional():
    text = "Baku could open the crossing, provided that both mayors sign the map."
    free = read(text)
    tied = read(text, with_conditions=True)
    assert len(tied) <= len(free)


def test_an_effect_that_is_an_act_under_a_condition_is_left_to_the_conditions():
    text = "The guards would let the convoys through on condition that they are searched."
    assert read(text, with_conditions=True) == []


def test_a_sentence_without_end_is_read_in_stretches():
    text = "the siege led to hunger and " * 400 + "calm."
    found = read(text)
    assert len(found) > 10
    assert all(text[item.start : item.end] == item.quote for item in found)
