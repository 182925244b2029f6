"""The verb that opens the web app."""

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from holdfast.core.errors import bad_input

if TYPE_CHECKING:
    from holdfast.web.settings import Settings

CasesArgument = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[CASE]...", help="Case files to take in; bundled ones are there."),
]
HostOption = Annotated[
    str, typer.Option("--host", help="Where to listen; for other machines with a password.")
]
PortOption = Annotated[int, typer.Option("--port", help="On which port.")]
DataOption = Annotated[
    Path | None, typer.Option("--data", help="The database; one in your home by default.")
]
PasswordOption = Annotated[
    Path | None, typer.Option("--password-file", help="A file whose first line lets in.")
]
TokenOption = Annotated[
    bool, typer.Option("--token", help="Make a token that lets in, and print it.")
]
NameOption = Annotated[
    list[str] | None,
    typer.Option("--name", help="A host name under which others reach it; repeat for more."),
]
WorkersOption = Annotated[
    int, typer.Option("--workers", help="Answers worked out at once, 1 to 8.")
]

KeepOption = Annotated[
    int, typer.Option("--keep-days", help="Days that worked out answers are kept at least.")
]

MOST_WORKERS, MOST_DAYS = 8, 36_500


def serve(
    cases: CasesArgument = None,
    *,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8321,
    data: DataOption = None,
    password_file: PasswordOption = None,
    token: TokenOption = False,
    name: NameOption = None,
    workers: WorkersOption = 1,
    keep_days: KeepOption = 90,
) -> None:
    """Open the web app: cases, articles and answers in a browser, on this machine.

    Example: holdfast serve my-case.yaml
    """
    from holdfast.web.settings import Keep, Settings, default_database

    if not 1 <= workers <= MOST_WORKERS:
        raise bad_input("HF403", f"--workers {workers}", expected=f"1 to {MOST_WORKERS}")
    if not 0 <= keep_days <= MOST_DAYS:
        raise bad_input("HF403", f"--keep-days {keep_days}", expected=f"0 to {MOST_DAYS}")
    settings = Settings(
        database=str(data or default_database(Path.home())),
        host=host,
        port=port,
        key=_key(password_file, token),
        names=tuple(one.lower() for one in name or ()),
        workers=workers,
        keep=Keep(keep_days),
    )
    _run(settings, cases or [], _greeting(settings, token=token))


def _greeting(settings: "Settings", *, token: bool) -> list[str]:
    from holdfast.web.settings import loopback

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    lines = [f"holdfast at http://{host}:{settings.port} (Ctrl-C stops it)"]
    if token:
        lines.append(f"token: {settings.key}")
    if not loopback(settings.host):
        lines.append("Others can reach it. What they send is not encrypted on the way.")
    return lines


def _key(password_file: Path | None, token: bool) -> str:
    if password_file is not None and token:
        raise bad_input("HF403", "--password-file and --token", expected="one of the two")
    if token:
        return secrets.token_urlsafe(24)
    if password_file is None:
        return ""
    try:
        return password_file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, ValueError):
        raise bad_input("HF101", f"cannot read {password_file}") from None


def _run(settings: "Settings", cases: list[Path], greeting: list[str]) -> None:
    try:
        from holdfast.web.server import serve as listen
    except ImportError:
        remedy = 'pip install "holdfast[web]"'
        raise bad_input("HF469", "the web app is not installed", remedy=remedy) from None
    from holdfast.web.library import Library
    from holdfast.web.store import Store

    store = Store(settings.database)
    store.claim()
    library = Library(store)
    taken = [f"case {path}: at /c/{library.open_file(path)}" for path in cases]
    listen(settings, store, lambda: typer.echo("\n".join([*greeting, *taken])))
