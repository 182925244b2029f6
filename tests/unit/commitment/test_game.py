"""The commitment game by its parts: limits in closed form, chains, readings, refusals."""

from dataclasses import replace

import numpy as np
import pytest

from holdfast.commitment.game.beliefs import signals
from holdfast.commitment.game.chains import chains, ladder
from holdfast.commitment.game.fighting import flow_of_war
from holdfast.commitment.game.grids import Size, chosen, grids, stencil, updated_odds
from holdfast.commitment.game.holding import holding, holding_of_deals
from holdfast.commitment.game.honouring import honouring
from holdfast.commitment.game.parameters import GameParameters
from holdfast.commitment.game.passage import by_kind, from_settlement, from_talks, from_war
from holdfast.commitment.game.rules import rules, settled_power
from holdfast.commitment.game.settlement import quarter
from holdfast.commitment.game.solution import solve, terminal
from holdfast.commitment.game.start import Start
from holdfast.commitment.game.talks import ratified, talks_quarter
from holdfast.commitment.game.terms import nash_terms, smooth_terms
from holdfast.commitment.game.unfolding import unfolding

CHOICELESS = GameParameters(violations=False, strikes=False, talks=False, efforts=False)


@pytest.mark.parametrize(
    ("power", "mine", "theirs"), [(0.34, 0.1, 0.14), (0.5, 0.2, 0.2), (0.74, 0.3, 0.1)]
)
def test_bargaining_range_of_fearon(power, mine, theirs):
    """[Fearon1995]: both gain between p - c_A and p + c_T, where nobody can break a deal."""
    given = replace(
        CHOICELESS, power=power, cost_challenger=mine, cost_target=theirs, weariness=0.0,
        line_follows_power=True, decided=0.0, false_alarm=0.0, battle_up=0.0, battle_down=0.0,
        red_line_challenger=0.0, red_line_target=1.0,
    )  # fmt: skip
    start = Start(solve(rules(given)))
    for share in (power - mine, power, power + theirs):
        gains = start.gains(share)
        assert gains == pytest.approx((share - power + mine, power + theirs - share), abs=1e-12)


def test_war_is_worth_its_flows_and_its_end():
    """By hand: a flow until the war is decided, with chance q a quarter, then the prize."""
    given = replace(CHOICELESS, battle_up=0.0, battle_down=0.0, weariness=0.0, decided=0.05)
    start = Start(solve(rules(given)))
    patience, last = given.patience, 1.0 - given.patience * 0.95
    flow = (1.0 - patience) * (given.line - given.cost_challenger)
    worth = (flow + patience * 0.05 * given.power) / last
    assert start.in_war(start.solution.war.values[0]) == pytest.approx(worth, abs=1e-14)


@pytest.mark.parametrize("abandonment", [0.02, 0.06])
def test_honouring_is_a_logit_of_stake_and_word(abandonment):
    given = GameParameters(abandonment=abandonment, force=0.2, resolved=0.0)
    gain = 0.35 * 0.2 + abandonment - (0.16 - 0.06 * np.arange(3))
    wanted = 1.0 / (1.0 + np.exp(-60.0 * gain))
    assert honouring(given).honoured == pytest.approx(wanted, abs=1e-15)


def test_a_deployment_raises_the_belief_that_the_guarantor_is_resolved():
    """Bayes: the unresolved sink that cost exp(-precision x cost) as often."""
    given = GameParameters(abandonment=1e-9, deployment_cost=0.02, guarantor_cost=9.0)
    posterior = 0.05 / (0.05 + 0.95 * np.exp(-60.0 * 0.02))
    assert honouring(given).honoured[0] == pytest.approx(posterior, abs=1e-14)


def test_nothing_is_honoured_where_nothing_is_promised():
    assert honouring(GameParameters()).honoured.tolist() == [0.0, 0.0, 0.0]
    assert honouring(GameParameters()).shortfall.tolist() == [1.0, 1.0, 1.0]


