"""The chart of packages: every package in both panels, both sides alike, nothing by colour."""

import copy
import re
from xml.etree import ElementTree

import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.report.figures.frontier import frontier_figure
from holdfast.study.ensemble import ensemble
from holdfast.study.packages.compare import compared


@pytest.fixture(scope="module")
def conflict():
    return open_case("minsk-2015")


@pytest.fixture(scope="module")
def answer(conflict):
    found, _, _ = compared(ensemble(conflict, 5, 6, game_draws=6).for_game)
    return found.answer


def texts(picture):
    root = ElementTree.fromstring(picture.svg)
    return ["".join(e.itertext()) for e in root.iter() if e.tag.endswith("}text")]


def panels(picture):
    return picture.figure.axes


def test_every_package_is_numbered_above_and_named_below(conflict, answer):
    picture = frontier_figure(conflict, answer)
    numbers = [t for t in texts(picture) if re.fullmatch(r"\d+", t)]
    count = len(answer["packages"])
    assert {str(place) for place in range(1, count + 1)} <= set(numbers)
    words = " ".join(texts(picture))
    for one in answer["packages"]:
        assert one["title"].split()[-1] in words
    assert words.count("cost not") == 1  # the case's own packages state none


def test_what_no_other_beats_differs_in_shape_and_not_only_in_colour(conflict, answer):
    *_, below = panels(frontier_figure(conflict, answer))
    marked = {
        label.get_text().split()[1]: label.get_text()[0] for label in below.get_yticklabels()
    }
    for place, one in enumerate(answer["packages"], start=1):
        full = marked[str(place)] == "\N{BLACK DIAMOND}"
        assert full == (one["name"] in answer["frontier"])


def test_both_sides_stand_in_the_same_panel_on_the_same_scale(conflict, answer):
    *_, below = panels(frontier_figure(conflict, answer))
    drawn = {line.get_label(): list(line.get_xdata()) for line in below.get_lines()}
    for side in ("target", "challenger"):
        name = conflict.name(getattr(conflict.contest, side))
        assert drawn[name] == [one[f"{side}_gain"]["median"] for one in answer["packages"]]


def test_swapped_gains_are_drawn_as_the_mirror(conflict, answer):
    """Exchange what the sides gain: the marks of one stand where the other's stood."""
    mirrored = copy.deepcopy(answer)
    for one in mirrored["packages"]:
        pair = one["challenger_gain"], one["target_gain"]
        one["target_gain"], one["challenger_gain"] = pair
    *_, here = panels(frontier_figure(conflict, answer))
    *_, there = panels(frontier_figure(conflict, mirrored))
    marks = [
        [list(line.get_xdata()) for line in axes.get_lines()[:2]] for axes in (here, there)
    ]
    assert marks[0] == marks[1][::-1]


def test_numbers_keep_apart_from_each_other():
    """Packages of the same cost and chance, the worst there is, get numbers side by side."""
    conflict = open_case("minsk-2015")
    one = {
        "name": "a",
        "title": "A",
        "kind": "standard",
        "kept_5y": {"mean": 0.5, "error": 0.1},
        "cost_per_year": {"median": 2.0, "low": 1.0, "high": 4.0},
        "target_gain": {"median": 0.0, "low": 0.0, "high": 0.0},
        "challenger_gain": {"median": 0.0, "low": 0.0, "high": 0.0},
        "brings_both": 0.5,
    }
    answer = {"packages": [{**one, "name": n} for n in "abc"], "frontier": ["a"]}
    above, _ = panels(frontier_figure(conflict, answer))
    shifts = {text.get_text(): text.xyann for text in above.texts if text.get_text().isdigit()}
    assert len(set(shifts.values())) == len(shifts) == 3


def test_the_sentence_names_both_sides_and_no_winner(conflict, answer):
    says = frontier_figure(conflict, answer).says
    for side in ("target", "challenger"):
        assert conflict.name(getattr(conflict.contest, side)) in says
    assert not re.search(r"\b(best|winner|recommend\w*|should|optimal)\b", says)
    assert says.endswith(".")


def test_the_same_answer_gives_the_same_bytes(conflict, answer):
    assert frontier_figure(conflict, answer).svg == frontier_figure(conflict, answer).svg


def test_a_package_that_costs_nothing_can_be_drawn(conflict, answer):
    bare = copy.deepcopy(answer)
    bare["packages"] = bare["packages"][-1:]
    bare["packages"][0]["cost_per_year"] = {"median": 0.0, "low": 0.0, "high": 0.0}
    assert "nan" not in frontier_figure(conflict, bare).svg
