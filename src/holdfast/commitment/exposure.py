"""Who walks out on a limb, step by step, while a settlement is put in place?"""

from dataclasses import dataclass

import numpy as np

from holdfast.commitment.arguments import not_negative, number, open_probability, share
from holdfast.commitment.arrays import Draws, Numbers, Verdicts, as_draws, together
from holdfast.core.tolerances import TIE


@dataclass(frozen=True, slots=True)
class Walk:
    """What one order of steps asks of both sides, before each step and at the end.

    Attributes
    ----------
    going_on : shape (points, sides, ...), share of the prize
        Worth of going on to the end.
    margin : shape (points, sides, ...), share of the prize
        What each side gains by going on rather than breaking off.
    exposure : shape (points, sides, ...), share of the prize
        What each side would lose if the other broke off then; below 0 where it would gain.
    """

    going_on: Draws
    margin: Draws
    exposure: Draws

    @property
    def weakest(self) -> Draws:
        """The least margin of either side, point by point; shape (points, ...)."""
        return as_draws(self.margin.min(axis=1))

    @property
    def stable(self) -> Verdicts:
        """Whether neither side gains by breaking off at any point; shape (...)."""
        return np.asarray((self.weakest >= -TIE).all(axis=0))


def walk(*, flow: Numbers, kept: Numbers, end: Numbers, own: Numbers, others: Numbers) -> Walk:
    """Does going on pay both sides at every step, and how exposed is each on the way?

    Parameters
    ----------
    flow : shape (steps, sides, ...), share of the prize
        What a side enjoys while each step is being done, as the worth of having it for ever.
    kept : shape (steps, ...), in (0, 1)
        Discount over the time that each step takes.
    end : shape (sides, ...), share of the prize
        Worth of the settlement once every step is done.
    own : shape (steps + 1, sides, ...), share of the prize
        Worth to a side of its own best way of breaking off, before each step and at the end.
    others : same shape, share of the prize
        What it is left with after the other's best way of breaking off.

    Returns
    -------
    Walk

    Raises
    ------
    ValueError
        A discount is outside (0, 1), a number is not finite, or there is not one point more
        than there are steps.

    Notes
    -----
    Going on is worth V_k = (1 - d_k) u_k + d_k V_(k+1), backward from V_n = end; the margin is
    V_k less the worth of breaking off, the exposure V_k less what the other's breaking leaves.
    Own derivation.

    Examples
    --------
    Peace is worth .6 to both and war .5. The first side hands over .2 and then is handed .2:
    in between, the second gains by keeping what it has got.

    >>> found = walk(
    ...     flow=[[0.6, 0.6], [0.4, 0.8]], kept=[0.9, 0.9], end=[0.6, 0.6],
    ...     own=[[0.5, 0.5], [0.3, 0.7], [0.5, 0.5]],
    ...     others=[[0.5, 0.5], [0.3, 0.7], [0.5, 0.5]],
    ... )
    >>> print(found.margin[1].round(2), found.exposure[1].round(2), found.stable)
    [ 0.28 -0.08] [ 0.28 -0.08] False
    """
    flows, steps = number(flow, "flow"), open_probability(kept, "kept")
    broken, left = together(number(own, "own"), number(others, "others"))
    if not len(broken) == len(flows) + 1 == len(steps) + 1:
        raise ValueError("there must be one point more than there are steps")
    worth = [np.broadcast_to(number(end, "end"), broken.shape[1:])]
    for enjoyed, d in zip(flows[::-1], steps[::-1], strict=True):
        worth.append((1.0 - d) * enjoyed + d * worth[-1])
    going_on = np.stack(worth[::-1])
    return Walk(going_on, as_draws(going_on - broken), as_draws(going_on - left))


def tranches_needed(*, given: Numbers, gained: Numbers, reversible: Numbers) -> Draws:
    """Into how many parts must a step be cut so that taking one and running does not pay?

    Parameters
    ----------
    given : any shape, share of the prize, >= 0
        What the whole step is worth to the side that it serves.
    gained : any shape, share of the prize
        By how much going on beats breaking off for that side, with nothing handed over.
    reversible : any shape, share, 0 to 1
        What of a part is taken back from a side that breaks off.

    Returns
    -------
    broadcast shape, whole number of parts, >= 1; infinite where no number is enough

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    Who has been handed one part and has not answered it holds (1 - r) b / k beyond what is
    balanced: breaking off does not pay while that is at most s. So k = ceil((1 - r) b / s), as
    long as each part is answered before the next. Own derivation.

    Examples
    --------
    >>> print(tranches_needed(given=0.2, gained=0.05, reversible=[0.0, 0.5, 1.0]))
    [4. 2. 1.]
    """
    whole, surplus, back = together(
        not_negative(given, "given"), number(gained, "gained"), share(reversible, "reversible")
    )
    lost = (1.0 - back) * whole
    parts = np.full(lost.shape, np.inf)
    np.divide(lost, surplus, out=parts, where=surplus > 0.0)
    parts = np.where(lost <= 0.0, np.where(surplus >= 0.0, 1.0, np.inf), parts)
    return as_draws(np.maximum(1.0, np.ceil(parts - TIE)))
