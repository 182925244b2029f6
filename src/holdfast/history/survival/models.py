"""What hastens or delays an end? The one module that knows lifelines, and pandas for it.

It needs the extra `history`. Nothing of either library comes out: every answer is a record of
`regression`. A fit that does not converge is an error, never a warning that passes by. The
library is [DavidsonPilon2019].
"""

import warnings
from collections.abc import Callable, Sequence
from types import MappingProxyType
from typing import Any

import numpy as np

from holdfast.core.errors import bad_input
from holdfast.history.survival.design import (
    check_durations,
    check_spread,
    check_stretches,
    check_varying,
    unsettled,
)
from holdfast.history.survival.partial_likelihood import (
    clustered_covariance,
    log_likelihood,
    score_residuals,
)
from holdfast.history.survival.regression import (
    Clock,
    CoxFit,
    Family,
    Parameter,
    ParametricFit,
    Proportionality,
    Rows,
    coefficient,
    parameter,
)
from holdfast.history.survival.spells import Spells

_START, _END, _ENDED, _ID = "start", "end", "ended", "subject"
_NEWTON = MappingProxyType({"precision": 1e-16, "r_precision": 1e-17})

_MOST_DECREMENT = 1e-9
"""Farther below the maximum of the log-likelihood than half of this, and a fit has not
converged: a coefficient may be off by some thirty-thousandth of its error."""

_PARTS = MappingProxyType({"lambda_": "scale", "rho_": "shape", "mu_": "mu", "sigma_": "sigma"})
_LOCATIONS = ("lambda_", "mu_")  # linear in the covariates, on the log of time


def cox(given: Rows, *, level: float = 0.95) -> CoxFit:
    """How does each covariate change the hazard of ending, if it does so alike at all times?

    Parameters
    ----------
    given : Rows
        One row for each case. Late entry is heeded.
    level : probability, neither 0 nor 1

    Returns
    -------
    CoxFit
        Ties by Efron's method. Errors are clustered where `given` names clusters, by our own
        `partial_likelihood`.

    Raises
    ------
    HoldfastError
        HF420 without the extra `history`; HF436 where the model has no finite, unique answer.

    Notes
    -----
    The model of [Cox1972].

    Examples
    --------
    Of four deals, those with a monitor lasted 2 and 4 years, the others 1 and 3.

    >>> from holdfast.history.survival.regression import rows
    >>> from holdfast.history.survival.spells import spells
    >>> fit = cox(rows(spells([1, 2, 3, 4], [1] * 4), {"monitor": [0, 1, 0, 1]}))
    >>> round(fit["monitor"].ratio, 4)  # by hand the root of 4 r^2 + r = 1, (17^0.5 - 1)/8
    0.3904
    """
    check_varying(given)
    entry = _START if _late(given.spells) else None
    model, notes = _fitted(
        lambda library, frame: library.CoxPHFitter().fit(
            frame, _END, _ENDED, entry_col=entry, fit_options=dict(_NEWTON)
        ),
        given,
    )
    return _cox_fit(given, model, notes, level)


def cox_time_varying(given: Rows, subjects: Sequence[object], *, level: float = 0.95) -> CoxFit:
    """How do covariates that change while a case is watched change its hazard of ending?

    Parameters
    ----------
    given : Rows
        One row for each stretch of a case without a change, from its start to its end: the
        spells need starts, and only a case's last row may have ended.
    subjects : n names
        Which case each row belongs to.
    level : probability, neither 0 nor 1

    Returns
    -------
    CoxFit
        As `cox`. lifelines has no clustered errors for this model; ours come from
        `partial_likelihood`. Without clusters, the errors take cases to be independent.

    Raises
    ------
    HoldfastError
        HF420 without the extra `history`; HF436 where the model has no finite, unique answer.
    ValueError
        Rows without starts or of unlike number, rows of one case that overlap, or a case that
        goes on after it ended.

    Notes
    -----
    A covariate that answers to the danger it is meant to avert, as peacekeeping does, says
    nothing about its effect.
    """
    names = [str(name) for name in subjects]
    check_stretches(given.spells, names)
    check_varying(given)
    model, notes = _fitted(
        lambda library, frame: library.CoxTimeVaryingFitter().fit(
            frame.assign(**{_ID: names}),
            event_col=_ENDED,
            start_col=_START,
            stop_col=_END,
            id_col=_ID,
            fit_options=dict(_NEWTON),
        ),
        given,
    )
    return _cox_fit(given, model, notes, level)


