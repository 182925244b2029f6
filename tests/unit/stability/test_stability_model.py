"""From a conflict to a model: who counts, whose order is used, what is refused."""

from datetime import date

import numpy as np
import pytest

from holdfast.conflict.actors import Actor
from holdfast.conflict.conditions import Is
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.issues import Issue
from holdfast.conflict.preferences import FromContest, Preferences, Priorities, Ranking
from holdfast.conflict.states import StateSpace
from holdfast.stability.analysis import analyse, equilibria_of
from holdfast.stability.model import graph_model, model_of
from holdfast.stability.order import Order, Reading

YES_NO = (("no", "No"), ("yes", "Yes"))
NORTH, SOUTH, ENVOY = (
    Actor(name, name.title(), "state") for name in ("north", "south", "envoy")
)
FIRE = Issue("fire", "Does North fire?", YES_NO, ("north",))
YIELD = Issue("yield", "Does South yield?", YES_NO, ("south",))
WANTS_FIRE = Priorities((Is("fire", "yes"),))
WANTS_CALM = Priorities((Is("fire", "no"), Is("yield", "yes")))


def _conflict(*preferences, space=StateSpace((FIRE, YIELD))):  # noqa: B008 - frozen
    return Conflict(
        id="strait",
        title="The strait",
        summary="",
        as_of=date(2020, 1, 1),
        content_hash="0",
        actors=(ENVOY, NORTH, SOUTH),
        space=space,
        preferences=tuple(preferences),
    )


def test_actors_who_decide_nothing_are_bystanders_without_verdicts():
    conflict = _conflict(Preferences("north", WANTS_FIRE), Preferences("south", WANTS_CALM))
    result = analyse(conflict)
    assert result.model.actors == (NORTH, SOUTH)
    assert result.model.bystanders == (ENVOY,)
    assert result.stable["nash"].shape == (2, 4)
    with pytest.raises(KeyError, match="envoy"):
        result.model.place("envoy")


def test_the_verdicts_of_a_small_conflict_by_hand():
    """North always fires, South always yields: only fire with yielding (3) is at rest."""
    conflict = _conflict(Preferences("north", WANTS_FIRE), Preferences("south", WANTS_CALM))
    result = analyse(conflict, ["nash"])
    assert result.concepts == ("nash",)
    assert result.stable["nash"].tolist() == [[0, 1, 0, 1], [0, 0, 1, 1]]
    assert result.equilibria["nash"].tolist() == [3]
    assert result.states[3] == {"fire": "yes", "yield": "yes"}
    with pytest.raises(ValueError, match="read-only"):
        result.stable["nash"][0, 0] = True


def test_preferences_of_a_bystander_are_not_needed_and_not_looked_at():
    incomplete = Ranking(((Is("fire", "yes"),),))
    conflict = _conflict(
        Preferences("envoy", incomplete),
        Preferences("north", WANTS_FIRE),
        Preferences("south", WANTS_CALM),
    )
    assert analyse(conflict).equilibria["nash"].tolist() == [3]


def test_unknown_pairs_of_the_case_reach_the_order():
    """North cannot compare firing with not firing: whether it moves depends on the reading."""
    open_ = Preferences("north", WANTS_FIRE, ((Is("fire", "no"), Is("fire", "yes")),))
    conflict = _conflict(open_, Preferences("south", WANTS_CALM))
    assert not analyse(conflict, ["nash"]).stable["nash"][0].any()
    assert analyse(conflict, ["nash"], Reading.RESERVED).stable["nash"][0].all()
    assert analyse(conflict, ["nash"], "trusting").stable["nash"][0].all()


def test_an_order_from_the_contest_must_be_given_as_ranks():
    contest = Preferences("north", FromContest())
    conflict = _conflict(contest, Preferences("south", WANTS_CALM))
    with pytest.raises(ValueError, match="north: the order follows from the contest"):
        model_of(conflict)
    model = model_of(conflict, {"north": np.array([-5, 40, -5, 40])})
    assert model.orders[0].ranks.tolist() == [0, 1, 0, 1]
    assert analyse(model).equilibria["nash"].tolist() == [3]


