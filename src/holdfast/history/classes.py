"""Reference classes: what past cases say of a number, small classes drawn to wider ones."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any

import yaml

from holdfast.history.effects import effect
from holdfast.history.tables import ONCE, commitments, kept, years_of_war

TAIL = 0.05
"""Share of the distribution below its low and above its high."""

PLACES = 3
"""Decimals of a class's range: no count of a few cases tells more."""

_JEFFREYS = 0.5  # of the widest classes: half a success and half a failure
_QUARTERS = 4.0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was counted: k of n cases, or k endings in n years; or estimates that differ.

    Parameters
    ----------
    count, total : k and n; n in cases, or in years for a pace; 0 for estimates. Cases that
        lean on each other or were lost sight of count as so many independent ones, all
        followed to the end.
    pace : whether it is a pace.
    seen : how many cases there were; of groups that count each war once, how many wars.
    came : in how many of them it came, where it was counted; -1 where it was followed.
    estimates : of several codings or studies, in rising order; empty where cases were counted.
    """

    count: float
    total: float
    pace: bool
    seen: int = 0
    came: int = -1
    estimates: tuple[float, ...] = ()

    @property
    def share(self) -> float:
        """Cases that did it, or endings in a year."""
        return self.count / self.total

    def less(self, part: "Evidence") -> "Evidence":
        """What was counted outside a part of these."""
        if self.pace:
            return Evidence(self.count - part.count, self.total - part.total, pace=True)
        left = self.seen - part.seen
        if left <= 0:
            return Evidence(0.0, 0.0, pace=False)
        share = (self.seen * self.share - part.seen * part.share) / left
        total = self.total * left / self.seen
        return Evidence(min(max(share, 0.0), 1.0) * total, total, pace=False, seen=left)


@dataclass(frozen=True, slots=True)
class ReferenceClass:
    """Past cases of one kind, and the number that they give.

    Parameters
    ----------
    id, words : short name, and what the cases are.
    unit : probability, or probability per quarter.
    evidence : what was counted in them.
    within : id of the wider class that it is drawn towards; empty for the widest.
    weight : as how many cases, or endings, the wider class counts.
    low, likely, high : 5th, 50th and 95th percentile of what follows.
    source : key into references.bib.
    caveats : sentences.
    beside : ids of effects that say otherwise, or more.
    fits : last parts of the names of quantities that mean about what the class counts.
    until : year up to which cases were counted; no case of an earlier day may use it.
    """

    id: str
    words: str
    unit: str
    evidence: Evidence
    within: str
    weight: float
    low: float
    likely: float
    high: float
    source: str
    caveats: tuple[str, ...]
    beside: tuple[str, ...]
    fits: tuple[str, ...]
    until: int

    @property
    def basis(self) -> str:
        """What it rests on, in a phrase."""
        count, total = self.evidence.count, self.evidence.total
        if self.evidence.estimates:
            return "estimates of " + ", ".join(f"{one:.2f}" for one in self.evidence.estimates)
        if self.evidence.pace:
            return f"{count:.0f} endings in {total:.0f} years of war"
        seen, came = self.evidence.seen, self.evidence.came
        as_if = "" if round(total) >= seen else f", counted as {total:.0f} that stand alone"
        share = f"{came}" if came >= 0 else f"{100 * self.evidence.share:.0f}%"
        return f"{share} of {seen}{as_if}"


@cache
def reference_classes() -> Mapping[str, ReferenceClass]:
    """Which reference classes are there, by id? A wider class stands before those within it.

    Notes
    -----
    Shares: beta-binomial. The widest classes have Jeffreys' prior, half a success and half a
    failure; a class within another has as prior, with the file's `weight` cases, the mean of
    that one's other cases, so that none is counted twice. Paces: gamma-Poisson, alike, with
    `weight` endings. Where cases were lost sight of or lean on each other, k and n are those
    that would give the estimate and its variance. Where codings differ, the range runs from
    the lowest of three estimates over the middle to the highest.
    """
    text = files("holdfast.history").joinpath("data", "classes.yaml").read_text("utf-8")
    listed = yaml.load(text, Loader=_LOADER)  # noqa: S506  # a safe loader, and our own file
    found: dict[str, ReferenceClass] = {}
    priors: dict[str, float | None] = {}
    weight = float(listed["weight"])
    for entry in listed["classes"]:
        evidence = _evidence(entry)
        wider = entry.get("within", "")
        if evidence.estimates:
            low, likely, high = evidence.estimates
        else:
            others = found[wider].evidence.less(evidence) if wider else None
            prior = None if others is None else _mean(others, priors[wider], weight)
            priors[entry["id"]] = prior
            low, likely, high = _percentiles(evidence, *_posterior(evidence, prior, weight))
        found[entry["id"]] = ReferenceClass(
            id=entry["id"],
            words=entry["words"],
            unit=entry["unit"],
            evidence=evidence,
            within=wider,
            weight=weight if wider else 0.0,
            low=low,
            likely=likely,
            high=high,
            source=entry["source"],
            caveats=tuple(listed["caveats"][key] for key in entry["caveats"]),
            beside=tuple(entry["beside"]),
            fits=tuple(entry["fits"]),
            until=int(entry["until"]),
        )
    return found


def _evidence(entry: Mapping[str, Any]) -> Evidence:
    if "estimates" in entry:
        numbers = sorted(float(effect(name).estimate or 0.0) for name in entry["estimates"])
        return Evidence(0.0, 0.0, pace=False, estimates=tuple(numbers))
    if "honoured" in entry:
        told = commitments(**entry["honoured"])
        count = told.honoured / told.commitments * told.effective
        seen, came = told.commitments, told.honoured
        return Evidence(count, told.effective, pace=False, seen=seen, came=came)
    if "kept" in entry:
        asked = entry["kept"]
        [row] = [r for r in kept() if all(getattr(r, k) == v for k, v in asked.items())]
        count = row.survival * row.effective
        seen = row.clusters if row.group.endswith(ONCE) else row.n
        return Evidence(count, row.effective, pace=False, seen=seen)
    asked = entry["ends"]
    rows = [
        r for r in years_of_war() if r.era == asked["era"] and r.elapsed >= asked["elapsed"]
    ]
    return Evidence(sum(r.ended for r in rows), sum(r.years_lived for r in rows), pace=True)


def _mean(evidence: Evidence, prior: float | None, weight: float) -> float:
    shape, rate = _posterior(evidence, prior, weight)
    return shape / rate if evidence.pace else shape / (shape + rate)


def _posterior(evidence: Evidence, wider: float | None, weight: float) -> tuple[float, float]:
    """Both shapes of the beta, or shape and rate of the gamma."""
    count, total = evidence.count, evidence.total
    if evidence.pace:
        if wider is None:
            return _JEFFREYS + count, total
        return weight + count, weight / wider + total
    if wider is None:
        return _JEFFREYS + count, _JEFFREYS + total - count
    return weight * wider + count, weight * (1.0 - wider) + total - count


def _percentiles(evidence: Evidence, shape: float, rate: float) -> tuple[float, ...]:
    from scipy.special import betaincinv, gammaincinv  # late: scipy takes a while to come up

    at = (TAIL, 0.5, 1.0 - TAIL)
    if not evidence.pace:
        return tuple(round(float(betaincinv(shape, rate, p)), PLACES) for p in at)
    paces = (float(gammaincinv(shape, p)) / rate for p in at)
    return tuple(round(1.0 - exp(-pace / _QUARTERS), PLACES) for pace in paces)


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
