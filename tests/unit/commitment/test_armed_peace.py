"""Second methods for armed peace: windows found one by one, compared payoffs."""

import numpy as np
import pytest

from holdfast.commitment.armed_peace import first_strike_test, stable_windows, window_gap
from holdfast.core.tolerances import EXACT


@pytest.mark.parametrize("first_strike", [0.0, 0.02, 0.1, 0.2, 0.5])
@pytest.mark.parametrize("war_cost", [0.05, 0.2])
@pytest.mark.parametrize("patience", [0.99, 0.7])
def test_windows_are_found_one_by_one(first_strike, war_cost, patience):
    # Going back from the sure settlement: a surprise attack brings a war that lasts until the
    # next window, and each period of it costs a share and a wait.
    windows = [0]
    for back in range(1, 25):
        kept = ((1 - war_cost) * patience) ** (back - windows[-1])
        if (0.5 + first_strike) * kept <= 0.5:
            windows.append(back)
    safe = stable_windows(first_strike, war_cost=war_cost, patience=patience, horizon=24)
    assert np.flatnonzero(safe).tolist() == windows


def test_tolerated_first_strike_makes_attack_worth_just_half_the_prize():
    destruction = np.array([0.0, 0.1, 0.5, 0.9])
    tolerated = first_strike_test(0.0, destruction=destruction).tolerated
    assert np.all(np.abs((0.5 + tolerated) * (1 - destruction) - 0.5) < EXACT)


def test_no_gap_without_patience_or_with_an_endless_cost():
    assert window_gap(0.5, war_cost=0.1, patience=0.0) == 1.0


def test_windows_broadcast_over_draws():
    safe = stable_windows([0.1, 0.2], war_cost=[[0.05], [0.2]], patience=0.99, horizon=3)
    assert safe.shape == (2, 2, 4)
    assert safe[0, 0].tolist() == [True, False, False, True]
    assert safe[1, 0].all()


def test_where_waiting_costs_nothing_no_earlier_window_comes():
    # The gap is log(2)/-log(1 - 1e-17), and 1 - 1e-17 is 1 in doubles.
    safe = stable_windows(0.5, war_cost=1e-17, patience=np.nextafter(1.0, 0.0), horizon=3)
    assert safe.tolist() == [True, False, False, False]


def test_one_cannot_look_back_a_negative_time():
    with pytest.raises(ValueError, match="horizon must be at least 0 periods, got -1"):
        stable_windows(0.1, war_cost=0.05, patience=0.99, horizon=-1)
