"""The example articles that come with holdfast, by slug: our own words, facts with sources."""

from importlib.resources import files


def slugs() -> list[str]:
    """Which articles come with holdfast? Their slugs, in alphabetical order."""
    folder = files("holdfast.reading").joinpath("bundled")
    names = (item.name for item in folder.iterdir())
    return sorted(name.removesuffix(".txt") for name in names if name.endswith(".txt"))


def title(slug: str) -> str:
    """Which headline has this bundled article?"""
    return content(slug).decode("utf-8").split("\n", 1)[0]


def content(slug: str) -> bytes:
    """Which bytes has this bundled article?"""
    return files("holdfast.reading").joinpath("bundled", f"{slug}.txt").read_bytes()
