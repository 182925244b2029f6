"""Each loader on a file with the published columns, made here with invented cases.

What comes out is worked out by hand beside each case; no row is of a real dataset.
"""

import csv
import io
import warnings
import zipfile
from datetime import date

import openpyxl
import pandas as pd
import pytest
import rdata

from holdfast.core.errors import HoldfastError
from holdfast.history.datasets.catalogue import LOADERS
from holdfast.history.datasets.layouts import lacking, position, sibling
from holdfast.history.datasets.loaders import (
    atop,
    cow_wars,
    fortna,
    icb,
    kiel,
    mids,
    missions,
    pax,
    reliability,
    ties,
    ucdp_agreements,
    ucdp_ged,
    ucdp_terminations,
    walter,
)
from holdfast.history.datasets.loading import load

MEAN_YEAR = 365.25


def as_csv(path, rows, **options):
    """A csv with a column for each key of any row, in the order of their first use."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, restval="", **options)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8"))
    return path


def as_xlsx(path, rows):
    workbook = openpyxl.Workbook()
    workbook.active.append(list(rows[0]))
    for row in rows:
        workbook.active.append(list(row.values()))
    workbook.save(path)
    workbook.close()
    return path


def as_dta(path, rows, *days):
    frame = pd.DataFrame(rows)
    for name in days:
        frame[name] = pd.to_datetime(frame[name])
    dates = dict.fromkeys(days, "td")
    frame.to_stata(path, write_index=False, version=118, convert_dates=dates)
    return path


def as_rda(path, name, rows):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # rdata leaves its file open
        rdata.write_rda(path, {name: pd.DataFrame(rows)})
    return path


def as_zip(path, **members):
    with zipfile.ZipFile(path, "w") as archive:
        for name, file in members.items():
            archive.write(file, name)
    return path


def found(loaded):
    return [dict(zip(loaded.columns, row, strict=True)) for row in loaded.rows]


def picked(loaded, *names):
    return [tuple(row[name] for name in names) for row in found(loaded)]


# UCDP: agreements, terminations, events.


def agreement(**changed):
    return {
        "paid": 1, "conflict_id": "10, 11", "conflict_name": "Farland: Government",
        "dyad_name": "Government of Farland - Reds", "incompatibility": 2,
        "pa_name": "First accord", "year": 2000, "pa_date": "2000-01-01", "pa_type": 1,
        "pa_3rd": "", "ended": "", "duration": "", "procID": 7, "frame": 1, "version": 22.1,
        **dict.fromkeys(ucdp_agreements.PROVISIONS, 0),
    } | changed  # fmt: skip


AGREEMENTS = [
    agreement(pko=1),
    agreement(paid=2, pa_type=3, ended="True", duration="2004-01-01"),
    agreement(paid=3, pa_date=""),
]


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
def test_agreements_stand_until_they_end_or_are_no_longer_followed(tmp_path, write):
    loaded = load(ucdp_agreements.LOADER, write(tmp_path / "a.file", AGREEMENTS))
    assert (loaded.version, loaded.layout) == ("22.1", "UCDP's file")
    assert (loaded.read, loaded.dropped) == (3, {"no day of signature": 1})
    assert loaded.years == (2000, 2000)
    first, second = found(loaded)
    # 2000-01-01 to 2021-12-31 are 22 years less a day: 8035 days with 6 leap days
    assert first["years"] == pytest.approx(8035 / MEAN_YEAR)
    assert (first["ended"], first["ended_on"], first["pko"]) == (0, None, 1)
    assert first["type"] == "full"
    assert (second["ended"], second["years"], second["type"]) == (1, 4.0, "process")
    assert second["ended_on"] == date(2004, 1, 1)
    assert first["conflict"] == "10, 11"
    assert loaded.blank == ("third_party",)


def test_an_agreement_that_ended_on_no_known_day_has_no_duration(tmp_path):
    rows = [agreement(ended="True", duration="")]
    [row] = found(load(ucdp_agreements.LOADER, as_csv(tmp_path / "a.csv", rows)))
    assert (row["ended"], row["years"]) == (1, None)


def dyad_year(year, episode, **changed):
    return {
        "dyadep_id": episode, "dyadterm": 0, "ependdate": "", "outcome": "", "cfiredate": "",
        "peagdate": "", "version": 3, "conflict_id": 5, "dyad_id": 50, "year": year,
        "location": "Farland", "side_a": "Government of Farland", "side_b": "Reds",
        "incompatibility": 1, "intensity_level": 1, "type_of_conflict": 3,
        "start_date2": "12/31/46",
    } | changed  # fmt: skip


DYAD_YEARS = [
    dyad_year(1947, 501, intensity_level=2),
    dyad_year(
        1948, 501, dyadterm=1, ependdate="12/31/48", outcome=2, cfiredate="1/15/49",
        peagdate="."
    ),
    dyad_year(2018, 502, start_date2="8/11/18", dyadterm=1, ependdate="10/12/18", outcome=5),
    dyad_year(2019, 503, dyad_id=60, start_date2="6/6/99", dyadterm=0),
    dyad_year(2020, 503, dyad_id=60, start_date2="6/6/99", dyadterm=""),
]  # fmt: skip


def test_episodes_of_fighting_are_put_together_and_followed(tmp_path):
    path = as_csv(tmp_path / "ucdp-term-dyad-3-2021.csv", DYAD_YEARS)
    loaded = load(ucdp_terminations.LOADER, path)
    assert (loaded.version, loaded.read) == ("3-2021", 5)
    assert loaded.dropped == {"episodes without an end": 1}
    first, second = found(loaded)
    assert (first["start"], first["end"]) == (date(1946, 12, 31), date(1948, 12, 31))
    assert (first["start_year"], first["end_year"], first["intensity"]) == (1947, 1948, 2)
    assert (first["ceasefire"], first["agreement"]) == (date(1949, 1, 15), None)
    assert (first["outcome"], first["incompatibility"]) == ("ceasefire agreement", "territory")
    assert (first["renewed"], first["next_start"]) == (1, date(2018, 8, 11))
    # 1948-12-31 to 2018-08-11: 70 years less 142 days; 17 leap days lie in between
    days = 70 * 365 + 17 - 142
    assert first["years"] == pytest.approx(days / MEAN_YEAR)
    # the last year of which an end is coded is 2019: from 2018-10-12 on 80 days and a year
    assert (second["renewed"], second["years"]) == (0, pytest.approx((80 + 365) / MEAN_YEAR))
    assert picked(loaded, "episode", "dyad") == [(501, 50), (502, 50)]


def test_days_of_a_sheet_need_no_century(tmp_path):
    rows = [
        dyad_year(
            1990, 501, dyadterm=1, start_date2=date(1990, 7, 10), ependdate=date(1990, 8, 17),
            outcome=1, peagdate=date(1990, 9, 1),
        )
    ]  # fmt: skip
    [row] = found(load(ucdp_terminations.LOADER, as_xlsx(tmp_path / "a.xlsx", rows)))
    assert (row["start"], row["end"], row["agreement"]) == (
        date(1990, 7, 10),
        date(1990, 8, 17),
        date(1990, 9, 1),
    )


def test_a_day_that_cannot_be_is_named_with_its_line(tmp_path):
    rows = [DYAD_YEARS[0], DYAD_YEARS[1] | {"ependdate": "13/45/48"}]
    with pytest.raises(HoldfastError) as raised:
        load(ucdp_terminations.LOADER, as_csv(tmp_path / "a.csv", rows))
    [problem] = raised.value.problems
    assert (problem.code, problem.place.line) == ("HF427", 3)
    assert "'13/45/48'" in problem.what


def fourth(year, start, **changed):
    return {
        "d_epid": "5001", "d_epterm": "", "d_outcome": "", "d_ep_startyear": start,
        "conflict_id": 5, "dyad_id": 50, "year": year, "version": "4.2024002",
    } | changed  # fmt: skip


def test_version_4_is_read_by_its_years(tmp_path):
    rows = [
        fourth(1960, 1960, d_epterm=1, d_outcome=1),
        fourth(1970, 1970, d_epterm=1, d_outcome=3),  # the same id for another episode
        fourth(2023, 2023, d_epterm=0, dyad_id=51),
        fourth(8, 2011, dyad_id=52),  # the published file has a row like this
        fourth(2024, "", d_epid=""),
    ]
    loaded = load(ucdp_terminations.LOADER, as_csv(tmp_path / "a.csv", rows))
    assert loaded.version == "4-2024"  # single precision, as it is published
    assert loaded.dropped == {
        "dyad-years without a year from 1946 on": 1,
        "dyad-years without an episode": 1,
        "episodes without an end": 1,
    }
    assert picked(loaded, "end_year", "outcome", "renewed", "years") == [
        (1960, "peace agreement", 1, 10.0),
        (1970, "victory side A", 0, 53.0),
    ]


def event(**changed):
    return {
        "id": 1, "year": 2024, "type_of_violence": 1, "conflict_new_id": 10,
        "dyad_new_id": 100, "dyad_name": "A - B", "country": "Farland", "country_id": 999,
        "date_start": "2024-01-01 00:00:00.000", "deaths_civilians": 0,
        "best": 3, "low": 2, "high": 5,
    } | changed  # fmt: skip


def test_events_are_summed_by_country_sides_and_year(tmp_path):
    rows = [
        event(),
        event(id=2, best=4, low=4, high=4, deaths_civilians=1),
        event(id=3, year=2025),
        event(id=4, country="Nearland", country_id=998),
        event(id=5, best=""),
    ]
    inner = as_csv(tmp_path / "GEDEvent_v26_1.csv", rows)
    path = as_zip(tmp_path / "ged261-csv.zip", **{"GEDEvent_v26_1.csv": inner})
    loaded = load(ucdp_ged.LOADER, path)
    assert loaded.source == "ged261-csv.zip/GEDEvent_v26_1.csv"
    assert loaded.dropped == {"events without an estimate of deaths": 1}
    names = ("country", "year", "events", "deaths", "deaths_low", "deaths_high")
    assert picked(loaded, *names, "deaths_civilians", "kind") == [
        ("Nearland", 2024, 1, 3, 2, 5, 0, "state-based"),
        ("Farland", 2024, 2, 7, 6, 9, 1, "state-based"),
        ("Farland", 2025, 1, 3, 2, 5, 0, "state-based"),
    ]
    # nothing is lost or counted twice: all sums over rows are those over events
    assert sum(loaded.column("events")) == 4
    assert sum(loaded.column("deaths")) == 13


def test_of_two_tables_that_fit_neither_is_taken(tmp_path):
    inner = as_csv(tmp_path / "a.csv", [event()])
    names = ("GEDEvent_v25_1.csv", "GEDEvent_v26_1.csv")
    path = as_zip(tmp_path / "ged.zip", **dict.fromkeys(names, inner))
    with pytest.raises(HoldfastError) as raised:
        load(ucdp_ged.LOADER, path)
    [problem] = raised.value.problems
    assert problem.code == "HF423"
    assert problem.what.endswith("ged.zip/GEDEvent_v25_1.csv and ged.zip/GEDEvent_v26_1.csv")
    # one that is not looked for does not count beside one that is
    path = as_zip(tmp_path / "ged.zip", **dict.fromkeys(("a.csv", names[1]), inner))
    assert load(ucdp_ged.LOADER, path).source == "ged.zip/GEDEvent_v26_1.csv"
    path = as_zip(tmp_path / "ged.zip", **dict.fromkeys(("a.csv", "b.csv"), inner))
    with pytest.raises(HoldfastError, match="HF423"):
        load(ucdp_ged.LOADER, path)


# Agreements by PA-X, alliances, wars and disputes.


def pax_row(**changed):
    codes = [name for name, _ in (pax.GRADED | pax.SAID).values()]
    return {
        "AgtId": 1, "Con": "Farland", "PP": 2, "PPName": "Far process", "Agt": "Accord",
        "Dat": "2019-07-08", "Status": "Multiparty signed/agreed", "Agtp": "Intra",
        "Stage": "Cea", "UcdpCon": "NA", "UcdpAgr": "", "Part": "a long list of signatories",
        **dict.fromkeys(codes, 0),
    } | changed  # fmt: skip


def test_pax_is_read_without_the_texts(tmp_path):
    rows = [pax_row(SsrGua=3, ImPK=1), pax_row(AgtId=2, Dat="")]
    loaded = load(pax.LOADER, as_xlsx(tmp_path / "pax.xlsx", rows))
    [row] = found(loaded)
    assert (row["security_guarantees"], row["peacekeeping"], row["ceasefire"]) == (3, 1, 0)
    assert row["signed"] == date(2019, 7, 8)
    assert loaded.dropped == {"no day of signature": 1}
    assert "signatories" not in repr(loaded)


def alliance(**changed):
    return {
        "atopid": 1005, "begyr": 1815, "begmo": 1, "endyr": 1866, "ineffect": 0, "bilat": 0,
        "term": 2, "mem1": 200, "mem2": 210, "mem3": float("nan"), "version": 4.0100002,
        "milcon": 1.0, **dict.fromkeys(atop.PROMISES, 0),
    } | changed  # fmt: skip


def test_alliances_are_read_with_their_members(tmp_path):
    rows = [alliance(defense=1), alliance(atopid=1010, endyr=0, ineffect=1)]
    loaded = load(atop.LOADER, as_dta(tmp_path / "atop4_01a.dta", rows))
    assert loaded.version == "4.01"
    names = ("alliance", "start_year", "end_year", "in_effect", "defense", "members", "milcon")
    assert picked(loaded, *names) == [
        (1005, 1815, 1866, 0, 1, "200 210", 1),
        (1010, 1815, None, 1, 0, "200 210", 1),
    ]
    assert loaded.years == (1815, 1866)


def test_the_file_of_alliances_is_found_among_others(tmp_path):
    members = as_csv(tmp_path / "m.csv", [{"atopid": 1, "member": 2}])
    alliances = as_csv(tmp_path / "a.csv", [alliance(version=5.1)])
    path = as_zip(
        tmp_path / "atop.zip", **{"x/atop5_1m.csv": members, "x/atop5_1a.csv": alliances}
    )
    loaded = load(atop.LOADER, path)
    assert (loaded.source, loaded.version) == ("atop.zip/x/atop5_1a.csv", "5.1")


def state(ccode, start, end, outcome, deaths, again=None):
    parts = {"WarNum": 900, "WarName": "War of tests", "ccode": ccode}
    spans = {"1": (start, end), "2": again or (None, None)}
    for phase, days in spans.items():
        for name, when in zip(("Start", "End"), days, strict=True):
            for part in ("Year", "Month", "Day"):
                value = -8 if when is None else getattr(when, part.lower())
                parts[f"{name}{part}{phase}"] = value
    return parts | {"Outcome": outcome, "BatDeath": deaths, "Version": 4}


def test_a_war_lasts_from_the_first_day_of_any_state_to_the_last(tmp_path):
    rows = [
        state(2, date(1900, 1, 10), date(1900, 2, 1), 1, 400),
        state(200, date(1900, 1, 1), date(1900, 2, 1), 2, 600,
              again=(date(1900, 3, 1), date(1900, 3, 31))),
        state(220, date(1900, 1, 1), date(1900, 1, 31), 3, -9) | {"WarNum": 901},
        state(230, None, date(1900, 1, 31), 3, 5) | {"WarNum": 901},
    ]  # fmt: skip
    loaded = load(cow_wars.LOADER, as_csv(tmp_path / "wars.csv", rows))
    first, second = found(loaded)
    # January has 31 days, February of 1900 has 28, March 31, both ends counted
    assert (first["start"], first["end"]) == (date(1900, 1, 1), date(1900, 3, 31))
    assert (first["days"], first["states"], first["deaths"]) == (31 + 28 + 31, 2, 1000)
    assert (first["clear_winner"], first["outcomes"]) == (1, "1 2")
    assert (second["days"], second["clear_winner"], second["deaths"]) == (31, 0, None)
    assert loaded.dropped == {"states without a first or last day": 1}


def test_disputes_are_read_with_what_is_unknown_left_open(tmp_path):
    row = {
        "dispnum": 2, "stday": -9, "stmon": 7, "styear": 1902, "endday": 24, "endmon": 1,
        "endyear": 1903, "outcome": 6, "settle": 1, "fatality": -9, "fatalpre": 0,
        "maxdur": 208, "mindur": 178, "hiact": 7, "hostlev": 3, "recip": 0, "numa": 1,
        "numb": 1, "ongo2014": 0, "version": 5,
    }  # fmt: skip
    inner = as_csv(tmp_path / "MIDA 5.0.csv", [row, row | {"dispnum": 3, "fatality": 2}])
    loaded = load(mids.COW, as_zip(tmp_path / "MID-5.zip", **{"MIDA 5.0.csv": inner}))
    assert picked(loaded, "dispute", "fatality", "fatal", "outcome", "settlement") == [
        (2, None, None, "compromise", "negotiated"),
        (3, 2, 1, "compromise", "negotiated"),
    ]
    assert loaded.years == (1902, 1903)


PAIR = {
    "dispnum": 4, "ccode1": 200, "ccode2": 339, "year": 1946, "outcome": 6, "settle": 1,
    "fatality": 2, "hostlev": 4, "recip": 1, "version": "gml-2.1.1",
}  # fmt: skip


def test_disputes_by_pair_are_read_as_csv_and_from_r(tmp_path):
    own = as_csv(tmp_path / "gml.csv", [PAIR | {"midongoing": 1, "midonset": 1}])
    package = as_rda(
        tmp_path / "gml_mid_ddydisps.rda",
        "gml_mid_ddydisps",
        [PAIR | {"gmlmidongoing": 1, "gmlmidonset": 1}],
    )
    one, other = (load(mids.GML, path) for path in (own, package))
    assert one.rows == other.rows
    assert picked(one, "state_1", "state_2", "year", "onset", "fatal", "hostility") == [
        (200, 339, 1946, 1, 1, 4)
    ]


# Crises, missions, sanctions, aid.


def test_crises_are_read_from_both_tables_alike(tmp_path):
    viewer = {
        "crisno": 1, "crisname": "TEST BORDER", "trigger_year": 1918,
        "termination_year": 1920, "trigger": "Violent act ", "trigger_date": "25 May 1918",
        "termination_date": ". April 1920", "gravity": "Political threat",
        "violence": "Serious clashes", "outcome": "Imposed agreement",
        "protracted_conflict": "", "mediation": "No mediation",
    }  # fmt: skip
    system = {
        "crisno": 1, "crisname": "TEST BORDER", "yrtrig": 1918, "motrig": 5, "datrig": 25,
        "yrterm": 1920, "moterm": 4, "daterm": 99, "viol": 3, "forout": 5,
    }  # fmt: skip
    unknown = viewer | {"crisno": 2, "trigger_year": "", "trigger_date": ".  ."}
    loaded = load(icb.LOADER, as_csv(tmp_path / "viewer.csv", [viewer, unknown]))
    other = load(icb.LOADER, as_csv(tmp_path / "icb1v16.csv", [system]))
    names = ("crisis", "triggered", "ended", "violence", "outcome", "agreement")
    assert picked(loaded, *names) == picked(other, *names) == [
        (1, date(1918, 5, 25), None, "Serious clashes", "Imposed agreement", 1)
    ]  # fmt: skip
    assert loaded.dropped == {"crises without a year of outbreak": 1}
    assert found(loaded)[0]["trigger"] == "Violent act"


def test_spells_of_peace_are_read_from_stata(tmp_path):
    row = {
        "id": 590.0, "cname": "Farland", "t0": "1994-09-18", "t1": "1995-03-31", "_t0": 0,
        "_t": 194, "_d": 1, "outcome": 3, "pk_dum": 1.0, "pkop1": 5.0, "chapter": 2.0,
        "wartype": 0, "wardur": 2.9, "logdead": 7.6,
    }  # fmt: skip
    rows = [row, row | {"id": 20.0, "t0": None, "t1": None}]
    loaded = load(fortna.LOADER, as_dta(tmp_path / "pk.dta", rows, "t0", "t1"))
    [spell] = found(loaded)
    assert (spell["start"], spell["end"]) == (date(1994, 9, 18), date(1995, 3, 31))
    assert (spell["war_resumed"], spell["outcome"], spell["mandate"]) == (
        1,
        "Truce",
        "enforcement",
    )
    assert (spell["end"] - spell["start"]).days == spell["days_after"]
    assert loaded.dropped == {"no first or last day of peace": 1}


def test_missions_are_read_whatever_sheets_stand_before_them(tmp_path):
    row = {
        "OBSNUM": 1, "STATE": "Farland", "CCODE1": 210, "DISTYPE": 1, "TPTYPE": 1,
        "UNMANDATE": 1, "PKMNAME (location)": "Test mission", "PURPOSE1": 2,
        "LEADSTATE": None, "STARTYR": 1947, "ENDYR": None, "CEASE": 0, "PEACE": 0,
        "DURATION": 17, "ONGOING": 1,
    }  # fmt: skip
    path = as_xlsx(tmp_path / "a.xlsx", [row])
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("about", 0).append(["Read me", "first"])
    workbook.save(path)
    workbook.close()
    loaded = load(missions.LOADER, path)
    assert loaded.source == "a.xlsx, sheet Sheet"
    assert picked(loaded, "name", "start_year", "end_year", "ongoing") == [
        ("Test mission", 1947, None, 1)
    ]
    assert loaded.years == (1947, 1947)


def test_sanctions_are_read_with_what_became_of_them(tmp_path):
    row = {
        "caseid": 1945121601, "startyear": 1945, "endyear": "", "primarysender": 2,
        "targetstate": 710, "issue1": 2, "threat": 1, "imposition": 1, "sanctiontype": "2 7",
        "targetcosts": 2, "sendercosts": "", "finaloutcome": 10,
    }  # fmt: skip
    loaded = load(ties.LOADER, as_csv(tmp_path / "ties.csv", [row], delimiter=";"))
    assert picked(loaded, "case", "end_year", "measures", "outcome") == [
        (1945121601, None, "2 7", "negotiated settlement after imposition")
    ]


def test_aid_is_read_by_month(tmp_path):
    row = {
        "country": "Farland", "iso": "FAR", "year": 2022, "month": 2, "total": 0.3,
        "financial": 0.1, "humanitarian": 0, "military": 0.2, "commitments": 0.5, "gdp": 100,
    }  # fmt: skip
    path = as_csv(tmp_path / "data_explorer.csv", [row], quoting=csv.QUOTE_NONNUMERIC)
    loaded = load(kiel.LOADER, path)
    assert picked(loaded, "donor", "year", "month", "covers", "military", "total") == [
        ("Farland", 2022, 2, "month", 0.2, 0.3)
    ]


def activity(**changed):
    return {
        "donor": "Farland", "announcement_date": "2022-02-20", "month": 2,
        "month_exists_dummy": 1, "measure": "Allocation", "aid_type_general": "Military",
        "aid_type_specific": "Weapons", "tot_activity_value_EUR": 3e9,
        "tot_sub_activity_value_EUR": 1e9, "tot_sub_activity_value_EUR_redistr": 1e9,
    } | changed  # fmt: skip


ACTIVITIES = [
    activity(),
    activity(tot_activity_value_EUR=".", tot_sub_activity_value_EUR_redistr=5e8),
    activity(aid_type_general="Humanitarian ", tot_activity_value_EUR=".",
             tot_sub_activity_value_EUR_redistr=2.5e8),
    activity(measure="Commitment", tot_activity_value_EUR=1e9),
    activity(month=13),
    activity(month=0),
    activity(donor="Nearland", month=48, aid_type_general="Financial"),
]  # fmt: skip


def kiel_book(path, rows, *titles):
    """A workbook as Kiel's: other sheets before and after, perhaps titles above the header."""
    workbook = openpyxl.Workbook()
    workbook.active.append(["Ukraine Support Tracker", "Read me first"])
    sheet = workbook.create_sheet("Bilateral Assistance, MAIN DATA")
    for row in (*titles, list(rows[0]), *(list(row.values()) for row in rows)):
        sheet.append(row)
    workbook.create_sheet("Country Summary (€)").append(["Country", "EU member"])
    workbook.save(path)
    workbook.close()
    return path


