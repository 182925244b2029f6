"""An article: pasted or uploaded, read, and made into a draft of a case."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise

from starlette.datastructures import UploadFile
from starlette.responses import Response

from holdfast.core.errors import bad_input
from holdfast.reading.items import Item
from holdfast.study.article import KINDS
from holdfast.study.article import article as read
from holdfast.study.draft.case import draft as drafted
from holdfast.study.draft.evidence import cleaned
from holdfast.web.ask import Ask
from holdfast.web.library import understood
from holdfast.web.records import Article, Change

_MOST_ITEMS = 400

MOST_BYTES = 400_000
"""Largest article that the app reads: what is written to hurt takes longer than its length."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and the ids of the items that rest on it."""

    text: str
    items: tuple[str, ...] = ()


def add(ask: Ask) -> Response:
    """Take in an article, pasted or as a file, and show what it says."""
    content, name = _given(ask)
    found = read(content, name, name)
    id = hashlib.sha256(content).hexdigest()[:16]
    title = found.published.title if found.published.title != name else _opening(content)
    who = ask.said("who", 60) or "somebody"
    ask.rooms.library.store.add_article(Article(id, name, title, content, who, ""))
    return ask.onward(f"/a/{id}")


def _given(ask: Ask) -> tuple[bytes, str]:
    file, text = ask.form.get("file"), ask.said("text")
    if isinstance(file, UploadFile) and file.filename:
        return _bounded(file.file.read()), cleaned(
            file.filename.replace("\\", "/").rsplit("/", 1)[-1], 80
        )
    if not text.strip():
        raise bad_input(
            "HF601", "no text was given", remedy="paste an article or choose a file"
        )
    return _bounded(text.encode("utf-8", "replace")), "pasted.txt"


def _bounded(content: bytes) -> bytes:
    """The article, if it is no longer than a reader should wait for."""
    if len(content) > MOST_BYTES:
        what = f"the article has more than {MOST_BYTES // 1000} kB"
        raise bad_input("HF103", what, expected="one article; a long one has some twenty kB")
    return content


def _opening(content: bytes) -> str:
    text = " ".join(content[:400].decode("utf-8", "replace").split())
    return cleaned(text, 70)


def show(ask: Ask) -> Response:
    """What does this article say?"""
    kept = ask.rooms.library.article(ask.place("article"))
    reading = understood(kept.content, kept.name).reading
    groups = [(kind, _named(getattr(reading, kind))) for kind in KINDS]
    everything = [(name, item) for _, items in groups for name, item in items]
    return ask.page(
        "article.html",
        kept=kept,
        groups=[(kind, items[:_MOST_ITEMS]) for kind, items in groups if items],
        pieces=list(pieces(reading.document.text, everything)),
        silent=reading.not_stated,
        duplicates=reading.duplicates,
        own=ask.rooms.library.store.article(kept.id) is not None,
    )


def _named(items: tuple[Item, ...]) -> list[tuple[str, Item]]:
    return [(f"{item.kind}-{number}", item) for number, item in enumerate(items, start=1)]


def pieces(text: str, items: list[tuple[str, Item]]) -> Iterator[Piece]:
    """How is the text cut so that each piece rests under the same items?"""
    spans = [(name, item.start, item.end) for name, item in items]
    yield from pieces_of(text, spans)


def pieces_of(text: str, spans: list[tuple[str, int, int]]) -> Iterator[Piece]:
    """How is the text cut at the ends of these spans?"""
    cuts = sorted({0, len(text), *(end for _, *ends in spans for end in ends)})
    for start, end in pairwise(cuts):
        over = tuple(name for name, first, last in spans if first <= start and end <= last)
        yield Piece(text[start:end], over)


def draft(ask: Ask) -> Response:
    """Draft a case from the article, and go on to its evidence."""
    library = ask.rooms.library
    kept = library.article(ask.place("article"))
    found = understood(kept.content, kept.name)
    day = found.published.day or datetime.now(UTC).date()
    asked = ask.said("as_of", 10)
    made = drafted(found.reading, found.published, _day(asked) if asked else day)
    case = _free(library.ids(), made.conflict.id)
    text = made.text.replace(f"\nid: {made.conflict.id}\n", f"\nid: {case}\n", 1)
    who = ask.said("who", 60) or "somebody"
    if library.store.article(kept.id) is None:
        library.store.add_article(kept)
    library.store.add_case(case, text, Change(who, "drafted from an article"), kept.id)
    return ask.onward(f"/c/{case}/evidence")


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise bad_input("HF465", f"as_of={given}", expected="a day as 2025-03-31") from None


def _free(taken: list[str], wanted: str) -> str:
    """The id wanted, or the first like it that is free."""
    tries = (wanted, *(f"{wanted[:70]}-{number}" for number in range(2, 1000)))
    return next(one for one in tries if one not in taken)
