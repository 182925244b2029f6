"""Survival models: closed forms, laws, and what happens where there is no answer."""

import dataclasses
import sys
import warnings
from math import exp, log, sqrt

import lifelines
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq, minimize

from holdfast.core.errors import HoldfastError
from holdfast.history.survival import models
from holdfast.history.survival.design import check_durations, check_spread, check_varying
from holdfast.history.survival.models import (
    accelerated,
    cox,
    cox_time_varying,
    proportional_hazards,
    univariate,
)
from holdfast.history.survival.partial_likelihood import (
    clustered_covariance,
    log_likelihood,
    score_residuals,
)
from holdfast.history.survival.regression import Clock, Family, rows
from holdfast.history.survival.spells import spells

N = 60


def drawn(seed=7, ties=False):
    """Sixty spells with two covariates that matter, a third of them lost from sight."""
    random = np.random.default_rng(seed)
    treaty, force = random.integers(0, 2, N).astype(float), random.normal(size=N)
    ends = random.exponential(np.exp(0.8 * treaty - 0.3 * force)) + 0.01
    if ties:
        ends = np.ceil(ends * 2.0)
    return spells(ends, random.uniform(size=N) < 0.67), {"treaty": treaty, "force": force}


def values(fit):
    return np.array([[c.coefficient, c.error] for c in fit.coefficients])


def test_two_against_two_by_hand():
    """Ends 1 to 4, x = 0, 1, 0, 1: the score 1/r = 2/(1 + r) + 2/(1 + 2 r) has a root."""
    fit = cox(rows(spells([1, 2, 3, 4], [1] * 4), {"x": [0, 1, 0, 1]}))
    r = (sqrt(17.0) - 1.0) / 8.0
    assert fit["x"].ratio == pytest.approx(r, abs=1e-9)
    # second derivative of the log-likelihood in b = log r, by hand: 2 r/(1+r)^2 + 2 r/(1+2r)^2
    information = 2 * r / (1 + r) ** 2 + 2 * r / (1 + 2 * r) ** 2
    assert fit["x"].error == pytest.approx(1 / sqrt(information), abs=1e-8)
    assert fit.log_likelihood == pytest.approx(
        log(r / ((2 + 2 * r) * (1 + 2 * r) * (1 + r))), abs=1e-9
    )
    assert fit.log_likelihood_null == pytest.approx(-log(4 * 3 * 2))
    assert (fit.rows, fit.events, fit.clusters) == (4, 4, 0)
    assert fit["x"].clustered_error is None


@settings(max_examples=8)
@given(st.integers(0, 99), st.sampled_from([np.log1p, np.square, np.sqrt]))
def test_only_the_order_of_times_matters_to_a_cox_model(seed, clock):
    cases, covariates = drawn(seed)
    other = spells(clock(cases.end), cases.ended)
    assert values(cox(rows(other, covariates))) == pytest.approx(
        values(cox(rows(cases, covariates))), abs=1e-7
    )


@settings(max_examples=8)
@given(st.integers(0, 99), st.floats(0.5, 3.0), st.floats(-5.0, 5.0))
def test_a_covariate_in_other_units(seed, factor, away):
    cases, covariates = drawn(seed, ties=True)
    moved = covariates | {"force": away - factor * covariates["force"]}
    one, other = cox(rows(cases, covariates)), cox(rows(cases, moved))
    assert other["treaty"].coefficient == pytest.approx(one["treaty"].coefficient, abs=1e-7)
    assert other["force"].coefficient * -factor == pytest.approx(
        one["force"].coefficient, abs=1e-7
    )


