"""How every figure looks: colours, lines, fonts, and how it becomes SVG."""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE, VERMILION, GREEN = "#0072B2", "#D55E00", "#009E73"
ORANGE, SKY, PURPLE, GREY = "#E69F00", "#56B4E9", "#CC79A7", "#666666"
"""Okabe and Ito's colours, told apart by colour-blind readers [OkabeIto2008]."""

PACKAGE_LINES = (("-", "o"), ("--", "s"), (":", "^"), ("-.", "D"))
PACKAGE_COLOURS = (GREEN, PURPLE, ORANGE, SKY)

_LINE = 13.0  # points from one line of text to the next

_SETTINGS: Any = MappingProxyType(
    {
        "svg.fonttype": "none",  # text stays text: searchable, readable aloud, scaled in print
        "text.parse_math": False,  # a title with two dollar signs is no formula
        "font.family": "sans-serif",
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": 10,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlesize": 11,
        "axes.titlelocation": "left",
        "axes.edgecolor": GREY,
        "figure.dpi": 100,
    }
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished figure.

    Parameters
    ----------
    name : file name without ending.
    says : what it shows, in a sentence; the text that stands in for it.
    svg : the drawing.
    figure : what it was drawn from, for those who cannot take lines.
    """

    name: str
    says: str
    svg: str
    figure: Figure = field(repr=False, compare=False)

    def png(self, dpi: int = 200) -> bytes:
        """Which bytes are the same drawing in dots? The same figure gives the same ones."""
        out = io.BytesIO()
        with styled(self.name):
            self.figure.savefig(out, format="png", dpi=dpi, metadata={"Software": None})
        return out.getvalue()


@contextmanager
def styled(name: str) -> Iterator[None]:
    """Draw under holdfast's settings; the name makes the ids in the SVG its own."""
    with mpl.rc_context({**_SETTINGS, "svg.hashsalt": name}), warnings.catch_warnings():
        # text stays text in the SVG: the reader's own fonts draw what this one lacks
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def picture(name: str, says: str, figure: Figure) -> Picture:
    """Which picture is this figure? The same figure gives the same bytes."""
    out = io.StringIO()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "holdfast"})
    text = out.getvalue()
    drawing = text[text.index("<svg") :]
    # several drawings stand in one page, and matplotlib counts its ids from 1 in each
    for mark in ('id="', 'href="#', "url(#"):
        drawing = drawing.replace(mark, f"{mark}{name}-")
    return Picture(name, says, drawing, figure)


def margins(figure: Figure, left: float, right: float, top: float, bottom: float) -> None:
    """Leave these margins, in inches; twice as fast as letting matplotlib work them out."""
    width, height = figure.get_size_inches()
    figure.subplots_adjust(
        left=left / width, right=1 - right / width, top=1 - top / height, bottom=bottom / height
    )


def direct_label(axes: Axes, x: float, y: float, text: str, colour: str) -> None:
    """Write a line's name at its end, so that no legend has to be matched by colour."""
    axes.annotate(
        text,
        (x, y),
        xytext=(6, 0),
        textcoords="offset points",
        color=colour,
        va="center",
        annotation_clip=False,
    )


def apart_labels(
    axes: Axes, x: float, ends: Sequence[float], named: Sequence[tuple[str, str]]
) -> None:
    """Write two names beside the ends of their lines, moved apart where they would overlap.

    Parameters
    ----------
    axes : with their limits set.
    x : where both lines end.
    ends : height of both ends.
    named : name and colour of both.
    """
    bottom, top = axes.get_ylim()
    words = [wrapped(name, 16) for name, _ in named]
    lines = sum(text.count("\n") + 1 for text in words) / 2.0
    points = 72.0 * axes.get_window_extent().height / axes.figure.dpi
    least = (top - bottom) * _LINE * lines / points
    short = max(0.0, least - abs(ends[0] - ends[1])) / 2.0
    up = 0 if ends[0] >= ends[1] else 1
    for place, (end, text, (_, colour)) in enumerate(zip(ends, words, named, strict=True)):
        direct_label(axes, x, end + short if place == up else end - short, text, colour)


def wrapped(text: str, width: int = 38) -> str:
    """Break a long name over lines."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + len(word) + 1 > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])
