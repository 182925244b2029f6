"""Everything about one game that stays the same from quarter to quarter."""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.game.beliefs import Signals, signals
from holdfast.commitment.game.chains import Chains, chains
from holdfast.commitment.game.grids import Grids, Stencil, Values, grids, stencil, updated_odds
from holdfast.commitment.game.honouring import Honouring, honouring
from holdfast.commitment.game.parameters import DOMESTIC_LEVELS, GameParameters


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """One game, its grids, and how each of its events is read on them.

    Parameters
    ----------
    given : the parameters.
    grids : the points of the states.
    chains : of support.
    honour : what stands behind the guarantee.
    signals : what T's belief becomes.
    armed : A's power after a quarter of settlement; shape (powers,).
    drifted, crept : reading at that power, and at that power plus an undetected probe's.
    struck : reading after T's strike, honoured and not.
    attacked : for a detected and an undetected attack its chance, and reading it honoured and
        not.
    refused, offered : how A's belief is read after a misread refusal, and after an offer.
    walk : shape (powers, powers); how power moves in a quarter of war.
    enjoyed : A's flow in war before costs; shape (powers,).
    suffered : T's flow cost of war; shape (2,), by support at home.
    """

    given: GameParameters
    grids: Grids
    chains: Chains
    honour: Honouring
    signals: Signals
    armed: Values
    drifted: Stencil
    crept: Stencil
    struck: tuple[Stencil, Stencil]
    attacked: tuple[tuple[float, Stencil, Stencil], ...]
    refused: Stencil
    offered: Stencil
    walk: Values
    enjoyed: Values
    suffered: Values


def rules(given: GameParameters, on: Grids | None = None) -> Rules:
    """Which game do these parameters make? On the published grid unless one is given."""
    on = grids(given) if on is None else on
    power, honour = on.power, honouring(given)
    armed = settled_power(given, power)
    missing = np.arange(DOMESTIC_LEVELS - 1, -1, -1, dtype=np.float64)
    enjoyed = power if given.line_follows_power else np.full(power.size, given.line)
    hit = given.first_strike_target
    return Rules(
        given=given,
        grids=on,
        chains=chains(given),
        honour=honour,
        signals=signals(given, on.trust),
        armed=armed,
        drifted=stencil(power, armed),
        crept=stencil(power, armed + given.probe_power),
        struck=(stencil(power, power - hit - honour.force), stencil(power, power - hit)),
        attacked=tuple(
            (
                chance,
                stencil(power, power + surprise - honour.force),
                stencil(power, power + surprise),
            )
            for chance, surprise in _surprises(given)
        ),
        refused=updated_odds(on.willingness, given.refusal_odds),
        offered=updated_odds(on.willingness, given.offer_odds),
        walk=_walk(given, power),
        enjoyed=enjoyed,
        suffered=given.cost_target * (1.0 + given.weariness * missing),
    )


def settled_power(given: GameParameters, power: Values) -> Values:
    """What is A's power after a quarter of settlement without an undetected probe?"""
    ceiling = np.maximum(power, given.power_ceiling)
    return np.asarray(np.minimum(ceiling, power + given.rearming) - given.aid)


def _surprises(given: GameParameters) -> tuple[tuple[float, float], ...]:
    warned = given.first_strike * (1.0 - given.warning)
    return (given.detection, warned), (1.0 - given.detection, given.first_strike)


def _walk(given: GameParameters, power: Values) -> Values:
    up, down, nodes = given.battle_up, given.battle_down, power.size
    gained = stencil(power, power + given.battle_step).weights(nodes)
    lost = stencil(power, power - given.battle_step).weights(nodes)
    return np.asarray(up * gained + down * lost + (1.0 - up - down) * np.eye(nodes))
