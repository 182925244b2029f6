"""Parties are treated alike: swapping their names or their inputs mirrors what comes out."""

import json
import re
from dataclasses import replace

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.bargaining.agreement import Bargain
from holdfast.bargaining.forecasts import forecast
from holdfast.bargaining.sides import Sides
from holdfast.bargaining.solutions import egalitarian, kalai_smorodinsky, nash
from holdfast.bargaining.zone import zone_of_agreement
from holdfast.casefile.catalogue import bundled_text, open_case, slugs
from holdfast.casefile.loader import load_text
from holdfast.conflict.actors import Actor
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.stability.analysis import analyse
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order
from holdfast.study.assess import assess
from holdfast.study.ensemble import ensemble
from holdfast.study.parameters import contest_of, negotiated, war
from holdfast.study.run import findings_json

MIRRORED = 1e-12
CONTESTS = [slug for slug in slugs() if open_case(slug).contest is not None]


def exchanging(*pairs):
    """A function that exchanges the words of each pair everywhere in a text."""
    other = dict(pairs) | {b: a for a, b in pairs}
    words = "|".join(sorted(map(re.escape, other), key=len, reverse=True))
    whole = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")
    return lambda text: whole.sub(lambda match: other[match.group()], text)


def answers(conflict):
    found = assess(ensemble(conflict, 5, 25))
    return findings_json(found).decode()


@pytest.mark.parametrize("slug", CONTESTS)
def test_swapping_the_names_of_the_sides_swaps_them_in_the_findings(slug):
    """Ids and printed names exchanged everywhere: nothing else about the answer may change."""
    text = bundled_text(slug)
    conflict = load_text(text, slug)
    contest = conflict.contest
    swap = exchanging(
        (contest.challenger, contest.target),
        (conflict.name(contest.challenger), conflict.name(contest.target)),
    )
    swapped = load_text(swap(text), slug)
    assert swapped.contest.challenger == contest.target
    assert swapped.name(swapped.contest.challenger) == conflict.name(contest.target)
    expected = answers(conflict).replace(conflict.content_hash, "(hash)")
    back = swap(answers(swapped)).replace(swapped.content_hash, "(hash)")
    assert json.loads(back) == json.loads(expected)


share = st.floats(0.0, 1.0)
pairs = st.tuples(share, share)
questions = st.tuples(pairs, pairs)


def bargains(values, lines):
    """A bargain and its mirror image: what was the one side's is the other's, x is 1 - x."""
    (challenger, target), (least, most) = values, lines
    return (
        Bargain(Sides.of(challenger, target), red_lines=Sides.of(least, most)),
        Bargain(Sides.of(target, challenger), red_lines=Sides.of(1.0 - most, 1.0 - least)),
    )


@given(question=questions)
def test_the_zone_of_agreement_is_mirrored(question):
    one, other = bargains(*question)
    zone = zone_of_agreement(one.disagreement, one.red_lines)
    mirror = zone_of_agreement(other.disagreement, other.red_lines)
    assert np.allclose(zone.low, 1.0 - mirror.high, rtol=0.0, atol=MIRRORED)
    assert np.allclose(zone.high, 1.0 - mirror.low, rtol=0.0, atol=MIRRORED)


@pytest.mark.parametrize("rule", [nash, kalai_smorodinsky, egalitarian])
@given(question=questions)
def test_the_terms_of_every_rule_are_mirrored(rule, question):
    one, other = bargains(*question)
    terms, mirror = rule(one), rule(other)
    if abs(float(terms.zone.width[0])) < MIRRORED:
        return  # a zone of one point may count as open on one side of rounding
    assert np.allclose(terms.terms, 1.0 - mirror.terms, rtol=0.0, atol=1e-9)
    assert np.allclose(terms.challenger_gain, mirror.target_gain, rtol=0.0, atol=1e-9)
    assert np.array_equal(terms.deal, mirror.deal)


@given(question=questions, weight=st.floats(0.05, 0.95))
def test_weighted_terms_are_mirrored_with_the_weight(question, weight):
    one, other = bargains(*question)
    terms, mirror = nash(one, weight), nash(other, 1.0 - weight)
    if abs(float(terms.zone.width[0])) < MIRRORED:
        return
    assert np.allclose(terms.terms, 1.0 - mirror.terms, rtol=0.0, atol=1e-9)


@given(
    actors=st.lists(
        st.tuples(share, st.floats(0.01, 1.0), st.floats(0.01, 1.0)), min_size=1, max_size=6
    )
)
def test_position_forecasts_are_mirrored(actors):
    position, weight, salience = (np.array([column]) for column in zip(*actors, strict=True))
    position = position.round(3)  # two positions are either the same or well apart
    found, mirror = (
        forecast(position, weight, salience),
        forecast((1.0 - position).round(3), weight, salience),
    )
    assert np.allclose(found.weighted_mean, 1.0 - mirror.weighted_mean, rtol=0.0, atol=1e-9)
    for rule in ("proportional", "binary"):
        one, other = getattr(found, rule), getattr(mirror, rule)
        assert np.allclose(one.mean, 1.0 - other.mean, rtol=0.0, atol=1e-9)


ranks = st.lists(st.integers(0, 5), min_size=6, max_size=6)


