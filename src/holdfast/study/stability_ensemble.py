"""How often is each state an equilibrium, over what the actors may turn out to prefer?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from holdfast.conflict.conflict import Conflict
from holdfast.conflict.preferences import FromContest, Preferences
from holdfast.conflict.states import Indexes, Mask
from holdfast.core.finding import Completeness
from holdfast.core.streams import uniforms
from holdfast.stability.analysis import analyse
from holdfast.stability.completion import completed
from holdfast.stability.concepts import Concept
from holdfast.stability.model import GraphModel, model_of
from holdfast.stability.order import Order
from holdfast.study.contest_order import contest_ranks, contest_ranks_by_draw
from holdfast.study.ensemble import Ensemble
from holdfast.study.parameters import inputs

MOST_DRAWS = 200
"""Draws looked at; a share of so many has a standard error of at most 3.5 points."""

MOST_STATES = 512
"""States up to which frequencies are computed; every different set of orders is analysed."""

MOST_WORK = 25_600
"""States times draws; above 128 states fewer draws are looked at."""

FEWEST_HALVED = 20
"""Draws from which on the halves of an input are compared."""

_SURE = 3.0  # standard errors that a difference must exceed: many are looked at
_EVEN = 0.5

Progress = Callable[[str], None]
"""Called with a line for every set of orders that is analysed."""


@dataclass(frozen=True, slots=True, eq=False)
class Sampled:
    """The verdicts over the draws.

    Parameters
    ----------
    model : with the orders at the means, unknown comparisons open.
    draws : how many.
    orders : how many different sets of orders they hold.
    profile : shape (draws,); which set each draw holds.
    stable : for each concept, shape (orders, actors, states).
    high : for each uncertain input, by name, shape (draws,); whether it is in its high half.
    """

    model: GraphModel
    draws: int
    orders: int
    profile: Indexes
    stable: Mapping[Concept, Mask]
    high: Mapping[str, Mask]

    def equilibria(self, concept: Concept) -> Mask:
        """In which draws is which state stable for all? Shape (draws, states)."""
        shared = np.asarray(self.stable[concept].all(axis=1))
        return shared[self.profile]

    def share(self, concept: Concept) -> NDArray[np.float64]:
        """In which share of the draws is each state an equilibrium? Shape (states,)."""
        return np.asarray(self.equilibria(concept).mean(axis=0))


def uncertain(conflict: Conflict) -> bool:
    """Whether the order of an actor who decides something may turn out in more than one way."""
    return bool(_open(conflict))


def frequency(
    ensemble: Ensemble, concepts: Sequence[str], *, progress: Progress | None = None
) -> dict[str, object]:
    """In which share of draws is each state an equilibrium, and what does it hang on?

    Parameters
    ----------
    ensemble : the draws; the first `MOST_DRAWS` are used, or fewer in large cases.
    concepts : which to apply.
    progress : told of every set of orders.

    Returns
    -------
    Plain data, under the keys that `--json` promises; with `completeness` "gave up" and a
    `reason` where there are too many states.
    """
    space = ensemble.conflict.space
    assert space is not None
    if len(space) > MOST_STATES:
        reason = f"more than {MOST_STATES} states; frequencies are not computed"
        return {"completeness": Completeness.GAVE_UP.value, "reason": reason}
    found = sampled(ensemble, concepts, progress=progress)
    return {
        "completeness": Completeness.SAMPLED.value,
        "draws": found.draws,
        "orders": found.orders,
        "drawn": [p.actor for p in _open(ensemble.conflict)],
        "equilibria": {c.value: _shares(found.share(c)) for c in found.stable},
        "flips": list(_flips(found)),
        "inputs": _hang_on(found),
    }


def sampled(
    ensemble: Ensemble, concepts: Sequence[str], *, progress: Progress | None = None
) -> Sampled:
    """Which verdicts hold in each draw of the actors' orders?

    Orders from the contest take every draw's own values. An unknown comparison is settled by a
    coin for each pair of the case, see `completed`. Draws that hold the same orders are
    analysed once.
    """
    draws = _draws(ensemble)
    values = {name: drawn[:draws] for name, drawn in ensemble.values.items()}
    few = replace(ensemble, draws=draws, values=MappingProxyType(values))
    model = model_of(few.conflict, contest_ranks(few))
    coins = _coins(few)
    kinds, which = _orders(few, model, coins)
    profiles, first, profile = np.unique(which, axis=1, return_index=True, return_inverse=True)
    asked = [Concept(concept) for concept in concepts]
    shape = (profiles.shape[1], len(model.actors), len(model.space))
    stable = {concept: np.ones(shape, dtype=np.bool_) for concept in asked}
    for number in range(shape[0]):
        orders = tuple(k[at] for k, at in zip(kinds, which[:, first[number]], strict=True))
        result = analyse(replace(model, orders=orders), asked)
        for concept in asked:
            stable[concept][number] = result.stable[concept]
        if progress is not None:
            progress(f"orders {number + 1} of {shape[0]}")
    high = {**_halves(few), **{name: coin >= _EVEN for name, coin in coins.items()}}
    return Sampled(model, draws, shape[0], profile.reshape(-1), stable, high)


def _draws(ensemble: Ensemble) -> int:
    """Every set of orders is analysed whole, so large cases get fewer draws."""
    assert ensemble.conflict.space is not None
    room = max(1, MOST_WORK // len(ensemble.conflict.space))
    return min(ensemble.draws, MOST_DRAWS, room)


def _open(conflict: Conflict) -> list[Preferences]:
    if conflict.space is None:
        return []
    deciding = conflict.space.movers
    return [
        p
        for p in conflict.preferences
        if p.actor in deciding and (p.unknown or isinstance(p.order, FromContest))
    ]


def _coins(ensemble: Ensemble) -> dict[str, NDArray[np.float64]]:
    """A uniform number a draw for every unknown pair, by its place in the file."""
    conflict = ensemble.conflict
    coins = {}
    for preferences in _open(conflict):
        for place in range(len(preferences.unknown)):
            stream = f"preferences.{_role(conflict, preferences.actor)}.unknown.{place}"
            name = f"preferences.{preferences.actor}.unknown.{place}"
            coins[name] = uniforms(ensemble.seed, stream, 0, ensemble.draws)
    return coins


def _role(conflict: Conflict, actor: str) -> str:
    """Streams are named by role, so that renaming a side changes no draw."""
    contest = conflict.contest
    roles = {contest.challenger: "challenger", contest.target: "target"} if contest else {}
    return roles.get(actor, actor)


def _orders(
    ensemble: Ensemble, model: GraphModel, coins: Mapping[str, NDArray[np.float64]]
) -> tuple[list[list[Order]], Indexes]:
    """For each actor the different orders it may have, and which it has in each draw."""
    by_draw = contest_ranks_by_draw(ensemble)
    kinds, which = [], []
    for actor, order in zip(model.actors, model.orders, strict=True):
        tosses = [
            coins[f"preferences.{actor.id}.unknown.{place}"] < _EVEN
            for place in range(len(order.unknown))
        ]
        low = np.array(tosses, dtype=np.int64).reshape(-1, ensemble.draws).T
        ranks = by_draw.get(actor.id, np.tile(order.ranks, (ensemble.draws, 1)))
        rows, number = np.unique(np.hstack((low, ranks)), axis=0, return_inverse=True)
        pairs = low.shape[1]
        kinds.append(
            [completed(Order(r[pairs:], order.unknown), r[:pairs].astype(bool)) for r in rows]
        )
        which.append(number.reshape(-1))
    return kinds, np.array(which, dtype=np.int64)


def _halves(ensemble: Ensemble) -> dict[str, Mask]:
    """For every quantity behind an order from the contest: is it in its high half?"""
    conflict = ensemble.conflict
    if not any(isinstance(p.order, FromContest) for p in _open(conflict)):
        return {}
    names = dict.fromkeys(
        name for package in (None, *conflict.packages) for name in inputs(conflict, package)
    )
    return {
        name: ensemble.values[name] > np.median(ensemble.values[name])
        for name in names
        if not conflict.quantity(name).fixed
    }


def _shares(share: NDArray[np.float64]) -> list[dict[str, object]]:
    found = np.flatnonzero(share > 0.0)
    return [{"state": int(state), "share": float(share[state])} for state in found]


def _turning(found: Sampled) -> Iterator[tuple[Concept, int, float]]:
    """The states that are equilibria in some draws and not in others."""
    for concept in found.stable:
        share = found.share(concept)
        for state in np.flatnonzero((share > 0.0) & (share < 1.0)).tolist():
            yield concept, state, float(share[state])


def _flips(found: Sampled) -> Iterator[dict[str, object]]:
    """Whose verdict makes such a state an equilibrium in some draws only?"""
    for concept, state, _ in _turning(found):
        shares = found.stable[concept][found.profile, :, state].mean(axis=0)
        for actor, share in zip(found.model.actors, shares.tolist(), strict=True):
            if share < 1.0:
                yield {
                    "concept": concept.value,
                    "actor": actor.id,
                    "state": state,
                    "share": share,
                }


def _hang_on(found: Sampled) -> list[dict[str, object]]:
    """For each input the state whose frequency differs most between its halves, largest first.

    Differences within three standard errors are left out.
    """
    if found.draws < FEWEST_HALVED:
        return []
    found_gaps: list[tuple[float, dict[str, object]]] = []
    for name, high in found.high.items():
        gaps = [
            (concept, state, *_gap(found.equilibria(concept)[:, state], high))
            for concept, state, _ in _turning(found)
        ]
        sure = [gap for gap in gaps if abs(gap[3] - gap[2]) > gap[4]]
        if sure:
            concept, state, low, up, _ = max(sure, key=lambda gap: abs(gap[3] - gap[2]))
            where = {"input": name, "concept": concept.value, "state": state}
            found_gaps.append((abs(up - low), {**where, "low": low, "high": up}))
    found_gaps.sort(key=lambda pair: -pair[0])
    return [entry for _, entry in found_gaps]


def _gap(holds: Mask, high: Mask) -> tuple[float, float, float]:
    """Share in the low half, in the high half, and what a difference must exceed."""
    ups = int(high.sum())
    if ups in (0, high.size):
        return 0.0, 0.0, 1.0
    share = float(holds.mean())
    error = np.sqrt(share * (1.0 - share) * (1.0 / ups + 1.0 / (high.size - ups)))
    return float(holds[~high].mean()), float(holds[high].mean()), _SURE * float(error)
