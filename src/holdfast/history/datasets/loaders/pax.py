"""PA-X: peace agreements since 1990 and what they provide, without any text of them."""

from holdfast.history.datasets.cells import day, integer, text
from holdfast.history.datasets.layouts import Layout, Loader, Row, needs, takes

GRADED = {
    "security_guarantees": ("SsrGua", "guarantees of security: 0 none to 3 in detail"),
    "ceasefire": ("Ce", "a ceasefire: 0 none to 3 in detail"),
    "power_sharing": ("Polps", "political power sharing: 0 none to 3 in detail"),
    "military_power_sharing": ("Mps", "military power sharing: 0 none to 3 in detail"),
    "territorial_power_sharing": ("Terps", "territorial power sharing: 0 none to 3 in detail"),
    "ddr": ("SsrDdr", "disarming, demobilising, reintegrating: 0 none to 3 in detail"),
}
"""Our name of a provision that PA-X grades, PA-X's own, and what it is."""

SAID = {
    "un_signed": ("ImUN", "1 where the UN signed"),
    "others_signed": ("ImOth", "1 where other outsiders signed"),
    "referendum": ("ImRef", "1 where it provides for a referendum on itself"),
    "peacekeeping": ("ImPK", "1 where it provides for a peacekeeping mission"),
    "enforcement": ("ImE", "1 or more where it says how it is enforced"),
}
"""The same of provisions on implementation."""

FIELDS = {
    "agreement": "PA-X's id of the agreement",
    "title": "title of the agreement",
    "entity": "country or conflict (Con)",
    "process": "PA-X's id of the peace process",
    "process_name": "name of the process",
    "signed": "day of signature",
    "status": "status, in PA-X's words",
    "kind": "between states, within one, or both (Agtp)",
    "stage": "stage of the process: Pre, Cea, SubPar, SubComp, Imp, Ren, Oth",
    "ucdp_conflict": "UCDP's ids of the conflict, as published",
    "ucdp_agreement": "UCDP's id of the agreement, as published",
    **{name: means for name, (_, means) in (GRADED | SAID).items()},
}


def _without_day(row: Row) -> str:
    return "no day of signature" if row["signed"] is None else ""


PUBLISHED = Layout(
    "PA-X's table of all agreements",
    (
        needs("agreement", integer, "AgtId"),
        takes("title", text, "Agt"),
        needs("entity", text, "Con"),
        takes("process", integer, "PP"),
        takes("process_name", text, "PPName"),
        needs("signed", day, "Dat"),
        takes("status", text, "Status"),
        takes("kind", text, "Agtp"),
        needs("stage", text, "Stage"),
        takes("ucdp_conflict", text, "UcdpCon"),
        takes("ucdp_agreement", text, "UcdpAgr"),
        *(needs(name, integer, published) for name, (published, _) in GRADED.items()),
        *(needs(name, integer, published) for name, (published, _) in SAID.items()),
    ),
    once=("agreement",),
    drop=_without_day,
)

LOADER = Loader(
    dataset="pa-x",
    fields=FIELDS,
    layouts=(PUBLISHED,),
    span=("signed",),
    notes=(
        "PA-X's licence is CC BY-NC-SA 4.0 with terms of its own: do not pass the table on.",
        "Signatories, third parties and quotes from agreements are not read.",
        "The columns are those of version 4; later versions may have renamed some.",
    ),
)
