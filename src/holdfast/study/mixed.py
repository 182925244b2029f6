"""What is stable when the actors do not all look ahead in the same way?"""

from collections.abc import Mapping

from holdfast.core.errors import bad_input
from holdfast.stability.analysis import StabilityResult, equilibria_of
from holdfast.stability.concepts import Concept
from holdfast.stability.model import GraphModel

MOST_NAMED = 200
"""Equilibria that the answer names."""


def read_foresight(text: str) -> dict[str, str]:
    """Which concept is each actor given? No text gives none.

    Raises
    ------
    HoldfastError
        HF403 where an entry is not `actor=concept`, or an actor stands twice.

    Examples
    --------
    >>> read_foresight("west=nash, east=seq")
    {'west': 'nash', 'east': 'seq'}
    """
    given: dict[str, str] = {}
    for entry in text.split(",") if text else ():
        actor, equals, concept = (part.strip() for part in entry.partition("="))
        if not (actor and equals and concept):
            expected = "one actor=concept for each, as west=nash,east=seq"
            raise bad_input("HF403", f"--foresight {text}", expected=expected)
        if actor in given:
            raise bad_input("HF403", f"--foresight gives {actor} twice")
        given[actor] = concept
    return given


def check_foresight(model: GraphModel, foresight: Mapping[str, str]) -> None:
    """Refuse what names somebody who decides nothing, or leaves out one who decides.

    Raises
    ------
    HoldfastError
        HF403 for either.
    """
    deciding = [actor.id for actor in model.actors]
    for actor in foresight:
        if actor not in deciding:
            what = f"--foresight: {actor} decides nothing in this case"
            raise bad_input("HF403", what, expected=f"one of {', '.join(deciding)}")
    missing = [actor for actor in deciding if actor not in foresight]
    if missing:
        what = f"--foresight leaves out {', '.join(missing)}"
        raise bad_input("HF403", what, expected="a concept for every actor who decides")


def mixed(result: StabilityResult, foresight: Mapping[str, str]) -> dict[str, object]:
    """Which states are stable for all, each actor looking ahead in its own way?

    Parameters
    ----------
    result : with all concepts that are given.
    foresight : the concept of every deciding actor, by id.
    """
    found = equilibria_of(result, foresight)
    return {
        "foresight": {actor: Concept(given).value for actor, given in foresight.items()},
        "equilibria": found[:MOST_NAMED].tolist(),
        "count": int(found.size),
    }
