"""Who is exposed at which point of a sequence, and where both would go on."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from holdfast.report.answers import listing, mapping, real
from holdfast.report.figures.style import (
    BLUE,
    GREY,
    VERMILION,
    Picture,
    apart_labels,
    direct_label,
    margins,
    picture,
    styled,
    wrapped,
)
from holdfast.report.phrases import share_of_draws

_LOOKS = (("target", BLUE, "-", "o"), ("challenger", VERMILION, "--", "s"))


def sequence_figure(answer: Mapping[str, object], sides: Mapping[str, str]) -> Picture:
    """Who walks out on a limb, step by step, by the order that ranks first?

    Parameters
    ----------
    answer : of a sequence.
    sides : printed names of the target and the challenger.
    """
    walks = mapping(answer["walks"])
    points = [mapping(point) for point in listing(walks["first"])]
    with styled("sequence"):
        figure = Figure(figsize=(8.2, 6.4))
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=[3, 2])
        margins(figure, left=1.05, right=1.45, top=0.45, bottom=1.35)
        ends = [_exposure(above, points, look) for look in _LOOKS]
        named = [(sides[side], colour) for side, colour, *_ in _LOOKS]
        apart_labels(above, len(points) - 1, ends, named)
        above.axhline(0.0, color=GREY, linewidth=0.8)
        above.set_ylabel("Loss if the other broke off,\nshare of the prize")
        above.set_title("Exposure, by the order that ranks first")
        _go_on(below, points, listing(walks["last"]))
        names = [wrapped(str(point["after"] or "the war"), 12) for point in points]
        below.set_xticks(range(len(points)), names, rotation=50, ha="right", fontsize=8)
        below.set_xlabel("Done last")
        return picture("sequence", _says(points, sides), figure)


def _exposure(
    axes: Axes, points: Sequence[Mapping[str, object]], look: tuple[str, str, str, str]
) -> float:
    """Draw one side's exposure with its range; returns where its middle ends."""
    side, colour, line, mark = look
    found = [mapping(mapping(point[side])["exposure"]) for point in points]
    low, middle, high = ([real(f[k]) for f in found] for k in ("low", "median", "high"))
    at = range(len(points))
    axes.fill_between(at, low, high, color=colour, alpha=0.12, linewidth=0)
    axes.plot(at, middle, color=colour, linestyle=line, marker=mark, linewidth=2)
    return middle[-1]


def _go_on(axes: Axes, points: Sequence[Mapping[str, object]], last: Sequence[object]) -> None:
    first = [100 * real(point["both_go_on"]) for point in points]
    worst = [100 * real(mapping(point)["both_go_on"]) for point in last]
    for shares, line in ((first, "-"), (worst, ":")):
        axes.plot(range(len(shares)), shares, color=GREY, linestyle=line, marker=".")
    direct_label(axes, len(first) - 1, first[-1], "this order", GREY)
    words = "dotted: the order that ranks last, after as many steps"
    axes.set_title(words, fontsize=8, color=GREY, loc="right")
    axes.set_ylim(0, 100)
    axes.set_ylabel("% of draws in\nwhich both go on")


def _says(points: Sequence[Mapping[str, object]], sides: Mapping[str, str]) -> str:
    between, parts = points[1:-1], []
    for side, *_ in _LOOKS:
        worst = max(
            between, key=lambda p: real(mapping(mapping(p[side])["exposure"])["median"])
        )
        parts.append(f"that of {sides[side]} is greatest after {worst['after']}")
    least = min(between, key=lambda p: real(p["both_go_on"]))
    share = share_of_draws(real(least["both_go_on"]))
    return (
        f"Exposure of both sides by the order that ranks first: {'; '.join(parts)}. Fewest go "
        f"on after {least['after']}: both do in {share} of draws."
    )
