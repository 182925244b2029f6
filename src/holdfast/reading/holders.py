"""Whose conduct it is: the subject of a clause, or whoever says that there is none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from holdfast.reading.lexicon import names, word_set
from holdfast.reading.nominal import Tied
from holdfast.reading.parties import Mention, mentions
from holdfast.reading.tokens import Kind, Token
from holdfast.reading.view import Span, View

NOBODY = "process"
"""The holder's name where no party is named."""

_PRONOUNS = frozenset(
    {"it", "they", "he", "she", "we", "i", "its", "their", "his", "her", "our", "us", "them"}
    | {"this", "that", "who", "which"}
)
_PERMITS = frozenset({"may", "can", "could", "might"})
_BARE = frozenset({"it", "they", "he", "she", "we", "i", "that", "which", "who", "there"})
_CUT = frozenset(
    {",", ";", ":", "\u2014", "\u2013", ".", "that", "but", "and", "so", "(", ")", "if", "once"}
)
_DETERMINERS = frozenset(
    {"the", "a", "an", "its", "his", "her", "their", "our", "this", "these", "those", "any"}
    | {"both", "all", "some", "that"}
)
_VAGUE = frozenset({"civilians", "peacekeepers", "army", "mediators"})
_OF = frozenset({"of", "for", "with", "to", "from", "against"})
_GOVERNS = frozenset({"'s", "and", ",", "government", "army", "leaders"})


@dataclass(frozen=True, slots=True)
class Holder:
    """A party that holds a position.

    Parameters
    ----------
    party : id in the gazetteer; empty for one that it does not know.
    name : as printed; `NOBODY` where no party is named.
    span : tokens in the view that name it, if any.
    subject : tokens of a subject that is no party ("serious talks could begin"): they belong
        to the action.
    somebody : whether the clause or its speaker names a party.
    """

    party: str
    name: str
    span: Span | None = None
    subject: Span | None = None
    somebody: bool = True


@dataclass(slots=True)
class Scene:
    """Who has been named so far; it is told of every sentence in order.

    Parameters
    ----------
    day : when the text was written, where known.
    last : the party that the last sentence was about.
    state, group : the last state and the last armed group named: whose "the government" and
        "the rebels" are.
    """

    day: date | None = None
    last: Holder = field(default_factory=lambda: Holder("", NOBODY))
    state: Holder | None = None
    group: Holder | None = None

    def holder(self, view: View, tied: Tied, speakers: Sequence[tuple[Token, ...]]) -> Holder:
        """Whose action is this?"""
        subject = _subject(view, tied)
        words = set(view.norms(subject))
        if "neither" in words:
            return Holder("both-sides", names().get("both-sides", "both sides"), subject)
        thing = ".none." in tied.rule or tied.rule.startswith(
            ("split", "first", "form.price-is")
        )
        found = None if thing else self._subject(view, tied, subject, speakers)
        if found is not None:
            return found
        keeps = subject if not thing and words and not words & _BARE else None
        spoken = self._speaker(speakers)
        if spoken is not None:
            return Holder(spoken.party, spoken.name, spoken.span, keeps)
        for place in _elsewhere(view, tied, subject, thing=thing):
            named = self._named(view, place)
            if named is not None and not (thing and named.party in _VAGUE):
                return Holder(named.party, named.name, named.span, keeps)
        return Holder(self.last.party, self.last.name, None, keeps, not observed(speakers))

    def _subject(
        self, view: View, tied: Tied, subject: Span, speakers: Sequence[tuple[Token, ...]]
    ) -> Holder | None:
        """The party that the subject of the clause names."""
        words = set(view.norms(subject))
        if not words:
            return self._named(view, Span(0, tied.cue.first))
        if words & _PRONOUNS:
            return None
        if words <= word_set("generic"):  # "the group", said by one of its people
            spoken = self._speaker(speakers)
            if spoken is not None and spoken.party:
                return Holder(spoken.party, spoken.name, subject)
        if view.norm(tied.cue.first) in _PERMITS:  # "they may keep it", says who lets them
            spoken = self._speaker(speakers)
            if spoken is not None and spoken.party.isupper():
                return Holder(spoken.party, spoken.name, None, subject)
        return self._acting(view, subject, spoken=bool(speakers))

    def hear(self, tokens: Sequence[Token]) -> None:
        """Note whom this sentence is about: the first party that it names."""
        found = self._of_tokens(tuple(tokens))
        if found is not None:
            self.last = found
        for mention in mentions(tokens, self.day):
            named = Holder(mention.entry.party, _printed(mention))
            if mention.entry.kind in ("state", "leader"):
                self.state = named
            elif mention.entry.kind in ("armed-group", "movement"):
                self.group = named

    def _acting(self, view: View, subject: Span, *, spoken: bool) -> Holder | None:
        """The party that the subject names, or a subject that is somebody."""
        named = self._named(view, subject)
        if named is not None and not _only_qualifies(view, subject, named):
            return replace(named, subject=subject if _owns(view, subject, named) else None)
        words = [token.text for token in view.tokens[subject.first : subject.last]]
        somebody = _agentive(words)
        if spoken and not somebody:
            return None
        return Holder("", _without_determiner(" ".join(words)), subject, None, somebody)

    def _speaker(self, speakers: Sequence[tuple[Token, ...]]) -> Holder | None:
        """The innermost speaker who is a party; "its spokesman" is not named by that."""
        for speaker in reversed(speakers):
            found = self._of_tokens(speaker)
            owned = bool({token.norm for token in speaker} & _PRONOUNS)
            if found is not None and not (owned and found.name.lower() == found.name):
                return found
        for speaker in reversed(speakers):
            words = [token.text for token in speaker if token.kind is Kind.WORD]
            spoken = {word.lower() for word in words}
            if _agentive(words) and not spoken & _PRONOUNS:
                office = spoken & word_set("offices") and self.state is not None
                return (
                    self.state if office else Holder("", _without_determiner(" ".join(words)))
                )
        return None

    def _named(self, view: View, span: Span) -> Holder | None:
        chosen = _chosen(list(mentions(view.tokens[span.first : span.last], self.day)))
        if chosen is None:
            return None
        place = Span(span.first + chosen.first, span.first + chosen.last)
        if chosen.entry.kind == "state" and view.norm(place.last) in word_set("against"):
            foes = f"{view.tokens[place.last - 1].text} {view.tokens[place.last].text}"
            return Holder("", foes, Span(place.first, place.last + 1))
        whose = self._whose(chosen, view.tokens[place.first : place.last])
        return Holder(whose.party, whose.name, place)

    def _whose(self, chosen: Mention, surface: Sequence[Token]) -> Holder:
        """Whom "the government" or "the rebels" stands for here."""
        known = None
        if chosen.entry.resolve:
            rebels = chosen.entry.role == "rebels" or chosen.entry.party in word_set("fighters")
            side = chosen.entry.role == "disputant-side"
            known = self.group if rebels else self.state if side else None
        if known is None and chosen.entry.kind == "collective":
            said = _without_determiner(" ".join(token.text for token in surface))
            return Holder(chosen.entry.party, said)
        return known or Holder(chosen.entry.party, _printed(chosen))

    def _of_tokens(self, tokens: tuple[Token, ...]) -> Holder | None:
        chosen = _chosen(list(mentions(tokens, self.day)))
        return (
            None if chosen is None else self._whose(chosen, tokens[chosen.first : chosen.last])
        )


