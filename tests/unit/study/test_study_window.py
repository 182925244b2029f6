"""The window, the table and the comparison as answers: keys, and numbers by a second way."""

import numpy as np
import pytest

from holdfast.commitment.window import challenger_terms, target_terms
from holdfast.core.errors import HoldfastError
from holdfast.study.comparison import BASE, comparison
from holdfast.study.game.curves import curves
from holdfast.study.game.headlines import headlines as game_headlines
from holdfast.study.game.parameters import described
from holdfast.study.package import YEARS, headlines, held, package
from holdfast.study.parameters import contest_of, kept_terms, settlement
from holdfast.study.supply import supply
from holdfast.study.table import who_comes
from holdfast.study.window import capped, window

PROMISED = {
    "kappa",
    "target_gain",
    "challenger_gain",
    "holds_5y",
    "target_enters",
    "challenger_leaves",
    "open_share",
    "supply",
}
"""What the design promises for each package under `window --json`."""

FRAME = {
    "holdfast",
    "question",
    "case",
    "case_hash",
    "seed",
    "draws",
    "method",
    "completeness",
    "answer",
    "inputs",
    "caveats",
    "citations",
}
"""What the design promises for every answer."""

SPREAD = {"median", "low", "high"}


@pytest.fixture(scope="module")
def ensemble(drawn, uncertain):
    return drawn(uncertain, draws=60)


@pytest.fixture(scope="module")
def told(ensemble):
    return window(ensemble)


@pytest.fixture(scope="module")
def shield(told):
    return told.answer["packages"]["shield"]


def test_the_promised_keys_are_there(told, shield):
    assert set(told.to_dict()) == FRAME | {"variant"}
    assert set(shield) >= PROMISED
    for name in ("target_gain", "challenger_gain", "holds_5y"):
        assert len(shield[name]) == len(shield["kappa"])
        assert all(set(point) >= SPREAD for point in shield[name])
    for name in ("target_enters", "challenger_leaves"):
        assert set(shield[name]) >= SPREAD
    for forecast in ("weighted_mean", "condorcet"):
        assert set(shield["supply"][forecast]) == SPREAD


def test_strengths_run_from_nothing_to_the_whole(shield):
    kappa = shield["kappa"]
    assert (kappa[0], kappa[-1]) == (0.0, 1.0)
    assert np.allclose(np.diff(kappa), 0.025)


def test_curves_are_the_gains_at_each_strength(ensemble, shield):
    facing = package(ensemble, ensemble.conflict.guarantees[0]).settlement
    for place in (0, 17, 40):
        at = np.full(1, shield["kappa"][place])
        for side, sums in (("target", target_terms), ("challenger", challenger_terms)):
            gain = sums(facing, at).gain
            point = shield[f"{side}_gain"][place]
            assert point["median"] == pytest.approx(np.median(gain), abs=1e-12)
            assert point["low"] == pytest.approx(np.percentile(gain, 5), abs=1e-12)
            assert point["high"] == pytest.approx(np.percentile(gain, 95), abs=1e-12)
            for share in (50, 80, 95):
                ends = np.percentile(gain, [50 - share / 2, 50 + share / 2])
                assert shield["bands"][f"{side}_gain"][str(share)][place] == pytest.approx(ends)


def test_open_draws_are_those_in_which_some_strength_brings_both(ensemble, shield):
    """Second way: try four hundred strengths in every draw."""
    found = package(ensemble, ensemble.conflict.guarantees[0])
    both = np.zeros(ensemble.draws, dtype=bool)
    for strength in np.linspace(0.0, 1.0, 401):
        at = np.full(1, strength)
        target = target_terms(found.settlement, at).gain >= -1e-12
        challenger = challenger_terms(found.settlement, at).gain >= -1e-12
        both |= target & challenger & found.deal
    assert 0.0 < shield["open_share"] < 1.0
    assert shield["open_share"] == both.mean()
    assert max(shield["inside"]) <= shield["open_share"]


def test_holding_for_five_years_at_the_whole_is_the_headline(ensemble, shield):
    found = package(ensemble, ensemble.conflict.guarantees[0])
    assert shield["holds_5y"][-1]["mean"] == pytest.approx(held(ensemble, found, 5).mean())
    assert set(shield["holds"]) == {str(years) for years in YEARS}
    means = [shield["holds"][str(years)]["mean"] for years in YEARS]
    assert means == sorted(means, reverse=True)


