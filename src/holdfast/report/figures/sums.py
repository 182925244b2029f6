"""Why a side comes or stays away: the terms of its sum."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from holdfast.report.answers import mapping, real
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

_TERMS = {
    "target": (
        ("settlement", "kept settlement", 1),
        ("less_war", "less fighting on", -1),
        ("less_breach", "less expected breach", -1),
        ("less_audience", "less price at home", -1),
        ("gain", "gain from coming", 1),
    ),
    "challenger": (
        ("settlement", "kept settlement", 1),
        ("less_war", "less fighting on", -1),
        ("plus_breaking", "plus option to break it", 1),
        ("gain", "gain from coming", 1),
    ),
}
_COLOURS = {"target": BLUE, "challenger": VERMILION}
_STRENGTHS = (("nothing", "with nothing"), ("whole", "with the whole package"))


def sums_figure(
    name: str, title: str, sides: tuple[str, str], table: Mapping[str, object]
) -> Picture:
    """Why does each side come, with nothing and with the whole package?

    Parameters
    ----------
    name, title : of the package.
    sides : printed names of target and challenger.
    table : the package's entry in the table's answer.
    """
    names = dict(zip(_TERMS, sides, strict=True))
    with styled(f"sums-{name}"):
        figure = Figure(figsize=(8.2, 5.6))
        panels = figure.subplots(2, 2, sharex=True, sharey="row")
        margins(figure, left=1.9, right=0.2, top=0.85, bottom=0.55)
        figure.subplots_adjust(hspace=0.3, wspace=0.08)
        for row, side in enumerate(_TERMS):
            for column, (strength, heading) in enumerate(_STRENGTHS):
                axes = panels[row][column]
                _bars(axes, side, mapping(mapping(table[strength])[side]))
                axes.set_title(f"{names[side]}, {heading}", fontsize=9.5)
            panels[row][0].set_yticks(
                range(len(_TERMS[side])), [words for _, words, _ in _TERMS[side]]
            )
            panels[row][0].invert_yaxis()
        panels[1][0].locator_params(axis="x", nbins=5)
        for axes in panels[1]:
            axes.set_xlabel("share of the prize")
        figure.suptitle(wrapped(title, 80), fontsize=11)
        return picture(f"sums-{name}", _says(title, sides), figure)


def _bars(axes: Axes, side: str, sums: Mapping[str, object]) -> None:
    for row, (term, _, sign) in enumerate(_TERMS[side]):
        found = mapping(sums[term])
        low, high = (sign * real(found[end]) for end in ("low", "high"))
        colour = _COLOURS[side] if term == "gain" else GREY
        axes.barh(row, sign * real(found["median"]), color=colour, alpha=0.5, height=0.6)
        axes.hlines(row, low, high, color=colour, linewidth=2)
    axes.axvline(0, color=GREY, linewidth=0.8)


def _says(title: str, sides: tuple[str, str]) -> str:
    return (
        f"The terms of the sums of {sides[0]} and {sides[1]} under '{title}', median with the "
        "5th to 95th percentile: with nothing behind the settlement on the left, with the "
        "whole package on the right."
    )
