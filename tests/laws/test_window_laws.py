"""What theory says must hold of the guarantee window, whatever the numbers.

Signs, orders and limits are those of the closed form (design: theory, section 4) and of
[Fearon1995], [Powell2006] and [Walter1997]; the edges are also found by a second method.
"""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from holdfast.commitment.enforcer import minimal_guarantee
from holdfast.commitment.window import (
    Settlement,
    breaking_value,
    challenger_leaves,
    challenger_terms,
    enforcement_strength,
    holding,
    target_enters,
    target_terms,
    war_values,
)

ROUNDING = 1e-9  # a dozen operations on numbers of order 1, with room for a division by 0.01
STEP = 0.002
GRID = np.arange(0.0, 6.0 + STEP, STEP)
ONE = np.ones(1)
NOTHING = np.zeros(1)

share = st.floats(0.0, 1.0)
small = st.floats(0.0, 0.4)
REACH = st.floats(0.3, 1.0)


def settlement(**values):
    return Settlement(**{name: np.array([float(value)]) for name, value in values.items()})


@st.composite
def settlements(draw, reach=REACH):
    """A war and a settlement of it, with numbers that a case could hold."""
    now = draw(st.floats(0.1, 0.9))
    return settlement(
        power_now=now,
        power_later=min(1.0, now + draw(small)),
        cost_challenger=draw(small),
        cost_target=draw(small),
        terms=draw(share),
        trust=draw(share),
        honoured=draw(share),
        force=draw(small),
        imposed=draw(small),
        met_at=draw(st.one_of(st.just(0.0), st.floats(0.05, 1.5))),
        audience_cost=draw(st.floats(0.0, 0.2)),
        reach=draw(reach),
    )


def more(found, name, by):
    """The same settlement with one number raised, kept a share where it is one."""
    most = np.inf if name == "met_at" else 1.0
    return replace(found, **{name: np.minimum(most, getattr(found, name) + by)})


def not_above(low, high):
    """Whether one strength is at most another, infinite ones included, up to rounding."""
    return (low <= high) | np.isclose(low, high, rtol=ROUNDING, atol=ROUNDING)


@pytest.mark.parametrize(
    "name",
    ["trust", "honoured", "force", "cost_target", "imposed", "cost_challenger", "power_now"],
)
@given(found=settlements(), by=small)
def test_the_target_enters_sooner_the_more_of_this_there_is(name, found, by):
    assert not_above(target_enters(more(found, name, by)), target_enters(found)).all()


@pytest.mark.parametrize("name", ["power_later", "audience_cost", "met_at", "reach"])
@given(found=settlements(), by=small)
def test_the_target_enters_later_the_more_of_this_there_is(name, found, by):
    assume(name != "met_at" or (found.met_at > 0.0).all())  # 0 means that nothing is asked
    assert not_above(target_enters(found), target_enters(more(found, name, by))).all()


@pytest.mark.parametrize("name", ["honoured", "force", "imposed", "cost_challenger", "terms"])
@given(found=settlements(), by=small)
def test_keeping_pays_sooner_the_more_of_this_there_is(name, found, by):
    after = enforcement_strength(more(found, name, by))
    assert not_above(after, enforcement_strength(found)).all()


@given(found=settlements(), by=small)
def test_keeping_pays_later_the_more_power_shifts(found, by):
    after = enforcement_strength(more(found, "power_later", by))
    assert not_above(enforcement_strength(found), after).all()


@pytest.mark.parametrize(
    "name", ["trust", "cost_target", "met_at", "audience_cost", "reach", "power_now"]
)
@given(found=settlements(), other=share)
def test_the_size_of_the_incentive_does_not_depend_on_this(name, found, other):
    changed = replace(found, **{name: np.array([other])})
    assert np.array_equal(enforcement_strength(changed), enforcement_strength(found))


@given(found=settlements())
def test_the_challenger_leaves_at_some_strength_only_if_the_terms_alone_do_not_satisfy_it(
    found,
):
    war, _ = war_values(found)
    leaves = challenger_leaves(found)
    assert (np.isposinf(leaves) | (found.terms < war)).all()
    enough = replace(found, terms=np.maximum(found.terms, war))
    assert np.isposinf(challenger_leaves(enough)).all()


