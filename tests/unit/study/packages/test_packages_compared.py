"""Packages side by side: what is told of each, by hand and by a second way."""

from dataclasses import replace

import numpy as np
import pytest

from holdfast.casefile.catalogue import bundled_text, open_case
from holdfast.casefile.loader import load_text
from holdfast.commitment.game.answers import answers
from holdfast.core.errors import HoldfastError
from holdfast.guarantees.catalogue import catalogue, rotation, standard_packages
from holdfast.study.ensemble import ensemble
from holdfast.study.packages.bench import (
    ASKED,
    CASE,
    bench,
    of_levels,
    package_asked,
    packages_in,
)
from holdfast.study.packages.compare import Wanted, compared
from holdfast.study.packages.hinges import numbers_of
from holdfast.study.packages.objectives import frontier, objectives_named, scores
from holdfast.study.packages.outcomes import CAUSES, outcomes
from holdfast.study.packages.robust import Aim, regret, robust, worst_tenth

UKRAINE = "ukraine-2025-03-01"
ROUNDING = 1e-12  # guarantors' ends are sought for all games together, until all stand still


@pytest.fixture(scope="module")
def drawn():
    return ensemble(open_case(UKRAINE), 1, 6)


@pytest.fixture(scope="module")
def told(drawn):
    return compared(drawn, Wanted(("tripwire-force=2,air-cover=1",)))


def test_the_case_the_standard_and_what_was_asked_for_stand_side_by_side(told):
    found, _, _ = told
    names = [one["name"] for one in found.answer["packages"]]
    own = [g.id for g in open_case(UKRAINE).packages]
    standard = [one.id for one in standard_packages()]
    assert names == [*own, *standard, "tripwire-force=2,air-cover=1"]


def test_a_package_has_the_keys_that_were_promised(told):
    found, _, _ = told
    for one in found.answer["packages"]:
        assert {
            "name", "instruments", "brings_target", "brings_challenger", "holds",
            "cost_per_year", "deliverable", "breaks_first",
        } <= one.keys()  # fmt: skip
        assert list(one["holds"]) == ["1y", "2y", "5y", "10y"]
    assert set(found.answer["frontier"]) <= {one["name"] for one in found.answer["packages"]}


def test_the_cases_own_package_is_the_one_of_the_window(drawn, told):
    """A second way: the game as the window solves it."""
    _, on, found = told
    guarantee = drawn.conflict.packages[1]
    alone = answers(on.case.games(guarantee), grid="coarse", later=True)
    assert found.packages[1].kind == CASE
    assert np.array_equal(found.target_gain[1], alone.gains("target", "terms"))
    assert np.array_equal(found.holds[1, 2], alone.holds_terms[:, 19])
    assert np.array_equal(found.deal[1], alone.deal[:, 19])


def test_a_package_does_not_depend_on_those_beside_it(told):
    _, on, found = told
    alone = outcomes(on, [found.packages[-1]], later=True)
    assert alone.packages[0].kind == ASKED
    assert np.array_equal(alone.challenger_gain[0], found.challenger_gain[-1])
    assert np.array_equal(alone.cost[0], found.cost[-1])


def test_a_package_of_nothing_is_the_game_with_nothing(told):
    _, on, _ = told
    nothing = outcomes(on, [of_levels((0,) * 13, on.tools.instruments)])
    alone = answers(on.case.games(None), grid="coarse")
    assert nothing.packages[0].name == "nothing"
    assert nothing.target_gain[0] == pytest.approx(alone.gains("target", "terms"), abs=1e-12)
    assert (nothing.strength == 0.0).all()
    assert (nothing.cost == 0.0).all()


def test_the_first_draws_are_the_same_draws(told):
    _, on, found = told
    few = outcomes(on.first(2), found.packages, later=True)
    assert np.array_equal(few.target_gain, found.target_gain[:, :2])
    assert np.array_equal(few.days, found.days[:, :2], equal_nan=True)


def test_the_strongest_own_package_is_the_yardstick(told):
    """By definition: the greatest of the case's own strengths is 1 in every draw."""
    _, _, found = told
    own = [k for k, package in enumerate(found.packages) if package.kind == CASE]
    assert found.strength[own].max(axis=0) == pytest.approx(1.0)


