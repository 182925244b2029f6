"""Pieces of sentences: chances, shares and strengths in modest words."""

from collections.abc import Sequence

from holdfast.core.likelihood import CANNOT_TELL, likelihood, percent_range, two_digits
from holdfast.report.numbers import Number, Part


def chance(what: str, low: float, high: float, number: Number) -> list[Part]:
    """How likely is something, as a clause?

    Parameters
    ----------
    what : a clause with "would", for instance "Ukraine would come"; that form fits one party
        and several alike.
    low, high : probabilities.
    number : where the chance came from; its text is replaced.
    """
    found = likelihood(low, high)
    if not found.can_tell:
        text = percent_range(found.low, found.high)
        shown = _with_text(number, f"({text})")
        return [f"{CANNOT_TELL} ", shown, f" whether {what}"]
    return [f"{_opening(found.words)} ", _with_text(number, str(found)), f" that {what}"]


def _opening(words: str) -> str:
    """Almost no chance is a noun where the other words are adjectives."""
    if not words.startswith("almost no chance"):
        return "it is"
    return "there is" if words == "almost no chance" else "the odds are"


def share_of_draws(share: float) -> str:
    """How is a share of draws printed? Never none, never all.

    Examples
    --------
    >>> [share_of_draws(s) for s in (0.0, 0.076, 0.483, 0.999)]
    ['fewer than 1%', '7.6%', '48%', 'more than 99%']
    """
    if share < 0.01:
        return "fewer than 1%"
    if share > 0.99:
        return "more than 99%"
    return f"{two_digits(100 * share)}%"


def strength_range(median: float, low: float, high: float) -> str:
    """How is a package strength with its range printed?

    Examples
    --------
    >>> strength_range(0.4567, 0.0, 1.0)
    '0.46 (0 to 1)'
    """
    return f"{two_digits(median)} ({two_digits(low)} to {two_digits(high)})"


def listed(words: Sequence[str], joint: str = "and") -> str:
    """How are several things named in one sentence?

    Examples
    --------
    >>> listed(["power", "trust", "patience"])
    'power, trust and patience'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def _with_text(number: Number, text: str) -> Number:
    return Number(text, number.kind, number.finding, number.path, number.package)