@given(found=settlements(), one=st.floats(0.0, 3.0), other=st.floats(0.0, 3.0))
def test_strength_never_costs_the_target_and_never_serves_the_challenger(found, one, other):
    low, high = np.array([min(one, other)]), np.array([max(one, other)])
    assert (target_terms(found, high).gain >= target_terms(found, low).gain - ROUNDING).all()
    assert (
        challenger_terms(found, high).gain <= challenger_terms(found, low).gain + ROUNDING
    ).all()


@given(found=settlements(), strength=st.floats(0.0, 3.0))
def test_a_keeper_gains_at_most_what_an_opportunist_gains(found, strength):
    terms = challenger_terms(found, np.array([strength]))
    assert (terms.keeper_gain <= terms.gain).all()
    assert (terms.breaking >= 0.0).all()


@given(found=settlements())
def test_the_target_enters_where_a_scan_of_strengths_finds_it(found):
    """Trying strengths one after the other: no loss from the edge on, no gain before it.

    A gain of rounding size is neither; an edge between two strengths tried lies within a step.
    """
    [edge] = target_enters(found)
    gain = target_terms(found, GRID).gain
    assert (gain[edge <= GRID] >= -ROUNDING).all()
    assert (gain[edge - STEP > GRID] <= ROUNDING).all()


@given(found=settlements())
def test_the_challenger_leaves_where_a_scan_of_strengths_finds_it(found):
    [edge] = challenger_leaves(found)
    gain = challenger_terms(found, GRID).gain
    assert (gain[edge >= GRID] >= -ROUNDING).all()
    assert (gain[max(edge, -STEP) + STEP < GRID] <= ROUNDING).all()


@given(found=settlements())
def test_edges_agree_with_who_comes_at_the_ends_of_the_package(found):
    """With nothing, and with the whole: the edges and the gains say the same, ties included."""
    for strength in (0.0, 1.0):
        at = np.full(1, strength)
        [enters], [leaves] = target_enters(found), challenger_leaves(found)
        if abs(enters - strength) > ROUNDING:
            assert bool(target_terms(found, at).comes[0]) == (enters <= strength) or near_tie(
                target_terms(found, at).gain
            )
        if abs(leaves - strength) > ROUNDING:
            assert bool(challenger_terms(found, at).comes[0]) == (
                leaves >= strength
            ) or near_tie(challenger_terms(found, at).gain)


def near_tie(gain):
    return bool(np.abs(gain[0]) <= ROUNDING)


def by_hand(found, strength, reach):
    """Section 4 of the theory, written out again; with a breach that lies `reach` away.

    The paper form has the breach happen at once (reach 1). Later it counts less: until then
    each side has the settlement, afterwards what breaking leaves it.
    """
    value = {field.name: getattr(found, field.name)[0] for field in fields(found)}
    p, later, x, t = (value[k] for k in ("power_now", "power_later", "terms", "trust"))
    c_a, c_t, h = value["cost_challenger"], value["cost_target"], value["honoured"]
    f, k, met, a = (value[n] for n in ("force", "imposed", "met_at", "audience_cost"))
    breaking = later - c_a - strength * h * (f + k)
    left = 1 - later - c_t + strength * h * f
    breaks = (1 - t) * (breaking > x)
    at_home = a * max(0.0, 1 - strength / met) if met > 0 else 0.0
    kept = 1 - x
    target = (1 - reach) * kept + reach * ((1 - breaks) * kept + breaks * left)
    challenger = (1 - reach) * x + reach * max(x, breaking)
    return target - (1 - p - c_t) - at_home, challenger - (p - c_a), breaking - x


@pytest.mark.parametrize("reach", [1.0, 0.6])
@given(data=st.data(), strength=st.floats(0.0, 3.0))
def test_gains_are_those_of_the_theory_page(reach, data, strength):
    found = data.draw(settlements(reach=st.just(reach)))
    target, challenger, temptation = by_hand(found, strength, reach)
    assume(abs(temptation) > ROUNDING)  # at the jump itself both sides of it are right
    at = np.array([strength])
    assert abs(target_terms(found, at).gain[0] - target) < ROUNDING
    assert abs(challenger_terms(found, at).gain[0] - challenger) < ROUNDING


