"""How long something lasted, from days or from years."""

from datetime import date

from holdfast.history.datasets.cells import Value

DAYS_IN_YEAR = 365.25
"""Days of a mean year."""


def years_between(start: Value, end: Value) -> float | None:
    """How many years lie between two days? None where one is missing or they are the wrong way.

    Examples
    --------
    >>> years_between(date(2000, 1, 1), date(2004, 1, 1))
    4.0
    >>> years_between(date(2004, 1, 1), date(2000, 1, 1)) is None
    True
    """
    if not isinstance(start, date) or not isinstance(end, date) or end < start:
        return None
    return (end - start).days / DAYS_IN_YEAR
