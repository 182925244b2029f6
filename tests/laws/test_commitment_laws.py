"""Laws of bargaining, shifting power, learning and trust: signs, limits and symmetries."""

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from holdfast.commitment.alternating_offers import (
    first_mover_share,
    nash_terms,
    responder_share,
    revise_status_quo,
    split_the_gain,
)
from holdfast.commitment.bargaining_range import (
    bargaining_range,
    cost_that_opens_range,
    deals_on_grid,
    ultimatum,
)
from holdfast.commitment.enforcer import minimal_guarantee
from holdfast.commitment.learning import (
    battles_at_least,
    belief_for_safe_offer,
    beliefs_after_battle,
    mean_battles,
)
from holdfast.commitment.shifting_power import (
    fixed_deal,
    play_rising_path,
    spread_shift,
    steps_for_peace,
    war_whatever_the_protocol,
    war_when_riser_offers,
)
from holdfast.commitment.trust import (
    kept_to_undo_one_broken,
    minimal_trust,
    reassurance_window,
    trust_after_promise,
)
from holdfast.core.tolerances import EXACT, ROOT, SHARE

UNIT = st.floats(0.0, 1.0)
INNER = st.floats(0.02, 0.98)
COST = st.floats(0.0, 0.5)
SMALL = st.floats(0.0, 0.25)
PATIENCE = st.floats(0.0, 0.99)
ATTITUDE = st.floats(0.4, 2.5)


@given(st.floats(0.3, 0.7), SMALL, SMALL)
def test_inside_the_prize_the_range_is_as_wide_as_the_costs_of_war(power, cost_a, cost_t):
    deals = bargaining_range(power, cost_a, cost_t)
    assert deals.exists
    assert abs(deals.width - (cost_a + cost_t)) < EXACT


@given(UNIT, COST, COST, st.floats(0.4, 1.0), st.floats(1.0, 2.5))
def test_aversion_to_risk_widens_the_range_and_a_taste_for_it_narrows(
    power, cost_a, cost_t, averse, acceptant
):
    def with_both(attitude):
        return bargaining_range(
            power, cost_a, cost_t, attitude_challenger=attitude, attitude_target=attitude
        )

    wide, neutral, narrow = with_both(averse), with_both(1.0), with_both(acceptant)
    assert wide.low <= neutral.low + EXACT <= narrow.low + 2 * EXACT
    assert wide.high >= neutral.high - EXACT >= narrow.high - 2 * EXACT


@given(UNIT, COST, COST, ATTITUDE, ATTITUDE)
def test_swapping_the_sides_mirrors_the_range(power, cost_a, cost_t, a, b):
    one = bargaining_range(power, cost_a, cost_t, attitude_challenger=a, attitude_target=b)
    other = bargaining_range(
        1.0 - power, cost_t, cost_a, attitude_challenger=b, attitude_target=a
    )
    # A root of a small number magnifies the rounding in 1 - power, hence ROOT^(1/2.5).
    slack = ROOT ** (1 / 2.5)
    assert abs(other.low - (1.0 - one.high)) < slack
    assert abs(other.high - (1.0 - one.low)) < slack


@given(UNIT, st.floats(1.05, 2.5), st.floats(0.001, 0.1))
def test_costs_open_the_range_of_sides_that_like_risk(power, attitude, step):
    opens = float(cost_that_opens_range(power, attitude))

    def exists(cost):
        return bargaining_range(
            power, cost, cost, attitude_challenger=attitude, attitude_target=attitude
        ).exists

    assert exists(opens + step)
    assert opens < step or not exists(opens - step)


@given(UNIT, COST, COST)
def test_a_finer_prize_never_loses_a_deal(power, cost_a, cost_t):
    coarse = deals_on_grid(power, cost_a, cost_t, shares=[0.0, 0.5, 1.0]).sum()
    fine = deals_on_grid(power, cost_a, cost_t, shares=[0.0, 0.25, 0.5, 0.75, 1.0]).sum()
    assert fine >= coarse


@given(SMALL, SMALL, SMALL, st.floats(0.01, 0.5))
def test_power_alone_does_not_move_the_chance_of_war(power, other_power, cost, top):
    one = ultimatum(power, cost, target_cost_max=top)
    other = ultimatum(other_power, cost, target_cost_max=top)
    assert abs(one.war - other.war) < EXACT
    assert abs((one.offer - power) - (other.offer - other_power)) < EXACT


@given(UNIT, COST, st.floats(0.0, 0.2), st.floats(0.01, 0.9))
def test_war_by_ultimatum_falls_with_the_cost_of_war(power, cost, more, top):
    cheap = ultimatum(power, cost, target_cost_max=top)
    dear = ultimatum(power, cost + more, target_cost_max=top)
    assert 0.0 <= dear.war <= cheap.war + EXACT <= 0.5 + 2 * EXACT
    assert power <= cheap.offer <= 1.0


