"""Order and size of steps: the same content in another order can fail; small parts help.

The case is the one that docs/how-to/plan-a-sequence.md prints. What is expected is reckoned by
hand from it: East's port is worth .04 to both; West's relief costs it .03 and is worth .05 to
East; trade, at the end, is worth .025 to both. Nothing can be taken back, and the
steps take days, so time hardly counts.
"""

import re
from pathlib import Path

import numpy as np
import pytest

from holdfast.casefile.loader import load_text
from holdfast.study.ensemble import ensemble
from holdfast.study.sequence.answer import Asked, sequence

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "plan-a-sequence.md"
FENCE = re.compile(r'^```yaml title="exchange.yaml"\n(.*?)^```$', re.M | re.S)
TIME = 0.002  # what ten days of waiting can shift, at 3% a quarter and worth of .15 at most


def found(tranches=(), change=lambda text: text):
    [text] = FENCE.findall(PAGE.read_text(encoding="utf-8"))
    case = load_text(change(text), "exchange.yaml")
    return sequence(ensemble(case, 3, 10), Asked(tranches=dict(tranches))).answer


def at(answer, after, order):
    """What both sides gain by going on, as medians, after this part in this walk."""
    [point] = [p for p in answer["walks"][order] if p["after"] == after]
    return {side: point[side]["margin"]["median"] for side in ("challenger", "target")}


@pytest.fixture(scope="module")
def whole():
    return found()


@pytest.fixture(scope="module")
def halves():
    return found({"port": 2, "relief": 2})


def test_handed_over_whole_whoever_has_got_its_part_breaks_off(whole):
    """After the port West owes .03 for .025; after the relief East owes .04 for .025."""
    assert (whole["some_order_stable"], whole["stable_orders"]) == (0.0, 0.0)
    assert [row["order"][1] for row in whole["ranked"]] == ["port", "relief"]
    assert at(whole, "port", "first")["target"] == pytest.approx(0.025 - 0.03, abs=TIME)
    assert at(whole, "port", "first")["challenger"] == pytest.approx(0.05 + 0.025, abs=TIME)
    owed = at(whole, "relief", "last")["challenger"]
    assert owed == pytest.approx(0.025 - 0.04, abs=TIME)


def test_the_same_parts_in_turns_are_stable_and_one_after_the_other_are_not(halves):
    """Halves cost .02 and .015, less than trade brings, as long as no side owes two."""
    stable = {tuple(row["order"]): row["stable"] for row in halves["ranked"]}
    turns = (
        "ceasefire",
        "port 1/2",
        "relief 1/2",
        "port 2/2",
        "relief 2/2",
        "trade",
    )
    in_a_row = (
        "ceasefire",
        "port 1/2",
        "port 2/2",
        "relief 1/2",
        "relief 2/2",
        "trade",
    )
    assert stable[turns] == 1.0
    assert stable[in_a_row] == 0.0
    assert halves["last"]["stable"] == 0.0


def test_small_parts_enlarge_the_set_of_stable_sequences(whole, halves):
    assert halves["orders"]["total"] == "6"  # 4 parts, two of a kind: 4! / (2! 2!)
    assert halves["some_order_stable"] == 1.0
    # four of six leave nobody owing two parts; attacks take a few draws from them
    assert 0.5 < halves["stable_orders"] <= 4 / 6 + 1e-9
    assert halves["uncut"]["some_order_stable"] == whole["some_order_stable"] == 0.0


def test_what_can_be_taken_back_needs_no_cutting():
    """If half of both can be taken back, West keeps .02 and saves .03, for .065 by going on."""

    def half(text):
        """Make the port and the relief reversible by half."""
        return text.replace("reversible: {value: 0,", "reversible: {value: 0.5,")

    answer = found(change=half)
    owed = at(answer, "port", "first")
    kept_by_west = 0.5 * 0.04  # the other half is East's again once West breaks off
    assert owed["target"] == pytest.approx(0.04 - 0.03 + 0.025 - kept_by_west, abs=TIME)
    assert answer["some_order_stable"] == 1.0


def test_who_goes_first_is_the_one_exposed(whole):
    first, second = whole["ranked"]
    assert first["order"][1] == "port"
    assert first["exposed"]["challenger"] > second["exposed"]["challenger"]
    assert first["exposed"]["target"] < second["exposed"]["target"]
    asked = whole["asked_for"]
    assert asked["challenger"]["order"][1] == "relief"
    assert asked["target"]["order"][1] == "port"
    least = whole["least_exposed"]
    assert least["challenger"]["order"] == asked["challenger"]["order"]
    assert least["target"]["order"] == asked["target"]["order"]


def test_shares_of_draws_are_told_for_every_point(whole):
    for walk in whole["walks"].values():
        assert [p["before"] for p in walk] == [*[p["after"] for p in walk][1:], ""]
        both = [p["both_go_on"] for p in walk]
        each = [min(p["challenger"]["goes_on"], p["target"]["goes_on"]) for p in walk]
        assert (np.array(both) <= np.array(each)).all()
