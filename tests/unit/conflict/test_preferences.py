"""Orders over states: priorities against tuples, rankings by their tiers."""

import numpy as np
import pytest

from holdfast.conflict.conditions import And, Is, Not, Or
from holdfast.conflict.issues import Issue
from holdfast.conflict.preferences import (
    Preferences,
    Priorities,
    Ranking,
    incomparable,
    ranks,
    untiered,
)
from holdfast.conflict.states import StateSpace

OPTIONS = (("no", "No"), ("yes", "Yes"))


def _space(count):
    return StateSpace(tuple(Issue(f"i{k}", "?", OPTIONS, ("a",)) for k in range(count)))


def _yes(number):
    return Is(f"i{number}", "yes")


def _dense(keys):
    """Ranks from 0 without gaps, by sorting the distinct keys."""
    places = {key: place for place, key in enumerate(sorted(set(keys)))}
    return [places[key] for key in keys]


@pytest.mark.parametrize("count", [1, 5, 61, 62, 63, 64, 100, 130])
@pytest.mark.parametrize("seed", range(5))
def test_priorities_compare_as_tuples_of_truth_values_do(count, seed):
    space = _space(6)
    random = np.random.default_rng(seed)
    statements = []
    for _ in range(count):
        one, two, three = (_yes(k) for k in random.integers(0, 6, 3))
        forms = (And(one, And(two, three)), Or(one, Not(two)), Not(three), And(one, two))
        statements.append(forms[random.integers(0, 4)])
    vectors = list(zip(*(space.holds(s).tolist() for s in statements), strict=True))
    order = ranks(Priorities(tuple(statements)), space)
    assert order.dtype == np.int64
    assert order.tolist() == _dense(vectors)


def test_the_first_of_very_many_priorities_beats_all_later_ones_together():
    """72 statements: the first only asks for i0; 71 others only ask for the opposite."""
    order = ranks(Priorities((_yes(0), *[Not(_yes(0))] * 71)), _space(1))
    assert order.tolist() == [0, 1]


def test_the_last_of_very_many_priorities_still_counts():
    """A hundred statements that hold everywhere leave the decision to the last."""
    always = Or(_yes(0), Not(_yes(0)))
    assert ranks(Priorities((*[always] * 100, _yes(0))), _space(1)).tolist() == [0, 1]


def test_equal_truth_values_are_indifferent():
    assert ranks(Priorities((_yes(1),)), _space(2)).tolist() == [0, 0, 1, 1]
    assert ranks(Priorities(()), _space(2)).tolist() == [0, 0, 0, 0]


def test_a_state_belongs_to_the_first_tier_that_names_it():
    """By hand: best i0 and i1 (state 3); then anything with i1 (2); then the rest (0, 1)."""
    tiers = ((And(_yes(0), _yes(1)),), (_yes(1),), (_yes(0), Not(_yes(0))))
    assert ranks(Ranking(tiers), _space(2)).tolist() == [0, 0, 1, 2]


def test_a_tier_that_names_nothing_new_leaves_no_gap():
    tiers = ((_yes(0),), (And(_yes(0), _yes(0)),), (Not(_yes(0)),))
    assert ranks(Ranking(tiers), _space(1)).tolist() == [0, 1]


def test_a_ranking_must_name_every_state():
    ranking = Ranking(((_yes(0),),))
    assert untiered(ranking, _space(2)).tolist() == [True, False, True, False]
    with pytest.raises(ValueError, match=r"no tier .* \{'i0': 'no', 'i1': 'no'\}"):
        ranks(ranking, _space(2))


def test_unknown_pairs_become_masks():
    preferences = Preferences("a", Priorities(()), unknown=((_yes(0), Not(_yes(1))),))
    ((one, other),) = incomparable(preferences, _space(2))
    assert one.tolist() == [False, True, False, True]
    assert other.tolist() == [True, True, False, False]
