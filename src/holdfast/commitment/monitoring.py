"""How good must monitors be for an agreement to be kept?"""

from dataclasses import dataclass

from holdfast.commitment.arguments import discount, not_negative, number
from holdfast.commitment.arrays import (
    Draws,
    Numbers,
    Verdicts,
    as_verdicts,
    together,
    units_to_cover,
)
from holdfast.core.tolerances import SHARE


@dataclass(frozen=True, slots=True)
class DetectionNeeded:
    """How often must cheating be detected? All fields have one broadcast shape.

    Attributes
    ----------
    detection : probability per period, or more than 1 where no monitor is enough
        0 where cheating gains nothing; infinity where it goes unpunished.
    feasible : true or false
        Whether `detection` is at most 1.
    patience_if_perfect : discount factor per period, or 1 and more where none is enough
        Patience needed if every breach is detected.
    """

    detection: Draws
    feasible: Verdicts
    patience_if_perfect: Draws


def detection_needed(
    *, gain: Numbers, comply_value: Numbers, punished_value: Numbers, patience: Numbers
) -> DetectionNeeded:
    """How likely must cheating be to be detected, for compliance to be the best reply?

    Parameters
    ----------
    gain : any shape, share of the prize per period, >= 0
        What cheating adds in the period in which it is done.
    comply_value, punished_value : any shape, share of the prize per period
        While the agreement is kept, and for good after a detected breach.
    patience : any shape, discount factor per period, in [0, 1)

    Returns
    -------
    DetectionNeeded, of the broadcast shape

    Raises
    ------
    ValueError
        An argument is outside its range.

    Notes
    -----
    (1-d) g / (d (u - w)), and with perfect detection d >= g/(g + u - w). That agreements
    fail without concessions or monitoring is [Schultz2010]; the algebra is our own. A false
    alarm costs nothing here; the commitment game has them.

    Examples
    --------
    >>> answer = detection_needed(gain=0.3, comply_value=0.5, punished_value=0.3, patience=0.8)
    >>> print(answer.detection.round(3), answer.patience_if_perfect.round(3))
    0.375 0.6
    """
    g, u, w, d = together(
        not_negative(gain, "gain"),
        number(comply_value, "comply_value"),
        number(punished_value, "punished_value"),
        discount(patience, "patience"),
    )
    detection = units_to_cover((1.0 - d) * g, d * (u - w))
    return DetectionNeeded(
        detection=detection,
        feasible=as_verdicts(detection <= 1.0 + SHARE),
        patience_if_perfect=units_to_cover(g, g + (u - w)),
    )
