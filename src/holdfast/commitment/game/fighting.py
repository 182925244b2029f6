"""One quarter of war: talks offered and accepted, then how hard each side fights.

Values have the shape (side, power, trust, willingness, support, domestic, walked back).
"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.grids import Values, chosen, stencil
from holdfast.commitment.game.rules import Rules

_POWER, _WILLINGNESS = 1, 3


@dataclass(frozen=True, slots=True, eq=False)
class WarQuarter:
    """Values of war, and what is done in it; policies have the shape of one side's values.

    Parameters
    ----------
    values : before anybody acts.
    offered : chance that T offers talks.
    accepted : chance that A accepts an offer.
    first : chance that the side that moves first escalates.
    second_after_hold, second_after_first : chances that the other does, after each.
    """

    values: Values
    offered: Values
    accepted: Values
    first: Values
    second_after_hold: Values
    second_after_first: Values


def war_quarter(rules: Rules, war: Values, talks: Values) -> WarQuarter:
    """What is a quarter of war worth?

    Parameters
    ----------
    rules : of the game.
    war, talks : worth of war and of talks after it, power and support moved.
    """
    values, offered, accepted = _talks_node(rules, war, talks)
    if not rules.given.efforts:
        nothing = np.zeros_like(offered)
        return WarQuarter(values, offered, accepted, nothing, nothing, nothing)
    after, *efforts = _effort(rules, values)
    return WarQuarter(after, offered, accepted, *efforts)


def flow_of_war(rules: Rules) -> Values:
    """What a quarter of war pays, its decision included; shape (side, power, domestic)."""
    given, power = rules.given, rules.grids.power[:, np.newaxis]
    now, enjoyed = 1.0 - given.patience, rules.enjoyed[:, np.newaxis]
    mine = now * (enjoyed - given.cost_challenger) + given.patience * given.decided * power
    theirs = now * (1.0 - enjoyed - rules.suffered)
    theirs = theirs + given.patience * given.decided * (1.0 - power)
    return np.stack([np.broadcast_to(mine, theirs.shape), theirs])


def _talks_node(rules: Rules, war: Values, talks: Values) -> tuple[Values, Values, Values]:
    """T may offer talks, at a price while its precondition stands unmet; A may accept."""
    given = rules.given
    flow = flow_of_war(rules)[:, :, np.newaxis, np.newaxis, np.newaxis, :, np.newaxis]
    later = given.patience * (1.0 - given.decided)
    misread = rules.refused.along(war, _WILLINGNESS)
    refused = flow + later * (given.clarity * war + (1.0 - given.clarity) * misread)
    declined, agreed = (
        flow + later * _walked_back(rules, rules.offered.along(values, _WILLINGNESS))
        for values in (war, talks)
    )
    agreed[0] -= given.audience_challenger
    accepted = chosen(given.base_answer, given.precision_talks * (agreed[0] - declined[0]))
    if not given.talks:
        accepted = np.zeros_like(accepted)
    made = declined + accepted * (agreed - declined)
    made[1, ..., 0] -= given.audience_target * rules.honour.shortfall[:, np.newaxis]
    offered = chosen(given.base_offer, given.precision_talks * (made[1] - refused[1]))
    if not given.talks:
        offered = np.zeros_like(offered)
    return refused + offered * (made - refused), offered, accepted


def _walked_back(rules: Rules, values: Values) -> Values:
    """An offer short of the precondition drops it, as surely as it is short."""
    short = rules.honour.shortfall[:, np.newaxis]
    after = values.copy()
    after[..., 0] = short * values[..., 1] + (1.0 - short) * values[..., 0]
    return after


def _effort(rules: Rules, values: Values) -> tuple[Values, Values, Values, Values]:
    """One side, then the other, may escalate; both together leave power where it is."""
    given, power = rules.given, rules.grids.power
    one, two = (1, 0) if given.target_first else (0, 1)
    now = 1.0 - given.patience
    costs = (now * given.escalation_cost_challenger, now * given.escalation_cost_target)
    up, down = (
        stencil(power, power + shift).along(values, _POWER)
        for shift in (given.escalation_shift, -given.escalation_shift)
    )
    first, second = (down, up) if given.target_first else (up, down)
    base, precision = given.base_escalate, given.precision_effort
    after_hold = chosen(base, precision * (second[two] - costs[two] - values[two]))
    after_first = chosen(base, precision * (values[two] - costs[two] - first[two]))
    hold = values + after_hold * (second - values)
    hold[two] -= after_hold * costs[two]
    escalate = first + after_first * (values - first)
    escalate[two] -= after_first * costs[two]
    escalate[one] -= costs[one]
    leads = chosen(base, precision * (escalate[one] - hold[one]))
    return hold + leads * (escalate - hold), leads, after_hold, after_first
