"""YAML as data with the place of every key and value; nothing of YAML that could surprise."""

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from holdfast.casefile.syntax import explained, reject_unreadable
from holdfast.core.errors import HoldfastError, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str | int, ...]

PRIVATE = "x-"
"""How a key starts that holds a private note."""

DEEPEST = 24
"""Deepest nesting of lists and mappings; real cases need eight."""

MOST_VALUES = 20_000
"""Most values in one file; the longest real case has under two thousand."""

_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]{1,3})?")
_HALF = re.compile("[\ud800-\udfff]")
_WORDS: dict[str, bool | None] = {
    "": None,
    "null": None,
    "~": None,
    "true": True,
    "false": False,
}
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class Tree:
    """The content of a YAML file.

    Parameters
    ----------
    file : its name as the user gave it.
    data : mappings, lists, text, numbers, booleans and None; private keys left out.
    values, keys : where each value and each key stands, by path from the root.
    """

    file: str
    data: object = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Where does this path stand, or the nearest thing above it that the file has?"""
        for length in range(len(path), -1, -1):
            here = path[:length]
            if here in self.keys:
                return self.keys[here]
            if here in self.values:
                return self.values[here]
        return Place(self.file, 1)


def parse(text: str, file: str) -> Tree:
    """What does this YAML text hold, and where?

    Plain scalars follow the YAML 1.2 core rules in their decimal part: only `true` and `false`
    are booleans, dates stay text. Aliases, tags, several documents and mappings as keys are
    errors, since an analyst reading the file would not see what they do.

    Parameters
    ----------
    text : the file's text.
    file : its name, for messages.

    Raises
    ------
    HoldfastError
        HF103 to HF107, with the place.
    """
    reject_unreadable(text, file)
    try:
        return _Reader(text, file).document()
    except yaml.MarkedYAMLError as error:
        raise explained(error, text, file) from None
    except yaml.YAMLError as error:
        what = " ".join(str(error).split()) or "not YAML"
        raise _wrong("HF104", what, Place(file, 1), "check the file") from None


class _Reader:
    """Turns the parser's events into a Tree; one instance reads one text."""

    def __init__(self, text: str, file: str) -> None:
        self.tree = Tree(file)
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)

    def document(self) -> Tree:
        """Read the only document."""
        event = next(self.events)
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise _wrong("HF202", "the file is empty", Place(self.tree.file, 1))
        self.tree.data = self.node(event, (), 0)
        next(self.events)  # the document's end
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            remedy = "write one case in one file"
            raise _wrong("HF106", "a second YAML document", self.place(event), remedy)
        return self.tree

    def node(self, event: yaml.Event, path: Path, depth: int) -> object:
        """Read the value that starts with this event."""
        place = self.place(event)
        if len(self.tree.values) >= MOST_VALUES:
            what = f"the file has more than {MOST_VALUES} values"
            raise _wrong("HF103", what, place, "write one case of one conflict")
        self.tree.values[path] = place
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            remedy = "write the value out; variants are how differences are written"
            raise _wrong("HF106", "an anchor or alias (& or *)", place, remedy)
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event)
        if depth >= DEEPEST:
            raise _wrong("HF107", f"nested more than {DEEPEST} deep", place)
        if tag := getattr(event, "tag", None):
            raise _wrong("HF106", f"a YAML tag ({tag})", place, "remove the tag")
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(path, depth)
        return self.mapping(path, depth)

    def items(self, path: Path, depth: int) -> list[object]:
        """Read a list up to its end."""
        found: list[object] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            found.append(self.node(event, (*path, len(found)), depth + 1))
        return found

    def mapping(self, path: Path, depth: int) -> dict[str, object]:
        """Read a mapping up to its end; private keys are read and left out."""
        found: dict[str, object] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.key(event)
            here = (*path, key)
            if here in self.tree.keys:
                first = self.tree.keys[here].line
                what = f"the key '{key}' stands twice; the first is on line {first}"
                raise _wrong("HF105", what, self.place(event), "keep one of them")
            self.tree.keys[here] = self.place(event)
            value = self.node(next(self.events), here, depth + 1)
            if not key.startswith(PRIVATE):
                found[key] = value
        return found

    def key(self, event: yaml.Event) -> str:
        """Read a key, which is always text."""
        if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag:
            what = "a key that is not plain text"
            raise _wrong("HF106", what, self.place(event), "write a word as the key")
        return self.text(event)

    def scalar(self, event: yaml.ScalarEvent) -> object:
        """Read text, a number, a boolean or nothing."""
        if event.tag:
            what = f"a YAML tag ({event.tag})"
            raise _wrong("HF106", what, self.place(event), "remove the tag")
        text = self.text(event)
        if event.style:  # quoted or block text
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _WHOLE.fullmatch(text):
            return int(text)
        if _DECIMAL.fullmatch(text) and math.isfinite(float(text)):
            return float(text)
        return text

    def text(self, event: yaml.ScalarEvent) -> str:
        """Read what stands there; one of the two parsers lets half a surrogate pair pass."""
        text = str(event.value)
        if _HALF.search(text):
            raise _wrong("HF104", "half of a surrogate pair", self.place(event), "remove it")
        return text

    def place(self, event: yaml.Event) -> Place:
        """Where the event starts."""
        mark = event.start_mark
        if mark is None:
            return Place(self.tree.file, 1)
        return Place(self.tree.file, mark.line + 1, mark.column + 1)


def _wrong(code: str, what: str, place: Place, remedy: str = "") -> HoldfastError:
    return HoldfastError(Problem(code, what, place, remedy=remedy))