def test_the_zone_is_the_range_between_war_values_and_red_lines(ensemble, shield):
    facing = package(ensemble, ensemble.conflict.guarantees[0]).settlement
    low = np.maximum(facing.power_now - facing.cost_challenger, 0.2)
    high = np.minimum(facing.power_now + facing.cost_target, 0.6)
    signed = shield["zone"]["signed"]
    assert signed["low"]["median"] == pytest.approx(np.median(low), abs=1e-12)
    assert signed["high"]["median"] == pytest.approx(np.median(high), abs=1e-12)
    assert signed["open_share"] == (low <= high).mean()
    for name, guarantee in (
        ("kept_without", None),
        ("kept_with", ensemble.conflict.guarantees[0]),
    ):
        raised = np.maximum(low, kept_terms(ensemble, guarantee, 5.0))
        assert shield["zone"][name]["open_share"] == (raised <= high).mean()
        assert shield["zone"][name]["open_share"] <= signed["open_share"]


def test_at_the_line_terms_are_the_line(ensemble, shield):
    at_line = shield["at_line"]
    assert at_line["terms"] == {"median": 0.3, "low": 0.3, "high": 0.3}
    line = settlement(
        ensemble, ensemble.conflict.guarantees[0], np.full(ensemble.draws, 0.3), 5.0
    )
    underpaid = challenger_terms(line, np.ones(1)).keeper_gain < 0.0
    assert at_line["challenger_underpaid_share"] == underpaid.mean()
    curves = PROMISED - {"kappa", "supply"}
    assert curves <= set(at_line)


def test_capped_counts_what_lies_beyond():
    # 0.5 is inside, 1.5 and inf beyond, -inf counts as nothing
    found = capped(np.array([0.5, 1.5, np.inf, -np.inf]))
    assert found["beyond"] == 0.5
    assert found["median"] == 0.75  # of 0, 0.5, 1, 1
    assert 0.0 <= found["low"] <= found["high"] <= 1.0


def test_one_package_can_be_asked_for_and_must_exist(ensemble):
    assert list(window(ensemble, "shield").answer["packages"]) == ["shield"]
    for question in (window, who_comes):
        with pytest.raises(HoldfastError, match=r"HF401.*expected shield"):
            question(ensemble, "sword")


def test_a_contest_without_guarantees_says_what_it_lacks(drawn):
    with pytest.raises(HoldfastError, match="HF401"):
        window(drawn({"guarantees": None}))


def test_without_supporters_the_supply_is_empty(drawn):
    found = window(drawn({"supporters": None})).answer
    assert found["supply"] == {}
    assert "supply" not in who_comes(drawn({"supporters": None})).answer["packages"]["shield"]


def test_the_table_adds_up(ensemble):
    """Gain = kept settlement - war - breach - price at home, on certain numbers."""
    told = who_comes(ensemble).answer
    assert (told["target"], told["challenger"]) == ("west", "east")
    strengths = told["packages"]["shield"]
    assert list(strengths) == ["nothing", "supply", "whole"]
    facing = package(ensemble, ensemble.conflict.guarantees[0]).settlement
    reached = np.minimum(supply(ensemble).weighted_mean, 1.0)
    for name, at in (("nothing", np.zeros(1)), ("supply", reached), ("whole", np.ones(1))):
        target, challenger = target_terms(facing, at), challenger_terms(facing, at)
        entry = strengths[name]
        assert entry["target"]["comes_share"] == (target.gain >= -1e-12).mean()
        assert entry["challenger"]["comes_share"] == (challenger.gain >= -1e-12).mean()
        assert entry["target"]["gain"]["median"] == pytest.approx(np.median(target.gain))
        stays = target.gain < -1e-12
        for term in ("breach", "audience"):
            freed = target.gain + np.broadcast_to(getattr(target, term), stays.shape)
            share = (stays & (freed >= -1e-12)).mean()
            assert entry["target"]["held_back_by"][term] == share


