"""A case asked of the commitment game: its columns, curves, windows, hinges and futures."""

import json
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.commitment.game.answers import answers
from holdfast.commitment.game.honouring import honouring_of
from holdfast.commitment.game.kernel import Kernel
from holdfast.commitment.game.paths import Phase, paths
from holdfast.core.errors import HoldfastError
from holdfast.core.quantity import Quantity
from holdfast.study.ensemble import ensemble
from holdfast.study.game.curves import STRENGTHS, Curves, Gains, curves
from holdfast.study.game.futures import MONTHS, Asked, futures
from holdfast.study.game.hinges import bar, hinges, ranged
from holdfast.study.game.parameters import START_LEVEL, described
from holdfast.study.game.refusal import CAUSES, refusal, shapley
from holdfast.study.game.window import games_in, window

compiled = pytest.mark.skipif(
    Kernel.find("coarse") is None, reason="the compiled solver could not be built here"
)


@pytest.fixture(scope="module")
def ukraine():
    return ensemble(open_case("ukraine-2025-03-01"), 5, 40, game_draws=12)


def test_a_case_sets_the_war_of_its_game(drawn, uncertain):
    found = drawn(uncertain, draws=5)
    columns = described(found).columns
    assert columns["cost_target"] == pytest.approx(3 * 0.04)  # a quarter is three months
    assert columns["power"] == pytest.approx(found.values["contest.power"])
    assert columns["trust"] == pytest.approx(found.values["contest.trust.west in east"])
    assert columns["rearming"] == pytest.approx(0.01)
    assert columns["clarity"] == pytest.approx(0.7)
    assert "walked_back" not in columns  # the precondition stands, as the game has it


def test_without_a_precondition_there_is_nothing_to_walk_back(drawn):
    columns = described(drawn({"contest.precondition": None}, draws=3)).columns
    assert (columns["walked_back"] == 1.0).all()
    assert (columns["precondition"] == 0.0).all()


def test_a_package_is_kept_as_surely_as_the_case_judges(drawn, uncertain):
    """Whole and at the middle level of support; and less surely the less of it there is."""
    found = drawn(uncertain, draws=30)
    shield = found.conflict.packages[0]
    kept = found.of(shield.kept_with)
    whole = honouring_of(described(found).games(shield, 1.0)).honoured[:, START_LEVEL]
    resolved = 0.05 + 0.95 * found.values["contest.conduct.automatic"]
    reachable = (kept > resolved + 0.02) & (kept < 0.98)
    assert reachable.sum() > 10
    assert whole[reachable] == pytest.approx(kept[reachable], abs=1e-6)
    half = honouring_of(described(found).games(shield, 0.5)).honoured[:, START_LEVEL]
    assert (half <= whole + 1e-12).all()


def test_nothing_of_a_package_is_nothing(drawn, uncertain):
    found = drawn(uncertain, draws=4)
    games = described(found).games(found.conflict.packages[0], 0.0)
    behind = honouring_of(games)
    assert behind.honoured == pytest.approx(0.0)
    assert behind.strength == pytest.approx(0.0)
    assert behind.shortfall == pytest.approx(1.0)


def test_a_case_may_say_how_all_act(drawn, quantity):
    stated = {"contest.conduct": {"probe_gain": quantity(0.07, "share")}}
    found = drawn(stated, draws=2)
    assert described(found).columns["probe_gain"] == pytest.approx(0.07)
    assert "contest.conduct.probe_gain" not in {q.name for q in found.conflict.assumed}
    assert found.conflict.quantity("contest.conduct.probe_gain").likely == 0.07


@pytest.mark.parametrize(
    ("name", "unit", "code"),
    [("prob_gain", "share", "HF301"), ("probe_gain", "month", "HF204")],
)
def test_wrong_words_about_conduct_are_refused(drawn, quantity, name, unit, code):
    with pytest.raises(HoldfastError) as caught:
        drawn({"contest.conduct": {name: quantity(0.07, unit)}})
    assert any(problem.code.startswith(code) for problem in caught.value.problems)