def proportional_hazards(
    given: Rows, *, clock: Clock = Clock.RANK
) -> tuple[Proportionality, ...]:
    """Does each covariate change the hazard alike at all times?

    Parameters
    ----------
    given : Rows
        Without late entry, which the test of lifelines disregards; clusters are not used.
    clock : Clock

    Returns
    -------
    one answer for each covariate
        From the correlation of the scaled Schoenfeld residuals with the clock
        [GrambschTherneau1994]; approximate. A small p says that the ratio moves; a large one
        may only say that cases are few.

    Raises
    ------
    HoldfastError
        As `cox`.
    ValueError
        Rows with late entry.
    """
    if _late(given.spells):
        raise ValueError("the test of proportional hazards takes no late entry")
    cox(given)  # raises where there is nothing to test
    found, _ = _fitted(
        lambda library, frame: (
            library.statistics.proportional_hazard_test(
                library.CoxPHFitter().fit(frame, _END, _ENDED, fit_options=dict(_NEWTON)),
                frame,
                time_transform=clock.value,
            ).summary
        ),
        given,
    )
    answers = zip(given.names, found["test_statistic"], found["p"], strict=True)
    return tuple(Proportionality(name, float(chi), float(p)) for name, chi, p in answers)


def univariate(cases: Spells, family: Family, *, level: float = 0.95) -> ParametricFit:
    """Which Weibull or log-normal law do these durations follow, all taken together?

    Parameters
    ----------
    cases : Spells, all longer than 0
        Late entry is heeded.
    family : Family
        Weibull: S(t) = exp(-(t/scale)^shape), whose hazard falls with time if shape < 1.
        Log-normal: log t has mean `mu` and standard deviation `sigma`.
    level : probability, neither 0 nor 1

    Returns
    -------
    ParametricFit
        The interval of `mu` is symmetric, those of the others are symmetric on their logs.

    Raises
    ------
    HoldfastError
        HF420 without the extra `history`; HF436 where the fit does not converge.
    ValueError
        A duration of 0, or no case that ended.
    """
    check_durations(cases)
    fitter = "WeibullFitter" if family is Family.WEIBULL else "LogNormalFitter"
    entry = _START if _late(cases) else None
    model, _ = _fitted(
        lambda library, frame: getattr(library, fitter)().fit(
            frame[_END], frame[_ENDED], entry=frame[entry] if entry else None
        ),
        cases,
        strict=True,
    )
    errors = model.summary["se(coef)"]
    found = [
        _positive(_PARTS[part], "", float(np.log(value)), float(errors[part] / value), level)
        if part != "mu_"
        else parameter("mu", "", (float(value), float(errors[part])), level)
        for part, value in model.params_.items()
    ]
    return ParametricFit(family, tuple(found), *_counts(cases, model), level)


def accelerated(given: Rows, family: Family, *, level: float = 0.95) -> ParametricFit:
    """By what factor does each covariate stretch durations that follow such a law?

    Parameters
    ----------
    given : Rows, all longer than 0, without clusters
        Late entry is heeded. lifelines has no clustered errors for this model, so rows with
        clusters are refused rather than treated as independent.
    family : Family
    level : probability, neither 0 nor 1

    Returns
    -------
    ParametricFit
        Part `log-time`: what one unit of each covariate, and the `intercept`, add to the log of
        the scale, or to `mu`; and `shape` or `sigma`.

    Raises
    ------
    HoldfastError
        HF420 without the extra `history`; HF436 where the model has no finite, unique answer.
    ValueError
        A duration of 0, or rows with clusters.
    """
    check_durations(given.spells)
    if given.clusters:
        raise ValueError("accelerated takes no clusters: its errors treat rows as independent")
    check_varying(given)
    fitter = "WeibullAFTFitter" if family is Family.WEIBULL else "LogNormalAFTFitter"
    entry = _START if _late(given.spells) else None
    model, _ = _fitted(
        lambda library, frame: getattr(library, fitter)().fit(
            frame, _END, _ENDED, entry_col=entry
        ),
        given,
        strict=True,
    )
    found = []
    for (part, column), value in model.params_.items():
        error = float(model.standard_errors_[part, column])
        if part in _LOCATIONS:
            name = "intercept" if column == "Intercept" else given.names[int(column[1:])]
            found.append(parameter("log-time", name, (float(value), error), level))
        else:
            found.append(_positive(_PARTS[part], "", float(value), error, level))
    stretch = {p.name: p.error for p in found}
    check_spread(given, np.array([stretch[name] for name in given.names]))
    return ParametricFit(family, tuple(found), *_counts(given.spells, model), level)


