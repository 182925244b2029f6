"""What the author of a case wants asked, as pydantic models."""

from typing import Annotated, Literal

from pydantic import Field

from holdfast.casefile.fields import Section, Words

Text = Words


class StabilityAsk(Section):
    """Ask for stable states."""

    concepts: Annotated[
        list[Literal["nash", "gmr", "smr", "seq", "sseq", "sim"]], Field(min_length=1)
    ]


class GuaranteesAsk(Section):
    """Ask whether something is kept for how long."""

    keep: Text
    for_months: Annotated[int, Field(gt=0, le=1200)]


class SensitivityAsk(Section):
    """Ask what the answer hangs on."""

    samples: Annotated[int, Field(ge=50, le=1_000_000)]
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)]


class AskIn(Section):
    """One thing the author wants asked."""

    stability: StabilityAsk | None = None
    guarantees: GuaranteesAsk | None = None
    sensitivity: SensitivityAsk | None = None
