"""What the answer hangs on: each input at its ends, and where the answer flips."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from holdfast.conflict.guarantees import Guarantee
from holdfast.core.quantity import Quantity
from holdfast.core.tolerances import TIE
from holdfast.study.ensemble import Ensemble, at_percentile
from holdfast.study.package import headlines, package

ENDS = (5.0, 95.0)
"""The percentiles at which an input is pinned for the tornado."""

MIDDLE_HALF = (25.0, 75.0)
"""The percentiles at which an input is pinned for the range printed with a probability."""

MOST_LIKELY = 0.5
"""The share of draws at which the answer flips from mostly no to mostly yes."""

_SCAN = (1.0, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 95.0, 99.0)


@dataclass(frozen=True, slots=True)
class Bar:
    """One input's bar in the tornado.

    Parameters
    ----------
    quantity : the input.
    low, high : the headline's value with the input at its 5th and at its 95th percentile.
    flips_at : values of the input at which the headline crosses one half, in rising order; in
        the input's unit.
    """

    quantity: Quantity
    low: float
    high: float
    flips_at: tuple[float, ...]

    @property
    def span(self) -> float:
        """How far the input moves the headline."""
        return abs(self.high - self.low)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How the headlines of one package move with each input.

    Parameters
    ----------
    middle : the headlines with every input drawn.
    bars : for the open window, widest first, inputs that flip it before those that do not.
    ranges : for every headline the least and the greatest value that pinning any one input
        at either end of its middle half gives, the middle included.
    """

    middle: Mapping[str, float]
    bars: tuple[Bar, ...]
    ranges: Mapping[str, tuple[float, float]]


def sensitivity(
    ensemble: Ensemble,
    guarantee: Guarantee,
    names: tuple[str, ...],
    headline: str = "window_open",
) -> Sensitivity:
    """On which inputs does this package's answer hang?

    Parameters
    ----------
    ensemble : the draws; all other inputs keep theirs while one is pinned.
    guarantee : the package.
    names : inputs to try; fixed ones are passed over, since nobody doubts them.
    headline : which headline the bars are about.
    """
    middle = headlines(ensemble, guarantee)
    uncertain = [q for q in map(ensemble.conflict.quantity, names) if _drawn(q, guarantee)]
    ends = {q.name: _pinned(ensemble, guarantee, q, ENDS) for q in uncertain}
    halves = [_pinned(ensemble, guarantee, q, MIDDLE_HALF) for q in uncertain]
    seen = [middle, *(end for pair in halves for end in pair)]
    bars = [
        Bar(
            q,
            ends[q.name][0][headline],
            ends[q.name][1][headline],
            _flips(ensemble, guarantee, q),
        )
        for q in uncertain
    ]
    bars.sort(key=lambda bar: (not bar.flips_at, -bar.span, bar.quantity.name))
    ranges = {name: (min(s[name] for s in seen), max(s[name] for s in seen)) for name in middle}
    return Sensitivity(middle, tuple(bars), ranges)


def crossings(
    value: Callable[[float], float], points: tuple[float, ...], level: float
) -> Iterator[float]:
    """Where does a function cross a level between these points, by straight lines?

    Parameters
    ----------
    value : the function.
    points : rising.
    level : the level.

    Examples
    --------
    >>> list(crossings(lambda x: x * x, (0.0, 1.0, 2.0), 2.5))
    [1.5]
    """
    before, at_before = points[0], value(points[0])
    for after in points[1:]:
        at_after = value(after)
        if (at_before >= level) != (at_after >= level):
            yield before + (after - before) * (level - at_before) / (at_after - at_before)
        before, at_before = after, at_after


def _drawn(quantity: Quantity, guarantee: Guarantee) -> bool:
    """Whether pinning says something: not if a number is fixed, or enters as a range only."""
    as_range = guarantee.choice is not None and quantity.name == guarantee.choice.cost.name
    return not (quantity.fixed or as_range)


def _pinned(
    ensemble: Ensemble,
    guarantee: Guarantee,
    quantity: Quantity,
    percentiles: tuple[float, float],
) -> list[Mapping[str, float]]:
    values = [at_percentile(quantity, percentile) for percentile in percentiles]
    return [headlines(ensemble.pinned(quantity.name, value), guarantee) for value in values]


def _flips(ensemble: Ensemble, guarantee: Guarantee, quantity: Quantity) -> tuple[float, ...]:
    def share(value: float) -> float:
        return float(np.mean(package(ensemble.pinned(quantity.name, value), guarantee).open))

    points = tuple(at_percentile(quantity, percentile) for percentile in _SCAN)
    found = crossings(share, points, MOST_LIKELY)
    return tuple(0.0 if abs(at) < TIE else at for at in found)  # rounding around nought
