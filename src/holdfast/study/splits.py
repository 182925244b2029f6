"""On which input a yes or no depends most, and where it turns."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from holdfast.core.quantity import Draws

PLACES = np.linspace(0.1, 0.9, 17)
"""Quantiles of an input at which a turn is looked for."""

LEAST_GAP = 0.2
"""Least difference between the two shares that is worth telling."""


@dataclass(frozen=True, slots=True)
class Split:
    """Where an input divides the draws best.

    Parameters
    ----------
    name : of the input.
    at : value of the input; in its unit.
    below, above : share of draws with the answer yes on either side of it.
    """

    name: str
    at: float
    below: float
    above: float


def best_split(holds: NDArray[np.bool_], inputs: Mapping[str, Draws]) -> Split | None:
    """Which input tells best in which draws the answer is yes?

    One cut through one input, the one that leaves the least doubt on both sides (Gini).

    Parameters
    ----------
    holds : shape (draws,).
    inputs : by name, shape (draws,) each.

    Returns
    -------
    None where no cut makes the shares differ by `LEAST_GAP`.

    Examples
    --------
    >>> x = np.linspace(0.0, 1.0, 101)
    >>> found = best_split(x > 0.4, {"x": x, "y": np.cos(50 * x)})
    >>> found.name, round(found.at, 1), round(found.below, 1), round(found.above, 1)
    ('x', 0.4, 0.0, 1.0)
    """
    cuts = [
        (doubt, split) for name, x in inputs.items() for doubt, split in _cuts(holds, name, x)
    ]
    told = [cut for cut in cuts if abs(cut[1].above - cut[1].below) >= LEAST_GAP]
    return min(told, key=lambda cut: cut[0])[1] if told else None


def _cuts(holds: NDArray[np.bool_], name: str, values: Draws) -> list[tuple[float, Split]]:
    found = []
    for at in np.unique(np.quantile(values, PLACES)):
        left = values <= at
        if left.all() or not left.any():
            continue
        below, above = float(holds[left].mean()), float(holds[~left].mean())
        weight = float(left.mean())
        doubt = weight * below * (1.0 - below) + (1.0 - weight) * above * (1.0 - above)
        found.append((doubt, Split(name, float(at), below, above)))
    return found
