"""What instruments come to together: what adds, what needs another, what a veto voids.

| rule | where |
|---|---|
| alike add with diminishing returns: 1 - (1 - a)(1 - b) | force, costs, words, detection, aid |
| an answer needs attribution | `answered` |
| what leans on a backstop keeps only a part without it | effective strength |
| a rival with a veto voids what needs a joint decision | effective strength |
| the will behind the whole fades by what each part contributes | `support_decay` |
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.conflict.instruments import NUMERALS, Instrument

Array = NDArray[np.float64]

FULL = 2
"""The level at which an instrument is in force whole."""

STANDS_FOR = 5.0 * 365.25
"""Days over which a late deployment is averaged: five years, as holding is looked at."""

_QUARTERS = 4.0
_FASTEST = 0.25  # years; the shortest half-life and term that quarters can tell apart
_MOST_DECAY = 0.98


@dataclass(frozen=True, slots=True, eq=False)
class Toolbox:
    """Instruments with their numbers drawn.

    Parameters
    ----------
    instruments : in the order of all arrays.
    numbers : by a key of `NUMERALS`, shape (instruments, draws); 0 where not stated.
    """

    instruments: tuple[Instrument, ...]
    numbers: Mapping[str, Array]

    def first(self, draws: int) -> "Toolbox":
        """Which toolbox has only the first draws?"""
        return Toolbox(self.instruments, {k: v[:, :draws] for k, v in self.numbers.items()})

    def place(self, name: str) -> int:
        """At which place does the instrument of this id stand? KeyError where none does."""
        for place, one in enumerate(self.instruments):
            if one.id == name:
                return place
        raise KeyError(name)


@dataclass(frozen=True, slots=True, eq=False)
class Without:
    """What the game has without any instrument; shapes (draws,).

    Parameters
    ----------
    columns : by parameter of the game, those that instruments are joined into.
    room : days that an attack needs to reach its aim; infinite where it is never too late.
    relief : what the present level of support takes off a guarantor's cost of honouring.
    """

    columns: Mapping[str, Array]
    room: Array
    relief: Array


def effective(tools: Toolbox, strengths: Array) -> Array:
    """How much of each instrument is left, when backstops lack and the rival may veto?

    Parameters
    ----------
    tools : the instruments.
    strengths : shape (packages, instruments), 0 to 1.

    Returns
    -------
    shape (packages, instruments, draws).

    Notes
    -----
    The strength that a backstop is promised at counts, not what a veto leaves of it. A veto
    does not touch what is needed for no decision.
    """
    raw = strengths[:, :, np.newaxis]
    kept = np.where(_leaning(tools)[:, np.newaxis], tools.numbers["without_backstop"], 1.0)
    backed = _backed(tools, strengths)[:, :, np.newaxis]
    veto = _veto(tools, strengths)[:, np.newaxis, np.newaxis]
    voided = veto * tools.numbers["needs_decision"]
    return np.asarray(raw * (kept + (1.0 - kept) * backed) * (1.0 - voided))


def columns(tools: Toolbox, strengths: Array, without: Without) -> dict[str, Array]:
    """Which parameters of the game do packages set?

    Every number of an instrument is joined into the one parameter that `NUMERALS` names.

    Parameters
    ----------
    tools : the instruments.
    strengths : shape (packages, instruments), 0 to 1.
    without : what the game has without them.

    Returns
    -------
    by parameter, shape (packages, draws).
    """
    has, none = effective(tools, strengths), without.columns

    def joined(key: str) -> Array:
        return _joined(has * tools.numbers[key])

    def onto(base: str, key: str) -> Array:
        return _onto(none[base], has * tools.numbers[key])

    weight = _weight(has, tools)
    return {
        "force": joined("force"),
        "in_time": _in_time(has, tools, without.room),
        "sanctions": joined("cost_imposed"),
        "snap_back": _snap(has, tools, none["snap_back"]),
        "probe_penalty": onto("probe_penalty", "graded"),
        "abandonment": _joined(has * _bound(tools)),
        "automatic": joined("automatic"),
        "guarantor_stake": onto("guarantor_stake", "stake"),
        "guarantor_cost": joined("honouring_cost") + without.relief,
        "deployment_cost": joined("sunk"),
        "detection": onto("detection", "detection"),
        "false_alarm": none["false_alarm"] * (1.0 - joined("clears")),
        "answered": _answered(has, tools, none["answered"]),
        "aid": joined("aid"),
        "first_strike": none["first_strike"] * (1.0 - joined("surprise_removed")),
        "support_decay": _decay(weight, tools, none["support_decay"]),
        "conditional": _mean(weight, tools.numbers["conditionality"], none["conditional"]),
        "red_line_challenger": _asked(has, tools, none["red_line_challenger"]),
    }


def cost_a_year(tools: Toolbox, strengths: Array, kept: Array, paid: Array) -> Array:
    """What do packages cost a year, soldiers with their rotation? EUR bn, prices of 2024.

    Parameters
    ----------
    tools, strengths : as for `columns`; what is promised is paid for, vetoed or not.
    kept : soldiers kept for each who stands there; shape (draws,).
    paid : EUR bn a soldier and year; shape (draws,).

    Returns
    -------
    shape (packages, draws).
    """
    each = upkeep(tools.numbers["troops"], kept, paid, tools.numbers["cost"])
    return np.asarray(np.einsum("pi,id->pd", strengths, each))


def upkeep(troops: Array, kept: Array, paid: Array, besides: Array) -> Array:
    """What do soldiers with their rotation, and what comes besides, cost a year? EUR bn."""
    return np.asarray(troops * kept * paid + besides)


def days_to_deploy(tools: Toolbox, strengths: Array) -> Array:
    """After how many days does the slowest part of each package stand? (packages, draws)."""
    used = (strengths > 0.0)[:, :, np.newaxis]
    return np.asarray((used * tools.numbers["lag"]).max(axis=1, initial=0.0))


def toolbox(instruments: tuple[Instrument, ...], drawn: Mapping[str, Array]) -> Toolbox:
    """Which toolbox has these instruments?

    Parameters
    ----------
    instruments : at least one.
    drawn : by name of each of their quantities, shape (draws,).
    """
    draws = next(iter(drawn.values())).size
    nothing = np.zeros(draws)
    return Toolbox(
        instruments,
        {
            key: np.stack(
                [
                    drawn[one.numbers[key].name] if key in one.numbers else nothing
                    for one in instruments
                ]
            )
            for key in NUMERALS
        },
    )


def _joined(parts: Array) -> Array:
    """Chances or shares that add with diminishing returns; over the instruments."""
    return np.asarray(1.0 - np.prod(1.0 - np.clip(parts, 0.0, 1.0), axis=1))


def _onto(base: Array, parts: Array) -> Array:
    return np.asarray(1.0 - (1.0 - base) * (1.0 - _joined(parts)))


def _mean(weight: Array, values: Array, base: Array) -> Array:
    """Mean over the instruments, by weight; what there is without them where none counts."""
    total = weight.sum(axis=1)
    summed = (weight * values).sum(axis=1)
    found = np.array(np.broadcast_to(base, total.shape))
    return np.asarray(np.divide(summed, total, out=found, where=total > 0.0))


def _bound(tools: Toolbox) -> Array:
    """Price of a broken word, less what its own words let go."""
    return np.asarray(tools.numbers["abandonment"] * (1.0 - tools.numbers["discretion"]))


def _weight(has: Array, tools: Toolbox) -> Array:
    """What each instrument contributes to what the package comes to."""
    of = tools.numbers
    worth = of["force"] + of["cost_imposed"] + _bound(tools) + 8.0 * of["aid"]
    return np.asarray(has * worth)


def _in_time(has: Array, tools: Toolbox, room: Array) -> Array:
    """Part of the force that answers in time, and that stands by then."""
    stands = 1.0 - np.minimum(1.0, tools.numbers["lag"] / STANDS_FOR)
    part = np.exp(-tools.numbers["delay"] / room) * stands
    return _mean(has * tools.numbers["force"], part, np.ones(part.shape[1]))


def _snap(has: Array, tools: Toolbox, base: Array) -> Array:
    return _mean(has * tools.numbers["cost_imposed"], tools.numbers["snap"], base)


def _answered(has: Array, tools: Toolbox, base: Array) -> Array:
    """Nothing is answered that is laid at nobody's door."""
    known = _joined(has * tools.numbers["attribution"])[:, np.newaxis, :]
    return _onto(base, has * tools.numbers["answer"] * known)


