"""How well does each package do where it does badly: regret, good enough, the worst tenth?"""

from dataclasses import dataclass

import numpy as np

from holdfast.core.finding import spread
from holdfast.core.quantity import Draws
from holdfast.study.packages.outcomes import Outcomes

WORST = 0.1


@dataclass(frozen=True, slots=True)
class Aim:
    """What counts as good enough in a draw: both come, and the peace is kept so surely.

    Parameters
    ----------
    chance : of being kept for five years, 0 to 1.
    """

    chance: float = 0.5

    def to_dict(self) -> dict[str, object]:
        """Say it as plain data."""
        return {"both_come": True, "kept_years": 5, "chance": self.chance}


def robust(found: Outcomes, aim: Aim) -> list[dict[str, object]]:
    """How does each package stand up over the draws?

    Returns
    -------
    for each package: `regret`, by how much its chance that both come and keep it for five years
    falls short of the best package's in the same draw, as a spread and its `worst`; `enough`,
    the share of draws in which it reaches the aim; `worst_tenth`, its mean chance in the tenth
    of draws in which it does worst.
    """
    short = regret(found.kept)
    enough = satisfies(found, aim).mean(axis=1)
    worst = worst_tenth(found.kept)
    return [
        {
            "regret": {**spread(short[k]).to_dict(), "worst": float(short[k].max())},
            "enough": float(enough[k]),
            "worst_tenth": float(worst[k]),
        }
        for k in range(len(found.packages))
    ]


def regret(kept: Draws) -> Draws:
    """By how much does each fall short of the best in the same draw? (packages, draws).

    Examples
    --------
    >>> regret(np.array([[0.5, 0.25], [0.75, 0.0]]))
    array([[0.25, 0.  ],
           [0.  , 0.25]])
    """
    return np.asarray(kept.max(axis=0) - kept)


def satisfies(found: Outcomes, aim: Aim) -> Draws:
    """In which draws does each package reach the aim? 1 or 0, shape (packages, draws)."""
    return np.asarray(found.agreed & (found.kept >= aim.chance), dtype=np.float64)


def worst_tenth(kept: Draws) -> Draws:
    """What is the mean over the tenth of draws that are worst? Shape (packages,).

    At least one draw counts.

    Examples
    --------
    >>> worst_tenth(np.array([np.arange(20.0)])).tolist()
    [0.5]
    """
    few = max(1, round(WORST * kept.shape[1]))
    return np.asarray(np.sort(kept, axis=1)[:, :few].mean(axis=1))
