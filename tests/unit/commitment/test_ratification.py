"""Second methods for ratification: votes counted on a grid of terms, a table of the normal."""

import numpy as np
import pytest

from holdfast.commitment.ratification import ratification_chance, win_set
from holdfast.core.tolerances import EXACT

GRID = np.linspace(0.0, 1.0, 20_001)
IDEALS = [0.3, 0.5, 0.6, 0.7, 0.9]


@pytest.mark.parametrize("quo", [0.0, 0.2, 0.55, 0.65, 1.0])
@pytest.mark.parametrize("need", [1, 2, 3, 4, 5])
def test_win_set_counts_the_votes(quo, need):
    ideals = np.array(IDEALS)[:, np.newaxis]
    votes = np.abs(GRID - ideals) <= np.abs(quo - ideals) + 1e-9
    accepted = GRID[votes.sum(axis=0) >= need]
    room = win_set(IDEALS, status_quo=quo, need=need)
    assert abs(room.low - min(accepted.min(), quo)) < 1e-4
    assert abs(room.high - max(accepted.max(), quo)) < 1e-4


def test_win_sets_broadcast_over_draws():
    room = win_set([IDEALS, sorted(IDEALS, reverse=True)], status_quo=[[0.2], [0.3]], need=4)
    assert room.low.shape == room.high.shape == (2, 2)
    assert np.allclose(room.high, [[0.8, 0.8], [0.7, 0.7]], atol=EXACT)


def test_the_number_that_must_agree_has_bounds():
    for need in (0, 6):
        with pytest.raises(ValueError, match=f"need must be from 1 to 5 ratifiers, got {need}"):
            win_set(IDEALS, status_quo=0.2, need=need)
    with pytest.raises(ValueError, match="ideals must be a list"):
        win_set(0.5, status_quo=0.2, need=1)
    with pytest.raises(ValueError, match="ideals must be a share"):
        win_set([0.5, 1.5], status_quo=0.2, need=1)


def test_ratification_follows_the_table_of_the_normal():
    # Printed tables: .5000, .8413, .9772 at 0, 1, 2 standard deviations.
    chance = ratification_chance([0.4, 0.5, 0.6], threshold=0.4, spread=0.1)
    assert np.all(np.abs(chance - [0.5, 0.8413, 0.9772]) < 1e-4)
