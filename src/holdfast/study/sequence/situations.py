"""What every situation on the way is worth, by the commitment game: going on, breaking off."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from holdfast.commitment.game.answers import Answers, answers
from holdfast.commitment.game.games import Games
from holdfast.commitment.game.honouring import honouring_of
from holdfast.conflict.guarantees import Guarantee
from holdfast.conflict.sequence import SIDES
from holdfast.core.quantity import Draws, Quantity, draw
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.instruments import DAYS_PER_QUARTER
from holdfast.study.game.parameters import START_LEVEL, Described
from holdfast.study.sequence.parts import Parts

GRID = "coarse"
"""On which grid the games are solved."""

_MOVED = (
    "power", "first_strike", "first_strike_target", "line", "detection", "force", "sanctions",
    "trust",
)  # fmt: skip
_LEAST, _MOST = 0.001, 0.999  # of a chance of winning, or of a belief

Columns = dict[str, Draws]
Solve = Callable[[Columns], Answers]
Standing = Sequence[Draws]  # of each part the share that stands; shape (draws,) each


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """A situation on the way; side 0 is the challenger, 1 the target.

    Parameters
    ----------
    flow : shape (2, draws); what each enjoys in it.
    own : shape (2, draws); worth to each of its own best way of breaking off.
    others : shape (2, draws); what is left to each after the other's best way.
    attacks : shape (2, draws); whether each would rather attack than stop, if it broke off.
    """

    flow: Draws
    own: Draws
    others: Draws
    attacks: Draws


@dataclass(frozen=True, slots=True, eq=False)
class Road:
    """A plan in every draw of a case.

    Parameters
    ----------
    case : in the game's terms.
    parts : of the plan.
    package : that steps put in force; None where none do.
    sizes : of each part its changes, by what they move; shape (draws,) each.
    reversible, days : of each part; shape (draws,) each.
    """

    case: Described
    parts: Parts
    package: Guarantee | None
    sizes: tuple[Mapping[str, Draws], ...]
    reversible: tuple[Draws, ...]
    days: tuple[Draws, ...]

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return self.case.ensemble.draws

    @property
    def kept(self) -> Draws:
        """Discount over the time that each part takes; shape (parts, draws)."""
        quarters = np.stack(self.days) / DAYS_PER_QUARTER
        return np.asarray(self.case.columns["patience"] ** np.maximum(quarters, 0.01))

    def stopped(self, done: int) -> bool:
        """Whether the fighting has stopped."""
        return any(
            part.step.stops_fighting and done >> at & 1
            for at, part in enumerate(self.parts.parts)
        )


def road(case: Described, parts: Parts, package: Guarantee | None) -> Road:
    """Which sizes have the steps in every draw? A part has its share of the step's."""
    of = case.ensemble
    return Road(
        case,
        parts,
        package,
        tuple(
            {c.what: c.sign * drawn(of, c.size) / p.of for c in p.step.changes}
            for p in parts.parts
        ),
        tuple(drawn(of, part.step.reversible) for part in parts.parts),
        tuple(drawn(of, part.step.takes) / part.of for part in parts.parts),
    )


def drawn(of: Ensemble, quantity: Quantity) -> Draws:
    """Which values has this number, of the case or of holdfast's own plan? Shape (draws,)."""
    if quantity.name in of.values:
        return of.of(quantity)
    return draw(quantity, of.seed, 0, of.draws)


def solver(of: Road) -> Solve:
    """What solves games, each of them once? Steps that move no game lead to the same one."""
    known: dict[bytes, Answers] = {}

    def solve(columns: Columns) -> Answers:
        games = Games.of(of.draws, columns)
        key = blake2b(digest_size=16)
        for column in games.columns.values():
            key.update(column.tobytes())
        if key.digest() not in known:
            known[key.digest()] = answers(games, grid=GRID)
        return known[key.digest()]

    return solve


def situation(of: Road, done: int, solve: Solve) -> Situation:
    """What is it worth to go on, and to break off, with these parts done?

    Parameters
    ----------
    of : the plan in every draw.
    done : parts, as bits.
    solve : of `solver`.

    Notes
    -----
    Who breaks off takes its own steps back as far as they can be, and the others take back
    what served it. It then stops there, or attacks by surprise: the blow falls before
    anything is taken back, and the guarantee answers as the game says. Before the
    fighting stops there is no such choice: the war goes on.
    """
    whole = _standing(of, done)
    now = _columns(of, whole)
    sides = [_broken(of, done, side, now, solve) for side in (0, 1)]
    own = np.stack([sides[0].worth[0], sides[1].worth[1]])
    others = np.stack([sides[1].worth[0], sides[0].worth[1]])
    attacks = np.stack([one.attacks for one in sides])
    return Situation(_flow(of, done, now, whole), own, others, attacks)


