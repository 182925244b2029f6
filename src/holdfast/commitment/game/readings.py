"""What one solved game says at its start, by the modules beside this one."""

import numpy as np

from holdfast.commitment.game.grids import Size, Values, grids
from holdfast.commitment.game.holding import QUARTERS, holding_and_attacks, holding_of_deals
from holdfast.commitment.game.parameters import GameParameters
from holdfast.commitment.game.rules import rules
from holdfast.commitment.game.solution import Solution, solve
from holdfast.commitment.game.start import Start
from holdfast.commitment.game.unfolding import unfolding

DEALS_WITHIN = 20
"""Quarters within which the first deals are counted whose keeping is followed: five years."""

_LATER = ("talks", "deal", "in_war", "in_talks", "in_peace", "holds_deals", "attacked_deals")
_COUNTS = (
    "war_quarters", "escalations_challenger", "escalations_target", "won", "offers_made",
    "deals_share", "deals_support",
)  # fmt: skip


def readings(
    given: GameParameters, size: Size, horizon: int, *, later: bool
) -> dict[str, Values]:
    """What does this game come to at its start? See `Answers` for the names.

    Parameters
    ----------
    given : the game.
    size : of its grid.
    horizon : quarters looked ahead.
    later : whether to follow how the conflict unfolds; zeros where not.
    """
    found = solve(rules(given, grids(given, size)), horizon)
    out = _now(found)
    if later:
        out |= _later(found)
    else:
        out |= {name: np.zeros(()) for name in _COUNTS}
        out |= {name: np.zeros(QUARTERS) for name in _LATER}
    return {name: np.asarray(value, dtype=np.float64) for name, value in out.items()}


def _now(found: Solution) -> dict[str, object]:
    start, given = Start(found), found.rules.given
    terms, agreed = start.agreement
    first, second = _escalating(start)
    out: dict[str, object] = {
        "war_challenger": start.in_war(found.war.values[0]),
        "war_target": start.in_war(found.war.values[1]),
        "terms": terms,
        "agreed": agreed,
        "offered": start.in_war(found.war.offered),
        "accepted": start.in_war(found.war.accepted),
        "deal_signed": start.in_war(found.talks.deal),
        "works": start.in_terms(found.talks.works),
        "escalated_challenger": second if given.target_first else first,
        "escalated_target": first if given.target_first else second,
    }
    for at, share in (("line", given.line), ("terms", terms)):
        out |= _settled(start, at, share)
    for quarters, name in ((1, "one"), (2, "two")):
        then = found.before[quarters - 1][0]
        moved = [start.in_war(found.war.values[s]) - start.in_war(then[s]) for s in (0, 1)]
        out[f"change_{name}"] = found.change(quarters)
        out[f"change_{name}_start"] = max(map(abs, moved))
    return out


def _escalating(start: Start) -> tuple[float, float]:
    """Chances that the side that moves first escalates now, and that the other does."""
    war = start.solution.war
    first, held = start.in_war(war.first), start.in_war(war.second_after_hold)
    return first, held + first * (start.in_war(war.second_after_first) - held)


def _settled(start: Start, at: str, share: float) -> dict[str, object]:
    kept = start.solution.settlement
    alive, attacked = holding_and_attacks(start.solution, share)
    return {
        f"{at}_challenger": start.in_settlement(kept.values[0], share),
        f"{at}_target": start.in_settlement(kept.values[1], share),
        f"over_probe_{at}": start.in_settlement(kept.over_probe, share),
        f"over_attack_{at}": start.in_settlement(kept.over_attack, share),
        f"over_strike_{at}": start.in_settlement(kept.over_strike_quiet, share),
        f"holds_{at}": alive,
        f"attacked_{at}": attacked,
    }


def _later(found: Solution) -> dict[str, object]:
    seen, on = unfolding(found), found.rules.grids
    made = seen.deals.sum(axis=0)
    total = float(made.sum())
    levels = made.sum(axis=(0, 1, 3, 4)) @ np.arange(made.shape[2])
    kept = holding_of_deals(found, seen.deals[:DEALS_WITHIN].sum(axis=0), QUARTERS)
    alive, attacked = kept if kept is not None else np.zeros((2, QUARTERS))
    return {
        "war_quarters": seen.war_quarters,
        "escalations_challenger": seen.escalations[0],
        "escalations_target": seen.escalations[1],
        "won": seen.won,
        "offers_made": seen.offers,
        "deals_share": float(made.sum(axis=(0, 1, 2, 3)) @ on.share) / total if total else 0.0,
        "deals_support": float(levels) / total if total else 0.0,
        "talks": seen.talks,
        "deal": seen.deal,
        "in_war": seen.war,
        "in_talks": seen.talking,
        "in_peace": seen.peace,
        "holds_deals": alive,
        "attacked_deals": attacked,
    }
