"""Which verbs and nouns report an act: the lexicon of acts, by the words that carry it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from holdfast.reading.lexicon import data_file, word_set

BASE = "base"
THIRD = "third"
PAST = "past"
PARTICIPLE = "participle"
ING = "ing"
OTHER = "other"
"""Forms of a verb; `OTHER` for words that are listed as they stand."""

_WORD = (
    r"(?:(?!(?:that|which|who|to|will|would|may|might|could|can|must|should|said|says"
    r"|[,;:.!?\u2014\u2013]) )[^ ]+ )"
)
_GAP = _WORD + r"{0,4}?"
_WIDE = _WORD + r"{0,9}?"
_BEHIND = 80
_ADVERBS = (
    r"(?: (?:not|yet|no|also|still|now|always|more|than|quite|fully|longer|any|even|ever|only"
    r"|\w+ly))*"
)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, adjective or noun that reports an act, and what must stand around it.

    Parameters
    ----------
    name : id of the entry; rules are named after it.
    kind : act, deed, commit or noun.
    label : class when the act is reported; empty for none.
    after, not_after : what must follow, and what must not.
    before : what must stand before.
    flags : all other keys of the entry.
    """

    name: str
    kind: str
    label: str
    after: re.Pattern[str] | None
    not_after: re.Pattern[str] | None
    before: re.Pattern[str] | None
    flags: Mapping[str, Any]

    def fits(self, words: str, start: int, end: int) -> bool:
        """Whether the words around the one at words[start:end] allow this entry.

        Parameters
        ----------
        words : of the sentence, in small letters, separated and followed by blanks.
        start, end : the word and the blank behind it.
        """
        if self.after is not None and not self.after.match(words, end):
            return False
        if self.not_after is not None and self.not_after.match(words, end):
            return False
        return self.before is None or self.lead(words, start) < start

    def lead(self, words: str, start: int) -> int:
        """Where the words begin that must stand before; `start` where there are none."""
        if self.before is None:
            return start
        first = max(0, start - _BEHIND)
        found = self.before.search(words, first, start)
        return found.start() if found else start

    def text(self, key: str) -> str:
        """Return the value of a flag as text, empty where it is not set."""
        return str(self.flags.get(key) or "")


Heads = Mapping[str, tuple[tuple[Verb, frozenset[str]], ...]]


@cache
def heads() -> Heads:
    """Which entries can a word carry, and in which forms of the verb, in the order of the file?

    Examples
    --------
    >>> [verb.label for verb, _ in heads()["demanded"]]
    ['REQUEST']
    """
    data = data_file("verbs")
    doubled = frozenset(map(str, data["doubled"]))
    found: dict[str, dict[str, tuple[Verb, set[str]]]] = {}
    for item in data["entries"]:
        verb = _verb(item)
        for word, form in _words(item, data["irregular"], doubled):
            found.setdefault(word, {}).setdefault(verb.name, (verb, set()))[1].add(form)
    return MappingProxyType(
        {
            word: tuple((verb, frozenset(forms)) for verb, forms in entries.values())
            for word, entries in found.items()
        }
    )


_PEOPLE = ("ers", "ists", "ors", "ians", "men", "women", "ants", "ees")


def somebody(word: str) -> bool:
    """Whether the word names people or a body that can want something.

    Examples
    --------
    >>> somebody("farmers"), somebody("waters")
    (True, False)
    """
    return word in word_set("agents") or (
        word.endswith(_PEOPLE) and word not in word_set("no_people")
    )


def inflected(verb: str, irregular: Mapping[str, Any], doubled: frozenset[str]) -> list[str]:
    """Which forms has a verb: third person, past, participle, -ing?

    Examples
    --------
    >>> inflected("deny", {}, frozenset())
    ['denies', 'denied', 'denied', 'denying']
    >>> inflected("ban", {}, frozenset({"ban"}))
    ['bans', 'banned', 'banned', 'banning']
    """
    if verb in irregular:
        return [str(form) for form in irregular[verb]]
    stem = verb + verb[-1] if verb in doubled else verb
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return [verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"]
    if verb.endswith("e"):
        return [verb + "s", verb + "d", verb + "d", verb[:-1] + "ing"]
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return [third, stem + "ed", stem + "ed", stem + "ing"]


def _words(
    item: Mapping[str, Any], irregular: Mapping[str, Any], doubled: frozenset[str]
) -> Iterator[tuple[str, str]]:
    for verb in item.get("verbs", ()):
        yield str(verb), BASE
        forms = inflected(str(verb), irregular, doubled)
        yield from zip(forms, (THIRD, PAST, PARTICIPLE, ING), strict=True)
    for word in (*item.get("words", ()), *item.get("nouns", ())):
        yield str(word), OTHER


def _verb(item: Mapping[str, Any]) -> Verb:
    known = {"id", "kind", "class", "verbs", "words", "nouns", "after", "not_after", "before"}
    before = item.get("before")
    return Verb(
        name=str(item["id"]),
        kind=str(item["kind"]),
        label=str(item["class"]),
        after=_compiled(item.get("after")),
        not_after=_compiled(item.get("not_after")),
        before=re.compile(rf"(?<![^ ])(?:{before}){_ADVERBS} $") if before else None,
        flags=MappingProxyType({k: v for k, v in item.items() if k not in known}),
    )


def _compiled(form: str | None) -> re.Pattern[str] | None:
    if not form:
        return None
    wide = re.sub(r"~~ ?\??", lambda _: _WIDE, form)
    return re.compile(f"(?:{re.sub(r'~ ?[?]?', lambda _: _GAP, wide)})")
