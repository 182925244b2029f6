"""Counts from published datasets, as scripts/history_tables.py makes them."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CLAUSES = ("defence", "offence", "neutrality", "non_aggression")
"""What an alliance can promise."""

ERAS = ("before-1945", "since-1945")
MEMBERS = ("two", "several")

ONCE = ", each war counted once"
"""How the name of a group goes on that counts wars and not pairs of states."""


@dataclass(frozen=True, slots=True)
class Called:
    """Commitments of alliances that a war called on, of one kind.

    Parameters
    ----------
    era, members, clause : of `ERAS`, `MEMBERS` and `CLAUSES`; empty for any.
    commitments, honoured : how many were called on, and how many of them were honoured.
    wars : how many wars called on them; commitments of one war are kept or not together.
    effective : as how many independent ones they count.
    """

    era: str
    members: str
    clause: str
    commitments: int
    honoured: int
    wars: int
    effective: float


@dataclass(frozen=True, slots=True)
class YearOfWar:
    """Wars that had lasted so many years, and what the next year brought.

    Parameters
    ----------
    era : all, before-1946 or since-1946, by the year of the war's start.
    elapsed : whole years.
    at_risk, ended : how many had lasted longer, and how many of them ended within a year more.
    years_lived : years of war that they went through in that year, together.
    """

    era: str
    elapsed: int
    at_risk: int
    ended: int
    years_lived: float


@dataclass(frozen=True, slots=True)
class Kept:
    """Peaces that were still kept so many years on.

    Parameters
    ----------
    population, group : which peaces.
    years : how many.
    survival, low, high : by Kaplan and Meier, with the 95% interval on the log-log scale, wide
        enough for cases of one war, conflict or place to share their fate.
    at_risk : how many were kept and followed for so long.
    n, failed : how many there were, and how many failed at any time.
    clusters : how many wars, conflicts or places they are of.
    effective : how many independent cases, all followed to the end, would tell as much.
    """

    population: str
    group: str
    years: int
    survival: float
    low: float
    high: float
    at_risk: int
    n: int
    clusters: int
    failed: int
    effective: float


@cache
def called() -> tuple[Called, ...]:
    """Which commitments were called on, by every choice of era, members and clause?"""
    return tuple(
        Called(
            row["era"],
            row["members"],
            row["clause"],
            int(row["commitments"]),
            int(row["honoured"]),
            int(row["wars"]),
            float(row["effective"]),
        )
        for row in _rows("honoured.csv")
    )


@cache
def years_of_war() -> tuple[YearOfWar, ...]:
    """How did wars between states go on, year by year?"""
    return tuple(
        YearOfWar(
            row["era"],
            int(row["elapsed"]),
            int(row["at_risk"]),
            int(row["ended"]),
            float(row["years_lived"]),
        )
        for row in _rows("war_lengths.csv")
    )


@cache
def kept() -> tuple[Kept, ...]:
    """Which peaces were kept, and how long?"""
    whole = ("years", "at_risk", "n", "clusters", "failed")
    real = ("survival", "low", "high", "effective")
    return tuple(
        Kept(
            population=row["population"],
            group=row["group"],
            **{name: int(row[name]) for name in whole},
            **{name: float(row[name]) for name in real},  # type: ignore[arg-type]
        )
        for row in _rows("peace_lengths.csv")
    )


def commitments(*, era: str = "", members: str = "", clause: str = "") -> Called:
    """How many commitments of this kind were honoured, of how many called on?

    Parameters
    ----------
    era, members, clause : of `ERAS`, `MEMBERS` and `CLAUSES`; empty for all.

    Raises
    ------
    ValueError
        A word that is none of these.

    Examples
    --------
    >>> found = commitments(era="since-1945", clause="defence")
    >>> found.honoured, found.commitments
    (6, 43)
    """
    for word, known in ((era, ERAS), (members, MEMBERS), (clause, CLAUSES)):
        if word and word not in known:
            raise ValueError(f"'{word}' is none of {', '.join(known)}")
    asked = (era, members, clause)
    return next(one for one in called() if (one.era, one.members, one.clause) == asked)


def _rows(name: str) -> "csv.DictReader[str]":
    text = files("holdfast.history").joinpath("data", name).read_text("utf-8")
    return csv.DictReader(text.splitlines())
