"""Supply later and after a challenge, and guarantors together: by hand and by the game."""

import numpy as np
import pytest

from holdfast.commitment.game.honouring import honouring_of
from holdfast.core.errors import HoldfastError
from holdfast.report.figures.window import window_figure
from holdfast.report.supply import supply_tables, together_tables
from holdfast.study.game.parameters import described
from holdfast.study.game.together import ends
from holdfast.study.game.window import window
from holdfast.study.supply import YEARS, changes, inputs, moves, supply, told, weighted_supply


@pytest.fixture
def fading(quantity):
    """North halves every two years; South votes in a year and a half, and in four."""

    def vote(day, chance, to):
        return {
            "on": day,
            "may_fall": quantity(chance, "probability"),
            "to": quantity(to, "share"),
        }

    return {
        "supporters.north.half_life": quantity(2, "year"),
        "supporters.south.elections": [
            vote("2026-07-31", 1.0, 0.5),
            vote("2029-01-31", 0.4, 0.0),
        ],
        "after_challenge.rally": quantity(0.2, "share"),
        "after_challenge.hesitate": quantity(0.5, "share"),
    }


def by_hand(north, south):
    """Pulls of .3 and .1, as test_study_supply.py has them."""
    return (0.3 * north + 0.1 * south) / 0.4


@pytest.mark.parametrize(
    ("years", "north", "south"),
    [(0, 0.2, 0.8), (1, 0.2 / 2**0.5, 0.8), (2, 0.1, 0.4)],
)
def test_positions_fade_and_fall_by_hand(drawn, fading, years, north, south):
    found = weighted_supply(drawn(fading, draws=3), years)
    assert found.tolist() == pytest.approx([by_hand(north, south)] * 3)


def test_an_election_falls_in_so_many_draws_and_for_good(drawn, fading):
    of = drawn(fading, draws=2000)
    later = {years: weighted_supply(of, years) for years in (5, 10)}
    fallen = {y: np.isclose(later[y], by_hand(0.2 / 2 ** (y / 2), 0.0)) for y in later}
    kept = np.isclose(later[5], by_hand(0.2 / 2**2.5, 0.4))
    assert (fallen[5] | kept).all()
    assert fallen[5].mean() == pytest.approx(0.4, abs=4 * (0.24 / 2000) ** 0.5)
    assert (fallen[10] == fallen[5]).all()


def test_supporters_move_together_by_hand(drawn, fading):
    of = drawn(fading, draws=2)
    for moved, factor in (("rally", 1.2), ("hesitate", 0.5)):
        both = supply(of, moved=moved)
        assert both.weighted_mean.tolist() == pytest.approx([0.35 * factor] * 2)
        assert both.condorcet.tolist() == pytest.approx([0.35 * factor] * 2)


def test_a_case_that_says_nothing_of_it_is_answered_as_before(drawn, fading):
    plain, of = drawn(draws=2), drawn(fading, draws=2)
    assert set(told(plain)) == {"weighted_mean", "condorcet"}
    assert not changes(plain.conflict)
    assert moves(plain.conflict) == {}
    answer = window(plain, "shield")[0].answer
    assert not {"supply_inside", "together"} & set(answer["packages"]["shield"])
    assert list(supply_tables(answer["supply"], answer["packages"])) == []
    assert list(together_tables(plain.conflict, answer["packages"])) == []
    more = told(of)
    assert set(more) == {"weighted_mean", "condorcet", "over_time", "rally", "hesitate"}
    assert list(more["over_time"]) == [str(years) for years in YEARS]
    assert more["over_time"]["0"] == told(plain)
    added = set(inputs(of.conflict)) - set(inputs(plain.conflict))
    assert added == {
        "supporters.north.half_life",
        *(f"supporters.south.elections.{n}.{k}" for n in (0, 1) for k in ("may_fall", "to")),
        "after_challenge.rally",
        "after_challenge.hesitate",
    }


