"""What the stability answer and its report add for strength, beliefs and open orders."""

from copy import deepcopy

import pytest

import holdfast.study.stability_parts as stability_parts
from holdfast.report.runfiles import run_files
from holdfast.report.sections_stability import stability_sentences, stability_tables
from holdfast.study.assess import assess
from holdfast.study.stable import stability

JUDGED = {"basis": "judgement", "by": "the tests"}


@pytest.fixture
def plain(issues):
    """Three orders of their own: nothing is open, misread or strong."""
    rich = deepcopy(issues)
    rich["preferences"] = {
        "east": {"priorities": ["truce = yes", "attack = no"], **JUDGED},
        "west": {"priorities": ["attack = no", "truce = yes"], **JUDGED},
        "north": {"priorities": ["attack = no", "backing = out"], **JUDGED},
    }
    return rich


@pytest.fixture
def rich(plain):
    """The same with one of each: strong comparisons, a belief, an unknown pair."""
    more = deepcopy(plain)
    more["preferences"]["west"]["much_worse"] = ["attack = yes"]
    more["preferences"]["east"]["unknown"] = [["attack = yes", "backing = in"]]
    more["beliefs"] = {
        "west": {
            "unseen": ["backing = in"],
            "thinks": {"east": {"priorities": ["attack = yes"], **JUDGED}},
        }
    }
    return more


def test_a_case_that_says_no_more_adds_no_key(drawn, plain):
    found = stability(drawn(plain))
    assert {"strength", "hypergame", "frequency"}.isdisjoint(found.answer)
    assert {"HamoudaKilgourHipel2004", "BennettDando1979"}.isdisjoint(found.citations)
    assert found.draws == 0


def test_each_part_adds_its_key_its_caveats_and_its_citations(drawn, rich):
    found = stability(drawn(rich, draws=30))
    assert {"strength", "hypergame", "frequency"} <= set(found.answer)
    assert len(found.caveats) == 5
    assert {"HamoudaKilgourHipel2004", "BennettDando1979"} <= set(found.citations)
    assert "beliefs.west" in found.inputs
    assert found.draws == 30


def test_strong_and_weak_make_up_what_is_stable(drawn, rich):
    answer = stability(drawn(rich)).answer
    told = answer["strength"]
    assert set(told["strong"]) == set(told["weak"]) == {"gmr", "smr", "seq"}
    for concept, actors in told["strong"].items():
        for actor, strong in actors.items():
            both = sorted([*strong, *told["weak"][concept][actor]])
            assert both == answer["stable"][concept][actor]
    assert stability(drawn(rich), ["nash"]).answer.keys().isdisjoint({"strength"})


def test_beliefs_are_told_by_actor_and_the_unseen_is_no_equilibrium(drawn, rich):
    case = drawn(rich)
    told = stability(case).answer["hypergame"]
    assert list(told) == ["completeness", "unseen", "stable", "expected", "equilibria"]
    space = case.conflict.space
    hidden = [s for s in range(len(space)) if space.describe(s)["backing"] == "in"]
    assert told["unseen"] == {"east": [], "west": hidden, "north": []}
    for concept, found in told["equilibria"].items():
        shared = set.intersection(*map(set, told["stable"][concept].values()))
        assert set(found) == shared
        assert shared.isdisjoint(hidden)


def test_too_many_combinations_are_left_out_with_the_reason(drawn, rich, monkeypatch):
    monkeypatch.setattr(stability_parts, "MOST_PATTERNS", 7)
    answer = stability(drawn(rich, draws=1), ["smr"]).answer
    for part in ("strength", "hypergame"):
        assert answer[part]["completeness"] == "gave up"
        assert answer[part]["reason"].startswith("more than 7 combinations")


def test_the_report_says_each_part_in_a_sentence_and_a_table(drawn, rich):
    case = drawn(rich, draws=40)
    answer = stability(case).answer
    said = stability_sentences(case.conflict, answer)
    assert len(said) == 3
    assert said[0].startswith("States from which every gain of every actor can be answered")
    assert said[1].endswith("Some states do not occur to West; these are no equilibria.")
    assert said[2].startswith("40 draws of the orders hold 2 different sets of them; ")
    captions = [table.caption for table in stability_tables(case.conflict, answer)]
    assert captions[:3] == [
        "Stable states by how much a sanction hurts",
        "Each actor in its own game",
        "Share of draws in which a state is an equilibrium",
    ]
    _, files = run_files(case.conflict, assess(case))
    page = files["report.md"].decode()
    assert all(caption in page for caption in captions)


def test_the_report_says_why_a_part_is_missing(drawn, rich):
    conflict = drawn(rich).conflict
    left_out = {"completeness": "gave up", "reason": "too much of it"}
    answer = dict.fromkeys(("strength", "hypergame", "frequency"), left_out)
    said = stability_sentences(conflict, answer)
    assert all(sentence.endswith("too much of it.") for sentence in said)
    assert stability_tables(conflict, answer) == ()


def test_an_unknown_pair_is_named_by_its_conditions(drawn, rich):
    rich["preferences"]["east"] = {
        "priorities": ["truce = yes", "attack = no"],
        "unknown": [["attack = yes", "attack = no"]],
        **JUDGED,
    }
    case = drawn(rich, draws=200)
    tables = stability_tables(case.conflict, stability(case).answer)
    [row] = tables[-1].rows
    assert (
        row[0] == "how East ranks (attack = yes) against (attack = no); high: the first higher"
    )
