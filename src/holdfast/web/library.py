"""Cases by id: those that people keep here, and those that come with holdfast."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from holdfast import __version__
from holdfast.casefile.catalogue import bundled_text, slugs
from holdfast.casefile.loader import load_text, read_text
from holdfast.conflict.conflict import Conflict
from holdfast.core.errors import bad_input
from holdfast.reading import catalogue as bundled_articles
from holdfast.study.article import Article as Read
from holdfast.study.article import article as read
from holdfast.study.assess import settings
from holdfast.study.ensemble import GAME_DRAWS
from holdfast.web.store import Article, Change, Revision, Store

MOST_DRAWS = 5_000
MOST_GAME_DRAWS = 500
BUNDLED = "holdfast"


@dataclass(frozen=True, slots=True)
class Choice:
    """Which answer a URL asks for: everything that decides it.

    Parameters
    ----------
    case : its id.
    revision : of the case; 0 for the latest.
    variant : of the case; empty for none.
    draws, seed, game_draws : None for the case's own.
    article : id of an article whose claims are audited with it; empty for none.
    """

    case: str
    revision: int = 0
    variant: str = ""
    draws: int | None = None
    seed: int | None = None
    game_draws: int | None = None
    article: str = ""


@lru_cache(maxsize=64)
def loaded(text: str, name: str, variant: str) -> Conflict:
    """Which conflict does this text describe? Read once."""
    return load_text(text, name, variant)


@lru_cache(maxsize=32)
def understood(content: bytes, name: str) -> Read:
    """What does this article say? Read once."""
    return read(content, name, name)


class Library:
    """Cases and articles by id.

    Parameters
    ----------
    store : what people keep.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def ids(self) -> list[str]:
        """Every case: those kept here, then those that come with holdfast."""
        kept = self.store.cases()
        return [*kept, *(slug for slug in slugs() if slug not in kept)]

    def revision(self, case: str, number: int = 0) -> Revision:
        """This state of the case; a bundled case that nobody changed has one.

        Raises
        ------
        HoldfastError
            HF463 where there is no such case or no such revision.
        """
        found = self.store.revision(case, number)
        if found is not None:
            return found
        if not self.store.revision(case) and case in slugs() and number in (0, 1):
            return Revision(case, 1, bundled_text(case), BUNDLED, "as it comes", "")
        which = f"revision {number} of " if number else ""
        raise bad_input("HF463", f"there is no {which}case '{case}'")

    def kept(self, case: str) -> Revision:
        """The latest state of the case, kept here from now on."""
        found = self.revision(case)
        if not self.store.revision(case):
            self.store.add_case(case, found.text, Change(BUNDLED, found.note))
        return found

    def conflict(self, choice: Choice) -> Conflict:
        """The conflict that a URL asks about."""
        found = self.revision(choice.case, choice.revision)
        return loaded(found.text, f"{choice.case}.yaml", choice.variant)

    def article(self, id: str) -> Article:
        """The article of this id, kept here or bundled. HF463 where there is none."""
        found = self.store.article(id)
        if found is not None:
            return found
        if id in bundled_articles.slugs():
            content = bundled_articles.content(id)
            return Article(id, f"{id}.txt", bundled_articles.title(id), content, BUNDLED, "")
        raise bad_input("HF463", f"there is no article '{id}'")

    def articles(self) -> list[tuple[str, str]]:
        """Id and title of every article."""
        kept = self.store.articles()
        bundled = ((slug, bundled_articles.title(slug)) for slug in bundled_articles.slugs())
        return [*kept, *bundled]

    def open_file(self, path: Path) -> str:
        """Take in a case file from disk, or its changes; returns the case's id."""
        text = read_text(path, str(path))
        case = load_text(text, str(path)).id
        change = Change(BUNDLED, f"from the file {path.name}")
        before = self.store.revision(case)
        if before is None:
            self.store.add_case(case, text, change)
        elif before.text != text:
            self.store.add_revision(case, text, change, before.number)
        return case


def drawn_with(conflict: Conflict, choice: Choice) -> tuple[int, int, int]:
    """How many draws, which seed, how many of them for the game?

    Raises
    ------
    HoldfastError
        HF465 where the URL asks for more than a page may.
    """
    draws, seed = settings(conflict, choice.draws, choice.seed)
    few = GAME_DRAWS if choice.game_draws is None else choice.game_draws
    if not 1 <= draws <= MOST_DRAWS and choice.draws is not None:
        raise bad_input("HF465", f"draws={draws}", expected=f"1 to {MOST_DRAWS}")
    if not 1 <= few <= MOST_GAME_DRAWS:
        raise bad_input("HF465", f"game_draws={few}", expected=f"1 to {MOST_GAME_DRAWS}")
    return draws, seed, min(few, draws)


def result_key(kind: str, conflict: Conflict, choice: Choice, article: str = "") -> str:
    """Which hash stands for everything that decides this answer?"""
    parts = (
        __version__,
        kind,
        conflict.content_hash,
        conflict.variant,
        *drawn_with(conflict, choice),
        article,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()
