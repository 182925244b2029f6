"""Second methods and edges of the minimal guarantee."""

import numpy as np
import pytest
from scipy.optimize import bisect

from holdfast.commitment.enforcer import minimal_guarantee

CASE = {
    "power_weak": 0.5,
    "power_strong_after": 0.95,
    "cost_weak": 0.07,
    "cost_strong": 0.08,
    "force": 0.5,
    "imposed_cost": 0.3,
}


@pytest.mark.parametrize("change", [{}, {"force": 0.3}, {"power_weak": 0.45}])
def test_certainty_is_where_the_strong_side_just_complies(change):
    case = {**CASE, **change}
    needs = case["power_weak"] - case["cost_weak"]

    def compliance(certainty):
        breach = case["power_strong_after"] - case["cost_strong"]
        breach -= certainty * (case["force"] + case["imposed_cost"])
        return (1.0 - needs) - breach

    found = bisect(compliance, 0.0, 1.0, xtol=1e-12)
    assert abs(minimal_guarantee(**case).certainty - found) < 1e-9


def test_a_weak_guarantor_is_not_enough():
    answer = minimal_guarantee(**{**CASE, "force": 0.1, "imposed_cost": 0.05})
    assert answer.certainty > 1.0
    assert not answer.feasible


def test_a_guarantor_with_neither_force_nor_cost_never_is():
    answer = minimal_guarantee(**{**CASE, "force": 0.0, "imposed_cost": 0.0})
    assert np.isinf(answer.certainty)
    assert not answer.feasible


def test_a_deal_that_keeps_itself_needs_no_guarantor():
    answer = minimal_guarantee(
        **{**CASE, "power_strong_after": 0.5, "force": 0.0, "imposed_cost": 0.0}
    )
    assert answer.certainty == 0.0
    assert answer.feasible


def test_claims_stay_within_the_prize():
    answer = minimal_guarantee(**{**CASE, "cost_weak": 0.9, "cost_strong": 2.0})
    assert answer.weak_needs == 0.0
    assert answer.strong_leaves == 1.0
