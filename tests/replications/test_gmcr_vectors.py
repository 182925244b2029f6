"""All verdicts of 34 random conflicts, from tests/vectors/gmcr-random.json.

Origin: brute force from the definitions, agreed by two independent programs that share no code
with holdfast. Two to four actors, 16 to 97 states, ties, impossible patterns,
and options that can only be switched once.
"""

import json
from functools import reduce
from pathlib import Path

import numpy as np
import pytest

from holdfast.conflict.actors import Actor
from holdfast.conflict.conditions import And, Is
from holdfast.conflict.issues import Issue
from holdfast.conflict.preferences import Ranking, ranks
from holdfast.conflict.states import StateSpace
from holdfast.stability.analysis import ALL_CONCEPTS, analyse
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order

FILE = Path(__file__).parents[1] / "vectors" / "gmcr-random.json"
CONFLICTS = json.loads(FILE.read_text())["conflicts"]
BARRED = {"both": (), "once_on": (("Y", "N"),), "once_off": (("N", "Y"),)}


def _all(conditions):
    return reduce(And, conditions)


def _space(entry):
    decider = {option: dm["id"] for dm in entry["decision_makers"] for option in dm["options"]}
    issues = tuple(
        Issue(
            option["id"],
            option["name"],
            (("N", "not done"), ("Y", "done")),
            (decider[option["id"]],),
            BARRED[option["moves"]],
        )
        for option in entry["options"]
    )
    impossible = tuple(
        _all([Is(i.id, sign) for i, sign in zip(issues, pattern, strict=True) if sign != "-"])
        for pattern in entry["infeasible_patterns"]
    )
    return StateSpace(issues, impossible)


def _order(maker, space, states):
    """The tiers of the file as a ranking by conditions, one condition for each state."""
    written = {state["state"]: state["yn"] for state in states}

    def exactly(number):
        signs = zip(space.issues, written[number], strict=True)
        return _all([Is(issue.id, sign) for issue, sign in signs])

    tiers = tuple(tuple(map(exactly, tier)) for tier in maker["ranking"])
    return Order(ranks(Ranking(tiers), space))


@pytest.mark.parametrize("entry", CONFLICTS, ids=lambda entry: entry["name"])
def test_every_verdict_of_every_concept(entry):
    space = _space(entry)
    assert space.codes.tolist() == [state["decimal"] for state in entry["states"]]
    makers = entry["decision_makers"]
    actors = [Actor(maker["id"], maker["name"], "organisation") for maker in makers]
    orders = {maker["id"]: _order(maker, space, entry["states"]) for maker in makers}
    result = analyse(graph_model(space, actors, orders))
    expected = entry["expected"]["verdicts"]
    assert set(expected) == set(ALL_CONCEPTS)
    for concept, verdicts in expected.items():
        for actor, stable in zip(actors, result.stable[concept], strict=True):
            assert (np.flatnonzero(stable) + 1).tolist() == verdicts[actor.id]


def test_the_file_holds_all_34_conflicts():
    assert len(CONFLICTS) == 34
