"""The one place where a case's quantities become the engines' parameters."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from holdfast.bargaining.agreement import Agreement, Bargain
from holdfast.bargaining.sides import Sides
from holdfast.bargaining.solutions import nash
from holdfast.commitment.fighting import (
    self_enforcing_terms,
    war_cost,
    war_share,
    weight_of_decision,
)
from holdfast.commitment.guarantor import honouring_chance, reliability_with_automaticity
from holdfast.commitment.window import Settlement
from holdfast.conflict.conflict import Conflict
from holdfast.conflict.contest import Contest
from holdfast.conflict.guarantees import Guarantee
from holdfast.core.errors import bad_input
from holdfast.core.quantity import Draws, Quantity
from holdfast.study.ensemble import Ensemble

QUARTERS_PER_YEAR = 4.0
DAYS_PER_YEAR = 365.25
HORIZON_YEARS = 5.0
"""How far ahead a breach counts when a side decides whether to come."""


@dataclass(frozen=True, slots=True)
class War:
    """What fighting on is worth, per draw.

    Parameters
    ----------
    weight : share of the value that lies in the decision.
    power : probability of winning everything, as the case states it.
    share : what the challenger expects from fighting on, costs aside.
    cost_challenger, cost_target : shares of the prize.
    """

    weight: Draws
    power: Draws
    share: Draws
    cost_challenger: Draws
    cost_target: Draws


def contest_of(conflict: Conflict, question: str) -> Contest:
    """Which contest does the case describe?

    Raises
    ------
    HoldfastError
        HF401 where it describes none.
    """
    if conflict.contest is None:
        what = f"{conflict.id} has no contest, so there is no {question} to compute"
        remedy = "add contest: to the case, or ask for stability"
        raise bad_input("HF401", what, remedy=remedy)
    return conflict.contest


def guarantee_named(conflict: Conflict, name: str) -> Guarantee:
    """Which guarantee of the case has this id?"""
    for guarantee in conflict.packages:
        if guarantee.id == name:
            return guarantee
    known = ", ".join(g.id for g in conflict.packages) or "none"
    raise bad_input("HF401", f"{conflict.id} has no package '{name}'", expected=known)


def war(ensemble: Ensemble, contest: Contest) -> War:
    """What is fighting on worth to both sides, in every draw?"""
    of = ensemble.of
    weight = weight_of_decision(of(contest.patience), of(contest.decided))
    return War(
        weight=weight,
        power=of(contest.power),
        share=war_share(of(contest.power), of(contest.line), weight),
        cost_challenger=war_cost(of(contest.cost_per_month.challenger), weight),
        cost_target=war_cost(of(contest.cost_per_month.target), weight),
    )


def bargain(ensemble: Ensemble, contest: Contest, fighting: War) -> Bargain:
    """Over what do the two sides bargain, and what do they get without a deal?"""
    of = ensemble.of
    return Bargain(
        disagreement=Sides.of(
            fighting.share - fighting.cost_challenger,
            1.0 - fighting.share - fighting.cost_target,
        ),
        red_lines=Sides.of(of(contest.red_lines.challenger), of(contest.red_lines.target)),
    )


def negotiated(ensemble: Ensemble, contest: Contest, fighting: War) -> Agreement:
    """Which terms would the two sides reach, in every draw?

    The weighted Nash solution between the red lines; where there is no deal, the terms of
    least loss, and the agreement says so.
    """
    weight = ensemble.of(contest.bargaining_weight)
    return nash(bargain(ensemble, contest, fighting), weight)


def honoured_chance(ensemble: Ensemble, guarantee: Guarantee, years: float) -> Draws:
    """How likely do the guarantors act, in time, when called on so many years from now?

    The judged chance, or the guarantors' own reckoning; times the chance that the response
    arrives before the attack has reached its aim; halved with every half-life of their will;
    nothing once the guarantee has lapsed.
    """
    chance = _willing(ensemble, guarantee)
    contest = ensemble.conflict.contest
    if contest is not None and contest.fait_accompli and guarantee.response_time:
        days = ensemble.of(guarantee.response_time)
        room = np.maximum(ensemble.of(contest.fait_accompli), 1.0)
        chance = chance * np.exp(-days / room)
    if guarantee.half_life:
        half_life = np.maximum(ensemble.of(guarantee.half_life), 1.0 / DAYS_PER_YEAR)
        chance = chance * np.exp2(-years / half_life)
    if guarantee.lapses is not None:
        days_left = (guarantee.lapses - ensemble.conflict.as_of).days
        chance = chance if days_left >= int(years * DAYS_PER_YEAR) else np.zeros_like(chance)
    return np.asarray(chance)


def settlement(
    ensemble: Ensemble,
    guarantee: Guarantee | None,
    terms: Draws,
    years: float,
    fighting: War | None = None,
) -> Settlement:
    """Which settlement do the engines look at, with its breach so many years from now?

    Parameters
    ----------
    ensemble : the draws; its case has a contest.
    guarantee : what stands behind it; None for nothing.
    terms : share of the prize for the challenger; shape (draws,).
    years : how long power has shifted, and will has faded, by the time of a breach.
    fighting : from `war`, where the caller has it already.
    """
    of = ensemble.of
    contest = contest_of(ensemble.conflict, "settlement")
    fighting = fighting or war(ensemble, contest)
    none = np.zeros(ensemble.draws)
    asked = contest.precondition
    return Settlement(
        power_now=fighting.share,
        power_later=war_share(_power_later(ensemble, contest, years), terms, fighting.weight),
        cost_challenger=fighting.cost_challenger,
        cost_target=fighting.cost_target,
        terms=terms,
        trust=of(contest.target_trusts),
        honoured=honoured_chance(ensemble, guarantee, years) if guarantee else none,
        force=fighting.weight * of(guarantee.force) if guarantee else none,
        imposed=of(guarantee.cost_imposed) if guarantee else none,
        met_at=of(asked.met_at) if asked else none,
        audience_cost=of(asked.audience_cost) if asked else none,
        reach=of(contest.patience) ** (QUARTERS_PER_YEAR * years),
    )


def kept_terms(ensemble: Ensemble, guarantee: Guarantee | None, years: float) -> Draws:
    """Which terms are the least at which the challenger keeps the deal under the package?"""
    contest = contest_of(ensemble.conflict, "settlement")
    fighting = war(ensemble, contest)
    price = fighting.cost_challenger
    if guarantee is not None:
        force = fighting.weight * ensemble.of(guarantee.force)
        bite = force + ensemble.of(guarantee.cost_imposed)
        price = price + honoured_chance(ensemble, guarantee, years) * bite
    return self_enforcing_terms(_power_later(ensemble, contest, years), fighting.weight, price)


def inputs(conflict: Conflict, guarantee: Guarantee | None) -> tuple[str, ...]:
    """Which quantities does the window of this guarantee rest on, by name?"""
    found = [*_contest_inputs(contest_of(conflict, "window"))]
    if guarantee is not None:
        found += _guarantee_inputs(guarantee, conflict.contest)
    return tuple(quantity.name for quantity in found)


def _power_later(ensemble: Ensemble, contest: Contest, years: float) -> Draws:
    of = ensemble.of
    shift = of(contest.shift_in_peace) * QUARTERS_PER_YEAR * years
    return np.minimum(1.0, of(contest.power) + shift + of(contest.first_strike))


def _willing(ensemble: Ensemble, guarantee: Guarantee) -> Draws:
    if guarantee.kept_with is not None:
        return ensemble.of(guarantee.kept_with)
    choice = guarantee.choice
    assert choice is not None
    chosen = honouring_chance(
        stake=ensemble.of(choice.stake),
        force=ensemble.of(guarantee.force),
        abandonment_cost=ensemble.of(choice.abandonment),
        cost_low=choice.cost.low,
        cost_high=choice.cost.high,
    )
    return reliability_with_automaticity(chosen, ensemble.of(choice.automatic))


def _contest_inputs(contest: Contest) -> Iterator[Quantity]:
    yield from (
        contest.power,
        contest.line,
        contest.cost_per_month.challenger,
        contest.cost_per_month.target,
        contest.patience,
        contest.decided,
        contest.shift_in_peace,
        contest.first_strike,
        contest.red_lines.challenger,
        contest.red_lines.target,
        contest.target_trusts,
        contest.bargaining_weight,
    )
    if contest.precondition is not None:
        yield contest.precondition.met_at
        yield contest.precondition.audience_cost


def _guarantee_inputs(guarantee: Guarantee, contest: Contest | None) -> Iterator[Quantity]:
    choice = guarantee.choice
    if guarantee.kept_with is not None:
        yield guarantee.kept_with
    elif choice is not None:
        yield from (choice.stake, choice.cost, choice.abandonment, choice.automatic)
    yield from (guarantee.force, guarantee.cost_imposed)
    if guarantee.response_time and contest is not None and contest.fait_accompli:
        yield from (guarantee.response_time, contest.fait_accompli)
    if guarantee.half_life:
        yield guarantee.half_life
