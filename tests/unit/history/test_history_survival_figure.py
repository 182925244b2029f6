"""The pictures of the past: what they say, and that the same data give the same bytes."""

from xml.etree import ElementTree

import numpy as np
import pytest
from matplotlib.figure import Figure

from holdfast.history.survival.spells import spells
from holdfast.report.figures import survival
from holdfast.report.figures.survival import (
    ReliabilityPoints,
    reliability_figure,
    survival_figure,
)

GROUPS = {
    "truces": spells([0.5, 1, 2, 3, 6, 14], [1, 0, 1, 1, 0, 0]),
    "treaties": spells([2, 4, 9, 20], [1, 0, 1, 0]),
}
SAID = np.array([0.1, 0.4, 0.8])
POINTS = ReliabilityPoints(SAID, [0.2, 0.4, 0.7], SAID - 0.1, SAID + 0.1, [4, 10, 6])


def words(picture):
    root = ElementTree.fromstring(picture.svg)
    return [text for element in root.iter() if (text := (element.text or "").strip())]


def test_a_survival_figure_names_its_axes_and_counts_its_cases():
    drawn = survival_figure("km", "Cease-fires", GROUPS)
    said = words(drawn)
    for text in ("Cease-fires", "Still lasting, %", "Years", "Cases under watch", *GROUPS):
        assert text in said
    assert drawn.name == "km"
    assert "truces, 6 cases of which 3 ended; treaties, 4 cases of which 2 ended" in drawn.says
    assert "beyond it nothing is known" in drawn.says


def test_a_curve_stops_at_its_last_case(monkeypatch):
    """By the points that are drawn: 14 years for the truces, 20 for the treaties."""
    seen = []
    monkeypatch.setattr(survival, "picture", lambda *given: seen.append(given[2]))
    survival_figure("km", "Cease-fires", GROUPS)
    steps = [line for line in seen[0].axes[0].get_lines() if line.get_drawstyle() != "default"]
    assert [line.get_xdata()[-1] for line in steps] == [14.0, 20.0]
    assert [line.get_ydata()[0] for line in steps] == [100.0, 100.0]
    numbers = [text.get_text() for text in seen[0].axes[1].texts]
    # At 0, 2.5, 5, ... 20 years, counted by hand.
    assert " ".join(numbers) == "6 3 2 1 1 1 0 0 0 4 3 2 2 1 1 1 1 1"


def test_a_reliability_figure_names_its_axes():
    drawn = reliability_figure("rel", "Ends of wars", POINTS)
    said = words(drawn)
    for text in ("Ends of wars", "Came true, %", "Forecast, %", "Forecasts", "if reliable"):
        assert text in said
    assert "how often 20 forecasts came true" in drawn.says


@pytest.mark.parametrize(
    "draw",
    [
        lambda: survival_figure("km", "Cease-fires", GROUPS),
        lambda: reliability_figure("rel", "Ends of wars", POINTS),
        lambda: survival_figure("one", "A case", {"one": spells([1.0], [1])}),
        lambda: reliability_figure("one", "A forecast", ReliabilityPoints(*[[0.5]] * 4, [1])),
    ],
)
def test_the_same_data_give_the_same_bytes_and_a_picture_of_dots(draw, monkeypatch, tmp_path):
    first = draw()
    assert draw() == first
    assert first.svg.startswith("<svg")
    monkeypatch.setattr(survival, "picture", lambda *given: given[2])
    figure = draw()
    assert isinstance(figure, Figure)
    figure.savefig(tmp_path / "figure.png")
    assert (tmp_path / "figure.png").read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="at least one group"):
        survival_figure("km", "Nothing", {})
    uneven = ReliabilityPoints([0.5, 0.6], [0.5], [0.4], [0.6], [1])
    with pytest.raises(ValueError, match="five columns of one length"):
        reliability_figure("rel", "Nothing", uneven)
