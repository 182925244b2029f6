"""Which words belong to a list that rules use?"""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml


def listed(name: str) -> frozenset[str]:
    """Which words are on this list?

    Raises
    ------
    KeyError
        There is no list of that name.

    Examples
    --------
    >>> "rebels" in listed("agents")
    True
    """
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    path = files("holdfast.reading").joinpath("data", "statement_words.yaml")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe one
    return {name: frozenset(map(str, found)) for name, found in data["lists"].items()}
