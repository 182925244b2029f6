"""Claims made by a verb: "the siege has led to hunger", "which could prolong the war"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from holdfast.reading.causal_groups import Group, groups
from holdfast.reading.causal_spans import (
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    RELATIVES,
    SAYS,
    Line,
    apposed,
    before_verb,
    clause_start,
    finite,
    noun_before,
    object_end,
    trimmed,
    without_frame,
)
from holdfast.reading.lexicon import word_set
from holdfast.reading.parties import Mention, mentions
from holdfast.reading.view import Span

NOWHERE = Span(0, 0)
"""Stands for words that the sentence does not have: an unsaid effect, a cause said before."""

_FRAME = 6
POINTERS = frozenset({"this", "that", "these", "those", "it", "which", "they", "all", "such"})
_PERSONS = word_set("claim_persons")
_JOINED = frozenset({"and", "or", ",", "both", "the"})
_SPEAKERS = word_set("claim_speakers")
_SUBJECTS = _SPEAKERS | {"it"}
_ENDS_NAME = PREPOSITIONS | {",", "who"}
_INNER = word_set("claim_inner")
_BETTER = word_set("claim_better")
_WORSE = word_set("claim_worse")
_DEGREES = _BETTER | _WORSE
_BAD = word_set("claim_bad")
_ABOUT = frozenset({"likely", "possible", "probable", "certain", "feasible"})
_FULL = frozenset({"safer", "stronger", "weaker", "faster", "slower", "cheaper", "easier"})


@dataclass(frozen=True, slots=True)
class Found:
    """A claim found in a line, before names are put to it.

    Parameters
    ----------
    cause, effect : tokens; `NOWHERE` for a cause in the sentence before, or an unsaid effect.
    sign : what the cause does to the effect: +, -, 0 or ?.
    rule : id of the rule.
    first, last : tokens that the claim covers.
    event : the effect with the verb that moves it.
    hedge : the word that hedges it; empty where none does.
    pointer : whether the cause only points to something said before ("this could ...").
    acted : whether the cause is a party that does it: no claim, but "by doing so" makes it one.
    """

    cause: Span
    effect: Span
    sign: str
    rule: str
    first: int
    last: int
    event: Span
    hedge: str = ""
    pointer: bool = False
    acted: bool = False


def by_verbs(line: Line) -> list[Found]:
    """Which claims do the verbs of this line make, left to right, acts of parties included?"""
    kept: list[Found] = []
    for group in groups(line):
        before = kept[-1] if kept else None
        if group.voice == "joined" and before is not None:
            kept[-1:] = _joined(line, group, before)
            continue
        found = _one(line, group)
        if found is not None:
            kept.append(found)
    return kept


def _joined(line: Line, group: Group, before: Found) -> Iterator[Found]:
    """Finds "escalated tensions and led to war": one claim, or two where the signs differ."""
    effect = Span(group.end, object_end(line, group.end))
    if before.rule.startswith("verb.relative"):
        effect = before_verb(line, effect)
    effect = trimmed(line, effect)
    sign = _effect_sign(line, effect, group.sign)
    last = max(effect.last, before.last)
    if not len(effect):
        yield before
    elif sign == before.sign:
        whole = Span(before.effect.first, last)
        yield replace(before, effect=whole, last=last, event=Span(before.event.first, last))
    else:
        cut = trimmed(line, Span(before.effect.first, group.first - 1))
        yield replace(before, effect=cut, event=Span(before.event.first, cut.last))
        event = Span(group.head, effect.last)
        yield replace(before, effect=effect, sign=sign, last=last, event=event)


def _one(line: Line, group: Group) -> Found | None:
    subject, pointer = _subject(line, group)
    behind = Span(group.end, object_end(line, group.end))
    sign = group.sign
    if group.verb.degree:
        behind, sign = _degree(line, behind, negated=group.negated)
    relative = line.word(group.first - 1) in RELATIVES
    behind = trimmed(line, before_verb(line, behind) if relative else behind)
    if not len(behind) or (not len(subject) and not pointer):
        return None
    if group.verb.reverse or group.voice == "passive":
        return _reversed(line, group, subject, behind)
    return Found(
        cause=subject,
        effect=behind,
        sign=_effect_sign(line, behind, sign),
        rule=_rule("relative" if relative else group.voice, group),
        first=min(subject.first, group.first) if len(subject) else group.first - 1,
        last=max(behind.last, group.end),
        event=Span(group.head, behind.last),
        hedge=group.hedge,
        pointer=pointer,
        acted=not pointer and _acts(line, subject, group),
    )


def _rule(voice: str, group: Group) -> str:
    return f"verb.{voice}.{group.verb.name.replace(' ', '-')}"


def _reversed(line: Line, group: Group, subject: Span, behind: Span) -> Found | None:
    """What stands behind is the cause: "depends on", "is driven by"."""
    effect = Span(subject.first, group.end - 1) if group.verb.state else subject
    acts = not group.verb.state and group.voice != "passive" and is_actor(line, subject)
    if not len(subject) or acts or is_actor(line, behind):
        return None
    return Found(
        cause=behind,
        effect=effect,
        sign=group.sign,
        rule=_rule("reverse", group),
        first=subject.first,
        last=behind.last,
        event=Span(subject.first, group.end),
        hedge=group.hedge,
    )


def _subject(line: Line, group: Group) -> tuple[Span, bool]:
    """The words for what acts, and whether they only point to something said before."""
    place, behind = group.first, line.word(group.first - 1)
    if group.voice == "participle":
        comma = place - 1
        return trimmed(line, Span(clause_start(line, comma, whole=True), comma)), False
    if behind in RELATIVES:
        return _antecedent(line, place - 1)
    if behind in ("and", "but", "or"):
        return _shared(line, place - 1), False
    start = clause_start(line, place)
    span = trimmed(line, apposed(line, Span(start, place)))
    span = trimmed(line, without_frame(line, span))
    if _broken(line, span):
        return NOWHERE, False
    if any(word not in POINTERS for word in line.words(span)):
        return span, False
    if not len(span):
        return NOWHERE, False
    return _pointed(line, start, group)


def _shared(line: Line, joint: int) -> Span:
    """The subject of the verb before "and": "it could leave and would embolden"."""
    clause = trimmed(line, Span(clause_start(line, joint), joint))
    last = next((p for p in range(clause.first, clause.last) if line.norms[p] in MODALS), -1)
    return trimmed(line, without_frame(line, Span(clause.first, last))) if last > 0 else NOWHERE


def _broken(line: Line, span: Span) -> bool:
    """Whether the words are no subject: they end in a pronoun, or hold a clause."""
    words = line.words(span)
    if not words or (words[-1] in _SUBJECTS and len(words) > 1):
        return True
    return any(w in MODALS for w in words[:-1]) and not any(w in _INNER for w in words)


def _pointed(line: Line, start: int, group: Group) -> tuple[Span, bool]:
    """What "this" or "it" stands for: the clause before, or the sentence before."""
    word = line.word(group.first - 1)
    earlier = _clause_before(line, max(0, start - 1))
    if line.word(earlier.first - 1) in ("while", "although", "though"):
        return _concession(line, earlier), False
    if len(earlier) > 1 and line.word(start - 1) in (",", "and", "or", "but"):
        return earlier, line.word(earlier.first - 1) in ("if", "unless", "as", "should")
    if word == "they" or (word == "it" and not group.modal):
        return NOWHERE, False
    return NOWHERE, True


def _clause_before(line: Line, end: int) -> Span:
    """The clause that ends here; ", one of them argued," is none."""
    span = trimmed(line, Span(clause_start(line, end, whole=True), end))
    frame = any(word in SAYS for word in line.words(span)) and len(span) <= _FRAME
    if frame and line.word(span.first - 1) == ",":
        return _clause_before(line, span.first - 1)
    return span


def _concession(line: Line, clause: Span) -> Span:
    """The subject of "while the firm stance may seem a roadblock"."""
    for place in range(clause.first, clause.last):
        if line.word(place) in ("may", "might", "can", "could", "is", "are", "has", "have"):
            return Span(clause.first, place)
    return clause


def _antecedent(line: Line, relative: int) -> tuple[Span, bool]:
    word, behind = line.word(relative), line.word(relative - 1)
    if relative == 0:
        return NOWHERE, True
    if behind in (",", "and", "but", "or"):
        joint = relative - 1
        joint -= line.word(joint - 1) == ","
        return _clause_before(line, joint), False
    if word == "who":
        return NOWHERE, False
    noun = noun_before(line, relative)
    clause = clause_start(line, relative, whole=True)
    if line.word(clause) in ("this", "that", "these") and clause < noun.first:
        return trimmed(line, Span(clause, relative)), False
    if tuple(line.words(noun)) in (("one",), ("one", "one")):
        part = Span(clause_start(line, max(0, noun.first - 2)), noun.first)
        return _predicate(line, trimmed(line, part)), False
    return trimmed(line, noun), False


def _predicate(line: Line, clause: Span) -> Span:
    """What "it is a delicate balance" calls it."""
    words = line.words(clause)
    if words[:1] in (("it",), ("this",)) and len(words) > 2:
        return Span(clause.first + 2, clause.last)
    return clause


def _acts(line: Line, subject: Span, group: Group) -> bool:
    """Whether the subject is somebody who does it, not something that brings it about."""
    return not group.verb.mental and not finite(line, subject) and is_actor(line, subject)


def is_actor(line: Line, span: Span) -> bool:
    """Whether the words name nothing but somebody who acts."""
    return _person(line, span) or _party(line, span)


def _person(line: Line, span: Span) -> bool:
    """Whether the head is a word for somebody: officials, commanders, they."""
    last = span.first
    while last < span.last and line.norms[last] not in _ENDS_NAME:
        last += 1
    return line.word(last - 1) in _PERSONS


def _party(line: Line, span: Span) -> bool:
    """Whether the words name parties and nothing else, or a name that nobody knows."""
    at = span.first
    named = {m.first: m for m in mentions(line.tokens[span.first : span.last])}
    while at < span.last:
        mention = named.get(at - span.first)
        if mention is not None and not _acting(mention):
            return False
        known = line.norms[at] in _JOINED or (line.tokens[at].capital and at > 0)
        if mention is None and not known:
            return False
        at = at + 1 if mention is None else span.first + mention.last
    return len(span) > 0


def _acting(mention: Mention) -> bool:
    """Whether the party is one that fights or leads; monitors and peacekeepers bring about."""
    roles = ("rebels", "disputant-side", "both-sides", "source")
    return mention.entry.kind != "collective" or mention.entry.role in roles


def _effect_sign(line: Line, effect: Span, sign: str) -> str:
    """The sign with a "not" in a that-clause taken out: ensure that talks do not harm it."""
    clause = line.word(effect.first - 1) == "that" or line.word(effect.first) == "that"
    if clause and any(word in NEGATIONS for word in line.words(effect)):
        return flipped(sign)
    return sign


def flipped(sign: str) -> str:
    """Which sign has the opposite?"""
    return {"+": "-", "-": "+"}.get(sign, sign)


def _degree(line: Line, behind: Span, *, negated: bool) -> tuple[Span, str]:
    """What is made more or less so: "a settlement | more likely", "it | less willing"."""
    place = next((p for p in range(behind.first, behind.last) if line.norms[p] in _DEGREES), -1)
    if place < 0:
        return NOWHERE, "+"
    word, following = line.word(place), line.word(place + 1)
    sign = "+" if word in _BETTER else "-"
    quality = Span(place + (word in ("more", "less")), behind.last)
    if following in _BAD:
        sign = flipped(sign)
        quality = Span(place, behind.last)
    thing = Span(behind.first, place)
    bare = (
        not len(thing)
        or is_actor(line, thing)
        or all(w in POINTERS or w in ("them", "him") for w in line.words(thing))
    )
    if bare:
        effect = Span(quality.first + (word not in ("more", "less")), quality.last)
    elif word in _ABOUT or following in _ABOUT or word in _WORSE or word in _BETTER - _FULL:
        effect = thing if following not in _BAD else behind
    else:
        effect = behind
    return effect, "0" if negated else sign
