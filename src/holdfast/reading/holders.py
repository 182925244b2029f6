"""Whose conduct it is: the subject of a clause, or whoever says that there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from holdfast.reading.clauses import clause_start
from holdfast.reading.doers import agentive, doer, elsewhere, passive, proper
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


_HELPING = frozenset(
    {"has", "have", "had", "also", "still", "now", "then", "never", "again", "already"}
)


_NOTHING = (Token("", "", 0, 0, Kind.MARK),) * 2
_DETERMINERS = frozenset(
    {"the", "a", "an", "its", "his", "her", "their", "our", "this", "these", "those", "any"}
    | {"both", "all", "some", "that"}
)
_VAGUE = frozenset(
    {"civilians", "peacekeepers", "army", "mediators", "government", "parliament", "coalition"}
)
_WHERE = frozenset({"in", "at", "near"})
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
    _seen: Sequence[Token] = ()
    _named_in: tuple[Mention, ...] = ()

    def named(self, tokens: Sequence[Token]) -> tuple[Mention, ...]:
        """Which parties does this sentence name? Looked up once for all who ask in turn."""
        if tokens is not self._seen:
            self._seen, self._named_in = tokens, tuple(mentions(tokens, self.day))
        return self._named_in

    def holder(self, view: View, tied: Tied, speakers: Sequence[tuple[Token, ...]]) -> Holder:
        """Whose action is this?"""
        subject = doer(view, tied)
        words = set(view.norms(subject))
        done = passive(view, tied)
        if "neither" in words:
            return Holder("both-sides", names().get("both-sides", "both sides"), subject)
        thing = ".none." in tied.rule or tied.rule.startswith(
            ("split", "first", "form.price-is")
        )
        spoken = self._speaker(speakers)
        found = None if thing else self._subject(view, tied, subject, speakers)
        unknown = spoken is None or not spoken.party
        if found is not None and (not done or (unknown and found.subject is not None)):
            return found
        keeps = subject if not thing and words and not words & _BARE else None
        if spoken is not None:
            return Holder(spoken.party, spoken.name, spoken.span, keeps)
        for place in elsewhere(view, tied, subject, thing=thing):
            named = None if done and place == subject else self._named(view, place)
            if named is not None and not (thing and named.party in _VAGUE):
                return Holder(named.party, named.name, named.span, keeps)
        if found is not None:
            return replace(found, subject=keeps)
        somebody = not observed(speakers) and (keeps is None or bool(speakers))
        return Holder(self.last.party, self.last.name, None, keeps, somebody)

    def _subject(
        self, view: View, tied: Tied, subject: Span, speakers: Sequence[tuple[Token, ...]]
    ) -> Holder | None:
        """The party that the subject of the clause names."""
        words = set(view.norms(subject))
        if not words:
            return self._named(view, Span(0, tied.cue.first))
        noun = view.norm(tied.cue.first) in word_set("nouns")
        owner = self._owner(view, subject) if noun else None
        if owner is not None:
            return owner
        if words & _PRONOUNS:
            return None
        spoken = self._speaker(speakers)
        if spoken is not None and spoken.party:
            if words <= word_set("generic"):  # "the group", said by one of its people
                return Holder(spoken.party, spoken.name, subject)
            lets = view.norm(tied.cue.first) in _PERMITS  # "they may keep it"
            if lets and spoken.party.isupper() and not self._body(view, subject):
                return Holder(spoken.party, spoken.name, None, subject)
        return self._acting(view, subject)

    def _owner(self, view: View, subject: Span) -> Holder | None:
        """Whose demand it is: the last party named before it."""
        last = subject.last - (view.norm(subject.last - 1) == "'s")
        found = list(mentions(view.tokens[subject.first : last], self.day))
        if not found or subject.first + found[-1].last != last:
            return self._unknown_owner(view, Span(subject.first, last), subject)
        return self._named(view, Span(subject.first + found[-1].first, subject.last))

    def _unknown_owner(self, view: View, owner: Span, subject: Span) -> Holder | None:
        """A name before "'s" that the gazetteer does not know: "President Bush's offer"."""
        first = owner.last
        while first > owner.first and view.tokens[first - 1].capital:
            first -= 1
        if owner.last == subject.last or first == owner.last:
            return None
        words = [token.text for token in view.tokens[first : owner.last]]
        return Holder("", " ".join(words), Span(first, owner.last))

    def _body(self, view: View, subject: Span) -> bool:
        """Whether the subject is a body of states, which needs nobody's leave."""
        named = mentions(view.tokens[subject.first : subject.last], self.day)
        return any(mention.entry.kind in ("international", "alliance") for mention in named)

    def hear(self, tokens: Sequence[Token]) -> None:
        """Note whom this sentence is about: the first party that it names."""
        found = self._generic(tokens) or self._of_mentions(tokens, self.named(tokens))
        if found is not None:
            self.last = found
        for mention in self.named(tokens):
            if mention.entry.kind in ("state", "leader"):
                self.state = Holder(mention.entry.party, _printed(mention))
            elif mention.entry.kind in ("armed-group", "movement"):
                self.group = Holder(mention.entry.party, _printed(mention))

    def _generic(self, tokens: Sequence[Token]) -> Holder | None:
        """Whom "the movement" stands for, where a sentence starts with it."""
        first, second = (token.norm for token in (*tokens[:2], *_NOTHING)[:2])
        if first != "the" or second not in word_set("bodies"):
            return None
        if any(mention.first < 2 for mention in self.named(tokens)):
            return None
        return self.group or Holder("", second)

    def _acting(self, view: View, subject: Span) -> Holder | None:
        """The party that the subject names, or a subject that is somebody."""
        named = self._named(view, subject)
        if named is not None and not _only_qualifies(view, subject, named):
            other = self._together(view, subject)
            if other:
                named = replace(named, name=f"{other} and {named.name}")
            return replace(named, subject=subject if _owns(view, subject, named) else None)
        words = [token.text for token in view.tokens[subject.first : subject.last]]
        somebody = agentive(words) or proper(view, subject)
        if not somebody:
            return None
        return Holder("", _without_determiner(" ".join(words)), subject)

    def _speaker(self, speakers: Sequence[tuple[Token, ...]]) -> Holder | None:
        """The innermost speaker who is a party; "its spokesman" is not named by that."""
        for speaker in reversed(speakers):
            found = self._of_tokens(speaker)
            owned = bool({token.norm for token in speaker} & _PRONOUNS)
            if found is not None and not (owned and found.name.lower() == found.name):
                return found
        for speaker in reversed(speakers):
            words = [token.text for token in speaker if token.kind is Kind.WORD]
            while words and words[-1].lower() in _HELPING:
                words.pop()
            spoken = {word.lower() for word in words}
            if not spoken.isdisjoint(word_set("carriers")):
                continue
            if agentive(words) and not spoken & _PRONOUNS:
                state = self.state or self._state_here()
                if spoken & word_set("offices") and state is not None:
                    return state
                return Holder("", _without_determiner(" ".join(words)))
        return None

    def _state_here(self) -> Holder | None:
        """The state whose capital the sentence names: "in Nicosia, officials said"."""
        fronted = len(self._seen) > 0 and self._seen[0].norm == "in"
        here = (m for m in self._named_in if m.first == 1 and m.entry.surface == "capital")
        found = next(here, None) if fronted else None
        return None if found is None else Holder(found.entry.party, _printed(found))

    def _named(self, view: View, span: Span) -> Holder | None:
        chosen = _chosen(list(mentions(view.tokens[span.first : span.last], self.day)))
        if chosen is None:
            return None
        place = Span(span.first + chosen.first, span.first + chosen.last)
        foes = _foes(view.tokens, chosen, span.first)
        if foes:
            return Holder("", foes, place)
        whose = self._whose(chosen, view.tokens[place.first : place.last])
        return Holder(whose.party, whose.name, place)

    def _together(self, view: View, subject: Span) -> str:
        """The names that "and" joins before the subject: "France and Britain are ready"."""
        if view.norm(subject.first - 1) != "and":
            return ""
        start = clause_start(view, subject.first)
        before = [
            m
            for m in mentions(view.tokens[start : subject.first - 1], self.day)
            if m.entry.kind != "collective"
        ]
        joined = before and start + before[-1].last == subject.first - 1
        return _printed(before[-1]) if joined else ""

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

    def _of_tokens(self, tokens: Sequence[Token]) -> Holder | None:
        found = list(mentions(tokens, self.day))
        chosen = _chosen(found)
        before = [token.text for token in tokens[: chosen.first]] if chosen is not None else []
        placed = before and before[-1].lower() in _WHERE and agentive(before)
        if placed and word_set("state_offices").isdisjoint(word.lower() for word in before):
            return Holder("", _without_determiner(" ".join(before[:-1])))
        return self._of_mentions(tokens, found)

    def _of_mentions(self, tokens: Sequence[Token], found: Sequence[Mention]) -> Holder | None:
        chosen = _chosen(found)
        if chosen is None:
            return None
        foes = _foes(tokens, chosen)
        said = tokens[chosen.first : chosen.last]
        return Holder("", foes) if foes else self._whose(chosen, said)


