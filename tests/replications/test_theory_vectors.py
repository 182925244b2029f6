"""The 114 numeric vectors of the closed forms, each to its own tolerance.

Origin: written with the theory page, before this package, by a separate program. `closed` is
the formula, `check` a second computation there (grid search, bisection, backward induction or
simulation) where one exists. The file's short names for inputs are matched to ours here.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from holdfast.commitment import (
    alliance,
    alternating_offers,
    armed_peace,
    audience,
    bargaining_range,
    ceasefire_decay,
    enforcer,
    guarantor,
    learning,
    mediation,
    monitoring,
    quantal,
    ratification,
    self_enforcement,
    shifting_power,
    trust,
)

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "theory.json").read_text(encoding="utf-8")
)
Answer = dict[str, Any]


def _range(p, cA, cB, rho_A, rho_B) -> Answer:  # noqa: N803
    deals = bargaining_range.bargaining_range(
        p, cA, cB, attitude_challenger=rho_A, attitude_target=rho_B
    )
    return {"lo": deals.low, "hi": deals.high, "width": deals.width, "exists": deals.exists}


def _grid(p, cA, cB, n) -> Answer:  # noqa: N803
    shares = np.linspace(0.0, 1.0, n)
    return {"deals": shares[bargaining_range.deals_on_grid(p, cA, cB, shares=shares)]}


def _risk_acceptant(p, rho) -> Answer:
    return {"c_crit": bargaining_range.cost_that_opens_range(p, rho)}


def _ultimatum(p, cA, C) -> Answer:  # noqa: N803
    demand = bargaining_range.ultimatum(p, cA, target_cost_max=C)
    return {"offer": demand.offer, "pr_war": demand.war}


def _one_shift(pR0, pR1, d, delta) -> Answer:  # noqa: N803
    test = shifting_power.war_whatever_the_protocol(pR0, pR1, destruction=d, patience=delta)
    return {"war": test.war, "lhs": test.incentive, "rhs": test.threshold}


def _riser_offers(path, d, delta) -> Answer:
    war = shifting_power.play_rising_path(path, destruction=d, patience=delta).war
    last = shifting_power.war_when_riser_offers(
        path[-2], path[-1], destruction=d, patience=delta
    )
    assert bool(war[-1]) == bool(last.war)
    return {"war_last": last.war, "all_war_periods": np.flatnonzero(war)}


def _k_steps(pR0, delta_p, k, d, delta) -> Answer:  # noqa: N803
    test = shifting_power.spread_shift(pR0, delta_p, steps=k, destruction=d, patience=delta)
    return {"war_at_0": test.war, "lhs": test.incentive, "rhs": test.threshold}


def _min_steps(pR0, delta_p, d, delta) -> Answer:  # noqa: N803
    steps = shifting_power.steps_for_peace(pR0, delta_p, destruction=d, patience=delta)
    return {"k_min": steps.whole, "k_real": steps.exact}


def _min_guarantee(pW, pS_after, cS, cW, force, cost) -> Answer:  # noqa: N803
    answer = enforcer.minimal_guarantee(
        power_weak=pW,
        power_strong_after=pS_after,
        cost_weak=cW,
        cost_strong=cS,
        force=force,
        imposed_cost=cost,
    )
    return {
        "g_min": answer.certainty,
        "feasible": answer.feasible,
        "x_lo": answer.weak_needs,
        "x_hi_no_g": answer.strong_leaves,
    }


def _first_mover(d1, d2) -> Answer:
    return {"x1": alternating_offers.first_mover_share(d1, d2)}


def _outside_option(delta, w2) -> Answer:
    answer = alternating_offers.responder_share(delta, w2)
    return {"x2": answer.share, "binding": answer.binds}


def _nash(p, cA, cB, alpha) -> Answer:  # noqa: N803
    return {"x": alternating_offers.nash_terms(p, cA, cB, weight=alpha)}


def _revision(p, cD, cS, q) -> Answer:  # noqa: N803
    change = alternating_offers.revise_status_quo(p, cD, cS, status_quo=q)
    kind = "status_quo"
    if change.challenger_dissatisfied:
        kind = "revision"
    elif change.target_dissatisfied:
        kind = "revision_other"
    return {"x": change.terms, "kind": kind}


def _belief_threshold(w_strong, w_weak, a_vs_strong) -> Answer:
    return {
        "q_star": learning.belief_for_safe_offer(
            war_value_strong=w_strong,
            war_value_weak=w_weak,
            challenger_against_strong=a_vs_strong,
        )
    }


def _posterior(q, pi_s, pi_w) -> Answer:
    beliefs = learning.beliefs_after_battle(q, loss_if_strong=pi_s, loss_if_weak=pi_w)
    loss = q * pi_s + (1 - q) * pi_w
    return {
        "after_loss_of_A": beliefs.after_loss,
        "after_win_of_A": beliefs.after_win,
        "martingale": loss * beliefs.after_loss + (1 - loss) * beliefs.after_win,
    }


def _battles(q0=0.2, q_star=0.6, pi_s=0.7, pi_w=0.4) -> Answer:
    # The Monte Carlo vector repeats this case and lists no inputs: hence the defaults.
    count = learning.mean_battles(q0, q_star, loss_if_strong=pi_s, loss_if_weak=pi_w)
    return {
        "wald_lower_bound": learning.battles_at_least(
            q0, q_star, loss_if_strong=pi_s, loss_if_weak=pi_w
        ),
        "exact_mean": count.mean,
        "mean": count.mean,
        "truncated_mass": count.unresolved,
    }


def _min_trust(R, T, P, S) -> Answer:  # noqa: N803
    return {"m": trust.minimal_trust(reward=R, temptation=T, punishment=P, sucker=S)}


def _reassurance(t, R, T_trustworthy, T_untrustworthy, P, S) -> Answer:  # noqa: N803
    steps = trust.reassurance_window(
        t,
        reward=R,
        temptation_trustworthy=T_trustworthy,
        temptation_untrustworthy=T_untrustworthy,
        punishment=P,
        sucker=S,
    )
    return {"a_min": steps.smallest, "a_max": steps.largest, "possible": steps.possible}


def _trust_update(t, p_c_trustworthy, p_c_untrustworthy) -> Answer:
    types = {
        "kept_if_trustworthy": p_c_trustworthy,
        "kept_if_untrustworthy": p_c_untrustworthy,
    }
    first = trust.trust_after_promise(t, **types)
    return {
        "after_C": first.after_kept,
        "after_D": first.after_broken,
        "after_CD": trust.trust_after_promise(first.after_kept, **types).after_broken,
        "cooperations_to_undo_one_defection": trust.kept_to_undo_one_broken(**types),
    }


def _bias(x_tough, x_soft, p_A_vs_strong, c_M, eps_war_weak) -> Answer:  # noqa: N803
    leaning = mediation.truthful_leaning(
        terms_tough=x_tough,
        terms_soft=x_soft,
        power_against_strong=p_A_vs_strong,
        mediator_war_cost=c_M,
        residual_war=eps_war_weak,
    )
    return {"b_min": leaning.smallest, "b_max": leaning.largest}


def _quit(v1, v2, slope1, slope2, t) -> Answer:
    return {
        "pr_2_quits": audience.opponent_quits_by(t, stake=v1, audience_slope=slope1),
        "pr_1_quits": audience.opponent_quits_by(t, stake=v2, audience_slope=slope2),
    }


def _tie_or_sink(V, c, k) -> Answer:  # noqa: N803
    signals = audience.compare_signals(highest_value=V, war_cost=c, challenger_risk=k)
    return {
        "prior_resolved": signals.prior_resolved,
        "mu_star": signals.belief_needed,
        "deterred_without_signal": signals.deterred_without_signal,
        "tie_needed": signals.tie_needed,
        "sink_separating": signals.sink_separating,
        "gain_tie_over_sink": signals.gain_from_tying,
        "m_min_pool": signals.sink_pooling,
    }


def _win_set(ideals, status_quo, need) -> Answer:
    room = ratification.win_set(ideals, status_quo=status_quo, need=need)
    # The vectors give the pivot's bound only where all ratifiers want to move one way.
    one_way = min(ideals) >= status_quo
    return {
        "lo": room.low,
        "hi": room.high,
        "pivot_bound": room.high if one_way else None,
    }


def _probit(x, threshold, sigma) -> Answer:
    return {"pr": ratification.ratification_chance(x, threshold=threshold, spread=sigma)}


def _deterrence(p_T, c_C, status_quo_C, force) -> Answer:  # noqa: N803
    answer = alliance.deterrence_threshold(
        power_target=p_T,
        cost_challenger=c_C,
        status_quo_challenger=status_quo_C,
        force=force,
    )
    return {"rho_star": answer.reliability, "deterrable": answer.deterrable}


def _intervention(stake, force, c_G, abandon_cost) -> Answer:  # noqa: N803
    choice = alliance.intervention(
        stake=stake, force=force, cost=c_G, abandonment_cost=abandon_cost
    )
    return {
        "net": choice.net,
        "intervene": choice.intervenes,
        "a_min": choice.minimal_abandonment_cost,
    }


def _moral_hazard(c_T, share_borne, K, rho) -> Answer:  # noqa: N803
    risk = alliance.protege_risk(
        cost_target=c_T, share_borne=share_borne, challenger_cost_max=K, reliability=rho
    )
    return {"pr_war": risk.war, "slope": risk.entrapment}


def _abandon_cost(c_lo, c_hi, stake, force, rho_star) -> Answer:
    own = {"stake": stake, "force": force, "cost_low": c_lo, "cost_high": c_hi}
    return {
        "rho_no_cost": guarantor.honouring_chance(abandonment_cost=0.0, **own),
        "a_min": guarantor.minimal_abandonment_cost(reliability_needed=rho_star, **own),
    }


def _two_challengers(theta, rho_star) -> Answer:
    tests = guarantor.two_tests(belief_resolved=theta, reliability_needed=rho_star)
    return {
        "weak_honours": tests.weak_honours,
        "pr_honour_1": tests.honours_first,
        "attack_1": tests.first_attacks,
        "posterior_after_honour": tests.belief_after_honour,
        "deter_cut": tests.deterring_belief,
    }


def _logit(lam, ev) -> Answer:
    return {"pr": quantal.logit_response(ev, precision=lam)}


def _grim(T, R, P) -> Answer:  # noqa: N803
    answer = self_enforcement.patience_for_grim(temptation=T, reward=R, punishment=P)
    return {"delta": answer.patience}


def _persistence(mu, x_max, delta) -> Answer:
    answer = self_enforcement.persistence_for_no_revolt(
        revolt_value=mu, concession=x_max, patience=delta
    )
    return {"h_min": answer.persistence, "slack": answer.shortfall}


def _detection(gain, u_comply, w_punish, delta) -> Answer:
    answer = monitoring.detection_needed(
        gain=gain, comply_value=u_comply, punished_value=w_punish, patience=delta
    )
    return {
        "d_min": answer.detection,
        "feasible": answer.feasible,
        "delta_star_perfect": answer.patience_if_perfect,
    }


def _first_strike(phi, d) -> Answer:
    test = armed_peace.first_strike_test(phi, destruction=d)
    return {"phi_crit": test.tolerated, "peace": test.peace}


def _windows(phi, cost, delta, n) -> Answer:
    safe = armed_peace.stable_windows(phi, war_cost=cost, patience=delta, horizon=n)
    return {
        "windows": np.flatnonzero(safe),
        "gap": armed_peace.window_gap(phi, war_cost=cost, patience=delta),
    }


def _decay_time(k0, k_star, decay) -> Answer:
    return {
        "t": ceasefire_decay.time_enforced(
            strength_start=k0, strength_needed=k_star, decay=decay
        )
    }


DISPATCH: dict[tuple[str, str], Callable[..., Answer]] = {
    ("fearon1995", "range"): _range,
    ("fearon1995", "indivisible_grid"): _grid,
    ("fearon1995", "risk_acceptant_empty_iff_c_below"): _risk_acceptant,
    ("fearon1995", "ultimatum_private_cost"): _ultimatum,
    ("powell2006", "one_shift"): _one_shift,
    ("powell2006", "riser_offers_last_step"): _riser_offers,
    ("powell2006", "k_steps"): _k_steps,
    ("powell2006", "min_steps_for_peace"): _min_steps,
    ("walter_enforcer", "min_guarantee"): _min_guarantee,
    ("rubinstein", "first_mover"): _first_mover,
    ("rubinstein", "outside_option_responder"): _outside_option,
    ("nash", "war_disagreement"): _nash,
    ("powell1999", "revision"): _revision,
    ("screening", "belief_threshold"): _belief_threshold,
    ("learning", "posterior"): _posterior,
    ("learning", "battles_until_safe_offer_strong_true"): _battles,
    ("learning", "battles_mc"): _battles,
    ("kydd_trust", "min_trust"): _min_trust,
    ("kydd_reassurance", "signal_window"): _reassurance,
    ("trust_update", "cooperate_then_defect"): _trust_update,
    ("kydd2003", "truthful_bias_interval"): _bias,
    ("fearon1994", "quit_prob_by_t"): _quit,
    ("fearon1997", "tying_vs_sinking"): _tie_or_sink,
    ("putnam", "win_set"): _win_set,
    ("ratification", "probit"): _probit,
    ("smith1995", "deterrence_threshold"): _deterrence,
    ("smith1995", "intervention"): _intervention,
    ("benson_moral_hazard", "risk_of_war_by_protege_demand"): _moral_hazard,
    ("guarantor_pbe", "min_abandon_cost"): _abandon_cost,
    ("guarantor_reputation", "two_challengers"): _two_challengers,
    ("qre_attack", "logit"): _logit,
    ("grim", "delta_star"): _grim,
    ("acemoglu_robinson", "min_persistence"): _persistence,
    ("schultz_monitoring", "min_detection"): _detection,
    ("armed_peace", "first_strike"): _first_strike,
    ("armed_peace", "stable_windows"): _windows,
    ("beardsley", "time_to_unenforced"): _decay_time,
}


def test_every_vector_is_dispatched_and_none_is_missing():
    assert len(VECTORS) == 114
    assert {(vector["model"], vector["case"]) for vector in VECTORS} == set(DISPATCH)


def _agrees(answer: Any, expected: Any, tolerance: float) -> bool:
    if expected is None or isinstance(expected, str):
        return answer == expected
    wanted = np.asarray(expected, dtype=np.float64)
    got = np.asarray(answer, dtype=np.float64)
    return wanted.shape == got.shape and bool(np.all(np.abs(got - wanted) <= tolerance))


@pytest.mark.parametrize(
    "vector",
    VECTORS,
    ids=[f"{n:03d}-{v['model']}-{v['case']}" for n, v in enumerate(VECTORS)],
)
def test_vector(vector):
    answer = DISPATCH[vector["model"], vector["case"]](**vector["inputs"])
    assert vector["closed"]
    for method in ("closed", "check"):
        for name, expected in (vector[method] or {}).items():
            assert _agrees(answer[name], expected, vector["tol"]), (
                f"{method} {name}: {answer[name]} is not {expected}"
            )