def test_the_window_tells_how_often_the_supply_lies_inside_later(drawn, fading):
    of = drawn(fading, draws=4)
    found, curves = window(of, "shield")
    package = found.answer["packages"]["shield"]
    gains = curves["shield"].gains("terms")
    for name, share in package["supply_inside"].items():
        reached = (
            weighted_supply(of, float(name))
            if name.isdigit()
            else weighted_supply(of, moved=name)
        )
        assert share == gains.inside(np.minimum(reached, 1.0)).mean()
    strength, inside = supply_tables(found.answer["supply"], found.answer["packages"])
    assert [row[0] for row in strength.rows][:2] == ["Now", "In 1 year"]
    assert len(inside.columns) == 1 + len(YEARS) + 2
    drawing = window_figure("shield", package, found.answer["supply"], ("West", "East")).svg
    for words in ("supporters' supply", "in 5 years", "they rally", "they hesitate"):
        assert words in drawing


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"supporters.south.elections": [{"on": "2025-01-31"}]}, "HF455"),
        ({"after_challenge": {}}, "HF202"),
        ({"supporters": None, "after_challenge": {"rally": 0.1}}, "HF202"),
    ],
)
def test_what_does_not_fit_is_an_error(toy, quantity, changes, code):
    full = {}
    for key, value in changes.items():
        if key == "supporters.south.elections":
            value[0] |= {"may_fall": quantity(0.1, "probability"), "to": quantity(0.5, "share")}
        if key == "after_challenge" and value:
            value = {"rally": quantity(0.1, "share")}
        full[key] = value
    with pytest.raises(HoldfastError) as caught:
        toy(full)
    assert [p.code for p in caught.value.problems] == [code]


# Guarantors together

BOTH = {"guarantees.shield.given_by": ["north", "south"]}


def test_one_guarantor_has_nobody_to_look_at(drawn):
    of = drawn(draws=2)
    assert ends(described(of), of.conflict.packages[0]) == {}


def test_guarantors_alike_end_up_where_the_game_has_them(drawn, quantity):
    """A second way: the game's own lowest and highest, found by steps and not by a scan."""
    alike = {**BOTH, "supporters.south.position": quantity(0.2, "package strength")}
    of = drawn(alike, draws=12)
    case = described(of)
    found = ends(case, of.conflict.packages[0])
    games = case.games(of.conflict.packages[0], 1.0)
    lowest = honouring_of(games).honoured[:, 1]
    highest = honouring_of(
        type(games).of(of.draws, {**games.columns, "rallied": np.ones(of.draws)})
    ).honoured[:, 1]
    several = honouring_of(games).several
    first = found["ends"][0]
    assert first["share"] == 1.0
    assert first["honoured"]["median"] == pytest.approx(np.median(lowest), abs=1e-8)
    assert first["each"]["north"] == first["each"]["south"]
    if not several.any():
        assert found["number"] == {"1": 1.0}
        assert highest == pytest.approx(lowest, abs=1e-8)


def test_who_stands_for_more_honours_more_surely(drawn):
    found = drawn(BOTH, draws=10)
    answer = ends(described(found), found.conflict.packages[0])
    for end in answer["ends"]:
        assert end["each"]["south"]["median"] >= end["each"]["north"]["median"]
    assert sum(answer["number"].values()) == pytest.approx(1.0)


def test_strong_contagion_shows_three_ends(drawn, quantity):
    """All fixed points: none, all, and the one in between from which both are reached."""
    many = {
        **BOTH,
        "contest.conduct.contagion": quantity(0.3, "share"),
        "contest.conduct.automatic": quantity(0.0, "probability"),
        "guarantees.shield.kept_with": quantity(0.5, "probability"),
        "supporters.south.position": quantity(0.2, "package strength"),
    }
    of = drawn(many, draws=4)
    found = ends(described(of), of.conflict.packages[0])
    assert found["number"] == {"3": 1.0}
    low, middle, high = (end["honoured"]["median"] for end in found["ends"])
    assert low < 0.2 < middle < 0.8 < high
    table = next(together_tables(of.conflict, {"shield": {"title": "x", "together": found}}))
    assert [row[0] for row in table.rows] == ["1", "2", "3"]
    assert table.columns[-2:] == ("North", "South")


def test_supply_never_rises_with_time_whatever_is_drawn(drawn, uncertain, quantity):
    """A law: positions only fade and fall, and both forecasts follow them down."""
    more = {
        **uncertain,
        "supporters.north.half_life": quantity((0.5, 3, 20), "year"),
        "supporters.south.elections": [
            {
                "on": f"{year}-06-01",
                "may_fall": quantity((0.1, 0.4, 0.9), "probability"),
                "to": quantity((0.1, 0.5, 1.0), "share"),
            }
            for year in (2025, 2027, 2033)
        ],
    }
    of = drawn(more, draws=200)
    found = [weighted_supply(of, years) for years in (0, 0.3, 1, 2, 3, 5, 8, 10)]
    assert (np.diff(np.stack(found), axis=0) <= 1e-12).all()
    assert (found[-1] >= 0.0).all()
