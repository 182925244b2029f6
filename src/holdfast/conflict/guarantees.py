"""Promises by third parties: who, against what, how fast, how surely, how hard."""

from dataclasses import dataclass
from datetime import date

from holdfast.conflict.conditions import Condition
from holdfast.core.quantity import Quantity
from holdfast.core.sources import Citation


@dataclass(frozen=True, slots=True)
class GuarantorChoice:
    """What decides whether the guarantors act, where it is not judged directly.

    Parameters
    ----------
    stake : share; what the protected side's prize is worth to the guarantor.
    cost : share; cost of acting, between its low and high end as the rival believes.
    abandonment : share; price of a broken word.
    automatic : probability that the response starts without a decision.
    """

    stake: Quantity
    cost: Quantity
    abandonment: Quantity
    automatic: Quantity


@dataclass(frozen=True, slots=True)
class Guarantee:
    """One package of promises to one side, against the other.

    Parameters
    ----------
    id, title : its name in the file and in print.
    protects, against : actor ids.
    given_by : ids of the guarantors.
    in_force_when, broken_by : conditions on states; absent in a case without issues.
    response : what the guarantors would do, in words.
    judged_by : id of the monitor who says that it was broken; empty where nobody is named.
    kept_with : probability that the guarantors act when called on.
    choice : the guarantors' own reckoning, where `kept_with` is not given.
    force : probability; by how much the whole package lowers the challenger's chance to win.
    cost_imposed : share of the prize that the response costs the challenger.
    response_time : days until the response arrives.
    half_life : years in which the guarantors' will halves.
    lapses : the day it ends by itself.
    troops : soldiers who stand there at any time; compared, never in the game.
    cost_per_year : EUR bn 2024, besides soldiers; likewise.
    stands_after : days from the signing until it stands whole; likewise.
    sources, note : where it comes from.
    """

    id: str
    title: str
    protects: str
    against: str
    given_by: tuple[str, ...]
    in_force_when: Condition | None
    broken_by: Condition | None
    response: str
    force: Quantity
    cost_imposed: Quantity
    judged_by: str = ""
    kept_with: Quantity | None = None
    choice: GuarantorChoice | None = None
    response_time: Quantity | None = None
    half_life: Quantity | None = None
    lapses: date | None = None
    troops: Quantity | None = None
    cost_per_year: Quantity | None = None
    stands_after: Quantity | None = None
    sources: tuple[Citation, ...] = ()
    note: str = ""

    @property
    def costed(self) -> bool:
        """Whether the case says what it takes to keep it up."""
        return self.troops is not None or self.cost_per_year is not None


@dataclass(frozen=True, slots=True)
class Monitor:
    """Who watches, over what line, and how well.

    Parameters
    ----------
    id, title : its name in the file and in print.
    detects : probability that a breach is seen and attributed.
    false_alarm : probability that quiet is reported as a breach.
    line_length : km to be watched.
    """

    id: str
    title: str
    detects: Quantity | None = None
    false_alarm: Quantity | None = None
    line_length: Quantity | None = None
