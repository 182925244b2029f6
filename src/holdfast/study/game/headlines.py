"""What sums a package up, draw by draw, by the commitment game."""

from collections.abc import Mapping

import numpy as np

from holdfast.core.quantity import Draws
from holdfast.study.ensemble import Ensemble
from holdfast.study.game.curves import Curves
from holdfast.study.package import WHOLE, YEARS
from holdfast.study.supply import weighted_supply


def headlines(of: Ensemble, found: Curves) -> Mapping[str, Draws]:
    """Which numbers sum this package up in every draw?

    Returns
    -------
    By name, shape (draws,): whether each side gains by coming with nothing and with the whole
    package, whether some strength brings both, whether the supporters end up where it does (1
    or 0 each); and the chance that a settlement on the terms reached now is kept for
    1, 2, 5 and 10 years, whole package in force, that talks begin within a year, and that there
    is a deal within five, with and without the package.
    """
    gains = found.gains("terms")
    shown = {
        "target_comes_without": gains.target[0] >= 0.0,
        "target_comes_with": gains.target[-1] >= 0.0,
        "challenger_comes_without": gains.challenger[0] >= 0.0,
        "challenger_comes_with": gains.challenger[-1] >= 0.0,
        "window_open": gains.open,
    }
    reached = weighted_supply(of)
    if reached is not None:
        shown["supply_inside"] = gains.inside(np.minimum(reached, WHOLE))
    chances = {f"kept_{years}y": found.whole.holds_terms[:, 4 * years - 1] for years in YEARS}
    for held, solved in (("without", found.nothing), ("with", found.whole)):
        chances[f"talks_1y_{held}"] = solved.talks[:, 3]
        chances[f"deal_5y_{held}"] = solved.deal[:, 19]
    return {
        name: np.asarray(value, dtype=np.float64) for name, value in shown.items()
    } | chances
