"""Which statements and deeds does a text report: who refuses, asks, threatens, offers?"""

import re
from functools import cache
from types import MappingProxyType

from holdfast.reading.acts import TRIGGERS, Act, acts
from holdfast.reading.cues import GUESSES, HEDGES
from holdfast.reading.groups import BE, DO, HAVE, MAYBE, MODALS
from holdfast.reading.holders import Scene
from holdfast.reading.items import SAID, Item
from holdfast.reading.lexicon import word_set
from holdfast.reading.lines import Line, line
from holdfast.reading.sentences import Sentence, sentences
from holdfast.reading.sides import Side, cast
from holdfast.reading.tokens import Kind, Token
from holdfast.reading.verbs import heads

CLASSES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
"""The classes of events, named and ordered as in PLOVER; investigations count as ACCUSE."""

_FRIENDLY = frozenset(CLASSES[: CLASSES.index("ACCUSE")])
_CONDITIONS = frozenset({"if", "unless", "until", "till", "before", "once", "without"})
_DENIED = word_set("denied")
_UNSURE = word_set("unsure")
_LIKELY = word_set("likely")
_MONTH = (
    "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_DATE = re.compile(
    r"(?<![^ ])(?:"
    rf"{_MONTH} \d{{1,2}}(?: , \d{{4}})?|\d{{1,2}} {_MONTH}(?: \d{{4}})?"
    r"|(?:last |next |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|yesterday|today|tomorrow|(?:last|next|this) (?:week|month|year)"
    rf"|in (?:{_MONTH} )?\d{{4}}|{_MONTH} \d{{4}}|in {_MONTH}"
    r")(?= )"
)
_NO_SPEAKER = BE | DO | MODALS | {"that"}
_NEAR = 4
_SHORT = 4


def statements(sentence: Sentence, scene: Scene, text: str = "") -> list[Item]:
    """Which statements and deeds does this sentence report?

    Parameters
    ----------
    sentence : the sentence.
    scene : who was named before; what pronouns stand for.
    text : the whole text, for verbatim quotes; without it a gap between words is quoted as
        blanks, which is right unless the gap is some other white space.

    Returns
    -------
    Items of kind "statement", in the order of the text. Slots: class (one of `CLASSES`),
    speaker and target (party ids, empty where unknown), speaker_name and target_name, polarity
    ("pos" or "neg"), object, date (words of the sentence, or empty), hedge (the hedging word,
    or empty), condition (the word that opens a condition, or empty), direct_quote, heading;
    speakers names all parties that do it together.

    Examples
    --------
    >>> from holdfast.reading.sentences import sentences
    >>> text = "Mali demanded that French troops leave."
    >>> item, = statements(next(sentences(text)), Scene(), text)
    >>> item.slots["class"], item.slots["speaker_name"], item.slots["target_name"]
    ('REQUEST', 'Mali', 'France')
    """
    hot = _hot()
    if sentence.view.vocabulary.isdisjoint(hot):
        return []
    read = line(sentence.view, hot)
    found = acts(read)
    if not found:
        return []
    speakers = sentence.framed.speakers
    people = cast(read, speakers, scene)
    told = _told(speakers)
    kept: dict[tuple[str, str, str], Item] = {}
    previous: Side | None = None
    for act in found:
        speaker = previous if act.joined and previous is not None else people.speaker(act)
        reduced = act.group.passive and not act.group.finite  # "a novel rejected by nine"
        if (act.noun and not speaker.name) or (reduced and not speaker.party):
            continue
        previous = speaker
        key = act.label, speaker.party, speaker.name
        if key in kept:
            continue
        sides = speaker, people.target(act, speaker), people.together(act, speaker)
        kept[key] = _item(sentence, read, act, sides, text, told=told)
    return list(kept.values())


def classes(text: str) -> set[str]:
    """Which classes of events does this text report as said or done?

    What is only asked, denied, or imagined does not count.

    Examples
    --------
    >>> sorted(classes("Peru rejected the plan. Will Chile accept it?"))
    ['REJECT']
    """
    scene = Scene()
    found: set[str] = set()
    for sentence in sentences(text):
        items = statements(sentence, scene, text)
        found |= {str(item.slots["class"]) for item in items if item.status in SAID}
        scene.hear(sentence.tokens)
    return found


def _title_case(sentence: Sentence) -> bool:
    """Whether it is written like a headline: "Zelensky Refuses Talks -- What Next?"."""
    long = [t for t in sentence.tokens if t.kind is Kind.WORD and len(t.norm) > _SHORT]
    return len(long) >= _SHORT and all(token.capital for token in long)


def _told(speakers: tuple[tuple[Token, ...], ...]) -> tuple[str, ...]:
    """Who says it, as printed; what is no name is left out."""
    found = []
    for speaker in speakers:
        words = [token.text for token in speaker]
        while words and (words[-1].lower() in HAVE or words[-1].lower().endswith("ly")):
            words = words[:-1]
        if words and not {word.lower() for word in words} & _NO_SPEAKER:
            found.append(" ".join(words).replace(" \u2019s", "\u2019s").replace(" 's", "'s"))
    return tuple(found)


