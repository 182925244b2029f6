"""The closed vocabulary of levers and outcomes: what the engines can be asked about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from holdfast.reading.lexicon import entries_of, word_set
from holdfast.reading.tokens import Token, tokenise

_GAP = "..."
WIDEST_GAP = 6
"""Words that the dots of a synonym ("readiness ... act") may stand for."""

_HEAD_ENDS = word_set("synonym_head_ends")
_SUFFIXES = (
    ("ations", ""),
    ("ation", ""),
    ("ments", ""),
    ("ment", ""),
    ("ness", ""),
    ("ings", ""),
    ("ing", ""),
    ("ies", "i"),
    ("ied", "i"),
    ("ed", ""),
    ("es", ""),
    ("ly", ""),
    ("s", ""),
    ("y", "i"),
    ("e", ""),
)
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A lever or an outcome.

    Parameters
    ----------
    id, name : as in the data file.
    role : lever or outcome.
    parameters : dotted case keys that a lever moves; `*` stands for every entry.
    output : name of the headline that it is; empty where no engine gives one.
    direction : +1 where more of it raises parameter or output, -1 where it lowers it.
    reason : why parameters or output are empty or are not read yet; empty otherwise.
    """

    id: str
    name: str
    role: str
    parameters: tuple[str, ...]
    output: str
    direction: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """What some words of a claim name.

    Parameters
    ----------
    id : of the lever or outcome; empty where nothing fits.
    direction : +1 where the words name more of it, -1 where they name less ("lack of trust").
    first, last : tokens that matched, last excluded.
    """

    id: str
    direction: int = 1
    first: int = 0
    last: int = 0


NOTHING = Named("")


@cache
def terms() -> tuple[Term, ...]:
    """Which levers and outcomes are there, in the order of the data file?"""
    return tuple(_term(entry) for entry in entries_of("claims"))


def term(ident: str) -> Term:
    """Which lever or outcome has this id?

    Raises
    ------
    KeyError
        Where there is none.
    """
    return {one.id: one for one in terms()}[ident]


def lever(tokens: Sequence[Token]) -> Named:
    """Which lever do these words of a cause name? Of several, the longest synonym's.

    Examples
    --------
    >>> lever(tokenise("a lack of trust between the parties"))
    Named(id='trust', direction=-1, first=1, last=4)
    """
    return _best(tokens, "lever")


def outcome_named(tokens: Sequence[Token]) -> Named:
    """Which outcome do these words of an effect name? Of several, the longest synonym's.

    Examples
    --------
    >>> outcome_named(tokenise("Many previous attempts at dialogue have faltered"))
    Named(id='deal-reached', direction=-1, first=2, last=7)
    """
    return _best(tokens, "outcome")


def stem(word: str) -> str:
    """Which stem do the forms of this word share? Rough on purpose.

    Examples
    --------
    >>> stem("guarantees") == stem("guarantee"), stem("wariness") == stem("wary")
    (True, True)
    """
    shorter = _shorter(word)
    while shorter != word:
        word, shorter = shorter, _shorter(shorter)
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word


def _shorter(word: str) -> str:
    for suffix, other in _SUFFIXES:
        least = _SHORTEST + (suffix == "ly")  # "rally" is no adverb
        if word.endswith(suffix) and len(word) - len(suffix) >= least:
            return word[: -len(suffix)] + other
    return word


def _best(tokens: Sequence[Token], role: str) -> Named:
    stems = [_stem(token.norm) for token in tokens]
    head = next((p for p, t in enumerate(tokens) if p and t.norm in _HEAD_ENDS), len(tokens))
    best, best_score = NOTHING, (0, 0)
    for found, words in _matches(stems, role):
        score = (2 * words + (found.first < head), -found.first)
        if score > best_score:
            best, best_score = found, score
    return best


def _matches(stems: Sequence[str], role: str) -> Iterator[tuple[Named, int]]:
    index, known = _index(role), frozenset((*stems, _GAP))
    for first in [place for place, word in enumerate(stems) if word in index]:
        for synonym, ident, direction in index[stems[first]]:
            if not known.issuperset(synonym):
                continue
            last = _end(stems, first, synonym)
            if last > 0:
                words = sum(part != _GAP for part in synonym)
                yield Named(ident, direction, first, last), words


def _end(stems: Sequence[str], first: int, synonym: tuple[str, ...]) -> int:
    """Where does the synonym end that starts here? -1 where it does not go on."""
    at, gap = first, 0
    for part in synonym:
        if part == _GAP:
            gap = WIDEST_GAP
            continue
        try:
            at = stems.index(part, at, at + gap + 1) + 1
        except ValueError:
            return -1
        gap = 0
    return at


@cache
def _index(role: str) -> dict[str, tuple[tuple[tuple[str, ...], str, int], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str, int]]] = {}
    for entry in entries_of("claims"):
        if entry["role"] != role:
            continue
        for key, direction in (("synonyms", 1), ("opposites", -1)):
            for synonym in entry.get(key, ()):
                words = _words(str(synonym))
                found.setdefault(words[0], []).append((words, str(entry["id"]), direction))
    return {word: tuple(items) for word, items in found.items()}


def _words(synonym: str) -> tuple[str, ...]:
    return tuple(
        word
        for part in synonym.split()
        for word in ([_GAP] if part == _GAP else [_stem(t.norm) for t in tokenise(part)])
    )


def _term(entry: dict[str, Any]) -> Term:
    return Term(
        id=str(entry["id"]),
        name=str(entry["name"]),
        role=str(entry["role"]),
        parameters=tuple(str(name) for name in entry.get("parameters", ())),
        output=str(entry.get("output") or ""),
        direction=int(entry.get("direction", 1)),
        reason=str(entry.get("reason", "")),
    )


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return stem(word)
