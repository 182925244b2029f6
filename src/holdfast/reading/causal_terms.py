"""Claims made by a word of need, of degree or of reading: crucial for, the more, view as."""

from collections.abc import Iterator

from holdfast.reading.causal_groups import WEAK, group_start
from holdfast.reading.causal_spans import (
    BE,
    DETERMINERS,
    HARD,
    MODALS,
    Line,
    clause_start,
    object_end,
    sentence_part,
    trimmed,
    without_frame,
)
from holdfast.reading.causal_verbs import NOWHERE, POINTERS, Found, flipped, is_actor
from holdfast.reading.lexicon import word_set
from holdfast.reading.view import Span

NEEDED = word_set("term_needed")
"""Words that say that something is needed."""

_ALONE = frozenset({"crucial", "decisive", "pivotal", "critical"})
_ENDS = frozenset({".", "!", ";", ""})
_READ = word_set("term_read")
_COMPARATIVES = word_set("term_comparatives")
TERM_WORDS = NEEDED | _READ | _COMPARATIVES
"""Words without which no term is found."""

_BEFORE_MORE = HARD | {"that", ","}
_POINTING = POINTERS | {"what"}
_OPENERS = NEEDED | _READ | {"the"}
_LESS = word_set("term_less")


def by_terms(line: Line) -> Iterator[Found]:
    """Which claims do words of need, degree and reading make in this line?"""
    for place in [place for place, word in enumerate(line.norms) if word in _OPENERS]:
        found, word = None, line.norms[place]
        if word in NEEDED:
            found = _needed(line, place)
        elif word in _READ:
            found = _read_as(line, place)
        elif word == "the" and (place == 0 or line.norms[place - 1] in _BEFORE_MORE):
            found = _the_more(line, place)
        if found is not None:
            yield found


def _needed(line: Line, place: int) -> Found | None:
    """Finds "C will be crucial if E", "C is essential for E", "C will be decisive"."""
    first = group_start(line, place)
    if not 0 < first < place or not any(w in BE for w in line.words(Span(first, place))):
        return None
    cause = Span(clause_start(line, first), first)
    cause = trimmed(line, without_frame(line, trimmed(line, cause)))
    if not len(cause) or all(word in _POINTING for word in line.words(cause)):
        return None
    if is_actor(line, cause):
        return None
    effect = _needed_for(line, place)
    if effect is None:
        return None
    return Found(
        cause=cause,
        effect=effect,
        sign="+" if len(effect) else "?",
        rule=f"term.{line.norms[place]}",
        first=cause.first,
        last=max(effect.last, place + 1),
        event=effect,
        hedge=next((w for w in line.words(Span(first, place)) if w in WEAK), ""),
    )


def _needed_for(line: Line, place: int) -> Span | None:
    following, second = line.word(place + 1), line.word(place + 2)
    if following in _ENDS and line.norms[place] in _ALONE:
        return NOWHERE
    to_thing = following == "to" and (second in DETERMINERS or second.endswith("ing"))
    if following == "to" and not to_thing:
        capital = place + 2 < len(line.tokens) and line.tokens[place + 2].capital
        to_thing = capital or line.norms[place] == "key"
    in_doing = following == "in" and second.endswith("ing")
    if following in ("if", "for") or to_thing or in_doing:
        end = object_end(line, place + 2)
        effect = trimmed(line, Span(place + 2, end))
        return effect if len(effect) else None
    return None


def _read_as(line: Line, place: int) -> Found | None:
    """Finds "the rival may view the demands as unwillingness": what is read into what."""
    first = group_start(line, place)
    if first <= 0 or not any(w in MODALS for w in line.words(Span(first, place))):
        return None
    if any(w in BE for w in line.words(Span(first, place))):
        return None
    end = object_end(line, place + 1)
    middle = next((p for p in range(place + 2, end) if line.norms[p] == "as"), -1)
    cause = trimmed(line, Span(place + 1, max(middle, place + 1)))
    effect = trimmed(line, Span(middle + 1, end))
    if middle < 0 or not len(effect) or all(w in POINTERS for w in line.words(cause)):
        return None
    return Found(
        cause=cause,
        effect=effect,
        sign="+",
        rule="term.read-as",
        first=max(0, clause_start(line, first)),
        last=effect.last,
        event=Span(place, effect.last),
        hedge=next((w for w in line.words(Span(first, place)) if w in WEAK), ""),
    )


def _the_more(line: Line, place: int) -> Found | None:
    """Finds "the longer the siege lasts, the weaker the council becomes"."""
    part = sentence_part(line, place)
    comma = next((p for p in range(place + 2, part.last) if line.norms[p] == ","), -1)
    if comma < 0 or line.word(comma + 1) != "the":
        return None
    more, other = line.word(place + 1), line.word(comma + 2)
    if more not in _COMPARATIVES or other not in _COMPARATIVES:
        return None
    end = next((p for p in range(comma + 2, part.last) if line.norms[p] == ","), part.last)
    cause = trimmed(line, Span(place + 1 + (more in _LESS | {"more"}), comma))
    effect = trimmed(line, Span(comma + 2 + (other in _LESS | {"more"}), end))
    if not len(cause) or not len(effect):
        return None
    sign = "-" if other in _LESS else "+"
    return Found(
        cause=cause,
        effect=effect,
        sign=flipped(sign) if more in _LESS else sign,
        rule="term.the-more",
        first=place,
        last=effect.last,
        event=effect,
    )
