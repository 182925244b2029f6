"""Curves and models on published data, computed by two libraries that know nothing of ours.

Kaplan-Meier by lifelines and by statsmodels, Cox models by statsmodels and by Newton's steps
written here. The extracts lie beside the repository.
"""

import csv
from functools import cache
from pathlib import Path

import lifelines
import numpy as np
import pandas as pd
import pytest
from statsmodels.duration.hazard_regression import PHReg
from statsmodels.duration.survfunc import SurvfuncRight

from holdfast.history.survival.kaplan_meier import kaplan_meier, quantile, restricted_mean
from holdfast.history.survival.models import cox, cox_time_varying, univariate
from holdfast.history.survival.regression import Family, rows
from holdfast.history.survival.spells import at_risk, spells

DATA = Path(__file__).parents[4] / "shared" / "history" / "data"
FILES = {
    "agreements": "ucdp_peace_agreements_22_1_survival.csv",
    "peace": "fortna_civilwar_peace_spells_pk.csv",
    "terminations": "ucdp_conflict_termination_dyad_v3_2021_survival.csv",
    "wars": "cow_interstate_war_durations_v4.csv",
    "dyads": "cow_interstate_dyad_peace_duration.csv",
}
SAME = 1e-6
pytestmark = pytest.mark.skipif(
    not all((DATA / name).is_file() for name in FILES.values()),
    reason="the extracts lie in ../shared/history/data, which is not here",
)


@cache
def table(name):
    with (DATA / FILES[name]).open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    return {key: np.array([line[key] for line in lines]) for key in lines[0]}


def number(name, *columns):
    found = [np.array([float(cell or "nan") for cell in table(name)[c]]) for c in columns]
    return found[0] if len(found) == 1 else found


@cache
def given(name):
    """Spells, covariates and clusters of an extract."""
    if name == "agreements":
        kind = number(name, "pa_type")
        covariates = {"full": kind == 1, "process": kind == 3}
        covariates |= {key: number(name, key) for key in ("co_impl", "cease", "pko", "ddr")}
        cases = spells(*number(name, "years_observed", "failed"))
        return cases, covariates, table(name)["conflict_id"]
    if name == "peace":
        covariates = {k: number(name, k) for k in ("pk_dum", "treaty", "victory", "past_ag")}
        return spells(*number(name, "_t", "_d", "_t0")), covariates, table(name)["id"]
    if name == "terminations":
        outcome = table(name)["outc"]
        covariates = {word: outcome == word for word in set(outcome) - {"low activity"}}
        covariates = dict(sorted(covariates.items())) | {"war": number(name, "inten") == 2}
        cases = spells(*number(name, "T_dyad", "E_dyad"))
        return cases, covariates, table(name)["conflict_id"]
    if name == "dyads":
        columns = ("contig", "tie", "major_ally_any", "cap", "lnbd", "post45", "lndur")
        covariates = {key: number(name, key) for key in columns}
        return spells(*number(name, "Tf", "Ef")), covariates, table(name)["warnum"]
    days = number(name, "days")
    late = (table(name)["start"] >= "1946").astype(float)
    draw = number(name, "no_clear_winner")
    return spells(days, np.ones(len(days))), {"late": late, "draw": draw}, table(name)["WarNum"]


def entry(cases):
    return cases.start if np.isfinite(cases.start).all() else None


@pytest.mark.parametrize("name", FILES)
def test_curves_by_lifelines(name):
    cases, *_ = given(name)
    other = lifelines.KaplanMeierFitter().fit(cases.end, cases.ended, entry=entry(cases))
    curve = kaplan_meier(cases)
    theirs = other.survival_function_at_times(curve.time).to_numpy()
    assert curve.survival == pytest.approx(theirs, abs=SAME)
    inside = (curve.survival > 0.0) & (curve.survival < 1.0)
    bands = other.confidence_interval_.loc[curve.time[inside]].to_numpy()
    assert curve.low[inside] == pytest.approx(bands[:, 0], abs=SAME)
    assert curve.high[inside] == pytest.approx(bands[:, 1], abs=SAME)
    table_ = other.event_table.loc[curve.time]
    watched = table_["at_risk"] - table_["entrance"] * (curve.time > 0.0)  # entering at it
    assert curve.at_risk.tolist() == watched.tolist()
    assert at_risk(cases, curve.time).tolist() == curve.at_risk.tolist()
    if curve.survival[-1] <= 0.5:
        assert quantile(curve).time == other.median_survival_time_


@pytest.mark.parametrize("name", FILES)
def test_curves_by_statsmodels(name):
    cases, *_ = given(name)
    other = SurvfuncRight(cases.end, cases.ended, entry=entry(cases))
    curve = kaplan_meier(cases)
    steps = np.isin(curve.time, other.surv_times)
    assert curve.survival[steps] == pytest.approx(other.surv_prob, abs=SAME)
    inside = steps & (curve.survival > 0.0)
    errors = other.surv_prob_se[other.surv_prob > 0.0]
    assert np.sqrt(curve.variance[inside]) == pytest.approx(errors, abs=SAME)


@pytest.mark.parametrize("name", ["agreements", "dyads"])
def test_restricted_means_by_areas_and_by_resampling(name):
    cases, *_ = given(name)
    other = SurvfuncRight(cases.end, cases.ended)
    steps = other.surv_times[other.surv_times < 10.0]
    heights = np.append(1.0, other.surv_prob[: len(steps)])
    found = restricted_mean(kaplan_meier(cases), 10.0)
    assert found.mean == pytest.approx(
        heights @ np.diff(np.concatenate(([0.0], steps, [10.0]))), abs=SAME
    )
    random = np.random.default_rng(4)
    means = [
        restricted_mean(kaplan_meier(spells(cases.end[take], cases.ended[take])), 10.0).mean
        for take in (random.integers(0, len(cases), len(cases)) for _ in range(400))
    ]
    # The spread of 400 draws is known to 1 in 28; four times that.
    assert found.error == pytest.approx(np.std(means), rel=4.0 / np.sqrt(800.0))


