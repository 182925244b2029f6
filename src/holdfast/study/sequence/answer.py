"""In which order can the steps be taken, and who is exposed where: the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.guarantees import Guarantee
from holdfast.conflict.sequence import SIDES, Plan
from holdfast.core.errors import HoldfastError, bad_input
from holdfast.core.finding import Completeness, Finding, spread
from holdfast.core.tolerances import TIE
from holdfast.study.about import (
    GAME_CAVEATS,
    SEQUENCE_CAVEATS,
    SEQUENCE_CITATIONS,
    SEQUENCE_METHOD,
    finding,
)
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.parameters import described
from holdfast.study.game.window import game_inputs
from holdfast.study.parameters import contest_of, guarantee_named
from holdfast.study.sequence.orders import Orders, orders, situations
from holdfast.study.sequence.parts import Parts, cut
from holdfast.study.sequence.situations import ending, road, situation, solver
from holdfast.study.sequence.walks import Known, Moves, Summed, summed, walked

SHOWN = 5
"""Orders that are given, from the first in the ranking."""

MOST_SITUATIONS = 600
"""Most sets of parts done that are solved."""

Progress = Callable[[int], None]
"""Called with the number of situations worked out since the last call."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about a sequence.

    Parameters
    ----------
    package : that steps put in force; the plan's, or the case's first, by default.
    tranches : into how many parts steps are cut, by id, instead of what the plan says.
    """

    package: str = ""
    tranches: Mapping[str, int] = field(default_factory=dict)


def sequence(of: Ensemble, asked: Asked, progress: Progress | None = None) -> Finding:
    """In which order can the steps be taken so that neither side gains by breaking off?

    Parameters
    ----------
    of : the draws.
    asked : which package, which tranches.
    progress : told of situations worked out.

    Raises
    ------
    HoldfastError
        HF401 where the case has no contest or not the package, HF453 where steps cannot be cut
        as asked, HF454 where there are too many situations.
    """
    plan, package = _plan(of.conflict, asked)
    parts = cut(plan, asked.tranches)
    known = _known(of, parts, package, progress)
    found = orders(parts.before, of.seed)
    answer = {
        "plan": _told(plan, parts),
        "assumed": plan.assumed,
        "package": package.id if package else "",
        "situations": len(known.at),
        "orders": {
            "total": str(found.total),
            "looked_at": len(found.listed),
            "sampled": found.sampled,
        },
        **_orders(known, found),
    }
    return finding(
        of,
        "In which order can the steps be taken so that neither side gains by breaking off?",
        answer,
        method=SEQUENCE_METHOD,
        completeness=Completeness.SAMPLED,
        inputs=(*game_inputs(of.conflict, (package,) if package else ()), *_stated(plan)),
        caveats=(*SEQUENCE_CAVEATS, *GAME_CAVEATS),
        citations=SEQUENCE_CITATIONS,
    )


def situations_in(conflict: Conflict, asked: Asked) -> int:
    """How many situations does the answer take? See `sequence` for the errors."""
    return len(_passed(cut(_plan(conflict, asked)[0], asked.tranches)))


def why_not(conflict: Conflict) -> str:
    """What keeps the order of this case's own plan from being answered? Nothing if empty."""
    try:
        situations_in(conflict, Asked())
    except HoldfastError as error:
        return error.problems[0].what
    return ""


def _plan(conflict: Conflict, asked: Asked) -> tuple[Plan, Guarantee | None]:
    contest_of(conflict, "sequence")
    assert conflict.plan is not None
    plan = conflict.plan
    if not any(c.what == "package" for step in plan.steps for c in step.changes):
        return plan, None
    first = conflict.packages[0].id if conflict.packages else "of its own"
    return plan, guarantee_named(conflict, asked.package or plan.package or first)


def _passed(parts: Parts) -> tuple[int, ...]:
    found = situations(parts.before, MOST_SITUATIONS)
    if len(found) > MOST_SITUATIONS:
        what = f"{len(parts.parts)} parts pass more than {MOST_SITUATIONS} situations"
        remedy = "cut fewer steps, or let more of them wait for others"
        raise bad_input("HF454", what, remedy=remedy)
    return found


def _known(
    of: Ensemble, parts: Parts, package: Guarantee | None, progress: Progress | None
) -> Known:
    way = road(described(of), parts, package)
    solve, at = solver(way), {}
    for done in _passed(parts):
        at[done] = situation(way, done, solve)
        if progress is not None:
            progress(1)
    return Known(way, at, ending(way, solve))


def _stated(plan: Plan) -> tuple[str, ...]:
    if plan.assumed:
        return ()
    return tuple(q.name for step in plan.steps for q in step.quantities)


