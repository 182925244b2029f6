"""The window while somebody moves sliders: one draw, every input in the middle of its range."""

import os
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from threading import BoundedSemaphore, Lock
from types import MappingProxyType
from typing import TypeVar

import numpy as np

from holdfast.commitment.game.answers import answers
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.errors import bad_input
from holdfast.core.quantity import Draws, Quantity
from holdfast.core.units import unit_named
from holdfast.reading.vocabulary import term
from holdfast.study.audit.levers import SWITCH, moved
from holdfast.study.ensemble import Ensemble, at_percentile
from holdfast.study.game.parameters import described_by, yardstick_of
from holdfast.study.supply import weighted_supply

KNOTS = np.linspace(0.0, 1.0, 5)
"""Strengths at which the game is solved; straight lines in between."""

FINE = np.linspace(0.0, 1.0, 201)
STRENGTH, PACKAGE, UNITY = "strength", "package", "unity"
_MIDDLE, _FIVE_YEARS = 50.0, 19
_LOW, _HIGH = 5.0, 95.0  # percentiles between which unity moves its quantities


@dataclass(frozen=True, slots=True)
class Slider:
    """Something that can be moved.

    Parameters
    ----------
    id : its name in the URL.
    low, high, step : where it can stand.
    own : where the case has it.
    at : where it stands.
    unit : of these numbers.
    range : low and high of the case; equal where the case fixes it.
    names : quantities that it moves.
    """

    id: str
    low: float
    high: float
    step: float
    own: float
    at: float
    unit: str
    range: tuple[float, float]
    names: tuple[str, ...] = ()

    @property
    def was_moved(self) -> bool:
        """Whether it stands elsewhere than in the case."""
        return abs(self.at - self.own) > self.step / 2.0


@dataclass(frozen=True, slots=True)
class Live:
    """The window as the sliders stand.

    Parameters
    ----------
    guarantee : the package.
    strength : of it, 0 nothing to 1 the whole.
    sliders : all of them.
    target, challenger : gains from coming at each of `KNOTS`, shares of the prize.
    kept : chance that a settlement is kept five years, at each of `KNOTS`.
    terms : the challenger's share in the terms that the two would reach, at each of `KNOTS`.
    possible : whether the red lines leave room for any terms.
    supply : strength that the supporters would reach; None without supporters.
    """

    guarantee: Guarantee
    strength: float
    sliders: tuple[Slider, ...]
    target: tuple[float, ...]
    challenger: tuple[float, ...]
    kept: tuple[float, ...]
    terms: tuple[float, ...]
    possible: bool
    supply: float | None

    def at(self, curve: tuple[float, ...]) -> float:
        """What is this curve where the strength stands?"""
        return float(np.interp(self.strength, KNOTS, curve))

    @property
    def comes(self) -> tuple[bool, bool]:
        """Whether target and challenger would gain by coming."""
        both = (self.at(self.target) >= 0.0, self.at(self.challenger) >= 0.0)
        return both if self.possible else (False, False)

    @property
    def window(self) -> tuple[float, float] | None:
        """From what strength to what strength both gain; None where none does it."""
        gains = [np.interp(FINE, KNOTS, curve) for curve in (self.target, self.challenger)]
        inside = FINE[np.minimum(*gains) >= 0.0]
        return (float(inside[0]), float(inside[-1])) if self.possible and inside.size else None

    def to_dict(self) -> dict[str, object]:
        """The answer as plain data."""
        return {
            "package": self.guarantee.id,
            "strength": self.strength,
            "sliders": {one.id: one.at for one in self.sliders},
            "kappa": KNOTS.tolist(),
            "target_gain": list(self.target),
            "challenger_gain": list(self.challenger),
            "holds_5y": list(self.kept),
            "terms": list(self.terms),
            "window": list(self.window) if self.window else None,
            "comes": dict(zip(("target", "challenger"), self.comes, strict=True)),
            "supply": self.supply,
            "method": "One draw, every input at its median but those moved; coarse grid.",
        }


@dataclass(frozen=True, slots=True)
class _Middle:
    """A case with every quantity at its median, ready for sliders."""

    ensemble: Ensemble
    yardstick: Draws
    supply: float | None


class Explorer:
    """Answers slider positions, and remembers the last ones.

    Parameters
    ----------
    most : cases and answers that are remembered.
    """

    def __init__(self, most: int = 2_000) -> None:
        self._middles: OrderedDict[str, _Middle] = OrderedDict()
        self._curves: OrderedDict[tuple[object, ...], _Solved] = OrderedDict()
        self._lock, self._most = Lock(), most
        # more at once than there are cores would only make everybody wait longer
        self._turn = BoundedSemaphore(os.cpu_count() or 1)

    def look(self, conflict: Conflict, given: Mapping[str, str]) -> Live:
        """What is the window with the sliders where the URL has them?

        Raises
        ------
        HoldfastError
            HF465 where a slider stands nowhere it can, or the package is unknown.
        """
        middle = self._middle(conflict)
        guarantee = package_of(conflict, given.get(PACKAGE, ""))
        shown = tuple(_sliders(conflict, guarantee, middle, given))
        pins = tuple(
            (name, value)
            for one in shown
            if one.was_moved and one.id != STRENGTH
            for name, value in _pins(conflict, one)
        )
        found = self._solved(conflict, middle, guarantee, pins)
        strength = next(one.at for one in shown if one.id == STRENGTH)
        return Live(guarantee, strength, shown, *found)

    def let_go(self) -> None:
        """Forget every case and answer."""
        with self._lock:
            self._middles.clear()
            self._curves.clear()

    def _middle(self, conflict: Conflict) -> _Middle:
        key = f"{conflict.content_hash}/{conflict.variant}"
        with self._lock:
            known = self._middles.get(key)
        if known is not None:
            return known
        every = (*conflict.quantities, *conflict.assumed)
        values = {q.name: np.full(KNOTS.size, at_percentile(q, _MIDDLE)) for q in every}
        ensemble = Ensemble(conflict, 0, KNOTS.size, MappingProxyType(values), KNOTS.size)
        made = _Middle(ensemble, yardstick_of(ensemble), _supply(ensemble))
        with self._lock:
            _remember(self._middles, key, made, 50)
        return made

    def _solved(
        self,
        conflict: Conflict,
        middle: _Middle,
        guarantee: Guarantee,
        pins: tuple[tuple[str, float], ...],
    ) -> "_Solved":
        key = (conflict.content_hash, conflict.variant, guarantee.id, pins)
        with self._lock:
            known = self._curves.get(key)
        if known is not None:
            return known
        with self._turn:
            found = _solve(middle, guarantee, pins)
        with self._lock:
            _remember(self._curves, key, found, self._most)
        return found


