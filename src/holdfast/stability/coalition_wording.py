"""The reason for a verdict on a coalition in plain words."""

from collections.abc import Sequence

from holdfast.stability.coalition_concepts import CoalitionConcept
from holdfast.stability.coalition_reach import Members
from holdfast.stability.coalition_witness import CoalitionAnswer, CoalitionWitness
from holdfast.stability.coalitions import CoalitionImprovement
from holdfast.stability.model import GraphModel
from holdfast.stability.steps import Step
from holdfast.stability.wording import listed, state_text, step_text


def coalition_sentence(model: GraphModel, reason: CoalitionWitness) -> str:
    """Why would the coalition stay or leave, in plain words?

    Parameters
    ----------
    model : of the result that the reason comes from.
    reason : from `coalition_witness`.

    Examples
    --------
    >>> import numpy as np
    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> from holdfast.stability.coalition_concepts import coalition_stability
    >>> from holdfast.stability.coalition_witness import coalition_witness
    >>> from holdfast.stability.model import graph_model
    >>> from holdfast.stability.order import Order
    >>> options = (("no", "War"), ("yes", "Truce"))
    >>> truce = Issue("truce", "Is there a truce?", options, ("n", "s"))
    >>> both = Actor("n", "North", "state"), Actor("s", "South", "state")
    >>> orders = {"n": Order(np.array([0, 1])), "s": Order(np.array([0, 1]))}
    >>> model = graph_model(StateSpace((truce,)), both, orders)
    >>> result = coalition_stability(model)
    >>> print(coalition_sentence(model, coalition_witness(result, "cnash", ["n", "s"], 0)))
    Under these priorities North and South can gain by leaving (War) together: moving, North \
and South together to 'Truce', leads to a state that each of them prefers.
    """
    who, many = _named(model, reason.members), len(reason.members) > 1
    together = " together" if many else ""
    gain = "can gain" if not reason.stable else "gain nothing" if many else "gains nothing"
    opening = f"Under these priorities {who} {gain} by leaving"
    why = _why_stable(model, reason) if reason.stable else _why_not(model, reason)
    return f"{opening} ({state_text(model, reason.state)}){together}: {why}."


def leaving_text(model: GraphModel, way: CoalitionImprovement) -> str:
    """How does a coalition go to the state that all its members prefer?

    Returns
    -------
    such as "North to 'Guns rest', then North and South together to 'Truce'"
    """
    return ", then ".join(_made(model, way.steps))


def _why_stable(model: GraphModel, reason: CoalitionWitness) -> str:
    if not reason.answers:
        each = "each of them prefers" if len(reason.members) > 1 else "it prefers"
        return f"no sequence of moves leads to a state that {each}"
    first, count = reason.answers[0], len(reason.answers)
    move = f"after {leaving_text(model, first.improvement)}, {_reply(model, first)}"
    for_good = reason.concept is CoalitionConcept.CSMR
    lasting = ", whatever the coalition does next" if for_good else ""
    hurt = _named(model, first.hurt)
    is_ = "is" if len(first.hurt) == 1 else "are"
    outcome = f"{move}, and {hurt} {is_} then no better off than before{lasting}"
    return outcome if count == 1 else f"all {count} gains can be answered; {outcome}"


def _reply(model: GraphModel, answer: CoalitionAnswer) -> str:
    gaining = ", each group that acts to the gain of all in it" if answer.turns else ""
    moves = ", then ".join(_made(model, answer.path))
    return f"others can answer by moving, {moves}{gaining}"


def _why_not(model: GraphModel, reason: CoalitionWitness) -> str:
    way = reason.answers[0].improvement
    each = "each of them prefers" if len(reason.members) > 1 else "it prefers"
    move = f"moving, {leaving_text(model, way)}, leads to a state that {each}"
    if reason.concept is CoalitionConcept.CNASH or not _others(model, reason.members):
        return move
    how = "gainful moves" if reason.concept is CoalitionConcept.CSEQ else "moves"
    lasting = " for good" if reason.concept is CoalitionConcept.CSMR else ""
    return f"{move}, and no sequence of {how} by others takes the gain away{lasting}"


def _others(model: GraphModel, members: Members) -> bool:
    return any(actor.id not in members for actor in model.actors)


def _made(model: GraphModel, steps: Sequence[Step]) -> list[str]:
    return [step_text(model, step) for step in steps]


def _named(model: GraphModel, members: Members) -> str:
    return listed([actor.name for actor in model.actors if actor.id in members])
