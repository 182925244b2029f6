"""What fits and what does not, told before anything is laid out."""

import numpy as np
import pytest

from holdfast.conflict.actors import Actor
from holdfast.conflict.issues import Issue
from holdfast.conflict.states import StateSpace
from holdfast.stability.concepts import Concept
from holdfast.stability.model import graph_model
from holdfast.stability.order import Order
from holdfast.stability.size import MOST_BYTES, size_of

YES_NO = (("n", "No"), ("y", "Yes"))


def model(options, actors=2, barred=(), joint=False):
    names = [f"a{k}" for k in range(actors)]
    issues = tuple(
        Issue(f"i{a}-{k}", "?", YES_NO, tuple(names) if joint and k == 0 and a == names[0]
              else (a,), barred)
        for a in names for k in range(options)
    )  # fmt: skip
    space = StateSpace(issues)
    orders = {a: Order(np.zeros(len(space), dtype=np.int64)) for a in names}
    return graph_model(space, [Actor(a, a, "state") for a in names], orders)


def test_a_million_free_states_fit():
    found = size_of(model(10), [Concept.SEQ])
    assert found.fits
    assert found.bytes < 100e6


def test_nothing_is_laid_out_to_find_out():
    large = model(10, barred=(("y", "n"),))
    size_of(large, list(Concept))
    assert "moves" not in vars(large)


@pytest.mark.parametrize("odd", [{"barred": (("y", "n"),)}, {"joint": True}])
def test_moves_that_must_be_listed_are_refused_with_what_would_fit(odd):
    found = size_of(model(10, **odd), [Concept.GMR])
    assert not found.fits
    assert "MB" in found.says
    assert "states fit" in found.remedy
    assert size_of(model(4, **odd), [Concept.GMR]).fits


def test_simultaneous_answers_have_a_limit_of_their_own():
    large = model(10)
    assert not size_of(large, [Concept.SIM]).fits
    assert "leave sim out" in size_of(large, [Concept.SIM]).remedy
    assert size_of(model(5, actors=3), [Concept.SIM]).fits


def test_the_estimate_covers_what_is_taken():
    """Measured: the ladders and the least keys of one task, as NumPy reports them."""
    small = model(4, actors=3)
    held = sum(ladder.patterns.nbytes + ladder.better.nbytes for ladder in small.ladders)
    assert size_of(small, [Concept.SEQ]).bytes >= held
    assert MOST_BYTES == 2 * 2**30
