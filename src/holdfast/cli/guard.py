"""Where errors end: one clear message on stderr, and the exit code that belongs to it."""

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from typer.core import TyperGroup

from holdfast.core.errors import ExitCode, HoldfastError

DOCS = "docs/reference/errors.md"


class Guarded(TyperGroup):
    """The command group, with every expected error caught at the edge."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command; turn what went wrong into a message and an exit code."""
        return guarded(lambda: super(Guarded, self).main(*args, **extra))


def guarded(command: Callable[[], object]) -> object:
    """Run the command; exit with a message where it fails in an expected way."""
    try:
        return command()
    except HoldfastError as error:
        _say(error)
        sys.exit(int(error.exit_code))
    except KeyboardInterrupt:
        sys.stderr.write("\nstopped; nothing half-written is left\n")
        sys.exit(int(ExitCode.GAVE_UP))
    except BrokenPipeError:
        # the reader of our output has gone (holdfast ... | head); that is no error of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(int(ExitCode.ANSWERED))


def _say(error: HoldfastError) -> None:
    lines: Sequence[str] = [str(error.problems[0])]
    more = len(error.problems) - 1
    if more:
        lines = [*lines, f"and {more} more; holdfast check lists them all"]
    sys.stderr.write("\n".join([*lines, f"see {DOCS}#{error.problems[0].code.lower()}", ""]))
