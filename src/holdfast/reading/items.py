"""What reading finds: items, each with the words it rests on and the rule that made it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

STATUSES = (
    "stated",
    "hedged",
    "reported",
    "hypothetical",
    "denied",
    "dropped",
    "question",
    "implied",
    "proposed",
)
"""How a text puts something; only the first three count as said. What a model proposes as a
second opinion is "proposed" and counts as nothing; the rules never give that status."""

SAID = frozenset({"stated", "hedged", "reported"})
"""The statuses that count as said."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a text says.

    Parameters
    ----------
    kind : actor, statement, precondition, instrument, trust or claim.
    start, end : code points in the text; text[start:end] is the quote.
    quote : the words it rests on, verbatim.
    rule : id of the rule that made it.
    status : one of `STATUSES`.
    slots : what it says, by slot: holder, action, polarity, condition for a precondition;
        cause, effect, sign, hedge for a claim; and so on.
    attribution : who is said to have said it, outermost first.
    """

    kind: str
    start: int
    end: int
    quote: str
    rule: str
    status: str = "stated"
    slots: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    attribution: tuple[str, ...] = ()
