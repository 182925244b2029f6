"""The state graph, by how many moves each state is away from where the conflict is now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from holdfast.conflict.conflict import Conflict
from holdfast.report.answers import listing, mapping, real
from holdfast.report.figures.style import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    VERMILION,
    Picture,
    margins,
    picture,
    styled,
    wrapped,
)
from holdfast.report.phrases import listed

_COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, GREY)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NAMED = 6  # equilibria that the words for the picture name
_WHITE: dict[str, str] = {
    "boxstyle": "round,pad=0.1",
    "facecolor": "white",
    "edgecolor": "none",
}
_ROW, _COLUMN = 0.78, 1.9  # inches down, and as many units across


@dataclass(frozen=True, slots=True)
class _Move:
    """One arrow: from where to where, by whom, and whether all of them gain."""

    movers: tuple[str, ...]
    before: int
    after: int
    gain: bool


def states_figure(conflict: Conflict, answer: Mapping[str, object]) -> Picture:
    """From which state to which would the actors go, and where would it rest?

    Who moves is told by letter and by colour, a gain by a solid line, an equilibrium by a
    second ring and the concepts below it, the present state by a square.

    Parameters
    ----------
    conflict : for names.
    answer : of the stability finding, with its `graph`.
    """
    graph = mapping(answer["graph"])
    layers = [[_whole(state) for state in listing(layer)] for layer in listing(graph["layers"])]
    unreached = [_whole(state) for state in listing(graph["unreached"])]
    columns = [*layers, *([unreached] if unreached else [])]
    moves = [_move(mapping(entry)) for entry in listing(graph["moves"])]
    groups = list(dict.fromkeys(move.movers for move in moves))
    with styled("states"):
        tallest = max(len(column) for column in columns)
        key = 0.45 + 0.2 * (len(groups) + 2)
        figure = Figure(figsize=(8.2, 1.1 + key + max(2.2, _ROW * tallest)))
        axes = figure.subplots()
        margins(figure, left=0.15, right=0.15, top=0.35, bottom=key)
        spots = _spots(columns)
        for move in moves:
            _arrow(axes, spots, move, groups)
        for state, spot in spots.items():
            _node(axes, state, spot, answer)
        _headings(axes, len(layers), unreached, spots)
        _key(axes, conflict, groups, moves)
        return picture("states", _says(answer), figure)


def _whole(value: object) -> int:
    return int(real(value))


def _move(entry: Mapping[str, object]) -> _Move:
    movers = tuple(str(mover) for mover in listing(entry["movers"]))
    return _Move(movers, _whole(entry["from"]), _whole(entry["to"]), bool(entry["gain"]))


def _spots(columns: Sequence[Sequence[int]]) -> dict[int, tuple[float, float]]:
    """Where each state stands: its layer across, its place in the layer down.

    Every other layer is shifted a little, so that an arrow over two layers passes between.
    """
    spots = {}
    for across, column in enumerate(columns):
        shift = 0.22 * (across % 2)
        for down, state in enumerate(column):
            spots[state] = (_COLUMN * across, (len(column) - 1) / 2 - down + shift)
    return spots


def _arrow(
    axes: Axes,
    spots: Mapping[int, tuple[float, float]],
    move: _Move,
    groups: Sequence[tuple[str, ...]],
) -> None:
    place = groups.index(move.movers)
    colour = _COLOURS[place % len(_COLOURS)]
    start, end = spots[move.before], spots[move.after]
    bend = 0.18 + 0.07 * (place % 3)
    axes.annotate(
        "",
        end,
        start,
        zorder=1,
        arrowprops={
            "arrowstyle": "-|>",
            "color": colour,
            "linestyle": "-" if move.gain else (0, (4, 3)),
            "linewidth": 1.4,
            "shrinkA": 14,
            "shrinkB": 14,
            "connectionstyle": f"arc3,rad={bend}",
        },
    )
    across, down = end[0] - start[0], end[1] - start[1]
    # the middle of the bent line lies half of its bend to the right of the straight one
    x = (start[0] + end[0]) / 2 + bend * down / 2
    y = (start[1] + end[1]) / 2 - bend * across / 2
    letter = _LETTERS[place % len(_LETTERS)]
    axes.text(
        x, y, letter, color=colour, fontsize=8, ha="center", va="center", bbox=_WHITE, zorder=2
    )


def _node(
    axes: Axes, state: int, spot: tuple[float, float], answer: Mapping[str, object]
) -> None:
    equilibria = mapping(answer["equilibria"])
    holding = [name for name, found in equilibria.items() if state in listing(found)]
    mark = "s" if state == _whole(answer["start"]) else "o"
    if holding:
        axes.plot(
            *spot,
            marker=mark,
            markersize=25,
            markerfacecolor="white",
            markeredgecolor="black",
            zorder=4,
        )
    axes.plot(
        *spot,
        marker=mark,
        markersize=20,
        markerfacecolor="white",
        markeredgecolor="black",
        markeredgewidth=1.6 if holding else 0.8,
        zorder=5,
    )
    axes.text(*spot, str(state), ha="center", va="center", fontsize=10, zorder=6)
    if holding:
        below = "all asked" if len(holding) == len(equilibria) > 1 else ", ".join(holding)
        axes.annotate(
            below,
            spot,
            xytext=(0, -17),
            textcoords="offset points",
            ha="center",
            va="top",
            fontsize=7.5,
            bbox=_WHITE,
            zorder=3,
        )


def _headings(
    axes: Axes,
    layers: int,
    unreached: Sequence[int],
    spots: Mapping[int, tuple[float, float]],
) -> None:
    heights = [height for _, height in spots.values()]
    top = max(heights) + 0.75
    heads = ["now", "1 move", *(f"{count} moves" for count in range(2, layers))][:layers]
    for across, head in enumerate([*heads, *(["not reached"] if unreached else [])]):
        axes.text(_COLUMN * across, top, head, ha="center", fontsize=9, color=GREY)
    last = _COLUMN * (layers - 1 + bool(unreached))
    middle, half = last / 2, max(last / 2 + 0.8, 1.6)
    axes.set_xlim(middle - half, middle + half)
    axes.set_ylim(min(heights) - 0.75, top + 0.15)
    axes.set_axis_off()


def _key(
    axes: Axes,
    conflict: Conflict,
    groups: Sequence[tuple[str, ...]],
    moves: Sequence[_Move],
) -> None:
    lines, words = [], []
    for place, group in enumerate(groups):
        who = " with ".join(conflict.name(actor) for actor in group)
        lines.append(Line2D([], [], color=_COLOURS[place % len(_COLOURS)]))
        words.append(wrapped(f"{_LETTERS[place % len(_LETTERS)]}: {who}", 70))
    if any(not move.gain for move in moves):
        lines.append(Line2D([], [], color=GREY, linestyle=(0, (4, 3))))
        words.append("dashed: no gain to all who move")
    lines.append(Line2D([], [], color="none", marker="o", markeredgecolor="black"))
    words.append("second ring: an equilibrium under the concepts below it; square: now")
    axes.legend(
        lines,
        words,
        frameon=False,
        fontsize=8.5,
        loc="upper center",
        bbox_to_anchor=(0.5, 0.0),
    )


def _says(answer: Mapping[str, object]) -> str:
    """The picture in words; its moves stand in a table beside it."""
    graph = mapping(answer["graph"])
    found = sorted(
        {_whole(s) for e in mapping(answer["equilibria"]).values() for s in listing(e)}
    )
    named = [str(state) for state in found[:_NAMED]]
    more = [f"{len(found) - _NAMED} more"] if len(found) > _NAMED else []
    kind = "equilibrium" if len(found) == 1 else "equilibria"
    which = f"{kind} {listed([*named, *more])}" if found else "no equilibrium"
    shown = sum(len(listing(layer)) for layer in listing(graph["layers"]))
    shown += len(listing(graph["unreached"]))
    part = "every state" if graph["whole"] else f"{shown} states"
    gaining = sum(bool(mapping(move)["gain"]) for move in listing(graph["moves"]))
    left = _whole(graph["left_out"])
    rest = f"; {left} of the equilibria are not drawn" if left else ""
    return (
        f"State graph of {part}, by the fewest moves from state {answer['start']}, where the "
        f"conflict is now: {which} marked, with {gaining} moves that are a gain to their "
        f"movers{rest}."
    )
