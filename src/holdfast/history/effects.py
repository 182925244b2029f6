"""Effect sizes and base rates that were published or that we counted, each with its source."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Effect:
    """One number of the past, or a direction where no number is given; with its origin.

    Parameters
    ----------
    id, topic, quantity : what it is; the topic groups what is about the same thing.
    estimate : the number; None where the source gives a direction alone.
    says : the source's answer in words, where it is no bare number.
    low, high : interval of 95%, where there is one.
    count, total : k of n, where it is a share of counted things.
    unit : of the estimate.
    population, period, n : of what, when, how many; n as the source gives it.
    source : key into references.bib.
    dataset : id in the registry of datasets, for what was counted from one.
    by : published, or ours where we counted.
    place : page, table or passage.
    verified : yes (seen in the source or counted), partial (second-hand), no (memory).
    how : how it was checked.
    """

    id: str
    topic: str
    quantity: str
    estimate: float | None
    says: str
    low: float | None
    high: float | None
    count: int | None
    total: int | None
    unit: str
    population: str
    period: str
    n: str
    source: str
    dataset: str
    by: str
    place: str
    verified: str
    how: str

    def to_dict(self) -> dict[str, object]:
        """What a reader sees of it in an answer."""
        interval = {} if self.low is None else {"low": self.low, "high": self.high}
        return {
            "id": self.id,
            "quantity": self.quantity,
            "estimate": self.says if self.estimate is None else self.estimate,
            **interval,
            "unit": self.unit,
            "population": self.population,
            "period": self.period,
            "n": self.n,
            "source": self.source,
            "by": self.by,
            "verified": self.verified,
        }


@cache
def effects() -> tuple[Effect, ...]:
    """Which numbers of the past does holdfast know? In the order of their ids."""
    text = files("holdfast.history").joinpath("data", "effects.csv").read_text("utf-8")
    return tuple(_row(row) for row in csv.DictReader(text.splitlines()))


def effect(name: str) -> Effect:
    """Which effect has this id? KeyError where none has."""
    return {one.id: one for one in effects()}[name]


def _row(row: dict[str, str]) -> Effect:
    numbers = {k: float(row[k]) if row[k] else None for k in ("estimate", "low", "high")}
    counts = {k: int(row[k]) if row[k] else None for k in ("count", "total")}
    rest = {k: v for k, v in row.items() if k not in numbers and k not in counts}
    return Effect(**rest, **numbers, **counts)  # type: ignore[arg-type]
