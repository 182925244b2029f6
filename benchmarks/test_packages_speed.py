"""How long a search for packages takes, and how much of it is not the game itself.

The goal is set for 256 draws by 500 packages, less than a tenth of the time outside the engine.
By default a fortieth of that is timed; HOLDFAST_FULL=1 times all of it, some ten minutes.
"""

import os
import time

import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.commitment.game.kernel import Kernel
from holdfast.core.streams import uniforms
from holdfast.study.ensemble import ensemble
from holdfast.study.packages import outcomes as by
from holdfast.study.packages.bench import bench, of_levels
from holdfast.study.packages.objectives import ALL_OBJECTIVES, scores

FULL = bool(os.environ.get("HOLDFAST_FULL"))
DRAWS, PACKAGES = (256, 500) if FULL else (64, 50)
OUTSIDE = 0.1


@pytest.fixture
def many():
    on = bench(ensemble(open_case("ukraine-2025-03-01"), 1, DRAWS))
    count = len(on.tools.instruments)
    levels = (3.0 * uniforms(1, "benchmark.levels", 0, PACKAGES * count)).astype(int)
    rows = levels.reshape(PACKAGES, count)
    return on, [of_levels(tuple(row), on.tools.instruments) for row in rows.tolist()]


def test_many_packages(benchmark, many, monkeypatch):
    """Packages looked at with all objectives, and the share of time outside the engine."""
    if Kernel.find("coarse") is None:
        pytest.skip("the compiled solver could not be built here")
    on, packages = many
    inside, solve = [], by.answers

    def timed(*given, **options):
        start = time.perf_counter()
        found = solve(*given, **options)
        inside.append(time.perf_counter() - start)
        return found

    monkeypatch.setattr(by, "answers", timed)

    def look():
        inside.clear()
        return scores(by.outcomes(on, packages), tuple(ALL_OBJECTIVES))

    benchmark.pedantic(look, rounds=1)
    whole = benchmark.stats.stats.median
    share = 1.0 - sum(inside) / whole
    benchmark.extra_info |= {
        "games a second": round(DRAWS * PACKAGES / whole, 1),
        "packages a second": round(PACKAGES / whole, 3),
        "share outside the engine": round(share, 4),
    }
    assert share < OUTSIDE
