"""Second methods for trust: the two-round game on a grid, compared payoffs, odd limits."""

import numpy as np
import pytest

from holdfast.commitment.trust import (
    kept_to_undo_one_broken,
    minimal_trust,
    reassurance_window,
    trust_after_promise,
)
from holdfast.core.tolerances import EXACT

PAYOFFS = {"reward": 1.0, "punishment": 0.0, "sucker": -1.0}


def test_minimal_trust_is_where_cooperating_starts_to_pay():
    belief = np.linspace(0.0, 1.0, 100_001)
    cooperate = belief * 1.0 + (1 - belief) * -0.8
    defect = belief * 0.9 + (1 - belief) * 0.2
    found = belief[(cooperate >= defect).argmax()]
    answer = minimal_trust(reward=1.0, temptation=0.9, punishment=0.2, sucker=-0.8)
    assert abs(answer - found) < 2e-5


@pytest.mark.parametrize("trust", [0.15, 0.3, 0.5, 0.8])
def test_reassurance_window_is_what_separates_the_types_on_a_grid(trust):
    first = np.linspace(0.0, 1.0, 100_001)
    rest, t = 1.0 - first, trust
    # Each type against an opponent that plays its own type's part.
    good_signals = first * (t * 1.0 - (1 - t)) + rest * t * 1.0
    good_hides = first * t * 0.6
    bad_hides = first * t * 1.3
    bad_signals = first * (t * 1.0 - (1 - t)) + rest * t * 1.3
    separates = (good_signals >= good_hides) & (bad_hides >= bad_signals)
    steps = reassurance_window(
        trust, temptation_trustworthy=0.6, temptation_untrustworthy=1.3, **PAYOFFS
    )
    assert bool(steps.possible) == separates.any()
    if steps.possible:
        assert abs(steps.smallest - first[separates].min()) < 2e-5
        assert abs(steps.largest - first[separates].max()) < 2e-5


def test_reassurance_can_start_far_below_the_trust_that_cooperation_needs():
    needed = minimal_trust(temptation=0.6, **PAYOFFS)
    steps = reassurance_window(
        0.3, temptation_trustworthy=0.6, temptation_untrustworthy=1.3, **PAYOFFS
    )
    assert steps.possible
    assert needed > 0.7


def test_nothing_at_risk_lets_the_trustworthy_stake_everything():
    steps = reassurance_window(
        0.5,
        reward=1.0,
        temptation_trustworthy=-0.5,
        temptation_untrustworthy=1.3,
        punishment=0.0,
        sucker=0.0,
    )
    assert steps.largest == 1.0


def test_one_broken_promise_after_one_kept():
    # By hand: odds 1 x .95/.4 x .05/.6.
    types = {"kept_if_trustworthy": 0.95, "kept_if_untrustworthy": 0.4}
    after = trust_after_promise(trust_after_promise(0.5, **types).after_kept, **types)
    odds = 0.95 / 0.4 * 0.05 / 0.6
    assert abs(after.after_broken - odds / (1 + odds)) < EXACT


@pytest.mark.parametrize(
    ("good", "bad", "answer"),
    [(0.5, 0.5, 0.0), (1.0, 1.0, 0.0), (0.0, 0.0, 0.0), (1.0, 0.4, np.inf), (1.0, 0.0, np.inf)],
)
def test_promises_that_say_nothing_or_everything(good, bad, answer):
    assert (
        kept_to_undo_one_broken(kept_if_trustworthy=good, kept_if_untrustworthy=bad) == answer
    )


def test_one_kept_promise_proves_a_type_that_never_keeps_them_wrong():
    assert kept_to_undo_one_broken(kept_if_trustworthy=0.5, kept_if_untrustworthy=0.0) == 0.0
