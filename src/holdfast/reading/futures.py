"""What do announced deeds count as: a threat, an offer or a refusal?"""

from collections.abc import Iterator

from holdfast.reading.groups import FUTURE, MAYBE, NEGATIONS
from holdfast.reading.lexicon import word_set
from holdfast.reading.lines import Line, Part
from holdfast.reading.subjects import PRONOUNS, subject, willing
from holdfast.reading.verbs import BASE, ING, Verb, heads

_BETWEEN = word_set("between")
_CANNOT = frozenset({"cannot", "can't", "couldn't"})
_SIDE = frozenset({"which", "where", "whose", "if", "when", "because"})
_REACH = 7
_SPOKEN = word_set("speech") | {"if", "unless"}
_ADVERBS = _BETWEEN - NEGATIONS


def deed(line: Line, place: int) -> tuple[str, str]:
    """Sign and class of the deed that starts here ("to <close the border>"); empty for none."""
    for verb, forms in heads().get(line.norm(place), ()):
        if not forms & {BASE, ING} or verb.kind == "noun":
            continue
        if not verb.fits(line.words, line.starts[place], line.after(place)):
            continue
        if verb.kind == "deed":
            return verb.text("sign"), verb.label
        return _sign(verb.label), verb.label
    return "", ""


def _sign(label: str) -> str:
    if label in ("AGREE", "SUPPORT", "CONSULT", "AID", "CONCEDE"):
        return "friendly"
    return "hostile" if label in ("PROTEST", "SANCTION", "THREATEN") else ""


def announced(line: Line, part: Part, place: int) -> str:
    """Class of what the modal verb at this place announces; empty for nothing.

    Examples
    --------
    >>> from holdfast.reading.lines import line
    >>> from holdfast.reading.tokens import tokenise
    >>> from holdfast.reading.view import View
    >>> found = line(View(tokenise("They will close the border.")))
    >>> announced(found, found.parts[0], 1)
    'THREATEN'
    """
    modal = line.norm(place)
    at, negated = _behind(line, place)
    if negated is None or not _volition(line, part, place, at, negated=negated):
        return ""
    sign, label = deed(line, at)
    if modal in MAYBE:
        return _perhaps(line, at, sign, negated=negated)
    if negated:
        if sign == "hostile":
            return "AGREE" if label not in ("PROTEST", "") else ""
        unwilled = line.norm(at) in word_set("unwilled") and not sign
        return "" if unwilled else "REJECT"
    if label in ("REJECT", "ACCUSE", "REQUEST"):
        return ""  # the verb itself is an act and speaks for itself
    if sign == "friendly" and not label and _of_others(line, part, place):
        return ""
    return {"hostile": "THREATEN", "friendly": "AGREE"}.get(sign, "")


def _of_others(line: Line, part: Part, place: int) -> bool:
    """Whether one party guesses what another "would" do: "he said the army would help"."""
    first, last = subject(line, part, place)
    told = bool(set(line.norms(part.first, first)) & word_set("speech"))
    return line.norm(place) == "would" and told and line.norm(last - 1) not in PRONOUNS


def _perhaps(line: Line, at: int, sign: str, *, negated: bool) -> str:
    if negated:
        refused = sign == "friendly" or line.norm(at) in ("tolerate", "agree", "live", "stand")
        return "REJECT" if refused else ""
    return "THREATEN" if sign == "hostile" else ""


def _behind(line: Line, place: int) -> tuple[int, bool | None]:
    """Place of the verb behind a modal, and whether it is negated; None where there is none."""
    word = line.norm(place)
    negated = word in _CANNOT or (word.endswith("n't") and word in FUTURE)
    at = place + 1
    while line.norm(at) in _BETWEEN or line.norm(at).endswith("ly"):
        negated = negated or line.norm(at) in NEGATIONS or line.norm(at) == "longer"
        at += 1
    if line.norm(at) == "be":
        following = line.norm(at + 1)
        if following in word_set("willed") and negated:
            return at + 1, True
        progressive = following.endswith("ing") and deed(line, at + 1)[0] != ""
        return at + 1, negated if progressive else None
    return at, negated if at < len(line.tokens) else None


def _volition(line: Line, part: Part, place: int, at: int, *, negated: bool) -> bool:
    """Whether the subject speaks of its own conduct."""
    span = subject(line, part, place)
    words = line.vocabulary
    if part.opener in _SIDE or words & word_set("guessers"):
        return False
    can = willing(line, span)
    if span[0] == span[1]:
        can = None
    spoken = bool(words & _SPOKEN)
    known = bool(deed(line, at)[0])
    if can is None:
        coordinated = line.norm(place - 1) in ("and", "but")
        return (spoken and known and span[0] < span[1]) or coordinated
    pronoun = line.norm(place - 1) in PRONOUNS
    firm = line.norm(place) in ("will", "won't", "shall", "cannot", "'ll") or negated
    return can and (spoken or pronoun or firm)


def complement(line: Line, head: int) -> Iterator[tuple[bool, int]]:
    """Whether "not to" or "to" follows a verb that announces, and where its deed starts."""
    for at in range(head + 1, min(head + 1 + _REACH, len(line.tokens))):
        word = line.norm(at)
        if word in ("that", ",", "and", "but", "for"):
            return
        if word == "to":
            negated = bool(set(line.norms(head + 1, at)) & NEGATIONS)
            yield negated, at + 1
            return


def committed(verb: Verb, line: Line, head: int) -> str:
    """Class of a verb that announces, by what it announces; empty for none."""
    found = next(complement(line, head), None)
    if found is None:
        return verb.text("bare")
    negated, at = found
    sign, label = deed(line, at)
    if negated:
        if sign == "hostile" and verb.text("negated") == "REJECT":
            return "AGREE"
        return verb.text("negated")
    if verb.flags.get("decided") and _is_of(verb, line.norm(head)):
        return label or ("AGREE" if sign == "friendly" else "")
    if label in ("REJECT", "REQUEST", "ACCUSE") and sign == "":
        return label if label == "REJECT" else verb.text("default")
    return verb.text(sign) if sign else verb.text("default")


def _is_of(verb: Verb, word: str) -> bool:
    return any(word.startswith(stem[:-1]) for stem in verb.flags["decided"])


def obliged(line: Line, part: Part, place: int) -> bool:
    """Whether "must" or "should" at this place puts a demand to somebody, as someone said."""
    if not line.vocabulary & word_set("speech"):
        return False
    if part.opener in _SIDE:
        return False
    at = place + 1
    while line.norm(at) in _ADVERBS or line.norm(at).endswith("ly"):
        at += 1
    passive = line.norm(at) == "be" and line.norm(at + 1).endswith(("ed", "n", "lt", "t"))
    span = subject(line, part, place)
    if span[0] == span[1] or line.norm(place - 1) in ("we", "i", "it", "he", "she"):
        return False
    return passive or (
        line.norm(at) not in word_set("unwilled") and willing(line, span) is True
    )
