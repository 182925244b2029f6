"""Files that a verb reads or writes: articles by name or slug, cases whole or not at all."""

import codecs
import errno
import os
import re
import tempfile
from pathlib import Path

from holdfast.core.errors import HoldfastError, bad_input, printable

_CASES = (".yaml", ".yml")
_IS_CASE = re.compile(r"holdfast:\s*\d+\s*(?:#.*)?$")
_FIRST = 4096  # signs in which a case file says that it is one


def is_article(given: str) -> bool:
    """Whether the user means an article and not a case: by slug, by ending, by what it says.

    Raises
    ------
    HoldfastError
        HF402 where it is no file and nothing bundled, with the nearest slug.
    """
    from holdfast.casefile.catalogue import slugs as cases
    from holdfast.casefile.fields import hint, shown
    from holdfast.reading.catalogue import slugs as articles

    path = Path(given)
    if len(path.parts) == 1 and given in cases():
        return False
    if len(path.parts) == 1 and given in articles():
        return True
    if len(path.parts) == 1 and not path.suffix and not _is_file(path):
        what = f"no case, no article and no file is called {shown(given)}"
        raise bad_input("HF402", what, **hint(given, [*cases(), *articles()]))
    return path.suffix.lower() not in _CASES and _is_file(path) and not _says_case(path)


def article_bytes(given: str) -> tuple[bytes, str]:
    """What does the article hold that the user means, and what is its file called?

    Raises
    ------
    HoldfastError
        HF101 where it cannot be read, with the bundled ones where it is no file; HF402 where
        it is a case.
    """
    from holdfast.casefile.catalogue import slugs as cases
    from holdfast.reading.catalogue import content, slugs
    from holdfast.reading.encoding import LARGEST

    path = Path(given)
    known = slugs()
    if given in cases() or (_is_file(path) and _says_case(path)):
        what = f"{printable(given)} is a case, not an article"
        raise bad_input("HF402", what, expected="a text file or a saved web page")
    if given in known and not path.exists():
        return content(given), f"{given}.txt"
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1), path.name  # one too many is enough to be refused
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "not a file name"
        what = f"cannot read {printable(given)}: {reason}"
        expected = f"a text file or a saved web page, or one of {', '.join(known)}"
        raise bad_input("HF101", what, expected=expected) from None


def check_new(path: Path | None) -> None:
    """Refuse, before long work, a file that `create` would refuse after it.

    Raises
    ------
    HoldfastError
        HF404 where it exists, or its folder does not.
    """
    if path is None:
        return
    if os.path.lexists(path):
        raise _taken(path)
    if not path.parent.is_dir():
        raise bad_input("HF404", f"cannot write {path}: {os.strerror(errno.ENOENT)}")


def check_picture(path: Path | None) -> None:
    """Refuse, before long work, a file that is no new one, or whose name is of another kind.

    Raises
    ------
    HoldfastError
        HF403 where the name does not end in .svg; as `check_new`.
    """
    if path is not None and path.suffix.lower() != ".svg":
        raise bad_input("HF403", f"{path} is to hold an SVG picture", expected="a name in .svg")
    check_new(path)


def create(path: Path, text: str) -> None:
    """Write a new file; never over one that exists.

    Raises
    ------
    HoldfastError
        HF404 where it exists or cannot be written.
    """
    begun = False
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            begun = True
            file.write(text)
    except FileExistsError:
        raise _taken(path) from None
    except OSError as error:
        if begun:
            path.unlink(missing_ok=True)  # half of it is there
        raise bad_input("HF404", f"cannot write {path}: {error.strerror}") from None


def _taken(path: Path) -> HoldfastError:
    return bad_input("HF404", f"{path} exists already", remedy="name another file")


def put(path: Path, content: bytes, *, over: bool) -> None:
    """Write a file whole or not at all; over one that exists only where that is wanted.

    Raises
    ------
    HoldfastError
        HF404 where it exists and is not to be written over, or cannot be written.
    """
    fresh = ""
    try:
        if not over and (path.exists() or path.is_symlink()):
            what, remedy = f"{path} exists already", "name another file with -o, or --force"
            raise bad_input("HF404", what, remedy=remedy)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        handle, fresh = tempfile.mkstemp(prefix=f".{path.name[:60]}-", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(fresh, 0o644)  # noqa: PTH101 - a name, not a path
        os.replace(fresh, path)  # noqa: PTH105 - as above
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "not a file name"
        raise bad_input("HF404", f"cannot write {printable(str(path))}: {reason}") from None
    finally:
        if fresh:
            Path(fresh).unlink(missing_ok=True)


def replace(path: Path, text: str) -> None:
    """Put a text in the place of a file's, whole or not at all.

    Raises
    ------
    HoldfastError
        HF404 where it cannot be written; the file is as it was.
    """
    fresh, path = "", path.resolve()
    try:
        if not os.access(path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with path.open("rb") as file:
            marked = file.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8
        mode = path.stat().st_mode
        handle, fresh = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write("\ufeff" * marked + text)
        os.chmod(fresh, mode & 0o7777)  # noqa: PTH101 - a name, not a path
        os.replace(fresh, path)  # noqa: PTH105 - as above
    except OSError as error:
        raise bad_input("HF404", f"cannot write {path}: {error.strerror}") from None
    finally:
        if fresh:
            Path(fresh).unlink(missing_ok=True)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long for the file system, or with a NUL in it
        return False


def _says_case(path: Path) -> bool:
    with path.open(encoding="utf-8", errors="replace") as file:
        head = file.read(_FIRST)
    return any(_IS_CASE.match(line) for line in head.splitlines())
