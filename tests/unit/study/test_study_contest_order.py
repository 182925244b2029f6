"""Orders that follow from the contest, against values reckoned in the test."""

import numpy as np
import pytest

from holdfast.study.contest_order import contest_ranks
from holdfast.study.stable import stability

D, Q = 0.97, 0.03
WEIGHT = D * Q / (1 - D + D * Q)
REACH = D**20
BACKED, BARE, BROKEN, WAR = "backed", "bare", "broken", "war"


def kind(state):
    """What a state of the toy's issues is, by the case's own conditions."""
    if state["truce"] == "no":
        return WAR
    if state["backing"] == "out":
        return BARE
    return BROKEN if state["attack"] == "yes" else BACKED


def values(trust=0.3, audience=0.02, power=0.5, strike=0.1):
    """Value of each kind of state to east and to west, from the theory page.

    The other numbers are those of the toy case; nothing of the study is used.
    """
    share = 0.3 + WEIGHT * (power - 0.3)
    c_a, c_t = 0.09 * (1 - WEIGHT), 0.12 * (1 - WEIGHT)
    war_a, war_t = share - c_a, 1 - share - c_t
    terms = war_a + (c_a + c_t) / 2  # equal weights, inside the red lines
    later = terms + WEIGHT * (min(1.0, power + 0.2 + strike) - terms)
    honoured, force, imposed = 0.8 * np.exp(-0.5) / 2, WEIGHT * 0.4, 0.1

    def kept(strength):
        breaking = later - c_a - strength * honoured * (force + imposed)
        left = 1 - later - c_t + strength * honoured * force
        fear = REACH * (1 - trust) * (1 - terms - left) if breaking > terms else 0.0
        price = audience * max(0.0, 1 - strength / 0.5)
        return (
            terms + REACH * max(0.0, breaking - terms),
            1 - terms - fear - price,
        )

    broken = (later - c_a - honoured * (force + imposed), 1 - later - c_t + honoured * force)
    return {WAR: (war_a, war_t), BARE: kept(0.0), BACKED: kept(1.0), BROKEN: broken}


def agree(found, ranks, expected, place):
    """Whether every two states stand in the order of the expected values."""
    space = found.conflict.space
    wanted = [expected[kind(space.describe(s))][place] for s in range(len(space))]
    for one in range(len(wanted)):
        for other in range(len(wanted)):
            gap = wanted[one] - wanted[other]
            sign = 0.0 if abs(gap) < 1e-9 else np.sign(gap)
            assert np.sign(ranks[one] - ranks[other]) == sign, (
                space.describe(one),
                space.describe(other),
            )


@pytest.mark.parametrize("trust", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("strike", [0.0, 0.1, 0.3])
def test_both_sides_rank_states_by_their_value(drawn, issues, quantity, trust, strike):
    changes = {
        **issues,
        "contest.trust.west in east": quantity(trust, "probability"),
        "contest.first_strike": quantity(strike, "probability"),
    }
    found = drawn(changes, draws=2)
    ranks = contest_ranks(found)
    expected = values(trust=trust, strike=strike)
    agree(found, ranks["east"], expected, 0)
    agree(found, ranks["west"], expected, 1)


def test_a_truce_without_the_guarantee_costs_the_leader_at_home(drawn, issues, quantity):
    """Nothing is in force there, so the precondition is not met and the price is due whole."""
    changes = {
        **issues,
        "contest.trust.west in east": quantity(1.0, "probability"),
        "contest.precondition.audience_cost": quantity(0.2, "share"),
    }
    found = drawn(changes, draws=1)
    expected = values(trust=1.0, audience=0.2)
    assert expected[BARE][1] < expected[WAR][1] < expected[BACKED][1]
    agree(found, contest_ranks(found)["west"], expected, 1)


def test_only_orders_left_to_the_contest_are_given(drawn, issues):
    own = {"priorities": ["truce = yes"], "basis": "judgement", "by": "the tests"}
    found = drawn({**issues, "preferences": {**issues["preferences"], "west": own}})
    assert set(contest_ranks(found)) == {"east"}
    orders = dict.fromkeys(("east", "west", "north"), own)
    assert contest_ranks(drawn({**issues, "preferences": orders})) == {}
    assert contest_ranks(drawn()) == {}


def test_of_several_guarantees_in_force_the_last_one_counts(drawn, issues, quantity):
    """The second package is much weaker; where both are in force its value is taken."""
    weak = {
        "title": "Words",
        "protects": "west",
        "against": "east",
        "given_by": ["north"],
        "response": "words",
        "kept_with": quantity(0.0, "probability"),
        "force": quantity(0.0, "probability"),
        "cost_imposed": quantity(0.0, "share"),
        "in_force_when": "backing = in",
        "broken_by": "attack = yes",
    }
    found = drawn({**issues, "guarantees.words": weak}, draws=1)
    space = found.conflict.space
    ranks = contest_ranks(found)["east"]
    truces = {kind(space.describe(s)): ranks[s] for s in range(len(space))}
    # words bite no more than nothing does, so to east both truces are worth the same
    assert truces[BACKED] == truces[BARE]


def test_the_mean_over_draws_decides(drawn, issues, quantity):
    """One of two equally likely worlds has a war that pays: the order is that of the mean."""
    changes = {
        **issues,
        "contest.first_strike": quantity((0.0, 0.1, 0.2), "probability"),
        "contest.trust.west in east": quantity((0.0, 0.3, 0.6), "probability"),
    }
    found = drawn(changes, draws=400)
    per_draw = [
        values(trust=t, strike=s)
        for t, s in zip(
            found.values["contest.trust.west in east"],
            found.values["contest.first_strike"],
            strict=True,
        )
    ]
    mean = {
        name: tuple(float(np.mean([v[name][side] for v in per_draw])) for side in (0, 1))
        for name in (WAR, BARE, BACKED, BROKEN)
    }
    ranks = contest_ranks(found)
    agree(found, ranks["east"], mean, 0)
    agree(found, ranks["west"], mean, 1)


def test_the_order_reaches_the_stability_answer(drawn, issues):
    found = stability(drawn(issues, draws=1))
    assert "contest" in found.inputs
    assert {"preferences.east", "preferences.west", "preferences.north"} <= set(found.inputs)
    # north, whose order is its own, wants a truce without being in it
    start = found.answer["start"]
    assert found.answer["states"][start] == {"truce": "no", "backing": "out", "attack": "yes"}
    assert start in found.answer["stable"]["nash"]["north"]
