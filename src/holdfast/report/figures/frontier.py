"""What packages keep against what they cost, and what each of them leaves to both sides."""

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from holdfast.conflict.conflict import Conflict
from holdfast.core.likelihood import two_digits
from holdfast.report.answers import listing, mapping, real
from holdfast.report.figures.style import (
    BLUE,
    GREEN,
    GREY,
    VERMILION,
    Picture,
    picture,
    styled,
    wrapped,
)
from holdfast.report.labels import sides_of
from holdfast.report.phrases import share_of_draws

Package = Mapping[str, object]

_SIDES = (("target", BLUE, "o", -0.17), ("challenger", VERMILION, "s", 0.17))
_COSTS = (0, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_LINEAR = 0.5  # EUR bn a year up to which the axis of cost is no logarithm
_WIDTH, _ABOVE, _ROW = 8.2, 3.3, 0.44  # inches; the last for each package
_BOTTOM, _BETWEEN, _TOP = 0.65, 1.35, 0.45  # inches
_AROUND = [(k * right, k * up) for k in (1.0, 1.8) for right, up in product((1, -1), repeat=2)]
_STEP, _APART = 9.0, 11.0  # points from a mark to its number, and between what can be read
_PLACES = 3  # below them a gain is nothing
_DIAMOND, _CIRCLE = "\N{BLACK DIAMOND}", "\N{WHITE CIRCLE}"


def frontier_figure(conflict: Conflict, answer: Mapping[str, object]) -> Picture:
    """Which packages keep the peace at what cost, and what does each leave to both sides?

    Above, the chance that both come and it is kept five years against the cost a year; below,
    both sides' gains by each package, one beside the other. Packages that no other beats in
    everything are full diamonds, the others open circles; each has its number.

    Parameters
    ----------
    conflict : for the names of the sides.
    answer : of the comparison of packages.
    """
    packages = [mapping(one) for one in listing(answer["packages"])]
    on = [one["name"] in listing(answer["frontier"]) for one in packages]
    rows = _ROW * len(packages) + 0.1
    with styled("frontier"):
        figure = Figure(figsize=(_WIDTH, _BOTTOM + rows + _BETWEEN + _ABOVE + _TOP))
        _kept(figure, _BOTTOM + rows + _BETWEEN, packages, on)
        _gains(_axes(figure, (3.05, _BOTTOM), 3.9, rows), packages, on, sides_of(conflict))
        return picture("frontier", _says(conflict, packages, on), figure)


def _axes(figure: Figure, corner: tuple[float, float], width: float, height: float) -> Axes:
    """Axes with their lower left corner here; all in inches."""
    whole, tall = figure.get_size_inches()
    at = (corner[0] / whole, corner[1] / tall, width / whole, height / tall)
    return figure.add_axes(at)


def _kept(figure: Figure, up: float, packages: Sequence[Package], on: Sequence[bool]) -> None:
    """The chance of being kept against the cost; what states no cost in a strip of its own."""
    bare = [k for k, one in enumerate(packages) if not one["cost_per_year"]]
    paid = [k for k, one in enumerate(packages) if one["cost_per_year"]]
    strip = (0.55 + 0.3 * len(bare)) * bool(bare) if paid else 6.0
    place, panels = 0.8, []
    if bare:
        panels.append((_axes(figure, (place, up), strip, _ABOVE), bare))
        place += strip + 0.2
    if paid:
        panels.append((_axes(figure, (place, up), _WIDTH - 0.3 - place, _ABOVE), paid))
    for axes, chosen in panels:
        axes.set_ylim(0, 100)
        axes.grid(axis="y", color=GREY, alpha=0.2)
        _costs(axes, [packages[k] for k in chosen], priced=chosen is paid)
        points = [_point(axes, packages[k], place, on[k]) for place, k in enumerate(chosen)]
        _numbered(axes, points, chosen)
    for axes, _ in panels[1:]:
        axes.tick_params(axis="y", labelleft=False)
    panels[0][0].set_ylabel("Both come and keep it\nfive years, mean chance in %")
    panels[0][0].set_title("What is kept, and what it costs")
    words = f"{_DIAMOND} no other beats it in everything   {_CIRCLE} another does"
    panels[-1][0].text(0.02, 0.95, words, transform=panels[-1][0].transAxes, fontsize=9)


def _costs(axes: Axes, packages: Sequence[Package], *, priced: bool) -> None:
    """The axis of cost, or a strip without one."""
    if not priced:
        axes.set_xlim(-0.7, len(packages) - 0.3)
        axes.set_xticks([])
        axes.set_xlabel("cost not\nstated")
        return
    costs = [mapping(one["cost_per_year"]) for one in packages]
    ends = [min(real(c["low"]) for c in costs), max(real(c["high"]) for c in costs)]
    axes.set_xscale("symlog", linthresh=_LINEAR, linscale=0.4)
    low = max((c for c in _COSTS if c <= ends[0]), default=0)
    high = min((c for c in _COSTS if c >= max(ends[1], 1.0)), default=ends[1])
    axes.set_xlim(low - 0.02, 1.1 * high)
    ticks = [c for c in _COSTS if low <= c <= high]
    axes.set_xticks(ticks, [f"{c:g}" for c in ticks])
    axes.set_xticks([], minor=True)
    axes.set_xlabel("EUR bn a year, with rotation; lines: 5th to 95th percentile")


def _point(axes: Axes, package: Package, place: int, on: bool) -> tuple[float, float]:
    """Draw a package with the range of its cost and the sampling error; where does it lie?"""
    kept, cost = mapping(package["kept_5y"]), mapping(package["cost_per_year"])
    middle, error = 100 * real(kept["mean"]), 100 * real(kept["error"])
    at = real(cost["median"]) if cost else float(place)
    colour = GREEN if on else GREY
    ends = max(0.0, middle - error), min(100.0, middle + error)
    axes.vlines(at, *ends, color=colour, linewidth=1, alpha=0.7)
    if cost:
        axes.hlines(middle, real(cost["low"]), real(cost["high"]), color=colour, linewidth=1)
    axes.plot([at], [middle], **_mark(on))
    return at, middle


def _mark(on: bool) -> dict[str, Any]:
    """A full diamond for what none beats, an open circle for the others."""
    if on:
        return {"marker": "D", "color": GREEN, "markersize": 9}
    return {
        "marker": "o",
        "color": GREY,
        "markersize": 8,
        "markerfacecolor": "white",
        "markeredgewidth": 1.6,
    }


def _numbered(axes: Axes, points: Sequence[tuple[float, float]], places: Sequence[int]) -> None:
    """Write each package's number beside its mark, where it covers no other."""
    dots = 72.0 / axes.figure.dpi
    marks = [tuple(dots * axes.transData.transform(point)) for point in points]
    taken = list(marks)
    for (x, y), point, place in zip(marks, points, places, strict=True):
        tries = [(x + _STEP * right, y + _STEP * up) for right, up in _AROUND]
        room = [min(_distance(one, other) for other in taken) for one in tries]
        best = next((k for k, free in enumerate(room) if free >= _APART), 0)
        taken.append(tries[best])
        shift = (tries[best][0] - x, tries[best][1] - y)
        axes.annotate(
            str(place + 1),
            point,
            xytext=shift,
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=9,
            fontweight="bold",
        )


def _distance(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    return float(((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2) ** 0.5)


def _gains(
    axes: Axes, packages: Sequence[Package], on: Sequence[bool], sides: Mapping[str, str]
) -> None:
    """Both sides' gains by each package, and how often both come."""
    for side, colour, mark, shift in _SIDES:
        found = [mapping(one[f"{side}_gain"]) for one in packages]
        at = [place + shift for place in range(len(packages))]
        low, middle, high = ([real(f[k]) for f in found] for k in ("low", "median", "high"))
        axes.hlines(at, low, high, color=colour, linewidth=2.5, alpha=0.45)
        look: dict[str, Any] = {
            "color": colour,
            "marker": mark,
            "markersize": 6,
            "linestyle": "none",
        }
        axes.plot(middle, at, label=sides[side], **look)
    for place, one in enumerate(packages):
        text = share_of_draws(real(one["brings_both"]))
        axes.text(1.02, place, text, transform=axes.get_yaxis_transform(), va="center")
    heading: dict[str, Any] = {"transform": axes.transAxes, "va": "bottom", "fontsize": 9}
    axes.text(1.02, 1.01, "both come\nin, of draws", **heading)
    axes.axvline(0.0, color=GREY, linewidth=1)
    axes.set_yticks(
        range(len(packages)),
        [
            wrapped(f"{_DIAMOND if o else _CIRCLE} {k} {one['title']}", 40)
            for k, (one, o) in enumerate(zip(packages, on, strict=True), start=1)
        ],
        fontsize=8.5,
    )
    axes.set_ylim(len(packages) - 0.45, -0.55)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("Gain from coming, share of the prize: median, 5th to 95th percentile")
    axes.legend(frameon=False, loc="lower left", bbox_to_anchor=(0.0, 1.0), borderpad=0.1)


def _says(conflict: Conflict, packages: Sequence[Package], on: Sequence[bool]) -> str:
    """What does the chart show? Extremes of both panels, with both sides in the sentence."""
    kept = [real(mapping(one["kept_5y"])["mean"]) for one in packages]
    parts = [
        f"Chance that both come and keep it five years against the cost a year, by package: on "
        f"the mean of the draws from {_at(packages, kept, min)} to {_at(packages, kept, max)}."
    ]
    for side, name in sides_of(conflict).items():
        middle = [real(mapping(one[f"{side}_gain"])["median"]) for one in packages]
        low, high = (two_digits(round(end, _PLACES)) for end in (min(middle), max(middle)))
        parts.append(f"The median gain of {name} goes from {low} to {high} of the prize.")
    parts.append(
        f"Full diamonds, {sum(on)} of {len(packages)}: no other package is as good in "
        "everything that is compared and better in something."
    )
    return " ".join(parts)


def _at(packages: Sequence[Package], values: Sequence[float], end: Callable[..., int]) -> str:
    """The share at this end, with the package that it belongs to."""
    place = end(range(len(values)), key=values.__getitem__)
    return f"{share_of_draws(values[place])} ('{packages[place]['title']}')"
