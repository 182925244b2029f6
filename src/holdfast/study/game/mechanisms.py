"""Mechanisms of a war in which talks wait for guarantees, as signs of the game.

Each row changes one thing in a case's game, with one of a few plain packages in place of its
own, and asks which way an outcome moves. What an article or a theory says stands beside it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from holdfast.commitment.game.answers import Answers, Progress, answers
from holdfast.commitment.game.games import Games
from holdfast.core.quantity import Draws
from holdfast.core.streams import uniforms
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.parameters import described
from holdfast.study.splits import Split, best_split

FELT = 1e-6
"""Least move that counts as one."""

ENOUGH = 0.85
"""Share of the draws that move from which a sign is firm."""

OUTCOMES: Mapping[str, Callable[[Answers], Draws]] = {
    "talks within 1 y": lambda a: a.talks[:, 3],
    "talks within 5 y": lambda a: a.talks[:, 19],
    "deal within 1 y": lambda a: a.deal[:, 3],
    "deal within 5 y": lambda a: a.deal[:, 19],
    "holds 5 y, at the line": lambda a: a.holds_line[:, 19],
    "holds 5 y, negotiated": lambda a: a.holds_terms[:, 19],
    "broken by attack in 5 y, negotiated": lambda a: a.attacked_terms[:, 19],
    "deals made hold 5 y": lambda a: np.where(
        a.deal[:, 19] > FELT, a.holds_deals[:, 19], np.nan
    ),
    "at peace at 10 y": lambda a: a.in_peace[:, 39],
    "war quarters in 10 y": lambda a: a.war_quarters,
    "A wins the war by 10 y": lambda a: a.won,
    "quarters A escalates": lambda a: a.escalations_challenger,
    "A's escalation rate": lambda a: a.escalated_challenger,
    "T's escalation rate": lambda a: a.escalated_target,
    "T offers": lambda a: a.offered,
    "A accepts an offer": lambda a: a.accepted,
    "ratified": lambda a: a.works,
    "T's gain at the line": lambda a: a.gains("target", "line"),
    "A's gain at the line": lambda a: a.gains("challenger", "line"),
    "A's gain, negotiated": lambda a: a.gains("challenger", "terms"),
    "smaller of the two gains, negotiated": lambda a: np.minimum(
        a.gains("target", "terms"), a.gains("challenger", "terms")
    ),
    "A's share in the terms": lambda a: np.where(a.agreed > 0.0, a.terms, np.nan),
    "A's share in deals made": lambda a: np.where(a.deal[:, 39] > FELT, a.deals_share, np.nan),
    "allies' support at the deal": lambda a: np.where(
        a.deal[:, 39] > FELT, a.deals_support, np.nan
    ),
}
"""What can be asked of a game; not a number where it has no meaning in a draw."""


@dataclass(frozen=True, slots=True)
class Mechanism:
    """One row.

    Parameters
    ----------
    id, part, says : of the claim that it belongs to, its part of the system, its words.
    less, more : names of games, as in the data file: a package, and changes to it.
    outcome : a key of `OUTCOMES`.
    sign : +1 or -1, as claimed.
    known : what two earlier programs found on a stylised case: firm, leaning, depends, reversed
        or input.
    """

    id: str
    part: int
    says: str
    less: str
    more: str
    outcome: str
    sign: int
    known: str


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a case says of a mechanism.

    Parameters
    ----------
    mechanism : the row.
    share : of the draws in which the outcome moves, those in which it moves as claimed.
    moving : share of all draws in which it moves.
    change : median, 10th and 90th percentile over the draws in which it moves.
    flips : the input that tells best in which draws it moves as claimed; None where none does.
    """

    mechanism: Mechanism
    share: float
    moving: float
    change: tuple[float, float, float]
    flips: Split | None

    @property
    def verdict(self) -> str:
        """Firm, leaning, depends, leaning against, or reversed."""
        for least, word in ((ENOUGH, "firm"), (0.7, "leaning"), (0.3, "depends")):
            if self.share >= least:
                return word
        return "leaning against" if self.share > 1.0 - ENOUGH else "reversed"


@cache
def mechanisms() -> tuple[Mechanism, ...]:
    """Which mechanisms are there? In the order of their ids."""
    return tuple(Mechanism(**row) for row in _data()["mechanisms"])


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """A case in the game's terms, drawn.

    Parameters
    ----------
    columns : parameters of the game, shape (draws,) each.
    inputs : what is uncertain about them, by name, shape (draws,) each.
    """

    columns: Mapping[str, Draws]
    inputs: Mapping[str, Draws]


def of_case(of: Ensemble) -> Drawn:
    """Which games do the draws of a case make? It has a contest."""
    known = (*of.conflict.quantities, *of.conflict.assumed)
    used = [q for q in known if not q.fixed and q.name.startswith("contest.")]
    return Drawn(described(of).columns, {q.name: of.of(q) for q in used})


def stylised(seed: int, draws: int) -> Drawn:
    """Which games does a stylised case make, with invented numbers and wide red lines?"""
    ranges = _data()["stylised"]
    drawn = {
        name: low + (high - low) * uniforms(seed, f"stylised.{name}", 0, draws)
        for name, (low, high) in ranges.items()
    }
    return Drawn(Games.of(draws, drawn).columns, drawn)


def tried(
    of: Drawn,
    rows: Iterable[Mechanism],
    *,
    grid: str = "coarse",
    progress: Progress | None = None,
) -> tuple[Found, ...]:
    """Which way does each outcome move in this case, draw by draw?

    Parameters
    ----------
    of : the case; both games of a row have the same draws.
    rows : mechanisms.
    grid : on which the game is solved.
    progress : told of games solved.
    """

    @cache
    def played(name: str) -> Answers:
        games = Games.of(of.columns["patience"].size, changed(of.columns, name))
        return answers(games, grid=grid, later=True, progress=progress)

    return tuple(_found(row, played, of.inputs) for row in rows)


def changed(base: Mapping[str, Draws], name: str) -> dict[str, Draws]:
    """Which columns has this game: the case's, with a package and changes by name?

    Parameters
    ----------
    base : the case's columns.
    name : names of the data file, joined by " + "; later ones change what earlier ones set.
    """
    columns = dict(base)
    for part in name.split(" + "):
        for field, change in _data()["games"][part].items():
            columns[field] = _one(columns, field, change)
    return columns


def _one(columns: Mapping[str, Draws], field: str, change: object) -> Draws:
    size = columns["patience"].shape
    if not isinstance(change, dict):
        return np.full(size, float(str(change)))
    value = columns[field] * change.get("times", 1.0) + change.get("plus", 0.0)
    return np.asarray(np.minimum(value, change.get("most", np.inf)))


def _found(
    row: Mechanism, played: Callable[[str], Answers], inputs: Mapping[str, Draws]
) -> Found:
    read = OUTCOMES[row.outcome]
    change = row.sign * (read(played(row.more)) - read(played(row.less)))
    moves = np.isfinite(change) & (np.abs(change) > FELT)
    if not moves.any():
        return Found(row, 0.0, 0.0, (0.0, 0.0, 0.0), None)
    told = change[moves]
    holds = told > 0.0
    flips = None
    if 0.0 < holds.mean() < 1.0:
        flips = best_split(holds, {name: given[moves] for name, given in inputs.items()})
    low, median, high = np.quantile(row.sign * told, [0.1, 0.5, 0.9])
    spread = float(median), float(low), float(high)
    return Found(row, float(holds.mean()), float(moves.mean()), spread, flips)


@cache
def _data() -> dict[str, Any]:
    path = files("holdfast.study.game").joinpath("mechanisms.yaml")
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found
