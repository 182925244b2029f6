"""Which orders, as near to the present ones as can be, give the verdicts that are wanted?"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from holdfast.conflict.preferences import Ranks
from holdfast.core.finding import Completeness
from holdfast.stability.formula import Comparison, Formula, all_of, comparisons, touched
from holdfast.stability.inverse import Want, granted, wanted_formula
from holdfast.stability.model import GraphModel
from holdfast.stability.order import Order
from holdfast.stability.order_program import Items, Outcome, cheapest_orders

MOST_ITEMS = 128
"""Most states and runs of states that one actor's order is searched over."""

Flips = tuple[tuple[int, int], ...]
"""Pairs of states; the first is above the second now and was below it before."""


@dataclass(frozen=True, slots=True, eq=False)
class NearestOrders:
    """Orders that give the wanted verdicts.

    Parameters
    ----------
    completeness : exact, also where there are none; or gave up.
    found : whether there are any.
    orders : by id, of the actors whose order has to be looked at again; no ties in them.
    flips : by id, of the same actors.
    settled : by id; pairs on which the verdict rests and that were a tie, or could not be
        compared, before.
    reason : why there are none, or why it was given up.
    """

    completeness: Completeness
    found: bool
    orders: Mapping[str, Order] = field(default_factory=dict)
    flips: Mapping[str, Flips] = field(default_factory=dict)
    settled: Mapping[str, Flips] = field(default_factory=dict)
    reason: str = ""

    @property
    def distance(self) -> int:
        """How many pairs of states are flipped in all?"""
        return sum(len(flips) for flips in self.flips.values())


def find_orders(
    model: GraphModel, wants: Sequence[Want], free: Collection[str]
) -> NearestOrders:
    """Which orders of these actors, with the fewest flipped pairs, give all these verdicts?

    Parameters
    ----------
    model : the graph model.
    wants : verdicts.
    free : ids of actors whose orders may change; all others keep theirs.

    Returns
    -------
    NearestOrders
        Exact: no orders without ties need fewer flips. Verdicts are checked by `analyse`
        before they are given. Given up where an actor would have more than `MOST_ITEMS` states
        to put in order, or where the conditions or the search grow too large.

    Notes
    -----
    A flip is a pair of states that the actor now ranks the other way round: Kemeny's distance
    [KemenySnell1962], where breaking a tie, or settling what could not be compared, costs
    nothing. Where all verdicts are there already nothing changes, ties included.

    Only states that the conditions name are put in order one by one. States between them
    that stand next to each other now stay together: each costs the same at any place, so all
    of them do best at the same one.
    """
    if all(granted(model, wants)):
        return NearestOrders(Completeness.EXACT, found=True)
    try:
        formula = all_of(wanted_formula(model, want, free) for want in wants)
    except ValueError as error:
        return NearestOrders(Completeness.GAVE_UP, found=False, reason=str(error))
    named = {actor: touched(formula, actor) for actor in free}
    runs = {a: _runs(_order(model, a), states) for a, states in named.items() if states}
    longest = max(map(len, runs.values()), default=0)
    if longest > MOST_ITEMS:
        why = f"{longest} states to put in order, at most {MOST_ITEMS}"
        return NearestOrders(Completeness.GAVE_UP, found=False, reason=why)
    return _checked(model, wants, _searched(model, formula, runs))


Runs = list[list[int]]


def _order(model: GraphModel, actor: str) -> Order:
    return model.orders[model.place(actor)]