def newton(cases, x):
    """Coefficients, covariance and likelihood, by steps from 0 with Efron's ties."""
    x, beta = x - x.mean(axis=0), np.zeros(x.shape[1])
    for _ in range(30):
        score, information, likelihood = at(cases, x, beta)
        beta = beta + np.linalg.solve(information, score)
    return beta, np.linalg.inv(information), likelihood


def at(cases, x, beta):
    risk = np.exp(x @ beta)
    score, information, likelihood = 0.0, 0.0, 0.0
    for time in np.unique(cases.end[cases.ended]):
        out = (cases.end == time) & cases.ended
        on = (cases.start < time) & (cases.end >= time)
        score, likelihood = score + x[out].sum(axis=0), likelihood + (x[out] @ beta).sum()
        for j in range(out.sum()):
            weight = risk * on - j / out.sum() * risk * out
            mean = weight @ x / weight.sum()
            score, likelihood = score - mean, likelihood - np.log(weight.sum())
            spread = (x * weight[:, None]).T @ x / weight.sum() - np.outer(mean, mean)
            information = information + spread
    return score, information, likelihood


def fitted(name):
    cases, covariates, clusters = given(name)
    if entry(cases) is None:
        return cox(rows(cases, covariates, clusters))
    return cox_time_varying(rows(cases, covariates, clusters), table(name)["id"])


def column(fit, what):
    return np.array([getattr(one, what) for one in fit.coefficients])


@pytest.mark.parametrize("name", FILES)
def test_cox_models_by_newtons_steps(name):
    cases, covariates, _ = given(name)
    beta, covariance, likelihood = newton(
        cases, np.column_stack(list(covariates.values())) * 1.0
    )
    fit = fitted(name)
    assert column(fit, "coefficient") == pytest.approx(beta, abs=SAME)
    assert column(fit, "error") == pytest.approx(np.sqrt(np.diagonal(covariance)), abs=SAME)
    assert fit.log_likelihood == pytest.approx(likelihood, abs=SAME)


@pytest.mark.parametrize("name", FILES)
def test_cox_models_by_statsmodels(name):
    """It counts a row as at risk at its own entry, we only after: hence the small step."""
    cases, covariates, _ = given(name)
    late = None if entry(cases) is None else cases.start + 1e-6
    x = np.column_stack(list(covariates.values())) * 1.0
    model = PHReg(cases.end, x, cases.ended.astype(float), entry=late, ties="efron")
    other, fit = model.fit(tol=1e-12), fitted(name)
    assert column(fit, "coefficient") == pytest.approx(other.params, abs=SAME)
    assert column(fit, "error") == pytest.approx(other.bse, abs=SAME)
    assert fit.log_likelihood == pytest.approx(other.llf, abs=SAME)


@pytest.mark.parametrize("name", ["agreements", "terminations", "wars", "dyads"])
def test_clustered_errors_by_both_libraries_where_there_are_no_ties(name):
    """Both disregard ties in these errors, so times are moved apart by less than a minute.

    Cases lost before the first ending say nothing, and make errors of statsmodels undefined.
    """
    cases, covariates, clusters = given(name)
    seen = cases.end >= cases.end[cases.ended].min()
    moved, clusters = cases.end + 1e-6 * (1.0 + np.arange(len(cases))), clusters[seen]
    apart = spells(moved[seen], cases.ended[seen])
    x = np.column_stack(list(covariates.values()))[seen] * 1.0
    fit = cox(rows(apart, dict(zip(covariates, x.T, strict=True)), clusters))
    other = PHReg(apart.end, x, apart.ended.astype(float), ties="efron")
    assert column(fit, "clustered_error") == pytest.approx(
        other.fit(groups=clusters, tol=1e-12).bse, abs=SAME
    )
    frame = pd.DataFrame({f"x{k}": x[:, k] for k in range(x.shape[1])})
    frame = frame.assign(end=apart.end, ended=apart.ended, cluster=clusters)
    third = lifelines.CoxPHFitter().fit(
        frame,
        "end",
        "ended",
        cluster_col="cluster",
        fit_options={"precision": 1e-16, "r_precision": 1e-17},
    )
    assert column(fit, "clustered_error") == pytest.approx(third.summary["se(coef)"], abs=SAME)


@pytest.mark.parametrize("name", ["agreements", "wars"])
def test_weibull_laws_as_exponential_time_on_another_clock(name):
    """Given the shape k, t^k is exponential: its rate is closed, and k the best of a search."""
    from scipy.optimize import minimize_scalar

    cases, *_ = given(name)
    t, d = cases.end, cases.ended

    def loss(k):
        rate = d.sum() / (t**k).sum()
        return -(d.sum() * np.log(rate * k) + (k - 1.0) * np.log(t[d]).sum() - d.sum())

    best = minimize_scalar(loss, bounds=(0.05, 5.0), method="bounded", options={"xatol": 1e-10})
    fit = univariate(cases, Family.WEIBULL)
    assert fit["shape"].value == pytest.approx(best.x, abs=1e-5)
    assert fit.log_likelihood == pytest.approx(-best.fun, abs=SAME)
