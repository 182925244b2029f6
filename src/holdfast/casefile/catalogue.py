"""The cases that come with holdfast, by slug, and the way from what a user types to a case."""

from importlib.resources import as_file, files
from pathlib import Path

from holdfast.casefile.fields import hint, shown
from holdfast.casefile.loader import load
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
    looks_like_path = path.suffix in _SUFFIXES or len(path.parts) > 1
    if not looks_like_path and given in slugs():
        with as_file(files("holdfast.casefile").joinpath("bundled", f"{given}.yaml")) as file:
            return load(file, variant, shown=f"{given}.yaml")
    if looks_like_path or _exists(path):
        return load(path, variant)
    what = f"no case and no file is called {shown(given)}"
    raise bad_input("HF402", what, **hint(given, slugs()))


def _exists(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name too long for the file system, or with a NUL in it
        return False
