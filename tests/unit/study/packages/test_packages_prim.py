"""The patient rule induction method finds planted boxes, and nothing in noise."""

import numpy as np
import pytest

from holdfast.core.streams import uniforms
from holdfast.study.packages.prim import FEWEST, LEAST, Limit, inside, prim


def planted(draws=600, noise=0.0):
    """Ten inputs; it happens where the first is under 0.4 and the second over 0.5."""
    inputs = {f"x{k}": uniforms(7, f"prim.x{k}", 0, draws) for k in range(10)}
    happens = (inputs["x0"] < 0.4) & (inputs["x1"] > 0.5)
    flipped = uniforms(7, "prim.noise", 0, draws) < noise
    return inputs, happens ^ flipped


def test_a_planted_box_is_found():
    inputs, happens = planted()
    found = prim(inputs, happens)
    limits = {limit.name: limit for limit in found.limits}
    assert limits.keys() == {"x0", "x1"}
    assert not limits["x0"].above
    assert limits["x1"].above
    assert limits["x0"].at == pytest.approx(0.4, abs=0.06)
    assert limits["x1"].at == pytest.approx(0.5, abs=0.06)
    assert found.density >= 0.95
    assert found.coverage >= 0.85


def test_a_planted_box_is_found_through_noise():
    inputs, happens = planted(noise=0.1)
    found = prim(inputs, happens)
    assert {limit.name for limit in found.limits} == {"x0", "x1"}
    assert found.density >= 0.8 > 0.4 >= found.everywhere


def test_nothing_is_found_in_noise():
    told = 0
    for k in range(20):
        inputs = {f"x{j}": uniforms(k, f"prim.x{j}", 0, 200) for j in range(20)}
        happens = uniforms(k, "prim.happens", 0, 200) < 0.4
        told += prim(inputs, happens) is not None
    assert told <= 6  # the test of each limit is one of many looks; boxes are chosen, too


def test_where_it_always_or_never_happens_there_is_no_box():
    inputs = {"x": np.linspace(0.0, 1.0, 50)}
    assert prim(inputs, np.ones(50, dtype=bool)) is None
    assert prim(inputs, np.zeros(50, dtype=bool)) is None
    assert prim({"x": np.ones(50)}, np.arange(50) < 20) is None  # nothing to peel
    few = np.arange(FEWEST - 1.0)
    assert prim({"x": few}, few > 20.0) is None  # too few draws to tell anything


def test_what_is_said_of_a_box_is_counted():
    """A second way: count the draws."""
    inputs, happens = planted(noise=0.1)
    found = prim(inputs, happens)
    held = inside(inputs, found.limits, happens.size)
    assert found.density == np.sum(happens & held) / np.sum(held)
    assert found.coverage == np.sum(happens & held) / np.sum(happens)
    assert found.mass == held.mean() >= LEAST


def test_a_limit_says_which_side():
    assert inside({"x": np.array([1.0, 2.0, 3.0])}, (Limit("x", True, 2.0),), 3).tolist() == [
        False, False, True,
    ]  # fmt: skip
