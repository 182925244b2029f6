"""The lists: of cases and articles, and of what has been done. They load no engine."""

from starlette.responses import Response

from holdfast.web.ask import Ask


def index(ask: Ask) -> Response:
    """Which cases and articles are there?"""
    library = ask.rooms.library
    own = frozenset(library.store.cases())
    return ask.page("index.html", cards=library.cards(), own=own, articles=library.articles())


def log(ask: Ask) -> Response:
    """Who has done what here, and when?"""
    return ask.page("log.html", rows=ask.rooms.library.store.log())
