"""Second methods for learning: simulated wars, enumerated wars, compared offers."""

from itertools import product

import numpy as np
import pytest
from scipy.optimize import bisect

from holdfast.commitment.beliefs import posterior
from holdfast.commitment.learning import (
    battles_at_least,
    belief_for_safe_offer,
    beliefs_after_battle,
    mean_battles,
)
from holdfast.core.tolerances import EXACT, SHARE


def test_an_impossible_event_teaches_nothing():
    assert posterior(0.3, 0.0, 0.0) == 0.3
    assert posterior(1.0, 0.0, 0.5) == 1.0


def test_the_smallest_likelihoods_still_keep_their_ratio():
    assert abs(posterior(0.25, 5e-324, 5e-324) - 0.25) < EXACT


def test_proof_is_proof():
    beliefs = beliefs_after_battle(0.3, loss_if_strong=1.0, loss_if_weak=0.4)
    assert beliefs.after_win == 0.0
    assert abs(beliefs.after_loss - 0.3 / (0.3 + 0.7 * 0.4)) < EXACT


def test_safe_offer_is_where_the_two_offers_are_worth_the_same():
    strong, weak, challenger = 0.5, 0.2, 0.4

    def safe_over_risky(belief):
        return (1 - strong) - (belief * challenger + (1 - belief) * (1 - weak))

    found = bisect(safe_over_risky, 0.0, 1.0, xtol=1e-12)
    answer = belief_for_safe_offer(
        war_value_strong=strong, war_value_weak=weak, challenger_against_strong=challenger
    )
    assert abs(answer - found) < SHARE


def test_safe_offer_at_its_limits():
    same = {"war_value_weak": 0.4, "challenger_against_strong": 0.6}
    assert belief_for_safe_offer(war_value_strong=0.4, **same) == 0.0
    # Fighting a strong target wastes nothing: the risky offer always pays.
    wasteless = {"war_value_weak": 0.2, "challenger_against_strong": 0.6}
    assert abs(belief_for_safe_offer(war_value_strong=0.4, **wasteless) - 1.0) < EXACT


def _simulated_lengths(start, needed, if_strong, if_weak, wars):
    rng = np.random.default_rng(20030604)
    log_odds = np.full(wars, np.log(start / (1 - start)))
    lengths = np.zeros(wars)
    fighting = np.ones(wars, dtype=bool)
    while fighting.any():
        lost = rng.random(wars) < if_strong
        step = np.where(
            lost, np.log(if_strong / if_weak), np.log((1 - if_strong) / (1 - if_weak))
        )
        log_odds = np.where(fighting, log_odds + step, log_odds)
        lengths += fighting
        fighting &= log_odds < np.log(needed / (1 - needed))
    return lengths


@pytest.mark.parametrize("case", [(0.2, 0.6, 0.7, 0.4), (0.4, 0.9, 0.8, 0.3)])
def test_mean_battles_agrees_with_simulated_wars(case):
    start, needed, if_strong, if_weak = case
    lengths = _simulated_lengths(*case, wars=20_000)
    count = mean_battles(start, needed, loss_if_strong=if_strong, loss_if_weak=if_weak)
    assert count.unresolved < SHARE
    assert abs(count.mean - lengths.mean()) < 4 * lengths.std() / np.sqrt(20_000)


def test_mean_battles_agrees_with_every_war_written_out():
    # Eight battles, all 256 courses; a war still open then counts as eight.
    start, needed, if_strong, if_weak = 0.3, 0.7, 0.65, 0.35
    mean = unresolved = 0.0
    for course in product([True, False], repeat=8):
        belief, length = start, 8
        chance = float(np.prod([if_strong if lost else 1 - if_strong for lost in course]))
        for battle, lost in enumerate(course, start=1):
            beliefs = beliefs_after_battle(
                belief, loss_if_strong=if_strong, loss_if_weak=if_weak
            )
            belief = beliefs.after_loss if lost else beliefs.after_win
            if belief >= needed - SHARE:
                length = battle
                break
        else:
            unresolved += chance
        mean += chance * length
    count = mean_battles(
        start, needed, loss_if_strong=if_strong, loss_if_weak=if_weak, horizon=8
    )
    assert abs(count.mean - mean) < SHARE
    assert abs(count.unresolved - unresolved) < SHARE


def test_a_belief_already_there_needs_no_battle():
    battles = {"loss_if_strong": 0.7, "loss_if_weak": 0.4}
    assert battles_at_least(0.7, 0.6, **battles) == 0.0
    count = mean_battles(0.7, 0.6, horizon=10, **battles)
    assert count.mean == 0.0
    assert count.unresolved == 0.0


def test_battles_that_say_nothing_never_end():
    battles = {"loss_if_strong": 0.5, "loss_if_weak": 0.5}
    assert np.isinf(battles_at_least(0.2, 0.6, **battles))
    count = mean_battles(0.2, 0.6, horizon=25, **battles)
    assert abs(count.unresolved - 1.0) < SHARE
    assert abs(count.mean - 25.0) < SHARE


def test_wins_can_be_the_sign_of_a_strong_target():
    # Relabelling losses as wins changes nothing.
    one = mean_battles(0.2, 0.6, loss_if_strong=0.7, loss_if_weak=0.4, horizon=80)
    other = mean_battles(0.2, 0.6, loss_if_strong=0.3, loss_if_weak=0.6, horizon=80)
    assert abs(one.mean - other.mean) < SHARE


def test_a_horizon_must_hold_a_battle():
    with pytest.raises(ValueError, match="horizon must be at least 1 battle, got 0"):
        mean_battles(0.2, 0.6, loss_if_strong=0.7, loss_if_weak=0.4, horizon=0)
