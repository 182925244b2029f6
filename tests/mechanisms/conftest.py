"""The mechanisms of the system, tried once a session on a stylised and a bundled case."""

import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.commitment.game.kernel import Kernel
from holdfast.study.ensemble import ensemble
from holdfast.study.game.mechanisms import mechanisms, of_case, stylised, tried

DRAWS = 200  # sampling error of a share: 0.02 at 0.9, 0.035 at one half


def _tried(drawn):
    if Kernel.find("coarse") is None:
        pytest.skip("two hundred draws need the compiled solver")
    return dict(zip(mechanisms(), tried(drawn, mechanisms()), strict=True))


@pytest.fixture(scope="session")
def on_stylised():
    """By mechanism, what a stylised case with wide red lines says."""
    return _tried(stylised(1, DRAWS))


@pytest.fixture(scope="session")
def on_ukraine():
    """By mechanism, what the bundled case of March 2025 says."""
    return _tried(of_case(ensemble(open_case("ukraine-2025-03-01"), 20250301, DRAWS)))
