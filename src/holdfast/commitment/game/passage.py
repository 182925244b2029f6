"""Where the conflict goes in a quarter: the same moves as in the values, forwards, on mass.

Mass in war and talks has the shape (power, trust, willingness, support, domestic, walked back);
in a settlement (kind of A, power, trust, support, domestic, share), promise-keepers first.
T is willing to settle; what varies is A's belief that it is.
"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.chains import Chain
from holdfast.commitment.game.grids import Stencil, Values, stencil
from holdfast.commitment.game.solution import Solution

_POWER, _TRUST, _WILLINGNESS, _WAR_SUPPORT, _SUPPORT = 0, 1, 2, 3, 2


@dataclass(frozen=True, slots=True, eq=False)
class WarPassage:
    """Where mass in war is a quarter later; the rest has seen the war decided.

    Parameters
    ----------
    war, talks : still in war, and in talks.
    escalated : mass that saw A, and T, escalate.
    offered : mass that saw T offer talks.
    won : mass that saw A win the war.
    """

    war: Values
    talks: Values
    escalated: tuple[float, float]
    offered: float
    won: float


@dataclass(frozen=True, slots=True, eq=False)
class TalksPassage:
    """Where mass in talks is a quarter later; the rest has seen the war decided.

    Parameters
    ----------
    war : without a deal.
    deals : signed, by (power, trust, support, domestic, share).
    won : mass that saw A win the war meanwhile.
    """

    war: Values
    deals: Values
    won: float


@dataclass(frozen=True, slots=True, eq=False)
class SettlementPassage:
    """Where mass in a settlement is a quarter later.

    Parameters
    ----------
    war : after an attack or a strike.
    settlement : still kept.
    """

    war: Values
    settlement: Values


def from_war(solution: Solution, mass: Values) -> WarPassage:
    """Fight, perhaps escalate; T may offer talks and A accept."""
    given, rules, policy = solution.rules.given, solution.rules, solution.war
    fought, escalated = _after_effort(solution, mass)
    mass = (1.0 - given.decided) * fought
    silent, offering = mass * (1.0 - policy.offered), mass * policy.offered
    nodes = rules.grids.willingness.size
    misread = rules.refused.spread(silent, _WILLINGNESS, nodes)
    refused = given.clarity * silent + (1.0 - given.clarity) * misread
    declined, accepted = (
        rules.offered.spread(_walked_back(solution, part), _WILLINGNESS, nodes)
        for part in (offering * (1.0 - policy.accepted), offering * policy.accepted)
    )
    return WarPassage(
        _moved(solution, refused + declined),
        _moved(solution, accepted),
        escalated,
        float(offering.sum()),
        given.decided * _won(solution, fought),
    )


def from_talks(solution: Solution, mass: Values) -> TalksPassage:
    """Sign at the terms, or go on fighting."""
    given, share = solution.rules.given, solution.rules.grids.share
    decided = given.decided * (1.0 - given.calm)
    won, mass = decided * _won(solution, mass), (1.0 - decided) * mass
    signed = mass * solution.talks.deal
    deals = signed.sum(axis=(_WILLINGNESS, mass.ndim - 1))
    place = stencil(share, solution.talks.terms.reshape(-1)).weights(share.size)
    spread = deals[..., np.newaxis] * place.reshape(*deals.shape, share.size)
    peace = solution.rules.chains.peace.spread(spread, _SUPPORT)
    return TalksPassage(_moved(solution, mass - signed), peace, won)


def from_settlement(solution: Solution, mass: Values) -> SettlementPassage:
    """Comply, probe or attack; hear quiet or an alarm; stay or strike."""
    kept = solution.settlement
    keeper, opportunist = mass
    after = [
        _settled(solution, keeper, *accidents(solution)),
        _settled(solution, opportunist, kept.probe, kept.attack),
    ]
    return SettlementPassage(
        np.sum([one.war for one in after], axis=0),
        np.stack([one.settlement for one in after]),
    )


def accidents(solution: Solution) -> tuple[float, float]:
    """How likely does a promise-keeper seem to probe, and to attack, in a quarter?"""
    given = solution.rules.given
    return given.accident_probe * given.violations, given.accident_attack * given.violations


def by_kind(solution: Solution, deals: Values) -> Values:
    """Split deals between the two kinds of A by T's belief at the signing."""
    trust = solution.rules.grids.trust[:, np.newaxis, np.newaxis, np.newaxis]
    return np.stack([deals * trust, deals * (1.0 - trust)])


def _won(solution: Solution, mass: Values) -> float:
    """Of mass that sees the war decided, how much sees A win?"""
    return float(mass.sum(axis=(1, 2, 3, 4, 5)) @ solution.rules.grids.power)


