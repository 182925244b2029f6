"""Fetching a dataset's file: the one module that reaches the network for it, when told to."""

import asyncio
import errno
import os
import re
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING
from urllib.parse import urljoin

from holdfast import __version__
from holdfast.cli.addresses import check_address, environment_wrong, unusable
from holdfast.core.errors import ExitCode, HoldfastError, Problem, bad_input, printable
from holdfast.history.datasets.heads import HEAD
from holdfast.history.datasets.partial import Partial, partial_of
from holdfast.history.datasets.store import sha256_of, wrong_hash
from holdfast.history.datasets.tables import extra_missing, no_table

if TYPE_CHECKING:
    import httpx

MOST_BYTES = 2**30
"""Most bytes of a file; the largest in the registry has some forty million."""

MOST_REDIRECTS = 5
"""How often an address may lead on to another."""

LONGEST = 3600
"""Seconds for a whole file."""

_CONNECT, _SILENT = 10.0, 30.0  # seconds to answer at all, and between two pieces
_MESSAGE = 160
_OK, _PARTIAL, _RANGE = 200, 206, 416
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
_BUSY, _ERRORS = 429, 500
_RANGE_OF_ALL = re.compile(r"bytes (\d{1,15})-(\d{1,15})/(\d{1,15})", re.ASCII)
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})

