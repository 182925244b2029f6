"""What the target believes of the challenger after a quiet quarter, an alarm and an attack."""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.grids import Stencil, Values, stencil
from holdfast.commitment.game.parameters import GameParameters


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """How T's belief is read after each signal, from its belief before.

    Parameters
    ----------
    quiet, alarm, attack : stencils on the grid of trust.
    """

    quiet: Stencil
    alarm: Stencil
    attack: Stencil


def signals(given: GameParameters, trust: Values) -> Signals:
    """How does T's belief that A keeps promises move with what it sees?

    Notes
    -----
    Bayes' rule with reference rates for the opportunist, `read_probe` and `read_attack`, in
    place of its actual rates: no node then needs a fixed point.
    """
    slips, opens = given.accident_probe, given.accident_attack
    probes, attacks = given.read_probe, given.read_attack
    seen, false = given.detection, given.false_alarm
    quiet = (
        (1.0 - slips - opens) * (1.0 - false) + slips * (1.0 - seen),
        (1.0 - probes - attacks) * (1.0 - false) + probes * (1.0 - seen),
    )
    alarm = (
        (1.0 - slips - opens) * false + slips * seen,
        (1.0 - probes - attacks) * false + probes * seen,
    )
    return Signals(*(_after(given, trust, *odds) for odds in (quiet, alarm, (opens, attacks))))


def _after(given: GameParameters, trust: Values, keeper: float, opportunist: float) -> Stencil:
    """After a signal with these likelihoods; one that neither type gives leaves no trust."""
    both = trust * keeper + (1.0 - trust) * opportunist
    posterior = np.divide(trust * keeper, both, out=np.zeros_like(trust), where=both > 0.0)
    renewed = given.belief_turnover
    return stencil(trust, (1.0 - renewed) * posterior + renewed * given.belief_restored)