@given(UNIT, UNIT, st.floats(0.0, 0.9), PATIENCE)
def test_the_two_bounds_on_a_shift_differ_by_one_less_patience(now, later, w, d):
    free = war_whatever_the_protocol(now, later, destruction=w, patience=d)
    riser = war_when_riser_offers(now, later, destruction=w, patience=d)
    assert abs(riser.threshold - (1.0 - d) * free.threshold) < EXACT
    assert riser.war or not free.war


@given(st.lists(UNIT, min_size=2, max_size=6), st.floats(0.0, 0.9), PATIENCE)
def test_backward_induction_fights_exactly_where_the_bound_says(levels, w, d):
    path = sorted(levels)
    play = play_rising_path(path, destruction=w, patience=d)
    bound = war_when_riser_offers(path[:-1], path[1:], destruction=w, patience=d)
    # The game's own condition is the bound times (1 - w): leave out the ties.
    clear = np.abs(bound.incentive - bound.threshold) * (1.0 - w) > ROOT
    assert np.array_equal(play.war[clear], bound.war[clear])
    assert np.all(play.riser + play.decliner <= 1.0 + EXACT)
    assert np.all(play.riser >= (1.0 - w) * np.array(path) - EXACT)


@given(UNIT, UNIT, st.floats(0.0, 0.9), PATIENCE)
def test_enough_steps_keep_the_peace_and_one_fewer_does_not(power, part, w, d):
    shift = part * (1.0 - power)
    given_shift = {"destruction": w, "patience": d}
    steps = steps_for_peace(power, shift, **given_shift)
    assume(steps.whole < 1e6)
    assert not spread_shift(power, shift, steps=steps.whole, **given_shift).war
    if steps.whole > 1.0 and steps.exact > steps.whole - 1.0 + 1e-6:
        test = spread_shift(power, shift, steps=steps.whole - 1.0, **given_shift)
        assert test.incentive > test.threshold


@given(UNIT, UNIT, COST, COST)
def test_a_fixed_deal_outlasts_a_shift_no_larger_than_the_costs(one, other, cost_a, cost_t):
    now, peak = min(one, other), max(one, other)
    assume(abs(peak - now - cost_a - cost_t) > ROOT)
    line = fixed_deal(now, peak, cost_challenger=cost_a, cost_target=cost_t)
    assert bool(line.exists) == (peak - now < cost_a + cost_t)


@given(UNIT, UNIT, SMALL, SMALL, COST, COST, st.floats(0.0, 0.3))
def test_the_guarantee_needed_falls_in_force_and_costs(weak, strong, c_w, c_s, f, k, more):
    inputs = {
        "power_weak": weak,
        "power_strong_after": strong,
        "cost_weak": c_w,
        "cost_strong": c_s,
        "force": f,
        "imposed_cost": k,
    }
    first = minimal_guarantee(**inputs)
    for name in ("force", "imposed_cost", "cost_weak", "cost_strong"):
        stronger = minimal_guarantee(**{**inputs, name: inputs[name] + more})
        assert stronger.certainty <= first.certainty + SHARE
    if np.isfinite(first.certainty):
        # At that certainty the strong side is no better off breaking the deal.
        assert 1.0 - first.weak_needs >= strong - c_s - first.certainty * (f + k) - EXACT


@given(PATIENCE, PATIENCE)
def test_the_responder_waits_for_its_own_turn(first, second):
    share = first_mover_share(first, second)
    assert abs((1.0 - share) - second * first_mover_share(second, first)) < EXACT


@given(PATIENCE, UNIT, UNIT)
def test_an_outside_option_that_does_not_bind_changes_nothing(d, option, other):
    one, two = responder_share(d, option), responder_share(d, other)
    assert one.share >= option
    assert one.binds or two.binds or abs(one.share - two.share) < 3 * EXACT


@given(UNIT, COST, COST, UNIT)
def test_swapping_the_sides_mirrors_the_nash_terms(power, cost_a, cost_t, weight):
    terms = nash_terms(power, cost_a, cost_t, weight=weight)
    mirror = nash_terms(1.0 - power, cost_t, cost_a, weight=1.0 - weight)
    assert abs(mirror - (1.0 - terms)) < EXACT
    deals = bargaining_range(power, cost_a, cost_t)
    assert deals.low - EXACT <= terms <= deals.high + EXACT


@given(UNIT, COST, COST, st.floats(0.0, 0.3))
def test_terms_follow_power_and_punish_the_side_that_suffers(power, cost_a, cost_t, more):
    terms = nash_terms(power, cost_a, cost_t)
    assert nash_terms(min(power + more, 1.0), cost_a, cost_t) >= terms
    assert nash_terms(power, cost_a + more, cost_t) <= terms + EXACT
    assert nash_terms(power, cost_a, cost_t + more) >= terms - EXACT


@given(st.floats(-1.0, 1.5), st.floats(-1.0, 1.5), UNIT)
def test_a_nash_deal_leaves_nobody_worse_off(mine, theirs, weight):
    deal = split_the_gain(mine, theirs, weight=weight)
    assert 0.0 <= deal.terms <= 1.0
    if deal.exists:
        assert deal.terms >= mine - SHARE
        assert 1.0 - deal.terms >= theirs - SHARE


