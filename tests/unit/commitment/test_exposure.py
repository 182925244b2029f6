"""Exposure along a sequence: by hand, by a second way, and what must always hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from holdfast.commitment.exposure import tranches_needed, walk

WORTH = st.floats(-1.0, 1.0)


def by_sums(flow, kept, end):
    """The worth of going on as a discounted sum, forward: another way than the recursion."""
    worth = []
    for start in range(len(flow) + 1):
        left, total = 1.0, 0.0
        for enjoyed, d in zip(flow[start:], kept[start:], strict=True):
            total += left * (1.0 - d) * enjoyed
            left *= d
        worth.append(total + left * end)
    return worth


@given(
    arrays.arrays(float, (3, 2), elements=WORTH),
    arrays.arrays(float, 3, elements=st.floats(0.1, 0.99)),
    arrays.arrays(float, 2, elements=WORTH),
    arrays.arrays(float, (4, 2), elements=WORTH),
)
def test_going_on_is_the_discounted_sum_of_what_is_enjoyed(flow, kept, end, own):
    found = walk(flow=flow, kept=kept, end=end, own=own, others=own[:, ::-1])
    for side in (0, 1):
        wanted = by_sums(flow[:, side], kept, end[side])
        assert found.going_on[:, side] == pytest.approx(wanted)
        assert found.margin[:, side] == pytest.approx(np.array(wanted) - own[:, side])
        assert found.exposure[:, side] == pytest.approx(np.array(wanted) - own[:, 1 - side])
    assert bool(found.stable) == bool((found.margin >= -1e-12).all())


@given(arrays.arrays(float, (4, 2), elements=WORTH), st.floats(0.0, 0.5))
def test_worse_ways_out_never_make_a_sequence_less_stable(own, worse):
    fixed = {"flow": np.full((3, 2), 0.3), "kept": np.full(3, 0.9), "end": [0.4, 0.4]}
    before = walk(**fixed, own=own, others=own)
    after = walk(**fixed, own=own - worse, others=own)
    assert bool(after.stable) or not bool(before.stable)
    assert (after.exposure == before.exposure).all()  # it is the other's way out that counts


def test_draws_go_along():
    many = walk(
        flow=np.full((1, 2, 5), 0.2),
        kept=np.linspace(0.5, 0.9, 5)[None],
        end=np.full((2, 5), 0.4),
        own=np.zeros((2, 2, 5)),
        others=np.zeros((2, 2, 5)),
    )
    assert many.margin[0, 0] == pytest.approx(0.2 + 0.2 * np.linspace(0.5, 0.9, 5))
    assert many.stable.tolist() == [True] * 5


def test_a_point_too_few_is_refused():
    with pytest.raises(ValueError, match="one point more"):
        walk(flow=[[0.1, 0.1]], kept=[0.9], end=[0, 0], own=[[0, 0]], others=[[0, 0]])


def handed_over(parts, reversible):
    """Two sides hand .2 to each other in parts, in turns; peace is worth .05 more than war.

    Time does not count (the discount is close to 1). Who breaks off loses .05, keeps what of
    the other's parts is not taken back, and takes back what it can of its own.
    """
    each, war, peace = 0.2 / parts, 0.5, 0.55
    points, held = [], [0.0, 0.0]
    for at in range(2 * parts + 1):
        ways = []
        for side in (0, 1):
            balance = (held[side] - held[1 - side]) * (1.0 - reversible)
            ways.append(war + balance)
        points.append(ways)
        if at < 2 * parts:
            held[at % 2] += each
    return walk(
        flow=np.full((2 * parts, 2), peace),
        kept=np.full(2 * parts, 0.999999),
        end=[peace, peace],
        own=points,
        others=points,
    )


@pytest.mark.parametrize("reversible", [0.0, 0.4, 0.8])
def test_small_and_reversible_parts_make_an_exchange_stable(reversible):
    """Second way: the closed form says into how many parts; by hand ceil(.2 (1 - r) / .05)."""
    needed = int(tranches_needed(given=0.2, gained=0.05, reversible=reversible))
    assert needed == {0.0: 4, 0.4: 3, 0.8: 1}[reversible]
    assert bool(handed_over(needed, reversible).stable)
    if needed > 1:
        assert not bool(handed_over(needed - 1, reversible).stable)


@given(st.floats(0.0, 1.0), st.floats(0.001, 1.0), st.floats(0.0, 1.0))
def test_the_number_of_parts_is_the_least_that_is_enough(whole, surplus, back):
    parts = float(tranches_needed(given=whole, gained=surplus, reversible=back))
    assert parts >= 1.0
    assert (1.0 - back) * whole / parts <= surplus + 1e-9
    if parts > 1.0:
        assert (1.0 - back) * whole / (parts - 1.0) > surplus - 1e-9


def test_nothing_helps_where_going_on_gains_nothing():
    assert np.isinf(tranches_needed(given=0.1, gained=0.0, reversible=0.0))
    assert np.isinf(tranches_needed(given=0.1, gained=-0.1, reversible=1.0))
    assert float(tranches_needed(given=0.1, gained=0.0, reversible=1.0)) == 1.0
