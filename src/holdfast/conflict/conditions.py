"""Conditions on states: a small tree, never code."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Is:
    """The issue stands at this option."""

    issue: str
    option: str

    def __str__(self) -> str:
        """Write it as in a case file."""
        return f"{self.issue} = {self.option}"


@dataclass(frozen=True, slots=True)
class Not:
    """The inner condition does not hold."""

    inner: "Condition"

    def __str__(self) -> str:
        """Write it as in a case file."""
        if isinstance(self.inner, Is):
            return f"{self.inner.issue} != {self.inner.option}"
        return f"not ({self.inner})"


@dataclass(frozen=True, slots=True)
class And:
    """Both conditions hold."""

    left: "Condition"
    right: "Condition"

    def __str__(self) -> str:
        """Write it as in a case file."""
        return f"{_in_brackets(self.left, And)} and {_in_brackets(self.right)}"


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of the conditions holds."""

    left: "Condition"
    right: "Condition"

    def __str__(self) -> str:
        """Write it as in a case file."""
        return f"{_in_brackets(self.left, Or)} or {_in_brackets(self.right)}"


Condition = Is | Not | And | Or


def comparisons(condition: Condition) -> Iterator[Is]:
    """Which comparisons of an issue with an option does the condition make, left to right?

    Examples
    --------
    >>> [str(c) for c in comparisons(And(Is("truce", "full"), Not(Is("arms", "paused"))))]
    ['truce = full', 'arms = paused']
    """
    if isinstance(condition, Is):
        yield condition
    elif isinstance(condition, Not):
        yield from comparisons(condition.inner)
    else:
        yield from comparisons(condition.left)
        yield from comparisons(condition.right)


def _in_brackets(condition: Condition, joined: type[And | Or] | None = None) -> str:
    """Bracket and/or inside each other, so that the text parses back to the same tree.

    A left operand of the same kind needs none, since both join to the left.
    """
    plain = not isinstance(condition, And | Or) or isinstance(condition, joined or Is)
    return str(condition) if plain else f"({condition})"
