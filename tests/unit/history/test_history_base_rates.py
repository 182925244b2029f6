"""Base rates and reference classes, against published figures and second ways of reckoning."""

import math
from itertools import pairwise

import pytest
from scipy import stats

from holdfast.core.finding import Completeness
from holdfast.history import base_rates as by
from holdfast.history.classes import reference_classes
from holdfast.history.effects import effect
from holdfast.history.survival.shares import counted_share
from holdfast.history.tables import (
    CLAUSES,
    ERAS,
    MEMBERS,
    ONCE,
    called,
    commitments,
    kept,
    years_of_war,
)
from holdfast.report.bibliography import entries

CLASSES = pytest.mark.parametrize("one", reference_classes().values(), ids=lambda one: one.id)


@pytest.mark.parametrize(
    ("published", "kind"),
    [
        ("E003", {}),
        ("E004", {"era": "before-1945"}),
        ("E005", {"era": "since-1945"}),
        ("E006", {"clause": "defence"}),
        ("E007", {"clause": "offence"}),
        ("E008", {"clause": "neutrality"}),
        ("E009", {"clause": "non_aggression"}),
        ("E010", {"clause": "defence", "era": "before-1945"}),
        ("E011", {"clause": "defence", "era": "since-1945"}),
        ("E012", {"members": "two"}),
        ("E013", {"members": "several"}),
        ("E014", {"members": "two", "era": "since-1945"}),
        ("E015", {"members": "several", "era": "since-1945"}),
    ],
)
def test_commitments_honoured_are_the_published_counts(published, kind):
    """Berkemeier and Fuhrmann 2018, to the printed digits.

    Printed intervals take commitments as independent; ours are no narrower, since those that
    one war called on share its fate.
    """
    found, row = by.honoured(**kind).answer, effect(published)
    assert found["total"] == int(row.n)
    assert found["share"] == pytest.approx(row.estimate, abs=0.0051)
    alone = counted_share(found["count"], found["total"])
    assert alone.low == pytest.approx(row.low, abs=0.0051)
    assert alone.high == pytest.approx(row.high, abs=0.0051)
    assert found["low"] <= alone.low + 1e-12
    assert found["high"] >= alone.high - 1e-12
    assert 1 <= found["wars"] <= found["total"]
    assert 1 <= found["counted_as"] <= found["total"]


def test_commitments_add_up_over_every_way_to_cut_them():
    whole = commitments()
    assert (whole.honoured, whole.commitments) == (73, 146)
    for clause in ("", *CLAUSES):
        both = commitments(clause=clause)
        for name, values in (("era", ERAS), ("members", MEMBERS)):
            parts = [commitments(clause=clause, **{name: value}) for value in values]
            assert sum(one.honoured for one in parts) == both.honoured
            assert sum(one.commitments for one in parts) == both.commitments
    assert all(1.0 <= one.effective <= one.commitments for one in called())
    assert len(called()) == 3 * 3 * 5


@pytest.mark.parametrize("kind", [{"era": "1945"}, {"members": "2"}, {"clause": "defense"}])
def test_a_kind_of_commitment_that_is_none_is_refused(kind):
    with pytest.raises(ValueError, match="is none of"):
        by.honoured(**kind)


@pytest.mark.parametrize(
    ("elapsed", "count", "total", "published"),
    [(1, 16, 30, "E110"), (3, 2, 11, "E111"), (4, 4, 9, "E112")],
)
def test_wars_end_within_the_next_year(elapsed, count, total, published):
    found, row = by.war_ends(elapsed), effect(published)
    assert (found.answer["count"], found.answer["total"]) == (count, total)
    assert found.answer["share"] == pytest.approx(row.estimate, abs=0.0051)
    assert found.answer["low"] == pytest.approx(row.low, abs=0.0051)
    assert found.answer["high"] == pytest.approx(row.high, abs=0.0051)
    assert found.completeness is Completeness.EXACT


