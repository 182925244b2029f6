"""Third-party peacekeeping missions: who sent one where, when, and for what."""

from holdfast.history.datasets.cells import flag, integer, text, without, year
from holdfast.history.datasets.layouts import Layout, Loader, needs, takes

FIELDS = {
    "mission": "number of the mission",
    "place": "state or territory",
    "state": "COW's number of the state",
    "name": "name of the mission",
    "dispute": "kind of dispute, coded as published (DISTYPE)",
    "sender": "kind of third party, coded as published (TPTYPE)",
    "un_mandate": "1 where the UN gave a mandate",
    "purpose": "first purpose, coded as published (PURPOSE1)",
    "lead_state": "state that led it",
    "start_year": "year in which it began",
    "end_year": "year in which it ended; empty where it went on",
    "ceasefire": "1 where there was a ceasefire",
    "agreement": "1 where there was a peace agreement",
    "months": "months that it lasted",
    "ongoing": "1 where it went on when the list was made",
}

_UNKNOWN = (-9, -8)
_code = without(integer, *_UNKNOWN)
_flag = without(flag, *_UNKNOWN)
_year = without(year, *_UNKNOWN)

MISSIONS = Layout(
    "the list of missions",
    (
        needs("mission", integer, "OBSNUM"),
        needs("place", text, "STATE"),
        needs("state", _code, "CCODE1"),
        needs("name", text, "PKMNAME (location)", "PKMNAME"),
        takes("dispute", _code, "DISTYPE"),
        needs("sender", _code, "TPTYPE"),
        takes("un_mandate", _flag, "UNMANDATE"),
        takes("purpose", _code, "PURPOSE1"),
        takes("lead_state", text, "LEADSTATE"),
        needs("start_year", _year, "STARTYR"),
        needs("end_year", _year, "ENDYR"),
        takes("ceasefire", _flag, "CEASE"),
        takes("agreement", _flag, "PEACE"),
        takes("months", _code, "DURATION"),
        takes("ongoing", _flag, "ONGOING"),
    ),
    once=("mission",),
)

LOADER = Loader(
    dataset="third-party-pkms",
    fields=FIELDS,
    layouts=(MISSIONS,),
    span=("start_year", "end_year"),
    notes=(
        "The columns are those of version 3.1. Of version 3.5 only OBSNUM, CCODE1, STARTYR and "
        "ENDYR are known from programs that read it; the rest is checked.",
        "DURATION is taken to count months, as its values suggest.",
        "The codes -9 and -8 are taken for unknown.",
    ),
)
