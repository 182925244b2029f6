"""Backward from the end of the horizon: what each state is worth, and what is done in it."""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.fighting import WarQuarter, flow_of_war, war_quarter
from holdfast.commitment.game.grids import Values
from holdfast.commitment.game.rules import Rules
from holdfast.commitment.game.settlement import Quarter, quarter
from holdfast.commitment.game.talks import TalksQuarter, talks_quarter

HORIZON = 80
"""Quarters that are looked ahead."""

_POWER, _SUPPORT = 1, 3
_WAR_SUPPORT = 4


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """The first quarter of the horizon: values, and what each side then does.

    Parameters
    ----------
    rules : of the game.
    settlement, talks, war : the quarter in each phase.
    before : values of war and of the settlement one and two quarters later in the horizon.
    """

    rules: Rules
    settlement: Quarter
    talks: TalksQuarter
    war: WarQuarter
    before: tuple[tuple[Values, Values], tuple[Values, Values]]

    def change(self, quarters: int) -> float:
        """By how much did any value change over the last one or two quarters of recursion?"""
        war, settled = self.before[quarters - 1]
        return float(
            max(
                np.abs(self.war.values - war).max(),
                np.abs(self.settlement.values - settled).max(),
            )
        )


def solve(rules: Rules, horizon: int = HORIZON) -> Solution:
    """What is each state worth, and what is done in it, with so many quarters to go?

    Parameters
    ----------
    rules : of the game.
    horizon : quarters until war goes on to its end, or the settlement for ever; at least 2.

    Notes
    -----
    Moves in a quarter are one after the other, each by a logit choice with a base rate, so
    every node has one solution and the recursion needs no fixed point.
    """
    war, talks, settled = terminal(rules)
    earlier: list[tuple[Values, Values]] = []
    for _ in range(horizon):
        earlier = [(war, settled), *earlier[:1]]
        going_on, talking = (moved(rules, values) for values in (war, talks))
        peace = rules.chains.peace.expect(settled, _SUPPORT)
        in_settlement = quarter(rules, war, settled)
        in_talks = talks_quarter(rules, going_on, peace)
        in_war = war_quarter(rules, going_on, talking)
        war, talks, settled = in_war.values, in_talks.values, in_settlement.values
    return Solution(rules, in_settlement, in_talks, in_war, (earlier[0], earlier[1]))


def terminal(rules: Rules) -> tuple[Values, Values, Values]:
    """What are war, talks and a settlement worth where nothing is chosen any more?

    War is fought to its end, and a settlement kept for ever.
    """
    given, on = rules.given, rules.grids
    last = flow_of_war(rules) / (1.0 - given.patience * (1.0 - given.decided))
    levels = rules.honour.honoured.size, rules.suffered.size
    shape = (2, on.power.size, on.trust.size, on.willingness.size, *levels, 2)
    spread = last[:, :, np.newaxis, np.newaxis, np.newaxis, :, np.newaxis]
    war = np.broadcast_to(spread, shape).copy()
    shares = np.stack([on.share, 1.0 - on.share])[
        :, np.newaxis, np.newaxis, np.newaxis, np.newaxis
    ]
    settled = np.broadcast_to(shares, (*shape[:3], *levels, on.share.size)).copy()
    return war, war.copy(), settled


def moved(rules: Rules, values: Values) -> Values:
    """What are next quarter's values worth before power and support move in the war?"""
    expected = np.empty_like(values)
    for dropped, chain in enumerate(rules.chains.war):
        expected[..., dropped] = chain.expect(values[..., dropped], _WAR_SUPPORT)
    return np.moveaxis(np.tensordot(rules.walk, expected, (1, _POWER)), 0, _POWER)
