"""The reasons of coalitions in words, on conflicts small enough to check by hand."""

import numpy as np
import pytest

from holdfast.conflict.actors import Actor
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.stability.coalition_concepts import coalition_stability
from holdfast.stability.coalition_witness import coalition_witness
from holdfast.stability.coalition_wording import coalition_sentence, leaving_text
from holdfast.stability.coalitions import coalition_improvements
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order

DOES = (("no", "holds back"), ("yes", "attacks"))


def model_of(**ranks):
    """Every actor with one option; states in binary, the first actor the lowest bit."""
    issues = tuple(
        Issue(name, "?", tuple((o, f"{name} {text}") for o, text in DOES), (name,))
        for name in ranks
    )
    actors = [Actor(name, name.upper(), "state") for name in ranks]
    orders = {name: Order(np.array(row)) for name, row in ranks.items()}
    return graph_model(StateSpace(issues), actors, orders)


def said(model, concept, members, state):
    reason = coalition_witness(coalition_stability(model), concept, members, state)
    return coalition_sentence(model, reason)


@pytest.fixture(scope="module")
def dilemma():
    return model_of(a=[2, 3, 0, 1], b=[2, 0, 3, 1])


def test_a_pair_leaves_mutual_arms_together(dilemma):
    assert said(dilemma, "cnash", ["a", "b"], 3) == (
        "Under these priorities A and B can gain by leaving (a attacks; b attacks) together: "
        "moving, B to 'b holds back', then A to 'a holds back', leads to a state that each of "
        "them prefers."
    )


def test_a_pair_that_has_nothing_to_gain_stays(dilemma):
    assert said(dilemma, "cgmr", ["a", "b"], 0) == (
        "Under these priorities A and B gain nothing by leaving (a holds back; b holds back) "
        "together: no sequence of moves leads to a state that each of them prefers."
    )


@pytest.mark.parametrize(
    ("concept", "gaining", "lasting"),
    [
        ("cgmr", "", ""),
        ("csmr", "", ", whatever the coalition does next"),
        ("cseq", ", each group that acts to the gain of all in it", ""),
    ],
)
def test_one_alone_is_deterred_by_the_answer(dilemma, concept, gaining, lasting):
    assert said(dilemma, concept, ["a"], 0) == (
        "Under these priorities A gains nothing by leaving (a holds back; b holds back): after "
        f"A to 'a attacks', others can answer by moving, B to 'b attacks'{gaining}, and A is "
        f"then no better off than before{lasting}."
    )


@pytest.mark.parametrize(
    ("concept", "ending"),
    [
        ("cnash", ""),
        ("cgmr", ", and no sequence of moves by others takes the gain away"),
        ("csmr", ", and no sequence of moves by others takes the gain away for good"),
        ("cseq", ", and no sequence of gainful moves by others takes the gain away"),
    ],
)
def test_what_the_others_cannot_do_is_said_where_there_are_others(concept, ending):
    """C can move and changes nothing for A and B, who both want to attack."""
    model = model_of(
        a=[0, 1, 1, 2, 0, 1, 1, 2], b=[0, 1, 1, 2, 0, 1, 1, 2], c=[0, 0, 0, 0, 1, 1, 1, 1]
    )
    sentence = said(model, concept, ["a", "b"], 0)
    assert sentence.endswith(f"that each of them prefers{ending}.")


def test_the_way_out_names_every_step(dilemma):
    [way] = coalition_improvements(dilemma, ["a", "b"], 3)
    assert leaving_text(dilemma, way) == "B to 'b holds back', then A to 'a holds back'"
