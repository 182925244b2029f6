"""The file of a ledger: read whole, and added to by one at a time, whole or not at all."""

import errno
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from holdfast.core.errors import bad_input
from holdfast.study.past.ledger import Line, chained, read

Contents = Sequence[Mapping[str, object]]

_FAR = 2**30  # beyond any ledger's end: where Windows locks, so that nobody's reading fails


def lines_of(ledger: Path) -> list[Line]:
    """Which lines does the file hold? None where there is no file.

    Raises
    ------
    HoldfastError
        HF437 where the chain is broken, HF439 where the file cannot be read.
    """
    try:
        return _read(ledger.read_bytes(), ledger)
    except FileNotFoundError:
        return []
    except OSError as error:
        raise _unreadable(ledger, str(error.strerror)) from None


def check(ledger: Path) -> None:
    """Refuse, before long work, a ledger that `add` would refuse after it.

    Raises
    ------
    HoldfastError
        HF404 where its folder does not exist; as `lines_of`.
    """
    if not ledger.parent.is_dir():
        raise bad_input("HF404", f"cannot write {ledger}: {os.strerror(errno.ENOENT)}")
    lines_of(ledger)


def add(ledger: Path, said: Callable[[list[Line]], Contents]) -> list[Line]:
    """Put lines at the end of the file, in the chain of those that stand there.

    Parameters
    ----------
    ledger : the file; made where there is none.
    said : what to put there, given the lines that stand; it may refuse.

    Returns
    -------
    The lines that were added. While this works nobody else adds any, and what cannot be
    written whole is taken back.

    Raises
    ------
    HoldfastError
        HF404 where it cannot be written; as `lines_of`, and what `said` raises.
    """
    fresh = not os.path.lexists(ledger)
    if fresh:
        said([])  # what it refuses leaves no file behind
    try:
        ledger.touch()
        with ledger.open("r+b", buffering=0) as file, _alone(file):
            stood = file.read()
            known = _read(stood, ledger)
            lines = chained(said(known), known[-1].hash) if known else chained(said(known))
            _append(file, stood, lines)
    except OSError as error:
        if fresh and ledger.is_file() and ledger.stat().st_size == 0:
            ledger.unlink()
        if isinstance(error, IsADirectoryError):
            raise _unreadable(ledger, str(error.strerror)) from None
        raise bad_input("HF404", f"cannot write {ledger}: {error.strerror}") from None
    return lines


def _append(file: IO[bytes], stood: bytes, lines: Sequence[Line]) -> None:
    gap = b"\n" if stood and not stood.endswith(b"\n") else b""
    try:
        file.seek(len(stood))
        left = gap + "".join(f"{line.text}\n" for line in lines).encode()
        while left:  # nothing is buffered, so that closing writes nothing after a failure
            left = left[file.write(left) :]
        os.fsync(file.fileno())
    except OSError:
        os.ftruncate(file.fileno(), len(stood))
        raise


def _read(held: bytes, ledger: Path) -> list[Line]:
    try:
        text = held.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(ledger, "is not UTF-8") from None
    return read(text, str(ledger))


def _unreadable(ledger: Path, why: str) -> Exception:
    return bad_input("HF439", f"cannot read {ledger}: {why}")


@contextmanager
def _alone(file: IO[bytes]) -> Iterator[None]:
    """Nobody else is in here with the same file; the lock ends with the process at latest."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        file.seek(0)
        try:
            yield
        finally:
            file.seek(_FAR)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)
        yield
