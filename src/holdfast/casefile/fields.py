"""The parts that many sections of a case file share: text, ids, citations, quantities."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)
from pydantic_core import PydanticCustomError

from holdfast.casefile.grammar import JOINERS
from holdfast.conflict.instruments import MONEY
from holdfast.core.quantity import NEED_JUDGE, NEED_SOURCE
from holdfast.core.units import MONEY_EXAMPLE, UNITS, unit_named
from holdfast.history.classes import reference_classes

LONGEST_QUOTE = 25
"""Most words of a source that a case file may quote."""

Basis = Literal["reported", "survey", "dataset", "estimated", "judgement", "assumed"]
SOME_TEXT = r"\S"
"""What a text holds at least: one sign that can be seen."""

ID_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
"""What an id looks like: small letters, digits and hyphens."""

LONGEST_ID = 80
"""Most signs of an id."""

_LISTED = 24  # known words that a message lists
_COMPARED = 200  # known words that a misspelt one is compared with; more would take seconds
STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)  # control signs, turns of the reading direction, halves of pairs, invisible tags
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def wrong(
    code: str, what: str, *, key: str = "", expected: str = "", remedy: str = ""
) -> PydanticCustomError:
    """Which validation error carries this code, and the key it is about?"""
    context = {"what": what, "key": key, "expected": expected, "remedy": remedy}
    return PydanticCustomError(code, "{what}", context)


def shown(value: object, most: int = 60) -> str:
    """How does a message repeat this value of the file? As the file writes it.

    Parameters
    ----------
    value : of the file.
    most : signs that are repeated; the rest is cut off.

    Examples
    --------
    >>> [shown(value) for value in ("truce", None, True, {"a": 1}, [1, 2], 0.5)]
    ["'truce'", 'nothing', 'true', 'a mapping', 'a list', '0.5']
    """
    if value is None or isinstance(value, bool):
        return "nothing" if value is None else str(value).lower()
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    text = str(value)
    short = text if len(text) <= most else f"{text[: most - 3]}..."
    return f"'{short}'" if isinstance(value, str) else short


def hint(word: str, known: Sequence[str]) -> dict[str, str]:
    """What helps someone who wrote this instead of a known word?

    Returns
    -------
    Under `remedy` the word that was probably meant, or under `expected` the known words.

    Examples
    --------
    >>> hint("contst", ["contest", "issues"])
    {'remedy': "did you mean 'contest'?"}
    >>> hint("war", ["contest", "issues"])
    {'expected': 'one of contest, issues'}
    """
    close = get_close_matches(word[:LONGEST_ID], known[:_COMPARED], n=1, cutoff=0.6)
    if close:
        return {"remedy": f"did you mean '{close[0]}'?"}
    more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
    listed = ", ".join(known[:_LISTED])
    return {"expected": f"one of {listed}{more}" if len(known) > 1 else listed}


def _one_line(text: str) -> str:
    """Let white space be one space; a text that could break out of its line is refused."""
    line = " ".join(text.split())
    found = STEERING.search(line)
    if found:
        what = f"{shown(line)} holds the sign U+{ord(found[0]):04X}"
        raise wrong("HF203", what, expected="no sign that steers or hides what is printed")
    return line


def _no_joiner(name: str) -> str:
    if name in JOINERS:
        raise wrong("HF203", f"'{name}' joins conditions and cannot be an id")
    return name


Name = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN, max_length=LONGEST_ID),
    AfterValidator(_no_joiner),
]
Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=5000, pattern=SOME_TEXT),
    AfterValidator(_one_line),
]
Number = Annotated[float, Field(allow_inf_nan=False)]


def _to_day(value: object) -> object:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong("HF203", f"{shown(value)} is not a day", expected="a day as 2025-03-31")


def _short(quote: str) -> str:
    if len(quote.split()) > LONGEST_QUOTE:
        what = f"a quote of {len(quote.split())} words"
        raise wrong("HF203", what, expected=f"at most {LONGEST_QUOTE} words")
    return quote


def _check_range(unit_name: str, numbers: dict[str, float]) -> None:
    unit = unit_named(unit_name)
    if unit is None:
        what = f"unknown unit {shown(unit_name)}"
        raise wrong("HF204", what, key="unit", **hint(unit_name, [*UNITS, MONEY_EXAMPLE]))
    for key, number in numbers.items():
        if not unit.low <= number <= unit.high:
            what = f"{number:g} is out of range for the unit '{unit.name}'"
            expected = f"{unit.low:g} to {unit.high:g}"
            raise wrong("HF207", what, key=key, expected=expected)


Quote = Annotated[Words, AfterValidator(_short)]
Day = Annotated[date, BeforeValidator(_to_day, json_schema_input_type=date)]


def _to_year_or_day(value: object) -> object:
    if type(value) is int and 1000 <= value <= date.max.year:  # a bool is an int too
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        return _to_day(value)
    what = f"{shown(value)} is neither a year nor a day"
    raise wrong("HF203", what, expected="a year as 1957, or a day as 2025-03-31")


YearOrDay = Annotated[
    int | date, BeforeValidator(_to_year_or_day, json_schema_input_type=int | date)
]


class Section(BaseModel):
    """A mapping of a case file: known keys only, no silent conversion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)

    @model_validator(mode="before")
    @classmethod
    def _known_keys(cls, data: object) -> object:
        if not isinstance(data, dict):
            raise wrong("HF203", "this should be a mapping", expected="keys with values")
        known = [field.alias or name for name, field in cls.model_fields.items()]
        for key in data:
            if key not in known:
                raise wrong("HF201", f"unknown key {shown(key)}", key=key, **hint(key, known))
        return data


