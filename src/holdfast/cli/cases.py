"""The verbs about case files: check one, start one, list those that come with holdfast."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.options import CaseArgument, JsonOption
from holdfast.core.errors import ExitCode, HoldfastError, Problem, bad_input

if TYPE_CHECKING:
    from holdfast.conflict.conflict import Conflict
    from holdfast.study.settle import Ranked


def check(
    case: CaseArgument,
    json: JsonOption = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Errors only, no advice.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="All advice, also what moves the answer little.")
    ] = False,
) -> None:
    """Say what is wrong with a case file, with the line, and then what to settle next.

    Example: holdfast check my-case.yaml
    """
    from holdfast.casefile.advice import evidence_split
    from holdfast.casefile.catalogue import open_case
    from holdfast.report.terminal import print_advice, print_json, print_problems

    try:
        conflict = open_case(case)
    except HoldfastError as error:
        if json:
            print_json({"case": case, "errors": [_entry(p) for p in error.problems]})
        else:
            print_problems(error.problems)
        raise typer.Exit(int(error.exit_code)) from None
    advice = () if quiet else _ranked(conflict)
    if json:
        items = [
            {"kind": one.advice.kind, "about": one.advice.about, "says": one.advice.says}
            | {"moves": one.moves}
            for one in advice
        ]
        split = evidence_split(conflict)
        print_json({"case": conflict.id, "errors": [], "advice": items, "basis": split})
    else:
        print_advice(conflict, advice, everything=everything)
    raise typer.Exit(int(ExitCode.ANSWERED))


def _ranked(conflict: "Conflict") -> "tuple[Ranked, ...]":
    from holdfast.casefile.advice import advise
    from holdfast.study.assess import settings
    from holdfast.study.settle import ranked

    return ranked(conflict, advise(conflict), settings(conflict, None, None)[1])


def _entry(problem: Problem) -> dict[str, object]:
    place = problem.place
    return {
        "code": problem.code,
        "what": problem.what,
        "file": place.file if place else "",
        "line": place.line if place else 0,
        "column": place.column if place else 0,
        "expected": problem.expected,
        "remedy": problem.remedy,
    }


def new(
    slug: Annotated[str, typer.Argument(metavar="ID", help="Id of the new case.")],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The file; ID.yaml by default.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Write a commented case file to start from; never over an existing file.

    Example: holdfast new my-case
    """
    from holdfast.casefile.template import template
    from holdfast.cli.files import create
    from holdfast.study.run import as_json

    text = template(slug)
    path = out or Path(f"{slug}.yaml")
    create(path, text)
    if json:
        typer.echo(as_json({"id": slug, "file": str(path)}), nl=False)
        return
    typer.echo(f"{path} written; edit it, then: holdfast check {path}")


def cases(
    slug: Annotated[
        str | None, typer.Argument(metavar="[SLUG]", help="Print this case's file.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the cases and articles that come with holdfast, or print the file of one.

    Example: holdfast cases elmira > my-elmira.yaml
    """
    from holdfast.casefile.catalogue import bundled_text, open_case, slugs
    from holdfast.reading import catalogue as articles
    from holdfast.report.terminal import print_catalogue, print_json

    if slug is not None and slug in articles.slugs():
        typer.echo(articles.content(slug).decode("utf-8"), nl=False)
        return
    if slug is not None:
        if slug not in slugs():
            expected = f"one of {', '.join((*slugs(), *articles.slugs()))}"
            raise bad_input("HF402", f"no bundled case is called '{slug}'", expected=expected)
        typer.echo(bundled_text(slug), nl=False)
        return
    found = [open_case(slug) for slug in slugs()]
    titles = {slug: articles.title(slug) for slug in articles.slugs()}
    if json:
        keys = ("id", "title", "summary")
        rows = [{key: getattr(c, key) for key in keys} | {"as_of": str(c.as_of)} for c in found]
        others = [{"id": slug, "title": title} for slug, title in titles.items()]
        print_json({"cases": rows, "articles": others})
    else:
        print_catalogue(found, titles)


def schema(
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="A file; standard output by default.")
    ] = None,
) -> None:
    """Print the JSON schema of case files, for editors that complete while one types.

    Example: holdfast schema -o case-1.json
    """
    from holdfast.casefile.publish import json_schema
    from holdfast.study.run import as_json

    text = as_json(json_schema()).decode("utf-8")
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise bad_input("HF404", f"cannot write {out}: {error.strerror}") from None
