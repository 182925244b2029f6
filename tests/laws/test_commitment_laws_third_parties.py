"""Laws of mediators, audiences, allies, guarantors and monitors: signs and symmetries."""

from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from holdfast.commitment.alliance import deterrence_threshold, intervention, protege_risk
from holdfast.commitment.armed_peace import first_strike_test, stable_windows, window_gap
from holdfast.commitment.audience import compare_signals, opponent_quits_by
from holdfast.commitment.ceasefire_decay import strength_at, time_enforced
from holdfast.commitment.guarantor import (
    honouring_chance,
    minimal_abandonment_cost,
    reliability_with_automaticity,
    two_tests,
)
from holdfast.commitment.mediation import (
    Advice,
    advice_counts,
    belief_after_rival_advice,
    truthful_leaning,
)
from holdfast.commitment.monitoring import detection_needed
from holdfast.commitment.quantal import logit_response
from holdfast.commitment.ratification import ratification_chance, win_set
from holdfast.commitment.self_enforcement import patience_for_grim, persistence_for_no_revolt
from holdfast.core.tolerances import EXACT, SHARE

UNIT = st.floats(0.0, 1.0)
COST = st.floats(0.0, 0.5)
PATIENCE = st.floats(0.0, 0.99)


LEANING = {"terms_tough": 0.7, "terms_soft": 0.5, "power_against_strong": 0.6}


@given(st.floats(0.01, 0.5), st.floats(0.001, 0.5), st.floats(0.0, 5.0))
def test_a_mediator_without_a_stake_is_never_believed(cost, residual, leaning):
    truthful = truthful_leaning(mediator_war_cost=cost, residual_war=residual, **LEANING)
    assert not advice_counts(0.0, truthful)
    doubled = truthful_leaning(mediator_war_cost=2 * cost, residual_war=residual, **LEANING)
    assert abs(doubled.smallest - 2 * truthful.smallest) < SHARE
    near_an_end = min(abs(leaning - truthful.smallest), abs(leaning - truthful.largest)) < SHARE
    assert near_an_end or bool(advice_counts(leaning, truthful)) == bool(
        advice_counts(2 * leaning, doubled)
    )


@given(UNIT, st.floats(0.0, 5.0), st.floats(0.0, 5.0), st.booleans(), st.booleans())
def test_a_mediator_that_is_not_believed_changes_nothing(prior, one, other, yes, no):
    truthful = truthful_leaning(mediator_war_cost=0.2, residual_war=0.05, **LEANING)
    first, second = Advice(one, yes), Advice(other, no)
    belief = belief_after_rival_advice(prior, first, second, truthful)
    assert belief == belief_after_rival_advice(prior, second, first, truthful)
    if not advice_counts(other, truthful):
        flipped = Advice(other, not no)
        assert belief == belief_after_rival_advice(prior, first, flipped, truthful)


@given(st.floats(0.0, 20.0), st.floats(0.1, 2.0), st.floats(0.0, 2.0), st.floats(0.0, 2.0))
def test_a_louder_audience_at_home_makes_the_other_side_quit(time, stake, slope, more):
    quits = opponent_quits_by(time, stake=stake, audience_slope=slope)
    assert 0.0 <= quits < 1.0
    assert opponent_quits_by(time, stake=stake, audience_slope=slope + more) >= quits - EXACT
    assert opponent_quits_by(time + 1.0, stake=stake, audience_slope=slope) >= quits - EXACT


@given(st.floats(0.1, 2.0), st.floats(0.0, 2.0), st.floats(0.0, 5.0))
def test_sinking_costs_need_not_separate_to_deter(top, part, risk):
    signals = compare_signals(highest_value=top, war_cost=part * top, challenger_risk=risk)
    assert signals.sink_pooling <= max(signals.sink_separating, top) + EXACT
    if signals.deterred_without_signal:
        assert signals.sink_pooling < SHARE


@given(st.lists(UNIT, min_size=1, max_size=7), UNIT)
def test_the_win_set_shrinks_as_more_must_agree(ideals, quo):
    rooms = [win_set(ideals, status_quo=quo, need=n + 1) for n in range(len(ideals))]
    for room, smaller in pairwise(rooms):
        assert room.low <= smaller.low <= quo <= smaller.high <= room.high
    mirror = win_set([1.0 - ideal for ideal in ideals], status_quo=1.0 - quo, need=1)
    assert abs(mirror.low - (1.0 - rooms[0].high)) < EXACT


@given(UNIT, UNIT, st.floats(0.01, 1.0))
def test_ratification_is_even_at_the_threshold_and_symmetric(terms, threshold, spread):
    chance = ratification_chance(terms, threshold=threshold, spread=spread)
    mirror = ratification_chance(1.0 - terms, threshold=1.0 - threshold, spread=spread)
    assert abs(chance + mirror - 1.0) < SHARE
    assert (chance >= 0.5) == (terms >= threshold) or abs(terms - threshold) < EXACT


@given(UNIT, COST, UNIT, COST, st.floats(0.0, 0.3))
def test_deterrence_asks_less_of_a_strong_ally(power, cost, quo, force, more):
    def needed(**change):
        inputs = {
            "power_target": power,
            "cost_challenger": cost,
            "status_quo_challenger": quo,
            "force": force,
        }
        return deterrence_threshold(**{**inputs, **change}).reliability

    assert needed(force=force + more) <= needed() + SHARE
    assert needed(cost_challenger=cost + more) <= needed() + SHARE
    assert needed(power_target=min(power + more, 1.0)) <= needed() + SHARE
    assert needed(status_quo_challenger=min(quo + more, 1.0)) <= needed() + SHARE


