"""How the conflict may unfold from the present state: chances by quarter, and what is kept."""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.grids import Values, stencil
from holdfast.commitment.game.passage import by_kind, from_settlement, from_talks, from_war
from holdfast.commitment.game.solution import Solution

QUARTERS = 40
"""Quarters that are followed: ten years."""


@dataclass(frozen=True, slots=True, eq=False)
class Unfolding:
    """Chances by the end of each quarter; shapes (quarters,).

    Parameters
    ----------
    talks : that talks have been entered.
    deal : that a deal has been signed.
    war, talking, peace : of being in each phase; the rest has seen the war decided.
    war_quarters : expected number of quarters in war among those followed.
    escalations : expected quarters in which A, and T, escalate.
    offers : expected number of offers of talks.
    won : chance that A wins the war.
    deals : first deals by quarter of signing; shape (quarters, power, trust, support, domestic,
        share).
    """

    talks: Values
    deal: Values
    war: Values
    talking: Values
    peace: Values
    war_quarters: float
    escalations: tuple[float, float]
    offers: float
    won: float
    deals: Values


def unfolding(solution: Solution, quarters: int = QUARTERS) -> Unfolding:
    """How likely are talks, a deal and peace by the end of each quarter from now?

    Notes
    -----
    Mass moves on the grid of the values. In a settlement that blurs power, so how long a
    settlement is kept is `holding`, not this.
    """
    war, talking, settled = _start(solution), 0.0 * _start(solution), _nobody(solution)
    phases, seen = [], np.zeros(5)
    for _ in range(quarters):
        quarters_of_war = float(war.sum())
        fought, talked = from_war(solution, war), from_talks(solution, talking)
        kept = from_settlement(solution, settled)
        won = fought.won + talked.won
        seen += (quarters_of_war, *fought.escalated, fought.offered, won)
        war, talking = fought.war + talked.war + kept.war, fought.talks
        settled = kept.settlement + by_kind(solution, talked.deals)
        phases.append((war.sum(), talking.sum(), settled.sum()))
    deals = _first_deals(solution, quarters)
    in_war, in_talks, in_peace = np.array(phases).T
    return Unfolding(
        talks=np.cumsum(_first_talks(solution, quarters)),
        deal=np.cumsum(deals.reshape(quarters, -1).sum(axis=1)),
        war=in_war,
        talking=in_talks,
        peace=in_peace,
        war_quarters=float(seen[0]),
        escalations=(float(seen[1]), float(seen[2])),
        offers=float(seen[3]),
        won=float(seen[4]),
        deals=deals,
    )


def _first_talks(solution: Solution, quarters: int) -> list[float]:
    war, entered = _start(solution), []
    for _ in range(quarters):
        fought = from_war(solution, war)
        war = fought.war
        entered.append(float(fought.talks.sum()))
    return entered


def _first_deals(solution: Solution, quarters: int) -> Values:
    war, talking, deals = _start(solution), 0.0 * _start(solution), []
    for _ in range(quarters):
        fought, talked = from_war(solution, war), from_talks(solution, talking)
        war, talking = fought.war + talked.war, fought.talks
        deals.append(talked.deals)
    return np.stack(deals)


def _start(solution: Solution) -> Values:
    """All mass at the present state, spread over the nodes around it."""
    given, on = solution.rules.given, solution.rules.grids
    at = [
        stencil(grid, point).weights(grid.size)[0]
        for grid, point in (
            (on.power, given.power),
            (on.trust, given.trust),
            (on.willingness, given.willingness),
        )
    ]
    mass = np.zeros(solution.war.offered.shape)
    held = np.einsum("p,t,w->ptw", *at)
    mass[:, :, :, given.support, given.domestic, int(given.walked_back)] = held
    return mass


def _nobody(solution: Solution) -> Values:
    return np.zeros((2, *solution.settlement.probe.shape))