@pytest.mark.parametrize("titles", [[], [["Main data"], [], ["as of", "2026"]], [["x"]] * 20])
def test_the_sheet_of_activities_is_found_and_summed_by_month(tmp_path, titles):
    loaded = load(kiel.LOADER, kiel_book(tmp_path / "kiel.xlsx", ACTIVITIES, *titles))
    assert loaded.source == "kiel.xlsx, sheet Bilateral Assistance, MAIN DATA"
    names = ("donor", "year", "month", "total", "military", "humanitarian", "commitments")
    # 1 and 0.5 military, 0.25 humanitarian; 3 committed with it and 1 besides
    assert picked(loaded, *names) == [
        ("Farland", 2022, 2, 1.75, 1.5, 0.25, 4.0),
        ("Farland", 2023, 1, 1.0, 1.0, 0.0, 3.0),
        ("Nearland", 2025, 12, 1.0, 0.0, 0.0, 3.0),
    ]
    assert (loaded.read, loaded.dropped) == (7, {"activities without a month": 1})


def test_a_header_far_below_is_none(tmp_path):
    path = kiel_book(tmp_path / "kiel.xlsx", ACTIVITIES, *[["x"]] * 21)
    with pytest.raises(HoldfastError, match="HF426"):
        load(kiel.LOADER, path)


