"""Which inputs move the open window, and where it flips."""

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import Any

from matplotlib.axes import Axes
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
from holdfast.report.packages_why import OUTCOMES, bars_of
from holdfast.report.phrases import listed

SHOWN = 8
"""How many inputs the chart shows."""

Row = tuple[str, str]
"""An outcome, and an input that decides it; no input in the row that names the outcome."""

_COLUMN = 0.8  # of the room between two packages that a package's bars may fill


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
            _bar(axes, row, (low, high), 8.0)
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


def tornados_figure(conflict: Conflict, answer: Mapping[str, object]) -> Picture | None:
    """Which inputs decide, package by package, whether both come and keep it, and keep it?

    One column a package, numbered as in the frontier's chart, so that a row shows for which
    packages an input decides. None where no input stands out for any of them.

    Parameters
    ----------
    conflict : for names.
    answer : of the comparison of packages.
    """
    packages = [mapping(one) for one in listing(answer["packages"])]
    rows = _rows(packages)
    if not rows:
        return None
    with styled("tornados"):
        figure = Figure(figsize=(8.2, 2.35 + 0.45 * len(rows)))
        axes = figure.subplots()
        margins(figure, left=2.85, right=1.05, top=1.55, bottom=0.8)
        for column, one in enumerate(packages):
            _column(axes, column, one, rows)
        words = [wrapped(label(conflict, n), 38) if n else f"{OUTCOMES[o]}:" for o, n in rows]
        axes.set_yticks(range(len(rows)), words, fontsize=9)
        for text, (_, name) in zip(axes.get_yticklabels(), rows, strict=True):
            text.set_fontweight("normal" if name else "bold")
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(-0.1, len(packages))
        middles = [column + _COLUMN / 2 for column in range(len(packages))]
        axes.set_xticks(middles, [str(column + 1) for column in range(len(packages))])
        axes.tick_params(axis="both", length=0)
        axes.set_xlabel(
            "Mean chance, from 0 to 100% in each column; dashed: over all draws\n"
            "(circle: fifth of the draws with the lowest values, square: with the highest)"
        )
        return picture("tornados", _compares(conflict, packages, rows), figure)


def _rows(packages: Sequence[Mapping[str, object]]) -> list[Row]:
    """A heading for each outcome that anything decides, then its inputs, widest first."""
    rows: list[Row] = []
    for outcome in OUTCOMES:
        spans: dict[str, float] = {}
        for one in packages:
            for name, bar in bars_of(one, outcome).items():
                span = abs(real(bar["at_high"]) - real(bar["at_low"]))
                spans[name] = spans.get(name, 0.0) + span
        names = sorted(spans, key=lambda name: (-spans[name], name))[:SHOWN]
        rows += [(outcome, name) for name in ("", *names)] if names else []
    return rows


def _column(
    axes: Axes, column: int, package: Mapping[str, object], rows: Sequence[Row]
) -> None:
    """The tornado of one package, from 0 to 100% between two thin lines."""
    for x in (column, column + _COLUMN):
        axes.axvline(x, color=GREY, linewidth=0.5, alpha=0.5)
    for row, (outcome, name) in enumerate(rows):
        bar = bars_of(package, outcome).get(name)
        mean = column + _COLUMN * real(mapping(mapping(package["hinges"])[outcome])["share"])
        if name:
            axes.vlines(mean, row - 0.5, row + 0.5, color=GREY, linestyle="--", linewidth=1)
        if bar is not None:
            low, high = (column + _COLUMN * real(bar[key]) for key in ("at_low", "at_high"))
            _bar(axes, row, (low, high), 6.0)
    title = shorten(str(package["title"]), 30, placeholder=" \N{HORIZONTAL ELLIPSIS}")
    look: dict[str, Any] = {"rotation": 40, "ha": "left", "va": "bottom", "fontsize": 8.5}
    above = axes.get_xaxis_transform()
    axes.text(column + 0.2, 1.02, f"{column + 1} {title}", transform=above, **look)


def _bar(axes: Axes, row: int, ends: tuple[float, float], size: float) -> None:
    """One input: a circle at its low end, a square at its high end, a bar between."""
    low, high = ends
    axes.hlines(row, low, high, color=GREY, linewidth=size - 1.0, alpha=0.45)
    axes.plot([low], [row], marker="o", color=BLUE, markersize=size)
    axes.plot([high], [row], marker="s", color=VERMILION, markersize=size)


def _compares(
    conflict: Conflict, packages: Sequence[Mapping[str, object]], rows: Sequence[Row]
) -> str:
    """What does the chart of all packages show? The widest input of each outcome."""
    told = []
    for outcome, words in OUTCOMES.items():
        names = [name for o, name in rows if o == outcome and name]
        count = sum(bool(names) and names[0] in bars_of(one, outcome) for one in packages)
        which = f"{label(conflict, names[0])} ({count})" if names else "no single input"
        told.append(f"for '{words}', {which}")
    return (
        f"Mean chances in the draws with the lowest and the highest values of an input. What "
        f"moves them most, with the number of packages of {len(packages)} for which it stands "
        f"out from chance: {'; '.join(told)}."
    )


def _says(conflict: Conflict, title: str, bars: list[Mapping[str, object]]) -> str:
    names = [label(conflict, str(bar["input"])) for bar in bars[:3]]
    widest = f"the widest bars belong to {listed(names)}" if names else "no input is uncertain"
    return (
        f"Share of draws with an open window for '{title}' as each input is pinned: {widest}."
    )
