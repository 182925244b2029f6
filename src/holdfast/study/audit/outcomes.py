"""What an outcome of the vocabulary comes to by the commitment game, draw by draw."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.answers import Answers, answers
from holdfast.commitment.game.games import Games
from holdfast.commitment.game.honouring import honouring_of
from holdfast.commitment.onlookers import reliability_seen
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.quantity import Draws
from holdfast.core.tolerances import TIE
from holdfast.study.audit.levers import End
from holdfast.study.game.parameters import START_LEVEL, described
from holdfast.study.package import WHOLE
from holdfast.study.supply import weighted_supply

GRID = "coarse"
"""On which grid claims are audited."""

CHANCE, SHARE = "chance", "share of the prize"


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """The game with a lever at one end, under one package at the strength of its supply.

    Parameters
    ----------
    games : as played.
    answers : how the conflict unfolds in them too.
    supply : strength that the supporters reach; the whole package without supporters.
    supplied : whether the case has supporters.
    """

    games: Games
    answers: Answers
    supply: Draws
    supplied: bool


def play(end: End, guarantee: Guarantee) -> Played:
    """What does the game come to here?

    Parameters
    ----------
    end : the case, the lever at one end.
    guarantee : the package, at the strength that the supporters would supply.
    """
    of = end.ensemble
    reached = weighted_supply(of)
    supply = np.full(of.draws, WHOLE) if reached is None else np.minimum(reached, WHOLE)
    played = described(of, end.before).games(guarantee, supply)
    games = Games.of(of.draws, {**played.columns, **end.switches})
    found = answers(games, grid=GRID, later=True)
    return Played(games, found, supply if reached is None else reached, reached is not None)


def outcome(played: Played, output: str, years: float) -> Draws | None:
    """What does this output come to in every draw? Shape (draws,).

    Parameters
    ----------
    played : the game.
    output : a key of `UNITS`.
    years : by when, or for how long, where that matters.

    Returns
    -------
    None where the case has no supporters and the output is about them. Not a number in draws
    without terms by which both gain, where the output is about a settlement.
    """
    if output == "supply":
        return played.supply if played.supplied else None
    return _OUTPUTS[output][1](played, int(4 * years) - 1)


def _path(name: str) -> Callable[[Played, int], Draws]:
    def read(played: Played, quarter: int) -> Draws:
        path: Draws = getattr(played.answers, name)
        return path[:, quarter]

    return read


def _of_a_settlement(name: str) -> Callable[[Played, int], Draws]:
    """As it stands where there are terms by which both gain, and nothing elsewhere."""

    def read(played: Played, quarter: int) -> Draws:
        found: Draws = getattr(played.answers, name)
        now = found[:, quarter] if found.ndim > 1 else found
        return np.where(played.answers.agreed > 0.0, now, np.nan)

    return read


def _number(name: str) -> Callable[[Played, int], Draws]:
    def read(played: Played, quarter: int) -> Draws:  # noqa: ARG001  # the same at any time
        number: Draws = getattr(played.answers, name)
        return number

    return read


def _gain(played: Played, quarter: int) -> Draws:  # noqa: ARG001  # the same at any time
    return played.answers.gains("challenger", "terms")


def _escalations(played: Played, quarter: int) -> Draws:  # noqa: ARG001  # over ten years
    both = played.answers.escalations_challenger + played.answers.escalations_target
    return np.asarray(both)


def _losses(played: Played, quarter: int) -> Draws:  # noqa: ARG001  # over ten years
    cost = played.games.columns["cost_challenger"] + played.games.columns["cost_target"]
    return np.asarray(played.answers.war_quarters * cost)


def _unwilling(played: Played, quarter: int) -> Draws:  # noqa: ARG001  # within this quarter
    """A's belief that T does not want to settle, once it has seen an offer or a refusal."""
    given, offered = played.games.columns, played.answers.offered
    before = given["willingness"]
    after_offer = _by_odds(before, given["offer_odds"])
    misread = 1.0 - given["clarity"]
    after_refusal = before + misread * (_by_odds(before, given["refusal_odds"]) - before)
    return np.asarray(1.0 - offered * after_offer - (1.0 - offered) * after_refusal)


def _realign(played: Played, quarter: int) -> Draws:
    """The promise was called on, broken, and onlookers count on the guarantors less for it.

    They see whether it was honoured, and update on whether the guarantors act by themselves or
    choose: who fails is one that chooses [KrepsWilson1982].
    """
    sure, honoured = _behind(played.games)
    chosen = np.divide(honoured - sure, 1.0 - sure, out=np.zeros_like(sure), where=sure < 1.0)
    seen = reliability_seen(belief_resolved=sure, weak_honours=np.clip(chosen, 0.0, 1.0))
    less = seen.after_failure < seen.before - TIE
    called_on: Draws = played.answers.attacked_terms[:, quarter]
    broken = called_on * (1.0 - honoured) * less
    return np.where(played.answers.agreed > 0.0, broken, np.nan)


def _behind(games: Games) -> tuple[Draws, Draws]:
    """How surely the guarantors act without choosing, and how surely at all."""
    given = games.columns
    doubt = np.exp(-given["precision_guarantor"] * given["deployment_cost"])
    resolved = _by_odds(given["resolved"], 1.0 / doubt)
    sure = given["automatic"] + (1.0 - given["automatic"]) * resolved
    return sure, honouring_of(games).honoured[:, START_LEVEL]


def _by_odds(chance: Draws, odds: Draws) -> Draws:
    return chance * odds / (chance * odds + 1.0 - chance)


_OUTPUTS: dict[str, tuple[str, Callable[[Played, int], Draws]]] = {
    "talks": (CHANCE, _path("talks")),
    "deal": (CHANCE, _path("deal")),
    "kept": (CHANCE, _of_a_settlement("holds_terms")),
    "attacked": (CHANCE, _of_a_settlement("attacked_terms")),
    "offered": (CHANCE, _number("offered")),
    "works": (CHANCE, _number("works")),
    "unwilling": (CHANCE, _unwilling),
    "realign": (CHANCE, _realign),
    "terms": (SHARE, _of_a_settlement("terms")),
    "challenger_gain": (SHARE, _gain),
    "war_quarters": ("quarters of war in ten years", _number("war_quarters")),
    "escalations": ("escalations in ten years", _escalations),
    "war_losses": ("quarters of war times their costs", _losses),
}

UNITS = {name: unit for name, (unit, _) in _OUTPUTS.items()} | {"supply": "package strength"}
"""Unit of each outcome, by the output of the vocabulary."""
