"""Walter's years of peace after civil wars: in which did war come back?"""

from holdfast.history.datasets.cells import flag, integer, number, year
from holdfast.history.datasets.layouts import Layout, Loader, needs, takes

FIELDS = {
    "conflict": "number of the conflict",
    "state": "COW's number of the state",
    "year": "year at peace",
    "last_year": "1 in the last year observed",
    "war_resumed": "1 where war came back in the year",
    "comprehensive": "1 after a comprehensive settlement",
    "victory": "1 after a victory",
    "un_peacekeepers": "1 where UN peacekeepers were there",
    "instability": "1 after a change of the regime",
    "log_gdp": "natural logarithm of GDP per head, a year before",
    "log_intensity": "natural logarithm of the war's deaths",
    "fractionalization": "ethnic fractionalization, 0 to 1",
    "civil_liberties": "Freedom House's score, as published (fhcompor1)",
}

YEARS = Layout(
    "the table of years of peace",
    (
        needs("conflict", integer, "id"),
        needs("state", integer, "ccode"),
        needs("year", year),
        takes("last_year", flag, "lastyear"),
        needs("war_resumed", flag, "renewed_war"),
        needs("comprehensive", flag),
        needs("victory", flag),
        needs("un_peacekeepers", flag, "unpko"),
        takes("instability", flag, "instabl"),
        takes("log_gdp", number, "lgdpl"),
        takes("log_intensity", number, "intensityln"),
        takes("fractionalization", number, "ethfrac"),
        takes("civil_liberties", number, "fhcompor1"),
    ),
    once=("conflict", "state", "year"),
    repeats=True,
)

LOADER = Loader(
    dataset="walter-2015",
    fields=FIELDS,
    layouts=(YEARS,),
    span=("year",),
    notes=(
        "The table is that of the R package BayesSPsurv (Walter_2015_JCR), in which missing "
        "values were filled in; it is not the journal's own replication file. Sixteen of its "
        "rows stand in it twice, and are counted once.",
    ),
)
