"""UCDP conflict termination: how episodes of fighting ended, and whether fighting came back."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby, pairwise

from holdfast.history.datasets.cells import (
    Value,
    coded,
    day,
    day_near,
    flag,
    integer,
    labelled,
    moment,
    number,
    text,
)
from holdfast.history.datasets.layouts import (
    VERSION,
    Dropped,
    Layout,
    Loader,
    Row,
    Sibling,
    needs,
    takes,
)
from holdfast.history.datasets.spells import years_between

FIELDS = {
    "episode": "UCDP's id of the episode of fighting",
    "dyad": "UCDP's id of the pair of sides",
    "conflict": "UCDP's id of the conflict",
    "place": "where it was fought",
    "side_a": "the government's side",
    "side_b": "the other side",
    "conflict_type": "extrasystemic, interstate, intrastate or internationalised",
    "incompatibility": "territory, government or both",
    "intensity": "1 minor, 2 war (1,000 battle deaths in a year); highest of the episode",
    "start": "day on which the episode began",
    "end": "day on which it ended",
    "start_year": "year in which it began",
    "end_year": "year in which it ended",
    "outcome": "how it ended",
    "ceasefire": "day of a ceasefire",
    "agreement": "day of a peace agreement",
    "renewed": "1 where the same two sides fought again",
    "next_start": "day on which they did",
    "years": "years from the end to the next episode, or to the last day observed",
}

OUTCOMES = {
    1: "peace agreement",
    2: "ceasefire agreement",
    3: "victory side A",
    4: "victory side B",
    5: "low activity",
    6: "actor ceases",
}
"""How an episode ended, as UCDP codes it."""

_TYPE = coded({1: "extrasystemic", 2: "interstate", 3: "intrastate", 4: "internationalised"})
_OVER = coded({1: "territory", 2: "government", 3: "both"})
_ENDS = ("start", "end")
_YEARS = range(1946, 2101)  # of rows: a published file has one with the year 8


_SIDES = (
    needs("dyad", integer, "dyad_id"),
    needs("conflict", text, "conflict_id"),
    takes("place", text, "location", "loc"),
    takes("side_a", text),
    takes("side_b", text),
    takes("conflict_type", _TYPE, "type_of_conflict", "type"),
    takes("incompatibility", _OVER, "incompatibility", "inc"),
    takes("intensity", integer, "intensity_level", "inten"),
    takes(VERSION, labelled({"3": "3-2021", "4.2024": "4-2024"})),
)


def _outside(row: Row) -> str:
    if row["year"] not in _YEARS:
        return "dyad-years without a year from 1946 on"
    named = row["dyad"] is not None and row["episode"] is not None
    return "" if named else "dyad-years without an episode"


def _with_centuries(row: Row) -> Row:
    """Put the century to days: an end near the row's year, a start not after it."""
    if row["year"] not in _YEARS:
        return row
    year = _whole(row["year"])
    near = {name: day_near(row[name], year) for name in ("end", "ceasefire", "agreement")}
    return row | near | {"start": day_near(row["start"], None, latest=year)}


def _episodes(rows: Iterable[Row], dropped: Dropped) -> Iterator[Row]:
    """One row for each ended episode, of rows for each pair of sides and year."""
    held = list(rows)
    coded_to = max((_whole(row["year"]) for row in held if row["over"] is not None), default=0)
    parts: dict[object, list[Row]] = {}
    for row in held:  # version 4 gives an id twice: the first year tells the two apart
        parts.setdefault((row["episode"], row.get("start_year")), []).append(row)
    episodes = sorted(map(_episode, parts.values()), key=_place)
    for _, of_pair in groupby(episodes, key=lambda episode: episode["dyad"]):
        for episode, following in pairwise([*of_pair, {}]):
            if episode["over"] == 1:
                yield episode | _afterwards(episode, following, coded_to)
            else:
                dropped["episodes without an end"] += 1


def _place(episode: Row) -> tuple[int, int, int]:
    dyad, start, end = (_whole(episode[name]) for name in ("dyad", "start_year", "end_year"))
    return dyad, start, end


