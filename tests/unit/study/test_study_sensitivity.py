"""What the answer hangs on, against brute force on a tiny case."""

import numpy as np
import pytest

from holdfast.study.ensemble import at_percentile
from holdfast.study.hinges import MOST_BARS, hinges
from holdfast.study.package import headlines, package
from holdfast.study.parameters import inputs
from holdfast.study.sensitivity import crossings, sensitivity


@pytest.mark.parametrize(
    ("points", "level", "expected"),
    [
        ((0.0, 1.0, 2.0), 2.5, [1.5]),  # x squared: 1 at 1, 4 at 2
        ((0.0, 1.0, 2.0), 5.0, []),
        ((0.0, 1.0, 2.0), -1.0, []),
        ((0.0, 2.0), 1.0, [0.5]),  # a straight line from 0 to 4
        ((-2.0, 0.0, 2.0), 1.0, [-0.5, 0.5]),  # from 4 down to 0 and up again
        ((0.0, 1.0, 2.0), 1.0, [1.0]),  # met at a point
        ((1.0, 1.0, 1.0), 1.0, []),  # points of a distribution that stands on its bound
    ],
)
def test_crossings_of_the_square(points, level, expected):
    found = list(crossings(lambda x: x * x, points, level))
    assert found == pytest.approx(expected, abs=1e-12)


def test_crossings_of_a_step_lie_between_the_points_that_see_it():
    [found] = crossings(lambda x: float(x > 0.3), (0.0, 0.25, 0.5, 1.0), 0.5)
    assert found == 0.375  # the middle of 0.25 and 0.5


@pytest.fixture(scope="module")
def tiny(drawn, uncertain):
    return drawn(uncertain, draws=40)


@pytest.fixture(scope="module")
def names(tiny, uncertain):
    guarantee = tiny.conflict.guarantees[0]
    return (*inputs(tiny.conflict, guarantee), "supporters.north.position")


@pytest.fixture(scope="module")
def found(tiny, names):
    return sensitivity(tiny, tiny.conflict.guarantees[0], names)


def pinned_at(tiny, name, percentile):
    """A second way to pin: the whole ensemble with one column written over."""
    value = at_percentile(tiny.conflict.quantity(name), percentile)
    values = dict(tiny.values) | {name: np.full(tiny.draws, value)}
    changed = type(tiny)(tiny.conflict, tiny.seed, tiny.draws, values)
    return headlines(changed, tiny.conflict.guarantees[0])


def test_ranges_are_the_extremes_over_every_single_pin(tiny, found, uncertain):
    seen = [headlines(tiny, tiny.conflict.guarantees[0])]
    seen += [pinned_at(tiny, name, p) for name in uncertain for p in (25.0, 75.0)]
    for headline, (low, high) in found.ranges.items():
        assert low == min(s[headline] for s in seen)
        assert high == max(s[headline] for s in seen)
        assert low <= found.middle[headline] <= high


def test_bars_are_the_headline_at_both_ends(tiny, found, uncertain):
    assert {bar.quantity.name for bar in found.bars} == set(uncertain)
    for bar in found.bars:
        assert bar.low == pinned_at(tiny, bar.quantity.name, 5.0)["window_open"]
        assert bar.high == pinned_at(tiny, bar.quantity.name, 95.0)["window_open"]
        assert bar.span == abs(bar.high - bar.low)


def test_inputs_that_flip_the_answer_stand_before_those_that_do_not(found):
    order = [(not bar.flips_at, -bar.span, bar.quantity.name) for bar in found.bars]
    assert order == sorted(order)


def test_the_share_of_open_draws_crosses_one_half_where_it_flips(tiny, found):
    """On both sides of every flip, at the nearest points looked at, the answer differs."""
    scan = (1, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 95, 99)
    guarantee = tiny.conflict.guarantees[0]
    for bar in found.bars:
        points = [at_percentile(bar.quantity, float(p)) for p in scan]
        mostly = [
            package(tiny.pinned(bar.quantity.name, value), guarantee).open.mean() >= 0.5
            for value in points
        ]
        changes = [
            (points[at], points[at + 1])
            for at in range(len(points) - 1)
            if mostly[at] != mostly[at + 1]
        ]
        assert len(changes) == len(bar.flips_at)
        for (before, after), flip in zip(changes, bar.flips_at, strict=True):
            assert before <= flip <= after


