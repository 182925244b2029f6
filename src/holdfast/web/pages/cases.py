"""The pages about a case as a whole, and the list of all cases."""

from starlette.responses import Response

from holdfast.casefile.advice import advise, split_in_words
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import HoldfastError
from holdfast.report.tables import quantities_table, sources_table
from holdfast.web.ask import Ask
from holdfast.web.library import Choice, Library
from holdfast.web.pages.result import found, frame, waiting


def index(ask: Ask) -> Response:
    """Which cases and articles are there?"""
    library = ask.rooms.library
    own = library.store.cases()
    rows = [(case, _opened(library, case), case in own) for case in library.ids()]
    return ask.page("index.html", rows=rows, articles=library.articles())


def _opened(library: Library, case: str) -> Conflict | None:
    """The case, or None where its latest revision has become unreadable."""
    try:
        return library.conflict(Choice(case))
    except HoldfastError:
        return None


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


def log(ask: Ask) -> Response:
    """Who has done what here, and when?"""
    return ask.page("log.html", rows=ask.rooms.library.store.log())
