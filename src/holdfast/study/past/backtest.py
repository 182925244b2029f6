"""How good would forecasts of past promises have been? The engines beside base rates."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from holdfast import __version__
from holdfast.core.finding import Completeness, Finding
from holdfast.core.streams import uniforms
from holdfast.core.tolerances import EXACT
from holdfast.history.casebook import Precedent, casebook
from holdfast.history.scoring.binary import brier_scores
from holdfast.history.scoring.bootstrap import (
    Interval,
    Resampling,
    difference_interval,
    mean_interval,
)
from holdfast.history.scoring.censored import censoring_weights, lasted
from holdfast.history.scoring.reliability import Reliability, consistency_band, reliability
from holdfast.study.past import forecasters as by
from holdfast.study.past.forecasters import YEARS, Chances, Progress

DRAWS = 40
RESAMPLES = 1999
BANDS = 499
SHUFFLES = 499
BASELINE = "other conflicts"
"""Against whom the others are measured: the casebook's own rate, the conflict left out."""

THEN = "known then"
"""The same rate as it was known on the first day of each promise."""

WORDS: Mapping[str, str] = {
    BASELINE: "the casebook's own rate, the promise's conflict left out",
    THEN: "the same rate, as it was known on the promise's first day",
    "published rate": "published rates of peace for wars of its kind",
    "history model": "a Weibull law of what is coded, the promise's conflict left out",
    "engines": "the commitment game on holdfast's defaults",
    "mean of three": "mean of published rate, history model and engines",
}
_MEANT = ("published rate", "history model", "engines")
_MISSES = 8
_RELIABLE_AT = 5  # years on for which calibration is looked at

POINTS = ("forecast", "recalibrated", "weight", "low", "high")
"""Columns of a reliability diagram: what was said, what it should have been, how often, and
between what reliable forecasts would lie."""

METHOD = (
    "For every promise of security in the casebook that came into force: its chance of "
    "standing unbroken so many years, from what was promised and from what became of promises "
    "in other conflicts, scored by the Brier score; promises lost sight of are weighted for "
    "(Graf and others 1999), intervals of 90% redraw whole conflicts."
)
CAVEATS = (
    "The casebook is hand-picked: scores rank forecasters on it and say little of other wars.",
    "The engines are given the kind of war and what was promised, on default numbers; who "
    "the parties were they do not know. It tests the defaults as much as the engines.",
    "Published rates count fatal disputes and renewed war, not quite what the casebook counts "
    "as a breach.",
    "The casebook's own rate, the published rates and the history model rest on years that had "
    "not come when old promises were made; only the rate as known then does not. holdfast's "
    "defaults were written down by people who knew what came, too.",
    "Instruments and breaches were coded by people who knew what came of them.",
)
CITATIONS = ("Brier1950", "GrafEtAl1999", "KaplanMeier1958", "DimitriadisEtAl2021")


def backtest(seed: int = 1, draws: int = DRAWS, progress: Progress | None = None) -> Finding:
    """How good would each forecaster have been, and does anybody beat the base rate?

    Parameters
    ----------
    seed : of the engines' draws and of the resampling.
    draws : of each promise's game.
    progress : told of promises whose game was solved.

    Raises
    ------
    HoldfastError
        HF420 without the extra `history`, which the history model needs.
    """
    past = scored_promises()
    told = forecasts(past, seed, draws, progress)
    answer = {
        "promises": len(past),
        "conflicts": len({one.conflict for one in past}),
        "forecasters": dict(WORDS),
        "horizons": {
            str(y): _horizon(past, told, place, seed) for place, y in enumerate(YEARS)
        },
        "calibration": {
            "years": _RELIABLE_AT,
            **{name: _calibration(past, chances, seed) for name, chances in told.items()},
            "points": _points(past, told["engines"], seed),
        },
        "misses": _misses(past, told),
        "forecasts": {
            one.id: {name: _by_years(chances[place]) for name, chances in told.items()}
            for place, one in enumerate(past)
        },
    }
    return Finding(
        question="How good would forecasts of past promises have been?",
        case="",
        case_hash="",
        answer=answer,
        method=METHOD,
        completeness=Completeness.SAMPLED,
        seed=seed,
        draws=draws,
        caveats=CAVEATS,
        citations=CITATIONS,
        version=__version__,
    )


def scored_promises() -> list[Precedent]:
    """Which promises of the casebook are scored: those to be compared that were followed."""
    return [one for one in casebook() if one.compared and one.years > 0.0]


