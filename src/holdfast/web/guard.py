"""What stands before every page: host, limits, session, password, headers of answers."""

import hashlib
import hmac
import ipaddress
import secrets
import time
from collections import OrderedDict
from dataclasses import dataclass, replace

import anyio
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from holdfast.web.settings import Limits, Settings
from holdfast.web.words import marked

SESSION, SIGNED = "holdfast_session", "holdfast_key"
_OPEN_PATHS = ("/sign-in", "/static/")
_METHODS = frozenset({"GET", "HEAD", "POST"})
_MOST_VISITORS = 10_000
_SESSION_SIGNS = 43  # of a random token
_SIGNED_FOR, _MOST_DIGITS = 7 * 24 * 3_600, 12  # seconds, and of a time in seconds

SLOW = marked("The request came too slowly.")

HEADERS = (
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), interest-cohort=()"),
)


@dataclass(frozen=True, slots=True)
class Visit:
    """Who asks, as far as the app knows.

    Parameters
    ----------
    session : random name of the browser.
    fresh : whether it was given just now.
    address : where the request comes from.
    """

    session: str
    fresh: bool
    address: str


class Seal:
    """Signs what browsers hold, with a secret of this installation.

    Parameters
    ----------
    secret : of the installation.
    key : the password or token; a changed one ends all sign-ins.
    """

    def __init__(self, secret: str, key: str) -> None:
        self._secret, self._key = secret.encode(), key

    def token(self, session: str) -> str:
        """A fresh token that a form of this session has to bring back."""
        salt = secrets.token_hex(8)
        return f"{salt}.{self._sign('form', session, salt)}"

    def token_fits(self, session: str, token: str) -> bool:
        """Whether a form was made for this session."""
        salt, _, signed = token.partition(".")
        return hmac.compare_digest(signed.encode(), self._sign("form", session, salt).encode())

    def signed_in(self, session: str) -> str:
        """What a session that knows the password holds, from now on for a week."""
        now = str(int(time.time()))
        return f"{now}.{self._sign('in', session, self._key, now)}"

    def signed_in_fits(self, session: str, held: str) -> bool:
        """Whether this session has given the password within the last week."""
        since, _, signed = held.partition(".")
        if not (since.isascii() and since.isdigit() and len(since) <= _MOST_DIGITS):
            return False
        fits = self._sign("in", session, self._key, since)
        young = 0 <= int(time.time()) - int(since) <= _SIGNED_FOR
        return hmac.compare_digest(signed.encode(), fits.encode()) and young

    def key_fits(self, given: str) -> bool:
        """Whether this is the password."""
        return hmac.compare_digest(
            hashlib.sha256(given.encode()).digest(), hashlib.sha256(self._key.encode()).digest()
        )

    def _sign(self, *parts: str) -> str:
        return hmac.new(self._secret, "\n".join(parts).encode(), hashlib.sha256).hexdigest()


class Pace:
    """Lets each visitor through so often.

    Parameters
    ----------
    a_second : on average.
    at_once : in one go.
    """

    def __init__(self, a_second: float, at_once: int) -> None:
        self._rate, self._most = a_second, float(at_once)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allows(self, who: str) -> bool:
        """Whether this visitor may ask now."""
        now = time.monotonic()
        left, seen = self._left.pop(who, (self._most, now))
        left = min(self._most, left + (now - seen) * self._rate)
        self._left[who] = (left - 1.0 if left >= 1.0 else left, now)
        if len(self._left) > _MOST_VISITORS:
            self._left.popitem(last=False)
        return left >= 1.0


