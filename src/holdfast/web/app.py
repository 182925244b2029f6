"""The app: which page answers which address."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

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
from holdfast.web.guard import Guard, Seal
from holdfast.web.jobs import Jobs
from holdfast.web.library import Library
from holdfast.web.live import Explorer
from holdfast.web.pages import (
    articles,
    cases,
    editing,
    evidence,
    failures,
    jobs,
    past,
    sections,
    signing,
    twins,
    window,
)
from holdfast.web.settings import Settings
from holdfast.web.store import Store

LOG = logging.getLogger("holdfast.web")
Page = Callable[[Ask], Response]

_MOST_FIELDS = 40


class _Id(Convertor[str]):
    """An id: small letters, digits and hyphens, so that no path can climb anywhere."""

    regex = "[a-z0-9][a-z0-9-]{0,79}"

    def convert(self, value: str) -> str:
        """Take it as it is."""
        return value

    def to_string(self, value: str) -> str:
        """Give it as it is."""
        return value


register_url_convertor("id", _Id())

LOOKS: dict[str, Page] = {
    "/": cases.index,
    "/log": cases.log,
    "/sign-in": signing.ask_for_key,
    "/language/{language:id}": signing.speak,
    "/a/{article:id}": articles.show,
    "/j/{job:id}": jobs.show,
    "/c/{case:id}": cases.brief,
    "/c/{case:id}/window": window.show,
    "/c/{case:id}/window/live": window.live,
    "/c/{case:id}/table": partial(sections.show, "table"),
    "/c/{case:id}/hold": partial(sections.show, "hold"),
    "/c/{case:id}/stable": partial(sections.show, "stable"),
    "/c/{case:id}/claims": partial(sections.show, "claims"),
    "/c/{case:id}/history": past.show,
    "/c/{case:id}/compare": sections.compare,
    "/c/{case:id}/why": sections.numbers,
    "/c/{case:id}/why/{number:int}": sections.why,
    "/c/{case:id}/sources": cases.sources,
    "/c/{case:id}/evidence": evidence.show,
    "/c/{case:id}/edit": editing.show,
    "/c/{case:id}/revisions": editing.revisions,
    "/c/{case:id}/case.yaml": editing.download,
    **twins.LOOKS,
}
"""Pages that only look."""

ACTS: dict[str, Page] = {
    "/sign-in": signing.sign_in,
    "/sign-out": signing.sign_out,
    "/articles": articles.add,
    "/a/{article:id}/draft": articles.draft,
    "/cases": editing.add,
    "/c/{case:id}/work": jobs.begin,
    "/j/{job:id}/cancel": jobs.cancel,
    "/c/{case:id}/evidence": evidence.decide,
    "/c/{case:id}/edit": editing.save,
    "/c/{case:id}/restore": editing.restore,
}
"""Pages that change something: reached only with a token from one of our own forms."""


def create_app(settings: Settings, store: Store | None = None) -> ASGIApp:
    """Which app answers requests with these settings?

    Parameters
    ----------
    settings : of the app.
    store : where cases are kept; by default the database that the settings name.
    """
    kept = store or Store(settings.database)
    library = Library(kept)
    work = Jobs(library, settings.workers, settings.limits.waiting)
    seal = Seal(kept.secret("seal"), settings.key)
    rooms = Rooms(settings, library, work, Explorer(), seal)

    @asynccontextmanager
    async def alive(_: Starlette) -> AsyncIterator[None]:
        work.start()
        yield

    inner = Starlette(
        routes=list(_routes(rooms)),
        exception_handlers={
            HoldfastError: _failing(rooms, failures.mend),
            HTTPException: _failing(rooms, failures.refused),
            Exception: _failing(rooms, failures.broken),
        },
        lifespan=alive,
    )
    return Guard(GZipMiddleware(inner, minimum_size=1_000), settings, seal)


def _routes(rooms: Rooms) -> list[BaseRoute]:
    looks = [Route(path, _look(rooms, page), methods=["GET"]) for path, page in LOOKS.items()]
    acts = [Route(path, _act(rooms, page), methods=["POST"]) for path, page in ACTS.items()]
    static = StaticFiles(packages=[("holdfast.web", "static")])
    return [*looks, *acts, Mount("/static", static)]


def _look(rooms: Rooms, page: Page) -> Callable[[Request], object]:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(page, Ask(rooms, request))

    return answer


def _act(rooms: Rooms, page: Page) -> Callable[[Request], object]:
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
            return await run_in_threadpool(page, ask)

    return answer


def _failing(
    rooms: Rooms, page: Callable[[Ask, Exception], Response]
) -> Callable[[Request, Exception], object]:
    async def answer(request: Request, error: Exception) -> Response:
        return await run_in_threadpool(page, Ask(rooms, request), error)

    return answer
