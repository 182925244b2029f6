"""Which terms could be ratified at home, and how likely is it?"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from holdfast.commitment.arguments import number, positive, share
from holdfast.commitment.arrays import Draws, Numbers, as_draws, together


@dataclass(frozen=True, slots=True)
class WinSet:
    """Which terms would enough ratifiers accept? All fields have one broadcast shape.

    Attributes
    ----------
    low, high : share
        Ends of the interval, which always holds the status quo; it is only the status quo
        where enough ratifiers agree on no direction.
    """

    low: Draws
    high: Draws


def win_set(ideals: Numbers, *, status_quo: Numbers, need: int) -> WinSet:
    """Which terms do enough ratifiers prefer to the status quo?

    Parameters
    ----------
    ideals : leading shape + (ratifiers,), share
        The challenger's share that each ratifier likes best.
    status_quo : leading shape, share
        The challenger's share if nothing is ratified.
    need : number of ratifiers, from 1 to all of them
        How many must agree.

    Returns
    -------
    WinSet, of the leading broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range, or `need` is not between 1 and the number of
        ratifiers.

    Notes
    -----
    A ratifier accepts what is no further from its ideal r than the status quo q, that is
    everything between q and 2 r - q; the bounds are the need-th largest and the need-th
    smallest of those far ends. Win-sets are [Putnam1988]; that a small one is an asset in
    bargaining is [Schelling1960].

    Examples
    --------
    >>> room = win_set([0.3, 0.5, 0.6, 0.7, 0.9], status_quo=0.2, need=4)
    >>> print(room.low.round(3), room.high.round(3))
    0.2 0.8
    """
    wanted, quo = share(ideals, "ideals"), share(status_quo, "status_quo")
    if wanted.ndim == 0:
        raise ValueError("ideals must be a list of shares, got one number")
    if not 1 <= need <= wanted.shape[-1]:
        raise ValueError(f"need must be from 1 to {wanted.shape[-1]} ratifiers, got {need}")
    far_ends = np.sort(2.0 * wanted - quo[..., np.newaxis], axis=-1)
    return WinSet(
        low=as_draws(np.clip(far_ends[..., need - 1], 0.0, quo)),
        high=as_draws(np.clip(far_ends[..., -need], quo, 1.0)),
    )


def ratification_chance(terms: Numbers, *, threshold: Numbers, spread: Numbers) -> Draws:
    """How likely are the terms to be ratified?

    Parameters
    ----------
    terms : any shape, share
        The ratifying side's own share.
    threshold : any shape, share
        The share at which ratification is even.
    spread : any shape, share, > 0
        Standard deviation of what will in the end be asked.

    Returns
    -------
    broadcast shape, probability

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    The normal distribution function of (terms - threshold)/spread: [Putnam1988] with an
    uncertain pivot.

    Examples
    --------
    >>> print(ratification_chance([0.3, 0.4, 0.5], threshold=0.4, spread=0.1).round(3))
    [0.159 0.5   0.841]
    """
    x, middle, sigma = together(
        share(terms, "terms"), number(threshold, "threshold"), positive(spread, "spread")
    )
    return as_draws(ndtr((x - middle) / sigma))
