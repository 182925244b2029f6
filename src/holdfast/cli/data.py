"""The verbs about published datasets: list them, fetch a file, load it as a table."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.cli.options import JsonOption
from holdfast.core.errors import bad_input, printable

if TYPE_CHECKING:
    from holdfast.history.datasets.layouts import Loader
    from holdfast.history.datasets.loading import Loaded
    from holdfast.history.datasets.registry import Dataset

app = typer.Typer(
    name="data",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="List published datasets, fetch a file of one, or load it as a table.\n\n"
    "Example: holdfast data list",
)

_HASH_DIGITS = 64

NameArgument = Annotated[
    str, typer.Argument(metavar="NAME", help="Id of a dataset (see holdfast data list).")
]


@app.command("list")
def list_(json: JsonOption = False) -> None:
    """List the datasets that holdfast knows, with version and licence.

    Example: holdfast data list --json
    """
    from holdfast.history.datasets.registry import datasets
    from holdfast.report.datasets import dataset_lines
    from holdfast.report.terminal import print_json

    known = list(datasets().values())
    if json:
        entries = [one.model_dump() for one in known]
        print_json({"folder": str(_folder()), "datasets": entries})
        return
    for line in dataset_lines(known, get_terminal_size((0, 0)).columns):
        typer.echo(line)
    typer.echo(f"Fetched files lie in {_folder()}")


@app.command()
def fetch(
    name: NameArgument,
    url: Annotated[
        str,
        typer.Option("--from", metavar="URL", help="An address; the official one by default."),
    ] = "",
    accept_licence: Annotated[
        bool, typer.Option("--accept-licence", help="Acknowledge licence and citation.")
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option("--to", metavar="DIR", help="A folder; the data folder by default."),
    ] = None,
    json: JsonOption = False,
    *,
    sha256: Annotated[
        str, typer.Option("--sha256", metavar="HASH", help="The hash that the file must have.")
    ] = "",
) -> None:
    """Fetch a dataset's file from its official address; no other verb downloads one.

    Example: holdfast data fetch ucdp-ged --accept-licence
    """
    from holdfast.history.datasets.store import LOCK
    from holdfast.report.terminal import print_json

    dataset = _dataset(name)
    order = _order(dataset, url, to, _hash(sha256))
    there = _there(order)
    if not there:
        _acknowledge(dataset, accept_licence)
        _get(order, dataset)
    found = _kept(order.target)
    if json:
        print_json(
            {"dataset": dataset.id, "file": str(order.target), "fetched": not there} | found
        )
        return
    state = "is there already, unchanged" if there else "fetched"
    typer.echo(f"{order.target} {state}: {found['bytes']} bytes, SHA-256 {found['sha256']}")
    if not there and not order.sha256:
        typer.echo(f"Its hash was not known; from now on it is held to {LOCK} beside it.")
    if not dataset.no_loader:
        typer.echo(f"Then: holdfast data load {dataset.id} --from {order.target}")


@app.command()
def load(
    name: NameArgument,
    file: Annotated[
        Path | None,
        typer.Option("--from", metavar="FILE", help="The file; the fetched one by default."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="OUT.csv", help="Write the table.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Replace OUT.csv where it exists.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Read a dataset's file as published, say what is in it, and write it as a plain table.

    Example: holdfast data load ucdp-ged -o deaths.csv
    """
    from holdfast.history.datasets.loading import load
    from holdfast.history.datasets.store import check_free, check_unchanged, write_table
    from holdfast.report.terminal import print_json

    dataset = _dataset(name)
    loader = _loader(dataset)
    path = file or _fetched(dataset)
    if out is not None:
        check_free(out, force=force, source=path)
    digest = check_unchanged(path)
    loaded = load(loader, path)
    if out is not None:
        write_table(out, loaded.columns, loaded.rows, force=force)
    if json:
        print_json(_summary(loaded, loader) | {"sha256": digest, "out": str(out or "")})
        return
    _show(loaded, loader, dataset)
    if out is not None:
        typer.echo(f"{out} written")


@dataclass(frozen=True, slots=True)
class _Order:
    """What to fetch: an address, the file that it becomes, and its hash where one is known."""

    dataset: str
    url: str
    target: Path
    sha256: str
    insisted: bool


def _order(dataset: "Dataset", url: str, to: Path | None, given: str) -> _Order:
    from holdfast.cli.addresses import check_address, name_in
    from holdfast.history.datasets.store import file_name, seen_files

    address = check_address(url or _official(dataset))
    target = (to or _folder() / dataset.id) / file_name(name_in(address), dataset.id)
    known = dataset.sha256 if address == dataset.file else None
    seen = seen_files(target.parent).get(target.name)
    expected = given or known or (seen.sha256 if seen else "")
    return _Order(dataset.id, address, target, expected, bool(given))


def _there(order: _Order) -> bool:
    """Whether the file was fetched before, unchanged; HF433 or HF404 where it is another."""
    from holdfast.history.datasets.store import LOCK, sha256_of, wrong_hash

    if not order.target.exists():
        return False
    found = sha256_of(order.target) if order.target.is_file() else ""
    if order.sha256 and found == order.sha256:
        return True
    if order.insisted:
        return False
    if order.sha256:
        where = f"the registry or {LOCK} beside it"
        raise wrong_hash(str(order.target), found, order.sha256, where)
    remedy = "move it away, or name another folder with --to"
    raise bad_input("HF404", f"{order.target} exists, and was not fetched", remedy=remedy)


