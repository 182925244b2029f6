"""The headline: both sides' gains against the strength of the guarantee, edges and supply."""

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from holdfast.core.likelihood import two_digits
from holdfast.report.answers import listing, mapping, real
from holdfast.report.figures.style import (
    BLUE,
    GREEN,
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
from holdfast.report.supply import MOVED, when


def window_figure(
    name: str,
    package: Mapping[str, object],
    supply: Mapping[str, object],
    sides: tuple[str, str],
) -> Picture:
    """Where does the target enter, where does the challenger leave, where do supporters end up?

    Parameters
    ----------
    name : id of the package.
    package : its entry in the window's answer.
    supply : the window's supply, empty without supporters.
    sides : printed names of target and challenger.
    """
    kappa = [real(k) for k in listing(package["kappa"])]
    with styled(f"window-{name}"):
        more = 0.3 * (len(_supplies(supply)) - 1 if supply else 0)
        figure = Figure(figsize=(8.2, 7.2 + more))
        ratios = [6, 2.2 + 1.7 * more, 2]
        gains, edges, inside = figure.subplots(3, 1, sharex=True, height_ratios=ratios)
        margins(figure, left=1.2, right=1.35, top=0.45, bottom=0.55)
        ends = [
            _gain(gains, kappa, package, "target_gain", (BLUE, "-")),
            _gain(gains, kappa, package, "challenger_gain", (VERMILION, "--")),
        ]
        colours = zip(sides, (BLUE, VERMILION), strict=True)
        apart_labels(gains, kappa[-1], ends, list(colours))
        gains.axhline(0.0, color=GREY, linewidth=0.8)
        gains.set_ylabel("Gain from coming,\nshare of the prize")
        gains.set_title(wrapped(str(package["title"]), 80))
        _edges(edges, package, supply, sides)
        _inside(inside, kappa, package)
        return picture(f"window-{name}", _says(package, supply, sides), figure)


def _gain(
    axes: Axes,
    kappa: Sequence[float],
    package: Mapping[str, object],
    key: str,
    look: tuple[str, str],
) -> float:
    """Draw one side's gain with its bands; returns where its middle ends."""
    colour, line = look
    points = [mapping(point) for point in listing(package[key])]
    low, middle, high = ([real(p[k]) for p in points] for k in ("low", "median", "high"))
    bands = mapping(package["bands"])
    for share, shade in (("95", 0.10), ("80", 0.14), ("50", 0.22)):
        edges = [listing(edge) for edge in listing(mapping(bands[key])[share])]
        axes.fill_between(
            kappa,
            [real(e[0]) for e in edges],
            [real(e[1]) for e in edges],
            color=colour,
            alpha=shade,
            linewidth=0,
        )
    axes.plot(kappa, low, color=colour, linewidth=0.6, linestyle=":")
    axes.plot(kappa, high, color=colour, linewidth=0.6, linestyle=":")
    axes.plot(kappa, middle, color=colour, linestyle=line, linewidth=2.2)
    return middle[-1]


def _edges(
    axes: Axes,
    package: Mapping[str, object],
    supply: Mapping[str, object],
    sides: tuple[str, str],
) -> None:
    """One row each for demand, tolerance and supply, on the axis of strength."""
    rows = [
        (f"{wrapped(sides[0], 18)}\nenters from", mapping(package["target_enters"]), BLUE, "o"),
        (
            f"{wrapped(sides[1], 18)}\nleaves beyond",
            mapping(package["challenger_leaves"]),
            VERMILION,
            "s",
        ),
    ]
    if supply:
        rows += [(words, found, GREEN, "D") for words, found in _supplies(supply)]
    for place, (_, found, colour, mark) in enumerate(rows):
        axes.hlines(place, real(found["low"]), real(found["high"]), color=colour, linewidth=4)
        beyond = real(found.get("beyond", 0.0))
        if beyond < 0.5:
            axes.plot([real(found["median"])], [place], marker=mark, color=colour, markersize=9)
        if beyond > 0.0:
            text = "beyond: " + share_of_draws(beyond).replace(" than", "\nthan")
            direct_label(axes, 1.0, place, text, colour)
    axes.set_yticks(range(len(rows)), [words for words, *_ in rows], fontsize=8)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_xlim(0.0, 1.0)
    axes.tick_params(axis="y", length=0)


def _supplies(supply: Mapping[str, object]) -> list[tuple[str, Mapping[str, object]]]:
    """The supply now, and later and after a challenge where the case says how it moves."""
    rows = [("supporters' supply", mapping(supply["weighted_mean"]))]
    for years, later in mapping(supply.get("over_time", {})).items():
        if years != "0":
            rows.append((when(years).lower(), mapping(mapping(later)["weighted_mean"])))
    for key in MOVED:
        if key in supply:
            words = "they rally" if key == "rally" else "they hesitate"
            rows.append((words, mapping(mapping(supply[key])["weighted_mean"])))
    return rows


def _inside(axes: Axes, kappa: Sequence[float], package: Mapping[str, object]) -> None:
    shares = [100 * real(share) for share in listing(package["inside"])]
    axes.fill_between(kappa, shares, color=GREY, alpha=0.35, step=None)
    axes.plot(kappa, shares, color=GREY)
    axes.set_ylim(0, 100)
    axes.set_ylabel("% of draws in\nwhich both come")
    axes.set_xlabel("Strength of the guarantee (0 nothing, 1 the whole package)")


def _says(
    package: Mapping[str, object], supply: Mapping[str, object], sides: tuple[str, str]
) -> str:
    target, challenger = sides
    enters, leaves = mapping(package["target_enters"]), mapping(package["challenger_leaves"])
    left = share_of_draws(1.0 - real(leaves["beyond"]))
    never = share_of_draws(real(enters["beyond"]))
    both = share_of_draws(real(package["open_share"]))
    text = (
        f"Gains of {target} and {challenger} against the strength of '{package['title']}', "
        "median with bands of 50, 80 and 95% of draws. Some strength brings both sides in "
        f"{both} of draws; {target} would not enter even for the whole package in {never}, and "
        f"{challenger} would leave before it is whole in {left}."
    )
    if not supply:
        return text
    middle = two_digits(real(mapping(supply["weighted_mean"])["median"]))
    return f"{text} The supporters' weighted mean lies at {middle}."
