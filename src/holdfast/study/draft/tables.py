"""The numbers and kinds of package that a draft starts from, as data with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from holdfast.casefile.defaults import DEFAULT_JUDGE, defaults
from holdfast.casefile.tree import parse
from holdfast.history.classes import reference_classes

Range = tuple[float, float, float]
"""Low, likely and high."""

CONDUCT = ("accident_attack",)
"""Numbers of how all act for which the past has something to say of each class."""

_GUARANTEE_UNITS = {
    "kept_with": "probability",
    "force": "probability",
    "cost_imposed": "share",
    "half_life": "year",
}


@dataclass(frozen=True, slots=True)
class Package:
    """A kind of package.

    Parameters
    ----------
    id : of the guarantee, and of the issue that decides it.
    types : kinds of instrument in an article that point to it.
    title, question, response : with {target} for the side that asks.
    options : words for its fallback and for its being in force.
    numbers : quantities of the guarantee by key, as a case file writes them.
    kept_class : reference class of history for how surely it is kept; empty for none.
    """

    id: str
    types: tuple[str, ...]
    title: str
    question: str
    response: str
    options: tuple[str, str]
    numbers: Mapping[str, dict[str, object]]
    kept_class: str = ""

    def numbers_on(self, as_of: date) -> Mapping[str, dict[str, object]]:
        """Which numbers does a case of this day start from?

        How surely the package is kept comes from history where cases were counted up to that
        day; else from the table's own range.
        """
        past = reference_classes().get(self.kept_class)
        if past is None or past.until > as_of.year:
            return self.numbers
        note = self.numbers["kept_with"]["note"]
        kept = {"from": "history", "class": past.id, "unit": past.unit, "note": note}
        return {**self.numbers, "kept_with": kept}


@cache
def packages() -> tuple[Package, ...]:
    """Which kinds of package can a draft hold, in the order of the data file?"""
    return tuple(_package(entry) for entry in _file("packages.yaml")["packages"])


def quantity(name: str, reference_class: str) -> dict[str, object]:
    """Which number stands in until a person states one?

    Parameters
    ----------
    name : key of the table, for instance `contest.power`.
    reference_class : interstate or civil.

    Returns
    -------
    As a case file writes it: range, unit, basis assumed, by holdfast defaults, and the reason.
    """
    tables = _file("reference_classes.yaml")
    entry = tables["quantities"][name]
    words = str(tables["classes"][reference_class]["words"])
    note = str(entry["note"]).format(words=words[0].upper() + words[1:])
    return written(tuple(entry[reference_class]), str(entry["unit"]), note)


def case_default(name: str) -> dict[str, object]:
    """Which number stands in for one that any case may leave out, as a case file writes it?"""
    given = defaults()[name].model_dump(exclude_none=True, exclude_defaults=True)
    return {key: value for key, value in given.items() if key != "shape"}


def class_in_words(reference_class: str) -> tuple[str, str]:
    """What is the class called, and what does history say of it?"""
    entry = _file("reference_classes.yaml")["classes"][reference_class]
    return str(entry["words"]), str(entry["history"])


def written(numbers: Range, unit: str, note: str) -> dict[str, object]:
    """How does a case file write this default?"""
    low, likely, high = numbers
    size = {"value": likely} if low == high else {"low": low, "likely": likely, "high": high}
    return {**size, "unit": unit, "basis": "assumed", "by": DEFAULT_JUDGE, "note": note}


def _package(entry: Mapping[str, object]) -> Package:
    numbers = {
        key: written(
            tuple(entry[key]),  # type: ignore[arg-type]
            unit,
            str(entry["note"]) if key == "kept_with" else "By kind of package.",
        )
        for key, unit in _GUARANTEE_UNITS.items()
    }
    types = entry["types"]
    assert isinstance(types, list)
    return Package(
        id=str(entry["id"]),
        types=tuple(map(str, types)),
        title=str(entry["title"]),
        question=str(entry["question"]),
        response=str(entry["response"]),
        options=(str(entry["without"]), str(entry["with"])),
        numbers=numbers,
        kept_class=str(entry.get("kept_class", "")),
    )


@cache
def _file(name: str) -> dict:  # type: ignore[type-arg]  # whatever the table holds
    text = files("holdfast.study.draft").joinpath(name).read_text(encoding="utf-8")
    data = parse(text, name).data
    assert isinstance(data, dict)
    return data
