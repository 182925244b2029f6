"""How likely is an actor that chooses with some error to take the better course?"""

from scipy.special import expit

from holdfast.commitment.arguments import not_negative, number
from holdfast.commitment.arrays import Draws, Numbers, as_draws, together


def logit_response(gain: Numbers, *, precision: Numbers) -> Draws:
    """How likely is an actor to act, given what acting gains it?

    Parameters
    ----------
    gain : any shape, share of the prize
        Value of acting less the value of not acting.
    precision : any shape, per share of the prize, >= 0
        0 is a coin toss; large numbers a sharp best reply.

    Returns
    -------
    broadcast shape, probability

    Raises
    ------
    ValueError
        An argument is not finite, or the precision is below zero.

    Notes
    -----
    1/(1 + e^(-precision x gain)), the logit form of quantal response
    [McKelveyPalfrey1995].

    Examples
    --------
    >>> print(logit_response([-0.05, 0.0, 0.05], precision=10.0).round(3))
    [0.378 0.5   0.622]
    """
    ev, sharpness = together(number(gain, "gain"), not_negative(precision, "precision"))
    return as_draws(expit(sharpness * ev))