def _get(order: _Order, dataset: "Dataset") -> None:
    from holdfast.cli.download import Wanted, fetch
    from holdfast.history.datasets.heads import misfit
    from holdfast.history.datasets.store import Seen, remember

    fits = partial(misfit, formats=dataset.formats, columns=dataset.columns)
    load = "" if dataset.no_loader else f"holdfast data load {dataset.id} --from FILE"
    got = fetch(Wanted(order.url, order.target, order.sha256, fits, load), _tell)
    day = datetime.now(UTC).date().isoformat()
    seen = Seen(order.dataset, got.url, got.sha256, got.bytes, day)
    remember(order.target.parent, order.target.name, seen)


def _kept(target: Path) -> dict[str, object]:
    """What is known of a fetched file."""
    from holdfast.history.datasets.store import seen_files, sha256_of

    seen = seen_files(target.parent).get(target.name)
    if seen is None:  # its hash stands in the registry, and it was put there by hand
        return {"url": "", "bytes": target.stat().st_size, "sha256": sha256_of(target)}
    return {"url": seen.url, "bytes": seen.bytes, "sha256": seen.sha256}


def _official(dataset: "Dataset") -> str:
    if dataset.file is None:
        then = f", then: holdfast data load {dataset.id} --from FILE"
        if dataset.no_loader:
            then = f"; holdfast cannot load it: {dataset.no_loader}"
        raise bad_input(
            "HF423",
            f"no address of a file of {dataset.id} is known: {dataset.file_note}",
            remedy=f"get it from {dataset.landing}{then}",
        )
    return dataset.file


def _acknowledge(dataset: "Dataset", accepted: bool) -> None:
    """Show licence and citation, and ask; HF429 where they are not acknowledged."""
    from holdfast.report.datasets import licence_lines

    _tell_all(licence_lines(dataset))
    if accepted:
        return
    question = "Do you accept the licence, and will you cite it?"
    if _can_ask() and typer.confirm(question, err=True):
        return
    what = f"the licence of {dataset.id} was not acknowledged, and nothing was fetched"
    raise bad_input("HF429", what, remedy="read it, and add --accept-licence")


def _can_ask() -> bool:
    return sys.stdin.isatty()


def _fetched(dataset: "Dataset") -> Path:
    """The one file of the dataset in the data folder. HF423 where there is none, or several."""
    from holdfast.history.datasets.store import seen_files

    folder = _folder() / dataset.id
    found = [folder / name for name in seen_files(folder) if (folder / name).is_file()]
    if len(found) == 1:
        return found[0]
    if found:
        what, remedy = f"several files of {dataset.id} were", "name one with --from"
    elif dataset.file is not None:
        what = f"no file of {dataset.id} was"
        remedy = f"name one with --from, or first: holdfast data fetch {dataset.id}"
    else:
        what = f"no file of {dataset.id} was"
        remedy = f"get it from {dataset.landing}, and name it with --from"
    raise bad_input("HF423", f"{what} fetched into {folder}", remedy=remedy)


def _dataset(name: str) -> "Dataset":
    from holdfast.casefile.fields import hint, shown
    from holdfast.history.datasets.registry import datasets

    known = datasets()
    if name not in known:
        what = f"no dataset is called {shown(name)}"
        raise bad_input("HF421", what, **hint(name, list(known)))
    return known[name]


def _loader(dataset: "Dataset") -> "Loader":
    from holdfast.history.datasets.catalogue import LOADERS

    if dataset.id not in LOADERS:
        what = f"holdfast cannot load {dataset.id}: {dataset.no_loader}"
        raise bad_input("HF422", what, remedy="holdfast data list says what it can load")
    return LOADERS[dataset.id]


def _hash(given: str) -> str:
    said = given.strip().lower()
    if said and (len(said) != _HASH_DIGITS or not set(said) <= set("0123456789abcdef")):
        what = f"--sha256 {printable(given)[:80]}"
        raise bad_input("HF403", what, expected="64 hexadecimal digits")
    return said


def _folder() -> Path:
    from holdfast.history.datasets.store import data_folder

    return data_folder(os.environ, Path.home(), windows=os.name == "nt")


def _tell(line: str) -> None:
    typer.echo(printable(line), err=True)


def _tell_all(lines: Iterable[str]) -> None:
    for line in lines:
        _tell(line)


def _summary(loaded: "Loaded", loader: "Loader") -> dict[str, object]:
    columns = [{"name": name, "holds": loader.fields[name]} for name in loaded.columns]
    return {
        "dataset": loaded.dataset,
        "source": loaded.source,
        "layout": loaded.layout,
        "version": loaded.version,
        "read": loaded.read,
        "rows": len(loaded.rows),
        "dropped": dict(loaded.dropped),
        "years": list(loaded.years) if loaded.years else None,
        "columns": columns,
        "blank": list(loaded.blank),
        "notices": list(loaded.notices),
        "notes": list(loader.notes),
    }


def _show(loaded: "Loaded", loader: "Loader", dataset: "Dataset") -> None:
    from holdfast.report.datasets import columns_table, loaded_lines
    from holdfast.report.terminal import print_table, wide_console

    for line in loaded_lines(loaded, dataset):
        typer.echo(printable(line))
    print_table(wide_console(), columns_table(loaded, loader))
    for note in loader.notes:
        typer.echo(f"- {note}")
    typer.echo(f"Cite: {dataset.citation}")
