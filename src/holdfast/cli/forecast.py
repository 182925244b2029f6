"""The verbs about our own forecasts: write them down, say what came, score them."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from holdfast.cli.options import (
    CaseArgument,
    GameDrawsOption,
    JsonOption,
    SeedOption,
    VariantOption,
    drawn,
)
from holdfast.core.errors import bad_input

LEDGER = "holdfast-forecasts.jsonl"
_WRITE = "write"


class _WriteByDefault(TyperGroup):
    """`holdfast forecast CASE` writes: a first word that is no verb is a case."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - click's own
        """Find the verb, or take the first word for a case."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            args = [_WRITE, *args]
        return super().resolve_command(ctx, args)


app = typer.Typer(
    name="forecast",
    cls=_WriteByDefault,
    help="Write down what the engines expect of a case, and score it when it is known.\n\n"
    "Start with: holdfast forecast ukraine-2025-03-31",
    no_args_is_help=True,
    rich_markup_mode=None,
)

LedgerOption = Annotated[
    Path, typer.Option("--ledger", help=f"The file of forecasts; {LEDGER} by default.")
]


@app.command()
def write(
    case: CaseArgument,
    ledger: LedgerOption = Path(LEDGER),
    package: Annotated[str, typer.Option("--package", help="One package only, by id.")] = "",
    variant: VariantOption = "",
    json: JsonOption = False,
    seed: SeedOption = None,
    game_draws: GameDrawsOption = None,
) -> None:
    """Write resolvable questions about a case at the end of a ledger, with chances and hashes.

    Example: holdfast forecast ukraine-2025-03-31
    """
    from holdfast.casefile.catalogue import open_case
    from holdfast.cli.ledger import add, check
    from holdfast.report.forecasts import print_written
    from holdfast.report.terminal import print_json, progress
    from holdfast.study.past.resolvable import forecasts, fresh
    from holdfast.study.window import packages_of

    few = drawn(open_case(case, variant), None, seed, game_draws).for_game
    check(ledger)
    count = len(packages_of(few.conflict, package)) + (not package)
    with progress(few.draws * count, by_game=True) as done:
        told = forecasts(few, today(), package, progress=lambda count: done("games", count))
    lines = add(ledger, lambda known: fresh(known, told))
    if json:
        rows = [{"id": line.hash, **line.content} for line in lines]
        print_json({"ledger": str(ledger), "written": rows, "ends_with": lines[-1].hash})
    else:
        print_written(str(ledger), lines)


@app.command()
def resolve(
    of: Annotated[str, typer.Argument(metavar="ID", help="Of a forecast, or how it begins.")],
    came: Annotated[str, typer.Argument(metavar="yes|no|void", help="What came of it.")],
    source: Annotated[str, typer.Option("--source", help="Where it says so.")],
    on: Annotated[str, typer.Option("--on", help="Day it was known; today by default.")] = "",
    ledger: LedgerOption = Path(LEDGER),
    again: Annotated[
        bool, typer.Option("--again", help="Correct what was said of it before.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Write down what came of a forecast, with the source.

    Example: holdfast forecast resolve 3f2a yes --source "Reuters, 14 May 2027"
    """
    from holdfast.cli.ledger import add
    from holdfast.cli.options import day_of
    from holdfast.report.terminal import print_json
    from holdfast.study.past.ledger import NO, VOID, YES
    from holdfast.study.past.resolving import Outcome, resolution

    if came not in (YES, NO, VOID):
        raise bad_input("HF403", f"'{came}' is no answer", expected="yes, no or void")
    if not source.strip() or not source.isprintable():
        raise bad_input("HF403", "--source is empty or no text", expected="where it says so")
    known_on = day_of(on, "--on") if on else today()
    outcome = Outcome(came, known_on, source.strip(), again)
    [line] = add(ledger, lambda lines: [resolution(lines, of, outcome, today())])
    if json:
        print_json({"ledger": str(ledger), "id": line.hash, **line.content})
    else:
        typer.echo(f"{line.content['of']}: {came}; score them with: holdfast forecast score")


@app.command()
def score(
    ledger: LedgerOption = Path(LEDGER),
    holds: Annotated[
        str, typer.Option("--holds", help="A hash that the ledger must hold, as once printed.")
    ] = "",
    json: JsonOption = False,
) -> None:
    """Score the forecasts whose outcome is known, and list the others.

    Example: holdfast forecast score
    """
    from holdfast.cli.ledger import lines_of
    from holdfast.report.forecasts import print_scores
    from holdfast.report.terminal import print_json
    from holdfast.study.past.ledger import check_holds
    from holdfast.study.past.resolving import scored

    lines = lines_of(ledger)
    if not lines:
        what, remedy = f"{ledger} holds no forecasts", "write some with: holdfast forecast CASE"
        raise bad_input("HF439", what, remedy=remedy)
    if holds:
        check_holds(lines, holds, str(ledger))
    found = scored(lines, today())
    if json:
        print_json(found.to_dict())
    else:
        print_scores(found)


def today() -> date:
    """The day on which a forecast is written down, in UTC."""
    return datetime.now(UTC).date()
