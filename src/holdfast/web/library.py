"""Cases and articles by id: those that people keep here, and those that come with holdfast.

The engines are imported late: the first page needs none of them.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from holdfast import __version__
from holdfast.casefile.tree import parse
from holdfast.core.errors import HoldfastError, bad_input
from holdfast.reading import catalogue as bundled_articles
from holdfast.web.records import Article, Change, Revision
from holdfast.web.store import Store

if TYPE_CHECKING:
    from holdfast.conflict.conflict import Conflict
    from holdfast.study.article import Article as Read

MOST_DRAWS = 5_000
MOST_GAME_DRAWS = 500
BUNDLED = "holdfast"
_FORM = 2  # of what is kept: an answer kept in another form is worked out anew


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
    more : packages beside the others, as tripwire-force=2,air-cover=1, parted by `;`.
    instruments, objectives : of a search, parted by commas; empty for all, and the usual ones.
    budget : packages that a search looks at, at most.
    """

    case: str
    revision: int = 0
    variant: str = ""
    draws: int | None = None
    seed: int | None = None
    game_draws: int | None = None
    article: str = ""
    more: str = ""
    instruments: str = ""
    objectives: str = ""
    budget: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """A case as the list of cases shows it; without a title where it cannot be read."""

    id: str
    title: str
    as_of: str
    summary: str


@lru_cache(maxsize=64)
def loaded(text: str, name: str, variant: str) -> "Conflict":
    """Which conflict does this text describe? Read once."""
    from holdfast.casefile.loader import load_text

    return load_text(text, name, variant)


@lru_cache(maxsize=32)
def understood(content: bytes, name: str) -> "Read":
    """What does this article say? Read once."""
    from holdfast.study.article import article

    return article(content, name, name)


@lru_cache(maxsize=512)
def card(case: str, text: str) -> Card:
    """How is this case listed? Without checking it, which opening it does."""
    try:
        data = parse(text, case).data
    except HoldfastError:
        return Card(case, "", "", "")
    told = data if isinstance(data, dict) else {}
    title, day, summary = (str(told.get(key, "")) for key in ("title", "as_of", "summary"))
    return Card(case, title, day, " ".join(summary.split()))


def let_go() -> None:
    """Forget every text that was read."""
    for known in (loaded, understood, card):
        known.cache_clear()


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
        return [*kept, *(slug for slug in _slugs() if slug not in kept)]

    def cards(self) -> list[Card]:
        """Every case as it is listed."""
        return [card(case, self.revision(case).text) for case in self.ids()]

    def revision(self, case: str, number: int = 0) -> Revision:
        """One state of the case; a bundled case that nobody changed has one.

        Raises
        ------
        HoldfastError
            HF463 where there is no such case or no such revision.
        """
        found = self.store.revision(case, number)
        if found is not None:
            return found
        if case in _slugs() and number in (0, 1) and not self.store.revision(case):
            return Revision(case, 1, _bundled(case), BUNDLED, "as it comes", "")
        which = f"revision {number} of " if number else ""
        raise bad_input("HF463", f"there is no {which}case '{case}'")

    def kept(self, case: str) -> Revision:
        """The latest state of the case, kept here from now on."""
        found = self.revision(case)
        if not self.store.revision(case):
            self.store.add_case(case, found.text, Change(BUNDLED, found.note))
        return found

    def conflict(self, choice: Choice) -> "Conflict":
        """The conflict that a URL asks about."""
        found = self.revision(choice.case, choice.revision)
        return loaded(found.text, f"{choice.case}.yaml", choice.variant)

    def article(self, id: str) -> Article:
        """The article of this id, kept here or bundled. HF463 where there is none."""
        found = self.store.article(id)
        if found is not None:
            return found
        if id in bundled_articles.slugs():
            content, title = bundled_articles.content(id), bundled_articles.title(id)
            return Article(id, f"{id}.txt", title, content, BUNDLED, "")
        raise bad_input("HF463", f"there is no article '{id}'")

    def articles(self) -> list[tuple[str, str]]:
        """Id and title of every article."""
        kept = dict(self.store.articles())
        bundled = {slug: bundled_articles.title(slug) for slug in bundled_articles.slugs()}
        return list({**kept, **bundled}.items())

    def is_bundled(self, case: str) -> bool:
        """Whether a case of this id comes with holdfast."""
        return case in _slugs()

    def is_bundled_article(self, article: str) -> bool:
        """Whether an article of this id comes with holdfast."""
        return article in bundled_articles.slugs()

    def open_file(self, path: Path) -> str:
        """Take in a case file from disk, or its changes; returns the case's id.

        The id of a bundled case, where no file is called so, is that case: it is there already.
        """
        from holdfast.casefile.loader import load_text, read_text

        if self.is_bundled(str(path)) and not path.exists():
            return str(path)
        text = read_text(path, str(path))
        case = load_text(text, str(path)).id
        change = Change(BUNDLED, f"from the file {path.name}")
        before = self.store.revision(case)
        if before is None:
            self.store.add_case(case, text, change)
        elif before.text != text:
            self.store.add_revision(case, text, change, before.number)
        return case


def _slugs() -> list[str]:
    """The bundled cases, found without what loads them."""
    names = (item.name for item in files("holdfast.casefile").joinpath("bundled").iterdir())
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def _bundled(case: str) -> str:
    folder = files("holdfast.casefile").joinpath("bundled")
    return folder.joinpath(f"{case}.yaml").read_text(encoding="utf-8")


def drawn_with(conflict: "Conflict", choice: Choice) -> tuple[int, int, int]:
    """How many draws, which seed, how many of them for the game?

    Raises
    ------
    HoldfastError
        HF465 where the URL asks for more than a page may.
    """
    from holdfast.study.assess import settings
    from holdfast.study.ensemble import GAME_DRAWS

    draws, seed = settings(conflict, choice.draws, choice.seed)
    few = GAME_DRAWS if choice.game_draws is None else choice.game_draws
    if not 1 <= draws <= MOST_DRAWS and choice.draws is not None:
        raise bad_input("HF465", f"draws={draws}", expected=f"1 to {MOST_DRAWS}")
    if not 1 <= few <= MOST_GAME_DRAWS:
        raise bad_input("HF465", f"game_draws={few}", expected=f"1 to {MOST_GAME_DRAWS}")
    return draws, seed, min(few, draws)


def result_key(kind: str, conflict: "Conflict", choice: Choice, article: str = "") -> str:
    """Which hash stands for everything that decides this answer?"""
    parts = (
        __version__,
        _FORM,
        kind,
        conflict.content_hash,
        conflict.variant,
        *drawn_with(conflict, choice),
        article,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()