def _decay(weight: Array, tools: Toolbox, base: Array) -> Array:
    """Chance a quarter that support falls a level: by half-lives, or by the end of the term."""
    lives, term = tools.numbers["half_life"], tools.numbers["term"]
    fades = np.log(2.0) / (_QUARTERS * np.maximum(lives, _FASTEST))
    ends = 1.0 / (_QUARTERS * np.maximum(term, _FASTEST))
    rate = np.maximum(np.where(lives > 0.0, fades, base), np.where(term > 0.0, ends, 0.0))
    return np.minimum(_mean(weight, rate, base), _MOST_DECAY)


def _asked(has: Array, tools: Toolbox, base: Array) -> Array:
    """The least share that the rival can sign, with all this around it."""
    moved = has * (tools.numbers["provokes"] - tools.numbers["reassures"])
    return np.asarray(np.clip(base + moved.sum(axis=1), 0.0, 1.0))


def _leaning(tools: Toolbox) -> NDArray[np.bool_]:
    return np.array([bool(one.leans_on) for one in tools.instruments])


def _backed(tools: Toolbox, strengths: Array) -> Array:
    """Strength of each instrument's backstop; 1 where it leans on none."""
    places = [tools.place(o.leans_on) if o.leans_on else -1 for o in tools.instruments]
    found = [strengths[:, p] if p >= 0 else np.ones(len(strengths)) for p in places]
    return np.stack(found, axis=1)


def _veto(tools: Toolbox, strengths: Array) -> Array:
    """How far the rival sits among those who decide; shape (packages,)."""
    sits = np.array([one.rival_veto for one in tools.instruments])
    return np.asarray((strengths * sits).max(axis=1, initial=0.0))
