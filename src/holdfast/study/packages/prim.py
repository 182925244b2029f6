"""The patient rule induction method: in which box of inputs does something mainly happen?

Own, and short: the libraries that have it bring tables and plots along. After
[FriedmanFisher1999], with coverage, density and quasi-p-values as in [BryantLempert2010].
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom, rankdata

from holdfast.core.quantity import Draws

Flags = NDArray[np.bool_]

PEELED = 0.1
"""Part of the box that a step takes off one end of one input."""

LEAST = 0.15
"""Part of all draws that a box keeps at least."""

FEWEST = 50
"""Draws under which nothing is told: among a hundred inputs one splits a few draws by luck."""

STANDS_OUT = 3.5
"""Standard errors from which an input alone tells something: others only fit noise."""

SURE = 0.05
"""Chance, over all inputs together, at which a limit could come about by luck."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One side of a box.

    Parameters
    ----------
    name : of the input.
    above : whether draws above `at` are in the box, else those below.
    at : value of the input.
    """

    name: str
    above: bool
    at: float


@dataclass(frozen=True, slots=True)
class Box:
    """Where something mainly happens.

    Parameters
    ----------
    limits : all of them hold in the box.
    density : share of the draws in the box in which it happens.
    coverage : share of the draws in which it happens that lie in the box.
    mass : share of all draws that lie in the box.
    everywhere : share of all draws in which it happens.
    """

    limits: tuple[Limit, ...]
    density: float
    coverage: float
    mass: float
    everywhere: float


def prim(inputs: Mapping[str, Draws], happens: Flags) -> Box | None:
    """In which box of the inputs does it mainly happen?

    Parameters
    ----------
    inputs : by name, shape (draws,).
    happens : shape (draws,).

    Returns
    -------
    the box with the best balance of density and coverage, on the way of peeling or of one input
    cut alone, without limits that luck could explain; None where no limit is left.

    Examples
    --------
    >>> x, y = np.meshgrid(np.linspace(0, 1, 30), np.linspace(0, 1, 30))
    >>> found = prim({"x": x.ravel(), "y": y.ravel()}, (x.ravel() > 0.6) & (y.ravel() < 0.5))
    >>> [(limit.name, limit.above) for limit in found.limits]
    [('x', True), ('y', False)]
    """
    if happens.size < FEWEST or happens.all() or not happens.any():
        return None
    inputs = {name: x for name, x in inputs.items() if _tells(x, happens)}
    boxes = {_surely(inputs, happens, limits) for limits in _candidates(inputs, happens)}
    best = max(sorted(boxes, key=repr), key=lambda limits: _balance(inputs, happens, limits))
    return _described(inputs, happens, best)


def _candidates(inputs: Mapping[str, Draws], happens: Flags) -> Iterator[tuple[Limit, ...]]:
    """No box, every box on the way of peeling, and each input cut alone at every tenth.

    Of inputs that tell the same, peeling cuts now one, now the other, so that neither counts.
    """
    yield ()
    limits: tuple[Limit, ...] = ()
    for _ in range(2 * len(inputs) * round(1.0 / PEELED)):
        step = _peel(inputs, happens, limits)
        if step is None:
            break
        limits = _tightened(limits, step)
        yield limits
    for name, x in inputs.items():
        for at in np.quantile(x, np.arange(PEELED, 1.0, PEELED)):
            yield (Limit(name, True, float(at)),)
            yield (Limit(name, False, float(at)),)


def inside(inputs: Mapping[str, Draws], limits: tuple[Limit, ...], draws: int) -> Flags:
    """Which draws lie in the box of these limits? Shape (draws,)."""
    held = np.ones(draws, dtype=np.bool_)
    for limit in limits:
        x = inputs[limit.name]
        held &= (x > limit.at) if limit.above else (x < limit.at)
    return held


def _tells(x: Draws, happens: Flags) -> bool:
    """Whether the input ranks higher or lower where it happens than luck would have it."""
    ranks = rankdata(x)
    spread = float(np.std(ranks) * np.std(happens))
    moment = float(np.mean((ranks - ranks.mean()) * (happens - happens.mean())))
    return bool(abs(moment) * np.sqrt(happens.size) > STANDS_OUT * spread)


def _peel(
    inputs: Mapping[str, Draws], happens: Flags, limits: tuple[Limit, ...]
) -> Limit | None:
    """The thin slice whose removal raises the density most; None where too little is left."""
    held = inside(inputs, limits, happens.size)
    steps = []
    for name, x in inputs.items():
        for above, at in ((True, PEELED), (False, 1.0 - PEELED)):
            limit = Limit(name, above, float(np.quantile(x[held], at)))
            left = held & inside(inputs, (limit,), happens.size)
            if LEAST * happens.size <= left.sum() < held.sum():
                steps.append((float(happens[left].mean()), limit))
    return max(steps, key=lambda step: step[0])[1] if steps else None


def _tightened(limits: tuple[Limit, ...], step: Limit) -> tuple[Limit, ...]:
    """One limit for each end of an input: the tighter one."""
    kept = (one for one in limits if (one.name, one.above) != (step.name, step.above))
    return (*kept, step)


def _balance(inputs: Mapping[str, Draws], happens: Flags, limits: tuple[Limit, ...]) -> float:
    """Harmonic mean of density above chance and coverage; 0 for the whole."""
    held = inside(inputs, limits, happens.size)
    lift = (float(happens[held].mean()) - happens.mean()) / (1.0 - happens.mean())
    coverage = float(happens[held].sum() / happens.sum())
    return 2.0 * lift * coverage / (lift + coverage) if lift > 0.0 else 0.0


def _surely(
    inputs: Mapping[str, Draws], happens: Flags, limits: tuple[Limit, ...]
) -> tuple[Limit, ...]:
    """The limits without those that luck could explain, the least sure dropped first."""
    if inside(inputs, limits, happens.size).mean() < LEAST:
        return ()
    while limits:
        luck = [_luck(inputs, happens, limits, one) for one in limits]
        worst = int(np.argmax(luck))
        if luck[worst] * 2 * len(inputs) <= SURE:
            return limits
        limits = (*limits[:worst], *limits[worst + 1 :])
    return limits


def _luck(
    inputs: Mapping[str, Draws], happens: Flags, limits: tuple[Limit, ...], one: Limit
) -> float:
    """Quasi-p-value: as many in the box, if its rate were that of the box without the limit."""
    rest = tuple(limit for limit in limits if limit != one)
    held, wide = (inside(inputs, some, happens.size) for some in (limits, rest))
    return float(binom.sf(happens[held].sum() - 1, held.sum(), happens[wide].mean()))


def _described(
    inputs: Mapping[str, Draws], happens: Flags, limits: tuple[Limit, ...]
) -> Box | None:
    if not limits:
        return None
    held = inside(inputs, limits, happens.size)
    density, mass = float(happens[held].mean()), float(held.mean())
    coverage = float(happens[held].sum() / happens.sum())
    return Box(limits, density, coverage, mass, float(happens.mean()))
