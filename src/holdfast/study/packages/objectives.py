"""What packages are compared on, and which of them no other beats in everything."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from holdfast.core.errors import bad_input
from holdfast.core.quantity import Draws
from holdfast.study.package import YEARS
from holdfast.study.packages.outcomes import FIVE, Outcomes


def _worth(gain: Draws, found: Outcomes) -> Draws:
    """Mean gain, counting nothing for gains in draws in which there is nothing to sign."""
    return np.asarray(np.where(found.agreed, gain, np.minimum(gain, 0.0)).mean(axis=1))


def _held(place: int) -> Callable[[Outcomes], Draws]:
    return lambda found: np.asarray((found.agreed * found.holds[:, place]).mean(axis=1))


OBJECTIVES: Mapping[str, Callable[[Outcomes], Draws]] = {
    "target_gain": lambda found: _worth(found.target_gain, found),
    "challenger_gain": lambda found: _worth(found.challenger_gain, found),
    "kept_5y": _held(FIVE),
    "cost": lambda found: np.asarray(-found.cost.mean(axis=1)),
    "deliverable": lambda found: np.asarray(found.delivered.mean(axis=1)),
    "days_to_deploy": lambda found: np.asarray(-found.days.mean(axis=1)),
}
"""What packages are compared on by default, as numbers of which more is better; (packages,)."""

MORE_OBJECTIVES: Mapping[str, Callable[[Outcomes], Draws]] = {
    "brings_both": lambda found: np.asarray(found.agreed.mean(axis=1)),
    **{f"kept_{years}y": _held(k) for k, years in enumerate(YEARS) if k != FIVE},
}
"""What may be asked for besides."""

ALL_OBJECTIVES = {**OBJECTIVES, **MORE_OBJECTIVES}

_SAME = 1e-9  # differences that are rounding


def objectives_named(names: Sequence[str]) -> tuple[str, ...]:
    """Which objectives are these? The default ones where none is named.

    Raises
    ------
    HoldfastError
        HF445 for a name that is none.
    """
    for name in names:
        if name not in ALL_OBJECTIVES:
            what = f"no objective '{name}'"
            raise bad_input("HF445", what, expected=f"some of {', '.join(ALL_OBJECTIVES)}")
    return tuple(dict.fromkeys(names)) or tuple(OBJECTIVES)


def scores(found: Outcomes, names: Sequence[str]) -> Draws:
    """How does each package do on these objectives? Shape (packages, objectives).

    More is better; not a number where the case does not say it of its own package.
    """
    return np.stack([ALL_OBJECTIVES[name](found) for name in names], axis=1)


def frontier(scored: Draws) -> list[int]:
    """Which packages does no other beat: as good in everything, and better in something?

    Where one is unknown in an objective and the other is not, neither beats the other.

    Parameters
    ----------
    scored : shape (packages, objectives), more is better; not a number where unknown.

    Returns
    -------
    their places, in order.

    Examples
    --------
    >>> frontier(np.array([[1.0, 0.0], [0.0, 1.0], [0.5, -1.0], [0.2, 0.5]]))
    [0, 1, 3]
    """
    return np.flatnonzero(~_beaten(scored)).tolist()


def _beaten(scored: Draws) -> NDArray[np.bool_]:
    beaten = np.zeros(len(scored), dtype=np.bool_)
    for place, row in enumerate(scored):
        ahead = scored - row
        unsaid = np.isnan(scored) & np.isnan(row)
        as_good = (unsaid | (ahead >= -_SAME)).all(axis=1)
        better = (ahead > _SAME).any(axis=1)
        beaten[place] = bool((as_good & better).any())
    return beaten