def test_a_workbook_without_that_sheet_is_told_which_is_needed(tmp_path):
    rows = [{"id": 1, "donor": "Farland", "measure": "Allocation", "explanation": "x"}]
    with pytest.raises(HoldfastError) as raised:
        load(kiel.LOADER, kiel_book(tmp_path / "kiel.xlsx", rows))
    [problem] = raised.value.problems
    assert problem.code == "HF426"
    assert "'Bilateral Assistance, MAIN DATA' of the tracker's workbook" in problem.expected
    assert "there is no column 'month', nor 'aid_type_general'" in problem.what


def test_a_month_before_the_first_is_none(tmp_path):
    path = kiel_book(tmp_path / "kiel.xlsx", [activity(month=-3)])
    with pytest.raises(HoldfastError, match="HF427"):
        load(kiel.LOADER, path)


# Files taken for those that are read.


SIBLINGS = [
    (ucdp_terminations.LOADER, "conflict_id,year,c_epid,c_epterm,c_outcome,c_ependdate",
     "file of terminations by conflict", "UCDP's dyad file, version 3-2021 or 4-2024"),
    (ucdp_terminations.LOADER, "conflict_id,year,ependdate,outcome,location",
     "file of terminations by conflict", "UCDP's dyad file"),
    (mids.COW, "dispnum,stabb,ccode,styear,endyear,sidea,fatality,hostlev",
     "file of participants (MIDB)", "COW's file of disputes (MIDA), version 5.0"),
    (mids.COW, "dispnum,incidnum,styear,ccode,sidea", "file of incidents", "(MIDA)"),
    (mids.COW, "dispnum,ccode1,ccode2,year", "by pair of states and year", "(MIDA)"),
    (mids.GML, "dispnum,styear,endyear,outcome,recip", "a file of disputes", "directed pairs"),
    (icb.LOADER, "CRISNO,CRACNO,ACTOR,CRISNAME", "file of actors (icb2)", "(icb1)"),
    (atop.LOADER, "atopid,member,yrent", "ATOP's file of members", "file of alliances"),
    (cow_wars.LOADER, "WarNum,WarName,SideA,SideB", "intra-state", "inter-state wars"),
]  # fmt: skip