def observed(speakers: Sequence[tuple[Token, ...]]) -> bool:
    """Whether somebody outside the dispute says it: an analyst's view, no party's position."""
    return any(token.norm in word_set("observers") for speaker in speakers for token in speaker)


def _chosen(found: Sequence[Mention]) -> Mention | None:
    real = [m for m in found if m.entry.kind != "news" and m.entry.role != "source"]
    named = [m for m in real if m.entry.kind != "collective"]
    if real and named and real[0] is not named[0]:
        own = not real[0].entry.resolve and real[0].entry.role != "disputant-side"
        placed = named[0].entry.surface == "capital" and named[0].first - real[0].last == 1
        if own and placed:  # "donors in Tokyo" are not Japan; "the government in Juba" is
            return real[0]
    return next(iter(named or real), None)


def _foes(tokens: Sequence[Token], chosen: Mention, start: int = 0) -> str:
    """Who is named by a state and is not its government: "the Chadian rebels"."""
    first, head = start + chosen.first, start + chosen.last
    head += head < len(tokens) and tokens[head].norm == "'s"
    if chosen.entry.kind != "state" or head >= len(tokens):
        return ""
    if tokens[head].norm not in word_set("against"):
        return ""
    said = " ".join(token.text for token in tokens[first : head + 1])
    return said.replace(" 's", "'s").replace(" \u2019s", "\u2019s")


def _printed(mention: Mention) -> str:
    return names().get(mention.entry.party, mention.entry.name)


def _without_determiner(name: str) -> str:
    words = name.split()
    while words and words[0].lower() in _DETERMINERS:
        words = words[1:]
    return " ".join(words).replace(" 's ", "'s ").replace(" \u2019s ", "\u2019s ") or name


def _owns(view: View, subject: Span, named: Holder) -> bool:
    """Whether the subject is a thing of the party's: "Baghdad's transfers to the region"."""
    assert named.span is not None
    after = view.norms(Span(named.span.last, subject.last))
    return len(after) > 1 and after[0] == "'s" and not agentive(after)


def _only_qualifies(view: View, subject: Span, named: Holder) -> bool:
    """Whether the party only qualifies a thing: "the lifting of European sanctions"."""
    assert named.span is not None
    before = view.norms(Span(subject.first, named.span.first))
    after = view.norms(Span(named.span.last, subject.last))
    if _WHERE & set(before) and not word_set("state_offices") & set(before):
        return True
    if _OF & set(before):
        return not (before[-1] == "of" and not word_set("offices").isdisjoint(before))
    long = len(after) > 2
    return long and after[0] not in _GOVERNS and not agentive(after)
