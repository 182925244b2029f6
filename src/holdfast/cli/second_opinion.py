"""The options for a second opinion, and the way from them to an answer."""

import os
import re
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated
from urllib.parse import SplitResult, urlsplit

import typer

from holdfast.core.errors import HoldfastError, Problem, bad_input, printable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.cli.endpoint import Endpoint
    from holdfast.reading.reading import Reading
    from holdfast.reading.second_opinion import Opinion

KEY_VARIABLE = "HOLDFAST_LLM_KEY"
_LONGEST_WAIT = 3600
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HOST = re.compile(r"[A-Za-z0-9.:_-]+")

LlmOption = Annotated[
    str | None,
    typer.Option(
        "--llm",
        metavar="URL",
        help="Ask this OpenAI-style endpoint for a second opinion; the article is sent there.",
    ),
]
ModelOption = Annotated[
    str, typer.Option("--llm-model", metavar="NAME", help="Which model of the endpoint to ask.")
]
KeyOption = Annotated[
    str,
    typer.Option(
        "--llm-key-env",
        metavar="VARIABLE",
        help=f"Environment variable that holds the endpoint's key; {KEY_VARIABLE} by default.",
    ),
]
WaitOption = Annotated[
    int,
    typer.Option(
        "--llm-timeout", metavar="SECONDS", help="How long the second opinion may take in all."
    ),
]


@dataclass(frozen=True, slots=True)
class Second:
    """A second opinion as far as it was asked for and got.

    Parameters
    ----------
    endpoint : where it was asked for.
    opinion : of what was answered; None where none was asked for.
    problem : why it is not whole; None where it is.
    """

    endpoint: str = ""
    opinion: "Opinion | None" = None
    problem: Problem | None = None

    def data(self) -> "Mapping[str, object]":
        """What `--json` adds to a reading; nothing where nobody was asked."""
        from holdfast.report.opinion import opinion_json

        if self.opinion is None:
            return {}
        return {"second_opinion": opinion_json(self.opinion, self.endpoint, self.problem)}

    def show(self) -> None:
        """Print it below a reading."""
        from holdfast.report.opinion import print_opinion

        if self.opinion is not None:
            print_opinion(self.opinion, self.problem)

    def finish(self) -> None:
        """Say on stderr, and by the exit code, if it is not whole; call it last.

        Raises
        ------
        HoldfastError
            HF702 or HF703 with the exit code of giving up.
        """
        from holdfast.cli.endpoint import gave_up

        if self.problem is not None:
            raise gave_up(self.problem)


def endpoint(url: str | None, model: str, key_variable: str, timeout: int) -> "Endpoint | None":
    """Which endpoint do these options name? None where they ask for no second opinion.

    Raises
    ------
    HoldfastError
        HF403 for options that do not fit, HF701 without the library that does the asking.
    """
    if url is None:
        if model or key_variable:
            remedy = "add --llm URL, or leave it out"
            raise bad_input(
                "HF403", "an option of the second opinion without --llm", remedy=remedy
            )
        return None
    parts = _address(url)
    if not model.strip() or not model.isprintable():
        raise bad_input("HF403", "--llm without a model", expected="--llm-model NAME")
    if not 1 <= timeout <= _LONGEST_WAIT:
        expected = f"1 to {_LONGEST_WAIT} seconds"
        raise bad_input("HF403", f"--llm-timeout {timeout}", expected=expected)
    key = _key(key_variable, parts)
    if find_spec("httpx") is None:
        what = "the library for a second opinion, httpx, is not installed"
        raise bad_input("HF701", what, remedy="pip install 'holdfast[llm]'")
    from holdfast.cli.endpoint import Endpoint

    return Endpoint(url.rstrip("/"), model, key, timeout)


def ask(reading: "Reading", where: "Endpoint | None") -> Second:
    """What does the endpoint propose? Nothing, without a call, where there is none to ask.

    An endpoint that fails does not stop the reading: what failed stands in the result.

    Raises
    ------
    HoldfastError
        HF103 when the article is too long to be sent.
    """
    if where is None:
        return Second()
    from holdfast.cli.endpoint import answers
    from holdfast.reading.opinion_request import messages, parts
    from holdfast.reading.second_opinion import second_opinion

    document = reading.document
    asked = [messages(document, part) for part in parts(document)]
    got: list[str] = []
    problem = None
    try:
        answers(where, asked, got)
    except HoldfastError as error:
        problem = error.problems[0]
    return Second(where.url, second_opinion(reading, where.model, got), problem)


def _address(url: str) -> SplitResult:
    """The parts of the endpoint's address; it holds no secret, for it is printed."""
    try:
        parts = urlsplit(url)
        fits = _fits(parts) and url.isprintable() and " " not in url
    except ValueError:  # a port that is no number, an open bracket
        parts, fits = SplitResult("", "", "", "", ""), False
    if "@" in url or "?" in url or "#" in url:
        remedy = f"put the key into the variable {KEY_VARIABLE}"
        expected = "an address without user, question mark and number sign"
        what = "--llm with more than an address"
        raise bad_input("HF403", what, expected=expected, remedy=remedy)
    if not fits:
        expected = "an address such as http://127.0.0.1:8080/v1"
        raise bad_input("HF403", f"--llm {printable(url)[:200]}", expected=expected)
    return parts


def _fits(parts: SplitResult) -> bool:
    host = bool(_HOST.fullmatch(parts.hostname or ""))
    return host and parts.scheme in ("http", "https") and parts.port != 0


def _key(variable: str, parts: SplitResult) -> str:
    """The key, which is never printed; empty where none is set and none was asked for."""
    name = variable or KEY_VARIABLE
    key = os.environ.get(name, "").strip()
    if variable and not key:
        what = f"the variable {printable(variable)[:80]} of --llm-key-env is not set"
        raise bad_input("HF403", what, remedy="set it, or leave the option out")
    if key and not (key.isascii() and key.isprintable() and " " not in key):
        what = f"the key in {printable(name)[:80]} holds signs that no key has"
        raise bad_input("HF403", what, remedy="look how it was set")
    if key and parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        what = f"the key in {printable(name)[:80]} would be sent over plain http"
        remedy = "use https, or unset the variable if the endpoint needs no key"
        raise bad_input("HF403", what, remedy=remedy)
    return key