@pytest.mark.parametrize(("loader", "header", "what", "wanted"), SIBLINGS)
def test_a_sibling_of_the_file_is_named_with_the_one_that_is_wanted(
    tmp_path, loader, header, what, wanted
):
    (tmp_path / "a.csv").write_text(f"{header}\n" + "1," * header.count(",") + "1\n")
    with pytest.raises(HoldfastError) as raised:
        load(loader, tmp_path / "a.csv")
    [problem] = raised.value.problems
    assert problem.code == "HF426"
    assert what in problem.what
    assert problem.what.startswith("this is ")
    assert wanted in problem.expected


@pytest.mark.parametrize("loader", LOADERS.values(), ids=LOADERS)
def test_no_layout_is_taken_for_a_sibling(loader):
    for layout in loader.layouts:
        assert sibling(loader, [column.published[0] for column in layout.columns]) is None


# Codes for what is not known.


def test_special_codes_are_unknown(tmp_path):
    row = {
        "caseid": 1, "startyear": 1945, "endyear": -9, "primarysender": -9,
        "targetstate": 710, "issue1": -8, "threat": -9, "imposition": 1, "sanctiontype": "-9",
        "targetcosts": -9, "sendercosts": -9, "finaloutcome": -9,
    }  # fmt: skip
    loaded = load(ties.LOADER, as_csv(tmp_path / "ties.csv", [row]))
    names = ("end_year", "sender", "issue", "threat", "measures", "sender_costs", "outcome")
    assert picked(loaded, *names, "imposed") == [(None,) * 7 + (1,)]
    row = {
        "OBSNUM": 1, "STATE": "Farland", "CCODE1": -9, "DISTYPE": -9, "TPTYPE": -8,
        "UNMANDATE": -9, "PKMNAME": "Test mission", "STARTYR": 1947, "ENDYR": -9,
        "DURATION": -9, "ONGOING": 1,
    }  # fmt: skip
    loaded = load(missions.LOADER, as_csv(tmp_path / "pkm.csv", [row]))
    names = ("state", "dispute", "sender", "un_mandate", "end_year", "months")
    assert picked(loaded, *names, "start_year") == [(None,) * 6 + (1947,)]