def _episode(years: list[Row]) -> Row:
    """The row of an episode's last year, with what has to be taken from all of them."""
    last = max(years, key=lambda row: _whole(row["year"]))
    first = min(_whole(row["year"]) for row in years)
    heights = [_whole(row["intensity"]) for row in years if row["intensity"] is not None]
    spans = {"start_year": last.get("start_year") or first, "end_year": last["year"]}
    return last | spans | {"intensity": max(heights, default=None)}


def _afterwards(episode: Row, following: Row, coded_to: int) -> Row:
    """Whether the two sides fought again, and how long that took; by years without days."""
    start: Value = following["start"] if following else date(coded_to, 12, 31)
    years = years_between(episode["end"], start)
    if episode["end"] is None or start is None:
        later = _whole(following["start_year"]) if following else coded_to
        years = float(later - _whole(episode["end_year"]))
    renewed = int(bool(following))
    return {"renewed": renewed, "next_start": following.get("start"), "years": years}


def _whole(value: Value) -> int:
    assert isinstance(value, int)
    return value


VERSION_3 = Layout(
    "UCDP's dyad file, version 3-2021",
    (
        *_SIDES,
        needs("year", integer),
        needs("episode", integer, "dyadep_id"),
        needs("over", flag, "dyadterm"),
        needs("outcome", coded(OUTCOMES)),
        needs("start", moment, "start_date2"),
        needs("end", moment, "ependdate"),
        needs("ceasefire", moment, "cfiredate"),
        needs("agreement", moment, "peagdate"),
    ),
    derive=_with_centuries,
    drop=_outside,
    combine=_episodes,
)

VERSION_4 = Layout(
    "UCDP's dyad file, version 4-2024",
    (
        *_SIDES,
        needs("year", integer),
        needs("episode", text, "d_epid"),
        needs("over", flag, "d_epterm"),
        needs("outcome", coded(OUTCOMES), "d_outcome"),
        needs("start_year", integer, "d_ep_startyear"),
        takes("start", day, "start_date2"),
        takes("end", day, "d_ependdate"),
    ),
    drop=_outside,
    combine=_episodes,
)

EXTRACT = Layout(
    "the lean extract",
    (
        *_SIDES,
        needs("episode", integer, "dyadep_id"),
        needs("outcome", coded(OUTCOMES), "outc"),
        needs("start", day),
        needs("end", day),
        needs("ceasefire", day, "cf"),
        needs("agreement", day, "pa"),
        needs("next_start", day, "next_dyad"),
        needs("years", number, "T_dyad"),
        needs("renewed", flag, "E_dyad"),
    ),
    derive=lambda row: row | {f"{end}_year": getattr(row[end], "year", None) for end in _ENDS},
)

_CONFLICTS = "UCDP's file of terminations by conflict, not by pair of sides"
_DYADS = "UCDP's dyad file, version 3-2021 or 4-2024 (its name ends in Dyad)"

LOADER = Loader(
    dataset="ucdp-conflict-termination",
    fields=FIELDS,
    layouts=(VERSION_3, VERSION_4, EXTRACT),
    span=("start_year", "end_year"),
    versions=("3-2021", "4-2024"),
    members=("*dyad*",),
    notes=(
        "Peace is followed to the last year for which UCDP says whether an episode ended.",
        "Version 3-2021 as csv writes days as 7/21/46; the century is taken from the row's "
        "year.",
        "Of version 4-2024 the columns are known from programs that read it. `d_ependdate` is "
        "known of the file on conflicts only (`c_ependdate`), so a file may do without; the "
        "years are then counted from year to year.",
    ),
    siblings=(
        Sibling(_CONFLICTS, _DYADS, has=("conflict_id", "c_epid")),
        Sibling(_CONFLICTS, _DYADS, has=("conflict_id", "c_epterm")),
        Sibling(_CONFLICTS, _DYADS, has=("conflict_id", "ependdate"), lacks=("dyad_id",)),
    ),
)
