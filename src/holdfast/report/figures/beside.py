"""How long it would be kept: base rates, past promises and the engines, side by side."""

from collections.abc import Iterator, Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from holdfast.conflict.conflict import Conflict
from holdfast.core.finding import Finding
from holdfast.report.answers import listing, mapping, real
from holdfast.report.estimates import whose
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
from holdfast.study.past.starting_points import PEACE

YEARS = ("1", "2", "5", "10")
_MARKS = {"base rate": (GREY, "s"), "past promises": (BLUE, "o"), "engines": (VERMILION, "D")}
_ROW = 0.36  # inches for who says so

Told = Mapping[str, object]
Row = tuple[str, str, Told]
"""Kind of source, printed name, and what it says by years."""


def beside_figure(conflict: Conflict, findings: Mapping[str, Finding]) -> Picture | None:
    """What share is kept by years on: what became of others, and what the engines say?

    Parameters
    ----------
    conflict : for titles.
    findings : the past's, and the engines' where there are any.

    Returns
    -------
    None where nothing of the past is known.
    """
    rows = list(_rows(conflict, findings))
    if not any(kind != "engines" for kind, _, _ in rows):
        return None
    with styled("beside"):
        figure = Figure(figsize=(8.2, 1.3 + _ROW * len(rows)))
        panels = figure.subplots(1, len(YEARS), sharey=True)
        margins(figure, left=3.6, right=0.2, top=0.5, bottom=0.6)
        figure.subplots_adjust(wspace=0.12)
        for axes, years in zip(panels, YEARS, strict=True):
            _panel(axes, years, rows)
        panels[0].set_yticks(range(len(rows)), [wrapped(name, 46) for _, name, _ in rows])
        panels[0].tick_params(axis="y", labelsize=8)
        panels[0].set_ylim(len(rows) - 0.5, -0.5)
        panels[0].set_xlabel("Kept, %")
        return picture("beside", _says(rows), figure)


def _panel(axes: Axes, years: str, rows: Sequence[Row]) -> None:
    """One mark with its interval for everybody who says something of so many years."""
    for place, (kind, _, kept) in enumerate(rows):
        if years not in kept:
            continue
        found, (colour, mark) = mapping(kept[years]), _MARKS[kind]
        low, high = (100 * real(found[end]) for end in ("low", "high"))
        axes.hlines(place, low, high, color=colour, linewidth=2.5, alpha=0.6)
        axes.plot(100 * real(found["share"]), place, mark, color=colour)
    axes.set_xlim(-6, 106)
    axes.set_xticks([0, 50, 100])
    axes.set_title(f"{years} {'year' if years == '1' else 'years'}", fontsize=9.5)
    axes.grid(axis="x", linewidth=0.4, alpha=0.5)


def _rows(conflict: Conflict, findings: Mapping[str, Finding]) -> Iterator[Row]:
    answer = findings["past"].answer
    for one in map(mapping, listing(mapping(answer["rates"])[PEACE])):
        yield "base rate", whose(one), mapping(one["kept"])
    for one in map(mapping, mapping(answer["packages"]).values()):
        if one["kept"]:
            yield "past promises", f"Promises most like '{one['title']}'", mapping(one["kept"])
    if "hinges" not in findings:
        return
    packages = mapping(findings["hinges"].answer["packages"])
    for package in conflict.packages:
        headlines = mapping(mapping(packages[package.id])["headlines"])
        told = {years: headlines[f"kept_{years}y"] for years in YEARS}
        yield "engines", f"Engines, '{package.title}'", told


def _says(rows: Sequence[Row]) -> str:
    return (
        f"Share still kept by years, {len(rows)} rows: base rates (squares), promises most "
        "like each package (dots), the engines with it (diamonds); bars are the intervals of "
        "the table."
    )
