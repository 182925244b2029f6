"""Second methods for decaying guarantees: a search in time, and the limits."""

import numpy as np
import pytest

from holdfast.commitment.ceasefire_decay import strength_at, time_enforced


@pytest.mark.parametrize(
    ("start", "needed", "decay"), [(0.4, 0.2, 0.1), (0.5, 0.05, 0.5), (1.0, 0.9, 0.02)]
)
def test_time_is_found_by_searching(start, needed, decay):
    times = np.linspace(0.0, 20.0, 200_001)
    strong = strength_at(times, strength_start=start, decay=decay) >= needed
    answer = time_enforced(strength_start=start, strength_needed=needed, decay=decay)
    assert abs(answer - times[strong].max()) < 2e-4


@pytest.mark.parametrize(
    ("start", "needed", "decay", "time"),
    [
        (0.1, 0.2, 0.1, 0.0),  # too weak from the start
        (0.1, 0.2, 0.0, 0.0),
        (0.2, 0.2, 0.1, 0.0),  # just strong enough, for a moment
        (0.2, 0.2, 0.0, np.inf),  # and for ever where will does not decay
        (0.3, 0.2, 0.0, np.inf),
        (0.3, 0.0, 0.5, np.inf),  # nothing is needed
        (0.0, 0.0, 0.5, np.inf),
    ],
)
def test_limits(start, needed, decay, time):
    assert time_enforced(strength_start=start, strength_needed=needed, decay=decay) == time


def test_strength_fades_to_nothing():
    assert strength_at(1e6, strength_start=0.4, decay=1.0) == 0.0
    assert np.isfinite(time_enforced(strength_start=1.0, strength_needed=5e-324, decay=1.0))
