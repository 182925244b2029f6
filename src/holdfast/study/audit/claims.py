"""Which of an article's causal claims stand up in this case, and on what that depends."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from holdfast.core.finding import Completeness, Finding, Spread, spread
from holdfast.core.quantity import Draws
from holdfast.reading.items import Item
from holdfast.reading.vocabulary import Term, term
from holdfast.study.about import CLAIMS_CAVEATS, CLAIMS_METHOD, GAME_CITATIONS, finding
from holdfast.study.audit.levers import moved, pull
from holdfast.study.audit.outcomes import UNITS, Played, outcome, play
from holdfast.study.audit.precedents import precedents
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.window import game_inputs
from holdfast.study.parameters import contest_of
from holdfast.study.splits import Split, best_split

SUPPORTED, DEPENDS, CONTRADICTED, OUTSIDE = "supported", "depends", "contradicted", "outside"
VERDICTS = (SUPPORTED, DEPENDS, CONTRADICTED, OUTSIDE)
"""What a claim can come to."""

ENOUGH = 0.9
"""Share of draws with the claimed sign from which a claim counts as supported."""

NOTICEABLE = 0.05
"""Move of a chance, or of the package, that is worth noticing: five points."""

RUNS = {"short": 1.0, "long": 10.0}
"""How many years ahead each reading of a claim looks."""

_SIGNS = {1: "+", -1: "-", 0: "?"}

FEWEST = 10
"""Fewest draws, over all packages, from which a sign is told."""

FELT = 1e-6
"""Least move of an outcome that counts as one: beyond the rounding of eighty quarters."""

Ends = tuple[Played, Played]
"""What was played with less and with more of a lever."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Run:
    """One reading of a claim: how the outcome moves with the lever, so many years ahead.

    Parameters
    ----------
    up, down : shares of draws in which more of the lever raises and lowers the outcome.
    change : of the margin, per draw; shape (draws times packages,).
    at_less, at_more : the headline's mean with less and with more of the lever.
    depends_on : the input that tells best in which draws it rises.
    """

    up: float
    down: float
    change: Spread
    at_less: float
    at_more: float
    depends_on: Split | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a claim comes to.

    Parameters
    ----------
    verdict : one of `VERDICTS`.
    share : of draws with the claimed sign, in the reading where it is least.
    reason : why it is outside, or what the verdict turns on; empty where there is nothing.
    runs : by reading; empty for a claim outside the model.
    names : quantities that the lever moves.
    unit : of the change.
    """

    verdict: str
    share: float | None
    reason: str
    runs: Mapping[str, Run]
    names: tuple[str, ...] = ()
    unit: str = ""


def audit(
    ensemble: Ensemble, claims: Iterable[Item], *, progress: Progress | None = None
) -> Finding:
    """Which of these claims stand up over the case's draws?

    Parameters
    ----------
    ensemble : the draws; its case has a contest.
    claims : from a reading.
    progress : told of every claim.

    Raises
    ------
    HoldfastError
        HF401 where the case has no contest.
    """
    contest_of(ensemble.conflict, "claim audit")
    few = ensemble.for_game
    known: dict[tuple[str, str], Verdict] = {}
    pulled: dict[str, tuple[Ends, ...]] = {}
    rows = []
    for number, item in enumerate(claims, start=1):
        pair = str(item.slots["lever"]), str(item.slots["outcome"])
        if pair not in known:
            known[pair] = _static(few, *pair, pulled)
        rows.append(
            _row(item, number, _claimed(known[pair], int(str(item.slots["direction"]))))
        )
        if progress is not None:
            progress(f"claim {number}")
    counts = Counter(str(row["verdict"]) for row in rows)
    answer: dict[str, object] = {
        "claims": rows,
        "counts": {verdict: counts[verdict] for verdict in VERDICTS},
        "noticeable": sum(row["verdict"] == SUPPORTED and _noticed(row) for row in rows),
    }
    return finding(
        few,
        "Which of the article's claims stand up?",
        answer,
        method=CLAIMS_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=game_inputs(few.conflict, few.conflict.packages),
        caveats=CLAIMS_CAVEATS,
        citations=GAME_CITATIONS,
    )


def _noticed(row: Mapping[str, object]) -> bool:
    """Whether the cause moves the outcome's headline by what a reader would notice."""
    effect = row["effect"]
    assert isinstance(effect, dict)
    return abs(float(effect["at_more"]) - float(effect["at_less"])) >= NOTICEABLE


