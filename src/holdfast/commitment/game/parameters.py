"""Everything that the commitment game is given, in one place."""

from dataclasses import dataclass

SUPPORT_LEVELS, DOMESTIC_LEVELS = 3, 2
"""Levels of the guarantors' support, and of the target's support at home."""


@dataclass(frozen=True, slots=True)
class GameParameters:
    """One fully specified conflict: the challenger A, the target T, and its guarantors.

    The prize is worth 1. A period is a quarter, and values are those of a flow for ever: a flow
    u is worth u. Defaults are a stylised case with invented numbers; they estimate no conflict.

    Parameters
    ----------
    patience : discount factor per quarter, in (0, 1).
    precision_settlement, precision_talks, precision_effort, precision_guarantor : of choices,
        per prize; the larger, the closer to the best answer.
    base_probe, base_attack, base_strike, base_offer, base_answer, base_accept, base_escalate,
        base_honour : probability of each act where its values are equal, in (0, 1).
    decided : chance that the war is decided in a quarter.
    line : A's share at the line held, 0 to 1.
    line_follows_power : whether A's flow in war is its power rather than the line.
    cost_challenger, cost_target : flow costs of war.
    weariness : extra share of T's cost while its support at home is low.
    battle_step, battle_up, battle_down : how far power moves in war; its chance for A, for T.
    escalation_shift, escalation_cost_challenger, escalation_cost_target : what an escalation
        moves in power, and costs as a flow.
    calm : share of war costs and of `decided` that falls away in a quarter of talks.
    rearming, power_ceiling : drift of A's power in a settlement per quarter, and its end.
    first_strike, first_strike_target : what A's attack, and T's strike, gain in power.
    probe_gain, probe_power : flow that a probe takes from T; power that an undetected one adds.
    accident_probe, accident_attack : chance per quarter that a promise-keeper seems to do so.
    belief_turnover, belief_restored : share of T's belief renewed each quarter, and to what.
    read_probe, read_attack : rates by which the public reads signals of an opportunist.
    automatic : share of the response that is automatic.
    abandonment : guarantor's cost of not honouring.
    force, in_time : power that honouring takes from the aggressor, and the share in time.
    sanctions, snap_back : cost of an attack to A, and the automatic share of it.
    detection, false_alarm : per quarter, of a probe or a prepared attack, and of nothing.
    warning : share of the surprise that a detected attack loses.
    answered : chance that an alarm is answered inside the settlement.
    backs_strike : share of the guarantor's readiness that covers T's strike after an
        unanswered alarm.
    aid, aid_quarters : power per quarter that arms add to T in a settlement; quarters counted
        in the strength of the guarantee.
    conditional : share of the guarantee withheld from an unprovoked strike by T.
    deployment_cost : sunk by the guarantor beforehand; signals resolve.
    support_decay : chance per quarter of peace that guarantors' support falls a level.
    probe_penalty : share of the sanctions that an answered probe costs A.
    reputation_cost : of an attack to A.
    guarantor_stake, guarantor_cost, guarantor_cost_relief : stake in the force sent, cost of
        honouring at the lowest support, and its fall with each level.
    resolved : prior that the guarantor is resolved.
    contagion : what it adds to each guarantor's gain from honouring that all others honour.
    rallied : where guarantors who look at one another can end up in several ways, take the
        highest instead of the lowest.
    audience_challenger, audience_target, audience_strike, audience_relief : paid once: by A for
        accepting talks, by T for offering them short of its precondition, by T for striking,
        and what an alarm takes off that.
    precondition : strength of guarantee that T asks for before talks, in prize.
    clarity : chance that a refusal by T is not misread.
    refusal_odds, offer_odds : what a misread refusal, and an offer, do to the odds of A's
        belief that T is willing to settle.
    mediation, mediator_lean : chance that a quarter of talks works; weight of A in the terms.
    smooth_terms, terms_sharpness : whether terms are a smooth mean instead of the exact Nash
        solution, as in published results, and how sharp it then is.
    ratify_share, ratify_spread, ratify_guarantee : T's share at which half its public ratifies
        without a guarantee, the spread of that, and what a guarantee of strength 1 takes off.
    support_up, support_down, support_leverage : guarantors' support in war; the last is added
        while the precondition stands.
    domestic_up, domestic_down, domestic_leverage : the same for support at home.
    red_line_challenger, red_line_target : smallest share A, and largest share for A that T,
        can sign.
    violations, strikes, talks, efforts, ratification : whether each kind of choice exists.
    target_first : whether T moves first in the effort stage.
    power, trust, willingness : start: A's chance of winning a decided war, T's belief that A
        keeps promises, A's belief that T is willing.
    support, domestic : start: levels, from 0.
    walked_back : start: whether the precondition is dropped.
    """

    patience: float = 0.97
    precision_settlement: float = 150.0
    precision_talks: float = 1000.0
    precision_effort: float = 1000.0
    precision_guarantor: float = 60.0
    base_probe: float = 0.02
    base_attack: float = 0.005
    base_strike: float = 0.005
    base_offer: float = 0.25
    base_answer: float = 0.5
    base_accept: float = 0.5
    base_escalate: float = 0.3
    base_honour: float = 0.5
    decided: float = 0.03
    line: float = 0.2
    line_follows_power: bool = False
    cost_challenger: float = 0.1
    cost_target: float = 0.14
    weariness: float = 0.3
    battle_step: float = 0.04
    battle_up: float = 0.22
    battle_down: float = 0.18
    escalation_shift: float = 0.004
    escalation_cost_challenger: float = 0.06
    escalation_cost_target: float = 0.06
    calm: float = 0.0
    rearming: float = 0.02
    power_ceiling: float = 0.78
    first_strike: float = 0.1
    first_strike_target: float = 0.04
    probe_gain: float = 0.03
    probe_power: float = 0.004
    accident_probe: float = 0.02
    accident_attack: float = 0.001
    belief_turnover: float = 0.0
    belief_restored: float = 0.3
    read_probe: float = 0.1
    read_attack: float = 0.02
    automatic: float = 0.0
    abandonment: float = 0.0
    force: float = 0.0
    in_time: float = 1.0
    sanctions: float = 0.0
    snap_back: float = 0.0
    detection: float = 0.5
    false_alarm: float = 0.02
    warning: float = 0.5
    answered: float = 0.3
    backs_strike: float = 0.2
    aid: float = 0.0
    aid_quarters: float = 8.0
    conditional: float = 1.0
    deployment_cost: float = 0.0
    support_decay: float = 0.03
    probe_penalty: float = 0.25
    reputation_cost: float = 0.005
    guarantor_stake: float = 0.35
    guarantor_cost: float = 0.16
    guarantor_cost_relief: float = 0.06
    resolved: float = 0.05
    contagion: float = 0.0
    rallied: bool = False
    audience_challenger: float = 0.001
    audience_target: float = 0.006
    audience_strike: float = 0.02
    audience_relief: float = 0.01
    precondition: float = 0.15
    clarity: float = 0.5
    refusal_odds: float = 0.8
    offer_odds: float = 1.5
    mediation: float = 0.8
    mediator_lean: float = 0.5
    smooth_terms: bool = False
    terms_sharpness: float = 4.0
    ratify_share: float = 0.7
    ratify_spread: float = 0.05
    ratify_guarantee: float = 0.5
    support_up: float = 0.06
    support_down: float = 0.08
    support_leverage: float = 0.06
    domestic_up: float = 0.04
    domestic_down: float = 0.1
    domestic_leverage: float = 0.06
    red_line_challenger: float = 0.2
    red_line_target: float = 0.56
    violations: bool = True
    strikes: bool = True
    talks: bool = True
    efforts: bool = True
    ratification: bool = True
    target_first: bool = False
    power: float = 0.36
    trust: float = 0.1
    willingness: float = 0.5
    support: int = 1
    domestic: int = 1
    walked_back: bool = False

    def __post_init__(self) -> None:
        for name in ("patience", *(n for n in self.__slots__ if n.startswith("base_"))):
            if not 0.0 < getattr(self, name) < 1.0:
                raise ValueError(f"{name} is {getattr(self, name)}, not between 0 and 1")
        if self.base_probe + self.base_attack >= 1.0:
            raise ValueError("base_probe and base_attack leave no room for keeping the deal")
        if not (0 <= self.support < SUPPORT_LEVELS and 0 <= self.domestic < DOMESTIC_LEVELS):
            raise ValueError("support is a level from 0 to 2, domestic from 0 to 1")
