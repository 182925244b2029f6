"""Where fetched files lie, what their hashes were at first sight, and tables written whole."""

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from holdfast.core.errors import HoldfastError, Problem, bad_input

VARIABLE = "HOLDFAST_DATA"
"""Environment variable that names the folder of fetched files."""

LOCK = "holdfast-lock.json"
"""File beside fetched files that holds their hashes at first sight."""

_SAFE = re.compile(r"[^A-Za-z0-9._()&+ -]+")
_LONGEST = 120
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PIECE = 2**20


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was fetched first.

    Parameters
    ----------
    dataset : id in the registry.
    url : where it came from, after redirections.
    sha256, bytes : its hash and its size.
    fetched : the day, as 2026-10-01.
    """

    dataset: str
    url: str
    sha256: str
    bytes: int
    fetched: str


def data_folder(environ: Mapping[str, str], home: Path, *, windows: bool) -> Path:
    """In which folder do fetched files lie?

    Parameters
    ----------
    environ : environment variables; `HOLDFAST_DATA` goes before what the system says.
    home : the user's own folder.
    windows : whether the system is Windows.

    Examples
    --------
    >>> data_folder({}, Path("ada"), windows=False).as_posix()
    'ada/.local/share/holdfast/data'
    """
    if chosen := environ.get(VARIABLE):
        return Path(chosen)
    if windows:
        local = environ.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "holdfast" / "data"
    shared = environ.get("XDG_DATA_HOME", "")  # a relative one has to be ignored
    root = Path(shared) if Path(shared).is_absolute() else home / ".local" / "share"
    return root / "holdfast" / "data"


def file_name(address_path: str, otherwise: str) -> str:
    """Which name does a file from this address get? Signs that file systems dislike become _.

    Parameters
    ----------
    address_path : the path of the address, with %20 and the like resolved.
    otherwise : the name where the path holds none.

    Examples
    --------
    >>> file_name("/downloads/ged/ged261-csv.zip", "ged"), file_name("/", "ged")
    ('ged261-csv.zip', 'ged')
    """
    last = address_path.replace("\\", "/").rstrip("/").rpartition("/")[2]
    plain = _SAFE.sub("_", last).strip(" .")[-_LONGEST:]
    return plain or otherwise


def sha256_of(path: Path) -> str:
    """Which SHA-256 has this file? 64 small hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def seen_files(folder: Path) -> dict[str, Seen]:
    """Which files were fetched into this folder? By name; none where it has no lock file.

    Raises
    ------
    HoldfastError
        HF433 where the lock file cannot be read.
    """
    lock = folder / LOCK
    try:
        held = json.loads(lock.read_text(encoding="utf-8"))
        return {name: Seen(**entry) for name, entry in held["files"].items()}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        remedy = "delete it to trust the next fetch anew, or put it right"
        raise bad_input("HF433", f"{lock} cannot be read", remedy=remedy) from None


def remember(folder: Path, name: str, seen: Seen) -> None:
    """Write down what a file was when it was fetched.

    Raises
    ------
    HoldfastError
        HF433 where the lock file cannot be read, HF435 where it cannot be written.
    """
    files = seen_files(folder) | {name: seen}
    text = json.dumps({"files": {key: asdict(files[key]) for key in sorted(files)}}, indent=1)
    try:
        _put(folder / LOCK, f"{text}\n")
    except OSError as error:
        raise bad_input("HF435", f"cannot write {folder / LOCK}: {error.strerror}") from None


def check_unchanged(path: Path) -> str:
    """Which hash has this file, which must be the one at first sight where that is known?

    Raises
    ------
    HoldfastError
        HF101 where it cannot be read, HF433 where the hash is another.
    """
    try:
        found = sha256_of(path)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "not a file name"
        raise bad_input("HF101", f"cannot read {path}: {reason}") from None
    seen = seen_files(path.parent).get(path.name)
    if seen is not None and seen.sha256 != found:
        by = f"holdfast data fetch {seen.dataset} --sha256"
        raise wrong_hash(str(path), found, seen.sha256, f"{LOCK} beside it", by)
    return found


def wrong_hash(name: str, found: str, expected: str, where: str, by: str = "") -> HoldfastError:
    """Which error says that a file is not the one it should be?

    Parameters
    ----------
    name, found : the file and its hash.
    expected, where : the hash that it should have, and what says so.
    by : the command that takes `--sha256`, where it is not the one that is run.
    """
    problem = Problem(
        "HF433",
        f"{name} has the SHA-256 {found}",
        expected=f"{expected}, as {where} says",
        remedy="it was cut off, altered, or published anew; if you know that it is right, give "
        f"its hash with {by or '--sha256'}",
    )
    return HoldfastError(problem)


def check_free(path: Path, *, force: bool, source: Path | None = None) -> None:
    """Check that a table may be written here.

    Parameters
    ----------
    path : where to.
    force : whether a file that exists may be replaced.
    source : the file that is read for it, which it must not replace under any name.

    Raises
    ------
    HoldfastError
        HF404 where it exists and is not to be replaced, or must not be.
    """
    remedy = "name another file with -o"
    if source is not None and _same(path, source):
        raise bad_input("HF404", f"{path} is the publisher's file itself", remedy=remedy)
    try:
        there, regular = path.exists(), path.is_file()
    except OSError as error:
        raise bad_input("HF404", f"cannot write {path}: {error.strerror}") from None
    if there and not regular:
        raise bad_input("HF404", f"{path} is not a file that can be replaced", remedy=remedy)
    if there and not force:
        remedy = f"{remedy}, or replace it with --force"
        raise bad_input("HF404", f"{path} exists already", remedy=remedy)


def _same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file, through whatever links."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):  # one of them is not there, or no name of a file
        return False


def write_table(
    path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]], *, force: bool
) -> None:
    """Write a table as csv, whole or not at all.

    Text that a spreadsheet would take for a formula starts with an apostrophe.

    Parameters
    ----------
    force : whether a file that exists may be replaced.

    Raises
    ------
    HoldfastError
        HF404 where it exists, or cannot be written.
    """
    check_free(path, force=force)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_inert(value) for value in row] for row in rows)
    try:
        _put(path, out.getvalue())
    except OSError as error:
        raise bad_input("HF404", f"cannot write {path}: {error.strerror}") from None


def _inert(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _put(path: Path, text: str) -> None:
    """Put a text into a file, whole or not at all."""
    fresh = path.with_name(f".{path.name[:_LONGEST]}.{os.getpid()}")
    try:
        with fresh.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
