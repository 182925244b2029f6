"""What goes into a survival model, and what comes out of it: plain records, no data frames."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import exp

import numpy as np
from numpy.typing import ArrayLike

from holdfast.history.survival.shares import normal_quantile
from holdfast.history.survival.spells import Spells, Times, frozen


class Family(StrEnum):
    """Which law do the durations follow?"""

    WEIBULL = "Weibull"
    LOG_NORMAL = "log-normal"


class Clock(StrEnum):
    """On which clock is a hazard ratio asked to stand still?"""

    RANK = "rank"
    """The order of endings."""

    KAPLAN_MEIER = "km"
    """The share that has ended."""

    LOG = "log"
    IDENTITY = "identity"


@dataclass(frozen=True, slots=True)
class Rows:
    """Spells with covariates. Made by `rows`.

    Attributes
    ----------
    spells : Spells, of n rows
    names : p names
    values : shape (n, p), finite
    clusters : n names, or none
        Rows of one cluster (one war, one country) may hang together in any way.
    """

    spells: Spells
    names: tuple[str, ...]
    values: Times
    clusters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One covariate's part in a hazard.

    Attributes
    ----------
    name : str
    coefficient : float
        Change of the log of the hazard for one unit of the covariate.
    error : float, > 0
        Its standard error if the model is right and rows are independent.
    clustered_error : float, > 0, or None where the rows came without clusters
        Its standard error if rows of one cluster hang together.
    ratio, low, high : float, > 0
        Hazard ratio, and the ends of its interval: from the clustered error where there is one.
    """

    name: str
    coefficient: float
    error: float
    clustered_error: float | None
    ratio: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CoxFit:
    """A proportional hazards model, converged.

    Attributes
    ----------
    coefficients : in the order of the covariates
    rows, events, clusters : int
        `clusters` is 0 where the rows came without.
    log_likelihood, log_likelihood_null : float
        Partial, with Efron's ties: of the model, and without covariates.
    decrement : float, >= 0
        How far it is from the maximum: u' V u with the score u and the covariance V; twice
        what the log-likelihood could still gain.
    level : probability
        Of the intervals.
    notes : what the library said while it fitted, in its words.
    """

    coefficients: tuple[Coefficient, ...]
    rows: int
    events: int
    clusters: int
    log_likelihood: float
    log_likelihood_null: float
    decrement: float
    level: float
    notes: tuple[str, ...]

    def __getitem__(self, name: str) -> Coefficient:
        """Give the coefficient of this covariate."""
        return next(found for found in self.coefficients if found.name == name)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of a parametric law.

    Attributes
    ----------
    part : which number of the law it is, or belongs to
        Weibull: `scale` and `shape`; log-normal: `mu` and `sigma`.
    name : covariate, `intercept`, or empty in a law without covariates
    value, error, low, high : float
    """

    part: str
    name: str
    value: float
    error: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ParametricFit:
    """A Weibull or a log-normal law, converged.

    Attributes
    ----------
    family : Family
    parameters : as the family has them
    rows, events : int
    log_likelihood : float
    level : probability
        Of the intervals.
    """

    family: Family
    parameters: tuple[Parameter, ...]
    rows: int
    events: int
    log_likelihood: float
    level: float

    def __getitem__(self, part: str) -> Parameter:
        """Give the first parameter of this part; there is one in a law without covariates."""
        return next(found for found in self.parameters if found.part == part)


@dataclass(frozen=True, slots=True)
class Proportionality:
    """Does one covariate's hazard ratio stand still?

    Attributes
    ----------
    name : str
    statistic : float, >= 0
        About chi-squared with one degree of freedom if it does.
    p : probability
        Of a larger statistic if it does.
    """

    name: str
    statistic: float
    p: float


def rows(
    cases: Spells, covariates: Mapping[str, ArrayLike], clusters: Sequence[object] = ()
) -> Rows:
    """Are these rows that a survival model can be fitted to, and which?

    Parameters
    ----------
    cases : Spells, of n rows
    covariates : by name, each of shape (n,), finite
    clusters : n names, or none

    Returns
    -------
    Rows

    Raises
    ------
    ValueError
        No covariate, unlike lengths, a missing value, or no case that ended.

    Examples
    --------
    >>> from holdfast.history.survival.spells import spells
    >>> rows(spells([1, 2, 3], [1, 0, 1]), {"treaty": [0, 1, 1]}).names
    ('treaty',)
    """
    n = len(cases)
    if not covariates:
        raise ValueError("a regression needs at least one covariate")
    if not cases.ended.any():
        raise ValueError("no case ended, so nothing can be said about what hastens an end")
    columns = {
        name: np.asarray(column, dtype=np.float64) for name, column in covariates.items()
    }
    for name, column in columns.items():
        if column.shape != (n,) or not np.isfinite(column).all():
            raise ValueError(
                f"covariate '{name}' must be one finite number for each of {n} rows"
            )
    if len(clusters) not in (0, n):
        raise ValueError(f"clusters must name one for each of {n} rows, got {len(clusters)}")
    values = np.column_stack(list(columns.values()))
    return Rows(cases, tuple(columns), frozen(values), tuple(str(name) for name in clusters))


def coefficient(
    name: str, found: tuple[float, float, float | None], level: float
) -> Coefficient:
    """Which hazard ratio is this coefficient, and between what does it lie?

    Parameters
    ----------
    name : str
    found : coefficient, its error, and its clustered error or None
    level : probability, neither 0 nor 1

    Examples
    --------
    >>> answer = coefficient("treaty", (-0.7, 0.3, None), 0.95)
    >>> print(round(answer.ratio, 2), round(answer.low, 2), round(answer.high, 2))
    0.5 0.28 0.89
    """
    value, error, clustered = found
    half = normal_quantile(level) * (error if clustered is None else clustered)
    ends = (exp(value), exp(value - half), exp(value + half))
    return Coefficient(name, value, error, clustered, *ends)


def parameter(
    part: str, name: str, found: tuple[float, float], level: float, *, on_logs: bool = False
) -> Parameter:
    """Between what does this number of a law lie?

    Parameters
    ----------
    part, name : as in `Parameter`
    found : its value and its error
    level : probability, neither 0 nor 1
    on_logs : whether `found` is on the scale of logs and the answer is not

    Examples
    --------
    >>> round(parameter("mu", "", (1.0, 0.5), 0.95).high, 2)
    1.98
    >>> answer = parameter("shape", "", (0.0, 0.1), 0.95, on_logs=True)
    >>> print(answer.value, round(answer.low, 2), round(answer.high, 2))
    1.0 0.82 1.22
    """
    value, error = found
    half = normal_quantile(level) * error
    ends = (value - half, value + half)
    if not on_logs:
        return Parameter(part, name, value, error, *ends)
    return Parameter(part, name, exp(value), exp(value) * error, *(exp(end) for end in ends))
