"""How long would a settlement made now be kept? On the exact path of power."""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.grids import Values, stencil
from holdfast.commitment.game.rules import settled_power
from holdfast.commitment.game.solution import Solution

QUARTERS = 40
"""Quarters that are followed: ten years."""


@dataclass(frozen=True, slots=True, eq=False)
class _Acts:
    """What is done at one power and share; shapes (trust, support, domestic)."""

    probe: Values
    attack: Values


def holding(solution: Solution, share: float, quarters: int = QUARTERS) -> Values:
    """How likely is a settlement on these terms still kept after each quarter?

    Parameters
    ----------
    solution : of the game.
    share : A's, on the grid of shares.
    quarters : how many are followed.

    Returns
    -------
    shape (quarters,); never increasing, from below 1.

    Notes
    -----
    A settlement ends when A attacks or T strikes. Power is one number a quarter: drift, aid,
    and what probes add that nobody saw, as their share of the settlements still kept. Beliefs,
    support and the two kinds of A are carried as mass.
    """
    given, on = solution.rules.given, solution.rules.grids
    at_share = stencil(on.share, share)
    kept = solution.settlement
    probe, attack, calm, tense = (
        at_share.along(policy, policy.ndim - 1)[..., 0]
        for policy in (kept.probe, kept.attack, kept.strike_quiet, kept.strike_alarm)
    )
    mass, power = _at_start(solution), given.power
    alive = np.empty(quarters)
    for quarter in range(quarters):
        acts = _Acts(_at(on.power, power, probe), _at(on.power, power, attack))
        before = mass.sum()
        probing, complying = _act(solution, mass, acts)
        unseen = (1.0 - given.detection) * probing.sum()
        added = given.probe_power * unseen / before if before > 0.0 else 0.0
        power = float(settled_power(given, np.array([power]))[0]) + added
        strikes = _at(on.power, power, calm), _at(on.power, power, tense)
        mass = _answer(solution, probing, complying, strikes)
        alive[quarter] = mass.sum()
    return alive


def _at_start(solution: Solution) -> Values:
    """Mass over (kind of A, trust, support, domestic); promise-keepers first."""
    given, on = solution.rules.given, solution.rules.grids
    chains = solution.rules.chains.peace
    mass = np.zeros((2, on.trust.size, len(chains.support), len(chains.domestic)))
    spread = stencil(on.trust, given.trust).weights(on.trust.size)[0]
    for kind, chance in enumerate((given.trust, 1.0 - given.trust)):
        mass[kind, :, given.support, given.domestic] = chance * spread
    return mass


def _at(grid: Values, power: float, policy: Values) -> Values:
    return np.asarray(stencil(grid, power).along(policy, 0)[0])


def _act(solution: Solution, mass: Values, acts: _Acts) -> tuple[Values, Values]:
    """The mass that probes, and the mass that complies; the rest has attacked."""
    given = solution.rules.given
    slips = given.accident_probe * given.violations
    opens = given.accident_attack * given.violations
    probing = mass * np.stack([np.full_like(acts.probe, slips), acts.probe])
    attacking = mass * np.stack([np.full_like(acts.attack, opens), acts.attack])
    return probing, mass - probing - attacking


def _answer(
    solution: Solution, probing: Values, complying: Values, strikes: tuple[Values, Values]
) -> Values:
    """T hears quiet or an alarm, and stays or strikes; support moves on."""
    given, read = solution.rules.given, solution.rules.signals
    calm, tense = strikes
    quiet = (1.0 - given.false_alarm) * complying + (1.0 - given.detection) * probing
    alarm = given.false_alarm * complying + given.detection * probing
    nodes = solution.rules.grids.trust.size
    quiet, alarm = (
        np.einsum("ts,ktge->ksge", belief.weights(nodes), part)
        for belief, part in ((read.quiet, quiet), (read.alarm, alarm))
    )
    answered = given.answered
    left = quiet * (1.0 - calm) + alarm * (answered + (1.0 - answered) * (1.0 - tense))
    chain = solution.rules.chains.peace
    left = np.einsum("gh,ef,ktge->kthf", chain.support, chain.domestic, left)
    return np.asarray(left)
