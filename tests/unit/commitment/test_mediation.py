"""Second methods for mediators: their own payoffs on a grid of leanings; odd messages."""

import numpy as np
import pytest

from holdfast.commitment.mediation import (
    Advice,
    advice_counts,
    belief_after_rival_advice,
    truthful_leaning,
)

CASE = {
    "terms_tough": 0.65,
    "terms_soft": 0.55,
    "power_against_strong": 0.58,
    "mediator_war_cost": 0.1,
    "residual_war": 0.1,
}


@pytest.mark.parametrize("change", [{}, {"residual_war": 0.0}, {"mediator_war_cost": 0.02}])
def test_truth_pays_exactly_inside_the_interval(change):
    case = {**CASE, **change}
    tough, soft, p = case["terms_tough"], case["terms_soft"], case["power_against_strong"]
    cost, residual = case["mediator_war_cost"], case["residual_war"]
    leaning = np.linspace(0.0, 5.0, 50_001)
    war = leaning * p - cost
    honest_if_strong = leaning * soft >= war - 1e-12
    tough_if_weak = (1 - residual) * leaning * tough + residual * war
    honest_if_weak = tough_if_weak >= leaning * soft - 1e-12
    truthful = leaning[honest_if_strong & honest_if_weak]
    answer = truthful_leaning(**case)
    assert answer.possible
    assert abs(answer.smallest - truthful.min()) < 2e-4
    assert abs(answer.largest - truthful.max()) < 2e-4


def test_no_leaning_is_too_strong_where_war_yields_less_than_the_soft_terms():
    answer = truthful_leaning(**{**CASE, "power_against_strong": 0.5})
    assert np.isinf(answer.largest)
    assert advice_counts(1000.0, answer)


def test_no_leaning_helps_where_toughness_pays_nobody():
    answer = truthful_leaning(**{**CASE, "power_against_strong": 0.1, "residual_war": 0.9})
    assert not answer.possible
    assert np.isinf(answer.smallest)
    assert not advice_counts(1.0, answer)
    # With no cost of war only a mediator that does not care at all has no reason to lie.
    free = truthful_leaning(
        **{
            **CASE,
            "power_against_strong": 0.1,
            "residual_war": 0.9,
            "mediator_war_cost": 0.0,
        }
    )
    assert free.smallest == free.largest == 0.0


@pytest.mark.parametrize(
    ("first", "second", "belief"),
    [
        (Advice(1.0, True), Advice(1.5, True), 1.0),
        (Advice(1.0, False), Advice(1.5, False), 0.0),
        (
            Advice(1.0, True),
            Advice(1.5, False),
            0.3,
        ),  # torn: both believed, both cannot be right
        (Advice(0.0, True), Advice(9.0, False), 0.3),  # neither believed
        (Advice(0.0, True), Advice(1.0, False), 0.0),
        (Advice(1.0, True), Advice(9.0, False), 1.0),
    ],
)
def test_messages_count_only_from_inside_the_interval(first, second, belief):
    truthful = truthful_leaning(**CASE)
    assert belief_after_rival_advice(0.3, first, second, truthful) == belief


def test_advice_broadcasts_over_leanings_and_messages():
    truthful = truthful_leaning(**CASE)
    says = np.array([[True], [False]])
    belief = belief_after_rival_advice(
        0.3, Advice(np.array([0.0, 1.0, 9.0]), says), Advice(0.0, True), truthful
    )
    assert belief.tolist() == [[0.3, 1.0, 0.3], [0.3, 0.0, 0.3]]


def test_a_mediator_on_the_other_side_is_asked_about_with_the_sides_exchanged():
    with pytest.raises(ValueError, match="leaning must be at least 0, got -1"):
        advice_counts(-1.0, truthful_leaning(**CASE))
