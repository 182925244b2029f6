"""Hypergames whose outcome is known, and what is refused."""

import numpy as np
import pytest

from holdfast.conflict.actors import Actor
from holdfast.conflict.beliefs import Belief
from holdfast.conflict.conditions import And, Is, Not, Or
from holdfast.conflict.issues import Issue
from holdfast.conflict.preferences import FromContest, Preferences, Priorities, Ranking
from holdfast.conflict.states import StateSpace
from holdfast.conflict.views import seen_space, seen_states
from holdfast.stability.analysis import analyse
from holdfast.stability.concepts import Concept
from holdfast.stability.hypergame import Verdict, hypergame, own_game
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order

NASH, SEQ = Concept.NASH, Concept.SEQ
YES_NO = (("no", "No"), ("yes", "Yes"))


def model_from(issues, orders, **rest):
    space = StateSpace(tuple(issues), **rest)
    actors = [Actor(name, name.title(), "state") for name in orders]
    return graph_model(space, actors, {n: Order(np.array(r)) for n, r in orders.items()})


def france_1940():
    """The fall of France in outline [BennettDando1979]; the orders are our own.

    The attacker strikes in the north, at the fortified line, or through the forest; the
    defender masses in the north or at the line. A strike where nobody stands succeeds, best
    through the forest, which cuts the northern army off; a strike against the mass fails, worst
    at the line. The defender's order is the reverse. It does not see the forest.
    """
    strike = Issue(
        "strike",
        "Where does the attack fall?",
        (("north", "In the north"), ("line", "At the line"), ("forest", "In the forest")),
        ("attacker",),
    )
    mass = Issue(
        "mass",
        "Where does the mass stand?",
        (("north", "In the north"), ("line", "At the line")),
        ("defender",),
    )
    # (strike, mass): north-north, line-north, forest-north, north-line, line-line, forest-line
    gain = [1, 3, 5, 4, 0, 2]
    return model_from([strike, mass], {"attacker": gain, "defender": [5 - g for g in gain]})


def test_france_the_defender_rests_where_the_attacker_does_not():
    model = france_1940()
    found = hypergame(model, [Belief("defender", (Is("strike", "forest"),))], ["nash"])
    attacker, defender = found.games
    # as the defender sees it, massing in the north against a strike there is right
    assert defender.verdict(NASH, 0) is Verdict.STABLE
    # the attacker sees better, and rests with the strike through the forest
    assert attacker.verdict(NASH, 0) is Verdict.UNSTABLE
    assert attacker.verdict(NASH, 2) is Verdict.STABLE
    assert defender.verdict(NASH, 2) is Verdict.UNSEEN
    assert found.equilibria[NASH].tolist() == []


def test_a_tool_that_takes_the_unseen_for_stable_would_call_the_defeat_an_equilibrium():
    found = hypergame(france_1940(), [Belief("defender", (Is("strike", "forest"),))], ["nash"])
    attacker, defender = (game.stable(NASH) for game in found.games)
    wrong = attacker & (defender | ~found.games[1].seen)
    assert 2 in np.flatnonzero(wrong)
    assert 2 not in found.equilibria[NASH]


def deterrence():
    """Attack and answer: the defender would rather fight than give way.

    States: neither; attack; answer only; attack and answer. Worked out by hand on the page
    docs/theory/hypergames.md.
    """
    issues = [Issue(n, "?", YES_NO, (who,)) for n, who in (("attack", "a"), ("answer", "d"))]
    return model_from(issues, {"a": [2, 3, 0, 1], "d": [3, 1, 0, 2]})


def meek(actor="d"):
    return Preferences(actor, Priorities((Is("answer", "no"), Is("attack", "no"))))


def test_a_threat_that_is_not_believed_does_not_deter():
    model = deterrence()
    assert analyse(model, ["seq"]).equilibria[SEQ].tolist() == [0, 3]
    found = hypergame(model, [Belief("a", thinks=(meek(),))], ["seq", "nash"])
    assert found.equilibria[SEQ].tolist() == [3]  # they end up fighting, which nobody wanted
    assert found.games[0].verdict(SEQ, 0) is Verdict.UNSTABLE
    # the attacker expects to get its way: attack without answer, stable in its own game
    assert found.games[0].expected(SEQ).tolist() == [1]
    assert found.games[1].verdict(SEQ, 1) is Verdict.UNSTABLE
    # a look at one's own move only needs no belief about others
    assert found.equilibria[NASH].tolist() == analyse(model, ["nash"]).equilibria[NASH].tolist()