def line(*values):
    """A curve of one draw through these values at the ends and the middle."""
    return np.interp(STRENGTHS, np.linspace(0.0, 1.0, len(values)), values)[:, np.newaxis]


ROOM = line(0.2, 0.2)


def test_the_window_lies_between_demand_and_tolerance():
    gains = Gains(line(-0.1, 0.3), line(0.2, -0.2), ROOM)
    assert gains.enters == pytest.approx([0.25])
    assert gains.leaves == pytest.approx([0.5])
    assert gains.open.all()
    assert gains.intervals.tolist() == [1]
    assert [bool(gains.inside(k)[0]) for k in (0.2, 0.4, 0.6)] == [False, True, False]


def test_demand_beyond_tolerance_leaves_no_window():
    gains = Gains(line(-0.3, 0.1), line(0.2, -0.2), ROOM)
    assert gains.enters == pytest.approx([0.75])
    assert not gains.open.any()
    assert gains.intervals.tolist() == [0]


def test_a_window_may_have_two_stretches():
    gains = Gains(line(0.1, -0.1, 0.1), line(0.2, 0.2), ROOM)
    assert gains.intervals.tolist() == [2]
    assert gains.enters == pytest.approx([0.0])
    assert gains.leaves.tolist() == [np.inf]


def test_sides_that_never_come_are_told():
    gains = Gains(line(-0.1, -0.1), line(-0.2, -0.2), ROOM)
    assert gains.enters.tolist() == [np.inf]
    assert gains.leaves.tolist() == [-np.inf]
    assert not Gains(line(0.1, 0.1), line(0.1, 0.1), line(-0.1, -0.1)).open.any()


def test_a_package_that_provokes_closes_the_window_by_itself():
    """Both would gain throughout, but beyond a quarter there are no terms: reckoned by hand."""
    gains = Gains(line(0.1, 0.1), line(0.1, 0.1), line(0.1, -0.3))
    assert gains.open.all()
    assert [bool(gains.inside(k)[0]) for k in (0.0, 0.25, 0.26, 1.0)] == [
        True,
        True,
        False,
        False,
    ]
    assert not Gains(line(-0.1, 0.1), line(0.1, 0.1), line(0.1, -0.3)).open.any()


def test_where_only_a_point_suits_both_the_window_is_open():
    gains = Gains(line(-0.2, 0.2), line(0.2, -0.2), ROOM)
    assert gains.open.all()


@compiled
def test_curves_are_the_games_at_each_strength(drawn, uncertain):
    found = drawn(uncertain, draws=3)
    case, shield = described(found), found.conflict.packages[0]
    told = curves(case, shield)
    assert isinstance(told, Curves)
    alone = answers(case.games(shield, float(STRENGTHS[3])), grid="coarse")
    assert told.solved[3].line_target.tolist() == alone.line_target.tolist()
    assert told.gains("terms").target[3] == pytest.approx(alone.gains("target", "terms"))


@compiled
def test_the_window_says_how_far_it_can_be_trusted(drawn, uncertain):
    found = drawn(uncertain, draws=13)
    solved = []
    told, by_package = window(found, progress=solved.append)
    assert sum(solved) == games_in(found) == 13 * STRENGTHS.size
    codes = told.answer["packages"]["shield"]["solution"]
    assert codes["grid_error"]["draws"] == 12
    assert 0.0 < codes["grid_error"]["median"] <= codes["grid_error"]["most"] < 0.05
    assert codes["settled_share"] == 1.0
    assert json.dumps(told.to_dict(), allow_nan=False)
    assert list(by_package) == ["shield"]
    assert "contest.conduct.patience" not in told.inputs
    assert "contest.conduct.detection" in told.inputs


