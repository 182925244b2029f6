"""What share was it, k of n, and how far can the truth lie from it?"""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True, slots=True)
class Share:
    """A counted share with its interval.

    Attributes
    ----------
    count, total : int
        k of n.
    share, low, high : probability
        k/n, and the ends of Wilson's interval.
    level : probability
        Of the interval.
    """

    count: int
    total: int
    share: float
    low: float
    high: float
    level: float


def normal_quantile(level: float) -> float:
    """How many standard errors lie on either side, for an interval of this level?

    Parameters
    ----------
    level : probability, neither 0 nor 1

    Raises
    ------
    ValueError
        `level` is not between 0 and 1.

    Examples
    --------
    >>> round(normal_quantile(0.95), 2)
    1.96
    """
    if not 0.0 < level < 1.0:
        raise ValueError(f"level must be between 0 and 1, got {level:g}")
    return NormalDist().inv_cdf((1.0 + level) / 2.0)


def counted_share(count: int, total: int, *, level: float = 0.95) -> Share:
    """Which share is k of n, and between what does the chance behind it lie?

    Parameters
    ----------
    count : int, from 0 to `total`
    total : int, at least 1
    level : probability, neither 0 nor 1

    Returns
    -------
    Share
        With Wilson's score interval, which stays inside [0, 1] and has width at 0 of n and at
        n of n [Wilson1927].

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    The cases are taken as independent draws. Cases of one war are not.

    Examples
    --------
    Of eleven wars that had lasted three years, two ended within the next.

    >>> found = counted_share(2, 11)
    >>> print(round(found.share, 2), round(found.low, 2), round(found.high, 2))
    0.18 0.05 0.48
    """
    if not 0 <= count <= total or total < 1:
        raise ValueError(
            f"count must be from 0 to a total of at least 1, got {count} of {total}"
        )
    low, high = wilson(count / total, total, level=level)
    return Share(count, total, count / total, low, high, level)


def wilson(share: float, cases: float, *, level: float = 0.95) -> tuple[float, float]:
    """Between what does the chance behind a share of so many independent cases lie?

    Parameters
    ----------
    share : probability
    cases : > 0; need not be whole, for cases that lean on each other count as fewer.
    level : probability, neither 0 nor 1
    """
    z = normal_quantile(level)
    odd = z * z / cases
    middle = (share + odd / 2.0) / (1.0 + odd)
    half = z / (1.0 + odd) * sqrt(share * (1.0 - share) / cases + odd / (4.0 * cases))
    # at 0 of n and n of n one end is exact, which rounding would miss
    return (0.0 if share == 0.0 else middle - half, 1.0 if share == 1.0 else middle + half)
