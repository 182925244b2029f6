"""Can a survival model be fitted to these rows at all?

Each check passes in silence, or raises with the reason.
"""

from itertools import pairwise

import numpy as np

from holdfast.core.errors import HoldfastError, bad_input
from holdfast.history.survival.regression import Rows
from holdfast.history.survival.spells import Spells, Times

MOST_SPREAD = 10.0
"""Largest standard error of a coefficient, per standard deviation of its covariate. Above it
the likelihood hardly bends: the covariate nearly decides by itself what ended (separation)."""


def unsettled(why: str) -> HoldfastError:
    """Which error says that a model has no finite, unique answer?

    Parameters
    ----------
    why : the reason; its first sentence is told.
    """
    return bad_input(
        "HF436",
        f"the model does not converge: {' '.join(why.split()).partition('. ')[0]}",
        expected="cases of both fates, and covariates that vary apart from each other",
        remedy="leave out or merge covariates",
    )


def check_varying(given: Rows) -> None:
    """Can the covariates be told apart?

    Raises
    ------
    HoldfastError
        HF436 where one is the same in all rows, or follows from the others.

    Examples
    --------
    >>> from holdfast.history.survival.regression import rows
    >>> from holdfast.history.survival.spells import spells
    >>> case = rows(spells([1, 2], [1, 1]), {"treaty": [1, 1]})
    >>> check_varying(case)  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    holdfast.core.errors.HoldfastError: ... 'treaty' is the same in all rows; ...
    """
    away = given.values - given.values.mean(axis=0)
    spread = away.std(axis=0)
    flat = [name for name, s in zip(given.names, spread, strict=True) if not s > 0.0]
    if flat:
        raise unsettled(f"'{flat[0]}' is the same in all rows")
    if np.linalg.matrix_rank(away / spread) < len(given.names):
        raise unsettled("one covariate follows from the others")


def check_spread(given: Rows, errors: Times) -> None:
    """Does every coefficient have an end?

    Parameters
    ----------
    given : Rows
    errors : shape (p,), standard errors of the coefficients

    Raises
    ------
    HoldfastError
        HF436 where one runs off to infinity, or has no error.
    """
    wide = ~(errors * given.values.std(axis=0) <= MOST_SPREAD)
    if wide.any():
        name = given.names[int(np.flatnonzero(wide)[0])]
        raise unsettled(f"'{name}' nearly decides by itself which cases end first")


def check_durations(cases: Spells) -> None:
    """Can a law of durations be fitted?

    Raises
    ------
    HoldfastError
        HF436 where all ended after equally long, and none was followed for longer.
    ValueError
        A duration of 0, or no case that ended.
    """
    if not (cases.end > 0.0).all():
        raise ValueError("durations must be above 0; give what ends at once a part of a day")
    if not cases.ended.any():
        raise ValueError("no case ended, so the durations follow any law")
    if cases.end[cases.ended].min() == cases.end.max():
        raise unsettled("all that ended lasted equally long, and none longer")


def check_stretches(cases: Spells, subjects: list[str]) -> None:
    """Do the rows of each case follow each other, up to its end?

    Raises
    ------
    ValueError
        Rows without starts or of unlike number, rows of one case that overlap, or a case that
        goes on after it ended.
    """
    if len(subjects) != len(cases) or not np.isfinite(cases.start).all():
        raise ValueError("every row needs its subject and its start")
    order = sorted(range(len(subjects)), key=lambda row: (subjects[row], cases.start[row]))
    for row, after in pairwise(order):
        same = subjects[row] == subjects[after]
        if same and (cases.ended[row] or cases.start[after] < cases.end[row]):
            raise ValueError(
                f"rows of '{subjects[row]}' overlap, or go on after its end at "
                f"{cases.end[row]:g}"
            )