# Commitments and years of peace.


def test_commitments_are_honoured_only_where_they_were_called_on(tmp_path):
    row = {
        "warid": 4, "warname": "Test1850", "atopid": 1020.0, "defense": 1.0, "offense": 0.0,
        "neutral": 0.0, "nonagg": 1.0, "dnaLLM": 0.0, "honorLLM": 1.0, "violateLLM": 0.0,
        "sample": 1,
    }  # fmt: skip
    rows = [
        row,
        row | {"atopid": 1025.0, "dnaLLM": 1.0, "honorLLM": None},
        row | {"atopid": 1030.0, "dnaLLM": None, "honorLLM": None, "sample": 0},
    ]
    loaded = load(reliability.LOADER, as_dta(tmp_path / "bf.dta", rows))
    assert picked(loaded, "period", "called_on", "honoured") == [
        ("1816-1944", 1, 1),
        ("1816-1944", 0, None),
        ("1945-2003", 1, 0),
    ]


def test_a_bad_cell_of_stata_is_named_with_its_observation(tmp_path):
    row = dict.fromkeys(("id", "ccode", "renewed_war", "comprehensive", "victory"), 0.0)
    rows = [row | {"unpko": 0.0, "year": 2000.0}, row | {"unpko": 0.0, "year": 8.0}]
    with pytest.raises(HoldfastError) as raised:
        load(walter.LOADER, as_dta(tmp_path / "w.dta", rows))
    [problem] = raised.value.problems
    assert (problem.code, problem.place) == ("HF427", None)
    assert problem.what == "w.dta, observation 2: 'year' holds '8.0'"


