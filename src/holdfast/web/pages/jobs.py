"""Work in the background, seen from a page: begin, watch, cancel."""

from starlette.responses import Response

from holdfast.core.errors import bad_input
from holdfast.web.ask import Ask
from holdfast.web.pages.result import PAGES
from holdfast.web.records import OPEN, Job
from holdfast.web.work import ASSESS, COMPARE, PACKAGES, SEARCH

_BACK = (*PAGES, "why", "packages/search")
_PAGE_OF = {COMPARE: "/compare", PACKAGES: "/packages", SEARCH: "/packages/search"}


def begin(ask: Ask) -> Response:
    """Have the answer worked out, and go back to the page that shows it."""
    asked = ask.said("kind", 20)
    kind = asked if asked in _PAGE_OF else ASSESS
    ask.rooms.jobs.ask(kind, ask.choice())
    page = ask.said("page", 20)
    path = f"/c/{ask.place('case')}"
    return ask.onward(ask.link(f"{path}/{page}" if page in _BACK else path))


def show(ask: Ask) -> Response:
    """How far a job is: a piece of a page, asked for again and again."""
    job = _job(ask)
    progress = ask.rooms.jobs.progress(job)
    answer = ask.page("progress.html", job=job, progress=progress)
    if job.state not in OPEN:
        answer.headers["hx-refresh"] = "true"
    return answer


def cancel(ask: Ask) -> Response:
    """Stop a job."""
    job = _job(ask)
    ask.rooms.jobs.cancel(job)
    page = _PAGE_OF.get(str(job.asked["kind"]), "")
    return ask.onward(ask.link(f"/c/{job.asked['case']}{page}"))


def _job(ask: Ask) -> Job:
    job = ask.rooms.library.store.job(ask.place("job"))
    if job is None:
        raise bad_input("HF463", "there is no such job")
    return job