def _told(plan: Plan, parts: Parts) -> list[dict[str, object]]:
    return [
        {
            "id": step.id,
            "title": step.title,
            "by": step.by,
            "serves": step.serves,
            "after": list(step.after),
            "parts": parts.of_step(step.id).bit_count(),
            "stops_fighting": step.stops_fighting,
        }
        for step in plan.steps
    ]


def _orders(known: Known, found: Orders) -> dict[str, object]:
    """The orders ranked by their weakest step, each side's own best, and those asked for."""
    parts = known.road.parts
    listed = [tuple(1 << at for at in order) for order in found.listed]
    sums = summed(known, listed)
    ranked = np.lexsort((-sums.margin, -sums.weakest)).tolist()
    best = {side: int(np.argmin(sums.exposed[:, at])) for at, side in enumerate(SIDES)}
    answer: dict[str, object] = {
        **_shares(sums),
        "ranked": [_row(known, listed[at], sums, at) for at in ranked[:SHOWN]],
        "last": _row(known, listed[ranked[-1]], sums, ranked[-1]),
        "least_exposed": {side: _row(known, listed[at], sums, at) for side, at in best.items()},
        "asked_for": {
            side: _alone(known, _as_moves(parts, order)) for side, order in (parts.plan.prefers)
        },
        "walks": {
            "first": _points(known, listed[ranked[0]]),
            "last": _points(known, listed[ranked[-1]]),
        },
    }
    if any(part.of > 1 for part in parts.parts):
        answer["uncut"] = _uncut(known)
    return answer


def _shares(sums: Summed) -> dict[str, object]:
    return {
        "some_order_stable": float(sums.stable.any(axis=0).mean()),
        "stable_orders": float(sums.stable.mean()),
    }


def _uncut(known: Known) -> dict[str, object]:
    """The same with every step taken whole."""
    parts = known.road.parts
    whole = cut(parts.plan, dict.fromkeys((step.id for step in parts.plan.steps), 1))
    found = orders(whole.before, known.road.case.ensemble.seed)
    groups = [parts.of_step(step.id) for step in parts.plan.steps]
    listed = [tuple(groups[at] for at in order) for order in found.listed]
    sums = summed(known, listed)
    first = int(np.lexsort((-sums.margin, -sums.weakest))[0])
    return {
        "orders": {"total": str(found.total), "looked_at": len(listed)},
        **_shares(sums),
        "first": _row(known, listed[first], sums, first),
    }


def _as_moves(parts: Parts, order: tuple[str, ...]) -> Moves:
    """The order of steps that a side asks for, each step whole."""
    return tuple(parts.of_step(name) for name in order)


def _alone(known: Known, moves: Moves) -> dict[str, object]:
    return _row(known, moves, summed(known, [moves]), 0)


def _row(known: Known, moves: Moves, sums: Summed, at: int) -> dict[str, object]:
    names = _names(known, moves)
    point = int(sums.weakest_at[at])
    return {
        "order": names,
        "weakest": float(sums.weakest[at]),
        "weakest_after": names[point - 1] if point else "",
        "weakest_before": names[point],
        "stable": float(sums.stable[at].mean()),
        "margin": float(sums.margin[at]),
        "exposed": {side: float(sums.exposed[at, k]) for k, side in enumerate(SIDES)},
    }


def _names(known: Known, moves: Moves) -> list[str]:
    parts = known.road.parts
    named = {1 << at: part.name for at, part in enumerate(parts.parts)}
    whole = {parts.of_step(step.id): step.id for step in parts.plan.steps}
    return [whole.get(move) or named[move] for move in moves]


def _points(known: Known, moves: Moves) -> list[dict[str, object]]:
    """Point by point: what going on is worth over breaking off, and the exposure, to each."""
    found = walked(known, [moves])
    names = _names(known, moves)
    rows = []
    for at, after in enumerate(["", *names]):
        margin, exposure = found.margin[at, :, 0], found.exposure[at, :, 0]
        done = known.at[sum(moves[:at])]
        rows.append(
            {
                "after": after,
                "before": names[at] if at < len(names) else "",
                "both_go_on": float((margin.min(axis=0) >= -TIE).mean()),
                **{
                    side: {
                        "goes_on": float((margin[k] >= -TIE).mean()),
                        "margin": spread(margin[k]).to_dict(),
                        "exposure": spread(exposure[k]).to_dict(),
                        "would_attack": float(done.attacks[k].mean()),
                    }
                    for k, side in enumerate(SIDES)
                },
            }
        )
    return rows
