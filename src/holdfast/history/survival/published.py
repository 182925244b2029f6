"""What hazard ratios were found before, and what would they do to a survival curve?

The table `data/coefficients.csv` holds them with their origin, so that nothing has to be fitted
to use them. Its own estimates are associations on sets that nobody drew by lot: no causal
effects, as each row's note says.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from math import exp, hypot, log, sqrt

from holdfast.core.errors import bad_input
from holdfast.history.survival.kaplan_meier import Beyond, Curve, Lasting, survival_at
from holdfast.history.survival.shares import normal_quantile

RATIO, SHAPE = "hazard ratio", "Weibull shape"
"""What a row of the table can be."""


@dataclass(frozen=True, slots=True)
class Published:
    """One number of a survival model, with where it comes from.

    Attributes
    ----------
    id : str
        As in the list of effect sizes, E and digits; A and digits for our later fits.
    model : str
        Rows of one model were estimated together.
    covariate : str
        What the ratio is of: with it against without it, or for one unit more. Empty for a
        shape.
    quantity : `RATIO` or `SHAPE`
    value, low, high : float, > 0
        With the ends of the 95% interval, to two decimals.
    errors : what the interval takes to be independent, or clustered
    population, period : which cases
    cases, events : int
    source_key : of the data, in references.bib
    source_author, source_year, source_title : of the estimate
    place : where it stands there
    verified : `recomputed` from the data by this version, or `not recomputed`
    note : what to keep in mind: caveats, and what else was in the model
    """

    id: str
    model: str
    covariate: str
    quantity: str
    value: float
    low: float
    high: float
    errors: str
    population: str
    period: str
    cases: int
    events: int
    source_key: str
    source_author: str
    source_year: int
    source_title: str
    place: str
    verified: str
    note: str


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much covariates move the log of a hazard.

    Attributes
    ----------
    log_ratio, error : float
        The sum b.x, and its standard error.
    used : ids of the coefficients
    caveats : what to keep in mind
    """

    log_ratio: float
    error: float
    used: tuple[str, ...]
    caveats: tuple[str, ...]


@cache
def coefficients() -> tuple[Published, ...]:
    """Which coefficients are there?

    Returns
    -------
    tuple of Published
        In the order of the table.

    Examples
    --------
    >>> len({found.id for found in coefficients()}) == len(coefficients())
    True
    """
    path = files("holdfast.history").joinpath("data", "coefficients.csv")
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_published(row) for row in csv.DictReader(lines, strict=True))


def coefficient(name: str) -> Published:
    """Which coefficient has this id?

    Parameters
    ----------
    name : id, such as E053

    Raises
    ------
    HoldfastError
        HF403 where there is none.

    Examples
    --------
    >>> found = coefficient("E053")
    >>> print(found.covariate, found.value, found.low, found.high)
    treaty rather than truce 0.46 0.24 0.86
    """
    known = {found.id: found for found in coefficients()}
    if name not in known:
        near = get_close_matches(name, known, 1, 0.0)[0]
        raise bad_input("HF403", f"no coefficient '{name}'", remedy=f"did you mean '{near}'?")
    return known[name]


def shift(units: Mapping[str, float]) -> Shift:
    """By how much do these covariates move the hazard, next to cases without them?

    Parameters
    ----------
    units : by id of a hazard ratio, how many units more than the cases of the baseline
        1 for a yes where they have a no.

    Returns
    -------
    Shift
        The error takes the estimates to be independent: their covariances were not kept. With
        more than one it is rough.

    Raises
    ------
    HoldfastError
        HF403 for an id that is unknown.
    ValueError
        No id, ids of different models, or one that is no hazard ratio.

    Examples
    --------
    >>> moved = shift({"E053": 1})
    >>> print(round(moved.log_ratio, 3), round(moved.error, 3))
    -0.777 0.326
    """
    found = [coefficient(name) for name in units]
    if len({row.model for row in found}) != 1:
        raise ValueError("a shift needs coefficients of one model")
    if not all(row.quantity == RATIO for row in found):
        raise ValueError("a shift needs hazard ratios")
    width = 2.0 * normal_quantile(0.95)
    errors = [units[row.id] * log(row.high / row.low) / width for row in found]
    return Shift(
        log_ratio=sum(units[row.id] * log(row.value) for row in found),
        error=sqrt(sum(error**2 for error in errors)),
        used=tuple(row.id for row in found),
        caveats=tuple(dict.fromkeys(row.note for row in found)),
    )


def shifted(
    baseline: Curve, change: Shift, horizons: Iterable[float]
) -> tuple[Lasting | Beyond, ...]:
    """What share would last longer than each horizon, if hazards were so much higher or lower?

    Parameters
    ----------
    baseline : Curve
        Of cases like those of the coefficients' population, without the covariates.
    change : Shift
    horizons : the unit of the curve, >= 0

    Returns
    -------
    one answer for each horizon
        `Beyond` where the baseline was not followed, or has come down to 0: from none that
        last nothing follows for cases with another hazard.

    Notes
    -----
    S(t)^exp(b.x), which holds if hazards are proportional. The interval adds the errors of
    curve and ratio, as of separate data, on the scale log(-log S).

    Examples
    --------
    Half of the truces last three years. With a treaty, at a hazard ratio of 0.46:

    >>> from holdfast.history.survival.kaplan_meier import kaplan_meier
    >>> from holdfast.history.survival.spells import spells
    >>> curve = kaplan_meier(spells([1, 3, 5, 6], [1, 1, 0, 0]))
    >>> [after] = shifted(curve, shift({"E053": 1}), [4.0])
    >>> print(round(after.share, 3), round(0.5**0.46, 3))
    0.727 0.727
    """
    half = normal_quantile(baseline.level) * change.error
    found = survival_at(baseline, horizons)
    return tuple(_moved(one, baseline.followed, change.log_ratio, half) for one in found)


def _moved(
    found: Lasting | Beyond, followed: float, by: float, half: float
) -> Lasting | Beyond:
    if isinstance(found, Beyond):
        return Beyond(found.asked, followed, found.at_most ** exp(by))
    if found.share == 0.0:
        return Beyond(found.horizon, followed, 1.0)
    if found.share == 1.0:
        return Lasting(found.horizon, 1.0, found.low ** exp(by + half), 1.0)
    middle = _log_log(found.share)
    below = hypot(_log_log(found.low) - middle, half)
    above = hypot(middle - _log_log(found.high), half)
    ends = (_share(middle + by + move) for move in (0.0, below, -above))
    return Lasting(found.horizon, *ends)


def _log_log(share: float) -> float:
    """The log of the cumulative hazard; infinite at the ends."""
    if not 0.0 < share < 1.0:
        return float("inf") if share <= 0.0 else float("-inf")
    return log(-log(share))


def _share(log_hazard: float) -> float:
    return exp(-exp(min(log_hazard, 99.0)))  # beyond, the share is 0 and exp runs over


def _published(row: Mapping[str, str]) -> Published:
    numbers = {name: float(row[name]) for name in ("value", "low", "high")}
    counts = {name: int(row[name]) for name in ("cases", "events", "source_year")}
    return Published(**{**row, **numbers, **counts})  # type: ignore[arg-type]
