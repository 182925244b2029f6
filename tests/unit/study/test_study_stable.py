"""Stability as an answer: the promised keys, and the reasons that were asked for."""

from itertools import pairwise

import numpy as np
import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.conflict.actors import Actor
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.core.errors import HoldfastError
from holdfast.stability.analysis import ALL_CONCEPTS
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order
from holdfast.study.anticipation import foresight
from holdfast.study.ensemble import ensemble
from holdfast.study.groups import groups
from holdfast.study.mixed import read_foresight
from holdfast.study.stable import Reasons, stability

CONCEPTS = [concept.value for concept in ALL_CONCEPTS]


@pytest.fixture(scope="module")
def dilemma():
    return ensemble(open_case("prisoners-dilemma"), 1, 1)


@pytest.fixture(scope="module")
def told(dilemma):
    return stability(dilemma, why=Reasons.ALL)


def test_the_promised_keys_are_there(told):
    promised = {"states", "stable", "equilibria", "coalitions", "paths", "witnesses"}
    assert promised <= set(told.answer)
    assert set(told.answer["stable"]) == set(CONCEPTS) == set(told.answer["equilibria"])
    for by_actor in told.answer["stable"].values():
        assert set(by_actor) == {"first-side", "second-side"}


def test_the_dilemma_is_that_of_the_literature(told):
    """[FangHipelKilgour1993]: both breaking is stable for all; both keeping under foresight."""
    both_break = told.answer["states"].index({"first": "break", "second": "break"})
    both_keep = told.answer["states"].index({"first": "keep", "second": "keep"})
    assert told.answer["equilibria"]["nash"] == [both_break]
    for concept in ("gmr", "smr", "seq"):
        assert sorted(told.answer["equilibria"][concept]) == sorted([both_keep, both_break])
    assert told.answer["start"] == both_keep


def test_each_may_look_ahead_in_its_own_way(dilemma, told):
    """Keeping holds where both fear the answer; one who does not look ahead undoes it."""
    both_break = told.answer["states"].index({"first": "break", "second": "break"})
    one = stability(dilemma, ["gmr"], own_concepts={"first-side": "nash", "second-side": "seq"})
    assert one.answer["mixed"]["equilibria"] == [both_break]
    assert set(one.answer["equilibria"]) == {"gmr", "nash", "seq"}
    both = stability(dilemma, own_concepts={"first-side": "seq", "second-side": "smr"})
    assert both.answer["mixed"]["equilibria"] == sorted([told.answer["start"], both_break])
    assert both.answer["mixed"]["count"] == 2
    assert "mixed" not in told.answer


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"first-side": "nash"}, "leaves out second-side"),
        ({"first-side": "nash", "nobody": "seq"}, "nobody decides nothing"),
        ({"first-side": "nash", "second-side": "far"}, "no concept is called 'far'"),
    ],
)
def test_foresight_that_does_not_fit_the_actors_is_refused(dilemma, given, what):
    with pytest.raises(HoldfastError, match=what) as error:
        stability(dilemma, own_concepts=given)
    assert error.value.exit_code == 2


@pytest.mark.parametrize("text", ["first-side", "=nash", "a=", "a=nash,,b=seq", "a=nash,a=seq"])
def test_foresight_that_cannot_be_read_is_refused(text):
    with pytest.raises(HoldfastError, match="--foresight"):
        read_foresight(text)


def test_equilibria_are_stable_for_every_actor(told):
    for concept, found in told.answer["equilibria"].items():
        shared = set.intersection(*map(set, told.answer["stable"][concept].values()))
        assert set(found) == shared


def test_every_verdict_has_its_reason(told):
    witnesses = told.answer["witnesses"]
    assert len(witnesses) == len(CONCEPTS) * 2 * 4
    for entry in witnesses:
        keys = {"concept", "actor", "state", "stable", "answers", "sentence"}
        assert set(entry) == keys
        stable = told.answer["stable"][entry["concept"]][entry["actor"]]
        assert entry["stable"] is (entry["state"] in stable)
        assert entry["sentence"].startswith("Under these priorities ")
        for answer in entry["answers"]:
            assert set(answer) == {"improvement", "path", "end"}
            for step in (answer["improvement"], *answer["path"]):
                assert set(step) == {"movers", "from", "to"}


def test_an_answers_path_leads_from_the_improvement_to_its_end(told):
    for entry in told.answer["witnesses"]:
        for answer in entry["answers"]:
            if entry["concept"] == "sim" or not answer["path"]:
                continue
            stations = [answer["improvement"], *answer["path"]]
            for before, after in pairwise(stations):
                assert before["to"] == after["from"]
            assert stations[-1]["to"] == answer["end"]


def test_reasons_only_where_asked_for(dilemma):
    assert "witnesses" not in stability(dilemma).answer
    some = stability(dilemma, ["nash"], why=Reasons.EQUILIBRIA).answer["witnesses"]
    assert {entry["state"] for entry in some} == {0, 3}  # the start and the one equilibrium


def test_large_cases_explain_equilibria_and_the_start_only():
    """Minsk has 128 states, more than are explained whole."""
    minsk = ensemble(open_case("minsk-2015"), 1, 1)
    told = stability(minsk, ["nash"], why=Reasons.ALL).answer
    explained = {entry["state"] for entry in told["witnesses"]}
    assert explained == {*told["equilibria"]["nash"], told["start"]}
    assert len(told["states"]) == 128


