"""One move, as data for witnesses and paths."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from holdfast.conflict.states import StateSpace
from holdfast.stability.moves import changed_patterns


@dataclass(frozen=True, slots=True)
class Step:
    """One move by one actor, or by several together.

    Parameters
    ----------
    movers : actor ids; several where they make an issue together.
    before, after : states.
    """

    movers: tuple[str, ...]
    before: int
    after: int


def pattern_change(
    space: StateSpace, movers: Collection[str], before: int, after: int
) -> tuple[int, int]:
    """Which change of a pattern takes these movers from one state to the other?

    Returns
    -------
    two pattern numbers
        The first such change, where merged states allow several.

    Raises
    ------
    ValueError
        When no single move of theirs does.
    """
    patterns = np.flatnonzero(space.state_of == before)
    rows, reached = changed_patterns(space, movers, patterns)
    fits = np.flatnonzero(space.state_of[reached] == after)
    if not fits.size:
        raise ValueError(f"{' and '.join(movers)} cannot move from state {before} to {after}")
    return int(patterns[rows[fits[0]]]), int(reached[fits[0]])
