"""Our own forecasts, written down before and scored after, in a chain of lines.

A line is one JSON object. It carries the hash of the line before it and its own, so that a
line taken out, put in or changed breaks the chain from there on.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from holdfast import __version__
from holdfast.commitment.game.answers import Answers, answers
from holdfast.core.errors import HoldfastError, Place, Problem
from holdfast.core.finding import Completeness, Finding
from holdfast.core.quantity import Draws
from holdfast.history.scoring.binary import brier_scores, log_scores
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.curves import Progress
from holdfast.study.game.parameters import described
from holdfast.study.package import WHOLE
from holdfast.study.supply import weighted_supply
from holdfast.study.window import packages_of

GRID = "coarse"
FIRST = "0" * 16
"""What the first line of a ledger carries in place of a hash before it."""

YES, NO, VOID = "yes", "no", "void"
HINDSIGHT = "hindsight"
"""State of a forecast that was written down when its answer could be known; never scored."""

SUREST = (0.01, 0.99)
"""Least and greatest chance that is written down: no model is surer."""

_HASH = 16
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

SUPPOSED = "Void if by {by} this was not in force or firmly promised: {package}."
NOTHING = "no guarantee beyond what stands"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a ledger: a forecast, or what came of one.

    Parameters
    ----------
    content : what it says.
    previous : hash of the line before.
    """

    content: Mapping[str, object]
    previous: str

    @property
    def hash(self) -> str:
        """The line's own hash: of what it says, and of the hash before."""
        whole = json.dumps(dict(self.content), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(f"{self.previous}{whole}".encode()).hexdigest()[:_HASH]

    @property
    def text(self) -> str:
        """As it stands in the file, without the line's end."""
        whole = {**self.content, "previous": self.previous, "hash": self.hash}
        return json.dumps(whole, ensure_ascii=False)


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
    percentile beside them; they are conditional on the package being in force.
    """
    case, conflict = described(of), of.conflict
    reached = weighted_supply(of)
    supply = np.full(of.draws, WHOLE) if reached is None else np.minimum(reached, WHOLE)
    chosen = packages_of(conflict, only) if only else (None, *packages_of(conflict, ""))
    found: list[dict[str, object]] = []
    for package in chosen:
        solved = answers(case.games(package, supply), grid=GRID, later=True, progress=progress)
        supposed = package.title if package else NOTHING
        for kind, years, chance in _asked(solved):
            found.append(_content(of, made_on, supposed, (kind, years, chance)))
    return found


def _asked(solved: Answers) -> Iterable[tuple[str, int, Draws]]:
    yield "talks", 1, solved.talks[:, 3]
    yield "deal", 1, solved.deal[:, 3]
    yield "deal", 2, solved.deal[:, 7]
    signed = solved.deal[:, 7] > 0.0
    if signed.any():
        yield "kept", 2, solved.holds_deals[signed, 3]


def _content(
    of: Ensemble, made_on: date, supposed: str, asked: tuple[str, int, Draws]
) -> dict[str, object]:
    kind, years, chance = asked
    conflict = of.conflict
    contest = conflict.contest
    assert contest is not None
    sides = f"{conflict.name(contest.challenger)} and {conflict.name(contest.target)}"
    by = _years_on(conflict.as_of, years)
    words = CRITERIA[kind].format(sides=sides, as_of=conflict.as_of, by=by, signed=by)
    resolves = _years_on(by, 1) if kind == "kept" else by
    given = "" if supposed == NOTHING else " " + SUPPOSED.format(by=by, package=supposed)
    low, high = np.quantile(chance, [0.05, 0.95])
    return {
        "kind": "forecast",
        "case": conflict.id,
        "case_hash": conflict.content_hash,
        "variant": conflict.variant,
        "as_of": conflict.as_of.isoformat(),
        "made_on": made_on.isoformat(),
        "asks": kind,
        "criterion": words + given,
        "supposing": supposed,
        "resolves_on": resolves.isoformat(),
        "probability": _told(float(chance.mean())),
        "low": _told(float(low)),
        "high": _told(float(high)),
        "seed": of.seed,
        "draws": of.draws,
        "holdfast": __version__,
    }


def _told(chance: float) -> float:
    """A chance as it is written down: never nought, never sure."""
    return round(min(max(chance, SUREST[0]), SUREST[1]), _CHANCE_DIGITS)


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def chained(contents: Iterable[Mapping[str, object]], last: str = FIRST) -> list[Line]:
    """Which lines carry this on, after a line with this hash?"""
    lines = []
    for content in contents:
        lines.append(Line(content, last))
        last = lines[-1].hash
    return lines


def _check_forecast(content: Mapping[str, object]) -> None:
    """ValueError or KeyError for what no forecast of ours says."""
    chances = [float(str(content[name])) for name in ("low", "probability", "high")]
    if not 0.0 < min(chances) <= max(chances) < 1.0:
        raise ValueError(chances)
    for day in ("made_on", "resolves_on"):
        date.fromisoformat(str(content[day]))


def _check_resolution(content: Mapping[str, object]) -> None:
    """ValueError or KeyError for what no resolution of ours says."""
    date.fromisoformat(str(content["on"]))
    if not content["of"] or content["came"] not in (YES, NO, VOID):
        raise ValueError(content["came"])


_MUST_HOLD: Mapping[str, Callable[[Mapping[str, object]], None]] = {
    "forecast": _check_forecast,
    "resolution": _check_resolution,
}


def read(text: str, name: str) -> list[Line]:
    """Which lines does this ledger hold, its chain unbroken?

    Raises
    ------
    HoldfastError
        HF437 at the first line that is no line of a ledger, or whose hash is not its own.
    """
    lines: list[Line] = []
    for number, row in enumerate(text.splitlines(), start=1):
        try:
            whole = json.loads(row)
            previous, own = whole.pop("previous"), whole.pop("hash")
            _MUST_HOLD[whole["kind"]](whole)
        except (ValueError, KeyError, AttributeError, TypeError):
            raise _broken(name, number, "this is no line of a ledger") from None
        line = Line(whole, str(previous))
        before = lines[-1].hash if lines else FIRST
        if line.hash != own or line.previous != before:
            raise _broken(name, number, "this line, or one before it, was changed")
        lines.append(line)
    return lines


def _broken(name: str, number: int, what: str) -> HoldfastError:
    remedy = "take the ledger from where it was last whole"
    return HoldfastError(Problem("HF437", what, Place(name, number), remedy=remedy))


def resolution(
    lines: Sequence[Line], of: str, came: str, on: date, source: str
) -> dict[str, object]:
    """What is written down when it is known what came of a forecast?

    Parameters
    ----------
    lines : of the ledger.
    of : hash of the forecast's line, or the beginning of one.
    came : yes, no or void.
    on : the day on which it was known.
    source : where it says so.

    Raises
    ------
    HoldfastError
        HF438 where no forecast, or more than one, begins so, or it was resolved before.
    """
    known = [line for line in lines if line.content["kind"] == "forecast"]
    found = [line for line in known if line.hash.startswith(of)]
    if len(found) != 1:
        what = f"{len(found) or 'no'} forecasts begin with '{of}'"
        raise HoldfastError(Problem("HF438", what, remedy="holdfast forecast score lists them"))
    [line] = found
    if line.hash in _resolved(lines):
        raise HoldfastError(Problem("HF438", f"{line.hash} is resolved already"))
    return {
        "kind": "resolution",
        "of": line.hash,
        "came": came,
        "on": on.isoformat(),
        "source": source,
    }


def _resolved(lines: Iterable[Line]) -> dict[str, str]:
    return {
        str(line.content["of"]): str(line.content["came"])
        for line in lines
        if line.content["kind"] == "resolution"
    }


def scored(lines: Sequence[Line], today: date) -> Finding:
    """How good were the forecasts whose outcome is known?

    Parameters
    ----------
    lines : of a ledger.
    today : forecasts due by then and not resolved are counted as overdue.

    Returns
    -------
    Finding
        In the answer every forecast with its state, and over the resolved ones the mean Brier
        and log score beside those of even odds and of the share that came. Forecasts written
        down when the answer could be known are shown and not scored.
    """
    came = _resolved(lines)
    rows = [_row(line, came.get(line.hash), today) for line in lines]
    listed = [row for row in rows if row]
    known = [row for row in listed if row["state"] in (YES, NO)]
    return Finding(
        question="How good were these forecasts?",
        case="",
        case_hash="",
        answer={
            "forecasts": listed,
            "resolved": len(known),
            "overdue": sum(row["state"] == "overdue" for row in listed),
            "scores": _scores(known),
        },
        method="Brier and logarithmic scores of resolved forecasts; smaller is better.",
        completeness=Completeness.EXACT,
        caveats=(
            "Forecasts of one case lean on each other: their number is no number of trials.",
            "A forecast that supposes a package counts only where it came about; who supposed "
            "what came about has chosen.",
        ),
        citations=("Brier1950", "Good1952"),
        version=__version__,
    )


def _row(line: Line, came: str | None, today: date) -> dict[str, object]:
    if line.content["kind"] != "forecast":
        return {}
    due = date.fromisoformat(str(line.content["resolves_on"]))
    state = came or ("overdue" if due <= today else "open")
    if date.fromisoformat(str(line.content["made_on"])) >= due:
        state = HINDSIGHT
    return {"id": line.hash, "state": state, **line.content}


def _scores(known: Sequence[Mapping[str, object]]) -> dict[str, object]:
    if not known:
        return {}
    chance = np.array([float(str(row["probability"])) for row in known])
    yes = np.array([row["state"] == YES for row in known])
    share = np.full(len(known), yes.mean())
    told = {
        "holdfast": chance,
        "even odds": np.full(len(known), 0.5),
        "the share that came": share,
    }
    return {
        name: {
            "brier": float(brier_scores(said, yes).mean()),
            "log": float(log_scores(said, yes).mean()),
        }
        for name, said in told.items()
    }
