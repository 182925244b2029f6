"""The app: which page answers which address."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from threading import Timer

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from holdfast.core.errors import HoldfastError
from holdfast.web import words
from holdfast.web.ask import Ask, Form, Rooms
from holdfast.web.guard import Guard, Pace, Seal
from holdfast.web.jobs import Jobs
from holdfast.web.library import Library
from holdfast.web.settings import Settings
from holdfast.web.store import Store

LOG = logging.getLogger("holdfast.web")
Page = Callable[[Ask], Response]

_MOST_FIELDS = 200
_GUESSES = (0.1, 5)  # of a password from one address: a second, and at once


class _Words(Convertor[str]):
    """A part of an address that can be nothing but what its pattern allows."""

    def convert(self, value: str) -> str:
        """Take it as it is."""
        return value

    def to_string(self, value: str) -> str:
        """Give it as it is."""
        return value


class _Id(_Words):
    """An id: no dots and no slashes, so that no address can climb anywhere."""

    regex = "[a-z0-9][a-z0-9-]{0,79}"


class _Place(_Words):
    """The number of something, short enough to be one."""

    regex = "[0-9]{1,9}"


class _Section(_Words):
    """A page made of sections of the report."""

    regex = "window|table|hold|sequence|stable|claims"


class _End(_Words):
    """The ending of a file."""

    regex = "json|csv|svg|md"


register_url_convertor("id", _Id())
register_url_convertor("place", _Place())
register_url_convertor("section", _Section())
register_url_convertor("end", _End())

_CASE = "/c/{case:id}"

LOOKS = {
    "/": "lists.index",
    "/log": "lists.log",
    "/sign-in": "signing.ask_for_key",
    "/language/{language:id}": "signing.speak",
    "/a/{article:id}": "articles.show",
    "/j/{job:id}": "jobs.show",
    _CASE: "cases.brief",
    f"{_CASE}/window": "window.show",
    f"{_CASE}/window/live": "window.live",
    f"{_CASE}/table": "sections.table",
    f"{_CASE}/hold": "sections.hold",
    f"{_CASE}/sequence": "sections.sequence",
    f"{_CASE}/stable": "sections.stable",
    f"{_CASE}/claims": "sections.claims",
    f"{_CASE}/history": "past.show",
    f"{_CASE}/compare": "sections.compare",
    f"{_CASE}/packages": "packages.show",
    f"{_CASE}/packages/search": "packages.searched",
    f"{_CASE}/why": "sections.numbers",
    f"{_CASE}/why/{{number:place}}": "sections.why",
    f"{_CASE}/sources": "cases.sources",
    f"{_CASE}/evidence": "evidence.show",
    f"{_CASE}/edit": "editing.show",
    f"{_CASE}/revisions": "editing.revisions",
    f"{_CASE}/forget": "forgetting.ask_case",
    "/a/{article:id}/forget": "forgetting.ask_article",
    f"{_CASE}/case.yaml": "editing.download",
    f"{_CASE}/brief.json": "twins.brief_json",
    f"{_CASE}/brief.md": "twins.brief_md",
    f"{_CASE}/brief.docx": "twins.brief_word",
    f"{_CASE}/comparison.docx": "twins.comparison_word",
    f"{_CASE}/references.bib": "twins.bibtex",
    f"{_CASE}/window.json": "twins.window_json",
    f"{_CASE}/compare.{{end:end}}": "twins.compare",
    f"{_CASE}/packages.{{end:end}}": "twins.packages",
    f"{_CASE}/packages.docx": "twins.packages_word",
    f"{_CASE}/packages/search.{{end:end}}": "twins.packages",
    f"{_CASE}/packages/search.docx": "twins.packages_word",
    f"{_CASE}/history.{{end:end}}": "twins.history",
    f"{_CASE}/sources.csv": "twins.sources_csv",
    f"{_CASE}/why.json": "twins.why_json",
    f"{_CASE}/{{page:section}}.{{end:end}}": "twins.section",
    f"{_CASE}/{{page:section}}.docx": "twins.section_word",
}
"""Pages that only look, by address: module and function under `holdfast.web.pages`."""

ACTS = {
    "/sign-in": "signing.sign_in",
    "/sign-out": "signing.sign_out",
    "/articles": "articles.add",
    "/a/{article:id}/draft": "articles.draft",
    "/cases": "editing.add",
    f"{_CASE}/work": "jobs.begin",
    f"{_CASE}/packages": "packages.add",
    f"{_CASE}/packages/search": "packages.search",
    "/j/{job:id}/cancel": "jobs.cancel",
    f"{_CASE}/evidence": "evidence.decide",
    f"{_CASE}/edit": "editing.save",
    f"{_CASE}/restore": "editing.restore",
    f"{_CASE}/forget": "forgetting.case",
    "/a/{article:id}/forget": "forgetting.article",
}
"""Pages that change something: reached only with a token from one of our own forms."""

_SOON = 1.5  # seconds after which what later pages need is loaded


def create_app(settings: Settings, store: Store | None = None) -> ASGIApp:
    """Which app answers requests with these settings?

    Parameters
    ----------
    settings : of the app.
    store : where cases are kept; by default the database that the settings name.
    """
    kept = store or Store(settings.database)
    library = Library(kept)
    work = Jobs(library, settings.workers, settings.limits.waiting, keep=settings.keep)
    seal = Seal(kept.secret("seal"), settings.key)
    rooms = Rooms(settings, library, work, seal, Pace(*_GUESSES))

    @asynccontextmanager
    async def alive(_: Starlette) -> AsyncIterator[None]:
        work.start()
        later = Timer(_SOON, _load)
        later.daemon = True
        later.start()
        yield
        later.cancel()

    inner = Starlette(
        routes=list(_routes(rooms)),
        exception_handlers={
            HoldfastError: _failing(rooms, "failures.mend"),
            HTTPException: _failing(rooms, "failures.refused"),
            Exception: _failing(rooms, "failures.broken"),
        },
        lifespan=alive,
    )
    return Guard(GZipMiddleware(inner, minimum_size=1_000), settings, seal)


def _routes(rooms: Rooms) -> list[BaseRoute]:
    looks = [Route(path, _look(rooms, page), methods=["GET"]) for path, page in LOOKS.items()]
    acts = [Route(path, _act(rooms, page), methods=["POST"]) for path, page in ACTS.items()]
    static = StaticFiles(packages=[("holdfast.web", "static")])
    return [*looks, *acts, Mount("/static", static)]


@cache
def _function(name: str) -> Callable[..., Response]:
    """The function behind a page; its module is loaded when the page is first asked for."""
    module, _, function = name.partition(".")
    found: Callable[..., Response] = getattr(
        import_module(f"holdfast.web.pages.{module}"), function
    )
    return found


def _load() -> None:
    """Load what later pages need, so that nobody waits for it."""
    for name in (*LOOKS.values(), *ACTS.values()):
        _function(name)
    import_module("holdfast.web.work")


def _look(rooms: Rooms, page: str) -> Callable[[Request], Awaitable[Response]]:
    def shown(ask: Ask) -> Response:
        return _function(page)(ask)

    async def answer(request: Request) -> Response:
        return await run_in_threadpool(shown, Ask(rooms, request))

    return answer


def _act(rooms: Rooms, page: str) -> Callable[[Request], Awaitable[Response]]:
    """A page that changes something; the one way to have one, so that none lacks the check."""

    async def answer(request: Request) -> Response:
        most = rooms.settings.limits.upload
        async with request.form(
            max_files=1, max_fields=_MOST_FIELDS, max_part_size=most
        ) as sent:
            form: Form = dict(sent)
            ask = Ask(rooms, request, form)
            if not rooms.seal.token_fits(ask.visit.session, ask.said("token", 200)):
                raise HTTPException(403, words.STALE)
            return await run_in_threadpool(_function(page), ask)

    return answer


def _failing(rooms: Rooms, page: str) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(request: Request, error: Exception) -> Response:
        return await run_in_threadpool(_function(page), Ask(rooms, request), error)

    return answer
