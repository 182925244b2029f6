"""How one web app is set up: where it keeps its files, who may reach it, how much it takes."""

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from holdfast.core.errors import bad_input

MOST_UPLOAD = 2_000_000
"""Most bytes that one request may bring."""

SHORTEST_KEY = 12
"""Signs that a password needs where others can reach the app."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one visitor may ask for.

    Parameters
    ----------
    upload : bytes in one request.
    seconds : that a request may take to arrive.
    a_second, at_once : requests from one address, on average and in one go.
    waiting : jobs that may wait for a worker.
    """

    upload: int = MOST_UPLOAD
    seconds: float = 60.0
    a_second: float = 100.0
    at_once: int = 300
    waiting: int = 20


@dataclass(frozen=True, slots=True)
class Keep:
    """How long answers are kept; cases, revisions and decisions always are.

    Parameters
    ----------
    days : that an answer is kept at least.
    each : of each case, however old they are: the newest.
    """

    days: int = 90
    each: int = 20


@dataclass(frozen=True, slots=True)
class Settings:
    """How the app is set up.

    Parameters
    ----------
    database : the SQLite file; an empty path keeps all in memory.
    host, port : where it listens.
    key : password or token; empty where only this machine can reach the app.
    names : further host names under which it is reached.
    limits : how much one visitor may ask for.
    workers : jobs worked on at once.
    locales : folder with translations; empty for those that come with holdfast.
    keep : how long answers are kept.
    """

    database: str = ""
    host: str = "127.0.0.1"
    port: int = 8321
    key: str = ""
    names: tuple[str, ...] = ()
    limits: Limits = Limits()
    workers: int = 1
    locales: str = ""
    keep: Keep = Keep()

    def __post_init__(self) -> None:
        if not 0 <= self.port <= 65_535:
            raise bad_input("HF461", f"--port {self.port}", expected="1 to 65535")
        if not loopback(self.host) and len(self.key) < SHORTEST_KEY:
            raise bad_input(
                "HF460",
                f"others could reach the app at {self.host}, and nothing keeps them out",
                expected=f"a password of {SHORTEST_KEY} signs or more, or a token",
                remedy="--password-file FILE or --token; or leave --host out",
            )


def loopback(host: str) -> bool:
    """Whether only this machine reaches this address.

    Examples
    --------
    >>> [loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "example.org")]
    [True, True, True, False, False]
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def default_database(home: Path) -> Path:
    """Which file keeps the cases unless the user names one?"""
    return home / ".local" / "share" / "holdfast" / "web.sqlite3"
