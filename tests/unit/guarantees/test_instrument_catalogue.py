"""The catalogue of instruments: whole, sourced, and changed by cases."""

import pytest

from holdfast.casefile.catalogue import bundled_text
from holdfast.casefile.loader import load_text
from holdfast.conflict.instruments import NUMERALS, WORDS
from holdfast.core.errors import HoldfastError
from holdfast.core.units import unit_named
from holdfast.guarantees.catalogue import (
    EDITORS,
    catalogue,
    instrument_named,
    instruments_of,
    rotation,
    standard_packages,
)
from holdfast.report.bibliography import entries

ADDED = """
instruments:
  tripwire-force:
    numbers:
      force: {low: 0.1, likely: 0.2, high: 0.3, unit: probability,
              basis: judgement, by: A. Judge}
  home-guard:
    title: Home guard
    like: arms-and-money
    numbers:
      cost: {value: 3, unit: EUR bn 2024, basis: judgement, by: A. Judge}
    location: villages
"""


def case(added):
    return load_text(bundled_text("ukraine-2025-03-01") + added, "case.yaml")


def code_of(added):
    with pytest.raises(HoldfastError) as caught:
        instruments_of(case(added).instruments)
    return caught.value.problems[0].code


def test_the_catalogue_has_the_thirteen_of_the_debates():
    assert len(catalogue()) == 13


@pytest.mark.parametrize("name", catalogue())
def test_an_instrument_is_whole_and_has_sources(name):
    one = catalogue()[name]
    assert one.words.keys() == set(WORDS)
    assert one.note
    assert one.sources
    assert set(one.sources) <= entries().keys()
    assert not one.leans_on or one.leans_on in catalogue()


@pytest.mark.parametrize("name", catalogue())
def test_numbers_are_ranges_that_editors_assumed_in_their_units(name):
    for key, quantity in catalogue()[name].numbers.items():
        assert quantity.basis == "assumed"
        assert quantity.by == EDITORS
        assert quantity.unit == NUMERALS[key].unit
        assert unit_named(quantity.unit) is not None
        assert quantity.low <= quantity.likely <= quantity.high
        assert quantity.low < quantity.high  # invented numbers are never exact


def test_soldiers_are_kept_about_four_times():
    kept, _ = rotation()
    assert (kept.low, kept.likely, kept.high) == (3, 4, 5)


def test_standard_packages_are_made_of_the_catalogue():
    for one in standard_packages():
        assert one.levels.keys() <= catalogue().keys()
        assert set(one.levels.values()) <= {1, 2}


def test_a_case_changes_one_number_and_keeps_the_others():
    known = {one.id: one for one in instruments_of(case(ADDED).instruments)}
    mine, theirs = known["tripwire-force"], catalogue()["tripwire-force"]
    assert mine.numbers["force"].high == 0.3
    assert mine.numbers["troops"] == theirs.numbers["troops"]
    assert mine.numbers["force"].name == theirs.numbers["force"].name  # so they share draws
    assert list(known)[:13] == list(catalogue())


def test_a_case_describes_its_own_like_another():
    known = instruments_of(case(ADDED).instruments)
    guard = instrument_named(known, "home-guard", "--with")
    assert guard.title == "Home guard"
    assert guard.numbers["cost"].likely == 3
    assert guard.words["location"] == "villages"
    theirs = catalogue()["arms-and-money"].numbers["aid"]
    assert guard.numbers["aid"].likely == theirs.likely
    assert guard.numbers["aid"].name == "instruments.home-guard.numbers.aid"


def test_what_a_case_states_counts_among_its_quantities():
    found = case(ADDED)
    assert found.quantity("instruments.tripwire-force.numbers.force").by == "A. Judge"
    assert found.content_hash != case("").content_hash


def test_what_it_costs_is_no_number_of_the_game():
    tripwire = catalogue()["tripwire-force"]
    assert tripwire.numbers["force"] in tripwire.in_game
    assert tripwire.numbers["troops"] not in tripwire.in_game
    assert len(tripwire.in_game) == len(tripwire.numbers) - 1


def test_what_cannot_be_joined_is_an_error():
    assert code_of("instruments: {guard: {like: militia}}") == "HF441"
    assert code_of("instruments: {guard: {title: Guard}}") == "HF442"
    assert code_of("instruments: {tripwire-force: {leans_on: militia}}") == "HF441"
    assert code_of("instruments: {tripwire-force: {leans_on: tripwire-force}}") == "HF446"
    assert code_of("instruments: {air-cover: {leans_on: tripwire-force}}") == "HF446"
    chain = case("instruments: {air-cover: {leans_on: arms-and-money}}")
    assert instruments_of(chain.instruments)[5].leans_on == "arms-and-money"
    with pytest.raises(HoldfastError, match="HF441"):
        instrument_named(instruments_of(()), "tripwire-farce", "--with")


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        ("forse: {value: 0.1, unit: probability, basis: judgement, by: A}", "HF301"),
        ("force: {value: 0.1, unit: share, basis: judgement, by: A}", "HF204"),
        ("force: {value: 0.1, unit: probability}", "HF206"),
    ],
)
def test_a_wrong_number_is_an_error_of_the_file(numbers, code):
    with pytest.raises(HoldfastError, match=code):
        case(f"instruments: {{tripwire-force: {{numbers: {{{numbers}}}}}}}")
