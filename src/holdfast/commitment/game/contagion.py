"""Guarantors who look at one another: would they honour together, or fail together?

Each honours the more readily the more of the others do. What they do in the end is a fixed
point of one number, the weighted share that honours, so that a scan finds all of them.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from holdfast.commitment.game.grids import Values, chosen

_SCAN = 401  # points between which roots are told apart
_WITHIN = 1e-14


@dataclass(frozen=True, slots=True, eq=False)
class Guarantors:
    """Those who stand behind one guarantee; shapes (guarantors,).

    Parameters
    ----------
    gain : of honouring over not honouring, in prize, were none of the others to honour.
    sure : chance of honouring without choice.
    weight : share in what the guarantee comes to; sums to 1.
    contagion : what it adds to each one's gain that all honour; below 0 they shirk.
    precision, base : of their choices.
    """

    gain: Values
    sure: Values
    weight: Values
    contagion: float
    precision: float
    base: float

    def honoured(self, share: float) -> Values:
        """How likely does each honour, when this share of the guarantee is being honoured?"""
        gain = self.precision * (self.gain + self.contagion * share)
        return np.asarray(self.sure + (1.0 - self.sure) * chosen(self.base, gain))


def fixed_points(among: Guarantors) -> tuple[float, ...]:
    """Which shares of the guarantee, honoured, make the guarantors honour just that share?

    Returns
    -------
    in rising order, at least one. Two that lie closer together than 1/400 may be missed.

    Examples
    --------
    >>> one = np.ones(1)
    >>> three = Guarantors(-0.1 * one, 0.0 * one, one, 0.2, 40.0, 0.5)
    >>> [round(share, 3) for share in fixed_points(three)]
    [0.021, 0.5, 0.979]
    """

    def excess(share: float) -> float:
        return float(among.weight @ among.honoured(share)) - share

    at = np.linspace(0.0, 1.0, _SCAN)
    signs = np.array([excess(share) for share in at])
    exact = [float(share) for share, value in zip(at, signs, strict=True) if value == 0.0]
    turns = np.flatnonzero(signs[:-1] * signs[1:] < 0.0)
    found = [brentq(excess, at[turn], at[turn + 1], xtol=_WITHIN) for turn in turns]
    return tuple(sorted([*exact, *map(float, found)]))
