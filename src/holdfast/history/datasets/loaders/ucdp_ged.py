"""UCDP GED: deaths in events of organised violence, summed by country, sides and year."""

from collections.abc import Iterable, Iterator

from holdfast.history.datasets.cells import Value, coded, integer, text, year
from holdfast.history.datasets.layouts import Dropped, Layout, Loader, Row, needs, takes

KEYS = ("year", "country_id", "country", "kind", "conflict", "dyad", "dyad_name")
"""Columns that tell the rows of the result apart."""

SUMS = ("deaths", "deaths_low", "deaths_high", "deaths_civilians")
"""Columns that are summed over events."""

FIELDS = {
    "year": "year of the events",
    "country_id": "Gleditsch and Ward's number of the country",
    "country": "where it happened",
    "kind": "state-based, non-state or one-sided violence",
    "conflict": "UCDP's id of the conflict",
    "dyad": "UCDP's id of the pair of sides",
    "dyad_name": "the two sides",
    "events": "number of events",
    "deaths": "deaths, best estimate",
    "deaths_low": "deaths, low estimate",
    "deaths_high": "deaths, high estimate",
    "deaths_civilians": "civilians among the deaths of the best estimate",
}

_KIND = coded({1: "state-based", 2: "non-state", 3: "one-sided"})


def _summed(rows: Iterable[Row], dropped: Dropped) -> Iterator[Row]:  # noqa: ARG001 - a form
    """Sums of the events that share a key; sums over rows give dyad-years or country-years."""
    sums: dict[tuple[Value, ...], list[int]] = {}
    for row in rows:
        found = sums.setdefault(tuple(row[key] for key in KEYS), [0] * (len(SUMS) + 1))
        found[0] += 1
        for place, name in enumerate(SUMS, 1):
            value = row[name]
            found[place] += value if isinstance(value, int) else 0
    for key in sorted(sums, key=lambda key: tuple(map(str, key))):
        yield dict(zip((*KEYS, "events", *SUMS), (*key, *sums[key]), strict=True))


def _uncounted(row: Row) -> str:
    return "events without an estimate of deaths" if row["deaths"] is None else ""


EVENTS = Layout(
    "UCDP's file of events",
    (
        needs("id", integer),
        needs("year", year),
        needs("country", text),
        needs("country_id", integer),
        needs("kind", _KIND, "type_of_violence"),
        needs("conflict", integer, "conflict_new_id"),
        needs("dyad", integer, "dyad_new_id"),
        takes("dyad_name", text),
        needs("deaths", integer, "best"),
        needs("deaths_low", integer, "low"),
        needs("deaths_high", integer, "high"),
        takes("deaths_civilians", integer),
    ),
    once=("id",),
    drop=_uncounted,
    combine=_summed,
)

LOADER = Loader(
    dataset="ucdp-ged",
    fields=FIELDS,
    layouts=(EVENTS,),
    span=("year",),
    members=("gedevent*",),
    notes=(
        "A row holds the deaths of a year, a country and a pair of sides. Summed over pairs it "
        "is the country's year, summed over countries the pair's.",
        "The file does not say its version; its name does.",
    ),
)
