"""How the conflict may unfold: the chance of each phase by month, with fans over the draws."""

from collections.abc import Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from holdfast.report.answers import listing, mapping, real
from holdfast.report.figures.style import (
    BLUE,
    GREEN,
    GREY,
    VERMILION,
    Picture,
    margins,
    picture,
    styled,
    wrapped,
)

_PHASES = (
    ("peace", "at peace under a deal", GREEN, "-"),
    ("talks", "in talks", BLUE, ":"),
    ("war", "at war", VERMILION, "--"),
    ("decided", "war decided", GREY, "-."),
)
_SHADES = (("95", 0.10), ("80", 0.14), ("50", 0.22))


def unfolding_figure(name: str, package: Mapping[str, object], months: list[int]) -> Picture:
    """How likely is each phase, month by month, with this package behind a settlement?

    Parameters
    ----------
    name : id of the package.
    package : its entry in the answer of the futures.
    months : ends of the quarters.
    """
    with styled(f"unfolding-{name}"):
        figure = Figure(figsize=(8.2, 6.2))
        rooms = figure.subplots(2, 2, sharex=True, sharey=True).ravel()
        margins(figure, left=0.8, right=0.3, top=0.75, bottom=0.6)
        for axes, (phase, words, colour, line) in zip(rooms, _PHASES, strict=True):
            _fan(axes, months, mapping(mapping(package["phase"])[phase]), (colour, line))
            axes.set_title(words)
            axes.set_ylim(0, 100)
            axes.set_xlim(0, months[-1])
            axes.set_xticks(range(0, months[-1] + 1, 24))
        for axes in rooms[2:]:
            axes.set_xlabel("Months from now")
        for axes in rooms[::2]:
            axes.set_ylabel("Chance, %")
        figure.suptitle(wrapped(str(package["title"]), 80), x=0.02, ha="left", fontsize=11)
        return picture(f"unfolding-{name}", _says(package, months), figure)


def _fan(
    axes: Axes, months: list[int], found: Mapping[str, object], look: tuple[str, str]
) -> None:
    colour, line = look
    bands = mapping(found["bands"])
    for share, shade in _SHADES:
        low, high = ([100 * real(v) for v in listing(end)] for end in listing(bands[share]))
        axes.fill_between(months, low, high, color=colour, alpha=shade, linewidth=0)
    mean = [100 * real(value) for value in listing(found["mean"])]
    axes.plot(months, mean, color=colour, linestyle=line, linewidth=2.2)


def _says(package: Mapping[str, object], months: list[int]) -> str:
    at = months.index(60)
    phases = mapping(package["phase"])
    shares = [
        f"{words} {round(100 * real(listing(mapping(phases[name])['mean'])[at]))}%"
        for name, words, _, _ in _PHASES
    ]
    return (
        f"Chance of each phase by month with '{package['title']}' at the strength of the "
        "supply: mean of the draws, with bands of 50, 80 and 95% of them. After five years: "
        f"{', '.join(shares)}."
    )
