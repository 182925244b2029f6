"""Actors: who takes part, in which role, and for whom a leader speaks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from holdfast.reading.items import Item
from holdfast.reading.lexicon import names, word_set
from holdfast.reading.parties import Mention, mentions
from holdfast.reading.sentences import Sentence
from holdfast.reading.tokens import tokenise
from holdfast.reading.view import Span, View, pattern

_AGAINST = pattern(
    r"(?:talks?|negotiat\w+|war|conflict|fighting|dialogue|ceasefire|truce|peace|discussions?|deal"
    r"|agreements?|armistice|relations?) (?:\S+ ){0,2}(?:with|between|against)",
    r"(?:against|between|from|by) (?:further )?(?:aggression|attacks?) (?:from|by)",
)
_MEDIATE = pattern(r"mediat\w*", r"broker\w*", r"go-between|good offices|host(?:s|ed)? talks")
_BETWEEN = pattern(
    r"(?:mediat\w*|talks|good offices|broker\w*|go-between) (?:\S+ ){0,3}between"
)
_BACK = pattern(
    r"guarant\w+|support\w*|aid|assist\w*|commitments?|back(?:ing|ed|s)|assurances?|alliances?"
    r"|defen[cs]e|protect\w*|solidarity|allies|peacekeep\w*|monitor\w*"
)
_REPORTED_BY = pattern(r"(?:as )?(?:reported|quoted|cited|carried|first reported) (?:by|in)")
_SUPPORTED = pattern(r"support(?:s|ed|ing)|back(?:s|ed|ing)|arm(?:s|ed|ing)|fund(?:s|ed|ing)")
_VOTES = (_AGAINST, _MEDIATE, _BETWEEN, _REPORTED_BY, _SUPPORTED)
_ITS_ALLIES = pattern(r"(?:and )?(?:its|his|their|'s) allies")

_MOST_ALLIES = 2
_MEDIATING = 4  # one mention in four near a word of mediation makes a mediator


@dataclass(slots=True)
class _Party:
    """What the text has said of one party so far."""

    entry: Mention
    where: list[tuple[int, int]] = field(default_factory=list)
    votes: Counter[str] = field(default_factory=Counter)


def actors(text: str, read: Iterable[Sentence], day: date | None = None) -> list[Item]:
    """Who takes part, and as what?

    Parameters
    ----------
    text : the whole text.
    read : its sentences in order.
    day : when it was written, where known.

    Returns
    -------
    One item a party, at its first mention, the most mentioned first; slots `name`, `role`,
    `acts_for` for leaders, `count`, and `mentions` as code points.
    """
    company = Company(text)
    for sentence in read:
        company.hear(sentence.view, tuple(mentions(sentence.tokens, day)))
    return company.items()


@dataclass(slots=True)
class Company:
    """All who were named so far; it is told of every sentence in order.

    Parameters
    ----------
    text : the whole text.
    """

    text: str
    _known: dict[tuple[str, str], _Party] = field(default_factory=dict)
    _allies: list[Item] = field(default_factory=list)
    _tied: Counter[str] = field(default_factory=Counter)

    def tie(self, positions: Iterable[tuple[str, str]]) -> None:
        """Note who ties a step to a condition, and whom that step names."""
        for holder, action in positions:
            about = {mention.entry.party for mention in mentions(tokenise(action))}
            self._tied.update({holder, *about} - {""})

    def hear(self, view: View, named: Sequence[Mention]) -> None:
        """Note whom a sentence names, and what it says of them."""
        if not named:
            return
        backs = view.has(_BACK)
        for mention in named:
            leader = mention.entry.name if mention.entry.kind == "leader" else ""
            party = self._known.setdefault((mention.entry.party, leader), _Party(mention))
            first, last = view.tokens[mention.first], view.tokens[mention.last - 1]
            party.where.append((first.start, last.end))
            for vote in _votes(view, mention):
                party.votes[vote] += 1
            party.votes["guarantor"] += backs
            party.votes["subject"] += mention is named[0]
        if len(self._allies) < _MOST_ALLIES:
            self._allies += _allies_of(self.text, view, named)

    def items(self) -> list[Item]:
        """Who took part, and as what?"""
        disputants = _disputants(self._known, self._tied)
        found = [_item(self.text, *one, disputants) for one in self._known.items()]
        found.sort(key=lambda item: (-int(str(item.slots["count"])), item.start))
        return found + self._allies[:_MOST_ALLIES]


def _votes(view: View, mention: Mention) -> list[str]:
    votes: list[str] = []
    if not view.opens(*_VOTES):
        return votes
    before = Span(max(0, mention.first - 6), mention.first)
    if view.has(_AGAINST, before):
        votes.append("disputant")
    if view.has(_BETWEEN, Span(max(0, mention.first - 9), mention.first)):
        votes += ["disputant", "disputant"]  # "mediate between A and B"
    else:
        near = Span(max(0, mention.first - 2), min(len(view.tokens), mention.last + 9))
        votes += ["mediator"] * view.has(_MEDIATE, near)
    if any(mention.first - span.last <= 1 for span in view.find(_REPORTED_BY, before)):
        votes.append("source")
    if mention.entry.party in word_set("fighters") and view.has(_SUPPORTED, before):
        votes.append("proxy")
    return votes


def _disputants(known: dict[tuple[str, str], _Party], tied: Counter[str]) -> frozenset[str]:
    """The two parties that the text is about.

    Those who tie a step to a condition and those whom that step names, then those most often
    opposed and most often named.
    """
    weight = Counter({party: 3 * count for party, count in tied.items()})
    for (party, _), found in known.items():
        if _fights(found) and not (
            _mediates(found) and found.votes["mediator"] > found.votes["disputant"]
        ):
            weight[party] += 3 * found.votes["disputant"] + len(found.where)
    fighting = {party for (party, _), found in known.items() if _fights(found)}
    return frozenset([p for p, _ in weight.most_common() if p in fighting][:2])


def _fights(party: _Party) -> bool:
    return party.entry.entry.kind in ("state", "leader", "armed-group", "movement")


def _mediates(party: _Party) -> bool:
    """Whether mediating is a good part of what the text says of it, and no mere neighbour."""
    return _MEDIATING * party.votes["mediator"] >= len(party.where)


def _role(key: tuple[str, str], party: _Party, disputants: frozenset[str]) -> str:
    entry, votes = party.entry.entry, party.votes
    if entry.kind == "news" or entry.role == "source" or votes["source"]:
        return "source"
    if votes["proxy"]:
        return "proxy"
    if key[0] in disputants:
        return "leader" if key[1] else "disputant"
    if _mediates(party):
        return "mediator"
    if entry.role in ("public", "observer", "mediator", "both-sides"):
        return entry.role
    if votes["guarantor"] or entry.role in ("guarantor", "supporter"):
        return "guarantor"
    return "mentioned"


def _item(text: str, key: tuple[str, str], party: _Party, disputants: frozenset[str]) -> Item:
    start, end = party.where[0]
    printed = key[1] or names().get(key[0], party.entry.entry.name)
    slots: dict[str, object] = {
        "party": key[0],
        "name": printed,
        "role": _role(key, party, disputants),
        "acts_for": names().get(key[0], key[0]) if key[1] else "",
        "count": len(party.where),
        "mentions": [list(place) for place in party.where],
    }
    rule = f"actor.{party.entry.entry.kind}"
    return Item("actor", start, end, text[start:end], rule, "stated", slots)


def _allies_of(text: str, view: View, named: Sequence[Mention]) -> list[Item]:
    """Read "Russia and its allies": a party of their own, whoever they are."""
    found = []
    for span in view.find(_ITS_ALLIES):
        owner = next((m for m in named if m.last in (span.first, span.first - 1)), None)
        if owner is None:
            continue
        start, end = view.tokens[owner.first].start, view.tokens[span.last - 1].end
        slots: dict[str, object] = {
            "party": f"{owner.entry.party}-allies",
            "name": f"allies of {owner.entry.name}",
            "role": "guarantor",
            "acts_for": "",
            "count": 1,
            "mentions": [[start, end]],
        }
        found.append(
            Item("actor", start, end, text[start:end], "actor.allies-of", "stated", slots)
        )
    return found
