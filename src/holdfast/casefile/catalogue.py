"""The cases that come with holdfast, by slug, and the way from what a user types to a case."""

from importlib.resources import as_file, files
from pathlib import Path

from holdfast.casefile.fields import hint, shown
from holdfast.casefile.loader import load, read_text
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input

_SUFFIXES = (".yaml", ".yml")


def slugs() -> list[str]:
    """Which cases come with holdfast? Their slugs, in alphabetical order."""
    folder = files("holdfast.casefile").joinpath("bundled")
    names = (item.name for item in folder.iterdir())
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def bundled_text(slug: str) -> str:
    """What does the file of this bundled case say?"""
    folder = files("holdfast.casefile").joinpath("bundled")
    return folder.joinpath(f"{slug}.yaml").read_text(encoding="utf-8")


def open_case(given: str, variant: str = "") -> Conflict:
    """Which conflict does the user mean: a file, or a bundled case by slug?

    Parameters
    ----------
    given : a path, or a slug of the catalogue.
    variant : id of a variant, empty for the case as it stands.

    Raises
    ------
    HoldfastError
        HF402 when it is neither, with the nearest slug; else whatever is wrong with the file.
    """
    path = Path(given)
    if _bundled(given):
        with as_file(files("holdfast.casefile").joinpath("bundled", f"{given}.yaml")) as file:
            return load(file, variant, shown=f"{given}.yaml")
    if _looks_like_path(path) or _exists(path):
        return load(path, variant)
    what = f"no case and no file is called {shown(given)}"
    raise bad_input("HF402", what, **hint(given, slugs()))


def case_text(given: str) -> str:
    """What does the file of this case say? For what `open_case` opens."""
    return bundled_text(given) if _bundled(given) else read_text(Path(given), given)


def _bundled(given: str) -> bool:
    return not _looks_like_path(Path(given)) and given in slugs()


def _looks_like_path(path: Path) -> bool:
    return path.suffix in _SUFFIXES or len(path.parts) > 1


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long for the file system, or with a NUL in it
        return False