def test_paths_lead_from_the_start_to_each_equilibrium(told):
    targets = {path["to"] for path in told.answer["paths"]}
    assert targets == {s for found in told.answer["equilibria"].values() for s in found}
    for path in told.answer["paths"]:
        for way in ("by_improvements", "by_any_moves"):
            steps = path[way]["steps"]
            if not path[way]["reached"] or not steps:
                continue
            assert steps[0]["from"] == told.answer["start"]
            assert steps[-1]["to"] == path["to"]


def test_labels_say_each_state_in_the_words_of_the_case(told):
    assert told.answer["labels"][0] == "Keeps the cease-fire; Keeps the cease-fire"
    assert len(told.answer["labels"]) == len(told.answer["states"])


def test_coalitions_are_told_with_their_completeness(told):
    coalitions = told.answer["coalitions"]
    assert coalitions["completeness"] == "exact"
    # both keeping is better for both than both breaking, so no pair leaves it together
    both_keep = told.answer["start"]
    for step in coalitions["improvements_from_start"]:
        assert step["from"] == both_keep
        assert set(step["members"]) < {"first-side", "second-side"}  # one alone, never both


def test_coalitions_that_fear_answers_and_foresight_are_told(told):
    """By hand and [FangHipelKilgour1993]: restraint by both is stable once answers count."""
    both_break = told.answer["states"].index({"first": "break", "second": "break"})
    both_keep = told.answer["start"]
    for concept in ("cgmr", "csmr", "cseq"):
        assert told.answer["coalitions"][concept] == [both_keep]
    ahead = told.answer["foresight"]
    assert ahead["completeness"] == "exact"
    for key in ("L2", "NM"):
        assert ahead[key]["equilibria"] == sorted([both_keep, both_break])
        assert set(ahead[key]["stable"]) == {"first-side", "second-side"}
    assert ahead["NM"]["repeats_every"] >= 1
    assert ahead["stackelberg"] == {"first-side": [both_break], "second-side": [both_break]}


def test_foresight_is_for_two_deciding_actors():
    elmira = ensemble(open_case("elmira"), 1, 1)
    assert "foresight" not in stability(elmira, ["nash"]).answer


def _own_issues(*sizes, unknown=()):
    """A conflict in which every actor decides one issue of its own."""
    names = [f"a{place}" for place in range(len(sizes))]
    options = [tuple((f"o{k}", f"Option {k}") for k in range(size)) for size in sizes]
    space = StateSpace(
        tuple(Issue(a, "?", o, (a,)) for a, o in zip(names, options, strict=True))
    )
    orders = dict.fromkeys(names, Order(np.arange(len(space)), unknown))
    return graph_model(space, [Actor(a, a, "state") for a in names], orders)


def test_what_is_too_large_is_left_out_with_the_reason():
    larger = _own_issues(19, 27)  # 513 states
    why = "2 actors and 513 states; cgmr, csmr and cseq are left out to stay fast"
    assert groups(larger, 0, [], why=False)["left_out"] == why
    assert foresight(larger)["reason"] == "513 states, more than 512; not computed"
    many = _own_issues(*[2] * 6, 8)  # 3^7 times 512^2 pairs
    assert "left_out" in groups(many, 0, [], why=False)
    assert foresight(_own_issues(19, 26))["completeness"] == "exact"


def test_foresight_with_unknown_comparisons_says_why_not():
    sides = np.array([True, False, False, False]), np.array([False, True, False, False])
    told = foresight(_own_issues(2, 2, unknown=(sides,)))
    assert told["completeness"] == "gave up"
    assert "a comparison is unknown" in told["reason"]


def test_many_deciders_are_too_many_for_coalitions(toy, drawn, issues):
    actors = [f"a{place}" for place in range(17)]
    own = {"priorities": ["q0 = yes"], "basis": "judgement", "by": "the tests"}
    case = {
        "actors": {name: {"name": name, "kind": "state"} for name in actors},
        "issues": {
            f"q{place}": {
                "question": "?",
                "options": {"no": "No", "yes": "Yes"},
                "decided_by": actors if place == 0 else [actors[0]],
            }
            for place in range(2)
        },
        "start": {"q0": "no", "q1": "no"},
        "preferences": dict.fromkeys(actors, own),
        **dict.fromkeys(("contest", "supporters", "guarantees")),
    }
    told = stability(drawn(case), ["nash"]).answer["coalitions"]
    assert told["completeness"] == "gave up"
    assert "more than" in told["reason"]


def test_the_case_says_which_concepts_are_asked_for():
    korea = ensemble(open_case("korea-1953"), 1, 1)
    assert list(stability(korea).answer["equilibria"]) == ["nash", "gmr", "smr", "seq"]
    assert list(stability(korea, ["sim"]).answer["equilibria"]) == ["sim"]


def test_all_concepts_where_the_case_asks_for_none(drawn, issues):
    assert list(stability(drawn(issues)).answer["equilibria"]) == CONCEPTS


def test_what_cannot_be_asked_is_said(dilemma, drawn):
    with pytest.raises(HoldfastError, match=r"HF403.*'nsh'; expected one of nash"):
        stability(dilemma, ["nash", "nsh"])
    with pytest.raises(HoldfastError, match=r"HF401.*no issues"):
        stability(drawn())


def test_where_nothing_was_drawn_no_draws_are_claimed():
    """The orders of Elmira are coded in the file; a thousand draws would change nothing."""
    elmira = ensemble(open_case("elmira"), 1, 1000)
    assert stability(elmira, ["nash"]).draws == 0


def test_where_an_order_follows_from_the_contest_draws_are_told(drawn, issues):
    assert stability(drawn(issues, draws=5)).draws == 5
