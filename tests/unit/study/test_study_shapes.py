"""Cases of every shape that loads are answered, without a warning and with finite numbers."""

import pytest

from holdfast.study.assess import assess
from holdfast.study.run import findings_json
from holdfast.study.window import window

SHAPES = {
    "nothing uncertain": {},
    "no supporters": {"supporters": None},
    "one supporter": {"supporters.south": None},
    "no precondition": {"contest.precondition": None},
    "no timing": {"contest.fait_accompli": None, "guarantees.shield.response_time": None},
    "nobody looks ahead": {"contest.patience": (0.0, "discount per quarter")},
    "hardly anybody does": {"contest.patience": ((0.0, 0.0, 0.5), "discount per quarter")},
    "nobody looks elsewhere": {"contest.patience": (0.9999, "discount per quarter")},
    "never decided": {"contest.decided": (0.0, "probability per quarter")},
    "decided at once": {"contest.decided": (1.0, "probability per quarter")},
    "no chance of winning": {"contest.power": (0.0, "probability")},
    "sure to win": {"contest.power": (1.0, "probability")},
    "nothing held": {"contest.line": (0.0, "share")},
    "all held": {"contest.line": (1.0, "share")},
    "ruinous war": {
        "contest.cost_per_month.challenger": (1.0, "share"),
        "contest.cost_per_month.target": (1.0, "share"),
    },
    "red lines far apart": {
        "contest.red_lines.challenger": (1.0, "share"),
        "contest.red_lines.target": (0.0, "share"),
    },
    "all weight on one side": {"contest.bargaining_weight": (0.0, "share")},
    "all weight on the other": {"contest.bargaining_weight": (1.0, "share")},
    "no will at all": {"guarantees.shield.half_life": (0.0, "year")},
    "an attack takes no time": {"contest.fait_accompli": (0.0, "day")},
    "an empty package": {
        "guarantees.shield.force": (0.0, "probability"),
        "guarantees.shield.cost_imposed": (0.0, "share"),
    },
    "a precondition met by nothing": {"contest.precondition.met_at": (0.0, "package strength")},
    "a precondition met by a speck": {
        "contest.precondition.met_at": (1e-310, "package strength")
    },
    "a precondition beyond the package": {
        "contest.precondition.met_at": (2.0, "package strength")
    },
    "full trust": {"contest.trust.west in east": (1.0, "probability")},
}


@pytest.mark.parametrize("draws", [1, 7])
@pytest.mark.parametrize("doubtful", [False, True], ids=["certain", "uncertain"])
@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_answered(drawn, uncertain, quantity, shape, doubtful, draws):
    """Warnings are errors in this suite, and JSON takes neither nan nor infinity."""
    changes = {
        name: quantity(*value) if isinstance(value, tuple) else value
        for name, value in SHAPES[shape].items()
    }
    gone = {name for name, value in SHAPES[shape].items() if value is None}
    doubts = {n: q for n, q in uncertain.items() if not any(n.startswith(g) for g in gone)}
    found = assess(drawn({**(doubts if doubtful else {}), **changes}, draws=draws))
    asked = ["hinges", "table", "window", "futures", "packages", "sequence", "past"]
    assert list(found) == asked
    assert findings_json(found)


def test_a_zone_of_one_point_is_open_in_every_draw(drawn, uncertain, quantity):
    """A war that costs nothing leaves one division both would sign: what fighting is worth."""
    free = {
        f"contest.cost_per_month.{side}": quantity(0.0, "share")
        for side in ("challenger", "target")
    }
    told = window(drawn({**uncertain, **free}, draws=100)).answer["packages"]["shield"]
    assert told["deal_share"] == 1.0
    assert told["zone"]["signed"]["open_share"] == 1.0
