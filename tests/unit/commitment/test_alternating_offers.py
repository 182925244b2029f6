"""Second methods for bargaining: many rounds played backwards, a grid over terms."""

import numpy as np
import pytest

from holdfast.commitment.alternating_offers import (
    first_mover_share,
    nash_terms,
    responder_share,
    revise_status_quo,
    split_the_gain,
)
from holdfast.core.tolerances import EXACT, SHARE

GRID = np.linspace(0.0, 1.0, 100_001)


@pytest.mark.parametrize(("first", "second"), [(0.9, 0.9), (0.95, 0.8), (0.3, 0.6), (0.0, 0.5)])
def test_first_mover_share_is_the_limit_of_many_rounds(first, second):
    # The last of many rounds is an ultimatum; each earlier offer leaves the other side what
    # it would get one round later.
    mine = 1.0
    for _ in range(2_000):
        theirs = 1.0 - first * mine
        mine = 1.0 - second * theirs
    assert abs(first_mover_share(first, second) - mine) < SHARE


@pytest.mark.parametrize("option", [0.0, 0.3, 0.5, 0.9])
def test_outside_option_is_matched_in_many_rounds(option):
    patience, keeps = 0.9, 1.0
    for _ in range(2_000):
        keeps = 1.0 - max(patience * keeps, option)
    answer = responder_share(patience, option)
    assert abs(answer.share - (1.0 - keeps)) < SHARE
    assert bool(answer.binds) == (option > 0.9 / 1.9)


@pytest.mark.parametrize("weight", [0.2, 0.5, 0.8])
@pytest.mark.parametrize(
    ("power", "cost_a", "cost_t"), [(0.6, 0.1, 0.15), (0.05, 0.3, 0.1), (0.95, 0.1, 0.6)]
)
def test_nash_terms_maximise_the_product_on_a_grid(power, cost_a, cost_t, weight):
    gain_a = np.maximum(GRID - (power - cost_a), 0.0)
    gain_t = np.maximum((1.0 - GRID) - (1.0 - power - cost_t), 0.0)
    best = GRID[(gain_a**weight * gain_t ** (1.0 - weight)).argmax()]
    assert abs(nash_terms(power, cost_a, cost_t, weight=weight) - best) < 2e-5


def test_there_is_no_deal_where_war_is_worth_more_than_peace():
    deal = split_the_gain(0.7, 0.5)
    assert not deal.exists
    assert abs(deal.gain + 0.2) < EXACT
    # The loss of .2 is spread evenly: .7 - .1.
    assert abs(deal.terms - 0.6) < EXACT


def test_there_is_no_deal_where_one_side_would_not_even_take_everything():
    deal = split_the_gain(1.2, -0.5)
    assert deal.gain > 0.0
    assert not deal.exists
    assert deal.terms == 1.0


def test_the_status_quo_stands_between_the_two_war_values():
    change = revise_status_quo(0.6, 0.1, 0.1, status_quo=[0.2, 0.5, 0.6, 0.7, 0.8])
    assert change.challenger_dissatisfied.tolist() == [True, False, False, False, False]
    assert change.target_dissatisfied.tolist() == [False, False, False, False, True]
    assert np.allclose(change.terms, [0.5, 0.5, 0.6, 0.7, 0.7], atol=EXACT)
