"""How long would settlements be kept? On the exact path of power."""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.grids import Stencil, Values, stencil
from holdfast.commitment.game.passage import accidents, by_kind
from holdfast.commitment.game.rules import settled_power
from holdfast.commitment.game.solution import Solution

QUARTERS = 40
"""Quarters that are followed: ten years."""


@dataclass(frozen=True, slots=True, eq=False)
class Signed:
    """Settlements that are followed, one path each.

    Parameters
    ----------
    mass : shape (paths, 2, trust, support, domestic); promise-keepers first.
    power : shape (paths,); A's, at the signing.
    share : shape (paths,); A's, in the terms.
    """

    mass: Values
    power: Values
    share: Values


def holding(solution: Solution, share: float, quarters: int = QUARTERS) -> Values:
    """How likely is a settlement made now on these terms still kept after each quarter?

    Parameters
    ----------
    solution : of the game.
    share : A's, on the grid of shares.
    quarters : how many are followed.

    Returns
    -------
    shape (quarters,); never increasing, from below 1.
    """
    return holding_and_attacks(solution, share, quarters)[0]


def holding_and_attacks(
    solution: Solution, share: float, quarters: int = QUARTERS
) -> tuple[Values, Values]:
    """How likely is a settlement made now kept, and has A attacked, after each quarter?"""
    given, on = solution.rules.given, solution.rules.grids
    deals = np.zeros(solution.settlement.probe.shape[1:4])
    deals[:, given.support, given.domestic] = 1.0
    spread = stencil(on.trust, given.trust).weights(on.trust.size)[0]
    chances = np.array([given.trust, 1.0 - given.trust])
    mass = (chances[:, np.newaxis] * spread)[:, :, np.newaxis, np.newaxis] * deals
    signed = Signed(mass[np.newaxis], np.array([given.power]), np.array([share]))
    alive, attacked = kept(solution, signed, quarters)
    return alive[:, 0], attacked[:, 0]


def holding_of_deals(
    solution: Solution, deals: Values, quarters: int
) -> tuple[Values, Values] | None:
    """How likely are deals still kept, and has A attacked, by quarter since their signing?

    Parameters
    ----------
    solution : of the game.
    deals : mass that signs; shape (power, trust, support, domestic, share).
    quarters : how many are followed.

    Returns
    -------
    two arrays of shape (quarters,), or nothing where no deal is ever made.
    """
    total = deals.sum()
    if total <= 0.0:
        return None
    on = solution.rules.grids
    by_path = np.moveaxis(by_kind(solution, deals), (1, 5), (0, 1))
    powers, shares = np.meshgrid(on.power, on.share, indexing="ij")
    mass = by_path.reshape(-1, *by_path.shape[2:])
    made = mass.sum(axis=(1, 2, 3, 4)) > 0.0
    signed = Signed(mass[made], powers.reshape(-1)[made], shares.reshape(-1)[made])
    alive, attacked = kept(solution, signed, quarters)
    return alive.sum(axis=1) / total, attacked.sum(axis=1) / total


def kept(solution: Solution, signed: Signed, quarters: int) -> tuple[Values, Values]:
    """How much of each path's mass still keeps its settlement, and has A attacked, by quarter?

    Returns
    -------
    two arrays of shape (quarters, paths)

    Notes
    -----
    A settlement ends when A attacks or T strikes. Power is one number a path and quarter:
    drift, aid, and what probes add that nobody saw, as their share of the settlements still
    kept. Beliefs, support and the two kinds of A are carried as mass.
    """
    given, on = solution.rules.given, solution.rules.grids
    now = solution.settlement
    probe, attack, calm, tense = (
        _on_shares(stencil(on.share, signed.share), policy)
        for policy in (now.probe, now.attack, now.strike_quiet, now.strike_alarm)
    )
    mass, power = signed.mass, signed.power
    alive, attacked = np.empty((2, quarters, power.size))
    broken = np.zeros(power.size)
    for quarter in range(quarters):
        at = stencil(on.power, power)
        before = mass.sum(axis=(1, 2, 3, 4))
        probing, complying = _act(solution, mass, _at(at, probe), _at(at, attack))
        broken = broken + before - (probing + complying).sum(axis=(1, 2, 3, 4))
        unseen = (1.0 - given.detection) * probing.sum(axis=(1, 2, 3, 4))
        added = np.divide(unseen, before, out=np.zeros_like(before), where=before > 0.0)
        power = settled_power(given, power) + given.probe_power * added
        at = stencil(on.power, power)
        mass = _answer(solution, probing, complying, (_at(at, calm), _at(at, tense)))
        alive[quarter], attacked[quarter] = mass.sum(axis=(1, 2, 3, 4)), broken
    return alive, attacked


def _on_shares(at: Stencil, policy: Values) -> Values:
    """A policy on every path's terms; shape (paths, power, trust, support, domestic)."""
    return np.moveaxis(at.along(policy, policy.ndim - 1), -1, 0)


def _at(at: Stencil, policy: Values) -> Values:
    """A policy at every path's power; shape (paths, 1, trust, support, domestic)."""
    path = np.arange(at.lower.size)
    low, high = policy[path, at.lower], policy[path, at.lower + 1]
    weight = at.weight.reshape(-1, 1, 1, 1)
    return np.asarray(low + weight * (high - low))[:, np.newaxis]


def _act(
    solution: Solution, mass: Values, probe: Values, attack: Values
) -> tuple[Values, Values]:
    """The mass that probes, and the mass that complies; the rest has attacked."""
    slips, opens = accidents(solution)
    probing = mass * np.concatenate([np.full_like(probe, slips), probe], axis=1)
    attacking = mass * np.concatenate([np.full_like(attack, opens), attack], axis=1)
    return probing, mass - probing - attacking


def _answer(
    solution: Solution, probing: Values, complying: Values, strikes: tuple[Values, Values]
) -> Values:
    """T hears quiet or an alarm, and stays or strikes; support moves on."""
    given, read = solution.rules.given, solution.rules.signals
    calm, tense = strikes
    quiet = (1.0 - given.false_alarm) * complying + (1.0 - given.detection) * probing
    alarm = given.false_alarm * complying + given.detection * probing
    nodes, trust = solution.rules.grids.trust.size, 2
    quiet = read.quiet.spread(quiet, trust, nodes)
    alarm = read.alarm.spread(alarm, trust, nodes)
    answered = given.answered
    left = quiet * (1.0 - calm) + alarm * (answered + (1.0 - answered) * (1.0 - tense))
    return solution.rules.chains.peace.spread(left, trust + 1)
