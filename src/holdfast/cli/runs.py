"""The verbs about a run: where its numbers come from, and what to cite."""

from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.options import JsonOption

RunArgument = Annotated[
    Path, typer.Argument(metavar="RUN", help="The folder of a run, as assess wrote it.")
]


def why(
    run: RunArgument,
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="Its id in the brief.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Lead from a number of the brief to its inputs, formula, and sources or judges.

    Example: holdfast why my-run 4
    """
    from holdfast.report.reread import number_of, numbers_of
    from holdfast.report.terminal import print_json, print_number, print_numbers

    if number is None:
        found = numbers_of(run)
        if json:
            print_json({"numbers": found})
        else:
            print_numbers(found)
        return
    entry = number_of(run, number)
    if json:
        print_json(entry)
    else:
        print_number(entry)


def cite(run: RunArgument, json: JsonOption = False) -> None:
    """Print BibTeX for exactly the methods and data that a run used.

    Example: holdfast cite my-run
    """
    from holdfast.report.reread import bibliography_of
    from holdfast.report.terminal import print_json

    text = bibliography_of(run)
    if json:
        print_json({"bibtex": text})
    else:
        typer.echo(text, nl=False)
