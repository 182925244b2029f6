"""Conditions: holder, polarity, action, condition and status, in many wordings."""

import pytest

from holdfast.reading.conditions import conditions
from holdfast.reading.holders import Scene
from holdfast.reading.sentences import sentences


def found(text):
    scene, kept = Scene(), []
    for sentence in sentences(text):
        kept += conditions(sentence, scene)
        scene.hear(sentence.tokens)
    return kept


def said(text):
    return [
        (c.holder.name, c.polarity, text[slice(*c.action)], text[slice(*c.condition)])
        for c in found(text)
    ]


ONE = [
    (
        "Tehran ruled out any talks unless sanctions are lifted first.",
        ("Iran", "will_not", "talks", "sanctions are lifted first"),
    ),
    (
        "Armenia has no interest in a treaty without a prisoner release.",
        ("Armenia", "will_not", "a treaty", "a prisoner release"),
    ),
    (
        "Hamas said it would release the hostages in return for a full Israeli withdrawal.",
        ("Hamas", "will", "release the hostages", "a full Israeli withdrawal"),
    ),
    (
        "Not until the siege is lifted will the rebels return to Geneva.",
        ("rebels", "will_not", "the rebels return to Geneva", "the siege is lifted"),
    ),
    (
        "Should the Europeans send troops, Moscow will walk out of the negotiations.",
        ("Russia", "will", "walk out of the negotiations", "the Europeans send troops"),
    ),
    (
        "Without a binding pledge, the South Korean president said, there would be no truce.",
        ("South Korea", "will_not", "truce", "a binding pledge"),
    ),
    (
        "Saudi Arabia has made recognition of Israel contingent on a Palestinian state.",
        ("Saudi Arabia", "will", "recognition of Israel", "a Palestinian state"),
    ),
    (
        "The price of Turkish consent is an end to the arms embargo.",
        ("Turkey", "will_not", "Turkish consent", "an end to the arms embargo"),
    ),
    (
        "Any lifting of sanctions requires verified dismantlement, Washington said.",
        ("United States", "will_not", "lifting of sanctions", "verified dismantlement"),
    ),
    (
        "First the troops leave, then we talk, the Houthi spokesman said.",
        ("Houthis", "will_not", "we talk", "the troops leave"),
    ),
    (
        "No Palestinian state, no normalisation, Riyadh said.",
        ("Saudi Arabia", "will_not", "normalisation", "Palestinian state"),
    ),
    (
        "Syria's return, the minister said, will not, unless Kurdish forces agree, be signed.",
        ("Syria", "will_not", "Syria's return, the minister said, will not, unless Kurdish "
         "forces agree, be signed", "Kurdish forces agree"),
    ),
    (
        "After a meeting with the Turkish president, the Ukrainian leader said Kyiv would sign "
        "only if the text named a date.",
        ("Ukraine", "will", "sign", "the text named a date"),
    ),
    (
        "The United States would consider easing the embargo provided Havana frees dissidents.",
        ("United States", "will", "consider easing the embargo", "Havana frees dissidents"),
    ),
    (
        "Renamo said it would join the vote provided that the U.N. paid for it.",
        ("RENAMO", "will", "join the vote", "the U.N. paid for it"),
    ),
    (
        "London's position is that Argentina must renounce force before talks begin.",
        ("United Kingdom", "will_not", "talks begin", "Argentina must renounce force"),
    ),
    (
        "President Sisi said Egypt would take no refugees unless Europe paid.",
        ("Egypt", "will_not", "take no refugees", "Europe paid"),
    ),
    (  # the subject stands before a relative clause
        "The Houthis, who hold the port, would reopen it if the raids stopped.",
        ("Houthis", "will", "reopen it", "the raids stopped"),
    ),
    (  # what is done to the subject belongs to the action, and the speaker decides
        "No date will be set unless the shelling stops, the Qatari envoy said.",
        ("Qatar", "will_not", "date will be set", "the shelling stops"),
    ),
    (
        "The camps will be opened once the guns are handed in, Chad said.",
        ("Chad", "will", "The camps will be opened", "the guns are handed in"),
    ),
    (  # no comma between the clauses
        "Colombia said that without a ceasefire it would not lift the warrants.",
        ("Colombia", "will_not", "lift the warrants", "a ceasefire"),
    ),
    (  # an aside between dashes ties nothing
        "Serbia will sign, but only \u2014 as its envoy stressed \u2014 if the text is final.",
        ("Serbia", "will", "sign", "the text is final"),
    ),
    (
        "Nepal would send guards \u2014 not, however, before both sides had asked.",
        ("Nepal", "will_not", "send guards", "both sides had asked"),
    ),
    (  # the offer is whose it is, not whose who rejects it
        "Iran rejected a French offer of fuel if it halts enrichment.",
        ("France", "will", "fuel", "it halts enrichment"),
    ),
    (  # an office and a name behind a name
        "Ann Lee, a spokeswoman for Kenya, said no police would leave before they were paid.",
        ("Kenya", "will_not", "police would leave", "they were paid"),
    ),
    (
        "France and Germany are ready to lift the ban once the court has ruled.",
        ("France and Germany", "will", "lift the ban", "the court has ruled"),
    ),
    (  # a demand is its owner's
        "The rebels balked at Mali's demand that they disarm before talks begin.",
        ("Mali", "will_not", "talks begin", "they disarm"),
    ),
    (
        "In order to reopen the border, Togo said, the tariffs must be lifted.",
        ("Togo", "will_not", "reopen the border", "the tariffs must be lifted"),
    ),
    (  # who is named by a state is not its government
        "Sudanese insurgents insisted they would not disarm until the militias did so.",
        ("Sudanese insurgents", "will_not", "disarm", "the militias did so"),
    ),
    (
        "Kidnappers in Manila have said they will free the pilot if a ransom is paid.",
        ("Kidnappers", "will", "free the pilot", "a ransom is paid"),
    ),
    (
        "Mali's rebels must hand in their guns before the president, who is ill, will sign.",
        ("process", "will_not", "the president, who is ill, will sign",
         "Mali's rebels must hand in their guns"),
    ),
    (
        "Truce only after an amnesty, rebels in Chad say",
        ("rebels", "will", "Truce", "an amnesty"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), ONE)
def test_a_condition_in_its_parts(text, wanted):
    assert said(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Georgia would not rule out joining the talks if Russia withdraws.", "will"),
        ("Kenya is not unwilling to send police provided the council pays.", "will"),
        ("Georgia will refuse to join the talks if Russia stays.", "will_not"),
        ("Chad would not veto the mission if its border is watched.", "will"),
    ],
)
def test_two_negations_are_none(text, polarity):
    assert [c.polarity for c in found(text)] == [polarity]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Would Iran talk if sanctions were lifted?", "question"),
        ("Iran denied that it would close the strait if sanctions were tightened.", "denied"),
        ("Hanoi no longer insisted on a new government before a ceasefire.", "dropped"),
        ("Baghdad may regard this as a sign that Iran will never talk unless he goes.",
         "hypothetical"),
        ("Argentina might free the marines if the fleet stopped.", "hedged"),
        ("Kuwait will reopen the crossing if Iraq gave up its claim.", "stated"),
    ],
)  # fmt: skip
def test_how_it_is_said(text, status):
    assert [c.status for c in found(text)] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "The talks lasted until midnight.",
        "The mission stays until the end of May.",
        "He was released in exchange for two soldiers last spring.",
        "The two armies fought for eight years before the truce was signed.",
        "Russia's military might kept the coastal bases safe.",
        "Since the annexation of Crimea the border has been closed.",
        "The union froze its aid after the coup of 2021.",
        "Analysts say Russia will leave if the other side pays.",
        "Critics argue that sanctions will not work as long as oil flows.",
        "Turkey depends on imports for most of its gas.",
        "The price of bread is the highest since the war.",
        "The court requires visas of all visitors.",
        "No one knows if the general is alive.",
        "No aid had reached the valley before the snow came.",
        "Kinshasa Rules Out Talks With Rebels",
        "If neither side can win outright, a negotiated division becomes more likely.",
        "The two presidents exchanged prisoners and talked until late.",
        "The president will address the nation once he returns from Beijing.",
        "The airline will resume flights once it is safe to do so.",
        "The minister will visit the front when the weather improves.",
        "Iran rejected the demand without explanation.",
        "The two ministers met in Doha before the summit.",
        "They would have signed if the envoy had asked them.",
        "If Moscow wins, it will attack again, the Baltic states fear.",
        "The UN wants to visit the site before the evidence disappears.",
        "Only after the war did the truth about the camps come out.",
        "If elected, she would be the first woman to lead the country.",
        "The envoy could live with a pullback lasting as long as three years.",
        "Without this step the deadlock will not be unlocked.",
        "Nobody in the town would go out before the curfew ended.",
        "The demand that Serbia sign before talks begin has been dropped.",
        "Chad said it would not talk to the rebels, hours after they shelled the capital.",
        "The release of the pilots was a condition of the government.",
        "Kenya promised to keep its police in Haiti even after the vote was held.",
        "",
    ],
)
def test_what_is_no_condition(text):
    assert said(text) == []


def test_a_government_and_its_rebels_are_two():
    refuses = "The Chadian rebels refused to sign the accord unless their prisoners were freed."
    assert [c.holder.party for c in found(refuses)] == [""]
    assert "Chadian rebels" in found(refuses)[0].holder.name


def test_a_pronoun_stands_for_whom_the_sentence_before_is_about():
    text = "The FARC met on Monday. It will not disarm unless the law is passed."
    assert said(text) == [("FARC", "will_not", "disarm", "the law is passed")]


def test_one_sentence_with_two_conditions():
    text = "Iran will return if sanctions end; Israel will not sign unless inspectors come."
    assert [(c.holder.name, c.polarity) for c in found(text)] == [
        ("Iran", "will"),
        ("Israel", "will_not"),
    ]


def test_the_span_covers_its_parts_and_the_holder_before_them():
    text = "On Friday Serbia said again that it will not talk until Monday's raid ends."
    (one,) = found(text)
    assert one.start <= one.action[0] < one.condition[0] < one.condition[1] == one.end
    assert text[slice(*one.condition)] == "Monday's raid ends"
