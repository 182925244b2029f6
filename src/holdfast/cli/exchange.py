"""The verbs that take conflicts from other tools and hand them over to others."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.options import (
    CaseArgument,
    DrawsOption,
    JsonOption,
    SeedOption,
    VariantOption,
    day_of,
    drawn,
)
from holdfast.core.errors import bad_input, printable

FORMATS = ("gmcr", "nfg", "efg", "csv")
"""What a case can be exported to."""


def import_(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A save file of GMCR+, as conflict.gmcr.")
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The case file; ID.yaml by default.")
    ] = None,
    as_of: Annotated[
        str, typer.Option("--as-of", help="Date of the case; today by default.")
    ] = "",
    start: Annotated[
        str,
        typer.Option(
            "--start", metavar="YN...", help="Y or N for every option: the present state."
        ),
    ] = "",
    json: JsonOption = False,
) -> None:
    """Make a case file of a save file of GMCR+; never over an existing file.

    Example: holdfast import conflict.gmcr -o conflict.yaml
    """
    from holdfast.casefile.loader import read_text
    from holdfast.cli.files import create
    from holdfast.report.terminal import print_json
    from holdfast.study.exchange.gmcr_case import case_from
    from holdfast.study.exchange.gmcr_reading import save_file

    # the day stands in the file that is written, so that no later answer depends on the clock
    day = day_of(as_of) if as_of else date.today()  # noqa: DTZ011 - the user's own day
    found = case_from(save_file(read_text(file, str(file)), file.name), day, start)
    path = out or Path(f"{found.conflict.id}.yaml")
    create(path, found.text)
    if json:
        print_json({"id": found.conflict.id, "file": str(path), "notes": list(found.notes)})
        return
    states = len(found.conflict.space or ())
    typer.echo(f"{path} written: {len(found.conflict.actors)} actors, {states} states")
    _say(found.notes)
    typer.echo(f"Look through it, then: holdfast check {path}")


def export(
    case: CaseArgument,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="gmcr, nfg, efg or csv.")],
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", help="The file, ID.FORMAT by default; for csv the folder."),
    ] = None,
    variant: VariantOption = "",
    json: JsonOption = False,
    *,
    draws: DrawsOption = None,
    seed: SeedOption = None,
) -> None:
    """Write a case for another tool: GMCR+, Gambit, or tables; never over what exists.

    Example: holdfast export prisoners-dilemma --to nfg
    """
    from holdfast.casefile.catalogue import open_case
    from holdfast.cli.files import create
    from holdfast.report.terminal import print_json
    from holdfast.study.exchange.csv_tables import csv_export
    from holdfast.study.exchange.gambit import efg_export, nfg_export
    from holdfast.study.exchange.gmcr_writing import gmcr_export

    writers = {"gmcr": gmcr_export, "nfg": nfg_export, "efg": efg_export, "csv": csv_export}
    if to not in writers:
        raise bad_input("HF403", f"--to {printable(to)[:40]}", expected=", ".join(FORMATS))
    ensemble = drawn(open_case(case, variant), draws, seed)
    found = writers[to](ensemble)
    id_ = ensemble.conflict.id
    path = out or Path(f"{id_}-tables" if to == "csv" else f"{id_}.{to}")
    if to == "csv":
        _create_folder(path, found.files)
    else:
        [text] = found.files.values()
        create(path, text)
    if json:
        print_json({"id": id_, "to": to, "out": str(path), "notes": list(found.notes)})
        return
    held = f": {', '.join(found.files)}" if to == "csv" else ""
    typer.echo(f"{path} written{held}")
    _say(found.notes)


def _say(notes: tuple[str, ...]) -> None:
    for note in notes:
        typer.echo(f"- {printable(note)}")


def _create_folder(folder: Path, files: Mapping[str, str]) -> None:
    """Write a new folder, whole or not at all; never over one that exists."""
    fresh = ""
    try:
        if folder.exists() or folder.is_symlink():
            what, remedy = f"{folder} exists already", "name another folder with -o"
            raise bad_input("HF404", what, remedy=remedy)
        folder.parent.mkdir(parents=True, exist_ok=True)
        fresh = tempfile.mkdtemp(prefix=f".{folder.name[:60]}-", dir=folder.parent)
        Path(fresh).chmod(0o755)
        for name, text in files.items():
            (Path(fresh) / name).write_text(text, encoding="utf-8", newline="")
        os.rename(fresh, folder)  # noqa: PTH104 - a name, not a path
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "not a folder name"
        raise bad_input("HF404", f"cannot write {printable(str(folder))}: {reason}") from None
    finally:
        if fresh:
            shutil.rmtree(fresh, ignore_errors=True)
