"""The one shape of every answer."""

import json

import numpy as np
import pytest

from holdfast.core.finding import Completeness, Finding, Spread, spread

# the keys that the system design promises for `--json`, and the variant
PROMISED = [
    "holdfast", "question", "case", "variant", "case_hash", "seed", "draws", "method",
    "completeness", "answer", "inputs", "caveats", "citations",
]  # fmt: skip


def test_a_finding_has_exactly_the_promised_keys():
    found = Finding(
        question="Would it hold?",
        case="elmira",
        case_hash="abc",
        answer={"states": [1, 2]},
        method="By hand.",
        completeness=Completeness.SAMPLED,
        seed=7,
        draws=100,
        inputs=("contest.power",),
        caveats=("One.",),
        citations=("Fearon1995",),
        variant="alone",
        version="9.9",
    ).to_dict()
    assert list(found) == PROMISED
    assert json.loads(json.dumps(found)) == found
    assert found["holdfast"] == "9.9"
    assert found["completeness"] == "sampled"
    assert found["inputs"] == ["contest.power"]
    assert found["variant"] == "alone"


def test_what_is_not_said_is_empty():
    found = Finding("Q?", "c", "h", {}, "m", Completeness.EXACT).to_dict()
    assert (found["seed"], found["draws"], found["variant"]) == (0, 0, "")
    assert found["inputs"] == found["caveats"] == found["citations"] == []


def test_the_five_kinds_of_completeness():
    assert [kind.value for kind in Completeness] == [
        "exact", "all found", "sampled", "lower bound", "gave up",
    ]  # fmt: skip


def test_a_spread_by_hand():
    # of 0, 1, ..., 20 the 5th percentile is 1, the median 10, the 95th percentile 19
    values = np.arange(21.0)[::-1]
    assert spread(values) == Spread(median=10.0, low=pytest.approx(1.0), high=pytest.approx(19))
    assert spread(np.array([3.0])) == Spread(3.0, 3.0, 3.0)
    assert Spread(2.0, 1.0, 3.0).to_dict() == {"median": 2.0, "low": 1.0, "high": 3.0}
