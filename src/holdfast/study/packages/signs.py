"""Which way does each instrument move both sides' gains and the keeping, draw by draw?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from holdfast.core.quantity import Draws
from holdfast.study.game.curves import Progress
from holdfast.study.game.mechanisms import ENOUGH, FELT
from holdfast.study.packages.bench import ASKED, Bench, Package
from holdfast.study.packages.outcomes import FIVE, Outcomes, outcomes

COMPANY: Mapping[str, float] = {
    "consultation-clause": 0.5,
    "tripwire-force": 0.5,
    "air-cover": 0.5,
    "monitoring-mission": 0.5,
    "snap-back-sanctions": 0.5,
}
"""A middling package that instruments are added to, itself left out of it."""

ADDED_TO = ("nothing", "a middling package")

SELDOM = 0.05
"""Share of all draws under which an outcome that moves tells of no sign."""

MOVED = ("target's gain", "challenger's gain", "kept five years", "both come")
"""What is looked at, in the order of `_read`."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Which way one outcome moves when one instrument is added whole.

    Parameters
    ----------
    instrument : its id.
    added_to : one of `ADDED_TO`.
    outcome : one of `MOVED`.
    share : of the draws in which it moves, those in which it rises.
    moving : share of all draws in which it moves.
    change : mean over all draws.
    """

    instrument: str
    added_to: str
    outcome: str
    share: float
    moving: float
    change: float

    @property
    def verdict(self) -> str:
        """+ or - where the share is that sure, else depends; or that it hardly moves."""
        if self.moving < SELDOM:
            return "hardly moves"
        if self.share >= ENOUGH:
            return "+"
        return "-" if self.share <= 1.0 - ENOUGH else "depends"


def signs(on: Bench, progress: Progress | None = None) -> tuple[Sign, ...]:
    """Which way does each instrument move what is looked at, alone and in company?

    Parameters
    ----------
    on : the case.
    progress : told of games solved.
    """
    return tuple(
        sign
        for added_to, company in zip(ADDED_TO, ({}, COMPANY), strict=True)
        for sign in _added(on, added_to, company, progress)
    )


def _added(
    on: Bench, added_to: str, company: Mapping[str, float], progress: Progress | None
) -> Iterator[Sign]:
    names = [one.id for one in on.tools.instruments]
    before = [{n: s for n, s in company.items() if n != name} for name in names]
    after = [{**rest, name: 1.0} for name, rest in zip(names, before, strict=True)]
    once = list({tuple(sorted(p.items())): p for p in (*before, *after)}.values())
    found = outcomes(on, [Package("", "", ASKED, p) for p in once], progress=progress)
    read = _read(found)
    for name, less, more in zip(names, before, after, strict=True):
        for outcome, values in read.items():
            change = values[once.index(more)] - values[once.index(less)]
            yield _sign((name, added_to, outcome), change)


def _sign(key: tuple[str, str, str], change: Draws) -> Sign:
    moves = np.abs(change) > FELT
    share = float((change[moves] > 0.0).mean()) if moves.any() else 0.0
    return Sign(*key, share, float(moves.mean()), float(change.mean()))


def _read(found: Outcomes) -> dict[str, Draws]:
    values = (
        found.target_gain,
        found.challenger_gain,
        found.holds[:, FIVE],
        found.agreed.astype(np.float64),
    )
    return dict(zip(MOVED, values, strict=True))
