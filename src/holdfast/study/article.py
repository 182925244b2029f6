"""An article as a study begins: read, described as a source, and told as a finding."""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast import __version__
from holdfast.core.finding import Completeness, Finding
from holdfast.reading.document import read_document
from holdfast.reading.items import Item
from holdfast.reading.reading import Reading, read
from holdfast.study.draft.source import Published, published_as

NOTE = (
    "Found by rules on the words alone; nothing here feeds a number until a person has checked "
    "it."
)
CAVEATS = (
    "What the rules miss is not listed.",
    "A position said many times by one source is one piece of evidence.",
    "What is hypothetical, denied, dropped or asked is marked so and is not counted as said.",
)
KINDS = ("preconditions", "actors", "statements", "instruments", "trust", "claims")
"""The lists of items in a reading, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article that has been read.

    Parameters
    ----------
    name : as the user gave it.
    reading : what it says.
    published : what it is as a source.
    """

    name: str
    reading: Reading
    published: Published


def article(content: bytes, name: str, file: str) -> Article:
    """What does this file say, and what is it as a source?

    Parameters
    ----------
    content : its bytes.
    name : as the user gave it, for messages.
    file : its name without the folder.

    Raises
    ------
    HoldfastError
        HF102, HF103 or HF601 where it is no text, too large, or empty.
    """
    reading = read(read_document(content, name))
    return Article(name, reading, published_as(reading, content, file))


def reading_finding(found: Article, more: Mapping[str, object] | None = None) -> Finding:
    """What does the article say, as a finding? Offsets are code points in its text.

    Parameters
    ----------
    found : the article.
    more : entries that the answer has beside what the rules found.
    """
    return Finding(
        question="What does this article say?",
        case=found.published.name,
        case_hash=found.published.digest,
        answer={**reading_answer(found), **(more or {})},
        method=NOTE,
        completeness=Completeness.LOWER_BOUND,
        caveats=CAVEATS,
        version=__version__,
    )


def reading_answer(found: Article) -> Mapping[str, object]:
    """Which data stand for this reading? See docs/reference/json.md."""
    reading = found.reading
    document = reading.document
    return {
        "article": found.name,
        "title": document.title,
        "published": str(document.published) if document.published else None,
        "published_basis": document.published_basis,
        "kind": document.kind,
        "encoding": document.encoding,
        "notes": list(document.notes),
        "articles": [list(segment) for segment in document.segments],
        "boilerplate": [list(span) for span in document.boilerplate],
        **{kind: _entries(getattr(reading, kind)) for kind in KINDS},
        "duplicates": [dict(entry) for entry in reading.duplicates],
        "contradictions": [dict(entry) for entry in reading.contradictions],
        "not_stated": list(reading.not_stated),
        "text": document.text,
    }


def _entries(items: tuple[Item, ...]) -> list[dict[str, object]]:
    return [
        {
            "id": f"{item.kind}-{number}",
            "kind": item.kind,
            "start": item.start,
            "end": item.end,
            "quote": item.quote,
            "rule": item.rule,
            "status": item.status,
            "attribution": list(item.attribution),
            **item.slots,
        }
        for number, item in enumerate(items, start=1)
    ]
