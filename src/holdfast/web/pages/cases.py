"""The pages about a case as a whole: its brief, and what it rests on."""

from starlette.responses import Response

from holdfast.casefile.advice import advise, split_in_words
from holdfast.report.tables_inputs import quantities_table, sources_table
from holdfast.web.ask import Ask
from holdfast.web.pages.result import found, frame, waiting


def brief(ask: Ask) -> Response:
    """What does holdfast say about this case?"""
    conflict = ask.rooms.library.conflict(ask.choice())
    data = found(ask)
    if data is None:
        return waiting(ask, conflict, "")
    return ask.page("brief.html", **frame(ask, conflict, ""), report=data["report"])


def sources(ask: Ask) -> Response:
    """What does the case rest on?"""
    conflict = ask.rooms.library.conflict(ask.choice())
    tables = [t for t in (quantities_table(conflict), sources_table(conflict)) if t.rows]
    return ask.page(
        "sources.html",
        **frame(ask, conflict, "sources"),
        tables=tables,
        advice=advise(conflict),
        split=split_in_words(conflict),
    )