def test_what_breaks_first_is_counted_once_a_draw(told):
    _, _, found = told
    for one in told[0].answer["packages"]:
        assert sum(one["breaks_first"]["causes"].values()) <= 1.0 + 1e-12
        assert list(one["breaks_first"]["causes"]) == list(CAUSES)
    assert ((found.broken_by == len(CAUSES)) <= found.agreed).all()
    assert ((found.broken_by == 0) == ~found.room).all()


def test_both_come_where_neither_loses(told):
    _, _, found = told
    both = found.room & (found.target_gain >= -1e-9) & (found.challenger_gain >= -1e-9)
    assert (found.agreed <= both).all()


def test_levels_are_read_from_text():
    known = tuple(catalogue().values())
    read = package_asked("tripwire-force=2, air-cover=0.5", known)
    assert dict(read.strengths) == {"tripwire-force": 1.0, "air-cover": 0.25}
    assert read.title == "Tripwire force, Air and missile cover at 0.25"
    assert package_asked("tripwire-force", known).strengths == {"tripwire-force": 1.0}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tripwire=2", "HF441"),
        ("air-cover=3", "HF443"),
        ("air-cover=x", "HF443"),
        ("", "HF441"),
        ("air-cover=1,tripwire-force=2, air-cover=2", "HF446"),
    ],
)
def test_what_cannot_be_read_is_an_error(drawn, text, code):
    with pytest.raises(HoldfastError, match=code):
        packages_in(drawn, [text])


def test_a_case_without_contest_or_supporters():
    with pytest.raises(HoldfastError, match="HF401"):
        bench(ensemble(open_case("elmira"), 1, 2))
    bare = replace(open_case("korea-1953"), supporters=())
    found, _, out = compared(ensemble(bare, 1, 2))
    assert found.answer["packages"][0]["deliverable"] == {}
    assert not out.delivered.any()


def test_a_case_changes_what_an_instrument_does(drawn, told):
    added = """
instruments:
  tripwire-force:
    numbers: {force: {value: 0.3, unit: probability, basis: judgement, by: A. Judge}}
"""
    other = bench(ensemble(load_text(bundled_text(UKRAINE) + added, "c.yaml"), 1, 6))
    place = other.tools.place("tripwire-force")
    assert (other.tools.numbers["force"][place] == 0.3).all()
    same = told[1].tools.numbers["stake"]
    assert np.array_equal(other.tools.numbers["stake"], same)  # common random numbers


def test_a_frontier_leaves_out_what_is_unknown():
    """By hand: the last is beaten by the first; the second is known where they are not."""
    scored = np.array([[1.0, np.nan], [0.5, 2.0], [0.9, np.nan]])
    assert frontier(scored) == [0, 1]
    assert frontier(np.array([[1.0, 1.0], [1.0, 1.0]])) == [0, 1]  # alike: none is better


def test_objectives_are_known_names(told):
    _, _, found = told
    assert scores(found, objectives_named([])).shape == (10, 6)
    assert objectives_named(["kept_10y", "kept_10y"]) == ("kept_10y",)
    with pytest.raises(HoldfastError, match="HF445"):
        objectives_named(["peace"])


def test_regret_and_the_worst_tenth_by_hand():
    kept = np.array([[0.5, 0.2, 0.0], [0.25, 0.8, 0.0]])
    assert regret(kept).tolist() == [[0.0, pytest.approx(0.6), 0.0], [0.25, 0.0, 0.0]]
    assert worst_tenth(np.array([np.arange(20.0)])).tolist() == [0.5]


def test_no_regret_is_left_where_all_are_best(told):
    _, _, found = told
    rows = robust(found, Aim(0.5))
    least = np.min([regret(found.kept)], axis=1)
    assert (least == 0.0).all()
    assert all(0.0 <= row["enough"] <= 1.0 for row in rows)
    stricter = robust(found, Aim(0.9))
    pairs = zip(rows, stricter, strict=True)
    assert all(more["enough"] <= less["enough"] for less, more in pairs)


KEPT_UP = """\
    troops: {low: 10000, likely: 20000, high: 40000, unit: person, basis: judgement, by: A}
    cost_per_year: {value: 2.5, unit: EUR bn 2024, basis: judgement, by: A. Analyst}
    stands_after: {low: 60, likely: 120, high: 400, unit: day, basis: judgement, by: A. Analyst}
"""


