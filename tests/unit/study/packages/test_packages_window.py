"""The window of a composed package: its ends are the games with nothing and with the whole."""

import numpy as np
import pytest

from holdfast.casefile.catalogue import open_case
from holdfast.commitment.game.answers import answers
from holdfast.core.errors import HoldfastError
from holdfast.core.finding import spread
from holdfast.guarantees.catalogue import rotation
from holdfast.study.ensemble import ensemble
from holdfast.study.packages.bench import bench
from holdfast.study.packages.compare import Wanted, compared
from holdfast.study.packages.window import composed_window, games_composed, is_composed

NAME = "treaty-and-denial"


@pytest.fixture(scope="module")
def drawn():
    return ensemble(open_case("ukraine-2025-03-01"), 4, 8)


@pytest.fixture(scope="module")
def told(drawn):
    return composed_window(drawn, NAME)


def test_at_full_strength_it_is_the_package_that_is_compared(drawn, told):
    """A second way: the comparison of packages, at the same draws."""
    entry = told.answer["packages"][NAME]
    found, _, outcomes = compared(drawn, Wanted(only=NAME))
    one = found.answer["packages"][0]
    for key in ("target_gain", "challenger_gain"):
        assert entry[key][-1] == pytest.approx(one[key])
    assert entry["inside"][-1] == pytest.approx(np.mean(outcomes.agreed))
    assert entry["holds"]["5"]["mean"] == pytest.approx(one["holds"]["5y"]["mean"])
    for key in ("strength", "cost_per_year"):
        assert entry[key] == pytest.approx(one[key])


def test_at_no_strength_it_is_the_game_with_nothing(drawn, told):
    """A second way: the game with no guarantee at all."""
    nothing = answers(bench(drawn).case.games(None), grid="coarse")
    for side in ("target", "challenger"):
        expected = spread(nothing.gains(side, "terms")).to_dict()
        assert told.answer["packages"][NAME][f"{side}_gain"][0] == pytest.approx(expected)


def test_what_provokes_the_rival_leaves_terms_in_fewer_draws(told):
    """A treaty moves the rival's red line, so more of it leaves terms in fewer draws."""
    inside = told.answer["packages"][NAME]["inside"]
    assert inside[-1] <= inside[0]


def test_levels_can_be_asked_for(drawn):
    assert is_composed(drawn, "tripwire-force=2,air-cover=1")
    assert is_composed(drawn, NAME)
    assert not is_composed(drawn, "tripwire")
    assert not is_composed(drawn, "")
    with pytest.raises(HoldfastError, match=r"HF401.*tripwire.*porcupine.*levels as"):
        is_composed(drawn, "no-such-thing")
    with pytest.raises(HoldfastError, match="HF443"):
        composed_window(drawn, "air-cover=3")


def test_it_names_its_instruments_numbers_as_inputs_and_counts_its_games(drawn, told):
    solved = []
    composed_window(drawn, "air-cover=1", solved.append)
    assert sum(solved) == games_composed(drawn)
    assert any(name.startswith("instruments.") for name in told.inputs)
    priced = {q.name for q in rotation()} | {"instruments.tripwire-force.numbers.troops"}
    assert priced <= set(composed_window(drawn, "tripwire-force=1").inputs)  # it names a cost
    assert told.answer["supply"] == {}