@compiled
def test_both_gain_at_negotiated_terms_wherever_they_agree(ukraine):
    case = described(ukraine.for_game)
    for guarantee in ukraine.conflict.packages:
        found = answers(case.games(guarantee, 1.0), grid="coarse")
        both = np.minimum(found.gains("target", "terms"), found.gains("challenger", "terms"))
        assert ((both >= -1e-12) >= (found.agreed > 0.0)).all()
        room = case.columns["red_line_challenger"] <= case.columns["red_line_target"]
        assert (both[room & (found.agreed == 0.0)] < 1e-12).all()


def test_ranges_take_in_what_stands_out_and_the_sampling_error():
    rng = np.random.default_rng(3)
    x, noise = rng.uniform(size=(2, 2000))
    values = (x > 0.5).astype(float)
    low, high = ranged(values, {"x": x, "noise": noise})
    assert low == pytest.approx(0.0, abs=0.01)
    assert high == pytest.approx(1.0, abs=0.01)
    low, high = ranged(values, {"noise": noise})
    assert (low, high) == pytest.approx(
        (values.mean() - 0.0184, values.mean() + 0.0184), abs=2e-3
    )


def test_a_bar_turns_where_the_share_crosses_one_half():
    rng = np.random.default_rng(4)
    x = rng.uniform(size=4000)
    told = bar(
        Quantity("x", "share", 0.0, 0.5, 1.0), x, (rng.uniform(size=4000) < x).astype(float)
    )
    assert told.told
    assert told.flips_at == pytest.approx((0.5,), abs=0.03)
    flat = bar(
        Quantity("x", "share", 0.0, 0.5, 1.0), x, (rng.uniform(size=4000) < 0.4).astype(float)
    )
    assert flat.flips_at == ()


@compiled
def test_hinges_name_only_what_was_drawn(ukraine):
    few = ukraine.for_game
    _, found = window(few)
    told = hinges(few, found).answer["packages"]["tripwire"]
    for name, entry in told["headlines"].items():
        assert 0.0 <= entry["low"] <= entry["share"] <= entry["high"] <= 1.0, name
    names = {q.name for q in (*few.conflict.quantities, *few.conflict.assumed)}
    assert {one["input"] for one in told["bars"]} <= names


@compiled
def test_paths_go_where_the_mass_goes(drawn, uncertain):
    """Shares of 60,000 drawn paths against the exact chances, five standard errors apart."""
    found = drawn(uncertain, draws=1)
    games = described(found).games(found.conflict.packages[0], 0.7)
    exact = answers(games, grid="coarse", later=True)
    count = 60_000
    told = paths(games, 3, range(count))
    shares = told.phases / count
    within = 5.0 * 0.5 / np.sqrt(count)
    assert shares[:, Phase.WAR] == pytest.approx(exact.in_war[0], abs=within)
    assert shares[:, Phase.TALKS] == pytest.approx(exact.in_talks[0], abs=within)
    assert shares[:, Phase.PEACE] == pytest.approx(exact.in_peace[0], abs=within)
    assert shares[-1, Phase.WON] == pytest.approx(exact.won[0], abs=within)
    deal = told.of["deal"]
    for quarter in (3, 19, 39):
        signed = ((deal > 0) & (deal <= quarter + 1)).mean()
        assert signed == pytest.approx(exact.deal[0, quarter], abs=within)


@compiled
def test_a_path_is_the_same_whatever_others_are_drawn(drawn, uncertain):
    found = drawn(uncertain, draws=1)
    games = described(found).games(found.conflict.packages[0], 1.0)
    many, one = paths(games, 3, range(500)), paths(games, 3, range(321, 322))
    for name in many.of:
        assert many.of[name][321] == one.of[name][0]
    other = paths(games, 4, range(500))
    assert (many.of["deal"] != other.of["deal"]).any()
    assert one.first["phase"].size == 41
    assert one.first["phase"][0] == Phase.WAR


