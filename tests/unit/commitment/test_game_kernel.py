"""The compiled solver: the same as the modules beside it, however the work is cut."""

import json
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from holdfast.commitment.game import answers as answers_module
from holdfast.commitment.game import kernel as kernel_module
from holdfast.commitment.game.answers import Answers, answers
from holdfast.commitment.game.contagion import Guarantors, fixed_points
from holdfast.commitment.game.games import Games
from holdfast.commitment.game.grids import GRIDS
from holdfast.commitment.game.honouring import honouring
from holdfast.commitment.game.kernel import Kernel, rows
from holdfast.commitment.game.parameters import GameParameters
from holdfast.commitment.game.readings import readings

NAMES = [field.name for field in fields(Answers)]
AGREE = 2e-11  # two orders of summation over 80 quarters

compiled = pytest.mark.skipif(
    Kernel.find("fine") is None, reason="the compiled solver could not be built here"
)

PROMISE = GameParameters(abandonment=0.12, force=0.25, in_time=0.7, sanctions=0.04)


def random_game(rng):
    """Parameters within twice their plausible ranges, switches thrown at random."""
    return replace(
        PROMISE,
        patience=rng.uniform(0.9, 0.99),
        power=rng.uniform(0.05, 0.9),
        trust=rng.choice([0.0, rng.uniform(), 1.0]),
        willingness=rng.uniform(),
        line=rng.uniform(0.05, 0.5),
        red_line_challenger=rng.uniform(0.05, 0.4),
        red_line_target=rng.uniform(0.3, 0.9),
        force=rng.uniform(0.0, 0.4),
        sanctions=rng.uniform(0.0, 0.2),
        abandonment=rng.uniform(0.0, 0.2),
        aid=rng.uniform(0.0, 0.02),
        rearming=rng.uniform(-0.01, 0.04),
        mediator_lean=rng.choice([0.5, rng.uniform(0.2, 0.8)]),
        precondition=rng.uniform(0.01, 0.3),
        conditional=rng.uniform(),
        belief_turnover=rng.uniform(0.0, 0.05),
        calm=rng.uniform(),
        support=int(rng.integers(3)),
        domestic=int(rng.integers(2)),
        walked_back=bool(rng.integers(2)),
        target_first=bool(rng.integers(2)),
        efforts=bool(rng.integers(4)),
        ratification=bool(rng.integers(4)),
        smooth_terms=bool(rng.integers(4) == 0),
        line_follows_power=bool(rng.integers(4) == 0),
    )


def apart(found, place, plain):
    return {n: float(np.abs(getattr(found, n)[place] - plain[n]).max()) for n in NAMES}


@compiled
@pytest.mark.parametrize("grid", GRIDS)
@pytest.mark.parametrize("seed", range(6))
def test_it_says_what_the_modules_beside_it_say(grid, seed):
    given = random_game(np.random.default_rng(seed))
    found = answers([given], grid=grid, horizon=30, later=True)
    differs = apart(found, 0, readings(given, GRIDS[grid], 30, later=True))
    assert max(differs.values()) < AGREE, {n: d for n, d in differs.items() if d >= AGREE}


VECTORS = json.loads(
    (Path(__file__).parents[2] / "vectors" / "game.json").read_text(encoding="utf-8")
)["sets"]


@compiled
def test_it_gives_the_published_results_by_itself():
    """Worth, choices and holding of all 33 sets; the modules beside it are held to the rest."""
    from tests.replications.test_game_vectors import parameters_of

    found = answers([parameters_of(one["parameters"]) for one in VECTORS], later=True)
    for place, one in enumerate(VECTORS):
        wanted = one["outputs"]
        read = {
            "F_A": found.war_challenger,
            "F_T": found.war_target,
            "S_A_fixed": found.line_challenger,
            "S_T_fixed": found.line_target,
            "p_offer": found.offered,
            "p_accept": found.accepted,
            "p_deal": found.deal_signed,
            "hold_1y_fixed": found.holds_line[:, 3],
            "talks_1y": found.talks[:, 3],
            "deal_5y": found.deal[:, 19],
            "dV1_sup": found.change_one,
            "dV2_sup": found.change_two,
        }
        within = 1e-8 if one["name"] == "mid_line_outside_red_lines" else 1e-9
        for name, values in read.items():
            assert values[place] == pytest.approx(wanted[name], rel=within, abs=within), name


