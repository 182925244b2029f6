"""How long would a promise of the past stand, by base rates, a model and the engines?"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from holdfast.commitment.game.answers import answers
from holdfast.history.base_rates import BETWEEN_STATES, WITHIN_STATES
from holdfast.history.casebook import Precedent, as_seen, casebook
from holdfast.history.likeness import CIVIL
from holdfast.history.survival.clustered import clustered_kaplan_meier
from holdfast.history.survival.kaplan_meier import Beyond, kaplan_meier, survival_at
from holdfast.history.survival.models import accelerated
from holdfast.history.survival.regression import Family, ParametricFit, rows
from holdfast.history.survival.spells import Spells, spells
from holdfast.history.tables import ONCE, kept
from holdfast.study.ensemble import ensemble
from holdfast.study.game.parameters import described
from holdfast.study.past.precedent_case import case_of, told_of

YEARS = (1, 2, 5, 10)
"""For how many years a promise is forecast to stand unbroken."""

GRID = "coarse"
Chances = NDArray[np.float64]
"""Chance of standing, by promise and by number of years; shape (promises, years)."""

Progress = Callable[[int], None]

_ENDED = {CIVIL: (WITHIN_STATES, "all"), "": (BETWEEN_STATES, f"all{ONCE}")}
_COVARIATES: Mapping[str, Callable[[Precedent], bool]] = {
    "within a state": lambda one: one.context == CIVIL,
    "no war": lambda one: one.context == "standalone",
    "armed help": lambda one: "treaty_defence" in one.instruments,
    "peacekeepers": lambda one: "peacekeeping" in one.instruments,
    "a patron": lambda one: one.patron != "none",
    "a guarantor": lambda one: one.guaranteed,
}
"""What the history model knows of a promise."""


def followed(past: Sequence[Precedent]) -> Spells:
    """How long was each of these followed, and did it end in a breach?"""
    return spells([one.years for one in past], [not one.censored for one in past])


def other_conflicts(past: Sequence[Precedent]) -> Chances:
    """The casebook's own rate: what became of promises in other conflicts, later ones too."""

    def rate(known: Sequence[Precedent], asked: Sequence[Precedent]) -> Chances:
        shares = _shares(followed(known))
        return np.tile(shares, (len(asked), 1))

    return _left_out(past, rate)


def known_then(past: Sequence[Precedent]) -> Chances:
    """The casebook's rate as it was known on the first day of each promise.

    Notes
    -----
    Of promises in other conflicts that had been made by then, as what became of them was known
    then. Of few, the rate is drawn to one half as by half a case kept and half a case broken;
    before there was any, it is one half.
    """
    everything = [one for one in casebook() if one.compared]
    out = []
    for one in past:
        seen = [then for other in everything if (then := as_seen(other, one.start))]
        others = [then for then in seen if then.compared and then.conflict != one.conflict]
        out.append(_drawn_to_half([then for then in others if then.years > 0.0]))
    return np.array(out)


def _drawn_to_half(known: Sequence[Precedent]) -> list[float]:
    if not known:
        return [0.5] * len(YEARS)
    curve = clustered_kaplan_meier(followed(known), [one.conflict for one in known])
    shares = []
    for years, found in zip(YEARS, survival_at(curve, YEARS), strict=True):
        share = found.at_most if isinstance(found, Beyond) else found.share
        step = int((curve.time <= years).sum()) - 1
        variance = float(curve.variance[step]) if step >= 0 else 0.0
        cases = share * (1.0 - share) / variance if variance > 0.0 else float(len(known))
        shares.append((share * cases + 0.5) / (cases + 1.0))
    return list(np.minimum.accumulate(shares))


def published(past: Sequence[Precedent]) -> Chances:
    """The published rate for wars of its kind, whatever was promised."""
    by_kind = {
        kind: [row.survival for row in kept() if (row.population, row.group) == group]
        for kind, group in _ENDED.items()
    }
    return np.array([by_kind[CIVIL if one.context == CIVIL else ""] for one in past])


def model(past: Sequence[Precedent]) -> Chances:
    """A Weibull law of what is coded, fitted to the promises in other conflicts.

    Raises
    ------
    HoldfastError
        HF420 without the extra `history`.
    """

    def fitted(known: Sequence[Precedent], asked: Sequence[Precedent]) -> Chances:
        columns = {name: [float(of(one)) for one in known] for name, of in _COVARIATES.items()}
        fit = accelerated(rows(followed(known), columns), Family.WEIBULL)
        return np.array([_weibull(fit, one) for one in asked])

    return _left_out(past, fitted)


def engines(
    past: Sequence[Precedent], seed: int, draws: int, progress: Progress | None = None
) -> Chances:
    """The commitment game on defaults, given the kind of war and what was promised.

    Parameters
    ----------
    past : promises.
    seed, draws : of the ensemble of each, the same numbers for all.
    progress : told of promises done.

    Notes
    -----
    The chance is the mean over draws in which there are terms by which both gain, for a promise
    presupposes a deal; over all draws where there are none.
    """
    known: dict[object, list[float]] = {}
    out = []
    for one in past:
        key = told_of(one)
        if key not in known:
            known[key] = _by_the_game(one, seed, draws)
        out.append(known[key])
        if progress is not None:
            progress(1)
    return np.array(out)


def _by_the_game(one: Precedent, seed: int, draws: int) -> list[float]:
    conflict = case_of(one)
    few = ensemble(conflict, seed, draws, draws).for_game
    package = conflict.packages[0] if conflict.packages else None
    found = answers(described(few).games(package, 1.0), grid=GRID)
    agreed = found.agreed > 0.0
    counted = agreed if agreed.any() else np.ones_like(agreed)
    return [float(found.holds_terms[counted, 4 * years - 1].mean()) for years in YEARS]


def _left_out(
    past: Sequence[Precedent],
    forecast: Callable[[Sequence[Precedent], Sequence[Precedent]], Chances],
) -> Chances:
    """Each conflict's promises forecast from those of the others."""
    out = np.empty((len(past), len(YEARS)))
    for conflict in dict.fromkeys(one.conflict for one in past):
        here = [place for place, one in enumerate(past) if one.conflict == conflict]
        others = [one for one in past if one.conflict != conflict]
        out[here] = forecast(others, [past[place] for place in here])
    return out


def _shares(cases: Spells) -> list[float]:
    found = survival_at(kaplan_meier(cases), YEARS)
    return [one.at_most if isinstance(one, Beyond) else one.share for one in found]


def _weibull(fit: ParametricFit, one: Precedent) -> list[float]:
    logs = {part.name: part.value for part in fit.parameters if part.part == "log-time"}
    shape = fit["shape"].value
    log_scale = logs["intercept"] + sum(
        logs[name] * of(one) for name, of in _COVARIATES.items()
    )
    return [float(np.exp(-((years / np.exp(log_scale)) ** shape))) for years in YEARS]
