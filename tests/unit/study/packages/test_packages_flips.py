"""Where packages fail, and the smallest changes that flip them."""

import numpy as np
import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.study.ensemble import ensemble
from holdfast.study.packages import flips as by
from holdfast.study.packages.bench import CASE, bench, packages_in
from holdfast.study.packages.compare import Wanted, compared, games_compared
from holdfast.study.packages.failing import ANSWERED, HALF_LIFE, ROOM, fails_where, inputs_of
from holdfast.study.packages.flips import Tried, flips, levers, moved
from holdfast.study.packages.outcomes import outcomes
from holdfast.study.packages.robust import Aim
from holdfast.study.packages.search import Asked


@pytest.fixture(scope="module")
def on():
    return bench(ensemble(open_case("ukraine-2025-03-01"), 5, 4))


def package(on, name):
    return next(p for p in packages_in(on.ensemble) if p.name == name)


def stub(monkeypatch, chance):
    """A made-up chance in place of the game."""
    monkeypatch.setattr(
        Tried, "kept", lambda self, packages, lever=None, by=0.0: np.array(
            [[chance(p, lever, by)] * 4 for p in packages]
        )
    )  # fmt: skip


def test_a_flip_is_halved_in_on(on, monkeypatch):
    """By hand: with a chance of 0.4 + 5 by the aim of 0.5 is met from 0.02 on."""
    line = by.Lever("red_line_target", on.ensemble.conflict.contest.red_lines.target)
    stub(monkeypatch, lambda p, lever, by_: 0.4 + (5.0 * by_ if lever == line else 0.0))
    found = flips(on, package(on, "tripwire-with-cover"), Aim(0.5))
    [one] = found["inputs"]
    assert not found["reaches"]
    assert one["input"] == "contest.red_lines.target"
    assert one["by"] == pytest.approx(0.02, abs=0.25 * line.span / 2**by.HALVINGS)
    assert one["of_range"] == pytest.approx(one["by"] / line.span)
    assert found["levels"] == {}
    assert "contest.power" in found["unmoved"]


def test_the_nearer_way_is_told(on, monkeypatch):
    """By hand: it breaks 0.05 above and 0.01 below."""
    line = by.Lever("power", on.ensemble.conflict.contest.power)
    stub(
        monkeypatch,
        lambda p, lever, by_: 0.0 if lever == line and not -0.01 < by_ < 0.05 else 1,
    )
    found = flips(on, package(on, "tripwire-with-cover"), Aim(0.5))
    assert found["reaches"]
    assert found["inputs"][0]["by"] == pytest.approx(-0.01, abs=0.003)


def test_the_fewest_steps_of_instruments_are_followed(on, monkeypatch):
    """By hand: each half of air cover adds 0.2, and from 0.2 two are needed for 0.5."""
    stub(monkeypatch, lambda p, lever, by_: 0.2 + 0.4 * p.strengths.get("air-cover", 0.0))
    start = package(on, "words-and-observers")
    found = flips(on, start, Aim(0.5))["levels"]
    assert found["changes"] == [{"instrument": "air-cover", "from": 0.0, "to": 2.0}]
    assert found["chance"] == pytest.approx(0.6)


def test_the_cases_own_package_is_made_weaker_or_stronger(on, monkeypatch):
    """By hand: it breaks under 0.6 of its strength, and over 1.9."""
    stub(monkeypatch, lambda p, lever, by_: float(0.6 < p.scale < 1.9))
    found = flips(on, package(on, "tripwire"), Aim(0.5))["strength"]
    assert found["at"] == pytest.approx(0.6, abs=0.02)


def test_moving_an_input_moves_it_in_every_draw(on):
    lever = levers(on)[0]
    after = moved(on, lever, 0.01).case.columns
    before = on.case.columns
    assert after[lever.column] == pytest.approx(before[lever.column] + 0.01)
    assert all(after[k] is before[k] for k in before if k != lever.column)
    asked = next(one for one in levers(on) if one.column == "precondition")
    more = moved(on, asked, 0.1).case.columns["precondition"]
    assert more == pytest.approx(np.minimum(before["precondition"] + 0.1 * on.whole, on.whole))


def test_the_game_itself_flips_with_the_red_lines(on):
    """No terms at all once the target's line lies far under the challenger's."""
    one = package(on, "words-and-observers")
    tried = Tried(on, Aim(0.5))
    line = next(lever for lever in levers(on) if lever.column == "red_line_target")
    assert tried.chance(one) > 0.0
    assert tried.chance(one, line, -1.0) == 0.0


def test_where_a_package_fails_is_told_apart(on):
    found = outcomes(on, [package(on, "tripwire-with-cover")])
    told = fails_where(on, found, 0, Aim(0.5))
    assert told.keys() == {"coming", "keeping"}
    assert told["coming"]["everywhere"] == 1.0 - found.agreed.mean()


def test_what_is_uncertain_about_a_package(on):
    known = inputs_of(on, package(on, "tripwire-with-cover"))
    assert {HALF_LIFE, ANSWERED, ROOM, "contest.power"} <= known.keys()
    assert "instruments.tripwire-force.numbers.stake" in known
    assert "instruments.denial-force.numbers.stake" not in known
    own = inputs_of(on, package(on, "tripwire"))
    assert "guarantees.tripwire.half_life" in own
    life = own["guarantees.tripwire.half_life"]
    assert own[HALF_LIFE] == pytest.approx(np.maximum(life, 0.25), rel=1e-9)


def test_an_answer_holds_all_that_was_asked(monkeypatch):
    of = ensemble(open_case("ukraine-2025-03-01"), 5, 4)
    stub(monkeypatch, lambda p, lever, by_: 0.2)
    wanted = Wanted(why=True, flips=True, search=Asked(("kept_5y", "cost"), ("air-cover",), 3))
    found, _, _ = compared(of, wanted)
    search = found.answer["search"]
    assert (search["looked_at"], search["space"], search["exhaustive"]) == (3, 3, True)
    own = [one for one in found.answer["packages"] if one["kind"] == CASE]
    assert len(own) == 3
    assert all({"fails_where", "flips"} <= one.keys() for one in found.answer["packages"])
    assert found.answer["frontier_over"] == ["kept_5y", "cost"]
    assert games_compared(of, wanted) > 4 * 6


def test_one_package_can_be_looked_at_alone(on):
    found, _, _ = compared(on.ensemble, Wanted(only="porcupine"))
    assert [one["name"] for one in found.answer["packages"]] == ["porcupine"]