def test_a_workbook_without_a_table_is_told(tmp_path):
    workbook = openpyxl.Workbook()
    workbook.save(tmp_path / "a.xlsx")
    workbook.close()
    with pytest.raises(HoldfastError, match="HF424"):
        load(walter.LOADER, tmp_path / "a.xlsx")


def test_years_of_peace_are_read_from_r(tmp_path):
    row = {
        "year": 2002.0, "lastyear": 0.0, "renewed_war": 1.0, "fhcompor1": -1.25,
        "lgdpl": 5.75, "comprehensive": 1.0, "victory": 0.0, "instabl": 0.0,
        "intensityln": 10.1, "ethfrac": 0.66, "unpko": 1.0, "ccode": 700.0, "id": 137.0,
    }  # fmt: skip
    loaded = load(walter.LOADER, as_rda(tmp_path / "w.rda", "Walter_2015_JCR", [row]))
    assert picked(loaded, "conflict", "state", "year", "war_resumed", "un_peacekeepers") == [
        (137, 700, 2002, 1, 1)
    ]
    assert loaded.blank == ()


REPEATED = [
    (ucdp_ged.LOADER, event(), "id 1 stands in line 2 too"),
    (ucdp_agreements.LOADER, agreement(), "paid 1 stands"),
    (atop.LOADER, alliance(), "atopid 1005 stands"),
    (cow_wars.LOADER, state(2, date(1900, 1, 10), date(1900, 2, 1), 1, 400),
     "WarNum 900, ccode 2"),
    (mids.GML, PAIR | {"midonset": 1}, "dispnum 4, ccode1 200, ccode2 339, year 1946 stands"),
]  # fmt: skip


