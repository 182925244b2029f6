"""Shares of past cases in words: with their intervals, and which cases they are of."""

from collections.abc import Mapping

from holdfast.core.likelihood import two_digits
from holdfast.history.base_rates import FOLLOWED
from holdfast.history.tables import ONCE
from holdfast.report.answers import real

YEARS = tuple(str(years) for years in FOLLOWED)
"""Years on for which the keeping of a peace is told, as keys of answers."""


def estimate_in_words(entry: Mapping[str, object]) -> str:
    """A share or estimate with its interval; ends in words, since no share is certain."""
    value = entry.get("share", entry.get("estimate"))
    if not isinstance(value, int | float):
        return str(value)
    middle = two_digits(float(value))
    if entry.get("low") is None:
        return middle
    low, high = two_digits(real(entry["low"])), two_digits(real(entry["high"]))
    if "share" in entry and middle in ("0", "1"):
        return f"all ({low} or more)" if middle == "1" else f"none ({high} or less)"
    return f"{middle} ({low} to {high})"


def group_in_words(group: str) -> str:
    """Which of the peaces, in words that stand after them.

    Examples
    --------
    >>> group_in_words("a draw, each war counted once"), group_in_words("all")
    ('after a draw', 'all of them')
    """
    bare = group.removesuffix(ONCE)
    if bare.startswith("a "):
        return f"after {bare}"
    return "each war counted once" if group != bare else "all of them"


def whose(one: Mapping[str, object]) -> str:
    """Population and group of a base rate, short enough for a row."""
    return f"{one['population']}: {group_in_words(str(one['group']))}"