@pytest.mark.parametrize("ties", [False, True])
def test_cutting_spells_in_two_changes_no_coefficient(ties):
    cases, covariates = drawn(ties=ties)
    cut = np.where(cases.end > 1.0, 1.0, 0.0)
    first = cut > 0.0
    parts = spells(
        np.concatenate((cases.end, cut[first])),
        np.concatenate((cases.ended, np.zeros(first.sum(), bool))),
        np.concatenate((cut, np.zeros(first.sum()))),
    )
    who = np.arange(N).astype(str)
    subjects = [*who, *who[first]]
    doubled = {k: np.concatenate((v, v[first])) for k, v in covariates.items()}
    whole = cox(rows(cases, covariates, who))
    given_ = rows(parts, doubled, subjects)
    for fit in (cox_time_varying(given_, subjects), cox(given_)):
        assert values(fit) == pytest.approx(values(whole), abs=1e-7)
        for one, other in zip(fit.coefficients, whole.coefficients, strict=True):
            assert one.clustered_error == pytest.approx(other.clustered_error, abs=1e-7)
        assert fit.log_likelihood == pytest.approx(whole.log_likelihood, abs=1e-7)


@pytest.mark.parametrize("ties", [False, True])
def test_a_pull_is_the_derivative_of_the_score_by_a_weight(ties):
    """Infinitesimal jackknife: rows counted 1 + h and 1 - h times in Efron's likelihood."""
    cases, covariates = drawn(3, ties)
    x = np.column_stack(list(covariates.values()))
    beta = np.array([-0.4, 0.2])
    pulls, h = score_residuals(cases, x, beta), 1e-5
    for row in (0, 7, 20, 41):
        up, down = np.ones(N), np.ones(N)
        up[row], down[row] = 1.0 + h, 1.0 - h
        slope = (weighted_score(cases, x, beta, up) - weighted_score(cases, x, beta, down)) / (
            2.0 * h
        )
        assert pulls[row] == pytest.approx(slope, abs=1e-8)
    assert pulls.sum(axis=0) == pytest.approx(weighted_score(cases, x, beta, np.ones(N)))


def weighted_score(cases, x, beta, weight):
    """By its definition: each ending of a tie counts the mean weight of the tie."""
    risk, score = weight * np.exp(x @ beta), np.zeros(x.shape[1])
    for time in np.unique(cases.end[cases.ended]):
        on, out = cases.end >= time, (cases.end == time) & cases.ended
        score += weight[out] @ x[out]
        for j in range(out.sum()):
            chance = risk * on - j / out.sum() * risk * out
            score -= weight[out].mean() * (chance @ x) / chance.sum()
    return score


def test_the_likelihood_is_as_steep_as_the_score_says():
    cases, covariates = drawn(ties=True)
    x = np.column_stack(list(covariates.values()))
    beta, h = np.array([-0.4, 0.2]), 1e-5
    for place, step in enumerate(np.eye(2) * h):
        slope = log_likelihood(cases, x, beta + step) - log_likelihood(cases, x, beta - step)
        pulls = score_residuals(cases, x, beta).sum(axis=0)
        assert slope / (2.0 * h) == pytest.approx(pulls[place], abs=1e-7)


def test_one_cluster_of_all_has_no_spread_and_each_its_own_has_lin_and_weis():
    cases, covariates = drawn()
    x = np.column_stack(list(covariates.values()))
    fit = cox(rows(cases, covariates))
    beta = np.array([c.coefficient for c in fit.coefficients])
    pulls = score_residuals(cases, x, beta)
    assert clustered_covariance(pulls, np.eye(2), ["all"] * N) == pytest.approx(0.0, abs=1e-9)
    own = clustered_covariance(pulls, np.eye(2), [str(k) for k in range(N)])
    assert own == pytest.approx(pulls.T @ pulls)


def test_exponential_durations_have_a_weibull_shape_near_one():
    ends = np.random.default_rng(11).exponential(3.0, 4000)
    fit = univariate(spells(np.minimum(ends, 5.0), ends <= 5.0), Family.WEIBULL)
    assert abs(fit["shape"].value - 1.0) < 4.0 * fit["shape"].error
    assert abs(fit["scale"].value - 3.0) < 4.0 * fit["scale"].error
    assert fit["shape"].low < 1.0 < fit["shape"].high


