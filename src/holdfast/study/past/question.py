"""A question that others forecast in public: our base rate and engines beside them, scored."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from holdfast import __version__
from holdfast.casefile.catalogue import open_case
from holdfast.commitment.game.answers import answers
from holdfast.core.finding import Completeness, Finding, spread
from holdfast.history.base_rates import war_ends
from holdfast.history.questions import Question
from holdfast.history.scoring.categories import (
    category_brier_scores,
    category_log_scores,
    ranked_probability_scores,
)
from holdfast.study.ensemble import ensemble
from holdfast.study.game.parameters import described
from holdfast.study.package import WHOLE
from holdfast.study.supply import weighted_supply

GRID = "coarse"
DRAWS = 100

BASE_RATE, EVEN, ENGINES = "base rate", "even odds", "engines"

METHOD = (
    "Base rate: wars between states that had lasted as long and ended within a year, the same "
    "chance in every quarter. Engines: the chance of a deal by each quarter in the commitment "
    "game of the case of that day, at the strength that supporters would supply, the mean over "
    "draws and over the case's packages. Scores: smaller is better."
)
CAVEATS = (
    "One question: a score says who was right once, and not who forecasts well.",
    "The base rate counts wars that ended in any way, victories among them; the engines count "
    "a deal signed, and give all packages the same weight: nothing says which would be tried.",
    "In the game talks take a quarter: it knows no deal in the first.",
    "The case was written later than its day by people who knew what came, from sources of its "
    "day alone.",
)

Chances = NDArray[np.float64]
Progress = Callable[[int], None]


def asked(
    question: Question, *, seed: int = 1, draws: int = DRAWS, progress: Progress | None = None
) -> Finding:
    """How did our base rate and engines stand beside what others said on the day?

    Parameters
    ----------
    question : with what others said.
    seed, draws : of the engines.
    progress : told of games solved.
    """
    ours, ranges = by_engines(question, seed, draws, progress)
    said: dict[str, Chances] = {
        **{name: _whole(np.array(chances)) for name, chances in question.forecasts.items()},
        BASE_RATE: by_base_rate(question),
        ENGINES: ours,
        EVEN: np.full(len(question.outcomes), 1.0 / len(question.outcomes)),
    }
    return Finding(
        question=question.asks,
        case=question.case,
        case_hash=open_case(question.case).content_hash,
        answer={
            "as_of": question.as_of.isoformat(),
            "outcomes": list(question.outcomes),
            "came": question.outcomes[question.came],
            "note": question.note,
            "engines_by_draw": ranges,
            "forecasts": {name: _scored(chances, question) for name, chances in said.items()},
        },
        method=METHOD,
        completeness=Completeness.SAMPLED,
        seed=seed,
        draws=draws,
        caveats=CAVEATS,
        citations=("Brier1950", "Epstein1969", "Good1952", "SarkeesWayman2010"),
        version=__version__,
    )


def by_base_rate(question: Question) -> Chances:
    """What would wars that had lasted as long have said? Shape (outcomes,)."""
    within_a_year = float(str(war_ends(question.elapsed).answer["share"]))
    each = 1.0 - (1.0 - within_a_year) ** 0.25
    quarters = np.arange(len(question.outcomes) - 1)
    firsts = each * (1.0 - each) ** quarters
    return np.append(firsts, 1.0 - firsts.sum())


def by_engines(
    question: Question, seed: int, draws: int, progress: Progress | None = None
) -> tuple[Chances, Mapping[str, object]]:
    """What does the game say in the case of that day? The mean, and spreads over draws."""
    of = ensemble(open_case(question.case), seed, draws, draws).for_game
    reached = weighted_supply(of)
    strength = WHOLE if reached is None else np.minimum(reached, WHOLE)
    case, quarters = described(of), len(question.outcomes) - 1
    by_quarter = []
    for package in of.conflict.packages:
        games = case.games(package, strength)
        found = answers(games, grid=GRID, later=True, progress=progress)
        by_quarter.append(found.deal[:, :quarters])
    by_then = np.mean(by_quarter, axis=0)
    ends = np.hstack([np.zeros((len(by_then), 1)), by_then, np.ones((len(by_then), 1))])
    each = np.diff(ends, axis=1)
    ranges = {
        name: spread(each[:, place]).to_dict() for place, name in enumerate(question.outcomes)
    }
    return each.mean(axis=0), ranges


def _scored(chances: Chances, question: Question) -> dict[str, object]:
    row, came = chances[np.newaxis], np.array([question.came])
    return {
        "chances": [float(chance) for chance in chances],
        "brier": float(category_brier_scores(row, came)[0]),
        "rps": float(ranked_probability_scores(row, came)[0]),
        "log": float(category_log_scores(row, came)[0]),
    }


def _whole(chances: Chances) -> Chances:
    return np.asarray(chances / chances.sum())
