"""What share still goes on after so long, when some cases were lost from sight before?

The estimate of Kaplan and Meier [KaplanMeier1958], with late entry, and its errors by
Greenwood [Greenwood1926]. Nothing is said about times beyond the last case under watch.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import inf, sqrt

import numpy as np

from holdfast.core.tolerances import SHARE
from holdfast.history.survival.shares import counted_share, normal_quantile
from holdfast.history.survival.spells import Counts, Spells, Times, at_risk, frozen


class Interval(StrEnum):
    """How is an interval around a survival share made?"""

    LOG_LOG = "log-log"
    """Symmetric on log(-log S): stays inside [0, 1]; the better one on few cases."""

    PLAIN = "plain"
    """S and so many standard errors on either side, cut at 0 and 1."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A survival curve: one step for every time at which a case ended or was lost.

    Attributes
    ----------
    time : shape (k,), the unit of the spells, rising
    survival : shape (k,), probability, never rising
        Share that lasts longer than `time`; 1 before the first step.
    low, high : shape (k,), probability
        Ends of its interval, step by step.
    variance : shape (k,), >= 0
        Greenwood's, of `survival`.
    at_risk, ended, lost : shape (k,), int
        Cases under watch just before, that ended at, and that were lost at `time`.
    followed : float
        The last time of all: beyond it the curve says nothing, unless all had ended.
    level : probability
    interval : Interval
        How the intervals were made.
    """

    time: Times
    survival: Times
    low: Times
    high: Times
    variance: Times
    at_risk: Counts
    ended: Counts
    lost: Counts
    followed: float
    level: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Beyond:
    """Not known: nobody was followed for so long.

    Attributes
    ----------
    asked : float
        The time that was asked for; infinity where a share was asked for.
    followed : float
        How long the last case was followed.
    at_most : probability
        Share that lasted longer than `followed`; no more can last beyond.
    """

    asked: float
    followed: float
    at_most: float

    def __str__(self) -> str:
        """Say until when it is known."""
        return f"not known beyond {self.followed:.3g}"


@dataclass(frozen=True, slots=True)
class Lasting:
    """The share that lasts longer than a horizon.

    Attributes
    ----------
    horizon : float, the unit of the spells
    share, low, high : probability
    """

    horizon: float
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Reached:
    """When the curve has come down to a share: the median, for a half.

    Attributes
    ----------
    share : probability
    time, low, high : float, the unit of the spells, or `Beyond`
        The first time at which no more than `share` last longer, and the ends of its interval:
        the first times at which the lower and the upper band have come down to it.
    """

    share: float
    time: float | Beyond
    low: float | Beyond
    high: float | Beyond


@dataclass(frozen=True, slots=True)
class RestrictedMean:
    """The mean time within a horizon: the area under the curve up to it.

    Attributes
    ----------
    until : float, the unit of the spells
    mean, error, low, high : float, same unit
        With its standard error and the ends of its interval, cut at 0 and `until`.
    """

    until: float
    mean: float
    error: float
    low: float
    high: float


def kaplan_meier(
    cases: Spells, *, level: float = 0.95, interval: Interval = Interval.LOG_LOG
) -> Curve:
    """What share of such cases lasts longer than any given time?

    Parameters
    ----------
    cases : Spells
    level : probability, neither 0 nor 1
    interval : Interval

    Returns
    -------
    Curve

    Raises
    ------
    ValueError
        `level` is outside its range; or, with late entry, all at risk had ended at some time
        while others enter later, so that the curve would be 0 where cases went on.

    Notes
    -----
    S(t) is the product of 1 - d/n over times up to t, with d of the n at risk ending; at equal
    times endings come before losses, and entries after both. Greenwood's variance is
    S^2 sum d/(n (n - d)). It is 0 while nobody has ended; there the log-log interval takes
    Wilson's for all of the n still at risk, and where the curve is 0 it keeps the last upper
    end. Losses must have nothing to do with how long a case would have lasted.

    Examples
    --------
    Four truces: broken after 1 year, lost from sight after 2, broken after 3, standing after 6.

    >>> from holdfast.history.survival.spells import spells
    >>> curve = kaplan_meier(spells([1, 2, 3, 6], [1, 0, 1, 0]))
    >>> print(curve.time, curve.survival, curve.at_risk)
    [1. 2. 3. 6.] [0.75  0.75  0.375 0.375] [4 3 2 1]
    """
    time, place = np.unique(cases.end, return_inverse=True)
    ended = np.bincount(place, weights=cases.ended).astype(np.intp)
    lost = np.bincount(place).astype(np.intp) - ended
    n = at_risk(cases, time)
    _check_never_empty(time, n - ended)
    survival: Times = np.cumprod(np.divide(n - ended, n, dtype=np.float64))
    left = np.maximum(n - ended, 1)  # where none is left the curve is 0, and its variance
    relative: Times = np.cumsum(np.divide(ended, n * left, dtype=np.float64))
    if interval is Interval.PLAIN:
        low, high = _plain(survival, relative, level)
    else:
        low, high = log_log(survival, relative, n, level)
    return Curve(
        time=frozen(time),
        survival=frozen(survival),
        low=frozen(low),
        high=frozen(high),
        variance=frozen(survival**2 * relative),
        at_risk=frozen(n),
        ended=frozen(ended),
        lost=frozen(lost),
        followed=float(time[-1]),
        level=level,
        interval=interval,
    )


def survival_at(curve: Curve, horizons: Iterable[float]) -> tuple[Lasting | Beyond, ...]:
    """What share lasts longer than each of these horizons?

    Parameters
    ----------
    curve : Curve
    horizons : the unit of the spells, >= 0

    Returns
    -------
    one answer for each horizon
        `Beyond` for a horizon past the last case under watch, unless all cases had ended: then
        the share is 0.

    Examples
    --------
    >>> from holdfast.history.survival.spells import spells
    >>> curve = kaplan_meier(spells([1, 2, 3, 6], [1, 0, 1, 0]))
    >>> five, ten = survival_at(curve, [5, 10])
    >>> print(five.share, ten)
    0.375 not known beyond 6
    """
    return tuple(_at(curve, float(horizon)) for horizon in horizons)


def quantile(curve: Curve, share: float = 0.5) -> Reached:
    """When has the curve come down to this share: for a half, what is the median?

    Parameters
    ----------
    curve : Curve
    share : probability, neither 0 nor 1

    Returns
    -------
    Reached
        With the interval of Brookmeyer and Crowley [BrookmeyerCrowley1982], of the curve's
        level and kind. Each number may be `Beyond`.

    Raises
    ------
    ValueError
        `share` is not between 0 and 1.

    Examples
    --------
    >>> from holdfast.history.survival.spells import spells
    >>> quantile(kaplan_meier(spells([1, 2, 3, 6], [1, 0, 1, 0]))).time
    3.0
    """
    if not 0.0 < share < 1.0:
        raise ValueError(f"share must be between 0 and 1, got {share:g}")
    time, low, high = (_first(curve, b, share) for b in (curve.survival, curve.low, curve.high))
    return Reached(share, time, 0.0 if _low_at_the_outset(curve) <= share else low, high)


def restricted_mean(curve: Curve, until: float) -> RestrictedMean | Beyond:
    """How long do cases last on average, counting each up to this time at most?

    Parameters
    ----------
    curve : Curve
    until : float, the unit of the spells, > 0

    Returns
    -------
    RestrictedMean, or `Beyond` past the last case under watch

    Raises
    ------
    ValueError
        `until` is not above 0.

    Notes
    -----
    The variance is the sum over endings of the squared area beyond, d/(n (n - d)).

    Examples
    --------
    The curve is 1 for one year, 3/4 for two, and 3/8 for the last two.

    >>> from holdfast.history.survival.spells import spells
    >>> restricted_mean(kaplan_meier(spells([1, 2, 3, 6], [1, 0, 1, 0])), until=5).mean
    3.25
    """
    if not until > 0.0:
        raise ValueError(f"until must be above 0, got {until:g}")
    if isinstance(beyond := _at(curve, until), Beyond):
        return beyond
    inside = curve.time < until
    steps = np.concatenate(([0.0], curve.time[inside], [until]))
    areas = np.diff(steps) * np.concatenate(([1.0], curve.survival[inside]))
    beyond_step = areas.sum() - np.cumsum(areas)[:-1]
    n, ended = curve.at_risk[inside], curve.ended[inside]
    error = sqrt(float((beyond_step**2 * ended / (n * np.maximum(n - ended, 1))).sum()))
    mean, half = float(areas.sum()), normal_quantile(curve.level) * error
    return RestrictedMean(until, mean, error, max(mean - half, 0.0), min(mean + half, until))


def _at(curve: Curve, horizon: float) -> Lasting | Beyond:
    if not horizon >= 0.0:
        raise ValueError(f"a horizon must be at least 0, got {horizon:g}")
    last = float(curve.survival[-1])
    if horizon > curve.followed and last > 0.0:
        return Beyond(horizon, curve.followed, last)
    step = int(np.searchsorted(curve.time, horizon, side="right")) - 1
    if step < 0:
        return Lasting(horizon, 1.0, _low_at_the_outset(curve), 1.0)
    return Lasting(
        horizon, float(curve.survival[step]), float(curve.low[step]), float(curve.high[step])
    )


def _low_at_the_outset(curve: Curve) -> float:
    if curve.interval is Interval.PLAIN:
        return 1.0
    n = int(curve.at_risk[0])
    return counted_share(n, n, level=curve.level).low


def _first(curve: Curve, band: Times, share: float) -> float | Beyond:
    """The first time at which the band has come down to the share."""
    down = np.flatnonzero(band <= share + SHARE)
    if not len(down):
        return Beyond(inf, curve.followed, float(curve.survival[-1]))
    return float(curve.time[down[0]])


def _check_never_empty(time: Times, left: Counts) -> None:
    empty = np.flatnonzero(left == 0)
    if len(empty) and empty[0] < len(time) - 1:
        raise ValueError(
            f"all at risk at {time[empty[0]]:g} ended, while other cases enter later; begin "
            "the count later, with still_going"
        )


def _plain(survival: Times, relative: Times, level: float) -> tuple[Times, Times]:
    half = normal_quantile(level) * survival * np.sqrt(relative)
    return np.clip(survival - half, 0.0, 1.0), np.clip(survival + half, 0.0, 1.0)


def log_log(survival: Times, relative: Times, n: Counts, level: float) -> tuple[Times, Times]:
    """Between what does each share lie, symmetrically on log(-log S)?

    Parameters
    ----------
    survival, relative : shape (k,); the shares, and the variance of their logarithms
    n : shape (k,); independent cases at risk, which count where nobody has ended
    level : probability
    """
    low = np.zeros(len(survival))
    high = np.ones(len(survival))
    whole, inside = survival == 1.0, (survival > 0.0) & (survival < 1.0)
    low[whole] = [counted_share(int(k), int(k), level=level).low for k in n[whole]]
    logs = np.log(survival[inside])
    power = np.exp(normal_quantile(level) * np.sqrt(relative[inside]) / -logs)
    low[inside], high[inside] = np.exp(logs * power), np.exp(logs / power)
    if not survival[-1] > 0.0 and inside.any():
        high[survival == 0.0] = high[inside][-1]
    return low, high
