"""How an actor misreads the conflict: what it does not see, and what it thinks others want."""

from dataclasses import dataclass

from holdfast.conflict.conditions import Condition
from holdfast.conflict.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Belief:
    """One actor's own picture of the conflict, where it differs from the case.

    Parameters
    ----------
    actor : whose.
    unseen : conditions; a state for which one holds does not occur to the actor.
    thinks : what it takes the others' orders to be; those left out it reads as they are.
    """

    actor: str
    unseen: tuple[Condition, ...] = ()
    thinks: tuple[Preferences, ...] = ()
