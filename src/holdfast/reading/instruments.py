"""Instruments: what could make a side safe, who gives it to whom, and how it stands."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from holdfast.reading.holders import NOBODY, Scene
from holdfast.reading.items import Item
from holdfast.reading.lexicon import entries_of
from holdfast.reading.parties import Mention
from holdfast.reading.sentences import Sentence
from holdfast.reading.tokens import tokenise
from holdfast.reading.view import Span, View, Words, pattern

_STATUS = (
    ("definition", pattern(r"(?:is|are) (?:promises|a promise|pledges|agreements|what)")),
    ("demanded", pattern(r"demand\w*", r"insist\w*", r"requir\w*", r"call(?:s|ed)? for")),
    (
        "provided",
        pattern(r"(?:provided|given|gave|supplied|delivered|sent|deployed)"),
    ),
    (
        "refused",
        pattern(r"refus\w*", r"reject\w*", r"rul(?:ed|es) out", r"withh(?:eld|old)\w*"),
    ),
    (
        "offered",
        pattern(r"offer\w*", r"pledg\w*", r"promis(?:ed|es)", r"agreed to", r"would send"),
    ),
    ("sought", pattern(r"s(?:eek|eeks|ought|eeking)", r"look(?:s|ing|ed) for", r"ask\w* for")),
    ("in force", pattern(r"in force", r"already (?:in place|there|deployed)", r"signed")),
)
_HEDGE = pattern(r"may|might|could|would|ideally|possibly|perhaps")
_TRIGGER = pattern(
    r"in the event of|in case of|if|responding to|in response to|should|against|when"
)
_WANTED = pattern(
    r"(?:receiv|get|obtain|seek|need|demand|ask|want|insist|requir|prioriti|secur)\w*",
    r"sought|got|without|call(?:s|ed)? for|plea for|look(?:s|ed|ing) for",
)
"""Words whose subject would receive, and does not give."""

_NEAR = 8
_FROM = pattern(r"from|by|of|with")
_TO = pattern(r"to|for|towards?")
_ENDS = frozenset({",", ";", ".", ":", "!", "?"})
_GIVERS = frozenset({"state", "leader", "international", "alliance", "collective", "court"})


def instruments(text: str, sentence: Sentence, scene: Scene) -> Iterator[Item]:
    """Which instruments does this sentence mention?

    Parameters
    ----------
    text : the whole text.
    sentence : of it.
    scene : who was named before; the receiver where the sentence names none.
    """
    view, named = sentence.view, scene.named(sentence.tokens)
    last_named = "" if scene.last.name == NOBODY else scene.last.name
    for kind, span in _found(view):
        last = _drawn_out(view, span)
        start, end = view.tokens[span.first].start, view.tokens[last - 1].end
        trigger, subject = _trigger(view, span), _subject(named, span)
        wanted = view.has(_WANTED, Span(max(0, span.first - _NEAR), span.first))
        slots: dict[str, object] = {
            "type": kind,
            "giver": _party(view, named, span, _FROM) or ("" if wanted else subject),
            "receiver": _party(view, named, span, _TO) or (subject if wanted else last_named),
            "status": _status(view, span),
            "trigger": text[trigger[0] : trigger[1]] if trigger else "",
        }
        hedged = view.has(_HEDGE, Span(max(0, span.first - 8), span.first))
        status = "hedged" if hedged else "stated"
        yield Item(
            "instrument", start, end, text[start:end], f"instrument.{kind}", status, slots
        )


@cache
def _forms() -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in entries_of("instruments"):
        for name in entry["names"]:
            words = tuple(token.norm for token in tokenise(str(name)))
            found.setdefault(words[0], []).append((words, str(entry["id"])))
    for forms in found.values():
        forms.sort(key=lambda form: -len(form[0]))
    return found


def _found(view: View) -> Iterator[tuple[str, Span]]:
    forms, norms, done = _forms(), view.all_norms, 0
    for at in view.places(forms):
        if at < done:
            continue
        for words, kind in forms[norms[at]]:
            if norms[at : at + len(words)] == words:
                done = at + len(words)
                yield kind, Span(at, done)
                break


def _drawn_out(view: View, span: Span) -> int:
    """Draw "a commitment" out over "from Russia and its allies", up to the next mark."""
    if view.norm(span.last) not in ("from", "for", "by", "in", "and"):
        return span.last
    last = span.last
    while last < len(view.tokens) and view.norm(last) not in _ENDS and last - span.last < 9:
        last += 1
    return last


def _status(view: View, span: Span) -> str:
    around = Span(max(0, span.first - 14), min(len(view.tokens), span.last + 6))
    return next((name for name, words in _STATUS if view.has(words, around)), "mentioned")


def _party(view: View, named: Sequence[Mention], span: Span, before: Words) -> str:
    """The party named shortly behind the instrument after this preposition."""
    near = Span(span.last, min(len(view.tokens), span.last + 8))
    for word in view.find(before, near):
        for mention in named:
            if (
                mention.first in range(word.last, word.last + 3)
                and mention.entry.kind in _GIVERS
            ):
                return mention.entry.name
    return ""


def _subject(named: Sequence[Mention], span: Span) -> str:
    """The first party named before the instrument."""
    before = [m for m in named if m.last <= span.first and m.entry.kind in _GIVERS]
    return before[0].entry.name if before else ""


def _trigger(view: View, span: Span) -> tuple[int, int] | None:
    for word in view.find(_TRIGGER, Span(span.last, len(view.tokens))):
        last = word.last
        while last < len(view.tokens) and view.norm(last) not in _ENDS:
            last += 1
        if last > word.last:
            return view.tokens[word.last].start, view.tokens[last - 1].end
    return None
