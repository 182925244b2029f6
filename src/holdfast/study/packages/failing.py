"""Where does a package fail: in which part of what is uncertain?"""

from collections.abc import Mapping
from dataclasses import asdict

import numpy as np
from numpy.typing import NDArray

from holdfast.core.quantity import Draws
from holdfast.study.packages.bench import Bench, Package
from holdfast.study.packages.outcomes import FIVE, Outcomes
from holdfast.study.packages.prim import prim
from holdfast.study.packages.robust import Aim
from holdfast.study.parameters import inputs as window_inputs

HALF_LIFE, ANSWERED, ROOM = "package.half_life", "package.answered", "package.room"
"""What a package comes to as a whole: years in which the will behind it halves; the chance that
a breach is seen, laid at a door and answered; and the room it leaves between the red lines."""

_SLOWEST = 1e-4  # a quarter; a will that fades more slowly than this does not fade


def fails_where(on: Bench, found: Outcomes, place: int, aim: Aim) -> dict[str, object]:
    """In which part of the inputs does this package mainly fail?

    Parameters
    ----------
    on : the case.
    found : outcomes of packages, draw by draw.
    place : of the package among them.
    aim : what counts as good enough.

    Returns
    -------
    `coming`, where not both come, among all draws; `keeping`, where it is then not kept for
    five years with the chance aimed for, among draws in which both come. Each has `limits` with
    `input`, `above`, `at`; `density`, the share of draws in this part in which it fails;
    `coverage`, the share of its failures that lie there; `mass`, the share of draws;
    `everywhere`, the share of failures among all. `limits` is empty where nothing stands out.
    """
    inputs, come = inputs_of(on, found.packages[place]), found.agreed[place]
    lost = found.holds[place, FIVE] < aim.chance
    among = {name: values[come] for name, values in inputs.items()}
    return {"coming": _told(inputs, ~come), "keeping": _told(among, lost[come])}


def _told(inputs: Mapping[str, Draws], fails: NDArray[np.bool_]) -> dict[str, object]:
    everywhere = float(fails.mean()) if fails.size else 0.0
    box = prim(inputs, fails) if fails.size else None
    if box is None:
        return {"limits": [], "everywhere": everywhere}
    limits = [{"input": x.name, "above": x.above, "at": x.at} for x in box.limits]
    told = {name: value for name, value in asdict(box).items() if name != "limits"}
    return {"limits": limits, **told}


def inputs_of(on: Bench, package: Package) -> Mapping[str, Draws]:
    """What is uncertain about this package, by name? Shape (draws,) each."""
    of, conflict = on.ensemble, on.ensemble.conflict
    names = dict.fromkeys(window_inputs(conflict, package.guarantee))
    known = {q.name: of.of(q) for q in conflict.assumed}
    known |= {name: of.values[name] for name in names}
    for one in on.tools.instruments:
        if package.strengths.get(one.id, 0.0) > 0.0:
            known |= {q.name: of.of(q) for q in one.in_game}
    known |= _as_a_whole(on, package)
    return {name: values for name, values in known.items() if np.ptp(values) > 0.0}


def _as_a_whole(on: Bench, package: Package) -> dict[str, Draws]:
    games = on.games([package]).columns
    fades = np.maximum(games["support_decay"], _SLOWEST)
    seen = games["detection"] * games["answered"]
    room = games["red_line_target"] - games["red_line_challenger"]
    return {
        HALF_LIFE: np.log(2.0) / (4.0 * fades),
        ANSWERED: np.asarray(seen),
        ROOM: np.asarray(room),
    }
