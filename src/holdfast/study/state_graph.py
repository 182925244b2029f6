"""Which part of the state graph is worth a picture: the whole, or the ways that matter."""

from collections.abc import Iterator, Sequence

from holdfast.stability.analysis import StabilityResult
from holdfast.stability.coalitions import Movers, all_movers, improving
from holdfast.stability.paths import Route
from holdfast.stability.reach import legal_reach
from holdfast.stability.steps import Step

MOST_WHOLE = 12
"""Up to so many states the whole graph is shown, with every move that is a gain."""

MOST_SHOWN = 20
"""Most states of a larger graph that are shown."""


def state_graph(
    result: StabilityResult, start: int, ways: Sequence[Route]
) -> dict[str, object]:
    """Which states and moves does a picture of this conflict show?

    Parameters
    ----------
    result : from `analyse`.
    start : the state now.
    ways : from the start to every equilibrium.

    Returns
    -------
    Plain data: `whole`, whether every state is shown; `layers`, states by the fewest moves
    from the start; `unreached`, shown states that no moves reach; `moves`, each with `movers`,
    `from`, `to` and whether it is a `gain` to all its movers; `left_out`, how many equilibria
    are not shown.

    Notes
    -----
    A small graph is shown whole: all gains, and the moves of the shortest ways besides. Of a
    larger one the start, the equilibria that hold under most concepts and then those nearest
    to the start, and the states and moves on the shortest ways to them.
    """
    movers = all_movers(result.model)
    states = len(result.model.space)
    whole = states <= MOST_WHOLE
    kept = list(ways) if whole else _worth_showing(result, ways, start)
    shown = set(range(states)) if whole else {start, *_on(kept)}
    gaining = improving(result.model, movers, result.reading)
    on_ways = _steps(kept)
    moves = sorted(
        on_ways | set(_all(gaining)) if whole else on_ways,
        key=lambda step: (step.before, step.after, step.movers),
    )
    layers = _layers(movers, start, shown)
    return {
        "whole": whole,
        "layers": layers,
        "unreached": sorted(shown - {state for layer in layers for state in layer}),
        "moves": [
            {
                "movers": list(step.movers),
                "from": step.before,
                "to": step.after,
                "gain": _among(gaining, step),
            }
            for step in moves
        ],
        "left_out": len(ways) - sum(way.target in shown for way in ways),
    }


def _worth_showing(result: StabilityResult, ways: Sequence[Route], start: int) -> list[Route]:
    """The ways to the equilibria that matter most, as many as fit."""
    holds = {way.target: 0 for way in ways}
    for states in result.equilibria.values():
        for state in states.tolist():
            holds[state] += 1
    order = sorted(ways, key=lambda way: (-holds[way.target], _length(way), way.target))
    shown, kept = {start}, []
    for way in order:
        more = shown | _on([way])
        if len(more) <= MOST_SHOWN:
            shown = more
            kept.append(way)
    return kept


def _length(way: Route) -> int:
    return len(way.by_any_moves.steps)


def _on(ways: Sequence[Route]) -> set[int]:
    """The targets, and every state on the ways to them."""
    steps = _steps(ways)
    return {way.target for way in ways} | {s for one in steps for s in (one.before, one.after)}


def _steps(ways: Sequence[Route]) -> set[Step]:
    """The moves of these ways, those of gains only and those of any kind."""
    paths = [path for way in ways for path in (way.by_improvements, way.by_any_moves)]
    return {step for path in paths for step in path.steps}


def _all(movers: Movers) -> Iterator[Step]:
    for group, arcs in zip(movers.groups, movers.arcs, strict=True):
        for before, after in zip(arcs.sources.tolist(), arcs.targets.tolist(), strict=True):
            yield Step(group, before, after)


def _among(movers: Movers, step: Step) -> bool:
    return step.after in movers.arcs[movers.groups.index(step.movers)].of(step.before)


def _layers(movers: Movers, start: int, shown: set[int]) -> list[list[int]]:
    """The shown states by the fewest moves that reach them, the start first."""
    states = movers.arcs[0].states if movers.arcs else 1
    depth = legal_reach(movers.arcs, start, states).depth
    found: dict[int, list[int]] = {}
    for state in sorted(shown):
        reached = depth[:, state][depth[:, state] > 0]
        if state == start or reached.size:
            away = 0 if state == start else int(reached.min())
            found.setdefault(away, []).append(state)
    return [found[away] for away in sorted(found)]
