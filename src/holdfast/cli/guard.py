"""Where errors end: one clear message on stderr, and the exit code that belongs to it."""

import errno
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from typer.core import TyperGroup

from holdfast.core.errors import ExitCode, HoldfastError, Problem, bad_input

DOCS = "docs/reference/errors.md"
DEBUG = "HOLDFAST_DEBUG"
"""Environment variable that lets an unexpected error through with its traceback."""


_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))  # no quotas on Windows
_INTERRUPTED = 130  # what typer makes of Ctrl-C


class Guarded(TyperGroup):
    """The command group, with every expected error caught at the edge."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command; turn what went wrong into a message and an exit code."""
        return guarded(lambda: super(Guarded, self).main(*args, **extra))


def guarded(command: Callable[[], object]) -> object:
    """Run the command; exit with a message where it fails in an expected way."""
    _answer_somewhere()
    try:
        return command()
    except HoldfastError as error:
        _say(error)
        sys.exit(int(error.exit_code))
    except SystemExit as leaving:
        if leaving.code != _INTERRUPTED:
            raise
        sys.stderr.write("\nstopped; nothing half-written is left\n")
        sys.exit(int(ExitCode.GAVE_UP))
    except BrokenPipeError:
        # the reader of our output has gone (holdfast ... | head); that is no error of ours
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(int(ExitCode.ANSWERED))
    except Exception as error:  # the last edge: no traceback reaches a user
        if os.environ.get(DEBUG):
            raise
        if isinstance(error, OSError) and error.errno in _FULL:
            _cannot_answer(error)
        _failed(error)


def _failed(error: Exception) -> NoReturn:
    kind, text = type(error).__name__, " ".join(str(error).split())
    what = f"holdfast failed in a way it should not ({kind}: {text})"
    remedy = f"please report it; {DEBUG}=1 shows where it happened"
    _say(HoldfastError(Problem("HF501", what, remedy=remedy)))
    sys.exit(int(ExitCode.GAVE_UP))


def _answer_somewhere() -> None:
    """Where whoever started us closed our output, there is nobody to answer to."""
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - to the end


def _cannot_answer(error: OSError) -> NoReturn:
    """The disk on which our output lies is full: say so, and let nothing of it fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    _say(bad_input("HF404", f"the answer cannot be written: {error.strerror}"))
    sys.exit(int(ExitCode.BAD_INPUT))


def _say(error: HoldfastError) -> None:
    lines: Sequence[str] = [str(error.problems[0])]
    more = len(error.problems) - 1
    if more:
        lines = [*lines, f"and {more} more; holdfast check lists them all"]
    sys.stderr.write("\n".join([*lines, f"see {DOCS}#{error.problems[0].code.lower()}", ""]))
