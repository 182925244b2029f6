"""How likely is it to end soon, given that it has lasted so long?"""

from dataclasses import dataclass

from holdfast.history.survival.kaplan_meier import Beyond, kaplan_meier, survival_at
from holdfast.history.survival.shares import counted_share
from holdfast.history.survival.spells import Spells, still_going


@dataclass(frozen=True, slots=True)
class Ending:
    """The chance of ending within the next interval, for what has lasted so long.

    Attributes
    ----------
    elapsed, within : float, the unit of the spells
    chance, low, high : probability
    going, ended, lost : int
        Cases that were followed for longer than `elapsed`, and how many of them ended and were
        lost from sight within the interval.
    """

    elapsed: float
    within: float
    chance: float
    low: float
    high: float
    going: int
    ended: int
    lost: int


def ending_within(
    cases: Spells, elapsed: float, within: float, *, level: float = 0.95
) -> Ending | Beyond:
    """How likely is it to end within the next interval, given that it has lasted so long?

    Parameters
    ----------
    cases : Spells
    elapsed : float, same unit, >= 0
    within : float, same unit, > 0
    level : probability, neither 0 nor 1

    Returns
    -------
    Ending
        With Wilson's interval of the count where no case was lost or entered within the
        interval, and else with the log-log interval of the curve of the cases still going.
    Beyond
        The interval reaches past the last case under watch.

    Raises
    ------
    ValueError
        An argument is outside its range, or no case was followed for longer than `elapsed`.

    Examples
    --------
    Five wars, in years: of the three longer than one year, one ended within the next.

    >>> from holdfast.history.survival.spells import spells
    >>> ending_within(spells([0.2, 0.7, 1.5, 4.0, 9.0], [1, 1, 1, 1, 1]), 1.0, 1.0).ended
    1
    """
    if not within > 0.0:
        raise ValueError(f"within must be above 0, got {within:g}")
    going = still_going(cases, elapsed)
    curve = kaplan_meier(going, level=level)
    [found] = survival_at(curve, [elapsed + within])
    if isinstance(found, Beyond):
        return found
    until = elapsed + within
    ended = int(curve.ended[curve.time <= until].sum())
    lost = int(curve.lost[curve.time < until].sum())
    late = (going.start > elapsed) & (going.start < until)
    share, low, high = 1.0 - found.share, 1.0 - found.high, 1.0 - found.low
    if not lost and not late.any():
        counted = counted_share(ended, int((going.start <= elapsed).sum()), level=level)
        share, low, high = counted.share, counted.low, counted.high
    return Ending(elapsed, within, share, low, high, len(going), ended, lost)
