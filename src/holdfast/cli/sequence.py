"""The verb that asks in which order the steps of a settlement can be taken."""

from pathlib import Path
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
from holdfast.core.errors import bad_input, printable

TranchesOption = Annotated[
    list[str] | None,
    typer.Option("--tranches", metavar="STEP=K", help="Cut a step into K parts; repeatable."),
]
ChartOption = Annotated[
    Path | None, typer.Option("-o", "--out", help="Write the chart to this new file, as SVG.")
]


def sequence(
    case: CaseArgument,
    package: Annotated[
        str, typer.Option("--package", help="The package that comes into force; the first.")
    ] = "",
    tranches: TranchesOption = None,
    out: ChartOption = None,
    variant: VariantOption = "",
    json: JsonOption = False,
    *,
    seed: SeedOption = None,
    draws: DrawsOption = None,
    game_draws: GameDrawsOption = None,
) -> None:
    """Show in which order steps can be taken, and who is exposed when the other breaks off.

    Example: holdfast sequence korea-1953 --package treaty-and-troops --tranches withdrawal=2
    """
    from holdfast.casefile.catalogue import open_case
    from holdfast.cli.files import check_new, create
    from holdfast.report.figures.sequence import sequence_figure
    from holdfast.report.labels import sides_of
    from holdfast.report.terminal import print_json, print_sequence, progress
    from holdfast.study.sequence.answer import Asked, situations_in
    from holdfast.study.sequence.answer import sequence as answer

    check_new(out)
    asked = Asked(package, tranches_of(tranches or []))
    few = drawn(open_case(case, variant), draws, seed, game_draws).for_game
    with progress(situations_in(few.conflict, asked), by_game=True) as done:
        found = answer(few, asked, progress=lambda count: done("situations", count))
    if out is not None:
        create(out, sequence_figure(found.answer, sides_of(few.conflict)).svg)
    if json:
        print_json(found.to_dict())
    else:
        print_sequence(few.conflict, found)


def tranches_of(given: list[str]) -> dict[str, int]:
    """Into how many parts is each step to be cut?

    Raises
    ------
    HoldfastError
        HF403 where it is no pair as relief=3.
    """
    found = {}
    for text in given:
        step, equals, number = text.partition("=")
        if not (equals and number.isascii() and number.isdigit() and len(number) < 4):
            what = f"--tranches {printable(text)[:40]}"
            raise bad_input("HF403", what, expected="STEP=K, for instance relief=3")
        found[step] = int(number)
    return found
