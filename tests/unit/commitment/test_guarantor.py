"""Second methods for guarantors: simulated costs, best replies in the two tests."""

import numpy as np
import pytest

from holdfast.commitment.guarantor import (
    honouring_chance,
    minimal_abandonment_cost,
    two_tests,
)
from holdfast.core.tolerances import EXACT

OWN = {"stake": 0.5, "force": 0.4, "cost_low": 0.1, "cost_high": 0.6}


def test_honouring_agrees_with_simulated_costs():
    costs = np.random.default_rng(19950901).uniform(0.1, 0.6, 200_000)
    honours = (costs <= 0.5 * 0.4 + 0.15).mean()
    chance = honouring_chance(abandonment_cost=0.15, **OWN)
    # Four standard errors of an even chance.
    assert abs(chance - honours) < 4 * 0.5 / np.sqrt(200_000)


def test_honouring_stays_a_probability():
    assert honouring_chance(abandonment_cost=9.0, **OWN) == 1.0
    assert honouring_chance(abandonment_cost=0.0, **{**OWN, "stake": 0.0}) == 0.0


def test_abandonment_cost_is_found_by_searching():
    grid = np.linspace(0.0, 1.0, 100_001)
    chances = honouring_chance(abandonment_cost=grid, **OWN)
    for needed in (0.3, 0.5, 1.0):
        found = grid[(chances >= needed - 1e-12).argmax()]
        answer = minimal_abandonment_cost(reliability_needed=needed, **OWN)
        assert abs(answer - found) < 2e-5


def test_no_reliability_costs_nothing_even_where_acting_is_dear():
    dear = {**OWN, "cost_low": 0.5, "cost_high": 0.9}
    assert minimal_abandonment_cost(reliability_needed=0.0, **dear) == 0.0


@pytest.mark.parametrize("belief", [0.05, 0.2, 0.36, 0.5])
def test_the_weak_type_leaves_the_second_challenger_undecided(belief):
    needed = 0.6
    tests = two_tests(belief_resolved=belief, reliability_needed=needed)
    after = belief / (belief + (1 - belief) * tests.weak_honours)
    assert abs(after - needed) < EXACT
    # Honouring more often would leave it attacking, so that honouring would not pay.
    assert belief / (belief + (1 - belief) * min(1.0, tests.weak_honours + 0.01)) < needed
    first = belief + (1 - belief) * tests.weak_honours
    assert bool(tests.first_attacks) == (first < needed - EXACT)


@pytest.mark.parametrize(
    ("belief", "needed", "weak", "attacks"),
    [
        (0.0, 0.6, 0.0, True),
        (1.0, 0.6, 1.0, False),
        (0.3, 0.0, 1.0, False),
        (0.3, 1.0, 0.0, True),
    ],
)
def test_the_two_tests_at_their_limits(belief, needed, weak, attacks):
    tests = two_tests(belief_resolved=belief, reliability_needed=needed)
    assert tests.weak_honours == weak
    assert bool(tests.first_attacks) == attacks
    assert 0.0 <= tests.belief_after_honour <= 1.0
