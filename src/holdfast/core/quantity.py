"""A number with its unit, its range, and the source or the person it comes from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.core.errors import Place
from holdfast.core.pert import pert_through
from holdfast.core.sources import Citation
from holdfast.core.streams import uniforms
from holdfast.core.units import unit_named

Draws = NDArray[np.float64]

NEED_SOURCE = frozenset({"reported", "survey", "dataset", "estimated"})
NEED_JUDGE = frozenset({"judgement", "assumed"})
SHAPES = frozenset({"pert", "uniform", "triangular"})


@dataclass(frozen=True, slots=True)
class Quantity:
    """An uncertain number of a case.

    Parameters
    ----------
    name : dotted path in the case file; also the label in every report.
    unit : one of `holdfast.core.units`.
    low, likely, high : the range; all three equal for a fixed value.
    interval : share of probability between low and high: 0.9, 0.95 or 1.0.
    shape : pert, uniform or triangular.
    basis : reported, survey, dataset, estimated (rest on sources), judgement, assumed (rest on
        a person).
    by : who judged it; empty where sources carry it.
    sources : citations, all of them, also where they disagree.
    note : the reasoning in a sentence.
    stream : name of its random stream. It differs from `name` where the name holds the id of
        one of the two sides: roles go into the stream, so that renaming a side changes no draw.
    place : where it stands in the file.
    """

    name: str
    unit: str
    low: float
    likely: float
    high: float
    interval: float = 0.9
    shape: str = "pert"
    basis: str = "assumed"
    by: str = ""
    sources: tuple[Citation, ...] = ()
    note: str = ""
    stream: str = ""
    place: Place | None = None

    @property
    def fixed(self) -> bool:
        """Whether there is nothing to draw."""
        return self.low == self.high


def quantile(quantity: Quantity, probability: Draws) -> Draws:
    """What value has this share of the quantity's distribution below it?

    The distribution runs through low and high as the stated percentiles. Values beyond the
    unit's bounds are put on the bound, which leaves the stated percentiles where they are.

    Parameters
    ----------
    quantity : the quantity.
    probability : shape (draws,), in (0, 1).

    Returns
    -------
    shape (draws,), in the quantity's unit.

    Examples
    --------
    >>> power = Quantity("power", "probability", 0.25, 0.36, 0.50)
    >>> quantile(power, np.array([0.05, 0.95])).round(6)
    array([0.25, 0.5 ])
    """
    at = np.asarray(probability, dtype=np.float64)
    if quantity.fixed:
        return np.full(at.shape, quantity.likely)
    values = _SHAPES[quantity.shape](quantity, at)
    unit = unit_named(quantity.unit)
    low, high = (unit.low, unit.high) if unit else (-np.inf, np.inf)
    return np.asarray(np.clip(values, low, high), dtype=np.float64)


def draw(quantity: Quantity, seed: int, start: int, stop: int) -> Draws:
    """Which values does the quantity take in draws start to stop?

    Parameters
    ----------
    quantity : the quantity.
    seed : the study's seed.
    start, stop : the half-open range of draw numbers.

    Returns
    -------
    shape (stop - start,), in the quantity's unit. Draw k is the same whatever else is drawn and
    however the range is cut.
    """
    return quantile(quantity, uniforms(seed, quantity.stream or quantity.name, start, stop))


def _pert(quantity: Quantity, at: Draws) -> Draws:
    tail = (1.0 - quantity.interval) / 2.0
    return pert_through(quantity.low, quantity.likely, quantity.high, tail).quantile(at)


def _uniform(quantity: Quantity, at: Draws) -> Draws:
    width = (quantity.high - quantity.low) / quantity.interval
    middle = (quantity.high + quantity.low) / 2.0
    return middle + width * (at - 0.5)


def _triangular(quantity: Quantity, at: Draws) -> Draws:
    tail = (1.0 - quantity.interval) / 2.0
    fit = pert_through(quantity.low, quantity.likely, quantity.high, tail, triangular=True)
    return fit.quantile(at)


_SHAPES = {"pert": _pert, "uniform": _uniform, "triangular": _triangular}
