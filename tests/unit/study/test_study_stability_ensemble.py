"""Frequencies of equilibria over draws of the orders."""

from copy import deepcopy

import numpy as np
import pytest

import holdfast.study.stability_ensemble as stability_ensemble
from holdfast.casefile.catalogue import open_case
from holdfast.stability.analysis import ALL_CONCEPTS, analyse
from holdfast.stability.model import model_of
from holdfast.study.contest_order import contest_ranks, contest_ranks_by_draw
from holdfast.study.ensemble import ensemble
from holdfast.study.stability_ensemble import (
    MOST_DRAWS,
    MOST_STATES,
    frequency,
    sampled,
    uncertain,
)
from holdfast.study.stable import stability

CONCEPTS = [concept.value for concept in ALL_CONCEPTS]


def with_unknown(issues, entry):
    """East's and west's orders are their own, and east cannot compare one pair."""
    own = {"priorities": ["truce = yes", "attack = no"], "basis": "judgement", "by": "me"}
    north = issues["preferences"]["north"]
    orders = {"east": {**own, "unknown": [entry]}, "west": own, "north": north}
    return {**issues, "preferences": orders}


@pytest.fixture(scope="module")
def open_order(issues):
    return with_unknown(issues, ["attack = yes", "attack = no"])


@pytest.fixture(scope="module")
def wide(issues, quantity):
    """West may or may not trust east; nothing else is as open."""
    return {
        **issues,
        "contest.first_strike": quantity((0.08, 0.1, 0.12), "probability"),
        "contest.trust.west in east": quantity((0.1, 0.5, 0.9), "probability"),
    }


@pytest.mark.parametrize("slug", ["prisoners-dilemma", "elmira", "syria-iraq-1975"])
def test_a_certain_case_has_only_noughts_and_ones(slug):
    case = ensemble(open_case(slug), 1, 7)
    assert not uncertain(case.conflict)
    found, usual = sampled(case, CONCEPTS), analyse(case.conflict)
    assert (found.draws, found.orders, dict(found.high)) == (7, 1, {})
    for concept in ALL_CONCEPTS:
        expected = np.isin(np.arange(len(case.conflict.space)), usual.equilibria[concept])
        assert found.share(concept).tolist() == expected.astype(float).tolist()
    told = frequency(case, CONCEPTS)
    assert told["flips"] == told["inputs"] == []
    assert "frequency" not in stability(case).answer


def test_one_draw_is_the_analysis_of_that_draw(drawn, wide):
    for seed in range(5):
        one = drawn(wide, draws=1, seed=seed)
        usual = analyse(model_of(one.conflict, contest_ranks(one)))
        found = sampled(one, CONCEPTS)
        for concept in ALL_CONCEPTS:
            held = np.flatnonzero(found.share(concept) == 1.0)
            assert held.tolist() == usual.equilibria[concept].tolist()


def test_draws_are_analysed_one_by_one(drawn, wide):
    """The shares are the means over analyses of each draw by itself."""
    few = drawn(wide, draws=30)
    by_draw = contest_ranks_by_draw(few)
    found = sampled(few, ["nash", "seq"])
    held = {concept: np.zeros(len(few.conflict.space)) for concept in found.stable}
    for k in range(30):
        ranks = {actor: rows[k] for actor, rows in by_draw.items()}
        usual = analyse(model_of(few.conflict, ranks), ["nash", "seq"])
        for concept in held:
            held[concept][usual.equilibria[concept]] += 1 / 30
    for concept in held:
        assert found.share(concept) == pytest.approx(held[concept])
    assert 1 < found.orders <= 30


def test_orders_by_draw_are_the_order_at_the_means_of_that_draw(drawn, wide):
    many = contest_ranks_by_draw(drawn(wide, draws=4))
    for k in range(4):
        alone = drawn(wide, draws=4)
        for name, values in alone.values.items():
            alone = alone.pinned(name, float(values[k]))
        for actor, ranks in contest_ranks(alone).items():
            assert many[actor][k].tolist() == ranks.tolist()


