"""Second methods for audience costs: an integrated rate, types on a grid."""

import numpy as np
import pytest
from scipy.integrate import quad

from holdfast.commitment.audience import (
    compare_signals,
    honours_commitment,
    opponent_quits_by,
    opponent_quitting_rate,
)
from holdfast.core.tolerances import SHARE


@pytest.mark.parametrize("slope", [0.0, 0.2, 1.5])
def test_quitting_adds_up_from_its_rate(slope):
    total, _ = quad(
        lambda time: float(opponent_quitting_rate(time, stake=0.8, audience_slope=slope)), 0, 3
    )
    answer = opponent_quits_by(3.0, stake=0.8, audience_slope=slope)
    assert abs(answer - (1.0 - np.exp(-total))) < SHARE


def test_waiting_is_worth_as_much_as_quitting_at_that_rate():
    # A moment longer wins the stake and saves the audience cost if the other quits, and adds
    # to the audience cost if not.
    time, stake, slope, moment = 2.0, 0.7, 0.3, 1e-6
    now = slope * time
    quits = moment * opponent_quitting_rate(time, stake=stake, audience_slope=slope)
    waits = quits * stake - (1 - quits) * slope * (time + moment)
    assert abs(waits - (-now)) < 1e-11


@pytest.mark.parametrize(("cost", "risk"), [(0.6, 0.8), (0.8, 1.5), (0.5, 1.5)])
def test_pooling_cost_is_found_among_types_on_a_grid(cost, risk):
    # Those who value the good at least the sunk cost pay it; the challenger gives way if the
    # share of payers that would fight makes attack a loss: share x risk >= 1 - share.
    types = np.linspace(0.0, 1.0, 2_001)
    for sunk in np.linspace(0.0, cost, 2_001):
        payers = types[types >= sunk - 1e-12]
        fights = (payers >= cost - 1e-12).mean()
        if fights * risk >= (1 - fights) - 2e-3:
            break
    signals = compare_signals(highest_value=1.0, war_cost=cost, challenger_risk=risk)
    assert abs(signals.sink_pooling - sunk) < 5e-3


def test_a_defender_that_never_fights_deters_nobody():
    signals = compare_signals(highest_value=1.0, war_cost=1.5, challenger_risk=0.5)
    assert signals.prior_resolved == 0.0
    assert not signals.deterred_without_signal
    assert signals.sink_pooling == 1.0


def test_a_tie_is_honoured():
    assert honours_commitment(value=0.3, war_cost=0.4, audience_cost=0.1)
