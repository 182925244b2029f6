"""The verb about articles: what one says, with the words it rests on."""

from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.options import JsonOption
from holdfast.cli.second_opinion import (
    KeyOption,
    LlmOption,
    ModelOption,
    WaitOption,
    ask,
    endpoint,
)
from holdfast.core.errors import bad_input, printable


def read(
    article: Annotated[
        Path, typer.Argument(metavar="ARTICLE", help="Text, Markdown or a saved web page.")
    ],
    json: JsonOption = False,
    *,
    llm: LlmOption = None,
    llm_model: ModelOption = "",
    llm_key_env: KeyOption = "",
    llm_timeout: WaitOption = 300,
) -> None:
    """Say what an article states: conditions, actors, offers, claims, and what it leaves out.

    Example: holdfast read article.txt
    """
    from holdfast.reading.document import read_document
    from holdfast.reading.reading import read as understand
    from holdfast.report.article import print_reading, reading_json
    from holdfast.report.terminal import print_json

    where = endpoint(llm, llm_model, llm_key_env, llm_timeout)
    reading = understand(read_document(_bytes(article), str(article)))
    second = ask(reading, where)
    if json:
        print_json({**reading_json(reading, str(article)), **second.data()})
    else:
        print_reading(reading, str(article))
        second.show()
    second.finish()


def _bytes(article: Path) -> bytes:
    from holdfast.reading.encoding import LARGEST

    try:
        with article.open("rb") as file:
            return file.read(LARGEST + 1)  # one too many is enough to be refused
    except OSError as error:
        what = f"cannot read {printable(str(article))}: {error.strerror}"
        raise bad_input("HF101", what, expected="a text file or a saved web page") from None
