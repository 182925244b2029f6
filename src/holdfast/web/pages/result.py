"""The answer that a page needs: found, on its way, or still to be asked for."""

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input
from holdfast.web.ask import Ask
from holdfast.web.documents import Data, read_back
from holdfast.web.library import drawn_with
from holdfast.web.work import ASSESS, key_of

PAGES = (
    "window",
    "table",
    "hold",
    "packages",
    "sequence",
    "stable",
    "claims",
    "history",
    "compare",
)
"""Questions that every case has a page for, in the order of the navigation."""


def found(ask: Ask, kind: str = ASSESS) -> Data | None:
    """The answer to what the URL asks, where it has been worked out."""
    rooms = ask.rooms
    body = rooms.library.store.result(key_of(rooms.library, kind, ask.choice()))
    return None if body is None else read_back(body)


def needed(ask: Ask, kind: str = ASSESS) -> Data:
    """The same for files, which cannot wait.

    Raises
    ------
    HoldfastError
        HF468 where it has not been worked out.
    """
    data = found(ask, kind)
    if data is None:
        remedy = f"open /c/{ask.place('case')} and have it worked out first"
        raise bad_input("HF468", "this answer has not been worked out", remedy=remedy)
    return data


def frame(ask: Ask, conflict: Conflict, page: str) -> dict[str, Any]:
    """What every page of a case shows around its answer."""
    choice = ask.choice()
    library = ask.rooms.library
    latest = library.revision(choice.case).number
    return {
        "case": choice.case,
        "conflict": conflict,
        "current": page,
        "choice": choice,
        "revision": choice.revision or latest,
        "latest": latest,
        "pages": PAGES,
        "drawn": drawn_with(conflict, choice),
        "has_contest": conflict.contest is not None and bool(conflict.packages),
    }


def waiting(
    ask: Ask,
    conflict: Conflict,
    page: str,
    kind: str = ASSESS,
    **more: Any,  # noqa: ANN401  what a template is given
) -> Response:
    """The page before its answer: how far it is, or the button that has it worked out."""
    frames = frame(ask, conflict, page)
    return ask.page("waiting.html", **frames, **state(ask, kind), **more)


def state(ask: Ask, kind: str = ASSESS) -> Mapping[str, Any]:
    """How far the work for this page is."""
    rooms = ask.rooms
    job = rooms.library.store.job_for(key_of(rooms.library, kind, ask.choice()))
    progress = rooms.jobs.progress(job) if job else None
    return {"job": job, "progress": progress, "kind": kind}
