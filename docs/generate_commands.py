"""Write docs/reference/commands.md from the command line's own help, or check it.

Usage: python docs/generate_commands.py [--check]
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command

from holdfast.cli.main import app

PAGE = Path(__file__).parent / "reference" / "commands.md"
HEAD = """# Commands

This page is written by `docs/generate_commands.py` from the command line's own help.

A **case** is a file, or the slug of one that comes with holdfast. A **run** is a folder that
`assess` wrote. Answers go to standard output, progress and errors to standard error.

| exit code | means |
|---|---|
| 0 | answered |
| 1 | answered "no", where a verb asks a yes/no question; no verb does yet |
| 2 | bad input: one clear message with a [code](errors.md) and, for files, the line |
| 3 | stopped or gave up; nothing half-written is left |
"""


def page() -> str:
    """Which text describes every verb?"""
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    verbs = "\n".join(_verbs("", group))
    return f"{HEAD}\n{verbs}"


def _verbs(above: str, group: TyperGroup) -> Iterator[str]:
    """Each verb; those of a group stand under its name."""
    for name, command in group.commands.items():
        if isinstance(command, TyperGroup):
            yield from _verbs(f"{above}{name} ", command)
        else:
            yield _verb(f"{above}{name}", command)


def _verb(name: str, command: object) -> str:
    said, _, example = str(getattr(command, "help", "")).partition("\n\nExample: ")
    rows = "\n".join(_rows(getattr(command, "params", ())))
    table = f"| argument or option | what it is |\n|---|---|\n{rows}\n"
    return f"## {name}\n\n{said}\n\n{table}\n```bash\n{example}\n```\n"


def _rows(parameters: object) -> Iterator[str]:
    assert isinstance(parameters, list | tuple)
    for parameter in parameters:
        words = str(parameter.help)
        if isinstance(parameter, TyperArgument):
            yield f"| `{parameter.metavar}` | {words} |"
        elif isinstance(parameter, TyperOption):
            names = ", ".join(f"`{option}`" for option in parameter.opts)
            yield f"| {names} | {words}{_default(parameter)} |"


def _default(option: TyperOption) -> str:
    """Say the default where it is a number; other defaults stand in the words."""
    value = option.default
    return f" Default {value}." if isinstance(value, int) and value is not False else ""


def main() -> int:
    """Write the page, or with --check say whether it is current."""
    text = page()
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{PAGE} is not current; run: python docs/generate_commands.py\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