@compiled
def test_futures_add_up_and_tell_paths_again(ukraine):
    few = replace(
        ukraine.for_game, draws=6, values={n: v[:6] for n, v in ukraine.values.items()}
    )
    told = futures(few, Asked("tripwire", 1.0)).answer
    package = told["packages"]["tripwire"]
    total = sum(np.array(package["phase"][name]["mean"]) for name in package["phase"])
    assert total == pytest.approx(1.0, abs=1e-9)
    assert told["months"] == MONTHS
    assert sum(package["ends"].values()) == pytest.approx(1.0, abs=1e-9)
    assert (np.diff(package["first_passage"]["deal"]["mean"]) >= -1e-12).all()
    for path in package["paths"]["told"]:
        again = futures(few, Asked("tripwire", 1.0, (path["draw"], path["path"]))).answer
        (one,) = again["packages"]["tripwire"]["paths"]["told"]
        assert one["quarters"] == path["quarters"]
        held = any("deal" in quarter["events"] for quarter in path["quarters"])
        assert held == (path["kind"] != "no deal")
    with pytest.raises(HoldfastError, match="HF403"):
        futures(few, Asked("tripwire", 1.0, (6, 0)))


def test_without_the_compiled_solver_chances_are_told_and_paths_are_not(drawn, monkeypatch):
    monkeypatch.setattr(Kernel, "find", staticmethod(lambda grid: None))
    told = futures(drawn(draws=1), Asked()).answer["packages"]["shield"]
    assert told["paths"]["drawn"] == 0
    assert "compiled" in told["paths"]["reason"]
    assert 0.0 < told["phase"]["war"]["mean"][0] < 1.0


def test_shapley_parts_add_up_and_a_player_that_does_nothing_gets_nothing():
    rng = np.random.default_rng(6)
    sets = [frozenset(s) for n in range(4) for s in combinations("abc", n)]
    worth = {s: rng.normal(size=5) for s in sets}
    parts = shapley("abc", worth)
    assert sum(parts.values()) == pytest.approx(worth[frozenset("abc")] - worth[frozenset()])
    idle = {s: worth[s - {"c"}] for s in sets}
    assert shapley("abc", idle)["c"] == pytest.approx(0.0)


@compiled
def test_the_parts_of_a_refusal_add_up_to_what_is_missing(drawn, uncertain):
    found = drawn(uncertain, draws=2)
    case, shield = described(found), found.conflict.packages[0]
    told = refusal(case, shield)
    assert set(told["mean"]) == set(CAUSES)
    bare = answers(case.games(shield, 0.0), grid="coarse", later=True).talks[:, 3]
    assert told["now"]["median"] == pytest.approx(np.median(bare))
    rise = told["without_any"]["median"] - told["now"]["median"]
    assert sum(told["mean"].values()) == pytest.approx(
        rise, abs=1e-6
    )  # two draws: mean, median


@compiled
@pytest.mark.parametrize(
    "stated",
    [
        {"support_up": 0.6, "support_down": 0.6, "support_leverage": 0.6},
        {"accident_probe": 0.8, "accident_attack": 0.8},
        {"base_probe": 0.7, "base_attack": 0.7},
        {"battle_up": 0.8, "battle_down": 0.8},
        {"ratify_spread": 0.0, "ratify_margin": 0.0, "ratify_guarantee": 0.0},
        {"automatic": 1.0, "snap_back": 1.0},
    ],
)
def test_extremes_of_conduct_stay_chances(drawn, quantity, stated):
    """What cannot all happen is scaled down; nothing is no number, and nothing warns."""
    units = {q.name.rpartition(".")[2]: q.unit for q in drawn(draws=1).conflict.assumed}
    given = {name: quantity(value, units[name]) for name, value in stated.items()}
    found = drawn({"contest.conduct": given}, draws=2)
    case = described(found)
    for strength in (0.0, 1.0):
        games = case.games(found.conflict.packages[0], strength)
        told = answers(games, grid="coarse", later=True)
        for name in ("talks", "deal", "in_war", "in_peace", "holds_line", "holds_terms"):
            chance = getattr(told, name)
            assert ((chance >= -1e-9) & (chance <= 1.0 + 1e-9)).all(), name
        assert np.isfinite(told.gains("target", "terms")).all()
