"""Does the advantage of striking first undo a peace between armed sides?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import discount, probability
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_draws,
    as_verdicts,
    together,
    units_to_cover,
)
from holdfast.core.tolerances import EXACT, TIE


@dataclass(frozen=True, slots=True)
class FirstStrikeTest:
    """Is the peace safe from a surprise attack? All fields have one broadcast shape.

    Attributes
    ----------
    tolerated : probability, >= 0
        Largest first-strike advantage that peace survives; above 1/2 none can undo it.
    peace : true or false
    """

    tolerated: Draws
    peace: Verdicts


def first_strike_test(first_strike: Numbers, *, destruction: Numbers) -> FirstStrikeTest:
    """Does an even peace survive the advantage of striking first?

    Parameters
    ----------
    first_strike : any shape, probability
        What striking first adds to a side's even chance of winning.
    destruction : any shape, share of the prize, in [0, 1)
        What war destroys.

    Returns
    -------
    FirstStrikeTest, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    (1/2 + f)(1 - w) <= 1/2, that is f <= w/(2 (1-w)). Own stylised version of
    [LeventogluSlantchev2007].

    Examples
    --------
    >>> test = first_strike_test([0.05, 0.06], destruction=0.1)
    >>> print(test.tolerated.round(4), test.peace)
    [0.0556 0.0556] [ True False]
    """
    f, w = together(
        probability(first_strike, "first_strike"), discount(destruction, "destruction")
    )
    tolerated = w / (2.0 * (1.0 - w))
    return FirstStrikeTest(
        tolerated=as_draws(tolerated), peace=as_verdicts(f <= tolerated + TIE)
    )


def window_gap(first_strike: Numbers, *, war_cost: Numbers, patience: Numbers) -> Draws:
    """How many periods lie between two moments at which a settlement is safe?

    Parameters
    ----------
    first_strike : any shape, probability
    war_cost : any shape, share of the prize lost per period of war, in [0, 1)
    patience : any shape, discount factor per period, in [0, 1)

    Returns
    -------
    broadcast shape, number of periods, >= 1
        1 means that every period is safe.

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    ceil(log(1 + 2 f) / -log((1-c) d)). A surprise attack is put off only if the war it
    starts would last long, that is if the next chance to settle is far: quick settlement
    later cheapens attack now, so peace comes in windows [LeventogluSlantchev2007]. The
    stylised algebra is our own.

    Examples
    --------
    >>> print(window_gap([0.02, 0.1, 0.2], war_cost=0.05, patience=0.99))
    [1. 3. 6.]
    """
    f, c, d = together(
        probability(first_strike, "first_strike"),
        discount(war_cost, "war_cost"),
        discount(patience, "patience"),
    )
    with np.errstate(divide="ignore"):  # no patience at all: the next period never counts
        fade = -np.log((1.0 - c) * d)
    gap = units_to_cover(np.log1p(2.0 * f), fade)
    return as_draws(np.maximum(np.ceil(gap * (1.0 - EXACT)), 1.0))


def stable_windows(
    first_strike: Numbers, *, war_cost: Numbers, patience: Numbers, horizon: int
) -> Verdicts:
    """At which distances from a sure settlement is an earlier settlement safe?

    Parameters
    ----------
    first_strike : any shape, probability
    war_cost : any shape, share of the prize lost per period of war, in [0, 1)
    patience : any shape, discount factor per period, in [0, 1)
    horizon : number of periods, >= 0
        How far to look.

    Returns
    -------
    broadcast shape + (horizon + 1,), true or false
        Entry n is for n periods before the sure settlement; entry 0 is always true.

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    Every `window_gap` periods, counting back from the settlement.

    Examples
    --------
    >>> safe = stable_windows(0.2, war_cost=0.05, patience=0.99, horizon=12)
    >>> print(np.flatnonzero(safe))
    [ 0  6 12]
    """
    if horizon < 0:
        raise ValueError(f"horizon must be at least 0 periods, got {horizon}")
    gap = window_gap(first_strike, war_cost=war_cost, patience=patience)[..., np.newaxis]
    back = np.arange(horizon + 1, dtype=np.float64)
    # A gap beyond the horizon can be infinite, and a remainder by infinity is the number.
    return as_verdicts(np.fmod(back, gap) == 0.0)
