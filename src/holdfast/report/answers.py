"""Typed reading of answers, which are plain data by the time they reach a report."""

from collections.abc import Mapping, Sequence


def mapping(value: object) -> Mapping[str, object]:
    """The value, known to be a mapping. AssertionError when it is not."""
    assert isinstance(value, Mapping)
    return value


def listing(value: object) -> Sequence[object]:
    """The value, known to be a list. AssertionError when it is not."""
    assert isinstance(value, list | tuple)
    return value


def real(value: object) -> float:
    """The value, known to be a number. AssertionError when it is not."""
    assert isinstance(value, int | float)
    return float(value)
