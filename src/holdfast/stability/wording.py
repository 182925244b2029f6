"""The reason for a verdict in plain words."""

from collections.abc import Sequence

import numpy as np

from holdfast.stability.analysis import StabilityResult
from holdfast.stability.concepts import Concept
from holdfast.stability.model import GraphModel
from holdfast.stability.steps import Step, pattern_change
from holdfast.stability.witness import Answer, Witness


def state_text(model: GraphModel, state: int) -> str:
    """Which options make up this state, in the words of the case?

    Issues on which the patterns of a merged state differ are left out, unless no issue is left.
    """
    if model.space.same:
        patterns = np.flatnonzero(model.space.state_of == state)
    else:
        patterns = model.space.codes[state : state + 1]
    common = []
    for issue in model.space.issues:
        digits = model.space.digit(issue.id, patterns)
        if (digits == digits[0]).all():
            common.append(issue.options[int(digits[0])][1])
    chosen = model.space.describe(state)
    lowest = [dict(issue.options)[chosen[issue.id]] for issue in model.space.issues]
    return "; ".join(common or lowest)


def step_text(model: GraphModel, step: Step) -> str:
    """Who moves to what, in the words of the case?

    Only the issues that the movers change are named.
    """
    names = [actor.name for actor in model.actors if actor.id in step.movers]
    who = listed(names) + (" together" if len(names) > 1 else "")
    return f"{who} to {_changes(model, step)}"


def sentence(result: StabilityResult, reason: Witness) -> str:
    """Why is the state stable or not, in a sentence that claims no more than was computed?

    Parameters
    ----------
    result : from `analyse`.
    reason : from `witness` on that result.

    Examples
    --------
    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> from holdfast.stability.analysis import analyse
    >>> from holdfast.stability.model import graph_model
    >>> from holdfast.stability.order import Order
    >>> from holdfast.stability.witness import witness
    >>> options = (("no", "Guns rest"), ("yes", "Guns fire"))
    >>> guns = Issue("guns", "Do the guns fire?", options, ("n",))
    >>> order = {"n": Order(np.array([1, 0]))}
    >>> model = graph_model(StateSpace((guns,)), [Actor("n", "North", "state")], order)
    >>> result = analyse(model)
    >>> print(sentence(result, witness(result, "nash", "n", 0)))
    Under these priorities North gains nothing by leaving (Guns rest): none of its moves leads \
to a state it prefers.
    """
    model = result.model
    name = model.actors[model.place(reason.actor)].name
    why = _why_stable(model, reason, name) if reason.stable else _why_not(model, reason)
    verdict = "gains nothing" if reason.stable else "can gain"
    opening = f"Under these priorities {name} {verdict} by leaving"
    unknown = any(order.unknown for order in model.orders)
    read = f" Unknown comparisons are read as '{reason.reading}'." if unknown else ""
    return f"{opening} ({state_text(model, reason.state)}): {why}.{read}"


def _why_stable(model: GraphModel, reason: Witness, name: str) -> str:
    if not reason.answers:
        return "none of its moves leads to a state it prefers"
    first = reason.answers[0]
    move = (
        f"if it moves to {_changes(model, first.improvement)}, {_reply(model, reason, first)}"
    )
    lasting = ", whatever it does next" if reason.concept.counter_move else ""
    outcome = f"{move}, and {name} is then no better off than before{lasting}"
    many = len(reason.answers)
    return outcome if many == 1 else f"all {many} moves it prefers can be answered; {outcome}"


def _reply(model: GraphModel, reason: Witness, answer: Answer) -> str:
    moves = [step_text(model, step) for step in answer.path]
    if reason.concept is Concept.SIM:
        return f"others may move at the same time, {listed(moves)}"
    gaining = ", each to its own gain" if reason.concept.credible else ""
    return f"others can answer by moving, {', then '.join(moves)}{gaining}"


def _why_not(model: GraphModel, reason: Witness) -> str:
    step = reason.answers[0].improvement
    order = model.orders[model.place(reason.actor)]
    open_ = order.incomparable(np.array(step.before), np.array(step.after)).any()
    liked = "which it cannot compare with where it is" if open_ else "which it prefers"
    move = f"it can move to {_changes(model, step)}, {liked}"
    if reason.concept is Concept.NASH:
        return move
    if reason.concept is Concept.SIM:
        return f"{move}, and no gainful moves of others at the same time take the gain away"
    how = "gainful moves" if reason.concept.credible else "moves"
    lasting = " for good" if reason.concept.counter_move else ""
    return f"{move}, and no sequence of {how} by others takes the gain away{lasting}"


def _changes(model: GraphModel, step: Step) -> str:
    before, after = pattern_change(model.space, step.movers, step.before, step.after)
    patterns = np.array([before, after], dtype=np.int64)
    texts = []
    for issue in model.space.issues:
        old, new = model.space.digit(issue.id, patterns).tolist()
        if old != new:
            texts.append(f"'{issue.options[new][1]}'")
    return listed(texts)


def listed(texts: Sequence[str]) -> str:
    """How are several things named in one sentence? At least one."""
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"
