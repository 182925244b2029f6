"""Laws of the zone and of the bargaining solutions, from the theory page."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from holdfast.bargaining.agreement import Bargain
from holdfast.bargaining.curve_solutions import (
    egalitarian_on_curves,
    kalai_smorodinsky_on_curves,
    nash_on_curves,
)
from holdfast.bargaining.curves import Curves
from holdfast.bargaining.sides import Sides
from holdfast.bargaining.solutions import egalitarian, kalai_smorodinsky, nash
from holdfast.bargaining.zone import zone_of_agreement, zone_on_curves
from holdfast.core.tolerances import EXACT, ROOT, SHARE

quick = settings(max_examples=80, deadline=None)
LINEAR = (nash, kalai_smorodinsky, egalitarian)
CURVED = (nash_on_curves, kalai_smorodinsky_on_curves, egalitarian_on_curves)


def thousandths(low, high):
    return st.integers(round(low * 1000), round(high * 1000)).map(lambda n: n / 1000)


values = thousandths(-0.5, 1.2)
shares = thousandths(0, 1)


@st.composite
def bargains(draw):
    return Bargain(
        disagreement=Sides.of(draw(thousandths(-0.5, 0.7)), draw(thousandths(-0.5, 0.7))),
        outside=Sides.of(draw(values), draw(values)),
        red_lines=Sides.of(draw(shares), draw(shares)),
    )


@st.composite
def concave_curves(draw):
    """Strictly monotone concave values on a random grid, ends at 0 and about 1."""
    inner = draw(st.sets(st.integers(1, 19), min_size=1, max_size=6))
    grid = np.array([0, *sorted(inner), 20]) / 20

    def rising():
        size = grid.size - 1
        slopes = draw(st.lists(st.integers(1, 30), min_size=size, max_size=size))
        steps = np.sort(np.array(slopes, dtype=float))[::-1] * np.diff(grid)
        return np.concatenate([[0.0], np.cumsum(steps) / steps.sum()])

    challenger = rising()
    # The target's slopes steepen against it as the challenger's share rises.
    size = grid.size - 1
    slopes = draw(st.lists(st.integers(1, 30), min_size=size, max_size=size))
    falls = np.sort(np.array(slopes, dtype=float)) * np.diff(grid)
    target = 1.0 - np.concatenate([[0.0], np.cumsum(falls) / falls.sum()])
    return Curves.of(grid, challenger, target)


def mirrored(bargain):
    return Bargain(
        disagreement=Sides(bargain.disagreement.target, bargain.disagreement.challenger),
        outside=Sides(bargain.outside.target, bargain.outside.challenger),
        red_lines=Sides(1 - bargain.red_lines.target, 1 - bargain.red_lines.challenger),
    )


def mirrored_curves(curves):
    return Curves.of(1 - curves.terms[::-1], curves.target[:, ::-1], curves.challenger[:, ::-1])


class TestZone:
    @quick
    @given(values, values, shares, shares)
    def test_swapping_the_sides_mirrors_it(self, ours, theirs, lowest, highest):
        one = zone_of_agreement(Sides.of(ours, theirs), Sides.of(lowest, highest))
        other = zone_of_agreement(Sides.of(theirs, ours), Sides.of(1 - highest, 1 - lowest))
        assert other.low == pytest.approx(1 - one.high, abs=EXACT)
        assert other.high == pytest.approx(1 - one.low, abs=EXACT)
        assert one.open == other.open

    @quick
    @given(shares, thousandths(0, 0.5), thousandths(0, 0.5), thousandths(0, 0.5))
    def test_dearer_war_widens_it(self, power, ours, theirs, more):
        before = zone_of_agreement(Sides.of(power - ours, 1 - power - theirs))
        after = zone_of_agreement(Sides.of(power - ours - more, 1 - power - theirs - more))
        assert after.width >= before.width - EXACT

    @quick
    @given(shares, thousandths(0, 0.5), thousandths(0.2, 1.0))
    def test_risk_aversion_widens_it(self, power, cost, exponent):
        war = Sides.of(power - cost, 1 - power - cost)
        averse = zone_of_agreement(war, attitude=Sides.of(exponent, exponent))
        assert averse.width >= zone_of_agreement(war).width - EXACT

    @quick
    @given(concave_curves(), values, values)
    def test_on_curves_both_accept_inside_and_someone_refuses_outside(self, curves, a, t):
        zone = zone_on_curves(curves, Sides.of(a, t))
        # Second method: ask both sides at every one of 401 terms.
        for x in np.linspace(0, 1, 401):
            gain_a = np.interp(x, curves.terms, curves.challenger[0]) - a
            gain_t = np.interp(x, curves.terms, curves.target[0]) - t
            assume(min(abs(gain_a), abs(gain_t)) > SHARE)
            both = gain_a > 0 and gain_t > 0
            assert both == (zone.low[0] <= x <= zone.high[0])

    @quick
    @given(concave_curves(), values, values)
    def test_on_curves_swapping_the_sides_mirrors_it(self, curves, a, t):
        one = zone_on_curves(curves, Sides.of(a, t))
        other = zone_on_curves(mirrored_curves(curves), Sides.of(t, a))
        assert other.low == pytest.approx(1 - one.high, abs=SHARE)
        assert other.high == pytest.approx(1 - one.low, abs=SHARE)


class TestLinearSolutions:
    @quick
    @given(bargains())
    def test_a_deal_lies_in_the_zone_and_costs_nobody_more_than_walking_away(self, bargain):
        for solution in LINEAR:
            found = solution(bargain)
            assert 0 <= found.terms[0] <= 1
            assert found.deal == found.zone.open
            if found.deal[0]:
                assert found.zone.low - EXACT <= found.terms <= found.zone.high + EXACT
                assert found.challenger_gain >= -EXACT
                assert found.target_gain >= -EXACT
                assert found.shortfall == 0
            else:
                assert found.shortfall > 0

    @quick
    @given(bargains())
    def test_nothing_is_wasted(self, bargain):
        surplus = 1 - bargain.disagreement.challenger - bargain.disagreement.target
        for solution in LINEAR:
            found = solution(bargain)
            assert found.challenger_gain + found.target_gain == pytest.approx(
                surplus, abs=EXACT
            )

    @quick
    @given(bargains())
    def test_swapping_the_sides_mirrors_the_terms(self, bargain):
        for solution in LINEAR:
            one, other = solution(bargain), solution(mirrored(bargain))
            assert other.terms == pytest.approx(1 - one.terms, abs=SHARE)
            assert other.challenger_gain == pytest.approx(one.target_gain, abs=SHARE)
            assert other.deal == one.deal

    @quick
    @given(thousandths(-0.5, 0.5), thousandths(0, 0.5))
    def test_alike_sides_meet_in_the_middle_whichever_rule(self, fallback, red):
        alike = Bargain(Sides.of(fallback, fallback), red_lines=Sides.of(red, 1 - red))
        for solution in LINEAR:
            assert solution(alike).terms == pytest.approx(0.5, abs=EXACT)

    @quick
    @given(shares, shares, shares, shares)
    def test_war_as_disagreement_gives_the_closed_form(self, power, cut_a, cut_t, weight):
        # Costs within what each would otherwise win, so that [0, 1] does not bind.
        cost_a, cost_t = cut_a * power, cut_t * (1 - power)
        war = Bargain(Sides.of(power - cost_a, 1 - power - cost_t))
        expected = power - cost_a + weight * (cost_a + cost_t)
        assert nash(war, weight).terms == pytest.approx(expected, abs=EXACT)
        middle = power - cost_a + (cost_a + cost_t) / 2
        assert kalai_smorodinsky(war).terms == pytest.approx(middle, abs=ROOT)
        assert egalitarian(war).terms == pytest.approx(middle, abs=EXACT)

    @quick
    @given(bargains(), shares, shares)
    def test_more_bargaining_power_never_hurts(self, bargain, one, other):
        less, more = sorted((one, other))
        assert nash(bargain, less).terms <= nash(bargain, more).terms + EXACT

    @quick
    @given(thousandths(-0.3, 0.3), thousandths(-0.3, 0.3), thousandths(0.3, 1), shares)
    def test_relaxing_the_other_red_line_never_hurts(self, ours, theirs, tight, more):
        loose = tight + more * (1 - tight)
        before = Bargain(Sides.of(ours, theirs), red_lines=Sides.of(0, tight))
        after = Bargain(Sides.of(ours, theirs), red_lines=Sides.of(0, loose))
        for solution in LINEAR:
            assert solution(before).deal[0]
            assert solution(after).challenger_gain >= solution(before).challenger_gain - SHARE

    @quick
    @given(bargains())
    def test_gains_are_equal_unless_a_bound_binds(self, bargain):
        found = egalitarian(bargain)
        assume(found.deal[0])
        inside = found.zone.low + SHARE < found.terms < found.zone.high - SHARE
        assert not inside or found.challenger_gain == pytest.approx(
            found.target_gain, abs=EXACT
        )

    @quick
    @given(thousandths(0.01, 0.99), thousandths(0, 1))
    def test_an_outside_option_binds_or_is_idle_but_never_shifts_the_split(self, patience, w):
        # Rubinstein: the responder gets max(d / (1 + d), w), not half of the rest.
        proposer = 1 / (1 + patience)
        found = nash(Bargain(Sides.of(0, 0), outside=Sides.of(0, w)), weight=proposer)
        assert 1 - found.terms == pytest.approx(max(patience / (1 + patience), w), abs=EXACT)

    @quick
    @given(bargains())
    def test_without_a_deal_no_terms_lose_less(self, bargain):
        found = nash(bargain)
        assume(not found.deal[0])
        low, high = found.zone.low[0], found.zone.high[0]
        for x in np.linspace(0, 1, 101):
            assert max(low - x, 0) + max(x - high, 0) >= found.shortfall[0] - EXACT

    @quick
    @given(st.lists(bargains(), min_size=2, max_size=5))
    def test_draws_do_not_see_each_other(self, several):
        def column(pick):
            return Sides(
                *(
                    np.concatenate([getattr(pick(one), side) for one in several])
                    for side in ("challenger", "target")
                )
            )

        together = Bargain(
            column(lambda b: b.disagreement),
            column(lambda b: b.outside),
            column(lambda b: b.red_lines),
        )
        for solution in LINEAR:
            alone = np.concatenate([solution(one).terms for one in several])
            assert np.array_equal(solution(together).terms, alone)


class TestCurveSolutions:
    @quick
    @given(bargains())
    def test_straight_curves_give_the_closed_forms(self, bargain):
        grid = np.linspace(0, 1, 6)
        straight = Curves.of(grid, grid, 1 - grid)
        for closed, curved in zip(LINEAR, CURVED, strict=True):
            one, other = closed(bargain), curved(straight, bargain)
            assert other.deal == one.deal
            assert other.terms == pytest.approx(one.terms, abs=SHARE)
            assert other.challenger_gain == pytest.approx(one.challenger_gain, abs=SHARE)
            assert other.target_gain == pytest.approx(one.target_gain, abs=SHARE)
            assert other.shortfall == pytest.approx(one.shortfall, abs=SHARE)

    @quick
    @given(concave_curves(), bargains())
    def test_swapping_the_sides_mirrors_the_terms(self, curves, bargain):
        for solution in CURVED:
            one = solution(curves, bargain)
            other = solution(mirrored_curves(curves), mirrored(bargain))
            assert other.terms == pytest.approx(1 - one.terms, abs=SHARE)

    @quick
    @given(concave_curves(), thousandths(0, 0.4), thousandths(0, 0.4))
    def test_efficient_no_term_is_better_for_both(self, curves, a, t):
        for solution in CURVED:
            found = solution(curves, Bargain(Sides.of(a, t)))
            assume(found.deal[0])
            grid = np.linspace(0, 1, 201)
            better_a = np.interp(grid, curves.terms, curves.challenger[0]) - a
            better_t = np.interp(grid, curves.terms, curves.target[0]) - t
            both = (better_a > found.challenger_gain + SHARE) & (
                better_t > found.target_gain + SHARE
            )
            assert not both.any()

    @quick
    @given(
        concave_curves(),
        thousandths(0, 0.4),
        thousandths(0, 0.4),
        thousandths(0.1, 9),
        thousandths(-3, 3),
        shares,
    )
    def test_scale_of_values_does_not_matter_to_two_rules(self, curves, a, t, k, shift, w):
        stretched = Curves.of(curves.terms, k * curves.challenger + shift, curves.target)
        before, after = Bargain(Sides.of(a, t)), Bargain(Sides.of(k * a + shift, t))
        assume(abs(zone_on_curves(curves, Sides.of(a, t)).width[0]) > SHARE)
        assume(zone_on_curves(curves, Sides.of(a, t)).open[0])
        assert nash_on_curves(stretched, after, w).terms == pytest.approx(
            nash_on_curves(curves, before, w).terms, abs=1e-7
        )
        assert kalai_smorodinsky_on_curves(stretched, after).terms == pytest.approx(
            kalai_smorodinsky_on_curves(curves, before).terms, abs=1e-7
        )

    @quick
    @given(concave_curves(), thousandths(0, 0.4), thousandths(0, 0.4), thousandths(0.1, 0.9))
    def test_nash_has_the_largest_product(self, curves, a, t, weight):
        found = nash_on_curves(curves, Bargain(Sides.of(a, t)), weight)
        assume(found.deal[0] and found.zone.width[0] > SHARE)
        # Second method: the product at 2001 terms of the zone.
        tries = np.linspace(found.zone.low[0], found.zone.high[0], 2001)
        gain_a = np.interp(tries, curves.terms, curves.challenger[0]) - a
        gain_t = np.interp(tries, curves.terms, curves.target[0]) - t
        product = np.maximum(gain_a, 0) ** weight * np.maximum(gain_t, 0) ** (1 - weight)
        best = found.challenger_gain**weight * found.target_gain ** (1 - weight)
        assert best[0] >= product.max() - SHARE

    @quick
    @given(concave_curves(), thousandths(0, 0.4), thousandths(0, 0.4))
    def test_equal_gains_and_equal_parts_of_hopes(self, curves, a, t):
        bargain = Bargain(Sides.of(a, t))
        equal = egalitarian_on_curves(curves, bargain)
        assume(equal.deal[0] and equal.zone.width[0] > SHARE)
        inside = equal.zone.low + SHARE < equal.terms < equal.zone.high - SHARE
        assert not inside or equal.challenger_gain == pytest.approx(
            equal.target_gain, abs=SHARE
        )
        parts = kalai_smorodinsky_on_curves(curves, bargain)
        hope_a = np.interp(parts.zone.high, curves.terms, curves.challenger[0]) - a
        hope_t = np.interp(parts.zone.low, curves.terms, curves.target[0]) - t
        assert parts.challenger_gain * hope_t == pytest.approx(
            parts.target_gain * hope_a, abs=SHARE
        )

    @quick
    @given(concave_curves(), thousandths(0, 0.3), shares, shares)
    def test_hopes_count_relaxing_the_other_red_line_never_hurts(self, curves, a, one, two):
        tight, loose = sorted((one, two))
        before = Bargain(Sides.of(a, a), red_lines=Sides.of(0, tight))
        after = Bargain(Sides.of(a, a), red_lines=Sides.of(0, loose))
        found = kalai_smorodinsky_on_curves(curves, before)
        assume(found.deal[0])
        assert kalai_smorodinsky_on_curves(curves, after).terms >= found.terms - SHARE

    @quick
    @given(concave_curves(), bargains())
    def test_without_a_deal_no_terms_lose_less(self, curves, bargain):
        found = nash_on_curves(curves, bargain)
        assume(not found.deal[0])
        red = bargain.red_lines
        need_a = max(
            bargain.need.challenger[0],
            np.interp(red.challenger[0], curves.terms, curves.challenger[0]),
        )
        need_t = max(
            bargain.need.target[0], np.interp(red.target[0], curves.terms, curves.target[0])
        )
        for x in np.linspace(0, 1, 101):
            lacks_a = max(need_a - np.interp(x, curves.terms, curves.challenger[0]), 0)
            lacks_t = max(need_t - np.interp(x, curves.terms, curves.target[0]), 0)
            assert lacks_a + lacks_t >= found.shortfall[0] - SHARE
