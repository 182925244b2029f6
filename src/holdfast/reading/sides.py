"""Who does it, and to whom: the parties of an act."""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.reading.acts import Act
from holdfast.reading.holders import Scene
from holdfast.reading.lexicon import names, word_set
from holdfast.reading.lines import Line
from holdfast.reading.parties import Mention, mentions
from holdfast.reading.subjects import DAYS, PREPOSITIONS, subject
from holdfast.reading.tokens import Kind, Token

_PRONOUNS = word_set("pronouns_sides")
_POSSESSIVE = word_set("possessive")
_PLACING = word_set("placing")
_DETERMINERS = word_set("determiners_sides")
_FOR = frozenset({"of", "for", "by", "with"})
_LONGEST_NAME = 10
_BEFORE_PHRASE = PREPOSITIONS | {",", "and"}
_JOINING = frozenset({",", "and", "the", "members", "of", "as", "well", "or", "both"})


@dataclass(frozen=True, slots=True)
class Side:
    """A party to an act.

    Parameters
    ----------
    party : id in the gazetteer; empty for one that it does not know.
    name : as printed in the gazetteer, or the words of the text; empty for nobody.
    first, last : places in the line that name it; both -1 where it is named elsewhere.
    """

    party: str = ""
    name: str = ""
    first: int = -1
    last: int = -1


