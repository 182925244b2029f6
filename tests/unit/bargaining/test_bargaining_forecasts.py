import numpy as np
import pytest

from holdfast.bargaining.forecasts import forecast


def test_three_evenly_spaced_equals_by_hand():
    # The middle beats either end 2 : 1, the ends draw. Balance of flows: the middle is
    # entered at 2/3 from both ends and left at 1/3 to each, so it holds half the time.
    found = forecast([0.0, 0.5, 1.0], [1, 1, 1], [1, 1, 1])
    for election in (found.proportional, found.binary):
        assert election.chance[0] == pytest.approx([0.25, 0.5, 0.25])
        assert election.mean[0] == pytest.approx(0.5)


def test_votes_by_distance_differ_from_votes_by_head():
    # By hand, equal pull at 0, 0.1 and 1. By head: 0.1 beats 0 and 1 with 2/3; 0 beats 1
    # with 2/3 as well (0.1 stands nearer to it). By distance: 0.1 v 0 is 0.2 : 0.1;
    # 0.1 v 1 is 0.9 + 0.9 : 0.9 (the one at 0 gains 1 - 0.1); 0 v 1 is 1 + 0.8 : 1.
    found = forecast([0.0, 0.1, 1.0], 1.0, 1.0)
    third = 1 / 3

    def settle(p01, p02, p12):
        beats = np.array([[0, p01, p02], [1 - p01, 0, p12], [1 - p02, 1 - p12, 0]])
        flow = beats - np.diag(beats.sum(axis=0))
        flow[0] = 1
        return np.linalg.solve(flow, [1, 0, 0])

    assert found.binary.chance[0] == pytest.approx(settle(third, 2 * third, 2 * third))
    assert found.proportional.chance[0] == pytest.approx(settle(third, 1.8 / 2.8, 1.8 / 2.7))


def test_supporters_of_one_mind_leave_no_doubt():
    found = forecast([[0.4, 0.4, 0.4]], [[1, 2, 3]], [[1, 1, 1]])
    assert found.weighted_mean[0] == pytest.approx(0.4)
    assert found.binary.chance[0] == pytest.approx([1 / 3] * 3)
    assert found.binary.mean[0] == pytest.approx(0.4)


def test_positions_equal_but_for_rounding_are_one():
    found = forecast([0.1 + 0.2, 0.3, 1.0], 1.0, 1.0)
    assert found.binary.chance[0] == pytest.approx([1 / 3] * 3)


def test_all_at_zero_is_one_position():
    assert forecast([0.0, 0.0], 1.0, 1.0).binary.chance[0] == pytest.approx([0.5, 0.5])


def test_one_supporter_decides_alone():
    found = forecast([0.7], [1.0], [0.5])
    assert (found.weighted_mean[0], found.binary.mean[0]) == pytest.approx((0.7, 0.7))


def test_a_middling_supporter_without_pull_still_names_a_position():
    # By hand: at 0.5 nobody stands, but both ends prefer it to the other end; every
    # pair is even, so each position holds a third of the time.
    found = forecast([0.0, 0.5, 1.0], [1, 0, 1], 1.0)
    assert found.weighted_mean[0] == pytest.approx(0.5)
    assert found.binary.chance[0] == pytest.approx([1 / 3] * 3)


def test_positions_that_nobody_with_pull_can_tell_apart_draw():
    # Only the middle has pull: it always wins, and the two ends never hold.
    found = forecast([0.1, 0.2, 0.3], [0, 1, 0], 1.0)
    for election in (found.proportional, found.binary):
        assert election.chance[0] == pytest.approx([0, 1, 0])


def test_draws_stand_beside_each_other():
    found = forecast([[0.0, 1.0], [0.0, 0.0]], [[1, 3], [1, 3]], 1.0)
    assert found.weighted_mean == pytest.approx([0.75, 0.0])
    assert found.binary.chance == pytest.approx(np.array([[0.25, 0.75], [0.5, 0.5]]))


def test_a_thousand_draws_in_one_call_match_one_at_a_time():
    rng = np.random.default_rng(20250331)
    position, weight, salience = (rng.random((1000, 8)) for _ in range(3))
    together = forecast(position, weight, salience)
    for draw in (0, 17, 999):
        alone = forecast(position[draw], weight[draw], salience[draw])
        assert together.proportional.chance[draw] == pytest.approx(alone.proportional.chance[0])
        assert together.binary.mean[draw] == pytest.approx(alone.binary.mean[0])


def test_no_pull_in_some_draw_is_refused_and_named():
    with pytest.raises(ValueError, match="draw 1"):
        forecast([[0.0, 1.0], [0.0, 1.0]], [[1, 1], [1, 0]], [[1, 1], [0, 1]])


@pytest.mark.parametrize(("weight", "salience"), [([-1, 2], 1.0), ([1, 2], [1, -1])])
def test_negative_pull_is_refused(weight, salience):
    with pytest.raises(ValueError, match="negative"):
        forecast([0.0, 1.0], weight, salience)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_numbers_must_be_finite(bad):
    with pytest.raises(ValueError, match="finite"):
        forecast([0.0, bad], 1.0, 1.0)


@pytest.mark.parametrize("position", [np.zeros((2, 2, 2)), np.zeros((3, 0))])
def test_shapes_are_draws_by_actors(position):
    with pytest.raises(ValueError, match="draws by actors"):
        forecast(position, 1.0, 1.0)


def test_shapes_that_do_not_match_are_refused():
    with pytest.raises(ValueError, match="shape mismatch"):
        forecast([0.0, 1.0], [1.0, 1.0, 1.0], 1.0)
