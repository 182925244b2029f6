"""One conflict at one date, frozen."""

from dataclasses import dataclass
from datetime import date

from holdfast.conflict.actors import Actor
from holdfast.conflict.beliefs import Belief
from holdfast.conflict.contest import Contest
from holdfast.conflict.evidence import Evidence
from holdfast.conflict.guarantees import Guarantee, Monitor
from holdfast.conflict.instruments import Instrument
from holdfast.conflict.people import AfterChallenge, Audience, Mediator, Supporter
from holdfast.conflict.preferences import Preferences
from holdfast.conflict.sequence import Plan
from holdfast.conflict.states import StateSpace
from holdfast.core.quantity import Quantity
from holdfast.core.sources import Source


@dataclass(frozen=True, slots=True)
class Replication:
    """A published analysis whose coding the case re-enters, with hindsight.

    Parameters
    ----------
    ref : key into references.bib.
    published : day or year of publication, as text.
    says : what was taken from it.
    """

    ref: str
    published: str
    says: str


@dataclass(frozen=True, slots=True)
class Question:
    """One thing the case's author wants asked, with its options."""

    name: str
    options: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A conflict as of a date: all that the engines may know.

    Parameters
    ----------
    id, title, summary : as in the file.
    as_of : nothing published later is cited.
    content_hash : of everything in the file that can change an answer.
    variant : which variant was applied; empty for none.
    space : the states; absent where the case has no issues.
    start : the state now; -1 where there are no issues.
    plan : the steps of a settlement, the case's own or holdfast's; absent without a contest.
    quantities : every quantity by name, in the order of the file.
    """

    id: str
    title: str
    summary: str
    as_of: date
    content_hash: str
    actors: tuple[Actor, ...]
    sources: tuple[Source, ...] = ()
    replicates: tuple[Replication, ...] = ()
    space: StateSpace | None = None
    start: int = -1
    preferences: tuple[Preferences, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    contest: Contest | None = None
    supporters: tuple[Supporter, ...] = ()
    after_challenge: AfterChallenge | None = None
    guarantees: tuple[Guarantee, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    plan: Plan | None = None
    monitors: tuple[Monitor, ...] = ()
    audiences: tuple[Audience, ...] = ()
    mediators: tuple[Mediator, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    asks: tuple[Question, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    variants: tuple[str, ...] = ()
    variant: str = ""

    @property
    def packages(self) -> tuple[Guarantee, ...]:
        """The guarantees that the contest is about: to its target, against its challenger."""
        if self.contest is None:
            return ()
        sides = self.contest.target, self.contest.challenger
        return tuple(g for g in self.guarantees if (g.protects, g.against) == sides)

    def actor(self, id: str) -> Actor:
        """Which actor has this id? KeyError where none has."""
        for actor in self.actors:
            if actor.id == id:
                return actor
        raise KeyError(id)

    def name(self, id: str) -> str:
        """Which name is printed for this actor or mediator id?"""
        named = {a.id: a.name for a in self.actors} | {m.id: m.name for m in self.mediators}
        return named.get(id, id)

    @property
    def assumed(self) -> tuple[Quantity, ...]:
        """How all act, where the case says nothing about it: assumptions of holdfast."""
        stated = {quantity.name for quantity in self.quantities}
        conduct = self.contest.conduct if self.contest else ()
        return tuple(quantity for _, quantity in conduct if quantity.name not in stated)

    def quantity(self, name: str) -> Quantity:
        """Which quantity has this name, of the case or assumed? KeyError where none has."""
        for quantity in (*self.quantities, *self.assumed):
            if quantity.name == name:
                return quantity
        raise KeyError(name)
