"""What every closed form promises: it broadcasts, gives arrays, and refuses bad arguments."""

import dataclasses
import inspect

import numpy as np
import pytest

from holdfast.commitment.alliance import deterrence_threshold, intervention, protege_risk
from holdfast.commitment.alternating_offers import (
    first_mover_share,
    nash_terms,
    responder_share,
    revise_status_quo,
    split_the_gain,
)
from holdfast.commitment.armed_peace import first_strike_test, window_gap
from holdfast.commitment.audience import (
    compare_signals,
    honours_commitment,
    opponent_quits_by,
    opponent_quitting_rate,
)
from holdfast.commitment.bargaining_range import (
    bargaining_range,
    cost_that_opens_range,
    ultimatum,
)
from holdfast.commitment.beliefs import posterior
from holdfast.commitment.ceasefire_decay import strength_at, time_enforced
from holdfast.commitment.enforcer import minimal_guarantee
from holdfast.commitment.exposure import tranches_needed
from holdfast.commitment.guarantor import (
    honouring_chance,
    minimal_abandonment_cost,
    reliability_with_automaticity,
    two_tests,
)
from holdfast.commitment.learning import (
    battles_at_least,
    belief_for_safe_offer,
    beliefs_after_battle,
    mean_battles,
)
from holdfast.commitment.mediation import truthful_leaning
from holdfast.commitment.monitoring import detection_needed
from holdfast.commitment.onlookers import deterring_belief, onlooking, reliability_seen
from holdfast.commitment.quantal import logit_response
from holdfast.commitment.ratification import ratification_chance
from holdfast.commitment.self_enforcement import patience_for_grim, persistence_for_no_revolt
from holdfast.commitment.shifting_power import (
    fixed_deal,
    spread_shift,
    steps_for_peace,
    war_whatever_the_protocol,
    war_when_riser_offers,
)
from holdfast.commitment.trust import (
    kept_to_undo_one_broken,
    minimal_trust,
    reassurance_window,
    trust_after_promise,
)

# Each argument: a good value, then the values just outside its documented range.
BELOW, PROBABILITY, RATE = (-0.1,), (-0.1, 1.1), (-0.1, 1.0)
OPEN, ABOVE_ZERO, ANY = (0.0, 1.0), (0.0, -0.1), ()
PATH = {"destruction": (0.2, RATE), "patience": (0.9, RATE)}
RANGE = {"power": (0.6, PROBABILITY), "cost_challenger": (0.1, BELOW)}
BOTH = {**RANGE, "cost_target": (0.15, BELOW)}
BATTLES = {"loss_if_strong": (0.7, OPEN), "loss_if_weak": (0.4, OPEN)}
WALK = {"belief_strong": (0.2, OPEN), "belief_needed": (0.6, OPEN), **BATTLES}
TYPES = {
    "kept_if_trustworthy": (0.95, PROBABILITY),
    "kept_if_untrustworthy": (0.4, PROBABILITY),
}
GUARANTOR = {
    "stake": (0.5, BELOW),
    "force": (0.4, BELOW),
    "cost_low": (0.1, BELOW),
    "cost_high": (0.6, (*BELOW, 0.1, 0.05)),
}