def test_wars_so_long_that_hardly_any_lasted_gives_up_and_says_from_where():
    found = by.war_ends(9)
    assert found.completeness is Completeness.GAVE_UP
    assert found.answer["counted_from"] == 5
    assert found.answer["total"] >= by.FEW
    assert any("Fewer than 5 wars" in caveat for caveat in found.caveats)
    with pytest.raises(ValueError, match="no wars"):
        by.war_ends(-1)
    with pytest.raises(ValueError, match="no wars"):
        by.war_ends(1, era="2020s")


def test_a_war_that_goes_on_is_at_risk_in_the_next_year():
    """Those at risk after a year are those at risk before less those that ended in it."""
    for era in ("all", "before-1946", "since-1946"):
        rows = [row for row in years_of_war() if row.era == era]
        for now, then in pairwise(rows):
            assert then.at_risk == now.at_risk - now.ended
            assert now.at_risk - now.ended <= now.years_lived <= now.at_risk


@pytest.mark.parametrize(
    ("population", "group", "years", "published"),
    [
        (by.BETWEEN_STATES, "all", 1, "E040"),
        (by.BETWEEN_STATES, "all", 5, "E041"),
        (by.BETWEEN_STATES, "all", 10, "E042"),
        ("civil wars ended 1989 to 1999, no renewed war", "all", 1, "E059"),
        ("civil wars ended 1989 to 1999, no renewed war", "all", 5, "E060"),
        ("civil wars ended 1989 to 1999, no renewed war", "a truce", 5, "E061"),
        ("civil wars ended 1989 to 1999, no renewed war", "a treaty", 5, "E062"),
        ("civil wars ended 1989 to 1999, no renewed war", "victory", 5, "E063"),
        ("agreements in civil wars, not ended", "all", 1, "E071"),
        ("agreements in civil wars, not ended", "all", 5, "E072"),
        ("agreements in civil wars, not ended", "all", 10, "E073"),
        ("agreements in civil wars, not ended", "full", 5, "E074"),
        ("agreements in civil wars, not ended", "partial", 5, "E075"),
        ("agreements in civil wars, not ended", "process", 5, "E076"),
        ("agreements in civil wars, not ended", "with peacekeepers", 5, "E077"),
        ("agreements in civil wars, not ended", "without peacekeepers", 5, "E078"),
    ],
)
def test_peaces_kept_are_those_found_before(population, group, years, published):
    """The effect sizes were reckoned by another program than the one that made the table."""
    found = by.peace_kept(population, group).answer["kept"][str(years)]
    assert found["share"] == pytest.approx(effect(published).estimate, abs=0.00051)
    assert found["low"] <= found["share"] <= found["high"]


def test_peaces_never_come_back():
    for population, groups in by.peaces().items():
        for group in groups:
            told = by.peace_kept(population, group).answer["kept"]
            shares = [told[years]["share"] for years in sorted(told, key=int)]
            assert shares == sorted(shares, reverse=True)
    with pytest.raises(ValueError, match="no peaces"):
        by.peace_kept("wars on Mars")


def test_talks_by_elapsed_time_are_not_known_and_it_says_so():
    found = by.talks_start(3)
    assert found.completeness is Completeness.GAVE_UP
    assert found.answer["share"] == 0.8
    assert "not known" in found.caveats[0]


@pytest.mark.parametrize(
    ("mediated", "after", "count", "total"),
    [(True, False, 99, 158), (False, False, 61, 308), (True, True, 47, 93)],
)
def test_crises_mediated_and_not(mediated, after, count, total):
    found = by.mediated(mediated=mediated, after=after).answer
    assert (found["count"], found["total"]) == (count, total)
    assert found["share"] == pytest.approx(count / total)


def test_every_base_rate_has_caveats_sources_and_what_says_otherwise():
    found = [by.honoured(), by.war_ends(1), by.talks_start(1), by.mediated(mediated=True)]
    found += [by.peace_kept(one, groups[0]) for one, groups in by.peaces().items()]
    for one in found:
        assert one.caveats
        assert one.answer["beside"]
        assert set(one.citations) <= set(entries())


