"""Options that several verbs share, and what they mean together."""

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.core.errors import bad_input

if TYPE_CHECKING:
    from holdfast.conflict.conflict import Conflict
    from holdfast.study.ensemble import Ensemble

MOST_DRAWS = 1_000_000

CaseArgument = Annotated[
    str, typer.Argument(metavar="CASE", help="A case file, or a slug (see holdfast cases).")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
SeedOption = Annotated[
    int | None, typer.Option("--seed", help="Seed of the draws; the case's own by default.")
]
DrawsOption = Annotated[
    int | None,
    typer.Option("--draws", help="Number of draws; the case's own, or 1000, by default."),
]
GameDrawsOption = Annotated[
    int | None,
    typer.Option("--game-draws", help="Draws for which the commitment game is solved; 100."),
]
AsOfOption = Annotated[
    str,
    typer.Option("--as-of", help="Date of the drafted case; the article's own by default."),
]
VariantOption = Annotated[
    str, typer.Option("--variant", help="A variant of the case; none by default.")
]
ThreadsOption = Annotated[
    int, typer.Option("--threads", help="Questions worked on at once; no answer changes.")
]
ForesightOption = Annotated[
    str,
    typer.Option("--foresight", help="A concept for each actor, as a=nash,b=seq; else alike."),
]
OutOption = Annotated[
    Path | None,
    typer.Option("-o", "--out", help="Folder for the run; holdfast-runs/... by default."),
]


def drawn(
    conflict: "Conflict", draws: int | None, seed: int | None, game_draws: int | None = None
) -> "Ensemble":
    """Draw the case's quantities with what the user and the case ask for.

    Raises
    ------
    HoldfastError
        HF403 for a number of draws or a seed that makes no sense.

    Notes
    -----
    The commitment game is never solved for more draws than there are.
    """
    # late: the study pulls in the engines, which --help does not need
    from holdfast.study.assess import settings
    from holdfast.study.ensemble import GAME_DRAWS, ensemble

    count, chosen = settings(conflict, draws, seed)
    if not 1 <= count <= MOST_DRAWS:
        raise bad_input("HF403", f"--draws {count}", expected=f"1 to {MOST_DRAWS}")
    few = GAME_DRAWS if game_draws is None else game_draws
    if not 1 <= few <= MOST_DRAWS:
        raise bad_input("HF403", f"--game-draws {few}", expected=f"1 to {MOST_DRAWS}")
    return ensemble(conflict, chosen, max(count, few) if game_draws else count, few)


def path_of(given: str) -> tuple[int, int] | None:
    """Which path does the user mean, by its draw and its number? None where none is named.

    Raises
    ------
    HoldfastError
        HF403 where it is no pair as 7:345.
    """
    if not given:
        return None
    draw, colon, number = given.partition(":")
    if colon and draw.isascii() and draw.isdigit() and number.isascii() and number.isdigit():
        pair = int(draw), int(number)
        if max(pair) < MOST_DRAWS:
            return pair
    raise bad_input("HF403", f"--path {given}", expected="DRAW:PATH, for instance 7:345")


def day_of(given: str, option: str = "--as-of") -> date:
    """Which day does the user mean?

    Parameters
    ----------
    given : as written.
    option : by which it was given.

    Raises
    ------
    HoldfastError
        HF403 where it is no day as 2025-03-31.
    """
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise bad_input("HF403", f"{option} {given}", expected="a day as 2025-03-31") from None


def threads_of(wanted: int) -> int:
    """How many threads to use: what is asked for, at least one, at most the machine's cores."""
    return max(1, min(wanted, os.cpu_count() or 1))
