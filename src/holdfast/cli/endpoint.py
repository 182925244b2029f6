"""Asking an OpenAI-style endpoint: the one module that reaches the network, when told to."""

import asyncio
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from holdfast import __version__
from holdfast.core.errors import ExitCode, HoldfastError, Problem
from holdfast.reading.opinion_json import NotJSONError, shown, strict_json
from holdfast.report.terminal import progress

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 2_000_000
"""Bytes of an answer that are read; an answer has some thirty thousand."""

LONGEST_PAUSE = 20.0
"""Seconds that an endpoint may make us wait before we ask again; above that we give up."""

_CONNECT = 10.0
_PAUSES = (1.0, 4.0)  # before the second and the third try, where the endpoint names none
_SECRET = 16  # shorter keys are placeholders, such as "none", and may stand in any answer
_OK, _BUSY, _ERRORS = 200, 429, 500
_REDIRECTS = range(300, 400)
_REMEDIES = {
    400: "it may not know the model, or not take a temperature or a seed",
    401: "look at the key, and at --llm-key-env",
    403: "look at the key, and at --llm-key-env",
    404: "look at the address, which often ends in /v1, and at the model",
    429: "wait, or ask an endpoint with a higher limit",
}

_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")

Messages = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where to ask, and what for.

    Parameters
    ----------
    url : base of the address, without /chat/completions.
    model : as the endpoint calls it.
    key : empty for none; never printed.
    timeout : seconds for all requests together.
    """

    url: str
    model: str
    key: str = field(repr=False)
    timeout: int


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes = b""


def answers(endpoint: Endpoint, asked: Sequence[Messages], got: list[str]) -> None:
    """Put the endpoint's answers to these messages into `got`, one by one.

    Parameters
    ----------
    endpoint : where to ask.
    asked : the messages of each request.
    got : gets an answer for each; where the endpoint fails, it holds those that came before.

    Raises
    ------
    HoldfastError
        HF702 when the endpoint does not answer, HF703 when its answer cannot be used.
    """
    asyncio.run(_in_time(endpoint, asked, got))


def gave_up(problem: Problem) -> HoldfastError:
    """Which error says that the second opinion was given up?"""
    return HoldfastError(problem, exit_code=ExitCode.GAVE_UP)


async def _in_time(endpoint: Endpoint, asked: Sequence[Messages], got: list[str]) -> None:
    try:
        # one limit over everything: a byte now and then resets every other
        async with asyncio.timeout(endpoint.timeout):
            with progress(len(asked)) as done:
                await _all(endpoint, asked, got, done)
    except TimeoutError:
        what = f"{endpoint.url} did not answer within {endpoint.timeout} seconds"
        raise _silent(what, "give it more time with --llm-timeout") from None


async def _all(
    endpoint: Endpoint, asked: Sequence[Messages], got: list[str], done: Callable[[str], None]
) -> None:
    import httpx  # late: an extra, and only who asks for a second opinion needs it

    headers = {
        "Accept": "application/json",
        "Accept-Encoding": "identity",  # packed bytes could grow beyond all bounds
        "User-Agent": f"holdfast/{__version__}",
    }
    if endpoint.key:
        headers["Authorization"] = f"Bearer {endpoint.key}"
    limits = httpx.Timeout(endpoint.timeout, connect=_CONNECT)
    # trust_env: no proxy and no password file that the user did not name here
    async with httpx.AsyncClient(headers=headers, timeout=limits, trust_env=False) as client:
        for number, messages in enumerate(asked, 1):
            got.append(_content(endpoint, await _reply(client, endpoint, messages)))
            done(f"part {number}")


async def _reply(client: "httpx.AsyncClient", endpoint: Endpoint, messages: Messages) -> _Reply:
    """The endpoint's reply, asked for again where it is busy or failed."""
    body = {
        "model": endpoint.model,
        "messages": messages,
        "temperature": 0,
        "seed": 0,
        "stream": False,
    }
    content = json.dumps(body, ensure_ascii=False).encode("utf-8")
    reply = await _post(client, endpoint, content)
    for pause in _PAUSES:
        if reply.status != _BUSY and reply.status < _ERRORS:
            break
        await asyncio.sleep(_pause(endpoint, reply, pause))
        reply = await _post(client, endpoint, content)
    return reply


