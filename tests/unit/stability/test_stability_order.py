"""Orders with gaps: what better and not better mean under each reading."""

import numpy as np
import pytest

from holdfast.stability.order import Order, Reading

FIRST = np.array([True, False, True])
LAST = np.array([False, True, True])


def _pairs():
    states = np.arange(3)
    return states[:, np.newaxis], states[np.newaxis, :]


def test_readings_answer_two_questions():
    answers = {reading: (reading.deviates, reading.sanctions) for reading in Reading}
    assert answers == {
        "cautious": (True, False),
        "bold": (True, True),
        "reserved": (False, False),
        "trusting": (False, True),
    }


def test_better_is_strict_and_not_better_is_its_opposite_where_all_is_known():
    order = Order(np.array([1, 0, 1]))
    better = order.better(*_pairs(), through=True)
    assert better.tolist() == [[0, 0, 0], [1, 0, 1], [0, 0, 0]]
    assert np.array_equal(order.not_better(*_pairs(), counted=False), ~better)


def test_unknown_counts_both_ways_but_never_for_a_state_with_itself():
    order = Order(np.array([0, 0, 0]), ((FIRST, LAST),))
    unknown = [[False, True, True], [True, False, True], [True, True, False]]
    assert order.incomparable(*_pairs()).tolist() == unknown


@pytest.mark.parametrize("answer", [True, False])
def test_unknown_comparisons_are_what_the_reading_says(answer):
    order = Order(
        np.array([0, 5, 9]), ((np.array([1, 0, 0], bool), np.array([0, 1, 0], bool)),)
    )
    one, other = np.array([0, 1, 0]), np.array([1, 0, 2])
    assert order.better(one, other, through=answer).tolist() == [answer, answer, True]
    assert order.not_better(one, other, counted=answer).tolist() == [answer, answer, False]


@pytest.mark.parametrize("counted", [True, False])
def test_views_say_the_same_as_not_better(counted):
    order = Order(np.array([2, 1, 2]), ((FIRST, LAST), (LAST, LAST)))
    seen = np.zeros(3, dtype=int)
    for starts, worth in order.views(counted=counted):
        seen += starts
        for start in np.flatnonzero(starts):
            expected = order.not_better(np.array(start), np.arange(3), counted=counted)
            assert ((worth <= order.ranks[start]) == expected).all()
    assert seen.tolist() == [1, 1, 1]


def test_no_states_no_views():
    none = np.zeros(0, dtype=np.int64)
    assert list(Order(none).views(counted=True)) == []
    empty = none.astype(bool)
    assert list(Order(none, ((empty, empty),)).views(counted=True)) == []
