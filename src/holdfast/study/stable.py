"""Which agreements are stable, why, and how the conflict could get there."""

from collections.abc import Iterator, Sequence
from enum import Enum

import numpy as np

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.preferences import FromContest
from holdfast.core.errors import bad_input
from holdfast.core.finding import Completeness, Finding
from holdfast.stability.analysis import ALL_CONCEPTS, StabilityResult, analyse
from holdfast.stability.coalitions import (
    MOST_COALITION_ACTORS,
    coalition_improvements,
    coalition_nash,
)
from holdfast.stability.model import model_of
from holdfast.stability.paths import Path, routes_to_equilibria
from holdfast.stability.steps import Step
from holdfast.stability.witness import witness
from holdfast.stability.wording import sentence, state_text
from holdfast.study.about import (
    STABILITY_CAVEATS,
    STABILITY_CITATIONS,
    STABILITY_METHOD,
    finding,
)
from holdfast.study.contest_order import contest_ranks
from holdfast.study.ensemble import Ensemble
from holdfast.study.stability_parts import parts

EXPLAINED_WHOLE = 64
"""Up to so many states every verdict can get its reason; beyond, equilibria and the start."""


class Reasons(Enum):
    """For which states the reasons of the verdicts are wanted."""

    NONE = "none"
    EQUILIBRIA = "equilibria and the start"
    ALL = "all states, where they are few"


def stability(
    ensemble: Ensemble, concepts: Sequence[str] = (), *, why: Reasons = Reasons.NONE
) -> Finding:
    """Which states would no actor leave by itself, under which concept of foresight?

    Parameters
    ----------
    ensemble : the draws; only orders that follow from the contest use them.
    concepts : of nash, gmr, smr, seq, sseq, sim; those the case asks for, or all, by default.
    why : for which states to add the reason of each verdict.

    Raises
    ------
    HoldfastError
        HF401 where the case has no issues, HF403 for an unknown concept.
    """
    conflict = ensemble.conflict
    if conflict.space is None:
        what = f"{conflict.id} has no issues, so there are no states"
        raise bad_input("HF401", what, remedy="add issues: to the case, or ask for the window")
    asked = concepts or _asked(conflict)
    _check(asked)
    model = model_of(conflict, contest_ranks(ensemble))
    result = analyse(model, asked)
    start = conflict.start
    more = parts(ensemble, model, asked)
    answer = {**_verdicts(result, start), **more.answer}
    if why is not Reasons.NONE:
        answer["witnesses"] = list(_witnesses(result, start, why))
    return finding(
        ensemble,
        "Which agreements are stable?",
        answer,
        method=STABILITY_METHOD,
        completeness=Completeness.EXACT,
        inputs=_inputs(conflict),
        caveats=(*STABILITY_CAVEATS, *more.caveats),
        citations=(*STABILITY_CITATIONS, *more.citations),
        drawn="frequency" in more.answer,
    )


def _verdicts(result: StabilityResult, start: int) -> dict[str, object]:
    """What was found, as plain data, under the keys that `--json` promises."""
    model = result.model
    return {
        "states": [dict(state) for state in result.states],
        "labels": [state_text(model, state) for state in range(len(model.space))],
        "start": start,
        "stable": {
            concept.value: {
                actor.id: np.flatnonzero(mask[place]).tolist()
                for place, actor in enumerate(model.actors)
            }
            for concept, mask in result.stable.items()
        },
        "equilibria": {c.value: found.tolist() for c, found in result.equilibria.items()},
        "bystanders": [actor.id for actor in model.bystanders],
        "coalitions": _coalitions(result, start),
        "paths": [
            {
                "to": route.target,
                "by_improvements": _path(route.by_improvements),
                "by_any_moves": _path(route.by_any_moves),
            }
            for route in routes_to_equilibria(result, start)
        ],
    }


def _asked(conflict: Conflict) -> tuple[str, ...]:
    for question in conflict.asks:
        if question.name == "stability":
            chosen = dict(question.options)["concepts"]
            assert isinstance(chosen, list)
            return tuple(chosen)
    return tuple(concept.value for concept in ALL_CONCEPTS)


def _check(concepts: Sequence[str]) -> None:
    known = [concept.value for concept in ALL_CONCEPTS]
    for concept in concepts:
        if concept not in known:
            expected = f"one of {', '.join(known)}"
            raise bad_input("HF403", f"no concept is called '{concept}'", expected=expected)


def _inputs(conflict: Conflict) -> tuple[str, ...]:
    """Orders are inputs too; they are named as their place in the file."""
    orders = [f"preferences.{p.actor}" for p in conflict.preferences]
    from_contest = any(isinstance(p.order, FromContest) for p in conflict.preferences)
    beliefs = [f"beliefs.{belief.actor}" for belief in conflict.beliefs]
    return (*orders, *beliefs, *(("contest",) if from_contest else ()))


def _coalitions(result: StabilityResult, start: int) -> dict[str, object]:
    model = result.model
    if len(model.actors) > MOST_COALITION_ACTORS:
        why = f"more than {MOST_COALITION_ACTORS} actors decide something; not computed"
        return {"completeness": Completeness.GAVE_UP.value, "reason": why}
    found = coalition_nash(model)
    return {
        "completeness": Completeness.EXACT.value,
        "stable": found.equilibria.tolist(),
        "improvements_from_start": [
            {"members": list(step.members), "from": step.before, "to": step.after}
            for members in found.coalitions
            for step in coalition_improvements(model, members, start)
        ],
    }


def _explained(result: StabilityResult, start: int) -> list[int]:
    """The equilibria of any concept, and the start."""
    found = {int(state) for states in result.equilibria.values() for state in states}
    return sorted(found | {start})


def _witnesses(
    result: StabilityResult, start: int, why: Reasons
) -> Iterator[dict[str, object]]:
    states = len(result.model.space)
    whole = why is Reasons.ALL and states <= EXPLAINED_WHOLE
    chosen = range(states) if whole else _explained(result, start)
    for concept in result.concepts:
        for actor in result.model.actors:
            for state in chosen:
                reason = witness(result, concept, actor.id, state)
                yield {
                    "concept": concept.value,
                    "actor": actor.id,
                    "state": state,
                    "stable": reason.stable,
                    "answers": [
                        {
                            "improvement": _step(answer.improvement),
                            "path": [_step(step) for step in answer.path],
                            "end": answer.end,
                        }
                        for answer in reason.answers
                    ],
                    "sentence": sentence(result, reason),
                }


def _path(path: Path) -> dict[str, object]:
    return {"reached": path.reached, "steps": [_step(step) for step in path.steps]}


def _step(step: Step) -> dict[str, object]:
    return {"movers": list(step.movers), "from": step.before, "to": step.after}