Tell = Callable[[str], None]
"""Called with each thing that a user should see while a file is fetched."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which file to fetch, and where to put it.

    Parameters
    ----------
    url : its address.
    target : the file that it becomes.
    sha256 : the hash that it must have; empty where none is known.
    misfit : says of the first bytes what they are, where they cannot be those of the file.
    load : the command that loads the file once it is there; empty where none does.
    """

    url: str
    target: Path
    sha256: str
    misfit: Callable[[bytes], str]
    load: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that came whole.

    Parameters
    ----------
    url : where it came from in the end.
    sha256, bytes : its hash and its size.
    resumed_at : how much of it was there from an earlier try, in bytes.
    """

    url: str
    sha256: str
    bytes: int
    resumed_at: int


def fetch(wanted: Wanted, tell: Tell) -> Fetched:
    """Fetch a file whole, or leave nothing under its name.

    What came before a connection broke is kept beside it (.part) where the server can go on
    from there, and the next try does.

    Parameters
    ----------
    wanted : which file, and where to.
    tell : is called with redirections and new starts.

    Raises
    ------
    HoldfastError
        HF420 where the extra is not installed; HF424 where something else than the file came;
        HF430 where the address or the proxy cannot be used; HF431 where the server does not
        answer; HF432 where it broke off; HF433 where the hash is another; HF434 where the file
        is too large; HF435 where it cannot be stored.
    """
    check_address(wanted.url)
    client = _client()
    part = partial_of(wanted.target)
    try:
        with _folder(wanted.target.parent), _like_ctrl_c(), _settled(part):
            return _arrived(wanted, part, asyncio.run(_in_time(client, wanted, part, tell)))
    except OSError as error:
        raise _unstored(wanted.target, part, error) from None


def _client() -> "httpx.AsyncClient":
    """What fetches, through the proxy that the environment names; HF420, HF430."""
    try:
        import httpx
    except ImportError:
        raise extra_missing("fetching a dataset") from None
    headers = {
        "Accept-Encoding": "identity",  # lengths and hashes are of the file as it is
        "User-Agent": f"holdfast/{__version__}",
    }
    limits = httpx.Timeout(_SILENT, connect=_CONNECT)
    try:
        return httpx.AsyncClient(headers=headers, timeout=limits)
    except (ValueError, ImportError, httpx.InvalidURL):  # ImportError: socks is an extra
        raise environment_wrong("proxy", "http://HOST:PORT", os.environ) from None
    except OSError:
        raise environment_wrong("certificates", "a file of them", os.environ) from None


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """Make a folder, and take it away again where nothing came to lie in it."""
    fresh = [one for one in (folder, *folder.parents) if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    finally:
        for one in fresh:
            with suppress(OSError):  # it is not empty
                one.rmdir()


@contextmanager
def _like_ctrl_c() -> Iterator[None]:
    """Let SIGTERM stop a download as Ctrl-C does, which leaves nothing behind."""
    try:
        before = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    except ValueError:  # only the main thread may say so
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


@contextmanager
def _settled(part: Partial) -> Iterator[None]:
    """Leave nothing in the end that the next try cannot go on from."""
    try:
        yield
    finally:
        part.settle()


async def _in_time(
    client: "httpx.AsyncClient", wanted: Wanted, part: Partial, tell: Tell
) -> tuple[str, int]:
    import httpx

    try:
        # one limit over everything: a byte now and then resets every other
        async with asyncio.timeout(LONGEST), client:
            return await _whole(client, wanted, part, tell)
    except httpx.TimeoutException:
        raise _silent(wanted.url, f"sent nothing for {_SILENT:.0f} seconds", part) from None
    except TimeoutError:
        raise _silent(wanted.url, f"took more than {LONGEST} seconds", part) from None
    except httpx.ConnectError as error:
        why = str(error)[:_MESSAGE] or "no connection"
        raise _silent(wanted.url, f"cannot be reached ({why})", part) from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError):
        raise _silent(wanted.url, "broke off, or does not speak HTTP", part) from None


async def _whole(
    client: "httpx.AsyncClient", wanted: Wanted, part: Partial, tell: Tell
) -> tuple[str, int]:
    """Where the file came from, and how much of it was here before."""
    for _ in range(2):
        offset, state = part.held(wanted.url)
        asked = {"Range": f"bytes={offset}-", "If-Range": state} if offset else {}
        async with _answered(client, wanted.url, asked, tell) as response:
            start = _start(response, offset, state)
            if start is not None:
                if offset and not start:
                    tell("the file has changed, or the server cannot go on: starting anew")
                await _body(response, wanted, part, start)
                return str(response.url), start
        part.drop()
    raise unusable(f"{wanted.url} does not give the whole file", "status 200")


@asynccontextmanager
async def _answered(
    client: "httpx.AsyncClient", url: str, asked: Mapping[str, str], tell: Tell
) -> "AsyncIterator[httpx.Response]":
    """The answer at the end of all redirections."""
    first = url
    for _ in range(MOST_REDIRECTS + 1):
        async with client.stream("GET", url, headers=dict(asked)) as response:
            if response.status_code not in _REDIRECTS:
                yield response
                return
            onward = urljoin(url, response.headers.get("location", ""))
            url = check_address(onward, before=url)
        tell(f"redirected to {printable(url)}")
    what = f"{first} redirects more than {MOST_REDIRECTS} times"
    raise unusable(what, "an address that leads to the file")


def _start(response: "httpx.Response", offset: int, state: str) -> int | None:
    """From which byte on the answer holds the file; None where it does not fit what is here."""
    status = response.status_code
    if status == _PARTIAL:
        same = state in [response.headers.get(name) for name in ("etag", "last-modified")]
        return offset if offset and same and _goes_on(response, offset) else None
    if status == _RANGE and offset:
        return None
    if status != _OK:
        raise _refused(str(response.url), status)
    return 0


def _goes_on(response: "httpx.Response", offset: int) -> bool:
    """Whether the answer holds all of the file from this byte on."""
    span = _RANGE_OF_ALL.fullmatch(response.headers.get("content-range", ""))
    if span is None:
        return False
    first, last, whole = map(int, span.groups())
    length = response.headers.get("content-length", str(whole - offset))
    return first == offset and last + 1 == whole and length == str(whole - offset)


def _size(response: "httpx.Response") -> int | None:
    """How large the whole file is; None where the server does not say."""
    span = _RANGE_OF_ALL.fullmatch(response.headers.get("content-range", ""))
    if span is not None and response.status_code == _PARTIAL:
        return int(span[3])
    length = response.headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() else None


async def _body(response: "httpx.Response", wanted: Wanted, part: Partial, start: int) -> None:
    """Put what comes behind what is here."""
    import httpx

    url = wanted.url
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise unusable(f"{url} sends the file packed", "the file as it is")
    size = _size(response)
    _check_size(wanted, part, size or 0)
    part.begin(url, response.headers)
    try:
        with part.path.open("ab" if start else "wb") as file, _bar(size, start) as moved:
            async for piece in response.aiter_raw():
                _write(file, piece)
                moved(len(piece))
                _check_size(wanted, part, file.tell())
            file.flush()
            os.fsync(file.fileno())
    except (httpx.RemoteProtocolError, httpx.ReadError):
        raise _cut_off(url, part, size) from None
    if size is not None and part.size() != size:
        came = part.size()
        part.drop()  # it ended in good order, and yet was not all: nothing to go on from
        raise _cut_off(url, part, size, came)


def _write(file: IO[bytes], piece: bytes) -> None:
    file.write(piece)


def _check_size(wanted: Wanted, part: Partial, size: int) -> None:
    if size > MOST_BYTES:
        part.drop()
        what, expected = f"{wanted.url} is larger than expected", f"at most {MOST_BYTES} bytes"
        remedy = f"fetch it by other means{_then(wanted)}"
        raise bad_input("HF434", what, expected=expected, remedy=remedy)


def _then(wanted: Wanted) -> str:
    return f", then: {wanted.load}" if wanted.load else ""


def _arrived(wanted: Wanted, part: Partial, came: tuple[str, int]) -> Fetched:
    """Give the file its name, where it is the one that was wanted."""
    url, start = came
    with part.path.open("rb") as file:
        head = file.read(HEAD)
    found = sha256_of(part.path)
    known = bool(head) and found == wanted.sha256
    what = "" if known else wanted.misfit(head)
    if what:
        part.drop()
        raise no_table(url, what, f"save the file with a browser{_then(wanted)}")
    if wanted.sha256 and not known:
        part.drop()
        raise wrong_hash(url, found, wanted.sha256, "the registry, the lock file or --sha256")
    size = part.size()
    part.path.replace(wanted.target)
    part.drop()
    return Fetched(url, found, size, start)


@contextmanager
def _bar(size: int | None, start: int) -> "Iterator[Callable[[int], None]]":
    """Show on stderr how much has come; nothing where stderr is no screen."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TransferSpeedColumn

    console = Console(stderr=True)
    columns = (BarColumn(), DownloadColumn(), TransferSpeedColumn())
    quiet = not console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=quiet) as bar:
        task = bar.add_task("fetching", total=size, completed=start)
        yield lambda count: bar.update(task, advance=count)