class Guard:
    """The gate before the app.

    Parameters
    ----------
    app : what stands behind it.
    settings : of the app.
    seal : signs what browsers hold.
    """

    def __init__(self, app: ASGIApp, settings: Settings, seal: Seal) -> None:
        self._app, self._settings, self._seal = app, settings, seal
        self._pace = Pace(settings.limits.a_second, settings.limits.at_once)
        self._names = frozenset({"localhost", settings.host.lower(), *settings.names})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what must not pass; hand the rest on."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        visit = _visit(scope, headers)
        scope["holdfast"] = visit
        sending = _with_headers(send, visit, str(scope["path"]))
        refused = self._refused(scope, headers, visit)
        if refused is not None:
            await refused(scope, receive, sending)
            return
        await self._app(scope, _counted(receive, self._settings.limits), sending)

    def _refused(self, scope: Scope, headers: Headers, visit: Visit) -> Response | None:
        """The answer to a request that goes no further."""
        if not self._knows(headers.get("host", "")):
            return PlainTextResponse("This app is not known under that name.\n", 421)
        if scope["method"] not in _METHODS:
            return PlainTextResponse("Only GET and POST.\n", 405, {"allow": "GET, HEAD, POST"})
        if not self._pace.allows(visit.address):
            return PlainTextResponse("Too many requests; wait a moment.\n", 429)
        most = self._settings.limits.upload
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit() and int(length[:20]) <= most):
            said = f"Too large: at most {most // 1000} kB in one request.\n"
            return PlainTextResponse(said, 413)
        if scope["method"] == "POST" and headers.get("sec-fetch-site", "same-origin") not in (
            "same-origin",
            "none",
        ):
            return PlainTextResponse("Sent from another site.\n", 403)
        return (
            None
            if self._may_enter(scope, headers, visit)
            else RedirectResponse("/sign-in", 303)
        )

    def _may_enter(self, scope: Scope, headers: Headers, visit: Visit) -> bool:
        if not self._settings.key or str(scope["path"]).startswith(_OPEN_PATHS):
            return True
        held = _cookies(headers).get(SIGNED, "")
        return not visit.fresh and self._seal.signed_in_fits(visit.session, held)

    def _knows(self, host: str) -> bool:
        """Whether the name is this app's: a rebound name of another site is not."""
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        name = name.strip("[]").lower()
        if name in self._names:
            return True
        try:
            found = ipaddress.ip_address(name)
        except ValueError:
            return False
        return found.is_loopback or self._settings.host not in ("127.0.0.1", "::1", "localhost")


def cookie(name: str, value: str, seconds: int | None = None) -> str:
    """Which header sets a cookie that no script reads and no other site sends along?"""
    age = f"; Max-Age={seconds}" if seconds is not None else ""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Strict{age}"


def _visit(scope: Scope, headers: Headers) -> Visit:
    held = _cookies(headers).get(SESSION, "")
    client = scope.get("client") or ("unknown", 0)
    known = len(held) == _SESSION_SIGNS and held.replace("-", "").replace("_", "").isalnum()
    visit = Visit(held, fresh=False, address=str(client[0]))
    return visit if known else replace(visit, session=secrets.token_urlsafe(32), fresh=True)


def _cookies(headers: Headers) -> dict[str, str]:
    return cookie_parser(headers.get("cookie", ""))


def _with_headers(send: Send, visit: Visit, path: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS:
                headers[name] = value
            if not path.startswith("/static/"):
                headers["cache-control"] = "no-store"
            if visit.fresh and not path.startswith("/static/"):
                headers.append("set-cookie", cookie(SESSION, visit.session))
        await send(message)

    return sending


def _counted(receive: Receive, limits: Limits) -> Receive:
    """The request's body, cut off where it is larger or slower than it may be."""
    seen, whole, ends = 0, False, 0.0

    async def receiving() -> Message:
        nonlocal seen, whole, ends
        if whole:  # what follows is not the body: whoever waits for it may wait
            return await receive()
        ends = ends or time.monotonic() + limits.seconds
        message = await _in_time(receive, ends)
        seen += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if seen > limits.upload:
            raise HTTPException(413, f"Too large: at most {limits.upload // 1000} kB at once.")
        return message

    return receiving


async def _in_time(receive: Receive, ends: float) -> Message:
    with anyio.move_on_after(max(0.0, ends - time.monotonic())):
        return await receive()
    raise HTTPException(408, SLOW)
