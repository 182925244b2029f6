"""Militarized interstate disputes: COW's by dispute, Gibler, Miller and Little's by pair."""

from holdfast.history.datasets.cells import (
    Value,
    coded,
    flag,
    integer,
    labelled,
    version,
    without,
    year,
)
from holdfast.history.datasets.layouts import (
    VERSION,
    Layout,
    Loader,
    Row,
    Sibling,
    needs,
    takes,
)

OUTCOMES = {
    1: "victory side A",
    2: "victory side B",
    3: "yield by side A",
    4: "yield by side B",
    5: "stalemate",
    6: "compromise",
    7: "released",
    8: "unclear",
    9: "joins an ongoing war",
}
"""How a dispute ended, as COW codes it."""

SETTLEMENTS = {1: "negotiated", 2: "imposed", 3: "none", 4: "unclear"}
"""How it was settled, as COW codes it."""

SHARED = {
    "fatality": "deaths: 0 none, 1 to 25, 26 to 100, to 250, to 500, to 999, 6 more; by level",
    "fatal": "1 where somebody died, 0 where nobody did",
    "hostility": "highest level: 1 none, 2 threat, 3 display, 4 use of force, 5 war",
    "reciprocated": "1 where the target answered with a militarized act",
    "outcome": "how it ended",
    "settlement": "how it was settled",
}
"""Columns that both tables have."""

_known = without(integer, -9)
_ALIKE = (
    needs("dispute", integer, "dispnum", "dispnum3"),
    needs("fatality", _known),
    needs("hostility", integer, "hostlev"),
    needs("reciprocated", flag, "recip"),
    takes("outcome", without(coded(OUTCOMES), -9)),
    takes("settlement", without(coded(SETTLEMENTS), -9), "settle"),
)


def _with_deaths(row: Row) -> Row:
    level: Value = row["fatality"]
    return row | {"fatal": None if level is None else int(level != 0)}


_MIDA = "COW's file of disputes (MIDA), version 5.0"

COW = Loader(
    dataset="cow-mids",
    fields={
        "dispute": "COW's number of the dispute",
        "start_year": "year in which it began",
        "start_month": "month in which it began",
        "end_year": "year in which it ended",
        "states_a": "number of states on side A",
        "states_b": "number of states on side B",
        "least_days": "days it lasted at least",
        "most_days": "days it lasted at most",
        **SHARED,
    },
    layouts=(
        Layout(
            "COW's file of disputes (MIDA)",
            (
                *_ALIKE,
                needs("start_year", year, "styear"),
                needs("start_month", _known, "stmon"),
                needs("end_year", year, "endyear"),
                takes("states_a", integer, "numa"),
                takes("states_b", integer, "numb"),
                takes("least_days", _known, "mindur"),
                takes("most_days", _known, "maxdur"),
                takes(VERSION, labelled({"5": "5.0"})),
            ),
            once=("dispute",),
            derive=_with_deaths,
        ),
    ),
    span=("start_year", "end_year"),
    versions=("5.0",),
    members=("mida*",),
    notes=("The file of disputes is read (MIDA), not those of participants or incidents.",),
    siblings=(
        Sibling("COW's file of incidents (MIDI or MIDIP)", _MIDA, has=("dispnum", "incidnum")),
        Sibling("COW's file of participants (MIDB)", _MIDA, has=("dispnum", "ccode", "sidea")),
        Sibling(
            "a file by pair of states and year", _MIDA, has=("dispnum", "ccode1", "ccode2")
        ),
    ),
)

GML = Loader(
    dataset="gml-mids",
    fields={
        "dispute": "number of the dispute",
        "state_1": "COW's number of the state that acts",
        "state_2": "COW's number of its opponent",
        "year": "year of the dispute",
        "onset": "1 in the first year of the dispute",
        **SHARED,
    },
    layouts=(
        Layout(
            "the file of directed pairs and years",
            (
                *_ALIKE,
                needs("state_1", integer, "ccode1"),
                needs("state_2", integer, "ccode2"),
                needs("year", year),
                needs("onset", flag, "midonset", "gmlmidonset"),
                takes(VERSION, version),
            ),
            once=("dispute", "state_1", "state_2", "year"),
            derive=_with_deaths,
        ),
    ),
    span=("year",),
    versions=("gml-2.0", "gml-2.03", "gml-2.1", "gml-2.1.1", "gml-2.2.1"),
    members=("gml-ddy-disputes*",),
    notes=(
        "Each dispute stands once from each side. Of a pair with several disputes in a year "
        "the package peacesciencer keeps one; the project's own file keeps all.",
    ),
    siblings=(
        Sibling(
            "a file of disputes, not of pairs of states and years",
            "GML's file of directed pairs and years (gml-ddy-disputes)",
            has=("dispnum", "styear"),
            lacks=("ccode1", "ccode2"),
        ),
    ),
)
