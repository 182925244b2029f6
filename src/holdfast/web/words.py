"""The words of the interface: one catalogue, in English, and translations of it."""

from collections.abc import Iterable
from functools import lru_cache
from gettext import NullTranslations, translation
from importlib.resources import files
from pathlib import Path

DOMAIN = "holdfast"
ENGLISH = "en"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "ckb", "dv"})


def folder() -> Path:
    """Which folder holds the translations that come with holdfast?"""
    return Path(str(files("holdfast.web").joinpath("locale")))


@lru_cache(maxsize=16)
def catalogue(language: str, where: str = "") -> NullTranslations:
    """Which words does the interface use in this language? English where there are none."""
    return translation(DOMAIN, where or folder(), [language], fallback=True)


@lru_cache(maxsize=4)
def languages(where: str = "") -> tuple[str, ...]:
    """In which languages can the interface speak?"""
    found = Path(where or folder()).glob(f"*/LC_MESSAGES/{DOMAIN}.mo")
    return tuple(sorted({ENGLISH, *(file.parents[1].name for file in found)}))


def direction(language: str) -> str:
    """In which direction is this language written?

    Examples
    --------
    >>> direction("en"), direction("ar-EG")
    ('ltr', 'rtl')
    """
    return "rtl" if language.replace("_", "-").split("-")[0] in RIGHT_TO_LEFT else "ltr"


def chosen(wanted: Iterable[str], known: Iterable[str]) -> str:
    """Which language is spoken: the first wanted one that is known, else English.

    Examples
    --------
    >>> chosen(["de-AT", "ar"], ["ar", "en"])
    'ar'
    """
    have = {one.lower(): one for one in known}
    for one in wanted:
        for name in (one.lower(), one.lower().split("-")[0]):
            if name in have:
                return have[name]
    return ENGLISH


def marked(text: str) -> str:
    """The words as they are: what calls this is found by the tool that collects them."""
    return text


STALE = marked("This form has gone stale; go back, reload the page and send it again.")