def _refused(url: str, status: int) -> HoldfastError:
    """What a status other than success means; of what the server says nothing is passed on."""
    if status in _GONE:
        return unusable(f"there is no file at {url} (status {status})", "the file")
    if status == _BUSY or status >= _ERRORS:
        problem = Problem(
            "HF431", f"{url} answers with status {status}", remedy="try again later"
        )
        return HoldfastError(problem, exit_code=ExitCode.GAVE_UP)
    return unusable(f"{url} answers with status {status}", "status 200")


def _silent(url: str, what: str, part: Partial) -> HoldfastError:
    problem = Problem("HF431", f"{url} {what}", remedy=f"try again later{_kept(part)}")
    return HoldfastError(problem, exit_code=ExitCode.GAVE_UP)


def _cut_off(
    url: str, part: Partial, size: int | None, came: int | None = None
) -> HoldfastError:
    whole = f" of {size}" if size is not None else ""
    what = f"{url} broke off after {part.size() if came is None else came}{whole} bytes"
    problem = Problem("HF432", what, remedy=f"try again{_kept(part)}")
    return HoldfastError(problem, exit_code=ExitCode.GAVE_UP)


def _kept(part: Partial) -> str:
    told = "; what came is kept, and the next try goes on from there"
    return told if part.resumable() else ""


def _unstored(target: Path, part: Partial, error: OSError) -> HoldfastError:
    """A full disk is nothing that the user put in wrongly, and is not left full."""
    full = error.errno in _FULL
    if full:
        with suppress(OSError):
            part.drop()
    remedy = "make room, or name another folder with --to" if full else "look at the folder"
    problem = Problem("HF435", f"cannot store {target}: {error.strerror}", remedy=remedy)
    code = ExitCode.GAVE_UP if full else ExitCode.BAD_INPUT
    return HoldfastError(problem, exit_code=code)
