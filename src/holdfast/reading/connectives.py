"""Words that tie one thing to another: where they stand, and of which class they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from holdfast.reading.lexicon import entries_of
from holdfast.reading.tokens import Token


@dataclass(frozen=True, slots=True)
class Connective:
    """One connective in a sentence.

    Parameters
    ----------
    kind : its class, such as "until" or "on condition that".
    first, last : tokens it covers, last excluded.
    """

    kind: str
    first: int
    last: int


_Forms = tuple[tuple[tuple[str, ...], str], ...]


@cache
def _by_first() -> Mapping[str, _Forms]:
    """The forms by their first word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry in entries_of("connectives"):
        for form in entry["forms"]:
            words, _, other = str(form).partition(":")
            kind = other or str(entry["id"])
            found.setdefault(words.split()[0], []).append((tuple(words.split()), kind))
    return MappingProxyType(
        {
            first: tuple(sorted(forms, key=lambda form: -len(form[0])))
            for first, forms in found.items()
        }
    )


def connectives(tokens: Sequence[Token]) -> Iterator[Connective]:
    """Which connectives stand in these tokens, left to right, longest form first?

    Examples
    --------
    >>> from holdfast.reading.tokens import tokenise
    >>> [c.kind for c in connectives(tokenise("No talks until it can, only if asked."))]
    ['until', 'only if']
    """
    at = 0
    while at < len(tokens):
        found = _at(tokens, at)
        if found is None:
            at += 1
            continue
        yield found
        at = found.last


_NOT_BEHIND = {"if": frozenset({"as", "even", "what", "see", "asked", "wonder", "wondered"})}


def _at(tokens: Sequence[Token], at: int) -> Connective | None:
    if at and tokens[at - 1].norm in _NOT_BEHIND.get(tokens[at].norm, ()):
        return None
    for words, kind in _by_first().get(tokens[at].norm, ()):
        if tuple(token.norm for token in tokens[at : at + len(words)]) == words:
            return Connective(kind, at, at + len(words))
    return None