def test_chains_are_chances():
    found = chains(GameParameters(support_decay=0.2))
    for chain in (*found.war, found.peace, found.honoured, found.broken):
        for rows in (chain.support, chain.domestic):
            assert rows.sum(axis=1) == pytest.approx(1.0, abs=1e-15)
            assert (rows >= 0.0).all()
    assert found.peace.support[2, 1] == 0.2
    assert ladder(3, 0.1, 0.0)[0, 0] == 1.0
    values = np.arange(6.0).reshape(3, 2)
    by_hand = found.peace.support @ values @ found.peace.domestic.T
    assert found.peace.expect(values, 0) == pytest.approx(by_hand, abs=1e-14)


def test_readings_are_linear_and_clamped():
    read = stencil(np.array([0.0, 1.0, 3.0]), [-1.0, 0.25, 2.0, 9.0])
    assert read.along(np.array([0.0, 4.0, 6.0]), 0).tolist() == [0.0, 1.0, 5.0, 6.0]
    assert read.weights(3) @ np.array([0.0, 4.0, 6.0]) == pytest.approx([0.0, 1.0, 5.0, 6.0])


def test_odds_are_multiplied():
    grid = np.linspace(0.0, 1.0, 5)
    at = updated_odds(grid, 3.0).along(grid, 0)
    assert at == pytest.approx([0.0, 0.5, 0.75, 0.9, 1.0], abs=1e-15)


def test_choices_at_equal_values_follow_their_base_rate():
    assert chosen(0.3, np.array([0.0, 1e9, -1e9])) == pytest.approx([0.3, 1.0, 0.0], abs=1e-15)


def test_beliefs_after_signals():
    """By hand for a belief of one half, no false alarms: an alarm has odds 0.02 to 0.1."""
    given = GameParameters(false_alarm=0.0)
    read = signals(given, np.linspace(0.0, 1.0, 9))
    grid = np.linspace(0.0, 1.0, 9)
    assert read.alarm.along(grid, 0)[4] == pytest.approx(0.02 / 0.12, abs=1e-15)
    assert read.attack.along(grid, 0)[4] == pytest.approx(0.001 / 0.021, abs=1e-15)
    renewed = signals(replace(given, belief_turnover=1.0), grid)
    assert renewed.quiet.along(grid, 0) == pytest.approx(0.3, abs=1e-15)


def test_a_signal_that_nobody_gives_is_no_division_by_nothing():
    given = GameParameters(false_alarm=0.0, detection=0.0)
    read = signals(given, np.linspace(0.0, 1.0, 9))
    assert np.isfinite(read.alarm.weight).all()


def test_power_drifts_up_to_its_ceiling_and_aid_takes_some_off():
    given = GameParameters(aid=0.005)
    moved = settled_power(given, np.array([0.3, 0.775, 0.9]))
    assert moved == pytest.approx([0.315, 0.775, 0.895], abs=1e-15)


@pytest.mark.parametrize("reach", [smooth_terms, nash_terms])
def test_terms_lean_to_the_side_that_the_mediator_favours_and_stay_inside_the_red_lines(reach):
    base = rules(replace(GameParameters(), mediator_lean=0.3))
    leant = rules(replace(GameParameters(), mediator_lean=0.7))
    _, _, settled = terminal(base)
    fallback = np.stack([np.full(settled.shape[1:-1], 0.2), np.full(settled.shape[1:-1], 0.5)])
    less, more = (reach(one, settled, fallback).share for one in (base, leant))
    assert (more > less).all()
    assert less.min() >= 0.2
    assert more.max() <= 0.56


@pytest.mark.parametrize("lean", [0.3, 0.5, 0.7])
def test_nash_terms_split_the_surplus_by_the_lean(lean):
    """[Nash1950], generalised: with linear worth A gets its fallback and `lean` of the rest."""
    game = rules(GameParameters(mediator_lean=lean))
    _, _, settled = terminal(game)
    fallback = np.stack(
        [np.full(settled.shape[1:-1], 0.25), np.full(settled.shape[1:-1], 0.55)]
    )
    found = nash_terms(game, settled, fallback)
    assert found.agreed.all()
    assert found.share == pytest.approx(0.25 + lean * 0.2, abs=1e-14)


