"""Which states are stable for whom, and which are equilibria?"""

from collections.abc import Callable, Generator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.states import Indexes, Mask
from holdfast.stability.concepts import Concept, sanctioned
from holdfast.stability.model import GraphModel, model_of
from holdfast.stability.order import Reading
from holdfast.stability.sim import sim_stable
from holdfast.stability.sim_sweep import sim_in_blocks
from holdfast.stability.sweep import stable_in_blocks

Progress = Callable[[str], None]
"""Called with the name of a verdict once it is there."""

Task = tuple[Concept, int]
"""A verdict to be worked out: the concept, and the place of the actor."""

_ALONE = 2**13  # states up to which threads cost more than they save

ALL_CONCEPTS = tuple(Concept)
"""The six concepts."""


@dataclass(frozen=True, slots=True, eq=False)
class StabilityResult:
    """The verdicts of some concepts on every state, for every actor who decides something.

    Parameters
    ----------
    model : what was analysed; `model.space.describe` names a state's options.
    reading : how unknown comparisons were read.
    stable : for each concept, shape (actors, states), in the order of `model.actors`.
    equilibria : for each concept, the states stable for all actors; shape (equilibria,).
    """

    model: GraphModel
    reading: Reading
    stable: Mapping[Concept, Mask]
    equilibria: Mapping[Concept, Indexes]

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """Which concepts were asked for."""
        return tuple(self.stable)

    @property
    def states(self) -> tuple[dict[str, str], ...]:
        """Which option does each issue take, state by state? Built anew when read."""
        return tuple(self.model.space.describe(state) for state in range(len(self.model.space)))


def analyse(
    conflict: Conflict | GraphModel,
    concepts: Sequence[Concept | str] = ALL_CONCEPTS,
    reading: Reading | str = Reading.CAUTIOUS,
    *,
    threads: int = 1,
    progress: Progress | None = None,
) -> StabilityResult:
    """Which states are stable, for whom, under which concepts?

    Parameters
    ----------
    conflict : a conflict whose deciding actors all have an order of their own, or a model.
    concepts : which to apply, such as `Concept.SEQ` or "seq".
    reading : of comparisons that are not known; the default claims stability least often.
    threads : how many verdicts (a concept and an actor) are worked on at once; the result does
        not depend on it.
    progress : told of every verdict, in the order of the concepts and actors.

    Returns
    -------
    StabilityResult
        Exact: integers and sets throughout.

    Raises
    ------
    ValueError
        When a concept or reading is unknown, or when the conflict makes no model (see
        `model_of`).

    Notes
    -----
    The concepts are those of the graph model for conflict resolution [FangHipelKilgour1993].
    An equilibrium is a state that every actor finds stable.

    Examples
    --------
    The prisoner's dilemma: both arm. Restraint by both is stable for actors who think of the
    answer to their own arming.

    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> from holdfast.stability.model import graph_model
    >>> from holdfast.stability.order import Order
    >>> arms = (("no", "Does not arm"), ("yes", "Arms"))
    >>> issues = [Issue(who, f"Does {who} arm?", arms, (who,)) for who in ("us", "them")]
    >>> space = StateSpace(tuple(issues))
    >>> us = Order(np.array([2, 3, 0, 1]))  # neither, us alone, them alone, both
    >>> them = Order(np.array([2, 0, 3, 1]))
    >>> actors = (Actor("us", "Us", "state"), Actor("them", "Them", "state"))
    >>> result = analyse(graph_model(space, actors, {"us": us, "them": them}), ["nash", "seq"])
    >>> result.equilibria[Concept.NASH].tolist(), result.equilibria[Concept.SEQ].tolist()
    ([3], [0, 3])
    """
    model = conflict if isinstance(conflict, GraphModel) else model_of(conflict)
    read = Reading(reading)
    stable = _all_verdicts(model, [Concept(c) for c in concepts], read, (threads, progress))
    equilibria = {concept: _all_stable(mask) for concept, mask in stable.items()}
    for array in (*stable.values(), *equilibria.values()):
        array.setflags(write=False)
    return StabilityResult(model, read, MappingProxyType(stable), MappingProxyType(equilibria))


def equilibria_of(result: StabilityResult, foresight: Mapping[str, Concept | str]) -> Indexes:
    """Which states are stable for all when each actor looks ahead in its own way?

    Parameters
    ----------
    result : with the concepts used.
    foresight : the concept of each deciding actor, by id.

    Returns
    -------
    shape (equilibria,), states

    Raises
    ------
    ValueError
        When an actor has no concept or one that the result lacks.
    """
    rows = []
    for place, actor in enumerate(result.model.actors):
        if actor.id not in foresight:
            raise ValueError(f"{actor.id} decides an issue and is given no concept")
        concept = Concept(foresight[actor.id])
        if concept not in result.stable:
            raise ValueError(f"the result has no verdicts for {concept}")
        rows.append(result.stable[concept][place])
    return _all_stable(np.array(rows).reshape(len(rows), len(result.model.space)))


def _all_verdicts(
    model: GraphModel,
    concepts: Sequence[Concept],
    reading: Reading,
    how: tuple[int, Progress | None],
) -> dict[Concept, Mask]:
    threads, progress = how
    if model.blocks:
        _ = model.ladders  # sorted once, before threads ask for it
    stable = {
        c: np.ones((len(model.actors), len(model.space)), dtype=np.bool_) for c in concepts
    }
    tasks = [(concept, place) for concept in stable for place in range(len(model.actors))]
    work = _in_threads if threads > 1 and len(model.space) > _ALONE else _one_by_one
    with closing(work(model, tasks, reading, threads)) as verdicts:
        for (concept, place), verdict in zip(tasks, verdicts, strict=True):
            stable[concept][place] = verdict
            _tell(progress, f"{concept} for {model.actors[place].name}")
    return stable


def _one_by_one(
    model: GraphModel, tasks: Sequence[Task], reading: Reading, _: int
) -> Generator[Mask]:
    for concept, place in tasks:
        yield _stable_for(model, place, concept, reading)


def _in_threads(
    model: GraphModel, tasks: Sequence[Task], reading: Reading, threads: int
) -> Generator[Mask]:
    pool = ThreadPoolExecutor(max_workers=threads)
    jobs = [pool.submit(_stable_for, model, place, c, reading) for c, place in tasks]
    try:
        for job in jobs:
            yield job.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _tell(progress: Progress | None, name: str) -> None:
    if progress is not None:
        progress(name)


def _stable_for(model: GraphModel, place: int, concept: Concept, reading: Reading) -> Mask:
    if model.blocks:
        sweep = (
            sim_in_blocks
            if concept is Concept.SIM
            else partial(stable_in_blocks, concept=concept)
        )
        return sweep(model, place)
    if concept is Concept.SIM:
        return sim_stable(model, place, reading)
    improvements, answered = sanctioned(model, place, concept, reading)
    stable = np.ones(len(model.space), dtype=np.bool_)
    stable[improvements.sources[~answered]] = False
    return stable


def _all_stable(stable: Mask) -> Indexes:
    return np.flatnonzero(stable.all(axis=0))
