"""What decides whether a package brings both sides and is kept: each input in its draws."""

from collections.abc import Iterator

import numpy as np

from holdfast.core.quantity import Quantity
from holdfast.study.game.hinges import bars
from holdfast.study.game.window import game_inputs
from holdfast.study.packages.bench import Bench, Package
from holdfast.study.packages.outcomes import FIVE, Outcomes
from holdfast.study.packages.prim import STANDS_OUT
from holdfast.study.supply import inputs as supply_inputs


def hinges(on: Bench, found: Outcomes, place: int) -> dict[str, object]:
    """On which inputs does it hang whether both come, and whether this package is kept?

    No game is solved for it: the draws in which the packages were compared are cut by each
    input in turn, as for the window. All packages share these draws, and a hundred inputs are
    looked at: what stands out by luck would do so for most packages, so more is asked of it.

    Parameters
    ----------
    on : the case.
    found : outcomes of packages, draw by draw.
    place : of the package among them.

    Returns
    -------
    `kept_5y`, of both coming and keeping it for five years, and `holds_5y`, of keeping it
    once signed, each with `share`, the mean chance, and `bars`: `input`, `unit`, the chance
    `at_low` and `at_high` in the lowest and the highest part of the draws, where it `flips_at`.
    """
    some = list(numbers_of(on, found.packages[place]))
    chances = {"kept_5y": found.kept[place], "holds_5y": found.holds[place, FIVE]}
    return {
        name: {
            "share": float(np.mean(chance)),
            "bars": bars(on.ensemble, some, chance, STANDS_OUT),
        }
        for name, chance in chances.items()
    }


def numbers_of(on: Bench, package: Package) -> Iterator[Quantity]:
    """Which uncertain numbers of the case and of its instruments does this package rest on?

    What supporters would supply is no part of it: that moves no game.
    """
    conflict = on.ensemble.conflict
    own = () if package.guarantee is None else (package.guarantee,)
    supplied = frozenset(supply_inputs(conflict))
    stated = [conflict.quantity(n) for n in game_inputs(conflict, own) if n not in supplied]
    used = (one for one in on.tools.instruments if package.strengths.get(one.id, 0.0) > 0.0)
    numbers = (number for one in used for number in one.in_game)
    yield from (q for q in (*stated, *numbers) if not q.fixed)
