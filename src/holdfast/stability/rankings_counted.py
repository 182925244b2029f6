"""How many of all orders that one actor could have give the verdicts that are wanted?"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import comb, factorial

import numpy as np

from holdfast.conflict.states import Mask
from holdfast.core.finding import Completeness
from holdfast.stability.formula import AllOf, Comparison, Formula, all_of, comparisons, touched
from holdfast.stability.inverse import Want, wanted_formula
from holdfast.stability.model import GraphModel

MOST_COUNTED = 20
"""Most states whose place is left open by the condition: 2^20 sets are gone through, and 20!
still fits into 64 bits."""

MOST_WRITTEN = 128
"""Most states for which the number of orders is given and not only the share."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many orders give the wanted verdicts.

    Parameters
    ----------
    completeness : exact, or gave up.
    share : of all orders without ties, those that do.
    rankings, of_rankings : their number and that of all; 0 of 0 beyond `MOST_WRITTEN` states.
    weak, of_weak : orders with or without ties that do, and all; 0 of 0 where not counted.
    reason : why it was given up; empty otherwise.
    """

    completeness: Completeness
    share: Fraction = Fraction(0)
    rankings: int = 0
    of_rankings: int = 0
    weak: int = 0
    of_weak: int = 0
    reason: str = ""


def counts(model: GraphModel, wants: Sequence[Want], actor: str) -> Count:
    """How many orders of this actor give all these verdicts, all other orders as they are?

    Parameters
    ----------
    model : the graph model.
    wants : one verdict or more.
    actor : id.

    Returns
    -------
    Count
        Exact. Given up where more than `MOST_COUNTED` states would have to be looked at, or
        where one verdict hangs on comparisons that do not share a state. Orders with ties are
        counted where all verdicts are about one state.

    Notes
    -----
    Which states an actor ranks above s decides all, so nothing is counted order by order. One
    state: let c(a) be the number of sets of a states, of the k that the condition names, that
    make it true when just they are above s. Then the share is
    sum_a c(a) a! (k-a)! / (k+1)!. Several states: rankings are built best first, over sets of
    the states that are in already; when one of the s is put in, the set says what is above it.

    Examples
    --------
    One move, so half of all rankings have the state above where the move leads:

    >>> from holdfast.conflict.actors import Actor
    >>> from holdfast.conflict.issues import Issue
    >>> from holdfast.conflict.states import StateSpace
    >>> from holdfast.stability.concepts import Concept
    >>> from holdfast.stability.model import graph_model
    >>> from holdfast.stability.order import Order
    >>> guns = Issue("guns", "Do the guns fire?", (("no", "No"), ("yes", "Yes")), ("n",))
    >>> north = Actor("n", "North", "state")
    >>> model = graph_model(StateSpace((guns,)), [north], {"n": Order(np.array([0, 1]))})
    >>> found = counts(model, [Want(0, Concept.NASH, ("n",))], "n")
    >>> found.rankings, found.of_rankings, found.weak, found.of_weak
    (1, 2, 2, 3)
    """
    try:
        formula = all_of(wanted_formula(model, want, (actor,)) for want in wants)
        pivot = _pivot(formula, wants[0].state)
        if pivot >= 0:
            return _about_one_state(formula, pivot, len(model.space))
        share = _share_of_several(formula, touched(formula, actor))
    except ValueError as error:
        return Count(Completeness.GAVE_UP, reason=str(error))
    return _counted(share, len(model.space))


@cache
def weak_orders(items: int) -> int:
    """How many orders with or without ties are there of so many things?

    Examples
    --------
    >>> [weak_orders(n) for n in range(5)]
    [1, 1, 3, 13, 75]
    """
    if items == 0:
        return 1
    return sum(comb(items, tier) * weak_orders(items - tier) for tier in range(1, items + 1))


@cache
def _topped(items: int) -> int:
    """How many orders of so many things have a given one among the best?"""
    ties = range(items)
    return sum(comb(items - 1, tier) * weak_orders(items - 1 - tier) for tier in ties)


def _counted(share: Fraction, states: int, weak: tuple[int, int] = (0, 0)) -> Count:
    if states > MOST_WRITTEN:
        return Count(Completeness.EXACT, share)
    every = factorial(states)
    return Count(Completeness.EXACT, share, int(share * every), every, *weak)


def _pivot(formula: Formula, first: int) -> int:
    """Which state do all comparisons share? `first` if it may be; -1 where none is shared."""
    pairs = [{c.one, c.other} for c in comparisons(formula)]
    shared = set.intersection(*pairs) if pairs else {first}
    return first if first in shared else min(shared, default=-1)


def _about_one_state(formula: Formula, pivot: int, states: int) -> Count:
    """Count by which states are above the pivot; some have to be, or must not."""
    parts = formula.parts if isinstance(formula, AllOf) else (formula,)
    granted = [part for part in parts if isinstance(part, Comparison)]
    above = {c.one for c in granted if c.other == pivot}
    below = {c.other for c in granted if c.one == pivot}
    if above & below:
        return _counted(Fraction(0), states, _weak({}, 0, states))
    named = {state for c in comparisons(formula) for state in (c.one, c.other)} - {pivot}
    left = sorted(named - above - below)
    sets = _sets(left)
    size = sets[left[0]].size if left else 1
    settled = {s: np.full(size, s in above) for s in above | below}
    true = _true(formula, pivot, {**sets, **settled})
    higher = sum((sets[s].astype(np.int64) for s in left), np.zeros(size, dtype=np.int64))
    found = np.bincount(higher[true] + len(above), minlength=1).tolist()
    by_above = {a: count for a, count in enumerate(found) if count}
    k = len(named)
    whole = sum(c * factorial(a) * factorial(k - a) for a, c in by_above.items())
    share = Fraction(whole, factorial(k + 1))
    one_sided = all(c.strict is (c.other == pivot) for c in comparisons(formula))
    return _counted(share, states, _weak(by_above, k, states) if one_sided else (0, 0))


def _weak(by_above: dict[int, int], named: int, states: int) -> tuple[int, int]:
    """Orders with ties: any order above the pivot, and the pivot among the best of the rest."""
    if states > MOST_WRITTEN:
        return 0, 0
    others = states - 1 - named
    found = sum(
        count * comb(others, more) * weak_orders(a + more) * _topped(states - a - more)
        for a, count in by_above.items()
        for more in range(others + 1)
    )
    return found, weak_orders(states)


def _share_of_several(formula: Formula, named: Sequence[int]) -> Fraction:
    """Which share of the rankings of the named states makes every part true?"""
    parts = formula.parts if isinstance(formula, AllOf) else (formula,)
    sets = _sets(named)
    fits = {state: np.ones(2 ** len(named), dtype=np.bool_) for state in named}
    for part in parts:
        pivot = _pivot(part, -1)
        if pivot < 0:
            raise ValueError("a verdict hangs on comparisons that do not share a state")
        fits[pivot] &= _true(part, pivot, sets)
    return Fraction(_put_in(list(fits.values())), factorial(len(named)))


def _put_in(fits: Sequence[Mask]) -> int:
    """In how many sequences can all be put in, when each fits only after certain sets?"""
    ways = np.zeros(2 ** len(fits), dtype=np.int64)
    ways[0] = 1
    sizes = np.bitwise_count(np.arange(ways.size))
    for size in range(len(fits)):
        before = np.flatnonzero(sizes == size)
        for place, fit in enumerate(fits):
            free = before[(before >> place & 1 == 0) & fit[before]]
            ways[free | 1 << place] += ways[free]
    return int(ways[-1])


def _sets(states: Sequence[int]) -> dict[int, Mask]:
    """For each state, in which of all sets of these states is it? Shape (sets,)."""
    if len(states) > MOST_COUNTED:
        raise ValueError(f"it hangs on the place of {len(states)} states, over {MOST_COUNTED}")
    every = np.arange(2 ** len(states))
    return {state: (every >> place & 1).astype(np.bool_) for place, state in enumerate(states)}


def _true(formula: Formula, pivot: int, above: dict[int, Mask]) -> Mask:
    """For which sets of states above the pivot does the formula hold?"""
    if isinstance(formula, Comparison):
        return above[formula.one] if formula.other == pivot else ~above[formula.other]
    parts = [_true(part, pivot, above) for part in formula.parts]
    every = isinstance(formula, AllOf)
    size = next(iter(above.values())).size if above else 1
    out = np.full(size, every)
    for part in parts:
        out = out & part if every else out | part
    return out
