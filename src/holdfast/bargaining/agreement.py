"""What is being bargained over, and what does an answer consist of?"""

from dataclasses import dataclass

import numpy as np

from holdfast.bargaining.sides import (
    NO_OUTSIDE_OPTION,
    NO_RED_LINES,
    Draws,
    Flags,
    Sides,
)
from holdfast.bargaining.zone import Zone


@dataclass(frozen=True, slots=True)
class Bargain:
    """What does each side fall back on, could leave for, and rule out?

    Attributes
    ----------
    disagreement : Sides, utility
        What each has for as long as they do not agree (in a war: fighting on). Gains
        are counted from here.
    outside : Sides, utility
        What each gets by leaving the table for good. It does not move the split; it
        only bars terms worth less [BinmoreShakedSutton1989].
    red_lines : Sides, share
        Lowest terms the challenger may sign; highest terms the target may sign.

    Raises
    ------
    ValueError
        If a disagreement value is infinite, or an outside option or red line rules
        out every deal whatever the terms (such a side is not bargaining).

    Examples
    --------
    >>> Bargain(Sides.of(0.5, 0.25), outside=Sides.of(0.6, 0.0)).need
    Sides(challenger=array([0.6]), target=array([0.25]))
    """

    disagreement: Sides
    outside: Sides = NO_OUTSIDE_OPTION
    red_lines: Sides = NO_RED_LINES

    def __post_init__(self) -> None:
        fallback = (self.disagreement.challenger, self.disagreement.target)
        if not all(np.isfinite(value).all() for value in fallback):
            raise ValueError("gains need a finite disagreement value for each side")
        demands = (
            self.outside.challenger,
            self.outside.target,
            self.red_lines.challenger,
            -self.red_lines.target,
        )
        if any(np.isposinf(demand).any() for demand in demands):
            raise ValueError("an outside option or red line that bars every deal")

    @property
    def need(self) -> Sides:
        """What must terms be worth for each side to sign (red lines apart)?"""
        return Sides(
            challenger=np.maximum(self.disagreement.challenger, self.outside.challenger),
            target=np.maximum(self.disagreement.target, self.outside.target),
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    """On which terms would they settle, and if on none, which come closest?

    It describes what a rule picks out. It recommends nothing, and always shows
    what both sides get.

    Attributes
    ----------
    terms : shape (draws,), share, 0 to 1
        The challenger's share. Where there is no deal: the terms of least loss, the
        middle of those at which the two sides' shortfalls add up to least.
    deal : shape (draws,), bool
        Whether any terms satisfy both sides.
    challenger_gain, target_gain : shape (draws,), utility
        Worth of `terms` less the disagreement value; may be negative without a deal.
    shortfall : shape (draws,), utility
        What the two sides together lack at `terms` to be willing; 0 with a deal.
    zone : Zone
        The terms that would satisfy both.
    """

    terms: Draws
    deal: Flags
    challenger_gain: Draws
    target_gain: Draws
    shortfall: Draws
    zone: Zone
