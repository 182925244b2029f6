"""`holdfast`: the verbs, and the one place where errors become messages and exit codes."""

import sys
from collections.abc import Callable
from typing import NoReturn

import typer

from holdfast import __version__
from holdfast.cli import (
    answers,
    articles,
    cases,
    data,
    exchange,
    forecast,
    history,
    inverse,
    packages,
    runs,
    sequence,
    serve,
)
from holdfast.cli.guard import Guarded

app = typer.Typer(
    cls=Guarded,
    name="holdfast",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Works out whether peace would hold, and what guarantee it would take.\n\n"
    "Start with: holdfast assess ukraine-2025-03-01",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"holdfast {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version."
    ),
) -> None:
    """Take the options that stand before the verb."""


_VERBS: tuple[Callable[..., None], ...] = (
    answers.assess,
    answers.window,
    packages.packages,
    answers.futures,
    sequence.sequence,
    answers.stability,
    answers.compare,
    inverse.inverse,
    articles.read,
    articles.claims,
    cases.check,
    cases.new,
    cases.cases,
    cases.schema,
    exchange.import_,
    exchange.export,
    runs.brief,
    runs.why,
    runs.cite,
    serve.serve,
)
for _verb in _VERBS:
    app.command(_verb.__name__.rstrip("_"))(_verb)  # import is a word of Python

app.add_typer(history.app)
app.add_typer(data.app)
app.add_typer(forecast.app)


def run() -> NoReturn:
    """Run the command line and exit with its code."""
    app()
    sys.exit(0)