def observed(speakers: Sequence[tuple[Token, ...]]) -> bool:
    """Whether somebody outside the dispute says it: an analyst's view, no party's position."""
    return any(token.norm in word_set("observers") for speaker in speakers for token in speaker)


def _subject(view: View, tied: Tied) -> Span:
    if tied.rule.startswith("inverted"):
        near = tuple(view.tokens[tied.cue.last : tied.cue.last + 5])
        named = next(iter(mentions(near)), None)
        return Span(tied.cue.last, tied.cue.last + (named.last if named else 3))
    first = tied.cue.first
    while first > 0 and view.norm(first - 1) not in _CUT:
        first -= 1
    return Span(first, tied.cue.first)


def _elsewhere(view: View, tied: Tied, subject: Span, *, thing: bool) -> Iterator[Span]:
    """Where else in the sentence the holder may be named, nearest first."""
    if thing:
        yield tied.action
    yield subject
    yield Span(0, tied.cue.first)
    if thing:
        yield Span(tied.condition.last, len(view.tokens))


def _chosen(found: list[Mention]) -> Mention | None:
    real = [m for m in found if m.entry.kind != "news" and m.entry.role != "source"]
    named = [m for m in real if m.entry.kind != "collective"]
    if real and named and real[0] is not named[0]:
        own = not real[0].entry.resolve and real[0].entry.role != "disputant-side"
        placed = named[0].entry.surface == "capital" and named[0].first - real[0].last == 1
        if own and placed:  # "donors in Tokyo" are not Japan; "the government in Juba" is
            return real[0]
    return next(iter(named or real), None)


def _printed(mention: Mention) -> str:
    return names().get(mention.entry.party, mention.entry.name)


def _without_determiner(name: str) -> str:
    words = name.split()
    while words and words[0].lower() in _DETERMINERS:
        words = words[1:]
    return " ".join(words) or name


def _agentive(words: Sequence[str]) -> bool:
    return any(word.lower().rsplit("-", 1)[-1] in word_set("agents") for word in words)


def _owns(view: View, subject: Span, named: Holder) -> bool:
    """Whether the subject is a thing of the party's: "Baghdad's transfers to the region"."""
    assert named.span is not None
    after = view.norms(Span(named.span.last, subject.last))
    return len(after) > 1 and after[0] == "'s" and not _agentive(after)


def _only_qualifies(view: View, subject: Span, named: Holder) -> bool:
    """Whether the party only qualifies a thing: "the lifting of European sanctions"."""
    assert named.span is not None
    before = view.norms(Span(subject.first, named.span.first))
    after = view.norms(Span(named.span.last, subject.last))
    if _OF & set(before):
        return not (before[-1] == "of" and not word_set("offices").isdisjoint(before))
    long = len(after) > 2
    return long and after[0] not in _GOVERNS and not _agentive(after)