def test_a_weibull_law_solves_its_own_equation():
    """The shape k solves D/k + sum log t over ends = D sum t^k log t / sum t^k, with D ends."""
    cases, _ = drawn()
    t, d = cases.end, cases.ended
    k = brentq(
        lambda k: (
            d.sum() / k + np.log(t)[d].sum() - d.sum() * (t**k @ np.log(t)) / (t**k).sum()
        ),
        0.1,
        5.0,
        xtol=1e-14,
    )
    fit = univariate(cases, Family.WEIBULL)
    assert fit["shape"].value == pytest.approx(k, rel=1e-5)
    assert fit["scale"].value == pytest.approx(((t**k).sum() / d.sum()) ** (1 / k), rel=1e-5)
    assert (fit.rows, fit.events) == (N, d.sum())


@settings(max_examples=4)
@given(st.integers(0, 99), st.sampled_from([0.1, 12.0, 365.25]))
def test_the_unit_of_time_stretches_the_scale_alone(seed, factor):
    cases, _ = drawn(seed)
    one = univariate(cases, Family.WEIBULL)
    other = univariate(spells(cases.end * factor, cases.ended), Family.WEIBULL)
    assert other["shape"].value == pytest.approx(one["shape"].value, rel=1e-4)
    assert other["scale"].value == pytest.approx(one["scale"].value * factor, rel=1e-4)


def test_a_log_normal_law_without_losses_is_that_of_the_logs():
    ends = np.random.default_rng(5).lognormal(1.0, 0.7, 80)
    fit = univariate(spells(ends, np.ones(80)), Family.LOG_NORMAL)
    assert fit["mu"].value == pytest.approx(np.log(ends).mean(), abs=1e-5)
    assert fit["sigma"].value == pytest.approx(np.log(ends).std(), abs=1e-5)
    assert fit["mu"].error == pytest.approx(np.log(ends).std() / sqrt(80), rel=1e-3)


def test_stretched_log_normal_durations_without_losses_are_least_squares():
    cases, covariates = drawn()
    fit = accelerated(rows(spells(cases.end, np.ones(N)), covariates), Family.LOG_NORMAL)
    design = np.column_stack([*covariates.values(), np.ones(N)])
    beta, left, *_ = np.linalg.lstsq(design, np.log(cases.end))
    found = {p.name: p.value for p in fit.parameters}
    assert [found[k] for k in ("treaty", "force", "intercept")] == pytest.approx(beta, abs=1e-4)
    assert fit["sigma"].value == pytest.approx(sqrt(left[0] / N), abs=1e-4)


def test_a_stretched_weibull_law_is_at_its_maximum():
    cases, covariates = drawn()
    design = np.column_stack([*covariates.values(), np.ones(N)])

    def loss(free):
        z = (np.log(cases.end) - design @ free[:3]) * exp(free[3])
        return -((free[3] + z - np.log(cases.end))[cases.ended].sum() - np.exp(z).sum())

    best = minimize(loss, np.zeros(4), method="BFGS", options={"gtol": 1e-6})
    fit = accelerated(rows(cases, covariates), Family.WEIBULL)
    found = {p.name: p.value for p in fit.parameters}
    names = ("treaty", "force", "intercept")
    assert [found[k] for k in names] == pytest.approx(best.x[:3], abs=1e-4)
    assert fit["shape"].value == pytest.approx(exp(best.x[3]), abs=1e-4)
    assert fit.log_likelihood == pytest.approx(-best.fun, abs=1e-6)


def test_late_entry_into_a_law():
    """Exponential durations seen only beyond 1 have the same law from there on."""
    ends = np.random.default_rng(2).exponential(2.0, 6000)
    seen = ends[ends > 1.0]
    fit = univariate(spells(seen, np.ones(len(seen)), np.ones(len(seen))), Family.WEIBULL)
    assert abs(fit["shape"].value - 1.0) < 4.0 * fit["shape"].error
    assert abs(fit["scale"].value - 2.0) < 4.0 * fit["scale"].error


def test_a_ratio_that_turns_is_seen_and_one_that_stands_is_not():
    random = np.random.default_rng(21)
    x = np.repeat([0.0, 1.0], 150)
    turning = np.where(x == 1.0, random.uniform(1.5, 2.5, 300), random.exponential(2.0, 300))
    [moved] = proportional_hazards(rows(spells(turning, np.ones(300)), {"x": x}))
    standing = random.exponential(np.where(x == 1.0, 1.0, 2.0))
    [still] = proportional_hazards(rows(spells(standing, np.ones(300)), {"x": x}))
    assert moved.p < 1e-6
    assert still.p > 0.01
    assert moved.name == still.name == "x"