@given(found=settlements(), strength=st.floats(0.0, 3.0))
def test_a_settlement_is_held_where_keeping_pays_and_else_by_trust_alone(found, strength):
    at = np.array([strength])
    pays = breaking_value(found, at) <= found.terms + 1e-12
    assume(abs(breaking_value(found, at) - found.terms)[0] > ROUNDING)
    assert np.array_equal(holding(found, at), np.where(pays, 1.0, found.trust))


extreme = st.sampled_from([0.0, 1e-300, 1e-12, 0.5, 1.0])


@example(values=[0.5, 0.5, 0.0, 0.0, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], reach=1e-300)
@example(values=[0.5, 0.5, 0.0, 0.0, 0.5, 1.0, 1.0, 1e-300, 0.0, 1e-300, 1.0], reach=1.0)
@given(
    values=st.lists(extreme, min_size=11, max_size=11),
    reach=st.sampled_from([0.0, 1e-300, 1e-12, 1.0]),
)
def test_degenerate_numbers_give_a_number_or_infinity_and_no_warning(values, reach):
    """Warnings are errors in this suite, so a division by nothing would fail here."""
    names = [field.name for field in fields(Settlement) if field.name != "reach"]
    found = settlement(**dict(zip(names, values, strict=True)), reach=reach)
    for strength in (NOTHING, ONE):
        assert np.isfinite(target_terms(found, strength).gain).all()
        assert np.isfinite(challenger_terms(found, strength).gain).all()
        assert np.isfinite(holding(found, strength)).all()
    for edge in (target_enters(found), challenger_leaves(found), enforcement_strength(found)):
        assert not np.isnan(edge).any()
    assert (target_enters(found) >= 0.0).all()
    assert (enforcement_strength(found) >= 0.0).all()


def test_a_guarantee_without_bite_never_makes_a_tempting_breach_unattractive():
    tempted = settlement(
        power_now=0.4, power_later=0.9, cost_challenger=0.1, cost_target=0.1, terms=0.4,
        trust=0.3, honoured=0.0, force=0.3, imposed=0.2, met_at=0.0, audience_cost=0.0,
        reach=1.0,
    )  # fmt: skip
    assert np.isposinf(enforcement_strength(tempted)).all()
    assert (
        challenger_terms(tempted, ONE).gain == challenger_terms(tempted, NOTHING).gain
    ).all()


@given(found=settlements())
def test_certain_trust_leaves_only_the_price_at_home(found):
    trusting = replace(found, trust=ONE)
    assert (target_terms(trusting, NOTHING).breach == 0.0).all()
    met = np.maximum(trusting.met_at, 0.0)
    settled = 1.0 - trusting.terms >= war_values(trusting)[1]
    assert (~settled | (target_enters(trusting) <= met)).all()


many = st.integers(2, 5)


@given(data=st.data(), draws=many, strengths=many)
def test_draws_broadcast_against_strengths(data, draws, strengths):
    chosen = [data.draw(settlements()) for _ in range(draws)]
    names = [field.name for field in fields(Settlement)]
    column = Settlement(**{n: np.array([getattr(s, n) for s in chosen]) for n in names})
    row = np.linspace(0.0, 1.5, strengths)
    for function in (
        lambda s, k: target_terms(s, k).gain,
        lambda s, k: challenger_terms(s, k).gain,
        holding,
        breaking_value,
    ):
        whole = function(column, row)
        assert whole.shape == (draws, strengths)
        one_by_one = [
            [function(s, row[k : k + 1])[0] for k in range(strengths)] for s in chosen
        ]
        assert np.array_equal(whole, np.array(one_by_one))
    for edge in (target_enters, challenger_leaves, enforcement_strength):
        flat = Settlement(**{n: getattr(column, n)[:, 0] for n in names})
        assert np.array_equal(edge(flat), np.concatenate([edge(s) for s in chosen]))