def test_no_order_by_draw_where_none_follows_from_the_contest(drawn):
    assert contest_ranks_by_draw(drawn()) == {}


def test_the_input_that_decides_is_named_first(drawn, wide):
    """A truce that north backs and east keeps: west rests in it if it trusts east enough."""
    case = drawn(wide, draws=200)
    told = frequency(case, CONCEPTS)
    first = told["inputs"][0]
    assert first["input"] == "contest.trust.west in east"
    assert first["high"] > first["low"] + 0.4
    state = case.conflict.space.describe(first["state"])
    assert state == {"truce": "yes", "backing": "in", "attack": "no"}
    gaps = [abs(entry["high"] - entry["low"]) for entry in told["inputs"]]
    assert gaps == sorted(gaps, reverse=True)
    assert told["flips"]
    for flip in told["flips"]:
        assert 0.0 <= flip["share"] < 1.0


def test_too_few_draws_name_no_input(drawn, wide):
    assert frequency(drawn(wide, draws=19), CONCEPTS)["inputs"] == []


def test_an_unknown_pair_is_settled_by_a_coin(drawn, open_order):
    """East tossed between attack and rest: the one order or the other, half of the draws."""
    found = sampled(drawn(open_order, draws=200), ["nash"])
    assert found.orders == 2
    [(name, coin)] = found.high.items()
    assert name == "preferences.east.unknown.0"
    assert 0.35 < coin.mean() < 0.65
    told = frequency(drawn(open_order, draws=200), ["nash"])
    assert told["drawn"] == ["east"]
    assert [entry["input"] for entry in told["inputs"]] == [name]
    east = found.model.place("east")
    ranks_high = found.stable["nash"][found.profile[coin], east]
    space = found.model.space
    for state in range(len(space)):
        resting = space.describe(state)["attack"] == "no"
        # coin high: the first side, attacking, comes out on top, so east never rests in rest
        assert ranks_high[:, state].all() != resting


def test_a_coin_does_not_hang_on_how_many_are_tossed(drawn, open_order):
    first, second = (sampled(drawn(open_order, draws=n), ["nash"]) for n in (50, 80))
    name = "preferences.east.unknown.0"
    assert np.array_equal(first.high[name], second.high[name][:50])


def test_at_most_so_many_draws_and_a_line_for_every_set(drawn, wide):
    said = []
    found = sampled(drawn(wide, draws=MOST_DRAWS + 50), ["nash"], progress=said.append)
    assert found.draws == MOST_DRAWS
    assert said[-1] == f"orders {found.orders} of {found.orders}"
    assert len(said) == found.orders


def test_large_cases_get_fewer_draws(drawn, open_order, monkeypatch):
    monkeypatch.setattr(stability_ensemble, "MOST_WORK", 90)
    assert sampled(drawn(open_order, draws=50), ["nash"]).draws == 11  # of 8 states


def test_too_many_states_are_left_out_with_the_reason(drawn, open_order):
    open_order = deepcopy(open_order)  # changes on dotted paths are made in place
    more = {
        f"issues.more{k}": {
            "question": "?",
            "options": {"no": "No", "yes": "Yes"},
            "decided_by": ["north"],
        }
        for k in range(7)
    }
    start = {**open_order["start"], **{f"more{k}": "no" for k in range(7)}}
    case = drawn({**open_order, **more, "start": start}, draws=2)
    assert len(case.conflict.space) > MOST_STATES
    told = stability(case, ["nash"]).answer["frequency"]
    assert told["completeness"] == "gave up"
    assert str(MOST_STATES) in told["reason"]


def test_the_finding_says_that_it_was_drawn(drawn, open_order):
    found = stability(drawn(open_order, draws=25), ["nash", "seq"])
    assert found.draws == 25
    assert any("Frequencies count draws" in caveat for caveat in found.caveats)
    told = found.answer["frequency"]
    assert list(told) == [
        "completeness",
        "draws",
        "orders",
        "drawn",
        "equilibria",
        "flips",
        "inputs",
    ]
    assert set(told["equilibria"]) == {"nash", "seq"}
