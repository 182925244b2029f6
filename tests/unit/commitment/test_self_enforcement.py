"""Second methods for promises that keep themselves: long sums of payoffs."""

import numpy as np
import pytest

from holdfast.commitment.self_enforcement import patience_for_grim, persistence_for_no_revolt
from holdfast.core.tolerances import EXACT, SHARE


def _worth(flows, patience):
    return float((1 - patience) * np.sum(flows * patience ** np.arange(flows.size)))


def test_grim_patience_makes_the_two_streams_equal():
    temptation, reward, punishment = 1.2, 1.0, 0.5
    patience = float(
        patience_for_grim(temptation=temptation, reward=reward, punishment=punishment).patience
    )
    keeps = np.full(400, reward)
    breaks = np.concatenate([[temptation], np.full(399, punishment)])
    assert abs(_worth(keeps, patience) - _worth(breaks, patience)) < SHARE


def test_nothing_to_gain_needs_no_patience():
    answer = patience_for_grim(temptation=1.0, reward=1.0, punishment=2.0)
    assert answer.patience == 0.0
    assert answer.feasible


@pytest.mark.parametrize("punishment", [1.0, 1.2, 1.5, 2.0])
def test_a_mild_punishment_is_never_enough(punishment):
    answer = patience_for_grim(temptation=1.5, reward=1.0, punishment=punishment)
    assert answer.patience >= 1.0
    assert not answer.feasible


@pytest.mark.parametrize(("value", "patience"), [(0.5, 0.9), (0.8, 0.95), (0.3, 0.8)])
def test_persistence_makes_the_promise_worth_a_revolt(value, patience):
    answer = persistence_for_no_revolt(revolt_value=value, concession=1.0, patience=patience)
    flows = np.full(2_000, float(answer.persistence))
    flows[0] = 1.0
    assert abs(_worth(flows, patience) - value) < SHARE
    assert answer.shortfall < EXACT


def test_a_concession_that_is_too_small_leaves_a_shortfall():
    answer = persistence_for_no_revolt(revolt_value=0.7, concession=0.5, patience=0.9)
    assert answer.persistence > 1.0
    assert not answer.feasible
    assert abs(answer.shortfall - 0.2) < EXACT


def test_without_a_future_only_today_counts():
    answer = persistence_for_no_revolt(revolt_value=[0.4, 0.6], concession=0.5, patience=0.0)
    assert answer.persistence.tolist() == [0.0, np.inf]
    assert answer.feasible.tolist() == [True, False]
