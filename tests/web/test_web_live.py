"""The sliders say what the engine says, and the address says where they stand."""

import re

import numpy as np
import pytest

from holdfast.casefile.catalogue import open_case, slugs
from holdfast.commitment.game.answers import answers
from holdfast.core.errors import HoldfastError
from holdfast.study.ensemble import at_percentile, ensemble
from holdfast.study.game.parameters import described
from holdfast.web.live import KNOTS, Explorer

CASE = "ukraine-2025-03-01"


def direct(conflict, package, strength, pins):
    """A second way: one draw of the study, pinned by hand, solved one game at a time."""
    one = ensemble(conflict, 1, 1, 1)
    for quantity in (*conflict.quantities, *conflict.assumed):
        one = one.pinned(quantity.name, at_percentile(quantity, 50.0))
    whole = one
    for name, value in pins.items():
        one = one.pinned(name, value)
    [guarantee] = [g for g in conflict.packages if g.id == package]
    found = answers(described(one, whole).games(guarantee, strength), grid="coarse")
    return found.gains("target", "terms")[0], found.gains("challenger", "terms")[0]


@pytest.mark.parametrize("strength", [0.0, 0.5, 1.0])
def test_the_sliders_say_what_the_engine_says(strength):
    conflict = open_case(CASE)
    given = {"package": "tripwire", "strength": str(strength), "trust": "0.4", "delay": "20"}
    found = Explorer().look(conflict, given)
    pins = {
        conflict.contest.target_trusts.name: 0.4,
        "guarantees.tripwire.response_time": 20.0,
    }
    expected = direct(conflict, "tripwire", strength, pins)
    got = found.at(found.target), found.at(found.challenger)
    np.testing.assert_allclose(got, expected, rtol=0, atol=1e-12)


@pytest.mark.parametrize("case", slugs())
def test_every_case_with_a_contest_has_sliders(case):
    conflict = open_case(case)
    if conflict.contest is None or not conflict.packages:
        with pytest.raises(HoldfastError, match="HF401"):
            Explorer().look(conflict, {})
        return
    found = Explorer().look(conflict, {})
    assert len(found.target) == KNOTS.size
    assert not any(one.was_moved for one in found.sliders)
    assert {"strength", "trust", "least", "most"} <= {one.id for one in found.sliders}


def test_what_moves_only_the_strength_solves_nothing_anew(monkeypatch):
    explorer, conflict = Explorer(), open_case(CASE)
    explorer.look(conflict, {"strength": "0.2"})
    monkeypatch.setattr("holdfast.web.live.answers", None)
    found = explorer.look(conflict, {"strength": "0.9"})
    assert found.strength == 0.9


def test_united_supporters_supply_more():
    explorer, conflict = Explorer(), open_case(CASE)
    low, high = (explorer.look(conflict, {"unity": u}).supply for u in ("0", "1"))
    assert low < high


def test_red_lines_without_room_leave_no_terms():
    found = Explorer().look(open_case(CASE), {"least": "0.9", "most": "0.1"})
    assert not found.possible
    assert found.window is None
    assert found.comes == (False, False)


def test_the_address_holds_all_of_the_state(client):
    path = f"/c/{CASE}/window/live?package=tripwire&strength=0.6&trust=0.3"
    moved = client.get(path)
    assert moved.headers["hx-replace-url"] == path.replace("/live", "")
    whole = client.get(moved.headers["hx-replace-url"]).text
    says = re.search(r'id="says">(.*?)</div>', moved.text, re.DOTALL)[1]
    assert says in whole
    assert "With 60% of" in says
    assert 'name="trust" min="0.0" max="1.0" step="0.01" value="0.3"' in whole
    assert f'href="/c/{CASE}/window">Reset to the case' in whole


def test_the_answer_hides_until_a_guess_is_made(client):
    hidden = client.get(f"/c/{CASE}/window?predict=1&strength=0.6").text
    assert "Your guess" in hidden
    assert 'id="says"' not in hidden
    assert "<svg" not in hidden
    seen = client.get(f"/c/{CASE}/window?predict=1&strength=0.6&guess=both").text
    assert ("You guessed what the model says" in seen) != ("otherwise than you" in seen)
    assert "With 60% of" in seen


def test_nothing_is_given_away_by_the_moving_part_either(client):
    moved = client.get(f"/c/{CASE}/window/live?predict=1&strength=0.6").text
    assert 'id="says"' not in moved
