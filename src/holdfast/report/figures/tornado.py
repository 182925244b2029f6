"""Which inputs move the open window, and where it flips."""

from collections.abc import Mapping

from matplotlib.figure import Figure

from holdfast.conflict.conflict import Conflict
from holdfast.core.likelihood import two_digits
from holdfast.report.answers import listing, mapping, real
from holdfast.report.figures.style import (
    BLUE,
    GREY,
    VERMILION,
    Picture,
    margins,
    picture,
    styled,
    wrapped,
)
from holdfast.report.labels import label
from holdfast.report.phrases import listed

SHOWN = 8
"""How many inputs the chart shows."""


def tornado_figure(conflict: Conflict, name: str, hinges: Mapping[str, object]) -> Picture:
    """Which inputs does this package's answer hang on?

    Parameters
    ----------
    conflict : for names.
    name : id of the package.
    hinges : its entry in the hinges' answer.
    """
    bars = [mapping(bar) for bar in listing(hinges["bars"])][:SHOWN]
    middle = 100 * real(mapping(mapping(hinges["headlines"])["window_open"])["share"])
    title = next(g.title for g in conflict.packages if g.id == name)
    with styled(f"tornado-{name}"):
        figure = Figure(
            figsize=(8.2, 1.55 + 0.52 * max(len(bars), 1)),
        )
        axes = figure.subplots()
        margins(figure, left=3.1, right=0.35, top=0.5, bottom=0.75)
        axes.set_yticks(
            range(len(bars)),
            [wrapped(label(conflict, str(bar["input"])), 40) for bar in bars],
            fontsize=9,
        )
        for row, bar in enumerate(bars):
            low, high = 100 * real(bar["at_low"]), 100 * real(bar["at_high"])
            axes.hlines(row, low, high, color=GREY, linewidth=7, alpha=0.45)
            axes.plot([low], [row], marker="o", color=BLUE, markersize=8)
            axes.plot([high], [row], marker="s", color=VERMILION, markersize=8)
            flips = [two_digits(real(value)) for value in listing(bar["flips_at"])]
            if flips:
                axes.annotate(
                    f"flips at {listed(flips)}",
                    (max(low, high), row),
                    xytext=(10, 0),
                    textcoords="offset points",
                    va="center",
                    fontsize=8.5,
                )
        axes.axvline(middle, color=GREY, linestyle="--", linewidth=1)
        axes.axvline(50, color=GREY, linestyle=":", linewidth=1)
        axes.invert_yaxis()
        axes.set_xlim(0, 100)
        axes.set_xlabel(
            "% of draws with an open window\n"
            "(circle: input at its 5th percentile, square: at its 95th)"
        )
        axes.set_title(wrapped(title, 80))
        return picture(f"tornado-{name}", _says(conflict, title, bars), figure)


def _says(conflict: Conflict, title: str, bars: list[Mapping[str, object]]) -> str:
    names = [label(conflict, str(bar["input"])) for bar in bars[:3]]
    widest = f"the widest bars belong to {listed(names)}" if names else "no input is uncertain"
    return (
        f"Share of draws with an open window for '{title}' as each input is pinned: {widest}."
    )
