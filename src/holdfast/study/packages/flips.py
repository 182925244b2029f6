"""What is the smallest change that makes a package work, or that breaks it?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from holdfast.commitment.game.answers import Progress
from holdfast.core.quantity import Draws, Quantity
from holdfast.core.tolerances import NINE_IN_TEN
from holdfast.guarantees.composition import FULL
from holdfast.study.packages.bench import Bench, Package
from holdfast.study.packages.outcomes import outcomes
from holdfast.study.packages.robust import Aim
from holdfast.study.parameters import contest_of

DRAWS = 40
"""Draws in which changes are tried; each change is as many games."""

SCAN = (0.25, 0.5, 1.0)
"""Of an input's range, how far it is moved in search of a flip."""

HALVINGS = 5
"""After a flip was found between two of these, how often the gap is halved."""

MOST_STEPS = 3
"""Of instruments' levels, half an instrument each."""


@dataclass(frozen=True, slots=True)
class Lever:
    """An input that is moved in all draws alike.

    Parameters
    ----------
    column : of the game.
    quantity : of the case, for its name, unit and range.
    whole : whether the column is that quantity times what the strongest package comes to.
    """

    column: str
    quantity: Quantity
    whole: bool = False

    @property
    def span(self) -> float:
        """The quantity's range, from low to high."""
        return self.quantity.high - self.quantity.low


@dataclass(frozen=True, slots=True)
class Tried:
    """A way to ask how likely it is that both come and keep it for five years.

    Parameters
    ----------
    on : the case, in few draws.
    aim : the chance that is enough.
    progress : told of games solved.
    """

    on: Bench
    aim: Aim
    progress: Progress | None = None

    def chance(self, package: Package, lever: Lever | None = None, by: float = 0.0) -> float:
        """How likely, with this input moved by so much in its own unit?"""
        return float(self.kept([package], lever, by).mean())

    def kept(
        self, packages: Sequence[Package], lever: Lever | None = None, by: float = 0.0
    ) -> Draws:
        """The same for several packages, by draw; shape (packages, draws)."""
        on = self.on if lever is None else moved(self.on, lever, by)
        return outcomes(on, packages, progress=self.progress).kept

    def enough(self, chance: float) -> bool:
        """Whether this is as likely as was aimed for."""
        return chance >= self.aim.chance


def flips(
    on: Bench, package: Package, aim: Aim, progress: Progress | None = None
) -> dict[str, object]:
    """What is the smallest change that flips whether this package reaches the aim?

    Parameters
    ----------
    on : the case.
    package : the package.
    aim : both come and keep it for five years, with this chance on the mean of the draws.
    progress : told of games solved.

    Returns
    -------
    `reaches` the aim or not; `chance` and its sampling `error`; `inputs`, smallest part of its
    range first, each with `input`, `by`, `of_range` and the `chance` then; `unmoved`, inputs
    that flip nothing within their range; and for instruments `levels`, the fewest steps found
    as `changes` (`instrument`, `from`, `to`) with the `chance` then; for a package that the
    case describes whole `strength` instead.
    """
    tried = Tried(on.first(DRAWS), aim, progress)
    start = tried.kept([package])[0]
    chance = float(start.mean())
    found = [(lever, _first_flip(tried, package, lever, chance)) for lever in levers(on)]
    moves = sorted(
        (one for _, one in found if one is not None),
        key=lambda one: abs(float(one["of_range"])),
    )
    return {
        "reaches": tried.enough(chance),
        "chance": chance,
        "error": float(NINE_IN_TEN * start.std() / np.sqrt(start.size)),
        "draws": start.size,
        "inputs": moves,
        "unmoved": [lever.quantity.name for lever, one in found if one is None],
        **_by_package(tried, package, chance),
    }


def levers(on: Bench) -> tuple[Lever, ...]:
    """Which inputs are moved: red lines, trust, the precondition, power and its growth?"""
    contest = contest_of(on.ensemble.conflict, "flips")
    asked = contest.precondition
    some = [
        Lever("red_line_challenger", contest.red_lines.challenger),
        Lever("red_line_target", contest.red_lines.target),
        Lever("trust", contest.target_trusts),
        Lever("power", contest.power),
        Lever("rearming", contest.shift_in_peace),
        Lever("first_strike", contest.first_strike),
    ]
    if asked is not None:
        some.append(Lever("precondition", asked.met_at, whole=True))
        some.append(Lever("audience_target", asked.audience_cost))
    return tuple(lever for lever in some if lever.span > 0.0)