def test_nash_terms_are_the_best_of_a_fine_scan():
    """A second method: bent worth, and the product on twenty thousand shares."""
    game = rules(GameParameters())
    share = game.grids.share
    random = np.random.default_rng(8)
    for _ in range(20):
        worth = np.stack([np.cumsum(random.random(13)), np.cumsum(random.random(13))[::-1]])
        fallback = np.array([random.uniform(0, 4), random.uniform(0, 4)])
        found = nash_terms(game, worth, fallback)
        fine = np.linspace(share[0], share[-1], 20001)
        gains = [np.interp(fine, share, w) - f for w, f in zip(worth, fallback, strict=True)]
        product = np.where(np.minimum(*gains) >= 0.0, gains[0] * gains[1], -1.0)
        assert bool(found.agreed) == bool(product.max() >= 0.0)
        at = [
            np.interp(found.share, share, w) - f for w, f in zip(worth, fallback, strict=True)
        ]
        if found.agreed:
            assert min(at) >= -1e-12
            assert at[0] * at[1] >= product.max() - 1e-9
        else:
            assert min(at) >= np.minimum(*gains).max() - 1e-9


def test_without_a_zone_there_is_no_deal():
    """Both would rather fight than take any share between the red lines."""
    game = rules(GameParameters())
    war, _, settled = terminal(game)
    talked = talks_quarter(game, war + 2.0, settled)
    assert not talked.agreed.any()
    assert talked.deal.max() == 0.0


def test_a_public_ratifies_half_the_time_at_its_own_bar():
    game = rules(GameParameters())
    assert ratified(game, np.full((1, 1, 3, 2), 0.3)) == pytest.approx(0.5, abs=1e-12)
    free = rules(replace(GameParameters(), ratification=False))
    assert ratified(free, np.full((1, 1, 3, 2), 0.9)).min() == 1.0


def test_holding_never_rises_and_nothing_ends_what_nobody_breaks():
    found = solve(rules(GameParameters(abandonment=0.1, force=0.2)), horizon=20)
    alive = holding(found, 0.25)
    assert (np.diff(alive) <= 0.0).all()
    assert 0.0 < alive[-1] < alive[0] < 1.0
    for_ever = solve(rules(CHOICELESS), horizon=2)
    assert holding(for_ever, 0.3, 8) == pytest.approx(1.0, abs=1e-12)


def test_where_no_deal_is_made_none_is_kept(middling):
    nothing = np.zeros((21, 9, 3, 2, 13))
    assert holding_of_deals(middling, nothing, 4) is None
    nothing[8, 1, 1, 1, 4] = 0.25
    held, attacked = holding_of_deals(middling, nothing, 4)
    assert (np.diff(held) <= 0.0).all()
    assert 0.0 < held[0] < 1.0
    assert (np.diff(attacked) >= 0.0).all()
    assert (held + attacked <= 1.0 + 1e-12).all()


def test_certain_attack_leaves_nothing():
    """Probability zero of survival is followed to its end without a division by nothing."""
    sure = GameParameters(accident_attack=1.0, accident_probe=0.0, trust=1.0)
    alive = holding(solve(rules(sure), horizon=2), 0.3, 4)
    assert alive == pytest.approx(0.0, abs=1e-15)


def test_values_lie_between_the_costs_of_war_and_the_prize():
    found = solve(rules(GameParameters(abandonment=0.12, force=0.25, sanctions=0.04)))
    for values in (found.war.values, found.talks.values, found.settlement.values):
        assert np.isfinite(values).all()
        assert values.min() > -0.6
        assert values.max() < 1.2
    for policy in (found.war.offered, found.talks.deal, found.settlement.attack):
        assert policy.min() >= 0.0
        assert policy.max() <= 1.0


