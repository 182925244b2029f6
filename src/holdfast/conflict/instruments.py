"""Instruments of guarantee: what each number of one means, and where it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from holdfast.core.quantity import Quantity
from holdfast.core.sources import Citation

MONEY = "EUR bn 2024"
"""The unit of what an instrument costs a year."""


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number that an instrument may have.

    Parameters
    ----------
    unit : one of `holdfast.core.units`.
    counts_in : the one parameter of the commitment game that it is joined into, or what else it
        counts in: `strength` scales the instrument itself, `cost` never enters the game.
    means : what it says, of the whole instrument, in a clause.
    """

    unit: str
    counts_in: str
    means: str


NUMERALS: Mapping[str, Numeral] = MappingProxyType(
    {
        "force": Numeral("probability", "force", "power that it takes from an attacker"),
        "delay": Numeral("day", "in_time", "until its force answers an attack"),
        "lag": Numeral("day", "in_time", "from the signing until it stands"),
        "cost_imposed": Numeral("share", "sanctions", "what it costs an attacker"),
        "snap": Numeral("share", "snap_back", "part of that cost that nobody decides on"),
        "graded": Numeral("share", "probe_penalty", "part that a small breach brings too"),
        "abandonment": Numeral("share", "abandonment", "price of breaking the word"),
        "discretion": Numeral("share", "abandonment", "part of that price the words let go"),
        "automatic": Numeral("probability", "automatic", "that it acts without a decision"),
        "stake": Numeral("share", "guarantor_stake", "what guarantors have in harm's way"),
        "honouring_cost": Numeral("share", "guarantor_cost", "what acting costs a guarantor"),
        "sunk": Numeral("share", "deployment_cost", "spent beforehand, which shows resolve"),
        "detection": Numeral("probability", "detection", "that it sees a breach in a quarter"),
        "clears": Numeral("share", "false_alarm", "part of the false alarms that it clears up"),
        "attribution": Numeral("probability", "answered", "that a breach is laid at a door"),
        "answer": Numeral("probability", "answered", "that an attributed breach is answered"),
        "aid": Numeral("probability per quarter", "aid", "power that it adds to the target"),
        "surprise_removed": Numeral(
            "share", "first_strike", "part of a surprise that it takes"
        ),
        "half_life": Numeral("year", "support_decay", "in which the will behind it halves"),
        "term": Numeral("year", "support_decay", "for which it was agreed"),
        "conditionality": Numeral("share", "conditional", "part withheld from an own strike"),
        "provokes": Numeral("share", "red_line_challenger", "more that the rival asks with it"),
        "reassures": Numeral("share", "red_line_challenger", "less that the rival asks"),
        "without_backstop": Numeral("share", "strength", "part left where its backstop is not"),
        "needs_decision": Numeral("share", "strength", "part that is decided on jointly"),
        "cost": Numeral(MONEY, "cost", "a year, besides soldiers"),
        "troops": Numeral("person", "cost", "who stand there at any time"),
    }
)
"""Every number of an instrument, by its key in files. What is not stated is 0."""

WORDS = ("legal_form", "trigger", "decided_by", "response", "location", "scope", "activation")
"""What an instrument says in words: form, what sets it off, who decides, what is then done,
where it stands, what it covers, and when it comes into force."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """One thing that guarantors can promise.

    Parameters
    ----------
    id, title : its name in files and in print.
    numbers : by a key of `NUMERALS`; of the whole instrument.
    words : by a key of `WORDS`.
    leans_on : id of the instrument that is its backstop; empty for none.
    rival_veto : whether the rival sits among those who decide.
    precedents : what the casebook of past promises calls it; keys of its instruments.
    sources : keys of references.bib, or ids of the case's sources.
    like : in a case, id of the catalogue's instrument that this one starts from.
    citations : of the case, where it describes the instrument.
    note : what it rests on, and how it fails.
    """

    id: str
    title: str
    numbers: Mapping[str, Quantity]
    words: Mapping[str, str]
    leans_on: str = ""
    rival_veto: bool = False
    precedents: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    like: str = ""
    citations: tuple[Citation, ...] = ()
    note: str = ""

    @property
    def in_game(self) -> tuple[Quantity, ...]:
        """Which of its numbers does the game turn on? All but those of cost."""
        counted = ((NUMERALS[key].counts_in, number) for key, number in self.numbers.items())
        return tuple(number for where, number in counted if where != "cost")
