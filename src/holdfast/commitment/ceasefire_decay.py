"""How long does an enforced ceasefire stay enforced as outside will decays?"""

import numpy as np

from holdfast.commitment.arguments import not_negative
from holdfast.commitment.arrays import Draws, Numbers, as_draws, together, units_to_cover


def strength_at(time: Numbers, *, strength_start: Numbers, decay: Numbers) -> Draws:
    """How strong is the outside incentive at a given time?

    Parameters
    ----------
    time : any shape, periods, >= 0
    strength_start : any shape, package strength, >= 0
    decay : any shape, rate per period, >= 0

    Returns
    -------
    broadcast shape, package strength, >= 0

    Raises
    ------
    ValueError
        An argument is below zero.

    Notes
    -----
    k0 e^(-decay t). That incentives from outside help at first and wear off is
    [Beardsley2011]; the exponential is our own choice.

    Examples
    --------
    >>> print(strength_at(0.0, strength_start=0.4, decay=0.1))
    0.4
    """
    t, start, gamma = together(
        not_negative(time, "time"),
        not_negative(strength_start, "strength_start"),
        not_negative(decay, "decay"),
    )
    with np.errstate(under="ignore"):
        return as_draws(start * np.exp(-gamma * t))


def time_enforced(
    *, strength_start: Numbers, strength_needed: Numbers, decay: Numbers
) -> Draws:
    """How long does a decaying guarantee stay strong enough?

    Parameters
    ----------
    strength_start : any shape, package strength, >= 0
    strength_needed : any shape, package strength, >= 0
        For example the certainty that `enforcer.minimal_guarantee` asks for.
    decay : any shape, rate per period, >= 0

    Returns
    -------
    broadcast shape, periods, >= 0
        0 where it is too weak from the start; infinity where it never becomes too weak.

    Raises
    ------
    ValueError
        An argument is below zero.

    Notes
    -----
    log(k0/k*)/decay. Own algebra on [Beardsley2008]; what makes ceasefires last is
    [Fortna2003].

    Examples
    --------
    >>> print(time_enforced(strength_start=0.4, strength_needed=0.2, decay=0.1).round(2))
    6.93
    """
    start, needed, gamma = together(
        not_negative(strength_start, "strength_start"),
        not_negative(strength_needed, "strength_needed"),
        not_negative(decay, "decay"),
    )
    strong = start >= needed
    fades = strong & (needed > 0.0)
    spare = np.log(np.where(fades, start, 1.0)) - np.log(np.where(fades, needed, 1.0))
    lasting = strong & ((needed <= 0.0) | (gamma <= 0.0))
    return np.where(lasting, np.inf, units_to_cover(spare, gamma))
