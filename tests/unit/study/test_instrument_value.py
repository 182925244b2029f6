"""What each instrument of a package is worth, against second ways of reckoning it."""

import numpy as np
import pytest

from holdfast.commitment.game.answers import answers
from holdfast.commitment.game.games import Games
from holdfast.commitment.game.kernel import Kernel
from holdfast.report.tables_game import value_table
from holdfast.study.game.parameters import described
from holdfast.study.game.value import INSTRUMENTS, games_valued, value

pytestmark = pytest.mark.skipif(
    Kernel.find("coarse") is None, reason="the compiled solver could not be built here"
)


@pytest.fixture
def valued(drawn, uncertain):
    case = described(drawn(uncertain, draws=2))
    shield = case.ensemble.conflict.packages[0]
    return case, shield, value(case, shield)


def test_parts_add_up_to_what_the_package_adds(valued):
    _, _, told = valued
    for found in told["outcomes"].values():
        added = found["whole"]["median"] - found["nothing"]["median"]
        # of two draws the median is the mean, so that it adds up
        assert sum(found["mean"].values()) == pytest.approx(added, abs=1e-6)


def test_ends_are_the_case_with_nothing_and_with_the_whole_package(valued):
    case, shield, told = valued
    for end, package in (("nothing", None), ("whole", shield)):
        alone = answers(case.games(package, 1.0), grid="coarse", later=True)
        gain = alone.gains("target", "terms")
        ends = {name: found[end]["median"] for name, found in told["outcomes"].items()}
        assert ends["target_gain"] == pytest.approx(np.median(gain), abs=1e-12)
        assert ends["holds_5y"] == pytest.approx(np.median(alone.holds_terms[:, 19]), abs=1e-12)
        assert ends["deal_5y"] == pytest.approx(np.median(alone.deal[:, 19]), abs=1e-12)


def test_instruments_name_all_that_a_package_sets(valued):
    """Whatever column a package changes belongs to one instrument, and to one alone."""
    case, shield, told = valued
    nothing, whole = (case.games(g, 1.0).columns for g in (None, shield))
    changed = {name for name in nothing if (nothing[name] != whole[name]).any()}
    named = [column for columns in INSTRUMENTS.values() for column in columns]
    assert changed <= set(named)
    assert len(named) == len(set(named))
    assert set(told["instruments"]) == {
        name for name, columns in INSTRUMENTS.items() if changed & set(columns)
    }


def test_two_instruments_share_by_the_mean_of_both_orders(drawn, uncertain, quantity):
    """A second way: two instruments, both orders, each game solved apart."""
    changes = {
        "guarantees.shield.cost_imposed": quantity(0.0, "share"),
        "guarantees.shield.half_life": None,
    }
    case = described(drawn({**uncertain, **changes}, draws=2))
    shield = case.ensemble.conflict.packages[0]
    told = value(case, shield)
    assert told["instruments"] == ["force", "the given word"]
    assert games_valued(case, shield) == 2 * 4
    nothing, whole = (dict(case.games(g, 1.0).columns) for g in (None, shield))

    def kept(*held):
        columns = {c for name in held for c in INSTRUMENTS[name]}
        games = Games.of(2, {**nothing, **{c: whole[c] for c in columns}})
        return answers(games, grid="coarse", later=False).holds_terms[:, 19]

    one, two = told["instruments"]
    by_hand = 0.5 * (kept(one) - kept() + kept(one, two) - kept(two))
    assert told["outcomes"]["holds_5y"]["mean"][one] == pytest.approx(by_hand.mean(), abs=1e-8)


def test_the_table_has_a_row_for_each_instrument_and_clear_signs_alone(valued):
    _, _, told = valued
    table = value_table("Shield", told, {"target": "West", "challenger": "East"})
    assert [row[0].split(":")[0] for row in table.rows] == [
        "with nothing", *told["instruments"], "with the whole",
    ]  # fmt: skip
    for row, name in zip(table.rows[1:-1], told["instruments"], strict=True):
        for cell, found in zip(row[1:], told["outcomes"].values(), strict=True):
            signs = {"+": found["raises"][name], "-": found["lowers"][name]}
            for sign, share in signs.items():
                assert cell.endswith(f") {sign}") == (share >= 0.85)
