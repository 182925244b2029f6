"""The search for packages: all of a small space, nearly all of it by breeding, and going on."""

import json
from itertools import product

import numpy as np
import pytest
from pymoo.indicators.hv import HV

from holdfast.casefile.catalogue import open_case
from holdfast.core.errors import HoldfastError
from holdfast.study.ensemble import ensemble
from holdfast.study.packages import search as by
from holdfast.study.packages.bench import bench
from holdfast.study.packages.evolution import Plan, evolve
from holdfast.study.packages.journal import FILE, Journal
from holdfast.study.packages.objectives import frontier
from holdfast.study.packages.search import Asked, neighbours, opened, search, stages

FIVE = ("tripwire-force", "air-cover", "monitoring-mission", "snap-back-sanctions",
        "rival-guarantor")  # fmt: skip
OVER = ("challenger_gain", "kept_5y", "cost")


@pytest.fixture(scope="module")
def on():
    return bench(ensemble(open_case("ukraine-2025-03-01"), 6, 2))  # both come in some


def volume(scored, all_of_them):
    """Hypervolume of the frontier, each objective from the worst to the best there is."""
    low, width = all_of_them.min(axis=0), np.ptp(all_of_them, axis=0)
    return HV(ref_point=np.ones(scored.shape[1]) * 1.1)(1.0 - (scored - low) / width)


def test_the_search_finds_the_frontier_of_a_space_that_can_be_tried_whole(on):
    """Acceptance: at least 98% of the hypervolume of all 243, having looked at 120."""
    whole = opened(on, Asked(OVER, FIVE))
    every = list(product(range(3), repeat=5))
    all_of_them = whole.scores(every, 2, OVER)
    account = opened(on, Asked(OVER, FIVE))
    looked = by._bred(account, 120, 2, OVER)
    assert len(looked) <= 120
    found = account.scores(looked, 2, OVER)
    assert volume(found, all_of_them) >= 0.98 * volume(all_of_them, all_of_them)


def test_twelve_instruments_of_three_levels_within_a_second_engine():
    """A made-up problem of 531,441 packages whose frontier is known: gain against cost.

    An instrument is worth w and costs c a level, so the best for a budget are those of the
    highest w / c; the frontier's corners are the packages that take them in that order.
    """
    worth, cost = np.arange(12, 0, -1.0), np.ones(12)
    looked = {}

    def scored(levels):
        found = np.array([[np.dot(one, worth), -np.dot(one, cost)] for one in levels])
        looked.update(zip(levels, found, strict=True))
        return found

    evolve(Plan(2, 12, 2, 3000, 1), [(0,) * 12, (2,) * 12], scored)
    best, taken = [], np.zeros(12)
    for step in range(25):
        best.append([np.dot(taken, worth), -np.dot(taken, cost)])
        if step < 24:
            taken[step // 2] += 1.0
    best, found = np.array(best), np.array(list(looked.values()))
    assert volume(found[frontier(found)], best) >= 0.98 * volume(best, best)


def test_a_small_space_is_tried_whole(on):
    found = search(on, Asked(OVER, FIVE[:3], 27))
    assert found.exhaustive
    assert found.looked_at == found.space == 27
    account = opened(on, Asked(OVER, FIVE[:3]))
    every = list(product(range(3), repeat=3))
    scored = account.scores(every, 2, OVER)
    best = {account.package(every[k]).name for k in frontier(scored)}
    assert {package.name for package in found.shown} <= best
    assert len(best) == len(found.shown) + found.beside


def test_the_same_seed_finds_the_same(on):
    asked = Asked(OVER, FIVE, 40)
    assert search(on, asked).shown == search(on, asked).shown


def test_a_search_goes_on_where_it_was_cut_off(on, tmp_path, monkeypatch):
    asked = Asked(OVER, FIVE[:2], 9, tmp_path)
    first = search(on, asked)
    lines = (tmp_path / FILE).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 9
    torn = "\n".join(lines[:5]) + "\n" + lines[5][:20]
    (tmp_path / FILE).write_text(torn, encoding="utf-8")
    solved = []
    look = by.outcomes
    monkeypatch.setattr(by, "outcomes", lambda b, p, **k: solved.extend(p) or look(b, p, **k))
    assert search(on, asked).shown == first.shown
    assert len(solved) == 4
    again = (tmp_path / FILE).read_text(encoding="utf-8").splitlines()
    assert len(again) == 10  # five, the torn one, and four more
    solved.clear()
    assert search(on, asked).shown == first.shown
    assert solved == []


def test_a_journal_keeps_searches_apart(on, tmp_path):
    mine, other = Journal(tmp_path, "a"), Journal(tmp_path, "b")
    mine.add({("x=1", 4): [1.0, float("inf")]})
    other.add({("x=1", 4): [2.0, 3.0]})
    assert mine.read() == {("x=1", 4): [1.0, float("inf")]}
    assert other.read() == {("x=1", 4): [2.0, 3.0]}
    assert by.key_of(on) != by.key_of(bench(ensemble(on.ensemble.conflict, 2, 2)))


def test_a_journal_that_cannot_be_used_is_an_error(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    with pytest.raises(HoldfastError, match="HF444"):
        Journal(blocked, "a").add({("x=1", 4): [1.0]})
    (tmp_path / FILE).write_bytes(b"\xff\xfe")
    with pytest.raises(HoldfastError, match="HF444"):
        Journal(tmp_path, "a").read()


def test_lines_of_no_search_are_left_out(tmp_path):
    (tmp_path / FILE).write_text(json.dumps([1]) + "\n{}\n", encoding="utf-8")
    assert Journal(tmp_path, "a").read() == {}


def test_stages_and_neighbours():
    assert stages(200) == (16, 64, 200)
    assert neighbours((0, 1)) == [(1, 1), (0, 0), (0, 2)]


def test_unknown_names_are_errors(on):
    with pytest.raises(HoldfastError, match="HF441"):
        search(on, Asked(instruments=("tripwire",)))
    with pytest.raises(HoldfastError, match="HF445"):
        search(on, Asked(objectives=("peace",)))


def test_finalists_lie_apart_and_hold_the_best_of_each(on):
    """By hand: of a straight frontier the ends are taken first, then the middle."""
    many = np.stack([np.arange(50.0), 49.0 - np.arange(50.0)], axis=1)
    packages = [(k,) for k in range(50)]
    taken = by._spread_out(many, packages, 1)
    assert len(taken) == by.MOST_SHOWN
    assert {(0,), (49,)} <= set(taken)
    assert min(abs(k - 24.5) for (k,) in taken) < 3


def test_it_says_how_many_games_at_most(on):
    assert by.games_in(on, Asked(OVER, FIVE[:3], 1000)) == 27 * 2