def ending(of: Road, solve: Solve) -> Draws:
    """What is the settlement worth to both once all is done? Shape (2, draws)."""
    whole = _standing(of, of.parts.whole)
    found = solve(_columns(of, whole))
    return np.stack([found.line_challenger, found.line_target]) + _worth(of, whole)


@dataclass(frozen=True, slots=True, eq=False)
class _Broken:
    worth: Draws  # (2, draws), after this side's best way of breaking off
    attacks: Draws


def _broken(of: Road, done: int, side: int, now: Columns, solve: Solve) -> _Broken:
    left = _standing(of, done, side)
    after = _columns(of, left)
    found, extra = solve(after), _worth(of, left)
    if not of.stopped(done):
        on = np.stack([found.war_challenger, found.war_target]) + extra
        return _Broken(on, np.zeros(of.draws))
    stops = np.stack([found.line_challenger, found.line_target]) + extra
    blow = _attack(of, after, side, now)
    fought = solve(blow.columns)
    war = np.stack([fought.war_challenger, fought.war_target])
    d = now["patience"]
    strikes = (1.0 - d) * _shares(now) + d * war - blow.price + extra
    better = strikes[side] > stops[side]
    return _Broken(np.where(better, strikes, stops), better.astype(np.float64))


@dataclass(frozen=True, slots=True, eq=False)
class _Blow:
    columns: Columns
    price: Draws  # (2, draws)


def _attack(of: Road, after: Columns, side: int, now: Columns) -> _Blow:
    """The war that an attack begins, in the mean over whether guarantors honour."""
    behind = honouring_of(Games.of(of.draws, after))
    met = behind.honoured[:, START_LEVEL] * behind.force
    price, columns = np.zeros((2, of.draws)), {**after}
    if side == 0:
        surprise = now["first_strike"] * (1.0 - now["detection"] * now["warning"])
        columns["power"] = _inside(after["power"] + surprise - met)
        columns["trust"] = _after_attack(now)
        price[0] = behind.cost[:, START_LEVEL]
    else:
        backed = (1.0 - now["conditional"]) * met
        columns["power"] = _inside(after["power"] - now["first_strike_target"] - backed)
        price[1] = now["audience_strike"]
    open_war = {"willingness": np.ones(of.draws), "walked_back": np.ones(of.draws)}
    return _Blow({**columns, **open_war}, price)


def _after_attack(now: Columns) -> Draws:
    """T's belief after an attack, by the rates that a public reads it with."""
    kept = now["trust"] * now["accident_attack"]
    return np.asarray(kept / (kept + (1.0 - now["trust"]) * now["read_attack"]))


def _standing(of: Road, done: int, broken_by: int | None = None) -> list[Draws]:
    """Which share of each part stands: all of what is done, less what is taken back."""
    found = []
    for at, part in enumerate(of.parts.parts):
        share = np.full(of.draws, float(done >> at & 1))
        if broken_by is not None:
            names = {SIDES[broken_by], "both"}
            if part.step.by in names or part.step.serves in names:
                share = share * (1.0 - of.reversible[at])
        found.append(share)
    return found


def _sum(of: Road, standing: Standing, what: str) -> Draws:
    total = np.zeros(of.draws)
    for share, sizes in zip(standing, of.sizes, strict=True):
        if what in sizes:
            total = total + share * sizes[what]
    return total


def _worth(of: Road, standing: Standing) -> Draws:
    """What the steps themselves are worth to both; shape (2, draws)."""
    return np.stack([_sum(of, standing, f"worth_to_{side}") for side in SIDES])


def _columns(of: Road, standing: Standing) -> Columns:
    """The game's parameters with so much of the steps standing."""
    bare = of.case.games(None).columns
    columns = {**bare}
    strength = np.maximum(_sum(of, standing, "package"), 0.0)
    if of.package is not None and strength.any():
        columns = {**of.case.games(of.package, strength).columns}
        # what the package's monitor sees comes with the step that sends monitors
        columns |= {name: bare[name] for name in ("detection", "false_alarm")}
    for what in _MOVED:
        columns[what] = np.clip(columns[what] + _sum(of, standing, what), 0.0, 1.0)
    columns["power"], columns["trust"] = _inside(columns["power"]), _inside(columns["trust"])
    columns["ratify_share"] = columns["ratify_share"] - (columns["line"] - bare["line"])
    return columns


def _flow(of: Road, done: int, now: Columns, standing: Standing) -> Draws:
    flow = _shares(now) + _worth(of, standing)
    if not of.stopped(done):
        flow = flow - np.stack([now["cost_challenger"], now["cost_target"]])
    return flow


def _shares(now: Columns) -> Draws:
    return np.stack([now["line"], 1.0 - now["line"]])


def _inside(values: Draws) -> Draws:
    return np.asarray(np.clip(values, _LEAST, _MOST))
