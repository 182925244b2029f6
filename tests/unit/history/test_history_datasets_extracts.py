"""Loaders on the lean extracts beside the project: published counts come out of them.

The expected figures are printed by the authors or in the design's summary, each named beside
it; none is computed by the loaders. Without the extracts on the machine, tests are skipped.
"""

from collections import Counter
from datetime import date
from pathlib import Path
from statistics import median

import pytest

from holdfast.history.datasets.catalogue import LOADERS
from holdfast.history.datasets.loading import load

DATA = Path(__file__).parents[4] / "shared" / "history" / "data"
FILES = {
    "ucdp-peace-agreements": "ucdp_peace_agreements_22_1_survival.csv",
    "ucdp-conflict-termination": "ucdp_conflict_termination_dyad_v3_2021_survival.csv",
    "atop": "atop_alliance_level_lean.csv",
    "cow-interstate-wars": "cow_interstate_war_durations_v4.csv",
    "icb": "icb_system_core_lite.csv",
    "fortna-peacekeeping": "fortna_civilwar_peace_spells_pk.csv",
    "third-party-pkms": "mullenbach_third_party_pkms_v3_1_lean.csv",
    "ties": "ties_sanctions_lean.csv",
    "kiel-ukraine-support": "../kiel_support_by_donor.csv",
    "alliance-reliability": "alliance_reliability_berkemeier_fuhrmann2018.csv",
    "walter-2015": "walter2015_postwar_peace_country_years.csv",
}
ROWS = {  # rows as PROVENANCE.csv beside the extracts counts them
    "ucdp-peace-agreements": 369,
    "ucdp-conflict-termination": 718,
    "atop": 745,
    "cow-interstate-wars": 95,
    "icb": 512,
    "fortna-peacekeeping": 192,
    "third-party-pkms": 215,
    "ties": 1412,
    "kiel-ukraine-support": 210,
    "alliance-reliability": 576,
    "walter-2015": 1237,
}

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="the extracts lie beside the repository, and are not there"
)


def loaded(name):
    return load(LOADERS[name], DATA / FILES[name])


def rows(name):
    found = loaded(name)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


@pytest.mark.parametrize("name", FILES)
def test_every_row_of_an_extract_is_read_or_accounted_for(name):
    found = loaded(name)
    assert found.read == ROWS[name] == len(found.rows) + sum(found.dropped.values())


PROMISES = {"defense": (42, 102), "offense": (31, 42), "neutral": (35, 45), "nonagg": (18, 49)}


def test_commitments_are_honoured_as_often_as_the_authors_count():
    """Berkemeier and Fuhrmann 2018: 73 of 146; 61 of 92 to 1944, 12 of 54 after; by kind."""
    called = [row for row in rows("alliance-reliability") if row["called_on"]]
    assert (sum(row["honoured"] for row in called), len(called)) == (73, 146)
    by_period = {
        period: Counter(row["honoured"] for row in called if row["period"] == period)
        for period in ("1816-1944", "1945-2003")
    }
    assert by_period["1816-1944"] == {1: 61, 0: 92 - 61}
    assert by_period["1945-2003"] == {1: 12, 0: 54 - 12}
    for promise, (kept, of) in PROMISES.items():
        bound = [row["honoured"] for row in called if row[promise]]
        assert (sum(bound), len(bound)) == (kept, of)
    late = [r for r in called if r["defense"] and r["period"] == "1945-2003"]
    assert (sum(row["honoured"] for row in late), len(late)) == (6, 43)


def test_wars_last_as_long_as_the_design_says():
    """design/history.md: 95 inter-state wars, median 163 days."""
    assert median(row["days"] for row in rows("cow-interstate-wars")) == 163


def test_days_of_a_war_are_counted_with_both_ends():
    for row in rows("cow-interstate-wars"):
        assert row["days"] == (row["end"] - row["start"]).days + 1


def test_agreements_are_followed_to_their_end_or_the_last_day():
    """A second way: days from signature to the end, or to the last day of 2021.

    The extract gives one day to what lasted less, and to the agreement (Famboni) whose coded
    end lies before its signature.
    """
    for row in rows("ucdp-peace-agreements"):
        last = row["ended_on"] if row["ended"] else date(2021, 12, 31)
        assert row["years"] == pytest.approx(max(1, (last - row["signed"]).days) / 365.25)


def test_peace_after_an_episode_is_counted_to_the_next_one():
    for row in rows("ucdp-conflict-termination"):
        until = row["next_start"] if row["renewed"] else date(2019, 12, 31)
        assert row["years"] == pytest.approx(max(1, (until - row["end"]).days) / 365.25)


def test_spells_of_peace_are_as_long_as_their_days_and_have_a_mandate_with_peacekeepers():
    for row in rows("fortna-peacekeeping"):
        assert (row["end"] - row["start"]).days == row["days_after"] - row["days_before"]
        assert (row["mandate"] == "none") == (not row["peacekeepers"])


def test_crises_end_in_agreement_as_often_as_their_outcomes_say():
    crises = rows("icb")
    agreed = Counter(row["outcome"] for row in crises if row["agreement"])
    assert set(agreed) == {"Formal agreement", "Semi-formal agreement", "Imposed agreement"}
    assert {row["end_year"] for row in crises if row["ended"]} <= set(range(1918, 2024))
