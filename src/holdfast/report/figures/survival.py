"""How long such cases lasted, and whether forecasts came true as often as they said."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import ArrayLike, NDArray

from holdfast.history.survival.kaplan_meier import Curve, kaplan_meier
from holdfast.history.survival.spells import Spells, at_risk
from holdfast.report.figures.style import (
    BLUE,
    GREY,
    PACKAGE_COLOURS,
    PACKAGE_LINES,
    Picture,
    margins,
    picture,
    styled,
    wrapped,
)


@dataclass(frozen=True, slots=True)
class ReliabilityPoints:
    """What a reliability diagram shows, each of shape (k,), by rising forecast.

    Attributes
    ----------
    forecast : probability
        Every chance that was named.
    recalibrated : probability
        What it would have been right to say instead.
    band_low, band_high : probability
        Where reliable forecasts would have come to lie.
    counts : > 0
        Forecasts behind each.
    """

    forecast: ArrayLike
    recalibrated: ArrayLike
    band_low: ArrayLike
    band_high: ArrayLike
    counts: ArrayLike


def survival_figure(name: str, title: str, groups: Mapping[str, Spells]) -> Picture:
    """What share of each group lasts longer than each time?

    Parameters
    ----------
    name : of the file, without ending.
    title : what lasts, and in which cases.
    groups : by printed name, one or more, in years.

    Raises
    ------
    ValueError
        No group.
    """
    if not groups:
        raise ValueError("a survival figure needs at least one group")
    with styled(name):
        rows = 0.24 * len(groups)
        figure = Figure(figsize=(8.2, 4.9 + rows))
        heights = [3.6, 0.3 + rows]
        curves, numbers = figure.subplots(2, 1, sharex=True, height_ratios=heights)
        margins(figure, left=1.9, right=0.3, top=0.45, bottom=0.3)
        figure.subplots_adjust(hspace=0.42)
        drawn = {group: kaplan_meier(cases) for group, cases in groups.items()}
        for place, (group, curve) in enumerate(drawn.items()):
            _curve(curves, curve, wrapped(group, 46), place)
        longest = max(curve.followed for curve in drawn.values())
        curves.set_xlim(0, longest)
        curves.set_ylim(0, 100)
        curves.set_ylabel("Still lasting, %")
        curves.set_xlabel("Years")
        curves.tick_params(labelbottom=True)
        curves.set_title(wrapped(title, 80))
        curves.legend(frameon=False, fontsize=9, loc="best")
        _at_risk(numbers, groups, [at for at in curves.get_xticks() if 0 <= at <= longest])
        return picture(name, _survival_says(title, groups), figure)


def reliability_figure(name: str, title: str, points: ReliabilityPoints) -> Picture:
    """Did what was forecast come true as often as it was said?

    Parameters
    ----------
    name : of the file, without ending.
    title : which forecasts.
    points : ReliabilityPoints

    Raises
    ------
    ValueError
        No forecast, or unlike lengths.
    """
    forecast, recalibrated, low, high, counts = _columns(points)
    with styled(name):
        figure = Figure(figsize=(6.2, 7.0))
        chances, weight = figure.subplots(2, 1, sharex=True, height_ratios=[5, 1.2])
        margins(figure, left=0.9, right=0.3, top=0.45, bottom=0.6)
        chances.plot([0, 100], [0, 100], color=GREY, linewidth=0.8, linestyle="--")
        chances.fill_between(
            forecast, low, high, color=GREY, alpha=0.25, linewidth=0, label="if reliable"
        )
        chances.plot(forecast, recalibrated, color=BLUE, marker="o", label="as it came")
        chances.set_ylim(0, 100)
        chances.set_ylabel("Came true, %")
        chances.set_title(wrapped(title, 60))
        chances.legend(frameon=False, fontsize=9, loc="upper left")
        weight.bar(forecast, counts, width=2.0, color=GREY)
        weight.set_xlim(0, 100)
        weight.set_ylabel("Forecasts")
        weight.set_xlabel("Forecast, %")
        return picture(name, _reliability_says(title, points), figure)


def _curve(axes: Axes, curve: Curve, label: str, place: int) -> None:
    """One group's steps from 1 at time 0 to its last case under watch, and no farther."""
    colour = PACKAGE_COLOURS[place % len(PACKAGE_COLOURS)]
    line, _ = PACKAGE_LINES[place % len(PACKAGE_LINES)]
    time = np.concatenate(([0.0], curve.time))
    middle, low, high = (
        100.0 * np.concatenate(([1.0], band))
        for band in (curve.survival, curve.low, curve.high)
    )
    axes.fill_between(time, low, high, step="post", color=colour, alpha=0.18, linewidth=0)
    axes.step(time, middle, where="post", color=colour, linestyle=line, label=label)
    axes.plot([time[-1]], [middle[-1]], marker="|", color=colour, clip_on=False)


def _at_risk(axes: Axes, groups: Mapping[str, Spells], times: list[float]) -> None:
    """How many cases of each group were under watch, below the times of the axis."""
    for place, cases in enumerate(groups.values()):
        colour = PACKAGE_COLOURS[place % len(PACKAGE_COLOURS)]
        for time, count in zip(times, at_risk(cases, times), strict=True):
            axes.text(
                time, place, str(count), color=colour, ha="center", va="center", fontsize=9
            )
    names = [wrapped(group, 26) for group in groups]
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_title("Cases under watch", fontsize=9)
    axes.tick_params(axis="both", length=0, labelbottom=False, pad=16)
    for side in axes.spines.values():
        side.set_visible(False)


def _columns(points: ReliabilityPoints) -> tuple[NDArray[np.float64], ...]:
    shares = (points.forecast, points.recalibrated, points.band_low, points.band_high)
    columns = [100.0 * np.asarray(column, dtype=np.float64) for column in shares]
    columns.append(np.asarray(points.counts, dtype=np.float64))
    shape = columns[0].shape
    if len(shape) != 1 or not shape[0] or any(column.shape != shape for column in columns):
        raise ValueError("a reliability figure needs five columns of one length, at least 1")
    return tuple(columns)


def _survival_says(title: str, groups: Mapping[str, Spells]) -> str:
    counted = "; ".join(
        f"{group}, {len(cases)} cases of which {int(cases.ended.sum())} ended"
        for group, cases in groups.items()
    )
    return (
        f"{title}: share that lasts longer than each time, by the estimate of Kaplan and Meier "
        f"with bands of 95%. {counted}. Each curve stops at its last case under watch; beyond "
        "it nothing is known. Below, how many cases were under watch."
    )


def _reliability_says(title: str, points: ReliabilityPoints) -> str:
    total = int(np.asarray(points.counts, dtype=np.float64).sum())
    return (
        f"{title}: how often {total} forecasts came true, against the chance they named. On "
        "the diagonal a forecast is reliable; the shaded band is where reliable forecasts "
        "would have come to lie. Below, how many forecasts named each chance."
    )