def _static(
    ensemble: Ensemble, lever: str, effect: str, pulled: dict[str, tuple[Ends, ...]]
) -> Verdict:
    """How does the outcome move with the lever, whatever an article claims?

    `pulled` keeps what was played for a lever, for the next claim with the same cause.
    """
    if not (lever and effect):
        missing = "cause" if not lever else "effect"
        return _outside(f"its {missing} is none of the levers or outcomes of the vocabulary")
    cause, result = term(lever), term(effect)
    reason = _why_outside(cause, result)
    if reason:
        return _outside(reason)
    conflict = ensemble.conflict
    names = moved(conflict, cause)
    if not names:
        return _outside(f"the case leaves nothing open that stands for: {cause.name}")
    if not conflict.packages:
        return _outside("the case has no guarantee to its target")
    if lever not in pulled:
        pulled[lever] = _pulled(ensemble, cause, names)
    ends = pulled[lever]
    runs = {run: _run(ensemble, ends, result, (names, years)) for run, years in RUNS.items()}
    found = {run: one for run, one in runs.items() if one is not None}
    if not found:
        lacking = (
            "supporters" if result.output == "supply" else "terms by which both would gain"
        )
        return _outside(f"the case has no {lacking}, or in hardly any draw")
    if all(one.up + one.down < 1.0 - ENOUGH for one in found.values()):
        return _outside(f"no path in these engines from {cause.name} to: {result.name}")
    return Verdict("", None, "", found, names, UNITS[result.output])


def _why_outside(cause: Term, result: Term) -> str:
    if not cause.parameters:
        return cause.reason or f"no parameter of the case is {cause.name}"
    if not result.output:
        return result.reason or f"no engine gives: {result.name}"
    return ""


def _pulled(ensemble: Ensemble, cause: Term, names: tuple[str, ...]) -> tuple[Ends, ...]:
    """The game with less and with more of the lever, under every package."""
    ends = pull(ensemble, cause, names)
    return tuple((play(ends.less, g), play(ends.more, g)) for g in ensemble.conflict.packages)


def _run(
    ensemble: Ensemble,
    ends: tuple[Ends, ...],
    result: Term,
    how: tuple[tuple[str, ...], float],
) -> Run | None:
    names, years = how
    less = [x for low, _ in ends if (x := outcome(low, result.output, years)) is not None]
    more = [x for _, high in ends if (x := outcome(high, result.output, years)) is not None]
    if not less:
        return None
    at_less, at_more = np.concatenate(less), np.concatenate(more)
    told = np.isfinite(at_less) & np.isfinite(at_more)
    if told.sum() < min(FEWEST, told.size):
        return None
    at_less, at_more = at_less[told], at_more[told]
    change = result.direction * (at_more - at_less)
    return Run(
        up=float(np.mean(change > FELT)),
        down=float(np.mean(change < -FELT)),
        change=spread(change),
        at_less=float(at_less.mean()),
        at_more=float(at_more.mean()),
        depends_on=_depends(ensemble, change, (names, told)),
    )


def _depends(
    ensemble: Ensemble, change: Draws, which: tuple[tuple[str, ...], NDArray[np.bool_]]
) -> Split | None:
    """Which input, other than the lever's own, tells best when the outcome rises?

    `which` are the lever's quantities, and the draws and packages that the changes are of.
    """
    names, told = which
    count = len(ensemble.conflict.packages)
    others = {
        quantity.name: np.tile(ensemble.of(quantity), count)[told]
        for quantity in (*ensemble.conflict.quantities, *ensemble.conflict.assumed)
        if quantity.name not in names and not quantity.fixed
    }
    rises = change > FELT
    return None if rises.all() or not rises.any() else best_split(rises, others)


