"""Sequences: orders counted by other ways, situations against the game, walks one by one."""

from itertools import permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.commitment.game.answers import answers
from holdfast.commitment.game.games import Games
from holdfast.core.errors import HoldfastError
from holdfast.study.game.parameters import described
from holdfast.study.sequence.answer import Asked, sequence, situations_in
from holdfast.study.sequence.orders import orders, situations
from holdfast.study.sequence.parts import cut
from holdfast.study.sequence.situations import drawn as sizes
from holdfast.study.sequence.situations import ending, road, situation, solver
from holdfast.study.sequence.walks import Known, summed, walked

FREE, CHAIN = (0,) * 6, (0, 1, 3, 7)


@st.composite
def partial_orders(draw):
    """Each part may wait for any of the earlier ones; so there is no circle."""
    count = draw(st.integers(1, 6))
    return tuple(draw(st.integers(0, (1 << at) - 1)) for at in range(count))


def allowed(before):
    """The orders by trying all permutations: a second way."""
    for order in permutations(range(len(before))):
        done = 0
        for part in order:
            if before[part] & ~done:
                break
            done |= 1 << part
        else:
            yield order


@given(partial_orders())
def test_orders_are_those_of_all_permutations_that_fit(before):
    found = orders(before, seed=1)
    assert sorted(found.listed) == sorted(allowed(before))
    assert found.total == len(found.listed)
    assert not found.sampled


@given(partial_orders())
def test_situations_are_what_orders_pass(before):
    passed = {sum(1 << p for p in o[:at]) for o in allowed(before) for at in range(len(o) + 1)}
    assert set(situations(before, 100)) == passed


def test_counts_are_the_known_ones():
    assert orders(FREE, 1).total == factorial(6)
    assert orders(CHAIN, 1).total == 1
    two_chains = (0, 1, 2, 0, 8, 16)  # three and three: 6! / (3! 3!)
    assert orders(two_chains, 1).total == 20
    assert len(situations(two_chains, 100)) == 4 * 4
    assert 10 < len(situations(FREE, 10)) < 64  # gave up


def test_of_many_orders_each_is_as_likely_to_be_drawn():
    """6 free parts, 720 orders: who stands first is even, and no order comes twice."""
    before = (0,) * 8  # 40,320 orders
    found = orders(before, seed=5, most=4000)
    assert found.sampled
    assert found.total == factorial(8)
    assert (
        len(set(found.listed)) == len(found.listed) > 3700
    )  # birthdays: 4000 - 4000^2/2/40320
    first = np.bincount([order[0] for order in found.listed], minlength=8)
    error = np.sqrt(len(found.listed) / 8 * 7 / 8)
    assert np.abs(first - len(found.listed) / 8).max() < 4 * error
    assert found == orders(before, seed=5, most=4000)
    assert found != orders(before, seed=6, most=4000)


def test_uneven_orders_are_drawn_evenly_too():
    """One chain of three and one loose part: 4 orders, the loose part in each of 4 places."""
    before = (0, 1, 2, 0)
    drawn_many = [orders((*before, *(0,) * 4), seed, most=1).listed[0] for seed in range(400)]
    among = [tuple(p for p in order if p < 4) for order in drawn_many]
    places = np.bincount([order.index(3) for order in among], minlength=4)
    assert np.abs(places - 100).max() < 4 * np.sqrt(100 * 3 / 4)


def test_parts_wait_for_the_part_before_and_the_first_for_the_others(toy):
    parts = cut(toy().plan, {"relief": 3, "elections": 2})
    names = [part.name for part in parts.parts]
    at = {name: place for place, name in enumerate(names)}
    assert names.count("monitors") == 1
    assert parts.before[at["relief 1/3"]] == 1 << at["ceasefire"]
    assert parts.before[at["relief 3/3"]] == 1 << at["relief 2/3"]
    assert parts.before[at["recognition"]] == parts.of_step("elections")
    assert parts.whole == (1 << len(names)) - 1


@pytest.mark.parametrize(
    ("tranches", "says"),
    [
        ({"relif": 2}, "no step is called 'relif'"),
        ({"relief": 0}, "relief in 0 parts"),
        ({"relief": 13}, "relief in 13 parts"),
        ({"ceasefire": 2}, "stops the fighting"),
    ],
)
def test_cuts_that_cannot_be_are_refused(toy, tranches, says):
    with pytest.raises(HoldfastError) as caught:
        cut(toy().plan, tranches)
    [problem] = caught.value.problems
    assert problem.code == "HF453"
    assert says in problem.what


@pytest.fixture(scope="module")
def way(drawn):
    """Holdfast's plan in two draws of the toy case, whole steps."""
    of = drawn(draws=2)
    case = of.conflict
    return road(described(of), cut(case.plan, {}), case.packages[0])


def bits(way, *steps):
    return sum(way.parts.of_step(step) for step in steps)


def test_before_the_fighting_stops_breaking_off_is_the_war(way):
    found = situation(way, 0, solver(way))
    war = answers(way.case.games(None), grid="coarse")
    for values in (found.own, found.others):
        assert values[0].tolist() == war.war_challenger.tolist()
        assert values[1].tolist() == war.war_target.tolist()
    columns = way.case.columns
    assert found.flow[0] == pytest.approx(columns["line"] - columns["cost_challenger"])
    assert found.flow[1] == pytest.approx(1 - columns["line"] - columns["cost_target"])
    assert not found.attacks.any()


