"""A property worked out once; that of functools takes a lock each time up to Python 3.11."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - used like property
    """A property whose value is kept in the object from the first time on.

    Parameters
    ----------
    make : works the value out; pure, so that it does not matter who asks first.

    Examples
    --------
    >>> class Circle:
    ...     @once
    ...     def area(self) -> float:
    ...         print("worked out")
    ...         return 3.0
    >>> circle = Circle()
    >>> circle.area + circle.area
    worked out
    6.0
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make, self.name, self.__doc__ = make, make.__name__, make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> "once[T]": ...

    @overload
    def __get__(self, instance: object, owner: type) -> T: ...

    def __get__(self, instance: object | None, owner: type) -> "once[T] | T":
        """Work the value out, and put it where Python looks before it comes here again."""
        if instance is None:
            return self
        value = instance.__dict__[self.name] = self.make(instance)
        return value
