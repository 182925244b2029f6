"""Promises after a test of their guarantor: rows by hand, and the counts a second way."""

from dataclasses import replace
from datetime import date

from holdfast.history.casebook import casebook
from holdfast.history.guarantors import ORGANISATIONS, UNNAMED, bare, organised
from holdfast.history.onlookers import TESTED, onlookers_in_casebook, sequels

ROW = casebook()[0]


def promise(id, conflict, start, until, **more):
    return replace(
        ROW,
        id=id,
        conflict=conflict,
        start=date(start, 1, 1),
        until=date(until, 1, 1),
        **{"guarantors": ("Atlantis",), "honoured": "yes", "outcome": "violated", **more},
    )


def told(*rows, states_only=True):
    found = sequels(rows, states_only=states_only)
    return [(one.guarantor, one.before.id, one.after.id) for one in found]


def test_the_latest_test_that_was_over_counts():
    first = promise("A", "a", 1900, 1910)
    second = promise("B", "b", 1905, 1915, honoured="no")
    third = promise("C", "c", 1920, 1930, guarantors=("Atlantis (in part)", "Lemuria"))
    assert told(first, second, third) == [("Atlantis", "B", "C")]
    overlapping = replace(third, start=date(1912, 1, 1))
    assert told(first, second, overlapping) == [("Atlantis", "A", "C")]


def test_what_is_no_test_or_never_began_or_is_the_same_conflict_does_not_count():
    later = promise("C", "c", 1920, 1930)
    assert told(promise("A", "a", 1900, 1910, honoured="not tested"), later) == []
    assert told(promise("A", "c", 1900, 1910), later) == []
    never = replace(later, outcome="never_in_force")
    assert told(promise("A", "a", 1900, 1910), never) == []


def test_organisations_count_only_where_they_are_asked_for():
    both = [
        promise(n, n, y, y + 5, guarantors=("UN (X)",)) for n, y in (("A", 1950), ("B", 1960))
    ]
    assert told(*both) == []
    assert told(*both, states_only=False) == [("UN", "A", "B")]
    assert not ORGANISATIONS & UNNAMED


def test_the_counts_are_those_of_a_loop_over_all_pairs():
    """A second way: for each later row and guarantor, walk back through the earlier rows."""
    answer = onlookers_in_casebook().answer
    counted = {test: [0, 0] for test in TESTED}
    for after in casebook():
        for given in after.guarantors:
            name = bare(given)
            if name in UNNAMED or organised(given) or not after.in_force:
                continue
            latest = None
            for before in casebook():
                shared = name in [bare(other) for other in before.guarantors]
                over = before.until <= after.start and before.conflict != after.conflict
                if (
                    shared
                    and over
                    and before.honoured in TESTED
                    and (latest is None or before.until > latest.until)
                ):
                    latest = before
            if latest is not None:
                counted[latest.honoured][0] += 1
                counted[latest.honoured][1] += after.outcome == "violated"
    found = {t: [e["promises"], e["violated"]] for t, e in answer["after"].items()}
    assert found == counted


def test_it_says_that_it_is_no_effect():
    found = onlookers_in_casebook()
    assert any("hand-picked" in caveat and "no effect" in caveat for caveat in found.caveats)
    for counted in found.answer["after"].values():
        by = counted["guarantors"].values()
        assert counted["promises"] == sum(one["promises"] for one in by)
        assert counted["violated"] == sum(one["violated"] for one in by) <= counted["promises"]