def moved(on: Bench, lever: Lever, by: float) -> Bench:
    """Which bench has this input moved by so much, in its unit, in all draws?"""
    unit = on.whole if lever.whole else 1.0
    column = np.clip(on.case.columns[lever.column] + by * unit, 0.0, unit)
    return replace(on, case=replace(on.case, columns={**on.case.columns, lever.column: column}))


def games_flipped(on: Bench, packages: int) -> int:
    """How many games does it take at most to say what flips so many packages?"""
    for_inputs = len(levers(on)) * 2 * (len(SCAN) + HALVINGS)
    for_levels = MOST_STEPS * 2 * len(on.tools.instruments)
    return packages * min(DRAWS, on.ensemble.draws) * (1 + for_inputs + for_levels)


def _first_flip(
    tried: Tried, package: Package, lever: Lever, chance: float
) -> dict[str, float | str] | None:
    """The smallest move of this input that flips it, either way; None within its range."""

    def at(part: float) -> float:
        return tried.chance(package, lever, part * lever.span)

    ways = [part for way in (1.0, -1.0) if (part := _crossing(tried, at, chance, way))]
    if not ways:
        return None
    part = min(ways, key=abs)
    name, by = lever.quantity.name, part * lever.span
    return {"input": name, "by": by, "of_range": part, "chance": at(part)}


def _crossing(
    tried: Tried, at: Callable[[float], float], chance: float, way: float
) -> float | None:
    """Where in this direction the aim is first reached, or first missed."""
    before, start = 0.0, tried.enough(chance)
    for part in SCAN:
        if tried.enough(at(way * part)) != start:
            return way * _halved(tried, lambda x: at(way * x), before, part)
        before = part
    return None


def _halved(tried: Tried, at: Callable[[float], float], before: float, after: float) -> float:
    """The far end of the gap in which it flips, after some halvings."""
    flipped = tried.enough(at(after))
    for _ in range(HALVINGS):
        middle = (before + after) / 2.0
        if tried.enough(at(middle)) == flipped:
            after = middle
        else:
            before = middle
    return after


def _by_package(tried: Tried, package: Package, chance: float) -> dict[str, object]:
    if package.guarantee is None:
        return {"levels": _by_levels(tried, package, chance)}
    return {"strength": _by_strength(tried, package, chance)}


def _by_strength(tried: Tried, package: Package, chance: float) -> dict[str, object]:
    """The strength nearest to the whole at which it flips, of a package described whole."""

    def at(away: float) -> float:
        return tried.chance(replace(package, scale=1.0 + away))

    ways = [part for way in (1.0, -1.0) if (part := _crossing(tried, at, chance, way))]
    if not ways:
        return {}
    part = min(ways, key=abs)
    return {"at": 1.0 + part, "chance": at(part)}


def _by_levels(tried: Tried, package: Package, chance: float) -> dict[str, object]:
    """Step by step along what moves the chance most; the fewest steps found that way."""
    rises = not tried.enough(chance)
    now, seen = package, {_key(package)}
    for _ in range(MOST_STEPS):
        near = [one for one in _near(tried.on, now) if _key(one) not in seen]
        chances = tried.kept(near).mean(axis=1)
        best = int(np.argmax(chances) if rises else np.argmin(chances))
        now = near[best]
        seen.add(_key(now))
        if tried.enough(float(chances[best])) == rises:
            changes = _changes(tried.on, package, now)
            return {"changes": changes, "chance": float(chances[best])}
    return {}


def _near(on: Bench, package: Package) -> Iterator[Package]:
    """Packages that differ by half an instrument."""
    for one in on.tools.instruments:
        has = package.strengths.get(one.id, 0.0)
        for step in (-1.0 / FULL, 1.0 / FULL):
            if 0.0 <= has + step <= 1.0:
                yield replace(package, strengths={**package.strengths, one.id: has + step})


def _key(package: Package) -> tuple[tuple[str, float], ...]:
    return tuple(sorted((name, s) for name, s in package.strengths.items() if s > 0.0))


def _changes(on: Bench, before: Package, after: Package) -> list[dict[str, object]]:
    moves = []
    for one in on.tools.instruments:
        old, new = (p.strengths.get(one.id, 0.0) for p in (before, after))
        if old != new:
            moves.append({"instrument": one.id, "from": FULL * old, "to": FULL * new})
    return moves
