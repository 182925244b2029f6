"""How the engines, on default numbers, would have fared on the promises of the casebook."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
import yaml

from holdfast.core.finding import Finding

PLACES = 3
_NINE_IN_TEN = (0.05, 0.95)


@cache
def record() -> Mapping[str, object]:
    """What did the last backtest find? As `docs/generate_backtest.py` wrote it down.

    Returns
    -------
    `promises`, `conflicts`, and by years in `horizons`: the share that `stood`; between what
    nine in ten of the engines' chances lay, `said_low` and `said_high`; Brier scores of the
    `engines` and of the casebook's own `rate`; and by how much the engines scored worse, with
    the ends of the 90% interval, `worse_by_low` and `worse_by_high`.
    """
    text = files("holdfast.study.past").joinpath("record.yaml").read_text("utf-8")
    found: Mapping[str, object] = yaml.safe_load(text)
    return found


def record_of(backtest: Finding, baseline: str) -> dict[str, object]:
    """The record that a backtest makes.

    Parameters
    ----------
    backtest : the finding.
    baseline : the forecaster that is the casebook's own rate.
    """
    answer = backtest.answer
    told, horizons = answer["forecasts"], answer["horizons"]
    assert isinstance(told, Mapping)
    assert isinstance(horizons, Mapping)
    return {
        "promises": answer["promises"],
        "conflicts": answer["conflicts"],
        "horizons": {
            years: _horizon(one, [row["engines"][years] for row in told.values()], baseline)
            for years, one in horizons.items()
        },
    }


def _horizon(one: Mapping[str, object], said: list[float], baseline: str) -> dict[str, float]:
    scores = one["scores"]
    assert isinstance(scores, Mapping)
    low, high = np.quantile(said, _NINE_IN_TEN)
    worse = scores["engines"]["worse_by"]
    numbers = {
        "stood": float(str(one["stood"])),
        "said_low": float(low),
        "said_high": float(high),
        "engines": scores["engines"]["brier"]["estimate"],
        "rate": scores[baseline]["brier"]["estimate"],
        "worse_by_low": worse["low"],
        "worse_by_high": worse["high"],
    }
    return {name: round(number, PLACES) for name, number in numbers.items()}
