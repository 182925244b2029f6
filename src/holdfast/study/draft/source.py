"""An article as a source of a case: what it is called, and who published it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from holdfast.reading.items import Item
from holdfast.reading.reading import Reading
from holdfast.study.draft.evidence import cleaned

SOURCE = "article"
"""Id of the first article among a case's sources."""

NOT_STATED = "not stated in the text"


@dataclass(frozen=True, slots=True)
class Published:
    """An article as something published.

    Parameters
    ----------
    name : of its file, without the folder.
    title : its headline, or the name.
    outlets : those that the text names.
    day : of publication; None where the text does not say.
    digest : hash of the file's bytes, in hexadecimal.
    """

    name: str
    title: str
    outlets: tuple[str, ...]
    day: date | None
    digest: str

    @property
    def publisher(self) -> str:
        """Who published it, as far as the text says: it may name outlets that it draws on."""
        names = f"; it names {', '.join(self.outlets)}" if self.outlets else ""
        return f"{NOT_STATED}{names}"


def published_as(reading: Reading, content: bytes, name: str) -> Published:
    """What is this article as a source?

    Parameters
    ----------
    reading : of the file.
    content : its bytes.
    name : of the file, without the folder.
    """
    document = reading.document
    return Published(
        name=cleaned(name),
        title=cleaned(document.title or name),
        outlets=tuple(_outlets(reading.actors)),
        day=document.published,
        digest=hashlib.sha256(content).hexdigest(),
    )


def source_entry(published: Published, as_of: date) -> dict[str, object]:
    """How does a case file declare this article?"""
    late = "" if published.day else " The reader found no day; the case's own date stands."
    return {
        "title": published.title,
        "publisher": published.publisher,
        "kind": "news",
        "published": (published.day or as_of).isoformat(),
        "identifier": f"{published.name}, sha256 {published.digest}",
        "note": f"Read by a program.{late}",
    }


def _outlets(actors: Iterable[Item]) -> Iterable[str]:
    named = (cleaned(str(a.slots["name"])) for a in actors if a.rule == "actor.news")
    return dict.fromkeys(named)