def forecasts(
    past: Sequence[Precedent], seed: int, draws: int, progress: Progress | None = None
) -> dict[str, Chances]:
    """What does each forecaster say? Chances of standing by promise and years, by name."""
    told = {
        BASELINE: by.other_conflicts(past),
        THEN: by.known_then(past),
        "published rate": by.published(past),
        "history model": by.model(past),
        "engines": by.engines(past, seed, draws, progress),
    }
    return {**told, "mean of three": np.mean([told[name] for name in _MEANT], axis=0)}


def _horizon(
    past: Sequence[Precedent], told: Mapping[str, Chances], place: int, seed: int
) -> dict[str, object]:
    years = YEARS[place]
    duration, broken, conflicts = _outcomes(past)
    weights = censoring_weights(duration, broken, years)
    stood = lasted(duration, broken, years)
    scores = {
        name: weights * brier_scores(chances[:, place], stood) for name, chances in told.items()
    }
    drawn = Resampling(seed, RESAMPLES)
    return {
        "known": int((weights > 0.0).sum()),
        "stood": float((weights * stood).sum() / weights.sum()),
        "scores": {
            name: {
                "brier": _interval(mean_interval(score, drawn, clusters=conflicts)),
                "worse_by": _interval(
                    difference_interval(score, scores[BASELINE], drawn, clusters=conflicts)
                ),
                "worse_than_then_by": _interval(
                    difference_interval(score, scores[THEN], drawn, clusters=conflicts)
                ),
                "skill": 1.0 - float(score.mean()) / float(scores[BASELINE].mean()),
            }
            for name, score in scores.items()
        },
    }


def _outcomes(past: Sequence[Precedent]) -> tuple[Chances, NDArray[np.bool_], list[str]]:
    duration = np.array([one.years for one in past])
    broken = np.array([not one.censored for one in past])
    return duration, broken, [one.conflict for one in past]


def _interval(found: Interval) -> dict[str, float]:
    return {"estimate": found.estimate, "low": found.low, "high": found.high}


def _calibration(past: Sequence[Precedent], chances: Chances, seed: int) -> dict[str, float]:
    """How far the odds were off, and how far cases were told apart, five years on.

    `by_chance` is the share of shuffles, outcomes dealt out among the same forecasts anew, that
    tell cases apart at least as well: forecasts of many values do so by luck alone.
    """
    found = _diagram(past, chances)
    said, stood, weights = _judged(past, chances)
    rows, as_good = len(said), 0
    for k in range(SHUFFLES):
        order = np.argsort(uniforms(seed, "study.past.shuffles", k * rows, (k + 1) * rows))
        dealt = reliability(said, stood[order], weights[order])
        as_good += dealt.discrimination >= found.discrimination - EXACT
    return {
        "miscalibration": found.miscalibration,
        "discrimination": found.discrimination,
        "uncertainty": found.uncertainty,
        "by_chance": (1 + as_good) / (1 + SHUFFLES),
    }


def _points(past: Sequence[Precedent], chances: Chances, seed: int) -> dict[str, list[float]]:
    """The reliability diagram of the engines, with where reliable forecasts would lie."""
    found = _diagram(past, chances)
    band = consistency_band(found.forecast, Resampling(seed, BANDS), found.weight)
    columns = [found.forecast, found.recalibrated, found.weight, band.low, band.high]
    return dict(zip(POINTS, [column.tolist() for column in columns], strict=True))


def _diagram(past: Sequence[Precedent], chances: Chances) -> Reliability:
    return reliability(*_judged(past, chances))


def _judged(
    past: Sequence[Precedent], chances: Chances
) -> tuple[Chances, NDArray[np.bool_], Chances]:
    """What was said of promises whose fate is known, what came, and for how many each is."""
    duration, broken, _ = _outcomes(past)
    weights = censoring_weights(duration, broken, _RELIABLE_AT)
    seen = weights > 0.0
    stood = lasted(duration, broken, _RELIABLE_AT)
    return chances[seen, YEARS.index(_RELIABLE_AT)], stood[seen], weights[seen]


def _misses(past: Sequence[Precedent], told: Mapping[str, Chances]) -> list[dict[str, object]]:
    """Promises that the engines had most wrong, five years on."""
    place = YEARS.index(_RELIABLE_AT)
    known = [
        (abs(told["engines"][row, place] - (one.years > _RELIABLE_AT)), row, one)
        for row, one in enumerate(past)
        if one.years > _RELIABLE_AT or not one.censored
    ]
    worst = sorted(known, key=lambda entry: (-entry[0], entry[1]))[:_MISSES]
    return [
        {
            "id": one.id,
            "name": one.name,
            "outcome": one.outcome,
            "years": one.years,
            **{name: float(chances[row, place]) for name, chances in told.items()},
        }
        for _, row, one in worst
    ]


def _by_years(chances: Chances) -> dict[str, float]:
    return {str(years): float(chance) for years, chance in zip(YEARS, chances, strict=True)}
