"""The steps of a settlement: who takes them, what must come first, what each changes."""

from dataclasses import dataclass

from holdfast.core.quantity import Quantity
from holdfast.core.sources import Citation

SIDES = ("challenger", "target")
"""The two whose exposure is asked about."""

DOERS = (*SIDES, "both", "guarantors")
"""Who can take a step."""

SERVED = (*SIDES, "both")
"""Whom a step can serve."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a step moves in the game, once it is done.

    Parameters
    ----------
    what : power, first_strike, first_strike_target, line, detection, force, sanctions, trust
        (of the commitment game); package (strength of the package put in force);
        worth_to_challenger, worth_to_target (what the step itself is worth to a side for as
        long as it stands).
    sign : +1 where the step raises it, -1 where it lowers it.
    size : by how much; in the unit of what it moves.
    """

    what: str
    sign: int
    size: Quantity


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a sequence.

    Parameters
    ----------
    id, title : its name in the file and in print.
    by : who takes it; one of `DOERS`.
    serves : whom it serves; one of `SERVED`.
    after : ids of the steps that must be done before it.
    reversible : share; what of it can be taken back.
    takes : days.
    changes : what it moves.
    stops_fighting : whether the war stops with it.
    tranches : equal parts that it is cut into.
    sources, note : where it comes from.
    """

    id: str
    title: str
    by: str
    serves: str
    after: tuple[str, ...]
    reversible: Quantity
    takes: Quantity
    changes: tuple[Change, ...]
    stops_fighting: bool = False
    tranches: int = 1
    sources: tuple[Citation, ...] = ()
    note: str = ""

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Every number of the step."""
        return (self.reversible, self.takes, *(change.size for change in self.changes))


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps that lead from the war into the settlement.

    Parameters
    ----------
    steps : in the order of the file.
    package : id of the package that steps put in force; empty where the plan names none.
    prefers : for a side the order it asks for, as ids of steps.
    assumed : whether it is holdfast's own plan, because the case has none.
    """

    steps: tuple[Step, ...]
    package: str = ""
    prefers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    assumed: bool = False