CONTRACT = {
    bargaining_range: {
        **BOTH,
        "attitude_challenger": (0.8, ABOVE_ZERO),
        "attitude_target": (1.2, ABOVE_ZERO),
    },
    cost_that_opens_range: {"power": (0.5, PROBABILITY), "attitude": (2.0, ABOVE_ZERO)},
    ultimatum: {**RANGE, "target_cost_max": (0.4, ABOVE_ZERO)},
    war_whatever_the_protocol: {
        "power_now": (0.3, PROBABILITY),
        "power_next": (0.7, PROBABILITY),
        **PATH,
    },
    war_when_riser_offers: {
        "power_now": (0.3, PROBABILITY),
        "power_next": (0.7, PROBABILITY),
        **PATH,
    },
    spread_shift: {
        "power_now": (0.2, PROBABILITY),
        "shift": (0.6, (-0.1, 0.9)),
        "steps": (3.0, ABOVE_ZERO),
        **PATH,
    },
    steps_for_peace: {"power_now": (0.2, PROBABILITY), "shift": (0.6, (-0.1, 0.9)), **PATH},
    fixed_deal: {
        "power_now": (0.3, PROBABILITY),
        "power_highest": (0.6, (*PROBABILITY, 0.2)),
        "cost_challenger": (0.2, BELOW),
        "cost_target": (0.2, BELOW),
    },
    minimal_guarantee: {
        "power_weak": (0.4, PROBABILITY),
        "power_strong_after": (0.9, PROBABILITY),
        "cost_weak": (0.1, BELOW),
        "cost_strong": (0.1, BELOW),
        "force": (0.4, BELOW),
        "imposed_cost": (0.2, BELOW),
    },
    first_mover_share: {"patience_first": (0.9, RATE), "patience_second": (0.8, RATE)},
    responder_share: {"patience": (0.9, RATE), "outside_option": (0.5, PROBABILITY)},
    nash_terms: {**BOTH, "weight": (0.5, PROBABILITY)},
    split_the_gain: {
        "without_deal_challenger": (0.5, ANY),
        "without_deal_target": (0.2, ANY),
        "weight": (0.5, PROBABILITY),
    },
    revise_status_quo: {**BOTH, "status_quo": (0.2, PROBABILITY)},
    posterior: {
        "prior": (0.3, PROBABILITY),
        "likelihood_if_true": (0.7, PROBABILITY),
        "likelihood_if_false": (0.4, PROBABILITY),
    },
    beliefs_after_battle: {
        "belief_strong": (0.3, PROBABILITY),
        "loss_if_strong": (0.7, PROBABILITY),
        "loss_if_weak": (0.4, PROBABILITY),
    },
    belief_for_safe_offer: {
        "war_value_strong": (0.6, (*PROBABILITY, 0.2, 0.9)),
        "war_value_weak": (0.3, PROBABILITY),
        "challenger_against_strong": (0.2, PROBABILITY),
    },
    battles_at_least: WALK,
    mean_battles: WALK,
    minimal_trust: {
        "reward": (1.0, (0.6,)),
        "temptation": (0.6, ANY),
        "punishment": (0.0, (-1.1,)),
        "sucker": (-1.0, ANY),
    },
    reassurance_window: {
        "trust": (0.5, PROBABILITY),
        "reward": (1.0, (0.6, 1.3)),
        "temptation_trustworthy": (0.6, ANY),
        "temptation_untrustworthy": (1.3, (1.0,)),
        "punishment": (0.0, (-1.1,)),
        "sucker": (-1.0, ANY),
    },
    trust_after_promise: {"trust": (0.5, PROBABILITY), **TYPES},
    kept_to_undo_one_broken: {**TYPES, "kept_if_trustworthy": (0.95, (*PROBABILITY, 0.3))},
    truthful_leaning: {
        "terms_tough": (0.7, (*PROBABILITY, 0.5)),
        "terms_soft": (0.5, PROBABILITY),
        "power_against_strong": (0.6, PROBABILITY),
        "mediator_war_cost": (0.2, BELOW),
        "residual_war": (0.05, PROBABILITY),
    },
    opponent_quits_by: {
        "time": (2.0, BELOW),
        "stake": (1.0, ABOVE_ZERO),
        "audience_slope": (0.2, BELOW),
    },
    opponent_quitting_rate: {
        "time": (2.0, BELOW),
        "stake": (1.0, ABOVE_ZERO),
        "audience_slope": (0.2, BELOW),
    },
    honours_commitment: {
        "value": (0.3, BELOW),
        "war_cost": (0.5, BELOW),
        "audience_cost": (0.1, BELOW),
    },
    compare_signals: {
        "highest_value": (1.0, ABOVE_ZERO),
        "war_cost": (0.6, BELOW),
        "challenger_risk": (0.8, BELOW),
    },
    ratification_chance: {
        "terms": (0.5, PROBABILITY),
        "threshold": (0.4, ANY),
        "spread": (0.1, ABOVE_ZERO),
    },
    deterrence_threshold: {
        "power_target": (0.4, PROBABILITY),
        "cost_challenger": (0.1, BELOW),
        "status_quo_challenger": (0.3, PROBABILITY),
        "force": (0.4, BELOW),
    },
    intervention: {
        "stake": (0.5, BELOW),
        "force": (0.4, BELOW),
        "cost": (0.3, BELOW),
        "abandonment_cost": (0.15, BELOW),
    },
    protege_risk: {
        "cost_target": (0.2, BELOW),
        "share_borne": (0.5, PROBABILITY),
        "challenger_cost_max": (0.4, ABOVE_ZERO),
        "reliability": (0.5, PROBABILITY),
        "conditionality": (0.2, PROBABILITY),
    },
    honouring_chance: {**GUARANTOR, "abandonment_cost": (0.1, BELOW)},
    minimal_abandonment_cost: {**GUARANTOR, "reliability_needed": (0.5, PROBABILITY)},
    reliability_with_automaticity: {
        "chosen": (0.5, PROBABILITY),
        "automaticity": (0.2, PROBABILITY),
    },
    two_tests: {
        "belief_resolved": (0.1, PROBABILITY),
        "reliability_needed": (0.6, PROBABILITY),
    },
    deterring_belief: {
        "reliability_needed": (0.6, PROBABILITY),
        "weak_honours_last": (0.2, PROBABILITY),
    },
    onlooking: {
        "belief_resolved": (0.3, PROBABILITY),
        "reliability_needed": (0.6, PROBABILITY),
        "gain_today": (-0.02, ANY),
        "worth_tomorrow": (0.05, BELOW),
        "weak_honours_last": (0.1, PROBABILITY),
    },
    reliability_seen: {
        "belief_resolved": (0.2, PROBABILITY),
        "weak_honours": (0.5, PROBABILITY),
    },
    patience_for_grim: {
        "temptation": (1.5, (0.9,)),
        "reward": (1.0, ANY),
        "punishment": (0.2, ANY),
    },
    persistence_for_no_revolt: {
        "revolt_value": (0.5, BELOW),
        "concession": (1.0, ABOVE_ZERO),
        "patience": (0.9, RATE),
    },
    detection_needed: {
        "gain": (0.1, BELOW),
        "comply_value": (0.5, ANY),
        "punished_value": (0.3, ANY),
        "patience": (0.9, RATE),
    },
    first_strike_test: {"first_strike": (0.05, PROBABILITY), "destruction": (0.1, RATE)},
    window_gap: {
        "first_strike": (0.1, PROBABILITY),
        "war_cost": (0.05, RATE),
        "patience": (0.99, RATE),
    },
    strength_at: {"time": (2.0, BELOW), "strength_start": (0.4, BELOW), "decay": (0.1, BELOW)},
    time_enforced: {
        "strength_start": (0.4, BELOW),
        "strength_needed": (0.2, BELOW),
        "decay": (0.1, BELOW),
    },
    tranches_needed: {
        "given": (0.2, BELOW),
        "gained": (0.05, ANY),
        "reversible": (0.5, PROBABILITY),
    },
    logit_response: {"gain": (0.05, ANY), "precision": (10.0, BELOW)},
}
REFUSED = [
    (form, name, bad)
    for form, arguments in CONTRACT.items()
    for name, (_, outside) in arguments.items()
    for bad in (*outside, float("nan"), float("inf"))
]