NOBODY = Side()


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is named in a sentence, and who was before.

    Parameters
    ----------
    line : the sentence.
    named : the parties it names, sources left out.
    speakers : tokens that name who says it, outermost first.
    scene : who was named before.
    """

    line: Line
    named: tuple[Mention, ...]
    speakers: tuple[tuple[Token, ...], ...]
    scene: Scene

    def speaker(self, act: Act) -> Side:
        """Who does this?"""
        if act.noun:
            return self._owner(act)
        if act.group.passive:
            return self._by(act)
        if act.rule == "obliged":
            return self._said()
        if not act.group.finite:
            return self._loose(act)
        return self._subject(act)

    def together(self, act: Act, speaker: Side) -> tuple[str, ...]:
        """Which parties do it together: "China and Turkey offered"?"""
        if speaker.first < 0:
            return (speaker.party,) if speaker.party else ()
        found, end = [speaker.party], speaker.last
        for mention in self.named:
            between = self.line.norms(end, mention.first)
            if mention.first < speaker.last or mention.last > act.group.first:
                continue
            if not between or not set(between) <= _JOINING or not {",", "and"} & set(between):
                break
            found.append(mention.entry.party)
            end = mention.last
        return tuple(dict.fromkeys(party for party in found if party))

    def target(self, act: Act, speaker: Side) -> Side:
        """To whom is it done or said?"""
        if act.group.passive or act.rule == "obliged":
            span = subject(self.line, act.part, act.group.first)
            found = self._within(*span)
            if found is not None:
                return found
        end = len(self.line.tokens)
        after = [
            mention
            for mention in self.named
            if act.group.head < mention.first < end
            and mention.entry.party != speaker.party
            and self._same_stretch(act, mention)
        ]
        firm = [m for m in after if m.entry.role != "public"] or after
        return _side(firm[0]) if firm else NOBODY

    def _same_stretch(self, act: Act, mention: Mention) -> bool:
        part = self.line.part(mention.first)
        if part.stretch != act.part.stretch:
            return False
        return part is act.part or part.opener in ("if", "unless", "until", "before")

    def _subject(self, act: Act) -> Side:
        first, last = subject(self.line, act.part, act.group.first)
        if act.part.opener in ("who", "which", "whose"):
            return self._before(act.part.first) or self._last()
        words = [w for w in self.line.norms(first, last) if w not in DAYS and w.isalpha()]
        found = self._within(first, last) or self._alone(first, last)
        if found is not None and not (words and words[-1] in _PRONOUNS):
            return found
        if not words or words[-1] in _PRONOUNS:
            return self._antecedent(act, first)
        return self._named_by_words(first, last)

    def _alone(self, first: int, last: int) -> Side | None:
        """A name that a capital verb hid in a heading: "Zelensky Refuses"."""
        tokens = self.line.tokens[first:last]
        found = next((m for m in mentions(tokens, self.scene.day) if _counts(m)), None)
        if found is None:
            return None
        side = _side(found)
        return Side(side.party, side.name, first + found.first, first + found.last)

    def _antecedent(self, act: Act, place: int) -> Side:
        opening = place == 0 or (place == 1 and act.part.first == 0)
        if opening and self.scene.last.party and self.line.norm(place) != "we":
            return self._last()
        return self._before(place) or self._known(self._said()) or self._last()

    def _known(self, side: Side) -> Side | None:
        return side if side.name else None

    def _before(self, place: int) -> Side | None:
        """The first party named before this place that is no mere whereabouts."""
        return self._within(0, place)

    def _within(self, first: int, last: int) -> Side | None:
        found = [m for m in self.named if first <= m.first and m.last <= last]
        firm = [m for m in found if not self._placed(m)]
        if firm:
            return _side(firm[0])
        of = [m for m in found if self._lead(m) in _FOR]
        return _side(of[0]) if of else None

    def _lead(self, mention: Mention) -> str:
        at = mention.first - 1
        while self.line.norm(at) in _DETERMINERS:
            at -= 1
        return self.line.norm(at)

    def _placed(self, mention: Mention) -> bool:
        return self._lead(mention) in _PLACING

    def _named_by_words(self, first: int, last: int) -> Side:
        while first < last and (
            self.line.norm(first) in _DETERMINERS or self.line.tokens[first].kind is Kind.MARK
        ):
            first += 1
        end = first
        while end < last and self.line.norm(end) not in (",", "who", "which"):
            end += 1
        end = min(end, first + _LONGEST_NAME)
        name = " ".join(token.text for token in self.line.tokens[first:end])
        return Side("", name, first, end) if name else self._last()

    def _owner(self, act: Act) -> Side:
        head = act.group.head
        near = [m for m in self.named if head - 5 <= m.first and m.last <= head]
        if near:
            return _side(near[-1])
        if set(self.line.norms(head - 4, head)) & _POSSESSIVE:
            return self._before(head) or self._last()
        at = next((p for p in range(head - 1, max(-1, head - 5), -1) if self._owns(p)), -1)
        if at > 0:
            return self._named_by_words(self._phrase(at), at)
        if self.line.norm(head + 1) in ("by", "from"):
            after = [m for m in self.named if head < m.first <= head + 5]
            return _side(after[0]) if after else NOBODY
        return NOBODY

    def _owns(self, place: int) -> bool:
        return self.line.norm(place) in ("'s", "'")

    def _phrase(self, last: int) -> int:
        """Where the noun phrase that ends here starts."""
        first = last
        while first > 0 and self.line.norm(first - 1) not in _BEFORE_PHRASE:
            first -= 1
        return max(first, last - 4)

    def _by(self, act: Act) -> Side:
        for mention in self.named:
            if mention.first > act.group.head and self._lead(mention) == "by":
                return _side(mention)
        return NOBODY

    def _said(self) -> Side:
        for speaker in reversed(self.speakers):
            found = [m for m in mentions(speaker, self.scene.day) if _counts(m)]
            if found:
                side = _side(found[0])
                return Side(side.party, side.name)
        for speaker in reversed(self.speakers):
            words = [t.text for t in speaker if t.kind is Kind.WORD]
            if words and words[-1].lower() not in _PRONOUNS:
                while len(words) > 1 and words[0].lower() in _DETERMINERS:
                    words = words[1:]
                return Side("", " ".join(words[:_LONGEST_NAME]))
        return NOBODY

    def _loose(self, act: Act) -> Side:
        """Whose "by insisting on" or ", looking for" it is."""
        found = self._before(act.group.first)
        if found is not None:
            return found
        after = self._within(act.group.head + 1, len(self.line.tokens))
        behind = [m for m in self.named if m.first > act.group.head and self._opens(m)]
        return _side(behind[0]) if behind else (after or self._last())

    def _opens(self, mention: Mention) -> bool:
        return self.line.norm(mention.first - 1) == ","

    def _last(self) -> Side:
        return Side(self.scene.last.party, self.scene.last.name)


def cast(line: Line, speakers: Sequence[tuple[Token, ...]], scene: Scene) -> Cast:
    """Who can be the parties of what this sentence reports?"""
    named = tuple(m for m in scene.named(line.tokens) if _counts(m))
    return Cast(line, named, tuple(speakers), scene)


def _counts(mention: Mention) -> bool:
    return mention.entry.kind != "news" and mention.entry.role != "source"


def _side(mention: Mention) -> Side:
    printed = names().get(mention.entry.party, mention.entry.name)
    return Side(mention.entry.party, printed, mention.first, mention.last)
