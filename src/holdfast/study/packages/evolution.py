"""Many-objective search over levels, by pymoo; the one module that knows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from holdfast.core.errors import bad_input
from holdfast.core.quantity import Draws

Levels = tuple[int, ...]
"""Of each instrument that is searched over, 0 to 2."""

Scored = Callable[[Sequence[Levels]], Draws]
"""Which scores have these packages? Shape (packages, objectives), more is better."""

_POPULATION = 60
_LEAST = 12  # of one generation; fewer learn nothing from each other


@dataclass(frozen=True, slots=True)
class Plan:
    """How a search goes.

    Parameters
    ----------
    top : the highest level; levels are whole numbers from 0.
    places : how many instruments.
    objectives : how many.
    budget : packages looked at, at most.
    seed : of the search's own random numbers.
    """

    top: int
    places: int
    objectives: int
    budget: int
    seed: int


def evolve(plan: Plan, start: Sequence[Levels], scored: Scored) -> None:
    """Look at packages that are bred from those none other beats, until the budget is spent.

    What is found is what `scored` was asked: it keeps the account.

    Parameters
    ----------
    plan : how.
    start : packages to begin with.
    scored : called with each generation.

    Raises
    ------
    HoldfastError
        HF440 where pymoo is not installed.

    Notes
    -----
    NSGA-III with Das and Dennis's reference directions, its cross-over and mutation rounded to
    whole levels, duplicates left out [DebJain2014], [BlankDeb2020].
    """
    algorithm, problem = _set_up(plan, start)
    from pymoo.core.evaluator import Evaluator
    from pymoo.problems.static import StaticProblem

    left = plan.budget
    while left > 0:
        bred = algorithm.ask()
        if bred is None or len(bred) == 0:
            return
        bred = bred[:left]
        levels = [tuple(int(level) for level in row) for row in bred.get("X")]
        Evaluator().eval(StaticProblem(problem, F=-scored(levels)), bred)
        algorithm.tell(infills=bred)
        left -= len(levels)


def _set_up(plan: Plan, start: Sequence[Levels]) -> tuple[Any, Any]:
    try:
        from pymoo.algorithms.moo.nsga3 import NSGA3
        from pymoo.core.problem import Problem
        from pymoo.core.termination import NoTermination
        from pymoo.operators.crossover.sbx import SBX
        from pymoo.operators.mutation.pm import PM
        from pymoo.operators.repair.rounding import RoundingRepair
    except ImportError as error:
        what = "pymoo is not installed"
        raise bad_input("HF440", what, remedy="pip install 'holdfast[packages]'") from error
    population = max(_LEAST, min(_POPULATION, plan.budget // 3))
    problem = Problem(n_var=plan.places, n_obj=plan.objectives, xl=0, xu=plan.top, vtype=int)
    algorithm = NSGA3(
        ref_dirs=_directions(plan.objectives, population),
        pop_size=population,
        sampling=np.array(start, dtype=int),
        crossover=SBX(prob=0.9, eta=3.0, vtype=float, repair=RoundingRepair()),
        mutation=PM(prob=1.0, eta=3.0, vtype=float, repair=RoundingRepair()),
        eliminate_duplicates=True,
    )
    algorithm.setup(problem, termination=NoTermination(), seed=plan.seed, verbose=False)
    return algorithm, problem


def _directions(objectives: int, most: int) -> Any:  # noqa: ANN401  a library without types
    """As many directions as a population can follow."""
    from pymoo.util.ref_dirs import get_reference_directions

    if objectives == 1:
        return np.ones((1, 1))
    parts = 1
    while _count(objectives, parts + 1) <= most:
        parts += 1
    return get_reference_directions("das-dennis", objectives, n_partitions=parts)


def _count(objectives: int, parts: int) -> int:
    """How many directions split each of these objectives into so many parts?"""
    found = 1
    for k in range(1, objectives):
        found = found * (parts + k) // k
    return found
