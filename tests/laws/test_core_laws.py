"""What must hold for every stream, every range and every likelihood."""

import itertools
from decimal import ROUND_HALF_EVEN, Decimal

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from holdfast.core.likelihood import BANDS, CANNOT_TELL, likelihood, percent_range, two_digits
from holdfast.core.pert import pert_through
from holdfast.core.quantity import SHAPES, Quantity, draw, quantile
from holdfast.core.streams import uniforms
from holdfast.core.tolerances import ROOT

SEEDS = st.integers(-(2**70), 2**70)
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SHARES = st.floats(0.0, 1.0)


@st.composite
def triples(draw, low=-1.0, high=1.0):
    """Three numbers in order, the outer two apart; the likely one may stand at an end."""
    first = draw(st.floats(low, high - 1e-3))
    last = draw(st.floats(first + 1e-3, high))
    middle = draw(st.sampled_from([first, last]) | st.floats(first, last))
    return first, middle, last


@given(SEEDS, NAMES, st.integers(0, 10**12), st.integers(0, 60), st.data())
def test_a_stream_is_the_same_however_it_is_cut(seed, name, start, length, data):
    whole = uniforms(seed, name, start, start + length)
    cuts = sorted(data.draw(st.lists(st.integers(0, length), max_size=5)))
    edges = [0, *cuts, length]
    pieces = [
        uniforms(seed, name, start + first, start + last)
        for first, last in itertools.pairwise(edges)
    ]
    assert np.concatenate(pieces).tolist() == whole.tolist()
    assert ((whole > 0.0) & (whole < 1.0)).all()


@given(SEEDS, st.permutations(["a", "b", "contest.power", "ä", ""]))
def test_the_order_of_reading_does_not_matter(seed, order):
    first = {name: uniforms(seed, name, 0, 9).tolist() for name in order}
    second = {name: uniforms(seed, name, 0, 9).tolist() for name in sorted(order)}
    assert first == second
    assert len({tuple(values) for values in first.values()}) == len(order)


@given(SEEDS, st.lists(NAMES, min_size=2, max_size=4, unique=True))
def test_a_quantity_does_not_see_the_others(seed, names):
    given_ones = [Quantity(name, "share", 0.1, 0.4, 0.8) for name in names]
    alone = draw(given_ones[0], seed, 0, 5).tolist()
    together = {q.name: draw(q, seed, 0, 5).tolist() for q in reversed(given_ones)}
    assert together[names[0]] == alone


@given(triples(), st.sampled_from([0.05, 0.025]), st.booleans())
def test_the_stated_percentiles_hold_exactly(triple, tail, triangular):
    low, likely, high = triple
    fit = pert_through(*triple, tail, triangular=triangular)
    ends = fit.quantile(np.array([tail, 1.0 - tail]))
    assert np.abs(ends - [low, high]).max() <= ROOT
    mode = fit.low_end + (fit.high_end - fit.low_end) * fit.peak
    assert abs(mode - likely) <= 20 * ROOT
    assert fit.low_end <= low < high <= fit.high_end


@given(triples(), st.sampled_from([0.05, 0.025]))
def test_scipys_beta_has_the_stated_share_in_each_tail(triple, tail):
    low, _, high = triple
    fit = pert_through(*triple, tail)
    width = fit.high_end - fit.low_end
    beta = stats.beta(1 + 4 * fit.peak, 5 - 4 * fit.peak)
    assert abs(beta.cdf((low - fit.low_end) / width) - tail) <= 1e-9
    assert abs(beta.cdf((high - fit.low_end) / width) - (1.0 - tail)) <= 1e-9


@given(triples(), st.sampled_from(sorted(SHAPES)), st.sampled_from([0.9, 0.95, 1.0]))
def test_a_mirrored_range_gives_mirrored_values(triple, shape, interval):
    low, likely, high = triple
    at = np.linspace(0.01, 0.99, 15)
    one = Quantity("q", "lean", low, likely, high, interval, shape)
    other = Quantity("q", "lean", -high, -likely, -low, interval, shape)
    assert np.abs(quantile(one, at) + quantile(other, 1.0 - at)).max() <= 100 * ROOT


@given(triples(0.0, 1.0), st.sampled_from(sorted(SHAPES)), st.sampled_from([0.9, 0.95, 1.0]))
def test_a_share_stays_a_share_and_keeps_its_percentiles(triple, shape, interval):
    low, likely, high = triple
    given_one = Quantity("q", "share", low, likely, high, interval, shape)
    tail = (1.0 - interval) / 2.0
    values = quantile(given_one, np.linspace(0.0, 1.0, 101))
    assert ((values >= 0.0) & (values <= 1.0)).all()
    assert (np.diff(values) >= -ROOT).all()
    stated = quantile(given_one, np.array([tail, 1.0 - tail]))
    assert np.abs(stated - [low, high]).max() <= ROOT


@given(SHARES, SHARES)
def test_words_cover_the_range_and_say_little_of_a_wide_one(one, other):
    low, high = min(one, other), max(one, other)
    found = likelihood(low, high)
    assert min(max(low, 0.01), 0.99) >= found.low
    assert min(max(high, 0.01), 0.99) <= found.high
    bands = [b for b in BANDS if b.low >= found.low and b.high <= found.high]
    # no smaller run of bands would do
    assert bands[0].high > low or bands[0] is BANDS[-1] or low == high
    assert bands[-1].low < high or bands[-1] is BANDS[0] or low == high
    assert found.can_tell == (len(bands) <= 3)
    words = [bands[0].words] if len(bands) == 1 else [bands[0].words, bands[-1].words]
    assert found.words == (" to ".join(words) if found.can_tell else CANNOT_TELL)


@given(SHARES, SHARES)
def test_no_percentage_is_nought_or_a_hundred(one, other):
    low, high = sorted((one, other))
    printed = percent_range(low, high).rstrip("%").split("-")
    assert 1 <= int(printed[0]) <= int(printed[1]) <= 99


@settings(max_examples=300)
@given(st.floats(-1e15, 1e15).filter(lambda value: value == 0 or abs(value) > 1e-15))
def test_two_digits_agrees_with_decimal_arithmetic(value):
    printed = two_digits(value)
    exact = Decimal(value)
    if exact == 0:
        assert printed == "0"
        return
    step = Decimal(1).scaleb(exact.adjusted() - 1)
    assert Decimal(printed) == exact.quantize(step, rounding=ROUND_HALF_EVEN)
    digits = printed.lstrip("-").replace(".", "").lstrip("0").rstrip("0")
    assert len(digits) <= 2
    assert "e" not in printed
    assert "." not in printed or not printed.endswith(("0", "."))
