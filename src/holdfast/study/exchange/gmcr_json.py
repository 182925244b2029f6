"""JSON that nobody has checked, looked at step by step, so that every error says where."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from holdfast.casefile.fields import STEERING, shown
from holdfast.core.errors import HoldfastError, Place, Problem

LONGEST_NAME = 300
"""Most signs of a name in a file of another tool."""


@dataclass(frozen=True, slots=True)
class Json:
    """One value of a JSON file.

    Parameters
    ----------
    value : as parsed.
    file : the file's name, for messages.
    path : where it stands, as `decisionMakers[0].name`; empty for the whole.
    """

    value: object
    file: str
    path: str = ""

    def wrong(self, what: str, expected: str = "", *, code: str = "HF801") -> HoldfastError:
        """Which error says that something is wrong with this value?"""
        where = f"{self.file}, at {self.path}" if self.path else self.file
        return HoldfastError(Problem(code, f"{where}: {what}", expected=expected))

    def keys(self) -> Mapping[str, "Json"]:
        """Which values stand under which keys?

        Raises
        ------
        HoldfastError
            HF801 where it is no object.
        """
        if not isinstance(self.value, dict):
            raise self.wrong(f"{shown(self.value)} is no object", "{...} with keys")
        dot = "." if self.path else ""
        return {
            key: Json(value, self.file, f"{self.path}{dot}{key[:60]}")
            for key, value in self.value.items()
        }

    def key(self, name: str) -> "Json":
        """Which value stands under this key?

        Raises
        ------
        HoldfastError
            HF801 where there is none.
        """
        found = self.keys().get(name)
        if found is None:
            raise self.wrong(f"the key '{name}' is missing", f"'{name}'")
        return found

    def items(self, most: int) -> Iterator["Json"]:
        """What stands in this list?

        Raises
        ------
        HoldfastError
            HF801 where it is no list, or has more than `most` items.
        """
        if not isinstance(self.value, list):
            raise self.wrong(f"{shown(self.value)} is no list", "a list")
        if len(self.value) > most:
            raise self.wrong(f"{len(self.value)} items", f"at most {most}")
        for place, value in enumerate(self.value):
            yield Json(value, self.file, f"{self.path}[{place}]")

    def name(self) -> str:
        """Which name is this? White space is one space.

        Raises
        ------
        HoldfastError
            HF801 where it is no text, is empty or too long, or holds a sign that steers what is
            printed.
        """
        if not isinstance(self.value, str):
            raise self.wrong(f"{shown(self.value)} is no text", "a name in quotes")
        name = " ".join(self.value.split())
        if not 0 < len(name) <= LONGEST_NAME:
            raise self.wrong(f"a name of {len(name)} signs", f"1 to {LONGEST_NAME} signs")
        if STEERING.search(name):
            raise self.wrong("a name with a sign that steers what is printed", "a plain name")
        return name

    def whole(self, low: int, high: int) -> int:
        """Which whole number is this?

        Raises
        ------
        HoldfastError
            HF801 where it is none, or outside the bounds.
        """
        value = self.value
        if type(value) is not int or not low <= value <= high:
            raise self.wrong(f"{shown(value)} does not fit", f"a number from {low} to {high}")
        return value

    def flag(self) -> bool:
        """Is this true?

        Raises
        ------
        HoldfastError
            HF801 where it is neither true nor false.
        """
        if not isinstance(self.value, bool):
            raise self.wrong(f"{shown(self.value)} is neither true nor false", "true or false")
        return self.value


def parsed(text: str, file: str) -> Json:
    """What does this JSON text hold?

    Parameters
    ----------
    text : the file's text.
    file : its name, for messages.

    Raises
    ------
    HoldfastError
        HF801 where it is no JSON, has a key twice in one object, or is nested without end.
    """
    try:
        return Json(json.loads(text, object_pairs_hook=_once, parse_constant=_refused), file)
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        raise _no_json(f"this is no JSON: {error.msg}", place) from None
    except RecursionError:
        raise _no_json("the JSON is nested too deeply", Place(file, 1)) from None
    except ValueError as error:  # ours, or a number with thousands of digits
        raise _no_json(f"the JSON cannot be used: {error}", Place(file, 1)) from None


def _no_json(what: str, place: Place) -> HoldfastError:
    return HoldfastError(Problem("HF801", what, place, "a file that GMCR+ saved"))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise ValueError(f"the key {shown(twice)} stands twice in one object")
    return found


def _refused(word: str) -> object:
    raise ValueError(f"{word} is no number")
