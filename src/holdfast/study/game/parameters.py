"""The one place where a case's quantities become parameters of the commitment game."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.games import FIELDS, Games
from holdfast.commitment.game.honouring import honouring_of
from holdfast.commitment.game.parameters import GameParameters
from holdfast.conflict.contest import Contest
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.quantity import Draws
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.instruments import instruments
from holdfast.study.game.mediators import talks_with_mediators
from holdfast.study.parameters import contest_of

MONTHS_PER_QUARTER = 3.0

START_LEVEL = 1
"""Level of the guarantors' support at which the game starts: the middle one of three."""

_RAREST = 1e-4  # of a base rate: nothing is so sure that no gain could change it

_LEAST_SPREAD = 1e-3  # of the public's bar

TOGETHER = (
    ("base_probe", "base_attack"),
    ("accident_probe", "accident_attack"),
    ("read_probe", "read_attack"),
    ("battle_up", "battle_down"),
    ("support_up", "support_leverage", "support_down"),
    ("domestic_up", "domestic_leverage"),
)
"""Chances of things of which at most one happens in a quarter."""

Columns = Mapping[str, Draws]


@dataclass(frozen=True, slots=True)
class Described:
    """A case in the game's terms, whatever stands behind a settlement.

    Parameters
    ----------
    ensemble : the draws.
    columns : parameters of the game, shape (draws,) each.
    """

    ensemble: Ensemble
    columns: Columns

    def games(self, guarantee: Guarantee | None, strength: float | Draws = 1.0) -> Games:
        """Which game is it in every draw, with so much of this package?

        Parameters
        ----------
        guarantee : the package; None for nothing.
        strength : of the package, 0 nothing to 1 the whole; may go beyond.
        """
        contest = contest_of(self.ensemble.conflict, "commitment game")
        with_package = instruments(self.ensemble, contest, guarantee, strength)
        return Games.of(self.ensemble.draws, {**self.columns, **with_package})


def described(ensemble: Ensemble, yardstick: Ensemble | None = None) -> Described:
    """Which game does the case describe in every draw?

    Parameters
    ----------
    ensemble : the draws; its case has a contest.
    yardstick : the draws in which the strongest package is taken that T's demand is measured
        by; the same draws by default. Where a package is made stronger or weaker to see what
        happens, what T asks for must not move with it.
    """
    return described_by(ensemble, yardstick_of(yardstick or ensemble))


def yardstick_of(ensemble: Ensemble) -> Draws:
    """What does the strongest package come to, by which T's demand is measured?"""
    contest = contest_of(ensemble.conflict, "commitment game")
    measure = {**_war(ensemble, contest), **_peace(ensemble, contest)}
    return whole_strength(ensemble, contest, measure)


def described_by(ensemble: Ensemble, whole: Draws) -> Described:
    """Which game does the case describe, where the strongest package comes to this much?

    Parameters
    ----------
    ensemble : the draws; its case has a contest.
    whole : from `yardstick_of`, shape (draws,).
    """
    contest = contest_of(ensemble.conflict, "commitment game")
    columns = {**_war(ensemble, contest), **_peace(ensemble, contest)}
    columns |= talks_with_mediators(ensemble, contest)
    return Described(ensemble, {**columns, **_demand(ensemble, contest, whole)})


def conduct(ensemble: Ensemble, contest: Contest) -> Columns:
    """Which values do the numbers about conduct take, by name? Shape (draws,) each."""
    return {name: ensemble.of(quantity) for name, quantity in contest.conduct}


def _war(ensemble: Ensemble, contest: Contest) -> Columns:
    """What the case says of the war itself; flows are per quarter, its costs per month."""
    of = ensemble.of
    return {
        "patience": np.clip(of(contest.patience), _RAREST, 1.0 - _RAREST),
        "decided": of(contest.decided),
        "line": of(contest.line),
        "power": of(contest.power),
        "cost_challenger": MONTHS_PER_QUARTER * of(contest.cost_per_month.challenger),
        "cost_target": MONTHS_PER_QUARTER * of(contest.cost_per_month.target),
    }


def _peace(ensemble: Ensemble, contest: Contest) -> Columns:
    """What the case says of a settlement, and how all act as far as a parameter says it."""
    of, assumed = ensemble.of, conduct(ensemble, contest)
    known = {name: values for name, values in assumed.items() if name in FIELDS}
    for name in known:
        if name.startswith("base_"):
            known[name] = np.clip(known[name], _RAREST, 1.0 - _RAREST)
    known["ratify_spread"] = np.maximum(known["ratify_spread"], _LEAST_SPREAD)
    for group in TOGETHER:
        known |= _at_most_one({name: known[name] for name in group})
    return {
        **known,
        "rearming": of(contest.shift_in_peace),
        "first_strike": of(contest.first_strike),
        "trust": of(contest.target_trusts),
        "red_line_challenger": of(contest.red_lines.challenger),
        "red_line_target": of(contest.red_lines.target),
        "ratify_share": 1.0 - of(contest.line) - assumed["ratify_margin"],
    }


def _at_most_one(chances: Columns) -> Columns:
    """Scaled down together in draws in which they would add up to more than one."""
    total = np.sum(list(chances.values()), axis=0)
    scale = np.minimum(1.0, (1.0 - _RAREST) / np.maximum(total, _RAREST))
    return {name: values * scale for name, values in chances.items()}


def _demand(ensemble: Ensemble, contest: Contest, whole: Draws) -> dict[str, Draws]:
    """What T asks for before talks, in the units of what guarantees come to.

    A demand is met by as much guarantee as that share of the strongest package comes to,
    whichever package delivers it.
    """
    asked, of = contest.precondition, ensemble.of
    if asked is None:
        nothing = np.zeros(ensemble.draws)
        return {
            "precondition": nothing,
            "audience_target": nothing,
            "walked_back": nothing + 1.0,
        }
    found = {
        "precondition": of(asked.met_at) * whole,
        "audience_target": of(asked.audience_cost),
    }
    return {**found, "clarity": of(asked.clarity)} if asked.clarity else found


def whole_strength(ensemble: Ensemble, contest: Contest, columns: Columns) -> Draws:
    """What does the strongest package of the case come to, whole? Shape (draws,), in prize."""
    most = np.zeros(ensemble.draws)
    for guarantee in ensemble.conflict.packages:
        whole = {**columns, **instruments(ensemble, contest, guarantee, 1.0)}
        behind = honouring_of(Games.of(ensemble.draws, whole))
        most = np.maximum(most, behind.strength[:, START_LEVEL])
    standard = GameParameters().precondition
    return np.where(most > 0.0, most, standard)
