"""The modified PERT distribution fitted through percentiles instead of end points.

Analysts give a low, a likely and a high value and mean percentiles by the outer two. The usual
PERT takes them for the ends. Here the ends are found such that the stated percentiles hold.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from holdfast.core.tolerances import ROOT

_PEAK = 4.0  # weight of the likely value, as in the classical PERT


@dataclass(frozen=True, slots=True)
class Peaked:
    """A one-peaked distribution on [low_end, high_end].

    Parameters
    ----------
    low_end, high_end : the ends.
    peak : where the mode lies between the ends, in [0, 1].
    triangular : triangular instead of PERT.
    """

    low_end: float
    high_end: float
    peak: float
    triangular: bool = False

    def quantile(self, probability: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the value below which this share lies; in [low_end, high_end]."""
        unit = _unit_quantile(self.peak, probability, triangular=self.triangular)
        return self.low_end + (self.high_end - self.low_end) * unit


@lru_cache(maxsize=4096)
def pert_through(
    low: float, likely: float, high: float, tail: float, *, triangular: bool = False
) -> Peaked:
    """Which modified PERT has this mode and these percentiles?

    Parameters
    ----------
    low, likely, high : low <= likely <= high, low < high.
    tail : probability below low, and above high, in [0, 0.5). 0 makes them the ends.
    triangular : fit a triangular distribution instead.

    Returns
    -------
    Peaked
        Its `tail` quantile is low, its `1 - tail` quantile is high, its mode is likely.

    Raises
    ------
    ValueError
        When the three are out of order or low equals high.

    Notes
    -----
    On the unit interval the distribution is Beta(1 + 4r, 5 - 4r) with mode r
    [ClarkMalcolm1959]. The relative place of the mode between the two percentiles rises with r
    from below 0 to above 1, so one r fits; bisection finds it.

    Examples
    --------
    >>> fit = pert_through(0.0, 0.5, 1.0, 0.0)
    >>> (fit.low_end, fit.high_end, fit.peak)
    (0.0, 1.0, 0.5)
    """
    if not low <= likely <= high or low == high:
        raise ValueError(
            f"need low <= likely <= high and low < high, got {low}, {likely}, {high}"
        )
    wanted = (likely - low) / (high - low)
    if tail == 0.0:
        return Peaked(low, high, wanted, triangular)
    tails = np.array([tail, 1.0 - tail])
    below, above = 0.0, 1.0
    while above - below > ROOT:
        peak = (below + above) / 2.0
        first, last = _unit_quantile(peak, tails, triangular=triangular)
        if (peak - first) / (last - first) < wanted:
            below = peak
        else:
            above = peak
    peak = (below + above) / 2.0
    first, last = _unit_quantile(peak, tails, triangular=triangular)
    width = (high - low) / (last - first)
    start = low - width * first
    return Peaked(float(start), float(start + width), peak, triangular)


def _unit_quantile(
    peak: float, probability: NDArray[np.float64], *, triangular: bool
) -> NDArray[np.float64]:
    if triangular:
        rising = np.sqrt(probability * peak)
        falling = 1.0 - np.sqrt((1.0 - probability) * (1.0 - peak))
        return np.where(probability < peak, rising, falling)
    # late: scipy.special costs more to import than all of core
    from scipy.special import betaincinv

    first, second = 1.0 + _PEAK * peak, 1.0 + _PEAK * (1.0 - peak)
    return np.asarray(betaincinv(first, second, probability), dtype=np.float64)