def _searched(model: GraphModel, formula: Formula, runs: Mapping[str, Runs]) -> NearestOrders:
    items = {actor: _items(_order(model, actor), given) for actor, given in runs.items()}
    solution = cheapest_orders(items, formula)
    if solution.outcome is Outcome.GAVE_UP:
        why = "the search for orders grew too large"
        return NearestOrders(Completeness.GAVE_UP, found=False, reason=why)
    if solution.outcome is Outcome.NONE:
        why = "no orders of these actors give the verdict, whatever they prefer"
        return NearestOrders(Completeness.EXACT, found=False, reason=why)
    orders, flips, settled = {}, {}, {}
    for actor, best_first in solution.best_first.items():
        middle = [state for item in best_first for state in runs[actor][item]]
        before = _order(model, actor)
        orders[actor] = Order(_placed(before.ranks, middle))
        flips[actor] = tuple(_flipped(before, middle))
        mine = {c for c in comparisons(formula) if c.actor == actor}
        settled[actor] = tuple(sorted(_settled(mine, before, orders[actor])))
    return NearestOrders(Completeness.EXACT, True, orders, flips, settled)


def _checked(model: GraphModel, wants: Sequence[Want], found: NearestOrders) -> NearestOrders:
    if found.found and not all(granted(model, wants, found.orders)):
        raise RuntimeError("the orders found do not give the verdicts; this is a fault of ours")
    return found


def _runs(order: Order, named: Sequence[int]) -> Runs:
    """What is put in order, best first now: each named state, and runs of others between."""
    ranks = order.ranks
    low, high = ranks[list(named)].min(), ranks[list(named)].max()
    inside = np.flatnonzero((ranks >= low) & (ranks <= high))
    if order.unknown:  # then neighbours may differ in what they can be compared with
        inside = np.arange(ranks.size)
    singles, marked = set(named), {int(ranks[state]) for state in named}
    runs: Runs = []
    open_run: tuple[int, ...] = ()
    for state in sorted(inside.tolist(), key=lambda s: (-ranks[s], s in singles, s)):
        # a run goes on within one rank, and over ranks that no named state has
        rank = int(ranks[state])
        alone = state in singles or bool(order.unknown)
        run = () if alone else ((rank,) if rank in marked else (-1,))
        if run and run == open_run:
            runs[-1].append(state)
        else:
            runs.append([state])
        open_run = run
    return runs


def _items(order: Order, runs: Runs) -> Items:
    place = {run[0]: number for number, run in enumerate(runs) if len(run) == 1}
    heads = np.array([run[0] for run in runs], dtype=np.int64)
    sizes = np.array([len(run) for run in runs], dtype=np.int64)
    one, other = heads[:, np.newaxis], heads[np.newaxis, :]
    now_below = order.better(one, other, through=False)
    return Items(place, np.where(now_below, np.multiply.outer(sizes, sizes), 0))


def _placed(ranks: Ranks, middle: Sequence[int]) -> Ranks:
    """Ranks without ties in which these states stand so, best first, and others as before."""
    inside = set(middle)
    least, most = ranks[list(middle)].min(), ranks[list(middle)].max()
    rest = sorted(set(range(ranks.size)) - inside, key=lambda s: (-ranks[s], s))
    above = [s for s in rest if ranks[s] > most]
    below = [s for s in rest if ranks[s] < least]
    best_first = np.array([*above, *middle, *below], dtype=np.int64)
    placed = np.empty(ranks.size, dtype=np.int64)
    placed[best_first] = np.arange(ranks.size)[::-1]
    return placed


def _flipped(before: Order, best_first: Sequence[int]) -> Iterator[tuple[int, int]]:
    states = np.array(best_first, dtype=np.int64)
    one, other = np.triu_indices(states.size, k=1)
    turned = before.better(states[one], states[other], through=False)
    pairs = zip(states[one[turned]].tolist(), states[other[turned]].tolist(), strict=True)
    yield from pairs


def _settled(
    named: Iterable[Comparison], before: Order, after: Order
) -> Iterator[tuple[int, int]]:
    """Pairs that the formula wants strictly so, that are so now, and were open before."""
    for one, other in {(c.one, c.other) for c in named if c.strict}:
        pair = np.array(one), np.array(other)
        known = before.better(*pair, through=False) | before.better(*pair[::-1], through=False)
        if after.ranks[one] > after.ranks[other] and not known:
            yield one, other
