"""Which questions about a case can be resolved by anybody, and how likely is each?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from holdfast import __version__
from holdfast.commitment.game.answers import Answers, answers
from holdfast.core.errors import HoldfastError, Problem
from holdfast.core.quantity import Draws
from holdfast.history.base_rates import war_ends
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.curves import Progress
from holdfast.study.game.parameters import described
from holdfast.study.package import WHOLE
from holdfast.study.past.ledger import NO, VOID, YES, Line
from holdfast.study.past.starting_points import PEACE, WAR_ENDS, StartingPoints, starting_points
from holdfast.study.supply import weighted_supply
from holdfast.study.window import packages_of

GRID = "coarse"
SUREST = (0.01, 0.99)
"""Least and greatest chance that is written down: no model is surer."""

_CHANCE_DIGITS = 4

CRITERIA: Mapping[str, str] = {
    "talks": (
        "Yes if {sides} have begun negotiations with each other, in person or through envoys "
        "of both, announced by at least one of them, after {as_of} and by {by}."
    ),
    "deal": (
        "Yes if {sides} have both signed a ceasefire or peace agreement, or announced that one "
        "is in effect, after {as_of} and by {by}."
    ),
    "kept": (
        "Void unless {sides} have signed such an agreement by {signed}. Yes if no attack by "
        "either that broke it, by the word of its monitors or of two independent news "
        "agencies, came within a year of its signing."
    ),
}
"""When a question is answered with yes."""

EARLY: Mapping[str, frozenset[str]] = {
    "talks": frozenset({YES, VOID}),
    "deal": frozenset({YES, VOID}),
    "kept": frozenset({NO, VOID}),
}
"""What can be known of a question before the day on which it resolves."""

SUPPOSED = "Void if by {by} this was not in force or firmly promised: {package}."
NOTHING = "no guarantee beyond what stands"


def forecasts(
    of: Ensemble, made_on: date, only: str = "", *, progress: Progress | None = None
) -> list[dict[str, object]]:
    """Which resolvable questions does this case ask, and how likely is each?

    Parameters
    ----------
    of : the draws.
    made_on : the day on which they are written down; never before the case's own.
    only : id of the one package supposed; every package, and nothing, by default.
    progress : told of games solved.

    Returns
    -------
    one content of a line for each question. Chances are means over draws with the 5th and 95th
    percentile beside them; they are conditional on the package being in force. Whether an
    agreement is kept counts in each draw as much as one is likely to be signed within two
    years, for it is void without. `base_rate` is what the past alone would have said, where
    that is known.
    """
    case, conflict, start = described(of), of.conflict, starting_points(of.conflict)
    reached = weighted_supply(of)
    supply = np.full(of.draws, WHOLE) if reached is None else np.minimum(reached, WHOLE)
    chosen = packages_of(conflict, only) if only else (None, *packages_of(conflict, ""))
    found: list[dict[str, object]] = []
    for package in chosen:
        solved = answers(case.games(package, supply), grid=GRID, later=True, progress=progress)
        supposed = package.title if package else NOTHING
        for asked in _asked(solved):
            said = _content(of, made_on, supposed, asked)
            found.append(said | _beside(start, asked.kind, asked.years))
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question about a case, and what every draw says of it.

    Parameters
    ----------
    kind : key of `CRITERIA`.
    years : until it is known whether it is void.
    chance : shape (draws,).
    weight : shape (draws,); how likely the question is not to be void, up to a factor.
    """

    kind: str
    years: int
    chance: Draws
    weight: Draws

    def told(self) -> dict[str, float]:
        """The mean, and the 5th and 95th percentile."""
        mean = float(np.average(self.chance, weights=self.weight))
        low, high = np.quantile(
            self.chance, [0.05, 0.95], weights=self.weight, method="inverted_cdf"
        )
        return {"probability": _told(mean), "low": _told(low), "high": _told(high)}


def _asked(solved: Answers) -> Iterator[_Asked]:
    alike = np.ones(len(solved.deal))
    yield _Asked("talks", 1, solved.talks[:, 3], alike)
    yield _Asked("deal", 1, solved.deal[:, 3], alike)
    yield _Asked("deal", 2, solved.deal[:, 7], alike)
    if (solved.deal[:, 7] > 0.0).any():
        # void unless signed: a draw counts as much as it is likely to sign
        yield _Asked("kept", 2, solved.holds_deals[:, 3], solved.deal[:, 7])


def _content(of: Ensemble, made_on: date, supposed: str, asked: _Asked) -> dict[str, object]:
    conflict = of.conflict
    contest = conflict.contest
    assert contest is not None
    sides = f"{conflict.name(contest.challenger)} and {conflict.name(contest.target)}"
    by = _years_on(conflict.as_of, asked.years)
    words = CRITERIA[asked.kind].format(sides=sides, as_of=conflict.as_of, by=by, signed=by)
    resolves = _years_on(by, 1) if asked.kind == "kept" else by
    given = "" if supposed == NOTHING else " " + SUPPOSED.format(by=by, package=supposed)
    return {
        "kind": "forecast",
        "case": conflict.id,
        "case_hash": conflict.content_hash,
        "variant": conflict.variant,
        "as_of": conflict.as_of.isoformat(),
        "made_on": made_on.isoformat(),
        "asks": asked.kind,
        "criterion": words + given,
        "supposing": supposed,
        "resolves_on": resolves.isoformat(),
        **asked.told(),
        "seed": of.seed,
        "draws": of.draws,
        "holdfast": __version__,
    }


def _beside(start: StartingPoints, kind: str, years: int) -> dict[str, object]:
    rate = base_rate(start, kind, years)
    return {} if rate is None else {"base_rate": _told(rate)}


def _told(chance: float) -> float:
    """A chance as it is written down: never nought, never sure."""
    return round(min(max(chance, SUREST[0]), SUREST[1]), _CHANCE_DIGITS)


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def fresh(
    lines: Sequence[Line], told: Sequence[Mapping[str, object]]
) -> Sequence[Mapping[str, object]]:
    """These forecasts, if they do not stand in the ledger already.

    Raises
    ------
    HoldfastError
        HF457 where the same question about the same case, supposing the same, was written down
        on the same day: it would count twice.
    """
    known = {_question(line.content): line for line in lines}
    for one in told:
        if _question(one) in known:
            line = known[_question(one)]
            what = f"{line.hash} asks the same of the same case, of the same day"
            remedy = "score it once; or write again when the case, or the day, is another"
            raise HoldfastError(Problem("HF457", what, remedy=remedy))
    return told


_SAME = ("case_hash", "variant", "made_on", "asks", "supposing", "resolves_on")


def _question(content: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(str(content.get(key)) for key in _SAME)


def base_rate(start: StartingPoints, kind: str, years: int) -> float | None:
    """What would the past alone have said of this question? None where it is not known.

    Parameters
    ----------
    start : of the case.
    kind, years : of the question; a deal by so many years, or kept for one.

    Notes
    -----
    A deal: the chance that a war between states that had lasted as long ends within the next
    year, in any way, year after year. Kept: peaces of all wars of its kind after one year.
    """
    if kind == "kept" and PEACE in start.rates:
        kept = start.rates[PEACE][0].answer["kept"]
        assert isinstance(kept, Mapping)
        return float(kept["1"]["share"])
    if kind != "deal" or start.elapsed is None or WAR_ENDS not in start.rates:
        return None
    goes_on = 1.0
    for year in range(years):
        goes_on *= 1.0 - float(str(war_ends(start.elapsed + year).answer["share"]))
    return 1.0 - goes_on
