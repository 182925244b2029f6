"""The gazetteers: states, leaders, organisations and collectives, as data with sources."""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from holdfast.reading.tokens import normal, tokenise


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and whom it stands for.

    Parameters
    ----------
    party : id of the party meant.
    name : as printed.
    kind : state, leader, collective, or the organisation's own kind (armed-group, news, ...).
    role : what the name hints at (supporter, public, observer); empty where at nothing.
    surface : name, demonym, capital or surname: how the party is referred to.
    ambiguous : the word also means something else.
    resolve : the text decides whose it is ("the government", "the rebels").
    term : first and last day in office, for leaders.
    """

    party: str
    name: str
    kind: str
    role: str = ""
    surface: str = "name"
    ambiguous: bool = False
    resolve: bool = False
    term: tuple[date, date] | None = None


Words = tuple[str, ...]
Gazetteer = Mapping[str, tuple[tuple[Words, Entry], ...]]


@cache
def gazetteer() -> Gazetteer:
    """Which entries start with a word? Longest first, by the first word in small letters."""
    found: dict[str, list[tuple[Words, Entry]]] = {}
    for name, entry in _entries():
        words = tuple(token.norm for token in tokenise(name))
        if words:
            found.setdefault(words[0], []).append((words, entry))
    for items in found.values():
        items.sort(key=lambda item: -len(item[0]))
    return MappingProxyType({first: tuple(items) for first, items in found.items()})


@cache
def names() -> Mapping[str, str]:
    """Which name is printed for a party id?"""
    found: dict[str, str] = {}
    for group in ("states", "organisations", "collectives"):
        for item in _load(group):
            found[str(item["id"])] = str(item.get("name") or item["names"][0])
    return MappingProxyType(found)


@cache
def abbreviations() -> frozenset[str]:
    """Which abbreviations end in a dot that does not end a sentence? In small letters."""
    groups = data_file("titles")["abbreviations"]
    words = (word for group in groups.values() for word in group)
    return frozenset(normal(str(word)).rsplit(" ", 1)[-1] for word in words)


@cache
def titles() -> frozenset[Words]:
    """Which titles stand before or behind a person's name? In small letters."""
    return frozenset(
        tuple(token.norm for token in tokenise(str(name)))
        for item in _load("titles")
        for name in item["names"]
    )


def entries_of(group: str) -> list[dict[str, Any]]:
    """Which entries does a data file of the reader hold?"""
    return _load(group)


@cache
def data_file(group: str) -> dict[str, Any]:
    """What does a data file of the reader hold?"""
    path = files("holdfast.reading").joinpath("data", f"{group}.yaml")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe one
    assert isinstance(data, dict)
    return data


@cache
def word_set(ident: str) -> frozenset[str]:
    """Which single words stand under this name in the data?

    Raises
    ------
    KeyError
        There is no list of that name.

    Examples
    --------
    >>> "economists" in word_set("observers")
    True
    """
    return frozenset(map(str, data_file("words")["lists"][ident]))


def _entries() -> Iterator[tuple[str, Entry]]:
    yield from _states()
    yield from _leaders()
    for group in ("organisations", "collectives"):
        for item in _load(group):
            yield from _plain(item)


def _plain(item: Mapping[str, Any]) -> Iterator[tuple[str, Entry]]:
    printed = str(item.get("name") or item["names"][0])
    unclear = set(item.get("ambiguous_names", []))
    spoken = [item["name"], *item["names"]] if "name" in item else item["names"]
    for name in dict.fromkeys(spoken):
        entry = Entry(
            str(item["id"]),
            printed,
            str(item.get("kind", "collective")),
            role=str(item.get("role", "")),
            ambiguous=name in unclear,
            resolve=bool(item.get("resolve")),
        )
        yield str(name), entry


def _states() -> Iterator[tuple[str, Entry]]:
    for item in _load("states"):
        unclear = set(item.get("ambiguous_names", []))
        spoken = {
            "name": [item["name"], *item.get("names", [])],
            "demonym": item.get("demonyms", []),
            "capital": item.get("capitals", []),
        }
        for surface, words in spoken.items():
            for word in dict.fromkeys(words):
                ident, name = str(item["id"]), str(item["name"])
                yield (
                    str(word),
                    Entry(ident, name, "state", surface=surface, ambiguous=word in unclear),
                )


def _leaders() -> Iterator[tuple[str, Entry]]:
    for item in _load("leaders"):
        term = _day(item.get("from"), first=True), _day(item.get("to"), first=False)
        full = [item["name"], *item.get("names", [])]
        for surface, words in (("name", full), ("surname", item.get("surnames", []))):
            for word in dict.fromkeys(words):
                yield (
                    str(word),
                    Entry(
                        str(item["of"]),
                        str(item["name"]),
                        "leader",
                        surface=surface,
                        ambiguous=bool(item.get("ambiguous")) and surface == "surname",
                        term=term,
                    ),
                )


def _day(value: object, *, first: bool) -> date:
    """A day, a month or a year as text; its first or its last day."""
    if value is None:
        return date.min if first else date.max
    year, *rest = [int(part) for part in str(value).split("-")]
    if first or len(rest) > 1:
        return date(year, *[*rest, 1, 1][:2])
    month = rest[0] if rest else 12
    return date(year, month, monthrange(year, month)[1])


def _load(group: str) -> list[dict[str, Any]]:
    items = data_file(group)["entries"]
    assert isinstance(items, list)
    return items
