"""The guarantee window: sliders, the sentence they lead to, and the answer over all draws."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from holdfast.conflict.conflict import Conflict
from holdfast.core.likelihood import two_digits
from holdfast.web.ask import Ask
from holdfast.web.live import KNOTS, PACKAGE, Explorer, Live
from holdfast.web.pages.result import found, frame, state
from holdfast.web.pages.sections import shown_on

GUESSES = ("both", "target", "challenger", "neither")
_WIDE, _HIGH = 640.0, 300.0  # of the drawing
_LEFT, _RIGHT, _TOP, _BOTTOM = 60.0, 500.0, 20.0, 250.0
_APART = 16.0  # least distance between two names


_EXPLORER = Explorer()  # remembers answers, all of which follow from the case's hash


def let_go() -> None:
    """Forget every case that somebody moved sliders of."""
    _EXPLORER.let_go()


def show(ask: Ask) -> Response:
    """How strong must the guarantee be, and when is it too strong?"""
    conflict = ask.rooms.library.conflict(ask.choice())
    frames = frame(ask, conflict, "window")
    if not frames["has_contest"]:
        return ask.page("silent.html", **frames, articles=[])
    data = found(ask)
    shown = shown_on("window", data) if data else []
    change = data["report"]["sections"].get("decides") if data else None
    return ask.page(
        "window.html",
        **frames,
        **_moving(ask, conflict),
        **state(ask),
        sections=shown,
        change=change,
    )


def live(ask: Ask) -> Response:
    """The moving part of the page alone; the page's address follows the sliders."""
    conflict = ask.rooms.library.conflict(ask.choice())
    frames = frame(ask, conflict, "window")
    answer = ask.page("live.html", **frames, **_moving(ask, conflict), moving=True)
    query = str(ask.query)
    path = f"/c/{ask.place('case')}/window"
    answer.headers["hx-replace-url"] = f"{path}?{query}" if query else path
    return answer


def look(ask: Ask, conflict: Conflict) -> Live:
    """The window with the sliders where the URL has them."""
    return _EXPLORER.look(conflict, ask.query)


def _moving(ask: Ask, conflict: Conflict) -> dict[str, Any]:
    now = look(ask, conflict)
    guess = ask.query.get("guess", "")
    return {
        "live": now,
        "says": sentences(ask, conflict, now),
        "drawing": drawing(conflict, now),
        "predict": bool(ask.query.get("predict")),
        "guess": guess if guess in GUESSES else "",
        "guesses": GUESSES,
        "came": _came(now),
        "labels": _labels(ask, conflict),
        "package_key": PACKAGE,
    }


def _came(now: Live) -> str:
    target, challenger = now.comes
    if target and challenger:
        return "both"
    return "target" if target else "challenger" if challenger else "neither"


def _sides(conflict: Conflict) -> tuple[str, str]:
    assert conflict.contest is not None
    return conflict.name(conflict.contest.target), conflict.name(conflict.contest.challenger)


def sentences(ask: Ask, conflict: Conflict, now: Live) -> list[str]:
    """What do the sliders lead to, in words?"""
    target, challenger = _sides(conflict)
    names = {"target": target, "challenger": challenger, "package": now.guarantee.title}
    names["strength"] = f"{round(100 * now.strength)}%"
    said = {
        "both": ask.words(
            "With %(strength)s of '%(package)s' in force, both %(target)s and %(challenger)s"
            " would gain by coming to the table."
        ),
        "target": ask.words(
            "With %(strength)s of '%(package)s' in force, %(target)s would gain by coming to"
            " the table and %(challenger)s would not."
        ),
        "challenger": ask.words(
            "With %(strength)s of '%(package)s' in force, %(challenger)s would gain by coming"
            " to the table and %(target)s would not."
        ),
        "neither": ask.words(
            "With %(strength)s of '%(package)s' in force, neither %(target)s nor"
            " %(challenger)s would gain by coming to the table."
        ),
    }
    return [said[_came(now)] % names, *_more(ask, now)]


def _more(ask: Ask, now: Live) -> Iterator[str]:
    if not now.possible:
        yield ask.words("The red lines leave no room for any terms.")
        return
    if now.window is None:
        yield ask.words("No strength of this package would bring both.")
    else:
        low, high = (two_digits(end) for end in now.window)
        yield ask.words(
            "Both would come from strength %(low)s to %(high)s, where 1 is the whole package.",
            low=low,
            high=high,
        )
    if now.supply is not None:
        yield ask.words(
            "The supporters would end up near %(supply)s.", supply=two_digits(now.supply)
        )


def drawing(conflict: Conflict, now: Live) -> dict[str, Any]:
    """Where lines, marks and names stand in the moving chart."""
    curves = {"target": now.target, "challenger": now.challenger}
    every = [0.0, *now.target, *now.challenger]
    spare = max(0.01, 0.12 * (max(every) - min(every)))
    scale = _Scale(min(every) - spare, max(every) + spare)
    lines = {
        name: " ".join(
            f"{_x(k):.1f},{scale.y(v):.1f}" for k, v in zip(KNOTS, curve, strict=True)
        )
        for name, curve in curves.items()
    }
    target, challenger = _sides(conflict)
    ends = _spaced(scale.y(now.target[-1]), scale.y(now.challenger[-1]))
    window = now.window
    return {
        "wide": _WIDE,
        "high": _HIGH,
        "box": (_LEFT, _RIGHT, _TOP, _BOTTOM),
        "zero": scale.y(0.0),
        "lines": lines,
        "at": _x(now.strength),
        "marks": {name: scale.y(now.at(curve)) for name, curve in curves.items()},
        "names": ((target, ends[0], "target"), (challenger, ends[1], "challenger")),
        "window": (_x(window[0]), _x(window[1]) - _x(window[0])) if window else None,
        "supply": None if now.supply is None else _x(min(1.0, now.supply)),
        "ticks": [(f"{k:g}", _x(float(k))) for k in KNOTS],
        "levels": scale.levels(),
    }


def _x(strength: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * float(strength)


@dataclass(frozen=True, slots=True)
class _Scale:
    """From gains to heights in the drawing."""

    low: float
    high: float

    def y(self, gain: float) -> float:
        """How far down does this gain stand?"""
        return _BOTTOM - (_BOTTOM - _TOP) * (gain - self.low) / (self.high - self.low)

    def levels(self) -> list[tuple[str, float]]:
        """Round gains in the drawing, but for nought, with where they stand."""
        step = 10.0 ** math.floor(math.log10(self.high - self.low))
        step = next(
            s for s in (step, step / 2.0, step / 5.0) if (self.high - self.low) / s >= 3
        )
        first, last = math.ceil(self.low / step), math.floor(self.high / step)
        return [(two_digits(n * step), self.y(n * step)) for n in range(first, last + 1) if n]


def _spaced(first: float, second: float) -> tuple[float, float]:
    """Two heights, moved apart where names there would overlap."""
    short = max(0.0, _APART - abs(first - second)) / 2.0
    return (
        (first - short, second + short) if first <= second else (first + short, second - short)
    )


def _labels(ask: Ask, conflict: Conflict) -> dict[str, str]:
    target, challenger = _sides(conflict)
    return {
        "strength": ask.words("Strength of the package in force"),
        "unity": ask.words("Unity of the supporters"),
        "trust": ask.words("%(a)s's trust in %(b)s", a=target, b=challenger),
        "clarity": ask.words("Clarity of the refusal"),
        "delay": ask.words("Days until the response arrives"),
        "least": ask.words("The least that %(a)s takes", a=challenger),
        "most": ask.words("The most that %(a)s leaves", a=target),
    }