@CLASSES
def test_a_class_has_its_origin_and_an_ordered_range(one):
    assert one.source in entries()
    assert one.caveats
    assert [effect(name).id for name in one.beside] == list(one.beside)
    assert 0.0 < one.low < one.likely < one.high < 1.0
    assert one.within == "" or one.within in reference_classes()


def test_where_each_war_counts_once_peaces_between_states_look_shorter():
    """Most pairs fought in a few wars of many: the Korean War alone has 28 of 118."""
    pairs = by.peace_kept(by.BETWEEN_STATES).answer
    wars = by.peace_kept(by.BETWEEN_STATES, f"all{ONCE}").answer
    assert (pairs["total"], pairs["clusters"]) == (118, 38)
    assert wars["kept"]["5"]["high"] < pairs["kept"]["5"]["share"]
    assert any("Korean War" in caveat for caveat in by.peace_kept(by.BETWEEN_STATES).caveats)


@CLASSES
def test_a_class_is_drawn_towards_the_wider_one_by_its_weight(one):
    """A second way: the posterior by scipy.stats, its prior from the wider class's mean."""
    k, n = one.evidence.count, one.evidence.total
    if one.evidence.estimates:  # codings that differ are not pooled: lowest, middle, highest
        numbers = [effect("E011").estimate, effect("E006").estimate, effect("E001").estimate]
        assert [one.low, one.likely, one.high] == numbers
        return
    at = (0.05, 0.5, 0.95)
    if not one.within:
        prior = (0.5, 0.0) if one.evidence.pace else (0.5, 0.5)
    else:
        mean = _mean_of_the_others(one)
        m = 10.0
        prior = (m, m / mean) if one.evidence.pace else (m * mean, m * (1 - mean))
    if one.evidence.pace:
        paces = stats.gamma.ppf(at, prior[0] + k, scale=1.0 / (prior[1] + n))
        expected = [1.0 - math.exp(-pace / 4.0) for pace in paces]
    else:
        expected = stats.beta.ppf(at, prior[0] + k, prior[1] + n - k)
    assert [one.low, one.likely, one.high] == pytest.approx(
        [round(one, 3) for one in expected], abs=1e-12
    )


def _mean_of_the_others(one):
    """What the wider class says without this one's cases, drawn to the next wider in turn."""
    wider = reference_classes()[one.within]
    mine, its = one.evidence, wider.evidence
    further = _mean_of_the_others(wider) if wider.within else None
    if its.pace:
        k, n = its.count - mine.count, its.total - mine.total
        return (k + 0.5) / n if further is None else (k + 10.0) / (n + 10.0 / further)
    left = its.seen - mine.seen
    share = (its.seen * its.count / its.total - mine.seen * mine.count / mine.total) / left
    n = its.total * left / its.seen
    if further is None:
        return (share * n + 0.5) / (n + 1.0)
    return (share * n + 10.0 * further) / (n + 10.0)


def test_defence_pacts_since_1945_by_hand():
    """6 of 43; the others since 1945 were honoured in 6 of 11, those before in 61 of 92.

    Before: drawn to nothing, 61 of 92 as 92/146 of 63.8 stand alone. Since: 6 of 11, with ten
    of those. Then 6 of 43 with ten of these.
    """
    n = 63.8 * 92 / 146
    before = (n * 61 / 92 + 0.5) / (n + 1)
    others = (6 + 10 * before) / 21
    mean = (6 + 10 * others) / 53
    one = reference_classes()["honoured-defence-since-1945"]
    assert one.likely == pytest.approx(mean, abs=0.005)  # the median lies close to the mean
    assert one.basis == "6 of 43"


def test_the_effective_number_gives_back_the_variance():
    """Of uncensored cases S(1-S)/n is the variance, close to what the interval says."""
    for row in kept():
        if 0.1 < row.survival < 0.9:
            half = 1.96 * math.sqrt(row.survival * (1 - row.survival) / row.effective)
            told = (row.high - row.low) / 2
            if row.effective < row.n:
                assert half == pytest.approx(told, rel=0.12)
            else:  # no more than there are: never surer than independent cases
                assert half > told * 0.88
