"""The one shape of every public answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Completeness(StrEnum):
    """How far an answer goes."""

    EXACT = "exact"
    ALL_FOUND = "all found"
    SAMPLED = "sampled"
    LOWER_BOUND = "lower bound"
    GAVE_UP = "gave up"


Answer = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Spread:
    """An uncertain number over draws.

    Parameters
    ----------
    median, low, high : the 50th, 5th and 95th percentile.
    """

    median: float
    low: float
    high: float

    def to_dict(self) -> dict[str, float]:
        """Give the three numbers under the keys that `--json` promises."""
        return {"median": self.median, "low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class Finding:
    """An answer with all that is needed to judge it.

    Parameters
    ----------
    question : the question in words.
    case, case_hash : which case, and the hash of its content with the variant applied.
    answer : the answer, of numbers, strings, booleans, lists and mappings.
    method : how it was computed, in a sentence.
    completeness : how far it goes.
    seed, draws : of the ensemble; 0 draws where nothing was drawn.
    inputs : names of the quantities used.
    caveats : what the method leaves out, in sentences. Never empty for a sampled answer.
    citations : keys into references.bib.
    variant : which variant of the case, empty for the case itself.
    """

    question: str
    case: str
    case_hash: str
    answer: Answer
    method: str
    completeness: Completeness
    seed: int = 0
    draws: int = 0
    inputs: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    variant: str = ""
    version: str = field(default="")

    def to_dict(self) -> dict[str, object]:
        """Give the finding under the keys that `--json` promises, in their order."""
        return {
            "holdfast": self.version,
            "question": self.question,
            "case": self.case,
            "variant": self.variant,
            "case_hash": self.case_hash,
            "seed": self.seed,
            "draws": self.draws,
            "method": self.method,
            "completeness": self.completeness.value,
            "answer": dict(self.answer),
            "inputs": list(self.inputs),
            "caveats": list(self.caveats),
            "citations": list(self.citations),
        }


def spread(values: NDArray[np.float64]) -> Spread:
    """What is the middle of these draws, and between what do nine in ten lie?

    Parameters
    ----------
    values : shape (draws,), at least one, finite.

    Returns
    -------
    Spread
        Percentiles by linear interpolation.

    Examples
    --------
    >>> spread(np.arange(101.0))
    Spread(median=50.0, low=5.0, high=95.0)
    """
    low, median, high = np.quantile(values, [0.05, 0.5, 0.95])
    return Spread(float(median), float(low), float(high))
