"""Packages in words: failures, flips, the search, the frontier."""

import numpy as np

from holdfast.casefile.catalogue import open_case
from holdfast.core.streams import uniforms
from holdfast.report.labels import label
from holdfast.report.packages import frontier_sentence, search_sentence
from holdfast.report.packages_why import failing_sentences, flip_sentences
from holdfast.study.packages.failing import ANSWERED, HALF_LIFE, _told

CASE = open_case("ukraine-2025-03-01")


def test_a_planted_failure_is_told_as_a_reader_would_say_it():
    """Planted: it fails where will halves within three years and little is answered."""
    inputs = {
        HALF_LIFE: 10.0 * uniforms(3, "words.life", 0, 400),
        ANSWERED: uniforms(3, "words.answered", 0, 400),
        "contest.power": uniforms(3, "words.power", 0, 400),
    }
    fails = (inputs[HALF_LIFE] < 3.0) & (inputs[ANSWERED] < 0.5)
    found = _told(inputs, fails)
    assert {one["input"] for one in found["limits"]} == {HALF_LIFE, ANSWERED}
    ends = {one["input"]: one["at"] for one in found["limits"]}
    assert 2.4 <= ends[HALF_LIFE] <= 3.2
    package = {"title": "P", "fails_where": {"keeping": found}}
    [told] = failing_sentences(CASE, package)
    assert "'P' is not kept five years in" in told
    assert "the half-life of the guarantors' will, in years, is under" in told
    assert "the chance that a breach is seen, attributed and answered is under" in told


def test_where_nothing_stands_out_it_says_so():
    found = _told({"contest.power": np.ones(100)}, np.arange(100) < 20)
    [told] = failing_sentences(CASE, {"title": "P", "fails_where": {"coming": found}})
    assert told == (
        "'P' does not bring both sides in 20% of draws; "
        "no part of the inputs stands out for it."
    )


def flips(**more):
    return {
        "reaches": False, "chance": 0.4, "error": 0.04, "draws": 40,
        "inputs": [{"input": "contest.power", "by": -0.05, "of_range": -0.135, "chance": 0.51}],
        "unmoved": ["contest.patience"], **more,
    }  # fmt: skip


def test_a_flip_is_told_with_its_size():
    changes = [{"instrument": "air-cover", "from": 0.0, "to": 2.0}]
    package = {"title": "P", "flips": flips(levels={"changes": changes, "chance": 0.6})}
    told = list(flip_sentences(CASE, package))
    assert told[0].startswith("'P' misses what was asked")
    assert "unlikely (20-45%)" in told[0]
    power = "the chance that Russia wins outright"
    assert told[1] == f"  {power} 0.05 lower in all draws (14% of its range) would do it."
    assert told[2] == "  Within their ranges these alone flip nothing: the sides' patience."
    assert told[3] == (
        "  Fewest steps of instruments found: Air and missile cover from none to full "
        "would do it."
    )


def test_nothing_that_flips_is_told_too():
    for more, said in (
        ({"levels": {}}, "No three steps of instruments that were tried flip this."),
        ({"strength": {}}, "No other strength of it up to twice the whole flips this."),
        ({"strength": {"at": 0.62, "chance": 0.5}}, "at 0.62 of its strength would do it."),
    ):
        told = list(flip_sentences(CASE, {"title": "P", "flips": flips(**more)}))
        assert told[-1].endswith(said)


def test_what_was_not_asked_is_not_told():
    assert list(failing_sentences(CASE, {"title": "P"})) == []
    assert list(flip_sentences(CASE, {"title": "P"})) == []
    assert list(search_sentence({})) == []


def test_a_frontier_is_told_without_a_winner():
    packages = [{"name": name, "title": name.upper()} for name in "abc"]
    answer = {
        "packages": packages,
        "frontier": ["a", "c"],
        "frontier_over": ["cost", "kept_5y"],
    }
    told = frontier_sentence(answer)
    assert "Of 3 packages compared on cost a year and both coming and keeping it" in told
    assert "1 of them beaten by another in all of these" in told
    assert "'A' and 'C'" in told
    assert "One package alone" in frontier_sentence({**answer, "packages": packages[:1]})


def test_a_search_says_how_far_it_looked():
    search = {
        "looked_at": 400, "space": 1594323, "exhaustive": False, "draws": [16, 64, 100],
        "not_shown": 7, "instruments": ["a"] * 13,
    }  # fmt: skip
    [told] = search_sentence({"search": search})
    assert "looked at 400 of them, so it may have missed some, in 16, 64 then 100 draws" in told
    assert "7 more lie on the frontier" in told


def test_numbers_of_instruments_have_labels():
    name = "instruments.tripwire-force.numbers.half_life"
    assert label(CASE, name) == "the half life of 'Tripwire force'"
    name = "instruments.mutual-defence-treaty.numbers.provokes"
    assert label(CASE, name).startswith("how much more the rival asks for with '")
    assert label(CASE, "instruments.rotation") == "rotation"
