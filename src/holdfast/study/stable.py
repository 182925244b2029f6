"""Which agreements are stable, why, and how the conflict could get there."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from types import MappingProxyType

import numpy as np

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.preferences import FromContest
from holdfast.core.errors import ExitCode, HoldfastError, Problem, bad_input
from holdfast.core.finding import Completeness, Finding
from holdfast.stability.analysis import ALL_CONCEPTS, Progress, StabilityResult, analyse
from holdfast.stability.blockers import Access, access
from holdfast.stability.coalitions import (
    MOST_COALITION_ACTORS,
)
from holdfast.stability.concepts import Concept
from holdfast.stability.model import GraphModel, model_of
from holdfast.stability.paths import Path, Route, routes_to_equilibria
from holdfast.stability.size import size_of
from holdfast.stability.steps import Step
from holdfast.stability.witness import witness
from holdfast.stability.wording import sentence, state_text
from holdfast.study.about import (
    STABILITY_CAVEATS,
    STABILITY_CITATIONS,
    STABILITY_METHOD,
    finding,
)
from holdfast.study.anticipation import foresight
from holdfast.study.contest_order import contest_ranks
from holdfast.study.ensemble import Ensemble
from holdfast.study.groups import groups
from holdfast.study.mixed import check_foresight, mixed
from holdfast.study.stability_parts import parts
from holdfast.study.state_graph import state_graph

EXPLAINED_WHOLE = 64
"""Up to so many states every verdict can get its reason; beyond, equilibria and the start."""

LARGE = 2**13
"""Beyond so many states the answer names equilibria and the start, and counts the rest; paths,
coalitions and reasons are left out."""

NAMED = 200
"""Equilibria of one concept that the answer for a large conflict names."""


ALIKE: Mapping[str, str] = MappingProxyType({})
"""All actors look ahead in the same way."""


class Reasons(Enum):
    """For which states the reasons of the verdicts are wanted."""

    NONE = "none"
    EQUILIBRIA = "equilibria and the start"
    ALL = "all states, where they are few"


def stability(
    ensemble: Ensemble,
    concepts: Sequence[str] = (),
    *,
    why: Reasons = Reasons.NONE,
    own_concepts: Mapping[str, str] = ALIKE,
    threads: int = 1,
    progress: Progress | None = None,
) -> Finding:
    """Which states would no actor leave by itself, under which concept of foresight?

    Parameters
    ----------
    ensemble : the draws; only orders that follow from the contest use them.
    concepts : of nash, gmr, smr, seq, sseq, sim; those the case asks for, or all, by default.
    why : for which states to add the reason of each verdict.
    own_concepts : a concept for every actor who decides, where they do not look ahead alike;
        what is stable then is added, and the concepts given are analysed too.
    threads : verdicts worked on at once; the answer does not depend on it.
    progress : told of every verdict.

    Raises
    ------
    HoldfastError
        HF310, gave up, where the conflict is too large; HF401 where the case has no issues,
        HF403 for an unknown concept, or foresight that does not fit the actors.
    """
    conflict = ensemble.conflict
    if conflict.space is None:
        what = f"{conflict.id} has no issues, so there are no states"
        raise bad_input("HF401", what, remedy="add issues: to the case, or ask for the window")
    asked = concepts_of(conflict, concepts, own_concepts)
    _check(asked)
    model = model_of(conflict, contest_ranks(ensemble))
    if own_concepts:
        check_foresight(model, own_concepts)
    _check_size(model, asked)
    result = analyse(model, asked, threads=threads, progress=progress)
    start = conflict.start
    large = len(model.space) > LARGE
    more = parts(ensemble, model, asked)
    told = _summary(result, start) if large else _verdicts(result, start, why)
    answer = {**told, **more.answer}
    if own_concepts:
        answer["mixed"] = mixed(result, own_concepts)
    if why is not Reasons.NONE and not large:
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


def concepts_of(
    conflict: Conflict, concepts: Sequence[str], own_concepts: Mapping[str, str] = ALIKE
) -> tuple[str, ...]:
    """Which concepts are analysed: those asked for, else the case's, and those given."""
    return tuple(dict.fromkeys((*(concepts or _asked(conflict)), *own_concepts.values())))


def verdicts_of(conflict: Conflict, concepts: Sequence[str]) -> int:
    """How many verdicts, a concept and an actor each, will there be? For a progress bar."""
    return len(concepts) * len(conflict.actors)


def _check_size(model: GraphModel, concepts: Sequence[str]) -> None:
    """Refuse what would not fit, before it starts, with the estimate and what would fit."""
    need = size_of(model, [Concept(concept) for concept in concepts])
    if need.fits:
        return
    what = f"{len(model.space)} states: {need.says}"
    problem = Problem("HF310", what, remedy=need.remedy)
    raise HoldfastError(problem, exit_code=ExitCode.GAVE_UP)


def _summary(result: StabilityResult, start: int) -> dict[str, object]:
    """What was found in a large conflict: counts, and the first equilibria by their options."""
    model = result.model
    first = {c.value: found[:NAMED].tolist() for c, found in result.equilibria.items()}
    shown = sorted({start, *(state for states in first.values() for state in states)})
    skipped = f"not computed for more than {LARGE} states"
    return {
        "count": len(model.space),
        "states": [],
        "labels": [],
        "described": {str(state): model.space.describe(state) for state in shown},
        "start": start,
        "stable": {},
        "stable_counts": {
            c.value: {a.id: int(mask[k].sum()) for k, a in enumerate(model.actors)}
            for c, mask in result.stable.items()
        },
        "equilibria": first,
        "equilibria_counts": {c.value: int(f.size) for c, f in result.equilibria.items()},
        "bystanders": [actor.id for actor in model.bystanders],
        "coalitions": {"completeness": Completeness.GAVE_UP.value, "reason": skipped},
        "paths": [],
    }


def _verdicts(result: StabilityResult, start: int, why: Reasons) -> dict[str, object]:
    """What was found, as plain data, under the keys that `--json` promises."""
    model = result.model
    ways = routes_to_equilibria(result, start)
    asked_of = {found.target: found for found in _access(result, start, ways)}
    answer: dict[str, object] = {
        "count": len(model.space),
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
        "coalitions": groups(model, start, _resting(result), why=why is Reasons.ALL),
        "paths": [
            {
                "to": route.target,
                "by_improvements": _path(route.by_improvements),
                "by_any_moves": _path(route.by_any_moves),
                **_asks(asked_of.get(route.target)),
            }
            for route in ways
        ],
        "graph": state_graph(result, start, ways),
    }
    if len(model.actors) == 2:
        answer["foresight"] = foresight(model)
    return answer


def _access(result: StabilityResult, start: int, ways: Sequence[Route]) -> tuple[Access, ...]:
    """Who can block each way; nothing where there are too many actors to look at groups."""
    if len(result.model.actors) > MOST_COALITION_ACTORS:
        return ()
    return access(result.model, start, [way.target for way in ways], result.reading)


def _asks(found: Access | None) -> dict[str, object]:
    if found is None:
        return {}
    return {"blockers": list(found.blockers), "coalition": list(found.coalition)}


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


def _resting(result: StabilityResult) -> list[int]:
    """The equilibria of any concept."""
    return sorted({int(state) for states in result.equilibria.values() for state in states})


def _witnesses(
    result: StabilityResult, start: int, why: Reasons
) -> Iterator[dict[str, object]]:
    states = len(result.model.space)
    whole = why is Reasons.ALL and states <= EXPLAINED_WHOLE
    chosen = range(states) if whole else sorted({start, *_resting(result)})
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
