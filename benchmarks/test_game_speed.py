"""How long the commitment game takes: goal 25 ms a solve on the published grid, one core."""

from holdfast.commitment.game.holding import holding
from holdfast.commitment.game.parameters import GameParameters
from holdfast.commitment.game.rules import rules
from holdfast.commitment.game.solution import solve
from holdfast.commitment.game.unfolding import unfolding

PROMISE = GameParameters(abandonment=0.12, force=0.25, in_time=0.7, sanctions=0.04)


def test_solving_the_game(benchmark):
    """Values and choices on 22,680 states of war, as many of talks, 29,484 of a settlement."""
    benchmark(lambda: solve(rules(PROMISE)))


def test_holding_at_the_line(benchmark):
    """Ten years on the exact path of power."""
    found = solve(rules(PROMISE))
    benchmark(lambda: holding(found, PROMISE.line))


def test_unfolding_over_ten_years(benchmark):
    """Phases by quarter, first talks and first deals."""
    found = solve(rules(PROMISE))
    benchmark.pedantic(lambda: unfolding(found), rounds=3)
