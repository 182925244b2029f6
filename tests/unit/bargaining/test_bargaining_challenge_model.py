"""The legacy challenge model in the small; the published table is in replications."""

import numpy as np
import pytest

from holdfast.bargaining.challenge_model import (
    AS_TABULATED,
    AS_WRITTEN,
    Actors,
    Reading,
    challenge_rounds,
    mean_position,
    median_position,
)


def actors(position, capability, salience):
    return Actors(*(np.array(column, float) for column in (position, capability, salience)))


def test_one_against_nine_by_hand():
    # Chances 0.1 and 0.9, salience 1. At exponent 1 the weak side is the exposed one,
    # so exponents are 0.5 and 2. Seen by the weak: unchanged is 2 - 4 sqrt(1/2).
    unchanged = 2 - 4 * 0.5**0.5
    ours, theirs = 0.1 * 2 - 0.9 * 2 - unchanged, 0.9 * 2 - 0.1 * 2 - unchanged
    played = challenge_rounds(actors([0, 10], [0.1, 0.9], [1, 1]), 1, AS_WRITTEN)[0]
    assert played.risk == pytest.approx([0.5, 2.0])
    assert played.position == pytest.approx([10 * abs(ours) / theirs, 10.0])
    assert played.mean == pytest.approx(0.1 * played.position[0] + 9.0)
    assert played.median == 10.0


def test_votes_over_all_pairs_halve_the_chances_of_two():
    # Two ordered pairs cast the same votes, so 0.05 and 0.45 instead of 0.1 and 0.9.
    unchanged = 2 - 4 * 0.5**0.5
    ours, theirs = 0.05 * 2 - 0.95 * 2 - unchanged, 0.45 * 2 - 0.55 * 2 - unchanged
    played = challenge_rounds(actors([0, 10], [0.1, 0.9], [1, 1]), 1)[0]
    # The weak side now loses more than the strong one gains: it capitulates.
    assert abs(ours) > theirs > 0
    assert played.position == pytest.approx([10.0, 10.0])


def test_those_who_stand_together_stay():
    for reading in (AS_TABULATED, AS_WRITTEN):
        last = challenge_rounds(actors([3, 3, 3], [1, 2, 3], [1, 1, 1]), 3, reading)[-1]
        assert last.position.tolist() == [3, 3, 3]
        assert last.risk.tolist() == [1, 1, 1]
        assert (last.median, last.mean) == (3.0, 3.0)


def test_equals_are_risk_neutral_and_do_not_move():
    # Neither of two equals gains by pressing the other: even chances, full salience.
    played = challenge_rounds(actors([0, 1], [1, 1], [1, 1]), 1, AS_WRITTEN)[0]
    assert played.risk.tolist() == [1, 1]
    assert played.position.tolist() == [0, 1]


def test_order_of_actors_does_not_matter():
    rng = np.random.default_rng(7)
    group = actors(rng.integers(0, 10, 7), rng.random(7), rng.random(7))
    order = rng.permutation(7)
    turned = actors(group.position[order], group.capability[order], group.salience[order])
    for reading in (AS_TABULATED, AS_WRITTEN):
        one = challenge_rounds(group, 4, reading)[-1]
        other = challenge_rounds(turned, 4, reading)[-1]
        assert other.position == pytest.approx(one.position[order], abs=1e-9)


def test_nobody_leaves_the_span_of_the_start():
    rng = np.random.default_rng(11)
    for _ in range(20):
        group = actors(rng.random(6), rng.random(6), rng.random(6))
        for reading in (AS_TABULATED, AS_WRITTEN):
            for played in challenge_rounds(group, 5, reading):
                assert group.position.min() - 1e-12 <= played.position.min()
                assert played.position.max() <= group.position.max() + 1e-12


def test_median_and_mean_by_hand():
    group = actors([0, 4, 10], [1, 1, 3], [1, 1, 0.5])
    # Pulls 1, 1, 1.5: distances 0 -> 19, 4 -> 13, 10 -> 16.
    assert median_position(group) == 4.0
    assert mean_position(group) == pytest.approx((4 + 15) / 3.5)


def test_a_round_at_least():
    with pytest.raises(ValueError, match="at least one round"):
        challenge_rounds(actors([0, 1], [1, 1], [1, 1]), 0)


def test_readings_are_checked():
    for bad in (("pairs", "smallest mean", "first round"), ("pair", "least", "first round")):
        with pytest.raises(ValueError, match="not a reading"):
            Reading(*bad)


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (([0, 1], [1, 1], [1]), "one number per actor"),
        (([[0, 1]], [[1, 1]], [[1, 1]]), "one number per actor"),
        (([0, np.nan], [1, 1], [1, 1]), "finite"),
        (([0, 1], [1, -1], [1, 1]), "negative"),
        (([0, 1], [1, 1], [0, 0]), "salience"),
        (([0, 1], [1, 1], [1, 2]), "between 0 and 1"),
    ],
)
def test_inputs_are_checked(columns, message):
    with pytest.raises(ValueError, match=message):
        actors(*columns)
