"""Verb groups that say that one thing moves another: "could also pave the way for"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from holdfast.reading.causal import Verb, standing, verbs
from holdfast.reading.causal_spans import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NEGATIONS,
    PREPOSITIONS,
    Line,
)
from holdfast.reading.lexicon import word_set
from holdfast.reading.tokens import Kind
from holdfast.reading.view import Span

WEAK = word_set("verb_weak")
"""Words that hedge a claim. "Can" and "would" do not."""

_UNSURE = word_set("verb_unsure")
_RAISING = _UNSURE | word_set("verb_raising")
_AGAINST = frozenset({"unlikely", "failed", "fails"})
_BASE_BEHIND = MODALS | DO
_SKIPPED = ADVERBS | WEAK | NEGATIONS | AUXILIARIES
_NO_OBJECT = word_set("verb_no_object")
_PLACES = word_set("verb_places")
_POINTERS = frozenset({"that", "this", "which", "it", "both"})
_NUMBERS = word_set("verb_numbers")
_MADE = word_set("verb_made")
_NO_GIFTS = word_set("verb_no_gifts")
_STOPPING = frozenset({"stop", "keep", "avoid", "help", "risk"})
_NO_SUBJECT = (DETERMINERS | PREPOSITIONS | {"'s"}) - _POINTERS
_JOINTS = frozenset({"and", "or", ","})


@dataclass(frozen=True, slots=True)
class Group:
    """A verb with its auxiliaries.

    Parameters
    ----------
    verb : which.
    first, head, end : where the group starts, where its verb stands, where its object starts.
    hedge : the word that hedges it; empty where none does.
    negated : whether it is said not to be so.
    modal : whether will, would, may or the like stands in it.
    voice : active, passive, participle, purpose, or joined to the group before it.
    """

    verb: Verb
    first: int
    head: int
    end: int
    hedge: str = ""
    negated: bool = False
    modal: bool = False
    voice: str = "active"

    @property
    def sign(self) -> str:
        """What it does to its object; what is said not to act leaves it."""
        return "0" if self.negated else self.verb.sign


def groups(line: Line) -> Iterator[Group]:
    """Which verb groups stand in this line, left to right?"""
    before: Group | None = None
    known = verbs()
    for place in [place for place, word in enumerate(line.norms) if word in known]:
        if before is not None and place < before.end:
            continue
        for verb, end in standing(line.norms, place):
            group = _group(line, verb, (place, end), before)
            if group is not None:
                yield group
                before = group
                break


def _group(
    line: Line, verb: Verb, where: tuple[int, int], before: Group | None
) -> Group | None:
    head, end = where
    first = head if _noun_might(line, verb, head) else group_start(line, head)
    if first < 0:
        return None
    words = line.words(Span(first, head))
    group = Group(
        verb,
        first,
        head,
        end,
        hedge=next((w for w in words if w in WEAK or w in _UNSURE), ""),
        negated=any(w in NEGATIONS or w in _AGAINST or w == "longer" for w in words),
        modal=any(w in MODALS for w in words),
    )
    found = _voiced(line, group, before)
    if found is None or (found.verb.modal and not found.modal):
        return None
    return None if _idiom(line, found) or _objectless(line, found) else found


def _noun_might(line: Line, verb: Verb, head: int) -> bool:
    """Whether "might" is a noun before this verb: "military might prolongs the war"."""
    return verb.form == "third" and line.word(head - 1) == "might"


def _objectless(line: Line, group: Group) -> bool:
    ahead = line.word(group.end)
    plain = not group.verb.tail and group.voice != "passive"
    return plain and (ahead in _NO_OBJECT or ahead in _PLACES)


def group_start(line: Line, head: int) -> int:
    """Where does the group start whose verb stands at this place?

    -1 for an infinitive, unless "likely to", "failed to" and the like stand before it.
    """
    at = head
    while at > 0:
        word = line.norms[at - 1]
        if word == "longer" and line.word(at - 2) == "no":
            at -= 2
        elif word in _SKIPPED or (word.endswith("ly") and len(word) > 4):
            at -= 1
        elif word == "to" and line.word(at - 2) in _RAISING:
            at -= 2
        elif word == "to" and at == head:
            return -1
        else:
            break
    return at


def _voiced(line: Line, group: Group, before: Group | None) -> Group | None:
    words = [w for w in line.words(Span(group.first, group.head)) if w in AUXILIARIES]
    nearest = words[-1] if words else ""
    raised = line.word(group.head - 1) == "to"
    form = group.verb.form
    if form == "ing":
        return _ing(line, group, nearest, before)
    if not nearest and not raised:
        return _bare(line, group, before)
    if form == "base":
        return group if raised or nearest in _BASE_BEHIND else None
    if form in ("past*", "participle") and nearest in HAVE:
        return group
    passive = form in ("past*", "participle") and nearest in BE
    if passive and line.word(group.end) == "by" and not _counted(line, group.end + 1):
        return replace(group, voice="passive", end=group.end + 1)
    return None


def _counted(line: Line, place: int) -> bool:
    """Whether a number stands here: "extended by six months" names no cause."""
    token = line.tokens[place] if place < len(line.tokens) else None
    return token is not None and (token.kind is Kind.NUMBER or token.norm in _NUMBERS)


def _ing(line: Line, group: Group, nearest: str, before: Group | None) -> Group | None:
    behind = line.word(group.first - 1)
    if nearest in BE:
        return group
    if behind == ",":
        return replace(group, voice="participle")
    if behind in ("risk", "risks", "risked"):
        return replace(group, first=group_start(line, group.first - 1), hedge=behind)
    if behind == "at" and line.word(group.first - 2) == "aimed":
        start = group_start(line, group.first - 2)
        unsure = next((w for w in line.words(Span(start, group.first)) if w in WEAK), "aimed")
        stated = start < group.first - 2 and line.word(group.first - 3) not in ADVERBS
        stated = stated or any(w in BE for w in line.words(Span(start, group.first)))
        found = replace(group, first=max(start, 0), voice="purpose", hedge=unsure)
        return found if stated else None
    if behind in ("and", "or") and before is not None and before.verb.form == "ing":
        return replace(group, voice="joined", hedge=before.hedge, modal=before.modal)
    return None


def _bare(line: Line, group: Group, before: Group | None) -> Group | None:
    """A verb without auxiliary: past or present tense, joined to another, or no verb at all."""
    behind, form = line.word(group.first - 1), group.verb.form
    if form == "participle" or group.first == 0 or _no_verb(line, group):
        return None
    if behind in _JOINTS and before is not None and _alike(before, form):
        return _joined(line, group, before)
    if form == "base":
        near = line.words(Span(max(0, group.first - 7), group.first))
        unlike = behind in _POINTERS or behind in _JOINTS or behind in verbs()
        return None if unlike or any(word in _MADE for word in near) else group
    return group


def _joined(line: Line, group: Group, before: Group) -> Group | None:
    """A verb behind "and" with the subject of the verb before; "escalated fears" is none."""
    between = line.words(Span(before.end, group.first))
    bare = group.verb.form == "past*" and not group.verb.tail and not _named(line, group.end)
    if bare or any(word in (";", ":") for word in between):
        return None
    return replace(group, voice="joined", hedge=before.hedge, modal=before.modal)


def _named(line: Line, place: int) -> bool:
    """Whether a determiner or a name stands at this place."""
    return line.word(place) in DETERMINERS or (
        place < len(line.tokens) and line.tokens[place].capital
    )


def _alike(before: Group, form: str) -> bool:
    if before.modal or before.verb.form == "base":
        return form == "base"
    return form != "base"


def _no_verb(line: Line, group: Group) -> bool:
    behind, ahead = line.word(group.first - 1), line.word(group.end)
    if behind in _NO_SUBJECT:
        return True
    if group.verb.tail:
        return False
    if not group.verb.noun or group.verb.form.startswith("past") or _named(line, group.end):
        return False
    return group.verb.form == "base" or behind in _JOINTS or not _plural(ahead)


def _plural(word: str) -> bool:
    return word.endswith("s") and len(word) > 3 and word not in AUXILIARIES


def _idiom(line: Line, group: Group) -> bool:
    """Whether it is an idiom: "raises questions", "adding that", "gave up", "stops moving"."""
    name, ahead = group.verb.name, line.word(group.end)
    if name == "raise":
        near = line.words(Span(group.end, min(group.end + 3, len(line.norms))))
        return any(w in ("question", "questions", "eyebrows", "flag", "flags") for w in near)
    if name == "add":
        return ahead == "that"
    if name == "give":
        return ahead in _NO_GIFTS
    if name == "lead ~ to":
        to = line.norms.index("to", group.end)
        return line.word(to + 1) in DETERMINERS or _named(line, to + 1)
    return name in _STOPPING and ahead.endswith("ing")
