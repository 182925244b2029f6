"""How sure is a share when cases come in groups that share their fate?

Pairs of states that fought in one war, or agreements of one conflict, are no independent cases:
intervals that take them for such are too narrow.
"""

from collections.abc import Hashable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from holdfast.history.survival.kaplan_meier import Curve, Interval, log_log
from holdfast.history.survival.spells import Counts, Spells, Times, frozen


def clustered_kaplan_meier(
    cases: Spells,
    clusters: Sequence[Hashable],
    *,
    each_once: bool = False,
    level: float = 0.95,
) -> Curve:
    """What share lasts longer than any given time, if only whole clusters are independent?

    Parameters
    ----------
    cases : Spells
    clusters : n names; cases of one name belong together.
    each_once : whether every cluster counts as much as any other, rather than every case.
    level : probability, neither 0 nor 1

    Returns
    -------
    Curve
        With the log-log interval; `at_risk`, `ended` and `lost` count cases.

    Raises
    ------
    ValueError
        Not one cluster for each case.

    Notes
    -----
    The variance of log S is the sum over clusters of the squared sum, over their cases, of each
    case's influence on it [Williams1995]: minus the integral of w (dN - Y d/n) / (n - d), for d
    of n at risk ending, both weighted. It is Greenwood's where every case is its own cluster.
    Where nobody has ended the lower end is Wilson's for the clusters still at risk.

    Examples
    --------
    Two wars: in one of them one pair of states, in the other three, which all fight again.

    >>> from holdfast.history.survival.spells import spells
    >>> cases = spells([9, 1, 1, 1], [0, 1, 1, 1])
    >>> print(clustered_kaplan_meier(cases, "abbb").survival)
    [0.25 0.25]
    >>> print(clustered_kaplan_meier(cases, "abbb", each_once=True).survival)
    [0.5 0.5]
    """
    member = _members(cases, clusters)
    weight = 1.0 / np.bincount(member)[member] if each_once else np.ones(len(cases))
    time = np.unique(cases.end)
    watched = (cases.start[:, None] < time) & (time <= cases.end[:, None])
    ends = (cases.end[:, None] == time) & cases.ended[:, None]
    n, d = weight @ watched, weight @ ends
    hazard = np.divide(d, n, out=np.zeros(len(time)), where=n > 0.0)
    survival: Times = np.cumprod(1.0 - hazard)
    goes_on = (watched & ~ends).any(axis=0)
    survival[~np.logical_and.accumulate(goes_on | (d == 0.0))] = 0.0  # exactly
    moved = weight[:, None] * (ends - watched * hazard)
    influence = np.divide(-moved, n - d, out=np.zeros_like(moved), where=goes_on)
    together = np.zeros((member.max() + 1, len(time)))
    np.add.at(together, member, influence.cumsum(axis=1))
    relative: Times = (together**2).sum(axis=0)
    counted = np.array([len(set(member[column])) for column in watched.T], dtype=np.intp)
    low, high = log_log(survival, relative, counted, level)
    return Curve(
        time=frozen(time),
        survival=frozen(survival),
        low=frozen(low),
        high=frozen(high),
        variance=frozen(survival**2 * relative),
        at_risk=_count(watched),
        ended=_count(ends),
        lost=_count((cases.end[:, None] == time) & ~cases.ended[:, None]),
        followed=float(time[-1]),
        level=level,
        interval=Interval.LOG_LOG,
    )


def independent_cases(yes: ArrayLike, clusters: Sequence[Hashable]) -> float:
    """As how many independent cases does a share count whose cases come in clusters?

    Parameters
    ----------
    yes : shape (n,), 0 or 1
    clusters : n names

    Returns
    -------
    from 1 to n
        s (1 - s) over the variance of s between clusters; the number of clusters where all
        cases came out alike, and never more than there are cases.

    Examples
    --------
    Two wars in which all did alike say as much as two cases; three that were mixed, more.

    >>> independent_cases([1, 1, 0, 0], "aabb")
    2.0
    >>> independent_cases([1, 0, 1, 0], "aabb")
    4.0
    """
    came = np.asarray(yes, dtype=np.float64)
    member = _places(clusters)
    share, many = float(came.mean()), int(member.max()) + 1
    apart = np.bincount(member, weights=came - share)
    variance = float((apart**2).sum()) / len(came) ** 2
    if share in (0.0, 1.0):
        return float(many)
    if variance == 0.0:
        return float(len(came))
    return min(float(len(came)), share * (1.0 - share) / variance)


def _members(cases: Spells, clusters: Sequence[Hashable]) -> NDArray[np.intp]:
    if len(clusters) != len(cases):
        raise ValueError(f"clusters must be one for each of {len(cases)} cases")
    return _places(clusters)


def _places(clusters: Sequence[Hashable]) -> NDArray[np.intp]:
    places: dict[Hashable, int] = {}
    return np.array([places.setdefault(one, len(places)) for one in clusters], dtype=np.intp)


def _count(which: NDArray[np.bool_]) -> Counts:
    return frozen(np.asarray(which.sum(axis=0), dtype=np.intp))