async def _post(client: "httpx.AsyncClient", endpoint: Endpoint, content: bytes) -> _Reply:
    import httpx

    url, headers = f"{endpoint.url}/chat/completions", {"Content-Type": "application/json"}
    asked = client.stream("POST", url, content=content, headers=headers, follow_redirects=False)
    try:
        async with asked as response:
            body = await _body(endpoint, response) if response.status_code == _OK else b""
            return _Reply(response.status_code, dict(response.headers), body)
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        why = shown(str(error), 120) or "no connection"
        what = f"{endpoint.url} cannot be reached ({why})"
        raise _silent(what, "look at the address, and whether it runs") from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        what = f"{endpoint.url} broke off, or does not speak HTTP"
        raise _silent(what, "try again, or ask another endpoint") from None


async def _body(endpoint: Endpoint, response: "httpx.Response") -> bytes:
    """The bytes of the answer, as sent; refused as soon as there are too many."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise _unusable(endpoint, "is not of the type application/json")
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise _unusable(endpoint, "is packed, which was not asked for")
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        if len(body) > MOST_BYTES:
            raise _unusable(endpoint, f"has more than {MOST_BYTES} bytes")
    return bytes(body)


def _pause(endpoint: Endpoint, reply: _Reply, usual: float) -> float:
    """How many seconds to wait before asking again, as the endpoint asks, within bounds."""
    asked = reply.headers.get("retry-after", "").strip()
    try:
        seconds = float(asked) if asked.isascii() and asked.isdigit() else _until(asked)
    except (ValueError, TypeError, OverflowError):
        seconds = usual
    if seconds > LONGEST_PAUSE:
        what = f"{endpoint.url} is busy (status {reply.status}) and asks to wait"
        longer = f"longer than {LONGEST_PAUSE:.0f} seconds"
        raise _silent(f"{what} {longer}", "try again later")
    return max(0.0, seconds)


def _until(day: str) -> float:
    """Seconds until a date as HTTP writes it. ValueError or TypeError where it is none."""
    return (parsedate_to_datetime(day) - datetime.now(UTC)).total_seconds()


def _content(endpoint: Endpoint, reply: _Reply) -> str:
    """What the model said. Of what an endpoint says about an error, nothing is passed on."""
    if reply.status in _REDIRECTS:
        what = f"{endpoint.url} redirects elsewhere, which is not followed"
        raise _silent(what, "give the address that it leads to, if you trust it")
    if reply.status != _OK:
        what = f"{endpoint.url} answers with status {reply.status}"
        raise _silent(what, _REMEDIES.get(reply.status, "look at its own log"))
    try:
        content = _said(strict_json(reply.body.decode("utf-8")))
    except UnicodeDecodeError:
        raise _unusable(endpoint, "is not UTF-8") from None
    except NotJSONError as error:
        raise _unusable(endpoint, f"cannot be read: {error}") from None
    if content is None:
        raise _unusable(endpoint, "holds no choices[0].message.content") from None
    if len(endpoint.key) >= _SECRET and endpoint.key in _unescaped(content):
        raise _unusable(endpoint, "repeats the key")
    return content


def _unescaped(content: str) -> str:
    """The content with what JSON may spell in two ways spelt in one."""
    plain = content.replace("\\/", "/")
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), plain)


def _said(frame: object) -> str | None:
    """The text of the first choice; None where the frame is not as it should be."""
    choices = frame.get("choices") if isinstance(frame, dict) else None
    first = choices[0] if isinstance(choices, list) and choices else None
    message = first.get("message") if isinstance(first, dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    return content if isinstance(content, str) else None


def _silent(what: str, remedy: str) -> HoldfastError:
    return gave_up(Problem("HF702", what, remedy=remedy))


def _unusable(endpoint: Endpoint, why: str) -> HoldfastError:
    what = f"the answer of {endpoint.url} {why}"
    expected = "a chat completion as OpenAI's interface has it"
    remedy = "look at the address and the model"
    return gave_up(Problem("HF703", what, expected=expected, remedy=remedy))
