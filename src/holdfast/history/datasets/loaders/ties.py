"""TIES: threats and impositions of economic sanctions, and how they ended."""

from holdfast.history.datasets.cells import coded, flag, integer, text, without, year
from holdfast.history.datasets.layouts import Layout, Loader, needs, takes

OUTCOMES = {
    1: "partial acquiescence by target to threat",
    2: "complete acquiescence by target to threat",
    3: "capitulation by sender in threat stage",
    4: "stalemate in threat stage",
    5: "negotiated settlement in threat stage",
    6: "partial acquiescence by target after imposition",
    7: "total acquiescence by target after imposition",
    8: "capitulation by sender after imposition",
    9: "stalemate after imposition",
    10: "negotiated settlement after imposition",
}
"""Final outcomes, as TIES codes them."""

FIELDS = {
    "case": "TIES's id of the case",
    "start_year": "year in which it began",
    "end_year": "year in which it ended; empty where it went on or is not known",
    "sender": "COW's number of the main sender",
    "target": "COW's number of the target",
    "issue": "first issue, coded 1 to 15",
    "threat": "1 where sanctions were threatened",
    "imposed": "1 where they were imposed",
    "measures": "measures imposed, coded; several with spaces",
    "target_costs": "costs to the target: 1 minor, 2 major, 3 severe",
    "sender_costs": "costs to the sender: 1 minor, 2 major, 3 severe",
    "outcome": "how it ended; empty where TIES codes none",
}

_UNKNOWN = (-9, -8)
_code = without(integer, *_UNKNOWN)
_flag = without(flag, *_UNKNOWN)
_year = without(year, *_UNKNOWN)

CASES = Layout(
    "TIES's file of cases",
    (
        needs("case", integer, "caseid"),
        needs("start_year", _year, "startyear"),
        needs("end_year", _year, "endyear"),
        needs("sender", _code, "primarysender"),
        needs("target", _code, "targetstate"),
        takes("issue", _code, "issue1"),
        needs("threat", _flag),
        needs("imposed", _flag, "imposition"),
        takes("measures", without(text, *_UNKNOWN), "sanctiontype"),
        takes("target_costs", _code, "targetcosts"),
        takes("sender_costs", _code, "sendercosts"),
        needs("outcome", without(coded(OUTCOMES), *_UNKNOWN), "finaloutcome"),
    ),
    once=("case",),
)

LOADER = Loader(
    dataset="ties",
    fields=FIELDS,
    layouts=(CASES,),
    span=("start_year", "end_year"),
    notes=(
        "The columns are those of version 4.0, and of 4.1 as programs read it.",
        "The codes -9 and -8 are taken for unknown, as the project's own columns use them.",
    ),
)
