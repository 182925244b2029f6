"""Words that tie one thing to another: where they stand, and of which class they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from holdfast.reading.lexicon import entries_of


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


def connectives(norms: Sequence[str]) -> Iterator[Connective]:
    """Which connectives stand in these words, left to right, longest form first?

    Examples
    --------
    >>> [c.kind for c in connectives("no talks until it can , only if asked .".split())]
    ['until', 'only if']
    """
    known, done = _by_first(), 0
    for at in [at for at, norm in enumerate(norms) if norm in known]:
        found = _at(norms, at) if at >= done else None
        if found is not None:
            done = found.last
            yield found


_MEASURES = frozenset(
    {"minutes", "hours", "days", "weeks", "months", "years", "hour", "week", "month", "year"}
    | {"even", "moments", "shortly", "soon", "immediately", "long", "decades"}
)
_NOT_BEHIND = {
    "when": frozenset({"even"}),
    "while": frozenset({"even"}),
    "if": frozenset({"as", "even", "what", "see", "asked", "wonder", "wondered"}),
    "after": _MEASURES,
    "before": _MEASURES,
}


def _at(norms: Sequence[str], at: int) -> Connective | None:
    if at and norms[at - 1] in _NOT_BEHIND.get(norms[at], ()):
        return None
    for words, kind in _by_first()[norms[at]]:
        if tuple(norms[at : at + len(words)]) == words:
            return Connective(kind, at, at + len(words))
    return None
