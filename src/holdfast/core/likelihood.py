"""Probability in words, always with its range: the bands of ICD-203."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Band:
    """A likelihood word with the range it stands for.

    Parameters
    ----------
    words : as printed.
    low, high : probabilities.
    """

    words: str
    low: float
    high: float


BANDS = (
    Band("almost no chance", 0.01, 0.05),
    Band("very unlikely", 0.05, 0.20),
    Band("unlikely", 0.20, 0.45),
    Band("roughly even", 0.45, 0.55),
    Band("likely", 0.55, 0.80),
    Band("very likely", 0.80, 0.95),
    Band("almost certain", 0.95, 0.99),
)
"""The seven bands of ICD-203 [ODNI2015], lowest first."""

CANNOT_TELL = "the model cannot tell"
_WIDEST = 3  # a range over more bands than this says nothing


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A probability range in words.

    Parameters
    ----------
    words : the band's words, two joined by "to", or `CANNOT_TELL`.
    low, high : the printed range, probabilities within 0.01 and 0.99.
    """

    words: str
    low: float
    high: float

    @property
    def can_tell(self) -> bool:
        """Whether the range is narrow enough to mean something."""
        return self.words != CANNOT_TELL

    def __str__(self) -> str:
        """Write words with their range."""
        return f"{self.words} ({percent_range(self.low, self.high)})"


def likelihood(low: float, high: float) -> Likelihood:
    """Which words stand for a probability between low and high?

    Parameters
    ----------
    low, high : probabilities, low <= high.

    Returns
    -------
    Likelihood
        One band: its words and its range. Two or three bands: the outer two words and the
        range from the first band's low to the last band's high. More than three:
        `CANNOT_TELL` with the range.

    Raises
    ------
    ValueError
        When the range is out of order or outside [0, 1].

    Examples
    --------
    >>> str(likelihood(0.3, 0.4))
    'unlikely (20-45%)'
    >>> str(likelihood(0.3, 0.5))
    'unlikely to roughly even (20-55%)'
    >>> str(likelihood(0.1, 0.7))
    'the model cannot tell (5-80%)'
    """
    if not 0.0 <= low <= high <= 1.0:
        raise ValueError(f"need 0 <= low <= high <= 1, got {low}, {high}")
    first, last = _band_index(low, upper=False), _band_index(high, upper=True)
    last = max(first, last)
    bounds = BANDS[first].low, BANDS[last].high
    if last - first + 1 > _WIDEST:
        return Likelihood(CANNOT_TELL, *bounds)
    if first == last:
        return Likelihood(BANDS[first].words, *bounds)
    return Likelihood(f"{BANDS[first].words} to {BANDS[last].words}", *bounds)


def percent_range(low: float, high: float) -> str:
    """Which percentages are printed for this range? Never 0, never 100.

    Examples
    --------
    >>> percent_range(0.2, 0.45)
    '20-45%'
    >>> percent_range(0.0, 0.001)
    '1-1%'
    """
    first, last = (round(100 * min(max(end, 0.01), 0.99)) for end in (low, high))
    return f"{first}-{last}%"


def two_digits(value: float) -> str:
    """How is this number printed, with two significant digits at most?

    Examples
    --------
    >>> [two_digits(v) for v in (0.3456, 12.34, 1234.0, 0.0, -0.0451, 0.5)]
    ['0.35', '12', '1200', '0', '-0.045', '0.5']
    """
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    digits = 1 - math.floor(math.log10(abs(value)))
    rounded = round(value, digits)
    return (
        f"{rounded:.{max(digits, 0)}f}".rstrip("0").rstrip(".")
        if digits > 0
        else f"{rounded:.0f}"
    )


def _band_index(probability: float, *, upper: bool) -> int:
    """Find the band; a bound shared by two bands belongs to the inner side of the range."""
    for index, band in enumerate(BANDS):
        if probability < band.high or (upper and probability <= band.high):
            return index
    return len(BANDS) - 1