@given(st.floats(0.01, 0.5), st.floats(0.01, 1.0), st.floats(0.5, 2.0), UNIT, UNIT)
def test_entrapment_is_positive_and_conditions_remove_it(cost, borne, top, reliability, part):
    inputs = {"cost_target": cost, "share_borne": borne, "challenger_cost_max": top}
    blank = protege_risk(reliability=reliability, **inputs)
    assert blank.entrapment > 0.0
    bound = protege_risk(reliability=reliability, conditionality=1.0, **inputs)
    assert bound.entrapment == 0.0
    assert bound.war == protege_risk(reliability=0.0, **inputs).war
    partly = protege_risk(reliability=reliability, conditionality=part, **inputs)
    assert bound.war - EXACT <= partly.war <= blank.war + EXACT


@given(UNIT, UNIT, COST, COST, st.floats(0.01, 1.0))
def test_the_abandonment_cost_buys_just_the_reliability(needed, stake, force, low, width):
    own = {"stake": stake, "force": force, "cost_low": low, "cost_high": low + width}
    cost = minimal_abandonment_cost(reliability_needed=needed, **own)
    chance = honouring_chance(abandonment_cost=cost, **own)
    assert chance >= needed - SHARE
    if cost > SHARE:
        assert abs(chance - needed) < SHARE
    net = intervention(stake=stake, force=force, cost=low, abandonment_cost=cost).net
    assert net >= -EXACT or needed == 0.0


@given(UNIT, UNIT, UNIT)
def test_troops_on_the_spot_never_lower_reliability(chosen, one, other):
    few, many = min(one, other), max(one, other)
    reliable = reliability_with_automaticity(chosen, few)
    assert chosen - EXACT <= reliable <= reliability_with_automaticity(chosen, many) + EXACT


@given(UNIT, UNIT)
def test_a_reputation_deters_at_the_square_of_what_one_test_needs(belief, needed):
    tests = two_tests(belief_resolved=belief, reliability_needed=needed)
    assert tests.belief_after_honour >= min(belief, needed) - SHARE
    assert tests.honours_first >= belief - EXACT
    assume(abs(belief - needed**2) > SHARE)
    assert bool(tests.first_attacks) == (belief < needed**2)


@given(st.floats(0.0, 1.0), st.floats(0.01, 1.0), st.floats(0.01, 1.0), st.floats(0.1, 3.0))
def test_the_patience_needed_does_not_depend_on_the_scale(base, gain, loss, scale):
    one = patience_for_grim(temptation=base + gain, reward=base, punishment=base - loss)
    other = patience_for_grim(
        temptation=scale * (base + gain), reward=scale * base, punishment=scale * (base - loss)
    )
    assert abs(one.patience - other.patience) < SHARE
    assert one.feasible


@given(UNIT, st.floats(0.05, 1.0), PATIENCE)
def test_a_revolt_is_bought_off_exactly_when_the_concession_is_worth_it(value, most, d):
    assume(abs(value - most) > SHARE)
    answer = persistence_for_no_revolt(revolt_value=value, concession=most, patience=d)
    assert bool(answer.feasible) == (value < most)
    assert (answer.shortfall > SHARE / 10) == (value > most)


@given(st.floats(0.01, 1.0), st.floats(0.01, 1.0), st.floats(0.05, 0.95), st.floats(0.0, 0.04))
def test_patience_stands_in_for_monitors(gain, loss, d, more):
    def answer(patience):
        return detection_needed(
            gain=gain, comply_value=0.5, punished_value=0.5 - loss, patience=patience
        )

    assert answer(d + more).detection <= answer(d).detection + SHARE
    assert abs(answer(answer(d).patience_if_perfect).detection - 1.0) < SHARE


@given(st.floats(0.0, 0.5), st.floats(0.0, 0.5), st.floats(0.0, 0.5), st.floats(0.1, 0.99))
def test_a_larger_first_strike_spaces_the_windows_out(one, other, cost, d):
    few, many = min(one, other), max(one, other)
    gap = window_gap(few, war_cost=cost, patience=d)
    assert 1.0 <= gap <= window_gap(many, war_cost=cost, patience=d)
    assert window_gap(few, war_cost=cost + 0.1, patience=d) <= gap
    assert stable_windows(few, war_cost=cost, patience=d, horizon=5)[0]


@given(st.floats(0.0, 0.5), st.floats(0.0, 0.9), st.floats(0.0, 0.09))
def test_a_costlier_war_tolerates_a_larger_first_strike(first_strike, w, more):
    calm = first_strike_test(first_strike, destruction=w)
    costly = first_strike_test(first_strike, destruction=w + more)
    assert costly.tolerated >= calm.tolerated
    assert costly.peace or not calm.peace


@given(st.floats(0.01, 1.0), st.floats(0.01, 1.0), st.floats(0.01, 1.0))
def test_the_guarantee_is_just_strong_enough_when_its_time_is_up(start, needed, decay):
    time = time_enforced(strength_start=start, strength_needed=needed, decay=decay)
    left = strength_at(time, strength_start=start, decay=decay)
    assert abs(left - min(start, needed)) < SHARE
    slower = time_enforced(strength_start=start, strength_needed=needed, decay=decay / 2)
    assert abs(slower - 2 * time) < SHARE * (1.0 + time)


@given(st.floats(-2.0, 2.0), st.floats(0.0, 100.0))
def test_error_is_even_handed(gain, precision):
    acts = logit_response(gain, precision=precision)
    assert abs(acts + logit_response(-gain, precision=precision) - 1.0) < EXACT
    assert logit_response(gain, precision=0.0) == 0.5
    assert (acts >= 0.5) == (gain >= 0.0) or precision * abs(gain) < EXACT
