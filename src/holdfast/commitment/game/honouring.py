"""Would the guarantors honour what they promised, and what does an attack then cost?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.commitment.game.games import Games
from holdfast.commitment.game.grids import Values, chosen
from holdfast.commitment.game.parameters import SUPPORT_LEVELS, GameParameters

_ROUNDS = 500  # of the guarantors looking at one another; each brings them closer
_STILL = 1e-15
_APART = 1e-6  # ends that lie closer together than this are one


@dataclass(frozen=True, slots=True, eq=False)
class Honouring:
    """What stands behind the guarantee, by the guarantors' level of support.

    For many games the first axis is theirs.

    Parameters
    ----------
    honoured : shape (3,); chance that the guarantors honour.
    cost : shape (3,); cost of an attack to A: sanctions and reputation, in prize.
    strength : shape (3,); of the guarantee as T counts it, in prize.
    shortfall : shape (3,); share of the precondition that it leaves unmet, 0 to 1.
    force : power that honouring takes from the aggressor in time.
    several : whether guarantors who look at one another could as well end up elsewhere.
    """

    honoured: Values
    cost: Values
    strength: Values
    shortfall: Values
    force: Values
    several: NDArray[np.bool_]


def honouring(given: GameParameters) -> Honouring:
    """How surely would the guarantors honour in one game, and what is it worth?

    See `honouring_of`.
    """
    many = honouring_of(Games.listed([given]))
    return Honouring(
        many.honoured[0],
        many.cost[0],
        many.strength[0],
        many.shortfall[0],
        many.force[0],
        many.several[0],
    )


def honouring_of(games: Games) -> Honouring:
    """How surely would the guarantors honour, and what does their guarantee come to?

    Notes
    -----
    A guarantor honours for its stake in the force and the cost of abandoning, against the cost
    of honouring [Smith1995], and for what the others do where there is contagion; a sunk
    deployment raises the belief that it is resolved. Without any instrument nothing is
    honoured.
    """
    of = {name: column[:, np.newaxis] for name, column in games.columns.items()}
    level = np.arange(SUPPORT_LEVELS, dtype=np.float64)
    force = of["force"] * of["in_time"]
    cost = of["guarantor_cost"] - of["guarantor_cost_relief"] * level
    sure = _sure(of)
    gain = of["guarantor_stake"] * force + of["abandonment"] - cost
    low, high = _together(of, sure, gain)
    honoured = np.where(of["rallied"] > 0.0, high, low)
    some = sum(np.abs(of[n]) for n in ("abandonment", "force", "sanctions", "automatic")) > 0.0
    honoured = np.where(some, honoured, 0.0)
    punished = of["sanctions"] * (of["snap_back"] + (1.0 - of["snap_back"]) * honoured)
    strength = honoured * force + punished + of["aid_quarters"] * of["aid"]
    asked = of["precondition"]
    unmet = strength < asked
    met = np.divide(strength, asked, out=np.ones_like(strength), where=unmet)
    return Honouring(
        honoured,
        punished + of["reputation_cost"],
        strength,
        np.maximum(0.0, 1.0 - met),
        force[:, 0],
        np.asarray((some & (high - low > _APART)).any(axis=1)),
    )


def _sure(of: dict[str, Values]) -> Values:
    """The chance that a guarantor acts without deciding, or is resolved to."""
    doubt = (1.0 - of["resolved"]) * np.exp(-of["precision_guarantor"] * of["deployment_cost"])
    resolved = of["resolved"] / (of["resolved"] + doubt)
    return np.asarray(of["automatic"] + (1.0 - of["automatic"]) * resolved)


def _together(of: dict[str, Values], sure: Values, gain: Values) -> tuple[Values, Values]:
    """The lowest and the highest share that honours, where each looks at what the others do.

    Where they follow each other, hearing of more makes more honour: from none at all, and from
    all, the shares move step by step to the lowest and the highest end. Where they shirk, there
    is one end only, and it is halved in on.
    """
    precision, base, contagion = of["precision_guarantor"], of["base_honour"], of["contagion"]

    def honoured(share: Values) -> Values:
        willing = chosen(base, precision * (gain + contagion * share))
        return np.asarray(sure + (1.0 - sure) * willing)

    if not contagion.any():
        alone = honoured(np.zeros_like(gain))
        return alone, alone
    low, high = np.zeros_like(gain), np.ones_like(gain)
    follow = contagion >= 0.0
    for _ in range(_ROUNDS):
        middle = (low + high) / 2.0
        above = honoured(middle) > middle
        before = low, high
        low = np.where(follow, honoured(low), np.where(above, middle, low))
        high = np.where(follow, honoured(high), np.where(above, high, middle))
        moved = np.maximum(np.abs(low - before[0]), np.abs(high - before[1]))
        if moved.max() < _STILL:
            break
    return low, high
