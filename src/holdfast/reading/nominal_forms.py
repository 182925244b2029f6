"""Nouns and verbs that tie an action to a condition: price, insist on, link to."""

from dataclasses import dataclass

from holdfast.reading.view import Words, pattern


@dataclass(frozen=True, slots=True)
class Form:
    """A form that ties what stands on either side of its middle.

    Parameters
    ----------
    name : for the rule's id.
    opening : words that come first and carry the commitment; none where the middle does.
    middle : words between action and condition.
    kind, polarity : of what is found.
    condition_first : whether the condition stands before the middle.
    anchors : words of which any match has one, so that other sentences need not be tried.
    """

    name: str
    opening: Words | None
    middle: Words
    kind: str
    polarity: str
    condition_first: bool
    anchors: frozenset[str]


_BE = r"(?:is|are|was|were|be|remain(?:s|ed)?|would be|will be|must be|had been|has been)"
_NOUN = (
    r"(?:non-negotiable |key |strict |first |main |the |a |an |its |his |their )*"
    r"(?:pre-?condition|prerequisite|condition|requirement|sine qua non)"
)
_WANT = pattern(
    r"insist(?:s|ed)?(?: on| that| upon)?|insisting (?:on|that|upon)|wants?|wanted",
    r"demand(?:s|ed|ing)?(?: that)?",
    r"(?:insistence|stipulation|demand|requirement|condition) that|insistence (?:on|upon)",
    r"(?:priorit|stress)\w*|determination to \w+",
    r"seeks?|sought|needs?|needed|calls? for|called for|asks? for|asked for|require(?:s|d)?",
)
BEFORE = pattern(r"before|prior to|in advance of|ahead of")
_CONDITIONS = frozenset(
    {"condition", "precondition", "pre-condition", "prerequisite", "requirement", "sine"}
)
_BEFORE_WORDS = frozenset({"before", "prior", "advance", "ahead"})
_CONTINGENT = frozenset(
    {"conditional", "contingent", "conditioned", "dependent", "predicated", "preconditioned"}
)
_NEEDED = frozenset({"essential", "indispensable", "necessary"})
_LINKED = frozenset(
    {
        "link",
        "links",
        "linked",
        "tie",
        "ties",
        "tied",
        "bind",
        "binds",
        "bound",
        "peg",
        "pegs",
        "pegged",
    }
)
FORMS = (
    Form(
        "made-condition",
        pattern(
            r"(?:has |have |had )?(?:made|makes?|making|sets?|setting|put|puts|posed)",
            r"(?:call|regard|consider|describ|declar|nam|treat|view)(?:e|es|ed|s)?|sees?|saw",
        ),
        pattern(rf"(?:as |to be )?(?:{_NOUN}|the price) (?:for|of|to|before)"),
        "precondition",
        "will_not",
        condition_first=True,
        anchors=_CONDITIONS | {"price"},
    ),
    Form(
        "price-of",
        pattern(
            r"(?:demand(?:s|ed)?|ask(?:s|ed)? for|wants?|wanted|sought|seeks?|set|named|put)",
            r"had asked for",
        ),
        pattern(r"as (?:the|a|its|their|his) (?:price|condition|precondition) (?:of|for|to)"),
        "price of",
        "will_not",
        condition_first=True,
        anchors=frozenset({"price", "condition", "precondition"}),
    ),
    Form(
        "insist-before",
        _WANT,
        BEFORE,
        "before",
        "will_not",
        condition_first=True,
        anchors=_BEFORE_WORDS,
    ),
    Form(
        "linked",
        pattern(r"(?:has |have |had )?(?:link|tie|bind|peg)(?:s|ed|d|ged)?|tied|bound"),
        pattern(r"to"),
        "linked to",
        "will",
        condition_first=False,
        anchors=_LINKED,
    ),
    Form(
        "made-conditional",
        pattern(r"(?:has |have |had )?(?:make|makes|made|making)"),
        pattern(r"subject to|(?:conditional|contingent|depend|dependent) (?:on|upon)"),
        "conditional on",
        "will",
        condition_first=False,
        anchors=_CONTINGENT | {"subject", "depend"},
    ),
    Form(
        "price-is",
        pattern(
            r"(?:the|its|their|his|our|'s|one) (?:only |first |main |minimum )?"
            r"(?:price|(?:pre-?)?condition|requirement|prerequisite)s? (?:of|for)"
        ),
        pattern(r"is|are|was|were|would be|will be|remain(?:s|ed)?"),
        "price of",
        "will_not",
        condition_first=False,
        anchors=_CONDITIONS
        | {
            "price",
            "prices",
            "conditions",
            "pre-conditions",
            "preconditions",
            "requirements",
            "prerequisites",
        },
    ),
    Form(
        "precede",
        None,
        pattern(
            r"(?:must|has to|have to|had to|should|needs? to|ought to|(?:would|will) have to)"
            r" (?:\S+ )?"
            r"(?:precede|come before|come ahead of|go before|happen before|predate)"
        ),
        "before",
        "will_not",
        condition_first=True,
        anchors=frozenset({"precede", "come", "go", "happen", "predate"}),
    ),
    Form(
        "follow",
        None,
        pattern(r"(?:can|could|would|will|may|must|should) (?:only )?(?:follow|come after)"),
        "after",
        "will",
        condition_first=False,
        anchors=frozenset({"follow", "come"}),
    ),
    Form(
        "hand-in-hand",
        None,
        pattern(r"(?:go|goes|went) hand in hand with|(?:is|are|was|were) inseparable from"),
        "linked to",
        "will",
        condition_first=False,
        anchors=frozenset({"hand", "inseparable"}),
    ),
    Form(
        "conditioned",
        pattern(r"(?:has |have |had )?condition(?:s|ed)"),
        pattern(r"on|upon"),
        "conditional on",
        "will",
        condition_first=False,
        anchors=frozenset({"conditions", "conditioned"}),
    ),
    Form(
        "is-condition",
        None,
        pattern(rf"{_BE} (?:also |still |now )*{_NOUN} (?:for|of|to)"),
        "precondition",
        "will_not",
        condition_first=True,
        anchors=_CONDITIONS,
    ),
    Form(
        "is-must",
        None,
        pattern(
            rf"{_BE} (?:a must|essential|indispensable|necessary|a necessity) (?:for|before|to)"
        ),
        "must",
        "will_not",
        condition_first=True,
        anchors=_NEEDED | {"must", "necessity"},
    ),
    Form(
        "seen-as-must",
        pattern(r"(?:regard|consider|view|treat)(?:s|ed)?|sees?|saw"),
        pattern(
            r"(?:as )?(?:a must|essential|indispensable|necessary|vital) (?:for|before|to)"
        ),
        "must",
        "will_not",
        condition_first=True,
        anchors=_NEEDED | {"must", "vital"},
    ),
    Form(
        "wait-for",
        None,
        pattern(
            r"(?:would|will|must|should|has to|have to|had to) (?:have to )?wait (?:for|on)"
        ),
        "pending",
        "will_not",
        condition_first=False,
        anchors=frozenset({"wait"}),
    ),
    Form(
        "is-price",
        None,
        pattern(
            rf"{_BE} the price (?:of|for)",
            rf"{_BE} the price (?:\S+ ){{1,6}}(?:put|puts|set|sets) (?:on|for)",
        ),
        "price of",
        "will_not",
        condition_first=True,
        anchors=frozenset({"price"}),
    ),
    Form(
        "conditional-on",
        None,
        pattern(
            rf"{_BE} (?:always |made |strictly |entirely |still |ever )*"
            r"(?:conditional|contingent|(?:pre)?conditioned|dependent|predicated) (?:on|upon)"
        ),
        "conditional on",
        "will",
        condition_first=False,
        anchors=_CONTINGENT,
    ),
    Form(
        "subject-to",
        None,
        pattern(rf"{_BE} (?:always |made |still )*subject to"),
        "subject to",
        "will",
        condition_first=False,
        anchors=frozenset({"subject"}),
    ),
    Form(
        "depends-on",
        None,
        pattern(
            r"(?:would |will |must |should )?(?:depend|hinge|rest|turn)(?:s|ed|d)?"
            r" (?:entirely |heavily |mainly |largely |only )*(?:on|upon)"
        ),
        "depends on",
        "will",
        condition_first=False,
        anchors=frozenset(
            {
                "depend",
                "depends",
                "depended",
                "hinge",
                "hinges",
                "hinged",
                "rest",
                "rests",
                "rested",
                "turn",
                "turns",
                "turned",
            }
        ),
    ),
    Form(
        "requires",
        None,
        pattern(r"(?:would |will )?(?:require|requires|required|presupposes?)"),
        "requires",
        "will_not",
        condition_first=False,
        anchors=frozenset({"require", "requires", "required", "presuppose", "presupposes"}),
    ),
)
