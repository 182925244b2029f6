"""What came of our forecasts, and how good they were."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from holdfast import __version__
from holdfast.core.errors import HoldfastError, Problem
from holdfast.core.finding import Completeness, Finding
from holdfast.history.scoring.binary import brier_scores, log_scores
from holdfast.study.past.ledger import NO, VOID, YES, Line
from holdfast.study.past.resolvable import EARLY

HINDSIGHT = "hindsight"
"""State of a forecast that was written down when its answer could be known; never scored."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a forecast.

    Parameters
    ----------
    came : yes, no or void.
    on : the day on which it was known.
    source : where it says so.
    again : whether it corrects an earlier word on the same forecast.
    """

    came: str
    on: date
    source: str
    again: bool = False


def resolution(
    lines: Sequence[Line], of: str, outcome: Outcome, today: date
) -> dict[str, object]:
    """What is written down when it is known what came of a forecast?

    Parameters
    ----------
    lines : of the ledger.
    of : hash of the forecast's line, or the beginning of one.
    outcome : what came of it.
    today : nothing is known that lies after it.

    Raises
    ------
    HoldfastError
        HF438 where no forecast, or more than one, begins so, where it was resolved before and
        this is no correction, or where its answer cannot be known on that day.
    """
    line = _forecast_of(lines, of)
    _check_known(line.content, outcome, today)
    if (line.hash in _resolved(lines)) != outcome.again:
        what = f"{line.hash} is {'not yet resolved' if outcome.again else 'resolved already'}"
        remedy = "leave --again out" if outcome.again else "--again, where that was wrong"
        raise HoldfastError(Problem("HF438", what, remedy=remedy))
    return {
        "kind": "resolution",
        "of": line.hash,
        "came": outcome.came,
        "on": outcome.on.isoformat(),
        "source": outcome.source,
    }


def _forecast_of(lines: Sequence[Line], of: str) -> Line:
    known = [line for line in lines if line.content["kind"] == "forecast"]
    found = [line for line in known if line.hash.startswith(of)]
    if len(found) != 1:
        what = f"{len(found) or 'no'} forecasts begin with '{of}'"
        raise HoldfastError(Problem("HF438", what, remedy="holdfast forecast score lists them"))
    return found[0]


def _check_known(content: Mapping[str, object], outcome: Outcome, today: date) -> None:
    """HF438 where that day has not come, or the question is still open on it."""
    if outcome.on > today:
        raise HoldfastError(Problem("HF438", f"{outcome.on} has not come yet"))
    if outcome.on.isoformat() < str(content.get("as_of", "")):
        what = f"{outcome.on} lies before the day of the case, {content['as_of']}"
        raise HoldfastError(Problem("HF438", what))
    due = date.fromisoformat(str(content["resolves_on"]))
    early = EARLY.get(str(content.get("asks")), frozenset({YES, NO, VOID}))
    if outcome.on < due and outcome.came not in early:
        what = f"'{outcome.came}' cannot be known before {due}"
        raise HoldfastError(Problem("HF438", what, expected=" or ".join(sorted(early))))


def _resolved(lines: Iterable[Line]) -> dict[str, Mapping[str, object]]:
    """The last word on each forecast, by its hash."""
    return {
        str(line.content["of"]): line.content
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
        and log score beside those of even odds and of the share that came. `against_base_rate`
        has those of the forecasts for which a base rate was written down with them. Forecasts
        written down when the answer could be known are shown and not scored.
    """
    resolved = _resolved(lines)
    rows = [_row(line, resolved, today) for line in lines]
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
            "against_base_rate": _against([row for row in known if "base_rate" in row]),
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


def _row(
    line: Line, resolved: Mapping[str, Mapping[str, object]], today: date
) -> dict[str, object]:
    if line.content["kind"] != "forecast":
        return {}
    told = resolved.get(line.hash)
    due = date.fromisoformat(str(line.content["resolves_on"]))
    state = str(told["came"]) if told else ("overdue" if due <= today else "open")
    known = min(due, date.fromisoformat(str(told["on"]))) if told else due
    if date.fromisoformat(str(line.content["made_on"])) >= known:
        state = HINDSIGHT
    return {"id": line.hash, "state": state, **line.content}


def _scores(known: Sequence[Mapping[str, object]]) -> dict[str, object]:
    if not known:
        return {}
    yes = np.array([row["state"] == YES for row in known])
    return {
        "holdfast": _score(_column(known, "probability"), yes),
        "even odds": _score(np.full(len(known), 0.5), yes),
        "the share that came, known only now": _score(np.full(len(known), yes.mean()), yes),
    }


def _against(known: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Ours and the base rate's, on the forecasts that have both."""
    if not known:
        return {}
    yes = np.array([row["state"] == YES for row in known])
    ours = _score(_column(known, "probability"), yes)
    base = _score(_column(known, "base_rate"), yes)
    skill = None if base["brier"] == 0.0 else 1.0 - ours["brier"] / base["brier"]
    scores = {"holdfast": ours, "base rate": base}
    return {"resolved": len(known), "scores": scores, "skill": skill}


def _column(known: Sequence[Mapping[str, object]], name: str) -> NDArray[np.float64]:
    return np.array([float(str(row[name])) for row in known])


def _score(said: NDArray[np.float64], yes: NDArray[np.bool_]) -> dict[str, float]:
    return {
        "brier": float(brier_scores(said, yes).mean()),
        "log": float(log_scores(said, yes).mean()),
    }
