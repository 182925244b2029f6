"""Second methods for monitoring: the value of cheating for ever, by iteration."""

import numpy as np
import pytest

from holdfast.commitment.monitoring import detection_needed


@pytest.mark.parametrize(
    ("gain", "comply", "punished", "patience"),
    [(0.1, 0.5, 0.3, 0.9), (0.3, 0.5, 0.3, 0.8), (0.05, 0.45, 0.4, 0.95)],
)
def test_at_the_threshold_cheating_for_ever_is_worth_as_much_as_complying(
    gain, comply, punished, patience
):
    detection = detection_needed(
        gain=gain, comply_value=comply, punished_value=punished, patience=patience
    ).detection
    cheats = 0.0
    for _ in range(3_000):
        later = detection * punished + (1 - detection) * cheats
        cheats = (1 - patience) * (comply + gain) + patience * later
    assert abs(cheats - comply) < 1e-9


def test_a_breach_that_gains_nothing_needs_no_monitor():
    answer = detection_needed(gain=0.0, comply_value=0.3, punished_value=0.5, patience=0.9)
    assert answer.detection == 0.0
    assert answer.feasible
    assert answer.patience_if_perfect == 0.0


@pytest.mark.parametrize("punished", [0.5, 0.7, 0.9])
def test_no_monitor_helps_where_punishment_does_not_hurt(punished):
    answer = detection_needed(gain=0.3, comply_value=0.5, punished_value=punished, patience=0.9)
    assert np.isinf(answer.detection)
    assert not answer.feasible
    assert answer.patience_if_perfect >= 1.0


def test_even_perfect_monitors_need_some_patience():
    answer = detection_needed(gain=0.3, comply_value=0.5, punished_value=0.3, patience=0.5)
    assert answer.detection > 1.0
    assert not answer.feasible