def _claimed(found: Verdict, direction: int) -> Verdict:
    """What does the claim come to that more of the lever moves the outcome this way?"""
    if found.verdict == OUTSIDE:
        return found
    if direction == 0:
        told = "; ".join(f"{run}: {_tendency(one)}" for run, one in found.runs.items())
        reason = f"the article names no direction; in these engines, {told}"
        return replace(found, verdict=OUTSIDE, reason=reason)
    shares = {run: _share(one, direction) for run, one in found.runs.items()}
    verdicts = {run: _verdict(one, direction) for run, one in found.runs.items()}
    worst = min(shares, key=lambda run: shares[run])
    if len(set(verdicts.values())) == 1:
        return replace(found, verdict=verdicts[worst], share=shares[worst])
    told = ", ".join(f"{verdict} in the {run} run" for run, verdict in verdicts.items())
    return replace(
        found, verdict=DEPENDS, share=shares[worst], reason=f"on how far ahead: {told}"
    )


def _share(run: Run, direction: int) -> float:
    return run.up if direction > 0 else run.down


def _verdict(run: Run, direction: int) -> str:
    if _share(run, direction) >= ENOUGH:
        return SUPPORTED
    return CONTRADICTED if _share(run, -direction) >= ENOUGH else DEPENDS


def _tendency(run: Run) -> str:
    return f"more of it raises it in {run.up:.2f} of draws, lowers it in {run.down:.2f}"


def _outside(reason: str) -> Verdict:
    return Verdict(OUTSIDE, None, reason, {})


def _row(item: Item, number: int, found: Verdict) -> dict[str, object]:
    slots = item.slots
    lever, effect = str(slots["lever"]), str(slots["outcome"])
    direction = int(str(slots["direction"]))
    worst = _worst(found, direction)
    return {
        "id": f"claim-{number}",
        "quote": item.quote,
        "start": item.start,
        "end": item.end,
        "cause_words": str(slots["cause"]),
        "effect_words": str(slots["effect"]),
        "hedge": str(slots["hedge"]),
        "status": item.status,
        "lever": lever,
        "outcome": effect,
        "sign": _SIGNS[direction],
        "verdict": found.verdict,
        "share": found.share,
        "effect": _effect(found, worst),
        "depends_on": _on_what(found, worst, direction),
        "reason": found.reason,
        "moves": list(found.names),
        "readings": {run: _reading(one, direction) for run, one in found.runs.items()},
        "history": [row.to_dict() for row in precedents(lever, effect)],
    }


def _worst(found: Verdict, direction: int) -> Run | None:
    runs = list(found.runs.values())
    return min(runs, key=lambda run: _share(run, direction or 1)) if runs else None


def _effect(found: Verdict, run: Run | None) -> dict[str, object]:
    if run is None:
        return {}
    ends = {"at_less": run.at_less, "at_more": run.at_more}
    return {**run.change.to_dict(), "unit": found.unit, **ends}


def _on_what(found: Verdict, run: Run | None, direction: int) -> dict[str, object]:
    """Which input it depends on, with the share of draws with the claimed sign either side."""
    if run is None or run.depends_on is None or found.verdict != DEPENDS:
        return {}
    split = run.depends_on
    turned = direction < 0
    below = 1.0 - split.below if turned else split.below
    above = 1.0 - split.above if turned else split.above
    return {"input": split.name, "at": split.at, "below": below, "above": above}


def _reading(run: Run, direction: int) -> dict[str, object]:
    return {
        "verdict": _verdict(run, direction) if direction else OUTSIDE,
        "share": _share(run, direction) if direction else None,
        "raises": run.up,
        "lowers": run.down,
        "effect": {**run.change.to_dict(), "at_less": run.at_less, "at_more": run.at_more},
    }
