"""Who is in the conflict."""

from dataclasses import dataclass

ACTOR_KINDS = (
    "state",
    "coalition",
    "organisation",
    "government",
    "armed-group",
    "company",
    "community",
    "person-in-office",
)
"""The closed list of kinds of actor."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A party that decides something, or guarantees, mediates or supports.

    Parameters
    ----------
    id : short name used in the file.
    name : as printed.
    kind : one of `ACTOR_KINDS`.
    note : anything a reader should know.
    """

    id: str
    name: str
    kind: str
    note: str = ""
