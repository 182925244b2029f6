"""`holdfast inverse`: what it promises, and clear messages where the question does not fit."""

import json

import pytest
from typer.testing import CliRunner

from holdfast.cli.main import app

RIVERS = ("inverse", "syria-iraq-1975")


def holdfast(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def words(result):
    return " ".join(result.stdout.split())


def test_it_says_the_condition_the_count_and_the_smallest_change():
    """The figures are those of tests/replications/test_published_conflicts.py."""
    result = holdfast(*RIVERS, "--state", 1, "--concept", "seq")
    assert result.exit_code == 0, result.stderr
    told = words(result)
    assert "Wanted: state 1 stable under seq for Syria and Iraq; it is not so now." in told
    assert "at least one of: Syria does not prefer state 2 to state 1 Syria does not" in told
    assert "Syria: 384 of 720 rankings without ties (53%)" in told
    assert "Nearest orders: 1 pair of states the other way round." in told
    assert "Syria would prefer state 1 to state 5, not the reverse" in told
    assert "State 1: The water is let through;" in told


def test_json_has_the_promised_keys():
    told = json.loads(holdfast(*RIVERS, "--state", 1, "--actor", "syria", "--json").stdout)
    answer = told["answer"]
    assert set(answer) == {"wanted", "required", "counts", "orders", "priorities", "labels"}
    assert told["completeness"] == "exact"
    assert answer["wanted"][0]["actors"] == ["syria"]
    assert answer["required"][0]["condition"] == {
        "all_of": [
            {"actor": "syria", "not_below": [1, 0]},
            {"actor": "syria", "not_below": [1, 2]},
        ]
    }
    assert answer["counts"]["syria"]["rankings"] == "240"
    assert set(answer["orders"]["by_actor"]["syria"]) == {"flips", "settled", "best_first"}


def test_a_state_can_be_named_by_its_options():
    named = "release=release, escalate=calm, attack=refrain"
    by_name = holdfast(*RIVERS, "--state", named, "--json")
    assert by_name.stdout == holdfast(*RIVERS, "--state", 1, "--json").stdout


def test_several_states_and_the_other_way_round():
    both = holdfast(*RIVERS, "--state", 3, "--against", 5, "--json")
    wanted = json.loads(both.stdout)["answer"]["wanted"]
    assert [(w["state"], w["stable"]) for w in wanted] == [(3, True), (5, False)]
    turned = holdfast(*RIVERS, "--state", 5, "--unstable", "--against", 3, "--json")
    again = json.loads(turned.stdout)["answer"]
    assert [(w["state"], w["stable"]) for w in again["wanted"]] == [(5, False), (3, True)]
    assert (
        again["orders"]["distance"] == json.loads(both.stdout)["answer"]["orders"]["distance"]
    )


def test_priorities_that_move_are_named():
    """Korea's armistice without troops: the first case found by hand among the bundled ones."""
    told = words(
        holdfast("inverse", "korea-1953", "--state", 15, "--concept", "seq", "--draws", 20)
    )
    assert "Fewest moved priorities: 1." in told
    assert "from place 5 to place 3" in told


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "no state is given"),
        (("--state", 6), "expected a number from 0 to 5"),
        (("--state", "release=hold"), "one option for every issue"),
        (("--state", "release=hold,escalate=calm,attack=maybe"), "attack as one of"),
        (("--state", "release=release,escalate=escalate,attack=attack"), "can go together"),
        (("--state", 1, "--concept", "sim"), "one of nash, gmr, smr, seq, sseq"),
        (("--state", 1, "--actor", "turkey"), "one of syria, iraq"),
        (("--state", 1, "--against", 1), "both stable and not"),
    ],
)
def test_a_question_that_does_not_fit_is_refused(options, said):
    result = holdfast(*RIVERS, *options)
    assert result.exit_code == 2
    assert "HF403" in result.stderr
    assert said in result.stderr


def test_a_case_without_issues_has_no_states(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = holdfast("inverse", "kyiv-holds-to-guarantees", "--state", 0)
    assert result.exit_code == 2
