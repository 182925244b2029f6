"""Shares of cases that come in clusters: laws, limits, and redrawn clusters as a second way."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.history.survival.clustered import clustered_kaplan_meier, independent_cases
from holdfast.history.survival.kaplan_meier import kaplan_meier, survival_at
from holdfast.history.survival.spells import spells

CASES = st.lists(
    st.tuples(st.integers(1, 8), st.booleans(), st.integers(0, 5)), min_size=2, max_size=25
)
SAME = {"rtol": 1e-9, "atol": 1e-12}


def parts(cases):
    ends, ended, names = zip(*cases, strict=True)
    return spells(ends, ended), names


@settings(max_examples=200)
@given(CASES)
def test_cases_that_stand_alone_have_greenwoods_errors(cases):
    given_, _ = parts(cases)
    alone, plain = clustered_kaplan_meier(given_, range(len(cases))), kaplan_meier(given_)
    for name in ("time", "survival", "variance", "low", "high", "at_risk", "ended", "lost"):
        np.testing.assert_allclose(getattr(alone, name), getattr(plain, name), **SAME)
    once = clustered_kaplan_meier(given_, range(len(cases)), each_once=True)
    np.testing.assert_allclose(once.survival, plain.survival, **SAME)


@settings(max_examples=200)
@given(CASES, st.integers(2, 3))
def test_to_write_every_case_down_twice_says_nothing_new(cases, times):
    """The same cluster's cases again: same shares and errors, where plain ones would shrink."""
    once, names = parts(cases)
    often, again = parts(cases * times)
    for each_once in (False, True):
        first = clustered_kaplan_meier(once, names, each_once=each_once)
        second = clustered_kaplan_meier(often, again, each_once=each_once)
        np.testing.assert_allclose(first.survival, second.survival, **SAME)
        np.testing.assert_allclose(first.variance, second.variance, **SAME)
        np.testing.assert_allclose(first.low, second.low, **SAME)
        np.testing.assert_allclose(first.high, second.high, **SAME)


@settings(max_examples=100)
@given(CASES)
def test_where_each_counts_once_a_cluster_of_many_is_one_of_few(cases):
    """One more copy of a cluster's cases moves nothing, unlike in a count of cases."""
    once, names = parts(cases)
    more = [*cases, *(one for one in cases if one[2] == cases[0][2])]
    longer, again = parts(more)
    first = clustered_kaplan_meier(once, names, each_once=True)
    second = clustered_kaplan_meier(longer, again, each_once=True)
    np.testing.assert_allclose(first.survival, second.survival, **SAME)


def test_the_errors_are_those_of_redrawn_clusters():
    """A second way: whole clusters drawn anew, 4000 times."""
    draw = np.random.default_rng(20261127)
    names = np.repeat(np.arange(40), draw.integers(1, 9, 40))
    pace = draw.gamma(1.0, 0.12, 40)[names]
    lasted, seen = draw.exponential(1.0 / pace), draw.uniform(4.0, 14.0, len(names))
    ends, ended = np.minimum(lasted, seen), lasted <= seen
    members = [np.flatnonzero(names == one) for one in range(40)]
    for each_once in (False, True):
        curve = clustered_kaplan_meier(spells(ends, ended), names, each_once=each_once)
        shares = []
        for _ in range(4000):
            chosen = draw.integers(0, 40, 40)
            rows = np.concatenate([members[one] for one in chosen])
            anew = np.repeat(np.arange(40), [len(members[one]) for one in chosen])
            shares.append(_share(ends[rows], ended[rows], anew, each_once=each_once))
        step = int((curve.time <= 5.0).sum()) - 1
        assert np.sqrt(curve.variance[step]) == pytest.approx(np.std(shares), rel=0.08)


def _share(ends, ended, names, *, each_once):
    """Kaplan and Meier's share after five, by the product itself."""
    weight = 1.0 / np.bincount(names)[names] if each_once else np.ones(len(names))
    left = 1.0
    for time in np.unique(ends[ended & (ends <= 5.0)]):
        left *= 1.0 - weight[(ends == time) & ended].sum() / weight[ends >= time].sum()
    return left


def test_nobody_has_ended_yet_counts_clusters_and_not_cases():
    curve = clustered_kaplan_meier(spells([1, 1, 1, 5, 5, 5], [0, 0, 0, 1, 1, 1]), "aabbcc")
    [found] = survival_at(curve, [2.0])
    assert found.share == 1.0
    assert curve.low[0] == pytest.approx(3 / (3 + 1.959963984540054**2))  # Wilson's of 3 of 3


def test_what_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="one for each of 2"):
        clustered_kaplan_meier(spells([1, 2], [1, 1]), "a")


@pytest.mark.parametrize(
    ("yes", "names", "expected"),
    [
        ([1, 0, 1, 0], "abcd", 4.0),
        ([1, 1, 1, 0, 0, 0], "aaabbb", 2.0),
        ([1, 1, 1], "aab", 2.0),
        ([0, 0], "aa", 1.0),
        ([1, 0, 1, 0], "aabb", 4.0),  # as even within as between: no fewer than they are
        ([1, 1, 0, 1, 0, 0], "aabbcc", 4.5),
    ],
)
def test_as_how_many_cases_they_count_by_hand(yes, names, expected):
    """s (1-s) n^2 over the sum of squared departures; last: 1/4 36 / (1 + 0 + 1)."""
    assert independent_cases(yes, names) == pytest.approx(expected)
