"""The part of the case file about the steps of a settlement."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from holdfast.casefile.fields import (
    Citations,
    Days,
    Name,
    Probability,
    Section,
    Share,
    Strength,
    Words,
    wrong,
)

MOST_STEPS, MOST_TRANCHES = 12, 12
"""Most steps of a sequence, and most parts that one of them is cut into."""


class ChangesIn(Section):
    """By how much a step moves what, once it is done."""

    power: Probability | None = None
    first_strike: Probability | None = None
    first_strike_target: Probability | None = None
    line: Share | None = None
    detection: Probability | None = None
    force: Probability | None = None
    sanctions: Share | None = None
    trust: Probability | None = None
    package: Strength | None = None
    worth_to_challenger: Share | None = None
    worth_to_target: Share | None = None


class StepIn(Section):
    """One step."""

    title: Words
    by: Literal["challenger", "target", "both", "guarantors"]
    serves: Literal["challenger", "target", "both"]
    after: list[Name] = []
    reversible: Share
    takes: Days
    raises: ChangesIn | None = None
    lowers: ChangesIn | None = None
    stops_fighting: bool = False
    tranches: Annotated[int, Field(ge=1, le=MOST_TRANCHES)] = 1
    source: Citations | None = None
    note: Words | None = None

    @model_validator(mode="after")
    def _one_stop(self) -> Self:
        if self.stops_fighting and self.tranches > 1:
            what = "the step that stops the fighting is cut into tranches"
            raise wrong("HF203", what, key="tranches", expected="a whole step")
        return self


class PreferredIn(Section):
    """The orders that the sides ask for."""

    challenger: list[Name] | None = None
    target: list[Name] | None = None


class SequenceIn(Section):
    """Steps, and what each waits for."""

    steps: Annotated[dict[Name, StepIn], Field(min_length=2, max_length=MOST_STEPS)]
    package: Name | None = None
    prefers: PreferredIn | None = None