def _answer(form, values):
    """Call by position where the form allows it: the names must not be needed there."""
    kinds = inspect.signature(form).parameters
    first = [name for name in kinds if kinds[name].kind.name == "POSITIONAL_OR_KEYWORD"]
    given = [values[name] for name in first if name in values]
    rest = {name: value for name, value in values.items() if name not in first}
    return form(*given, **rest)


def _fields(answer):
    if not dataclasses.is_dataclass(answer):
        return [answer]
    return [getattr(answer, field.name) for field in dataclasses.fields(answer)]


@pytest.mark.parametrize("form", CONTRACT, ids=lambda form: form.__name__)
def test_numbers_give_arrays_without_axes_and_draws_broadcast(form):
    good = {name: value for name, (value, _) in CONTRACT[form].items()}
    single = _fields(_answer(form, good))
    first, *_, last = good
    many = _fields(
        _answer(
            form,
            {**good, first: np.full((3, 1), good[first]), last: np.full(4, good[last])},
        )
    )
    for one, draws in zip(single, many, strict=True):
        assert type(one) is np.ndarray
        assert one.shape == ()
        assert type(draws) is np.ndarray
        assert draws.shape == (3, 4)
        assert draws.dtype == one.dtype
        assert np.all(draws == one)
        assert not np.isnan(draws.astype(np.float64)).any()


@pytest.mark.parametrize(
    ("form", "name", "bad"),
    REFUSED,
    ids=[f"{form.__name__}-{name}-{bad}" for form, name, bad in REFUSED],
)
def test_a_bad_argument_is_refused_by_name_and_value(form, name, bad):
    good = {key: value for key, (value, _) in CONTRACT[form].items()}
    with pytest.raises(ValueError, match=rf"{name}.*{bad:g}"):
        _answer(form, {**good, name: bad})


@pytest.mark.parametrize("form", CONTRACT, ids=lambda form: form.__name__)
def test_one_bad_draw_among_good_ones_is_found(form):
    good = {name: value for name, (value, _) in CONTRACT[form].items()}
    name = next(iter(good))
    with pytest.raises(ValueError, match=f"{name}.*nan"):
        _answer(form, {**good, name: [good[name], float("nan")]})


def test_inputs_are_left_as_they_were_and_not_handed_back():
    cost = np.array([0.1, 0.2])
    signals = compare_signals(highest_value=1.0, war_cost=cost, challenger_risk=0.8)
    signals.tie_needed[0] = 9.0
    assert cost.tolist() == [0.1, 0.2]


def test_answers_are_frozen():
    deals = bargaining_range(0.5, 0.1, 0.1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        deals.low = 0.0


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="broadcast"):
        bargaining_range([0.1, 0.2], [0.1, 0.2, 0.3], 0.1)
