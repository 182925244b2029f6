"""Is the subject of a verb somebody who can want something?"""

from holdfast.reading.lexicon import gazetteer, word_set
from holdfast.reading.lines import Line, Part, capital_word
from holdfast.reading.verbs import somebody

PRONOUNS = word_set("pronouns_subjects")
DAYS = word_set("days")
_ADVERBS = word_set("skipped") - {"all", "both"}
_JOINTS = frozenset({"and", "but", ",", "so", "or", "yet"})
PREPOSITIONS = word_set("prepositions")


def subject(line: Line, part: Part, first: int) -> tuple[int, int]:
    """Which places does the subject of the verb group that starts here cover?"""
    start = part.first + (1 if part.opener else 0)
    speech = word_set("speech")
    at = first
    while at > start and not (line.norm(at - 1) == "that" or line.norm(at - 1) in speech):
        at -= 1
    if at == first and line.norm(at - 1) == "that":
        at = start
    last = first
    while last > at and (line.norm(last - 1) in _ADVERBS or line.norm(last - 1).endswith("ly")):
        last -= 1
    while at < last and line.norm(at) in _JOINTS:
        at += 1
    return at, last


def willing(line: Line, span: tuple[int, int]) -> bool | None:
    """Whether the subject can want something; None where that cannot be told."""
    head = _head(line, span)
    if head is None:
        return None
    token = line.tokens[head]
    if token.norm in word_set("things"):
        return False
    if token.norm in PRONOUNS or somebody(token.norm):
        return True
    if head == 0 and token.norm not in gazetteer():
        return None  # the capital only starts the sentence
    return True if capital_word(token) and token.norm not in DAYS else None


def _head(line: Line, span: tuple[int, int]) -> int | None:
    """The last word of the first noun phrase; behind a fronted "on Friday" the last word."""
    first, last = span
    while last > first and (line.norm(last - 1) in DAYS or line.norm(last - 1) in ("on", ",")):
        last -= 1
    if first >= last:
        return None
    if line.norm(last - 1) in PRONOUNS:
        return last - 1
    if line.norm(first) in PREPOSITIONS or line.norm(first) in DAYS:
        return last - 1
    at = first
    while at < last and line.norm(at) not in PREPOSITIONS and line.norm(at) != ",":
        at += 1
    while at - 1 > first and line.norm(at - 1) in DAYS:
        at -= 1
    return at - 1 if at > first else None
