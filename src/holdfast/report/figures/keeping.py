"""How long a settlement would be kept, package by package."""

from collections.abc import Mapping

from matplotlib.figure import Figure

from holdfast.conflict.conflict import Conflict
from holdfast.report.answers import mapping, real
from holdfast.report.figures.style import (
    PACKAGE_COLOURS,
    PACKAGE_LINES,
    Picture,
    margins,
    picture,
    styled,
    wrapped,
)

YEARS = (1, 2, 5, 10)


def keeping_figure(conflict: Conflict, packages: Mapping[str, object]) -> Picture:
    """How does the chance of keeping fall with time under each package?

    Parameters
    ----------
    conflict : for titles.
    packages : the hinges' answer, by package.
    """
    with styled("keeping"):
        figure = Figure(figsize=(8.2, 3.4 + 0.32 * len(conflict.packages)))
        axes = figure.subplots()
        margins(figure, 0.8, 0.2, 0.2, 0.75 + 0.32 * len(conflict.packages))
        for place, guarantee in enumerate(conflict.packages):
            headlines = mapping(mapping(packages[guarantee.id])["headlines"])
            found = [mapping(headlines[f"kept_{years}y"]) for years in YEARS]
            colour = PACKAGE_COLOURS[place % len(PACKAGE_COLOURS)]
            line, mark = PACKAGE_LINES[place % len(PACKAGE_LINES)]
            shift = 0.06 * (place - (len(conflict.packages) - 1) / 2)
            at = [row + shift for row in range(len(YEARS))]
            middle = [100 * real(f["share"]) for f in found]
            axes.vlines(
                at,
                [100 * real(f["low"]) for f in found],
                [100 * real(f["high"]) for f in found],
                color=colour,
                linewidth=3,
                alpha=0.5,
            )
            axes.plot(
                at,
                middle,
                color=colour,
                linestyle=line,
                marker=mark,
                label=wrapped(guarantee.title, 46),
            )
        axes.set_xticks(range(len(YEARS)), [f"{years} y" for years in YEARS])
        axes.set_ylim(0, 100)
        axes.set_ylabel("Chance of being kept, %")
        axes.set_xlabel("Years since the settlement")
        axes.legend(frameon=False, fontsize=9, loc="upper center", bbox_to_anchor=(0.5, -0.2))
        return picture("keeping", _says(conflict), figure)


def _says(conflict: Conflict) -> str:
    count = len(conflict.packages)
    which = "the package" if count == 1 else f"each of {count} packages"
    return (
        "Mean chance that a settlement at negotiated terms is kept by both sides for 1, 2, 5 "
        f"and 10 years with the whole of {which} in force; bars span any one input in either "
        "half of its draws, and the sampling error."
    )
