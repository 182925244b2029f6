"""What must hold of the bridge from a war's flows to one chance and one cost.

Second methods: the geometric sum added up quarter by quarter, a war fought out by chance, and
bisection for the terms at which keeping just pays.
"""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import bisect

from holdfast.commitment.fighting import (
    self_enforcing_terms,
    war_cost,
    war_share,
    weight_of_decision,
)

ROUNDING = 1e-9
LONG = 6000  # quarters; 0.99 ** 6000 is below 1e-26, so nothing is left out

patience = st.floats(0.0, 0.99)
share = st.floats(0.0, 1.0)
chance = st.floats(0.0, 1.0)


def added_up(patience, decided, power, line, cost_per_month):
    """Value of fighting on to the challenger, quarter by quarter, normalised by 1 - patience.

    Each quarter that the war still goes on pays the line less three months' cost; the quarter
    after a decision, and every one from then on, pays the power (all or nothing, on average).
    """
    quarters = np.arange(LONG)
    undecided = (1.0 - decided) ** quarters
    worth = (1.0 - patience) * patience**quarters
    flow = undecided * (line - 3.0 * cost_per_month) + (1.0 - undecided) * power
    return float((worth * flow).sum())


@given(d=patience, q=chance, power=share, line=share, cost=st.floats(0.0, 0.1))
def test_the_closed_form_is_the_sum_over_quarters(d, q, power, line, cost):
    weight = weight_of_decision(np.array([d]), np.array([q]))
    closed = war_share(np.array([power]), np.array([line]), weight)
    closed = closed - war_cost(np.array([cost]), weight)
    assert abs(closed[0] - added_up(d, q, power, line, cost)) < ROUNDING


def test_the_closed_form_is_the_mean_of_wars_fought_by_chance():
    """200,000 wars: the mean discount of the decision, within four standard errors."""
    d, q, wars = 0.97, 0.03, 200_000
    random = np.random.default_rng(1975)
    decided_in = random.geometric(q, size=wars)  # 1 is the first quarter
    worth = d**decided_in
    error = 4.0 * worth.std() / np.sqrt(wars)
    assert abs(weight_of_decision(np.float64(d), np.float64(q)) - worth.mean()) < error


@given(d=patience, q=chance)
def test_the_weight_is_a_share_and_rises_in_both(d, q):
    weight = weight_of_decision(np.array([d]), np.array([q]))[0]
    assert 0.0 <= weight <= 1.0
    assert weight_of_decision(np.array([d]), np.array([min(1.0, q + 0.1)]))[0] >= weight
    assert weight_of_decision(np.array([min(0.99, d + 0.1)]), np.array([q]))[0] >= weight


@pytest.mark.parametrize(
    ("d", "q", "weight"),
    [
        (0.97, 0.0, 0.0),  # never decided: only the line counts
        (0.0, 0.5, 0.0),  # nobody looks ahead
        (0.9, 1.0, 0.9),  # decided at once: one quarter's wait
        (0.9999, 1.0, 0.9999),
    ],
)
def test_limits_of_the_weight(d, q, weight):
    assert weight_of_decision(np.float64(d), np.float64(q)) == pytest.approx(weight, abs=1e-12)


def test_the_more_patient_the_more_only_the_decision_counts():
    weights = weight_of_decision(np.array([0.9, 0.99, 0.999, 0.999999]), np.full(4, 0.03))
    assert (np.diff(weights) > 0.0).all()
    assert weights[-1] > 0.9999


@given(power=share, line=share, weight=share)
def test_the_share_lies_between_line_and_power(power, line, weight):
    found = war_share(np.array([power]), np.array([line]), np.array([weight]))[0]
    assert min(power, line) - ROUNDING <= found <= max(power, line) + ROUNDING


@given(cost=st.floats(0.0, 0.3), weight=share)
def test_a_war_decided_sooner_costs_less(cost, weight):
    costs = war_cost(np.array([cost]), np.array([0.0, weight, 1.0]))
    assert costs[0] >= costs[1] >= costs[2] == 0.0


@given(later=share, weight=st.floats(0.05, 1.0), price=st.floats(0.0, 0.4))
def test_the_least_terms_kept_are_where_breaking_just_pays(later, weight, price):
    """Breaking means fighting on from the terms as the line, at the later power."""

    def gain_from_breaking(terms):
        return terms + weight * (later - terms) - price - terms

    found = self_enforcing_terms(np.array([later]), np.array([weight]), np.array([price]))[0]
    root = bisect(gain_from_breaking, -20.0, 2.0, xtol=1e-13)
    assert abs(found - root) < ROUNDING


@given(later=share, weight=st.floats(0.0, 1.0), price=st.floats(0.0, 0.4), by=share)
def test_keeping_gets_easier_with_the_price_and_harder_with_power(later, weight, price, by):
    assume(weight == 0.0 or weight > 1e-9)
    one = self_enforcing_terms(np.array([later]), np.array([weight]), np.array([price]))
    dearer = self_enforcing_terms(np.array([later]), np.array([weight]), np.array([price + by]))
    stronger = self_enforcing_terms(
        np.array([later + by]), np.array([weight]), np.array([price])
    )
    assert (dearer <= one).all()
    assert (stronger >= one).all()


@pytest.mark.parametrize("weight", [0.0, 1e-320])
def test_where_no_decision_comes_any_terms_are_kept(weight):
    assert (
        self_enforcing_terms(np.array([0.9]), np.array([weight]), np.array([0.1]))[0] == -np.inf
    )


def test_arrays_of_draws_give_arrays():
    draws = np.linspace(0.1, 0.9, 5)
    weight = weight_of_decision(draws, draws)
    for found in (
        weight,
        war_share(draws, draws, weight),
        war_cost(draws, weight),
        self_enforcing_terms(draws, weight, np.float64(0.1)),
    ):
        assert found.shape == (5,)