@compiled
def test_the_same_bytes_in_any_cut_and_on_any_number_of_threads(monkeypatch):
    games = [random_game(np.random.default_rng(seed)) for seed in range(7)]
    whole = answers(games, grid="coarse", later=True, threads=1)
    monkeypatch.setattr(answers_module, "_CHUNK", 3)
    seen = []
    cut = answers(games, grid="coarse", later=True, threads=2, progress=seen.append)
    assert seen == [3, 3, 1]
    for name in NAMES:
        assert getattr(whole, name).tobytes() == getattr(cut, name).tobytes()


def test_without_it_the_modules_beside_it_answer(monkeypatch):
    monkeypatch.setattr(answers_module.Kernel, "find", staticmethod(lambda grid: None))
    found = answers([PROMISE], grid="coarse", horizon=5)
    differs = apart(found, 0, readings(PROMISE, GRIDS["coarse"], 5, later=False))
    assert max(differs.values()) == 0.0


@compiled
def test_one_of_another_version_is_refused(monkeypatch):
    monkeypatch.setattr(kernel_module, "FIELDS", ("patience",))
    with pytest.raises(RuntimeError, match="install holdfast again"):
        kernel_module._loaded(Kernel.find("fine").library, "fine")


@compiled
@pytest.mark.parametrize("level", ["any", "v3", "v4"])
@pytest.mark.parametrize("grid", ["coarse", "fine"])
def test_every_level_that_the_machine_runs_says_the_same(grid, level):
    best = Kernel.find(grid)
    runs = best.library[f"runs_{grid}_any"]()
    if level != "any" and (runs < int(level[1]) or not built(best, grid, level)):
        pytest.skip(f"not built here, or this machine does not run {level}")
    given = rows(Games.listed([PROMISE]))
    one, other = (k.answer(given, 20, later=True) for k in (best, replace(best, level=level)))
    for name in NAMES:
        assert one[name] == pytest.approx(other[name], abs=1e-12)


@compiled
@pytest.mark.parametrize(("runs", "level"), [(0, "any"), (3, "v3"), (4, "v4")])
def test_the_best_level_that_the_machine_runs_is_taken(runs, level):
    found = Kernel.find("coarse")
    if not built(found, "coarse", "v4"):
        pytest.skip("this machine builds the plain level alone")
    assert kernel_module._loaded(Runs(found.library, runs), "coarse").level == level


def built(kernel, grid, level):
    return hasattr(kernel.library, f"solve_{grid}_{level}")


class Runs:
    """The compiled solver on a machine that runs so much."""

    def __init__(self, library, runs):
        self._library, self._runs = library, runs

    def __getattr__(self, name):
        return getattr(self._library, name)

    def __getitem__(self, name):
        return (lambda: self._runs) if name == "runs_coarse_any" else self._library[name]


def three(gain, contagion, precision):
    one = np.full(3, 1.0 / 3.0)
    return Guarantors(3.0 * gain * one, 0.0 * one, one, contagion, precision, 0.5)


@pytest.mark.parametrize(
    ("precision", "gain", "contagion"), [(20, -0.1, 0.15), (20, -0.15, 0.3), (40, -0.1, 0.2)]
)
def test_every_way_in_which_guarantors_may_end_up_is_found(precision, gain, contagion):
    """A share s is a fixed point where logit(s) = precision (gain + contagion s)."""
    found = fixed_points(three(gain, contagion, precision))
    at = np.linspace(1e-9, 1.0 - 1e-9, 2_000_001)
    apart = np.log(at / (1.0 - at)) - precision * (gain + contagion * at)
    turns = np.flatnonzero(np.sign(apart[:-1]) != np.sign(apart[1:]))
    assert found == pytest.approx(at[turns], abs=1e-6)
    for share in found:
        assert np.log(share / (1.0 - share)) == pytest.approx(
            precision * (gain + contagion * share), abs=1e-9
        )


def test_guarantors_who_look_at_one_another_may_end_up_high_or_low():
    low = replace(PROMISE, contagion=0.25, guarantor_cost=0.3, guarantor_cost_relief=0.0)
    high = replace(low, rallied=True)
    assert honouring(low).several
    assert not honouring(PROMISE).several
    assert honouring(low).honoured[0] < 0.2 < 0.8 < honouring(high).honoured[0]


def test_where_nothing_is_asked_nothing_is_short():
    assert honouring(replace(PROMISE, precondition=0.0)).shortfall == pytest.approx(0.0)
