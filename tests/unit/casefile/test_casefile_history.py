"""Numbers that a case takes from the past: `from: history` with a reference class."""

from dataclasses import replace

import pytest

from holdfast.casefile.advice import advise
from holdfast.casefile.catalogue import bundled_text
from holdfast.casefile.loader import load_text
from holdfast.core.errors import HoldfastError
from holdfast.history.classes import reference_classes
from holdfast.report.bibliography import used
from holdfast.report.tables_inputs import quantities_table, sources_table

CASE = bundled_text("ukraine-2025-03-01")
START = CASE.index("    kept_with:\n      low: 0.2\n")
END = CASE.index("    force: {low: 0.04", START)
NAME = "guarantees.tripwire.kept_with"
DEFENCE = "honoured-defence-since-1945"


def case_with(kept: str) -> str:
    return CASE[:START] + f"    kept_with: {kept}\n" + CASE[END:]


def loaded(kept: str):
    return load_text(case_with(kept), "case.yaml")


def from_history(name: str) -> str:
    return f"{{from: history, class: {name}, unit: probability}}"


def test_a_quantity_takes_the_classs_range_and_source():
    conflict = loaded(from_history(DEFENCE))
    found, past = conflict.quantity(NAME), reference_classes()[DEFENCE]
    assert (found.low, found.likely, found.high) == (past.low, past.likely, past.high)
    assert (found.interval, found.basis, found.by) == (0.9, "dataset", "")
    [citation] = found.sources
    source = next(one for one in conflict.sources if one.id == citation.ref)
    assert "6 of 43" in citation.says
    assert "drawn towards honoured-since-1945" in citation.says
    assert source.identifier == "BerkemeierFuhrmann2018"
    assert "challenge" in source.note


def test_two_quantities_of_one_class_cite_one_source():
    text = case_with(from_history(DEFENCE))
    start = text.index("    kept_with:", text.index("  force-with-backstop:"))
    end = text.index("    force:", start)
    text = text[:start] + f"    kept_with: {from_history(DEFENCE)}\n" + text[end:]
    conflict = load_text(text, "case.yaml")
    assert sum(one.id.startswith("history-") for one in conflict.sources) == 1


def test_the_hash_tells_classes_apart_and_a_case_without_one_keeps_its_own(monkeypatch):
    plain = load_text(CASE, "case.yaml").content_hash
    first = loaded(from_history(DEFENCE)).content_hash
    other = loaded(from_history("honoured-since-1945")).content_hash
    assert len({plain, first, other}) == 3
    changed = dict(reference_classes())

    changed[DEFENCE] = replace(changed[DEFENCE], likely=0.2)
    monkeypatch.setattr("holdfast.casefile.context.reference_classes", lambda: changed)
    assert loaded(from_history(DEFENCE)).content_hash != first


@pytest.mark.parametrize(
    ("kept", "code", "says"),
    [
        (from_history("honoured-defense"), "HF301", "did you mean 'honoured-defence'"),
        ("{from: history, unit: probability}", "HF205", "go together"),
        (f"{{class: {DEFENCE}, unit: probability}}", "HF205", "go together"),
        (f"{{from: history, class: {DEFENCE}, unit: share}}", "HF204", "another unit"),
        (from_history(DEFENCE)[:-1] + ", low: 0.1}", "HF205", "no low of its own"),
        (from_history(DEFENCE)[:-1] + ", basis: judgement, by: me}", "HF205", "basis, by"),
        (f"{{from: past, class: {DEFENCE}, unit: probability}}", "HF2", ""),
    ],
)
def test_a_class_wrongly_named_or_mixed_is_refused(kept, code, says):
    with pytest.raises(HoldfastError) as caught:
        loaded(kept)
    problems = caught.value.problems
    assert any(one.code.startswith(code) and says in str(one) for one in problems)
    assert all(one.place is not None and one.place.line > 400 for one in problems)


def test_no_case_may_know_what_was_counted_later():
    text = case_with(from_history("honoured")).replace("as_of: 2025-03-01", "as_of: 1990-01-01")
    with pytest.raises(HoldfastError) as caught:
        load_text(text, "case.yaml")
    assert any(
        one.code == "HF303" and "counts up to 2003" in one.what for one in caught.value.problems
    )


def test_a_class_that_counts_something_else_is_named_in_advice():
    def told(name):
        conflict = loaded(from_history(name))
        [one] = [a for a in advise(conflict) if a.kind == "past" and a.about.startswith(NAME)]
        return one.says

    assert "state what is known of this one" in told(DEFENCE)
    assert "something else; say why it fits" in told("agreement-kept-5y")


def test_a_source_of_ones_own_may_be_called_history():
    text = CASE.replace("sources:\n", "sources:\n  history-of-mine: " + OWN + "\n", 1)
    start = text.index("    kept_with:\n      low: 0.2\n")
    end = text.index("    force: {low: 0.04", start)
    kept = "{value: 0.4, unit: probability, basis: reported, source: {ref: history-of-mine}}"
    conflict = load_text(text[:start] + f"    kept_with: {kept}\n" + text[end:], "case.yaml")
    assert not [a for a in advise(conflict) if a.kind == "past"]


OWN = '{title: Mine, publisher: Me, kind: book, published: 2024-01-01, identifier: "1"}'


def test_a_report_has_the_count_the_caveats_and_the_reference_of_a_class():
    """From the past to the page: n, what it does not say, and whom to cite."""
    conflict = loaded(from_history(DEFENCE))
    [row] = [row for row in quantities_table(conflict).rows if row[0] == NAME]
    assert "6 of 43" in row[-1]
    [source] = [row for row in sources_table(conflict).rows if row[0] == f"history-{DEFENCE}"]
    assert "counts up to 2003" in source
    assert any("Conditional on a challenge" in cell for cell in source)
    assert "BerkemeierFuhrmann2018" in used((), conflict.sources)
    assert "BerkemeierFuhrmann2018" not in used((), load_text(CASE, "case.yaml").sources)
