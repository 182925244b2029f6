"""What a package of guarantees puts into the commitment game: each of its fields in one place.

| field of the package | parameter of the game |
|---|---|
| force, response time | force; the part that arrives in time |
| cost imposed | sanctions |
| how surely it is kept | the guarantors' cost of honouring that makes them do so |
| the guarantors' own choice | stake, cost, abandonment, automatic |
| half-life, last day | chance that support falls a level |
| monitor | detection, false alarms |
| number of guarantors | contagion between them, where there are several |

A package that is put together from instruments is joined by `guarantees.composition`, each of
their numbers in the one place that `conflict.instruments.NUMERALS` names.

Strength scales what is promised: force, cost imposed, the price of a broken word, and what
comes by itself. How surely the whole is kept is judged at the middle level of support.
"""

from collections.abc import Mapping

import numpy as np

from holdfast.commitment.game.parameters import GameParameters
from holdfast.conflict.contest import Contest
from holdfast.conflict.guarantees import Guarantee, Monitor
from holdfast.core.quantity import Draws
from holdfast.guarantees.composition import Toolbox, Without, columns
from holdfast.study.ensemble import Ensemble

DAYS_PER_QUARTER = 365.25 / 4.0
_SUREST = 0.995  # a chance of honouring is matched between this and its complement

Columns = Mapping[str, Draws]


def instruments(
    ensemble: Ensemble, contest: Contest, guarantee: Guarantee | None, strength: float | Draws
) -> dict[str, Draws]:
    """Which parameters of the game does so much of this package set? Shape (draws,) each."""
    nothing = np.zeros(ensemble.draws)
    if guarantee is None:
        return dict.fromkeys(("force", "sanctions", "abandonment", "automatic"), nothing)
    assumed = {name: ensemble.of(quantity) for name, quantity in contest.conduct}
    force = ensemble.of(guarantee.force)
    arrives = _in_time(ensemble, contest, guarantee)
    word = _word(ensemble, guarantee, assumed, force * arrives)
    alone = len(guarantee.given_by) < 2
    return {
        **word,
        **_watch(ensemble, guarantee, assumed),
        "force": strength * force,
        "in_time": arrives,
        "sanctions": strength * ensemble.of(guarantee.cost_imposed),
        "abandonment": strength * word["abandonment"],
        "automatic": np.minimum(1.0, strength * word["automatic"]),
        "contagion": nothing if alone else assumed["contagion"],
        "support_decay": _decay(ensemble, guarantee, assumed),
    }


def put_together(
    ensemble: Ensemble, contest: Contest, base: Columns, tools: Toolbox, strengths: Draws
) -> dict[str, Draws]:
    """Which parameters of the game do packages of instruments set?

    Parameters
    ----------
    ensemble : the draws.
    contest : of the case.
    base : parameters of the game with nothing behind a settlement, shape (draws,) each.
    tools : the instruments, drawn for the same draws.
    strengths : of the instruments, 0 to 1; shape (packages, instruments).

    Returns
    -------
    shape (packages, draws) each.
    """
    assumed = {name: ensemble.of(quantity) for name, quantity in contest.conduct}
    room = np.full(ensemble.draws, np.inf)
    if contest.fait_accompli:
        room = np.maximum(ensemble.of(contest.fait_accompli), 1.0)
    found = columns(tools, strengths, Without(base, room, assumed["guarantor_cost_relief"]))
    several = len(guarantors(ensemble)) > 1
    contagion = assumed["contagion"] if several else np.zeros(ensemble.draws)
    return {**found, "contagion": np.broadcast_to(contagion, found["force"].shape)}


def guarantors(ensemble: Ensemble) -> tuple[str, ...]:
    """Who would stand behind a package of instruments: the supporters, else who gives any?"""
    conflict = ensemble.conflict
    given = (actor for package in conflict.packages for actor in package.given_by)
    return tuple(dict.fromkeys([s.actor for s in conflict.supporters] or given))


def _in_time(ensemble: Ensemble, contest: Contest, guarantee: Guarantee) -> Draws:
    """The part of the force that arrives before an attack has reached its aim."""
    if not (contest.fait_accompli and guarantee.response_time):
        return np.ones(ensemble.draws)
    room = np.maximum(ensemble.of(contest.fait_accompli), 1.0)
    return np.asarray(np.exp(-ensemble.of(guarantee.response_time) / room))


def _word(
    ensemble: Ensemble, guarantee: Guarantee, assumed: Columns, force: Draws
) -> dict[str, Draws]:
    """What a guarantor's word costs to keep and to break."""
    choice = guarantee.choice
    if choice is not None:
        return {
            "guarantor_stake": ensemble.of(choice.stake),
            "guarantor_cost": ensemble.of(choice.cost) + assumed["guarantor_cost_relief"],
            "abandonment": ensemble.of(choice.abandonment),
            "automatic": ensemble.of(choice.automatic),
        }
    word = {name: assumed[name] for name in ("guarantor_stake", "abandonment", "automatic")}
    if guarantee.kept_with is None:
        return {**word, "guarantor_cost": assumed["guarantor_cost"]}
    kept = ensemble.of(guarantee.kept_with)
    cost = _cost_that_keeps(kept, assumed, len(guarantee.given_by) > 1, force)
    return {**word, "guarantor_cost": cost}


def _cost_that_keeps(kept: Draws, assumed: Columns, several: bool, force: Draws) -> Draws:
    """The cost of honouring at which guarantors keep the whole package as surely as judged."""
    resolved = GameParameters().resolved  # what no case states keeps the game's default
    sure = assumed["automatic"] + (1.0 - assumed["automatic"]) * resolved
    sure = np.minimum(sure, _SUREST)
    willing = np.clip((kept - sure) / (1.0 - sure), 1.0 - _SUREST, _SUREST)
    wanted = np.log(willing / (1.0 - willing)) / assumed["precision_guarantor"]
    gain = assumed["guarantor_stake"] * force + assumed["abandonment"] - wanted
    if several:
        gain = gain + assumed["contagion"] * (sure + (1.0 - sure) * willing)
    return np.asarray(gain + assumed["guarantor_cost_relief"])


def _decay(ensemble: Ensemble, guarantee: Guarantee, assumed: Columns) -> Draws:
    """Chance per quarter that support falls a level: once in a half-life, or by the end."""
    found = assumed["support_decay"]
    if guarantee.half_life is not None:
        years = np.maximum(ensemble.of(guarantee.half_life), 0.25)
        found = np.minimum(1.0, np.log(2.0) / (4.0 * years))
    if guarantee.lapses is not None:
        days = max((guarantee.lapses - ensemble.conflict.as_of).days, 1)
        found = np.maximum(found, min(1.0, DAYS_PER_QUARTER / days))
    return np.asarray(np.minimum(found, 0.98))


def _watch(ensemble: Ensemble, guarantee: Guarantee, assumed: Columns) -> dict[str, Draws]:
    """How well breaches are seen, by the monitor that judges the package or by nobody's."""
    monitor = _monitor(ensemble, guarantee)
    found = {name: assumed[name] for name in ("detection", "false_alarm")}
    if monitor is not None and monitor.detects is not None:
        found["detection"] = ensemble.of(monitor.detects)
    if monitor is not None and monitor.false_alarm is not None:
        found["false_alarm"] = ensemble.of(monitor.false_alarm)
    return found


def _monitor(ensemble: Ensemble, guarantee: Guarantee) -> Monitor | None:
    named = (m for m in ensemble.conflict.monitors if m.id == guarantee.judged_by)
    return next(named, None)