def _fitted(
    fit: Callable[[Any, Any], Any], given: Rows | Spells, *, strict: bool = False
) -> tuple[Any, tuple[str, ...]]:
    """What the library fitted, and what it warned of; strict where we have no check."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        library, pandas = _libraries()
        try:
            found = fit(library, pandas.DataFrame(_columns(given)))
        except library.exceptions.ConvergenceError as error:
            raise unsettled(str(error)) from None
    kinds = (
        library.exceptions.ConvergenceWarning,
        library.exceptions.ApproximationWarning,
        library.exceptions.StatisticalWarning,
    )
    doubts = tuple(
        " ".join(str(w.message).split()) for w in said if issubclass(w.category, kinds)
    )
    if strict and doubts:
        raise unsettled(doubts[0])
    return found, doubts


def _libraries() -> tuple[Any, Any]:
    try:
        import lifelines
        import lifelines.statistics
        import pandas as pd
    except ImportError:
        remedy = "pip install 'holdfast[history]'"
        what = "fitting a survival model needs the extra history"
        raise bad_input("HF420", what, remedy=remedy) from None
    return lifelines, pd


def _columns(given: Rows | Spells) -> dict[str, object]:
    """Columns of the library's table; ours go by place, for a name may be anything."""
    cases = given.spells if isinstance(given, Rows) else given
    columns: dict[str, object] = {_END: cases.end, _ENDED: cases.ended}
    if _late(cases):
        columns[_START] = cases.start
    if isinstance(given, Rows):
        columns |= {f"x{place}": given.values[:, place] for place in range(len(given.names))}
    return columns


def _cox_fit(given: Rows, model: Any, notes: tuple[str, ...], level: float) -> CoxFit:  # noqa: ANN401 - the library has no types
    beta = np.asarray(model.params_, dtype=np.float64)
    covariance = np.asarray(model.variance_matrix_, dtype=np.float64)
    errors = np.sqrt(np.diagonal(covariance))
    check_spread(given, errors)
    pulls = score_residuals(given.spells, given.values, beta)
    score = pulls.sum(axis=0)
    decrement = float(score @ covariance @ score)
    if not decrement <= _MOST_DECREMENT:
        raise unsettled(f"the score is still {decrement:.2g} from the maximum")
    clustered: Sequence[float | None] = [None] * len(beta)
    if given.clusters:
        spread = clustered_covariance(pulls, covariance, given.clusters)
        clustered = [float(error) for error in np.sqrt(np.diagonal(spread))]
    parts = zip(given.names, beta, errors, clustered, strict=True)
    rows, events, reached = _counts(given.spells, model)
    return CoxFit(
        coefficients=tuple(
            coefficient(n, (float(b), float(e), c), level) for n, b, e, c in parts
        ),
        rows=rows,
        events=events,
        clusters=len(set(given.clusters)),
        log_likelihood=reached,
        log_likelihood_null=log_likelihood(given.spells, given.values, np.zeros(len(beta))),
        decrement=decrement,
        level=level,
        notes=notes,
    )


def _counts(cases: Spells, model: Any) -> tuple[int, int, float]:  # noqa: ANN401 - as above
    return len(cases), int(cases.ended.sum()), float(model.log_likelihood_)


def _positive(part: str, name: str, log: float, error: float, level: float) -> Parameter:
    return parameter(part, name, (log, error), level, on_logs=True)


def _late(cases: Spells) -> bool:
    return bool(np.isfinite(cases.start).any())
