"""The casebook and the effect sizes: vocabularies, arithmetic, origins, what was known when."""

from collections import Counter
from datetime import date

import pytest

from holdfast.history.casebook import (
    CONTEXTS,
    HONOURED,
    INSTRUMENTS,
    NOT_KNOWN,
    OUTCOMES,
    PATRONS,
    as_seen,
    casebook,
    precedent,
)
from holdfast.history.datasets.registry import datasets
from holdfast.history.effects import effect, effects
from holdfast.history.survival.published import coefficients
from holdfast.report.bibliography import entries

ROWS = pytest.mark.parametrize("one", casebook(), ids=lambda one: one.id)


@ROWS
def test_a_row_keeps_to_the_codebook(one):
    assert one.outcome in OUTCOMES
    assert one.honoured in HONOURED
    assert one.context in CONTEXTS
    assert one.patron in PATRONS
    assert one.instruments <= set(INSTRUMENTS)
    assert one.censored == (one.outcome != "violated")
    assert one.years == pytest.approx((one.until - one.start).days / 365.25, abs=0.006)
    assert one.protege
    assert one.note


@ROWS
def test_a_row_names_where_it_comes_from(one):
    assert one.sources
    assert all(one.sources)
    assert one.verified in ("yes", "partial")
    assert one.seen_through is None or one.seen_through <= date(2026, 11, 26)
    if one.outcome == "violated":
        assert one.guaranteed or one.honoured == "not applicable"


def test_ids_are_unique_and_patrons_belong_to_guarantors():
    assert max(Counter(one.id for one in casebook()).values()) == 1
    assert all(one.guaranteed for one in casebook() if one.patron != "none")


def test_the_counts_are_those_of_the_codebook():
    """Counted by hand in the file handed down with the codebook: 122 rows, 75 broken."""
    outcomes = Counter(one.outcome for one in casebook())
    assert sum(outcomes.values()) == 122
    assert outcomes["violated"] == 75
    assert outcomes["never_in_force"] + outcomes["not_in_force"] == 3
    assert sum(one.in_force for one in casebook()) == 119
    assert sum(one.compared for one in casebook()) == 114  # five are kept for contrast


def test_a_row_is_found_by_its_id_in_any_letters():
    korea = precedent("kor1953")
    assert korea is not None
    assert korea.name.startswith("Korean armistice")
    assert "treaty_defence" in korea.instruments
    assert precedent("nothing") is None


@pytest.mark.parametrize(
    ("day", "outcome", "years", "censored"),
    [
        ("2015-02-01", None, None, None),  # before it was signed
        ("2020-02-12", "held", 5.0, True),  # signed 12 February 2015
        ("2025-01-01", "violated", 7.03, False),  # broken on 24 February 2022
    ],
)
def test_what_was_known_of_minsk_on_a_day(day, outcome, years, censored):
    minsk = precedent("MIN2015")
    then = as_seen(minsk, date.fromisoformat(day))
    if outcome is None:
        assert then is None
    else:
        assert (then.outcome, then.censored) == (outcome, censored)
        assert bool(then.note) == (not censored)  # the note tells what came
        assert (then.honoured == NOT_KNOWN) == censored
        assert then.years == pytest.approx(years, abs=0.01)


@pytest.mark.parametrize(
    ("id", "day"),
    [("IST2022", "2022-04-15"), ("PAR2026", "2026-01-15"), ("LEB1983", "1983-10-01")],
)
def test_a_draft_is_no_promise_on_any_day(id, day):
    """Nobody knew then that it would never come into force; it had not, all the same."""
    then = as_seen(precedent(id), date.fromisoformat(day))
    assert not then.in_force
    assert then.note == ""


@pytest.mark.parametrize(
    ("id", "day"), [("JCPOA2015", "2019-06-01"), ("ARAB1950", "1960-01-01")]
)
def test_a_note_that_tells_of_later_years_is_not_known_yet(id, day):
    then = as_seen(precedent(id), date.fromisoformat(day))
    assert (then.note, then.honoured) == ("", NOT_KNOWN)
    assert as_seen(precedent(id), date(2027, 1, 1)).note


@ROWS
def test_what_is_known_grows_with_the_day(one):
    """A law: nothing is known before, later days never follow it for less, at last all is."""
    days = [date(one.start.year + 1, 6, 1), date(one.start.year + 3, 6, 1), date(2027, 1, 1)]
    seen = [then for day in days if (then := as_seen(one, day))]
    assert as_seen(one, one.start) is None
    assert [s.years for s in seen] == sorted(s.years for s in seen)
    assert seen[-1] == one
    assert all(s.until <= day for s, day in zip(seen, days[-len(seen) :], strict=True))


@pytest.mark.parametrize("one", effects(), ids=lambda one: one.id)
def test_an_effect_has_a_number_or_words_and_a_source_that_resolves(one):
    assert one.estimate is not None or one.says
    assert one.source in entries()
    assert one.by in ("ours", "published")
    assert bool(one.dataset) or one.by == "published"
    if one.dataset:
        assert one.dataset in datasets()
    assert one.verified in ("yes", "partial", "no")
    assert one.how or one.verified == "yes"
    if one.low is not None:
        assert one.low <= one.estimate <= one.high
    if one.count is not None:
        assert one.estimate == pytest.approx(one.count / one.total, abs=0.006)


def test_the_two_tables_of_effects_say_the_same():
    """Coefficients were fitted anew; effects of the same ids give the same numbers."""
    for one in coefficients():
        if one.id.startswith("E"):
            row = effect(one.id)
            assert (row.estimate, row.low, row.high) == (one.value, one.low, one.high), one.id


def test_an_effect_by_its_id():
    assert effect("E011").estimate == 0.14
    with pytest.raises(KeyError):
        effect("E999")
