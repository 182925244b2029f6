"""A quantity's distribution and its draws."""

import numpy as np
import pytest

from holdfast.core.quantity import NEED_JUDGE, NEED_SOURCE, SHAPES, Quantity, draw, quantile
from holdfast.core.sources import Citation, Source
from holdfast.core.streams import uniforms
from holdfast.core.tolerances import EXACT, ROOT, SHARE, TIE

AT = np.array([0.05, 0.5, 0.95])


def quantity(low, likely, high, unit="share", **more):
    return Quantity("contest.line", unit, low, likely, high, **more)


def test_a_fixed_value_is_the_same_everywhere():
    assert quantity(0.2, 0.2, 0.2).fixed
    assert quantile(quantity(0.2, 0.2, 0.2), AT).tolist() == [0.2, 0.2, 0.2]


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize(("interval", "tail"), [(0.9, 0.05), (0.95, 0.025), (1.0, 0.0)])
def test_low_and_high_are_the_stated_percentiles(shape, interval, tail):
    given = quantity(0.3, 0.5, 0.6, shape=shape, interval=interval)
    low, high = quantile(given, np.array([tail, 1.0 - tail]))
    assert not given.fixed
    assert (low, high) == pytest.approx((0.3, 0.6), abs=ROOT)


def test_a_uniform_by_hand():
    # 5th to 95th percentile 0.18 wide is 0.2 wide in all: 0.4 to 0.6 around 0.5
    found = quantile(quantity(0.41, 0.5, 0.59, shape="uniform"), np.array([0.0, 0.25, 1.0]))
    assert found == pytest.approx([0.4, 0.45, 0.6], abs=EXACT)


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_the_units_bounds_cut_and_leave_the_percentiles(shape):
    given = quantity(0.0, 0.5, 1.0, shape=shape)
    values = quantile(given, np.linspace(0.001, 0.999, 999))
    assert values.min() == 0.0
    assert values.max() == 1.0
    assert quantile(given, AT) == pytest.approx([0.0, 0.5, 1.0], abs=ROOT)


def test_without_the_bound_the_tail_goes_on():
    assert quantile(quantity(1.0, 2.0, 3.0, unit="EUR bn 2024"), np.array([0.999]))[0] > 3.0


def test_a_lean_may_be_negative():
    values = quantile(quantity(-1.0, -0.8, 0.0, unit="lean"), np.linspace(0.01, 0.99, 99))
    assert values.min() == -1.0
    assert values[-1] > 0.0


def test_an_unknown_unit_has_no_bounds():
    assert quantile(quantity(0.0, 0.0, 1.0, unit="furlong"), np.array([0.001]))[0] < 0.0


def test_draws_are_quantiles_of_the_named_stream():
    given = quantity(0.1, 0.2, 0.3)
    expected = quantile(given, uniforms(7, "contest.line", 3, 9))
    assert draw(given, 7, 3, 9).tolist() == expected.tolist()


def test_the_stream_may_have_another_name():
    given = quantity(0.1, 0.2, 0.3, stream="trust.target in challenger")
    expected = quantile(given, uniforms(7, "trust.target in challenger", 0, 5))
    assert draw(given, 7, 0, 5).tolist() == expected.tolist()


def test_the_draws_have_the_stated_percentiles():
    values = draw(quantity(0.25, 0.36, 0.5, unit="probability"), 20250331, 0, 20_000)
    # standard error of a share of 0.05 or 0.95 over 20,000 draws is 0.0015
    assert np.mean(values < 0.25) == pytest.approx(0.05, abs=0.006)
    assert np.mean(values < 0.5) == pytest.approx(0.95, abs=0.006)


def test_every_basis_rests_on_a_source_or_on_a_person():
    assert frozenset({"reported", "survey", "dataset", "estimated"}) == NEED_SOURCE
    assert frozenset({"judgement", "assumed"}) == NEED_JUDGE


def test_sources_and_citations_are_plain_records():
    from datetime import date

    source = Source("s", "Title", "Publisher", "news", date(2025, 3, 1), url="u")
    assert (source.identifier, source.archived, source.note) == ("", "", "")
    assert Citation("s") == Citation("s", at="", says="", quote="", value=None, unit="")


def test_tolerances_are_ordered_from_exact_to_rounded():
    assert 0 < EXACT == TIE < ROOT < SHARE < 1e-6