def test_something_in_the_tiny_case_flips(found):
    """Else the tests above would hold of nothing."""
    assert any(bar.flips_at for bar in found.bars)


def test_another_headline_can_be_asked_for(tiny, names, uncertain):
    asked = sensitivity(tiny, tiny.conflict.guarantees[0], names, "target_comes_with")
    for bar in asked.bars:
        assert bar.low == pinned_at(tiny, bar.quantity.name, 5.0)["target_comes_with"]


def test_a_case_without_doubt_has_no_bars_and_ranges_of_one_point(drawn):
    certain = drawn(draws=2)
    guarantee = certain.conflict.guarantees[0]
    found = sensitivity(certain, guarantee, inputs(certain.conflict, guarantee))
    assert found.bars == ()
    assert all(low == high == found.middle[n] for n, (low, high) in found.ranges.items())


def test_hinges_give_the_same_as_plain_data(tiny, found, uncertain):
    told = hinges(tiny)
    package_ = told.answer["packages"]["shield"]
    assert set(package_) == {"headlines", "bars"}
    for name, entry in package_["headlines"].items():
        assert entry == {
            "share": found.middle[name],
            "low": found.ranges[name][0],
            "high": found.ranges[name][1],
        }
    for bar, entry in zip(found.bars, package_["bars"], strict=True):
        assert entry == {
            "input": bar.quantity.name,
            "unit": bar.quantity.unit,
            "at_low": bar.low,
            "at_high": bar.high,
            "flips_at": list(bar.flips_at),
        }
    assert set(uncertain) <= set(told.inputs)
    assert told.caveats


def test_hinges_give_the_widest_bars_only(drawn, uncertain, quantity):
    more = {
        f"contest.{name}": quantity(range_, unit)
        for name, range_, unit in (
            ("line", (0.2, 0.3, 0.4), "share"),
            ("cost_per_month.challenger", (0.01, 0.03, 0.05), "share"),
            ("cost_per_month.target", (0.01, 0.04, 0.05), "share"),
            ("patience", (0.95, 0.97, 0.98), "discount per quarter"),
            ("decided", (0.01, 0.03, 0.05), "probability per quarter"),
            ("shift_in_peace", (0.0, 0.01, 0.02), "probability per quarter"),
            ("first_strike", (0.0, 0.1, 0.2), "probability"),
            ("red_lines.challenger", (0.1, 0.2, 0.4), "share"),
            ("red_lines.target", (0.3, 0.6, 0.7), "share"),
            ("bargaining_weight", (0.3, 0.5, 0.7), "share"),
        )
    }
    wide = drawn({**uncertain, **more}, draws=10)
    bars = hinges(wide).answer["packages"]["shield"]["bars"]
    assert len(bars) == MOST_BARS < len(uncertain) + len(more)


def test_no_input_that_counts_is_told_to_move_nothing(drawn, quantity):
    """The guarantors' cost is a range that the rival does not know, not a number that is drawn.

    Pinning it changes nothing although the range decides whether they act, so a bar of length
    nought would mislead: either it has no bar, or the bar shows what the range does.
    """
    choice = {
        "guarantees.shield.kept_with": None,
        "guarantees.shield.guarantor_choice": {
            "stake": quantity(0.5, "share"),
            "cost": quantity((0.1, 0.4, 0.9), "share"),
            "abandonment": quantity(0.2, "share"),
            "automatic": quantity(0.2, "probability"),
        },
        "contest.trust.west in east": quantity((0.1, 0.5, 0.9), "probability"),
    }
    bars = hinges(drawn(choice, draws=40)).answer["packages"]["shield"]["bars"]
    [trust] = [b for b in bars if b["input"].startswith("contest.trust")]
    assert trust["at_low"] != trust["at_high"]
    for bar in bars:
        if bar["input"].endswith("guarantor_choice.cost"):
            assert bar["at_low"] != bar["at_high"]