@given(UNIT, COST, COST, UNIT)
def test_at_most_one_side_is_dissatisfied_and_it_is_just_bought_off(p, cost_a, cost_t, quo):
    change = revise_status_quo(p, cost_a, cost_t, status_quo=quo)
    assert not (change.challenger_dissatisfied and change.target_dissatisfied)
    if not (change.challenger_dissatisfied or change.target_dissatisfied):
        assert abs(change.terms - quo) < 2 * EXACT
    again = revise_status_quo(p, cost_a, cost_t, status_quo=np.clip(change.terms, 0.0, 1.0))
    assert abs(again.terms - change.terms) < 2 * EXACT


@given(UNIT, UNIT, UNIT)
def test_beliefs_are_a_martingale(belief, if_strong, if_weak):
    after = beliefs_after_battle(belief, loss_if_strong=if_strong, loss_if_weak=if_weak)
    loss = belief * if_strong + (1.0 - belief) * if_weak
    assert abs(loss * after.after_loss + (1.0 - loss) * after.after_win - belief) < SHARE
    if if_strong >= if_weak:
        assert after.after_loss >= belief - EXACT >= after.after_win - 2 * EXACT


@given(INNER, st.floats(0.6, 0.9), st.floats(0.1, 0.5))
def test_defeats_convince_in_the_end(belief, if_strong, if_weak):
    for _ in range(200):
        belief = beliefs_after_battle(
            belief, loss_if_strong=if_strong, loss_if_weak=if_weak
        ).after_loss
    assert belief > 1.0 - SHARE


@given(INNER, INNER, st.floats(0.55, 0.95), st.floats(0.05, 0.45))
def test_no_war_of_learning_is_shorter_than_its_bound(start, needed, if_strong, if_weak):
    battles = {"loss_if_strong": if_strong, "loss_if_weak": if_weak}
    count = mean_battles(start, needed, horizon=150, **battles)
    bound = battles_at_least(start, needed, **battles)
    # What lies beyond the horizon is missing from the mean.
    assert count.mean + 1e4 * count.unresolved >= bound - SHARE
    assert (bound == 0.0) == (start >= needed - EXACT) or abs(start - needed) < SHARE


@given(UNIT, UNIT, UNIT, UNIT)
def test_a_stronger_looking_target_takes_more_belief_to_satisfy(a, b, c, part):
    weak, middle, strong = sorted((a, b, c))
    challenger = part * (1.0 - strong)

    def needed(value):
        return belief_for_safe_offer(
            war_value_strong=value, war_value_weak=weak, challenger_against_strong=challenger
        )

    assert 0.0 <= needed(middle) <= needed(strong) + SHARE <= 1.0 + 2 * SHARE


PAYOFFS = st.tuples(
    st.floats(0.0, 1.0), st.floats(0.05, 2.0), st.floats(0.0, 1.0), st.floats(0.05, 1.0)
)


@given(PAYOFFS, st.floats(0.0, 1.0))
def test_the_trust_needed_rises_with_what_is_at_risk(payoffs, more):
    punishment, margin, risk, gain = payoffs

    def needed(at_risk, gained):
        return minimal_trust(
            reward=punishment + margin,
            temptation=punishment + margin - gained,
            punishment=punishment,
            sucker=punishment - at_risk,
        )

    assert 0.0 <= needed(risk, gain) <= needed(risk + more, gain) + EXACT <= 1.0 + EXACT
    assert needed(risk, gain + more) <= needed(risk, gain) + EXACT


@given(UNIT, UNIT, UNIT)
def test_trust_is_a_martingale_and_a_kept_promise_never_lowers_it(trust, one, other):
    good, bad = max(one, other), min(one, other)
    after = trust_after_promise(trust, kept_if_trustworthy=good, kept_if_untrustworthy=bad)
    kept = trust * good + (1.0 - trust) * bad
    assert abs(kept * after.after_kept + (1.0 - kept) * after.after_broken - trust) < SHARE
    assert after.after_broken - EXACT <= trust <= after.after_kept + EXACT


@given(INNER, st.floats(0.5, 0.95), st.floats(0.1, 0.45))
def test_so_many_kept_promises_just_undo_a_broken_one(trust, good, bad):
    types = {"kept_if_trustworthy": good, "kept_if_untrustworthy": bad}
    many = int(np.ceil(kept_to_undo_one_broken(**types)))
    now = trust_after_promise(trust, **types).after_broken
    for kept in range(1, many + 1):
        now = trust_after_promise(now, **types).after_kept
        assert kept == many or now < trust + SHARE
    assert now >= trust - SHARE


@given(INNER, INNER, SMALL, st.floats(0.0, 1.0))
def test_more_trust_makes_larger_first_steps_possible(one, other, at_risk, greed):
    def steps(trust):
        return reassurance_window(
            trust,
            reward=1.0,
            temptation_trustworthy=0.6,
            temptation_untrustworthy=1.1 + greed,
            punishment=0.0,
            sucker=-at_risk,
        )

    low, high = steps(min(one, other)), steps(max(one, other))
    assert low.largest <= high.largest + EXACT
    assert low.smallest <= high.smallest + EXACT
