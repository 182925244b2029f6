"""A whole article read: every kind of item, one position once, and what is not stated."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from holdfast.reading.actors import Company
from holdfast.reading.claims import Claims
from holdfast.reading.conditions import Condition, conditions
from holdfast.reading.document import Document
from holdfast.reading.holders import NOBODY, Scene
from holdfast.reading.instruments import instruments
from holdfast.reading.items import SAID, Item
from holdfast.reading.lexicon import entries_of
from holdfast.reading.sentences import Sentence, sentences
from holdfast.reading.silence import bare_heading, contradictions, not_stated
from holdfast.reading.statements import statements
from holdfast.reading.tokens import tokenise
from holdfast.reading.trust import trust


@dataclass(frozen=True, slots=True)
class Reading:
    """What an article says.

    Parameters
    ----------
    document : the text that the offsets are about.
    actors, statements, preconditions, instruments, trust, claims : items.
    duplicates : positions said more than once, with their mentions.
    contradictions : pairs that do not go together; both sides are kept.
    not_stated : what a reader may miss, in sentences.
    """

    document: Document
    actors: tuple[Item, ...]
    statements: tuple[Item, ...]
    preconditions: tuple[Item, ...]
    instruments: tuple[Item, ...]
    trust: tuple[Item, ...]
    claims: tuple[Item, ...]
    duplicates: tuple[Mapping[str, object], ...]
    contradictions: tuple[Mapping[str, object], ...]
    not_stated: tuple[str, ...]


def read(document: Document) -> Reading:
    """What does this article say, in items that each rest on its words?

    Parameters
    ----------
    document : the text, with its boilerplate marked.

    Returns
    -------
    Reading
        The same for the same text, byte for byte.
    """
    text = document.text
    scene, claims, company = Scene(document.published), Claims(text), Company(text)
    found: dict[str, list[Item]] = {"statement": [], "instrument": [], "trust": []}
    tied: list[Condition] = []
    bare: Sentence | None = None
    for whole in sentences(text):
        if document.skips(whole.start, whole.end):
            continue
        sentence = whole.after(document.behind(whole.start))
        here = conditions(sentence, scene)
        tied += here
        found["statement"] += statements(sentence, scene, text)
        found["instrument"] += instruments(text, sentence, scene)
        found["trust"] += trust(text, sentence, scene)
        claims.hear(sentence, here)
        company.hear(sentence.view, scene.named(sentence.tokens))
        company.tie((c.holder.party, text[slice(*c.action)]) for c in here if c.status in SAID)
        bare = bare or (sentence if bare_heading(text, sentence) else None)
        scene.hear(sentence.tokens)
    found["claim"], found["actor"] = claims.items, company.items()
    found["precondition"] = list(_preconditions(text, tied, _sources(found["actor"])))
    return Reading(
        document=document,
        actors=tuple(found["actor"]),
        statements=tuple(found["statement"]),
        preconditions=tuple(found["precondition"]),
        instruments=tuple(found["instrument"]),
        trust=tuple(found["trust"]),
        claims=tuple(found["claim"]),
        duplicates=tuple(_duplicates(found["precondition"])),
        contradictions=tuple(contradictions(text, bare, found)),
        not_stated=tuple(not_stated(text, found)),
    )


def topic(text: str) -> str:
    """What is this action or condition about? Empty where no topic fits.

    Examples
    --------
    >>> topic("it receives adequate security guarantees")
    'guarantees'
    """
    for token in tokenise(text):
        for ident, stems in _topics():
            if token.norm.startswith(stems):
                return ident
    return ""


@cache
def _topics() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((str(e["id"]), tuple(map(str, e["stems"]))) for e in entries_of("topics"))


def _sources(who: Iterable[Item]) -> list[str]:
    """Who reports it: the outlets that the text names, or the text itself."""
    named = [str(actor.slots["name"]) for actor in who if actor.slots["role"] == "source"]
    return named or ["the text itself"]


def _preconditions(text: str, tied: list[Condition], sources: list[str]) -> Iterable[Item]:
    """One item a position: the same holder, polarity, action and condition in any words."""
    groups: dict[tuple[str, str, str, str], list[Condition]] = {}
    for condition in tied:
        position = _position(text, condition)
        if _elliptical(condition):  # "the demand stands: no talks before guarantees"
            position = next((p for p in groups if p[1:] == position[1:]), position)
        groups.setdefault(position, []).append(condition)
    for same in groups.values():
        said = [c for c in same if c.status in SAID]
        first = next(iter(said or same))
        slots: dict[str, object] = {
            "holder": first.holder.name,
            "party": first.holder.party,
            "action": text[slice(*first.action)],
            "polarity": first.polarity,
            "connective": first.connective,
            "condition": text[slice(*first.condition)],
            "action_topic": topic(text[slice(*first.action)]),
            "condition_topic": topic(text[slice(*first.condition)]),
            "mentions": [
                {"start": c.start, "end": c.end, "quote": text[c.start : c.end], "rule": c.rule}
                for c in same
            ],
            "independent_sources": len(sources),
        }
        yield Item(
            "precondition",
            first.start,
            first.end,
            text[first.start : first.end],
            first.rule,
            first.status,
            slots,
        )


def _elliptical(condition: Condition) -> bool:
    """Whether it names nobody who holds it."""
    bare = condition.holder.span is None and ".none." in condition.rule
    return bare or condition.holder.name == NOBODY


def _position(text: str, condition: Condition) -> tuple[str, str, str, str]:
    action, asked = text[slice(*condition.action)], text[slice(*condition.condition)]
    return (
        condition.holder.party or condition.holder.name,
        condition.polarity,
        topic(action) or action.lower(),
        topic(asked) or asked.lower(),
    )


def _duplicates(preconditions: Iterable[Item]) -> Iterable[Mapping[str, object]]:
    for item in preconditions:
        mentions = item.slots["mentions"]
        assert isinstance(mentions, list)
        if len(mentions) > 1:
            yield {
                "kind": "precondition",
                "holder": item.slots["holder"],
                "mentions": mentions,
                "says": (
                    f"said {len(mentions)} times: one piece of evidence, from "
                    f"{item.slots['independent_sources']} independent source(s)"
                ),
            }
