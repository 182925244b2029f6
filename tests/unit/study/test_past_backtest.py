"""The backtest: no outcome leaks into a forecast, scores by a second way, the question."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from holdfast.commitment.game.kernel import Kernel
from holdfast.history.casebook import as_seen, casebook, precedent
from holdfast.history.questions import questions
from holdfast.history.scoring.censored import censored_brier_score
from holdfast.history.survival.kaplan_meier import kaplan_meier, survival_at
from holdfast.history.survival.spells import spells
from holdfast.report.forecasts import question_table, scores_table, verdict
from holdfast.study.past import forecasters as by
from holdfast.study.past.backtest import BASELINE, backtest
from holdfast.study.past.precedent_case import KINDS, case_of, told_of
from holdfast.study.past.question import BASE_RATE, asked, by_base_rate

compiled = pytest.mark.skipif(
    Kernel.find("coarse") is None, reason="the compiled solver could not be built here"
)
PAST = [one for one in casebook() if one.compared and one.years > 0.0]
[QUESTION] = questions().values()


@pytest.fixture(scope="module")
def of_four_draws():
    return backtest(seed=2, draws=4)


@pytest.mark.parametrize("one", casebook(), ids=lambda one: one.id)
def test_a_promise_becomes_a_case_of_its_first_day(one):
    conflict = case_of(one)
    assert conflict.as_of == one.start
    told = told_of(one)
    assert bool(conflict.packages) == bool(told[1])
    for package in conflict.packages:
        assert len(package.given_by) == min(len(one.guarantors), 3)
    assert set(KINDS) | {"power_sharing_ddr"} >= one.instruments


@compiled
def test_what_came_of_a_promise_changes_no_forecast_of_it():
    """No leak: with its outcome turned round, every forecast of it is the same."""
    few = PAST[::9]
    turned = [
        replace(one, outcome="held", censored=True, years=80.0, until=date(2026, 1, 1), note="")
        for one in few[:1]
    ] + few[1:]
    forecasters = (
        by.other_conflicts,
        by.published,
        lambda past: by.engines(past, 1, 2),
    )
    for forecaster in forecasters:
        before, after = forecaster(few), forecaster(turned)
        assert before[0] == pytest.approx(after[0])


def test_the_history_model_does_not_see_the_conflict_that_it_forecasts():
    korea = next(place for place, one in enumerate(PAST) if one.id == "KOR1953")
    turned = [
        replace(one, censored=False, outcome="violated", years=0.1) if place == korea else one
        for place, one in enumerate(PAST)
    ]
    assert by.model(PAST)[korea] == pytest.approx(by.model(turned)[korea])
    other = next(place for place, one in enumerate(PAST) if one.conflict != "korea")
    assert by.model(PAST)[other] != pytest.approx(by.model(turned)[other], abs=1e-9)


def test_the_casebooks_own_rate_is_that_of_the_other_conflicts():
    place, korea = next((n, one) for n, one in enumerate(PAST) if one.id == "KOR1953")
    others = [one for one in PAST if one.conflict != korea.conflict]
    curve = kaplan_meier(
        spells([one.years for one in others], [not one.censored for one in others])
    )
    expected = [one.share for one in survival_at(curve, by.YEARS)]
    assert by.other_conflicts(PAST)[place] == pytest.approx(expected)


def test_the_rate_as_known_then_knows_nothing_later():
    """A second way: those made before Minsk, followed until its first day and no longer."""
    minsk = precedent("MIN2015")
    [before] = by.known_then([minsk])
    known = [then for one in casebook() if (then := as_seen(one, minsk.start))]
    known = [o for o in known if o.compared and o.conflict != minsk.conflict and o.years > 0.0]
    curve = kaplan_meier(spells([o.years for o in known], [not o.censored for o in known]))
    shares = np.array([one.share for one in survival_at(curve, by.YEARS)])
    assert before == pytest.approx(shares, abs=0.02)  # drawn to one half by a single case
    assert (np.abs(before - 0.5) < np.abs(shares - 0.5)).all()
    assert by.known_then([precedent("BEL1839")])[0] == pytest.approx([0.5] * 4)


@compiled
def test_forecasts_of_one_value_tell_nothing_apart_and_luck_does_as_well(of_four_draws):
    told = of_four_draws.answer["calibration"]
    for name in of_four_draws.answer["forecasters"]:
        assert 0.0 < told[name]["by_chance"] <= 1.0
    assert told[BASELINE]["by_chance"] > 0.2
    assert told["published rate"]["discrimination"] >= 0.0


@compiled
def test_scores_are_those_of_the_censored_brier_score(of_four_draws):
    duration = [one.years for one in PAST]
    broken = [not one.censored for one in PAST]
    for years, found in of_four_draws.answer["horizons"].items():
        for name, score in found["scores"].items():
            chances = [of_four_draws.answer["forecasts"][one.id][name][years] for one in PAST]
            again = censored_brier_score(chances, duration, broken, float(years))
            assert score["brier"]["estimate"] == pytest.approx(again, abs=1e-12)
        assert found["scores"][BASELINE]["skill"] == 0.0
        assert found["scores"][BASELINE]["worse_by"]["estimate"] == 0.0


@compiled
def test_the_backtest_is_reproducible_and_never_surer_later(of_four_draws):
    again = backtest(seed=2, draws=4)
    assert again.answer == of_four_draws.answer
    for told in of_four_draws.answer["forecasts"].values():
        for chances in told.values():
            shares = [chances[str(years)] for years in by.YEARS]
            assert shares == sorted(shares, reverse=True)
            assert all(0.0 <= share <= 1.0 for share in shares)


@compiled
def test_the_table_says_whether_the_engines_beat_the_base_rate(of_four_draws):
    table = scores_table(of_four_draws)
    assert [row[0] for row in table.rows] == list(of_four_draws.answer["forecasters"].values())
    for line, found in zip(
        verdict(of_four_draws), of_four_draws.answer["horizons"].values(), strict=True
    ):
        score = found["scores"]["engines"]
        ends = [score[key] for key in ("worse_by", "worse_than_then_by")]
        assert ("worse" in line) == any(one["low"] > 0 for one in ends)
        assert ("better" in line) == any(one["high"] < 0 for one in ends)
        assert "as known on the promise's day" in line


def test_the_base_rate_of_the_question_by_hand():
    """2 of 11 within a year: 0.0489 in a quarter; three quarters, and what is left."""
    each = 1 - (9 / 11) ** 0.25
    expected = [each, each * (1 - each), each * (1 - each) ** 2]
    assert by_base_rate(QUESTION) == pytest.approx([*expected, (1 - each) ** 3])


@compiled
def test_the_question_of_march_2025_beside_what_others_said():
    """Scores of the platforms by hand, each row divided by its sum of 0.99."""
    found = asked(QUESTION, seed=1, draws=4)
    told = found.answer["forecasts"]
    rand = np.array([8, 15, 15, 61]) / 99
    assert told["RAND forecasting"]["chances"] == pytest.approx(list(rand))
    assert told["RAND forecasting"]["brier"] == pytest.approx(
        (rand[:3] ** 2).sum() + (1 - rand[3]) ** 2
    )
    assert told["Metaculus"]["log"] == pytest.approx(-np.log(26 / 99))
    steps = np.cumsum(rand)[:3]
    assert told["RAND forecasting"]["rps"] == pytest.approx((steps**2).mean())
    assert told["even odds"]["brier"] == pytest.approx(0.75)
    for name in ("engines", BASE_RATE):
        assert sum(told[name]["chances"]) == pytest.approx(1.0)
    assert found.answer["came"] == "later"
    assert len(question_table(found).rows) == len(told)
    assert precedent("MIN2015") is not None