def test_stopping_leaves_what_cannot_be_taken_back(way):
    """Relief and elections serve East: once it stops, so much of both as cannot be undone."""
    solve = solver(way)
    fair = situation(way, bits(way, "ceasefire"), solve)
    given_away = situation(way, bits(way, "ceasefire", "relief", "elections"), solve)
    left = {
        name: (1 - sizes(way.case.ensemble, step.reversible))
        for name in ("relief", "elections")
        for step in [next(s for s in way.parts.plan.steps if s.id == name)]
    }

    def size(step, what):
        part = way.parts.parts[bits(way, step).bit_length() - 1]
        change = next(c for c in part.step.changes if c.what == what)
        return change.sign * sizes(way.case.ensemble, change.size)

    mine = left["relief"] * size("relief", "worth_to_challenger")
    mine = mine + left["elections"] * size("elections", "worth_to_challenger")
    assert given_away.own[0] - fair.own[0] == pytest.approx(mine)
    theirs = left["elections"] * size("elections", "worth_to_target")
    assert given_away.others[1] - fair.others[1] == pytest.approx(theirs)
    # West, who breaks off itself, takes back its elections; the guarantors' relief stands
    assert given_away.own[1] - fair.own[1] == pytest.approx(theirs)
    whole = size("relief", "worth_to_challenger")
    stands = whole + left["elections"] * size("elections", "worth_to_challenger")
    assert (given_away.others[0] - fair.others[0] <= stands + 1e-12).all()


def test_the_guarantee_stands_against_who_attacks_and_not_for_who_strikes(way):
    solve = solver(way)
    bare = situation(way, bits(way, "ceasefire"), solve)
    backed = situation(way, bits(way, "ceasefire", "force"), solve)
    assert (backed.own[0] <= bare.own[0] + 1e-9).all()


def test_the_end_is_the_settlement_of_the_game_with_all_steps_done(way):
    """A second way: the columns set by hand."""
    of = way.case.ensemble
    columns = dict(way.case.games(way.package, 1.0).columns)
    bare = way.case.games(None).columns
    columns |= {name: bare[name] for name in ("detection", "false_alarm")}
    worth = np.zeros((2, of.draws))
    for step in way.parts.plan.steps:
        for change in step.changes:
            moved = change.sign * sizes(of, change.size)
            if change.what.startswith("worth"):
                worth[int(change.what.endswith("target"))] += moved
            elif change.what != "package":
                columns[change.what] = columns[change.what] + moved
    columns["ratify_share"] = columns["ratify_share"] + bare["line"] - columns["line"]
    found = answers(Games.of(of.draws, columns), grid="coarse")
    end = ending(way, solver(way))
    assert end[0] == pytest.approx(found.line_challenger + worth[0])
    assert end[1] == pytest.approx(found.line_target + worth[1])


def test_games_that_are_the_same_are_solved_once(way):
    solve = solver(way)
    one = solve(dict(way.case.games(None).columns))
    assert solve(dict(way.case.games(None).columns)) is one


def test_orders_walked_together_are_those_walked_alone(way):
    solve = solver(way)
    masks = situations(way.parts.before, 100)
    known = Known(way, {m: situation(way, m, solve) for m in masks}, ending(way, solve))
    listed = [tuple(1 << p for p in o) for o in orders(way.parts.before, 1).listed][::40]
    together = walked(known, listed)
    sums = summed(known, listed)
    for place, order in enumerate(listed):
        alone = walked(known, [order])
        assert (alone.margin[:, :, 0] == together.margin[:, :, place]).all()
        least = alone.margin[1:-1, :, 0].min(axis=1)
        share = (least >= -1e-12).mean(axis=1)
        assert sums.weakest[place] == share.min()
        assert share[sums.weakest_at[place] - 1] == share.min()
        assert sums.margin[place] == pytest.approx(least.min(axis=0).mean())


def test_the_answer_is_the_same_again_and_tells_what_it_is(drawn):
    of = drawn(draws=2)
    one, two = (sequence(of, Asked()) for _ in range(2))
    assert one == two
    answer = one.answer
    assert answer["orders"] == {"total": "360", "looked_at": 360, "sampled": False}
    assert answer["situations"] == situations_in(of.conflict, Asked()) == 49
    assert answer["assumed"]
    assert answer["package"] == "shield"
    weakest = [row["weakest"] for row in answer["ranked"]]
    assert weakest == sorted(weakest, reverse=True)
    assert answer["last"]["weakest"] <= weakest[-1]
    assert len(answer["walks"]["first"]) == len(answer["plan"]) + 1
    assert not any(name.startswith("sequence.") for name in one.inputs)


def test_many_parts_are_counted_before_anything_is_solved(drawn):
    many = dict.fromkeys(("relief", "elections", "withdrawal", "force"), 6)
    with pytest.raises(HoldfastError) as caught:
        sequence(drawn(draws=1), Asked(tranches=many))
    assert caught.value.problems[0].code == "HF454"


def test_a_case_without_a_package_has_a_plan_without_one(drawn):
    of = drawn({"guarantees": None}, draws=1)
    answer = sequence(of, Asked()).answer
    assert answer["package"] == ""
    assert "force" not in [step["id"] for step in answer["plan"]]
    with pytest.raises(HoldfastError) as caught:
        sequence(drawn(draws=1), Asked(package="shelid"))
    assert caught.value.problems[0].code == "HF401"