@pytest.mark.parametrize("name", [field.name for field in fields(Settlement)])
def test_one_number_varies_while_the_others_are_single(name):
    """A caller may vary any one input and give the others once."""
    common = settlement(
        power_now=0.4, power_later=0.6, cost_challenger=0.05, cost_target=0.1, terms=0.42,
        trust=0.3, honoured=0.5, force=0.2, imposed=0.1, met_at=0.5, audience_cost=0.02,
        reach=0.8,
    )  # fmt: skip
    value = getattr(common, name)[0]
    several = np.array([value, value * 0.9, value * 0.8])
    found = replace(common, **{name: several})
    for function in (
        lambda s: target_terms(s, ONE).gain,
        lambda s: challenger_terms(s, ONE).gain,
        lambda s: holding(s, NOTHING),
        target_enters,
        challenger_leaves,
    ):
        single = [function(replace(common, **{name: np.array([v])}))[0] for v in several]
        assert np.array_equal(np.broadcast_to(function(found), (3,)), np.array(single))


@given(
    now=st.floats(0.1, 0.9),
    costs=st.tuples(st.floats(0.01, 0.3), st.floats(0.01, 0.3)),
    place=share,
    trust=share,
    reach=st.floats(0.01, 1.0),
)
def test_without_shift_any_terms_of_fearons_range_bring_both_with_nothing(
    now, costs, place, trust, reach
):
    """[Fearon1995]: between p - c_A and p + c_T both gain; no commitment problem, no demand."""
    low, high = max(0.0, now - costs[0]), min(1.0, now + costs[1])
    found = settlement(
        power_now=now, power_later=now, cost_challenger=costs[0], cost_target=costs[1],
        terms=low + place * (high - low), trust=trust, honoured=0.0, force=0.0, imposed=0.0,
        met_at=0.0, audience_cost=0.0, reach=reach,
    )  # fmt: skip
    assert (target_terms(found, NOTHING).gain >= -ROUNDING).all()
    assert (challenger_terms(found, NOTHING).gain >= -ROUNDING).all()


@given(
    now=st.floats(0.3, 0.7),
    shift=st.floats(0.0, 0.3),
    costs=st.tuples(st.floats(0.01, 0.2), st.floats(0.01, 0.2)),
    guarantee=st.tuples(st.floats(0.05, 0.5), st.floats(0.0, 0.5)),
    honoured=st.floats(0.05, 1.0),
)
def test_walters_minimal_guarantee_is_the_same_threshold(
    now, shift, costs, guarantee, honoured
):
    """The settlement's target is Walter's weak side, held at what it would fight for.

    Weak side W = target, so p_W = 1 - p; strong side S = challenger, so p_S' = p'; the terms
    leave W exactly its need, 1 - x = p_W - c_W. Then
    strength * h * (f + k) = p' - c_A - x = p_S' - c_S - (1 - p_W) - c_W = g* (f + k).
    """
    weak = 1.0 - now
    found = settlement(
        power_now=now, power_later=now + shift, cost_challenger=costs[0],
        cost_target=costs[1], terms=1.0 - (weak - costs[1]), trust=0.5, honoured=honoured,
        force=guarantee[0], imposed=guarantee[1], met_at=0.0, audience_cost=0.0, reach=1.0,
    )  # fmt: skip
    walter = minimal_guarantee(
        power_weak=weak,
        power_strong_after=now + shift,
        cost_weak=costs[1],
        cost_strong=costs[0],
        force=guarantee[0],
        imposed_cost=guarantee[1],
    )
    [strength] = enforcement_strength(found)
    assert abs(strength * honoured - walter.certainty) < ROUNDING


@given(found=settlements(), by=st.floats(0.01, 0.3))
def test_only_differences_in_power_and_terms_matter_to_gains(found, by):
    """Neutrality: moving p, p' and x together moves every value alike and no gain."""
    moved = replace(
        found,
        power_now=found.power_now + by,
        power_later=found.power_later + by,
        terms=found.terms + by,
    )
    for strength in (NOTHING, ONE):
        gap = (breaking_value(found, strength) - found.terms)[0]
        assume(abs(gap) > ROUNDING)
        for sums in (target_terms, challenger_terms):
            before, after = sums(found, strength).gain, sums(moved, strength).gain
            assert np.allclose(before, after, rtol=0.0, atol=ROUNDING)
