"""What the database keeps, as plain records."""

from collections.abc import Mapping
from dataclasses import dataclass

OPEN = ("waiting", "working")
"""States of a job that still has something to do."""


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed something, and why in a line."""

    who: str
    note: str


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of a case file, with who made it and when."""

    case: str
    number: int
    text: str
    who: str
    note: str
    at: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was given."""

    id: str
    name: str
    title: str
    content: bytes
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one item of evidence: accepted or rejected."""

    case: str
    item: str
    says: str
    verdict: str
    who: str
    at: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """Work in the background.

    Parameters
    ----------
    id : its name in URLs.
    key : of the result that it makes.
    asked : what it was asked, as plain data.
    state : waiting, working, done, failed or cancelled.
    says : what went wrong, or that it was begun again.
    """

    id: str
    key: str
    asked: Mapping[str, object]
    state: str
    says: str
    at: str