_Curve = tuple[float, ...]
_Solved = tuple[_Curve, _Curve, _Curve, _Curve, bool, float | None]


def package_of(conflict: Conflict, id: str) -> Guarantee:
    """Which package is meant; the case's first where none is named."""
    known = {g.id: g for g in conflict.packages}
    if not known or conflict.contest is None:
        raise bad_input("HF401", f"{conflict.id} has no guarantee to the target of a contest")
    if id and id not in known:
        raise bad_input("HF465", f"no package is called '{id}'", expected=", ".join(known))
    return known[id] if id else next(iter(known.values()))


def _solve(
    middle: _Middle, guarantee: Guarantee, pins: tuple[tuple[str, float], ...]
) -> _Solved:
    ensemble = middle.ensemble
    for name, value in pins:
        ensemble = ensemble.pinned(name, value)
    case = described_by(ensemble, middle.yardstick)
    solved = answers(case.games(guarantee, KNOTS), grid="coarse", threads=1)
    room = case.columns["red_line_challenger"][0] <= case.columns["red_line_target"][0]
    return (
        _curve(solved.gains("target", "terms")),
        _curve(solved.gains("challenger", "terms")),
        _curve(solved.holds_terms[:, _FIVE_YEARS]),
        _curve(solved.terms),
        bool(room),
        _supply(ensemble) if pins else middle.supply,
    )


def _curve(values: Draws) -> _Curve:
    return tuple(float(value) for value in values)


def _supply(ensemble: Ensemble) -> float | None:
    found = weighted_supply(ensemble)
    return None if found is None else float(found[0])


def _sliders(
    conflict: Conflict, guarantee: Guarantee, middle: _Middle, given: Mapping[str, str]
) -> Iterator[Slider]:
    own = 1.0 if middle.supply is None else round(min(1.0, middle.supply) / 0.05) * 0.05
    yield _placed(Slider(STRENGTH, 0, 1, 0.05, round(own, 2), 0, "share", (0, 1)), given)
    lever = term("allied-unity")
    names = tuple(n for n in moved(conflict, lever) if not n.startswith(SWITCH))
    if names:
        yield _placed(Slider(UNITY, 0, 1, 0.1, 0.5, 0, "share", (0, 1), names), given)
    for id, quantity in _quantities(conflict, guarantee):
        yield _placed(_of_quantity(id, quantity), given)


def _quantities(conflict: Conflict, guarantee: Guarantee) -> Iterator[tuple[str, Quantity]]:
    contest = conflict.contest
    assert contest is not None
    yield "trust", contest.target_trusts
    if contest.precondition is not None and contest.precondition.clarity is not None:
        yield "clarity", contest.precondition.clarity
    if guarantee.response_time is not None and contest.fait_accompli is not None:
        yield "delay", guarantee.response_time
    yield "least", contest.red_lines.challenger
    yield "most", contest.red_lines.target


def _of_quantity(id: str, quantity: Quantity) -> Slider:
    unit = unit_named(quantity.unit)
    low = unit.low if unit and np.isfinite(unit.low) else min(0.0, quantity.low)
    bounded = unit is not None and np.isfinite(unit.high) and unit.high <= 1.0
    high = 1.0 if bounded else float(np.ceil(max(90.0, 1.5 * quantity.high)))
    step = 0.01 if bounded else 1.0
    own = round(round(at_percentile(quantity, _MIDDLE) / step) * step, 2)
    names = (quantity.name,)
    ends = (quantity.low, quantity.high)
    return Slider(id, float(low), high, step, own, own, quantity.unit, ends, names)


def _placed(slider: Slider, given: Mapping[str, str]) -> Slider:
    said = given.get(slider.id, "")
    if not said:
        return replace(slider, at=slider.own)
    try:
        at = float(said)
    except ValueError:
        at = float("nan")
    if not slider.low <= at <= slider.high:
        expected = f"{slider.low:g} to {slider.high:g}"
        raise bad_input("HF465", f"{slider.id}={said[:40]}", expected=expected)
    return replace(slider, at=at)


def _pins(conflict: Conflict, slider: Slider) -> Iterator[tuple[str, float]]:
    if slider.id != UNITY:
        yield from ((name, slider.at) for name in slider.names)
        return
    percentile = _LOW + slider.at * (_HIGH - _LOW)
    for name in slider.names:
        yield name, at_percentile(conflict.quantity(name), percentile)


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def _remember(known: OrderedDict[_Key, _Value], key: _Key, value: _Value, most: int) -> None:
    known[key] = value
    while len(known) > most:
        known.popitem(last=False)
