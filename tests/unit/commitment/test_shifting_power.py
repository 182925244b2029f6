"""Second methods for shifting power: claims added up, steps counted, a game by hand."""

import numpy as np
import pytest

from holdfast.commitment.shifting_power import (
    fixed_deal,
    play_rising_path,
    spread_shift,
    steps_for_peace,
    war_whatever_the_protocol,
    war_when_riser_offers,
)
from holdfast.core.tolerances import EXACT


@pytest.mark.parametrize("later", [0.5, 0.55, 0.65, 0.7, 0.9])
@pytest.mark.parametrize("patience", [0.6, 0.9, 0.97])
def test_protocol_free_bound_adds_up_the_claims(later, patience):
    # Values of war in units of the one-period prize: nobody can be held below them, the riser
    # next period, the decliner now; war if together they exceed all there is to share.
    now, w = 0.3, 0.2
    everything = 1.0 / (1.0 - patience)
    riser_later = later * (1 - w) * everything
    decliner_now = (1 - now) * (1 - w) * everything
    needed = patience * riser_later + decliner_now > everything
    test = war_whatever_the_protocol(now, later, destruction=w, patience=patience)
    assert bool(test.war) == needed


def test_a_two_period_path_by_hand():
    # p .2 then .3, w .4, d .5. Last period: decliner .7 x .6 = .42, riser .58. First: war is
    # worth .48 to the decliner, so its bribe is .48 - .5 x .42 = .27 <= .5, and the riser
    # gets .5 - .27 + .5 x .58 = .52.
    play = play_rising_path([0.2, 0.3], destruction=0.4, patience=0.5)
    assert play.war.tolist() == [False]
    assert np.allclose(play.decliner, [0.48, 0.42], atol=EXACT)
    assert np.allclose(play.riser, [0.52, 0.58], atol=EXACT)


def test_war_leaves_both_with_what_is_not_destroyed():
    play = play_rising_path([0.3, 0.7], destruction=0.2, patience=0.95)
    assert play.war.tolist() == [True]
    assert abs(play.riser[0] + play.decliner[0] - 0.8) < EXACT


def test_paths_broadcast_over_draws():
    play = play_rising_path(
        [[0.2, 0.3, 0.4], [0.2, 0.6, 0.9]], destruction=[[0.3], [0.5]], patience=0.9
    )
    assert play.war.shape == (2, 2, 2)
    assert play.riser.shape == (2, 2, 3)
    alone = play_rising_path([0.2, 0.6, 0.9], destruction=0.5, patience=0.9)
    assert np.array_equal(play.war[1, 1], alone.war)


def test_a_path_needs_periods_and_must_not_fall():
    for short in (0.5, [0.5]):
        with pytest.raises(ValueError, match="at least two periods, got 1"):
            play_rising_path(short, destruction=0.1, patience=0.9)
    with pytest.raises(ValueError, match=r"the period before \(0.6\), got 0.5"):
        play_rising_path([0.6, 0.5], destruction=0.1, patience=0.9)


@pytest.mark.parametrize("patience", [0.8, 0.95, 0.99])
@pytest.mark.parametrize("shift", [0.1, 0.4, 0.6])
def test_smallest_number_of_steps_is_found_by_counting(shift, patience):
    steps = steps_for_peace(0.2, shift, destruction=0.1, patience=patience)
    war = spread_shift(
        0.2, shift, steps=np.arange(1.0, 60.0), destruction=0.1, patience=patience
    ).war
    assert steps.whole == 1 + np.argmin(war)


def test_the_first_of_equal_steps_is_the_most_dangerous():
    levels = np.linspace(0.2, 0.8, 5)
    tests = war_whatever_the_protocol(levels[:-1], levels[1:], destruction=0.2, patience=0.9)
    assert tests.incentive.argmax() == 0
    spread = spread_shift(0.2, 0.6, steps=4, destruction=0.2, patience=0.9)
    assert abs(spread.incentive - tests.incentive[0]) < EXACT


def test_no_number_of_steps_helps_where_war_is_free_and_the_riser_starts_from_nothing():
    steps = steps_for_peace(0.0, 0.5, destruction=0.0, patience=0.9)
    assert np.isinf(steps.exact)
    assert np.isinf(steps.whole)
    assert steps_for_peace(0.0, 0.0, destruction=0.0, patience=0.9).whole == 1.0


def test_bounds_meet_where_nobody_cares_for_the_future():
    free = war_whatever_the_protocol(0.1, 0.9, destruction=0.2, patience=0.0)
    riser = war_when_riser_offers(0.1, 0.9, destruction=0.2, patience=0.0)
    assert free.threshold == riser.threshold
    assert not free.war


def test_fixed_deal_is_what_both_keep_on_a_grid():
    grid = np.linspace(0.0, 1.0, 10_001)
    keeps = (grid >= 0.7 - 0.2) & (1 - grid >= 1 - 0.4 - 0.15)
    line = fixed_deal(0.4, 0.7, cost_challenger=0.2, cost_target=0.15)
    assert abs(line.low - grid[keeps].min()) < 2e-4
    assert abs(line.high - grid[keeps].max()) < 2e-4
    assert not fixed_deal(0.4, 0.8, cost_challenger=0.2, cost_target=0.15).exists