def test_ranks_are_only_taken_for_orders_from_the_contest():
    conflict = _conflict(Preferences("north", WANTS_FIRE), Preferences("south", WANTS_CALM))
    with pytest.raises(ValueError, match="north: ranks are given"):
        model_of(conflict, {"north": np.arange(4)})


def test_missing_preferences_are_refused_by_name():
    with pytest.raises(ValueError, match="south decides an issue and has no preferences"):
        model_of(_conflict(Preferences("north", WANTS_FIRE)))


def test_an_incomplete_ranking_is_refused_by_name():
    incomplete = Preferences("south", Ranking(((Is("fire", "yes"),),)))
    with pytest.raises(ValueError, match="south: no tier"):
        model_of(_conflict(Preferences("north", WANTS_FIRE), incomplete))


def test_a_case_without_issues_has_no_states():
    with pytest.raises(ValueError, match="the case strait has no issues"):
        analyse(_conflict(space=None))


def test_deciders_must_be_among_the_actors():
    with pytest.raises(ValueError, match="south decides an issue and is not among the actors"):
        graph_model(StateSpace((FIRE, YIELD)), (NORTH,), {"north": Order(np.arange(4))})


@pytest.mark.parametrize(
    "order",
    [
        Order(np.arange(3)),
        Order(np.arange(2), ((np.ones(3, bool), np.ones(2, bool)),)),
    ],
)
def test_orders_must_be_over_the_states(order):
    with pytest.raises(ValueError, match="north: the order is not over the 2 states"):
        graph_model(StateSpace((FIRE,)), (NORTH,), {"north": order})


def test_ranks_at_the_ends_of_the_integers_are_ranks_like_others():
    ends = np.array([np.iinfo(np.int64).max, np.iinfo(np.int64).min])
    model = graph_model(StateSpace((FIRE,)), (NORTH,), {"north": Order(ends)})
    for verdicts in analyse(model).stable.values():
        assert verdicts.tolist() == [[True, False]]


def test_actors_may_look_ahead_differently():
    """In the prisoner's dilemma restraint (0) holds if both fear the answer, not one."""
    arms = tuple(Issue(name, "?", YES_NO, (name,)) for name in ("north", "south"))
    orders = {"north": Order(np.array([2, 3, 0, 1])), "south": Order(np.array([2, 0, 3, 1]))}
    result = analyse(graph_model(StateSpace(arms), (NORTH, SOUTH), orders), ["nash", "seq"])
    assert equilibria_of(result, {"north": "seq", "south": "seq"}).tolist() == [0, 3]
    assert equilibria_of(result, {"north": "seq", "south": "nash"}).tolist() == [3]
    with pytest.raises(ValueError, match="south decides an issue and is given no concept"):
        equilibria_of(result, {"north": "seq"})
    with pytest.raises(ValueError, match="no verdicts for gmr"):
        equilibria_of(result, {"north": "gmr", "south": "seq"})


def test_unknown_concepts_and_readings_are_refused():
    conflict = _conflict(Preferences("north", WANTS_FIRE), Preferences("south", WANTS_CALM))
    with pytest.raises(ValueError, match="nsah"):
        analyse(conflict, ["nsah"])
    with pytest.raises(ValueError, match="hopeful"):
        analyse(conflict, reading="hopeful")


def test_a_model_without_states_has_no_verdicts():
    space = StateSpace((FIRE,), (Is("fire", "no"), Is("fire", "yes")))
    model = graph_model(space, (NORTH,), {"north": Order(np.zeros(0, dtype=np.int64))})
    for verdicts in analyse(model).stable.values():
        assert verdicts.shape == (1, 0)
