"""What a page says when something is wrong: one clear message, never a traceback."""

import logging
import secrets

from starlette.exceptions import HTTPException
from starlette.responses import Response

from holdfast.core.errors import CODES, HoldfastError
from holdfast.web.ask import Ask

LOG = logging.getLogger("holdfast.web")
_STATUS = {
    "HF401": 404,
    "HF402": 404,
    "HF463": 404,
    "HF464": 409,
    "HF466": 429,
    "HF468": 404,
    "HF470": 404,
    "HF471": 404,
}
_MOST = 20  # problems that a page lists


def mend(ask: Ask, error: Exception) -> Response:
    """What the visitor can mend, with what was expected."""
    assert isinstance(error, HoldfastError)
    first = error.problems[0]
    status = _STATUS.get(first.code, 400)
    title = CODES.get(first.code, first.code)
    said = [str(one).replace(": error ", ": ") for one in error.problems[:_MOST]]
    return ask.page("failure.html", status, title=title, problems=said)


def refused(ask: Ask, error: Exception) -> Response:
    """A page that is not there, or a request that cannot be taken."""
    assert isinstance(error, HTTPException)
    known = {404: ask.words("There is no such page"), 403: ask.words("That was not accepted")}
    title = known.get(error.status_code, ask.words("That cannot be done"))
    detail = ask.words(str(error.detail))
    return ask.page("failure.html", error.status_code, title=title, problems=[detail])


def broken(ask: Ask, error: Exception) -> Response:
    """Our own fault: a number to report, and the rest in the log."""
    number = secrets.token_hex(4)
    LOG.error("failure %s at %r", number, ask.request.url.path, exc_info=error)
    said = ask.words("holdfast failed in a way it should not. Please report number %(number)s.")
    return ask.page(
        "failure.html",
        500,
        title=ask.words("Something went wrong"),
        problems=[said % {"number": number}],
    )
