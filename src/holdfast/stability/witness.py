"""Why is a state stable for an actor, or why is it not? The reason as data."""

from dataclasses import dataclass

import numpy as np

from holdfast.stability.analysis import StabilityResult
from holdfast.stability.concepts import Concept, deterring
from holdfast.stability.model import GraphModel
from holdfast.stability.order import Reading
from holdfast.stability.reach import Reach, legal_reach
from holdfast.stability.sim import Answers, Changes, deterring_answers, improving_changes
from holdfast.stability.steps import Step

NO_ANSWER = -1
"""The end of an improvement that the others cannot answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What follows one improvement.

    Parameters
    ----------
    improvement : the move that the actor would gain by.
    path : the moves by which the others answer, one after the other; under SIM they are made
        at the same time, each from the state that the actor leaves. Empty without an answer.
    end : the state in which the answer ends, `NO_ANSWER` where there is none.
    patterns : under SIM, the pattern before, the pattern that the actor's change alone makes,
        those that the change of each other actor alone makes (-1 where it stays), and the
        pattern that all make together (-1 without an answer). Empty under other concepts.
    """

    improvement: Step
    path: tuple[Step, ...]
    end: int
    patterns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Witness:
    """The reason for one verdict.

    Parameters
    ----------
    concept, actor, state, reading : of which verdict.
    stable : the verdict.
    answers : of a stable state, the shortest answer to every improvement, none where there
        is nothing to gain; of an unstable one, the single best improvement without an answer.
    """

    concept: Concept
    actor: str
    state: int
    reading: Reading
    stable: bool
    answers: tuple[Answer, ...]


def witness(result: StabilityResult, concept: Concept | str, actor: str, state: int) -> Witness:
    """Why is this state stable, or not, for this actor under this concept?

    Parameters
    ----------
    result : from `analyse`, with this concept.
    concept : one of the result's.
    actor : id of an actor who decides something.
    state : 0 up to the number of states less one.

    Returns
    -------
    Witness
        Found by a search from every improvement forwards, so it does not lean on the sweep
        that gave the verdict.

    Raises
    ------
    KeyError
        When the result lacks the concept, or the actor decides nothing.
    IndexError
        When there is no such state.

    Examples
    --------
    In the prisoner's dilemma, arming is answered by arming:

    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> from holdfast.stability.analysis import analyse
    >>> from holdfast.stability.model import graph_model
    >>> from holdfast.stability.order import Order
    >>> arms = (("no", "Does not arm"), ("yes", "Arms"))
    >>> issues = [Issue(who, f"Does {who} arm?", arms, (who,)) for who in ("us", "them")]
    >>> us, them = Order(np.array([2, 3, 0, 1])), Order(np.array([2, 0, 3, 1]))
    >>> actors = (Actor("us", "Us", "state"), Actor("them", "Them", "state"))
    >>> model = graph_model(StateSpace(tuple(issues)), actors, {"us": us, "them": them})
    >>> why = witness(analyse(model), "seq", "us", 0)
    >>> why.stable, [(step.movers, step.after) for step in why.answers[0].path]
    (True, [(('them',), 3)])
    """
    asked = Concept(concept)
    place = result.model.place(actor)
    if not 0 <= state < len(result.model.space):
        raise IndexError(f"no state {state} among {len(result.model.space)}")
    stable = bool(result.stable[asked][place, state])
    find = _sim_answers if asked is Concept.SIM else _answers
    answers = find(result, asked, place, state)
    if not stable:
        answers = (_most_tempting(result.model, place, answers),)
    return Witness(asked, actor, state, result.reading, stable, answers)


def _answers(
    result: StabilityResult, concept: Concept, place: int, state: int
) -> tuple[Answer, ...]:
    model, reading = result.model, result.reading
    actor = model.actors[place].id
    movers = model.sanctioners(place, reading, improving=concept.credible)
    names = [other.id for other in model.actors if other.id != actor]
    wanted = deterring(model, place, state, concept, reading)
    answers = []
    for after in model.improvements(place, reading).of(state).tolist():
        improvement = Step((actor,), state, after)
        if concept is Concept.NASH:
            answers.append(Answer(improvement, (), NO_ANSWER))
            continue
        reach = legal_reach(movers, after, len(model.space))
        end = reach.nearest(wanted)
        answers.append(Answer(improvement, _steps(reach, end, names), end))
    return tuple(answers)


def _steps(reach: Reach, end: int, names: list[str]) -> tuple[Step, ...]:
    if end < 0:
        return ()
    return tuple(
        Step((names[mover],), before, after) for mover, before, after in reach.path(end)
    )


def _sim_answers(
    result: StabilityResult, _: Concept, place: int, state: int
) -> tuple[Answer, ...]:
    model, reading = result.model, result.reading
    patterns = np.flatnonzero(model.space.state_of == state)
    made = improving_changes(model, place, patterns, through=reading.deviates)
    found = deterring_answers(model, place, made, reading)
    return tuple(
        _sim_answer(model, place, made, change, found) for change in range(made.before.size)
    )


def _sim_answer(
    model: GraphModel, place: int, made: Changes, change: int, found: Answers
) -> Answer:
    state_of = model.space.state_of
    before, after = int(made.before[change]), int(made.after[change])
    start = int(state_of[before])
    improvement = Step((model.actors[place].id,), start, int(state_of[after]))
    rows = np.flatnonzero(found.change == change)
    if not rows.size:
        nobody = (-1,) * (len(model.actors) - 1)
        return Answer(improvement, (), NO_ANSWER, (before, after, *nobody, -1))
    row = rows[(found.others[rows] >= 0).sum(axis=1).argmin()]  # the fewest who must act
    choices, together = found.others[row].tolist(), int(found.together[row])
    names = [actor.id for actor in model.actors if actor.id != model.actors[place].id]
    path = tuple(
        Step((name,), start, int(state_of[choice]))
        for name, choice in zip(names, choices, strict=True)
        if choice >= 0
    )
    return Answer(
        improvement, path, int(state_of[together]), (before, after, *choices, together)
    )


def _most_tempting(model: GraphModel, place: int, answers: tuple[Answer, ...]) -> Answer:
    ranks = model.orders[place].ranks
    unanswered = [answer for answer in answers if answer.end == NO_ANSWER]
    return max(unanswered, key=lambda answer: int(ranks[answer.improvement.after]))
