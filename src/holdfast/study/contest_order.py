"""How a side of the contest orders the states, where the case leaves it to the engine."""

from collections.abc import Iterator, Mapping

import numpy as np

from holdfast.commitment.window import (
    Settlement,
    breaking_value,
    challenger_terms,
    target_terms,
    war_values,
)
from holdfast.conflict.preferences import FromContest, Ranks
from holdfast.conflict.states import Mask, StateSpace
from holdfast.core.quantity import Draws
from holdfast.core.tolerances import TIE
from holdfast.study.ensemble import Ensemble
from holdfast.study.parameters import HORIZON_YEARS, contest_of, negotiated, settlement, war

_NOTHING, _WHOLE = np.zeros(1), np.ones(1)


def contest_ranks(ensemble: Ensemble) -> Mapping[str, Ranks]:
    """How do the sides rank the states when their order follows from the contest?

    A state without settlement is worth what fighting on is worth. A settlement is worth what it
    gives at negotiated terms with the guarantee in force there (the last one the case lists,
    where several are); one that is being broken is worth what breaking it is worth. Values are
    means over the draws; values within rounding of each other are ties.

    Returns
    -------
    By actor id, shape (states,), larger better; empty where no order follows from the contest.
    """
    space, places = _wanted(ensemble)
    if space is None:
        return {}
    values = np.empty((2, len(space)))
    for states, worth in _worths(ensemble, space):
        values[:, states] = _means(*worth)
    return {actor: _ranked(values[place]) for actor, place in places.items()}


def contest_ranks_by_draw(ensemble: Ensemble) -> Mapping[str, Ranks]:
    """How would the sides rank the states if they knew each draw for what it is?

    As `contest_ranks`, with every draw's own values in the place of the means.

    Returns
    -------
    By actor id, shape (draws, states), larger better; empty where no order follows from the
    contest.
    """
    space, places = _wanted(ensemble)
    if space is None:
        return {}
    values = np.empty((2, ensemble.draws, len(space)))
    for states, worth in _worths(ensemble, space):
        for side, drawn in zip(values, worth, strict=True):
            side[:, states] = np.broadcast_to(drawn.reshape(-1), ensemble.draws)[:, np.newaxis]
    return {
        actor: np.array([_ranked(row) for row in values[place]])
        for actor, place in places.items()
    }


def _wanted(ensemble: Ensemble) -> tuple[StateSpace | None, dict[str, int]]:
    """The states, and whose order follows from the contest, challenger 0 and target 1."""
    conflict = ensemble.conflict
    wanted = [p.actor for p in conflict.preferences if isinstance(p.order, FromContest)]
    if conflict.space is None or not wanted:
        return None, {}
    contest = contest_of(conflict, "order from the contest")
    place = {contest.challenger: 0, contest.target: 1}
    return conflict.space, {actor: place[actor] for actor in wanted}


def _worths(
    ensemble: Ensemble, space: StateSpace
) -> Iterator[tuple[Mask, tuple[Draws, Draws]]]:
    """Groups of states with their worth to both sides, by draw; later groups count."""
    contest = contest_of(ensemble.conflict, "order from the contest")
    assert contest.settled_when is not None
    terms = negotiated(ensemble, contest, war(ensemble, contest)).terms
    bare = settlement(ensemble, None, terms, HORIZON_YEARS)
    settled = space.holds(contest.settled_when)
    yield ~settled, war_values(bare)
    yield settled, _kept(bare, _NOTHING)
    for guarantee in ensemble.conflict.packages:
        if guarantee.in_force_when is None or guarantee.broken_by is None:
            continue
        in_force = settled & space.holds(guarantee.in_force_when)
        backed = settlement(ensemble, guarantee, terms, HORIZON_YEARS)
        yield in_force, _kept(backed, _WHOLE)
        yield in_force & space.holds(guarantee.broken_by), _broken(backed)


def _kept(found: Settlement, strength: Draws) -> tuple[Draws, Draws]:
    challenger, target = challenger_terms(found, strength), target_terms(found, strength)
    return challenger.gain + challenger.war, target.gain + target.war


def _broken(found: Settlement) -> tuple[Draws, Draws]:
    helped = found.honoured * found.force
    left = 1.0 - found.power_later - found.cost_target + helped
    return breaking_value(found, _WHOLE), left


def _means(challenger: Draws, target: Draws) -> Draws:
    return np.array([[float(np.mean(challenger))], [float(np.mean(target))]])


def _ranked(values: Draws) -> Ranks:
    """Rank the values; those within `TIE` of the next lower one share its rank."""
    order = np.argsort(values, kind="stable")
    steps = np.diff(values[order]) > TIE
    ranks = np.empty(values.size, dtype=np.int64)
    ranks[order] = np.concatenate([[0], np.cumsum(steps)])
    return ranks
