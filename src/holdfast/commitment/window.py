"""The guarantee window in closed form: where one side enters and where the other walks out.

The instant first answer, and the check on the dynamic game. Strength runs from 0 (nothing) to 1
(the whole package); nothing here stops at 1, so that a caller can see how far beyond it the
answer lies.
"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arrays import Draws as Array
from holdfast.commitment.arrays import Verdicts, units_to_cover
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class Settlement:
    """A settlement that one side may break later, with a guarantee behind it.

    All arrays broadcast; draws lie along the first axis.

    Parameters
    ----------
    power_now : share; what the challenger expects from fighting on now, costs aside.
    power_later : share; the same once power has shifted and it strikes first.
    cost_challenger, cost_target : shares of the prize; what fighting costs each side.
    terms : share of the prize that the settlement leaves the challenger.
    trust : probability that the challenger keeps its word come what may.
    honoured : probability that the guarantors act when called on.
    force : probability; how much their acting lowers power_later, at strength 1.
    imposed : share; what their acting costs the challenger, at strength 1.
    met_at : package strength that meets the stated precondition; 0 where there is none.
    audience_cost : share; what talking below it costs the target's leader.
    reach : discount, in [0, 1]; worth today of what happens at the time of the breach. 1 is a
        breach as soon as the ink is dry, 0 one that comes too late to count.
    """

    power_now: Array
    power_later: Array
    cost_challenger: Array
    cost_target: Array
    terms: Array
    trust: Array
    honoured: Array
    force: Array
    imposed: Array
    met_at: Array
    audience_cost: Array
    reach: Array


@dataclass(frozen=True, slots=True)
class TargetTerms:
    """The terms of the target's sum; its gain is the first less the other three.

    Parameters
    ----------
    settlement : share; what a kept settlement leaves the target.
    war : share; what fighting on is worth to it.
    breach : share; expected loss from a settlement that is broken later.
    audience : share; price at home of talking before the precondition is met.
    """

    settlement: Array
    war: Array
    breach: Array
    audience: Array

    @property
    def gain(self) -> Array:
        """Settlement less war, expected breach and the price at home."""
        return np.asarray(self.settlement - self.war - self.breach - self.audience)

    @property
    def comes(self) -> Verdicts:
        """Whether coming is no worse than fighting on; true or false, a tie counts."""
        return np.asarray(self.gain >= -TIE)


@dataclass(frozen=True, slots=True)
class ChallengerTerms:
    """The terms of the challenger's sum, for one that would break its word when that pays.

    Parameters
    ----------
    settlement : share; what a kept settlement leaves the challenger.
    war : share; what fighting on is worth to it.
    breaking : share, >= 0; what it can add by breaking the settlement later.
    """

    settlement: Array
    war: Array
    breaking: Array

    @property
    def gain(self) -> Array:
        """Settlement and the option to break it, less war."""
        return np.asarray(self.settlement + self.breaking - self.war)

    @property
    def comes(self) -> Verdicts:
        """Whether coming is no worse than fighting on; true or false, a tie counts."""
        return np.asarray(self.gain >= -TIE)

    @property
    def keeper_gain(self) -> Array:
        """The gain of a challenger that never breaks its word."""
        return np.asarray(self.settlement - self.war)

    @property
    def keeper_comes(self) -> Verdicts:
        """Whether a challenger that never breaks its word comes; a tie counts."""
        return np.asarray(self.keeper_gain >= -TIE)


def war_values(settlement: Settlement) -> tuple[Array, Array]:
    """What is fighting on worth to the challenger and to the target?

    Returns
    -------
    two arrays, shares of the prize: p - c_A and 1 - p - c_T [Fearon1995].
    """
    challenger = settlement.power_now - settlement.cost_challenger
    target = 1.0 - settlement.power_now - settlement.cost_target
    return np.asarray(challenger), np.asarray(target)


def breaking_value(settlement: Settlement, strength: Array) -> Array:
    """What is breaking the settlement later worth to the challenger?

    Parameters
    ----------
    settlement : the settlement.
    strength : package strength, >= 0; broadcasts against the draws.

    Returns
    -------
    share: p' - c_A - strength h (f + k).
    """
    bite = settlement.honoured * (settlement.force + settlement.imposed)
    return np.asarray(settlement.power_later - settlement.cost_challenger - strength * bite)


def enforcement_strength(settlement: Settlement) -> Array:
    """How strong must the guarantee be before keeping the settlement pays?

    Returns
    -------
    package strength, >= 0
        max(0, p' - c_A - x) / (h (f + k)); `inf` where keeping does not pay by itself and the
        guarantee has no bite. Trust does not enter: it is about whether the challenger needs
        the incentive, not about its size.

    Notes
    -----
    The minimal guarantee with the strength as the unknown [Walter1997]; own derivation.
    """
    bite = settlement.honoured * (settlement.force + settlement.imposed)
    return units_to_cover(breaking_value(settlement, np.zeros(1)) - settlement.terms, bite)


def target_terms(settlement: Settlement, strength: Array) -> TargetTerms:
    """Why does the target come to the table at this strength, or stay away?

    Parameters
    ----------
    settlement : the settlement.
    strength : package strength, >= 0.
    """
    breaks = strength < enforcement_strength(settlement)
    return _target_terms(settlement, strength, breaks)


def challenger_terms(settlement: Settlement, strength: Array) -> ChallengerTerms:
    """Why does the challenger come to the table at this strength, or stay away?

    Parameters
    ----------
    settlement : the settlement.
    strength : package strength, >= 0.
    """
    war, _ = war_values(settlement)
    tempting = np.maximum(0.0, breaking_value(settlement, strength) - settlement.terms)
    return ChallengerTerms(np.asarray(settlement.terms), war, settlement.reach * tempting)


def target_enters(settlement: Settlement) -> Array:
    """From what strength on does the target gain by coming to the table?

    Returns
    -------
    package strength, >= 0
        The smallest at which its gain is not negative, rounding apart; `inf` where none is.
        The gain never falls in strength, so from there on it is not negative.

    Notes
    -----
    The gain is linear between 0, the precondition's strength and the enforcement strength, and
    jumps up at the latter; each piece is solved and the first crossing taken.
    """
    enforced = enforcement_strength(settlement)
    met = np.asarray(settlement.met_at)
    nothing = np.zeros(enforced.shape)
    early, late = np.minimum(met, enforced), np.maximum(met, enforced)
    entered = np.full(enforced.shape, np.inf)
    for start, end in ((nothing, early), (early, late), (late, np.inf)):
        entered = np.minimum(entered, _crossing(settlement, enforced, start, end))
    return entered


def challenger_leaves(settlement: Settlement) -> Array:
    """Up to what strength does the challenger gain by coming to the table?

    Returns
    -------
    package strength
        The largest at which its gain is not negative. `inf` where it never leaves, which is so
        whenever the terms alone satisfy it; `-inf` where it does not even come without any
        guarantee.
    """
    war, _ = war_values(settlement)
    bite = settlement.honoured * (settlement.force + settlement.imposed)
    missing = war - settlement.terms
    wanted = settlement.terms + _ratio(missing, settlement.reach, np.inf)
    spare = breaking_value(settlement, np.zeros(1)) - wanted
    out = ~challenger_terms(settlement, np.zeros(1)).comes
    leaves = np.where(out, -np.inf, _ratio(np.maximum(spare, 0.0), bite, np.inf))
    return np.where(missing <= TIE, np.inf, leaves)


def holding(settlement: Settlement, strength: Array) -> Array:
    """How likely is the challenger to keep the settlement up to the time it describes?

    Parameters
    ----------
    settlement : with power_later and honoured as of the end of the period asked about. Both
        move against the settlement with time, so keeping pays all along if it pays at the end.
    strength : package strength, >= 0.

    Returns
    -------
    probability
        1 where keeping pays, else the trust: the chance that the challenger keeps its word
        although breaking pays.
    """
    return np.where(strength >= enforcement_strength(settlement), 1.0, settlement.trust)


def _target_terms(settlement: Settlement, strength: Array, breaks: Verdicts) -> TargetTerms:
    kept = np.asarray(1.0 - settlement.terms)
    _, war = war_values(settlement)
    helped = strength * settlement.honoured * settlement.force
    if_broken = 1.0 - settlement.power_later - settlement.cost_target + helped
    feared = settlement.reach * (1.0 - settlement.trust)
    breach = np.where(breaks, feared * (kept - if_broken), 0.0)
    return TargetTerms(kept, war, breach, _audience(settlement, strength))


def _audience(settlement: Settlement, strength: Array) -> Array:
    """Price of talking below the precondition, falling to 0 where it is met."""
    done = _ratio(strength, settlement.met_at, 1.0)
    return np.asarray(settlement.audience_cost * np.maximum(0.0, 1.0 - done))


def _crossing(
    settlement: Settlement, enforced: Array, start: Array, end: Array | float
) -> Array:
    """First strength in [start, end) at which the target's gain is not negative, else `inf`."""
    begun = np.isfinite(start)
    at_start = np.where(begun, start, 0.0)
    breaks = at_start < enforced
    gain = _target_terms(settlement, at_start, breaks).gain
    feared = settlement.reach * (1.0 - settlement.trust)
    slope = np.where(breaks, feared * settlement.honoured * settlement.force, 0.0)
    relief = _ratio(settlement.audience_cost, settlement.met_at, 0.0)
    slope = slope + np.where(at_start < settlement.met_at, relief, 0.0)
    root = at_start + _ratio(-gain, slope, np.inf)
    found = np.where(gain >= -TIE, at_start, np.where(root < end, root, np.inf))
    return np.asarray(np.where(begun, found, np.inf))


def _ratio(above: Array, below: Array, otherwise: float) -> Array:
    """Give the quotient where the lower number is positive, else the value to stand in."""
    top, bottom = np.broadcast_arrays(above, below)
    found = np.full(top.shape, otherwise)
    with np.errstate(over="ignore"):  # over a speck of anything it is honestly infinite
        np.divide(top, bottom, out=found, where=bottom > 0.0)
    return found