def _after_effort(solution: Solution, mass: Values) -> tuple[Values, tuple[float, float]]:
    """Power after both have chosen how hard to fight, and the mass in which each escalates."""
    given, policy, power = solution.rules.given, solution.war, solution.rules.grids.power
    if not given.efforts:
        return mass, (0.0, 0.0)
    shift = -given.escalation_shift if given.target_first else given.escalation_shift
    first, second = (stencil(power, power + move) for move in (shift, -shift))
    hold, lead = mass * (1.0 - policy.first), mass * policy.first
    alone = first.spread(lead * (1.0 - policy.second_after_first), _POWER, power.size)
    other = second.spread(hold * policy.second_after_hold, _POWER, power.size)
    neither = hold * (1.0 - policy.second_after_hold)
    both = lead * policy.second_after_first
    efforts = float(lead.sum()), float((other + both).sum())
    escalated = (efforts[1], efforts[0]) if given.target_first else efforts
    return neither + other + alone + both, escalated


def _walked_back(solution: Solution, mass: Values) -> Values:
    short = solution.rules.honour.shortfall[:, np.newaxis]
    after = mass.copy()
    after[..., 0] = (1.0 - short) * mass[..., 0]
    after[..., 1] += short * mass[..., 0]
    return after


def _moved(solution: Solution, mass: Values) -> Values:
    """Power walks, and support moves by the chain of the precondition's state."""
    rules = solution.rules
    walked = np.moveaxis(np.tensordot(mass, rules.walk, (_POWER, 0)), -1, _POWER)
    parts = [
        chain.spread(walked[..., dropped], _WAR_SUPPORT)
        for dropped, chain in enumerate(rules.chains.war)
    ]
    return np.stack(parts, axis=-1)


def _settled(
    solution: Solution, mass: Values, probe: Values | float, attack: Values | float
) -> SettlementPassage:
    """One kind of A, with its chances of a probe and an attack."""
    given, rules, kept = solution.rules.given, solution.rules, solution.settlement
    probing, attacking = mass * probe, mass * attack
    complying = mass - probing - attacking
    heard, unseen = given.false_alarm * complying, given.detection * probing
    quiet = _to(rules.drifted, rules.signals.quiet, complying - heard, solution)
    quiet = quiet + _to(rules.crept, rules.signals.quiet, probing - unseen, solution)
    answered = _to(rules.drifted, rules.signals.alarm, heard + unseen, solution)
    open_ = _to(rules.drifted, rules.signals.alarm, heard, solution)
    open_ = open_ + _to(rules.crept, rules.signals.alarm, unseen, solution)
    left = (1.0 - given.answered) * open_
    struck = quiet * kept.strike_quiet, left * kept.strike_alarm
    stayed = quiet - struck[0] + given.answered * answered + left - struck[1]
    war = _war_after_strike(solution, struck) + _war_after_attack(solution, attacking)
    return SettlementPassage(war, rules.chains.peace.spread(stayed, _SUPPORT))


def _to(at: Stencil, belief: Stencil, mass: Values, solution: Solution) -> Values:
    on = solution.rules.grids
    believed = belief.spread(mass, _TRUST, on.trust.size)
    return at.spread(believed, _POWER, on.power.size)


def _war_after_strike(solution: Solution, struck: tuple[Values, Values]) -> Values:
    """T's strikes, covered by the guarantors as far as each kind is."""
    given, rules, nodes = solution.rules.given, solution.rules, solution.rules.grids.power.size
    met = rules.honour.honoured[:, np.newaxis]
    total = np.zeros(struck[0].shape[:-1])
    for part, share in zip(struck, (1.0 - given.conditional, given.backs_strike), strict=True):
        mass, covered = part.sum(axis=-1), share * met
        total += rules.struck[0].spread(mass * covered, _POWER, nodes)
        total += rules.struck[1].spread(mass * (1.0 - covered), _POWER, nodes)
    return _reopened(solution, rules.chains.war[1], total)


def _war_after_attack(solution: Solution, attacking: Values) -> Values:
    """A's attacks, with and without warning, honoured and not."""
    rules, nodes = solution.rules, solution.rules.grids.power.size
    met = rules.honour.honoured[:, np.newaxis]
    mass = rules.signals.attack.spread(attacking.sum(axis=-1), _TRUST, rules.grids.trust.size)
    resisted, alone = np.zeros_like(mass), np.zeros_like(mass)
    for chance, at, without in rules.attacked:
        resisted += chance * at.spread(mass * met, _POWER, nodes)
        alone += chance * without.spread(mass * (1.0 - met), _POWER, nodes)
    return _reopened(solution, rules.chains.honoured, resisted) + _reopened(
        solution, rules.chains.broken, alone
    )


def _reopened(solution: Solution, chain: Chain, mass: Values) -> Values:
    """War again: A knows T was willing, and nothing is asked any more."""
    moved = chain.spread(mass, _SUPPORT)
    war = np.zeros(solution.war.offered.shape)
    war[:, :, -1, :, :, 1] = moved
    return war
