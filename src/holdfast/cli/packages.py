"""The verb that compares packages of guarantees, and searches for others."""

from typing import Annotated

import typer

from holdfast.cli.options import (
    CaseArgument,
    DrawsOption,
    GameDrawsOption,
    JsonOption,
    SeedOption,
    VariantOption,
    drawn,
)
from holdfast.core.errors import bad_input


def packages(
    case: CaseArgument,
    asked: Annotated[
        list[str] | None,
        typer.Option(
            "--with", help="One more, as tripwire-force=2,air-cover=1; repeat for more."
        ),
    ] = None,
    chance: Annotated[
        float, typer.Option("--chance", help="Of keeping it five years that is enough; 0.5.")
    ] = 0.5,
    variant: VariantOption = "",
    json: JsonOption = False,
    seed: SeedOption = None,
    draws: DrawsOption = None,
    game_draws: GameDrawsOption = None,
) -> None:
    """Compare packages of guarantees: who comes, what is kept, at what cost, what breaks first.

    Example: holdfast packages ukraine-2025-03-01 --with tripwire-force=2,air-cover=1
    """
    from holdfast.casefile.catalogue import open_case
    from holdfast.report.terminal import print_json, print_packages, progress
    from holdfast.study.packages.bench import packages_in
    from holdfast.study.packages.compare import compared
    from holdfast.study.packages.robust import Aim

    if not 0.0 < chance < 1.0:
        raise bad_input("HF403", f"--chance {chance:g}", expected="between 0 and 1")
    few = drawn(open_case(case, variant), draws, seed, game_draws).for_game
    count = few.draws * len(packages_in(few, asked or ()))
    with progress(count, by_game=True) as done:
        found, _, _ = compared(
            few, asked or (), aim=Aim(chance), progress=lambda n: done("games", n)
        )
    if json:
        print_json(found.to_dict())
    else:
        print_packages(few.conflict, found)
