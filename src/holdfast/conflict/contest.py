"""The war and the bargain about it, as the commitment engine needs them."""

from dataclasses import dataclass
from datetime import date

from holdfast.conflict.conditions import Condition
from holdfast.core.quantity import Quantity
from holdfast.core.sources import Citation


@dataclass(frozen=True, slots=True)
class Precondition:
    """What one side asks for before it talks.

    Parameters
    ----------
    by : actor id.
    asks : in words.
    met_at : package strength that meets it.
    audience_cost : share; what talking with nothing in hand costs the leader at home.
    clarity : probability that the other side reads the refusal as meant.
    sources : where it was said.
    """

    by: str
    asks: str
    met_at: Quantity
    audience_cost: Quantity
    clarity: Quantity | None = None
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Sides:
    """One quantity for each side."""

    challenger: Quantity
    target: Quantity


@dataclass(frozen=True, slots=True)
class Contest:
    """A war over a prize of size 1 between a challenger and a target.

    Parameters
    ----------
    challenger, target : actor ids; the target is the side that asks for guarantees.
    power : probability that the challenger wins everything if it is fought to a decision.
    line : share of the prize the challenger holds now.
    cost_per_month : share; a month of fighting over a quarter's yield of the whole prize.
    patience : discount per quarter.
    decided : probability per quarter that the war is decided.
    shift_in_peace : probability per quarter; growth of the challenger's power in peace.
    first_strike : probability gained by attacking first.
    red_lines : shares; the least the challenger takes, the most the target leaves it.
    bargaining_weight : share; the challenger's weight at the table.
    fait_accompli : days an attack needs to reach its aim.
    precondition : what is asked before talks.
    settled_when : the states that count as a settlement, where the case has issues.
    target_trusts, challenger_trusts : probability that the other keeps its word.
    conduct : how all act in the commitment game, by the names of its parameters; stated in the
        case, or assumed.
    began : the first day of the war; the engines do not use it, the past is asked with it.
    """

    challenger: str
    target: str
    power: Quantity
    line: Quantity
    cost_per_month: Sides
    patience: Quantity
    decided: Quantity
    shift_in_peace: Quantity
    first_strike: Quantity
    red_lines: Sides
    target_trusts: Quantity
    challenger_trusts: Quantity
    bargaining_weight: Quantity
    fait_accompli: Quantity | None = None
    precondition: Precondition | None = None
    settled_when: Condition | None = None
    conduct: tuple[tuple[str, Quantity], ...] = ()
    began: date | None = None
