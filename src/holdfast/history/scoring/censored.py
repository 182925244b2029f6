"""How good were forecasts of lasting so long, when some cases were lost from sight before?"""

import numpy as np
from numpy.typing import ArrayLike

from holdfast.history.scoring.arguments import (
    Rows,
    Verdicts,
    not_negative,
    probabilities,
    same_length,
    verdicts,
)
from holdfast.history.scoring.averages import inverse_probability_mean, totals
from holdfast.history.scoring.binary import brier_scores


def censoring_weights(duration: ArrayLike, event: ArrayLike, horizon: float) -> Rows:
    """For how many cases does each case stand that was seen through to the horizon?

    Parameters
    ----------
    duration : shape (n,), any unit of time, >= 0
        How long each case was followed: to its event, or to where it was lost from sight.
    event : shape (n,), 0 or 1, or true or false
        Whether it ended with the event, rather than being lost from sight.
    horizon : float, > 0, same unit
        The date at which outcomes are judged.

    Returns
    -------
    shape (n,), 0 or >= 1
        1/G(T-) for an event at or before the horizon, 1/G(h-) for a case that was followed to
        it or beyond, 0 for a case lost before: its outcome is not known. They sum to n, and
        without censoring all are 1.

    Raises
    ------
    ValueError
        No row, unlike lengths, an argument outside its range, or no case at risk is followed
        to the horizon, so that nothing stands for those that were lost.

    Notes
    -----
    G is the Kaplan-Meier estimate [KaplanMeier1958] of the chance of not having been lost yet;
    at equal times events come before losses, so that a case lost exactly at the horizon is
    known to have lasted. The weights are those of [GrafEtAl1999]. They are right if getting
    lost has nothing to do with how long a case would have lasted; here one G serves all cases.

    Examples
    --------
    Four truces: broken after 1 year, lost from sight after 2, broken after 3, standing after 6.

    >>> print(censoring_weights([1, 2, 3, 6], [1, 0, 1, 0], horizon=5))
    [1.  0.  1.5 1.5]
    """
    length = not_negative(duration, "duration")
    ended = verdicts(event, "event", len(length))
    if not 0.0 < horizon < np.inf:
        raise ValueError(f"horizon must be above 0 and finite, got {horizon:g}")
    times, before, after = _still_followed(length, ended)
    kept = after[times < horizon]
    at_horizon = kept[-1] if len(kept) else 1.0
    if at_horizon == 0.0:
        raise ValueError(
            f"horizon must be no longer than the longest follow-up ({length.max():g}), got "
            f"{horizon:g}"
        )
    weights = np.zeros(len(length))
    seen = ended & (length <= horizon)
    weights[seen] = 1.0 / before[np.searchsorted(times, length[seen])]
    weights[lasted(length, ended, horizon)] = 1.0 / at_horizon
    return weights


def censored_brier_score(
    forecast: ArrayLike, duration: ArrayLike, event: ArrayLike, horizon: float
) -> float:
    """How far, squared, were forecasts of lasting beyond the horizon from what happened?

    Parameters
    ----------
    forecast : shape (n,), probability
        That the case lasts beyond the horizon.
    duration : shape (n,), any unit of time, >= 0
        How long each case was followed.
    event : shape (n,), 0 or 1, or true or false
        Whether it ended with the event, rather than being lost from sight.
    horizon : float, > 0, same unit

    Returns
    -------
    float, >= 0
        An estimate of the Brier score of all n cases, had none been lost. It can exceed 1 on
        few cases.

    Raises
    ------
    ValueError
        As `censoring_weights`, or a forecast outside [0, 1].

    Notes
    -----
    sum(w (p - 1{T > h})^2) / n with the weights of `censoring_weights` [GrafEtAl1999]. For an
    interval pass the products w (p - 1{T > h})^2 to `bootstrap.mean_interval`; for a
    reliability diagram pass `lasted` and the weights to `reliability.reliability`.

    Examples
    --------
    >>> censored_brier_score([0.5, 0.5, 0.5, 0.5], [1, 2, 3, 6], [1, 0, 1, 0], horizon=5)
    0.25
    """
    p = probabilities(forecast, "forecast")
    length = not_negative(duration, "duration")
    same_length(length, "duration", len(p))
    weights = censoring_weights(length, event, horizon)
    stood = lasted(length, verdicts(event, "event", len(length)), horizon)
    return inverse_probability_mean(brier_scores(p, stood), weights)


def lasted(duration: Rows, event: Verdicts, horizon: float) -> Verdicts:
    """Which cases are known to have lasted beyond the horizon?

    Parameters
    ----------
    duration : shape (n,)
        How long each case was followed.
    event : shape (n,)
        Whether it ended with the event.
    horizon : float, same unit
    """
    return np.asarray((duration > horizon) | ((duration == horizon) & ~event))


def _still_followed(duration: Rows, event: Verdicts) -> tuple[Rows, Rows, Rows]:
    """Chance of not having been lost just before and just after each distinct time."""
    times, place = np.unique(duration, return_inverse=True)
    ended, lost = totals(place, event), totals(place, ~event)
    at_risk = np.cumsum((ended + lost)[::-1])[::-1] - ended  # events at this time are gone
    share = np.divide(lost, at_risk, out=np.zeros(len(times)), where=at_risk > 0.0)
    after = np.asarray(np.cumprod(1.0 - share), dtype=np.float64)
    return times, np.concatenate(([1.0], after[:-1])), after