@pytest.mark.parametrize("clock", Clock)
def test_the_test_of_proportional_hazards_is_that_of_its_paper(clock):
    """(sum g s)^2 / (d V sum g^2): the clock about its mean, and s = d V (x - mean at risk)."""
    cases, covariates = drawn()
    x = {"treaty": covariates["treaty"]}
    beta = cox(rows(cases, x))["treaty"]
    times = np.sort(cases.end[cases.ended])
    d, variance = len(times), beta.error**2
    at = [cases.end >= t for t in times]
    risk = np.exp(beta.coefficient * x["treaty"])
    mean = np.array([(risk * x["treaty"])[on].sum() / risk[on].sum() for on in at])
    ended = np.array([x["treaty"][cases.end == t][0] for t in times])
    scaled = d * variance * (ended - mean)
    product = np.cumprod([1.0 - 1.0 / on.sum() for on in at])
    g = {
        Clock.RANK: np.arange(1.0, d + 1.0), Clock.IDENTITY: times, Clock.LOG: np.log(times),
        Clock.KAPLAN_MEIER: 1.0 - product,
    }[clock]  # fmt: skip
    g = g - g.mean()
    [found] = proportional_hazards(rows(cases, x), clock=clock)
    expected = (g @ scaled) ** 2 / (d * variance * (g @ g))
    assert found.statistic == pytest.approx(expected, rel=1e-6)


def plain(value):
    """Only records, numbers, words, nothing, and tuples of them."""
    if dataclasses.is_dataclass(value):
        return all(plain(getattr(value, f.name)) for f in dataclasses.fields(value))
    if isinstance(value, tuple):
        return all(map(plain, value))
    return value is None or type(value) in (int, float, str, Family)


