"""Words that say that one thing moves another: their forms and what they do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Any

from holdfast.reading.lexicon import entries_of

MOST_BETWEEN = 8
"""Words that an object may have between a verb and its particle ("turned ... against")."""

_BE = (
    ("is", "third"),
    ("are", "base"),
    ("was", "past"),
    ("were", "past"),
    ("be", "base"),
    ("been", "participle"),
    ("being", "ing"),
    ("remains", "third"),
    ("remain", "base"),
    ("remained", "past"),
)
_OPEN_ENDED = "*~"
_ARTICLE = "a"
_ARTICLES = frozenset({"an", "the", "its"})
_WILD = frozenset({*_OPEN_ENDED, _ARTICLE})
_SIBILANT = ("s", "x", "z", "ch", "sh", "o")
_VOWELS = "aeiou"
_FLAGS = ("noun", "modal", "reverse", "state", "mental", "degree")


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb or phrase that says that one thing moves another.

    Parameters
    ----------
    name : as listed, in its base form.
    tail : the words that follow its head; `*` is up to two words, `~` an object.
    sign : what it does to what stands behind it: +, -, 0 (leaves it) or ? (no direction said).
    form : base, third, past, participle, ing, or past* where past and participle are the same.
    noun, modal, reverse, state, mental, degree : see the data file.
    """

    name: str
    tail: tuple[str, ...]
    sign: str
    form: str
    noun: bool = False
    modal: bool = False
    reverse: bool = False
    state: bool = False
    mental: bool = False
    degree: bool = False


def standing(norms: tuple[str, ...], head: int) -> Iterator[tuple[Verb, int]]:
    """Which verbs may have their head here, and where ends what belongs to each?

    Longest phrase first.
    """
    following = norms[head + 1 : head + 3]
    ahead = {*following, _ARTICLE} if _ARTICLES.intersection(following) else {*following}
    runs, openers = _by_next()[norms[head]]
    if None not in openers and openers.isdisjoint(ahead):
        return
    for first, some in runs:
        if first is not None and first not in ahead:
            continue
        for verb in some:
            end = tail_end(norms, head + 1, verb.tail)
            if end >= 0:
                yield verb, end


@cache
def verbs() -> Mapping[str, tuple[Verb, ...]]:
    """Which verbs may a word be a form of? By the word; longest phrase first."""
    found: dict[str, list[Verb]] = {}
    for entry in entries_of("causal"):
        for name in entry.get("verbs", ()):
            for word, verb in _forms(str(name), entry):
                found.setdefault(word, []).append(verb)
    for forms in found.values():
        forms.sort(key=lambda verb: -sum(word not in "*~" for word in verb.tail))
    return MappingProxyType({word: tuple(forms) for word, forms in found.items()})


_Runs = tuple[tuple[str | None, tuple[Verb, ...]], ...]


@cache
def _by_next() -> Mapping[str, tuple[_Runs, frozenset[str | None]]]:
    """The verbs of each word in runs by the first word of their tails; None for any word."""
    return MappingProxyType(
        {
            word: (
                tuple((first, tuple(some)) for first, some in groupby(forms, key=_next)),
                frozenset(map(_next, forms)),
            )
            for word, forms in verbs().items()
        }
    )


def _next(verb: Verb) -> str | None:
    return None if not verb.tail or verb.tail[0] in _OPEN_ENDED else verb.tail[0]


@cache
def changes() -> Mapping[str, str]:
    """Which sign has a verb that says how its subject changes ("violations fell")?"""
    return MappingProxyType(
        {
            word: str(entry["sign"])
            for entry in entries_of("causal")
            for word in entry.get("changes", ())
        }
    )


def tail_end(norms: tuple[str, ...], at: int, tail: tuple[str, ...]) -> int:
    """Where does a phrase end whose head ends at this place? -1 where its tail does not follow.

    Examples
    --------
    >>> tail_end(("play", "a", "big", "role", "in", "it"), 1, ("a", "*", "role", "in"))
    5
    """
    if not tail:
        return at
    if _WILD.isdisjoint(tail):
        return _plain_end(norms, at, tail)
    if tail[0] == "~":
        return at if _behind_object(norms, at, tail[1:]) else -1
    for start in (at, at + 1):
        end = _tail_at(norms, start, tail)
        if end >= 0 and (start == at or norms[at].endswith("ly")):
            return end
    return -1


def _plain_end(norms: Sequence[str], at: int, tail: tuple[str, ...]) -> int:
    """The same for a tail that stands as it is; an adverb may stand before it."""
    size = len(tail)
    if norms[at : at + size] == tail:
        return at + size
    adverb = norms[at + 1 : at + 1 + size] == tail and norms[at].endswith("ly")
    return at + 1 + size if adverb else -1


def _tail_at(norms: Sequence[str], at: int, tail: tuple[str, ...]) -> int:
    if not tail:
        return at
    if tail[0] == "*":
        ends = (_tail_at(norms, at + more, tail[1:]) for more in range(3))
        return next((end for end in ends if end >= 0), -1)
    if at < len(norms) and _same(norms[at], tail[0]):
        return _tail_at(norms, at + 1, tail[1:])
    return -1


def _same(word: str, wanted: str) -> bool:
    return word == wanted or (wanted == _ARTICLE and word in _ARTICLES)


def _behind_object(norms: Sequence[str], at: int, tail: tuple[str, ...]) -> bool:
    for start in range(at + 1, min(at + MOST_BETWEEN, len(norms))):
        if norms[start] in (",", ".", ";"):
            return False
        if tuple(norms[start : start + len(tail)]) == tail:
            return True
    return False


def _forms(name: str, entry: Mapping[str, Any]) -> Iterator[tuple[str, Verb]]:
    head, *tail = name.split()
    flags = {key: bool(entry.get(key)) for key in _FLAGS}
    pairs = _BE if head == "be" else _inflected(head)
    for word, form in pairs:
        yield word, Verb(name, tuple(tail), str(entry["sign"]), form, **flags)


def _inflected(base: str) -> tuple[tuple[str, str], ...]:
    given = _irregular().get(base)
    if given:
        third, past, participle, ing = given.split()
    else:
        third, past, ing = _regular(base)
        participle = past
    if past == participle:
        both = (base, "base"), (third, "third"), (past, "past*"), (ing, "ing")
        british = base.endswith("l") and base[-2] in _VOWELS and not past.endswith("lled")
        return (*both, *_british(base)) if british else both
    return (
        (base, "base"),
        (third, "third"),
        (past, "past"),
        (participle, "participle"),
        (ing, "ing"),
    )


def _british(base: str) -> tuple[tuple[str, str], ...]:
    return (base + "led", "past*"), (base + "ling", "ing")  # fuelled beside fueled


def _regular(base: str) -> tuple[str, str, str]:
    if base.endswith("y") and base[-2] not in _VOWELS:
        return base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    third = base + ("es" if base.endswith(_SIBILANT) else "s")
    if base.endswith("e"):
        return third, base + "d", base[:-1] + "ing"
    stem = base + base[-1] if base in _doubled() else base
    return third, stem + "ed", stem + "ing"


@cache
def _doubled() -> frozenset[str]:
    [entry] = [e for e in entries_of("causal") if e["id"] == "doubled"]
    return frozenset(str(word) for word in entry["words"])


@cache
def _irregular() -> Mapping[str, str]:
    [entry] = [e for e in entries_of("causal") if e["id"] == "irregular"]
    return MappingProxyType({str(base): str(forms) for base, forms in entry["forms"].items()})
