"""What should be believed after seeing something happen?"""

import numpy as np

from holdfast.commitment.arguments import probability
from holdfast.commitment.arrays import Draws, Numbers, as_draws, together


def posterior(
    prior: Numbers, likelihood_if_true: Numbers, likelihood_if_false: Numbers
) -> Draws:
    """How probable is the claim once the event has been seen?

    Parameters
    ----------
    prior : any shape, probability
        Belief in the claim before the event.
    likelihood_if_true, likelihood_if_false : any shape, probability
        Chance of the event if the claim is true and if it is false.

    Returns
    -------
    broadcast shape, probability
        The prior where the event had no chance under it: there is nothing to divide by.

    Raises
    ------
    ValueError
        An argument is outside [0, 1].

    Notes
    -----
    Bayes' rule.

    Examples
    --------
    >>> print(posterior(0.5, 0.9, 0.3).round(6))
    0.75
    """
    belief, if_true, if_false = together(
        probability(prior, "prior"),
        probability(likelihood_if_true, "likelihood_if_true"),
        probability(likelihood_if_false, "likelihood_if_false"),
    )
    # Only the ratio of the two likelihoods matters; on a scale of 1 it survives rounding.
    scale = np.maximum(if_true, if_false)
    if_true = np.divide(if_true, scale, out=np.ones(scale.shape), where=scale > 0.0)
    if_false = np.divide(if_false, scale, out=np.ones(scale.shape), where=scale > 0.0)
    joint = belief * if_true
    total = joint + (1.0 - belief) * if_false
    updated = belief.copy()
    np.divide(joint, total, out=updated, where=total > 0.0)
    # The smallest of doubles can round to a hair above 1.
    return as_draws(np.minimum(updated, 1.0))
