"""The verb about articles: what one says, with the words it rests on."""

from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.options import JsonOption
from holdfast.core.errors import bad_input, printable


def read(
    article: Annotated[
        Path, typer.Argument(metavar="ARTICLE", help="Text, Markdown or a saved web page.")
    ],
    json: JsonOption = False,
) -> None:
    """Say what an article states: conditions, actors, offers, claims, and what it leaves out.

    Example: holdfast read article.txt
    """
    from holdfast.reading.document import read_document
    from holdfast.reading.reading import read as understand
    from holdfast.report.article import print_reading, reading_json
    from holdfast.report.terminal import print_json

    reading = understand(read_document(_bytes(article), str(article)))
    if json:
        print_json(reading_json(reading, str(article)))
    else:
        print_reading(reading, str(article))


def _bytes(article: Path) -> bytes:
    from holdfast.reading.encoding import LARGEST

    try:
        with article.open("rb") as file:
            return file.read(LARGEST + 1)  # one too many is enough to be refused
    except OSError as error:
        what = f"cannot read {printable(str(article))}: {error.strerror}"
        raise bad_input("HF101", what, expected="a text file or a saved web page") from None
