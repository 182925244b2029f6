"""What can be decided, by whom, which changes cannot be made, and which moves are listed."""

from dataclasses import dataclass

from holdfast.conflict.conditions import Condition

ANY_OPTION = "*"


@dataclass(frozen=True, slots=True)
class Issue:
    """A question with options, decided by one actor alone or by several together.

    Parameters
    ----------
    id : short name used in conditions.
    question : what is being decided.
    options : (id, text) pairs; the first is the fallback.
    decided_by : ids of actors. One: it moves alone. Several: an option other than the fallback
        is made together and broken alone, back to the fallback. None: only listed moves
        change it.
    barred : pairs (from, to) of option ids that cannot be made; `ANY_OPTION` stands for any.
    barred_when : (from, to, condition), the same where the state that is left meets the
        condition.
    """

    id: str
    question: str
    options: tuple[tuple[str, str], ...]
    decided_by: tuple[str, ...]
    barred: tuple[tuple[str, str], ...] = ()
    barred_when: tuple[tuple[str, str, Condition], ...] = ()

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The option ids, fallback first."""
        return tuple(option for option, _ in self.options)

    @property
    def joint(self) -> bool:
        """Whether more than one actor decides it."""
        return len(self.decided_by) > 1

    def bars(self, before: str, after: str) -> bool:
        """Whether the change from one option to another can be made in no state."""
        return any(within(pair, before, after) for pair in self.barred)


@dataclass(frozen=True, slots=True)
class ListedMove:
    """A move beside those that follow from who decides what, given one by one.

    Parameters
    ----------
    made_by : ids of actors; one moves alone, several only together.
    to : pairs of issue and option ids, at least one; all other issues stay as they are.
    when : from which states it can be made; from all where none is given.
    """

    made_by: tuple[str, ...]
    to: tuple[tuple[str, str], ...]
    when: Condition | None = None


def within(barred: tuple[str, str], before: str, after: str) -> bool:
    """Whether this change is one of the barred ones.

    Examples
    --------
    >>> within(("signed", ANY_OPTION), "signed", "open")
    True
    """
    first, second = barred
    return first in (before, ANY_OPTION) and second in (after, ANY_OPTION)
