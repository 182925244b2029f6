"""Second methods for the bargaining range: grids over terms and over offers."""

import numpy as np
import pytest

from holdfast.commitment.bargaining_range import (
    bargaining_range,
    cost_that_opens_range,
    deals_on_grid,
    ultimatum,
)
from holdfast.core.tolerances import EXACT, SHARE

GRID = np.linspace(0.0, 1.0, 100_001)


@pytest.mark.parametrize("attitudes", [(1.0, 1.0), (0.5, 0.8), (1.3, 0.6)])
@pytest.mark.parametrize(("power", "cost_a", "cost_t"), [(0.6, 0.1, 0.15), (0.9, 0.2, 0.3)])
def test_range_is_what_both_accept_on_a_fine_grid(power, cost_a, cost_t, attitudes):
    a, b = attitudes
    accept = (GRID**a >= power - cost_a) & ((1 - GRID) ** b >= 1 - power - cost_t)
    deals = bargaining_range(power, cost_a, cost_t, attitude_challenger=a, attitude_target=b)
    assert abs(deals.low - GRID[accept].min()) < 2e-5
    assert abs(deals.high - GRID[accept].max()) < 2e-5


def test_sides_that_like_risk_may_have_no_deal():
    # By hand: at p = 1/2, a = b = 2 the ends meet at cost 1/4.
    none = bargaining_range(0.5, 0.2, 0.2, attitude_challenger=2.0, attitude_target=2.0)
    some = bargaining_range(0.5, 0.25, 0.25, attitude_challenger=2.0, attitude_target=2.0)
    assert not none.exists
    assert none.width < 0.0
    assert some.exists
    assert abs(some.width) < SHARE


def test_cost_that_opens_the_range_has_two_hand_calculable_cases():
    power = np.linspace(0.0, 1.0, 11)
    assert np.all(np.abs(cost_that_opens_range(power, 2.0) - power * (1 - power)) < SHARE)
    attitude = np.array([1.2, 1.5, 3.0])
    by_hand = 0.5 - 0.5**attitude
    assert np.all(np.abs(cost_that_opens_range(0.5, attitude) - by_hand) < SHARE)
    assert np.all(cost_that_opens_range(power, 0.7) == 0.0)


def test_grid_of_deals_broadcasts_over_draws_first():
    deals = deals_on_grid([0.5, 0.9], [[0.2], [0.05]], 0.2, shares=[0.0, 0.5, 1.0])
    assert deals.shape == (2, 2, 3)
    # By hand: ranges [.3,.7], [.7,1], [.45,.7], [.85,1].
    assert deals.any(axis=-1).tolist() == [[True, True], [True, True]]
    assert deals[0, 1].tolist() == [False, False, True]


def test_grid_of_deals_must_be_one_list():
    with pytest.raises(ValueError, match="one list of shares, got 0 axes"):
        deals_on_grid(0.5, 0.2, 0.2, shares=0.5)
    with pytest.raises(ValueError, match=r"shares must be a share in \[0, 1\], got 1.5"):
        deals_on_grid(0.5, 0.2, 0.2, shares=[0.5, 1.5])


@pytest.mark.parametrize(
    ("power", "cost", "top"),
    [(0.5, 0.1, 0.4), (0.6, 0.5, 0.4), (0.9, 0.0, 0.8), (1.0, 0.1, 0.3)],
)
def test_ultimatum_is_the_best_offer_on_a_grid(power, cost, top):
    war = np.clip((GRID - power) / top, 0.0, 1.0)
    value = (1.0 - war) * GRID + war * (power - cost)
    demand = ultimatum(power, cost, target_cost_max=top)
    assert abs(demand.offer - GRID[value.argmax()]) < 2e-5
    assert abs(demand.war - war[value.argmax()]) < 1e-4


def test_the_whole_prize_caps_the_demand():
    # Without the cap the demand would be .9 + .4; with it war comes with (1 - .9)/.8.
    demand = ultimatum(0.9, 0.0, target_cost_max=0.8)
    assert demand.offer == 1.0
    assert abs(demand.war - 0.125) < EXACT


def test_ultimatum_agrees_with_simulated_targets():
    rng = np.random.default_rng(20260106)
    demand = ultimatum(0.5, 0.1, target_cost_max=0.4)
    costs = rng.uniform(0.0, 0.4, 200_000)
    fights = 1.0 - 0.5 - costs > 1.0 - demand.offer
    # Four standard errors of a share of .375 in 200,000.
    assert abs(fights.mean() - demand.war) < 4 * np.sqrt(0.375 * 0.625 / 200_000)
