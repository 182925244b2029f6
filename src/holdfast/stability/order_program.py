"""Orders under conditions, by integer programming; the one place that knows the solver."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from holdfast.stability.formula import AllOf, Comparison, Formula

MOST_NODES = 20_000
"""Most nodes of the solver's search tree; a count and not a time, so that answers do not depend
on the machine."""

_INFEASIBLE = 2  # scipy's status
_OPTIMAL = 0

Costs = NDArray[np.int64]
Tournament = NDArray[np.bool_]


class Outcome(Enum):
    """How the search ended."""

    FOUND = "found"
    NONE = "no order meets the conditions"
    GAVE_UP = "gave up"


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """What one actor puts in order: states, or runs of states that stay together.

    Parameters
    ----------
    place : of each state that a condition names, among the items.
    costs : shape (items, items); cost of putting the first above the second.
    """

    place: Mapping[int, int]
    costs: Costs


@dataclass(frozen=True, slots=True, eq=False)
class Solution:
    """The cheapest orders, where there are any.

    Parameters
    ----------
    outcome : of the search.
    best_first : for each actor its items, best first; empty unless found.
    """

    outcome: Outcome
    best_first: Mapping[str, tuple[int, ...]]


def cheapest_orders(items: Mapping[str, Items], formula: Formula) -> Solution:
    """Which orders without ties meet the formula at least cost?

    Parameters
    ----------
    items : of each actor whom the formula mentions.
    formula : over comparisons of states that have a place among the items.

    Returns
    -------
    Solution
        Exact: optimal, or shown not to exist, unless the search tree grew beyond `MOST_NODES`.

    Notes
    -----
    The linear ordering problem [GrotschelEtAl1984]: one binary variable a pair of items; that
    there are no cycles is demanded of a triple once a solution has one. Of several cheapest
    orders one is preferred that keeps the given sequence of items where costs leave it open.
    """
    program = _Program(items)
    program.demand(formula, None)
    while True:
        status, values = program.solved()
        if status != _OPTIMAL:
            none = status == _INFEASIBLE
            return Solution(Outcome.NONE if none else Outcome.GAVE_UP, {})
        above = {actor: program.tournament(actor, values) for actor in items}
        if not sum(program.forbid_cycles(actor, above[actor]) for actor in items):
            best = {actor: _sorted(above[actor]) for actor in items}
            return Solution(Outcome.FOUND, best)


@dataclass(slots=True, eq=False)
class _Program:
    """Variables and rows; a row says that a weighted sum is at least some number."""

    items: Mapping[str, Items]
    first: dict[str, int] = field(init=False, default_factory=dict)
    weights: list[float] = field(init=False, default_factory=list)
    rows: list[tuple[list[int], list[float], float]] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        for actor, given in self.items.items():
            self.first[actor] = len(self.weights)
            one, other = np.triu_indices(len(given.costs), k=1)
            kept, turned = given.costs[one, other], given.costs[other, one]
            # one flip counts more than all pairs that are open together
            scale = one.size + 1
            self.weights += (scale * (kept - turned) - (kept == turned)).tolist()

    def demand(self, formula: Formula, guard: int | None) -> None:
        """The formula holds, at least where the guard variable is 1."""
        if isinstance(formula, Comparison):
            self.row([self.literal(formula)], guard)
            return
        if isinstance(formula, AllOf):
            for part in formula.parts:
                self.demand(part, guard)
            return
        self.row([self.chosen(part) for part in formula.parts], guard)

    def chosen(self, part: Formula) -> tuple[int, bool]:
        """A literal that is true only where the part holds."""
        if isinstance(part, Comparison):
            return self.literal(part)
        self.weights.append(0.0)
        switch = len(self.weights) - 1
        self.demand(part, switch)
        return switch, True

    def literal(self, comparison: Comparison) -> tuple[int, bool]:
        """Which variable says that `one` is above `other`, and with which value?"""
        place = self.items[comparison.actor].place
        return self.pair(comparison.actor, place[comparison.one], place[comparison.other])

    def pair(self, actor: str, one: int, other: int) -> tuple[int, bool]:
        """Which variable says that this item is above that one, and with which value?"""
        low, high, size = min(one, other), max(one, other), len(self.items[actor].costs)
        before = low * size - low * (low + 1) // 2
        return self.first[actor] + before + high - low - 1, one < other

    def row(self, literals: Sequence[tuple[int, bool]], guard: int | None = None) -> None:
        """At least one of the literals is true, where the guard is 1."""
        variables = [variable for variable, _ in literals]
        signs = [1.0 if value else -1.0 for _, value in literals]
        least = 1.0 - sum(not value for _, value in literals)
        if guard is not None:
            variables, signs, least = [*variables, guard], [*signs, -1.0], least - 1.0
        self.rows.append((variables, signs, least))

    def solved(self) -> tuple[int, NDArray[np.float64]]:
        """Status and values of the variables."""
        size = len(self.weights)
        if not size:
            met = all(least <= 0 for *_, least in self.rows)
            return (_OPTIMAL if met else _INFEASIBLE), np.zeros(0)
        result = milp(
            np.array(self.weights),
            integrality=np.ones(size, dtype=np.int64),
            bounds=Bounds(0, 1),
            constraints=self._constraints(size),
            options={"mip_rel_gap": 0.0, "node_limit": MOST_NODES},
        )
        values = np.zeros(size) if result.x is None else np.asarray(result.x)
        return int(result.status), values

    def _constraints(self, size: int) -> list[LinearConstraint]:
        if not self.rows:
            return []
        starts = np.cumsum([0, *(len(variables) for variables, _, _ in self.rows)])
        columns = [variable for variables, _, _ in self.rows for variable in variables]
        signs = [sign for _, signs, _ in self.rows for sign in signs]
        matrix = csr_array((signs, columns, starts), shape=(len(self.rows), size))
        return [LinearConstraint(matrix, lb=np.array([least for *_, least in self.rows]))]

    def tournament(self, actor: str, values: NDArray[np.float64]) -> Tournament:
        """Which item is above which, by these values? Shape (items, items)."""
        size = len(self.items[actor].costs)
        one, other = np.triu_indices(size, k=1)
        first = self.first[actor]
        kept = values[first : first + one.size] > 0.5
        above = np.zeros((size, size), dtype=np.bool_)
        above[one[kept], other[kept]] = True
        above[other[~kept], one[~kept]] = True
        return above

    def forbid_cycles(self, actor: str, above: Tournament) -> int:
        """Demand that the cycles of three seen here do not occur; how many are there?"""
        found = 0
        for a, b, c in _cycles(above):
            backwards = ((b, a), (c, b), (a, c))
            self.row([self.pair(actor, one, other) for one, other in backwards])
            found += 1
        return found


def _cycles(above: Tournament) -> Iterator[tuple[int, int, int]]:
    """All cycles of three; a tournament without them is an order."""
    for a in range(len(above)):
        after, before = np.flatnonzero(above[a]), np.flatnonzero(above[:, a])
        after, before = after[after > a], before[before > a]
        for b, c in np.argwhere(above[np.ix_(after, before)]).tolist():
            yield a, int(after[b]), int(before[c])


def _sorted(above: Tournament) -> tuple[int, ...]:
    return tuple(np.argsort(-above.sum(axis=1), kind="stable").tolist())
