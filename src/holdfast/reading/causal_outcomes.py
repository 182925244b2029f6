"""What a clause says to happen: the words that name it, and whether it rises or falls."""

from dataclasses import dataclass

from holdfast.reading.causal import changes
from holdfast.reading.causal_groups import WEAK, group_start
from holdfast.reading.causal_spans import (
    AUXILIARIES,
    DETERMINERS,
    MODALS,
    NEGATIONS,
    Line,
    object_end,
    trimmed,
)
from holdfast.reading.causal_verbs import Found, flipped, is_actor
from holdfast.reading.lexicon import word_set
from holdfast.reading.view import Span

_WILL = word_set("outcome_will")
_READY = word_set("outcome_ready")
_PRONOUNS = word_set("outcome_pronouns")
_LIKELY = word_set("outcome_likely")
_AIMS = word_set("outcome_aims")
_SECURES = frozenset({"ensure", "guarantee", "secure"})
_NOT = NEGATIONS - {"neither", "nor"}
_INTRANSITIVE = word_set("outcome_intransitive")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a clause says to happen.

    Parameters
    ----------
    effect : the words that name it.
    sign : + where it rises or comes, - where it falls or does not come.
    event : the effect with its verb.
    hedge : the word that hedges it; empty where none does.
    moved : whether a verb of the clause moves it.
    """

    effect: Span
    sign: str
    event: Span
    hedge: str = ""
    moved: bool = False


def outcome(line: Line, clause: Span, made: list[Found], *, by_doing: bool = False) -> Outcome:
    """What does this clause say to happen?

    Parameters
    ----------
    line : the sentence.
    clause : the words of the clause.
    made : claims that the line's verbs make; one whose cause is a mere "it" gives its effect.
    by_doing : whether the cause is how a party acts, so that what it moves is the effect.
    """
    hedge = next((w for w in line.words(clause) if w in WEAK), "")
    for found in made:
        inside = clause.first <= found.event.first < clause.last
        own = clause.first <= found.cause.first < found.cause.last <= clause.last
        points = line.word(found.cause.first) in ("this", "that", "these", "such")
        if inside and (not own or points or (found.acted and by_doing)):
            return Outcome(found.effect, found.sign, found.event, found.hedge, moved=True)
    told = _aimed(line, clause) or _changed(line, clause) or _likelier(line, clause)
    if told is None:
        told = _whole(line, clause)
    effect, sign, moved = told
    moved = moved or any(
        clause.first <= found.event.first < clause.last and not found.acted for found in made
    )
    return Outcome(effect, sign, clause, hedge, moved=moved)


def commits(line: Line, clause: Span) -> bool:
    """Whether the clause says what a party will do: then it is a condition and no claim."""
    last = clause.first
    while last < clause.last and line.norms[last] not in AUXILIARIES:
        last += 1
    subject = trimmed(line, Span(clause.first, last))
    acts = is_actor(line, subject) or not len(subject) or line.norms[last - 1] in _PRONOUNS
    words = line.words(Span(last, clause.last))
    ready = any(w in _READY for w in line.words(clause)[:6])
    suffers = words[1:2] == ("be",)
    return acts and (not words or (words[0] in _WILL and not suffers) or ready)


def _aimed(line: Line, clause: Span) -> tuple[Span, str, bool] | None:
    """Finds "it aims to ensure that talks do not harm it": the end that is aimed at."""
    for place in range(clause.first, clause.last - 2):
        aims = line.norms[place] in _AIMS and line.norms[place + 1] == "to"
        if aims and line.norms[place + 2] in _SECURES:
            first = place + 3 + (line.word(place + 3) == "that")
            effect = trimmed(line, Span(first, min(clause.last, object_end(line, first))))
            negated = any(word in NEGATIONS for word in line.words(effect))
            return effect, "-" if negated else "+", True
    return None


def _changed(line: Line, clause: Span) -> tuple[Span, str, bool] | None:
    """Finds "violations fell by half": the subject, and how it changes."""
    for place in range(clause.first + 1, clause.last):
        sign = changes().get(line.norms[place])
        if sign is None or line.word(place - 1) in DETERMINERS:
            continue
        start = group_start(line, place)
        start = place - 1 if start < 0 else start
        takes_object = (
            line.word(place + 1) in DETERMINERS and line.norms[place] not in _INTRANSITIVE
        )
        subject = trimmed(line, Span(clause.first, start))
        if len(subject) and not takes_object and place > clause.first:
            negated = any(word in NEGATIONS for word in line.words(Span(start, place)))
            return subject, flipped(sign) if negated else sign, True
    return None


def _likelier(line: Line, clause: Span) -> tuple[Span, str, bool] | None:
    """Finds "a settlement becomes more likely": the subject, and whether more or less."""
    for place in range(clause.first + 1, clause.last):
        if line.norms[place] not in _LIKELY:
            continue
        degree = line.word(place - 1)
        verb = place - 1 - (degree in ("more", "less"))
        start = group_start(line, verb + 1)
        start = verb if line.word(verb).startswith("becom") else start
        subject = trimmed(line, Span(clause.first, max(start, clause.first)))
        if len(subject) and line.word(place + 1) != "to":
            less = degree == "less" or line.norms[place] == "unlikely"
            return subject, "-" if less else "+", True
    return None


def _whole(line: Line, clause: Span) -> tuple[Span, str, bool]:
    """The clause itself; its "not" or "no" is taken out of the sign."""
    words = line.words(clause)
    if words[:1] == ("no",):
        return Span(clause.first + 1, clause.last), "-", False
    if words[:1] == ("there",) and "no" in words[:5]:
        return Span(clause.first + words.index("no") + 1, clause.last), "-", False
    first = next((p for p in range(clause.first, clause.last) if line.norms[p] in MODALS), -1)
    near = words if first < 0 else line.words(Span(first, min(first + 4, clause.last)))
    negated = any(w in _NOT for w in near) or "no longer" in " ".join(near)
    return clause, "-" if negated else "+", False
