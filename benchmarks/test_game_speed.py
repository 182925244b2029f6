"""How long the commitment game takes, beside a plain port in loops; goal 25 ms a solve."""

import numpy as np
import pytest

from holdfast.commitment.game.answers import answers
from holdfast.commitment.game.games import Games
from holdfast.commitment.game.holding import holding
from holdfast.commitment.game.kernel import Kernel, rows
from holdfast.commitment.game.parameters import GameParameters
from holdfast.commitment.game.paths import paths
from holdfast.commitment.game.rules import rules
from holdfast.commitment.game.solution import solve
from holdfast.commitment.game.unfolding import unfolding

PROMISE = GameParameters(abandonment=0.12, force=0.25, in_time=0.7, sanctions=0.04)
MANY = Games.listed([PROMISE] * 26)


@pytest.fixture(scope="module")
def kernel():
    found = Kernel.find("fine")
    if found is None:
        pytest.skip("the compiled solver could not be built here")
    return found


def test_the_compiled_solver(benchmark, kernel):
    """One solve on the published grid, one core, with what is said at the start and holding."""
    given = rows(Games.listed([PROMISE]))
    benchmark(lambda: kernel.answer(given, 80, later=False))


def test_the_reference_in_loops(benchmark):
    """The same values by a plain port of the node formulas."""
    pytest.importorskip("numba")
    from game_numba import solve_by_loops

    given = rules(PROMISE)
    war, talks, settled = solve_by_loops(given)  # compiled by the first call
    mine = solve(given)
    assert np.abs(war - mine.war.values).max() < 1e-11
    assert np.abs(talks - mine.talks.values).max() < 1e-11
    assert np.abs(settled - mine.settlement.values).max() < 1e-11
    benchmark.pedantic(lambda: solve_by_loops(given), rounds=10)


def test_the_modules_in_numpy(benchmark):
    benchmark.pedantic(lambda: solve(rules(PROMISE)), rounds=5)


def test_the_coarse_grid(benchmark):
    """One solve and what it says; a sixth of the states."""
    benchmark(lambda: answers([PROMISE], grid="coarse", threads=1))


@pytest.mark.parametrize("threads", [1, 2])
def test_many_games(benchmark, threads, kernel):
    """26 games with holding at two terms: a hundredth of 200 draws by 13 strengths."""
    benchmark.pedantic(lambda: answers(MANY, threads=threads), rounds=3)


def test_ten_years_ahead(benchmark, kernel):
    """One game, and the chances of talks, a deal and peace by quarter."""
    benchmark(lambda: answers([PROMISE], later=True, threads=1))


def test_single_paths(benchmark, kernel):
    """100,000 paths of 120 months from one game, one core, its solution included."""
    one = Games.listed([PROMISE])
    benchmark.pedantic(lambda: paths(one, 7, range(100_000), grid="fine"), rounds=5)


def test_holding_in_numpy(benchmark):
    found = solve(rules(PROMISE))
    benchmark(lambda: holding(found, PROMISE.line))


def test_unfolding_in_numpy(benchmark):
    found = solve(rules(PROMISE))
    benchmark.pedantic(lambda: unfolding(found), rounds=3)