def test_a_coarser_grid_is_taken_where_it_is_given():
    given = GameParameters()
    small = rules(given, grids(given, Size(power=7, trust=5, willingness=3, share=7)))
    found = solve(small, horizon=3)
    assert found.war.values.shape == (2, 7, 5, 3, 3, 2, 2)
    war, _, settled = terminal(small)
    assert quarter(small, war, settled).values.shape == settled.shape
    assert talks_quarter(small, war, settled).values.shape == war.shape
    assert flow_of_war(small).shape == (2, 7, 2)


@pytest.fixture(scope="module")
def middling():
    return solve(rules(GameParameters(abandonment=0.1, force=0.2, in_time=0.7, sanctions=0.04)))


def test_only_a_decided_war_takes_mass_away(middling):
    """In a settlement nothing is decided; in war and talks `decided` of the mass leaves."""
    random = np.random.default_rng(5)
    war = random.random(middling.war.offered.shape)
    settled = random.random((2, *middling.settlement.probe.shape))
    fought, talked = from_war(middling, war), from_talks(middling, war)
    left = 1.0 - middling.rules.given.decided
    assert fought.war.sum() + fought.talks.sum() == pytest.approx(left * war.sum(), rel=1e-12)
    assert talked.war.sum() + talked.deals.sum() == pytest.approx(left * war.sum(), rel=1e-12)
    kept = from_settlement(middling, settled)
    total = kept.war.sum() + kept.settlement.sum()
    assert total == pytest.approx(settled.sum(), rel=1e-12)
    assert by_kind(middling, talked.deals).sum() == pytest.approx(talked.deals.sum(), rel=1e-12)


def test_forwards_is_the_adjoint_of_backwards(middling):
    """One more quarter back, read at random mass, is that mass one quarter on, read there.

    A's own value of the settlement is that of the opportunist, and T's is the mean over both
    kinds; the flows of the quarter, and what is paid once, are taken off by hand.
    """
    given = replace(
        middling.rules.given, audience_challenger=0.0, audience_target=0.0, audience_strike=0.0,
        audience_relief=0.0, escalation_cost_challenger=0.0, escalation_cost_target=0.0,
        probe_gain=0.0, probe_penalty=0.0, sanctions=0.0, reputation_cost=0.0,
    )  # fmt: skip
    found = solve(rules(given), horizon=4)
    (war, settled), game = found.before[0], found.rules
    mass = np.random.default_rng(6).random((2, *found.settlement.probe.shape))
    trust = game.grids.trust[:, np.newaxis, np.newaxis, np.newaxis]
    both = mass.sum(axis=0)
    kinds = np.stack([both * trust, both * (1.0 - trust)])
    after = from_settlement(found, kinds)
    flow = (1.0 - given.patience) * (both * (1.0 - game.grids.share)).sum()
    later = (after.war * war[1]).sum() + (after.settlement.sum(axis=0) * settled[1]).sum()
    now = (both * found.settlement.values[1]).sum()
    assert now == pytest.approx(flow + given.patience * later, rel=1e-12)


def test_chances_of_the_phases(middling):
    seen = unfolding(middling, quarters=12)
    phases = seen.war + seen.talking + seen.peace
    assert (np.diff(phases) < 0.0).all()  # the war is decided now and then
    assert (np.diff(seen.talks) >= 0.0).all()
    assert (seen.deal <= seen.talks + 1e-12).all()
    assert seen.deals.shape[0] == 12


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"patience": 1.0}, "patience is 1.0, not between 0 and 1"),
        ({"base_offer": 0.0}, "base_offer is 0.0"),
        ({"base_probe": 0.6, "base_attack": 0.5}, "leave no room"),
        ({"support": 3}, "a level from 0 to 2"),
    ],
)
def test_what_the_game_is_not_defined_for(given, says):
    with pytest.raises(ValueError, match=says):
        GameParameters(**given)
