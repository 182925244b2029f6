"""Is this argument a number that the closed form can take?

Each check gives the value back as an array of floats, or raises ValueError with the name of
the argument, what was expected and the first value that is not.
"""

import numpy as np

from holdfast.commitment.arrays import Draws, Numbers, Verdicts, as_draws
from holdfast.core.tolerances import SHARE


def _require(inside: Verdicts, values: Draws, name: str, expected: str) -> None:
    if not np.all(inside):
        first = values[~inside].flat[0]
        raise ValueError(f"{name} must be {expected}, got {first:g}")


def number(value: Numbers, name: str) -> Draws:
    """Is it a finite number?

    Parameters
    ----------
    value : any shape, any unit
    name : what the argument is called

    Returns
    -------
    same shape, finite

    Raises
    ------
    ValueError
        A value is infinite or not a number.

    Examples
    --------
    >>> number(float("inf"), "force")
    Traceback (most recent call last):
    ValueError: force must be a finite number, got inf
    """
    values = as_draws(value)
    _require(np.isfinite(values), values, name, "a finite number")
    return values


def probability(value: Numbers, name: str) -> Draws:
    """Is it a probability, from 0 to 1?

    Parameters
    ----------
    value : any shape, probability
    name : what the argument is called

    Returns
    -------
    same shape, probability

    Raises
    ------
    ValueError
        A value lies outside [0, 1].

    Examples
    --------
    >>> probability([0.2, 1.2], "power")
    Traceback (most recent call last):
    ValueError: power must be a probability in [0, 1], got 1.2
    """
    values = as_draws(value)
    _require((values >= 0.0) & (values <= 1.0), values, name, "a probability in [0, 1]")
    return values


def open_probability(value: Numbers, name: str) -> Draws:
    """Is it a probability that is neither 0 nor 1?

    Parameters
    ----------
    value : any shape, probability
    name : what the argument is called

    Returns
    -------
    same shape, probability, in (0, 1)

    Raises
    ------
    ValueError
        A value lies outside (0, 1).

    Examples
    --------
    >>> open_probability(1.0, "loss_if_strong")
    Traceback (most recent call last):
    ValueError: loss_if_strong must be a probability strictly between 0 and 1, got 1
    """
    values = as_draws(value)
    inside = (values > 0.0) & (values < 1.0)
    _require(inside, values, name, "a probability strictly between 0 and 1")
    return values


def share(value: Numbers, name: str) -> Draws:
    """Is it a share of the prize, from 0 to 1?

    Parameters
    ----------
    value : any shape, share
    name : what the argument is called

    Returns
    -------
    same shape, share

    Raises
    ------
    ValueError
        A value lies outside [0, 1].

    Examples
    --------
    >>> share(-0.1, "status_quo")
    Traceback (most recent call last):
    ValueError: status_quo must be a share in [0, 1], got -0.1
    """
    values = as_draws(value)
    _require((values >= 0.0) & (values <= 1.0), values, name, "a share in [0, 1]")
    return values


def not_negative(value: Numbers, name: str) -> Draws:
    """Is it finite and at least zero?

    Parameters
    ----------
    value : any shape, any unit
    name : what the argument is called

    Returns
    -------
    same shape, >= 0

    Raises
    ------
    ValueError
        A value is below zero, infinite or not a number.

    Examples
    --------
    >>> not_negative(-0.3, "cost_target")
    Traceback (most recent call last):
    ValueError: cost_target must be at least 0, got -0.3
    """
    values = number(value, name)
    _require(values >= 0.0, values, name, "at least 0")
    return values


def positive(value: Numbers, name: str) -> Draws:
    """Is it finite and above zero?

    Parameters
    ----------
    value : any shape, any unit
    name : what the argument is called

    Returns
    -------
    same shape, > 0

    Raises
    ------
    ValueError
        A value is zero or below, infinite or not a number.

    Examples
    --------
    >>> positive(0.0, "spread")
    Traceback (most recent call last):
    ValueError: spread must be above 0, got 0
    """
    values = number(value, name)
    _require(values > 0.0, values, name, "above 0")
    return values


def discount(value: Numbers, name: str) -> Draws:
    """Is it a discount factor per period or a share below one, in [0, 1)?

    Parameters
    ----------
    value : any shape, discount factor per period
    name : what the argument is called

    Returns
    -------
    same shape, in [0, 1)

    Raises
    ------
    ValueError
        A value lies outside [0, 1).

    Examples
    --------
    >>> discount(1.0, "patience")
    Traceback (most recent call last):
    ValueError: patience must be in [0, 1), got 1
    """
    values = as_draws(value)
    _require((values >= 0.0) & (values < 1.0), values, name, "in [0, 1)")
    return values


def at_least(value: Draws, name: str, floor: Draws, floor_name: str) -> None:
    """Is the first argument at least the second, draw by draw?

    Parameters
    ----------
    value, floor : shapes that broadcast together, same unit
    name, floor_name : what the two arguments are called

    Raises
    ------
    ValueError
        Somewhere the first is below the second.

    Examples
    --------
    >>> at_least(as_draws(0.1), "punishment", as_draws(0.4), "sucker")
    Traceback (most recent call last):
    ValueError: punishment must be at least sucker (0.4), got 0.1
    """
    _compare(value >= floor, value, floor, (name, f"at least {floor_name}"))


def at_most(value: Draws, name: str, ceiling: Draws, ceiling_name: str) -> None:
    """Is the first argument at most the second, draw by draw and up to rounding?

    Parameters
    ----------
    value, ceiling : shapes that broadcast together, same unit, share or probability
    name, ceiling_name : what the two arguments are called

    Raises
    ------
    ValueError
        Somewhere the first is above the second by more than rounding.

    Examples
    --------
    >>> at_most(as_draws(0.9), "shift", as_draws(0.8), "1 - power_now")
    Traceback (most recent call last):
    ValueError: shift must be at most 1 - power_now (0.8), got 0.9
    """
    _compare(value <= ceiling + SHARE, value, ceiling, (name, f"at most {ceiling_name}"))


def above(value: Draws, name: str, floor: Draws, floor_name: str) -> None:
    """Is the first argument strictly above the second, draw by draw?

    Parameters
    ----------
    value, floor : shapes that broadcast together, same unit
    name, floor_name : what the two arguments are called

    Raises
    ------
    ValueError
        Somewhere the first is not above the second.

    Examples
    --------
    >>> above(as_draws(0.4), "cost_high", as_draws(0.4), "cost_low")
    Traceback (most recent call last):
    ValueError: cost_high must be above cost_low (0.4), got 0.4
    """
    _compare(value > floor, value, floor, (name, f"above {floor_name}"))


def _compare(holds: Verdicts, value: Draws, floor: Draws, words: tuple[str, str]) -> None:
    if not np.all(holds):
        values, floors = np.broadcast_arrays(value, floor)
        name, relation = words
        first, limit = values[~holds].flat[0], floors[~holds].flat[0]
        raise ValueError(f"{name} must be {relation} ({limit:g}), got {first:g}")
