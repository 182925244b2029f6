"""The part of the case file about the supporters: where they stand, and for how long."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from holdfast.casefile.fields import (
    Citations,
    Day,
    Probability,
    Section,
    Share,
    Strength,
    Words,
    Years,
    wrong,
)

MOST_ELECTIONS = 20
"""Most elections of one supporter."""


class ElectionIn(Section):
    """A day after which a supporter may stand for less."""

    on: Day
    may_fall: Probability
    to: Share
    source: Citations | None = None
    note: Words | None = None


class SupporterIn(Section):
    """Where a supporter would settle, and how that may change with time."""

    position: Strength
    weight: Share
    salience: Share
    half_life: Years | None = None
    elections: Annotated[list[ElectionIn], Field(max_length=MOST_ELECTIONS)] = []


class AfterChallengeIn(Section):
    """How the supporters move together once the challenger has struck."""

    rally: Share | None = None
    hesitate: Share | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.rally is None and self.hesitate is None:
            what = "nothing is said of what happens after a challenge"
            raise wrong("HF202", what, expected="rally or hesitate")
        return self
