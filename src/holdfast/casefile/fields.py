"""The parts that many sections of a case file share: text, ids, citations, quantities."""

import re
from collections.abc import Callable
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

from holdfast.core.quantity import NEED_JUDGE, NEED_SOURCE
from holdfast.core.units import MONEY_EXAMPLE, UNITS, unit_named

LONGEST_QUOTE = 25
"""Most words of a source that a case file may quote."""

Basis = Literal["reported", "survey", "dataset", "estimated", "judgement", "assumed"]
ID_PATTERN = r"^[a-z0-9][a-z0-9-]*$"
"""What an id looks like: small letters, digits and hyphens."""

Name = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=5000)]
Number = Annotated[float, Field(allow_inf_nan=False)]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def wrong(code: str, what: str, *, key: str = "", expected: str = "") -> PydanticCustomError:
    """Which validation error carries this code, and the key it is about?"""
    context = {"what": what, "key": key, "expected": expected}
    return PydanticCustomError(code, "{what}", context)


def nearest(word: str, known: list[str]) -> str:
    """Which known word was probably meant? Written as advice, empty where none is near."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else f"one of {', '.join(known)}"


def _to_day(value: object) -> object:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong("HF203", f"'{value}' is not a day", expected="a day as 2025-03-31")


Day = Annotated[date, BeforeValidator(_to_day, json_schema_input_type=date)]


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
                what = f"unknown key '{key}'"
                raise wrong("HF201", what, key=key, expected=nearest(key, known))
        return data


class FigureIn(Section):
    """The figure that one source gives, where several differ."""

    value: Number
    unit: Words

    @model_validator(mode="after")
    def _known_unit(self) -> Self:
        if unit_named(self.unit) is None:
            expected = nearest(self.unit, [*UNITS, MONEY_EXAMPLE])
            raise wrong("HF204", f"unknown unit '{self.unit}'", key="unit", expected=expected)
        return self


class CitationIn(Section):
    """One use of a declared source."""

    ref: Name
    at: Words | None = None
    says: Words | None = None
    quote: Words | None = None
    value: FigureIn | None = None

    @model_validator(mode="after")
    def _short_quote(self) -> Self:
        if self.quote and len(self.quote.split()) > LONGEST_QUOTE:
            what = f"a quote of {len(self.quote.split())} words"
            raise wrong("HF203", what, key="quote", expected=f"at most {LONGEST_QUOTE} words")
        return self


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

    @model_validator(mode="after")
    def _written_one_of_two_ways(self) -> Self:
        triple = (self.low, self.likely, self.high)
        whole = self.value is None and None not in triple
        single = self.value is not None and triple == (None, None, None)
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
        unit = unit_named(self.unit)
        if unit is None:
            expected = nearest(self.unit, [*UNITS, MONEY_EXAMPLE])
            raise wrong("HF204", f"unknown unit '{self.unit}'", key="unit", expected=expected)
        low, _, high = self.range
        if low < unit.low or high > unit.high:
            key = "value" if self.value is not None else "low" if low < unit.low else "high"
            what = f"{low if low < unit.low else high:g} is not a {unit.name}"
            raise wrong("HF207", what, key=key, expected=f"{unit.low:g} to {unit.high:g}")
        return self

    @model_validator(mode="after")
    def _source_or_judge(self) -> Self:
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
        return self.low or 0.0, self.likely or 0.0, self.high or 0.0


def _measured_in(*units: str) -> Callable[[QuantityIn], QuantityIn]:
    def fits(quantity: QuantityIn) -> QuantityIn:
        if quantity.unit not in units:
            what = f"the unit '{quantity.unit}' does not fit here"
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
Kilometres = Annotated[QuantityIn, AfterValidator(_measured_in("km"))]