@pytest.mark.parametrize(("loader", "row", "says"), REPEATED)
def test_nothing_is_counted_or_summed_twice(tmp_path, loader, row, says):
    path = as_csv(tmp_path / "a.csv", [row, row])
    with pytest.raises(HoldfastError) as raised:
        load(loader, path)
    [problem] = raised.value.problems
    assert (problem.code, problem.place.line) == ("HF427", 3)
    assert says in problem.what


def test_a_state_that_changed_sides_in_a_war_stands_twice(tmp_path):
    rows = [
        state(2, date(1900, 1, 10), date(1900, 2, 1), 8, 400),
        state(2, date(1900, 2, 2), date(1900, 3, 1), 1, 100),
    ]
    [war] = found(load(cow_wars.LOADER, as_csv(tmp_path / "wars.csv", rows)))
    assert (war["states"], war["deaths"]) == (1, 500)


def test_a_year_of_peace_that_stands_twice_counts_once(tmp_path):
    row = dict.fromkeys(("ccode", "renewed_war", "comprehensive", "victory", "unpko"), 0)
    rows = [row | {"id": 5, "year": 2000}] * 2
    loaded = load(walter.LOADER, as_csv(tmp_path / "w.csv", rows))
    assert len(loaded.rows) == 1
    assert loaded.dropped == {"rows that stand in the file twice": 1}


# All of them.


@pytest.mark.parametrize("loader", LOADERS.values(), ids=LOADERS)
def test_what_tells_rows_apart_is_among_what_is_taken_or_worked_out(loader):
    for layout in loader.layouts:
        names = {column.name for column in layout.columns} | loader.fields.keys() | {"Start1"}
        assert set(layout.once) <= names


@pytest.mark.parametrize("loader", LOADERS.values(), ids=LOADERS)
def test_a_loader_describes_every_column_and_nothing_else(loader):
    assert all(means and means[0] != " " for means in loader.fields.values())
    assert set(loader.span) <= set(loader.fields)
    for layout in loader.layouts:
        header = [column.published[0] for column in layout.columns]
        assert lacking(layout, header) == ()
        assert [position(column, header) for column in layout.columns] == [
            header.index(column.published[0]) for column in layout.columns
        ]
        names = [column.name for column in layout.columns]
        assert len(set(names)) == len(names)
