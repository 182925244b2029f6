"""A case on which packages of instruments are tried: one set of draws for all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from holdfast.commitment.game.games import Games
from holdfast.conflict.guarantees import Guarantee
from holdfast.conflict.instruments import Instrument
from holdfast.core.errors import bad_input
from holdfast.core.quantity import Draws, Quantity
from holdfast.guarantees.catalogue import (
    Standard,
    instrument_named,
    instruments_of,
    rotation,
    standard_packages,
)
from holdfast.guarantees.composition import (
    FULL,
    Toolbox,
    cost_a_year,
    days_to_deploy,
    toolbox,
    upkeep,
)
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.instruments import put_together
from holdfast.study.game.parameters import Described, described, whole_strength
from holdfast.study.parameters import contest_of

CASE, STANDARD, ASKED, FOUND = "the case's own", "standard", "asked for", "found"


@dataclass(frozen=True, slots=True)
class Package:
    """One package to try.

    Parameters
    ----------
    name, title : of the package.
    kind : `CASE`, `STANDARD`, `ASKED`, or `FOUND` by a search.
    strengths : of its instruments, 0 to 1, by id; empty where the case describes it whole.
    guarantee : the case's own package; None for one of instruments.
    scale : how much of the case's own package; 1 the whole.
    """

    name: str
    title: str
    kind: str
    strengths: Mapping[str, float]
    guarantee: Guarantee | None = None
    scale: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """A case with its draws, ready for packages.

    Parameters
    ----------
    case : in the game's terms.
    tools : the instruments, drawn.
    whole : what the case's strongest package comes to; shape (draws,).
    """

    case: Described
    tools: Toolbox
    whole: Draws

    @property
    def ensemble(self) -> Ensemble:
        """The draws."""
        return self.case.ensemble

    def first(self, draws: int) -> "Bench":
        """Which bench has only the first draws?"""
        few = replace(self.ensemble, game_draws=draws).for_game
        case = Described(few, {k: v[: few.draws] for k, v in self.case.columns.items()})
        return Bench(case, self.tools.first(few.draws), self.whole[: few.draws])

    def strengths(self, packages: Sequence[Package]) -> Draws:
        """Strengths of the instruments; shape (packages, instruments)."""
        names = [one.id for one in self.tools.instruments]
        return np.array([[p.strengths.get(name, 0.0) for name in names] for p in packages])

    def games(self, packages: Sequence[Package]) -> Games:
        """Which games do these packages make? Package by package, draws within."""
        contest = contest_of(self.ensemble.conflict, "packages")
        base, draws = self.case.columns, self.ensemble.draws
        joined = put_together(
            self.ensemble, contest, base, self.tools, self.strengths(packages)
        )
        own = {
            place: self.case.games(package.guarantee, package.scale).columns
            for place, package in enumerate(packages)
            if package.guarantee is not None
        }
        return Games.of(len(packages) * draws, _stacked({**base, **joined}, own, len(packages)))

    def costs(self, packages: Sequence[Package]) -> Draws:
        """EUR bn a year; shape (packages, draws), not a number where the case says nothing."""
        kept, paid = (self.ensemble.of(quantity) for quantity in rotation())
        found = cost_a_year(self.tools, self.strengths(packages), kept, paid)
        for place, own in enumerate(package.guarantee for package in packages):
            if own is not None:
                troops, besides = self._stated(own.troops), self._stated(own.cost_per_year)
                found[place] = packages[place].scale * upkeep(troops, kept, paid, besides)
                found[place] = np.where(own.costed, found[place], np.nan)
        return found

    def days(self, packages: Sequence[Package]) -> Draws:
        """Days until the slowest part stands; not a number where the case says nothing."""
        found = days_to_deploy(self.tools, self.strengths(packages))
        for place, own in enumerate(package.guarantee for package in packages):
            if own is not None:
                known = own.stands_after is not None
                found[place] = self._stated(own.stands_after) if known else np.nan
        return found

    def _stated(self, quantity: Quantity | None) -> Draws:
        """Nothing, where it is not stated."""
        return np.zeros(self.ensemble.draws) if quantity is None else self.ensemble.of(quantity)


def bench(of: Ensemble) -> Bench:
    """On which bench are packages tried in this case?

    Parameters
    ----------
    of : the draws of the case.

    Raises
    ------
    HoldfastError
        HF401 where the case has no contest; HF441, HF442 for an instrument that is not there.
    """
    contest = contest_of(of.conflict, "comparison of packages")
    known = instruments_of(of.conflict.instruments)
    drawn = of.drawing([*numbers(known), *rotation()])
    case = described(drawn)
    tools = toolbox(known, {q.name: drawn.of(q) for q in numbers(known)})
    return Bench(case, tools, whole_strength(drawn, contest, case.columns))


def numbers(instruments: Sequence[Instrument]) -> list[Quantity]:
    """Which quantities do these instruments have?"""
    return [quantity for one in instruments for quantity in one.numbers.values()]


def packages_in(of: Ensemble, asked: Sequence[str] = ()) -> tuple[Package, ...]:
    """Which packages are compared: the case's own, standard ones, and those asked for?

    Parameters
    ----------
    of : the draws of the case.
    asked : as tripwire-force=2,air-cover=1.

    Raises
    ------
    HoldfastError
        HF441 for an instrument that is not there, HF443 for a package that cannot be read.
    """
    known = instruments_of(of.conflict.instruments)
    own = tuple(Package(g.id, g.title, CASE, {}, g) for g in of.conflict.packages)
    standard = tuple(_standard(one) for one in standard_packages())
    read = tuple(package_asked(text, known) for text in dict.fromkeys(asked))
    return (*own, *standard, *read)


def package_asked(text: str, known: tuple[Instrument, ...]) -> Package:
    """Which package does this text name, as tripwire-force=2,air-cover=1?

    Levels are 0, 1 and 2 for none, half and full, or anything in between.

    Raises
    ------
    HoldfastError
        HF441 for an instrument that is not there, HF443 for what cannot be read, HF446 where
        one is named twice.
    """
    strengths = {}
    for part in text.split(","):
        name, _, level = part.strip().partition("=")
        instrument_named(known, name, "a package asked for")
        if name in strengths:
            what = f"'{text}' names {name} twice"
            raise bad_input("HF446", what, expected="each instrument once, with one level")
        strengths[name] = _level(level or str(FULL), part) / FULL
    return Package(text, _told(strengths, known), ASKED, strengths)


def of_levels(levels: Sequence[int], known: Sequence[Instrument]) -> Package:
    """Which package has these levels of these instruments, one each?"""
    strengths = {
        one.id: level / FULL for one, level in zip(known, levels, strict=True) if level
    }
    name = ",".join(f"{one}={round(FULL * s)}" for one, s in strengths.items()) or "nothing"
    return Package(name, _told(strengths, tuple(known)), FOUND, strengths)


def _level(text: str, part: str) -> float:
    try:
        level = float(text)
    except ValueError:
        level = -1.0
    if not 0.0 <= level <= FULL:
        what = f"'{part}' is no instrument with a level"
        raise bad_input("HF443", what, expected="instrument=level, level from 0 to 2")
    return level


def _told(strengths: Mapping[str, float], known: tuple[Instrument, ...]) -> str:
    titles = {one.id: one.title for one in known}
    told = [
        titles[name] if s == 1.0 else f"{titles[name]} at {s:.2g}"
        for name, s in strengths.items()
        if s > 0.0
    ]
    return ", ".join(told) or "Nothing"


def _standard(one: Standard) -> Package:
    strengths = {name: level / FULL for name, level in one.levels.items()}
    return Package(one.id, one.title, STANDARD, strengths)


def _stacked(
    joined: Mapping[str, Draws], own: Mapping[int, Mapping[str, Draws]], count: int
) -> dict[str, Draws]:
    """One row a package and draw, with the rows of the case's own packages put in."""
    names = joined.keys() | {name for given in own.values() for name in given}
    some = next(iter(joined.values())).shape[-1]
    found = {}
    for name in names:
        if name not in joined:  # a default of the game, the same for all
            found[name] = next(iter(own.values()))[name][:1].repeat(count * some)
            continue
        rows = np.array(np.broadcast_to(joined[name], (count, some)))
        for place, given in own.items():
            rows[place] = given[name]
        found[name] = rows.reshape(-1)
    return found
