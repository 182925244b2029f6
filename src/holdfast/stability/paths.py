"""How would the conflict get from where it is now to a state it could rest in?"""

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.stability.analysis import StabilityResult
from holdfast.stability.coalitions import Movers, all_movers, improving
from holdfast.stability.model import GraphModel
from holdfast.stability.order import Reading
from holdfast.stability.reach import Reach, legal_reach
from holdfast.stability.steps import Step


@dataclass(frozen=True, slots=True)
class Path:
    """A shortest legal sequence, if there is one.

    Parameters
    ----------
    reached : whether there is one.
    steps : its moves; none where the target is the start, or is not reached.
    """

    reached: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """How one state is reached from the start.

    Parameters
    ----------
    target : the state.
    by_any_moves : whatever the movers think of each step.
    by_improvements : each step makes all of its movers better off.
    """

    target: int
    by_any_moves: Path
    by_improvements: Path


def routes(
    model: GraphModel, start: int, targets: Iterable[int], reading: Reading = Reading.CAUTIOUS
) -> tuple[Route, ...]:
    """By which moves does the conflict get from the start to each of these states?

    Parameters
    ----------
    model : the graph model.
    start : the state now.
    targets : the states asked about.
    reading : of unknown comparisons; movers go through them as deviators do.

    Returns
    -------
    one route for each target, in their order

    Notes
    -----
    Status quo analysis [LiKilgourHipel2005]: nobody moves twice in a row, and a group that
    decides an issue together counts as one more mover, which makes the issue in one move.

    Examples
    --------
    >>> import numpy as np
    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> from holdfast.stability.model import graph_model
    >>> from holdfast.stability.order import Order
    >>> truce = Issue("truce", "Is there a truce?", (("no", "No"), ("yes", "Yes")), ("a", "b"))
    >>> orders = {"a": Order(np.array([0, 1])), "b": Order(np.array([0, 1]))}
    >>> both = (Actor("a", "A", "state"), Actor("b", "B", "state"))
    >>> route = routes(graph_model(StateSpace((truce,)), both, orders), 0, [1])[0]
    >>> route.by_improvements.steps
    (Step(movers=('a', 'b'), before=0, after=1),)
    """
    movers = all_movers(model)
    gaining = improving(model, movers, reading)
    states = len(model.space)
    any_reach = legal_reach(movers.arcs, start, states)
    gain_reach = legal_reach(gaining.arcs, start, states)
    return tuple(
        Route(target, _path(movers, any_reach, target), _path(gaining, gain_reach, target))
        for target in targets
    )


def routes_to_equilibria(result: StabilityResult, start: int) -> tuple[Route, ...]:
    """By which moves does the conflict get from the start to each equilibrium?

    Parameters
    ----------
    result : from `analyse`; a state that is an equilibrium under any of its concepts counts.
    start : the state now.
    """
    targets: set[int] = set()
    for states in result.equilibria.values():
        targets.update(states.tolist())
    return routes(result.model, start, sorted(targets), result.reading)


def _path(movers: Movers, reach: Reach, target: int) -> Path:
    if target == reach.start:
        return Path(True, ())
    steps = movers.steps(reach, target)
    return Path(bool(steps), steps)
