"""The closed vocabulary: every entry is whole, and words find the right one."""

import re

import pytest

from holdfast.reading.lexicon import entries_of
from holdfast.reading.tokens import tokenise
from holdfast.reading.vocabulary import NOTHING, lever, outcome_named, stem, term, terms

# Keys of the case format that a lever may move, "*" for a name that the author chooses.
KEYS = re.compile(
    r"contest\.(power|line|patience|decided|shift_in_peace|first_strike|fait_accompli"
    r"|bargaining_weight|cost_per_month\.(challenger|target)|red_lines\.(challenger|target)"
    r"|precondition\.(met_at|audience_cost|clarity)|trust\.target in challenger)"
    r"|supporters\.\*\.(position|weight|salience)"
    r"|guarantees\.\*\.(force|cost_imposed|kept_with|response_time|half_life"
    r"|guarantor_choice\.(stake|cost|abandonment|automatic))"
    r"|monitors\.\*\.(detects|false_alarm)|mediators\.\*\.leans"
    r"|contest\.conduct\.(automatic|snap_back|contagion|clarity|detection|willingness"
    r"|mediator_friction|ratify_margin)|game\.talks"
)
# What the audit reads off a solved game.
OUTPUTS = {
    *("talks", "deal", "kept", "attacked", "offered", "works", "terms", "challenger_gain"),
    *("war_quarters", "escalations", "war_losses", "supply", "unwilling", "realign"),
}


def test_ids_are_unique_and_there_are_levers_and_outcomes():
    ids = [one.id for one in terms()]
    assert len(ids) == len(set(ids))
    assert {one.role for one in terms()} == {"lever", "outcome"}


@pytest.mark.parametrize("one", terms(), ids=lambda one: one.id)
def test_a_term_moves_something_or_says_why_not(one):
    assert one.name
    assert one.direction in (-1, 1)
    if one.role == "lever":
        assert not one.output
        assert one.parameters or one.reason
        assert all(KEYS.fullmatch(name) for name in one.parameters)
    else:
        assert not one.parameters
        assert bool(one.output) != bool(one.reason)
        assert one.output in OUTPUTS | {""}


def test_keys_of_the_data_file_are_known():
    known = {"id", "role", "name", "parameters", "output", "direction", "reason"}
    for entry in entries_of("claims"):
        assert set(entry) <= known | {"synonyms", "opposites"}
        assert entry["synonyms"]


@pytest.mark.parametrize("entry", entries_of("claims"), ids=lambda entry: str(entry["id"]))
def test_each_synonym_is_found_in_some_entry(entry):
    find = lever if entry["role"] == "lever" else outcome_named
    for words in (*entry["synonyms"], *entry.get("opposites", ())):
        assert find(tokenise(str(words).replace("...", "very"))).id


def test_a_term_by_its_id():
    assert term("trust").parameters == ("contest.trust.target in challenger",)
    with pytest.raises(KeyError):
        term("no such lever")


@pytest.mark.parametrize(
    ("words", "ident", "direction"),
    [
        ("the right guarantees in place", "guarantee-strength", 1),
        ("concrete assurances", "guarantee-strength", 1),
        ("a lack of trust between the parties", "trust", -1),
        ("hesitance or division among allies", "allied-unity", -1),
        ("the commitment and readiness of these allies to act", "guarantor-credibility", 1),
        ("a small and slow force", "response-speed", -1),
        ("lengthy negotiations", "delay", 1),
        ("China\u2019s interest in mediating discussions", "mediators", 1),
        ("a surprise attack across the river", "first-strike", 1),
        ("rearming during the truce", "power-shift", 1),
        ("the withdrawal of flowers", "", 1),
    ],
)
def test_words_of_a_cause(words, ident, direction):
    found = lever(tokenise(words))
    assert (found.id, found.direction) == (ident, direction)


@pytest.mark.parametrize(
    ("words", "ident", "direction"),
    [
        ("a swift resolution to the conflict", "speed-of-resolution", 1),
        ("prolong the conflict", "speed-of-resolution", -1),
        ("deter further aggression", "violation", -1),
        ("further aggression", "violation", 1),
        ("shifts in foreign policy", "onlookers-realign", 1),
        ("the truce", "peace-holds", 1),
        ("the price of bread", "", 1),
    ],
)
def test_words_of_an_effect(words, ident, direction):
    found = outcome_named(tokenise(words))
    assert (found.id, found.direction) == (ident, direction)


def test_no_words_name_nothing():
    assert lever(()) == NOTHING


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("guarantee", "guarantees"),
        ("wary", "wariness"),
        ("rally", "rallies"),
        ("stop", "stopped"),
    ],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


def test_short_words_stay_as_they_are():
    assert stem("use") == "use"
    assert stem("red") == "red"
