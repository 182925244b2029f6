"""TIES: threats and impositions of economic sanctions, and how they ended."""

from holdfast.history.datasets.cells import coded, flag, integer, text, year
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

CASES = Layout(
    "TIES's file of cases",
    (
        needs("case", integer, "caseid"),
        needs("start_year", year, "startyear"),
        needs("end_year", year, "endyear"),
        needs("sender", integer, "primarysender"),
        needs("target", integer, "targetstate"),
        takes("issue", integer, "issue1"),
        needs("threat", flag),
        needs("imposed", flag, "imposition"),
        takes("measures", text, "sanctiontype"),
        takes("target_costs", integer, "targetcosts"),
        takes("sender_costs", integer, "sendercosts"),
        needs("outcome", coded(OUTCOMES), "finaloutcome"),
    ),
)

LOADER = Loader(
    dataset="ties",
    fields=FIELDS,
    layouts=(CASES,),
    span=("start_year", "end_year"),
    notes=("The columns are those of version 4.0, and of 4.1 as programs read it.",),
)
