"""The verbs about a run: its brief to pass on, where its numbers come from, what to cite."""

import os
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.options import JsonOption
from holdfast.core.errors import bad_input, printable

RunArgument = Annotated[
    Path, typer.Argument(metavar="RUN", help="The folder of a run, as assess wrote it.")
]


def brief(
    run: RunArgument,
    to: Annotated[
        str,
        typer.Option("--to", metavar="FORM", help="docx, md, html or txt; by -o, or docx."),
    ] = "",
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The file; ID.FORM by default.")
    ] = None,
    one_page: Annotated[
        bool, typer.Option("--one-page", help="The packages compared on one A4 page instead.")
    ] = False,
    json: JsonOption = False,
    *,
    force: Annotated[bool, typer.Option("--force", help="Write over a file.")] = False,
) -> None:
    """Write the brief of a run for a report: as a Word document, Markdown, a page, or text.

    Example: holdfast brief my-run --one-page -o packages.docx
    """
    from holdfast.cli.files import put
    from holdfast.report.forms import brief_in, comparison_in
    from holdfast.report.reread import answered
    from holdfast.report.terminal import print_json

    form = _form(to, out)
    conflict, findings = answered(run)
    name = f"{conflict.id}-packages" if one_page else conflict.id
    path = out or Path(f"{name}.{form}")
    if path.resolve().is_relative_to(run.resolve()):
        what = f"{printable(str(path))} lies in the run, whose files belong together"
        raise bad_input("HF404", what, remedy="name a file elsewhere with -o")
    if one_page:
        content = comparison_in(form, conflict, findings)
    else:
        content = brief_in(form, conflict, findings, _way(path.parent, run / "figures"))
    put(path, content, over=force)
    if json:
        told = {"id": conflict.id, "variant": conflict.variant, "to": form}
        print_json({**told, "one_page": one_page, "out": str(path)})
    else:
        typer.echo(f"{printable(str(path))} written")


def _form(to: str, out: Path | None) -> str:
    """Which form does the user mean: the one named, else the file's ending, else Word?"""
    from holdfast.report.forms import FORMS

    form = to or (out.suffix.removeprefix(".").lower() if out else "") or FORMS[0]
    if form not in FORMS:
        raise bad_input("HF403", f"--to {printable(form)[:40]}", expected=", ".join(FORMS))
    return form


def _way(start: Path, end: Path) -> str:
    """The way from one folder to another as a link goes it."""
    from urllib.parse import quote

    try:
        return quote(Path(os.path.relpath(end, start)).as_posix())
    except ValueError:  # another drive
        return end.resolve().as_uri()


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
