"""Signs of the system's mechanisms, part by part, in a stylised case and in a bundled one.

What two earlier programs found stands in mechanisms.yaml (known). They had smooth terms; the
default here is exact Nash terms, so a class may move, and those that do are listed here.
"""

import numpy as np
import pytest

from holdfast.study.game.mechanisms import (
    ENOUGH,
    OUTCOMES,
    Mechanism,
    changed,
    mechanisms,
    stylised,
    tried,
)

PARTS = sorted({one.part for one in mechanisms()})
FIRM = [one for one in mechanisms() if one.known == "firm"]


def key(one):
    return one.id, one.less, one.more, one.outcome


MOVED = {
    ("m13", "S + soft", "S + firm", "deal within 1 y"),  # met in full: nothing is short
}
"""Firm in the earlier programs, and not in ours: with exact terms a strong package leaves
nothing of the demand unmet, so that insisting on it changes next to nothing either way."""

NOT_ON_UKRAINE = {
    ("m01", "W", "S", "talks within 1 y"),
    ("m13", "W + soft", "W + firm", "deal within 1 y"),
    ("m13", "S + soft", "S + firm", "deal within 1 y"),
    ("m14", "S", "S + no talks", "T's escalation rate"),
    ("m16", "S", "S + dearer", "A wins the war by 10 y"),
    ("m17", "S + cheaper", "S + dearer", "at peace at 10 y"),
    ("m22", "S + more trust", "S + half trust", "deal within 1 y"),
    ("m23", "S", "none", "deal within 5 y"),
    ("m23", "W", "S", "deal within 5 y"),
    ("m25", "W + soft", "W + firm", "deals made hold 5 y"),
    ("m25", "S + soft", "S + firm", "deals made hold 5 y"),
    ("m28", "S", "S + more trust", "deal within 1 y"),
    ("m29", "W + dearer", "W + cheaper", "talks within 1 y"),
    ("m30", "W", "S", "at peace at 10 y"),
}
"""Firm in a stylised case with wide red lines, and short of it in the bundled case: its red
lines leave little room, so a stronger guarantee costs the challenger what terms cannot give
back."""


@pytest.mark.parametrize("part", PARTS)
def test_firm_signs_hold_in_a_stylised_case(on_stylised, part):
    rows = [one for one in FIRM if one.part == part and key(one) not in MOVED]
    short = {
        key(one): on_stylised[one].share for one in rows if on_stylised[one].share < ENOUGH
    }
    assert not short


@pytest.mark.parametrize("part", PARTS)
def test_firm_signs_on_the_bundled_case(on_ukraine, part):
    rows = [one for one in FIRM if one.part == part and key(one) not in NOT_ON_UKRAINE]
    short = {key(one): on_ukraine[one].share for one in rows if on_ukraine[one].share < ENOUGH}
    assert not short


def test_a_sign_that_is_not_firm_there_turns_on_a_named_input_or_on_little(on_ukraine):
    for one in FIRM:
        if key(one) in NOT_ON_UKRAINE:
            found = on_ukraine[one]
            assert found.share < ENOUGH, key(one)  # else it belongs to those that hold
            assert found.flips is not None or abs(found.change[0]) < 0.01, key(one)


def test_reversed_signs_stay_reversed_in_a_stylised_case(on_stylised):
    """What articles claim and theory denies: never firm as claimed."""
    for one in mechanisms():
        if one.known == "reversed":
            assert on_stylised[one].share < 0.7, key(one)


def test_true_by_construction(on_stylised):
    for one in mechanisms():
        if one.known == "input":
            assert on_stylised[one].share >= 0.9, key(one)


def test_more_detection_keeps_the_peace_longer_only_where_the_answer_is_graded():
    """If every unanswered alarm is war, more detection makes peace shorter."""
    graded, harsh = (
        Mechanism("m00", 2, "", start, f"{start} + seen better", "holds 5 y, negotiated", 1, "")
        for start in ("middle", "middle + every alarm is war")
    )
    longer, shorter = tried(stylised(1, 100), (graded, harsh))
    assert longer.share >= 0.7
    assert shorter.share <= 0.3


def test_a_watched_snap_back_beats_a_weak_promise(on_stylised):
    rows = [one for one in mechanisms() if one.more == "snap" and one.less == "W"]
    assert all(on_stylised[one].share >= 0.7 for one in rows)


def test_every_row_asks_for_what_there_is():
    base = stylised(1, 2).columns
    for one in mechanisms():
        assert one.outcome in OUTCOMES
        assert one.sign in (1, -1)
        for name in (one.less, one.more):
            assert set(changed(base, name)) == set(base)


def test_a_change_by_name_changes_that_alone():
    base = stylised(1, 3).columns
    found = changed(base, "W + half trust")
    assert found["trust"] == pytest.approx(0.5 * base["trust"])
    assert found["abandonment"] == pytest.approx(0.02)
    same = set(base) - {"trust", "abandonment", "force", "in_time", "sanctions"}
    assert all(np.array_equal(found[name], base[name]) for name in same)