def test_what_a_case_says_of_upkeep_is_compared_and_never_enters_the_game():
    """By hand: soldiers times rotation times pay, and what comes besides."""
    name, text = "treaty-and-troops", bundled_text("korea-1953")
    head, rest = text.split(f"  {name}:\n", 1)
    stated = load_text(f"{head}  {name}:\n{KEPT_UP}{rest}", "own.yaml")
    found, on, its = compared(ensemble(stated, 1, 4))
    unsaid, _, before = compared(ensemble(open_case("korea-1953"), 1, 4))
    place = [p.name for p in its.packages].index(name)
    own = its.packages[place].guarantee
    kept, paid = (on.ensemble.of(quantity) for quantity in rotation())
    soldiers = on.ensemble.of(own.troops)
    assert its.cost[place] == pytest.approx(
        [s * k * p + 2.5 for s, k, p in zip(soldiers, kept, paid, strict=True)]
    )
    assert np.array_equal(its.days[place], on.ensemble.of(own.stands_after))
    assert np.array_equal(its.target_gain[place], before.target_gain[place])
    assert np.array_equal(its.holds[place], before.holds[place])
    said = {f"guarantees.{name}.{k}" for k in ("troops", "cost_per_year", "stands_after")}
    assert said | {q.name for q in rotation()} <= set(found.inputs)
    half = outcomes(on, [replace(its.packages[place], scale=0.5)])
    assert half.cost[0] == pytest.approx(its.cost[place] / 2.0)
    assert np.isnan(before.cost[place]).all()  # not said is not nought
    assert np.isnan(before.days[place]).all()
    assert unsaid.answer["packages"][place]["cost_per_year"] == {}


def test_what_the_window_solved_is_not_solved_again(drawn, told):
    """A second way: the window's own answers, of more draws, put in the packages' place."""
    _, on, found = told
    known = {
        g.id: answers(on.case.games(g), grid="coarse", later=True)
        for g in drawn.conflict.packages
    }
    solved = []
    again = outcomes(on, found.packages, later=True, known=known, progress=solved.append)
    assert sum(solved) == (len(found.packages) - len(known)) * drawn.draws
    few = outcomes(on.first(2), found.packages[:3], later=True, known=known)
    for name in ("target_gain", "challenger_gain", "agreed", "holds", "deal", "attacked"):
        whole = getattr(found, name)
        assert getattr(again, name) == pytest.approx(whole, abs=ROUNDING)
        assert getattr(few, name) == pytest.approx(whole[:3, ..., :2], abs=ROUNDING)


def test_what_a_package_hangs_on_is_told_from_its_own_draws():
    """A second computation of every bar: sort the draws by the input, take both end fifths."""
    few = ensemble(open_case(UKRAINE), 20250301, 100)
    answer, on, found = compared(few, Wanted(only="watched-snap-back"))
    told = answer.answer["packages"][0]["hinges"]
    assert told["kept_5y"]["bars"], "the red lines of this case are wide; one stands out"
    for name, chance in (("kept_5y", found.kept[0]), ("holds_5y", found.holds[0, 2])):
        assert told[name]["share"] == pytest.approx(chance.mean())
        error = chance.std() * np.sqrt(2 / 20)
        seen = {one["input"]: one for one in told[name]["bars"]}
        for q in numbers_of(on, found.packages[0]):
            order = np.argsort(on.ensemble.of(q), kind="stable")
            low, high = chance[order[:20]].mean(), chance[order[-20:]].mean()
            assert (q.name in seen) == (abs(low - high) > 3.5 * error), q.name
            if q.name in seen:
                assert seen[q.name]["at_low"] == pytest.approx(low)
                assert seen[q.name]["at_high"] == pytest.approx(high)


def test_a_package_hangs_on_its_own_numbers_alone(told):
    """No input of another package's instruments, and nothing that moves only the supply."""
    _, on, found = told
    names = {q.name for q in numbers_of(on, found.packages[0])}
    assert "guarantees.present-assurances.kept_with" in names
    assert not any(n.startswith(("supporters.", "instruments.")) for n in names)
    names = {q.name for q in numbers_of(on, found.packages[4])}
    assert "instruments.escrowed-assets.numbers.snap" in names
    assert not any(n.startswith("guarantees.") for n in names)