def test_no_data_frame_comes_out():
    cases, covariates = drawn(ties=True)
    given_ = rows(cases, covariates)
    who = list(range(N))
    stretches = spells(cases.end, cases.ended, np.zeros(N))
    answers = (
        cox(rows(cases, covariates, ["a", "b"] * (N // 2))),
        cox_time_varying(rows(stretches, covariates), who),
        proportional_hazards(given_),
        univariate(cases, Family.WEIBULL),
        univariate(cases, Family.LOG_NORMAL),
        accelerated(given_, Family.WEIBULL),
    )
    assert [plain(answer) for answer in answers] == [True] * 6


def test_without_the_extra_there_is_one_clear_error(monkeypatch):
    monkeypatch.setitem(sys.modules, "lifelines", None)
    cases, covariates = drawn()
    with pytest.raises(HoldfastError, match="needs the extra history") as caught:
        cox(rows(cases, covariates))
    problem = caught.value.problems[0]
    assert (problem.code, problem.remedy) == ("HF420", "pip install 'holdfast[history]'")


SEPARATED = (np.arange(N) % 2).astype(float)


@pytest.mark.parametrize(
    ("cases", "covariates", "says"),
    [
        (spells(np.arange(1, N + 1), np.ones(N)), {"x": np.ones(N)}, "'x' is the same in all"),
        (drawn()[0], {"x": SEPARATED, "y": 3 - SEPARATED}, "one covariate follows from"),
        (spells(drawn()[0].end, SEPARATED), {"x": SEPARATED}, "'x' nearly decides by itself"),
        (
            spells(np.where(SEPARATED == 1.0, 1.0, 50.0) + drawn()[0].end, np.ones(N)),
            {"x": SEPARATED},
            "'x' nearly decides by itself",
        ),
    ],
)
def test_a_model_without_an_answer_is_an_error(cases, covariates, says):
    given_ = rows(cases, covariates)
    for fit in (cox, proportional_hazards):
        with pytest.raises(HoldfastError, match=says) as caught:
            fit(given_)
        assert caught.value.problems[0].code == "HF436"


def test_a_stretched_law_without_an_answer_is_an_error():
    given_ = rows(spells(drawn()[0].end, SEPARATED), {"x": SEPARATED})
    with pytest.raises(HoldfastError, match="HF436"):
        accelerated(given_, Family.WEIBULL)
    with pytest.raises(HoldfastError, match="HF436"):
        univariate(spells(np.ones(10), np.ones(10)), Family.WEIBULL)
    with pytest.raises(HoldfastError, match="HF436"):
        univariate(spells(np.ones(10), np.ones(10)), Family.LOG_NORMAL)


def test_a_fit_that_stops_early_is_an_error(monkeypatch):
    """One step of Newton's is not enough; lifelines only warns of it."""
    monkeypatch.setattr(models, "_NEWTON", {"max_steps": 1})
    with pytest.raises(HoldfastError, match=r"the score is still .* from the maximum"):
        cox(rows(*drawn()))


def test_what_the_library_gives_up_or_doubts_is_an_error(monkeypatch):
    def gives_up(*_, **__):
        raise lifelines.exceptions.ConvergenceError("It halted. See the tips.")

    def doubts(self, *_, **__):
        warnings.warn("The Hessian\n is odd.", lifelines.exceptions.ApproximationWarning, 2)
        return self

    monkeypatch.setattr(lifelines.CoxPHFitter, "fit", gives_up)
    with pytest.raises(HoldfastError, match="HF436: the model does not converge: It halted;"):
        cox(rows(*drawn()))
    monkeypatch.setattr(lifelines.WeibullFitter, "fit", doubts)
    with pytest.raises(HoldfastError, match=r"the model does not converge: The Hessian is odd"):
        univariate(drawn()[0], Family.WEIBULL)


def test_what_the_library_doubts_of_a_good_cox_fit_is_noted(monkeypatch):
    fit = lifelines.CoxPHFitter.fit

    def doubting(self, *taken, **named):
        warnings.warn("Low variance.", lifelines.exceptions.ConvergenceWarning, 2)
        return fit(self, *taken, **named)

    monkeypatch.setattr(lifelines.CoxPHFitter, "fit", doubting)
    found = cox(rows(*drawn()))
    assert found.notes == ("Low variance.",)
    assert 0.0 <= found.decrement < 1e-9


def test_checks_pass_in_silence():
    cases, covariates = drawn()
    check_varying(rows(cases, covariates))
    check_durations(cases)
    check_spread(rows(cases, covariates), np.array([0.3, 0.1]))


ONE = spells([1.0, 2.0], [1, 0])


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: rows(ONE, {}), "at least one covariate"),
        (lambda: rows(spells([1.0], [0]), {"x": [1]}), "no case ended"),
        (
            lambda: rows(ONE, {"x": [1]}),
            "covariate 'x' must be one finite number for each of 2",
        ),
        (lambda: rows(ONE, {"x": [1, float("nan")]}), "covariate 'x'"),
        (lambda: rows(ONE, {"x": [0, 1]}, ["a"]), "clusters must name one for each of 2"),
        (lambda: univariate(spells([0.0], [1]), Family.WEIBULL), "durations must be above 0"),
        (lambda: univariate(spells([1.0], [0]), Family.WEIBULL), "no case ended"),
        (
            lambda: accelerated(rows(ONE, {"x": [0, 1]}, ["a", "b"]), Family.WEIBULL),
            "takes no clusters",
        ),
        (
            lambda: proportional_hazards(rows(spells([2, 3], [1, 1], [0, 1]), {"x": [0, 1]})),
            "takes no late entry",
        ),
        (lambda: cox_time_varying(rows(ONE, {"x": [0, 1]}), ["a", "b"]), "its start"),
        (
            lambda: cox_time_varying(
                rows(spells([2, 3], [0, 1], [0, 1]), {"x": [0, 1]}), ["a", "a"]
            ),
            "rows of 'a' overlap",
        ),
        (
            lambda: cox_time_varying(
                rows(spells([2, 3], [1, 1], [0, 2]), {"x": [0, 1]}), ["a", "a"]
            ),
            "go on after its end at 2",
        ),
    ],
)
def test_wrong_rows_are_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
