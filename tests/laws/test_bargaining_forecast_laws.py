"""Laws of position forecasts, from the theory page."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from holdfast.bargaining.forecasts import forecast
from holdfast.core.tolerances import EXACT, SHARE

quick = settings(max_examples=80, deadline=None)


def thousandths(low, high):
    return st.integers(round(low * 1000), round(high * 1000)).map(lambda n: n / 1000)


shares = thousandths(0, 1)


@st.composite
def supporters(draw, least=2, most=6):
    size = draw(st.integers(least, most))

    def column(low):
        numbers = draw(st.lists(st.integers(low, 20), min_size=size, max_size=size))
        return np.array(numbers) / 20

    return column(0), column(1), column(1)


def long_run_by_walking(position, pull, *, binary):
    """Second method: the chain of the theory page, walked until it stands still."""
    held = sorted(set(position.tolist()))
    m = len(held)

    def beats(a, b):
        votes = {a: 0.0, b: 0.0}
        for place, weight in zip(position, pull, strict=True):
            nearer = round(abs(place - b) - abs(place - a), 9)
            if nearer:
                votes[a if nearer > 0 else b] += weight * (1.0 if binary else abs(nearer))
        return votes[a] / (votes[a] + votes[b]) if votes[a] + votes[b] else 0.5

    step = np.zeros((m, m))
    for i, a in enumerate(held):
        for j, b in enumerate(held):
            if i != j:
                step[i, j] = beats(b, a) / m
        step[i, i] = 1 - step[i].sum()
    chance = np.full(m, 1 / m)
    for _ in range(3000):
        chance = chance @ step
    return dict(zip(held, chance, strict=True))


class TestForecasts:
    @quick
    @given(supporters())
    def test_every_rule_stays_among_the_supporters(self, group):
        found = forecast(*group)
        for number in (found.weighted_mean, found.proportional.mean, found.binary.mean):
            assert group[0].min() - EXACT <= number[0] <= group[0].max() + EXACT
        for election in (found.proportional, found.binary):
            assert election.chance.min() >= 0
            assert election.chance.sum() == pytest.approx(1, abs=SHARE)

    @settings(max_examples=40, deadline=None)
    @given(supporters(least=1))
    def test_chances_match_the_walked_chain(self, group):
        position, weight, salience = group
        found = forecast(*group)
        for election, binary in ((found.proportional, False), (found.binary, True)):
            walked = long_run_by_walking(position, weight * salience, binary=binary)
            for place, chance in walked.items():
                here = election.chance[0][position == place].sum()
                assert here == pytest.approx(chance, abs=1e-8)

    @quick
    @given(supporters(), st.randoms(use_true_random=False))
    def test_order_of_actors_does_not_matter(self, group, random):
        order = list(range(group[0].size))
        random.shuffle(order)
        one, other = forecast(*group), forecast(*(column[order] for column in group))
        assert other.weighted_mean == pytest.approx(one.weighted_mean, abs=SHARE)
        for a, b in ((one.proportional, other.proportional), (one.binary, other.binary)):
            assert b.chance[0] == pytest.approx(a.chance[0][order], abs=SHARE)

    @quick
    @given(supporters(), st.integers(0, 5), thousandths(0.1, 0.9))
    def test_merging_those_who_agree_changes_nothing(self, group, who, part):
        position, weight, salience = group
        who %= position.size
        split = weight.copy()
        split[who] *= part
        twin = [weight[who] * (1 - part)]
        one = forecast(*group)
        other = forecast(
            np.append(position, position[who]),
            np.append(split, twin),
            np.append(salience, salience[who]),
        )
        assert other.weighted_mean == pytest.approx(one.weighted_mean, abs=SHARE)
        for a, b in ((one.proportional, other.proportional), (one.binary, other.binary)):
            assert b.mean == pytest.approx(a.mean, abs=SHARE)
            here = b.chance[0][np.append(position, position[who]) == position[who]].sum()
            assert here == pytest.approx(
                a.chance[0][position == position[who]].sum(), abs=SHARE
            )

    @quick
    @given(supporters(), thousandths(0.01, 50), thousandths(-20, 20), st.booleans())
    def test_scale_and_direction_of_positions_do_not_matter(self, group, k, shift, flip):
        position, weight, salience = group
        k = -k if flip else k
        one = forecast(*group)
        other = forecast(k * position + shift, weight, salience)
        pairs = [(one.weighted_mean, other.weighted_mean)]
        for a, b in ((one.proportional, other.proportional), (one.binary, other.binary)):
            pairs.append((a.mean, b.mean))
            assert b.chance == pytest.approx(a.chance, abs=SHARE)
        for before, after in pairs:
            assert after == pytest.approx(k * before + shift, abs=1e-7)

    @quick
    @given(supporters(), thousandths(0.01, 50))
    def test_only_relative_pull_matters(self, group, k):
        position, weight, salience = group
        one, other = forecast(*group), forecast(position, k * weight * salience, 1.0)
        assert other.binary.chance == pytest.approx(one.binary.chance, abs=SHARE)
        assert other.weighted_mean == pytest.approx(one.weighted_mean, abs=SHARE)

    @quick
    @given(shares, shares, thousandths(0.01, 1), thousandths(0.01, 1))
    def test_between_two_positions_all_three_rules_agree(self, one, two, ours, theirs):
        assume(one != two)
        found = forecast([one, two], [ours, theirs], 1.0)
        mean = (ours * one + theirs * two) / (ours + theirs)
        for number in (found.weighted_mean, found.proportional.mean, found.binary.mean):
            assert number == pytest.approx(mean, abs=SHARE)

    @quick
    @given(supporters(least=3))
    def test_a_majority_beats_every_other_position_more_often_than_not(self, group):
        position, weight, salience = group
        pull = weight * salience
        heavy = int(np.argmax(pull))
        weight = weight.copy()
        weight[heavy] += 1.5 * (pull.sum() - pull[heavy]) / salience[heavy]
        pull = weight * salience
        majority = pull[position == position[heavy]].sum() / pull.sum()
        others = len(set(position.tolist())) - 1
        chance = forecast(position, weight, salience).binary.chance[0]
        # It wins each vote with probability q >= its own share, so the balance of flows
        # gives q / (q + (m - 1)(1 - q)) at least (derivation in the theory page).
        bound = majority / (majority + others * (1 - majority))
        assert chance[position == position[heavy]].sum() >= bound - SHARE