@cache
def _hot() -> frozenset[str]:
    """The words that may carry an act."""
    return frozenset(heads()) | TRIGGERS


def _item(
    sentence: Sentence,
    read: Line,
    act: Act,
    sides: tuple[Side, Side, tuple[str, ...]],
    text: str,
    *,
    told: tuple[str, ...],
) -> Item:
    speaker, target, together = sides
    first, last = _span(read, act, speaker)
    condition = _condition(read, act)
    status, hedge = _status(read, act)
    start, end = read.tokens[first].start, read.tokens[last - 1].end
    return Item(
        kind="statement",
        start=start,
        end=end,
        quote=_quote(sentence, text, start, end),
        rule=f"statement.{act.rule}",
        status=status,
        slots=MappingProxyType(
            {
                "class": act.label,
                "speaker": speaker.party,
                "speakers": together,
                "speaker_name": speaker.name,
                "target": target.party,
                "target_name": target.name,
                "polarity": "pos" if act.label in _FRIENDLY else "neg",
                "object": _object(sentence, read, act, text),
                "date": _date(read, act),
                "hedge": hedge,
                "condition": condition,
                "direct_quote": act.group.head in read.quoted,
                "heading": sentence.heading or _title_case(sentence),
            }
        ),
        attribution=told,
    )


def _span(read: Line, act: Act, speaker: Side) -> tuple[int, int]:
    """From who does it, where that stands before, to the end of the part and its conditions."""
    first = act.group.first
    if act.joined:
        return first, _end(read, act)
    if 0 <= speaker.first < first and read.part(speaker.first) is act.part:
        first = speaker.first
    return first, _end(read, act)


def _end(read: Line, act: Act) -> int:
    last = act.part.last
    for part in read.parts:
        if part.first == last and part.opener in _CONDITIONS:
            last = part.last
    while last - 1 > act.group.head and read.tokens[last - 1].kind is Kind.MARK:
        last -= 1
    return last


def _condition(read: Line, act: Act) -> str:
    same = (p for p in read.parts if p.stretch == act.part.stretch and p is not act.part)
    found = next((p.opener for p in same if p.opener in _CONDITIONS), "")
    if found:
        return found
    behind = read.norms(act.group.head, act.part.last)
    return next((word for word in behind if word in _CONDITIONS), "")


def _object(sentence: Sentence, read: Line, act: Act, text: str) -> str:
    first, last = act.group.head + 1, act.part.last
    while last > first and read.tokens[last - 1].kind is Kind.MARK:
        last -= 1
    if first >= last:
        return ""
    start, end = read.tokens[first].start, read.tokens[last - 1].end
    return _quote(sentence, text, start, end)


def _quote(sentence: Sentence, text: str, start: int, end: int) -> str:
    if text:
        return text[start:end]
    pieces, at = [], start
    for token in sentence.tokens:
        if token.start >= start and token.end <= end:
            pieces.append(" " * (token.start - at) + token.text)
            at = token.end
    return "".join(pieces)


def _date(read: Line, act: Act) -> str:
    """The date that stands nearest behind or before the verb in its stretch, as written."""
    same = [p for p in read.parts if p.stretch == act.part.stretch]
    start = read.starts[same[0].first]
    end = read.after(same[-1].last - 1)
    found = _DATE.search(read.words, start, end)
    return found.group() if found else ""


def _status(read: Line, act: Act) -> tuple[str, str]:
    """How the text puts it, and the word that hedges it."""
    start = min(p.first for p in read.parts if p.stretch == act.part.stretch)
    before = set(read.norms(start, act.group.first))
    stretch = set(read.norms(start, act.part.last))
    if _asked(read, act) or before & _UNSURE:
        return "question", ""
    if (before & _DENIED or stretch & {"untrue", "false"}) and act.rule != "deny-thing":
        return "denied", ""
    loose = not act.group.finite and not act.noun
    if act.part.opener in _CONDITIONS or (loose and before & MAYBE):
        return "hypothetical", ""
    if GUESSES.compiled.search(read.words, read.starts[start], read.starts[act.group.first]):
        return "hypothetical", ""
    hedge = act.group.modal if act.group.modal in MAYBE and act.label != "REJECT" else ""
    hedge = hedge or next((word for word in _LIKELY if word in before), "")
    if not hedge:
        near = read.starts[max(start, act.group.first - _NEAR)]
        found = HEDGES.compiled.search(read.words, near, read.starts[act.group.head])
        hedge = found.group() if found else ""
    return ("hedged", hedge) if hedge else ("stated", "")


def _asked(read: Line, act: Act) -> bool:
    end = max(p.last for p in read.parts if p.stretch == act.part.stretch)
    return read.norm(end) == "?"
