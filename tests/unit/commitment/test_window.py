"""The window worked by hand; the arithmetic stands beside every number."""

import numpy as np
import pytest

from holdfast.commitment.fighting import (
    self_enforcing_terms,
    war_cost,
    war_share,
    weight_of_decision,
)
from holdfast.commitment.window import (
    ChallengerTerms,
    Settlement,
    TargetTerms,
    breaking_value,
    challenger_leaves,
    challenger_terms,
    enforcement_strength,
    holding,
    target_enters,
    target_terms,
    war_values,
)

HAND = 1e-12


def settled(**changes):
    """A war that pays the challenger 0.4 and the target 0.4, with terms between."""
    values = {
        "power_now": 0.5,
        "power_later": 0.8,
        "cost_challenger": 0.1,
        "cost_target": 0.1,
        "terms": 0.45,
        "trust": 0.2,
        "honoured": 0.5,
        "force": 0.3,
        "imposed": 0.1,
        "met_at": 0.0,
        "audience_cost": 0.0,
        "reach": 1.0,
    } | changes
    return Settlement(**{name: np.array([value]) for name, value in values.items()})


def at(strength):
    return np.array([strength])


def test_war_is_worth_power_less_cost():
    challenger, target = war_values(settled())
    assert challenger == pytest.approx(0.4, abs=HAND)  # 0.5 - 0.1
    assert target == pytest.approx(0.4, abs=HAND)  # 1 - 0.5 - 0.1


def test_breaking_is_worth_the_later_war_less_the_guarantees_bite():
    # at nothing: 0.8 - 0.1 = 0.7; at the whole: 0.7 - 0.5 x (0.3 + 0.1) = 0.5
    assert breaking_value(settled(), at(0.0)) == pytest.approx(0.7, abs=HAND)
    assert breaking_value(settled(), at(1.0)) == pytest.approx(0.5, abs=HAND)


def test_keeping_pays_from_the_temptation_over_the_bite():
    # (0.8 - 0.1 - 0.45) / (0.5 x 0.4) = 0.25 / 0.2 = 1.25: the whole package is not enough
    assert enforcement_strength(settled()) == pytest.approx(1.25, abs=HAND)
    # and if the guarantors surely act: 0.25 / 0.4 = 0.625
    assert enforcement_strength(settled(honoured=1.0)) == pytest.approx(0.625, abs=HAND)
    # terms of 0.7 satisfy the challenger for good
    assert enforcement_strength(settled(terms=0.7)) == 0.0
    assert enforcement_strength(settled(honoured=0.0)) == np.inf


def test_the_targets_sum_term_by_term():
    terms = target_terms(settled(met_at=0.5, audience_cost=0.02), at(0.2))
    assert terms.settlement == pytest.approx(0.55, abs=HAND)  # 1 - 0.45
    assert terms.war == pytest.approx(0.4, abs=HAND)
    # broken it has 1 - 0.8 - 0.1 + 0.2 x 0.5 x 0.3 = 0.13; loss (1 - 0.2) x (0.55 - 0.13)
    assert terms.breach == pytest.approx(0.336, abs=HAND)
    assert terms.audience == pytest.approx(0.012, abs=HAND)  # 0.02 x (1 - 0.2/0.5)
    assert terms.gain == pytest.approx(-0.198, abs=HAND)  # 0.55 - 0.4 - 0.336 - 0.012


def test_a_breach_far_off_counts_less():
    # half the reach, half the fear: 0.168; gain 0.55 - 0.4 - 0.168 = -0.018
    terms = target_terms(settled(reach=0.5), at(0.2))
    assert terms.breach == pytest.approx(0.168, abs=HAND)
    assert terms.gain == pytest.approx(-0.018, abs=HAND)


def test_the_challengers_sum_term_by_term():
    terms = challenger_terms(settled(reach=0.5), at(0.5))
    assert terms.settlement == pytest.approx(0.45, abs=HAND)
    assert terms.war == pytest.approx(0.4, abs=HAND)
    # breaking adds 0.5 x (0.7 - 0.5 x 0.2 - 0.45) = 0.5 x 0.15
    assert terms.breaking == pytest.approx(0.075, abs=HAND)
    assert terms.gain == pytest.approx(0.125, abs=HAND)
    assert terms.keeper_gain == pytest.approx(0.05, abs=HAND)


def test_the_target_enters_where_keeping_pays_if_fear_is_too_great_before():
    # at 1.25, from the left: broken 0.1 + 1.25 x 0.15 = 0.2875; gain 0.15 - 0.8 x 0.2625 < 0
    assert target_enters(settled()) == pytest.approx(1.25, abs=HAND)