def test_a_bluff_that_is_believed_deters():
    """The other way round: a meek defender whom the attacker takes for a fighter."""
    issues = [Issue(n, "?", YES_NO, (who,)) for n, who in (("attack", "a"), ("answer", "d"))]
    model = model_from(issues, {"a": [2, 3, 0, 1], "d": [3, 2, 1, 0]})
    assert 0 not in analyse(model, ["seq"]).equilibria[SEQ]
    fierce = Preferences(
        "d",
        Ranking(
            (
                (And(Is("attack", "no"), Is("answer", "no")),),
                (And(Is("attack", "yes"), Is("answer", "yes")),),
                (Or(Is("answer", "no"), Is("answer", "yes")),),
            )
        ),
    )
    found = hypergame(model, [Belief("a", thinks=(fierce,))], ["seq"])
    assert 0 in found.equilibria[SEQ]


def test_the_two_games_differ_only_for_whom_the_belief_is():
    model = deterrence()
    found = hypergame(model, [Belief("a", thinks=(meek(),))], ["seq"])
    usual = analyse(model, ["seq"]).stable[SEQ]
    assert np.array_equal(found.games[1].stable(SEQ), usual[1])
    assert not np.array_equal(found.games[0].stable(SEQ), usual[0])


def test_a_believed_ranking_needs_tiers_only_for_what_is_seen():
    model = deterrence()
    quiet = Preferences("d", Ranking(((Is("attack", "no"),),)))
    whole = Belief("a", thinks=(quiet,))
    with pytest.raises(ValueError, match="no tier of the ranking holds"):
        own_game(model, whole)
    seen, own = own_game(model, Belief("a", (Is("attack", "yes"),), (quiet,)))
    assert seen.tolist() == [True, False, True, False]
    assert own.orders[1].ranks.tolist() == [0, 0]


def test_states_made_of_several_patterns_are_seen_or_unseen_whole():
    """Once the company has left, the rest counts as one state, whatever holds in its parts."""
    stay = Issue("stay", "?", (("in", "Stays"), ("out", "Leaves")), ("a",))
    press = Issue("press", "?", YES_NO, ("d",))
    space = StateSpace((stay, press), same=(Is("stay", "out"),))
    assert len(space) == 3
    hidden = [And(Is("stay", "out"), Is("press", "no"))]
    assert seen_states(space, hidden).tolist() == [True, False, True]
    seen = seen_space(space, hidden)
    assert [seen.describe(s)["stay"] for s in range(len(seen))] == ["in", "in"]
    # the condition holds in a part that does not stand for the state: all of it is seen
    shown = [And(Is("stay", "out"), Is("press", "yes"))]
    assert len(seen_space(space, shown)) == 3


@pytest.mark.parametrize(
    ("beliefs", "error", "says"),
    [
        ([Belief("a"), Belief("a")], ValueError, "two beliefs"),
        ([Belief("a", (Or(Is("attack", "no"), Is("attack", "yes")),))], ValueError, "no state"),
        ([Belief("a", thinks=(meek("a"),))], ValueError, "its own order"),
        (
            [Belief("a", thinks=(Preferences("d", FromContest()),))],
            ValueError,
            "cannot follow from the contest",
        ),
        ([Belief("nobody")], KeyError, "nobody"),
        ([Belief("a", thinks=(meek("nobody"),))], KeyError, "nobody"),
    ],
)
def test_what_makes_no_hypergame(beliefs, error, says):
    with pytest.raises(error, match=says):
        hypergame(deterrence(), beliefs)


def test_a_condition_negated_hides_the_rest():
    found = hypergame(deterrence(), [Belief("a", (Not(Is("attack", "no")),))], ["nash"])
    assert found.games[0].seen.tolist() == [True, False, True, False]
    # with no attack in sight there is nothing that the attacker could gain by
    assert found.games[0].stable(NASH).tolist() == [True, False, True, False]
