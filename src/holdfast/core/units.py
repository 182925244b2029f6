"""The closed list of units: what a number in a case file may be measured in."""

import re
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with the range its numbers may take.

    Parameters
    ----------
    name : as written in case files.
    low, high : the closed range; `MOST` where the unit itself has no upper bound.
    meaning : one clause for the glossary.
    """

    name: str
    low: float
    high: float
    meaning: str


MOST = 1e12
"""Largest number that a case may hold: beyond all days, people and money, and far from where
sums and products of doubles overflow."""

_NAMED = (
    Unit("share", 0.0, 1.0, "part of a whole: of the prize, of a public, of a weight"),
    Unit("probability", 0.0, 1.0, "chance that something happens once asked"),
    Unit("probability per quarter", 0.0, 1.0, "chance, or change of a chance, per quarter"),
    Unit("discount per quarter", 0.0, 0.9999, "worth today of one unit a quarter from now"),
    Unit("package strength", 0.0, 2.0, "0 nothing, 1 the whole package as described"),
    Unit("lean", -1.0, 1.0, "-1 wholly the challenger's mediator, +1 wholly the target's"),
    Unit("precision", 1.0, 1e4, "how sharply a choice follows what is gained by it; per prize"),
    Unit("odds", 0.01, 100.0, "factor by which a signal multiplies the odds of a belief"),
    Unit("day", 0.0, MOST, "days"),
    Unit("month", 0.0, MOST, "months"),
    Unit("year", 0.0, MOST, "years"),
    Unit("km", 0.0, MOST, "kilometres"),
    Unit("person", 0.0, MOST, "people"),
    Unit("count", 0.0, MOST, "things counted"),
)

UNITS = MappingProxyType({unit.name: unit for unit in _NAMED})
"""Every unit but money, by name. Money is written as currency, scale and price year."""

MONEY_EXAMPLE = "EUR bn 2024"
_MONEY = re.compile(r"(EUR|GBP|USD) (bn|m) ((?:19|20)\d\d)")


def unit_named(name: str) -> Unit | None:
    """Which unit has this name, if any has?

    Money always carries a currency, a scale and the year of its prices.

    Examples
    --------
    >>> unit_named("probability").high
    1.0
    >>> unit_named("EUR bn 2024").meaning
    'EUR, thousand millions, prices of 2024'
    >>> unit_named("percent") is None
    True
    """
    if name in UNITS:
        return UNITS[name]
    money = _MONEY.fullmatch(name)
    if money is None:
        return None
    currency, scale, year = money.groups()
    words = "thousand millions" if scale == "bn" else "millions"
    return Unit(name, 0.0, MOST, f"{currency}, {words}, prices of {year}")
