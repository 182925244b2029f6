"""Publics, mediators and supporters: those around the two sides."""

from dataclasses import dataclass
from datetime import date

from holdfast.core.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Opposition:
    """What share of a public is against something.

    Parameters
    ----------
    what : the thing, as asked.
    share : of the public.
    """

    what: str
    share: Quantity


@dataclass(frozen=True, slots=True)
class Audience:
    """A public that holds an actor to account.

    Parameters
    ----------
    id, title : its name in the file and in print.
    holds_to_account : actor id.
    opposes : what it is against, and how widely.
    """

    id: str
    title: str
    holds_to_account: str
    opposes: tuple[Opposition, ...] = ()


@dataclass(frozen=True, slots=True)
class Mediator:
    """Someone who carries messages or offers terms.

    Parameters
    ----------
    id, name : an actor's id, or a name of its own.
    talks_to : actor ids.
    leans : -1 the challenger's, +1 the target's.
    can_trade : for each actor the issues on which the mediator can offer it something.
    """

    id: str
    name: str
    talks_to: tuple[str, ...]
    leans: Quantity | None = None
    can_trade: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Election:
    """A day after which a supporter may stand for less.

    Parameters
    ----------
    on : the day.
    may_fall : probability that its position falls.
    to : share of the position that is left where it does.
    """

    on: date
    may_fall: Quantity
    to: Quantity


@dataclass(frozen=True, slots=True)
class Supporter:
    """Where a supporter would settle on the strength of the package.

    Parameters
    ----------
    actor : id.
    position : package strength.
    weight : share; its pull when it cares fully.
    salience : share; how much it cares.
    half_life : years in which its position halves.
    elections : days after which it may fall, in the order of the file.
    """

    actor: str
    position: Quantity
    weight: Quantity
    salience: Quantity
    half_life: Quantity | None = None
    elections: tuple[Election, ...] = ()


@dataclass(frozen=True, slots=True)
class AfterChallenge:
    """How the supporters move together once the challenger has struck.

    Parameters
    ----------
    rally : share by which all positions go up, where they rally.
    hesitate : share by which all go down, where they hesitate.
    """

    rally: Quantity | None = None
    hesitate: Quantity | None = None