def test_the_sum_of_a_certain_case_adds_up_in_print(drawn):
    for strength in who_comes(drawn(draws=1)).answer["packages"]["shield"].values():
        target, challenger = strength["target"], strength["challenger"]
        costs = [target[f"less_{name}"]["median"] for name in ("war", "breach", "audience")]
        total = target["settlement"]["median"] - sum(costs)
        assert target["gain"]["median"] == pytest.approx(total, abs=1e-12)
        total = challenger["settlement"]["median"] + challenger["plus_breaking"]["median"]
        total -= challenger["less_war"]["median"]
        assert challenger["gain"]["median"] == pytest.approx(total, abs=1e-12)


def test_headlines_agree_with_the_window_and_the_table(ensemble, told, shield):
    found = headlines(ensemble, ensemble.conflict.guarantees[0])
    strengths = who_comes(ensemble).answer["packages"]["shield"]
    for side in ("target", "challenger"):
        assert found[f"{side}_comes_without"] == strengths["nothing"][side]["comes_share"]
        assert found[f"{side}_comes_with"] == strengths["whole"][side]["comes_share"]
    assert found["window_open"] == shield["open_share"]
    for years in YEARS:
        assert found[f"kept_{years}y"] == pytest.approx(shield["holds"][str(years)]["mean"])


def test_a_side_that_just_breaks_even_comes_whatever_the_rounding(drawn, uncertain, quantity):
    """All the weight at the table goes to the challenger: the target's gain is nought.

    With full trust nothing else counts, so it comes in every draw with a deal. Doubles miss
    the nought by a few 1e-17 either way.
    """
    changes = {
        **uncertain,
        "contest.bargaining_weight": quantity(1.0, "share"),
        "contest.trust.west in east": quantity(1.0, "probability"),
        "contest.red_lines.target": quantity(1.0, "share"),
        "contest.precondition": None,
    }
    found = drawn(changes, draws=60)
    told = headlines(found, found.conflict.guarantees[0])
    deals = package(found, found.conflict.guarantees[0]).deal.mean()
    assert told["target_comes_without"] == deals == told["window_open"]


@pytest.fixture(scope="module")
def variants(uncertain, quantity):
    change = {"contest.trust.west in east": quantity((0.6, 0.8, 0.9), "probability")}
    same = {"title": "Another title"}
    return {
        **uncertain,
        "variants": {
            "trusting": {"title": "More trust", "change": change},
            "renamed": {"title": "Nothing changes", "change": same},
        },
    }


def test_a_comparison_holds_the_headlines_of_each(drawn, variants):
    base = drawn(variants, draws=30)
    others = [drawn(variants, draws=30, variant=name) for name in ("trusting", "renamed")]
    found = comparison([base, *others])
    rows = found.answer["variants"]
    assert list(rows) == [BASE, "trusting", "renamed"]
    for name, one in zip(rows, (base, *others), strict=True):
        solved = curves(described(one), one.conflict.guarantees[0])
        means = {head: values.mean() for head, values in game_headlines(one, solved).items()}
        assert rows[name] == {"shield": pytest.approx(means)}
    assert rows[BASE] == rows["renamed"]
    assert (
        rows["trusting"]["shield"]["target_comes_with"]
        >= (rows[BASE]["shield"]["target_comes_with"])
    )
    assert (found.variant, found.seed, found.draws) == ("", 7, 30)


def test_contest_less_comparison_is_refused(toy, drawn, issues):
    orders = {
        actor: {"priorities": ["truce = yes"], "basis": "judgement", "by": "the tests"}
        for actor in ("east", "west", "north")
    }
    bare = {"issues": issues["issues"], "start": issues["start"], "preferences": orders}
    gone = dict.fromkeys(("contest", "supporters", "guarantees"))
    found = drawn({**bare, **gone})
    with pytest.raises(HoldfastError, match="HF401"):
        comparison([found, found])
    with pytest.raises(HoldfastError, match="HF401"):
        contest_of(found.conflict, "window")


def test_a_guarantee_to_the_other_side_is_no_package_of_the_window(drawn):
    """It protects the challenger: computed as if it protected the target, it would mislead."""
    turned = {"guarantees.shield.protects": "east", "guarantees.shield.against": "west"}
    straight = drawn().conflict
    assert [g.id for g in straight.packages] == ["shield"]
    assert drawn(turned).conflict.packages == ()
    with pytest.raises(HoldfastError) as caught:
        window(drawn(turned))
    assert caught.value.problems[0].code == "HF401"