@given(mine=ranks, theirs=ranks)
def test_stability_is_mirrored_when_two_actors_change_places(mine, theirs):
    """A has two options and B three; then B has two and A three, with the orders exchanged."""
    a, b = Actor("a", "A", "state"), Actor("b", "B", "state")

    def game(first, second):
        two = Issue("two", "?", (("n", "N"), ("y", "Y")), (first,))
        three = Issue("three", "?", (("n", "N"), ("m", "M"), ("y", "Y")), (second,))
        orders = {first: Order(np.array(mine)), second: Order(np.array(theirs))}
        return analyse(graph_model(StateSpace((two, three)), [a, b], orders))

    one, other = game("a", "b"), game("b", "a")
    for concept, mask in one.stable.items():
        mirror = other.stable[concept]
        assert np.array_equal(mask[one.model.place("a")], mirror[other.model.place("b")])
        assert np.array_equal(mask[one.model.place("b")], mirror[other.model.place("a")])
        assert np.array_equal(one.equilibria[concept], other.equilibria[concept])


@given(mine=ranks, theirs=ranks)
def test_stability_is_mirrored_when_the_issues_change_places(mine, theirs):
    """The same game with the order of its issues, and so the numbering of states, exchanged."""
    a, b = Actor("a", "A", "state"), Actor("b", "B", "state")
    two = Issue("two", "?", (("n", "N"), ("y", "Y")), ("a",))
    three = Issue("three", "?", (("n", "N"), ("m", "M"), ("y", "Y")), ("b",))

    def game(issues, renumber):
        orders = {
            "a": Order(np.array(mine)[renumber]),
            "b": Order(np.array(theirs)[renumber]),
        }
        return analyse(graph_model(StateSpace(issues), [a, b], orders))

    number = np.arange(6).reshape(3, 2)  # rows: three, columns: two
    renumber = number.T.reshape(-1)
    one, other = game((two, three), np.arange(6)), game((three, two), renumber)
    for concept, mask in one.stable.items():
        assert np.array_equal(mask[:, renumber], other.stable[concept])


def fixed(value, unit):
    return {"value": value, "unit": unit, "basis": "assumed", "by": "the tests"}


def contest_case(power, line, costs, lines, weight):
    """A case with certain numbers, of which the two sides' own can be exchanged."""
    mine, theirs = costs
    least, most = lines
    contest = {
        "challenger": "a",
        "target": "b",
        "power": fixed(power, "probability"),
        "line": fixed(line, "share"),
        "cost_per_month": {
            "challenger": fixed(mine, "share"),
            "target": fixed(theirs, "share"),
        },
        "patience": fixed(0.97, "discount per quarter"),
        "decided": fixed(0.04, "probability per quarter"),
        "shift_in_peace": fixed(0.0, "probability per quarter"),
        "first_strike": fixed(0.0, "probability"),
        "red_lines": {"challenger": fixed(least, "share"), "target": fixed(most, "share")},
        "bargaining_weight": fixed(weight, "share"),
        "trust": {"b in a": fixed(0.5, "probability"), "a in b": fixed(0.5, "probability")},
    }
    case = {
        "holdfast": 1,
        "id": "mirror",
        "title": "A mirror",
        "as_of": "2025-01-31",
        "summary": "A case for tests.",
        "actors": {"a": {"name": "A", "kind": "state"}, "b": {"name": "B", "kind": "state"}},
        "contest": contest,
    }
    return load_text(yaml.safe_dump(case, sort_keys=False), "mirror.yaml")


@settings(max_examples=40)  # each example loads two case files
@given(
    power=share,
    line=share,
    costs=st.tuples(st.floats(0.0, 0.1), st.floats(0.0, 0.1)),
    lines=pairs,
    weight=st.floats(0.05, 0.95),
)
def test_a_case_with_the_sides_inputs_exchanged_has_mirrored_terms(
    power, line, costs, lines, weight
):
    power, line, weight = round(power, 3), round(line, 3), round(weight, 3)
    least, most = round(lines[0], 3), round(lines[1], 3)
    one = contest_case(power, line, costs, (least, most), weight)
    other = contest_case(1 - power, 1 - line, costs[::-1], (1 - most, 1 - least), 1 - weight)
    first, second = (_agreed(case) for case in (one, other))
    assert np.allclose(first.zone.low, 1.0 - second.zone.high, rtol=0.0, atol=MIRRORED)
    assert np.allclose(first.zone.high, 1.0 - second.zone.low, rtol=0.0, atol=MIRRORED)
    if abs(float(first.zone.width[0])) > MIRRORED:
        assert np.array_equal(first.deal, second.deal)
        assert np.allclose(first.terms, 1.0 - second.terms, rtol=0.0, atol=1e-9)


def _agreed(conflict):
    found = ensemble(conflict, 1, 1)
    contest = contest_of(conflict, "test")
    return negotiated(found, contest, war(found, contest))


@pytest.mark.parametrize("slug", CONTESTS)
def test_a_bundled_contest_with_inputs_exchanged_has_mirrored_terms(slug):
    """On the case's own draws, each replaced by its mirror image."""
    conflict = open_case(slug)
    drawn = ensemble(conflict, 3, 200)
    contest = contest_of(conflict, "test")
    values = dict(drawn.values)
    for quantity in (contest.power, contest.line, contest.bargaining_weight):
        values[quantity.name] = 1.0 - drawn.of(quantity)
    for sides, flip in ((contest.cost_per_month, False), (contest.red_lines, True)):
        one, other = drawn.of(sides.target), drawn.of(sides.challenger)
        values[sides.challenger.name] = 1.0 - one if flip else one
        values[sides.target.name] = 1.0 - other if flip else other
    mirror = replace(drawn, values=values)
    found, back = (negotiated(one, contest, war(one, contest)) for one in (drawn, mirror))
    assert np.allclose(found.zone.low, 1.0 - back.zone.high, rtol=0.0, atol=MIRRORED)
    assert np.allclose(found.terms, 1.0 - back.terms, rtol=0.0, atol=1e-9)
    assert np.array_equal(found.deal, back.deal)
    assert found.deal.any()