def test_the_target_enters_before_keeping_pays_if_trust_is_high_enough():
    # gain(k) = 0.15 - 0.4 x (0.55 - 0.1 - 0.15 k) = -0.03 + 0.06 k, nought at k = 0.5
    assert target_enters(settled(trust=0.6)) == pytest.approx(0.5, abs=HAND)
    # and at once if 0.15 >= (1 - t) x 0.45, t = 2/3
    assert target_enters(settled(trust=0.7)) == 0.0


def test_the_target_waits_for_its_precondition_if_talking_before_is_dear():
    # keeping pays at once: 0.6 - 0.1 is no more than the terms, 0.5
    mild = settled(terms=0.5, power_later=0.6, met_at=0.8, audience_cost=0.4)
    # gain(k) = 0.1 - 0.4 (1 - k / 0.8), nought at k = 0.8 x 0.75 = 0.6
    assert target_enters(mild) == pytest.approx(0.6, abs=HAND)


def test_a_target_that_war_serves_better_never_enters():
    assert target_enters(settled(terms=0.7)) == np.inf  # 0.3 is less than 0.4


def test_the_challenger_leaves_where_the_option_to_break_is_worth_too_little():
    # terms 0.35 under war 0.4; needs breaking of 0.4: 0.7 - 0.2 k = 0.4 at k = 1.5
    assert challenger_leaves(settled(terms=0.35)) == pytest.approx(1.5, abs=HAND)
    # with reach 0.5 it needs 0.35 + 0.05/0.5 = 0.45: 0.7 - 0.2 k = 0.45 at k = 1.25
    assert challenger_leaves(settled(terms=0.35, reach=0.5)) == pytest.approx(1.25, abs=HAND)


def test_the_challenger_never_leaves_or_never_comes():
    assert challenger_leaves(settled()) == np.inf  # 0.45 alone beats 0.4
    # 0.35, breaking later worth 0.3 only: never comes
    assert challenger_leaves(settled(terms=0.35, power_later=0.4)) == -np.inf
    # no bite: comes for the option to break, and no strength drives it away
    assert challenger_leaves(settled(terms=0.35, honoured=0.0)) == np.inf
    # a breach too late to count: only the terms do
    assert challenger_leaves(settled(terms=0.35, reach=0.0)) == -np.inf
    assert challenger_leaves(settled(terms=0.45, reach=0.0)) == np.inf


def test_a_tie_with_war_counts_as_coming_whatever_the_rounding():
    # 1 - 0.6 = 0.4 = 1 - 0.5 - 0.1, which doubles miss by 6e-17
    level = settled(terms=0.6, power_later=0.7)
    assert target_terms(level, at(0.0)).comes
    assert target_enters(level) == 0.0
    # 0.3 = 0.4 - 0.1, missed by 3e-17
    even = settled(terms=0.3, power_now=0.4, power_later=0.4)
    assert challenger_terms(even, at(0.0)).comes
    assert challenger_terms(even, at(0.0)).keeper_comes
    assert challenger_leaves(even) == np.inf


def test_a_loss_beyond_rounding_is_no_tie():
    numbers = (np.array([0.4]), np.array([0.41]), np.zeros(1))
    assert not TargetTerms(*numbers, np.zeros(1)).comes
    assert not ChallengerTerms(*numbers).comes
    assert not ChallengerTerms(*numbers).keeper_comes


def test_holding_is_certain_where_keeping_pays_and_else_trust():
    found = holding(settled(honoured=1.0), np.array([0.6, 0.63, 1.0]))
    assert found.tolist() == [0.2, 1.0, 1.0]  # keeping pays from 0.625 on


def test_a_war_of_quarters_by_hand():
    # d q / (1 - d + d q) with d = 0.9, q = 0.1: 0.09 / 0.19
    weight = weight_of_decision(np.float64(0.9), np.float64(0.1))
    assert weight == pytest.approx(9 / 19, abs=HAND)
    # line 0.2, power 0.58: 0.2 + 9/19 x 0.38 = 0.38
    assert war_share(np.float64(0.58), np.float64(0.2), weight) == pytest.approx(0.38, abs=HAND)
    # 3 x 0.019 x (1 - 9/19) = 0.057 x 10/19 = 0.03
    assert war_cost(np.float64(0.019), weight) == pytest.approx(0.03, abs=HAND)
    # 0.7 - 0.09 / (9/19) = 0.7 - 0.19
    found = self_enforcing_terms(np.float64(0.7), weight, np.float64(0.09))
    assert found == pytest.approx(0.51, abs=HAND)
