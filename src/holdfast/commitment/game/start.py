"""What the solved game says at the present state, by reading it between the nodes."""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.grids import Values, stencil
from holdfast.commitment.game.solution import Solution
from holdfast.commitment.game.terms import nash_terms


@dataclass(frozen=True, slots=True, eq=False)
class Start:
    """Reads arrays of a solution at the parameters' own start.

    Parameters
    ----------
    solution : of the game.
    """

    solution: Solution

    def in_war(self, values: Values) -> float:
        """Read an array over (power, trust, willingness, support, domestic, walked back)."""
        given, on = self.solution.rules.given, self.solution.rules.grids
        held = values[..., given.support, given.domestic, int(given.walked_back)]
        return _read(
            held,
            (on.power, given.power),
            (on.trust, given.trust),
            (on.willingness, given.willingness),
        )

    def in_terms(self, values: Values) -> float:
        """Read an array over (power, trust, support, domestic)."""
        given, on = self.solution.rules.given, self.solution.rules.grids
        held = values[:, :, given.support, given.domestic]
        return _read(held, (on.power, given.power), (on.trust, given.trust))

    def in_settlement(self, values: Values, share: float) -> float:
        """Read an array over (power, trust, support, domestic, share) on these terms."""
        given, on = self.solution.rules.given, self.solution.rules.grids
        held = values[:, :, given.support, given.domestic]
        return _read(held, (on.power, given.power), (on.trust, given.trust), (on.share, share))

    @property
    def agreement(self) -> tuple[float, float]:
        """A's share in the terms that the two would reach now, and whether they agree on it.

        The Nash terms on what war and settlements are worth at the start itself, so that both
        gain by them wherever any terms would let both gain. Smooth terms are read between those
        of the nodes around the start.
        """
        rules, found = self.solution.rules, self.solution
        if rules.given.smooth_terms:
            return self.in_terms(found.talks.terms), self.in_terms(
                found.talks.agreed.astype(np.float64)
            )
        shares = rules.grids.share
        settled = np.array(
            [
                [self.in_settlement(one, share) for share in shares]
                for one in found.settlement.values
            ]
        )
        war = np.array([self.in_war(one) for one in found.war.values])
        reached = nash_terms(rules, settled, war)
        return float(reached.share), float(reached.agreed)

    @property
    def terms(self) -> float:
        """A's share in the terms that the two would reach now."""
        return self.agreement[0]

    def gains(self, share: float) -> tuple[float, float]:
        """What do A and T gain by a settlement at this share of A's, over war?"""
        war, settled = self.solution.war.values, self.solution.settlement.values
        mine, theirs = (
            self.in_settlement(settled[side], share) - self.in_war(war[side]) for side in (0, 1)
        )
        return mine, theirs


def _read(values: Values, *at: tuple[Values, float]) -> float:
    for grid, point in at:  # each reading takes the first axis away
        values = stencil(grid, point).along(values, 0)[0]
    return float(np.asarray(values))