class FigureIn(Section):
    """The figure that one source gives, where several differ."""

    value: Number
    unit: Words

    @model_validator(mode="after")
    def _in_the_units_range(self) -> Self:
        _check_range(self.unit, {"value": self.value})
        return self


class CitationIn(Section):
    """One use of a declared source."""

    ref: Name
    at: Words | None = None
    says: Words | None = None
    quote: Quote | None = None
    value: FigureIn | None = None


def _as_citations(value: object) -> object:
    listed = value if isinstance(value, list) else [value]
    return [{"ref": item} if isinstance(item, str) else item for item in listed]


Citations = Annotated[
    list[CitationIn],
    Field(min_length=1),
    BeforeValidator(
        _as_citations, json_schema_input_type=str | CitationIn | list[str | CitationIn]
    ),
]


class Sourced(Section):
    """Something that rests on sources or on a person."""

    basis: Basis | None = None
    by: Words | None = None
    source: Citations | None = None


class QuantityIn(Sourced):
    """A number: one value, or low, likely and high."""

    value: Number | None = None
    low: Number | None = None
    likely: Number | None = None
    high: Number | None = None
    unit: Words
    interval: Literal["90%", "95%", "100%"] = "90%"
    shape: Literal["pert", "uniform", "triangular"] = "pert"
    note: Words | None = None
    on: Day | None = None
    coded_by: Words | None = None
    checked_by: Words | None = None
    from_: Annotated[Literal["history"] | None, Field(alias="from")] = None
    class_: Annotated[Words | None, Field(alias="class")] = None

    @model_validator(mode="after")
    def _from_history_or_not(self) -> Self:
        if (self.from_ is None) != (self.class_ is None):
            raise wrong("HF205", "from: history and class: go together", expected="both")
        if self.class_ is None:
            return self
        stated = self.model_fields_set - {"from_", "class_", "unit", "note", "on"}
        if stated:
            what = f"a number from history has no {', '.join(sorted(stated))} of its own"
            raise wrong("HF205", what, expected="{from: history, class: , unit: }")
        known = reference_classes()
        if self.class_ not in known:
            what = f"no reference class is called {shown(self.class_)}"
            raise wrong("HF301", what, key="class", **hint(self.class_, list(known)))
        if known[self.class_].unit != self.unit:
            what = f"the class {shown(self.class_)} counts in another unit than {self.unit}"
            raise wrong("HF204", what, key="unit", expected=known[self.class_].unit)
        return self

    @model_validator(mode="after")
    def _written_one_of_two_ways(self) -> Self:
        triple = (self.low, self.likely, self.high)
        whole = self.value is None and None not in triple
        single = self.value is not None and triple == (None, None, None)
        if self.class_ is not None:
            return self
        if not (whole or single):
            what = "a quantity needs either value, or all of low, likely and high"
            raise wrong("HF205", what, expected="{value: } or {low: , likely: , high: }")
        low, likely, high = self.range
        if not low <= likely <= high:
            what = f"low {low:g}, likely {likely:g}, high {high:g} are out of order"
            raise wrong("HF205", what, key="low", expected="low <= likely <= high")
        return self

    @model_validator(mode="after")
    def _in_the_units_range(self) -> Self:
        low, _, high = self.range
        single = self.value is not None
        _check_range(self.unit, {"value": low} if single else {"low": low, "high": high})
        return self

    @model_validator(mode="after")
    def _source_or_judge(self) -> Self:
        if self.class_ is not None:
            return self
        if self.basis is None:
            expected = f"basis: one of {', '.join(sorted(NEED_SOURCE | NEED_JUDGE))}"
            raise wrong("HF206", "a number without basis", expected=expected)
        if self.basis in NEED_JUDGE and self.by is None:
            raise wrong(
                "HF206", f"basis {self.basis} needs by", key="basis", expected="by: who"
            )
        if self.basis not in NEED_JUDGE and self.source is None:
            what = f"basis {self.basis} needs source"
            raise wrong("HF206", what, key="basis", expected="source: id of a declared source")
        return self

    @property
    def range(self) -> tuple[float, float, float]:
        """Low, likely and high; all the same for a single value."""
        if self.value is not None:
            return self.value, self.value, self.value
        if self.class_ is not None:
            past = reference_classes()[self.class_]
            return past.low, past.likely, past.high
        return self.low or 0.0, self.likely or 0.0, self.high or 0.0


def _measured_in(*units: str) -> Callable[[QuantityIn], QuantityIn]:
    def fits(quantity: QuantityIn) -> QuantityIn:
        if quantity.unit not in units:
            what = f"the unit {shown(quantity.unit)} does not fit here"
            raise wrong("HF204", what, key="unit", expected=" or ".join(units))
        return quantity

    return fits


Share = Annotated[QuantityIn, AfterValidator(_measured_in("share"))]
Probability = Annotated[QuantityIn, AfterValidator(_measured_in("probability"))]
Quarterly = Annotated[QuantityIn, AfterValidator(_measured_in("probability per quarter"))]
Discount = Annotated[QuantityIn, AfterValidator(_measured_in("discount per quarter"))]
Strength = Annotated[QuantityIn, AfterValidator(_measured_in("package strength"))]
Lean = Annotated[QuantityIn, AfterValidator(_measured_in("lean"))]
Days = Annotated[QuantityIn, AfterValidator(_measured_in("day"))]
Years = Annotated[QuantityIn, AfterValidator(_measured_in("year"))]
People = Annotated[QuantityIn, AfterValidator(_measured_in("person"))]
MoneyAYear = Annotated[QuantityIn, AfterValidator(_measured_in(MONEY))]
Kilometres = Annotated[QuantityIn, AfterValidator(_measured_in("km"))]
