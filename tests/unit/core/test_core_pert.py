"""The fit through percentiles, against scipy's beta with brentq and scipy's triangle."""

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import brentq

from holdfast.core.pert import Peaked, pert_through
from holdfast.core.tolerances import EXACT, ROOT

TRIPLES = [
    (0.25, 0.36, 0.50),
    (0.02, 0.03, 0.05),
    (0.2, 0.4, 0.8),
    (-0.3, 0.0, 0.4),
    (0.0, 0.5, 1.0),
    (0.1, 0.1, 0.3),  # likely at the low end
    (0.1, 0.3, 0.3),  # likely at the high end
    (2.0, 10.0, 45.0),
    (1000.0, 1000.1, 3000.0),
]


def second_method(low, likely, high, tail):
    """Ends and mode by scipy's own root finder and its own beta distribution."""

    def ends(peak):
        beta = stats.beta(1 + 4 * peak, 5 - 4 * peak)
        first, last = beta.ppf(tail), beta.ppf(1 - tail)
        width = (high - low) / (last - first)
        return low - width * first, width

    def miss(peak):
        start, width = ends(peak)
        return (start + width * peak - likely) / (high - low)

    peak = brentq(miss, 0.0, 1.0, xtol=1e-14)
    start, width = ends(peak)
    return start, start + width, peak


@pytest.mark.parametrize("tail", [0.05, 0.025])
@pytest.mark.parametrize("triple", TRIPLES)
def test_the_fit_agrees_with_scipys_beta_and_root_finder(triple, tail):
    low, _, high = triple
    fit = pert_through(*triple, tail)
    start, stop, peak = second_method(*triple, tail)
    assert fit.peak == pytest.approx(peak, abs=2 * ROOT)
    assert fit.low_end == pytest.approx(start, abs=20 * ROOT * (high - low))
    assert fit.high_end == pytest.approx(stop, abs=20 * ROOT * (high - low))
    at = np.linspace(0.01, 0.99, 21)
    beta = stats.beta(1 + 4 * peak, 5 - 4 * peak, loc=start, scale=stop - start)
    assert np.allclose(fit.quantile(at), beta.ppf(at), rtol=0, atol=20 * ROOT * (high - low))


@pytest.mark.parametrize("triple", TRIPLES)
def test_a_whole_interval_makes_low_and_high_the_ends(triple):
    low, likely, high = triple
    fit = pert_through(*triple, 0.0)
    assert (fit.low_end, fit.high_end) == (low, high)
    # classical PERT: mean (low + 4 likely + high) / 6
    middles = (np.arange(20_000) + 0.5) / 20_000
    mean = fit.quantile(middles).mean()
    assert mean == pytest.approx((low + 4 * likely + high) / 6, abs=1e-4 * (high - low))


@pytest.mark.parametrize("triple", TRIPLES)
def test_the_triangle_agrees_with_scipys(triple):
    low, likely, high = triple
    at = np.linspace(0.001, 0.999, 41)
    whole = pert_through(*triple, 0.0, triangular=True)
    triang = stats.triang((likely - low) / (high - low), loc=low, scale=high - low)
    assert np.allclose(whole.quantile(at), triang.ppf(at), rtol=0, atol=EXACT * abs(high) * 4)

    fit = pert_through(*triple, 0.05, triangular=True)
    width = fit.high_end - fit.low_end
    fitted = stats.triang((likely - fit.low_end) / width, loc=fit.low_end, scale=width)
    assert fitted.cdf(low) == pytest.approx(0.05, abs=20 * ROOT)
    assert fitted.cdf(high) == pytest.approx(0.95, abs=20 * ROOT)


def test_a_symmetric_triangle_by_hand():
    # F(x) = 2 x^2 up to the middle, so 1/8 lies below a quarter: tail 1/8, ends 0 and 1
    fit = pert_through(0.25, 0.5, 0.75, 0.125, triangular=True)
    assert (fit.low_end, fit.high_end) == pytest.approx((0.0, 1.0), abs=20 * ROOT)
    assert fit.peak == pytest.approx(0.5, abs=2 * ROOT)


def test_quantiles_of_a_whole_beta_by_hand():
    # peak 0 is Beta(1, 5): F(x) = 1 - (1 - x)^5
    at = np.array([0.1, 0.5, 0.9])
    found = Peaked(0.0, 1.0, 0.0).quantile(at)
    assert found == pytest.approx(1 - (1 - at) ** 0.2, abs=EXACT)


@pytest.mark.parametrize("triple", [(0.5, 0.4, 0.6), (0.4, 0.7, 0.6), (0.5, 0.5, 0.5)])
def test_what_is_out_of_order_is_refused(triple):
    with pytest.raises(ValueError, match="low <= likely <= high and low < high"):
        pert_through(*triple, 0.05)
